"""From parsed JSON to a slip. Every mistake is noted with its path; reading goes on with a stand-in value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import MISSING, fields
from enum import StrEnum
from typing import Any, TypeVar

from domain.slip.drawing import Area, Drawing, Fill, Label, Line, Look, Part, Point, Weight
from domain.slip.elements import (
    QR,
    Align,
    Banner,
    Barcode,
    Box,
    Columns,
    Cut,
    Element,
    Rule,
    RuleStyle,
    Size,
    Slip,
    Space,
    Step,
    Text,
)

LONGEST_TEXT = 2_000
MOST_ELEMENTS = 500
MOST_PARTS = 3_000
MOST_POINTS = 500
"""Of one area or line."""
WIDEST = 10_000_000
"""Units of a drawing's own."""
LANGUAGE = re.compile(r"[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8})*")

KINDS: dict[str, type[Element]] = {
    "text": Text,
    "columns": Columns,
    "rule": Rule,
    "banner": Banner,
    "box": Box,
    "step": Step,
    "barcode": Barcode,
    "qr": QR,
    "drawing": Drawing,
    "space": Space,
    "cut": Cut,
}

PARTS: dict[str, type[Part]] = {"area": Area, "line": Line, "label": Label}

_STAND_INS: dict[str, Any] = {
    "lines": (), "parts": (), "points": (), "at": (0, 0), "width": 1, "height": 1, "number": 1,
}  # fmt: skip
"""For what is missing but wanted, so that reading goes on; everything else is text."""


