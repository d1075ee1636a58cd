"""Keys to codes: tells a scanner that types (keyboard wedge, HID) from a person at a keyboard. Pure.

A scanner types every 1 to 20 ms and ends with Enter or Tab; nobody types like that. Whatever does not look like that,
or is too short, too long or mixed with Ctrl, Alt and function keys, spoils the assembly until the keyboard rests. But
for one combination: Ctrl and ], in the middle of a code, is the separator (FNC1) of a GS1 code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from devices.scanners.contract import Scan
from devices.scanners.text import interpret_text
from domain.gs1 import GS


@dataclass(frozen=True, slots=True)
class Typed:
    """A key that gives a character, Shift already applied; Ctrl and ] give GS."""

    char: str


@dataclass(frozen=True, slots=True)
class Ended:
    """Enter or Tab."""


@dataclass(frozen=True, slots=True)
class Control:
    """Ctrl went down: the separator may follow, or something that is nothing."""


@dataclass(frozen=True, slots=True)
class Other:
    """Any other key, a character with Ctrl, Alt or Super, or a repeat of a held key."""


Key = Typed | Ended | Control | Other


@dataclass(frozen=True, slots=True)
class WedgeRules:
    """`gap`: most seconds between keys of one code. `rest`: silence that ends a spoiled run. Lengths in characters."""

    gap: float = 0.06
    rest: float = 0.25
    shortest: int = 6
    longest: int = 160


@dataclass(frozen=True, slots=True)
class Assembly:
    """What has been typed so far; start with `Assembly()`. `control`: Ctrl was last, only a separator may follow."""

    text: str = ""
    at: float = float("-inf")
    spoiled: bool = False
    control: bool = False


def press(assembly: Assembly, key: Key, at: float, rules: WedgeRules) -> tuple[Assembly, Scan | None]:
    """One key at `at` (monotonic seconds). Returns the new state, and a scan when this key completed one."""
    pause = at - assembly.at
    if assembly.spoiled and pause <= rules.rest:
        return Assembly("", at, True), None
    goes_on = pause <= rules.gap and not assembly.spoiled
    text = assembly.text if goes_on else ""
    if goes_on and assembly.control and key != Typed(GS):
        return Assembly("", at, True), None
    match key:
        case Typed(char):
            leads = char == GS and not text
            text += char
            if len(char) != 1 or leads or len(text) > rules.longest:
                return Assembly("", at, True), None
            return Assembly(text, at), None
        case Ended():
            scan = interpret_text(text) if len(text.replace(GS, "")) >= rules.shortest else None
            return Assembly("", at), scan
        case Control() if text:
            return Assembly(text, at, control=True), None
        case Control() | Other():
            return Assembly("", at, True), None
        case _:
            assert_never(key)


class Wedge:
    """The same with its state kept: `press(key, at)` gives a scan or None."""

    def __init__(self, rules: WedgeRules | None = None) -> None:
        self._rules = rules or WedgeRules()
        self._assembly = Assembly()

    def going_on(self, at: float) -> bool:
        """Whether a key at `at` belongs to what is being typed, be it a code or a run that is spoiled."""
        now, rules = self._assembly, self._rules
        pause = at - now.at
        return pause <= rules.rest if now.spoiled else bool(now.text) and pause <= rules.gap

    def press(self, key: Key, at: float) -> Scan | None:
        self._assembly, scan = press(self._assembly, key, at, self._rules)
        return scan

    def reset(self) -> None:
        self._assembly = Assembly()
