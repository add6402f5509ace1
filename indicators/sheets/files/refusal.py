"""A file that is not read at all, and the sentence for the person who sent it."""

SAVE_AS = (
    "Hãy mở tệp bằng Excel, chọn Lưu thành (Save As) dạng “Excel Workbook (.xlsx)” rồi tải lên."
)


class FileRefused(Exception):
    """The file is not read at all; `message` is the sentence for the person who sent it."""

    def __init__(self, code: str, message: str):
        super().__init__(code)
        self.code = code
        self.message = message


def suspicious() -> FileRefused:
    """The refusal of a file that no office program writes like that."""
    return FileRefused(
        "suspicious",
        "Cấu trúc bên trong tệp không bình thường nên không được mở. "
        "Hãy sao chép bảng sang một tệp Excel mới rồi tải tệp mới lên.",
    )


def truncated() -> FileRefused:
    """The refusal of a file whose end or middle is missing."""
    return FileRefused(
        "truncated",
        "Tệp bị hỏng hoặc chưa tải lên hết. Hãy mở tệp bằng Excel, lưu lại rồi tải lại.",
    )


def not_readable() -> FileRefused:
    """The refusal of a file whose kind is known but whose content a parser gave up on."""
    return FileRefused(
        "not_readable",
        "Không đọc được bảng tính trong tệp. Hãy mở tệp bằng Excel, lưu lại rồi tải lên.",
    )


def encrypted() -> FileRefused:
    """The refusal of a file that opens with a password only."""
    return FileRefused(
        "encrypted",
        "Tệp có đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu, lưu lại rồi tải lên.",
    )
