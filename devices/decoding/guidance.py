"""What would help the reader most, computed from one frame: light first, then place, then sharpness."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from devices.contracts import Frame, Guidance
from devices.decoding.locate import Candidate


@dataclass(frozen=True, slots=True)
class Look:
    """Measures of a frame: mean brightness and its bright share (0..1) where the paper would be."""

    mean: float
    bright: float
    dark: float
    spread: float


def look(grey: Frame) -> Look:
    """Brightness figures from a coarse copy of the middle of the frame (1/8 of the resolution, area-averaged)."""
    h, w = grey.shape[:2]
    middle = grey[h // 8 : h - h // 8, w // 8 : w - w // 8]
    size = (max(1, middle.shape[1] // 8), max(1, middle.shape[0] // 8))
    small = cv2.resize(middle, size, interpolation=cv2.INTER_AREA) if middle.size else grey
    return Look(
        float(small.mean()),
        float(np.mean(small > 250)),
        float(np.mean(small < 28)),
        float(np.percentile(small, 95) - np.percentile(small, 5)),
    )


def advise(grey: Frame, found: list[Candidate], seen: Look, moved: float) -> Guidance:
    """`found`: places that look like a linear code, best first. `moved`: pixels the best one moved since last frame."""
    if seen.mean < 45 and seen.dark > 0.5:
        return Guidance.MORE_LIGHT
    if seen.bright > 0.45:
        return Guidance.LESS_LIGHT
    width = grey.shape[1]
    if not found:
        return Guidance.SHOW_RECEIPT if not _paper(seen) else Guidance.TURN_OVER
    best = found[0]
    if best.length < 0.16 * width:
        return Guidance.CLOSER
    if best.length > 0.92 * width:
        return Guidance.FARTHER
    if moved > 0.02 * width:
        return Guidance.HOLD_STILL
    return Guidance.FLATTEN


def _paper(seen: Look) -> bool:
    """A large bright area with little in it: the back of a receipt."""
    return seen.mean > 150 and seen.spread < 70
