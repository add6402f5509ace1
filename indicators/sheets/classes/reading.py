"""From the bytes of an official list to its units; only the child process comes here."""

from indicators.sheets.files.opening import open_workbook
from indicators.sheets.files.refusal import FileRefused
from indicators.sheets.workbook import Sheet, column_letter

from .columns import EXPECTED, Heading, find_heading
from .places import Places
from .rows import Found, SheetReader
from .spec import ClassReading, ClassRequest

MOST_ENTRIES = 5_000


def read_class_list(data: bytes, request: ClassRequest) -> ClassReading:
    """Everything that the workbook lists; a file that cannot be opened is a refusal."""
    try:
        sheets = open_workbook(data)
    except FileRefused as error:
        return ClassReading(refusal=error.message)
    places, found = Places(request), Found()
    lists = [(sheet, _heading(sheet, request, found)) for sheet in sheets]
    for sheet, heading in lists:
        if heading:
            SheetReader(sheet, heading, request.list, places, found).read()
    refusal = _refusal(request, found, has_list=any(heading for _, heading in lists))
    if refusal:
        return ClassReading(refusal=refusal, left_out=tuple(found.left_out))
    return ClassReading(tuple(found.entries), tuple(found.problems), tuple(found.left_out))


def _heading(sheet: Sheet, request: ClassRequest, found: Found) -> Heading | None:
    """Where the sheet's list begins; what of the sheet nobody reads is said."""
    if sheet.is_hidden or not sheet.cells:
        found.leave(sheet, "cả trang", "trang ẩn" if sheet.is_hidden else "trang trống")
        return None
    heading = find_heading(sheet, request.list)
    if heading is None:
        found.leave(sheet, "cả trang", "không có bảng danh sách")
        return None
    for letter in heading.others:
        found.leave(sheet, f"cột {letter}", "không cần cho loại danh sách này")
    for column in sorted(sheet.hidden_columns & set(sheet.columns)):
        found.leave(sheet, f"cột {column_letter(column)}", "cột đang ẩn")
    return heading


def _refusal(request: ClassRequest, found: Found, *, has_list: bool) -> str:
    if not has_list:
        return (
            "Không trang nào của tệp có bảng danh sách. Cần: dòng tiêu đề cột có "
            f"{EXPECTED[request.list]}. Hãy kiểm tra lại tệp và loại danh sách đã chọn."
        )
    if not found.entries and not found.problems:
        return "Dưới tiêu đề bảng không có xã, thôn nào. Hãy kiểm tra lại tệp."
    if len(found.entries) > MOST_ENTRIES:
        return f"Danh sách có hơn {MOST_ENTRIES} dòng. Hãy kiểm tra lại đã chọn đúng tệp."
    return ""
