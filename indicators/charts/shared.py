"""What the charts of an indicator share: words, sources, the target's line."""

from collections.abc import Iterable
from html import escape
from typing import Any

from indicators.models import Indicator, OfficialFigure
from indicators.selectors.standing import Case
from lsdash.lib import theme

REPORTS = "Báo cáo của các huyện, thành phố"
DRAWN_OFFICIAL = "Tổng hợp từ báo cáo"
DRAWN_PARTIAL = "Tổng hợp, chưa đủ đơn vị"
DRAWN_PUBLISHED = "Số công bố"
DRAWN_UNCERTAIN = "Ước, dự kiến đã công bố"
DRAWN_ESTIMATE = "Tổng hợp, có số ước"
DRAWN_OUTLOOK = "Triển vọng theo đà các kỳ gần đây"
DRAWN_BAND = "Khoảng triển vọng"


def plain(text: str) -> str:
    """Text for inside a drawing, where Plotly would take a tag for one: < is written &lt;."""
    return escape(text, quote=False)


def sources(case: Case, published: Iterable[OfficialFigure]) -> str:
    """Where the drawn figures come from, each source once, by its short name."""
    names = [REPORTS] if case.series else []
    names += dict.fromkeys(short_source(figure) for figure in published)
    return "; ".join(names) or "chưa có"


def short_source(figure: OfficialFigure) -> str:
    """The paper without the title of its piece: “Báo Kiểm toán, 3/2024”."""
    return figure.source.split(": ")[0]


def axis_decimals(indicator: Indicator) -> int:
    """Ticks need fewer decimals than values: none for counts, one for rates."""
    return 0 if indicator.decimals == 0 else 1


def goal_line(value: float, *, across: str) -> dict[str, Any]:
    """A line over the whole width (`across="y"`) or height (`across="x"`) at the target."""
    ends = (
        {"x0": 0, "x1": 1, "xref": "paper", "y0": value, "y1": value}
        if across == "y"
        else {"y0": 0, "y1": 1, "yref": "paper", "x0": value, "x1": value}
    )
    return {"type": "line", "line": theme.target_line(), **ends}


def goal_words(value: float, text: str) -> dict[str, Any]:
    """The target's words at the right end of its line, on the side away from zero."""
    return {
        "x": 1,
        "xref": "paper",
        "y": value,
        "xanchor": "right",
        "yanchor": "bottom" if value > 0 else "top",
        "text": f"mục tiêu: {text}",
        "showarrow": False,
        "font": {"size": 12, "color": theme.TARGET},
    }
