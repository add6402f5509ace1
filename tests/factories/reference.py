"""The loaded reference data, found by the codes that people use."""

from datetime import date

from indicators.models import (
    Area,
    AreaKind,
    Indicator,
    Measure,
    Period,
    Report,
    ReportForm,
)

IN_2024 = date(2024, 9, 30)


def province() -> Area:
    return Area.objects.get(kind=AreaKind.PROVINCE)


def district(code: str) -> Area:
    return Area.objects.get(code=code, kind=AreaKind.DISTRICT)


def commune(code: str, on: date = IN_2024) -> Area:
    """A code may have meant several units: the one that existed on that day."""
    return Area.objects.of_kind(AreaKind.COMMUNE).valid_on(on).get(code=code)


def unit_of_2025() -> Area:
    """One of the communes that there are only since 2025-07-01."""
    new = Area.objects.of_kind(AreaKind.COMMUNE).filter(valid_from=date(2025, 7, 1))
    return new.order_by("code").first()


def communes(area: Area, on: date = IN_2024) -> list[Area]:
    """The communes below an area on that day, by code."""
    below = Area.objects.under(area).of_kind(AreaKind.COMMUNE).valid_on(on)
    return list(below.order_by("code"))


def period(code: str) -> Period:
    return Period.objects.get(code=code)


def measure(code: str) -> Measure:
    return Measure.objects.select_related("part_of", "derived_from").get(code=code)


def indicator(code: str) -> Indicator:
    return Indicator.objects.get(code=code)


def form(code: str) -> ReportForm:
    return ReportForm.objects.get(code=code)


def report_of(form_code: str, area_code: str, period_code: str = "2024Q3") -> Report:
    """The report that an area owes; it exists once its period has been opened."""
    return Report.objects.select_related("form", "area", "period").get(
        form__code=form_code, area__code=area_code, period__code=period_code
    )
