"""What a person says about an unknown column or name: kept for the sender, read with at once."""

import pytest

from indicators.models import (
    ColumnChoice,
    Figure,
    ImportBatch,
    NameChoice,
    SheetLayout,
    User,
)
from indicators.selectors.batch import batch_page
from indicators.selectors.reading import read_request
from indicators.services.checks import FiguresRefused
from indicators.services.imports import (
    TeachingRefused,
    confirm_import,
    forget_layout,
    forget_name,
    teach_layout,
)
from tests.factories.reference import commune, measure, report_of
from tests.factories.times import NOW
from tests.indicators.services.imports.steps import preview_of, read_again
from tests.indicators.views.examples import example, stored

pytestmark = pytest.mark.usefixtures("open_quarter")
# A name that no place of R01 has.
STRANGE_NAME = {"B4": "Phố Điềm He"}


def place_of(batch: ImportBatch, what: str) -> int:
    return next(i for i, one in enumerate(batch.reading["unmatched"]) if one["what"] == what)


def taught(batch: ImportBatch, what: str, means: str | None, by: User) -> ImportBatch:
    answers = {place_of(batch, what): means}
    teach_layout(batch=batch, answers=answers, revision=batch.revision, by=by, now=NOW)
    return read_again(batch, by)


def heading(batch: ImportBatch, key: str) -> str:
    """Where the sheet's heading of a column stands."""
    (sheet,) = batch.reading["understood"]
    letter = next(column["letter"] for column in sheet["columns"] if column["key"] == key)
    return f"{letter}{sheet['last_header_row']}"


@pytest.fixture
def unknown_column(van_quan_officer: User) -> ImportBatch:
    clean = preview_of("R01", van_quan_officer)
    return preview_of("R01", van_quan_officer, **{heading(clean, "elec_hh"): "Đèn sáng"})


@pytest.fixture
def unknown_name(van_quan_officer: User) -> ImportBatch:
    return preview_of("R01", van_quan_officer, **STRANGE_NAME)


def test_unknown_column_is_asked_and_never_taken(unknown_column: ImportBatch) -> None:
    (question,) = batch_page(unknown_column).questions

    assert question.is_column
    assert "elec_hh" in dict(question.options)
    assert "elec_hh" not in {record["key"] for record in unknown_column.reading["records"]}


def test_taught_column_is_read_at_once_and_stored(
    unknown_column: ImportBatch, van_quan_officer: User
) -> None:
    again = taught(unknown_column, "column", "elec_hh", van_quan_officer)
    confirm_import(batch=again, by=van_quan_officer, now=NOW)

    assert not batch_page(again).questions
    assert stored(example("R01").report) == example("R01").figures
    choice = ColumnChoice.objects.get()
    assert (choice.measure, choice.taught_by, choice.taught_at) == (
        measure("elec_hh"),
        van_quan_officer,
        NOW,
    )
    assert (choice.layout.area, choice.layout.form) == (again.area, again.form)


def test_next_file_of_the_layout_needs_no_question(
    unknown_column: ImportBatch, van_quan_officer: User
) -> None:
    taught(unknown_column, "column", "elec_hh", van_quan_officer)
    cell = unknown_column.reading["unmatched"][0]["cell"]

    batch = preview_of("R01", van_quan_officer, **{cell: "Đèn sáng", "D4": 900, "F4": None})

    assert not batch.reading["unmatched"]
    assert "elec_hh" in {record["key"] for record in batch.reading["records"]}


def test_column_that_is_left_out_is_not_asked_again(
    unknown_column: ImportBatch, van_quan_officer: User
) -> None:
    again = taught(unknown_column, "column", None, van_quan_officer)

    assert not again.reading["unmatched"]
    assert "elec_hh" not in {record["key"] for record in again.reading["records"]}
    assert ColumnChoice.objects.get().measure is None


def test_lesson_of_one_district_says_nothing_about_another(
    unknown_column: ImportBatch, van_quan_officer: User
) -> None:
    taught(unknown_column, "column", "elec_hh", van_quan_officer)
    other = report_of("F1", "180")

    request = read_request(form=other.form, area=other.area, period=other.period)

    assert request.taught == ()


