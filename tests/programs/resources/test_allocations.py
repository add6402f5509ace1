"""A table of allocations out of the ledger and into it, through the one way in."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
import tablib
from import_export.results import Result

from indicators.models import User
from programs.models import Allocation, CapitalAccount, Programme
from programs.resources import AllocationResource, DisbursementResource
from programs.resources.allocations import AmountWidget
from programs.selectors.ledger import Slice, money_by
from programs.services.allocation_rows import record_rows
from tests.factories import capital
from tests.factories.times import NOW

pytestmark = pytest.mark.django_db

HEADERS = [
    "Văn bản",
    "Dự án",
    "Đơn vị",
    "Năm",
    "Loại vốn",
    "Nguồn vốn",
    "Vốn kéo dài",
    "Số tiền (triệu đồng)",
    "Ghi chú",
]
LATER = date(2024, 6, 1)


@pytest.fixture(autouse=True)
def scene() -> None:
    """Two decisions, a project and a district's agency of the tests' own."""
    capital.decision()
    capital.decision("02/QĐ-THU", LATER)
    capital.component()
    capital.agency()


def cells(**changes: str) -> list[str]:
    """Own capital of 2024, investment from the central budget."""
    row = dict(
        zip(
            HEADERS,
            ["01/QĐ-THU", "thu/T1", "thu-184", "2024", "ĐTPT", "central", "0", "1200.5", ""],
            strict=True,
        )
    )
    return list((row | changes).values())


def imported(by: User, *rows: list[str], dry_run: bool = False) -> Result:
    resource = AllocationResource(write=partial(_record, by))
    table = tablib.Dataset(*rows, headers=HEADERS)
    return resource.import_data(table, dry_run=dry_run, raise_errors=False)


def _record(by: User, rows: list) -> object:
    return record_rows(rows=rows, by=by, now=NOW)


def problems(result: Result) -> dict[int, dict[str, list[str]]]:
    return {row.number: row.error_dict for row in result.invalid_rows}


def test_rows_are_recorded_by_their_decisions_whatever_their_order(
    provincial_officer: User,
) -> None:
    cut = cells(**{"Văn bản": "02/QĐ-THU", "Số tiền (triệu đồng)": "-200.5"})

    result = imported(provincial_officer, cut, cells(**{"Ghi chú": "lần đầu"}))

    assert problems(result) == {}
    assert money_by(Slice(year=2024, on=date(2024, 2, 1)))[()].usable == Decimal("1200.5")
    assert money_by(Slice(year=2024, on=LATER))[()].usable == 1000
    line = Allocation.objects.get(decision__number="01/QĐ-THU")
    assert (line.note, line.recorded_by, line.route) == ("lần đầu", provincial_officer, "import")


def test_year_left_blank_is_the_plan_of_the_whole_period(provincial_officer: User) -> None:
    imported(provincial_officer, cells(**{"Năm": "", "Nguồn vốn": "Ngân sách tỉnh"}))

    account = CapitalAccount.objects.get()
    assert (account.year, account.source, account.is_carried_over) == (None, "province", False)


def test_preview_stores_nothing_and_finds_what_the_service_would_refuse(
    provincial_officer: User,
) -> None:
    fine = imported(provincial_officer, cells(), dry_run=True)
    below = imported(
        provincial_officer, cells(**{"Số tiền (triệu đồng)": "-5"}), cells(), dry_run=True
    )

    assert problems(fine) == {}
    assert {number: list(found) for number, found in problems(below).items()} == {
        1: ["__all__"],
        2: ["__all__"],
    }
    assert not Allocation.objects.exists()
    assert not CapitalAccount.objects.exists()


def test_same_file_twice_changes_nothing(provincial_officer: User) -> None:
    table = [cells(), cells(**{"Loại vốn": "SN", "Số tiền (triệu đồng)": "30"})]
    imported(provincial_officer, *table)

    again = imported(provincial_officer, *table)

    assert (again.totals["new"], again.totals["skip"]) == (0, 2)
    assert Allocation.objects.count() == 2


def test_one_bad_row_keeps_all_out(provincial_officer: User) -> None:
    bad = cells(**{"Văn bản": "02/QĐ-THU", "Loại vốn": "SN", "Số tiền (triệu đồng)": "-1"})

    result = imported(provincial_officer, cells(), bad)

    assert list(problems(result)) == [2]
    assert "giảm nhiều hơn số đã giao" in problems(result)[2]["__all__"][0]
    assert not Allocation.objects.exists()


@pytest.mark.parametrize(
    ("column", "text", "named"),
    [
        ("Văn bản", "09/QĐ-THU", "Không có văn bản nào mang mã “09/QĐ-THU”."),
        ("Dự án", "thu/T9", "Không có dự án, tiểu dự án nào mang mã “thu/T9”."),
        ("Đơn vị", "thu-999", "Không có đơn vị nào mang mã “thu-999”."),
        ("Năm", "năm nay", "“năm nay” không phải là số; hãy viết dạng 1234.5."),
        ("Loại vốn", "ODA", "“ODA” phải là một trong: ĐTPT, SN."),
        ("Nguồn vốn", "TW", "“TW” phải là một trong: Ngân sách trung ương"),
        ("Vốn kéo dài", "x", "“x” phải là 1 (có) hoặc 0 (không)."),
        ("Số tiền (triệu đồng)", "14.202", "“14.202” có thể là 14202 hoặc 14,202"),
        ("Số tiền (triệu đồng)", "1,5", "“1,5” không phải là số; hãy viết dạng 1234.5."),
        ("Số tiền (triệu đồng)", "1.00005", "lẻ dưới một nghìn đồng"),
        ("Số tiền (triệu đồng)", "", "Ô này trống; hãy ghi giá trị."),
        ("Văn bản", "", "Ô này trống; hãy ghi giá trị."),
        ("Ghi chú", "a" * 501, "Ghi chú dài quá 500 ký tự."),
    ],
)
def test_wrong_cell_is_named_by_row_and_column(
    column: str, text: str, named: str, provincial_officer: User
) -> None:
    result = imported(provincial_officer, cells(), cells(**{column: text, "Ghi chú": text}))

    assert list(problems(result)) == [2]
    assert named in " ".join(problems(result)[2][column])
    assert not Allocation.objects.exists()


def test_missing_column_is_named(provincial_officer: User) -> None:
    table = tablib.Dataset(cells()[:-2], headers=HEADERS[:-2])

    result = AllocationResource(write=partial(_record, provincial_officer)).import_data(table)

    assert "Thiếu cột Số tiền (triệu đồng), Ghi chú." in str(result.base_errors[0].error)
    assert not Allocation.objects.exists()


def test_leader_records_nothing(leader: User) -> None:
    result = imported(leader, cells())

    assert "Chỉ cán bộ tỉnh" in problems(result)[1]["__all__"][0]


@pytest.mark.parametrize("amount", ["14.202", "-14.202", "1200.5", "0.001", "7", "850000.125"])
def test_exported_amount_is_the_same_when_it_comes_back(amount: str) -> None:
    widget = AmountWidget()

    assert widget.clean(widget.render(Decimal(amount))) == Decimal(amount)


def test_exported_table_comes_back_without_change(provincial_officer: User) -> None:
    imported(provincial_officer, cells(**{"Số tiền (triệu đồng)": "14.2020", "Vốn kéo dài": ""}))
    table = AllocationResource().export(Allocation.objects.all())

    done = AllocationResource(write=partial(_record, provincial_officer)).import_data(table)

    assert (done.totals["skip"], done.totals["new"]) == (1, 0)
    assert table.headers == HEADERS
    assert table.dict[0]["Nguồn vốn"] == "Ngân sách trung ương"


def test_disbursement_goes_out_with_its_keys() -> None:
    capital.new_disbursement().save()

    [row] = DisbursementResource().export().dict

    assert row["Dự án"] == "thu/T1"
    assert (row["Lũy kế đến ngày"], row["Đã giải ngân (triệu đồng)"]) == ("2024-06-30", "300.25")
    assert Programme.objects.filter(code="thu").exists()
