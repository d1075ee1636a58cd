"""Keys become a code when a scanner types them, and nothing when anyone or anything else does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.contracts import DeviceClaimed, DeviceUnavailable
from devices.scanners.contract import Scan
from devices.scanners.hid import HidScanner, KeyEvent, find_by_ids
from devices.scanners.keymap import PRESSED, RELEASED
from devices.scanners.wedge import Ended, Key, Other, Typed, Wedge
from domain.gs1 import GS, elements

CODE = "990007261120184226"
KEYS = {"1": 2, "2": 3, "3": 4, "4": 5, "5": 6, "6": 7, "7": 8, "8": 9, "9": 10, "0": 11, "a": 30, "]": 27, "c": 46}
ENTER, SHIFT, CTRL, RIGHT_CTRL, ALT, BRACKET = 28, 42, 29, 97, 56, 27
GS1 = "10AC12" + GS + "9121000726112018422600"


def typed(text: str, gap: float, start: float = 100.0) -> list[tuple[Key, float]]:
    keys: list[Key] = [*map(Typed, text), Ended()]
    return [(key, start + i * gap) for i, key in enumerate(keys)]


def scans(wedge: Wedge, keys: Iterable[tuple[Key, float]]) -> list[str]:
    return [scan.text for key, at in keys if (scan := wedge.press(key, at)) is not None]


def test_a_scanner_typing_every_few_milliseconds_gives_its_code() -> None:
    assert scans(Wedge(), typed(CODE, 0.008)) == [CODE]


def test_a_person_typing_the_same_digits_gives_nothing() -> None:
    assert scans(Wedge(), typed(CODE, 0.15)) == []


def test_a_paste_of_four_kilobytes_gives_nothing_and_the_next_scan_is_read() -> None:
    wedge = Wedge()
    assert scans(wedge, typed("9" * 4096, 0.0005)) == []
    assert scans(wedge, typed(CODE, 0.008, start=110.0)) == [CODE]


def test_control_keys_spoil_what_is_being_typed() -> None:
    keys = typed(CODE, 0.008)
    keys[7] = (Other(), keys[7][1])
    assert scans(Wedge(), keys) == []


def test_a_storm_of_keys_gives_nothing_then_a_scan_is_read() -> None:
    wedge = Wedge()
    storm: list[tuple[Key, float]] = [(Typed("x") if i % 3 else Other(), 50 + i * 0.001) for i in range(5000)]
    assert scans(wedge, [*storm, (Ended(), 55.0005)]) == []
    assert scans(wedge, typed(CODE, 0.008)) == [CODE]


@given(st.lists(st.tuples(st.sampled_from(["1", "\x00", "\x1b", "‮", "é", "ab", ""]), st.floats(0, 0.3)), max_size=80))
def test_any_keys_give_clean_text_or_nothing(strokes: list[tuple[str, float]]) -> None:
    wedge, at = Wedge(), 0.0
    for char, pause in strokes:
        at += pause
        for key in (Typed(char), Ended()):
            scan = wedge.press(key, at)
            assert scan is None or scan.text.replace(GS, "").isprintable()


class FakeKeys:
    """A keyboard whose events are given beforehand; it notes grab and close."""

    def __init__(self, events: Sequence[KeyEvent], *, claimed: bool = False) -> None:
        self.events = list(events)
        self.claimed = claimed
        self.grabbed = False
        self.closed = False
        self.gone = False

    def grab(self) -> None:
        if self.claimed:
            raise DeviceClaimed("held by another program")
        self.grabbed = True

    def read(self, seconds: float) -> Sequence[KeyEvent]:
        if self.gone:
            raise DeviceUnavailable("the scanner is gone")
        taken, self.events = self.events, []
        return taken

    def close(self) -> None:
        self.closed = True


def strokes(text: str, start: float = 1.0) -> list[KeyEvent]:
    events = []
    for i, char in enumerate(text):
        at = start + i * 0.004
        if char.isupper():
            events.append(KeyEvent(SHIFT, 1, at))
        code = KEYS[char.lower()]
        events += [KeyEvent(code, 1, at), KeyEvent(code, 0, at)]
        if char.isupper():
            events.append(KeyEvent(SHIFT, 0, at))
    end = start + len(text) * 0.004
    return [*events, KeyEvent(ENTER, 1, end), KeyEvent(ENTER, 0, end)]


def test_a_keyboard_scanner_is_grabbed_and_its_keys_become_a_scan() -> None:
    keys = FakeKeys(strokes("]C0" + CODE))
    scanner = HidScanner(keys)
    assert keys.grabbed
    assert scanner.read(0) == Scan(CODE, "code128")
    assert scanner.read(0) is None


def test_two_scans_in_one_read_come_one_after_the_other() -> None:
    scanner = HidScanner(FakeKeys(strokes("123") + strokes("456", start=2.0)))
    assert [scanner.read(0), scanner.read(0), scanner.read(0)] == [Scan("123"), Scan("456"), None]


def test_ctrl_and_held_keys_give_nothing() -> None:
    held = [KeyEvent(KEYS["9"], 1, 1.0), *(KeyEvent(KEYS["9"], 2, 1.0 + i / 100) for i in range(50))]
    chord = [KeyEvent(CTRL, 1, 3.0), *strokes("123", start=3.0)]
    scanner = HidScanner(FakeKeys([*held, KeyEvent(ENTER, 1, 1.5), *chord]))
    assert scanner.read(0) is None


def keys_down(*codes: int) -> list[tuple[int, int]]:
    """Pressed one after the other, let go the other way round."""
    return [*((code, PRESSED) for code in codes), *((code, RELEASED) for code in reversed(codes))]


def read_with(separator: Sequence[tuple[int, int]], every: float = 0.004) -> Scan | None:
    """A GS1 code of two fields with that in place of its separator."""
    before, after = GS1.split(GS)
    digits = [[(KEYS[char.lower()], char.isupper()) for char in part] for part in (before, after)]
    presses = [
        [press for code, upper in part for press in keys_down(*([SHIFT] if upper else []), code)] for part in digits
    ]
    whole = [*presses[0], *separator, *presses[1], *keys_down(ENTER)]
    return HidScanner(FakeKeys([KeyEvent(c, v, 1.0 + i * every) for i, (c, v) in enumerate(whole)])).read(0)


@pytest.mark.parametrize("control", [CTRL, RIGHT_CTRL])
def test_the_separator_of_a_gs1_code_comes_as_ctrl_and_bracket(control: int) -> None:
    scan = read_with(keys_down(control, BRACKET))
    assert scan == Scan(GS1)
    assert elements(scan.text) == {"10": "AC12", "91": "21000726112018422600"}


@pytest.mark.parametrize(
    "separator",
    [
        keys_down(CTRL), keys_down(CTRL, KEYS["c"]), keys_down(ALT, BRACKET), keys_down(CTRL, ALT, BRACKET),
        keys_down(CTRL, SHIFT, BRACKET), keys_down(CTRL, ENTER), [*keys_down(CTRL), *keys_down(BRACKET)],
        keys_down(CTRL, RIGHT_CTRL, BRACKET),
        [(CTRL, PRESSED), (BRACKET, 2), (CTRL, RELEASED)], [(CTRL, PRESSED), *keys_down(BRACKET)],
    ],
)  # fmt: skip
def test_no_other_combination_passes_for_a_separator(separator: Sequence[tuple[int, int]]) -> None:
    assert read_with(separator) is None


def test_a_separator_begins_no_code() -> None:
    """Ctrl is a person's until a code has begun."""
    first = [KeyEvent(code, value, 1.0) for code, value in keys_down(CTRL, BRACKET)]
    assert HidScanner(FakeKeys([*first, *strokes(CODE, start=1.004)])).read(0) is None
    assert HidScanner(FakeKeys([*first, *strokes(CODE, start=2.0)])).read(0) == Scan(CODE), "but spoils none after it"


