"""The grouped header of a form."""

from indicators.selectors.headings import Heading, heading_rows


def test_heading_rows_group_neighbours_and_reach_down() -> None:
    rows = heading_rows(["Số hộ", "Nghèo|Số", "Nghèo|Tỷ lệ"])

    assert rows == (
        (Heading("Số hộ", 0, 1, 2), Heading("Nghèo", 1, 2, 1)),
        (Heading("Số", 1), Heading("Tỷ lệ", 2)),
    )


def test_heading_rows_keep_apart_what_does_not_stand_together() -> None:
    rows = heading_rows(["A|x", "B", "A|y"])

    assert [heading.text for heading in rows[0]] == ["A", "B", "A"]


def test_heading_rows_of_three_levels_fill_the_whole_table() -> None:
    headers = ["A|B|x", "A|B|y", "A|z", "C|D|w", "E"]
    rows = heading_rows(headers)

    filled = sum(heading.columns * heading.rows for line in rows for heading in line)

    assert filled == 3 * len(headers)
    assert rows[0][0] == Heading("A", 0, 3, 1)


def test_heading_rows_do_not_join_columns_of_the_same_name() -> None:
    assert [h.columns for h in heading_rows(["Số hộ", "Số hộ"])[0]] == [1, 1]


def test_heading_rows_of_nothing_are_none() -> None:
    assert heading_rows([]) == ()
