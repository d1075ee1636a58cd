"""What a sheet of paper carries: glyph runs, bars and symbols at their places, in dots from the top left."""

from __future__ import annotations

from dataclasses import dataclass, replace

from devices.layout.picture import Scale
from devices.layout.symbols import Symbol
from domain.slip import Drawing


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs on a baseline, black or (on a bar) white."""

    x: int
    y: int
    text: str
    size: int
    bold: bool
    white: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle, filled, or drawn as a frame `outline` dots thick."""

    x: int
    y: int
    width: int
    height: int
    radius: int = 0
    outline: int = 0


@dataclass(frozen=True, slots=True)
class Modules:
    """A symbol; `height` is that of one row of modules."""

    x: int
    y: int
    symbol: Symbol
    height: int


@dataclass(frozen=True, slots=True)
class Sketch:
    """A drawing at its scale; `size` is that of its letters."""

    x: int
    y: int
    drawing: Drawing
    scale: Scale
    size: int


Mark = Run | Bar | Modules | Sketch


@dataclass(frozen=True, slots=True)
class Block:
    """Marks from its own top, and the white it wants above and below."""

    height: int
    marks: tuple[Mark, ...]
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything between two cuts."""

    width: int
    height: int
    marks: tuple[Mark, ...]


def moved(mark: Mark, down: int, right: int = 0) -> Mark:
    return replace(mark, x=mark.x + right, y=mark.y + down)
