"""What pages and files of periodic reports share: the report, its content, its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from indicators.permissions import access_of, found_or_404
from lsdash.lib.drawing import svg
from lsdash.lib.theme import Cell, Column, Table
from programs.documents import DataTable
from programs.documents.word import shown
from programs.models import OfficialReport, ReportParagraph
from programs.official import Content, Drawing, ReportData, compose, from_json
from programs.permissions import readable_official_reports
from programs.report_forms import AddForm, ParagraphForm
from programs.selectors.official_report import report_data
from programs.selectors.official_reports import outdated_count
from programs.services.official_reports import content_of

PICTURE_WIDTH = 640


@dataclass(frozen=True)
class Whole:
    """A report with what it says; a draft with its paragraphs, and how many are out of date."""

    report: OfficialReport
    content: Content
    paragraphs: tuple[ReportParagraph, ...] = ()
    outdated: int = 0


@dataclass(frozen=True)
class ShownParagraph:
    """`text` as the report says it; `row` and `form` while it can be changed."""

    text: str
    row: ReportParagraph | None = None
    form: forms.Form | None = None


@dataclass(frozen=True)
class ShownDrawing:
    caption: str
    picture: SafeString


@dataclass(frozen=True)
class ShownPart:
    key: str
    heading: str
    level: int
    paragraphs: tuple[ShownParagraph, ...]
    drawings: tuple[ShownDrawing, ...]
    form: forms.Form | None = None  # to add a paragraph


def report_or_404(request: HttpRequest, pk: int) -> OfficialReport:
    reports = readable_official_reports(access_of(request.user))
    return found_or_404(reports.select_related("period", "area", "created_by", "frozen_by"), pk=pk)


def data_now(report: OfficialReport) -> ReportData:
    today = timezone.localdate()
    return report_data(period=report.period, area=report.area, today=today)


def whole_of(report: OfficialReport) -> Whole:
    """As it was frozen; a draft from its paragraphs and the figures as they are now."""
    if report.is_frozen:
        return Whole(report, from_json(report.document))
    data = data_now(report)
    draft, paragraphs = compose(data), list(report.paragraphs.select_related("edited_by"))
    content = content_of(draft, paragraphs, data)
    return Whole(report, content, tuple(paragraphs), outdated_count(draft, paragraphs))


def shown_parts(
    whole: Whole, *, can_write: bool, bound: Mapping[object, forms.Form]
) -> tuple[ShownPart, ...]:
    """The parts in order. `bound` holds forms that were refused, by key of paragraph or section."""
    if whole.report.is_frozen or not can_write:
        return tuple(
            ShownPart(
                part.key,
                part.heading,
                part.level,
                tuple(ShownParagraph(text) for text in part.paragraphs),
                _drawn(part.drawings),
            )
            for part in whole.content.parts
        )
    version = whole.report.version
    return tuple(
        ShownPart(
            part.key,
            part.heading,
            part.level,
            tuple(
                ShownParagraph(row.shown, row, bound.get(row.pk) or ParagraphForm.of(row, version))
                for row in whole.paragraphs
                if row.section == part.key
            ),
            _drawn(part.drawings),
            bound.get(part.key) or AddForm(auto_id=f"them-{part.key}-%s"),
        )
        for part in whole.content.parts
    )


def _drawn(drawings: Sequence[Drawing]) -> tuple[ShownDrawing, ...]:
    return tuple(
        ShownDrawing(
            one.caption,
            # Every text in it was escaped where it was drawn.
            mark_safe(  # noqa: S308
                svg(one.figure, width=PICTURE_WIDTH, height=one.height, title=one.alt)
            ),
        )
        for one in drawings
    )


def shown_table(table: DataTable) -> Table:
    """The table of the page: the very words that the Word file has."""
    return Table(
        caption=table.caption,
        columns=tuple(
            Column(header, numeric=decimals is not None)
            for header, decimals in zip(table.headers, table.decimals, strict=True)
        ),
        rows=tuple(
            tuple(
                Cell(shown(value, decimals))
                for value, decimals in zip(row, table.decimals, strict=True)
            )
            for row in table.rows
        ),
        empty=table.empty,
    )
