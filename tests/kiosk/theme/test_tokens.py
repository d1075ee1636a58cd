"""Contrast of every pair of ground and ink the screens use."""

from __future__ import annotations

import pytest

from domain.wire import Pace
from kiosk.theme import tokens as t

TEXT = [
    (t.INK, t.PAPER), (t.INK, t.CARD), (t.INK2, t.PAPER), (t.INK2, t.CARD), (t.INK2, t.STONE), (t.WHITE, t.LEAF),
    (t.LEAF, t.PAPER), (t.WHITE, t.LEAFDEEP), (t.INK, t.LEAFTINT), (t.LEAF, t.LEAFTINT), (t.WHITE, t.CKEY),
    (t.CDIM, t.COUNTER), (t.INK, t.POMELO), (t.MANDARIN, t.MANDARINTINT), (t.INK, t.MANDARINTINT),
    (t.TOMATO, t.TOMATOTINT), (t.INK, t.TOMATOTINT), (t.BEAM, t.CAMERA), (t.COUNTER, t.WHITE), (t.INK, t.STONE),
]  # fmt: skip


@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_stands_out_seven_to_one(ink: str, ground: str) -> None:
    assert t.contrast(ink, ground) >= 7


@pytest.mark.parametrize(("edge", "ground"), [(t.EDGE, t.CARD), (t.EDGE, t.PAPER), (t.CEDGE, t.COUNTER)])
def test_frames_of_what_can_be_touched_stand_out(edge: str, ground: str) -> None:
    assert t.contrast(edge, ground) >= 3


def test_senior_words_are_never_smaller() -> None:
    normal, senior = t.type_scale(Pace.NORMAL), t.type_scale(Pace.SENIOR)
    for name in t.TypeScale.__slots__:
        assert getattr(senior, name) >= getattr(normal, name)
    assert (normal.body, normal.least, senior.body, senior.least) == (28, 22, 40, 30)
