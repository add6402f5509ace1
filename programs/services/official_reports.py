"""The one way in for periodic reports: begun from data, refreshed, edited, frozen."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from indicators.models import Area, Period, User
from indicators.permissions import access_of
from programs.models import (
    PARAGRAPH_LENGTH,
    OfficialReport,
    OfficialReportEvent,
    ReportParagraph,
)
from programs.official import Content, Draft, Part, ReportData, compose, drawings, to_json
from programs.permissions import keeps_capital

from .refusals import WorkRefused

OWN = "rieng"  # paragraphs that an officer added: key "rieng.<section>.<number>"


class OfficialReportRefused(WorkRefused):
    """The report was left as it was."""


@dataclass(frozen=True)
class Changed:
    """A paragraph whose figures changed; `before` or `after` is empty where there was none."""

    key: str
    before: str
    after: str


@transaction.atomic
def start_report(
    *, period: Period, area: Area, data: ReportData, by: User, now: datetime
) -> OfficialReport:
    """A draft of a period and area. What officers wrote in the last frozen version is taken over.

    Raises OfficialReportRefused without the right, or while there is a draft already.
    """
    _check_right(by)
    versions = OfficialReport.objects.filter(period=period, area=area)
    if versions.filter(frozen_at__isnull=True).exists():
        message = "Kỳ này đang có một bản nháp. Hãy tiếp tục bản đó."
        raise OfficialReportRefused("has_draft", message)
    last = versions.order_by("-number").first()
    report = OfficialReport(
        period=period,
        area=area,
        number=(last.number if last else 0) + 1,
        composed_at=now,
        created_at=now,
        created_by=by,
    )
    if last is not None:
        for name in ("signer_title", "signer_name", "recipients"):
            setattr(report, name, getattr(last, name))
    report.full_clean()
    report.save()
    _lay_out(report, compose(data), _taken_over(last))
    _tell(report, "Lập bản nháp", by=by, now=now)
    return report


@transaction.atomic
def refresh_report(
    *, report: OfficialReport, data: ReportData, by: User, now: datetime
) -> list[Changed]:
    """Composes anew from the data as they are now; officers' own words stay. Returns what the data
    say differently, in the order of the report."""
    report = _held(report, by)
    before = {paragraph.key: paragraph for paragraph in report.paragraphs.all()}
    draft = compose(data)
    changed = _changes(before, draft)
    report.paragraphs.all().delete()
    _lay_out(report, draft, before)
    report.composed_at = now
    report.save(update_fields=["composed_at"])
    told = {one.key: [one.before, one.after] for one in changed}
    _tell(report, "Tổng hợp lại số liệu", by=by, now=now, changes=told)
    return changed


@transaction.atomic
def edit_paragraph(
    *,
    paragraph: ReportParagraph,
    text: str,
    by: User,
    now: datetime,
    is_left_out: bool = False,
    version: int | None = None,
) -> ReportParagraph:
    """An officer's words instead of the composed ones; empty goes back to those."""
    report = _held(paragraph.report, by, version)
    paragraph = report.paragraphs.get(pk=paragraph.pk)
    text = text.strip().replace("\r\n", "\n")
    if len(text) > PARAGRAPH_LENGTH:
        raise OfficialReportRefused("too_long", f"Không quá {PARAGRAPH_LENGTH} ký tự.", "text")
    text = "" if text == paragraph.composed else text
    before = paragraph.shown
    paragraph.text, paragraph.is_left_out = text, is_left_out
    paragraph.seen = paragraph.composed if text else ""
    paragraph.edited_at, paragraph.edited_by = now, by
    paragraph.save()
    if before != paragraph.shown:
        told = {paragraph.key: [before, paragraph.shown]}
        _tell(report, "Sửa đoạn", by=by, now=now, changes=told)
    return paragraph


@transaction.atomic
def add_paragraph(
    *, report: OfficialReport, section: str, text: str, by: User, now: datetime
) -> ReportParagraph:
    """A paragraph of the officer's own at the end of a section."""
    report = _held(report, by)
    text = text.strip()
    if not text or len(text) > PARAGRAPH_LENGTH:
        message = f"Hãy ghi nội dung đoạn, không quá {PARAGRAPH_LENGTH} ký tự."
        raise OfficialReportRefused("no_text", message, "text")
    own = f"{OWN}.{section}."
    keys = report.paragraphs.filter(key__startswith=own).values_list("key", flat=True)
    # Behind the highest, not their number: one that was emptied is gone after a refresh.
    number = max((int(key.removeprefix(own)) for key in keys), default=0) + 1
    last = report.paragraphs.filter(section=section).aggregate(last=Max("position"))["last"]
    paragraph = ReportParagraph.objects.create(
        report=report,
        key=f"{own}{number}",
        section=section,
        position=last or 0,
        text=text,
        edited_at=now,
        edited_by=by,
    )
    _tell(report, "Thêm đoạn", by=by, now=now, changes={paragraph.key: ["", text]})
    return paragraph


