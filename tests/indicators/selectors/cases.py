"""Indicators, targets and observations in memory, for whatever judges or words them."""

from datetime import date
from decimal import Decimal

from indicators import progress as pg
from indicators.models import (
    Assigner,
    FigureStatus,
    Indicator,
    OfficialFigure,
    Operator,
    Period,
    Target,
    ValueForm,
)
from indicators.selectors.standing import Case, Coverage, Observation, Standing, stand

LAST_DAY = date(2025, 12, 31)
COMPLETE = Coverage(181, 181, 181, 11, 11, "xã", "huyện")
PARTIAL = Coverage(16, 181, 16, 1, 11, "xã", "huyện")
QUARTER_ENDS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}


def plain(text: str) -> str:
    """With ordinary blanks, so that a test can be read."""
    return text.replace("\u202f", " ").replace("\xa0", " ")


def percentage(**fields: object) -> Indicator:
    values = {"pk": 1, "code": "dien", "unit": "%", "decimals": 1, "direction": "rise"}
    return Indicator(**values | fields)


def target(value: str, operator: str = Operator.AT_LEAST, **fields: object) -> Target:
    values = {
        "on": LAST_DAY,
        "form": ValueForm.LEVEL,
        "operator": operator,
        "value": Decimal(value),
        "assigner": Assigner.PROVINCIAL,
    }
    return Target(**values | fields)


def observed(value: str, *, year: int = 2023, quarter: int = 4, **fields: object) -> Observation:
    period = Period(
        code=f"{year}Q{quarter}",
        kind="quarter",
        year=year,
        number=quarter,
        ends_on=date(year, *QUARTER_ENDS[quarter]),
    )
    values = {
        "numerator": Decimal(174),
        "denominator": Decimal(181),
        "coverage": COMPLETE,
        "own_value": None,
    }
    return Observation(period, Decimal(value), **values | fields)


def published(value: str, **fields: object) -> OfficialFigure:
    values = {
        "on": date(2023, 12, 31),
        "period_text": "cuối năm 2023",
        "form": ValueForm.LEVEL,
        "status": FigureStatus.REPORTED,
        "value": Decimal(value),
        "source": "Báo Kiểm toán",
    }
    return OfficialFigure(**values | fields)


def standing(
    indicator: Indicator,
    *series: Observation,
    targets: tuple[Target, ...] = (),
    figures: tuple[OfficialFigure, ...] = (),
    baseline: pg.Point | None = None,
    upto: date = date(2024, 3, 31),
    targets_apply: bool = True,
) -> Standing:
    """How it stands on the first of April 2024."""
    case = Case(indicator, series, targets, baseline, figures, targets_apply)
    return stand(case, upto=upto, today=date(2024, 4, 1))
