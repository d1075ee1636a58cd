"""Looking for what cannot wait: whether a notice or an offer has changed, asked more often than the copy is fetched.

An emergency takes over every screen within two seconds of being written down at the central service, an offer taken
back is gone as fast, and all it costs is one small question every second and a half. The answer holds what changed, so
that it does not queue up behind everything else.
"""

from __future__ import annotations

from random import Random
from typing import Protocol

import structlog

from domain.reference import UrgentAnswer
from sync.client import ServiceFailed, ServiceGarbled, ServiceRefused
from sync.clock import Clock
from sync.events import WorkerSettings
from sync.line import Line
from sync.pace import Backoff
from sync.replica import Replica

_log = structlog.get_logger(__name__)


class Asking(Protocol):
    def urgent(self, after: int) -> UrgentAnswer: ...


class Watch:
    """Trouble with this one question is never the line's: it only makes the looking rarer."""

    def __init__(
        self,
        client: Asking,
        replica: Replica,
        line: Line,
        clock: Clock,
        settings: WorkerSettings,
        random: Random,
    ) -> None:
        self._client = client
        self._replica = replica
        self._line = line
        self._clock = clock
        self._settings = settings
        self._random = random
        self._at = float("-inf")
        self._failures = 0
        self._seen: int | None = None

    def due_s(self) -> float:
        """Seconds until the next look; negative when it is overdue."""
        return self._at - self._clock.monotonic()

    def begin_anew(self) -> None:
        """The copy is another enrolment's now."""
        self._seen = None

    def look(self) -> int:
        """How many notices and offers have changed; they stand in the replica then.

        Raises ServiceError when the line is to blame, NotEnrolled, StoreError.
        """
        known = self._replica.cursor() if self._seen is None else self._seen
        try:
            answer = self._client.urgent(known)
        except ServiceRefused as error:
            # An older service does not know the question: what it has to say comes with the copy, at its own pace.
            _log.warning("cannot watch for notices", error=str(error))
            self._again_in(self._settings.watch_again_s)
            return 0
        except (ServiceFailed, ServiceGarbled) as error:
            _log.warning("cannot watch for notices", error=str(error))
            self._failures += 1
            pace = Backoff(self._settings.watch_every_s, self._settings.pull_every_s)
            self._again_in(pace.wait_s(self._failures, self._random))
            return 0
        self._failures = 0
        self._line.answered()
        if answer.changes:
            self._replica.apply_urgent(answer.changes, self._clock.now())
        # Not before they are stored: what could not be written is asked for again.
        self._seen = answer.cursor
        self._again_in(self._settings.watch_every_s)
        return len(answer.changes)

    def _again_in(self, seconds: float) -> None:
        self._at = self._clock.monotonic() + seconds
