"""The parts a slip is made of. Sizes are steps, not dots: a printer's layout decides what a step measures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.slip.drawing import Drawing


class Size(StrEnum):
    """Four steps of type. On 80 mm paper at 203 dpi they are 24, 30, 34 and 68 dots high."""

    CAPTION = "caption"
    BODY = "body"
    HEADING = "heading"
    HERO = "hero"


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class RuleStyle(StrEnum):
    SOLID = "solid"
    DASHED = "dashed"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; it wraps. Line breaks inside `text` count as spaces: one Text is one paragraph."""

    text: str
    size: Size = Size.BODY
    bold: bool = False
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Columns:
    """What it is on the left (wraps), how much on the right (never wraps, flush right).

    With Size.HERO only the right side is that big; the left side stands beside it as a heading.
    """

    left: str
    right: str
    size: Size = Size.BODY
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""

    style: RuleStyle = RuleStyle.SOLID


@dataclass(frozen=True, slots=True)
class Banner:
    """White on a black bar. With a label: the one thing to read from afar (a ticket number), as big as the
    paper allows. Without: a remark that must not be missed (待核验, 补打)."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """Lines in a frame."""

    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered thing to do, with a smaller hint under it."""

    number: int
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Barcode:
    """Code 128. Printable ASCII only; anything else is printed as text, never as a symbol of something else."""

    text: str


@dataclass(frozen=True, slots=True)
class QR:
    """A QR code, with a title and lines beside it (under it on narrow paper)."""

    text: str
    title: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Space:
    """White paper."""

    millimetres: int = 3


@dataclass(frozen=True, slots=True)
class Cut:
    """Cut here. A slip without one is cut at its end."""


Element = Text | Columns | Rule | Banner | Box | Step | Barcode | QR | Drawing | Space | Cut


@dataclass(frozen=True, slots=True)
class Slip:
    """A whole document. `language` (zh_CN, zh_TW, en, ...) picks the glyphs; `large_type` is for the senior pace."""

    elements: tuple[Element, ...]
    language: str = "zh_CN"
    large_type: bool = False
