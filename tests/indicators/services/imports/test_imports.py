"""A district's file: read, kept, previewed, stored whole or not at all."""

from decimal import Decimal

import pytest

from indicators.models import (
    BatchState,
    EntryStatus,
    Figure,
    FigureChange,
    ImportBatch,
    Period,
    Result,
    Route,
    User,
)
from indicators.services.checks import FiguresRefused
from indicators.services.imports import ImportRefused, confirm_import
from tests.factories.figures import all_rows, write_cells
from tests.factories.reference import period, report_of
from tests.factories.reports import sent_report
from tests.factories.times import NOW, local_time
from tests.indicators.views.examples import (
    example,
    moved,
    opened,
    previewed,
    province_parts,
    stored,
)

NAMES = ("R01", "R02", "R03", "R07")
ROW = {
    "hh_total": 500,
    "poor_hh": 40,
    "road_paved": 1,
    "elec_hh": 499,
    "fac_total": 20,
    "fac_solid": 13,
}


@pytest.fixture
def open_quarters(db: None) -> None:
    opened("2023Q4")
    opened("2024Q3")


def _in_time(name: str):
    due = period(example(name).period_code).due_on
    return local_time(due.year, due.month, due.day, 9)


def _imported(name: str, by: User) -> ImportBatch:
    chosen, now = example(name), _in_time(name)
    batch = previewed(chosen.report, chosen.content, by=by, now=now)
    return confirm_import(batch=batch, by=by, now=now)


@pytest.mark.parametrize("name", NAMES)
def test_example_is_stored_exactly_as_its_truth_says(
    name: str, open_quarters: None, provincial_officer: User
) -> None:
    batch = _imported(name, provincial_officer)

    assert stored(batch.report) == example(name).figures
    assert batch.created_count == len(example(name).figures)
    assert (batch.changed_count, batch.unchanged_count) == (0, 0)


@pytest.mark.parametrize("name", ["R01", "R02", "R07"])
def test_province_moves_by_exactly_that_report(
    name: str, open_quarters: None, provincial_officer: User
) -> None:
    chosen = example(name)
    neighbour = report_of("F1", "186", chosen.period_code)
    write_cells(neighbour, all_rows("186", **ROW), by=provincial_officer, now=_in_time(name))
    before = province_parts(chosen.period_code)

    _imported(name, provincial_officer)

    after = province_parts(chosen.period_code)
    assert moved(before, after) == chosen.parts()
    assert before["ho-ngheo"] == (24 * 40, 24 * 500)


def test_province_stands_on_the_provincial_form_where_no_commune_reported(
    open_quarters: None, provincial_officer: User
) -> None:
    _imported("R03", provincial_officer)

    assert province_parts("2023Q4") == example("R03").parts()


def test_complete_communes_replace_their_district_of_the_provincial_form(
    open_quarters: None, provincial_officer: User
) -> None:
    _imported("R03", provincial_officer)
    before = province_parts("2023Q4")

    _imported("R02", provincial_officer)

    after = province_parts("2023Q4")
    coarse, fine = example("R03").figures, example("R02")
    assert after["ho-ngheo"] == (
        before["ho-ngheo"][0] - coarse["180", "poor_hh"] + fine.total("poor_hh"),
        before["ho-ngheo"][1] - coarse["180", "hh_total"] + fine.total("hh_total"),
    )
    assert after["xa-ra-khoi-dbkk"] == before["xa-ra-khoi-dbkk"]


@pytest.mark.parametrize("name", NAMES)
def test_same_file_again_changes_nothing(
    name: str, open_quarters: None, provincial_officer: User
) -> None:
    first = _imported(name, provincial_officer)
    figures, results = set(Figure.objects.values_list()), set(Result.objects.values_list())

    second = _imported(name, provincial_officer)

    assert second.message.startswith("Không có thay đổi")
    assert (second.created_count, second.changed_count) == (0, 0)
    assert second.unchanged_count == first.created_count
    assert set(Figure.objects.values_list()) == figures
    assert set(Result.objects.values_list()) == results
    assert example(name).report.version == 1


def test_confirming_twice_is_confirming_once(open_quarter: Period, van_quan_officer: User) -> None:
    batch = _imported("R01", van_quan_officer)
    changes = FigureChange.objects.count()

    again = confirm_import(batch=batch, by=van_quan_officer, now=local_time(2024, 10, 6))

    assert again.applied_at == _in_time("R01")
    assert FigureChange.objects.count() == changes == 170
    assert example("R01").report.version == 1


def test_preview_stores_no_figure_but_keeps_the_file(
    open_quarter: Period, van_quan_officer: User
) -> None:
    chosen = example("R07")

    batch = previewed(chosen.report, chosen.content, by=van_quan_officer, now=NOW)

    assert batch.state == BatchState.PREVIEWED
    assert not Figure.objects.exists()
    assert not Result.objects.exists()
    assert (batch.sha256, batch.size_bytes) == (chosen.truth["sha256"], len(chosen.content))
    assert batch.file.read() == chosen.content
    batch.file.close()


def test_name_of_the_file_says_nothing_about_where_it_is_kept(
    open_quarter: Period, van_quan_officer: User
) -> None:
    chosen = example("R01")

    batch = previewed(
        chosen.report, chosen.content, by=van_quan_officer, now=NOW, name="../../etc/Biểu 01.xlsx"
    )

    assert batch.file_name == "Biểu 01.xlsx"
    assert batch.file.name.startswith(f"imports/2024Q3/{batch.sha256}")


