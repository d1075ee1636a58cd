"""Linux key codes to characters on the US layout, which every keyboard-type scanner speaks out of the box. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from devices.scanners.wedge import Control, Ended, Key, Other, Typed
from domain.gs1 import GS

# Codes from linux/input-event-codes.h.
_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
)
_PLAIN = {first + i: c for first, low, _ in _ROWS for i, c in enumerate(low)}
_SHIFTED = {first + i: c for first, _, high in _ROWS for i, c in enumerate(high)}
_KEYPAD = dict(zip((82, 79, 80, 81, 75, 76, 77, 71, 72, 73, 83, 74, 78, 55, 98), "0123456789.-+*/", strict=True))
_END = frozenset({28, 96, 15})
_SHIFTS = frozenset({42, 54})
_CONTROLS = frozenset({29, 97})
_OTHER_MODIFIERS = _CONTROLS | {56, 100, 125, 126}
_SEPARATES = 27
"""The key ]: with Ctrl and nothing else it is how a keyboard writes GS, and how a scanner that types sends FNC1."""
_CAPS = 58

RELEASED, PRESSED, REPEATED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Held:
    """Modifier keys that are down."""

    shifts: frozenset[int] = frozenset()
    others: frozenset[int] = frozenset()
    caps: bool = False


def translate(held: Held, code: int, value: int) -> tuple[Held, Key | None]:
    """One key event (`value` 0 released, 1 pressed, 2 repeated). Returns the modifiers and the key, if it is one."""
    if code in _SHIFTS:
        return replace(held, shifts=_with(held.shifts, code, value)), None
    if code in _OTHER_MODIFIERS:
        pressed = Control() if code in _CONTROLS else Other()
        return replace(held, others=_with(held.others, code, value)), pressed if value == PRESSED else None
    if code == _CAPS:
        return (replace(held, caps=not held.caps), None) if value == PRESSED else (held, None)
    if value == RELEASED:
        return held, None
    if value == PRESSED and code == _SEPARATES and held.others and held.others <= _CONTROLS and not held.shifts:
        return held, Typed(GS)
    if value != PRESSED or held.others:
        return held, Other()
    if code in _END:
        return held, Ended()
    if code in _KEYPAD:
        return held, Typed(_KEYPAD[code])
    char = (_SHIFTED if held.shifts else _PLAIN).get(code)
    if char is None:
        return held, Other()
    return held, Typed(char.swapcase() if held.caps and char.isalpha() else char)


def _with(keys: frozenset[int], code: int, value: int) -> frozenset[int]:
    return keys - {code} if value == RELEASED else keys | {code}
