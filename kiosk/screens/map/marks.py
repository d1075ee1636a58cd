"""What matters most on a map and is placed first: here, the targets, the way and the numbers on it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from domain.plan.model import Point
from kiosk.screens.map import shapes
from kiosk.screens.map.labels import Face, Label, LabelSheet
from kiosk.screens.map.picture import AreaKind, Disc, Target
from kiosk.screens.map.shapes import Box, apart
from kiosk.screens.map.space import around, beside, line_boxes
from kiosk.screens.map.way import reached
from kiosk.screens.map.words import block, fitting
from kiosk.theme import tokens as t
from kiosk.theme.tokens import Colour

SLIDE = 8.0
"""Px between the places tried for a disc along its way."""


def place_marks(sheet: LabelSheet) -> None:
    """Discs first, for their place says most; then the way; then the plates, which only have to be near."""
    picture, sizes = sheet.picture, sheet.sizes
    here = picture.here
    if here is not None:
        ring = around(sheet.px(here.at), sizes.ring * 2, sizes.ring * 2)
        sheet.space.take(ring, 3)
    for target in picture.targets:
        if target.ring:
            sheet.space.take(sheet.box(target.ring), 2)
    discs = _discs(sheet)
    if picture.way is not None:
        for line in reached(picture.way, picture.targets):
            for box in line_boxes([sheet.px(point) for point in line], sizes.casing):
                sheet.space.take(box)
            if picture.way.ends_here:
                sheet.space.take(around(sheet.px(line[-1]), sizes.head * 2, sizes.head * 2))
    for target in picture.targets:
        _target(sheet, target)
    if here is not None:
        _plate(sheet, here.text, here.at, t.INK, sizes.least if picture.small else sizes.plate, ring)
    sheet.labels.extend(discs)


def _discs(sheet: LabelSheet) -> list[Label]:
    """Discs slide along their line, ahead and back, until none touches another."""
    way = sheet.picture.way
    if way is None or not way.lines:
        return []
    found: list[Label] = []
    lines = [[sheet.px(point) for point in line] for line in way.lines]
    starts = [sum(map(shapes.length, lines[:i])) for i in range(len(lines))]
    whole = max(1e-6, sum(map(shapes.length, lines)))
    side = sheet.sizes.disc * 2
    for disc in way.discs:
        at = sheet.px(disc.at)
        best = min(range(len(lines)), key=lambda i: shapes.nearest_length(lines[i], at)[1])
        line, (along, _) = lines[best], shapes.nearest_length(lines[best], at)
        far = next((far for far in _slides(along, side * 1.5, shapes.length(line))
                    if sheet.space.free(around(shapes.at_length(line, far), side, side))), None)  # fmt: skip
        if far is None:
            sheet.missing.append(str(disc.number))
            continue
        spot = shapes.at_length(line, far)
        sheet.space.take(around(spot, side, side), 2)
        found.append(_disc(sheet, disc, spot, (starts[best] + far) / whole))
    return found


def _slides(along: float, reach: float, length: float) -> list[float]:
    """How far along a line a disc may stand, the nearest to its own place first."""
    steps = [sign * SLIDE * step for step in range(1, round(reach / SLIDE)) for sign in (1, -1)]
    return [along + step for step in (0.0, *steps) if 0 <= along + step <= length]


def _disc(sheet: LabelSheet, disc: Disc, spot: Point, share: float) -> Label:
    sizes = sheet.sizes
    colour, fill = (t.WHITE, t.LEAF) if disc.stop else (t.LEAF, t.WHITE)
    text = str(disc.number)
    words = block((text,), sizes.number if len(text) == 1 else sizes.number * 0.8, True)
    side = sizes.disc * 2
    face = Face(fill, sizes.disc, t.LEAF, 6)
    return Label(sheet.metres(spot), side, side, colour, words, face=face, share=share)


def _target(sheet: LabelSheet, target: Target) -> None:
    head = sheet.sizes.head * 2
    box = sheet.box(target.ring) if target.ring else around(sheet.px(target.at), head, head)
    if target.text:
        _plate(sheet, target.text, target.at, t.LEAF, sheet.sizes.number, box)
    if not target.ring:
        return
    size = sheet.sizes.number - 2
    words = fitting(target.number, size, sheet.sizes.least, box[2] - box[0] - 6, box[3] - box[1] - 2, bold=True)
    if words is not None:
        centre = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        sheet.labels.append(Label(sheet.metres(centre), words.w, words.h, t.WHITE, words))


def _plate(sheet: LabelSheet, text: str, anchor: Point, fill: Colour, size: float, box: Box) -> None:
    """Words on a plate near a place, best where it covers no shelf, never on the way."""
    words = block((text,), size, True)
    wide, high = words.w + size * 1.2, words.h + size * 0.7
    right, left, above, below, *_ = beside(box, wide, high, 8)
    sides = [(x, y + dy) for dy in (0, -4, 4, -8, 8, -16, 16, -24, 24) for x, y in (right, left)]
    desks = [sheet.box(area.ring) for area in sheet.ground.areas if area.kind is AreaKind.DESK]
    close, far = [*sides, above, below, *_around(box, wide, high, (8, 20))], _around(box, wide, high, (40, 64, 96, 128))
    close, far = (
        [spot for spot in spots if not any(apart(around(spot, wide, high), desk) < 4 for desk in desks)]
        for spots in (close, far)
    )
    first = sheet.space.first
    spot = (
        (None if sheet.picture.small else first(close, wide, high))
        or first(close, wide, high, over=True)
        or first(far, wide, high)
        or first(far, wide, high, over=True)
    )
    if spot is None:
        sheet.missing.append(text)
        return
    at = sheet.px(anchor)
    face = Face(fill, 12 if size < 30 else 14)
    sheet.put(spot, Label(anchor, wide, high, t.WHITE, words, face=face, dx=spot[0] - at[0], dy=spot[1] - at[1]))


def _around(box: Box, wide: float, high: float, gaps: Sequence[float]) -> list[Point]:
    """Places round a box, sliding along its sides; nearer ones first."""
    found = []
    cx, cy = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for gap in gaps:
        rx, ry = (box[2] - box[0] + wide) / 2 + gap, (box[3] - box[1] + high) / 2 + gap
        across = [cx + sign * rx * step / 6 for step in range(7) for sign in (1, -1)]
        along = [cy + sign * ry * step / 6 for step in range(7) for sign in (1, -1)]
        level = [(x, y) for y in along for x in (cx + rx, cx - rx)]
        stacked = [(x, y) for x in across for y in (cy - ry, cy + ry)]
        found += sorted((*level, *stacked), key=lambda spot: math.dist(spot, (cx, cy)))
    return found
