"""Waiting for a printer to work off what it was sent, looking at it meanwhile and giving up for a reason."""

from __future__ import annotations

import time
from dataclasses import dataclass

from devices.contracts import PrinterStatus
from devices.printer.conversation import Conversation
from devices.printer.status import Paper, Report, fold


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds. Each one is a promise to the shopper that somebody gives up."""

    connect: float = 1.5
    """Opening the cable. A printer on the same network answers within milliseconds."""
    answer: float = 0.6
    """A real-time question. Printers answer within 100 ms; network boards may take a few times that."""
    write: float = 5.0
    """One piece. A printer that takes nothing for so long has stopped."""
    poll: float = 0.3
    """Between looks at the printer while waiting for it."""
    silence: float = 2.5
    """No byte at all from the printer while it is being asked."""
    patience: float = 6.0
    """A trouble that may pass by itself: off line for a moment, a hot head."""
    stall: float = 10.0
    """On line, answering, and yet not getting on. (4 kB take 4.3 s at 9600 baud, the slowest line there is.)"""
    quiet: float = 0.2
    """After that much silence an old answer is no longer on its way."""


AT_ONCE = frozenset((PrinterStatus.PAPER_EMPTY, PrinterStatus.COVER_OPEN, PrinterStatus.CUTTER_ERROR))
"""Troubles that need a hand; waiting does not mend them."""


MAY_PASS = frozenset((PrinterStatus.OFFLINE, PrinterStatus.OVERHEATED))
"""Troubles that often pass by themselves: the feed button, a hot head."""


class BrokenOff(Exception):
    """The job ended early; the status says how the printer was last seen."""

    def __init__(self, status: PrinterStatus, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


class Lookout:
    """Waits for marks. `last` is the printer as last seen."""

    def __init__(self, limits: Limits, *, asks: bool) -> None:
        """`asks`: whether this model answers real-time questions."""
        self._limits = limits
        self._asks = asks
        self.last = PrinterStatus.SILENT

    def wait(self, conversation: Conversation, unreached: int) -> None:
        """Until at most that many marks are unreached, looking at the printer meanwhile.

        Raises BrokenOff with what was seen, DeviceUnavailable when the link is gone.
        """
        limits = self._limits
        now = began = heard_last = asked_last = time.monotonic()
        trouble_since: float | None = None
        reports: list[Report] = []
        judged = True
        while conversation.unreached > unreached or conversation.tainted:
            if now - heard_last > limits.silence:
                raise BrokenOff(PrinterStatus.SILENT, "no answer")
            if now - began > limits.stall:
                raise BrokenOff(PrinterStatus.OFFLINE, "on line, but not getting on")
            if self._asks and judged and now - asked_last >= limits.poll:
                conversation.ask_status(limits.write)
                asked_last, reports, judged = now, [], False
            heard = conversation.listen(limits.poll / 4)
            now = time.monotonic()
            if heard.anything:
                heard_last = now
            reports.extend(report for report in heard.reports if not isinstance(report, Paper))
            if judged or (conversation.awaiting_status and now - asked_last < limits.answer):
                continue
            judged = True
            status = self.last = fold(reports)
            if status.can_print:
                trouble_since = None
                if conversation.tainted:
                    conversation.verify(limits.answer, limits.quiet)
                continue
            trouble_since = trouble_since or now
            passing = limits.patience if status in MAY_PASS else limits.silence
            if status in AT_ONCE or now - trouble_since > passing:
                raise BrokenOff(status, "trouble while printing")
