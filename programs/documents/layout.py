"""The measures of an official document: Nghị định 30/2020/NĐ-CP, Appendix I."""

from datetime import date

FONT = "Times New Roman"
PAGE_MM = (210, 297)  # A4, portrait
TOP_MM = BOTTOM_MM = 20  # 20 to 25
LEFT_MM = 30  # 30 to 35
RIGHT_MM = 15  # 15 to 20
HEADER_MM = 10  # the page number, inside the top margin

# Sizes in points, each within what the decree allows.
SIZE_NATION = 12  # 12 to 13
SIZE_MOTTO = 13  # 13 to 14
SIZE_BODY_NAME = 12  # 12 to 13
SIZE_NUMBER = 13
SIZE_PLACE = 13  # 13 to 14, italic
SIZE_TITLE = 14  # 13 to 14, bold
SIZE_TEXT = 14  # 13 to 14
SIZE_PAGE = 14  # 13 to 14
SIZE_RECIPIENTS_HEAD = 12  # bold italic
SIZE_RECIPIENTS = 11
SIZE_TABLE = 12

INDENT_CM = 1.27  # 1 to 1.27
SPACE_AFTER_PT = 6  # at least 6

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RECIPIENTS_HEAD = "Nơi nhận:"
DRAFT = "DỰ THẢO"
RULE_SHARE = 0.4  # of its width, under the issuing body: ⅓ to ½


def place_and_date(place: str, on: date | None) -> str:
    """ "Lạng Sơn, ngày 05 tháng 01 năm 2025": a zero before days under 10 and months 1 and 2; left
    open to be filled in while there is no day."""
    if on is None:
        return f"{place}, ngày      tháng      năm"
    month = f"{on.month:02d}" if on.month <= 2 else str(on.month)
    return f"{place}, ngày {on.day:02d} tháng {month} năm {on.year}"


def number_line(number: str, suffix: str) -> str:
    """ "Số: 05/BC-SDTTG", or with the number left open."""
    return f"Số: {number}" if number else f"Số:      /{suffix}"
