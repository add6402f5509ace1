"""On the page: part of a file, cells that changed meanwhile, and taking an import back."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from indicators.models import BatchState, Figure, FigureChange, ImportBatch, Period, User
from tests.factories.reference import report_of
from tests.factories.rows import new_batch, saved
from tests.indicators.views.examples import example, stored
from tests.indicators.views.upload import confirmed, text_of, uploaded

HALF = {"E4": "12,5"}
pytestmark = pytest.mark.usefixtures("extended_quarter")


@pytest.fixture
def officer(client: Client, van_quan_officer: User) -> Client:
    client.force_login(van_quan_officer)
    return client


def posted(client: Client, name: str, batch: ImportBatch, **data: object) -> HttpResponse:
    return client.post(reverse(f"indicators:{name}", args=[batch.pk]), data, follow=True)


def latest() -> ImportBatch:
    return ImportBatch.objects.latest("pk")


def errors_of(batch: ImportBatch) -> int:
    return sum(problem["level"] == "error" for problem in batch.reading["problems"])


def test_page_asks_to_tick_exactly_the_number_of_refused_cells(officer: Client) -> None:
    preview = uploaded(officer, example("R01").report, example("R01").spoilt(**HALF))

    count = errors_of(latest())
    assert f"Tôi đã xem {count} ô bị từ chối và chỉ nhập phần còn lại" in text_of(preview)
    assert f'name="seen" value="{count}" required' in text_of(preview)


def test_without_the_tick_nothing_is_stored(officer: Client) -> None:
    uploaded(officer, example("R01").report, example("R01").spoilt(**HALF))

    answer = confirmed(officer, latest())

    assert "chỗ bị từ chối, nên chưa lưu gì" in text_of(answer)
    assert not Figure.objects.exists()


def test_ticked_file_is_stored_in_part_and_the_list_says_so(officer: Client) -> None:
    uploaded(officer, example("R01").report, example("R01").spoilt(**HALF))
    batch = latest()

    answer = confirmed(officer, batch, seen=errors_of(batch))

    assert "Nhập một phần" in text_of(answer)
    assert Figure.objects.count() == len(batch.reading["records"])
    listed = text_of(officer.get(reverse("indicators:batch_list")))
    assert "một phần" in listed
    assert f"{errors_of(batch)} chỗ bị từ chối" in listed


def test_marked_copy_comes_back_and_can_be_sent_again(officer: Client) -> None:
    uploaded(officer, example("R01").report, example("R01").spoilt(**HALF))
    answer = officer.get(reverse("indicators:batch_marked", args=[latest().pk]))
    copy = b"".join(answer.streaming_content)

    uploaded(officer, example("R01").report, copy)

    first, again = ImportBatch.objects.order_by("pk")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert copy.startswith(b"PK")
    assert again.reading["records"] == first.reading["records"]
    assert again.reading["problems"] == first.reading["problems"]


def test_file_of_another_district_offers_no_way_to_confirm(officer: Client) -> None:
    preview = uploaded(officer, example("R01").report, example("R02").content)

    assert 'name="seen"' not in text_of(preview)
    assert "xac-nhan" not in text_of(preview)


def test_cells_that_changed_meanwhile_are_listed_with_both_values(officer: Client) -> None:
    uploaded(officer, example("R07").report, example("R07").content)
    stale = latest()
    uploaded(officer, example("R01").report, example("R01").content)
    confirmed(officer, latest())

    refused = confirmed(officer, stale)

    page = refused.context["page"]
    cell = next(c for c in page.meanwhile if (c.stored, c.says) == ("864", "1.530 (ước)"))
    assert cell.seen == "chưa báo cáo"
    assert "đã được người khác sửa sau khi bạn xem trước" in text_of(refused)
    assert "Đang lưu" in text_of(refused)
    assert reverse("indicators:batch_confirm", args=[stale.pk]) not in text_of(refused)
    assert stored(example("R01").report) == example("R01").figures


def test_file_read_again_can_be_confirmed(officer: Client) -> None:
    uploaded(officer, example("R07").report, example("R07").content)
    stale = latest()
    uploaded(officer, example("R01").report, example("R01").content)
    confirmed(officer, latest())

    again = posted(officer, "batch_reread", stale)
    stale.refresh_from_db()
    confirmed(officer, stale)

    assert not again.context["page"].meanwhile
    assert stored(example("R07").report) == example("R07").figures


def test_page_of_an_earlier_reading_stores_nothing(officer: Client) -> None:
    uploaded(officer, example("R01").report, example("R01").content)
    shown = latest()
    posted(officer, "batch_reread", shown)

    answer = confirmed(officer, shown)

    assert "đã được đọc lại sau khi bạn mở trang này" in text_of(answer)
    assert not Figure.objects.exists()


def test_import_is_taken_back_with_its_reason(officer: Client) -> None:
    uploaded(officer, example("R01").report, example("R01").content)
    confirmed(officer, latest())

    answer = posted(officer, "batch_undo", latest(), reason="Nhập nhầm tệp.")

    assert latest().state == BatchState.UNDONE
    assert not Figure.objects.exists()
    assert "170 số liệu trở về chưa báo cáo" in text_of(answer)
    assert "Nhập nhầm tệp." in text_of(answer)
    assert FigureChange.objects.count() == 340


def test_page_offers_no_undoing_once_something_was_built_on_it(officer: Client) -> None:
    uploaded(officer, example("R01").report, example("R01").content)
    first = latest()
    confirmed(officer, first)
    uploaded(officer, example("R07").report, example("R07").content)
    confirmed(officer, latest())

    page = officer.get(first.get_absolute_url())
    answer = posted(officer, "batch_undo", first, reason="Nhầm.")

    assert "lần sửa sau đó dựa trên lượt này" in text_of(page)
    assert 'name="reason"' not in text_of(page)
    assert "Không hoàn tác được" in text_of(answer)
    assert stored(example("R07").report) == example("R07").figures


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"huyện.xlsx", "tỉnh.xlsx"}),
        ("?state=refused", {"tỉnh.xlsx"}),
        ("?state=previewed", {"huyện.xlsx"}),
        ("?person={officer}", {"huyện.xlsx"}),
        ("?area={area}&state=refused", set()),
        ("?state=khong-co", {"huyện.xlsx", "tỉnh.xlsx"}),
    ],
)
def test_list_is_filtered_by_what_is_chosen(
    query: str,
    names: set[str],
    client: Client,
    extended_quarter: Period,
    van_quan_officer: User,
    provincial_officer: User,
) -> None:

    report = report_of("F1", "184")
    saved(new_batch(report=report, file_name="huyện.xlsx", uploaded_by=van_quan_officer))
    province = {"report": report_of("F2", "20"), "uploaded_by": provincial_officer}
    saved(new_batch(file_name="tỉnh.xlsx", state=BatchState.REFUSED, **province))
    client.force_login(provincial_officer)
    asked = query.format(officer=van_quan_officer.pk, area=report.area_id)

    listed = text_of(client.get(reverse("indicators:batch_list") + asked))

    assert {name for name in ("huyện.xlsx", "tỉnh.xlsx") if f">{name}</a>" in listed} == names
