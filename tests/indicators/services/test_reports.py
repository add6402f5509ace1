"""A report's life: what may follow what, and that every step is on record."""

from datetime import timedelta

import pytest

from indicators.models import Period, Report, ReportEvent, ReportState, User
from indicators.services.checks import FiguresRefused
from indicators.services.reports import (
    Remark,
    ReportRefused,
    approve_clean_reports,
    approve_report,
    extend_report,
    lock_report,
    return_report,
    send_report,
    unlock_report,
)
from tests.factories.figures import GOOD, result_of, write_cells
from tests.factories.reference import commune, communes, district, measure, report_of
from tests.factories.reports import filled, sent_as_it_is, sent_report
from tests.factories.times import NOW, local_time


@pytest.fixture
def report(open_quarter: Period) -> Report:
    return report_of("F1", "180")


@pytest.fixture
def sent(report: Report, trang_dinh_officer: User) -> Report:
    return sent_report(report, by=trang_dinh_officer)


def steps(report: Report) -> list[tuple[str, str, str]]:
    """Every step on record: from, to, by whom."""
    return list(report.events.values_list("from_state", "to_state", "by__username"))


def test_deadline_is_the_midnight_after_the_due_date(report: Report) -> None:
    assert report.deadline() == local_time(2024, 10, 11)


def test_deadline_passes_at_midnight_and_not_a_second_before(report: Report) -> None:
    midnight = local_time(2024, 10, 11)

    assert not report.is_overdue(midnight - timedelta(seconds=1))
    assert report.is_overdue(midnight)


def test_extend_report_is_on_record_with_its_reason(
    report: Report, provincial_officer: User
) -> None:
    until = local_time(2024, 10, 20)

    extend_report(report=report, until=until, by=provincial_officer, now=NOW, reason="Bão số 3")

    event = ReportEvent.objects.get()
    assert report_of("F1", "180").extended_until == until
    assert event.reason == "Gia hạn đến hết ngày 19/10/2024. Bão số 3"
    assert (event.by, event.at) == (provincial_officer, NOW)
    assert (event.from_state, event.to_state) == (ReportState.NOT_SENT, ReportState.NOT_SENT)


def test_send_report_says_who_and_when(sent: Report, trang_dinh_officer: User) -> None:
    stored = report_of("F1", "180")

    assert stored.state == ReportState.SENT
    assert (stored.sent_by, stored.sent_at) == (trang_dinh_officer, NOW)
    assert steps(stored) == [("not_sent", "sent", "trangdinh")]


def test_send_report_twice_is_sending_once(sent: Report, trang_dinh_officer: User) -> None:
    send_report(report=sent, by=trang_dinh_officer, now=NOW + timedelta(hours=1))

    assert report_of("F1", "180").sent_at == NOW
    assert len(steps(sent)) == 1


def test_return_report_needs_a_reason(sent: Report, provincial_officer: User) -> None:
    for reason in ("", "  \n"):
        with pytest.raises(ReportRefused, match="lý do") as refused:
            return_report(report=sent, by=provincial_officer, now=NOW, reason=reason)
        assert refused.value.code == "no_reason"

    assert report_of("F1", "180").state == ReportState.SENT


def test_return_report_keeps_the_reason(sent: Report, provincial_officer: User) -> None:
    return_report(report=sent, by=provincial_officer, now=NOW, reason="Thiếu xã Đoàn Kết")

    assert report_of("F1", "180").state == ReportState.RETURNED
    assert sent.events.last().reason == "Thiếu xã Đoàn Kết"


def test_returned_report_can_be_sent_again(
    sent: Report, trang_dinh_officer: User, provincial_officer: User
) -> None:
    return_report(report=sent, by=provincial_officer, now=NOW, reason="Thiếu xã Đoàn Kết")

    send_report(report=sent, by=trang_dinh_officer, now=NOW + timedelta(days=1))

    assert report_of("F1", "180").sent_at == NOW + timedelta(days=1)
    assert [to for _, to, _ in steps(sent)] == ["sent", "returned", "sent"]


def test_approve_report_says_who_and_when(sent: Report, provincial_officer: User) -> None:
    approve_report(report=sent, by=provincial_officer, now=NOW)

    stored = report_of("F1", "180")
    assert stored.state == ReportState.APPROVED
    assert stored.is_approved
    assert (stored.approved_by, stored.approved_at) == (provincial_officer, NOW)


def test_approve_report_refuses_figures_that_the_reviewer_has_not_seen(
    sent: Report, provincial_officer: User
) -> None:
    with pytest.raises(ReportRefused) as refused:
        approve_report(
            report=sent, by=provincial_officer, now=NOW, expected_version=sent.version - 1
        )

    assert refused.value.code == "changed"
    assert report_of("F1", "180").state == ReportState.SENT


