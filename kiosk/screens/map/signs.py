"""Signs on a map: an icon where an amenity is, its name where there is room."""

from __future__ import annotations

import math
from dataclasses import replace

from kiosk.screens.map.labels import Face, Label, LabelSheet
from kiosk.screens.map.picture import Sign
from kiosk.screens.map.space import around, beside
from kiosk.screens.map.words import fitting
from kiosk.theme import tokens as t


def place_sign(sheet: LabelSheet, sign: Sign) -> None:
    """An icon on a plate where the amenity is, its name beside it where there is room."""
    side = sheet.sizes.sign
    at = sheet.px(sign.at)
    spots = [
        (at[0] + far * math.cos(turn * math.pi / 4), at[1] + far * math.sin(turn * math.pi / 4))
        for far in (0.0, side * 0.3, side * 0.6, side * 0.9) for turn in (range(8) if far else (0,))
    ]  # fmt: skip
    room = sheet.own([sign.room]) if sign.room else None
    spot = sheet.space.first(spots, side, side, own=room) or sheet.space.first(spots, side, side, over=True)
    if spot is None:
        sheet.missing.append(sign.text)
        return
    face = Face(t.WHITE, 10, t.EDGE, 2)
    label = Label(sign.at, side, side, t.INK, None, sign.icon, side - 12, face, key=sign.key)
    sheet.put(spot, replace(label, dx=spot[0] - at[0], dy=spot[1] - at[1]))
    words = fitting(sign.text, sheet.sizes.least, sheet.sizes.least, side * 3.6, side * 1.4)
    if words is None or words.turned or len(words.lines) > 2:
        return
    right, left, above, below, *_ = beside(around(spot, side, side), words.w, words.h, 4)
    spots = [below, right, left, above]
    inside = [one for one in spots if sign.room and sheet.holds(sign.room, one, words)]
    beneath = sheet.space.first(inside, words.w, words.h, own=room) or sheet.space.first(spots, words.w, words.h)
    if beneath is not None:
        named = Label(sign.at, words.w, words.h, t.INK, words, key=sign.key)
        sheet.put(beneath, replace(named, dx=beneath[0] - at[0], dy=beneath[1] - at[1]))
