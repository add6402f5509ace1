"""The table of lines, as a browser without a script sends it."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import User
from programs.models import Allocation
from tests.factories.capital import agency, component, decision

from .pages import words

FIELDS = ("component", "agency", "year", "fund_kind", "source", "amount")


def address(name: str = "allocation_entry") -> str:
    return reverse(f"programs:{name}", args=[decision().pk])


def row(place: int, amount: str = "1.234,5", **changed: object) -> dict[str, object]:
    values = {
        "component": component().pk,
        "agency": agency().pk,
        "year": "2024",
        "fund_kind": "dtpt",
        "source": "central",
        "amount": amount,
        "note": "",
    }
    return {f"dong-{place}-{name}": value for name, value in (values | changed).items()}


def table(*rows: dict[str, object], **more: object) -> dict[str, object]:
    data = {"dong-TOTAL_FORMS": len(rows) + 1, "dong-INITIAL_FORMS": 0, "viec": "luu"}
    data |= {f"dong-{len(rows)}-year": "2024"}  # a blank row with its proposed year
    for one in rows:
        data |= one
    return data | more


def send(office: Client, *rows: dict[str, object], **more: object):
    return office.post(address(), table(*rows, **more))


def amounts() -> list[Decimal]:
    return list(Allocation.objects.order_by("pk").values_list("amount_million_vnd", flat=True))


def test_lines_are_stored_together_and_the_plan_is_told(office: Client) -> None:
    answer = send(
        office,
        row(0),
        row(1, "300", year="giai-doan"),
        row(2, "0,125", fund_kind="sn", is_carried_over="on"),
        stated_total="1.534,625",
    )
    page = words(office.get(answer.headers["Location"]))

    assert amounts() == [Decimal("1234.5"), Decimal(300), Decimal("0.125")]
    assert "ghi 3 dòng" in page
    assert "+1.234,5" in page
    assert set(Allocation.objects.values_list("account__year", "account__is_carried_over")) == {
        (2024, False),
        (None, False),
        (2024, True),
    }


def test_total_that_is_not_the_sum_is_refused_with_both(office: Client) -> None:
    answer = send(office, row(0), row(1, "10", fund_kind="sn"), stated_total="1.250")

    said = words(answer)
    assert answer.status_code == 422
    assert "Tổng số theo văn bản là 1.250 triệu đồng, tổng các dòng là 1.244,5" in said
    assert "chênh lệch −5,5 triệu đồng" in said
    assert 'value="1.234,5"' in answer.content.decode()
    assert amounts() == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5 tỷ", "“5 tỷ” ghi kèm đơn vị tỷ đồng"),
        ("14.20", "“14.20” có thể là 14,2 hoặc 1.420 triệu đồng"),
        ("1,234.5", "không đọc được thành số tiền"),
        ("mười", "“mười” không đọc được thành số tiền"),
        ("0", "Dòng vốn bằng 0"),
        ("0,0001", "lẻ dưới một nghìn đồng"),
        ("9" * 30, "lớn quá mức"),
        ("", "Hãy ghi số tiền"),
    ],
)
def test_amount_that_is_unclear_is_told_beside_its_line(
    text: str,
    said: str,
    office: Client,
) -> None:
    answer = send(office, row(0, "7", fund_kind="sn"), row(1, text))

    assert said in words(answer)
    assert "Dòng 2 :" in words(answer)
    assert amounts() == []


def test_component_that_does_not_exist_is_told_beside_its_line(office: Client) -> None:
    answer = send(office, row(0, component="999999"))

    assert "Dự án, tiểu dự án: không có “999999”" in words(answer)


def test_component_of_another_time_is_not_offered(office: Client) -> None:
    ended = component("CU", valid_to=date(2023, 1, 1))

    answer = send(office, row(0, component=ended.pk))

    assert answer.status_code == 422
    assert "không có" in words(answer)


def test_line_written_already_is_taken_only_once_confirmed(office: Client) -> None:
    send(office, row(0))

    again = send(office, row(0))
    confirmed = send(office, row(0), may_repeat="on")

    assert "đã ghi 1.234,5 triệu đồng cho đúng khoản vốn này" in words(again)
    assert 'type="checkbox" name="may_repeat"' in again.content.decode()
    assert confirmed.status_code == 302
    assert len(amounts()) == 2


def test_more_rows_come_with_what_was_typed_and_store_nothing(office: Client) -> None:
    answer = send(office, row(0), viec="them")
    page = answer.content.decode()

    assert answer.status_code == 200
    assert 'name="dong-6-amount"' in page
    assert 'value="1.234,5"' in page
    assert "error-summary" not in page
    assert amounts() == []


def test_pasted_lines_fill_the_table(office: Client) -> None:
    pasted = "\n".join(
        "\t".join(cells)
        for cells in [
            [component().code, agency().name.upper(), "2024", "ĐTPT", "NSTW", "", "1.500,5"],
            [component().short_name, agency().code, "giai đoạn", "sn", "nsđp", "", "20", "ghi"],
            ["Dự án lạ", agency().name, "2024", "SN", "NSTW", "x", "30"],
        ]
    )
    answer = send(office, viec="dan", dan=pasted)
    page = answer.content.decode()

    assert 'value="1.500,5"' in page
    assert page.count(f'<option value="{agency().pk}" selected>') == 3
    assert "không có “Dự án lạ”" in words(answer)
    assert amounts() == []


def test_nothing_typed_is_told(office: Client) -> None:
    component(), agency()

    answer = send(office)

    assert "Chưa có dòng nào" in words(answer)


def test_carried_over_money_belongs_to_a_year(office: Client) -> None:
    answer = send(office, row(0, year="giai-doan", is_carried_over="on"))

    assert "không có vốn kéo dài" in words(answer)


def test_plan_below_zero_is_told_beside_its_line(office: Client) -> None:
    answer = send(office, row(0, "-5"))

    assert "sẽ thành −5 triệu đồng" in words(answer)
    assert "Dòng 1" in words(answer)


def test_forged_table_is_no_error_of_the_server(office: Client) -> None:
    for forged in ({"viec": "luu"}, {"dong-TOTAL_FORMS": "9" * 9, "dong-INITIAL_FORMS": "x"}):
        assert office.post(address(), forged).status_code == 422
    for work in ("them", "dan"):
        assert office.post(address(), {"viec": work, "dan": "a\tb"}).status_code == 200


def test_chosen_lines_are_reversed_with_a_reason(
    office: Client,
    provincial_officer: User,
) -> None:
    send(office, row(0), row(1, "7", fund_kind="sn"))
    wrong = Allocation.objects.get(amount_million_vnd=7)

    none = office.post(address("allocation_reverse"), {"reason": "Ghi nhầm."})
    no_reason = office.post(address("allocation_reverse"), {"dong": [wrong.pk]})
    done = office.post(
        address("allocation_reverse"), {"dong": [wrong.pk], "reason": "Ghi nhầm loại vốn."}
    )
    page = office.get(decision().get_absolute_url())

    assert "Hãy chọn ít nhất một dòng" in words(none)
    assert "Hãy ghi lý do" in words(no_reason)
    assert f'value="{wrong.pk}" id="dong-{wrong.pk}" checked' in no_reason.content.decode()
    assert done.status_code == 302
    assert 'class="struck"' in page.content.decode()
    assert "Ghi nhầm loại vốn." in words(page)
    assert "vốn giao trong năm: 1.234,5 triệu đồng" in words(page)
