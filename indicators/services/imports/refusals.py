from collections.abc import Sequence

from indicators.entries import Overtaken


class ImportRefused(Exception):
    """The batch was left as it was; `code` for programs, the sentence says why and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class ImportOvertaken(ImportRefused):
    """Somebody changed cells of the file after it was shown; `cells` are the difference."""

    def __init__(self, cells: Sequence[Overtaken]) -> None:
        super().__init__(
            "overtaken",
            f"{len(cells)} ô của tệp đã được người khác sửa sau khi bạn xem trước, nên chưa lưu "
            "gì. Hãy xem các ô đó bên dưới, rồi đọc lại tệp để xem đúng những gì sẽ thay đổi.",
        )
        self.cells = tuple(cells)
