"""A periodic report as files: Word in the official layout, its annexes for Excel."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from lsdash.lib.drawing import png
from lsdash.lib.text import strip_marks
from programs.documents import Signature, layout, tables_workbook, word_bytes
from programs.models import OfficialReport
from programs.official import official_document
from programs.selectors.official_reports import letterhead_of, recipients_of

from .official_content import report_or_404, whole_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def report_word(request: HttpRequest, pk: int) -> HttpResponse:
    report = report_or_404(request, pk)
    document = official_document(
        whole_of(report).content,
        letterhead=letterhead_of(report, timezone.localdate()),
        signature=Signature(tuple(report.signer_title.splitlines()), report.signer_name),
        recipients=recipients_of(report),
        picture=png,
        is_draft=not report.is_frozen,
    )
    return _file(report, "bao-cao", "docx", word_bytes(document), WORD)


@require_safe
def report_excel(request: HttpRequest, pk: int) -> HttpResponse:
    report = report_or_404(request, pk)
    content = whole_of(report).content
    mark = "" if report.is_frozen else layout.DRAFT
    made = tables_workbook(content.tables, title=content.subject, mark=mark)
    return _file(report, "phu-luc", "xlsx", made, EXCEL)


def _file(report: OfficialReport, what: str, ending: str, made: bytes, kind: str) -> HttpResponse:
    """As an attachment whose name any machine can keep: “bao-cao-2024q3-tinh-lang-son-ban-1.docx”,
    of a draft with “du-thao” at its end."""
    place = slugify(strip_marks(report.area.name))
    state = "" if report.is_frozen else "-du-thao"
    name = f"{what}-{report.period.code.lower()}-{place}-ban-{report.number}{state}.{ending}"
    return HttpResponse(
        made,
        content_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
