"""The invented figures: what is published comes out again, and nothing contradicts itself."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.sample import (
    ANCHORS,
    FIRST,
    LAST,
    OLD_STANDARD,
    Commune,
    Generator,
    QuarterFigures,
    apportion,
    quarters,
    total,
)
from lsdash.lib.quarters import parse_code

# Three districts: a city with few xã, and two of xã with one thị trấn each; 181 xã in all.
COMMUNES = (
    [Commune(f"1{number:03}", "178", number >= 5) for number in range(8)]
    + [Commune(f"2{number:03}", "180", number >= 1) for number in range(100)]
    + [Commune(f"3{number:03}", "181", number >= 1) for number in range(80)]
)

shares = st.lists(
    st.tuples(st.floats(0.01, 100), st.integers(0, 500)), min_size=1, max_size=40
).flatmap(
    lambda rows: st.tuples(
        st.just([weight for weight, _ in rows]),
        st.just([cap for _, cap in rows]),
        st.integers(0, sum(cap for _, cap in rows)),
    )
)


@pytest.fixture(scope="module")
def generator() -> Generator:
    return Generator(COMMUNES)


def province_sum(figures: QuarterFigures, key: str, *, only_xa: bool = False) -> Decimal:
    counted = {commune.code for commune in COMMUNES if commune.is_xa or not only_xa}
    return sum(row[key] for code, row in figures.communes.items() if code in counted)


@given(shares)
def test_apportion_adds_up_under_the_caps(case: tuple[list[float], list[int], int]) -> None:
    weights, caps, amount = case

    found = apportion(amount, weights, caps)

    assert sum(found) == amount
    assert all(0 <= share <= cap for share, cap in zip(found, caps, strict=True))


@given(st.integers(0, 100_000), st.lists(st.floats(0.1, 10), min_size=1, max_size=40))
def test_apportion_without_caps_stays_within_one_of_the_exact_share(
    amount: int, weights: list[float]
) -> None:
    found = apportion(amount, weights, [amount] * len(weights))

    for share, weight in zip(found, weights, strict=True):
        assert abs(share - amount * weight / sum(weights)) < 1 + 1e-6


@given(shares)
def test_apportion_is_repeatable(case: tuple[list[float], list[int], int]) -> None:
    weights, caps, amount = case

    assert apportion(amount, weights, caps) == apportion(amount, weights, caps)


def test_apportion_of_the_worked_example() -> None:
    assert apportion(10, [1, 1, 2], [9, 9, 9]) == [3, 2, 5]


def test_apportion_fills_every_cap_when_it_must() -> None:
    assert apportion(6, [100, 1, 1], [1, 2, 3]) == [1, 2, 3]


def test_apportion_refuses_more_than_fits() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        apportion(7, [1, 1], [3, 3])


def test_quarters_run_from_the_first_to_the_last() -> None:
    found = quarters()

    assert (found[0], found[-1], len(found)) == (FIRST, LAST, 14)
    assert [str(quarter) for quarter in found[:5]] == [
        "2021Q1",
        "2021Q2",
        "2021Q3",
        "2021Q4",
        "2022Q1",
    ]


@pytest.mark.parametrize(
    ("measure", "quarter", "value"),
    [
        (measure, quarter, value)
        for measure, anchors in ANCHORS.items()
        for quarter, value in anchors.items()
    ],
)
def test_total_is_the_anchor_in_its_quarter(measure: str, quarter: str, value: int) -> None:
    assert total(measure, parse_code(quarter)) == value


def test_total_lies_on_the_line_between_two_anchors() -> None:
    assert total("poor_hh", parse_code("2024Q2")) == (12_688 + 6_912) // 2


@pytest.mark.parametrize(("quarter", "value"), OLD_STANDARD.items())
def test_total_of_poor_households_before_the_survey_is_of_the_old_standard(
    quarter: str, value: int
) -> None:
    assert total("poor_hh", parse_code(quarter)) == value


# Published, by quarter: (numerator, denominator, per cent as published with its decimals).
PUBLISHED = [
    ("2021Q4", "poor_hh", "hh_total", "12.20"),
    ("2023Q4", "elec_hh", "hh_total", "99.99"),
    ("2023Q4", "fac_solid", "fac_total", "81.00"),
]


@pytest.mark.parametrize(("quarter", "part", "whole", "rate"), PUBLISHED)
def test_quarter_adds_up_to_the_published_rate(
    generator: Generator, quarter: str, part: str, whole: str, rate: str
) -> None:
    figures = generator.quarter(parse_code(quarter))

    found = province_sum(figures, part) / province_sum(figures, whole) * 100

    assert round(found, 2) == Decimal(rate)


def test_end_of_2021_has_the_published_number_of_poor_households(generator: Generator) -> None:
    assert province_sum(generator.quarter(parse_code("2021Q4")), "poor_hh") == 23_510


def test_end_of_2023_has_174_of_181_communes_with_a_road(generator: Generator) -> None:
    figures = generator.quarter(parse_code("2023Q4"))

    assert province_sum(figures, "road_paved", only_xa=True) == 174
    assert sum(commune.is_xa for commune in COMMUNES) == 181


def test_poverty_fell_by_2_9_points_in_2023(generator: Generator) -> None:
    rates = []
    for code in ("2022Q4", "2023Q4"):
        figures = generator.quarter(parse_code(code))
        rates.append(province_sum(figures, "poor_hh") / province_sum(figures, "hh_total") * 100)

    assert round(rates[1] - rates[0], 2) == Decimal("-2.90")


def test_eleven_communes_had_left_the_list_in_early_2024(generator: Generator) -> None:
    districts = generator.quarter(parse_code("2024Q1")).districts

    assert sum(row["communes_left"] for row in districts.values()) == 11
    assert districts["178"]["communes_left"] == 0


@pytest.mark.parametrize("quarter", quarters(), ids=str)
def test_quarter_contradicts_itself_nowhere(generator: Generator, quarter: object) -> None:
    figures = generator.quarter(quarter)

    assert set(figures.communes) == {commune.code for commune in COMMUNES}
    for row in figures.communes.values():
        assert 0 <= row["poor_hh_em"] <= row["poor_hh"] <= row["hh_total"]
        assert 0 <= row["elec_hh"] <= row["hh_total"]
        assert 0 <= row["fac_solid"] <= row["fac_total"]
        assert row["road_paved"] in (0, 1)
    for key in ("hh_total", "poor_hh"):
        assert province_sum(figures, key) == total(key, quarter)
        assert sum(row[key] for row in figures.districts.values()) == total(key, quarter)


def test_form_of_the_districts_agrees_with_that_of_the_communes(generator: Generator) -> None:
    figures = generator.quarter(parse_code("2024Q2"))
    own = [commune for commune in COMMUNES if commune.district == "180"]
    xa = [commune for commune in own if commune.is_xa]

    row = figures.districts["180"]

    assert row["commune_total"] == len(xa)
    assert row["commune_road"] == sum(figures.communes[c.code]["road_paved"] for c in xa)
    assert row["hh_total"] == sum(figures.communes[c.code]["hh_total"] for c in own)
    assert row["poor_rate"] == round(row["poor_hh"] / row["hh_total"] * 100, 2)


def test_baselines_are_ratios_of_the_quarter_before_the_first(generator: Generator) -> None:
    found = generator.baselines()

    assert set(found) == {"duong-xa", "dien", "truong-lop-tram"}
    assert all(set(values) == {"", "178", "180", "181"} for values in found.values())
    assert found["duong-xa"][""] == Decimal("91.16022099")  # 165 of 181
    assert found["truong-lop-tram"][""] == 72


def test_baseline_of_the_province_lies_among_those_of_its_districts(generator: Generator) -> None:
    for values in generator.baselines().values():
        districts = [value for area, value in values.items() if area]
        assert min(districts) <= values[""] <= max(districts)


@pytest.mark.parametrize("measure", ["road_paved", "communes_left"])
def test_what_was_reached_is_not_lost_again(generator: Generator, measure: str) -> None:
    found = [total(measure, quarter) for quarter in quarters()]

    assert found == sorted(found)


def test_commune_with_a_road_keeps_it(generator: Generator) -> None:
    paved: set[str] = set()
    for quarter in quarters():
        rows = generator.quarter(quarter).communes
        now = {code for code, row in rows.items() if row["road_paved"]}
        assert paved <= now
        paved = now


def test_same_seed_gives_the_same_figures_whatever_the_order_of_communes() -> None:
    first = Generator(COMMUNES).quarter(LAST)
    second = Generator(COMMUNES[::-1]).quarter(LAST)

    assert first == second