def test_taught_name_is_read_at_once(unknown_name: ImportBatch, van_quan_officer: User) -> None:
    again = taught(unknown_name, "row", "06253", van_quan_officer)
    confirm_import(batch=again, by=van_quan_officer, now=NOW)

    assert stored(example("R01").report) == example("R01").figures
    choice = NameChoice.objects.get()
    assert (choice.area, choice.shown) == (commune("06253"), "Phố Điềm He")


def test_row_that_is_left_out_stores_nothing(
    unknown_name: ImportBatch, van_quan_officer: User
) -> None:
    again = taught(unknown_name, "row", None, van_quan_officer)

    assert not again.reading["unmatched"]
    assert "06253" not in {record["area_code"] for record in again.reading["records"]}
    assert not [p for p in again.reading["problems"] if p["level"] == "error"]


def test_answer_may_be_changed(unknown_name: ImportBatch, van_quan_officer: User) -> None:
    for means in (None, "06253"):
        answers = {place_of(unknown_name, "row"): means}
        teach_layout(batch=unknown_name, answers=answers, revision=1, by=van_quan_officer, now=NOW)

    assert NameChoice.objects.get().area == commune("06253")


@pytest.mark.parametrize("means", ["06001", "khong-co", ""])
def test_name_cannot_mean_a_place_outside_the_report(
    means: str, unknown_name: ImportBatch, van_quan_officer: User
) -> None:
    with pytest.raises(TeachingRefused, match="không thuộc đơn vị báo cáo"):
        taught(unknown_name, "row", means, van_quan_officer)

    assert not NameChoice.objects.exists()


def test_column_cannot_mean_what_the_form_lacks(
    unknown_column: ImportBatch, van_quan_officer: User
) -> None:
    with pytest.raises(TeachingRefused, match="không có cột được chọn"):
        taught(unknown_column, "column", "commune_total", van_quan_officer)

    assert not SheetLayout.objects.exists()


@pytest.mark.parametrize(
    ("answers", "revision", "sentence"),
    [({}, 1, "ít nhất một"), ({7: None}, 1, "không khớp"), ({0: None}, 2, "đọc lại")],
)
def test_answers_to_another_page_are_refused(
    answers: dict[int, str | None],
    revision: int,
    sentence: str,
    unknown_name: ImportBatch,
    van_quan_officer: User,
) -> None:
    with pytest.raises(TeachingRefused, match=sentence):
        teach_layout(
            batch=unknown_name, answers=answers, revision=revision, by=van_quan_officer, now=NOW
        )


def test_another_district_teaches_nothing(
    unknown_name: ImportBatch, trang_dinh_officer: User, van_quan_officer: User
) -> None:
    answers = {0: "06253"}
    with pytest.raises(FiguresRefused, match="không được giao"):
        teach_layout(
            batch=unknown_name, answers=answers, revision=1, by=trang_dinh_officer, now=NOW
        )
    taught(unknown_name, "row", "06253", van_quan_officer)

    with pytest.raises(TeachingRefused, match="không được giao"):
        forget_name(choice=NameChoice.objects.get(), by=trang_dinh_officer)


def test_forgotten_lessons_are_asked_again(
    unknown_column: ImportBatch, unknown_name: ImportBatch, van_quan_officer: User
) -> None:
    taught(unknown_column, "column", "elec_hh", van_quan_officer)
    taught(unknown_name, "row", "06253", van_quan_officer)

    forget_layout(layout=SheetLayout.objects.get(), by=van_quan_officer)
    forget_name(choice=NameChoice.objects.get(), by=van_quan_officer)

    assert not ColumnChoice.objects.exists()
    assert len(read_again(unknown_column, van_quan_officer).reading["unmatched"]) == 1
    assert len(read_again(unknown_name, van_quan_officer).reading["unmatched"]) == 1
    assert not Figure.objects.exists()
