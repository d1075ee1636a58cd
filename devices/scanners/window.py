"""A keyboard wedge: a scanner that types into the kiosk's own window, beside whoever else may type there.

The fallback where the scanner cannot be taken for ourselves. What a person types is told from it by speed and by how
it ends, and passed on; what belongs to a code is kept, so that its Enter chooses nothing and its digits go nowhere.
"""

from __future__ import annotations

from collections.abc import Callable

from devices.scanners.contract import Scan
from devices.scanners.keymap import PRESSED, RELEASED, REPEATED, Held, translate
from devices.scanners.wedge import Wedge, WedgeRules

# By the USB number of a key (usage page 7), the number Linux has for it: from A (4) to the keypad's comma (99), and
# the modifiers (from 224).
_KEYS = (
    30, 48, 46, 32, 18, 33, 34, 35, 23, 36, 37, 38, 50, 49, 24, 25, 16, 19, 31, 20, 22, 47, 17, 45, 21, 44,
    2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 28, 1, 14, 15, 57, 12, 13, 26, 27, 43, 43, 39, 40, 41, 51, 52, 53, 58,
    59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 87, 88, 99, 70, 119, 110, 102, 104, 111, 107, 109, 106, 105, 108, 103,
    69, 98, 55, 74, 78, 96, 79, 80, 81, 75, 76, 77, 71, 72, 73, 82, 83,
)  # fmt: skip
_MODIFIERS = (29, 42, 56, 125, 97, 54, 100, 126)
_LINUX = dict(enumerate(_KEYS, start=4)) | dict(enumerate(_MODIFIERS, start=224))
_OTHER = 0

_HELD_S = 0.15
"""A key that is down again sooner, without having come up, was pressed twice: no keyboard repeats so early, but a
window takes the two ends of a millisecond for a key that is held, and a fast scanner's 99 would lose a 9."""

_TURN = 0.7
"""Of the longest gap: what one turn of the loop counts for at most. A window that is busy for a second gets all that
was typed meanwhile at once; a scanner's next key would have been among it, so the rest of the second was no gap."""


class WindowKeys:
    """Codes out of a window's keys. Belongs to the window's thread; `on_scan` is called on it.

    Keys are told by their place (USB numbers), read as the US layout scanners speak out of the box, whatever layout
    the machine has been given.
    """

    def __init__(self, on_scan: Callable[[Scan], None], rules: WedgeRules) -> None:
        self._on_scan = on_scan
        self._wedge = Wedge(rules)
        self._longest_turn = rules.gap * _TURN
        self._held = Held()
        self._down: dict[int, float] = {}
        self._now = 0.0
        self._turned_at: float | None = None

    def turn(self, at: float) -> None:
        """Once a turn of the window's loop, before it looks for keys. `at` in monotonic seconds."""
        if self._turned_at is not None:
            self._now += min(at - self._turned_at, self._longest_turn)
        self._turned_at = at

    def pressed(self, usage: int) -> bool:
        """A key went down, or repeats because it is held. True when it belongs to a code and means nothing else."""
        since = self._down.setdefault(usage, self._now)
        value = REPEATED if self._now - since > _HELD_S else PRESSED
        going_on = self._wedge.going_on(self._now)
        if value == REPEATED and not going_on:
            return False  # somebody leans on a key: nothing a scanner began
        self._held, key = translate(self._held, _LINUX.get(usage, _OTHER), value)
        if key is None:
            return False
        scan = self._wedge.press(key, self._now)
        if scan is not None:
            self._on_scan(scan)
        return going_on

    def released(self, usage: int) -> None:
        self._down.pop(usage, None)
        self._held, _ = translate(self._held, _LINUX.get(usage, _OTHER), RELEASED)

    def forget(self) -> None:
        """Nothing of what was typed for one shopper is left for the next."""
        self._wedge.reset()
