"""The grouped header of a form: "Hộ nghèo|Số hộ" stands under "Hộ nghèo"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Heading:
    """One cell of the header; `first` is the number of the column at which it begins."""

    text: str
    first: int
    columns: int = 1
    rows: int = 1


def heading_rows(headers: Sequence[str]) -> tuple[tuple[Heading, ...], ...]:
    """The lines of the header from the top. Neighbours with the same words above them share a
    cell; a header with fewer levels than the others reaches down to the last line.

    ["Số hộ", "Nghèo|Số", "Nghèo|Tỷ lệ"] gives "Số hộ" over two lines and "Nghèo" over two columns.
    """
    paths = [tuple(part.strip() for part in header.split("|")) for header in headers]
    depth = max((len(path) for path in paths), default=0)
    return tuple(_line(paths, level, depth) for level in range(depth))


def _line(paths: Sequence[tuple[str, ...]], level: int, depth: int) -> tuple[Heading, ...]:
    line: list[Heading] = []
    above: tuple[str, ...] | None = None
    for place, path in enumerate(paths):
        if len(path) <= level:
            above = None
            continue
        is_last = len(path) == level + 1
        if not is_last and path[: level + 1] == above:
            line[-1] = replace(line[-1], columns=line[-1].columns + 1)
        else:
            line.append(Heading(path[level], place, rows=depth - level if is_last else 1))
        above = None if is_last else path[: level + 1]
    return tuple(line)
