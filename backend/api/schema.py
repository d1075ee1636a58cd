"""JSON schemas of the dataclasses that travel, for OpenAPI: exactly what `domain.codec` reads and writes."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum
from typing import Any

Schema = dict[str, Any]

_SCALARS: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer", "format": "int64"},
    bool: {"type": "boolean"},
    float: {"type": "number"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    time: {"type": "string", "format": "time"},
}


class Schemas:
    """Collects one definition per dataclass and enum, and refers to it."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}
        self._named: dict[str, type] = {}

    def of(self, hint: Any) -> Schema:
        origin, args = typing.get_origin(hint), typing.get_args(hint)
        if origin in (typing.Union, types.UnionType):
            return self._union(args)
        if origin is tuple:
            return {"type": "array", "items": self.of(args[0])}
        if origin is frozenset:
            return {"type": "array", "items": self.of(args[0]), "uniqueItems": True}
        if origin in (dict, Mapping):
            return {"type": "object", "additionalProperties": self.of(args[1])}
        if origin is typing.Literal:
            return {"enum": list(args)}
        if isinstance(hint, type) and issubclass(hint, Enum):
            return self._defined(hint, lambda: {"type": "string", "enum": [member.value for member in hint]})
        if isinstance(hint, type) and dataclasses.is_dataclass(hint):
            return self._defined(hint, lambda: self._dataclass(hint))
        return dict(_SCALARS[hint])

    def _union(self, options: tuple[Any, ...]) -> Schema:
        known = [option for option in options if option is not type(None)]
        nothing = [{"type": "null"}] if len(known) < len(options) else []
        if len(known) == 1:
            return {"anyOf": [self.of(known[0]), *nothing]}
        refs = {option.KIND: self.of(option) for option in known}
        mapping = {kind: ref["$ref"] for kind, ref in refs.items()}
        return {
            "oneOf": [*refs.values(), *nothing],
            "discriminator": {"propertyName": "kind", "mapping": mapping},
        }

    def _defined(self, cls: type, build: typing.Callable[[], Schema]) -> Schema:
        name = cls.__name__
        if self._named.get(name, cls) is not cls:
            # A till's promotions and the guide's are of different kinds, by one name.
            name = cls.__module__.rpartition(".")[2].capitalize() + name
        if name not in self.definitions:
            self._named[name] = cls
            self.definitions[name] = {}  # stands here already for those who refer back
            self.definitions[name] = build()
        return {"$ref": f"#/components/schemas/{name}"}

    def _dataclass(self, cls: Any) -> Schema:
        hints = typing.get_type_hints(cls)
        fields = dataclasses.fields(cls)
        properties = {field.name: self.of(hints[field.name]) for field in fields}
        required = [
            field.name
            for field in fields
            if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        ]
        kind = getattr(cls, "KIND", None)
        if kind is not None:
            properties = {"kind": {"const": kind}, **properties}
            required = ["kind", *required]
        own_words = cls.__doc__ if cls.__doc__ and not cls.__doc__.startswith(f"{cls.__name__}(") else ""
        return {
            "type": "object",
            **({"description": " ".join(own_words.split())} if own_words else {}),
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }
