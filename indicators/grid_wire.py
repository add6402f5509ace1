"""How cells travel between the grid in the browser and the service that stores them."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.timezone import localtime

from indicators.entries import Entry, Key, TypedCell, shown_text
from indicators.models import Figure, FigureChange
from indicators.services.grid import SavedCells

MOST_CELLS = 10_000
_NAME = re.compile(r"(?P<area>\d{1,9})-(?P<measure>\d{1,9})")
_VALUE, _NOTE = "o-", "g-"  # what the fields of the plain form begin with


def cell_name(key: Key) -> str:
    """A cell in the page: area and measure."""
    return f"{key[1]}-{key[0]}"


def cells_from_json(body: bytes) -> list[TypedCell]:
    """The cells of {"cells": [{"id", "text", "note", "version"}]}; anything else is no request of
    our script and a BadRequest."""
    try:
        sent = json.loads(body)["cells"]
        cells = [_from_json(one) for one in sent]
    except (ValueError, KeyError, TypeError) as wrong:
        raise BadRequest("cells") from wrong
    if len(cells) > MOST_CELLS:
        raise BadRequest("cells")
    return cells


def _from_json(one: Mapping[str, Any]) -> TypedCell:
    text, note, version = one["text"], one.get("note"), one["version"]
    if not isinstance(text, str) or not isinstance(note, str | None) or type(version) is not int:
        raise TypeError(one)
    area, measure = _ids(one["id"])
    return TypedCell(area, measure, text, note, version)


def _ids(name: str) -> tuple[int, int]:
    found = _NAME.fullmatch(name)
    if not found:
        raise ValueError(name)
    return int(found["area"]), int(found["measure"])


def cells_from_form(sent: QueryDict) -> list[TypedCell]:
    """The cells of the plain form: o-<area>-<measure>, its note g-<area>-<measure> if there is a
    field for it, and one version for all."""
    version = sent.get("phien-ban", "")
    names = [name.removeprefix(_VALUE) for name in sent if name.startswith(_VALUE)]
    if not version.isdecimal() or not all(_NAME.fullmatch(name) for name in names):
        raise BadRequest("o")
    return [
        TypedCell(*_ids(name), sent[_VALUE + name], sent.get(_NOTE + name), int(version))
        for name in names
    ]


def conflict_sentence(change: FigureChange) -> str:
    """“Nông Văn Ví Dụ vừa sửa ô này lúc 09:30 05/10/2024: 750 → 760.”"""
    before = _state(change, "before") or "chưa báo cáo"
    after = _state(change, "after") or "chưa báo cáo"
    return (
        f"{change.by.get_full_name()} vừa sửa ô này lúc {localtime(change.at):%H:%M %d/%m/%Y}: "
        f"{before} → {after}. Số bạn nhập chưa được lưu; hãy chọn giữ số nào."
    )


def _state(change: FigureChange, side: str) -> str:
    return shown_text(
        change.measure,
        getattr(change, side),
        getattr(change, f"{side}_nil"),
        getattr(change, f"{side}_status"),
    )


def saved_as_json(saved: SavedCells, cells: Sequence[TypedCell]) -> dict[str, Any]:
    """What came of each cell, and what is to be looked at in the rows that were touched."""
    return {
        "version": saved.report.version,
        "cells": {cell_name(cell.key): _outcome(saved, cell.key) for cell in cells},
        "findings": {
            cell_name(key): saved.findings[key].message if key in saved.findings else ""
            for key in saved.cells
        },
    }


def _outcome(saved: SavedCells, key: Key) -> dict[str, Any]:
    if key in saved.refused:
        return {"state": "refused", "message": saved.refused[key].message}
    present = saved.cells.get(key)
    if key in saved.conflicts:
        change = saved.conflicts[key]
        stored = _state(change, "after")
        return {"state": "conflict", "message": conflict_sentence(change), "stored": stored}
    return {
        "state": "saved",
        "text": present_text(present),
        "note": present.note if present else "",
    }


def present_text(cell: Entry | Figure | None) -> str:
    if cell is None:
        return ""
    return shown_text(cell.measure, cell.value, cell.is_nil, cell.status)
