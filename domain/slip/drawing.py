"""A line drawing on a slip, as plain data: areas, lines and labels in whole units of its own, y up.

It is drawn as wide as the paper; how thick a line is and how big a letter is the layout's affair.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Point = tuple[int, int]


class Fill(StrEnum):
    WHITE = "white"
    LIGHT = "light"
    """Dotted: seen, and no words drowned."""
    BLACK = "black"


class Weight(StrEnum):
    THIN = "thin"
    BOLD = "bold"
    """A wall."""
    WAY = "way"
    """Thick, with white at both sides: what the drawing is about."""


class Look(StrEnum):
    PLAIN = "plain"
    """Black letters. Left out where there is no room, or the way runs."""
    DISC = "disc"
    """A number in a ring."""
    PLATE = "plate"
    """White on black: where it is."""
    HERE = "here"
    """A ring with a dot; no text."""


@dataclass(frozen=True, slots=True)
class Area:
    points: tuple[Point, ...]
    fill: Fill = Fill.WHITE
    outlined: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    points: tuple[Point, ...]
    weight: Weight = Weight.THIN


@dataclass(frozen=True, slots=True)
class Label:
    """Centred at its point. Which stand when there is no room for all: discs and plates, then the others in order."""

    at: Point
    text: str = ""
    look: Look = Look.PLAIN


Part = Area | Line | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """What lies between (0, 0) and (width, height); parts beyond are cut off. Later parts cover earlier ones, but for
    labels, which stand above all."""

    width: int
    height: int
    parts: tuple[Part, ...]
