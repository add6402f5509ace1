"""The province reviews: queue, one report, and every decision, as the browser sends it."""

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicators.models import CellRemark, Figure, Period, Report, ReportState, User
from indicators.review_forms import LONGEST_MARK, end_of
from tests.factories.figures import write_cells
from tests.factories.reference import commune, measure, report_of
from tests.factories.reports import (
    explained,
    filled,
    filled_last_quarter,
    sent_as_it_is,
    sent_report,
)

from .upload import text_of

QUEUE = "/duyet/"


@pytest.fixture
def reviewer(provincial_officer: User, client: Client) -> Client:
    client.force_login(provincial_officer)
    return client


@pytest.fixture
def sent(open_quarter: Period, trang_dinh_officer: User) -> Report:
    """Clean: full, without any past to differ from."""
    return sent_report(report_of("F1", "180"), by=trang_dinh_officer)


@pytest.fixture
def odd(open_quarter: Period, van_quan_officer: User) -> Report:
    """A jump in every row, explained by the district."""
    filled_last_quarter("184", by=van_quan_officer, poor_hh=90)
    report = filled(report_of("F1", "184"), by=van_quan_officer)
    explained(report, "Rà soát cuối kỳ.")
    return sent_as_it_is(report, by=van_quan_officer)


def step(client: Client, report: Report, name: str, **data: object) -> HttpResponse:
    return client.post(reverse(f"indicators:review_{name}", args=[report.pk]), data)


def state(report: Report) -> str:
    return Report.objects.get(pk=report.pk).state


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def mark(code: str, area: str = "06001") -> str:
    return f"{measure(code).pk}-{commune(area).pk}"


# The queue


def test_queue_says_when_nothing_waits(open_quarter: Period, reviewer: Client) -> None:
    page = text_of(reviewer.get(QUEUE))

    assert "Không có báo cáo nào chờ duyệt" in page
    assert "Duyệt các báo cáo đã chọn" not in page


def test_queue_tells_of_each_report_what_to_look_at(
    sent: Report, odd: Report, reviewer: Client
) -> None:
    page = text_of(reviewer.get(QUEUE))

    assert "2 báo cáo chờ duyệt" in page
    assert "Sạch" in page
    assert "17 cảnh báo, đều có giải thích" in page
    assert "số hộ nghèo 90 → 60 (−33,3\u202f%)" in page
    assert page.count('name="bao_cao"') == 1  # only the clean one can be ticked


def test_queue_filter_stays_in_the_address_of_every_report(
    sent: Report, odd: Report, reviewer: Client
) -> None:
    page = text_of(reviewer.get(QUEUE, {"ky": "2024Q3", "bieu": "F1"}))

    assert f'href="/duyet/{odd.pk}/?ky=2024Q3&amp;bieu=F1"' in page
    assert '<option value="2024Q3" selected>' in page


def test_queue_filter_without_a_match_says_what_waits_elsewhere(
    sent: Report, reviewer: Client
) -> None:
    page = text_of(reviewer.get(QUEUE, {"ky": "2020Q1"}))

    assert "Còn 1 báo cáo chờ duyệt ở kỳ hoặc biểu khác" in page


def test_clean_reports_are_approved_together(
    sent: Report, van_quan_officer: User, reviewer: Client
) -> None:
    other = sent_report(report_of("F1", "184"), by=van_quan_officer)

    answer = reviewer.post(f"{QUEUE}?ky=2024Q3", {"bao_cao": [sent.pk, other.pk]}, follow=True)

    assert answer.redirect_chain == [(f"{QUEUE}?ky=2024Q3", 302)]
    assert "Đã duyệt 2 báo cáo: Huyện Tràng Định, Huyện Văn Quan." in text_of(answer)
    assert state(sent) == state(other) == ReportState.APPROVED


def test_report_that_is_not_clean_stops_all_and_stays_ticked(
    sent: Report, odd: Report, reviewer: Client
) -> None:
    answer = reviewer.post(QUEUE, {"bao_cao": [sent.pk, odd.pk]})

    assert answer.status_code == 422
    page = text_of(answer)
    assert "Báo cáo của Huyện Văn Quan có chỗ cần xem" in page
    assert "Chưa duyệt báo cáo nào" in page
    assert page.count(" checked>") == 2
    assert state(sent) == state(odd) == ReportState.SENT


@pytest.mark.parametrize("ticked", [[], ["x"], ["999999"], ["²"]], ids=str)
def test_approving_nothing_says_so(ticked: list[str], sent: Report, reviewer: Client) -> None:
    answer = reviewer.post(QUEUE, {"bao_cao": ticked})

    assert answer.status_code == 422
    assert "Hãy đánh dấu ít nhất một báo cáo sạch" in text_of(answer)


def test_leader_reads_the_queue_and_a_report_without_any_button(
    sent: Report, leader: User, client: Client
) -> None:
    client.force_login(leader)

    for url in (QUEUE, f"/duyet/{sent.pk}/"):
        page = text_of(client.get(url))
        main = page[page.index("<main") :]
        assert "Huyện Tràng Định" in main
        assert 'method="post"' not in main
        assert "checkbox" not in main


