"""Programmes, agencies, differences and rules as pages."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import User
from programs.models import DisbursementRequirement
from programs.services.allocations import NewLine, record_allocations
from tests.factories.capital import (
    account_key,
    agency,
    budget_year,
    component,
    decision,
    new_agency,
    new_component_succession,
    new_programme,
)
from tests.factories.rows import saved
from tests.factories.times import NOW

from .pages import words


@pytest.mark.parametrize(
    "address", ["/chuong-trinh/", "/don-vi/", "/von/doi-chieu/", "/von/quy-dinh/", "/van-ban/"]
)
def test_page_without_any_data_says_so(address: str, office: Client) -> None:
    assert office.get(address).status_code == 200


def test_programme_shows_what_a_project_became(office: Client) -> None:
    later = saved(new_programme(code="sau", name="Chương trình sau", short_name="CT sau"))
    successor = component("S1", programme=later, name="Hợp phần một")
    component("T1.1", parent=component("T1"))
    saved(new_component_succession(successor=successor, whole=False))

    page = words(office.get("/chuong-trinh/"))

    assert "→ CT sau, DA thử S1: Hợp phần một (một phần)" in page
    assert page.index("DA thử T1 ") < page.index("DA thử T1.1")


def test_ended_agency_is_shown_when_asked_for(office: Client) -> None:
    agency()
    saved(new_agency(code="het", name="Đơn vị đã hết", valid_to=date(2021, 1, 1)))

    assert "Đơn vị đã hết" not in words(office.get("/don-vi/"))
    assert "đến trước 01/01/2021" in words(office.get("/don-vi/", {"tat-ca": "1"}))


def test_differences_are_told_with_both_values_and_their_decision(
    office: Client,
    provincial_officer: User,
) -> None:
    lines = [
        NewLine(account_key(year=None), Decimal(100)),
        NewLine(account_key(), Decimal("110.5")),
    ]
    record_allocations(decision=decision(), lines=lines, by=provincial_officer, now=NOW)

    answer = office.get("/von/doi-chieu/")

    assert "+10,5 110,5 100 01/QĐ-THU (15/01/2024)" in words(answer)
    assert decision().get_absolute_url() in answer.content.decode()


def test_no_difference_is_said_as_well(
    office: Client,
    provincial_officer: User,
) -> None:
    lines = [NewLine(account_key(year=None), Decimal(9)), NewLine(account_key(), Decimal(9))]
    record_allocations(decision=decision(), lines=lines, by=provincial_officer, now=NOW)

    assert "Không có chênh lệch nào, tính đến" in words(office.get("/von/doi-chieu/"))


def test_requirement_is_kept_on_the_page(office: Client) -> None:
    budget_year()
    typed = {"year": "2024", "on": "30/06/2024", "percent": "30,5 %", "fund_kind": ""}

    done = office.post("/von/quy-dinh/yeu-cau/them/", typed)
    falling = office.post(
        "/von/quy-dinh/yeu-cau/them/", typed | {"on": "30/09/2024", "percent": "20"}
    )

    assert done.status_code == 302
    assert DisbursementRequirement.objects.get(year=2024).percent == Decimal("30.5")
    assert "không giảm theo thời gian" in words(falling)
    assert 'value="30/09/2024"' in falling.content.decode()
    assert "30,5 %" in words(office.get("/von/quy-dinh/"))


@pytest.mark.parametrize("percent", ["0", "101", "ba mươi", "12,345"])
def test_percent_that_cannot_be_is_refused(percent: str, office: Client) -> None:
    budget_year()
    typed = {"year": "2024", "on": "30/06/2024", "percent": percent}

    answer = office.post("/von/quy-dinh/yeu-cau/them/", typed)

    assert answer.status_code == 422
    assert f'value="{percent}"' in answer.content.decode()


def test_requirement_is_edited_with_its_values_in_the_form(office: Client) -> None:
    budget_year()
    office.post(
        "/von/quy-dinh/yeu-cau/them/", {"year": "2024", "on": "30/06/2024", "percent": "30"}
    )
    edit = reverse(
        "programs:requirement_edit", args=[DisbursementRequirement.objects.get(year=2024).pk]
    )

    page = office.get(edit).content.decode()
    office.post(edit, {"year": "2024", "on": "30/06/2024", "percent": "35", "reason": "Công điện."})

    assert 'value="30"' in page
    assert 'value="2024"' in page
    assert "Công điện." in words(office.get("/von/quy-dinh/"))


def test_year_and_its_extension_are_kept_on_the_page(office: Client) -> None:
    office.post("/von/quy-dinh/nam/them/", {"year": "2034", "closes_on": "31/01/2035"})
    office.post(
        "/von/quy-dinh/nam/2034/gia-han/",
        {"closes_on": "31/12/2035", "fund_kind": "dtpt", "decision": decision().pk},
    )

    page = words(office.get("/von/quy-dinh/"))

    assert "Giải ngân đến hết ngày 31/01/2035" in page
    assert "Gia hạn vốn đầu tư phát triển đến hết 31/12/2035" in page
