from datetime import date

import pytest

from programs.documents.layout import number_line, place_and_date


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 1, 5), "Lạng Sơn, ngày 05 tháng 01 năm 2025"),
        (date(2025, 2, 10), "Lạng Sơn, ngày 10 tháng 02 năm 2025"),
        (date(2025, 3, 9), "Lạng Sơn, ngày 09 tháng 3 năm 2025"),
        (date(2025, 12, 31), "Lạng Sơn, ngày 31 tháng 12 năm 2025"),
        (None, "Lạng Sơn, ngày      tháng      năm"),
    ],
    ids=str,
)
def test_day_has_a_zero_where_the_decree_wants_it(on: date | None, expected: str) -> None:
    assert place_and_date("Lạng Sơn", on) == expected


def test_number_of_a_draft_is_left_open() -> None:
    assert number_line("05/BC-BDT", "BC-BDT") == "Số: 05/BC-BDT"
    assert number_line("", "BC-BDT") == "Số:      /BC-BDT"
