"""Templates of F3 and F4 handed out, filled and stored without a question."""

import io
import zipfile
from decimal import Decimal

import openpyxl
from django.test import Client
from django.urls import reverse

from indicators.models import User
from indicators.sheets.template.programme_book import FIRST_ROW, OBSTACLE_COLUMNS
from programs.kept_sheet import sheet_reading
from programs.models import ObstacleCategory, Source
from programs.selectors.sheet_templates import capital_prefilled
from programs.selectors.sheets import sheet_page
from programs.services.disbursements import Payment, write_disbursements
from programs.services.obstacle_sheets import confirm_obstacles
from programs.services.sheets import confirm_sheet
from tests.factories.obstacle_sheets import CAO_LOC, previewed_obstacles
from tests.factories.reference import district, period
from tests.factories.sheets import previewed_sheet, sheet_key, stated
from tests.factories.times import NOW
from tests.indicators.views.upload import text_of

LIST = reverse("programs:sheet_template_list")


def template(client: Client, form: str, area: str) -> openpyxl.Workbook:
    url = reverse("programs:sheet_template_file", args=["2024Q3", form, area])
    return openpyxl.load_workbook(io.BytesIO(client.get(url).content))


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_capital_template_has_the_projects_with_their_plans(
    client: Client, ledger: None, binh_gia_officer: User
) -> None:
    client.force_login(binh_gia_officer)

    sheet = template(client, "f3", "181")["Biểu F3"]

    rows = {sheet.cell(row, 2).value: row for row in range(FIRST_ROW, sheet.max_row + 1)}
    assert {code: Decimal(str(sheet.cell(row, 7).value)) for code, row in rows.items()} == stated(
        "plan_year"
    )


def test_capital_template_says_what_was_disbursed_before(
    ledger: None, binh_gia_officer: User
) -> None:
    june = period("2024Q2").ends_on
    payment = Payment(sheet_key("DA1", Source.CENTRAL), june, Decimal("1234.5"))
    write_disbursements(payments=[payment], by=binh_gia_officer, now=NOW)

    (found,) = capital_prefilled([district("181")], period("2024Q3"))

    assert found.rows[0].note == "Đến hết quý II năm 2024: 1.234,5"


def test_capital_template_filled_is_stored_without_a_question(
    client: Client, ledger: None, binh_gia_officer: User
) -> None:
    client.force_login(binh_gia_officer)
    book = template(client, "f3", "181")
    book["Biểu F3"].cell(FIRST_ROW, 8).value = 100.5

    batch = previewed_sheet(binh_gia_officer, saved(book))

    assert sheet_reading(batch).problems == ()
    assert sheet_page(batch).differences == ()
    assert confirm_sheet(batch=batch, by=binh_gia_officer, now=NOW).created_count == 1


def test_obstacle_template_filled_is_raised_and_sorted_without_a_question(
    client: Client, provincial_officer: User
) -> None:
    client.force_login(provincial_officer)
    book = template(client, "f4", CAO_LOC)
    group = ObstacleCategory.objects.get(code="bid")
    said = {"content": "Đấu thầu kéo dài", "category": group.name, "authority": "Cấp huyện"}
    for key, value in said.items():
        book["Biểu F4"].cell(FIRST_ROW, OBSTACLE_COLUMNS.index(key) + 2).value = value

    batch = previewed_obstacles(provincial_officer, saved(book))
    confirm_obstacles(batch=batch, by=provincial_officer, now=NOW)

    assert sheet_reading(batch).problems == ()
    raised = batch.raisings.get().obstacle
    assert (raised.category, raised.authority) == (group, "district")


def test_all_districts_come_in_one_archive(client: Client, provincial_officer: User) -> None:
    client.force_login(provincial_officer)

    for form in ("f3", "f4"):
        url = reverse("programs:sheet_template_archive", args=["2024Q3", form])
        names = zipfile.ZipFile(io.BytesIO(client.get(url).content)).namelist()
        assert len(names) == 11
        assert f"{form.upper()}_2024Q3_183_cao-loc.xlsx" in names


def test_page_lists_the_districts_of_the_chosen_quarter(
    client: Client, van_quan_officer: User
) -> None:
    client.force_login(van_quan_officer)

    page = text_of(client.get(LIST, {"quy": "2024Q3"}))

    assert reverse("programs:sheet_template_file", args=["2024Q3", "f4", "184"]) in page
    assert "Huyện Tràng Định" not in page


def test_form_that_is_not_there_is_not_found(client: Client, van_quan_officer: User) -> None:
    client.force_login(van_quan_officer)

    url = reverse("programs:sheet_template_file", args=["2024Q3", "f9", "184"])

    assert client.get(url).status_code == 404


def test_prefilling_costs_the_same_for_one_district_and_for_all(
    ledger: None, django_assert_num_queries
) -> None:
    for codes in (["181"], ["180", "181", "183", "184"]):
        areas = [district(code) for code in codes]
        quarter = period("2024Q3")
        with django_assert_num_queries(6):
            capital_prefilled(areas, quarter)