def test_separators_make_no_short_code_long() -> None:
    keys: list[Key] = [*map(Typed, "12345" + GS + GS), Ended()]
    assert scans(Wedge(), [(key, i * 0.004) for i, key in enumerate(keys)]) == []


def plugged_in(folder: Path, name: str, vendor: str, product: str, keys: str) -> None:
    """As the kernel lists an input device."""
    device = folder / name / "device"
    (device / "id").mkdir(parents=True)
    (device / "capabilities").mkdir()
    (device / "id" / "vendor").write_text(f"{vendor}\n")
    (device / "id" / "product").write_text(f"{product}\n")
    (device / "capabilities" / "key").write_text(f"{keys}\n")


def test_of_a_scanners_devices_the_one_that_types_is_taken(tmp_path: Path) -> None:
    every_key = "1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe"
    plugged_in(tmp_path, "event2", "046d", "c31c", every_key)
    plugged_in(tmp_path, "event9", "05e0", "1200", "3e000b 0 0 0")
    plugged_in(tmp_path, "event10", "05e0", "1200", every_key)
    (tmp_path / "mouse0").mkdir()
    assert find_by_ids(0x05E0, 0x1200, tmp_path) == "/dev/input/event10"
    with pytest.raises(DeviceUnavailable, match="no scanner 05e0:1201 is plugged in"):
        find_by_ids(0x05E0, 0x1201, tmp_path)
    plugged_in(tmp_path, "event11", "0c2e", "0901", "0")
    with pytest.raises(DeviceUnavailable, match="types nothing"):
        find_by_ids(0x0C2E, 0x0901, tmp_path)


def test_a_keyboard_that_cannot_be_had_alone_is_not_read() -> None:
    keys = FakeKeys([], claimed=True)
    with pytest.raises(DeviceClaimed):
        HidScanner(keys)
    assert keys.closed
