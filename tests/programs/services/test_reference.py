"""The reference loader: all or nothing, twice without change, every fault with its place."""

import csv
import io
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from indicators.models import Decision, Measure, User
from programs.models import BudgetYear
from programs.services.reference import FILES, ReferenceRefused, load_reference
from programs.services.rules import set_closing
from tests.factories.times import NOW

pytestmark = pytest.mark.django_db

TABLES = [resource._meta.model for _, resource in FILES]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of fixtures/ to spoil."""
    return Path(shutil.copytree(settings.FIXTURES_ROOT, tmp_path / "fixtures"))


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(path: Path, text: str) -> int:
    """The first line of the file that holds the text, as an editor counts."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def contents() -> dict[str, list[tuple]]:
    """Every row of every reference table."""
    return {table.__name__: list(table.objects.order_by("pk").values_list()) for table in TABLES}


def refusal(folder: Path) -> ReferenceRefused:
    """The refusal to load the folder, after seeing that it left the database as it was."""
    before = contents()
    with pytest.raises(ReferenceRefused) as refused:
        load_reference(folder=folder)
    assert contents() == before
    return refused.value


def test_load_reference_again_changes_nothing() -> None:
    before = contents()

    counts = load_reference(folder=settings.FIXTURES_ROOT)

    assert contents() == before
    assert {(count.created, count.updated) for count in counts} == {(0, 0)}
    assert {count.file: count.unchanged for count in counts} == {
        f"{name}.csv": resource._meta.model.objects.count() for name, resource in FILES
    }


def test_load_reference_reads_every_file_of_the_folder() -> None:
    found = {path.stem for path in settings.FIXTURES_ROOT.glob("*.csv")}

    assert found == {name for name, _ in FILES}


def test_load_reference_corrects_a_changed_row_in_place(folder: Path) -> None:
    spoil(folder / "measures.csv", "hh_total,Tổng số hộ,", "hh_total,Tổng số hộ dân,")
    known = Measure.objects.get(code="hh_total").pk

    counts = {count.file: count for count in load_reference(folder=folder)}

    assert (counts["measures.csv"].created, counts["measures.csv"].updated) == (0, 1)
    assert Measure.objects.get(pk=known).name == "Tổng số hộ dân"


WRONG_CELLS = [
    ("indicators", "poor_hh,hh_total", "poor_hx,hh_total", 2, "numerator", "poor_hx"),
    ("measures", "all,hh_total", "all,hh_totals", 3, "part_of", "hh_totals"),
    ("areas", "Huyện Tràng Định,Tràng Định,district", "H,T,quan", 4, "kind", "quan"),
    ("areas", "district,huyen,20/2020", "district,huyen,21/2020", 4, "parent", "21/2020-01-01"),
]
WRONG_KEYS = [
    ("baselines", "ho-ngheo,", "ho-nghèo,", 2, "indicator", "ho-nghèo"),
    ("baselines", "ho-ngheo,20/2020-01-01", "ho-ngheo,20", 2, "area", "20"),
    ("targets", "dien,20/2020-01-01", "dien,99/2020-01-01", 5, "area", "99/2020-01-01"),
    ("targets", "58-NQ/TU", "59-NQ/TU", 2, "decision", "59-NQ/TU"),
    ("area_successions", "06007/2020-01-01", "06007/2019-01-01", 2, "predecessor", "06007"),
    ("form_measures", "F1/2020-01-01,hh_total", "F7/2020-01-01,hh_total", 2, "form", "F7"),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "named"),
    [(file, old, new, row, named) for file, old, new, row, _, named in WRONG_CELLS + WRONG_KEYS],
)
def test_load_reference_names_file_row_and_value_of_an_unknown_code(
    folder: Path, file: str, old: str, new: str, row: int, named: str
) -> None:
    spoil(folder / f"{file}.csv", old, new)

    problem = refusal(folder).problems[0]

    assert (problem.file, problem.row) == (f"{file}.csv", row)
    assert named in problem.message
    assert str(problem).startswith(f"{file}.csv, dòng {row}")


