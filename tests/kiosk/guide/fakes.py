"""The desk's surroundings: a replica that can change, a printer, a journal, a typist."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from backend.demo import assets
from backend.demo.offers import demo_notices
from backend.demo.placing import demo_placements
from backend.demo.stocking import demo_stocks
from devices.contracts import PrintConfirmed, PrintOutcome
from domain.device_words import PrinterStatus
from domain.goods import Placement, Stock, Synonym
from domain.plan import Plan
from domain.promotion import Notice, Promotion
from domain.reference import Department, Product, Store
from kiosk.printing import PrintJob
from sync.drafts import Inquired, InquiryDraft, UsageDraft
from sync.store import StoreError
from tests.kiosk import guide_world as world


class FakeReplica:
    """A small part of the demo store, so that it is built at once."""

    def __init__(self) -> None:
        kept = {"dairy", "egg", "seasoning", "fruit", "health"}
        self.goods = tuple(p for p in world.products() if p.department in kept)
        self.map: Plan | None = world.plan()
        self.offers: tuple[Promotion, ...] = world.promotions()
        self.told: tuple[Notice, ...] = demo_notices(world.NOW)
        self.broken = False

    def store_info(self) -> Store | None:
        if self.broken:
            raise StoreError("cannot be read")
        return world.STORE

    def products(self) -> tuple[Product, ...]:
        return self.goods

    def departments(self) -> tuple[Department, ...]:
        return assets.departments()

    def plan(self) -> Plan | None:
        return self.map

    def placements(self) -> tuple[Placement, ...]:
        return demo_placements(world.products(), world.plan(), world.NOW.date())

    def stocks(self) -> tuple[Stock, ...]:
        return demo_stocks(self.goods, world.NOW)

    def promotions(self) -> tuple[Promotion, ...]:
        return self.offers

    def notices(self) -> tuple[Notice, ...]:
        return self.told

    def synonyms(self) -> tuple[Synonym, ...]:
        return (Synonym("红烧肉", ("酱油",)),)

    def as_of(self) -> datetime | None:
        return world.NOW


class FakeNow:
    """A clock that runs, and can be set."""

    def __init__(self, at: datetime = world.NOW) -> None:
        self._lock = threading.Lock()
        self.set(at)

    def set(self, at: datetime) -> None:
        with self._lock:
            self._at, self._since = at, time.monotonic()

    def __call__(self) -> datetime:
        with self._lock:
            return self._at + timedelta(seconds=time.monotonic() - self._since)


class FakeJournal:
    def __init__(self) -> None:
        self.inquiries: list[InquiryDraft] = []
        self.usages: list[UsageDraft] = []
        self.broken = False

    def inquire(self, draft: InquiryDraft) -> Inquired:
        if self.broken:
            raise StoreError("no room")
        known = [d.draft_id for d in self.inquiries]
        if draft.draft_id not in known:
            self.inquiries.append(draft)
        return Inquired("G1-0001-X", "m1", world.NOW, draft.draft_id in known)

    def guide_used(self, draft: UsageDraft) -> object:
        if self.broken:
            raise StoreError("no room")
        self.usages.append(draft)
        return draft


class FakePrinter:
    """Renders at once, and ends as it is told."""

    def __init__(self, outcome: PrintOutcome | None = None) -> None:
        self.outcome = outcome or PrintConfirmed(PrinterStatus.READY, 1.0, 2.0, 3)
        self.printed: list[bytes] = []

    def submit(self, job: PrintJob) -> None:
        self.printed.append(job.data())
        assert job.length_mm() > 0
        assert job.intent_id is None
        job.done(self.outcome)


class FakeTypist:
    def __init__(self) -> None:
        self.asked: list[str] = []
        self.forgotten = 0

    def ask(self, letters: str, language: str, session_id: str | None) -> None:
        self.asked.append(letters)

    def forget(self) -> None:
        self.forgotten += 1


class Posted:
    """What was posted, to wait for."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.events: list[tuple[object, str | None]] = []

    def __call__(self, event: object, session_id: str | None) -> None:
        with self._changed:
            self.events.append((event, session_id))
            self._changed.notify_all()

    def wait(self, fits: Callable[[object], bool], seconds: float = 20.0) -> object:
        """The first event that fits. Fails when none comes."""
        with self._changed:
            came = self._changed.wait_for(lambda: any(fits(e) for e, _ in self.events), seconds)
            assert came, f"waited for an event; there were {[type(e).__name__ for e, _ in self.events]}"
            return next(e for e, _ in self.events if fits(e))

    def of(self, kind: type) -> list[object]:
        with self._changed:
            return [e for e, _ in self.events if isinstance(e, kind)]
