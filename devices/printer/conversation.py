"""Questions and answers with one printer over one open link. Keeps count of what was asked and not yet answered."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from devices.contracts import PrinterStatus
from devices.layout.profiles import Confirm
from devices.printer.cables import Link
from devices.printer.replies import AutoStatus, Cleared, Garbage, InOrder, ProcessDone, RealTime, Reply, parse
from devices.printer.status import Answer, Auto, Nonsense, Paper, Report, fold

QUESTIONS = (1, 2, 3, 4)
ASK_STATUS = b"".join(bytes([0x10, 0x04, question]) for question in QUESTIONS)
ASK_IN_ORDER = b"\x1dr\x01"
CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
IDENTITIES = b"1359;=?QSUWY[]qsuwy{}"
"""Characters for process ids: none of them would pass for a status if it were read alone."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What came in one go."""

    reports: tuple[Report, ...]
    cleared: bool
    anything: bool


class Conversation:
    """One open link. Not for several threads at once.

    A mark is a question that is answered in order: its answer says that everything sent before it was worked off.
    """

    def __init__(self, link: Link, confirm: Confirm, job: int, owed: int = 0) -> None:
        self._link = link
        self._confirm = confirm
        self._job = job
        self._rest = b""
        self._asked: deque[int] = deque()
        self._marks = 0
        self._reached = 0
        self._named: set[int] = set()
        self.tainted = False
        """Noise was heard. Answers without a name cannot be told from noise any more; see `verify`."""
        self.owed = owed
        """In-order answers that are still to come, also from jobs before this link was opened."""

    def close(self) -> None:
        self._link.close()

    def begin(self, job: int) -> None:
        """A new job: its marks are counted from nought."""
        self._job = job
        self._marks = self._reached = 0
        self._named.clear()
        self.tainted = False

    def send(self, data: bytes, seconds: float, marks: int = 0) -> None:
        """Hand over data, followed by that many marks. Raises DeviceTimeout, DeviceUnavailable."""
        for _ in range(marks):
            data += self._mark()
        self._link.write(data, seconds)

    def _mark(self) -> bytes:
        match self._confirm:
            case "process_id":
                self._marks += 1
                return b"\x1d(H\x06\0\x30\x30" + identity(self._job, self._marks)
            case "status":
                self._marks += 1
                self.owed += 1
                return ASK_IN_ORDER
            case "none":
                return b""
            case _:
                assert_never(self._confirm)

    @property
    def unreached(self) -> int:
        """Marks of this job that the printer has not come to yet, as far as it has said."""
        return self._marks - self._reached

    def ask_status(self, seconds: float) -> None:
        """Send the four real-time questions; the answers come with later `listen` calls."""
        self._asked.clear()
        self._asked.extend(QUESTIONS)
        self._link.write(ASK_STATUS, seconds)

    @property
    def awaiting_status(self) -> bool:
        return bool(self._asked)

    def listen(self, seconds: float) -> Heard:
        """Whatever comes within that time; returns with the first bytes. Raises DeviceUnavailable."""
        received = self._link.read(seconds)
        replies, self._rest = parse(self._rest + received)
        reports = tuple(self._sort(replies))
        return Heard(reports, any(isinstance(reply, Cleared) for reply in replies), bool(received))

    def _sort(self, replies: Iterable[Reply]) -> Iterable[Report]:
        for reply in replies:
            match reply:
                case RealTime(value):
                    # An answer nobody asked for (a picture spelled the question) is dropped, not guessed at.
                    if self._asked:
                        yield Answer(self._asked.popleft(), value)
                case InOrder(value):
                    self.owed = max(0, self.owed - 1)
                    if self._confirm == "status":
                        self._reached = min(self._marks, self._reached + 1)
                    yield Paper(value)
                case ProcessDone(name):
                    # Each mark by itself: one that never comes stood before bytes that were lost.
                    self._named.add(self._mark_of(name))
                    self._reached = len(self._named - {0})
                case AutoStatus(values):
                    yield Auto(values)
                case Garbage():
                    self.tainted = self._confirm == "status"
                    yield Nonsense()
                case Cleared():
                    pass
                case _:
                    assert_never(reply)

    def _mark_of(self, name: bytes) -> int:
        """Which mark of this job that is; 0 for another job's."""
        return next((mark for mark in range(1, self._marks + 1) if identity(self._job, mark) == name), 0)

    def drain(self, quiet: float, at_most: float) -> None:
        """Listen until nothing has come for `quiet` seconds, and forget it."""
        end = time.monotonic() + at_most
        while time.monotonic() < end and self.listen(quiet).anything:
            pass
        self._rest = b""
        self._asked.clear()

    def status(self, seconds: float) -> PrinterStatus:
        """Ask and wait for all four answers at most that long, then judge by what came."""
        self.drain(0.0, seconds)
        self.ask_status(seconds)
        end = time.monotonic() + seconds
        reports: list[Report] = []
        while self.awaiting_status and (left := end - time.monotonic()) > 0:
            reports.extend(report for report in self.listen(left).reports if not isinstance(report, Paper))
        self._asked.clear()
        return fold(reports)

    def settle(self, seconds: float, quiet: float) -> bool:
        """Make sure no answer to an older question can be taken for one of the next job. True when it is so.

        In-order answers carry no name. So one more question is asked than answers are owed: once more answers than
        owed have come, one of them is to this burst, and the rest of the burst is right behind it.
        """
        older = self.owed
        if self._confirm != "status" or older == 0:
            return True
        burst = older + 1
        self._link.write(ASK_IN_ORDER * burst, seconds)
        self.owed += burst
        end = time.monotonic() + seconds
        while self.owed >= burst:
            left = end - time.monotonic()
            if left <= 0:
                return False
            self.listen(left)
        self.drain(quiet, seconds)
        self.owed = 0
        return True

    def verify(self, seconds: float, quiet: float) -> bool:
        """After noise: three questions, exactly three equal answers, and nothing else. True when the printer has
        worked off all that was sent; the marks count as reached then."""
        self.drain(quiet, seconds)
        self._link.write(ASK_IN_ORDER * 3, seconds)
        end = time.monotonic() + seconds
        answers: list[Report] = []
        while len(answers) < 3 and (left := end - time.monotonic()) > 0:
            answers.extend(self.listen(left).reports)
        extra = self.listen(quiet).anything
        if extra or len(answers) != 3 or len(set(answers)) != 1 or not isinstance(answers[0], Paper):
            return False
        self._reached, self.owed, self.tainted = self._marks, 0, False
        return True

    def clear_buffers(self, seconds: float) -> bool:
        """Have the printer forget what it holds. True when it says it has."""
        self._link.write(CLEAR_BUFFERS, seconds)
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self.listen(left).cleared:
                return True
        return False


def identity(job: int, mark: int) -> bytes:
    """Four characters, different for every mark of about 400 jobs of 400 marks."""
    base = len(IDENTITIES)
    return bytes(IDENTITIES[number % base] for number in (job // base, job, mark // base, mark))
