"""Where every word, sign and disc of a map stands at a scale: the important ones first, the rest where there is room.

What is laid out for a scale holds for every nearer one: places move apart, sizes stay, so nothing begins to overlap.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

from kiosk.screens.map.labels import LabelSheet, Layout, Sizes
from kiosk.screens.map.marks import place_marks
from kiosk.screens.map.names import place_names
from kiosk.screens.map.picture import MapPicture

Made = TypeVar("Made")

NEAR = 1.4
"""From this zoom on single shelves say what stands on them."""


def laying_out(picture: MapPicture, scale: float, least: float, zoom: float = 1.0) -> Generator[None, None, Layout]:
    """As `laid_out`, a little at a time."""
    sheet = LabelSheet(picture, scale, Sizes(least), zoom >= NEAR)
    place_marks(sheet)
    yield
    yield from place_names(sheet)
    return sheet.layout()


def laid_out(picture: MapPicture, scale: float, least: float, zoom: float = 1.0) -> Layout:
    """All labels of a level at `scale` (design px a metre), text no smaller than `least`."""
    return at_once(laying_out(picture, scale, least, zoom))


def at_once(work: Generator[None, None, Made]) -> Made:
    """What comes of work that is done a little at a time."""
    while True:
        try:
            next(work)
        except StopIteration as done:
            made: Made = done.value
            return made