def shown(value: Any) -> str:
    """A found value fit for an error message: short, one line, no control bytes (invariant: nothing echoed raw)."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    shown = ascii(value)
    return shown if len(shown) <= 40 else shown[:37] + "..."


_E = TypeVar("_E", bound=StrEnum)
_P = TypeVar("_P", bound=Element | Part)


class Reader:
    """Walks a parsed document, collecting problems and using a stand-in value wherever there is one."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems

    def wrong(self, path: str, expected: str, found: Any) -> None:
        self.problems.append(f"{path}: expected {expected}, found {shown(found)}")

    def slip(self, value: Any) -> Slip:
        if not isinstance(value, dict):
            self.wrong("document", "an object with elements and language", value)
            return Slip(())
        for name in value.keys() - {"elements", "language", "large_type"}:
            self.problems.append(f"{shown(name)}: expected one of elements, language, large_type")
        return Slip(
            elements=self.elements(value.get("elements")),
            language=self.language(value.get("language", "zh_CN"), "language"),
            large_type=self.truth(value.get("large_type", False), "large_type"),
        )

    def elements(self, value: Any) -> tuple[Element, ...]:
        if not isinstance(value, list) or not 1 <= len(value) <= MOST_ELEMENTS:
            self.wrong("elements", f"a list of 1 to {MOST_ELEMENTS} elements", value)
            return ()
        return tuple(self.element(item, f"elements[{index}]") for index, item in enumerate(value))

    def element(self, value: Any, path: str) -> Element:
        if not isinstance(value, dict):
            self.wrong(path, "an object with a kind", value)
            return Cut()
        kind = value.get("kind")
        if not isinstance(kind, str) or kind not in KINDS:
            self.wrong(f"{path}.kind", f"one of {', '.join(KINDS)}", kind)
            return Cut()
        rest = {name: item for name, item in value.items() if name != "kind"}
        return self.part(KINDS[kind], rest, path)

    def part(self, cls: type[_P], value: dict[str, Any], path: str) -> _P:
        known = {field.name: field for field in fields(cls)}
        for name in sorted(value.keys() - known.keys()):
            allowed = ", ".join(known) or "no field at all"
            self.problems.append(f"{path}: expected {allowed}, found the field {shown(name)}")
        read = self.readers(cls)
        arguments: dict[str, Any] = {}
        for name, field in known.items():
            if name in value:
                arguments[name] = read[name](value[name], f"{path}.{name}")
            elif field.default is MISSING:
                self.problems.append(f"{path}.{name}: expected, but it is missing")
                arguments[name] = _STAND_INS.get(name, "")
        return cls(**arguments)

    def readers(self, cls: type) -> dict[str, Callable[[Any, str], Any]]:
        lines = self.boxed_lines if cls is Box else self.strings
        return {
            "text": self.symbol if cls in (Barcode, QR) else self.string,
            "left": self.string,
            "right": self.string,
            "label": self.string,
            "hint": self.string,
            "title": self.string,
            "size": lambda value, path: self.choice(Size, value, path),
            "align": lambda value, path: self.choice(Align, value, path),
            "style": lambda value, path: self.choice(RuleStyle, value, path),
            "bold": self.truth,
            "number": lambda value, path: self.whole(value, path, 1, 99),
            "millimetres": lambda value, path: self.whole(value, path, 1, 100),
            "lines": lines,
            "width": lambda value, path: self.whole(value, path, 1, WIDEST),
            "height": lambda value, path: self.whole(value, path, 1, WIDEST),
            "parts": self.parts,
            "points": self.points,
            "at": self.point,
            "fill": lambda value, path: self.choice(Fill, value, path),
            "outlined": self.truth,
            "weight": lambda value, path: self.choice(Weight, value, path),
            "look": lambda value, path: self.choice(Look, value, path),
        }

    def string(self, value: Any, path: str) -> str:
        if not isinstance(value, str) or len(value) > LONGEST_TEXT:
            self.wrong(path, f"text of at most {LONGEST_TEXT} characters", value)
            return ""
        return value

    def symbol(self, value: Any, path: str) -> str:
        if not isinstance(value, str) or not 1 <= len(value) <= 300 or not (value.isascii() and value.isprintable()):
            self.wrong(path, "1 to 300 printable ASCII characters", value)
            return "-"
        return value

    def strings(self, value: Any, path: str) -> tuple[str, ...]:
        if not isinstance(value, list) or len(value) > 20:
            self.wrong(path, "a list of at most 20 texts", value)
            return ()
        return tuple(self.string(item, f"{path}[{index}]") for index, item in enumerate(value))

    def boxed_lines(self, value: Any, path: str) -> tuple[Text, ...]:
        if not isinstance(value, list) or not 1 <= len(value) <= 20:
            self.wrong(path, "a list of 1 to 20 texts", value)
            return ()
        lines: list[Text] = []
        for index, item in enumerate(value):
            here = f"{path}[{index}]"
            if isinstance(item, dict):
                lines.append(self.part(Text, item, here))
            else:
                self.wrong(here, "an object with a text", item)
        return tuple(lines)

    def parts(self, value: Any, path: str) -> tuple[Part, ...]:
        if not isinstance(value, list) or len(value) > MOST_PARTS:
            self.wrong(path, f"a list of at most {MOST_PARTS} parts", value)
            return ()
        return tuple(part for n, item in enumerate(value) if (part := self.drawn(item, f"{path}[{n}]")) is not None)

    def drawn(self, value: Any, path: str) -> Part | None:
        kind = value.get("kind") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in PARTS:
            self.wrong(path, f"an object with a kind, one of {', '.join(PARTS)}", value)
            return None
        return self.part(PARTS[kind], {name: item for name, item in value.items() if name != "kind"}, path)

    def points(self, value: Any, path: str) -> tuple[Point, ...]:
        if not isinstance(value, list) or len(value) > MOST_POINTS:
            self.wrong(path, f"a list of at most {MOST_POINTS} points", value)
            return ()
        return tuple(self.point(item, f"{path}[{n}]") for n, item in enumerate(value))

    def point(self, value: Any, path: str) -> Point:
        if not isinstance(value, list) or len(value) != 2:
            self.wrong(path, "a list of two whole numbers", value)
            return 0, 0
        x, y = (self.whole(number, path, -WIDEST, WIDEST) for number in value)
        return x, y

    def choice(self, options: type[_E], value: Any, path: str) -> _E:
        try:
            return options(value)
        except ValueError:
            self.wrong(path, f"one of {', '.join(options)}", value)
            return next(iter(options))

    def truth(self, value: Any, path: str) -> bool:
        if not isinstance(value, bool):
            self.wrong(path, "true or false", value)
            return False
        return value

    def whole(self, value: Any, path: str, least: int, most: int) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.wrong(path, f"a whole number from {least} to {most}", value)
            return least
        return value

    def language(self, value: Any, path: str) -> str:
        if not isinstance(value, str) or not LANGUAGE.fullmatch(value):
            self.wrong(path, "a language such as zh_CN, zh_TW or en", value)
            return "zh_CN"
        return value
