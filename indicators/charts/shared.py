"""What the charts of an indicator share: words, sources, the target's line."""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from typing import Any

from indicators.models import Area, Indicator, OfficialFigure
from indicators.selectors.observation import Observation
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


def break_line(day: date) -> dict[str, Any]:
    """A dotted line over the whole height where what is counted, or where it is, became another."""
    return {
        "type": "line",
        "x0": day.isoformat(),
        "x1": day.isoformat(),
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": theme.AXIS, "width": 1, "dash": "dot"},
    }


def break_words(day: date, text: str) -> dict[str, Any]:
    return {
        "x": day.isoformat(),
        "y": 1,
        "yref": "paper",
        "xanchor": "right",
        "yanchor": "top",
        "text": text,
        "showarrow": False,
        "xshift": -4,
        "font": {"size": 12, "color": theme.TEXT_SECONDARY},
        "align": "right",
    }


def change_words(area: Area, day: date) -> str:
    """What stands before the line of a change of boundaries."""
    if day == area.valid_from:
        return "tính từ<br>các đơn vị cũ"
    return "sau đó tính từ<br>các đơn vị mới"


def parted(series: Sequence[Observation], day: date | None) -> list[Observation | None]:
    """With None where a line is not to be joined: at the change of boundaries."""
    if day is None:
        return list(series)
    before = [o for o in series if o.on < day]
    after = [o for o in series if o.on >= day]
    return [*before, None, *after] if before and after else list(series)
