"""Operating without touching (EN 301 549, clause 5): Tab goes from key to key, Enter or Space means the ringed one.

For a keyboard, or a switch that types those. The ring is there only after a Tab, and gone with the next touch.
"""

from __future__ import annotations

from enum import Enum

from kiosk.screens.nodes import Key, Plate, Scene
from kiosk.theme import tokens as t

AWAY, WIDE = 4, 6
"""Design px between a key and its ring, and of the ring itself."""
BURST_S = 0.15
"""An Enter this soon after a letter ends what a scanner typed; no person meant it."""


class Stroke(Enum):
    NEXT = "next"
    BEFORE = "before"
    CHOOSE = "choose"
    OTHER = "other"


class Focus:
    """Which key has the ring, if any has."""

    def __init__(self) -> None:
        self._name: str | None = None
        self._shown = False
        self._typed_at = -1e9

    def hide(self) -> None:
        """Somebody touches: no ring, and the next Tab begins at the beginning."""
        self._shown, self._name = False, None

    def arrive(self) -> None:
        """Another screen is there: whoever goes by keys begins at its beginning."""
        self._name = None

    def on(self, scene: Scene | None) -> Key | None:
        """The key with the ring. A key that went away leaves the ring to the first."""
        if not self._shown or scene is None:
            return None
        kept = scene.key(self._name) if self._name is not None else None
        return kept or next(iter(order(scene)), None)

    def stroke(self, scene: Scene | None, stroke: Stroke, now: float) -> Key | None:
        """Follow a key of the keyboard. The key it means, for `Stroke.CHOOSE` on a ring that is seen."""
        if stroke is Stroke.OTHER:
            self._typed_at = now
            return None
        if stroke is Stroke.CHOOSE:
            return None if now - self._typed_at < BURST_S else self.on(scene)
        if scene is not None:
            self._move(order(scene), scene, 1 if stroke is Stroke.NEXT else -1)
        return None

    def _move(self, keys: tuple[Key, ...], scene: Scene, step: int) -> None:
        here = self.on(scene)
        self._shown = True
        if not keys:
            return
        if here is None:
            self._name = keys[0 if step > 0 else -1].name
            return
        self._name = keys[(keys.index(here) + step) % len(keys)].name


def order(scene: Scene) -> tuple[Key, ...]:
    """As one reads: the content's rows from above, each from the left; then the counter, in its own order."""
    content = [node for node in scene.content if isinstance(node, Key)]
    chrome = [node for node in scene.chrome if isinstance(node, Key)]
    rows: list[list[Key]] = []
    for key in sorted(content, key=lambda k: (k.rect.y, k.rect.x)):
        # In one row: those whose upper edge lies above the middle of the row's first.
        if rows and key.rect.y < rows[-1][0].rect.y + min(rows[-1][0].rect.h, key.rect.h) / 2:
            rows[-1].append(key)
        else:
            rows.append([key])
    return (*(key for row in rows for key in sorted(row, key=lambda k: k.rect.x)), *chrome)


def ring(scene: Scene, key: Key) -> Plate:
    """Round the key, in ink; in white on the counter, where ink would not be seen."""
    rect = key.rect if key.plate is None else key.plate.rect
    radius = 20 if key.plate is None else key.plate.radius
    grown = AWAY + WIDE
    colour = t.WHITE if key in scene.chrome else t.INK
    return Plate(rect.inset(-grown), None, radius + grown, colour, WIDE)
