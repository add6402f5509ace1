"""Report forms: their versions, columns, and what was done with them."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from indicators.models import FormEvent, FormMeasure, ReportForm


@dataclass(frozen=True)
class FormRow:
    """A form by its newest version; its reports are those of all versions."""

    newest: ReportForm
    versions: tuple[ReportForm, ...]  # the newest first
    columns: int
    reports: int


@dataclass(frozen=True)
class Heading:
    """A column with the levels of its heading, the top one first."""

    column: FormMeasure
    levels: tuple[str, ...]


@dataclass(frozen=True)
class FormPage:
    form: ReportForm
    headings: tuple[Heading, ...]
    versions: tuple[ReportForm, ...]  # the newest first
    events: tuple[FormEvent, ...]  # of all versions, the newest first
    reports: int  # of this version

    @property
    def can_be_revised(self) -> bool:
        return self.form.valid_to is None


def form_rows() -> tuple[FormRow, ...]:
    """Every form once; two queries."""
    versions: dict[str, list[ReportForm]] = defaultdict(list)
    columns = dict(FormMeasure.objects.values_list("form").annotate(number=Count("pk")).order_by())
    rows = ReportForm.objects.annotate(report_count=Count("reports"))
    for form in rows.order_by("code", "-valid_from"):
        versions[form.code].append(form)
    return tuple(
        FormRow(
            newest=found[0],
            versions=tuple(found),
            columns=columns.get(found[0].pk, 0),
            reports=sum(form.report_count for form in found),
        )
        for found in versions.values()
    )


def form_page(form: ReportForm) -> FormPage:
    """One version; four queries."""
    columns = form.form_measures.select_related("measure").order_by("position")
    events = FormEvent.objects.filter(form__code=form.code).select_related("by", "form")
    return FormPage(
        form=form,
        headings=tuple(Heading(c, tuple(c.header.split("|"))) for c in columns),
        versions=tuple(ReportForm.objects.filter(code=form.code).order_by("-valid_from")),
        events=tuple(events.order_by("-at", "-pk")),
        reports=form.reports.count(),
    )
