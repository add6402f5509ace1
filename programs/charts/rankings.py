"""Places and projects by their rate, slowest first, beside what is required."""

from collections.abc import Sequence

from lsdash.lib import theme
from lsdash.lib.money import money_text
from lsdash.lib.theme import LIGHTS, Chart
from programs.links import lines_link
from programs.selectors.book import Row
from programs.selectors.overview import CapitalOverview
from programs.wording import rate_text

from .shared import LEDGER, plain
from .tables import amounts_table

ROOM = 0.55  # of the longest bar


def place_ranking(page: CapitalOverview) -> Chart | None:
    return _ranking(page, page.by_place, "xep-hang-dia-ban", "địa bàn", "Địa bàn")


def project_ranking(page: CapitalOverview) -> Chart | None:
    return _ranking(page, page.by_project, "xep-hang-du-an", "dự án", "Dự án")


def _ranking(
    page: CapitalOverview, rows: Sequence[Row], slug: str, what: str, heading: str
) -> Chart | None:
    """None where fewer than two have a rate."""
    asked = page.question
    rated = [row for row in rows if row.amounts.rate is not None]
    if len(rated) < 2:
        return None
    required = float(page.required) if page.required is not None else None
    goal = {"y0": 0, "y1": 1, "yref": "paper", "x0": required, "x1": required}
    return Chart(
        slug=slug,
        title=f"Tỷ lệ giải ngân theo {what}, {asked.whose}, đến {asked.day:%d/%m/%Y}",
        subtitle="Chậm nhất trước; ghi kèm số vốn còn phải giải ngân."
        + (f" Vạch đứt: yêu cầu {rate_text(page.required)}." if required is not None else ""),
        figure={
            "data": [
                {
                    "type": "bar",
                    "orientation": "h",
                    "x": [float(row.amounts.rate) for row in rated],
                    "y": [plain(row.name) for row in rated],
                    "text": [_label(row, page) for row in rated],
                    "textposition": _text_places(rated, required),
                    "insidetextanchor": "end",
                    "cliponaxis": False,
                    "hovertemplate": "%{y}: %{text}<extra></extra>",
                    "customdata": [lines_link(asked, row.narrowing) for row in rated],
                    "marker": {"color": [LIGHTS[row.judgement.light].colour for row in rated]},
                }
            ],
            "layout": theme.layout(
                xaxis=theme.value_axis(0, rangemode="tozero", ticksuffix=" %"),
                yaxis=theme.category_axis(autorange="reversed"),
                shapes=[{"type": "line", "line": theme.target_line(), **goal}]
                if required is not None
                else [],
                showlegend=False,
            ),
        },
        table=amounts_table(f"Theo {what}, chậm nhất trước", heading, rows, asked),
        alt=f"Chậm nhất: {rated[0].name}, {rate_text(rated[0].amounts.rate)}; nhanh nhất: "
        f"{rated[-1].name}, {rate_text(rated[-1].amounts.rate)}.",
        source=LEDGER,
        height=80 + 30 * len(rated),
    )


def _text_places(rows: Sequence[Row], required: float | None) -> list[str]:
    """Inside a bar that is long enough for its words, else behind it."""
    rates = [float(row.amounts.rate) for row in rows]
    longest = max([*rates, required or 0.0])
    return ["inside" if rate > longest * ROOM else "outside" for rate in rates]


def _label(row: Row, page: CapitalOverview) -> str:
    left = money_text(row.amounts.left, page.question.unit)
    return f"{rate_text(row.amounts.rate)} · còn {left}"