def test_second_file_shows_before_and_after_in_the_history(
    open_quarter: Period, van_quan_officer: User
) -> None:
    _imported("R01", van_quan_officer)

    batch = _imported("R07", van_quan_officer)

    change = FigureChange.objects.get(batch=batch, measure__code="hh_total", area__code="06253")
    assert (change.before, change.after) == (864, example("R07").figures["06253", "hh_total"])
    assert (change.route, change.by) == (Route.IMPORT, van_quan_officer)
    assert batch.created_count == 0
    assert batch.changed_count + batch.unchanged_count == 170
    assert stored(batch.report) == example("R07").figures


def test_note_about_estimates_is_kept_with_every_figure(
    open_quarter: Period, van_quan_officer: User
) -> None:
    _imported("R07", van_quan_officer)

    assert Figure.objects.filter(status=EntryStatus.ESTIMATE).count() == 170


def test_nil_counts_as_zero_and_a_blank_is_not_reported(
    open_quarter: Period, van_quan_officer: User
) -> None:
    content = example("R01").spoilt(G4="-", G5=None, G21=None)

    batch = previewed(example("R01").report, content, by=van_quan_officer, now=NOW)
    confirm_import(batch=batch, by=van_quan_officer, now=NOW)

    minority = Figure.objects.filter(measure__code="poor_hh_em")
    assert minority.filter(is_nil=True).values_list("area__code", "value").get() == ("06253", 0)
    assert minority.count() == 16


def test_preview_confirmed_too_late_is_refused(
    open_quarter: Period, van_quan_officer: User
) -> None:
    chosen = example("R01")
    batch = previewed(chosen.report, chosen.content, by=van_quan_officer, now=NOW)

    with pytest.raises(FiguresRefused, match="quá hạn") as refused:
        confirm_import(batch=batch, by=van_quan_officer, now=local_time(2024, 10, 11))

    assert refused.value.code == "overdue"
    assert not Figure.objects.exists()
    assert ImportBatch.objects.get().state == BatchState.PREVIEWED


def test_preview_confirmed_after_the_report_was_sent_is_refused(
    open_quarter: Period, van_quan_officer: User
) -> None:
    chosen = example("R01")
    batch = previewed(chosen.report, chosen.content, by=van_quan_officer, now=NOW)
    sent_report(chosen.report, by=van_quan_officer)
    before = set(Figure.objects.values_list("pk", "value"))

    with pytest.raises(FiguresRefused, match="đã gửi"):
        confirm_import(batch=batch, by=van_quan_officer, now=NOW)

    assert set(Figure.objects.values_list("pk", "value")) == before


def test_preview_for_another_district_is_refused_before_the_file_is_looked_at(
    open_quarter: Period, trang_dinh_officer: User
) -> None:
    chosen = example("R01")

    with pytest.raises(FiguresRefused, match="không được giao") as refused:
        previewed(chosen.report, chosen.content, by=trang_dinh_officer, now=NOW)

    assert refused.value.code == "not_your_area"
    assert not ImportBatch.objects.exists()


def test_preview_confirmed_by_another_district_is_refused(
    open_quarter: Period, van_quan_officer: User, trang_dinh_officer: User
) -> None:
    chosen = example("R01")
    batch = previewed(chosen.report, chosen.content, by=van_quan_officer, now=NOW)

    with pytest.raises(FiguresRefused, match="không được giao"):
        confirm_import(batch=batch, by=trang_dinh_officer, now=NOW)

    assert not Figure.objects.exists()


BAD_FILES = {
    "another district's": ("F1", "180", lambda: example("R01").content),
    "another period's": ("F1", "180", lambda: example("R02").content),
    "another form": ("F1", "184", lambda: example("R03").content),
    "the district's form for the province": ("F2", "20", lambda: example("R01").content),
    "no spreadsheet": ("F1", "184", lambda: b"Kinh gui So Dan toc va Ton giao"),
    "broken": ("F1", "184", lambda: example("R01").content[:5000]),
    "empty": ("F1", "184", lambda: b""),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_bad_file_is_kept_with_one_sentence_and_nothing_stored(
    kind: str, open_quarter: Period, provincial_officer: User
) -> None:
    form, area, content = BAD_FILES[kind]

    batch = previewed(report_of(form, area), content(), by=provincial_officer, now=NOW)

    assert batch.state == BatchState.REFUSED
    assert len(batch.reading["problems"]) == 1
    assert batch.message == batch.reading["problems"][0]["message"]
    assert 20 < len(batch.message) < 300
    assert batch.message.endswith(".")
    assert batch.size_bytes == len(content())
    assert batch.file.read() == content()
    batch.file.close()
    assert not Figure.objects.exists()


@pytest.mark.parametrize("kind", BAD_FILES)
def test_bad_file_cannot_be_confirmed(
    kind: str, open_quarter: Period, provincial_officer: User
) -> None:
    form, area, content = BAD_FILES[kind]
    batch = previewed(report_of(form, area), content(), by=provincial_officer, now=NOW)

    with pytest.raises(ImportRefused, match="còn lỗi"):
        confirm_import(batch=batch, by=provincial_officer, now=NOW)

    assert not Figure.objects.exists()
    assert report_of(form, area).version == 0


def test_rate_longer_than_the_table_holds_is_stored_rounded_and_is_the_same_again(
    open_quarter: Period, van_quan_officer: User
) -> None:
    content = example("R01").spoilt(F4=82 / 864 * 100)
    first = previewed(example("R01").report, content, by=van_quan_officer, now=NOW)
    confirm_import(batch=first, by=van_quan_officer, now=NOW)

    second = previewed(example("R01").report, content, by=van_quan_officer, now=NOW)
    second = confirm_import(batch=second, by=van_quan_officer, now=NOW)

    rate = Figure.objects.get(measure__code="poor_rate", area__code="06253")
    assert rate.value == Decimal("9.4907")
    assert second.unchanged_count == 170
