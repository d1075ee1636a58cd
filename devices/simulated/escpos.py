"""An ESC/POS interpreter: bytes in, commands out, whole ones only. Knows nothing of how this project makes its bytes.

It shares no code with `devices.layout` on purpose: what it reads out of a stream is what a printer would, so it can
bear witness. Lengths are from Epson's command reference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Characters:
    """Bytes to be printed as text; `double` says whether kanji mode (GB18030) was on."""

    data: bytes
    double: bool

    @property
    def text(self) -> str:
        return self.data.decode("gb18030" if self.double else "cp437", errors="replace")


@dataclass(frozen=True, slots=True)
class Picture:
    """GS v 0: rows of `width` bytes, most significant bit leftmost, 1 is black."""

    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Bars:
    """GS k: `kind` 73 is Code 128, whose data begins with its code set ("{B", "{C")."""

    kind: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Group:
    """GS ( letter: function and parameters, as QR codes ("k") and process ids ("H") use them."""

    letter: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """GS V."""

    function: int
    feed: int


@dataclass(frozen=True, slots=True)
class Control:
    """Any other known command: its name ("ESC @", "GS !", "LF") and parameter bytes."""

    name: str
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Strange:
    """A byte that begins no known command: a printer would do who knows what."""

    value: int


Command = Characters | Picture | Bars | Group | Cut | Control | Strange

LEADS = {0x10: "DLE", 0x1B: "ESC", 0x1C: "FS", 0x1D: "GS"}
SINGLE = {0x09: "HT", 0x0A: "LF", 0x0C: "FF", 0x0D: "CR", 0x18: "CAN"}
PARAMETERS = {
    "DLE": {0x04: 1, 0x05: 1},
    "ESC": {ord(c): 1 for c in "!-3=EGJMRVadtr{ "} | {ord(c): 0 for c in "@2<SL"} | {ord(c): 2 for c in "$\\cp"},
    "FS": {ord(c): 0 for c in "&."} | {ord(c): 1 for c in "!-WC"} | {ord("S"): 2},
    "GS": {ord(c): 1 for c in "!BHIafbhrw/|"} | {ord(":"): 0} | {ord(c): 2 for c in "LWP$\\"} | {ord("^"): 3},
}
"""Parameter bytes after lead and letter."""

IGNORED = (0x00,)


class Interpreter:
    """Feed it a stream in any portions. `reset` is what power off and on does to a printer."""

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._double = False

    def reset(self) -> None:
        self._waiting.clear()
        self._double = False

    @property
    def incomplete(self) -> int:
        """Bytes of a command that has not come to its end."""
        return len(self._waiting)

    def feed(self, data: bytes) -> Iterator[tuple[Command, bytes]]:
        """Commands as they become whole, each with its bytes. What a command does to the reading of later ones
        (ESC @, FS &) is seen to. NUL between commands is nothing, as with real printers."""
        self._waiting += data
        at = 0
        try:
            while at < len(self._waiting):
                found = self._next(at)
                if found is None:
                    break
                command, length = found
                raw = bytes(self._waiting[at : at + length])
                at += length
                if command is not None:
                    self._follow(command)
                    yield command, raw
        finally:
            del self._waiting[:at]

    def _follow(self, command: Command) -> None:
        if isinstance(command, Control):
            if command.name in ("ESC @", "FS ."):
                self._double = False
            elif command.name == "FS &":
                self._double = True

    def _next(self, at: int) -> tuple[Command | None, int] | None:
        first = self._waiting[at]
        if first in LEADS:
            return self._command(at, LEADS[first])
        if first in SINGLE:
            return Control(SINGLE[first]), 1
        if first in IGNORED:
            return None, 1
        if first < 0x20 or first == 0x7F:
            return Strange(first), 1
        return self._characters(at)

    def _characters(self, at: int) -> tuple[Command | None, int] | None:
        """A run of text. In kanji mode a lead byte takes what follows with it, be it a control byte."""
        end = at
        while end < len(self._waiting) and self._waiting[end] >= 0x20 and self._waiting[end] != 0x7F:
            length = 1
            if self._double and self._waiting[end] > 0x80:
                second = self._take(end + 1, 1)
                if second is None:
                    break
                length = 4 if b"0" <= second <= b"9" else 2
            if end + length > len(self._waiting):
                break
            end += length
        if end == at:
            return None
        return Characters(bytes(self._waiting[at:end]), self._double), end - at

    def _command(self, at: int, lead: str) -> tuple[Command | None, int] | None:
        if at + 1 >= len(self._waiting):
            return None
        letter = self._waiting[at + 1]
        if lead == "GS":
            special = {0x28: self._group, 0x56: self._cut, 0x6B: self._bars, 0x76: self._picture}.get(letter)
            if special is not None:
                return special(at)
        if lead == "DLE" and letter == 0x14:
            return self._pulse(at)
        count = PARAMETERS[lead].get(letter)
        if count is None:
            return Strange(self._waiting[at]), 1
        data = self._take(at + 2, count)
        name = f"{lead} {chr(letter) if letter >= 0x20 else letter}"
        return None if data is None else (Control(name, data), 2 + count)

    def _take(self, at: int, count: int) -> bytes | None:
        return bytes(self._waiting[at : at + count]) if at + count <= len(self._waiting) else None

    def _pulse(self, at: int) -> tuple[Command | None, int] | None:
        function = self._take(at + 2, 1)
        if function is None:
            return None
        length = {1: 5, 2: 5, 3: 5, 7: 4, 8: 10}.get(function[0], 3)
        data = self._take(at, length)
        return None if data is None else (Control("DLE 20", data[2:]), length)

    def _group(self, at: int) -> tuple[Command | None, int] | None:
        head = self._take(at + 2, 3)
        if head is None:
            return None
        length = int.from_bytes(head[1:], "little")
        data = self._take(at + 5, length)
        return None if data is None else (Group(chr(head[0]), data), 5 + length)

    def _cut(self, at: int) -> tuple[Command | None, int] | None:
        function = self._take(at + 2, 1)
        if function is None:
            return None
        if function[0] in (0, 1, 48, 49):
            return Cut(function[0], 0), 3
        feed = self._take(at + 3, 1)
        return None if feed is None else (Cut(function[0], feed[0]), 4)

    def _bars(self, at: int) -> tuple[Command | None, int] | None:
        head = self._take(at + 2, 2)
        if head is None:
            return None
        if head[0] < 65:
            end = self._waiting.find(0, at + 3)
            return None if end < 0 else (Bars(head[0], bytes(self._waiting[at + 3 : end])), end + 1 - at)
        data = self._take(at + 4, head[1])
        return None if data is None else (Bars(head[0], data), 4 + head[1])

    def _picture(self, at: int) -> tuple[Command | None, int] | None:
        head = self._take(at + 2, 6)
        if head is None:
            return None
        width, height = int.from_bytes(head[2:4], "little"), int.from_bytes(head[4:6], "little")
        data = self._take(at + 8, width * height)
        return None if data is None else (Picture(width, height, data), 8 + width * height)


def commands(data: bytes) -> list[Command]:
    """A whole stream at once."""
    return [command for command, _ in Interpreter().feed(data)]
