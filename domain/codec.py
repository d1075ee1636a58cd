"""Frozen dataclasses to and from plain JSON values, strictly, with every error at once.

One codec serves what travels (wire), what is stored as JSON (receipts, reference data) and what people write
(policies, slip documents): a shape is written once, as a dataclass.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import reprlib
import types
import typing
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Any, TypeVar

T = TypeVar("T")


class DecodeError(ValueError):
    """The data does not have the shape; `errors` holds one sentence per fault, each with its path."""

    def __init__(self, errors: Sequence[str]) -> None:
        super().__init__("; ".join(errors))
        self.errors = tuple(errors)


def encode(value: object) -> Any:
    """A JSON-ready value. Times become UTC ISO 8601; enums their value; unions carry `"kind"` from `KIND`."""
    if value is None or isinstance(value, bool | int | float | str):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): encode(v) for k, v in value.items()}
    if isinstance(value, tuple | list | frozenset):
        items = sorted(value) if isinstance(value, frozenset) else value
        return [encode(v) for v in items]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        plain = {f.name: encode(getattr(value, f.name)) for f in dataclasses.fields(value)}
        kind = getattr(type(value), "KIND", None)
        return {"kind": kind, **plain} if kind is not None else plain
    raise TypeError(f"{type(value).__name__} has no plain form")


def canonical(value: object) -> bytes:
    """The one byte sequence of a value, for hashing: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        encode(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def digest(value: object) -> str:
    """SHA-256 of the canonical form, lower-case hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def decode(cls: type[T], data: object, *, path: str = "") -> T:
    """Build `cls` from plain data. Raises DecodeError naming every fault; unknown keys are faults too."""
    errors: list[str] = []
    result = _decode(cls, data, path, errors)
    if errors:
        raise DecodeError(errors)
    return typing.cast(T, result)


def loads(text: str | bytes) -> Any:
    """JSON, refusing what JSON has no business with: NaN, duplicate keys, absurd depth. Raises DecodeError."""
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except RecursionError:
        raise DecodeError(["nested too deeply"]) from None
    except DecodeError:
        raise
    except ValueError as error:
        raise DecodeError([f"not JSON: {error}"]) from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise DecodeError(["a key stands twice in one object"])
    return result


def _no_constant(name: str) -> Any:
    raise DecodeError([f"{name} is not a JSON number"])


@functools.cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _fail(errors: list[str], path: str, expected: str, data: object) -> None:
    # Shortened while it is written: what is wrong may be deep or huge.
    writer = reprlib.Repr()
    writer.maxstring = writer.maxother = 60
    try:
        shown = writer.repr(data)[:60]
    except ValueError:  # a whole number of thousands of digits
        shown = "a number nobody can read"
    errors.append(f"{path or 'document'}: expected {expected}, got {shown}")


def _printable(key: str) -> str:
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in key[:60])


def _decode(hint: Any, data: object, path: str, errors: list[str]) -> Any:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _decode_union(typing.get_args(hint), data, path, errors)
    if origin is tuple:
        return _decode_tuple(typing.get_args(hint), data, path, errors)
    if origin is frozenset:
        (item,) = typing.get_args(hint)
        return frozenset(_decode_tuple((item, ...), data, path, errors))
    if origin in (dict, Mapping):
        return _decode_mapping(typing.get_args(hint), data, path, errors)
    if origin is typing.Literal:
        if data not in typing.get_args(hint):
            _fail(errors, path, " or ".join(map(repr, typing.get_args(hint))), data)
        return data
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _decode_dataclass(hint, data, path, errors)
    return _decode_scalar(hint, data, path, errors)


def _decode_union(options: tuple[Any, ...], data: object, path: str, errors: list[str]) -> Any:
    if type(None) in options:
        if data is None:
            return None
        options = tuple(o for o in options if o is not type(None))
    if len(options) == 1:
        return _decode(options[0], data, path, errors)
    kinds = {getattr(o, "KIND", None): o for o in options}
    kind = data.get("kind") if isinstance(data, Mapping) else None
    if not isinstance(kind, str) or kind not in kinds:
        _fail(errors, f"{path}.kind".lstrip("."), " or ".join(repr(k) for k in kinds), kind)
        return None
    return _decode(kinds[kind], data, path, errors)


def _decode_tuple(args: tuple[Any, ...], data: object, path: str, errors: list[str]) -> tuple[Any, ...]:
    if not isinstance(data, list | tuple):
        _fail(errors, path, "a list", data)
        return ()
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(_decode(args[0], item, f"{path}[{i}]", errors) for i, item in enumerate(data))
    if len(data) != len(args):
        _fail(errors, path, f"{len(args)} values", data)
        return ()
    return tuple(_decode(a, d, f"{path}[{i}]", errors) for i, (a, d) in enumerate(zip(args, data, strict=True)))


def _decode_mapping(args: tuple[Any, ...], data: object, path: str, errors: list[str]) -> dict[Any, Any]:
    if not isinstance(data, Mapping):
        _fail(errors, path, "a table", data)
        return {}
    key_hint, value_hint = args
    return {
        _decode(key_hint, k, f"{path}.{k}", errors): _decode(value_hint, v, f"{path}.{k}".lstrip("."), errors)
        for k, v in data.items()
    }


def _decode_dataclass(cls: type, data: object, path: str, errors: list[str]) -> Any:
    if not isinstance(data, Mapping):
        _fail(errors, path, "a table", data)
        return None
    before = len(errors)
    hints = _hints(cls)
    values: dict[str, Any] = {}
    known = {"kind"} if getattr(cls, "KIND", None) is not None else set()
    for field in dataclasses.fields(cls):
        known.add(field.name)
        where = f"{path}.{field.name}".lstrip(".")
        if field.name in data:
            values[field.name] = _decode(hints[field.name], data[field.name], where, errors)
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            errors.append(f"{where}: missing")
    errors.extend(f"{path}.{_printable(str(key))}: unknown".lstrip(".") for key in data if key not in known)
    if len(errors) > before:
        return None
    try:
        return cls(**values)
    except ValueError as error:
        errors.append(f"{path or 'document'}: {error}")
        return None


def _decode_scalar(hint: Any, data: object, path: str, errors: list[str]) -> Any:
    if hint is Any or hint is object:
        return data
    if hint in (datetime, date, time):
        return _decode_moment(hint, data, path, errors)
    if isinstance(hint, type) and issubclass(hint, Enum):
        try:
            return hint(data)
        except ValueError:
            _fail(errors, path, " or ".join(repr(m.value) for m in hint), data)
            return None
    names = {str: "text", int: "a whole number", bool: "true or false", float: "a number"}
    if hint is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, hint) or (isinstance(data, bool) and hint is not bool):
        _fail(errors, path, names.get(hint, str(hint)), data)
        return None
    if hint is int and not -(2**63) <= typing.cast(int, data) < 2**63:
        _fail(errors, path, "a number of at most 64 bits", data)
        return None
    return data


def _decode_moment(hint: Any, data: object, path: str, errors: list[str]) -> Any:
    # TOML hands over real dates and times, JSON hands over text.
    if type(data) is hint and not (hint is datetime and typing.cast(datetime, data).tzinfo is None):
        return data
    expected = {datetime: "a time with its zone", date: "a date YYYY-MM-DD", time: "a time HH:MM"}[hint]
    try:
        value = hint.fromisoformat(data)
    except (TypeError, ValueError):
        _fail(errors, path, expected, data)
        return None
    if hint is datetime:
        if value.tzinfo is None:
            _fail(errors, path, expected, data)
            return None
        try:
            return value.astimezone(UTC)
        except OverflowError:  # 0001-01-01 east of Greenwich lies before the first year there is
            _fail(errors, path, expected, data)
            return None
    return value
