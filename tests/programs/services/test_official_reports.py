from datetime import date
from decimal import Decimal

import pytest

from indicators.models import User
from programs.models import OfficialReport, ReportParagraph
from programs.official import ReportData, from_json
from programs.services.official_reports import (
    OfficialReportRefused,
    add_paragraph,
    edit_paragraph,
    freeze_report,
    refresh_report,
    set_letter,
    start_report,
)
from tests.factories.official import a_quarter, an_indicator, an_obstacle
from tests.factories.reference import period, province
from tests.factories.times import NOW

POVERTY = "chi-tieu.Tỷ lệ hộ nghèo"
OWN_WORDS = "Tỷ lệ hộ nghèo giảm nhanh, vượt kế hoạch."


def started(by: User, data: ReportData | None = None) -> OfficialReport:
    asked = {"period": period("2024Q4"), "area": province(), "data": data or a_quarter()}
    return start_report(**asked, by=by, now=NOW)


def paragraph(report: OfficialReport, key: str = POVERTY) -> ReportParagraph:
    return report.paragraphs.get(key=key)


def corrected() -> ReportData:
    return a_quarter(indicators=(an_indicator(value=Decimal("3.40")),))


def refused(attempt: object) -> str:
    with pytest.raises(OfficialReportRefused) as caught:
        attempt()
    return caught.value.code


def test_draft_holds_every_statement_in_order(provincial_officer: User) -> None:
    report = started(provincial_officer)

    rows = list(report.paragraphs.values_list("section", flat=True))
    assert rows == sorted(rows, key=list(dict.fromkeys(rows)).index)
    assert paragraph(report).shown.startswith("Tỷ lệ hộ nghèo: 3,36")


def test_officers_words_stay_when_figures_are_refreshed(provincial_officer: User) -> None:
    report = started(provincial_officer)
    edit_paragraph(paragraph=paragraph(report), text=OWN_WORDS, by=provincial_officer, now=NOW)

    changed = refresh_report(report=report, data=corrected(), by=provincial_officer, now=NOW)

    kept = paragraph(report)
    assert kept.shown == OWN_WORDS
    assert kept.is_outdated
    told = {one.key: one for one in changed}
    assert "3,36" in told[POVERTY].before
    assert "3,40" in told[POVERTY].after


def test_words_whose_figures_are_gone_are_not_lost(provincial_officer: User) -> None:
    report = started(provincial_officer)
    key = "kho-khan.Chưa phân nhóm"
    edit_paragraph(
        paragraph=paragraph(report, key), text="Đang phân nhóm.", by=provincial_officer, now=NOW
    )

    sorted_now = a_quarter(obstacles=(an_obstacle(),))
    refresh_report(report=report, data=sorted_now, by=provincial_officer, now=NOW)

    assert paragraph(report, key).shown == "Đang phân nhóm."
    assert paragraph(report, key).composed == ""


def test_empty_words_go_back_to_the_composed_ones(provincial_officer: User) -> None:
    report = started(provincial_officer)
    composed = paragraph(report).composed
    asked = {"by": provincial_officer, "now": NOW}
    edit_paragraph(paragraph=paragraph(report), text=OWN_WORDS, **asked)
    edit_paragraph(paragraph=paragraph(report), text="", **asked)

    assert paragraph(report).shown == composed


def test_frozen_report_never_changes_again(provincial_officer: User) -> None:
    report = started(provincial_officer)
    asked = {"by": provincial_officer, "now": NOW}
    edit_paragraph(paragraph=paragraph(report), text=OWN_WORDS, **asked)
    edit_paragraph(paragraph=paragraph(report, "von.loai"), text="", is_left_out=True, **asked)
    add_paragraph(report=report, section="ky-toi", text="Chuẩn bị tổng kết.", **asked)

    report = freeze_report(report=report, data=a_quarter(), **asked)

    content = from_json(report.document)
    words = [text for part in content.parts for text in part.paragraphs]
    assert OWN_WORDS in words
    assert "Chuẩn bị tổng kết." in words
    assert not any(text.startswith("Trong đó") for text in words)
    assert refused(lambda: refresh_report(report=report, data=corrected(), **asked)) == "frozen"
    with_words = {"paragraph": paragraph(report), "text": "Khác"}
    assert refused(lambda: edit_paragraph(**with_words, **asked)) == "frozen"


