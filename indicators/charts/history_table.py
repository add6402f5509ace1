"""The numbers of the history chart as a table: every figure with its nature and source."""

from collections.abc import Sequence

from indicators import progress as pg
from indicators.models import FigureStatus, Indicator, OfficialFigure, Target
from indicators.selectors.indicator import IndicatorPage
from indicators.selectors.standing import Observation
from indicators.wording import ground_text, quantity, stated_difference, target_text
from lsdash.lib.theme import Cell, Column, Table

from .outlook import drawn_band
from .shared import REPORTS


def history_table(
    page: IndicatorPage, published: Sequence[OfficialFigure], targets: Sequence[Target]
) -> Table:
    case, indicator = page.case, page.indicator
    dated = [
        *((o.on, 1, _observation_row(o, indicator)) for o in case.series),
        *((f.on, 2, _published_row(f, indicator)) for f in published),
        *((t.on, 3, _target_row(t, indicator)) for t in targets),
    ]
    dated += [(s.on, 4, _outlook_row(s, indicator)) for s in drawn_band(page)]
    if case.baseline:
        dated.append((case.baseline.on, 0, _baseline_row(case.baseline, indicator)))
    dated.sort(key=lambda row: row[:2])
    return Table(
        caption=f"{indicator.name}: mọi số trong biểu đồ",
        columns=(
            Column("Thời điểm"),
            Column("Giá trị", numeric=True),
            Column("Tử số / mẫu số", numeric=True),
            Column("Tính chất"),
            Column("Nguồn"),
        ),
        rows=tuple(row for *_, row in dated),
        empty="Chưa có số liệu báo cáo, số công bố hay mục tiêu cho chỉ tiêu này.",
    )


def _observation_row(observation: Observation, indicator: Indicator) -> tuple[Cell, ...]:
    return (
        Cell(observation.period.label),
        Cell(quantity(observation.value, indicator.unit, indicator.decimals)),
        Cell(_parts_text(observation)),
        Cell(f"Tổng hợp, {observation.nature}", note=observation.coverage.text),
        Cell(REPORTS, note=stated_difference(observation, indicator)),
    )


def _parts_text(observation: Observation) -> str:
    numerator = quantity(observation.numerator, "").strip()
    if observation.denominator is None:
        return numerator
    return f"{numerator} / {quantity(observation.denominator, '').strip()}"


def _published_row(figure: OfficialFigure, indicator: Indicator) -> tuple[Cell, ...]:
    return (
        Cell(figure.period_text),
        Cell(quantity(figure.value, indicator.unit)),
        Cell(quantity(figure.numerator, "").strip()),
        Cell(FigureStatus(figure.status).label, note=figure.scope),
        Cell(figure.source, href=figure.address, note=figure.note),
    )


def _target_row(target: Target, indicator: Indicator) -> tuple[Cell, ...]:
    return (
        Cell(f"{target.on:%d/%m/%Y}"),
        Cell(target_text(target, indicator), is_target=True),
        Cell("—"),
        Cell("Mục tiêu", note=target.get_assigner_display()),
        Cell(ground_text(target), href=target.address),
    )


def _outlook_row(spread: pg.Spread, indicator: Indicator) -> tuple[Cell, ...]:
    decimals = max(indicator.decimals, 1)
    low, middle, high = (
        quantity(value, indicator.unit, decimals)
        for value in (spread.low, spread.middle, spread.high)
    )
    return (
        Cell(f"{spread.on:%d/%m/%Y}"),
        Cell(f"khoảng {middle}"),
        Cell("—"),
        Cell(f"Triển vọng: từ {low} đến {high}"),
        Cell("Đà của các kỳ gần đây kéo dài"),
    )


def _baseline_row(baseline: pg.Point, indicator: Indicator) -> tuple[Cell, ...]:
    return (
        Cell(f"{baseline.on:%d/%m/%Y}"),
        Cell(quantity(baseline.value, indicator.unit, indicator.decimals)),
        Cell("—"),
        Cell("Số gốc đầu kỳ"),
        Cell("Nguồn ghi ở phần Cách tính", href="#cach-tinh"),
    )
