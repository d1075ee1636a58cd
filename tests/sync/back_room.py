"""A kiosk's back room for a story: the worker between the journal and a service, and what it told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

from sync.bell import Bell
from sync.client import ServiceClient, ServiceSettings
from sync.clock_trust import ClockTrust
from sync.events import Delivered, DeviceWords, SyncEvent, WorkerSettings
from sync.journal import Journal
from sync.line import Line, LineState
from sync.outbox import MessageState
from sync.worker import SyncWorker
from tests.sync.builders import Kiosk
from tests.sync.fake_service import FakeService

BUILT = datetime(2026, 11, 1, tzinfo=UTC)


class Back:
    """A kiosk's back room: the worker and what it told."""

    def __init__(self, kiosk: Kiosk, service: FakeService, **settings: float) -> None:
        self.kiosk = kiosk
        self.service = service
        self.told: list[SyncEvent] = []
        self.delivered = threading.Event()
        self.lines: list[LineState] = []
        self.bell = Bell()
        self.line = Line(kiosk.clock, self.lines.append)
        self.client = ServiceClient(ServiceSettings(service.url, read_s=0.5, bulk_read_s=0.5), kiosk.identity.token)
        self.trust = ClockTrust(kiosk.store, kiosk.clock, BUILT)
        self.journal = Journal(kiosk.store, kiosk.clock, queued=self.bell.ring)
        self.worker = SyncWorker(
            self.client,
            self.journal,
            kiosk.outbox,
            kiosk.replica,
            self.line,
            kiosk.clock,
            self.trust,
            self.bell,
            lambda: DeviceWords("0.1.0", "ready", "ready"),
            self.hear,
            WorkerSettings(**settings),  # type: ignore[arg-type]
            Random(7),
        )

    def hear(self, event: SyncEvent) -> None:
        self.told.append(event)
        if isinstance(event, Delivered):
            self.delivered.set()

    def rounds_until(self, done: Callable[[], bool], most: int = 200) -> int:
        """Rounds with the time between them passing at once. How many it took."""
        for count in range(most):
            if done():
                return count
            self.kiosk.clock.turn(self.worker.round())
        raise AssertionError(f"not done after {most} rounds")

    def all_sent(self) -> bool:
        return self.kiosk.outbox.waiting().pending == 0

    def state(self, message_id: str) -> MessageState:
        delivery = self.kiosk.outbox.delivery(message_id)
        assert delivery is not None
        return delivery.state
