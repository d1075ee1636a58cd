"""The order in which a frame is worked on: cheap and sure first, dear and unsure last, within a time budget."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import cv2
import numpy as np

from devices.contracts import Frame, Symbol
from devices.decoding import matrix, profile, soft128, variants, zbar, zxing
from devices.decoding.locate import Candidate, Crop, distinct, linear_candidates, straighten
from devices.decoding.profile import Line
from devices.decoding.symbologies import BY_NAME, linear

Names = frozenset[str]
Accept = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Read:
    """One symbol with where it came from. A `weak` read came from a picture that was worked on, a
    `doubtful` one needed its check characters to be picked among several likely texts."""

    symbol: Symbol
    source: str
    weak: bool
    doubtful: bool = False


def grey_of(frame: Frame) -> Frame:
    """Grey uint8 picture of a grey, BGR or BGRA frame."""
    if frame.ndim == 2:
        return frame
    if frame.shape[2] == 1:
        return frame[:, :, 0]
    code = cv2.COLOR_BGRA2GRAY if frame.shape[2] == 4 else cv2.COLOR_BGR2GRAY
    out: Frame = cv2.cvtColor(frame, code)
    return out


DEAR: frozenset[str] = frozenset({"datamatrix", "pdf417"})
"""Kinds whose search costs several times that of all others together (17 and 12 ms on a noisy 720p frame)."""


def full_frame(grey: Frame, names: Names, *, thorough: bool = False) -> list[Read]:
    return [Read(s, "zxing", False) for s in zxing.read(grey, names, thorough=thorough)]


def second_engine(grey: Frame, names: Names) -> list[Read]:
    """zbar on the whole frame: slow (20 to 100 ms), and its reads of short codes need a second opinion."""
    return [Read(s, "zbar", True) for s in zbar.read(grey, names, rows_only=False)]


def crop_as_is(
    grey: Frame, candidate: Candidate, names: Names, *, both: bool = False
) -> tuple[Crop, list[Read]]:
    """The straightened candidate, unchanged, through zxing and then zbar; through zbar always if `both`."""
    crop = straighten(grey, candidate)
    wanted = linear(names)
    reads = _placed(zxing.read(crop.grey, wanted, upright=True), crop, "zxing crop")
    if both or not reads or any(is_thin(r.symbol) for r in reads):
        reads += _placed(zbar.read(_flat(crop.grey), wanted), crop, "zbar crop")
    return crop, whole(grey, reads, [candidate])


def crop_variant(crop: Crop, index: int, names: Names, *, both: bool = False) -> list[Read]:
    """Variant `index` (taken round the bank) of a crop through zxing and then zbar; through zbar always if `both`."""
    name, make = variants.BANK[index % len(variants.BANK)]
    picture = make(crop.grey)
    wanted = linear(names)
    reads = _placed(zxing.read(picture, wanted, upright=True), crop, f"zxing {name}")
    if both or not reads or any(is_thin(r.symbol) for r in reads):
        reads += _placed(zbar.read(_flat(picture), wanted), crop, f"zbar {name}")
    return reads


@dataclass(frozen=True, slots=True)
class SoftLine:
    """A crop's darkness line with the place of its bars, ready for the soft decoder."""

    dark: Line
    begin: float
    end: float

    def guesses(self, counts: Iterable[int]) -> list[soft128.Guess]:
        return soft128.guesses(self.dark, self.begin, self.end, counts)

    def read(self, guess: soft128.Guess) -> soft128.Reading128 | None:
        return soft128.read_as(self.dark, self.begin, self.end, guess)


def soft_line(crop: Crop) -> SoftLine | None:
    dark = profile.darkness(profile.gathered(crop.grey))
    bars = profile.extent(dark)
    return None if bars is None else SoftLine(dark, *bars)


def soft_read(text: str, crop: Crop, reading: soft128.Reading128, *, sure: bool) -> Read:
    height = float(crop.grey.shape[0])
    a, b = reading.begin, reading.end
    upright = ((a, 0.0), (b, 0.0), (b, height), (a, height))
    box = (upright[2], upright[3], upright[0], upright[1]) if reading.turned else upright
    confidence = 0.5 if sure else 0.3
    return Read(Symbol(text, "code128", crop.outline(box), confidence), "soft", True, not sure)


def matrix_variant(grey: Frame, index: int, names: Names) -> list[Read]:
    """Variant `index` of the whole frame for matrix codes, whose error correction makes any valid read a strong one."""
    wanted = names - linear(names)
    if not wanted:
        return []
    name, make = matrix.BANK[index % len(matrix.BANK)]
    if min(grey.shape) < 16 or (name == "enlarged" and max(grey.shape) > 1400):
        return []
    picture = make(grey)
    scale = grey.shape[1] / picture.shape[1]
    return [Read(_scaled(s, scale), f"zxing {name}", False) for s in zxing.read(picture, wanted)]