# One report


def test_report_jumps_from_each_warning_to_its_cell(odd: Report, reviewer: Client) -> None:
    page = text_of(reviewer.get(f"/duyet/{odd.pk}/"))

    links = re.findall(r'point__head"><a href="#([^"]+)"', page)
    assert len(links) == 17
    assert all(page.count(f'id="{link}"') == 1 for link in links)
    assert page.count("Huyện ghi chú: “Rà soát cuối kỳ.”") == 17


def test_report_has_a_box_for_every_cell_once(odd: Report, reviewer: Client) -> None:
    page = text_of(reviewer.get(f"/duyet/{odd.pk}/"))

    boxes = re.findall(r'name="o" value="([^"]+)"', page)
    figures = Figure.objects.filter(report=odd).values_list("measure_id", "area_id")
    assert sorted(boxes) == sorted(f"{measure}-{area}" for measure, area in figures)


def test_report_keeps_blank_cells_visible(
    open_quarter: Period, trang_dinh_officer: User, reviewer: Client
) -> None:
    report = report_of("F1", "180")
    write_cells(report, {"06001": {"hh_total": 750, "poor_hh": None}}, by=trang_dinh_officer)
    report.refresh_from_db()
    sent_as_it_is(report, by=trang_dinh_officer)

    page = text_of(reviewer.get(f"/duyet/{report.pk}/"))

    assert page.count("<b>chưa báo cáo</b>") > 100
    assert "<b>–</b>" in page


def test_unknown_report_is_not_found(reviewer: Client) -> None:
    assert reviewer.get("/duyet/999999/").status_code == 404


def test_note_that_looks_like_markup_is_text(odd: Report, reviewer: Client) -> None:
    Figure.objects.filter(report=odd).update(note="<script>alert(1)</script>")

    page = text_of(reviewer.get(f"/duyet/{odd.pk}/"))

    assert "<script>alert" not in page


# Decisions


def test_approve_goes_back_to_the_queue_as_it_was_filtered(sent: Report, reviewer: Client) -> None:
    url = reverse("indicators:review_approve", args=[sent.pk])

    answer = reviewer.post(f"{url}?bieu=F1&x=1", {"version": sent.version}, follow=True)

    assert answer.redirect_chain == [(f"{QUEUE}?bieu=F1", 302)]
    assert "Đã duyệt biểu F1 quý III năm 2024 của Huyện Tràng Định." in text_of(answer)
    assert state(sent) == ReportState.APPROVED


def test_approve_of_figures_that_changed_since_is_refused(sent: Report, reviewer: Client) -> None:
    answer = step(reviewer, sent, "approve", version=sent.version - 1)

    assert answer.status_code == 422
    assert "Số liệu đã thay đổi từ khi bạn mở trang" in text_of(answer)
    assert state(sent) == ReportState.SENT


def test_approve_twice_tells_that_it_is_done(sent: Report, reviewer: Client) -> None:
    step(reviewer, sent, "approve", version=sent.version)

    answer = step(reviewer, sent, "approve", version=sent.version)

    assert answer.status_code == 422
    assert "Chỉ duyệt được báo cáo đã gửi" in text_of(answer)


def test_return_marks_cells_and_gives_time_until_the_end_of_the_day(
    sent: Report, reviewer: Client
) -> None:
    poor, total = mark("poor_hh"), mark("hh_total")

    answer = step(
        reviewer,
        sent,
        "return",
        reason="Kiểm tra lại",
        until=in_days(3),
        o=[poor, total, poor],
        **{f"t-{poor}": " Giảm nhiều ", f"t-{mark('elec_hh')}": "không đánh dấu"},
    )

    assert answer.status_code == 302
    report = Report.objects.get(pk=sent.pk)
    assert report.state == ReportState.RETURNED
    assert report.extended_until == end_of(timezone.localdate() + timedelta(days=3))
    assert list(CellRemark.objects.values_list("measure__code", "text")) == [
        ("poor_hh", "Giảm nhiều"),
        ("hh_total", ""),
    ]


def test_return_without_a_reason_keeps_what_was_typed(sent: Report, reviewer: Client) -> None:
    poor = mark("poor_hh")

    answer = step(reviewer, sent, "return", until="7/8", o=poor, **{f"t-{poor}": "Giảm <nhiều>"})

    page = text_of(answer)
    assert answer.status_code == 422
    assert "Hãy ghi lý do trả lại để huyện biết phải sửa gì." in page
    assert "Ngày này không đọc được" in page
    assert 'value="7/8"' in page
    assert f'value="{poor}" form="tra-lai" checked>' in page
    assert 'value="Giảm &lt;nhiều&gt;"' in page
    assert state(sent) == ReportState.SENT
    assert not CellRemark.objects.exists()


def test_return_of_a_late_report_needs_a_new_deadline(sent: Report, reviewer: Client) -> None:
    answer = step(reviewer, sent, "return", reason="Sai số hộ", until="")

    page = text_of(answer)
    assert answer.status_code == 422
    assert "Đã quá hạn gửi: hãy ghi hạn sửa lại" in page
    assert "Sai số hộ</textarea>" in page


