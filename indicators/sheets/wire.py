"""Frozen dataclasses as JSON and back, for the border between two processes."""

import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache, partial
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
    return _reader(kind)(data)


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What makes a `kind`: worked out once, not once for each of hundreds of objects."""
    if is_dataclass(kind):
        return _object_reader(kind)
    arguments = typing.get_args(kind)
    if typing.get_origin(kind) is tuple:
        read_item = _reader(arguments[0])
        return lambda data: tuple(map(read_item, data))
    # A Literal or None is a typing.Union, everything else or None a types.UnionType.
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        read = _reader(arguments[0])
        return lambda data: None if data is None else read(data)
    if typing.get_origin(kind) is Literal:
        return partial(_one_of, arguments)
    return Decimal if kind is Decimal else partial(_plain, kind)


def _object_reader(kind: Any) -> Callable[[Any], Any]:
    readers = {name: _reader(hint) for name, hint in typing.get_type_hints(kind).items()}
    return lambda data: kind(**{name: read(data[name]) for name, read in readers.items()})


def _one_of(allowed: tuple[Any, ...], data: Any) -> Any:
    if data not in allowed:
        raise TypeError(f"{data!r} is none of {allowed}")
    return data


def _plain(kind: type, data: Any) -> Any:
    if not isinstance(data, kind):
        raise TypeError(f"{data!r} is no {kind.__name__}")
    return data
