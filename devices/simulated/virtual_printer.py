"""A printer without paper: takes bytes, gives the answers a real one would, remembers every slip, breaks on command."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from devices.simulated.escpos import Control, Cut, Group, Interpreter, Strange


class Trouble(StrEnum):
    """What a printer itself can suffer from. Troubles of the cable belong to the cable."""

    NONE = ""
    PAPER_EMPTY = "paper_empty"
    PAPER_NEAR_END = "paper_near_end"
    COVER_OPEN = "cover_open"
    CUTTER_ERROR = "cutter_error"
    OVERHEATED = "overheated"
    OFFLINE = "offline"
    SILENT = "silent"
    GARBAGE = "garbage"


STOPS = frozenset(
    (Trouble.PAPER_EMPTY, Trouble.COVER_OPEN, Trouble.CUTTER_ERROR, Trouble.OVERHEATED, Trouble.OFFLINE)
)
"""With these a printer goes off line: it keeps what it was sent, answers in real time, and prints nothing."""

ANSWERS: dict[Trouble, tuple[int, int, int, int]] = {
    Trouble.PAPER_EMPTY: (0x1A, 0x32, 0x12, 0x7E),
    Trouble.PAPER_NEAR_END: (0x12, 0x12, 0x12, 0x1E),
    Trouble.COVER_OPEN: (0x1A, 0x16, 0x12, 0x12),
    Trouble.CUTTER_ERROR: (0x1A, 0x52, 0x1A, 0x12),
    Trouble.OVERHEATED: (0x1A, 0x52, 0x52, 0x12),
    Trouble.OFFLINE: (0x1A, 0x12, 0x12, 0x12),
}
"""The bytes for DLE EOT 1 to 4."""

ALL_WELL = (0x12, 0x12, 0x12, 0x12)


@dataclass(slots=True)
class _Plan:
    """A trouble that begins when so many bytes have been worked off."""

    trouble: Trouble
    at: int


class VirtualPrinter:
    """State of one printer. `slips` are the bytes of each piece of paper that was cut off, without the questions asked
    in between; `uncut` is what hangs out of it. Not for several threads at once."""

    def __init__(self, on_slip: Callable[[bytes], None] | None = None, seed: int = 0) -> None:
        self._on_slip = on_slip
        self._luck = random.Random(seed)
        self._interpreter = Interpreter()
        self._pending = bytearray()
        self._tail = b""
        self._plan: _Plan | None = None
        self.worked_off = 0
        self.trouble = Trouble.NONE
        self.slips: list[bytes] = []
        self.uncut = b""

    def suffer(self, trouble: Trouble, at: int = 0) -> None:
        """From the moment that `at` more bytes have been worked off."""
        self._plan = _Plan(trouble, self.worked_off + at)

    def mend(self) -> bytes:
        """All well again: what was kept is printed now. Returns the answers that gives."""
        self._plan = None
        self.trouble = Trouble.NONE
        return self._work()

    def reset(self) -> None:
        """Power off and on: what was kept and the command in progress are lost, the paper stays where it is."""
        self._pending.clear()
        self._interpreter.reset()
        self._tail = b""

    def receive(self, data: bytes) -> bytes:
        """Take bytes and give back what the printer answers at once."""
        self._pending += data
        # Paper that runs out at a byte does so before a question that comes after that byte is answered.
        in_order = self._work()
        return self._real_time(data) + in_order

    def _work(self) -> bytes:
        answers = b""
        while self._pending:
            if self._plan is not None and self.worked_off >= self._plan.at:
                self.trouble = self._plan.trouble
                self._plan = None
            if self.trouble in STOPS:
                break
            portion = len(self._pending)
            if self._plan is not None:
                portion = min(portion, self._plan.at - self.worked_off)
            taken = bytes(self._pending[:portion])
            del self._pending[:portion]
            self.worked_off += portion
            answers += self._obey(taken)
        return answers

    def _obey(self, data: bytes) -> bytes:
        answers = b""
        for command, raw in self._interpreter.feed(data):
            match command:
                case Control("GS r"):
                    near_end = self.trouble is Trouble.PAPER_NEAR_END
                    answers += self._said(bytes([0x03 if near_end else 0x00]))
                case Group("H", parameters):
                    answers += self._said(b"\x37\x22" + parameters[2:6] + b"\0")
                case Control(name) if name.startswith("DLE"):
                    pass
                case Strange():
                    pass  # control bytes that begin no command leave nothing on paper
                case Cut():
                    self._cut(raw)
                case _:
                    self.uncut += raw
        return answers

    def _cut(self, raw: bytes) -> None:
        slip = self.uncut + raw
        self.uncut = b""
        self.slips.append(slip)
        if self._on_slip is not None:
            self._on_slip(slip)

    def _real_time(self, data: bytes) -> bytes:
        """Real-time commands are seen anywhere in the stream, as real printers do it, even inside a picture."""
        seen = self._tail + data
        answers = b""
        at = seen.find(0x10)
        while 0 <= at < len(seen) - 1:
            if seen[at + 1] == 0x04 and at + 2 < len(seen) and 1 <= seen[at + 2] <= 4:
                answers += self._said(bytes([ANSWERS.get(self.trouble, ALL_WELL)[seen[at + 2] - 1]]))
                at += 2
            elif seen[at + 1 : at + 10] == b"\x14\x08\x01\x03\x14\x01\x06\x02\x08":
                self.reset()
                answers += self._said(b"\x37\x25\0")
                at += 9
            at = seen.find(0x10, at + 1)
        # A command may come in two portions; what was answered must not be seen again.
        last = seen.rfind(0x10, max(0, len(seen) - 9))
        whole = seen[last:].startswith(b"\x10\x04") and len(seen) - last >= 3
        self._tail = b"" if last < 0 or whole else seen[last:]
        return answers

    def _said(self, answer: bytes) -> bytes:
        if self.trouble is Trouble.SILENT:
            return b""
        if self.trouble is Trouble.GARBAGE:
            return self._luck.randbytes(len(answer))
        return answer
