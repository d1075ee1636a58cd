"""A scanner that types into the kiosk's window, told from a person who types there too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.scanners import Scan, WindowKeys
from devices.scanners.wedge import WedgeRules
from domain.gs1 import GS

CODE = "990007261120184226"
DIGITS = {str(i): 30 + (i - 1) % 10 for i in range(10)}
LETTERS = {chr(ord("A") + i): 4 + i for i in range(26)}
KEYPAD = {str(i): 89 + (i - 1) % 10 for i in range(10)}
ENTER, ESCAPE, TAB, SPACE, KEYPAD_ENTER, F5, CTRL, SHIFT, CLOSE_BRACKET = 40, 41, 43, 44, 88, 62, 224, 225, 48
TURN_S = 1 / 60


class Window:
    """Turns sixty times a second and hands its keys on, as a kiosk's window does; notes which were not kept."""

    def __init__(self, rules: WedgeRules | None = None) -> None:
        self.scans: list[Scan] = []
        self.passed_on: list[int] = []
        self.keys = WindowKeys(self.scans.append, rules or WedgeRules())
        self.at = 1000.0
        self._came: list[tuple[float, int]] = []
        self.keys.turn(self.at)

    def types(self, usages: Iterable[int], every: float) -> None:
        """Each key down and up again, the next after `every` seconds; the last comes through before this returns."""
        start = self.at
        self._came = [(start + i * every, usage) for i, usage in enumerate(usages)]
        while self._came:
            self.wait(TURN_S)

    def wait(self, seconds: float) -> None:
        """One turn after that time: all that was typed meanwhile comes at once."""
        self.at += seconds
        self.keys.turn(self.at)
        while self._came and self._came[0][0] <= self.at:
            self.press(self._came.pop(0)[1])

    def rest(self, seconds: float = 1.0) -> None:
        """Nobody types."""
        for _ in range(max(1, round(seconds / TURN_S))):
            self.wait(TURN_S)

    def press(self, usage: int) -> None:
        if not self.keys.pressed(usage):
            self.passed_on.append(usage)
        self.keys.released(usage)


def number(text: str, table: dict[str, int] = DIGITS) -> list[int]:
    return [table[char] for char in text]


def test_what_is_typed_every_few_milliseconds_and_ended_is_a_code_and_nobody_elses() -> None:
    window = Window()
    window.types([*number(CODE), ENTER], 0.004)
    assert window.scans == [Scan(CODE)]
    assert window.passed_on == [DIGITS["9"]], "the first digit cannot be known for a code's; it writes nothing"


@pytest.mark.parametrize("end", [ENTER, TAB, KEYPAD_ENTER])
def test_a_scanner_may_end_with_enter_or_tab_and_neither_goes_on(end: int) -> None:
    window = Window()
    window.types([*number(CODE, KEYPAD), end], 0.02)
    assert window.scans == [Scan(CODE)]
    assert end not in window.passed_on


def test_capitals_and_an_identifier_come_by_shift_on_the_us_layout() -> None:
    window = Window()
    for usage in (CLOSE_BRACKET, SHIFT, LETTERS["C"]):
        window.keys.pressed(usage)
    window.keys.released(SHIFT)
    window.types([DIGITS["0"], *number(CODE), ENTER], 0.004)
    assert window.scans == [Scan(CODE, "code128")]


def test_a_person_who_types_the_same_has_every_key() -> None:
    window = Window()
    keys = [*number(CODE), ENTER, TAB, SPACE]
    window.types(keys, 0.12)
    assert window.scans == []
    assert window.passed_on == keys


def test_a_code_without_its_end_is_none_and_the_next_is_read() -> None:
    window = Window()
    window.types(number(CODE), 0.004)
    window.rest()
    window.types([*number(CODE), ENTER], 0.004)
    assert window.scans == [Scan(CODE)]


def test_a_window_that_was_busy_while_the_scanner_typed_reads_it_all_the_same() -> None:
    window = Window()
    window.keys.pressed(DIGITS["9"])
    window.keys.released(DIGITS["9"])
    window.wait(0.8)  # a big screen is drawn; the rest comes at once
    for usage in (*number(CODE[1:]), ENTER):
        window.press(usage)
    assert window.scans == [Scan(CODE)]


