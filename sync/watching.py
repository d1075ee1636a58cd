"""Looking for what cannot wait: whether a notice has changed since our copy, asked more often than the copy is fetched.

An emergency takes over every screen within two seconds of being written down at the central service, and all it costs
is one small question every second and a half.
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
    def urgent(self) -> UrgentAnswer: ...


class Watch:
    """Trouble with this one question, or with fetching, is never the line's: it only makes the looking rarer."""

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

    def due_s(self) -> float:
        """Seconds until the next look; negative when it is overdue."""
        return self._at - self._clock.monotonic()

    def look(self) -> bool:
        """True when our copy must be fetched now. Raises ServiceError when the line is to blame, NotEnrolled."""
        try:
            newest = self._client.urgent().cursor
        except ServiceRefused as error:
            # An older service does not know the question: what it has to say comes with the copy, at its own pace.
            _log.warning("cannot watch for notices", error=str(error))
            self._again_in(self._settings.watch_again_s)
            return False
        except (ServiceFailed, ServiceGarbled) as error:
            _log.warning("cannot watch for notices", error=str(error))
            self.put_off()
            return False
        self._line.answered()
        self._again_in(self._settings.watch_every_s)
        return newest > self._replica.cursor()

    def fetched(self) -> None:
        self._failures = 0

    def put_off(self) -> None:
        """Nothing came of it: look again a little later each time, at last as rarely as the copy is fetched anyway."""
        self._failures += 1
        pace = Backoff(self._settings.watch_every_s, self._settings.pull_every_s)
        self._again_in(pace.wait_s(self._failures, self._random))

    def _again_in(self, seconds: float) -> None:
        self._at = self._clock.monotonic() + seconds
