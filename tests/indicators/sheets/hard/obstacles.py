"""Lists of obstacles (F4): words, due dates, numbers, headings between, signatures below."""

import datetime

from .drawing import Style, as_bytes, draw, new_workbook
from .model import MISSING, Figure, HardBook, Line, Truth

CONTENTS = (
    "Định mức hỗ trợ nhà ở thấp, hộ nghèo không có vốn đối ứng",
    "Văn bản hướng dẫn Tiểu dự án 1, Dự án 3 chưa thống nhất giữa các bộ",
    "Giải phóng mặt bằng chậm do vướng đất rừng\n- Xã A: 2 công trình\n- Xã B: 1 công trình",
    "Vốn sự nghiệp giao chậm, phải chuyển nguồn sang năm sau",
    "Thiếu cán bộ chuyên trách công tác dân tộc cấp xã",
    "Không còn đối tượng thụ hưởng đất ở (12 hộ)",
    "Quỹ đất ở còn hạn chế, 1.234 m2",
)
CAUSES = ("Quy định chưa đồng bộ", "Khách quan: địa hình chia cắt", "Chủ quan", None)
PROPOSALS = ("Đề nghị sửa đổi, bổ sung hướng dẫn (1)", "Đề nghị UBND tỉnh bố trí vốn", "Xem xét")
AGENCIES = ("UBND tỉnh", "Ban Dân tộc", "Ủy ban Dân tộc", "Sở Tài chính", None)
STATES = ("Chưa giải quyết", "Đang giải quyết", "Đã giải quyết")


def D(*day):  # noqa: N802 - short, because the list of days is long
    return datetime.datetime(*day)  # noqa: DTZ001 - a cell's date has no zone


DUES = (
    (D(2024, 12, 31), "2024-12-31"), (D(2025, 3, 5), "2025-03-05"), ("31/12/2024", "2024-12-31"),
    ("5/3/2025", "2025-03-05"), ("05-03-2025", "2025-03-05"), ("30.6.2025", "2025-06-30"),
    ("ngày 31 tháng 12 năm 2024", "2024-12-31"), ("Trước 30/9/2025", "2025-09-30"),
    ("Quý III/2025", "2025-09-30"), ("Quý I năm 2025", "2025-03-31"),
    ("Tháng 6/2025", "2025-06-30"),
    ("12/2024", "2024-12-31"), ("Năm 2025", "2025-12-31"), ("2024-12-31", "2024-12-31"),
)  # fmt: skip
BAD_DUES = (
    "12/31/2024",
    "31/02/2025",
    "sớm",
    "Thường xuyên",
    "31/12/24",
    45657,
    "quý V/2025",
    "13/2025",
    True,
    "#REF!",
    "=A1",
    "31/4/2025",
    "20/11",
    "0/12/2024",
    "31/12/1924",
)


def make(rng, form: str, cast) -> HardBook:
    """One list of obstacles with some of the traps."""
    area = rng.choice(cast.reporting_areas("F1"))
    truth, traps = Truth(), []
    lines = [_line(at, rng) for at in range(1, rng.randint(4, 14))]
    _spoil(lines, rng, traps)
    style = _style(area, rng)
    columns = _columns(cast.forms["F4"], rng)
    for line in lines:
        line.area = area.code
    lines = _arranged(lines, style, rng, traps)
    book = new_workbook()
    draw(book, style, columns, lines, truth)
    return HardBook(as_bytes(book), "F4", area.code, "2024Q3", truth, traps)


def _line(at: int, rng) -> Line:
    content = rng.choice(CONTENTS)
    cells = {"content": content, "cause": rng.choice(CAUSES), "proposal": rng.choice(PROPOSALS),
             "agency": rng.choice(AGENCIES), "status": rng.choice(STATES)}  # fmt: skip
    line = Line(content, number=at, dim=f"obstacle{at}")
    line.figures = {
        key: Figure(_written(text, rng), text if text else MISSING) for key, text in cells.items()
    }
    written, true = rng.choice([*DUES, (None, MISSING)])
    line.figures["due"] = Figure(written, true)
    return line


def _written(text, rng):
    if text is None:
        return rng.choice([None, "-", "…", None])
    return rng.choice([text, text, f" {text} ", text.replace(" ", "\u00a0", 1)])


def _spoil(lines, rng, traps) -> None:
    for _ in range(rng.choice([0, 1, 1, 2])):
        line = rng.choice(lines)
        kind = rng.choice(["due", "due", "content", "error", "date in text"])
        if kind == "due":
            bad = rng.choice(BAD_DUES)
            line.figures["due"] = Figure(bad, MISSING, flag=f"bad due {bad!r}")
        elif kind == "content":
            line.figures["content"] = Figure(rng.choice([None, "-", "…"]), MISSING)
            line.flag = "no content"
        elif kind == "error":
            line.figures["cause"] = Figure("#REF!", MISSING, flag="error in text")
        else:
            line.figures["agency"] = Figure(D(2024, 1, 2), MISSING, flag="date in text")
        traps.append(kind)


def _style(area, rng) -> Style:
    block = [[(0, f"UBND {area.name.upper()}"), (2, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")],
             [(0, "TỔNG HỢP KHÓ KHĂN, VƯỚNG MẮC TRONG THỰC HIỆN CHƯƠNG TRÌNH MTQG")],
             [(0, "Quý III năm 2024")]]  # fmt: skip
    line = [[(0, f"Biểu 04/KKVM - {area.name} - Quý III năm 2024")]]
    style = Style(rng.choice([block, line]), header="flat", sheet_name="Biểu 04")
    style.number_row = rng.choice(["none", "plain"])
    style.has_labels = False
    style.has_remarks = rng.random() < 0.3
    style.notes = rng.choice([(), ("Ghi chú: tổng hợp từ báo cáo các xã.",)])
    style.has_signature = rng.random() < 0.8
    return style


def _columns(form, rng):
    heads = [
        (column.key, (rng.choice([column.header, *column.aliases]),)) for column in form.columns
    ]
    rest = heads[1:]
    if rng.random() < 0.3:
        rng.shuffle(rest)
    return [heads[0], *rest]


def _arranged(lines, style, rng, traps):
    """With headings between, a row without number, or all numbers beginning anew."""
    kind = rng.random()
    if kind < 0.2:
        at = len(lines) // 2
        heads = [Line("Về cơ chế, chính sách", kind="group", number="I"),
                 Line("Về tổ chức thực hiện", kind="group", number="II")]  # fmt: skip
        traps.append("headings between")
        return [heads[0], *lines[:at], heads[1], *lines[at:]]
    if kind < 0.3:
        for line in lines:
            line.number = 1
        traps.append("numbers doubled")
    elif kind < 0.4 and len(lines) > 3:
        lines[1].number, lines[1].flag = None, "no number"
        traps.append("no number")
    return lines
