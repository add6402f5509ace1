"""The pages on which disbursement is typed."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from indicators.models import User
from programs.entry_rows import RowKey
from programs.models import Agency, Disbursement, DisbursementChange, Source
from programs.selectors.entry import entry_page
from programs.selectors.told import told_page
from programs.services.allocations import NewLine, record_allocations
from programs.services.disbursements import Payment, write_disbursements
from tests.factories.capital import decision
from tests.factories.sheets import district_agency, programme_tree, sheet_key
from tests.factories.times import NOW
from tests.indicators.views.upload import text_of

JUNE, SEPTEMBER = date(2024, 6, 30), date(2024, 9, 30)


@pytest.fixture
def agency(ledger: None) -> Agency:
    return district_agency()


@pytest.fixture
def officer(client: Client, agency: Agency, binh_gia_officer: User) -> Client:
    client.force_login(binh_gia_officer)
    return client


def address(agency: Agency, day: str = "30/09/2024") -> str:
    path = reverse("programs:entry_detail", args=[agency.code])
    return f"{path}?nam=2024&ngay={day}"


def row_name(code: str, source: str = Source.CENTRAL) -> str:
    return RowKey(programme_tree()[code].pk, "dtpt", source, False).name


def paid(by: User, code: str, amount: str, day: date = JUNE, **fields: object) -> None:
    payment = Payment(sheet_key(code, Source.CENTRAL, **fields), day, Decimal(amount))
    write_disbursements(payments=[payment], by=by, now=NOW)


def sent(
    client: Client,
    agency: Agency,
    *,
    day: str = "30/09/2024",
    follow: bool = True,
    seen: dict[str, str] | None = None,
    **texts: str,
) -> HttpResponse:
    """Amounts by project code; `DA1_note` is the note of DA1."""
    data = {}
    for code, text in texts.items():
        if code.endswith("_note"):
            data[f"g-{row_name(code.removesuffix('_note'))}"] = text
        else:
            data[f"o-{row_name(code)}"] = text
    data |= {f"t-{row_name(code)}": text for code, text in (seen or {}).items()}
    return client.post(address(agency, day), data, follow=follow)


def stored(day: date = SEPTEMBER) -> dict[str, Decimal]:
    rows = Disbursement.objects.filter(as_of=day).select_related("account__component")
    return {row.account.component.code: row.amount_million_vnd for row in rows}


def test_grid_has_a_row_for_each_account_with_its_last_amount(
    officer: Client, agency: Agency, binh_gia_officer: User
) -> None:
    paid(binh_gia_officer, "DA1", "100.5")

    page = officer.get(address(agency)).context["page"]

    first = page.rows[0]
    assert len(page.rows) == 10
    assert (first.component.code, first.plan, first.last, first.last_on) == (
        "DA1",
        5100,
        Decimal("100.5"),
        JUNE,
    )
    assert first.stored is None


def test_page_says_that_nothing_was_told_and_not_0(
    officer: Client, agency: Agency, binh_gia_officer: User
) -> None:
    silent = officer.get(address(agency))
    paid(binh_gia_officer, "DA1", "0")
    told = officer.get(address(agency))

    assert silent.context["page"].disbursed is None
    assert silent.context["page"].rate is None
    assert "chưa báo cáo giải ngân." in text_of(silent)
    assert told.context["page"].disbursed == 0
    assert "đã giải ngân 0 (0,00 %)" in text_of(told)


def test_typed_amounts_are_stored_and_the_page_says_so(officer: Client, agency: Agency) -> None:
    page = sent(officer, agency, DA1="1.234,5", DA2="-", DA3=" ")

    assert stored() == {"DA1": Decimal("1234.5"), "DA2": Decimal(0)}
    assert "2 số mới, 0 số thay đổi" in text_of(page)


def test_untouched_rows_are_not_written(
    officer: Client, agency: Agency, binh_gia_officer: User
) -> None:
    paid(binh_gia_officer, "DA1", "100", SEPTEMBER)

    page = sent(officer, agency, seen={"DA1": "100"}, DA1="100")

    assert "Không có thay đổi" in text_of(page)
    assert DisbursementChange.objects.count() == 1


def test_each_problem_stands_beside_its_cell_and_what_was_typed_stays(
    officer: Client, agency: Agency, binh_gia_officer: User
) -> None:
    paid(binh_gia_officer, "DA1", "200")

    page = sent(officer, agency, DA1="150", DA2="một trăm", DA3="9000", DA4="12,5")

    rows = {row.component.code: row for row in page.context["page"].rows}
    assert page.status_code == 422
    assert "giảm từ 200" in rows["DA1"].problems[0]
    assert "không phải là số tiền" in rows["DA2"].problems[0]
    assert "vượt vốn giao năm 2024 là 8.264" in rows["DA3"].problems[0]
    assert rows["DA4"].problems == ()
    assert [rows[code].text for code in ("DA1", "DA2", "DA3", "DA4")] == [
        "150",
        "một trăm",
        "9000",
        "12,5",
    ]
    assert stored() == {}


def test_note_lets_a_fall_pass(officer: Client, agency: Agency, binh_gia_officer: User) -> None:
    paid(binh_gia_officer, "DA1", "200")

    sent(officer, agency, DA1="150", DA1_note="Thu hồi tạm ứng")

    assert Disbursement.objects.get(as_of=SEPTEMBER).note == "Thu hồi tạm ứng"


def test_two_people_never_overwrite_each_other_silently(
    officer: Client, agency: Agency, provincial_officer: User
) -> None:
    paid(provincial_officer, "DA1", "300", SEPTEMBER)

    page = sent(officer, agency, DA1="250")

    (row,) = page.context["page"].refused
    assert "đã đổi từ chưa báo cáo thành 300" in row.problems[0]
    assert (row.text, row.seen) == ("250", "300")
    assert stored() == {"DA1": Decimal(300)}

    sent(officer, agency, seen={"DA1": "300"}, DA1="250")  # both seen, the second one meant
    assert stored() == {"DA1": Decimal(250)}


def test_row_that_nobody_touched_shows_what_another_person_stored(
    officer: Client, agency: Agency, provincial_officer: User
) -> None:
    paid(provincial_officer, "DA2", "300", SEPTEMBER)

    page = sent(officer, agency, DA1="x", DA2="")

    rows = {row.component.code: row for row in page.context["page"].rows}
    assert rows["DA2"].text == "300"


def test_note_of_another_person_is_not_lost(
    officer: Client, agency: Agency, provincial_officer: User
) -> None:
    payment = Payment(sheet_key("DA1", Source.CENTRAL), SEPTEMBER, Decimal(300), "Đối chiếu")
    write_disbursements(payments=[payment], by=provincial_officer, now=NOW)

    sent(officer, agency, seen={"DA1": "300"}, DA1="310")

    assert Disbursement.objects.get().note == "Đối chiếu"


def test_blank_takes_a_stored_amount_back(
    officer: Client, agency: Agency, binh_gia_officer: User
) -> None:
    paid(binh_gia_officer, "DA1", "100", SEPTEMBER)

    sent(officer, agency, seen={"DA1": "100"}, DA1="")

    assert stored() == {}
    assert DisbursementChange.objects.count() == 2


def test_row_can_be_added_for_a_project_without_allotment(officer: Client, agency: Agency) -> None:
    part = programme_tree()["DA3.TDA1"]
    data = {
        "them": "1",
        "du_an": part.pk,
        "loai_von": "sn",
        "nguon": "unsplit",
        f"o-{row_name('DA1')}": "77",
    }

    page = officer.post(address(agency), data)

    rows = {(row.component.code, row.key.fund_kind): row for row in page.context["page"].rows}
    assert page.status_code == 200
    assert rows["DA1", "dtpt"].text == "77"
    assert rows["DA3.TDA1", "sn"].text == ""
    assert not Disbursement.objects.exists()


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("31/12/2023", "nằm ngoài năm ngân sách 2024"),
        ("32/01/2024", "Hãy ghi theo dạng"),
        ("31/12/2035", "nằm ngoài năm ngân sách 2024"),
    ],
)
def test_day_that_makes_no_sense_is_told(
    day: str, told: str, officer: Client, agency: Agency
) -> None:
    page = officer.get(address(agency, day))

    assert page.status_code == 422
    assert told in text_of(page)


def test_leader_reads_the_grid_and_has_no_fields(
    client: Client, agency: Agency, leader: User
) -> None:
    client.force_login(leader)

    page = client.get(address(agency))

    assert page.status_code == 200
    assert 'name="o-' not in text_of(page)
    assert sent(client, agency, DA1="5").status_code == 403


def test_other_districts_agency_is_not_found(
    client: Client, agency: Agency, van_quan_officer: User
) -> None:
    client.force_login(van_quan_officer)

    assert client.get(address(agency)).status_code == 404
    assert sent(client, agency, DA1="5").status_code == 404


def test_row_names_that_no_page_sends_are_a_bad_request(officer: Client, agency: Agency) -> None:
    assert officer.post(address(agency), {"o-1-x-y-2": "5"}).status_code == 400
    assert officer.post(address(agency), {"o-999999-sn-central-0": "5"}).status_code == 422


def test_history_of_the_year_stands_below_the_grid(officer: Client, agency: Agency) -> None:
    sent(officer, agency, DA1="100")
    page = sent(officer, agency, seen={"DA1": "100"}, DA1="120")

    assert "<del>100</del>" in text_of(page)
    assert "Nhập trên màn hình" in text_of(page)


def test_changes_are_listed_and_handed_out_as_numbers(officer: Client, agency: Agency) -> None:
    sent(officer, agency, DA1="100,5")
    assert "1 thay đổi" in text_of(officer.get("/giai-ngan/lich-su/"))

    answer = officer.get(f"/giai-ngan/lich-su/tai-ve/?don_vi={agency.code}")

    row = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)[4]
    assert (row[2], row[11]) == (agency.name, 100.5)


def test_district_sees_its_own_changes_only(
    officer: Client, agency: Agency, van_quan_officer: User
) -> None:
    sent(officer, agency, DA1="100")
    officer.force_login(van_quan_officer)

    assert "0 thay đổi" in text_of(officer.get("/giai-ngan/lich-su/"))
    assert officer.get(f"/giai-ngan/lich-su/?don_vi={agency.code}").status_code == 422


def test_list_tells_who_has_told_what(
    officer: Client, agency: Agency, binh_gia_officer: User
) -> None:
    paid(binh_gia_officer, "DA1", "100")

    page = officer.get("/giai-ngan/?nam=2024").context["page"]

    (told,) = [told for told in page.agencies if told.agency == agency]
    assert (told.told_on, told.disbursed, told.pots, len(told.missing)) == (JUNE, 100, 10, 9)


def test_queries_stay_the_same_however_many_rows(
    agency: Agency, binh_gia_officer: User, django_assert_num_queries: object
) -> None:
    paid(binh_gia_officer, "DA1", "100")

    with django_assert_num_queries(5):
        entry_page(agency, 2024, SEPTEMBER)
    with django_assert_num_queries(5):
        told_page(Agency.objects.all(), 2024, today=date(2024, 10, 1))


def test_list_holds_the_amounts_of_a_day_against_the_plan_of_that_day(
    agency: Agency, binh_gia_officer: User, provincial_officer: User
) -> None:
    paid(binh_gia_officer, "DA1", "100")
    before = told_page(Agency.objects.filter(pk=agency.pk), 2024, today=NOW.date()).agencies[0]
    later = decision("09/QĐ-THU", date(2024, 8, 1))
    more = [NewLine(sheet_key("DA1", Source.CENTRAL), Decimal(900))]
    record_allocations(decision=later, lines=more, by=provincial_officer, now=NOW)

    after = told_page(Agency.objects.filter(pk=agency.pk), 2024, today=NOW.date()).agencies[0]

    assert (after.told_on, after.plan, after.rate) == (JUNE, before.plan, before.rate)
