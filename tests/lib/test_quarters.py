import pytest

from lsdash.lib.quarters import (
    PeriodCode,
    UnknownPeriod,
    find_periods,
    parse_code,
)


@pytest.mark.parametrize("code", ["2024Q3", "2024H1", "2024"])
def test_code_is_written_as_it_is_parsed(code):
    assert str(parse_code(code)) == code


@pytest.mark.parametrize("code", ["2024Q5", "2024H3", "24Q1", "", "2024Q", "Q3"])
def test_unknown_code_is_refused(code):
    with pytest.raises(UnknownPeriod):
        parse_code(code)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Quý III năm 2024", "2024Q3"),
        ("quý 3/2024", "2024Q3"),
        ("Qúy 3-2024", "2024Q3"),
        ("QUÍ IV/2023", "2023Q4"),
        ("Q3/2024", "2024Q3"),
        ("Biểu 01/DT-H - Huyện Văn Quan - Quý III năm 2024", "2024Q3"),
        ("(Lũy kế đến hết quý III năm 2024)", "2024Q3"),
        ("6 tháng đầu năm 2024", "2024H1"),
        ("06 tháng cuối năm 2024", "2024H2"),
        ("9 tháng năm 2024", "2024Q3"),
        ("9 tháng đầu năm 2024", "2024Q3"),
        ("Năm 2024", "2024"),
        ("Quý III năm 2024 so với cùng kỳ quý III năm 2023", "2024Q3"),
        ("Báo cáo quý I năm 2024, ngày 05 tháng 4 năm 2024", "2024Q1"),
    ],
)
def test_title_is_read(title, code):
    assert [str(period) for period in find_periods(title)] == [code]


@pytest.mark.parametrize(
    "title",
    [
        "Lạng Sơn, ngày 05 tháng 10 năm 2024",
        "Kế hoạch vốn giai đoạn 2021-2025",
        "mục tiêu đến năm 2025",
        "Quyết định số 1719/QĐ-TTg ngày 14/10/2021",
        "Xã Quý Hòa",
        "",
    ],
)
def test_text_without_a_period_names_none(title):
    assert find_periods(title) == ()


def test_two_periods_are_both_found():
    found = find_periods("Quý II năm 2024 và quý III năm 2024")

    assert [str(period) for period in found] == ["2024Q2", "2024Q3"]


@pytest.mark.parametrize(
    ("code", "label", "short"),
    [
        ("2024Q3", "Quý III năm 2024", "Q3/2024"),
        ("2024H1", "6 tháng đầu năm 2024", "H1/2024"),
        ("2024", "Năm 2024", "2024"),
    ],
)
def test_labels_are_vietnamese(code, label, short):
    period = parse_code(code)

    assert (period.label, period.short_label) == (label, short)


@pytest.mark.parametrize(
    ("code", "following"), [("2024Q3", "2024Q4"), ("2024Q4", "2025Q1"), ("2024H2", "2025H1"),
                            ("2024", "2025")],
)  # fmt: skip
def test_next_and_previous_undo_each_other(code, following):
    period = parse_code(code)

    assert str(period.next()) == following
    assert period.next().previous() == period


@pytest.mark.parametrize(
    ("title", "chosen", "same"),
    [
        ("2024H1", "2024Q2", True),
        ("2024", "2024Q4", True),
        ("2024H1", "2024H1", True),
        ("2024Q2", "2024H1", False),
        ("2024Q3", "2024Q2", False),
    ],
)
def test_longer_period_names_the_quarter_it_ends_with(title, chosen, same):
    assert parse_code(chosen).is_named_by(parse_code(title)) is same


def test_period_knows_its_bounds():
    with pytest.raises(UnknownPeriod):
        PeriodCode("half", 2024, 3)


@pytest.mark.parametrize(
    "written",
    ["Quý iv năm 2024", "quý IV/2024", "QUÝ Iv NĂM 2024", "Quý lV năm 2024", "Quý Ⅳ năm 2024",
     "quý ⅳ - 2024", "Quý 04 năm 2024"],
)  # fmt: skip
def test_numeral_is_read_in_any_shape_and_shown_in_capitals(written):
    assert [period.label for period in find_periods(written)] == ["Quý IV năm 2024"]