@pytest.mark.parametrize(
    ("file", "old", "new", "field"),
    [(file, old, new, field) for file, old, new, _, field, _ in WRONG_CELLS]
    + [pytest.param(file, old, new, field) for file, old, new, _, field, _ in WRONG_KEYS]
    + [
        pytest.param("baselines", "12.2", "mười hai", "value"),
        pytest.param("form_measures", "left,90", "left,chín mươi", "position"),
    ],
)
def test_load_reference_names_the_column_of_a_wrong_cell(
    folder: Path, file: str, old: str, new: str, field: str
) -> None:
    spoil(folder / f"{file}.csv", old, new)

    problem = refusal(folder).problems[0]

    assert problem.field == field
    assert f", cột {field}: " in str(problem)


def test_load_reference_refuses_a_flag_that_is_neither_0_nor_1(folder: Path) -> None:
    spoil(folder / "area_successions.csv", "2024-12-01,1,", "2024-12-01,có,")

    problem = refusal(folder).problems[0]

    assert problem.field == "whole"


def test_load_reference_says_in_vietnamese_that_a_number_is_wrong(folder: Path) -> None:
    spoil(folder / "baselines.csv", "12.2", "mười hai")

    assert "decimal" not in str(refusal(folder))


def test_load_reference_says_in_vietnamese_that_a_date_is_wrong(folder: Path) -> None:
    spoil(folder / "baselines.csv", "2021-12-31", "31/12/2021")

    assert "Value could not be parsed" not in str(refusal(folder))


@pytest.mark.parametrize("written", ["30/12/2021", "2021-02-30", "2021"])
def test_load_reference_refuses_a_date_of_another_form(folder: Path, written: str) -> None:
    spoil(folder / "baselines.csv", "2021-12-31", written)

    [problem] = refusal(folder).problems

    assert (problem.file, problem.row, problem.field) == ("baselines.csv", 2, "on")


def test_load_reference_names_a_missing_column(folder: Path) -> None:
    spoil(folder / "report_forms.csv", "name,owed_by,", "name,owed,")

    problems = refusal(folder).problems

    assert [(problem.row, problem.field) for problem in problems] == [(1, "owed_by"), (1, "owed")]
    assert "thiếu" in problems[0].message


def test_load_reference_names_a_column_that_stands_twice(folder: Path) -> None:
    spoil(folder / "report_forms.csv", "name,owed_by,", "name,name,owed_by,")

    [problem] = refusal(folder).problems

    assert (problem.row, problem.field) == (1, "name")


@pytest.mark.parametrize(
    ("old", "new", "cells"),
    [
        ("58-NQ/TU,resolution,", "58-NQ/TU,resolution,thừa,", 7),
        ("58-NQ/TU,resolution,", "58-NQ/TU,", 5),
    ],
)
def test_load_reference_names_a_row_of_another_width(
    folder: Path, old: str, new: str, cells: int
) -> None:
    spoil(folder / "decisions.csv", old, new)
    line = line_of(folder / "decisions.csv", "58-NQ/TU")

    [problem] = refusal(folder).problems

    assert (problem.file, problem.row) == ("decisions.csv", line)
    assert problem.message == f"dòng có {cells} ô, trong khi tiêu đề có 6 cột."


def test_load_reference_names_both_rows_of_one_key(folder: Path) -> None:
    path = folder / "decisions.csv"
    last = len(path.read_text(encoding="utf-8").splitlines())
    again = "58-NQ/TU,resolution,Tên khác,Tỉnh ủy Lạng Sơn,2021-11-29,"
    path.write_text(
        path.read_text(encoding="utf-8").rstrip("\n") + f"\n{again}\n", encoding="utf-8"
    )

    [problem] = refusal(folder).problems

    first = line_of(path, "58-NQ/TU")
    assert str(problem) == (
        f"decisions.csv, dòng {last + 1}: trùng number, issuer, signed_on với dòng {first}; "
        "hãy giữ lại một dòng."
    )


def test_load_reference_takes_rows_that_share_part_of_a_key(folder: Path) -> None:
    places = [line.split(",")[0] for line in (folder / "areas.csv").read_text().splitlines()]
    assert len(places) > len(set(places))

    counts = {count.file: count for count in load_reference(folder=folder)}

    assert counts["areas.csv"].unchanged == len(places) - 1


