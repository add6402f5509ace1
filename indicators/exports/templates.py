"""Template files to hand out: one workbook, or those of all districts in one archive."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.models import Area, Period, Report, ReportForm
from indicators.selectors.templates import Key, Prefilled, prefilled_templates
from indicators.sheets.spec import FormSpec
from indicators.sheets.template.book import write_template
from indicators.sheets.template.spec import Shown, Template, TemplateRow
from indicators.wording import target_text
from lsdash.lib.text import strip_marks

# The archive's files are zipped already.
_STORED = zipfile.ZIP_STORED
_OLDEST = (1980, 1, 1, 0, 0, 0)  # what a zip can say; the same report gives the same archive


@dataclass(frozen=True)
class TemplateFile:
    name: str
    content: bytes


def template_files(
    *, form: ReportForm, period: Period, reports: Sequence[Report]
) -> list[TemplateFile]:
    """One workbook for each of the reports, which share form and period."""
    return [
        TemplateFile(_file_name(found), write_template(_template(found)))
        for found in prefilled_templates(form=form, period=period, reports=reports)
    ]


def archive(files: Sequence[TemplateFile]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", _STORED) as package:
        for file in files:
            package.writestr(zipfile.ZipInfo(file.name, _OLDEST), file.content)
    return stream.getvalue()


def _file_name(found: Prefilled) -> str:
    """ "F1_2024Q3_180_trang-dinh.xlsx"."""
    words = "-".join(strip_marks(found.area.short_name).lower().split())
    return f"{found.form.code}_{found.period.code}_{found.area.code}_{words}.xlsx"


def _template(found: Prefilled) -> Template:
    return Template(
        form=found.form,
        area=found.area,
        period=found.period.code,
        period_label=found.period.label,
        before_label=found.before_label,
        rows=tuple(_row(found, area) for area in found.rows),
    )


def _row(found: Prefilled, area: Area) -> TemplateRow:
    plans = {
        column.key: target_text(plan.target, plan.indicator)
        for column in found.form.columns
        if (plan := found.plans.get((area.pk, column.key)))
    }
    return TemplateRow(
        area=found.names[area.pk],
        now=_of(found.now, area, found.form),
        before=_of(found.before, area, found.form),
        plans=plans,
    )


def _of(values: Mapping[Key, Shown], area: Area, form: FormSpec) -> dict[str, Shown]:
    return {
        column.key: values[area.pk, column.key]
        for column in form.columns
        if (area.pk, column.key) in values
    }
