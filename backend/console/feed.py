"""What all open pages of a store show, read from the database once a second however many look."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from datetime import datetime

from starlette.concurrency import run_in_threadpool

from backend.database import Sessions
from backend.services import health, reference, staff, tickets
from backend.services.read_model import DeviceRow, TicketRow
from backend.services.staff import Staff
from backend.settings import Clock
from domain.reference import Store

FRESH_S = 0.9


@dataclass(frozen=True, slots=True)
class Snapshot:
    at: datetime
    store: Store
    tickets: tuple[TicketRow, ...]
    devices: tuple[DeviceRow, ...]
    shift: tuple[Staff, ...]


@dataclass(slots=True)
class _Kept:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    read_at: float = float("-inf")
    snapshot: Snapshot | None = None


class Feed:
    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock
        self._kept: dict[str, _Kept] = {}

    async def latest(self, store_id: str) -> Snapshot:
        kept = self._kept.setdefault(store_id, _Kept())
        async with kept.lock:
            if kept.snapshot is None or time.monotonic() - kept.read_at > FRESH_S:
                kept.snapshot = await run_in_threadpool(self._read, store_id)
                kept.read_at = time.monotonic()
            return kept.snapshot

    def _read(self, store_id: str) -> Snapshot:
        now = self._clock()
        with self._sessions.read() as session:
            return Snapshot(
                at=now,
                store=reference.store(session, store_id),
                tickets=tickets.board(session, store_id, now),
                devices=health.devices(session, store_id, now),
                shift=staff.on_shift(session, store_id, now),
            )
