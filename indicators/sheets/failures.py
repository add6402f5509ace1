"""A file that no reader gets to the end of: what the sender is told instead of a report."""

from typing import Literal

from indicators.sheets.spec import Problem, ReadReport

Failure = Literal["reader_timeout", "reader_memory", "reader_overflow", "reader_crashed"]

_MESSAGES: dict[Failure, str] = {
    "reader_timeout": (
        "Đọc tệp quá lâu nên đã dừng lại. "
        "Hãy bỏ bớt trang tính, định dạng và hình ảnh thừa rồi tải lên lần nữa."
    ),
    "reader_memory": (
        "Tệp cần quá nhiều bộ nhớ để đọc nên đã dừng lại. "
        "Hãy sao chép riêng bảng báo cáo sang một tệp Excel mới rồi tải tệp mới lên."
    ),
    "reader_overflow": (
        "Tệp có quá nhiều số liệu hoặc quá nhiều chỗ sai để hiển thị. "
        "Hãy kiểm tra lại đã chọn đúng tệp và đúng biểu, hoặc chia tệp thành nhiều phần."
    ),
    "reader_crashed": (
        "Không đọc được tệp vì nội dung bên trong không bình thường. "
        "Hãy sao chép bảng sang một tệp Excel mới rồi tải tệp mới lên."
    ),
}


def failed_report(failure: Failure) -> ReadReport:
    """Return a report with that one problem and nothing read."""
    return ReadReport(problems=(Problem("file", "error", failure, _MESSAGES[failure]),))
