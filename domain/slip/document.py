"""A slip as a JSON document, and back. Reading finds every mistake at once and says where each one is.

    {"language": "zh_CN", "elements": [{"kind": "text", "text": "退货回执", "size": "heading"}, {"kind": "cut"}]}

Fields are those of the classes in `domain.slip.elements`; what has a default there may be left out.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields
from typing import Any

from domain.slip.drawing import Drawing, Part
from domain.slip.elements import Box, Element, Slip
from domain.slip.reading import KINDS, PARTS, Reader, shown

LONGEST_DOCUMENT = 1_000_000
"""Characters. A slip is a few thousand; a document far beyond that is a mistake or an attack."""


class BadSlipDocument(ValueError):
    """The document is not a slip. `problems` has one plain sentence for each thing wrong, with its path."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def to_json(slip: Slip) -> str:
    """The document of a slip; `from_json` reads it back to an equal slip."""
    document = {
        "language": slip.language,
        "large_type": slip.large_type,
        "elements": [_element_document(element) for element in slip.elements],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _element_document(element: Element) -> dict[str, Any]:
    kind = next(name for name, cls in KINDS.items() if isinstance(element, cls))
    return {"kind": kind} | _field_values(element)


def _part_document(part: Part) -> dict[str, Any]:
    kind = next(name for name, cls in PARTS.items() if isinstance(part, cls))
    return {"kind": kind} | _field_values(part)


def _field_values(part: Element | Part) -> dict[str, Any]:
    values = {field.name: getattr(part, field.name) for field in fields(part)}
    if isinstance(part, Box):
        values["lines"] = [_field_values(line) for line in part.lines]
    if isinstance(part, Drawing):
        values["parts"] = [_part_document(each) for each in part.parts]
    return values


def from_json(text: str) -> Slip:
    """Read a document. Raises BadSlipDocument, which names everything that is wrong."""
    problems: list[str] = []
    try:
        document = _parse(text)
    except _NotJson as problem:
        raise BadSlipDocument((str(problem),)) from None
    slip = Reader(problems).slip(document)
    if problems:
        raise BadSlipDocument(tuple(problems))
    return slip


class _NotJson(Exception):
    pass


def _parse(text: str) -> Any:
    if len(text) > LONGEST_DOCUMENT:
        raise _NotJson(f"document: expected at most {LONGEST_DOCUMENT} characters, it has {len(text)}")

    def refuse_constant(name: str) -> Any:
        raise _NotJson(f"document: expected numbers, it holds {name}")

    def refuse_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        twice = [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]
        if twice:
            named = ", ".join(map(shown, twice[:5]))
            raise _NotJson(f"document: expected each name once in an object, {named} comes twice")
        return dict(pairs)

    try:
        return json.loads(text, parse_constant=refuse_constant, object_pairs_hook=refuse_duplicates)
    except json.JSONDecodeError as error:
        raise _NotJson(f"line {error.lineno}, column {error.colno}: expected JSON ({error.msg})") from None
    except RecursionError:
        raise _NotJson("document: expected a few levels, it is nested too deeply") from None
    except ValueError as error:  # integers beyond Python's digit limit
        raise _NotJson(f"document: expected ordinary numbers ({error})") from None
