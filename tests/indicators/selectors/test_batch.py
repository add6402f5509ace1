"""What the page of an uploaded file is made of."""

from decimal import Decimal
from typing import get_args

import pytest

from indicators.models import BatchState, ImportBatch, Period, User
from indicators.selectors.batch import CAUSES, REASONS, batch_page, marks_of
from indicators.selectors.batch_changes import NIL, figure_text
from indicators.services.imports import confirm_import
from indicators.sheets.spec import Problem, ReadReport, Reason, Skipped, to_json
from tests.factories.reference import measure, report_of
from tests.factories.rows import new_batch, saved
from tests.factories.times import NOW
from tests.indicators.views.examples import example, previewed


def problem(code: str, level: str = "error", scope: str = "cell") -> Problem:
    return Problem(scope, level, code, f"{code}.", sheet="Biểu 01", cell="E4", row=4, raw="12,5")


def page_with(*problems: Problem, skipped: tuple[Skipped, ...] = ()):
    reading = ReadReport(problems=problems, skipped=skipped)
    return batch_page(saved(new_batch(state=BatchState.REFUSED, reading=to_json(reading))))


@pytest.fixture
def preview(open_quarter: Period, van_quan_officer: User) -> ImportBatch:
    chosen = example("R01")
    return previewed(chosen.report, chosen.content, by=van_quan_officer, now=NOW)


@pytest.mark.parametrize(
    ("key", "value", "is_nil", "status", "text"),
    [
        ("hh_total", "1530", False, "final", "1.530"),
        ("hh_total", "1530", False, "estimate", "1.530 (ước)"),
        ("hh_total", "0", False, "final", "0"),
        ("hh_total", "0", True, "final", NIL),
        ("poor_rate", "8.6000", False, "final", "8,6"),
        ("road_paved", "1", False, "final", "có"),
        ("road_paved", "0", False, "final", "không"),
    ],
)
def test_figure_reads_as_its_sheet_would_write_it(
    key: str, value: str, is_nil: bool, status: str, text: str, db: None
) -> None:
    assert figure_text(measure(key), Decimal(value), is_nil, status) == text


def test_problems_are_grouped_by_cause_errors_first(db: None) -> None:
    page = page_with(
        problem("rate_mismatch", "warning"),
        problem("not_whole"),
        problem("not_a_number"),
        problem("not_whole"),
    )

    sizes = [(group.is_error, len(group.problems)) for group in page.read.groups]
    assert sizes == [(True, 1), (True, 2), (False, 1)]
    assert (page.read.error_count, page.read.warning_count) == (3, 1)


def test_group_is_titled_with_its_cause(db: None) -> None:
    (group,) = page_with(problem("not_whole")).read.groups

    assert group.title == CAUSES["not_whole"] == "Phải là số nguyên"


def test_unknown_cause_is_titled_with_where_it_is(db: None) -> None:
    (group,) = page_with(problem("something_new", scope="row")).read.groups

    assert group.title == "Dòng"


def test_every_reason_for_leaving_out_has_vietnamese_words() -> None:
    assert set(REASONS) == set(get_args(Reason))


@pytest.mark.parametrize(
    ("part", "where"),
    [
        (Skipped("Biểu 01", "hidden column", column="H"), "Trang “Biểu 01”, cột H"),
        (Skipped("Biểu 01", "hidden sheet"), "Trang “Biểu 01”, cả trang"),
        (Skipped("Biểu 01", "total row", 21, 21), "Trang “Biểu 01”, dòng 21"),
        (Skipped("Biểu 01", "title block", 1, 7), "Trang “Biểu 01”, dòng 1–7"),
    ],
)
def test_what_was_left_out_is_told_with_its_place(part: Skipped, where: str, db: None) -> None:
    page = page_with(skipped=(part,))

    assert page.read.skipped == ((where, REASONS[part.reason]),)


def test_refused_file_changes_nothing_and_cannot_be_confirmed(db: None) -> None:
    page = page_with(problem("not_whole"))

    assert (page.table.created, page.table.changed, page.table.unchanged, page.table.rows) == (
        0,
        0,
        0,
        (),
    )
    assert not page.can_confirm


def test_preview_names_the_indicators_that_it_moves(preview: ImportBatch) -> None:
    codes = {indicator.code for indicator in batch_page(preview).indicators}

    assert codes == {"ho-ngheo", "duong-xa", "dien", "truong-lop-tram"}


def test_preview_shows_each_column_with_what_it_was_taken_for(preview: ImportBatch) -> None:
    columns = {letter: meaning for letter, _, meaning in batch_page(preview).read.sheets[0].columns}

    assert columns["D"] == measure("hh_total").name
    assert columns["H"] == measure("road_paved").name


