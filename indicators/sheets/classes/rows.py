"""One sheet of an official list, row by row.

Units stand in columns of their own (district, commune, village) or in one column under each other,
with the district above its communes. Whatever is not a unit is said, never dropped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from indicators.sheets.layout import is_number_row
from indicators.sheets.places import has_unit_type
from indicators.sheets.rows import is_total_label
from indicators.sheets.spec import Level, Problem
from indicators.sheets.workbook import Sheet, column_letter
from lsdash.lib.text import fold, strip_marks

from .columns import Heading, region_of
from .places import Meant, Places
from .spec import ClassEntry, ClassPlace, LeftOut, ListKind

_END = re.compile(
    r"(?:noi nhan|ghi chu|nguoi lap|nguoi tong hop|thu ky|tm\b|kt\b|tl\b|chu tich|chu thich).*"
)
_VILLAGE = re.compile(r"(?:thôn|thon)[\s.:]+", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[-–—+•*]\s*|\d{1,3}\s*[.)]\s*)+")
_TICKS = frozenset({"x", "✓", "✔", "có", "1"})
_REGIONS = ("region_1", "region_2", "region_3")
_UNREADABLE = ("error", "no_result", "bool", "date")


@dataclass
class Found:
    """What is collected over all sheets."""

    entries: list[ClassEntry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def leave(self, sheet: Sheet, where: str, why: str) -> None:
        self.left_out.append(LeftOut(sheet.name, where, why))


class SheetReader:
    """Goes down one sheet; what stands above (district, commune) holds until another is named."""

    def __init__(
        self, sheet: Sheet, heading: Heading, kind: ListKind, places: Places, found: Found
    ) -> None:
        self._sheet, self._at, self._heading = sheet, heading.places, heading
        self._list, self._places, self._found = kind, places, found
        self._district: ClassPlace | None = None
        self._commune: tuple[Meant, str] | None = None

    def read(self) -> None:
        rows = [row for row in self._sheet.rows if row > self._heading.last_row]
        hidden = [row for row in rows if row in self._sheet.hidden_rows]
        if hidden:
            self._leave(_rows_text(hidden), "dòng đang ẩn")
        for row in rows:
            if row in self._sheet.hidden_rows or is_number_row(self._sheet, row):
                continue
            first = strip_marks(fold(self._first_text(row)))
            if _END.fullmatch(first):
                self._leave(f"từ dòng {row}", "ghi chú, chữ ký dưới bảng")
                return
            self._read_row(row)

    def _read_row(self, row: int) -> None:
        label = self._name(row)
        if is_total_label(label or self._first_text(row)):
            self._leave(f"dòng {row}", "dòng tổng")
        elif any(self._refused(row, column) for column in self._heading.names()):
            return
        elif "name" in self._at and "commune" not in self._at:
            self._read_named(row)
        else:
            self._read_in_columns(row)

    def _read_in_columns(self, row: int) -> None:
        """District, commune and village each in its column; a blank repeats the one above."""
        if text := self._text(row, "district"):
            district = self._places.district(text)
            if district is None:
                self._refuse(row, "district", text, "unknown_district", _no_district(text))
                self._district, self._commune = None, None
                return
            if district != self._district:
                self._district, self._commune = district, None
        text = self._text(row, "commune")
        village = self._text(row, "village")
        if text and not village and self._is_heading(row, text):
            return
        if text:
            self._commune = self._meant(row, text, "commune")
        if village or (text and self._list != "villages"):
            self._add(row, "village" if village else "commune", village)

    def _read_named(self, row: int) -> None:
        """One column for all: a district above its communes, a commune above its villages."""
        text = self._text(row, "name")
        if not text:
            return
        village = self._text(row, "village")
        if self._is_heading(row, text):
            return
        if self._list == "villages" and not village:
            if _VILLAGE.match(fold(text)) or not has_unit_type(text):
                self._add(row, "name", text)
            else:
                self._commune = self._meant(row, text, "name")
            return
        self._commune = self._meant(row, text, "name")
        self._add(row, "village" if village else "name", village)

    def _is_heading(self, row: int, text: str) -> bool:
        """Whether the row only names the district of those below it."""
        if self._list == "regions" and any(self._text(row, one) for one in self._class_roles):
            return False
        if self._list == "villages" and not has_unit_type(text) and self._commune:
            return False
        plain = has_unit_type(text) or self._list != "communes"
        district = self._places.district(text) if plain else None
        if district is None or _is_commune_name(text):
            return False
        self._district, self._commune = district, None
        return True

    @property
    def _class_roles(self) -> tuple[str, ...]:
        return tuple(role for role in ("region", *_REGIONS) if role in self._at)

    def _meant(self, row: int, text: str, role: str) -> tuple[Meant, str]:
        meant = self._places.commune(text, self._text(row, "code"), self._district)
        if meant.warning:
            self._note("warning", row, role, text, "name_without_marks", meant.warning)
        return meant, text

    def _add(self, row: int, role: str, village: str) -> None:
        if self._commune is None:
            message = f"“{village}” không nằm dưới xã nào. Hãy ghi tên xã ở trên hoặc cùng dòng."
            self._refuse(row, role, village, "no_commune", message)
            return
        meant, text = self._commune
        kind = self._kind(row, role, village or text)
        if kind is None:
            return
        if meant.commune is None and (meant.gone or not meant.options):
            self._refuse(row, role, text, *_refusal(text, meant))
            return
        for one in _villages(village) if self._list == "villages" else [""]:
            self._found.entries.append(
                ClassEntry(
                    sheet=self._sheet.name,
                    cell=self._cell(row, role),
                    row=row,
                    text=text,
                    kind=kind,
                    village=one,
                    commune_id=meant.commune.id if meant.commune else None,
                    options=tuple(place.id for place in meant.options),
                    is_guess=meant.is_guess,
                )
            )

    def _kind(self, row: int, role: str, text: str) -> str | None:
        """What the row is classed as; None where that is refused."""
        if self._list == "villages":
            return "hard_village"
        if self._list == "communes":
            return self._hard(row, role, text)
        found = set(self._ticked(row))
        said = self._text(row, "region")
        if said:
            found.add(region_of(said) or "")
        if found and "" not in found and len(found) == 1:
            return found.pop()
        if not said and not found:
            message = f"{text}: không ghi khu vực. Cần: I, II hoặc III."
            self._refuse(row, role, text, "no_region", message)
        else:
            what = f"ghi “{said}”" if said else "đánh dấu nhiều khu vực"
            message = f"{text}: khu vực không rõ ({what}). Cần: một trong I, II, III."
            self._refuse(row, "region" if said else role, said or text, "unclear_region", message)
        return None

    def _hard(self, row: int, role: str, text: str) -> str | None:
        """Every commune of the list, or those ticked where there is a column for it."""
        if "hard" not in self._at or fold(self._text(row, "hard")) in _TICKS:
            return "hard_commune"
        said = self._text(row, "hard")
        if said:
            message = f"{text}: cột đặc biệt khó khăn ghi “{said}”. Cần: x, hoặc để trống."
            self._refuse(row, "hard", said, "unclear_tick", message)
        else:
            self._leave(f"dòng {row} ({text})", "không đánh dấu đặc biệt khó khăn")
        return None

    def _ticked(self, row: int) -> Iterator[str]:
        for role in _REGIONS:
            if role in self._at and (said := fold(self._text(row, role))):
                yield role if said in _TICKS or region_of(said) == role else ""

    def _refused(self, row: int, column: int) -> bool:
        cell = self._sheet.shown(row, column)
        if cell is None or cell.kind not in _UNREADABLE:
            return False
        message = f"Ô {cell.coordinate} chứa “{cell.text}”, không phải tên địa bàn."
        self._found.problems.append(
            Problem(
                "cell", "error", "not_a_name", message, self._sheet.name, cell.coordinate, row,
                cell.text,
            )
        )  # fmt: skip
        return True

    def _refuse(self, row: int, role: str, raw: str, code: str, message: str) -> None:
        self._note("error", row, role, raw, code, message)

    def _note(self, level: Level, row: int, role: str, raw: str, code: str, message: str) -> None:
        cell = self._cell(row, role)
        self._found.problems.append(
            Problem("row", level, code, message, self._sheet.name, cell, row, raw)
        )

    def _leave(self, where: str, why: str) -> None:
        self._found.leave(self._sheet, where, why)

    def _cell(self, row: int, role: str) -> str:
        return f"{column_letter(self._at.get(role, self._heading.names()[0]))}{row}"

    def _text(self, row: int, role: str) -> str:
        text = self._sheet.text_at(row, self._at[role]) if role in self._at else ""
        return text if role == "village" else _BULLET.sub("", " ".join(text.split()))

    def _name(self, row: int) -> str:
        return next((text for role in ("commune", "name") if (text := self._text(row, role))), "")

    def _first_text(self, row: int) -> str:
        return next((cell.text.strip() for cell in self._sheet.row_cells(row)), "")


def _is_commune_name(text: str) -> bool:
    return bool(re.match(r"(?:xa|x\.|phuong|p\.|thi tran|tt\b)", strip_marks(fold(text))))


def _no_district(text: str) -> str:
    return f"Không có huyện, thành phố “{text}” vào ngày áp dụng. Hãy kiểm tra tên và ngày."


def _refusal(text: str, meant: Meant) -> tuple[str, str]:
    if meant.is_conflict:
        return "conflict", f"“{text}”: tên, mã và huyện không khớp nhau. Hãy sửa cho thống nhất."
    if meant.gone:
        place = meant.gone
        lived = f"từ {_day(place.valid_from)}"
        if place.valid_to:
            lived += f" đến trước {_day(place.valid_to)}"
        return "area_gone", (
            f"{place.full_name} chỉ là đơn vị hành chính {lived}, không phải vào ngày áp dụng. "
            "Hãy kiểm tra ngày áp dụng của danh sách."
        )
    return "unknown_area", f"Không có xã, phường, thị trấn “{text}”. Hãy sửa tên hoặc ghi mã."


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _villages(text: str) -> Iterator[str]:
    """A cell may name several: "Nà Lùng, Bản Chu"."""
    for part in re.split(r"[;,\n]", text):
        name = " ".join(_BULLET.sub("", part.strip()).split())
        if name := _VILLAGE.sub("", name, count=1):
            yield name


def _rows_text(rows: list[int]) -> str:
    shown = ", ".join(str(row) for row in rows[:20])
    return f"dòng {shown}" + (f" và {len(rows) - 20} dòng nữa" if len(rows) > 20 else "")
