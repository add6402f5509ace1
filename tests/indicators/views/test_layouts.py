"""On the page: questions about a file, what was remembered, and forgetting it."""

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import ImportBatch, NameChoice, SheetLayout, User
from tests.factories.reference import commune, district, measure
from tests.factories.rows import new_column_choice, new_layout, new_name_choice, saved
from tests.indicators.views.examples import example
from tests.indicators.views.upload import text_of, uploaded

LIST = reverse("indicators:layout_list")
pytestmark = pytest.mark.usefixtures("extended_quarter")


@pytest.fixture
def asked(client: Client, van_quan_officer: User) -> ImportBatch:
    """A preview with one name that nothing matches."""
    client.force_login(van_quan_officer)
    uploaded(client, example("R01").report, example("R01").spoilt(B4="Phố Điềm He"))
    return ImportBatch.objects.get()


def answered(client: Client, batch: ImportBatch, **answers: str) -> str:
    url = reverse("indicators:batch_teach", args=[batch.pk])
    return text_of(client.post(url, {"revision": batch.revision, **answers}, follow=True))


def test_preview_asks_what_nothing_matched_and_ticks_no_guess(
    asked: ImportBatch, client: Client
) -> None:
    page = text_of(client.get(asked.get_absolute_url()))

    assert "Dòng “Phố Điềm He” (Biểu 01, ô B4) là gì?" in page
    assert page.count('type="radio"') == page.count('name="q0"')
    assert page.count(" checked>") == 1
    assert '<input type="radio" name="q0" value="?" checked>' in page


@pytest.mark.parametrize("answer", [{"q0": "*", "o0": "06253"}, {"q0": "="}])
def test_answer_is_remembered_and_read_with_at_once(
    answer: dict[str, str], asked: ImportBatch, client: Client
) -> None:
    if answer["q0"] == "=":
        guess, *_ = asked.reading["unmatched"][0]["guesses"]
        answer = {"q0": f"={guess['means']}"}

    page = answered(client, asked, **answer)

    assert "Đã ghi nhớ 1 lựa chọn" in page
    assert "Cần bạn cho biết" not in page
    assert NameChoice.objects.get().shown == "Phố Điềm He"


@pytest.mark.parametrize("answer", [{}, {"q0": "?"}, {"q0": "*", "o0": ""}])
def test_no_answer_remembers_nothing(
    answer: dict[str, str], asked: ImportBatch, client: Client
) -> None:
    page = answered(client, asked, **answer)

    assert "Hãy chọn cách hiểu cho ít nhất một cột hoặc một tên" in page
    assert not NameChoice.objects.exists()


def test_row_left_out_is_told_as_such(asked: ImportBatch, client: Client) -> None:
    page = answered(client, asked, q0="-")

    assert "bỏ qua theo lựa chọn trước đây" in page
    assert "bỏ qua dòng này" in text_of(client.get(LIST))


def test_answer_that_was_not_offered_is_refused(asked: ImportBatch, client: Client) -> None:
    page = answered(client, asked, q0="*", o0="06001")

    assert "Trang này đã cũ" in page
    assert not NameChoice.objects.exists()


def test_list_shows_own_lessons_only(client: Client, van_quan_officer: User) -> None:
    layout = saved(new_layout(area=district("184"), sheet="Biểu của Văn Quan"))
    saved(new_column_choice(layout=layout, shown="Đèn sáng", measure=measure("elec_hh")))
    saved(new_layout(area=district("180"), sheet="Biểu của Tràng Định"))
    own = {"sender": district("184"), "taught_by": van_quan_officer}
    saved(new_name_choice(shown="Phố Điềm He", area=commune("06253"), **own))
    client.force_login(van_quan_officer)

    page = text_of(client.get(LIST))

    assert "Biểu của Văn Quan" in page
    assert "Đèn sáng" in page
    assert "Phố Điềm He" in page
    assert "Tràng Định" not in page


def test_lessons_are_forgotten_on_the_page(client: Client, van_quan_officer: User) -> None:
    layout = saved(new_layout(area=district("184")))
    name = saved(new_name_choice(sender=district("184"), taught_by=van_quan_officer))
    client.force_login(van_quan_officer)

    for url in (
        reverse("indicators:layout_forget", args=[layout.pk]),
        reverse("indicators:name_forget", args=[name.pk]),
    ):
        assert client.post(url).status_code == 302

    assert not SheetLayout.objects.exists()
    assert not NameChoice.objects.exists()
    assert "Chưa ghi nhớ gì" in text_of(client.get(LIST))


@pytest.mark.parametrize("count", [1, 6])
def test_list_of_lessons_costs_a_fixed_number_of_queries(
    count: int, client: Client, leader: User, django_assert_max_num_queries
) -> None:
    for number in range(count):
        layout = saved(new_layout(fingerprint=f"{number}"))
        saved(new_column_choice(layout=layout, taught_by=leader))
        saved(new_name_choice(text=f"xã {number}", taught_by=leader))
    client.force_login(leader)

    with django_assert_max_num_queries(8):
        client.get(LIST)