def test_load_reference_counts_lines_as_an_editor_does(folder: Path) -> None:
    path = folder / "decisions.csv"
    header, first, rest = path.read_text(encoding="utf-8").split("\n", 2)
    cells = next(csv.reader([first]))
    cells[2], rest = "Tên\ntrên ba\ndòng", rest.replace(",resolution,", ",nghị quyết,", 1)
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(cells)
    path.write_text(f"{header}\n\n{written.getvalue()}{rest}", encoding="utf-8")

    [problem] = refusal(folder).problems

    assert problem.row == line_of(path, ",nghị quyết,")


def test_load_reference_names_the_row_of_an_open_quotation_mark(folder: Path) -> None:
    spoil(folder / "decisions.csv", "58-NQ/TU,", '"58-NQ/TU,')

    [problem] = refusal(folder).problems

    assert problem.row == line_of(folder / "decisions.csv", "58-NQ/TU")
    assert "dấu ngoặc kép" in problem.message


def test_load_reference_refuses_an_empty_file(folder: Path) -> None:
    (folder / "decisions.csv").write_text("")

    assert {problem.message for problem in refusal(folder).problems} == {"thiếu cột này."}


def test_load_reference_names_a_missing_file(folder: Path) -> None:
    (folder / "periods.csv").unlink()

    assert "periods.csv: không tìm thấy tệp." in str(refusal(folder))


def test_load_reference_refuses_another_encoding(folder: Path) -> None:
    path = folder / "decisions.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))

    assert "UTF-8" in str(refusal(folder))


def test_load_reference_accepts_a_byte_order_mark(folder: Path) -> None:
    path = folder / "decisions.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    counts = load_reference(folder=folder)

    assert counts[0].unchanged == Decision.objects.count()


def test_load_reference_names_every_bad_row_of_a_file(folder: Path) -> None:
    spoil(folder / "targets.csv", "nuoc-sach,20/2020-01-01", "nuoc-sach,21/2020-01-01")
    spoil(folder / "targets.csv", "level,ge,99.6", "level,khoảng,99.6")

    assert {problem.row for problem in refusal(folder).problems} == {4, 5}


def test_load_reference_says_what_a_broken_rule_of_the_model_means(folder: Path) -> None:
    spoil(folder / "periods.csv", "2020-01-01,2020-03-31", "2020-01-01,2019-03-31")

    [problem] = refusal(folder).problems

    assert (problem.file, problem.row) == ("periods.csv", 2)
    assert problem.message == "Ngày kết thúc kỳ không được trước ngày bắt đầu."


def test_load_reference_takes_back_earlier_files_when_the_last_is_wrong(folder: Path) -> None:
    spoil(folder / "decisions.csv", "Nghị quyết của Tỉnh ủy", "Nghị quyết khác của Tỉnh ủy")
    spoil(folder / "form_measures.csv", "communes_left,90", "communes_left,chín mươi")

    problem = refusal(folder).problems[0]

    assert (problem.file, problem.row) == ("form_measures.csv", 20)
    assert not Decision.objects.filter(title__startswith="Nghị quyết khác").exists()


def test_load_reference_command_says_what_is_wrong_and_that_nothing_was_loaded(
    folder: Path,
) -> None:
    spoil(folder / "baselines.csv", "12.2", "mười hai")

    with pytest.raises(CommandError, match=r"(?s)Chưa nạp gì.*baselines\.csv, dòng 2"):
        call_command("load_reference", folder=folder)


def test_reference_files_leave_alone_what_was_corrected_on_its_page(db: None) -> None:
    row = Decision.objects.get(number="1719/QĐ-TTg")
    row.signed_on, row.title, row.kept_since = date(2021, 10, 15), "Sửa trên trang", NOW
    row.save()

    load_reference(folder=settings.FIXTURES_ROOT)

    row.refresh_from_db()
    assert (row.signed_on, row.title) == (date(2021, 10, 15), "Sửa trên trang")
    assert Decision.objects.filter(number="1719/QĐ-TTg").count() == 1


def test_reference_files_leave_alone_a_year_whose_rules_were_changed(
    provincial_officer: User,
) -> None:
    year = BudgetYear.objects.get(year=2024)
    set_closing(
        budget_year=year,
        closes_on=date(2025, 2, 28),
        reason="Theo văn bản mới.",
        by=provincial_officer,
        now=NOW,
    )

    load_reference(folder=settings.FIXTURES_ROOT)

    year.refresh_from_db()
    assert year.closes_on == date(2025, 2, 28)
