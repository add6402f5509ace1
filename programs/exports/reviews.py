"""The register of reviews as a workbook."""

from collections.abc import Sequence

from programs.documents import DataTable, tables_workbook
from programs.selectors.reviews import ReviewRow, YearLine
from programs.task_words import day_text

KINDS = {"commune": "Xã", "village": "Thôn"}
HEADERS = (
    "TT",
    "Địa bàn",
    "Huyện, thành phố",
    "Thôn",
    "Năm",
    "Trạng thái",
    "Tiêu chí đạt",
    "Đề nghị",
    "Kết luận",
    "Văn bản",
    "Ngày kết luận",
    "Ghi chú",
)


def reviews_workbook(rows: Sequence[ReviewRow], years: Sequence[YearLine]) -> bytes:
    """The .xlsx: the register as it was narrowed, and the counts by year."""
    register = DataTable(
        caption="Rà soát xã, thôn",
        headers=HEADERS,
        rows=tuple(_row(number, row) for number, row in enumerate(rows, start=1)),
        decimals=(0, None, None, None, None, None, 0, *(None,) * 5),
        empty="Không có rà soát nào.",
    )
    by_year = DataTable(
        caption="Theo năm",
        headers=("Năm", "Loại", "Đăng ký", "Đã ra khỏi", "Chưa đạt", "Thôi đăng ký"),
        rows=tuple(
            (str(y.year), KINDS[y.kind], y.registered, y.left, y.not_yet, y.withdrawn)
            for y in years
        ),
        decimals=(None, None, 0, 0, 0, 0),
    )
    return tables_workbook([register, by_year], title=register.caption)


def _row(number: int, row: ReviewRow) -> tuple[str | int, ...]:
    review = row.review
    return (
        number,
        review.area.name,
        review.area.parent.name if review.area.parent else "",
        review.village_name,
        str(review.year),
        review.get_state_display(),
        row.met,
        review.proposal,
        review.outcome,
        str(review.decision or ""),
        day_text(review.decided_on),
        "dòng minh họa" if review.is_sample else "",
    )
