"""An ESC/POS printer that tells the truth about each slip.

The body goes out in pieces, each followed by a mark (see `conversation`), with only a window of it under way. The cut
is held back until the printer has worked off the body, and is followed by a mark of its own. So:

- no cut was ever sent         -> failed: no complete slip can have come out
- the mark after the cut came  -> confirmed, by the printer's own word after the last byte
- anything else                -> unknown

What broke off is ended, before the next slip, with white filling for a half-sent command, a mark 作废 and a cut.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass

from devices.contracts import (
    DeviceError,
    PrintConfirmed,
    PrinterStatus,
    PrintFailed,
    PrintOutcome,
    PrintUnknown,
)
from devices.layout import Profile, void_mark
from devices.printer.cables import Cable
from devices.printer.conversation import Conversation
from devices.printer.segments import Document, split
from devices.printer.status import status_of
from devices.printer.waiting import AT_ONCE, BrokenOff, Limits, Lookout

PIECE = 3600
"""Bytes: one band of 80 mm paper."""

LARGEST_COMMAND = 4096
"""White to send when it is not known how much of a command was left unsaid: more than any band of a picture."""

LONGEST_QUESTION = 12
"""Bytes: GS ( H with its id, and a little more. NUL between commands is nothing to a printer."""


class EscPosPrinter:
    """A printer on a cable. It need not be there: absence is a status, and each call looks again.

    `broken_off`: an earlier process may have left half a slip in the printer.
    """

    def __init__(
        self, cable: Cable, profile: Profile, limits: Limits | None = None, *, broken_off: bool = False
    ) -> None:
        self._cable = cable
        self._profile = profile
        self._limits = limits or Limits()
        self._busy = threading.Lock()
        self._conversation: Conversation | None = None
        self._owed = 0
        self._job = int(time.time()) % 400
        self._lookout = Lookout(self._limits, asks=profile.status)
        self._broken = broken_off
        self._unfinished = 0

    def status(self) -> PrinterStatus:
        """Ask now; while a slip is being printed, what that print saw last."""
        if not self._busy.acquire(blocking=False):
            return self._lookout.last
        try:
            self._lookout.last = self._ask()
            return self._lookout.last
        finally:
            self._busy.release()

    def close(self) -> None:
        with self._busy:
            self._hang_up()

    def print(self, data: bytes) -> PrintOutcome:
        """Print one document. Takes at most a few limits; never raises DeviceError."""
        with self._busy:
            return self._print(data)

    # -- opening and asking -------------------------------------------------------------------------------------

    def _connected(self) -> Conversation:
        if self._conversation is None:
            link = self._cable.open(self._limits.connect)
            self._conversation = Conversation(link, self._profile.confirm, self._job, self._owed)
            # A cable that was pulled in the middle of a question leaves half of it in the printer.
            self._conversation.send(bytes(LONGEST_QUESTION), self._limits.write)
        return self._conversation

    def _hang_up(self) -> None:
        if self._conversation is not None:
            self._owed = self._conversation.owed
            self._conversation.close()
            self._conversation = None

    def _ask(self) -> PrinterStatus:
        """The status now. A link that died since the last call is opened afresh, once."""
        fresh = self._conversation is None
        try:
            conversation = self._connected()
            if not self._profile.status:
                return PrinterStatus.SILENT
            status = conversation.status(self._limits.answer)
        except DeviceError as error:
            self._hang_up()
            return status_of(error) if fresh else self._ask()
        if status is PrinterStatus.SILENT and not fresh:
            # A printer that was switched off and on again leaves a connection that looks alive.
            self._hang_up()
            return self._ask()
        if status is PrinterStatus.SILENT:
            self._hang_up()
        return status

    # -- printing -----------------------------------------------------------------------------------------------

    def _print(self, data: bytes) -> PrintOutcome:
        run = _Run(time.monotonic())
        document = split(data, PIECE)
        self._lookout.last = self._ask()
        if self._conversation is None or not (self._lookout.last.can_print or not self._profile.status):
            return PrintFailed(self._lookout.last, 0, "not begun")
        self._job += 1
        conversation = self._conversation
        conversation.begin(self._job)
        try:
            self._tidy(conversation)
            self._body(conversation, document, run)
        except BrokenOff as broken:
            return self._failed(broken.status, broken.detail, run)
        except DeviceError as error:
            if run.all_begun and not document.cut:
                self._hang_up()
                return PrintUnknown(status_of(error), run.sent, str(error))
            return self._failed(status_of(error), str(error), run)
        return self._cut(conversation, document, run)

    def _tidy(self, conversation: Conversation) -> None:
        """End what an earlier job left in the printer, and let its late answers come and go."""
        if self._broken:
            # The rest of a half-sent picture: the printer takes what follows for its dots, so let that be white.
            conversation.send(bytes(max(LARGEST_COMMAND, self._unfinished)), self._limits.write)
        if not conversation.settle(self._limits.silence, self._limits.quiet):
            raise BrokenOff(PrinterStatus.SILENT, "no answer after an earlier slip broke off")
        if self._broken:
            conversation.send(void_mark(self._profile), self._limits.write)

    def _body(self, conversation: Conversation, document: Document, run: _Run) -> None:
        """Send the body. Returns when the printer has worked it off, or has fallen silent with all of it in hand."""
        under_way: deque[int] = deque()
        for index, piece in enumerate(document.pieces):
            while under_way and sum(under_way) + len(piece) > self._cable.window and conversation.unreached:
                self._lookout.wait(conversation, len(under_way) - 1)
                while len(under_way) > conversation.unreached:
                    under_way.popleft()
            self._broken, self._unfinished = True, max(self._unfinished, len(piece))
            run.all_begun = index + 1 == len(document.pieces)
            # Counted before it goes: of a piece that breaks off some may be on paper, and a later slip says 补打.
            run.sent += len(piece)
            conversation.send(piece, self._limits.write, marks=1)
            run.first_byte = run.first_byte or time.monotonic()
            under_way.append(len(piece))
        if document.cut:
            try:
                self._lookout.wait(conversation, 0)
            except BrokenOff as broken:
                if broken.status not in (PrinterStatus.SILENT, PrinterStatus.UNREADABLE):
                    raise
                # The whole body is out and nobody answers: the cut may still give the shopper a slip.

    def _cut(self, conversation: Conversation, document: Document, run: _Run) -> PrintOutcome:
        detail = ""
        try:
            # Twice: two agreeing answers before anything is believed.
            run.sent += len(document.cut)
            conversation.send(document.cut, self._limits.write, marks=2)
            self._lookout.wait(conversation, 0)
        except BrokenOff as broken:
            self._lookout.last, detail = broken.status, broken.detail
        except DeviceError as error:
            self._lookout.last, detail = status_of(error), str(error)
        if detail or self._profile.confirm == "none":
            self._broken = True
            if detail:
                self._hang_up()
            return PrintUnknown(self._lookout.last, run.sent, detail or "this model never answers")
        self._broken, self._unfinished = False, 0
        now = time.monotonic()
        first = run.first_byte or now
        return PrintConfirmed(self._lookout.last, (first - run.began) * 1000, (now - run.began) * 1000, run.sent)

    def _failed(self, status: PrinterStatus, detail: str, run: _Run) -> PrintFailed:
        self._lookout.last = status
        if self._profile.clear_buffer and status in AT_ONCE and self._conversation is not None:
            try:
                self._conversation.clear_buffers(self._limits.answer)
            except DeviceError:
                detail += "; the printer's buffer could not be cleared"
        self._hang_up()
        return PrintFailed(status, run.sent, detail)


@dataclass(slots=True)
class _Run:
    """One print, as it goes."""

    began: float
    first_byte: float | None = None
    sent: int = 0
    all_begun: bool = False
