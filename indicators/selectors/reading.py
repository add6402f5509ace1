"""What the spreadsheet reader must know of one report: the form, the names, the period."""

from django.db.models import QuerySet

from indicators.entries import column_spec
from indicators.models import (
    Area,
    AreaKind,
    ColumnChoice,
    Indicator,
    NameChoice,
    Period,
    ReportForm,
)
from indicators.sheets.programme import PROGRAMME_FORMS
from indicators.sheets.spec import (
    AreaName,
    FormSpec,
    PartRule,
    RateRule,
    ReadRequest,
    Taught,
)


def read_request(*, form: ReportForm, area: Area, period: Period) -> ReadRequest:
    """Everything by the period's last day. Some dozen queries, whatever the size of the form."""
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
        other_forms=(*specs.values(), *PROGRAMME_FORMS),
        taught=(*_taught_columns(form, area), *_taught_names(form, area, period)),
    )


def programme_request(*, form: FormSpec, area: Area, period: Period) -> ReadRequest:
    """The same for the programme's own forms, whose rows are projects or obstacles."""
    valid = Area.objects.valid_on(period.ends_on).prefetch_related("aliases")
    districts = tuple(_name(other) for other in valid.of_kind(AreaKind.DISTRICT))
    others = [spec for spec in PROGRAMME_FORMS if spec.code != form.code]
    measured = ReportForm.objects.valid_on(period.ends_on).prefetch_related(
        "form_measures__measure__aliases", "form_measures__measure__part_of"
    )
    return ReadRequest(
        form=form,
        area=_name(area),
        rows=districts,
        other_areas=tuple(other for other in districts if other.code != area.code),
        period=period.code,
        other_forms=(*map(form_spec, measured), *others),
    )


def _taught_columns(form: ReportForm, area: Area) -> list[Taught]:
    choices = ColumnChoice.objects.filter(layout__form=form, layout__area=area)
    return [
        Taught("column", text, means, fingerprint)
        for text, means, fingerprint in choices.values_list(
            "text", "measure__code", "layout__fingerprint"
        )
    ]


def _taught_names(form: ReportForm, area: Area, period: Period) -> list[Taught]:
    """A name that means an area which no longer exists is asked again."""
    choices = NameChoice.objects.filter(form=form, sender=area).select_related("area", "measure")
    return [
        Taught("row", choice.text, _meaning(choice))
        for choice in choices
        if choice.area is None or choice.area.is_valid_on(period.ends_on)
    ]


def _meaning(choice: NameChoice) -> str | None:
    meant = choice.area or choice.measure
    return meant.code if meant else None


def _name(area: Area) -> AreaName:
    return area_name(area, tuple(alias.text for alias in area.aliases.all()))


def area_name(area: Area, aliases: tuple[str, ...]) -> AreaName:
    return AreaName(area.code, area.name, area.short_name, area.unit_type, aliases)


def form_spec(form: ReportForm) -> FormSpec:
    """The form's columns in order, with the rules that hold between them."""
    columns = list(form.form_measures.all())
    codes = {column.measure.code for column in columns}
    return FormSpec(
        code=form.code,
        name=form.name,
        row_level=form.row_kind,
        version=form.valid_from.isoformat(),
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
