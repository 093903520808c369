"""Frozen dataclasses as plain JSON documents, and back; a union says by `kind` which of its classes it holds."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
KIND = "kind"


def document(value: object) -> Any:  # noqa: ANN401 - any JSON document
    """A value as a JSON document; every dataclass states its name.

    Args:
        value: A dataclass of dataclasses, tuples and plain values.

    >>> from analytics.stats.outcome import Interval
    >>> document(Interval(low=1.0, high=2.0))
    {'kind': 'Interval', 'low': 1.0, 'high': 2.0, 'level': 0.95}
    """
    if is_dataclass(value):
        return {KIND: type(value).__name__} | {one.name: document(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [document(one) for one in value]
    return value


def from_document(kind: type[T], found: object) -> T:
    """The value of a class that a document holds.

    Args:
        kind: The class of the value.
        found: What `document` made of it.

    Raises:
        TypeError: The document does not hold a value of that class.

    >>> from analytics.stats.outcome import Interval
    >>> from_document(Interval, document(Interval(low=1.0, high=2.0)))
    Interval(low=1.0, high=2.0, level=0.95)
    """
    value: T = _value(kind, found)
    return value


def _value(kind: Any, found: Any) -> Any:  # noqa: ANN401 - types and documents of any shape
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _one_of(inner, found)
    if origin is tuple:
        return tuple(_value(inner[0], one) for one in found)
    if is_dataclass(origin or kind):
        return _dataclass(kind, found)
    if origin is Literal:
        return _checked(found, is_right=found in inner)
    if kind is float:
        return float(_checked(found, is_right=isinstance(found, (int, float))))
    return _checked(found, is_right=isinstance(found, kind))


def _one_of(kinds: tuple[Any, ...], found: Any) -> Any:  # noqa: ANN401 - as above
    if found is None:
        return _checked(found, is_right=type(None) in kinds)
    plain = [kind for kind in kinds if kind is not type(None)]
    if len(plain) > 1:
        plain = [kind for kind in plain if (get_origin(kind) or kind).__name__ == found[KIND]]
    return _value(plain[0], found) if plain else _checked(found, is_right=False)


def _dataclass(kind: Any, found: Any) -> Any:  # noqa: ANN401 - as above
    chosen = get_origin(kind) or kind
    hints = _hints(chosen)
    given = dict(zip(getattr(chosen, "__parameters__", ()), get_args(kind), strict=False))
    return chosen(
        **{
            one.name: _value(given.get(hints[one.name], hints[one.name]), found[one.name])
            for one in fields(chosen)
            if one.name in found
        }
    )


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _checked(found: Any, *, is_right: bool) -> Any:  # noqa: ANN401 - as above
    if not is_right:
        msg = "The document holds a value of another kind."
        raise TypeError(msg)
    return found
