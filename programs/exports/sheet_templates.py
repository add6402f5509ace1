"""Templates of forms F3 and F4 to hand out, by district and quarter."""

from collections.abc import Sequence

from indicators.exports.templates import TemplateFile
from indicators.models import Area, Period
from indicators.sheets.programme import CAPITAL_FORM, OBSTACLE_FORM
from indicators.sheets.template.programme_book import Head, capital_template, obstacle_template
from lsdash.lib.text import strip_marks
from programs.selectors.sheet_templates import capital_prefilled, obstacle_lists

FORMS = (CAPITAL_FORM.code, OBSTACLE_FORM.code)


def sheet_templates(form: str, *, period: Period, areas: Sequence[Area]) -> list[TemplateFile]:
    """One workbook for each of the districts; `form` is one of FORMS."""
    if form == CAPITAL_FORM.code:
        return [
            TemplateFile(
                _file_name(form, period, found.area),
                capital_template(_head(found.area, period), found.rows),
            )
            for found in capital_prefilled(areas, period)
        ]
    lists = obstacle_lists()
    return [
        TemplateFile(_file_name(form, period, area), obstacle_template(_head(area, period), lists))
        for area in areas
    ]


def _head(area: Area, period: Period) -> Head:
    return Head(area.name, period.label)


def _file_name(form: str, period: Period, area: Area) -> str:
    """ "F3_2024Q3_181_binh-gia.xlsx"."""
    words = "-".join(strip_marks(area.short_name).lower().split())
    return f"{form}_{period.code}_{area.code}_{words}.xlsx"