@transaction.atomic
def set_letter(
    *,
    report: OfficialReport,
    letter_number: str,
    signed_on: date | None,
    signer_title: str,
    signer_name: str,
    recipients: str,
    by: User,
    now: datetime,
    version: int | None = None,
) -> OfficialReport:
    """Number, day, who signs and who gets it. Raises OfficialReportRefused for a day before the end
    of the period."""
    report = _held(report, by, version)
    if signed_on is not None and signed_on < report.period.ends_on:
        raise OfficialReportRefused(
            "too_early",
            f"Ngày ký không được trước ngày cuối kỳ {report.period.ends_on:%d/%m/%Y}.",
            "signed_on",
        )
    report.letter_number, report.signed_on = letter_number.strip(), signed_on
    report.signer_title, report.signer_name = signer_title.strip(), signer_name.strip()
    report.recipients = recipients.strip()
    try:
        report.full_clean()
    except ValidationError as wrong:
        raise OfficialReportRefused.of(wrong) from wrong
    report.save()
    _tell(report, "Ghi số, ngày, người ký", by=by, now=now)
    return report


@transaction.atomic
def freeze_report(
    *,
    report: OfficialReport,
    data: ReportData,
    by: User,
    now: datetime,
    version: int | None = None,
) -> OfficialReport:
    """Keeps everything that the report says; it never changes again.

    Raises OfficialReportRefused where the figures have changed since they were composed, so that
    nobody freezes what they have not seen.
    """
    report = _held(report, by, version)
    paragraphs = list(report.paragraphs.all())
    draft = compose(data)
    if changed := _changes({p.key: p for p in paragraphs}, draft):
        raise OfficialReportRefused(
            "outdated",
            f"Số liệu của {len(changed)} đoạn đã đổi từ lần tổng hợp "
            f"{localdate(report.composed_at):%d/%m/%Y}. Hãy tổng hợp lại và xem những gì đã đổi.",
        )
    content = content_of(draft, paragraphs, data)
    report.document = to_json(content)
    report.frozen_at, report.frozen_by = now, by
    report.full_clean()
    report.save()
    _tell(report, "Chốt báo cáo", by=by, now=now)
    return report


def content_of(draft: Draft, paragraphs: list[ReportParagraph], data: ReportData) -> Content:
    """What the report says: the officers' words where there are any, else the composed ones."""
    pictures = drawings(data)
    return Content(
        draft.subject,
        tuple(
            Part(
                section.key,
                section.heading,
                section.level,
                tuple(p.shown for p in paragraphs if p.section == section.key and p.shown),
                tuple(one for one in pictures if one.section == section.key),
            )
            for section in draft.sections
        ),
        draft.annexes,
    )


def _changes(before: dict[str, ReportParagraph], draft: Draft) -> list[Changed]:
    now = {one.key: one.text for one in draft.statements}
    keys = [*now, *(k for k, p in before.items() if k not in now and p.composed)]
    return [
        Changed(
            key,
            before[key].composed if key in before else "",
            now.get(key, ""),
        )
        for key in keys
        if (before[key].composed if key in before else "") != now.get(key, "")
    ]


def _taken_over(last: OfficialReport | None) -> dict[str, ReportParagraph]:
    if last is None:
        return {}
    return {p.key: p for p in last.paragraphs.all() if p.text or p.is_left_out}


def _lay_out(report: OfficialReport, draft: Draft, before: dict[str, ReportParagraph]) -> None:
    """Every statement as a paragraph; own words come along by their keys, also those whose
    statement is gone, at the end of their section."""
    rows = []
    for section in draft.sections:
        keys = {one.key for one in section.statements}
        rows += [
            _row(report, one.key, section.key, one.text, before.get(one.key))
            for one in section.statements
        ]
        kept = [p for p in before.values() if p.section == section.key and p.key not in keys]
        rows += [_row(report, p.key, p.section, "", p) for p in kept if p.text]
    for position, row in enumerate(rows):
        row.position = position
    ReportParagraph.objects.bulk_create(rows)


def _row(
    report: OfficialReport, key: str, section: str, composed: str, before: ReportParagraph | None
) -> ReportParagraph:
    row = ReportParagraph(report=report, key=key, section=section, composed=composed)
    if before is not None:
        row.text, row.seen, row.is_left_out = before.text, before.seen, before.is_left_out
        row.edited_at, row.edited_by_id = before.edited_at, before.edited_by_id
    return row


def _check_right(by: User) -> None:
    if not keeps_capital(access_of(by)):
        message = "Chỉ cán bộ tỉnh lập và sửa báo cáo định kỳ."
        raise OfficialReportRefused("not_yours", message)


def _held(report: OfficialReport, by: User, version: int | None = None) -> OfficialReport:
    _check_right(by)
    rows = OfficialReport.objects.select_for_update(of=("self",)).select_related("period", "area")
    report = rows.get(pk=report.pk)
    if report.is_frozen:
        message = "Báo cáo đã chốt nên không sửa được. Hãy lập bản mới."
        raise OfficialReportRefused("frozen", message)
    if version is not None and version != report.version:
        raise OfficialReportRefused(
            "overtaken",
            "Người khác vừa sửa báo cáo này sau khi bạn mở trang. Hãy xem lại; những gì bạn đã ghi "
            "vẫn còn bên dưới.",
        )
    return report


def _tell(
    report: OfficialReport,
    what: str,
    *,
    by: User,
    now: datetime,
    changes: dict[str, list[str]] | None = None,
) -> None:
    report.version += 1
    report.save(update_fields=["version"])
    OfficialReportEvent.objects.create(
        report=report, what=what, at=now, by=by, changes=changes or {}
    )