def test_preview_turns_stale_when_the_report_changes(
    preview: ImportBatch, van_quan_officer: User
) -> None:
    other = previewed(report_of("F1", "184"), example("R07").content, by=van_quan_officer, now=NOW)
    before = batch_page(preview)
    confirm_import(batch=other, by=van_quan_officer, now=NOW)
    preview.report.refresh_from_db()

    after = batch_page(preview)

    assert (before.is_stale, before.can_confirm) == (False, True)
    assert (after.is_stale, after.can_confirm) == (True, False)
    cell = next(cell for cell in after.meanwhile if cell.measure == measure("hh_total").name)
    assert (cell.area, cell.seen) == ("Thị trấn Văn Quan", "chưa báo cáo")
    assert (cell.stored, cell.says) == ("1.530 (ước)", "864")
    assert cell.change.by == van_quan_officer


def test_applied_batch_still_shows_what_it_changed(
    preview: ImportBatch, van_quan_officer: User
) -> None:
    shown = batch_page(preview)

    page = batch_page(confirm_import(batch=preview, by=van_quan_officer, now=NOW))

    assert (page.table.created, page.table.changed, page.table.unchanged) == (170, 0, 0)
    assert page.table.rows == shown.table.rows
    assert not page.can_confirm
    assert not page.is_stale


@pytest.mark.parametrize("name", ["R01", "R10"])
def test_page_needs_at_most_a_dozen_queries_however_many_cells(
    name: str, open_quarter: Period, provincial_officer: User, django_assert_max_num_queries
) -> None:
    chosen = example(name)
    pk = previewed(chosen.report, chosen.content, by=provincial_officer, now=NOW).pk
    batch = ImportBatch.objects.select_related("report", "form", "area", "period").get(pk=pk)

    with django_assert_max_num_queries(12):
        page = batch_page(batch)

    assert page.table.created == len(chosen.figures)


def test_figures_that_the_file_leaves_blank_are_told(
    open_quarter: Period, van_quan_officer: User
) -> None:
    """The file has a value for every cell but one of what is stored."""
    chosen = example("R01")
    batch = previewed(chosen.report, chosen.content, by=van_quan_officer, now=NOW)
    confirm_import(batch=batch, by=van_quan_officer, now=NOW)
    corrected = previewed(chosen.report, chosen.content, by=van_quan_officer, now=NOW)
    reading = corrected.reading
    reading["records"] = reading["records"][1:]
    corrected.report.refresh_from_db()

    assert batch_page(corrected).kept == 1


def test_every_refused_place_is_told_however_many(db: None) -> None:
    problems = [
        Problem("cell", "error", "not_whole", f"Ô E{row}.", "Biểu 01", f"E{row}", row, "12,5")
        for row in range(4, 204)
    ]

    (group,) = page_with(*problems).read.groups

    assert len(group.told) == 40
    assert [*group.told, *group.briefly_told] == problems


@pytest.mark.parametrize(
    ("scopes", "words"), [(("cell", "cell"), "2 ô"), (("cell", "row"), "2 chỗ")]
)
def test_refused_places_are_called_cells_where_all_of_them_are(
    scopes: tuple[str, ...], words: str, db: None
) -> None:
    page = page_with(*(problem("not_whole", scope=scope) for scope in scopes))

    assert page.read.refused_in_words == words


def test_marks_carry_every_problem_errors_first(db: None) -> None:
    reading = ReadReport(problems=(problem("jump", "warning"), problem("not_whole")))
    batch = saved(new_batch(state=BatchState.REFUSED, reading=to_json(reading)))

    first, second = marks_of(batch)

    assert (first.is_error, first.cause, first.raw) == (True, CAUSES["not_whole"], "12,5")
    assert (second.is_error, second.sheet, second.cell) == (False, "Biểu 01", "E4")


def test_rows_whose_stored_figures_change_come_first(
    preview: ImportBatch, van_quan_officer: User
) -> None:
    confirm_import(batch=preview, by=van_quan_officer, now=NOW)
    content = example("R01").spoilt(G20=1)
    batch = previewed(report_of("F1", "184"), content, by=van_quan_officer, now=NOW)

    page = batch_page(batch)

    assert page.table.changed == 1
    assert next(cell for cell in page.table.rows[0].cells if cell).after == "1"


def test_picture_says_of_each_cell_what_it_was_taken_for(preview: ImportBatch) -> None:
    (picture,) = batch_page(preview).read.pictures

    cells = {cell.text: cell.state for cell in dict(picture.rows)[4] if cell}
    assert (cells["Thị trấn Văn Quan"], cells["864"]) == ("label", "")
    assert {sign for _, sign, _ in picture.legend} >= {"", "Đ"}
