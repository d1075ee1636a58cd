"""Fingers on a map: one moves it, two bring it nearer, a tap points. Pure; places are design px."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass, replace

from domain.plan.model import Point
from kiosk.screens.map.look import MapLook, MapMoved, MapZoomed, lens, settled
from kiosk.screens.map.picture import Ground
from kiosk.theme.frame import Rect

TREMBLE = 28.0
"""Design px a finger may move and still only point: hands tremble."""
LEAST_SPAN = 40.0
"""Two fingers are never taken to be nearer than this, or a twitch would be a leap."""


@dataclass(frozen=True, slots=True)
class Tapped:
    """A finger came and went at a place."""

    at: Point


class MapHand:
    """One gesture after the other. `look` follows the fingers; `up` says what came of it."""

    def __init__(self, ground: Ground, rect: Rect, look: MapLook) -> None:
        self.ground, self.rect = ground, rect
        self.look = settled(ground, rect, look)
        self._fingers: dict[Hashable, Point] = {}
        self._down: Point = (0.0, 0.0)
        self._before = self.look
        self._base = self.look
        self._held: tuple[Point, ...] = ()
        self._moving = self._pinched = False

    @property
    def busy(self) -> bool:
        return bool(self._fingers)

    def holds(self, finger: Hashable) -> bool:
        return finger in self._fingers

    def down(self, finger: Hashable, x: float, y: float) -> bool:
        """False for a third finger, which is nobody's."""
        if len(self._fingers) >= 2:
            return False
        if not self._fingers:
            self._down, self._before = (x, y), self.look
            self._moving = self._pinched = False
        self._fingers[finger] = (x, y)
        if len(self._fingers) == 2:
            self._moving = self._pinched = True
        self._rebase()
        return True

    def move(self, finger: Hashable, x: float, y: float) -> bool:
        """Whether the look changed."""
        if finger not in self._fingers:
            return False
        self._fingers[finger] = (x, y)
        if not self._moving:
            if math.dist(self._down, (x, y)) <= TREMBLE:
                return False
            self._moving = True
            self._rebase()
            return False
        look = self._followed()
        changed = look != self.look
        self.look = look
        return changed

    def up(self, finger: Hashable) -> MapMoved | MapZoomed | Tapped | None:
        """What the gesture was, when its last finger leaves."""
        if self._fingers.pop(finger, None) is None:
            return None
        if self._fingers:
            self._rebase()
            return None
        if not self._moving:
            return Tapped(self._down)
        if self.look == self._before:
            return None
        return MapZoomed(self.look) if self._pinched else MapMoved(self.look)

    def let_go(self) -> None:
        """All fingers at once, and nothing comes of it."""
        self._fingers.clear()

    def _rebase(self) -> None:
        self._base, self._held = self.look, tuple(self._fingers.values())

    def _followed(self) -> MapLook:
        """The look under which the fingers still hold the places they took hold of."""
        now = tuple(self._fingers.values())
        seen = lens(self.ground, self.rect, self._base)
        middle, before = _middle(now), _middle(self._held)
        zoom = self._base.zoom
        if len(now) == 2:
            zoom *= max(LEAST_SPAN, math.dist(*now)) / max(LEAST_SPAN, math.dist(*self._held))
        wished = settled(self.ground, self.rect, replace(self._base, zoom=zoom, centre=seen.centre))
        scale = lens(self.ground, self.rect, wished).scale
        held = seen.metres(*before)
        centre = (
            held[0] - (middle[0] - self.rect.x - self.rect.w / 2) / scale,
            held[1] + (middle[1] - self.rect.y - self.rect.h / 2) / scale,
        )
        return settled(self.ground, self.rect, replace(wished, centre=centre))


def _middle(points: tuple[Point, ...]) -> Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
