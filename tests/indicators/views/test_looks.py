"""Files of obstacles: read and shown, nothing kept."""

from django.test import Client
from django.urls import reverse

from indicators.models import User
from tests.factories.reference import district, period
from tests.indicators.commands.calls import contents
from tests.indicators.views.examples import example
from tests.indicators.views.upload import named, text_of

LOOK = reverse("indicators:form_look")


def looked(client: Client, name: str, area: str, content: bytes | None = None):
    data = {
        "form": example(name).truth["upload"]["form"],
        "area": district(area).pk,
        "period": period("2024Q3").pk,
        "file": named(example(name).content if content is None else content),
    }
    return client.post(LOOK, data)


def test_file_is_shown_cell_by_cell_and_nothing_is_kept(
    client: Client, provincial_officer: User
) -> None:
    client.force_login(provincial_officer)
    before = contents()

    page = looked(client, "R05", "183")

    assert page.status_code == 200
    assert len(page.context["page"].rows) == len(example("R05").truth["records"])
    assert "Định mức hỗ trợ nhà ở thấp" in text_of(page)
    assert "Chưa lưu gì" in text_of(page)
    assert contents() == before


def test_another_district_s_file_is_refused_in_a_sentence(
    client: Client, provincial_officer: User
) -> None:
    client.force_login(provincial_officer)

    page = looked(client, "R05", "181")

    assert page.context["page"].read.is_of_file
    assert not page.context["page"].rows


def test_officer_may_choose_the_own_district_only(client: Client, van_quan_officer: User) -> None:
    client.force_login(van_quan_officer)

    page = looked(client, "R05", "183")

    assert page.status_code == 422
    assert "Cao Lộc" not in text_of(page)


def test_capital_is_not_offered_here_where_it_can_be_stored(
    client: Client, provincial_officer: User
) -> None:
    client.force_login(provincial_officer)

    assert looked(client, "R04", "181").status_code == 422