def test_approve_report_makes_its_results_official(
    report: Report, open_quarter: Period, trang_dinh_officer: User, provincial_officer: User
) -> None:
    write_cells(report, GOOD, by=trang_dinh_officer)
    report.refresh_from_db()
    sent_as_it_is(report, by=trang_dinh_officer)
    assert not result_of("ho-ngheo", district("180"), open_quarter).is_official

    approve_report(report=report, by=provincial_officer, now=NOW)

    assert result_of("ho-ngheo", district("180"), open_quarter).is_official


def test_lock_report_follows_approval(sent: Report, provincial_officer: User) -> None:
    approve_report(report=sent, by=provincial_officer, now=NOW)

    lock_report(report=sent, by=provincial_officer, now=NOW)

    assert report_of("F1", "180").state == ReportState.LOCKED
    assert steps(sent) == [
        ("not_sent", "sent", "trangdinh"),
        ("sent", "approved", "canbotinh"),
        ("approved", "locked", "canbotinh"),
    ]


def test_report_that_was_not_sent_can_only_be_sent(
    report: Report, provincial_officer: User
) -> None:
    by_now = {"report": report, "by": provincial_officer, "now": NOW}

    for step, code in [
        (lambda: return_report(**by_now, reason="Sai"), "not_sent"),
        (lambda: approve_report(**by_now), "not_sent"),
        (lambda: lock_report(**by_now), "not_approved"),
    ]:
        with pytest.raises(ReportRefused) as refused:
            step()
        assert refused.value.code == code
    assert report_of("F1", "180").state == ReportState.NOT_SENT
    assert not ReportEvent.objects.exists()


def test_approved_report_cannot_be_sent_returned_or_approved_again(
    sent: Report, provincial_officer: User
) -> None:
    approve_report(report=sent, by=provincial_officer, now=NOW)
    by_now = {"report": sent, "by": provincial_officer, "now": NOW}

    for step, code in [
        (lambda: send_report(**by_now), "approved"),
        (lambda: return_report(**by_now, reason="Sai"), "not_sent"),
        (lambda: approve_report(**by_now), "not_sent"),
    ]:
        with pytest.raises(ReportRefused) as refused:
            step()
        assert refused.value.code == code
        assert str(refused.value).endswith(".")


def test_locked_report_cannot_be_locked_again(sent: Report, provincial_officer: User) -> None:
    approve_report(report=sent, by=provincial_officer, now=NOW)
    lock_report(report=sent, by=provincial_officer, now=NOW)

    with pytest.raises(ReportRefused) as refused:
        lock_report(report=sent, by=provincial_officer, now=NOW)

    assert refused.value.code == "not_approved"
    assert len(steps(sent)) == 3


def test_send_report_keeps_what_was_written_since_it_was_read(
    report: Report, trang_dinh_officer: User
) -> None:
    write_cells(report_of("F1", "180"), GOOD, by=trang_dinh_officer)

    sent_as_it_is(report, by=trang_dinh_officer)

    assert report_of("F1", "180").version == 1


def test_approve_report_that_was_returned_meanwhile_is_refused(
    sent: Report, provincial_officer: User
) -> None:
    elsewhere = report_of("F1", "180")
    return_report(report=elsewhere, by=provincial_officer, now=NOW, reason="Thiếu xã")

    with pytest.raises(ReportRefused):
        approve_report(report=sent, by=provincial_officer, now=NOW)


def test_district_sends_its_own_report_only(report: Report, van_quan_officer: User) -> None:
    with pytest.raises(ReportRefused) as refused:
        send_report(report=report, by=van_quan_officer, now=NOW)

    assert refused.value.code == "not_your_area"
    assert steps(report) == []


def test_leader_sends_nothing(report: Report, leader: User) -> None:
    with pytest.raises(ReportRefused):
        send_report(report=report, by=leader, now=NOW)


@pytest.mark.parametrize("step", [approve_report, lock_report])
def test_district_reviews_nothing(sent: Report, trang_dinh_officer: User, step) -> None:
    with pytest.raises(ReportRefused) as refused:
        step(report=sent, by=trang_dinh_officer, now=NOW)

    assert refused.value.code == "not_reviewer"


def test_extension_needs_a_reason(report: Report, provincial_officer: User) -> None:
    with pytest.raises(ReportRefused) as refused:
        extend_report(report=report, until=NOW, by=provincial_officer, now=NOW, reason=" ")

    assert refused.value.code == "no_reason"


def test_report_without_figures_is_not_sent(report: Report, trang_dinh_officer: User) -> None:
    with pytest.raises(ReportRefused) as refused:
        send_report(report=report, by=trang_dinh_officer, now=NOW)

    assert refused.value.code == "empty"


def test_blanks_are_confirmed_by_their_number(report: Report, trang_dinh_officer: User) -> None:
    write_cells(report, GOOD, by=trang_dinh_officer)

    with pytest.raises(ReportRefused) as refused:
        send_report(report=report, by=trang_dinh_officer, now=NOW, confirmed_blanks=150)
    assert (refused.value.code, "151 ô chưa có số liệu" in str(refused.value)) == ("blanks", True)

    send_report(report=report, by=trang_dinh_officer, now=NOW, confirmed_blanks=151)
    assert report.events.get().reason == "Xác nhận 151 ô chưa có số liệu."


