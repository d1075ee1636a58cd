"""Where things stand: the design's frames on a real panel, and what the panel's mounting does to them.

Design coordinates are those of the 27-inch panel (portrait 1080 x 1920, landscape 1920 x 1080), origin top left, y
down. A panel of another size shows the same design, scaled evenly and letterboxed in paper.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

REACH_TOP_MM = 1220
REACH_LOW_TOP_MM = 1080
REACH_BOTTOM_MM = 400
TARGET_MM = {False: 20.0, True: 25.0}
"""Least side of a touch target; True for the senior pace."""
GAP_MM = {False: 3.0, True: 5.0}


class Rect(NamedTuple):
    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    def inset(self, dx: float, dy: float | None = None) -> Rect:
        dy = dx if dy is None else dy
        return Rect(self.x + dx, self.y + dy, self.w - 2 * dx, self.h - 2 * dy)

    def holds(self, x: float, y: float, slop: float = 0) -> bool:
        return self.x - slop <= x < self.right + slop and self.y - slop <= y < self.bottom + slop

    def split(self, *widths: float, gap: float = 16) -> tuple[Rect, ...]:
        """Side by side. A width of 0 takes what the others leave (shared evenly)."""
        open_ones = sum(1 for w in widths if w == 0)
        rest = self.w - sum(widths) - gap * (len(widths) - 1)
        x, parts = self.x, []
        for w in widths:
            width = w or rest / open_ones
            parts.append(Rect(x, self.y, width, self.h))
            x += width + gap
        return tuple(parts)


@dataclass(frozen=True, slots=True)
class Panel:
    """The screen itself: its pixels, and where its lower edge hangs above the floor."""

    width: int = 1080
    height: int = 1920
    px_per_mm: float = 3.21
    lower_edge_mm: float = 760

    @property
    def portrait(self) -> bool:
        return self.height >= self.width


@dataclass(frozen=True, slots=True)
class Frame:
    """One panel with one choice of the wheelchair key. All rectangles in design px."""

    panel: Panel
    low: bool = False

    @property
    def portrait(self) -> bool:
        return self.panel.portrait

    @property
    def width(self) -> int:
        return 1080 if self.portrait else 1920

    @property
    def height(self) -> int:
        return 1920 if self.portrait else 1080

    @property
    def scale(self) -> float:
        """Real px per design px."""
        return min(self.panel.width / self.width, self.panel.height / self.height)

    @property
    def offset(self) -> tuple[float, float]:
        """Real px left and above the design where the panel's shape differs."""
        return (
            (self.panel.width - self.width * self.scale) / 2,
            (self.panel.height - self.height * self.scale) / 2,
        )

    @property
    def per_mm(self) -> float:
        """Design px per mm."""
        return self.panel.px_per_mm / self.scale

    def mm(self, y: float) -> float:
        """Height above the floor of a design y."""
        below = self.panel.height - self.offset[1] - y * self.scale
        return self.panel.lower_edge_mm + below / self.panel.px_per_mm

    def y_at(self, mm: float) -> float:
        """The design y of a height above the floor."""
        below = (mm - self.panel.lower_edge_mm) * self.panel.px_per_mm
        return (self.panel.height - self.offset[1] - below) / self.scale

    def target(self, senior: bool) -> float:
        return TARGET_MM[senior] * self.per_mm

    def gap(self, senior: bool) -> float:
        return max(16.0 if senior else 10.0, GAP_MM[senior] * self.per_mm)

    @property
    def lowered(self) -> bool:
        """Whether the wheelchair key moves anything here: landscape is in reach as it is."""
        return self.low and self.portrait

    @property
    def touch_top(self) -> float:
        """The first y that may be touched, on the 8 px grid; never above the design's own content."""
        reach = REACH_LOW_TOP_MM if self.lowered else REACH_TOP_MM
        design = (896 if self.lowered else 448) if self.portrait else 192
        return max(design, math.ceil(self.y_at(reach) / 8) * 8)

    @property
    def header_shift(self) -> float:
        return self.touch_top - 476 if self.lowered else 0

    @property
    def body(self) -> Rect:
        """Where content stands: all of it may be touched. Landscape keeps a panel for words and keys at its left."""
        if self.portrait:
            bottom = 1504 if self.lowered else 1496
            return Rect(32, self.touch_top, 1016, bottom - self.touch_top)
        return Rect(672, self.touch_top, 1216, 920 - self.touch_top)

    @property
    def side(self) -> Rect:
        """Landscape: words above, keys below."""
        return Rect(32, 192, 600, 728)

    @property
    def action(self) -> Rect:
        if self.portrait:
            return Rect(32, 1520, 1016, 120)
        return Rect(32, 800, 600, 120)

    @property
    def counter(self) -> Rect:
        return Rect(0, 1656, 1080, 264) if self.portrait else Rect(0, 944, 1920, 136)

    def problems(self) -> list[str]:
        """Why this panel cannot keep the rules of reach and size, one sentence each; empty when it can."""
        found = []
        top, bottom = self.mm(self.touch_top), self.mm(self.counter.bottom - 16)
        if self.touch_top > (1000 if self.portrait else 400):
            found.append(f"the panel hangs too high: content would begin {self.touch_top:.0f} px down")
        if top > REACH_TOP_MM + 1:
            found.append(f"keys up to {top:.0f} mm above the floor, {REACH_TOP_MM} is the highest allowed")
        if bottom < REACH_BOTTOM_MM:
            found.append(f"keys down to {bottom:.0f} mm above the floor, {REACH_BOTTOM_MM} is the lowest allowed")
        if self.target(False) > 72:
            found.append(f"too many px in a mm: 20 mm would be {self.target(False):.0f} px of the design, at most 72")
        return found