def turned(grey: Frame, place: Candidate, names: Names) -> list[Read]:
    """The whole frame turned so that this place stands upright: PDF417 is read only nearly upright."""
    height, width = grey.shape
    side = math.hypot(width, height)
    turn = cv2.getRotationMatrix2D((place.x, place.y), math.degrees(place.angle), 1.0)
    turn[:, 2] += side / 2 - np.array([place.x, place.y])
    upright: Frame = cv2.warpAffine(grey, turn, (int(side), int(side)), borderMode=cv2.BORDER_REPLICATE)
    crop = Crop(upright, cv2.invertAffineTransform(turn))
    return [replace(r, weak=False) for r in _placed(zxing.read(upright, names), crop, "zxing turned")]


def candidates(grey: Frame, limit: int) -> list[Candidate]:
    return linear_candidates(grey, limit)


def candidates_of_any_size(grey: Frame, limit: int) -> list[Candidate]:
    """Also the small ones in large pictures, which vanish on the small copy the quick search works on."""
    found = linear_candidates(grey, limit)
    for work in (1280, 2560):
        if max(grey.shape) > work * 0.75:
            found += linear_candidates(grey, limit, work=min(work, max(grey.shape)))
    found.sort(key=lambda c: c.strength, reverse=True)
    return distinct(found)[:limit]


def may_be_piece(symbol: Symbol) -> bool:
    return BY_NAME[symbol.symbology].piece


def whole(grey: Frame, reads: list[Read], places: list[Candidate]) -> list[Read]:
    """Without reads that cover only part of the bars they are in, where the symbology allows reading a piece."""
    return [r for r in reads if not may_be_piece(r.symbol) or all(_covers(r.symbol, p, grey) for p in places)]


_COVERED = 0.88
"""Share of the bars' length that a whole read covers at least."""


def _covers(symbol: Symbol, place: Candidate, grey: Frame) -> bool:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = symbol.outline
    middle = ((ax + bx + cx + dx) / 4, (ay + by + cy + dy) / 4)
    if math.dist(middle, (place.x, place.y)) > place.length * 0.6:
        return True
    length = max(math.dist((ax, ay), (bx, by)), math.dist((bx, by), (cx, cy)))
    return length >= _COVERED * _bars(grey, place)


def _bars(grey: Frame, place: Candidate) -> float:
    """Length of the bars in a candidate in frame pixels; the candidate itself may reach to the label's edge."""
    crop = straighten(grey, place, rows=12)
    extent = profile.extent(profile.darkness(crop.grey.astype(np.float32).mean(axis=0)))
    if extent is None:
        return place.length
    begin, end = crop.outline(((extent[0], 0.0), (extent[1], 0.0), (0.0, 0.0), (0.0, 0.0)))[:2]
    return math.dist(begin, end)


def merged(reads: list[Read]) -> list[Read]:
    """One read per text and symbology, strong before weak, in order of appearance."""
    best: dict[tuple[str, str], Read] = {}
    for read in reads:
        key = (read.symbol.symbology, read.symbol.text)
        if key not in best or (best[key].weak and not read.weak):
            best[key] = read
    return list(best.values())


def is_checked(symbol: Symbol) -> bool:
    return BY_NAME[symbol.symbology].checked


def is_thin(symbol: Symbol) -> bool:
    return BY_NAME[symbol.symbology].thin


def engine(read: Read) -> str:
    """Which of the decoders that share no code gave it: zxing, zbar, soft."""
    return read.source.split()[0]


def _placed(symbols: list[Symbol], crop: Crop, source: str) -> list[Read]:
    return [
        Read(Symbol(s.text, s.symbology, crop.outline(s.outline), 0.6 * s.confidence), source, True) for s in symbols
    ]


def _flat(grey: Frame, rows: int = 32) -> Frame:
    """At most `rows` rows, each the average of its neighbours: zbar's time goes with the number of rows."""
    if len(grey) <= rows:
        return grey
    flat: Frame = cv2.resize(grey, (grey.shape[1], rows), interpolation=cv2.INTER_AREA)
    return flat


def _scaled(symbol: Symbol, scale: float) -> Symbol:
    a, b, c, d = ((x * scale, y * scale) for x, y in symbol.outline)
    return Symbol(symbol.text, symbol.symbology, (a, b, c, d), symbol.confidence)