def test_nobody_freezes_figures_that_they_have_not_seen(provincial_officer: User) -> None:
    report = started(provincial_officer)

    asked = {"report": report, "data": corrected(), "by": provincial_officer, "now": NOW}
    assert refused(lambda: freeze_report(**asked)) == "outdated"


def test_new_version_takes_over_what_officers_wrote(provincial_officer: User) -> None:
    report = started(provincial_officer)
    asked = {"by": provincial_officer, "now": NOW}
    edit_paragraph(paragraph=paragraph(report), text=OWN_WORDS, **asked)
    freeze_report(report=report, data=a_quarter(), **asked)

    again = started(provincial_officer, corrected())

    assert again.number == 2
    assert paragraph(again).shown == OWN_WORDS
    assert paragraph(again).is_outdated


def test_second_draft_of_a_period_is_refused(provincial_officer: User) -> None:
    started(provincial_officer)

    assert refused(lambda: started(provincial_officer)) == "has_draft"


def test_letter_is_not_signed_before_the_period_ends(provincial_officer: User) -> None:
    report = started(provincial_officer)
    asked = {
        "report": report,
        "letter_number": "05/BC-BDT",
        "signer_title": "TRƯỞNG BAN",
        "signer_name": "Nguyễn Văn Mẫu",
        "recipients": "Như trên;",
        "by": provincial_officer,
        "now": NOW,
    }

    assert refused(lambda: set_letter(**asked, signed_on=date(2024, 12, 30))) == "too_early"
    assert set_letter(**asked, signed_on=date(2025, 1, 5)).letter_number == "05/BC-BDT"


def test_people_who_may_not_are_refused(van_quan_officer: User, leader: User) -> None:
    assert refused(lambda: started(van_quan_officer)) == "not_yours"
    assert refused(lambda: started(leader)) == "not_yours"


def test_every_step_is_told(provincial_officer: User) -> None:
    report = started(provincial_officer)
    asked = {"by": provincial_officer, "now": NOW}
    edit_paragraph(paragraph=paragraph(report), text=OWN_WORDS, **asked)
    freeze_report(report=report, data=a_quarter(), **asked)

    assert [event.what for event in report.events.all()] == [
        "Lập bản nháp",
        "Sửa đoạn",
        "Chốt báo cáo",
    ]


def test_second_of_two_people_sees_that_the_first_was_faster(provincial_officer: User) -> None:
    report = started(provincial_officer)
    asked = {"text": OWN_WORDS, "by": provincial_officer, "now": NOW, "version": 1}
    edit_paragraph(paragraph=paragraph(report), **asked)

    assert refused(lambda: edit_paragraph(paragraph=paragraph(report), **asked)) == "overtaken"


def test_paragraph_is_added_again_where_an_emptied_one_is_gone(provincial_officer: User) -> None:
    asked = {"by": provincial_officer, "now": NOW}
    report = started(provincial_officer)
    first = add_paragraph(report=report, section="ky-toi", text="Đoạn một.", **asked)
    add_paragraph(report=report, section="ky-toi", text="Đoạn hai.", **asked)
    edit_paragraph(paragraph=first, text="", is_left_out=False, **asked)
    refresh_report(report=report, data=a_quarter(), **asked)

    add_paragraph(report=report, section="ky-toi", text="Đoạn ba.", **asked)

    own = report.paragraphs.filter(section="ky-toi", composed="").exclude(text="")
    assert list(own.order_by("pk").values_list("text", flat=True)) == ["Đoạn hai.", "Đoạn ba."]
