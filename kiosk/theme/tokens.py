"""Colours and type of the market stall. Text pairs meet 7:1, so both paces share the colours."""

from __future__ import annotations

from dataclasses import dataclass

from domain.wire import Pace

Colour = str
"""Six hex digits, RRGGBB."""

PAPER = "F8F5ED"
CARD = "FFFFFF"
INK = "13211A"
INK2 = "3D4A43"
HAIR = "DED9CB"
BASE = "CFC8B6"
EDGE = "6C776F"
STONE = "ECE8DD"
LEAF = "0A5839"
LEAFDEEP = "063A25"
LEAFTINT = "E4F1E7"
COUNTER = "11291F"
CKEY = "1E3B2F"
CEDGE = "6F8B7D"
CDIM = "A3B9AC"
POMELO = "FFCB2E"
POMELODEEP = "D9A400"
MANDARIN = "713A00"
MANDARINTINT = "FFEBC8"
TOMATO = "931A12"
TOMATOTINT = "FBE3DE"
BEAM = "7CF0B2"
CAMERA = "1A211D"
HAND = "F3E3D3"
WHITE = "FFFFFF"


def rgb(colour: Colour) -> tuple[int, int, int]:
    return int(colour[0:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)


def contrast(a: Colour, b: Colour) -> float:
    """WCAG 2 contrast ratio, 1 to 21."""

    def luminance(colour: Colour) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in rgb(colour))]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@dataclass(frozen=True, slots=True)
class TypeScale:
    """Sizes in px of the 27-inch reference panel. `least` is the smallest text that may stand anywhere."""

    least: int
    caption: int
    body: int
    lead: int
    label: int
    button: int
    primary: int
    h3: int
    h2: int
    h1: int
    home: int
    money: int
    total: int
    hero: int
    leading: float


_NORMAL = TypeScale(
    least=22, caption=26, body=28, lead=34, label=34, button=36, primary=40, h3=36, h2=44, h1=72, home=92, money=44,
    total=56, hero=172, leading=1.3,
)  # fmt: skip
_SENIOR = TypeScale(
    least=30, caption=32, body=40, lead=40, label=44, button=44, primary=52, h3=48, h2=56, h1=88, home=96, money=56,
    total=64, hero=176, leading=1.35,
)  # fmt: skip


def type_scale(pace: Pace) -> TypeScale:
    return _SENIOR if pace is Pace.SENIOR else _NORMAL