def test_contradiction_stops_the_sending_and_names_its_cell(
    report: Report, trang_dinh_officer: User
) -> None:
    cells = {"06001": {"hh_total": 750, "poor_hh": 60, "poor_rate": 20}}
    write_cells(report, cells, by=trang_dinh_officer)

    with pytest.raises(ReportRefused) as refused:
        sent_as_it_is(report, by=trang_dinh_officer)

    assert refused.value.code == "errors"
    assert "Xã Đoàn Kết: “Tỷ lệ hộ nghèo như báo cáo nêu” ghi 20" in str(refused.value)


def test_overdue_report_is_not_sent(report: Report, trang_dinh_officer: User) -> None:
    filled(report, by=trang_dinh_officer)

    with pytest.raises(ReportRefused) as refused:
        send_report(report=report, by=trang_dinh_officer, now=local_time(2024, 10, 11))

    assert refused.value.code == "overdue"


def test_late_return_needs_time_to_correct(sent: Report, provincial_officer: User) -> None:
    late = local_time(2024, 10, 15)

    with pytest.raises(ReportRefused) as refused:
        return_report(report=sent, by=provincial_officer, now=late, reason="Sai")
    assert refused.value.code == "no_time"

    until = late + timedelta(days=3)
    return_report(report=sent, by=provincial_officer, now=late, reason="Sai", until=until)
    assert report_of("F1", "180").extended_until == until


def test_return_marks_cells_of_this_report_only(sent: Report, provincial_officer: User) -> None:
    own = Remark((measure("hh_total").pk, commune("06001").pk), "Giảm nhiều")
    foreign = Remark((measure("hh_total").pk, district("184").children.first().pk))

    with pytest.raises(ReportRefused) as refused:
        return_report(
            report=sent, by=provincial_officer, now=NOW, reason="Sai", remarks=[own, foreign]
        )
    assert refused.value.code == "foreign_cell"
    assert report_of("F1", "180").state == ReportState.SENT

    return_report(report=sent, by=provincial_officer, now=NOW, reason="Sai", remarks=[own])
    assert sent.events.last().remarks.get().text == "Giảm nhiều"


def test_unlock_opens_one_report_until_its_end(
    sent: Report, trang_dinh_officer: User, provincial_officer: User
) -> None:
    approve_report(report=sent, by=provincial_officer, now=NOW)
    lock_report(report=sent, by=provincial_officer, now=NOW)
    later = local_time(2024, 12, 1, 9)
    end = later + timedelta(days=2)

    unlock_report(report=sent, by=provincial_officer, now=later, reason="Sai xã", until=end)

    stored = report_of("F1", "180")
    assert (stored.state, stored.approved_by) == (ReportState.RETURNED, None)
    assert "Mở chốt đến 09:00 ngày 03/12/2024. Sai xã" in stored.events.last().reason
    cells = {"06001": {"hh_total": 751}}
    assert write_cells(stored, cells, by=trang_dinh_officer, now=end - timedelta(seconds=1)).changed
    with pytest.raises(FiguresRefused):
        write_cells(stored, {"06001": {"hh_total": 752}}, by=trang_dinh_officer, now=end)


def test_unlocked_report_is_official_no_more(
    sent: Report, open_quarter: Period, provincial_officer: User
) -> None:
    approve_report(report=sent, by=provincial_officer, now=NOW)
    assert result_of("ho-ngheo", district("180"), open_quarter).is_official

    until = NOW + timedelta(days=1)
    unlock_report(report=sent, by=provincial_officer, now=NOW, reason="Sai xã", until=until)

    assert not result_of("ho-ngheo", district("180"), open_quarter).is_official


@pytest.mark.parametrize(
    ("reason", "days", "code"), [(" ", 1, "no_reason"), ("Sai xã", 0, "past_end")]
)
def test_unlock_needs_a_reason_and_an_end(
    reason: str, days: int, code: str, sent: Report, provincial_officer: User
) -> None:
    approve_report(report=sent, by=provincial_officer, now=NOW)

    with pytest.raises(ReportRefused) as refused:
        unlock_report(
            report=sent,
            by=provincial_officer,
            now=NOW,
            reason=reason,
            until=NOW + timedelta(days=days),
        )

    assert refused.value.code == code


def test_clean_reports_are_approved_together_or_not_at_all(
    sent: Report, van_quan_officer: User, provincial_officer: User
) -> None:
    with_blanks = report_of("F1", "184")
    write_cells(
        with_blanks, {communes(district("184"))[0].code: {"hh_total": 750}}, by=van_quan_officer
    )
    sent_as_it_is(with_blanks, by=van_quan_officer)

    with pytest.raises(ReportRefused, match="Huyện Văn Quan"):
        approve_clean_reports(reports=[sent, with_blanks], by=provincial_officer, now=NOW)
    assert report_of("F1", "180").state == ReportState.SENT

    approve_clean_reports(reports=[sent], by=provincial_officer, now=NOW)
    assert report_of("F1", "180").state == ReportState.APPROVED
