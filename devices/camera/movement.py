"""Whether something moves before the camera, from a coarse grey copy of a picture a moment ago."""

from __future__ import annotations

import cv2
import numpy as np

from devices.contracts import Frame

APART_S = 0.4
"""Pictures so far apart are compared: a hand moves in between, and there is little to do."""
COARSE = (40, 30)
"""Small enough that a sensor's noise averages out."""
LEVELS = 18
"""Grey levels by which a place differs when something came into it or left it."""
PLACES = 0.02
"""The share of places that must differ: a receipt or a hand, not a moth."""
OTHER_LIGHT = 0.9
"""More than this share differing all at once is a lamp switched, or the camera setting its exposure."""


class Movement:
    """Shown one frame after another; keeps one coarse copy, none after `forget`."""

    def __init__(self) -> None:
        self._before: Frame | None = None
        self._at = 0.0

    def seen(self, frame: Frame, at: float) -> bool:
        """Whether this frame differs from the one compared last; at most one answer in `APART_S`. `at`: seconds."""
        if self._before is not None and at - self._at < APART_S:
            return False
        coarse = cv2.resize(frame, COARSE, interpolation=cv2.INTER_AREA)
        now: Frame = coarse if coarse.ndim == 2 else cv2.cvtColor(coarse, cv2.COLOR_BGR2GRAY)
        before, self._before, self._at = self._before, now, at
        if before is None:
            return False
        share = float(np.mean(cv2.absdiff(before, now) > LEVELS))
        return PLACES <= share <= OTHER_LIGHT

    def forget(self) -> None:
        self._before = None