def test_return_until_yesterday_is_refused_beside_the_date(sent: Report, reviewer: Client) -> None:
    answer = step(reviewer, sent, "return", reason="Sai", until=in_days(-1))

    assert answer.status_code == 422
    assert 'id="return-until-error">Hạn sửa lại phải sau lúc này.' in text_of(answer)


def test_return_takes_a_date_as_people_write_it(sent: Report, reviewer: Client) -> None:
    day = timezone.localdate() + timedelta(days=2)

    step(reviewer, sent, "return", reason="Sai", until=f"{day:%d/%m/%Y}")

    assert Report.objects.get(pk=sent.pk).extended_until == end_of(day)


def test_return_with_a_foreign_cell_stores_nothing(sent: Report, reviewer: Client) -> None:
    foreign = mark("poor_hh", "06316")

    answer = step(reviewer, sent, "return", reason="Sai", until=in_days(3), o=foreign)

    assert answer.status_code == 422
    assert "Có ô được đánh dấu không thuộc báo cáo này" in text_of(answer)
    assert state(sent) == ReportState.SENT


def test_return_with_a_text_too_long_says_so(sent: Report, reviewer: Client) -> None:
    poor = mark("poor_hh")
    long = {f"t-{poor}": "x" * (LONGEST_MARK + 1)}

    answer = step(reviewer, sent, "return", reason="Sai", until=in_days(3), o=poor, **long)

    assert answer.status_code == 422
    assert f"dài quá {LONGEST_MARK} ký tự" in text_of(answer)


def test_marked_cells_can_be_written_about_before_returning(sent: Report, reviewer: Client) -> None:
    poor = mark("poor_hh")

    answer = step(reviewer, sent, "return", reason="Sai", o=poor, **{"ghi-tung-o": "1"})

    page = text_of(answer)
    assert answer.status_code == 200
    assert f'name="t-{poor}"' in page
    assert page.count(f'name="o" value="{poor}"') == 1
    assert "Sai</textarea>" in page
    assert 'role="alert"' not in page
    assert state(sent) == ReportState.SENT


def test_lock_follows_approval(sent: Report, reviewer: Client) -> None:
    step(reviewer, sent, "approve", version=sent.version)
    assert "Chốt báo cáo" in text_of(reviewer.get(f"/duyet/{sent.pk}/"))

    step(reviewer, sent, "lock")

    assert state(sent) == ReportState.LOCKED
    assert "Chốt báo cáo" not in text_of(reviewer.get(f"/duyet/{sent.pk}/"))


def test_unlock_has_a_reason_and_an_end(sent: Report, reviewer: Client) -> None:
    step(reviewer, sent, "approve", version=sent.version)
    step(reviewer, sent, "lock")

    refused = step(reviewer, sent, "unlock", reason="Sai", until="")
    assert refused.status_code == 422
    assert "Hãy chọn ngày cuối cùng." in text_of(refused)
    assert state(sent) == ReportState.LOCKED

    step(reviewer, sent, "unlock", reason="Sai số hộ", until=in_days(2))

    assert state(sent) == ReportState.RETURNED
    day = timezone.localdate() + timedelta(days=2)
    said = f"Mở chốt đến hết ngày {day:%d/%m/%Y}. Sai số hộ"
    assert said in text_of(reviewer.get(f"/duyet/{sent.pk}/"))


def test_extension_of_a_missing_report_is_on_its_timeline(
    open_quarter: Period, reviewer: Client
) -> None:
    report = report_of("F1", "184")

    refused = step(reviewer, report, "extend", reason=" ", until=in_days(4))
    step(reviewer, report, "extend", reason="Bão số 3", until=in_days(4))

    assert refused.status_code == 422
    assert "Hãy ghi lý do." in text_of(refused)
    page = text_of(reviewer.get(f"/duyet/{report.pk}/"))
    assert "<strong>Gia hạn</strong>" in page
    assert "Bão số 3" in page


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("lock", {}),
        ("unlock", {"reason": "Sai", "until": in_days(3)}),
        ("approve", {"version": "0"}),
        ("approve", {"version": "x"}),
        ("return", {"reason": "Sai", "until": in_days(3)}),
    ],
)
def test_step_that_the_state_forbids_is_said_and_changes_nothing(
    name: str, data: dict, open_quarter: Period, reviewer: Client
) -> None:
    report = report_of("F1", "184")

    answer = step(reviewer, report, name, **data)

    assert answer.status_code == 422
    assert 'class="error-summary"' in text_of(answer)
    assert state(report) == ReportState.NOT_SENT
    assert not report.events.exists()


@pytest.mark.parametrize("name", ["approve", "return", "lock", "unlock", "extend"])
def test_leader_decides_nothing(name: str, sent: Report, leader: User, client: Client) -> None:
    client.force_login(leader)

    assert step(client, sent, name, reason="Sai", version=sent.version).status_code == 403
    assert state(sent) == ReportState.SENT