def test_a_scanner_that_is_slow_is_read_where_it_is_told_how_slow() -> None:
    keys = [*number(CODE), ENTER]
    patient, other = Window(WedgeRules(gap=0.12)), Window()
    patient.types(keys, 0.1)
    other.types(keys, 0.1)
    assert (patient.scans, other.scans) == ([Scan(CODE)], [])


def test_a_paste_of_four_kilobytes_is_nothing_at_all() -> None:
    window = Window()
    window.types([*number("9" * 4096), ENTER], 0.0005)
    assert window.scans == []
    assert ENTER not in window.passed_on, "what ends a paste chooses nothing either"
    window.rest()
    window.types([*number(CODE), ENTER], 0.004)
    assert window.scans == [Scan(CODE)]


@pytest.mark.parametrize("control", [ESCAPE, F5, CTRL, 0, 101, 9999])
def test_a_control_key_within_a_code_spoils_it_with_its_end(control: int) -> None:
    window = Window()
    window.types([*number(CODE[:9]), control, *number(CODE[9:]), ENTER], 0.004)
    assert window.scans == []
    assert ENTER not in window.passed_on


def chord(window: Window, *usages: int) -> None:
    for usage in usages:
        if not window.keys.pressed(usage):
            window.passed_on.append(usage)
    for usage in reversed(usages):
        window.keys.released(usage)
    window.wait(0.004)


def test_ctrl_and_bracket_within_a_code_are_its_separator_and_nobody_elses() -> None:
    window = Window()
    window.types(number("10123"), 0.004)
    chord(window, CTRL, CLOSE_BRACKET)
    window.types([*number("91" + CODE), ENTER], 0.004)
    assert window.scans == [Scan("10123" + GS + "91" + CODE)]
    assert window.passed_on == [DIGITS["1"]]


def test_ctrl_and_bracket_of_a_person_are_theirs_and_separate_nothing() -> None:
    window = Window()
    chord(window, CTRL, CLOSE_BRACKET)
    assert window.passed_on == [CTRL], "a run that began with Ctrl is nothing, to its end"
    window.rest()
    window.passed_on.clear()
    window.types(number("10123"), 0.12)
    window.rest(0.12)
    chord(window, CTRL, CLOSE_BRACKET)
    window.rest(0.12)
    window.types([*number("91" + CODE), ENTER], 0.12)
    assert window.scans == []
    assert CTRL in window.passed_on


def test_a_digit_twice_so_fast_that_it_never_seems_to_come_up_is_still_there_twice() -> None:
    window = Window()
    for usage in (*number("99000726112"), *number("0184226"), ENTER):
        window.keys.pressed(usage)
    assert window.scans == [Scan(CODE)]


@pytest.mark.parametrize("pause", [0.3, 0.66])
def test_a_key_leant_on_repeats_for_the_person_and_makes_no_code(pause: float) -> None:
    window = Window()
    for usage in (TAB, DIGITS["1"]):
        window.passed_on.clear()
        window.keys.pressed(usage)
        window.rest(pause)
        for _ in range(60):
            window.rest(0.04)
            assert not window.keys.pressed(usage)
        window.keys.released(usage)
    window.rest(0.04)
    window.press(ENTER)
    assert window.scans == []


def test_what_was_half_typed_is_forgotten_with_the_shopper() -> None:
    window = Window()
    window.types(number(CODE[:9]), 0.004)
    window.keys.forget()
    window.types([*number(CODE[9:]), ENTER], 0.004)
    assert [scan.text for scan in window.scans] == [CODE[9:]]


storms = st.lists(
    st.tuples(st.integers(0, 260), st.integers(0, 3), st.floats(0, 0.4), st.booleans()), max_size=120
)  # fmt: skip


@given(storms)
def test_a_storm_of_keys_gives_clean_text_or_nothing_and_then_a_code_is_read(
    storm: Sequence[tuple[int, int, float, bool]],
) -> None:
    window = Window()
    for usage, repeats, pause, lets_go in storm:
        window.wait(pause)
        for _ in range(repeats + 1):
            window.keys.pressed(usage)
        if lets_go:
            window.keys.released(usage)
    assert all(scan.text.replace(GS, "").isprintable() and 6 <= len(scan.text) <= 160 for scan in window.scans)
    for usage in range(261):
        window.keys.released(usage)
    window.scans.clear()
    window.rest()
    window.types([*number(CODE), ENTER], 0.004)
    assert window.scans == [Scan(CODE)]
