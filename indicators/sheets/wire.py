"""Frozen dataclasses as JSON and back, for the border between two processes."""

import types
import typing
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any, Literal


def to_json(value: Any) -> Any:
    """Return `value` (a dataclass of plain data) as what `json.dumps` takes."""
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value


def from_json(kind: Any, data: Any) -> Any:
    """Return the `kind` (a dataclass of plain data) that `to_json` turned into `data`.

    Raises KeyError, TypeError or ArithmeticError when `data` does not have its shape.
    """
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{name: from_json(hint, data[name]) for name, hint in hints.items()})
    if typing.get_origin(kind) is tuple:
        return tuple(from_json(typing.get_args(kind)[0], item) for item in data)
    # A Literal or None is a typing.Union, everything else or None a types.UnionType.
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return None if data is None else from_json(typing.get_args(kind)[0], data)
    return Decimal(data) if kind is Decimal else _checked(kind, data)


def _checked(kind: Any, data: Any) -> Any:
    allowed = typing.get_args(kind) if typing.get_origin(kind) is Literal else None
    if allowed is not None and data not in allowed:
        raise TypeError(f"{data!r} is none of {allowed}")
    if allowed is None and not isinstance(data, kind):
        raise TypeError(f"{data!r} is no {kind.__name__}")
    return data
