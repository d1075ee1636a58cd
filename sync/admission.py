"""Whether the central service lets this kiosk in, as it said last. Remembered through restarts, also without the line.

A kiosk that is not let in could not deliver what it accepts. It takes nothing new; what it has accepted stays, and goes
out when it is let in again.
"""

from __future__ import annotations

import structlog

from sync.line import LineState, Offline, OfflineReason, Online
from sync.notes import Notes
from sync.store import StoreError

_NOTE = "shut_out"

_log = structlog.get_logger(__name__)


class Admission:
    """Raises StoreError when made. Told by the line, on whichever thread found out."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._shut_out = bool(notes.get(_NOTE))

    @property
    def shut_out(self) -> bool:
        return self._shut_out

    def hear(self, state: LineState) -> None:
        match state:
            case Online():
                self._keep(False)
            case Offline(reason=OfflineReason.UNAUTHORISED):
                self._keep(True)
            case Offline():
                pass  # nobody was asked, so nothing has changed

    def let_in(self) -> None:
        """It was enrolled a moment ago."""
        self._keep(False)

    def _keep(self, shut_out: bool) -> None:
        if shut_out == self._shut_out:
            return
        self._shut_out = shut_out
        _log.warning("the central service lets this kiosk in no more" if shut_out else "let in again")
        try:
            self._notes.put({_NOTE: int(shut_out)})
        except StoreError as error:
            # It is heard again after the next start; until then it is known here.
            _log.error("cannot be remembered", error=str(error))
