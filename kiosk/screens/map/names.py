"""Names and signs on a map: each tries its places, and gives way where others stood first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.plan.model import Point, Ring
from kiosk.screens.map import shapes
from kiosk.screens.map.labels import Face, Label, LabelSheet
from kiosk.screens.map.picture import Name, NameKind
from kiosk.screens.map.signs import place_sign
from kiosk.screens.map.space import around, beside, grown, spread
from kiosk.screens.map.words import Block, block, blocks, fitting
from kiosk.theme import tokens as t

TRIES = 1600
"""Places tried for a name among its shelves."""


def place_names(sheet: LabelSheet) -> Iterator[None]:
    """In the order in which they matter; stops after each, so that it may be done by and by."""
    kinds = {kind: [name for name in sheet.ground.names if name.kind is kind] for kind in NameKind}
    late: list[Name] = []
    numbers = {name.over[0]: name for name in kinds[NameKind.FIXTURE] if name.number}
    for name in kinds[NameKind.DESK]:
        _done(sheet, name, _desk(sheet, name))
        yield
    if not sheet.picture.small:
        for name in kinds[NameKind.DOOR]:
            _done(sheet, name, _door(sheet, name))
            yield
    for name in kinds[NameKind.DEPARTMENT]:
        if sheet.near:
            # The shelves say it themselves now: on the floor between them, or later where they leave room.
            if len(name.over) == 1 or not _between(sheet, name):
                late.append(name)
            yield
        else:
            _numbers_above(sheet, name, numbers)
            placed = _with_number(sheet, name, numbers)
            _done(sheet, name, placed or _inside(sheet, name) or _between(sheet, name, over=True))
            yield
    if sheet.picture.small:
        return
    for name in kinds[NameKind.ROOM]:
        _done(sheet, name, _inside(sheet, name) or _near(sheet, name))
        yield
    for name in kinds[NameKind.CLOSED]:
        _done(sheet, name, _inside(sheet, name))
        yield
    for sign in sheet.ground.signs:
        place_sign(sheet, sign)
        yield
    for name in kinds[NameKind.FIXTURE]:
        if sheet.near or name.over[0] in numbers or not name.number:
            _done(sheet, name, _fixture(sheet, name))
            yield
    if sheet.near:
        for name in kinds[NameKind.SERVICE]:
            _done(sheet, name, _inside(sheet, name) or _near(sheet, name))
            yield
        for name in late:
            _done(sheet, name, _inside(sheet, name) or _between(sheet, name, over=True))
            yield


def _numbers_above(sheet: LabelSheet, name: Name, numbers: dict[Ring, Name]) -> None:
    """Where one name goes over shelves side by side, their numbers stand in a row above it."""
    if sheet.picture.small or len(name.over) < 2 or _filled(name.over) is None:
        return
    # Piled up, a shelf has to hold both; side by side, the name runs over several.
    piled = len({round(sheet.box(ring)[0]) for ring in name.over}) == 1
    need = sheet.sizes.name * (2.4 if piled else 1.2) + 12
    for ring in name.over:
        if ring in numbers:
            words = block((numbers[ring].number,), sheet.sizes.least, True)
            left, top, right, bottom = sheet.box(ring)
            if right - left < words.w + 8 or bottom - top < words.h + need:
                if not piled:
                    del numbers[ring]  # Left and right of the name it would read as part of it.
                continue
            spot = ((left + right) / 2, top + 6 + words.h / 2)
            if sheet.words(sheet.space.first([spot], words.w, words.h, own=sheet.own([ring])), words, t.INK2):
                del numbers[ring]


def _with_number(sheet: LabelSheet, name: Name, numbers: dict[Ring, Name]) -> bool:
    """A name that is a single shelf's stands below that shelf's number, where both have room."""
    shelf = numbers.get(name.over[0]) if len(name.over) == 1 and not sheet.picture.small else None
    if shelf is None or not _pair(sheet, replace(name, number=shelf.number)):
        return False
    del numbers[name.over[0]]
    return True


def _done(sheet: LabelSheet, name: Name, placed: bool) -> None:
    if not placed:
        sheet.missing.append(name.text or name.number)


def _desk(sheet: LabelSheet, name: Name) -> bool:
    """A person on pomelo with the word below; where that is too small for both, the word stands beside."""
    icon = sheet.sizes.least * 2
    if name.over:
        box = sheet.box(name.over[0])
        wide, high = box[2] - box[0] - 8, box[3] - box[1] - 8
        for side in (icon, icon * 0.8, icon * 0.6):
            fit = fitting(name.text, sheet.sizes.name, sheet.sizes.least, wide, high - side, bold=True)
            if fit is None or fit.turned or len(fit.lines) > 2:
                continue
            centre = _room_for(sheet, name, grown(box, -4), replace(fit, h=fit.h + side))
            if centre is not None:
                sheet.put(centre, Label(sheet.metres(centre), fit.w, fit.h + side, t.INK, fit, name.icon, side))
                return True
        icon = max(12.0, min(icon, wide, high))
        spot = sheet.space.first(spread(grown(box, -icon / 2), 6), icon, icon, over=True)
        if spot is None:
            return False
        sheet.put(spot, Label(sheet.metres(spot), icon, icon, t.INK, None, name.icon, icon))
        sheet.space.take(box)
    else:
        side = icon + 14
        spot = sheet.space.first(spread(around(sheet.px(name.at), side, side), 6), side, side, over=True)
        if spot is None:
            return False
        face = Face(t.POMELO, 8, t.INK, 3)
        sheet.put(spot, Label(sheet.metres(spot), side, side, t.INK, None, name.icon, icon, face))
        box = around(spot, side, side)
    for size in (sheet.sizes.name, sheet.sizes.least):
        words = block((name.text,), size, True)
        right, left, above, below, *_ = beside(box, words.w, words.h, 1 if name.over else 4)
        spots = [above, below, left, right, *_shifted(above, box, words.w), *_shifted(below, box, words.w)]
        if sheet.words(sheet.space.first(spots, words.w, words.h), words, t.INK):
            return True
    return False


def _shifted(spot: Point, box: tuple[float, float, float, float], wide: float) -> list[Point]:
    """Above or below a box, but flush with one of its sides."""
    return [(box[2] - wide / 2, spot[1]), (box[0] + wide / 2, spot[1])]


def _door(sheet: LabelSheet, name: Name) -> bool:
    words = block((name.text,), sheet.sizes.least, False)
    ax, ay = sheet.px(name.at)
    dx, dy = name.off[0], -name.off[1]
    deep = (words.w * abs(dx) + words.h * abs(dy)) / 2 + 4
    spots = [
        (ax + dx * (deep + back) - dy * side, ay + dy * (deep + back) + dx * side)
        for back in (0, 14, 28) for side in (0, -30, 30, -60, 60, -100, 100)
    ]  # fmt: skip
    return sheet.words(sheet.space.first(spots, words.w, words.h), words, t.INK)


def _fixture(sheet: LabelSheet, name: Name) -> bool:
    """A shelf's number, and what stands on it below where that is near enough to be read."""
    if sheet.near and name.text and name.number and _pair(sheet, name):
        return True
    plain = replace(name, text=name.number or (name.text if sheet.near else ""))
    return not plain.text or _inside(sheet, plain, number=bool(name.number))


