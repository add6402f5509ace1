"""What the rows above a table say: whose report it is, for which period, in which unit."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from indicators.sheets.layout import Layout
from indicators.sheets.money import is_money, money_units, unit_in_heading
from indicators.sheets.scales import stated_in_thousands, thousands_of
from indicators.sheets.spec import AreaName, FormSpec, UnitType
from indicators.sheets.workbook import Sheet
from lsdash.lib.quarters import PeriodCode, find_periods
from lsdash.lib.text import fold, strip_marks

_TYPE_WORDS: dict[UnitType, str] = {
    "tinh": r"tỉnh|tinh",
    "thanh_pho": r"thành phố|thanh pho|tp|t\.p",
    "huyen": r"huyện|huyen|h",
    "xa": r"xã|xa|x",
    "phuong": r"phường|phuong|p",
    "thi_tran": r"thị trấn|thi tran|tt|t\.t",
}
_COMMUNE_NAME = re.compile(
    r"(?<!\w)(?:xã|xa|x\.|phường|phuong|p\.|thị trấn|thi tran|tt\.?)\s*(?!,)\w+(?:\s\w+){0,2}"
)
_PLACE_AND_DATE = re.compile(r"[\w .]{1,40},\s*ng[àa]y\b.*")
_UNIT = re.compile(
    r"(?:^|(?<=[\s(;,.–-]))(?:đơn vị tính|đvt|don vi tinh|dvt)\s*[:：]?\s*(?:là\s+|la\s+)?\(?"
    r"(?P<unit>[^):]+)|^\(?\s*(?:đơn vị|don vi)\s*[:：]\s*(?P<short>[^)]+)"
)
_OFFICE = re.compile(r"(?:ubnd|ủy ban|phòng|ban|sở|huyện|thành phố|xã|tỉnh)\s+\w")
_ESTIMATE = re.compile(r"\bước (?:thực hiện|tính|đạt)\b|\bsố liệu ước\b|\(ước\)")


@dataclass(frozen=True)
class Title:
    """What a title states; nothing is taken for granted where it is silent.

    `row_codes` are those of the form's rows that it names: a sheet may be about a single commune.
    """

    area_codes: tuple[str, ...]
    row_codes: tuple[str, ...]
    periods: tuple[PeriodCode, ...]
    unit: str | None
    unit_row: int | None
    estimate: bool


def read_title(
    sheet: Sheet, layout: Layout, areas: Iterable[AreaName], rows: Iterable[AreaName] = ()
) -> Title:
    """Return what the visible rows above the table state about area, period and unit.

    The sheet's name counts for the period only where the rows name none.
    """
    lines = [
        (cell.row, cell.text)
        for row in sheet.rows
        if row < layout.first_row and row not in sheet.hidden_rows
        for cell in sheet.row_cells(row)
        if cell.kind == "text"
    ]
    texts = [text for _, text in lines]
    unit_row, unit = _unit_of(lines)
    named = [fold(text) for text in (*texts, sheet.name)]
    return Title(
        area_codes=_areas_in(texts, tuple(areas)),
        periods=_periods_in(texts) or find_periods(sheet.name),
        row_codes=tuple(area.code for area in rows if any(_names(line, area) for line in named)),
        unit=unit or _unit_of_money(texts),
        unit_row=unit_row,
        estimate=any(states_estimate(text) for text in texts),
    )


def states_estimate(text: str) -> bool:
    """Whether a title or note says that the figures are estimates ("Số liệu ước thực hiện")."""
    return bool(_ESTIMATE.search(fold(text)))


def unsupported_unit(unit: str | None, form: FormSpec) -> bool:
    """Whether the unit line states a scale ("trăm hộ") that nothing of the form can be in."""
    if unit is not None and any(is_money(column.unit) for column in form.columns):
        return len(money_units(unit)) != 1
    return stated_in_thousands(unit, form) is None


def _periods_in(texts: list[str]) -> tuple[PeriodCode, ...]:
    """The periods of the lines; a year alone is only asked where no line names a quarter."""
    found = dict.fromkeys(period for text in texts for period in find_periods(text))
    shorter = tuple(period for period in found if period.kind != "year")
    if shorter:
        return shorter
    # "Quý III" and "Năm 2024" may stand in two cells.
    return find_periods(" ".join(texts)) or tuple(found)


def _unit_of(lines: list[tuple[int, str]]) -> tuple[int | None, str | None]:
    """The row of the first unit line, and all that such lines say."""
    found = [(row, unit) for row, text in lines for unit in _units_of_line(text)]
    units = dict.fromkeys(unit for _, unit in found)
    return (found[0][0], "; ".join(units)) if found else (None, None)


def _units_of_line(text: str) -> list[str]:
    folded = fold(text)
    found = [match["unit"] or match["short"] for match in _UNIT.finditer(folded)]
    if not found and thousands_of(folded):
        # "(Nghìn hộ)" alone, without the words "Đơn vị tính".
        found = [folded.strip(" ().")]
    # "Đơn vị: Phòng Dân tộc" names who reports.
    return [unit for part in found if (unit := part.strip(" .")) and not _OFFICE.match(unit)]


def _unit_of_money(texts: list[str]) -> str | None:
    """A unit of money in parentheses somewhere above the table: "(triệu đồng)"."""
    found = dict.fromkeys(unit for text in texts if (unit := unit_in_heading(text)))
    return ", ".join(found) or None


def _areas_in(texts: list[str], areas: tuple[AreaName, ...]) -> tuple[str, ...]:
    lines = [_PLACE_AND_DATE.sub(" ", fold(text)) for text in texts]
    typed = [area.code for area in areas if any(_names(line, area) for line in lines)]
    shared = {fold(area.short_name) for area in areas if area.unit_type == "tinh"}
    if any(area.code in typed and area.unit_type != "tinh" for area in areas):
        return tuple(dict.fromkeys(typed))
    bare = [
        area.code
        for area in areas
        if fold(area.short_name) not in shared and any(_names_bare(line, area) for line in lines)
    ]
    return tuple(dict.fromkeys(typed + bare))


def _names(line: str, area: AreaName) -> bool:
    return _found(rf"(?<!\w)(?:{_TYPE_WORDS[area.unit_type]})[\s.]*", line, area)


def _names_bare(line: str, area: AreaName) -> bool:
    return _found(r"(?<!\w)", _COMMUNE_NAME.sub(" ", line), area)


def _found(before: str, line: str, area: AreaName) -> bool:
    name = fold(area.short_name)
    if re.search(rf"{before}{re.escape(name)}(?!\w)", line):
        return True
    # A line typed without any diacritics is compared without.
    bare = strip_marks(name)
    return line == strip_marks(line) and bool(re.search(rf"{before}{re.escape(bare)}(?!\w)", line))
