"""What the spreadsheet reader must know of one report: the form, the names, the period."""

from django.db.models import QuerySet

from indicators.entries import column_spec
from indicators.models import Area, Indicator, Period, ReportForm
from indicators.sheets.spec import (
    AreaName,
    FormSpec,
    PartRule,
    RateRule,
    ReadRequest,
)


def read_request(*, form: ReportForm, area: Area, period: Period) -> ReadRequest:
    """Everything by the period's last day. Some ten queries, whatever the size of the form."""
    valid = Area.objects.valid_on(period.ends_on).prefetch_related("aliases")
    forms = ReportForm.objects.valid_on(period.ends_on).prefetch_related(
        "form_measures__measure__aliases", "form_measures__measure__part_of"
    )
    specs = {item.code: form_spec(item) for item in forms}
    return ReadRequest(
        form=specs.pop(form.code),
        area=_name(area),
        rows=tuple(_name(row) for row in valid.under(area).of_kind(form.row_kind)),
        other_areas=tuple(
            _name(other) for other in valid.of_kind(form.owed_by).exclude(pk=area.pk)
        ),
        period=period.code,
        other_forms=tuple(specs.values()),
    )


def _name(area: Area) -> AreaName:
    return AreaName(
        code=area.code,
        name=area.name,
        short_name=area.short_name,
        unit_type=area.unit_type,
        aliases=tuple(alias.text for alias in area.aliases.all()),
    )


def form_spec(form: ReportForm) -> FormSpec:
    """The form's columns in order, with the rules that hold between them."""
    columns = list(form.form_measures.all())
    codes = {column.measure.code for column in columns}
    return FormSpec(
        code=form.code,
        name=form.name,
        row_level=form.row_kind,
        columns=tuple(
            column_spec(column, tuple(alias.text for alias in column.measure.aliases.all()))
            for column in columns
        ),
        rates=tuple(_rates(codes)),
        parts=tuple(
            PartRule(column.measure.code, column.measure.part_of.code)
            for column in columns
            if column.measure.part_of and column.measure.part_of.code in codes
        ),
    )


def _rates(codes: set[str]) -> list[RateRule]:
    """Stated rates whose two parts stand in the same form."""
    rows: QuerySet = Indicator.objects.filter(stated__code__in=codes).values_list(
        "stated__code", "numerator__code", "denominator__code"
    )
    rules = {RateRule(*row) for row in rows if row[1] in codes and row[2] in codes}
    return sorted(rules, key=lambda rule: rule.rate)
