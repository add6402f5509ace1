"""Results kept ready are what the figures add up to, whatever was written in whatever order."""

import random
from decimal import ROUND_HALF_UP, Decimal

import pytest

from indicators.models import (
    Figure,
    Period,
    Report,
    Result,
    User,
)
from indicators.services.reports import approve_report
from indicators.services.results import compute_period, rebuild_results
from tests.factories.figures import Cells, all_rows, as_rolled, result_of, write_cells
from tests.factories.reference import (
    commune,
    communes,
    district,
    province,
    report_of,
)
from tests.factories.reports import sent_as_it_is
from tests.factories.times import NOW

DISTRICTS = ("178", "180", "184", "189")


def stored(quarter: Period) -> dict:
    rows = Result.objects.of_period(quarter)
    return {(row.indicator_id, row.area_id): as_rolled(row) for row in rows}


def approve(report: Report, by: User) -> None:
    report.refresh_from_db()
    sent_as_it_is(report, by=by)
    approve_report(report=report, by=by, now=NOW)


def random_cells(dice: random.Random, report: Report) -> Cells:
    """Some rows of a report, some cells of a row, never a part over its whole."""
    if report.form.code == "F2":
        return {
            code: {
                "commune_total": 21,
                "commune_road": dice.randint(0, 21),
                "hh_total": dice.randint(9_000, 20_000),
                "poor_hh": dice.randint(0, 9_000),
                "communes_left": dice.choice([None, 0, 1, 4]),
            }
            for code in dice.sample(DISTRICTS, 2)
        }
    rows = [area.code for area in communes(report.area)]
    cells = {
        "hh_total": dice.randint(500, 2_000),
        "poor_hh": dice.choice([None, 0, dice.randint(1, 500)]),
        "road_paved": dice.choice([0, 1]),
        "elec_hh": dice.randint(0, 500),
        "fac_total": dice.randint(20, 40),
        "fac_solid": dice.randint(0, 20),
    }
    some = dict(dice.sample(sorted(cells.items()), dice.randint(1, len(cells))))
    return dict.fromkeys(dice.sample(rows, dice.randint(1, len(rows))), some)


@pytest.mark.parametrize("seed", [1, 2024])
def test_results_kept_ready_equal_results_from_nothing(
    seed: int, open_quarter: Period, provincial_officer: User
) -> None:
    dice = random.Random(seed)
    reports = [report_of("F1", code) for code in DISTRICTS] + [report_of("F2", "20")]

    for step in range(40):
        report = dice.choice(reports)
        write_cells(report, random_cells(dice, report), by=provincial_officer)
        if step % 12 == 11 and len(reports) > 2:
            reports.remove(report)
            approve(report, provincial_officer)
        if step % 5 == 4:
            assert stored(open_quarter) == compute_period(open_quarter)

    assert stored(open_quarter) == compute_period(open_quarter)
    assert len(stored(open_quarter)) > 200


def test_rebuilt_results_are_the_same_rows(open_quarter: Period, provincial_officer: User) -> None:
    dice = random.Random(7)
    for code in DISTRICTS:
        report = report_of("F1", code)
        write_cells(report, random_cells(dice, report), by=provincial_officer)
    fields = [field.attname for field in Result._meta.concrete_fields if field.name != "id"]
    before = set(Result.objects.values_list(*fields))

    rebuild_results(period=open_quarter)

    assert set(Result.objects.values_list(*fields)) == before


def test_province_is_the_sum_of_its_communes_to_the_last_digit(
    open_quarter: Period, provincial_officer: User
) -> None:
    dice = random.Random(96)
    for code in DISTRICTS:
        cells = {
            area.code: {"hh_total": dice.randint(300, 1_999), "poor_hh": dice.randint(0, 299)}
            for area in communes(district(code))
        }
        write_cells(report_of("F1", code), cells, by=provincial_officer)

    result = result_of("ho-ngheo", province(), open_quarter)

    poor = sum(Figure.objects.filter(measure__code="poor_hh").values_list("value", flat=True))
    households = sum(
        Figure.objects.filter(measure__code="hh_total").values_list("value", flat=True)
    )
    exact = poor / households * 100
    assert (result.numerator, result.denominator) == (poor, households)
    assert result.value == exact.quantize(Decimal("0.00000001"), ROUND_HALF_UP)


def test_province_is_no_mean_of_percentages(open_quarter: Period, provincial_officer: User) -> None:
    cells: Cells = {
        "06001": {"hh_total": 1000, "poor_hh": 10},
        "06004": {"hh_total": 10, "poor_hh": 5},
    }

    write_cells(report_of("F1", "180"), cells, by=provincial_officer)

    # 1 % and 50 %: together 15 of 1,010 households, not 25.5 %.
    assert result_of("ho-ngheo", province(), open_quarter).value == Decimal("1.48514851")


def test_coverage_counts_communes_and_districts(
    open_quarter: Period, trang_dinh_officer: User
) -> None:
    cells = {code: {"hh_total": 700, "poor_hh": 50} for code in ("06001", "06004", "06007")}

    write_cells(report_of("F1", "180"), cells, by=trang_dinh_officer)

    below = result_of("ho-ngheo", district("180"), open_quarter)
    top = result_of("ho-ngheo", province(), open_quarter)
    assert (below.reported, below.expected, below.is_complete) == (3, 22, False)
    assert (below.children_reported, below.children_expected) == (3, 22)
    assert (top.reported, top.expected) == (3, 200)
    assert (top.children_reported, top.children_expected) == (1, 11)
    assert result_of("ho-ngheo", district("184"), open_quarter) is None


def test_half_a_ratio_is_no_report(open_quarter: Period, trang_dinh_officer: User) -> None:
    write_cells(report_of("F1", "180"), {"06001": {"poor_hh": 50}}, by=trang_dinh_officer)

    assert not Result.objects.exists()


def test_approval_makes_results_official(
    open_quarter: Period, trang_dinh_officer: User, provincial_officer: User
) -> None:
    report = report_of("F1", "180")
    write_cells(report, all_rows("180", hh_total=700, poor_hh=50), by=trang_dinh_officer)
    assert not result_of("ho-ngheo", district("180"), open_quarter).is_official

    approve(report, provincial_officer)

    result = result_of("ho-ngheo", district("180"), open_quarter)
    assert result.is_official
    assert result.approved == 22
    assert result_of("ho-ngheo", commune("06001"), open_quarter).is_official
    assert result_of("ho-ngheo", province(), open_quarter).is_official


def test_one_preliminary_district_makes_the_province_preliminary(
    open_quarter: Period, trang_dinh_officer: User, provincial_officer: User
) -> None:
    report = report_of("F1", "180")
    write_cells(report, all_rows("180", hh_total=700, poor_hh=50), by=trang_dinh_officer)
    approve(report, provincial_officer)

    write_cells(
        report_of("F1", "184"),
        all_rows("184", hh_total=800, poor_hh=90),
        by=provincial_officer,
    )

    top = result_of("ho-ngheo", province(), open_quarter)
    assert (top.approved, top.reported, top.is_official) == (22, 39, False)
    assert result_of("ho-ngheo", district("180"), open_quarter).is_official
