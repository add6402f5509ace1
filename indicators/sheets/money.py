"""Units of money and what a figure must be multiplied by to be in the form's unit.

Capital is kept in triệu đồng; districts also report in đồng, nghìn đồng or tỷ đồng, which the unit
line above the table or the heading of a column says.
"""

import re
from decimal import Decimal

from lsdash.lib.text import fold

_IN_DONG = {
    "đồng": Decimal(1),
    "nghìn đồng": Decimal(1000),
    "triệu đồng": Decimal(1_000_000),
    "tỷ đồng": Decimal(1_000_000_000),
}
_PATTERNS = (
    ("tỷ đồng", r"(?:tỷ|tỉ|ty)(?!\s*lệ|\s*le)(?:\s*(?:đồng|đ|vnđ|dong))?"),
    ("triệu đồng", r"(?:triệu|tr|trieu)\.?\s*(?:đồng|đ|vnđ|dong)|trđ|triệu"),
    ("nghìn đồng", r"(?:nghìn|ngàn|nghin|1\.?000)\s*(?:đồng|đ|vnđ|dong)|ngđ|nghìn"),
    ("đồng", r"(?:việt nam\s*)?(?:đồng|vnđ|vnd|dong)(?:\s*việt nam)?"),
)
_MONEY = re.compile(
    "|".join(rf"(?P<u{i}>(?<!\w)(?:{p})(?!\w))" for i, (_, p) in enumerate(_PATTERNS))
)
_UNIT_IN_HEADING = re.compile(r"\(\s*(?:đơn vị(?: tính)?\s*:?\s*|đvt\s*:?\s*)?([^()]*)\)")


def money_units(text: str) -> tuple[str, ...]:
    """Return the units of money that a unit line names, each once: ("triệu đồng",)."""
    found = (match.lastgroup for match in _MONEY.finditer(fold(text)))
    return tuple(dict.fromkeys(_PATTERNS[int(group[1:])][0] for group in found if group))


def is_money(unit: str) -> bool:
    """Whether a column's unit is one of money."""
    return unit in _IN_DONG


def unit_in_heading(heading: str) -> str | None:
    """Return the unit of money in the parentheses of a heading: "Tổng số (tỷ đồng)"."""
    for part in _UNIT_IN_HEADING.findall(fold(heading)):
        units = money_units(part)
        if len(units) == 1 and _MONEY.fullmatch(part.strip()):
            return units[0]
    return None


def without_unit(heading: str) -> str:
    """Return the folded heading without a unit of money in parentheses."""
    return _UNIT_IN_HEADING.sub(
        lambda part: " " if _MONEY.fullmatch(part[1].strip()) else part[0], heading
    )


def factor(stated: str, wanted: str) -> Decimal:
    """Return what turns a figure in `stated` into `wanted`: tỷ đồng -> triệu đồng is 1000."""
    return _IN_DONG[stated] / _IN_DONG[wanted]
