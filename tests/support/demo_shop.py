"""The demo store's shelves, floor and offers in a central service of a test's own, copied from one made once."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from backend.app import create_app
from backend.database import open_database
from backend.demo import guide, store
from backend.demo.stories import HOME
from backend.migrations import upgrade
from backend.models import RatingRow
from backend.services import guide_data, receipts, reference, staff, tickets
from backend.services.read_model import TicketRow
from backend.settings import Limits, Settings
from backend.staff_roles import StaffRole
from backend.tracking import page
from domain import codec
from domain.promotion import Notice, Promotion
from domain.ticket_number import TicketKind
from tests.support.service import Service

STORE = HOME
GENEROUS = Limits(
    device_per_second=10_000, device_burst=100_000, store_per_second=10_000, store_burst=100_000,
    enrolments_per_minute=100_000,
)  # fmt: skip


class Time:
    """The one clock of a story: real, and moved on when nobody wants to wait. Both for a service and for a kiosk."""

    def __init__(self) -> None:
        self._ahead_s = 0.0

    def forward(self, seconds: float) -> None:
        self._ahead_s += seconds

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._ahead_s)

    def monotonic(self) -> float:
        return time.monotonic() + self._ahead_s

    def __call__(self) -> datetime:
        return self.now()


CENTRAL = "central.sqlite"


def fill(directory: Path) -> Path:
    """A database that holds the store of today: goods, plan, places, stocks, offers, and the receipts with a story."""
    path = directory / CENTRAL
    sessions = open_database(f"sqlite:///{path}")
    upgrade(sessions)
    now, shelved = datetime.now(UTC), store.shelve(store.SEED)
    home = next(one for one in shelved.stores if one.store_id == STORE)
    reference.put_store(sessions, home, now)
    reference.put_policy(sessions, STORE, shelved.policy, now)
    reference.put_departments(sessions, STORE, shelved.departments, now)
    reference.put_products(sessions, STORE, shelved.products, now)
    guide.bring(sessions, shelved.products, now)
    sold = [story.receipt for story in store.tell(shelved, now) if story.receipt.store_id == STORE]
    receipts.import_receipts(sessions, sold, now)
    sessions.close()
    return path


def receipt_codes(now: datetime) -> Mapping[str, str]:
    """By the name of the story."""
    return store.codes(store.tell(store.shelve(store.SEED), now))


@dataclass(slots=True)
class DemoShop:
    """The store's service, as its staff see it."""

    service: Service
    time: Time

    def board(self, kind: TicketKind | None = None) -> tuple[TicketRow, ...]:
        with self.service.sessions.read() as session:
            rows = tickets.board(session, STORE, self.time())
        return tuple(row for row in rows if kind is None or row.kind is kind)

    def ratings(self) -> tuple[RatingRow, ...]:
        with self.service.sessions.read() as session:
            rows = session.scalars(select(RatingRow).order_by(RatingRow.received_at, RatingRow.given_at)).all()
            session.expunge_all()
        return tuple(rows)

    def offers(self, *promotions: Promotion) -> None:
        """These are all there are, besides nothing."""
        guide_data.put_promotions(self.service.sessions, STORE, promotions, self.time())

    def product_id(self, name: str) -> str:
        return next(p.product_id for p in store.shelve(store.SEED).products if p.name == name)

    def barcode(self, name: str) -> str:
        return next(p.gtin for p in store.shelve(store.SEED).products if p.name == name)

    def manager(self) -> dict[str, str]:
        """Headers of somebody who may change what the screens say."""
        staff.add(self.service.sessions, STORE, "2001", "周岚", StaffRole.MANAGER, "a long password", self.time())
        signed = staff.sign_in(self.service.sessions, "2001", "a long password", self.time())
        assert isinstance(signed, staff.SignedIn)
        return {"Authorization": f"Bearer {signed.token}"}

    def announce(self, headers: Mapping[str, str], notices: Iterable[Notice]) -> Any:
        """Through the API, as a manager's tool would."""
        return self.service.client.post(
            f"/api/v1/stores/{STORE}/notices", json=codec.encode(tuple(notices)), headers=dict(headers)
        )


def open_demo_shop(template: Path, directory: Path) -> DemoShop:
    """On a copy of the template: the API and the pages for phones. Close `service` when done."""
    shutil.copytree(template, directory, dirs_exist_ok=True, ignore=shutil.ignore_patterns(directory.name))
    path = directory / CENTRAL
    now, settings = Time(), Settings(database=f"sqlite:///{path}", limits=GENEROUS)
    sessions = open_database(settings.database)
    app = create_app(settings, sessions, now)
    app.include_router(page.router(sessions, now, settings))
    return DemoShop(Service(settings, sessions, now, app), now)  # type: ignore[arg-type]
