"""From the first decision to the plan in force: every decision's step up or down."""

from typing import Any

from lsdash.lib import theme
from lsdash.lib.money import in_unit, money_difference, money_text
from lsdash.lib.theme import Cell, Chart, Column, Table
from programs.disbursement import Step
from programs.links import decision_link
from programs.selectors.steps_page import StepsPage

from .shared import LEDGER, plain

RISE, FALL, TOTAL = theme.OFFICIAL, theme.LIGHTS["late"].colour, theme.TEXT_SECONDARY
IN_FORCE = "Kế hoạch đang có hiệu lực"


def waterfall(page: StepsPage) -> Chart | None:
    """None without any decision."""
    if not page.steps:
        return None
    asked = page.question
    of = f"năm {asked.year}" if asked.year else f"cả giai đoạn {page.span}"
    return Chart(
        slug="bien-dong",
        title=f"Kế hoạch vốn {of} qua từng văn bản, {asked.whose}",
        subtitle=f"{asked.unit.label}; mỗi cột là thay đổi của một văn bản, cột cuối là kế hoạch "
        f"đang có hiệu lực ngày {asked.day:%d/%m/%Y}.",
        figure={
            "data": [_bars(page)],
            "layout": theme.layout(
                xaxis=theme.category_axis(),
                yaxis=theme.value_axis(0, rangemode="tozero"),
                showlegend=False,
            ),
        },
        table=steps_table(page),
        alt=f"{len(page.steps)} văn bản, từ {money_text(page.steps[0].after, asked.unit)} đến "
        f"{money_text(page.in_force, asked.unit)}.",
        source=LEDGER,
        height=400,
    )


def _bars(page: StepsPage) -> dict[str, Any]:
    unit = page.question.unit
    changes = [step.change for step in page.steps]
    texts = [money_difference(change, unit) for change in changes]
    return {
        "type": "bar",
        "x": [*(_label(step) for step in page.steps), "Đang có hiệu lực"],
        "base": [*(float(in_unit(step.before, unit)) for step in page.steps), 0],
        "y": [float(in_unit(one, unit)) for one in (*changes, page.in_force)],
        "text": [*texts, money_text(page.in_force, unit)],
        "textposition": "outside",
        "cliponaxis": False,
        "hovertemplate": "%{x}: %{text}<extra></extra>",
        "customdata": [*(decision_link(step.decision.pk) for step in page.steps), ""],
        "marker": {"color": [*(RISE if one >= 0 else FALL for one in changes), TOTAL]},
    }


def _label(step: Step) -> str:
    return f"{plain(step.decision.number)}<br>{step.signed_on:%d/%m/%Y}"


def steps_table(page: StepsPage) -> Table:
    unit = page.question.unit
    last = (
        Cell(IN_FORCE),
        Cell(f"{page.question.day:%d/%m/%Y}"),
        Cell(""),
        Cell(money_text(page.in_force, unit)),
    )
    rows = [
        (
            Cell(
                step.decision.number,
                href=decision_link(step.decision.pk),
                note=step.decision.title,
            ),
            Cell(f"{step.signed_on:%d/%m/%Y}"),
            Cell(money_difference(step.change, unit)),
            Cell(money_text(step.after, unit)),
        )
        for step in page.steps
    ]
    return Table(
        caption="Thay đổi của từng văn bản, từ đầu đến nay",
        columns=(
            Column("Văn bản"),
            Column("Ngày ký"),
            Column("Thay đổi", numeric=True),
            Column("Kế hoạch sau văn bản", numeric=True),
        ),
        rows=(*rows, last) if rows else (),
        empty="Chưa có văn bản giao vốn nào đến ngày này.",
    )
