"""How a map is looked at: which level, how near, where. Moves are pure, and never go beyond the plan."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.plan.model import Point
from kiosk.screens.map.picture import Ground
from kiosk.theme.frame import Rect

NEAREST = 6.0
LADDER = (1.0, 1.5, 2.2, 3.2, 4.5, NEAREST)
"""Where the zoom keys stop; words are laid out for these."""
STEP = 0.4
"""Of the view: what one press of an arrow moves."""
EDGE_PX = 8.0
"""Design px round the plan, so that its walls are not cut."""


@dataclass(frozen=True, slots=True)
class MapLook:
    """`zoom` 1 shows the whole level; `centre` in metres, None its middle; `level_id` "" the screen's own choice."""

    zoom: float = 1.0
    centre: Point | None = None
    level_id: str = ""


WHOLE = MapLook()


@dataclass(frozen=True, slots=True)
class MapMoved:
    look: MapLook


@dataclass(frozen=True, slots=True)
class MapZoomed:
    look: MapLook


@dataclass(frozen=True, slots=True)
class LevelChosen:
    level_id: str


MapEvent = MapMoved | MapZoomed | LevelChosen
"""Only the screen itself remembers these: the shell keeps them in its `Glance`, the flow never hears of them."""


def looked(look: MapLook, event: MapEvent) -> MapLook:
    """The look after an event: another level is seen whole."""
    match event:
        case MapMoved(look=new) | MapZoomed(look=new):
            return new
        case LevelChosen(level_id=level_id):
            return MapLook(level_id=level_id)


@dataclass(frozen=True, slots=True)
class Lens:
    """A look at a ground through a rectangle (design px): metres to px and back. `lens` makes it, within bounds."""

    rect: Rect
    scale: float
    """Design px a metre."""
    centre: Point

    def px(self, point: Point) -> Point:
        """Design px; y grows downwards."""
        return (
            self.rect.x + self.rect.w / 2 + (point[0] - self.centre[0]) * self.scale,
            self.rect.y + self.rect.h / 2 - (point[1] - self.centre[1]) * self.scale,
        )

    def metres(self, x: float, y: float) -> Point:
        return (
            self.centre[0] + (x - self.rect.x - self.rect.w / 2) / self.scale,
            self.centre[1] - (y - self.rect.y - self.rect.h / 2) / self.scale,
        )


def whole_scale(ground: Ground, rect: Rect) -> float:
    """Design px a metre at zoom 1."""
    wide, high = ground.size
    return min((rect.w - 2 * EDGE_PX) / max(wide, 1e-6), (rect.h - 2 * EDGE_PX) / max(high, 1e-6))


def lens(ground: Ground, rect: Rect, look: MapLook) -> Lens:
    """The nearest possible to what is wished: from 1x to `NEAREST`, and nothing beyond the plan's edge."""
    zoom = min(NEAREST, max(1.0, look.zoom))
    scale = whole_scale(ground, rect) * zoom
    left, bottom, right, top = ground.extent
    middle = ((left + right) / 2, (bottom + top) / 2)
    wished = look.centre or middle
    edge = EDGE_PX / scale
    return Lens(
        rect, scale,
        (
            _within(wished[0], left - edge, right + edge, rect.w / scale / 2, middle[0]),
            _within(wished[1], bottom - edge, top + edge, rect.h / scale / 2, middle[1]),
        ),
    )  # fmt: skip


def _within(value: float, low: float, high: float, half: float, middle: float) -> float:
    if high - low <= 2 * half:
        return middle
    return min(high - half, max(low + half, value))


def settled(ground: Ground, rect: Rect, look: MapLook) -> MapLook:
    """The look as it can be: within its limits. The whole plan has no centre of its own."""
    zoom = min(NEAREST, max(1.0, look.zoom))
    return replace(look, zoom=zoom, centre=None if zoom == 1.0 else lens(ground, rect, look).centre)


def nearer(ground: Ground, rect: Rect, look: MapLook, steps: int = 1) -> MapLook | None:
    """The look after a press of + (or of -, with -1), about the middle of the view; None where it goes no further."""
    if steps > 0:
        zoom = next((z for z in LADDER if z > look.zoom * 1.01), None)
    else:
        zoom = next((z for z in reversed(LADDER) if z < look.zoom * 0.99), None)
    if zoom is None:
        return None
    return settled(ground, rect, replace(look, zoom=zoom, centre=lens(ground, rect, look).centre))


def aside(ground: Ground, rect: Rect, look: MapLook, right: int, up: int) -> MapLook | None:
    """The look after a press of an arrow; None where the plan ends."""
    seen = lens(ground, rect, look)
    wished = (
        seen.centre[0] + right * STEP * rect.w / seen.scale,
        seen.centre[1] + up * STEP * rect.h / seen.scale,
    )
    moved = settled(ground, rect, replace(look, centre=wished))
    there = lens(ground, rect, moved).centre
    far = max(abs(there[0] - seen.centre[0]), abs(there[1] - seen.centre[1])) * seen.scale
    return moved if far > 2 else None
