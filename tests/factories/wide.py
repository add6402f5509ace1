"""The largest grid there is: a form of the province with a row for each of 200 communes."""

from indicators.models import (
    AreaKind,
    AreaRule,
    FormMeasure,
    Measure,
    MeasureKind,
    PeriodKind,
    Report,
    ReportForm,
    TimeRule,
)

from .reference import IN_2024, period, province
from .rows import saved

COLUMNS = 12


def wide_report(*, until=None) -> Report:
    """Twelve measures of its own, so that it meets no other form's figures."""
    form = saved(
        ReportForm(
            code="F12",
            name="Biểu rộng nhất",
            owed_by=AreaKind.PROVINCE,
            row_kind=AreaKind.COMMUNE,
            period_kind=PeriodKind.QUARTER,
            valid_from=IN_2024.replace(year=2020),
        )
    )
    for number in range(COLUMNS):
        measure = saved(
            Measure(
                code=f"wide_{number}",
                name=f"Số liệu thứ {number + 1}",
                unit="hộ",
                kind=MeasureKind.COUNT,
                area_rule=AreaRule.SUM,
                time_rule=TimeRule.STOCK,
            )
        )
        header = f"Nhóm {number // 3 + 1}|Cột {number + 1}"
        saved(FormMeasure(form=form, measure=measure, position=number * 10, header=header))
    quarter = period("2024Q3")
    return saved(Report(form=form, area=province(), period=quarter, extended_until=until))
