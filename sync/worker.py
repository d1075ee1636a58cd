"""The thread between this kiosk and the central service: messages out, reference data in, a sign of life.

One round: heartbeat when due, a look whether something urgent is to be shown, one batch of messages, one page of the
replica. Trouble with the line pauses all of it; trouble with one message pauses or parks only that message. Which of
the two it is, a heartbeat tells.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random
from typing import Protocol

import structlog

from domain.reference import Heartbeat, HeartbeatAnswer, ReplicaPage, UrgentAnswer
from domain.wire import BatchAnswer
from sync.bell import Bell
from sync.client import (
    ServiceBusy,
    ServiceError,
    ServiceFailed,
    ServiceGarbled,
    ServiceRefused,
    offline_reason,
)
from sync.clock import Clock
from sync.clock_trust import ClockTrust
from sync.events import (
    ClockJudged,
    DeskHeard,
    DeviceWords,
    HelperNamed,
    NoticesHeard,
    ReplicaRefreshed,
    StoreTrouble,
    SyncEvent,
    WorkerSettings,
)
from sync.identity import NotEnrolled
from sync.journal import Journal
from sync.line import Line, OfflineReason, Online
from sync.outbox import Outbox
from sync.replica import Replica
from sync.sending import Sender
from sync.store import StoreError
from sync.watching import Watch

_log = structlog.get_logger(__name__)


class Service(Protocol):
    def submit(self, chain_head: str, envelopes: Sequence[str]) -> BatchAnswer: ...

    def replica_page(self, cursor: int, limit: int) -> ReplicaPage: ...

    def heartbeat(self, beat: Heartbeat) -> HeartbeatAnswer: ...

    def urgent(self, after: int) -> UrgentAnswer: ...


class SyncWorker:
    """`listener` is called on the worker's thread. `start` and `stop` it, or call `round` from a test."""

    def __init__(
        self,
        client: Service,
        journal: Journal,
        outbox: Outbox,
        replica: Replica,
        line: Line,
        clock: Clock,
        trust: ClockTrust,
        bell: Bell,
        words: Callable[[], DeviceWords],
        listener: Callable[[SyncEvent], None] = lambda _: None,
        settings: WorkerSettings | None = None,
        random: Random | None = None,
    ) -> None:
        self._client = client
        self._journal = journal
        self._outbox = outbox
        self._replica = replica
        self._line = line
        self._clock = clock
        self._trust = trust
        self._bell = bell
        self._words = words
        self._listener = listener
        self._settings = settings or WorkerSettings()
        self._random = random or Random()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._sender = Sender(client, journal, outbox, self._beat, listener, self._settings, self._random)
        self._failures = 0
        self._tried_at = float("-inf")
        self._paused_until = float("-inf")
        self._beat_at = float("-inf")
        self._pulled_at = float("-inf")
        self._watch = Watch(client, replica, line, clock, self._settings, self._random)
        self._tidied_at = clock.monotonic()
        self._desk: int | None = None
        self._helper_until = float("-inf")
        self._helper = ""
        self._changes = 0
        self._trusted = trust.trusted()
        # A shopper's lookup that gets through ends the pause after a failure.
        line.watch(lambda state: bell.ring() if isinstance(state, Online) else None)

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._thread.start()

    def stop(self, timeout_s: float = 5.0) -> None:
        """Ask it to end and wait that long; what is unsent stays in the outbox."""
        self._stopping.set()
        self._bell.ring()
        if self._thread is not None:
            self._thread.join(timeout_s)

    def wake(self) -> None:
        self._bell.ring()

    def watch_for_helper(self, seconds: float) -> None:
        """A call for a person is open: ask every few seconds who is coming."""
        self._helper_until = self._clock.monotonic() + seconds
        self._bell.ring()

    def round(self, *, rung: bool = False) -> float:
        """One round, never raising for trouble with the line or the store. Returns seconds until the next."""
        now = self._clock.monotonic()
        hurried = rung and now - self._tried_at >= self._settings.hurry_s
        if now < self._paused_until and not hurried:
            return self._paused_until - now
        self._tried_at = now
        try:
            wait = self._exchange()
        except NotEnrolled:
            return self._pause(OfflineReason.NOT_ENROLLED)
        except ServiceBusy as busy:
            return self._pause(OfflineReason.BUSY, busy.retry_after_s)
        except ServiceError as error:
            return self._pause(offline_reason(error))
        except StoreError as error:
            _log.error("store", error=str(error))
            self._listener(StoreTrouble(str(error)))
            return self._wait_after_failure(None)
        self._failures = 0
        self._paused_until = float("-inf")
        return wait

    def _run(self) -> None:
        rung = False
        while not self._stopping.is_set():
            try:
                wait = self.round(rung=rung)
            except Exception:
                # A bug here must not silence the kiosk for good: it is logged, and the next round comes.
                _log.exception("round")
                wait = self._wait_after_failure(None)
            rung = self._bell.wait(wait)

    def _exchange(self) -> float:
        now = self._clock.monotonic()
        if now - self._beat_at >= self._beat_every():
            self._beat_if_wanted()
        if self._watch.due_s() <= 0:
            self._look()
        more_messages = self._sender.send_some()
        if more_messages:
            self._line.answered()
        more_pages = self._pull_some()
        self._tidy()
        if more_messages or more_pages:
            return 0.0
        now = self._clock.monotonic()
        due = [
            self._beat_at + self._beat_every() - now,
            self._pulled_at + self._settings.pull_every_s - now,
            self._watch.due_s(),
        ]
        outbox_due = self._outbox.next_due_s()
        if outbox_due is not None:
            due.append(outbox_due)
        return max(0.0, min(due))

    def _beat_every(self) -> float:
        calling = self._clock.monotonic() < self._helper_until
        return self._settings.helper_every_s if calling else self._settings.heartbeat_every_s

    def _beat_if_wanted(self) -> None:
        """A service that does not like our heartbeat is there all the same: messages must not wait for it."""
        try:
            self._beat()
        except (ServiceRefused, ServiceFailed) as error:
            self._beat_at = self._clock.monotonic()
            _log.warning("heartbeat refused", error=str(error))

    def _beat(self) -> None:
        """Raises ServiceError, NotEnrolled, StoreError."""
        words = self._words()
        waiting = self._outbox.waiting()
        chain_seq, chain_head = self._journal.chain_end()
        beat = Heartbeat(
            sent_at=self._clock.now(),
            version=words.version,
            printer=words.printer,
            camera=words.camera,
            outbox_pending=waiting.pending,
            outbox_parked=waiting.parked,
            chain_head=chain_head,
            chain_seq=chain_seq,
            replica_cursor=self._replica.cursor(),
            role=words.role,
            slips_left=words.slips_left,
            scanner=words.scanner,
        )
        asked_at = self._clock.monotonic()
        answer = self._client.heartbeat(beat)
        self._beat_at = self._clock.monotonic()
        self._line.answered()
        self._hear(answer.server_time, asked_at)
        if answer.helper != self._helper:
            self._helper = answer.helper
            self._listener(HelperNamed(answer.helper))
        if answer.desk_waiting != self._desk:
            self._desk = answer.desk_waiting
            self._listener(DeskHeard(answer.desk_waiting))

    def _hear(self, server_time: datetime, asked_at: float) -> None:
        self._trust.hear(server_time, asked_at, self._clock.monotonic())
        trusted = self._trust.trusted()
        if trusted != self._trusted:
            self._trusted = trusted
            self._listener(ClockJudged(trusted, self._trust.offset()))

    def _adopt(self) -> None:
        if self._replica.adopt(self._journal.enrolment()):
            self._watch.begin_anew()

    def _look(self) -> None:
        self._adopt()
        heard = self._watch.look()
        if heard:
            self._listener(NoticesHeard(heard))

    def _pull_some(self) -> bool:
        """One page, when due. True when there is another."""
        now = self._clock.monotonic()
        if now - self._pulled_at < self._settings.pull_every_s:
            return False
        self._adopt()
        acks = self._journal.acknowledged()
        try:
            page = self._client.replica_page(self._replica.cursor(), self._settings.page)
        except (ServiceRefused, ServiceFailed, ServiceGarbled) as error:
            # Not the line's fault, nor the messages': the last good copy stays in use, and its age shows.
            self._pulled_at = now
            _log.warning("replica not refreshed", error=str(error))
            return False
        self._line.answered()
        self._replica.apply(page, acks)
        if page.more:
            self._changes += len(page.changes)
            return True
        self._pulled_at = self._clock.monotonic()
        self._listener(ReplicaRefreshed(page.as_of, self._changes + len(page.changes)))
        self._changes = 0
        return False

    def _tidy(self) -> None:
        now = self._clock.monotonic()
        if now - self._tidied_at < self._settings.tidy_every_s:
            return
        self._tidied_at = now
        if self._trust.trusted():
            self._journal.prune(self._clock.now() - self._settings.keep)
            self._replica.prune(self._clock.now() - self._settings.keep_receipts)

    def _pause(self, reason: OfflineReason, retry_after_s: float | None = None) -> float:
        self._line.failed(reason)
        return self._wait_after_failure(retry_after_s)

    def _wait_after_failure(self, retry_after_s: float | None) -> float:
        self._failures += 1
        wait = self._settings.line.wait_s(self._failures, self._random)
        if retry_after_s is not None:
            wait = max(wait, min(retry_after_s, self._settings.busy_most_s))
        self._paused_until = self._clock.monotonic() + wait
        return wait