def _pair(sheet: LabelSheet, name: Name) -> bool:
    """A shelf's number above its name, both in the shelf."""
    number = block((name.number,), sheet.sizes.least, True)
    box = grown(sheet.box(name.over[0]), -4)
    for words in blocks(name.text, sheet.sizes.name, sheet.sizes.least):
        gap = 5 if words.turned else 0
        both = replace(words, w=max(words.w, number.w), h=words.h + gap + number.h)
        spot = _room_for(sheet, name, box, both)
        if spot is not None:
            x, y = spot
            sheet.words((x, y - (both.h - number.h) / 2), number, t.INK2)
            return sheet.words((x, y + (both.h - words.h) / 2), words, t.INK)
    return False


def _inside(sheet: LabelSheet, name: Name, *, number: bool = False) -> bool:
    """Words inside a shape, or inside shapes that fill one rectangle together."""
    if not name.over:
        return False
    ring = name.over[0] if len(name.over) == 1 else _filled(name.over)
    if ring is None:
        return False
    box = grown(sheet.box(ring), -2 if number else -4)
    size = sheet.sizes.least if number else sheet.sizes.name
    for words in blocks(name.text, size, sheet.sizes.least, bold=number):
        if number and words.turned:
            continue
        spot = _room_for(sheet, replace(name, over=(ring, *name.over)), box, words)
        if spot is not None:
            return sheet.words(spot, words, t.INK2 if number else t.INK)
    return False


def _room_for(
    sheet: LabelSheet, name: Name, box: tuple[float, float, float, float], words: Block
) -> Point | None:
    """Where in a box of a name's shape words stand free, as near to its middle as can be."""
    wide, high = box[2] - box[0] - words.w, box[3] - box[1] - words.h
    if wide < 0 or high < 0:
        return None
    cx, cy = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    own = sheet.own(name.over)
    spot: Point | None = (cx, cy)
    if sheet.space.first([(cx, cy)], words.w, words.h, own=own) is None:
        room = (cx - wide / 2, cy - high / 2, cx + wide / 2, cy + high / 2)
        step = max(8.0, math.sqrt(wide * high / (TRIES / 4)))
        spot = sheet.space.first(spread(room, step), words.w, words.h, own=own)
    return spot if spot is not None and sheet.holds(name.over[0], spot, words) else None


def _between(sheet: LabelSheet, name: Name, *, over: bool = False) -> bool:
    """Words among the shapes they are for: on the floor between or beside them; else, where `over`, on them."""
    if not name.over:
        return False
    left, top, right, bottom = shapes.box_of(p for ring in name.over for p in map(sheet.px, ring))
    over = over and len(name.over) > 1 and _filled(name.over) is None
    for covered in (None, sheet.own(name.over)) if over else (None,):
        for words in blocks(name.text, sheet.sizes.name, sheet.sizes.least):
            if len(words.lines) > 2 or words.turned:
                continue
            room = (left - 8, top - words.h - 8, right + 8, bottom + words.h + 8)
            step = max(6.0, math.sqrt((room[2] - room[0]) * (room[3] - room[1]) / TRIES))
            spot = sheet.space.first(spread(room, step), words.w + 4, words.h, own=covered)
            if spot is not None:
                return sheet.words(spot, words, t.INK)
    return False


def _near(sheet: LabelSheet, name: Name) -> bool:
    """Words at a place, or beside it."""
    words = block((name.text,), sheet.sizes.least, False)
    box = sheet.box(name.over[0]) if name.over else around(sheet.px(name.at), 4, 4)
    spots = [*([] if name.over else [sheet.px(name.at)]), *beside(box, words.w, words.h, 4)]
    return sheet.words(sheet.space.first(spots, words.w, words.h), words, t.INK)


def _filled(rings: Sequence[Ring]) -> Ring | None:
    """The rectangle some shapes fill together without gaps; None where they do not."""
    left, bottom, right, top = shapes.box_of(p for ring in rings for p in ring)
    whole = (right - left) * (top - bottom)
    if whole <= 0 or sum(abs(shapes.area(ring)) for ring in rings) < 0.97 * whole:
        return None
    return ((left, bottom), (right, bottom), (right, top), (left, top))
