"""What came of a file, in one sentence for the head of the page, the list and the command."""

from indicators.entries import Comparison
from indicators.sheets.spec import ReadReport
from lsdash.lib.numbers import format_number

NO_CHANGE = "Không có thay đổi: mọi số liệu trong tệp đã được lưu từ trước."


def conclusion(reading: ReadReport, comparison: Comparison | None = None) -> str:
    """What a preview comes to; `comparison` where the figures can be stored."""
    of_file = [problem.message for problem in reading.errors if problem.scope == "file"]
    if of_file:
        return " ".join(of_file)
    if not reading.records:
        return _nothing_read(reading)
    count = format_number(len(reading.records))
    if reading.errors:
        return (
            f"Có {format_number(len(reading.errors))} chỗ bị từ chối nên chưa lưu gì; {count} số "
            "liệu còn lại đọc được. Hãy sửa các chỗ nêu bên dưới trong tệp rồi tải lên lại, hoặc "
            "xem hết rồi đồng ý chỉ nhập phần còn lại."
        )
    if comparison is not None and comparison.is_empty:
        return NO_CHANGE
    return f"Đọc được {count} số liệu, không có lỗi. Hãy xem lại rồi xác nhận."


def _nothing_read(reading: ReadReport) -> str:
    if reading.errors:
        return (
            f"Có {format_number(len(reading.errors))} chỗ bị từ chối và không còn số liệu nào để "
            "nhập. Hãy sửa các chỗ nêu bên dưới trong tệp rồi tải lên lại."
        )
    return "Không đọc được số liệu nào trong tệp. Hãy kiểm tra lại biểu và các cột."


def stored_sentence(comparison: Comparison, refused: int) -> str:
    if comparison.is_empty:
        done = NO_CHANGE
    else:
        done = (
            f"Đã lưu {format_number(len(comparison.created))} số liệu mới, "
            f"{format_number(len(comparison.changed))} số liệu thay đổi; "
            f"{format_number(comparison.unchanged)} số liệu giữ nguyên."
        )
    if refused:
        done += f" Nhập một phần: {format_number(refused)} chỗ bị từ chối không được lưu."
    return done


def undone_sentence(back: int, gone: int) -> str:
    """So many figures are again what they were, so many are not reported any more."""
    return (
        f"Đã hoàn tác: {format_number(back)} số liệu trở về như trước, "
        f"{format_number(gone)} số liệu trở về chưa báo cáo."
    )
