"""What would help the reader most, computed from the frame: light first, then place, then stillness, then the paper."""

from __future__ import annotations

import math
from collections import Counter, deque
from dataclasses import dataclass

import cv2
import numpy as np

from devices.contracts import Frame, Guidance
from devices.decoding.locate import Candidate, straighten

_COARSE = 8
"""Frame pixels to a pixel of the coarse copy that light and paper are judged on."""


@dataclass(frozen=True, slots=True)
class Look:
    """Figures of a frame. `mean`, `spread` in grey levels; `bright`, `dark`, `paper` as shares of the frame (0..1):
    burnt out, black, and the largest connected area about as bright as the brightest."""

    mean: float
    spread: float
    bright: float
    dark: float
    paper: float


def look(grey: Frame) -> Look:
    size = (max(1, grey.shape[1] // _COARSE), max(1, grey.shape[0] // _COARSE))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    low, middle, high = (float(v) for v in np.percentile(small, (5, 50, 98)))
    return Look(
        mean=float(small.mean()),
        spread=high - low,
        bright=float(np.mean(small > 250)),
        dark=float(np.mean(small < 28)),
        paper=_paper(small, middle, high),
    )


def _paper(small: Frame, middle: float, high: float) -> float:
    if high - middle < 35:
        return 0.0  # nothing stands out: no paper, or nothing but paper
    mask = (small > (high + middle) / 2).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    return float(stats[1:, cv2.CC_STAT_AREA].max(initial=0)) / small.size


def advise(grey: Frame, found: list[Candidate], moved: float) -> Guidance:
    """`found`: places that look like a linear code, best first. `moved`: pixels the best one moved since the last
    frame, 0 when unknown."""
    seen = look(grey)
    if seen.mean < 45 and seen.dark > 0.5:
        return Guidance.MORE_LIGHT
    if seen.bright > 0.45:
        return Guidance.LESS_LIGHT
    return _about(grey, found[0], moved) if found else _without_place(seen)


def _without_place(seen: Look) -> Guidance:
    if 0.002 < seen.paper < 0.06:
        return Guidance.CLOSER
    if seen.mean > 150 and seen.spread < 70:
        return Guidance.TURN_OVER  # a large bright area with little in it: the back of a receipt
    return Guidance.SHOW_RECEIPT


def _about(grey: Frame, place: Candidate, moved: float) -> Guidance:
    height, width = grey.shape
    if place.length < 0.2 * width:
        return Guidance.CLOSER
    edge = 0.006 * width
    cut_off = any(not (edge < x < width - edge and edge < y < height - edge) for x, y in place.corners())
    if place.length > 0.9 * width or cut_off:
        return Guidance.FARTHER
    if moved > 0.06 * place.length:
        return Guidance.HOLD_STILL
    crop = straighten(grey, place, margin=0.0, want=320, rows=24).grey
    paper = float(np.percentile(crop, 95))
    if float(np.mean(crop > 250)) > 0.2:
        return Guidance.LESS_LIGHT
    if paper < 70:
        return Guidance.MORE_LIGHT
    if _softness(crop) > 0.5:
        # Out of focus: most cameras lose it nearby first.
        return Guidance.FARTHER if place.length > 0.6 * width else Guidance.HOLD_STILL
    return Guidance.FLATTEN


def _softness(crop: Frame) -> float:
    """0 for sharp bars, towards 1 for blurred ones: how little of the step between dark and light one pixel takes."""
    line = crop.astype(np.float32).mean(axis=0)
    span = float(np.percentile(line, 95) - np.percentile(line, 5))
    if span < 4:
        return 1.0
    steepest = float(np.percentile(np.abs(np.diff(line)), 95))
    return 1 - min(1.0, 2.5 * steepest / span)


class Steady:
    """The advice most of the last frames gave, so that what the shopper is told does not flicker."""

    def __init__(self, frames: int = 5) -> None:
        self._last: deque[Guidance] = deque(maxlen=frames)

    def reset(self) -> None:
        self._last.clear()

    def add(self, guidance: Guidance) -> Guidance:
        """One frame's advice; NONE (something was read) counts at once."""
        if guidance is Guidance.NONE:
            self._last.clear()
            return guidance
        self._last.append(guidance)
        counts = Counter(reversed(self._last))
        return counts.most_common(1)[0][0]


def moved(before: Candidate | None, now: Candidate | None) -> float:
    """Pixels between two frames' best places; 0 when one is missing or they are too far apart to be one code."""
    if before is None or now is None:
        return 0.0
    distance = math.dist((before.x, before.y), (now.x, now.y))
    return distance if distance < 2 * now.length else 0.0
