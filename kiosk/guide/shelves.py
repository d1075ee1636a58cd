"""The store's data as the guide uses it, kept ready: made anew beside the UI thread whenever the replica changes.

Two threads. One builds (goods, search, ways); the other watches the clock, so that an offer is gone at the second it
ends, whatever the builder is busy with.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog

from domain.goods import Placement, Stock, Synonym
from domain.plan import Plan
from domain.promotion import Notice, Promotion
from domain.reference import Department, Product, Store
from domain.wire import Pace
from kiosk.flows.guide.things import Found, Shop, Stop, Walk, Why
from kiosk.guide.assortment import Assortment
from kiosk.guide.hits import founds
from kiosk.guide.offers import changes_at
from kiosk.guide.shop import Standing, shop_at, standing
from kiosk.guide.ways import Refused, Ways
from kiosk.routing import Router
from kiosk.search import Finder

log = structlog.get_logger()

LOOK_S = 1.0
"""The wall clock may be set: it is looked at so often at least."""
TICK_S = 20.0
FIRST_BUILD_S = 20.0
"""How long a search waits for the first build; screens say that they look meanwhile."""
QUIET_LOOK_S = 0.2
SETTLE_S = 0.3
"""Changes come in pages: the builder waits for the last of them."""


class Source(Protocol):
    """`sync.replica.Replica`."""

    def store_info(self) -> Store | None: ...
    def products(self) -> tuple[Product, ...]: ...
    def departments(self) -> tuple[Department, ...]: ...
    def plan(self) -> Plan | None: ...
    def placements(self) -> tuple[Placement, ...]: ...
    def stocks(self) -> tuple[Stock, ...]: ...
    def promotions(self) -> tuple[Promotion, ...]: ...
    def notices(self) -> tuple[Notice, ...]: ...
    def synonyms(self) -> tuple[Synonym, ...]: ...
    def as_of(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Ready:
    """One version of everything. `ways` None without a plan, or while the plan does not say where this screen is.

    `whole` once everything has been made for the first time: until then `finder` and `ways` may still be coming.
    """

    store: Store
    standing: Standing
    finder: Finder | None = None
    ways: Ways | None = None
    metres: dict[str, int] = field(default_factory=dict)
    whole: bool = False


NOTHING = Assortment.of(())


class Shelves:
    """`now` is the time as the central service has it. `device` is this screen's name, `service` what links lead to."""

    def __init__(
        self,
        source: Source,
        now: Callable[[], datetime],
        device: str,
        *,
        service: str = "",
        can_print: bool = True,
        can_scan: bool = True,
        quiet: Callable[[], bool] = lambda: True,
    ) -> None:
        """`quiet`: nobody is being served who needs the processor more than the builder does."""
        self._source, self._now, self._device = source, now, device
        self._service, self._can_print, self._can_scan, self._quiet = service, can_print, can_scan, quiet
        self._changed = threading.Condition()
        self._dirty, self._stopping, self._stumbled = True, False, False
        self._ready: Ready | None = None
        self._shop: Shop | None = None
        self._due: datetime | None = None
        self._looked: datetime | None = None
        self._waiting: int | None = None
        self._as_of: datetime | None = None
        self._router: tuple[str, Router] | None = None
        self._routing = threading.Lock()
        self._on_shop: Callable[[Shop], None] = lambda shop: None
        self._tick: Callable[[datetime], None] = lambda now: None
        self._threads = (
            threading.Thread(target=self._build, name="guide-builder", daemon=True),
            threading.Thread(target=self._watch, name="guide-clock", daemon=True),
        )

    # Called from anywhere ----------------------------------------------------------------------------------------

    def start(self, on_shop: Callable[[Shop], None], tick: Callable[[datetime], None]) -> None:
        """`on_shop` hears every new shop, `tick` the time now and then; both on threads of their own."""
        self._on_shop, self._tick = on_shop, tick
        for thread in self._threads:
            thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(timeout)

    def refresh(self, changes: int) -> None:
        """The replica is up to date again; without changes only its age is another."""
        with self._changed:
            if changes or self._ready is None:
                self._dirty = True
                self._changed.notify_all()

    def waiting(self, count: int | None) -> None:
        """How many wait at the service desk."""
        with self._changed:
            if count == self._waiting:
                return
            self._waiting = count
        self._publish()

    @property
    def store(self) -> Store | None:
        ready = self._ready
        return ready.store if ready is not None else None

    @property
    def shop(self) -> Shop | None:
        return self._shop

    @property
    def assortment(self) -> Assortment:
        ready = self._ready
        return ready.standing.assortment if ready is not None else NOTHING

    def search(self, text: str, language: str, limit: int) -> tuple[Found, ...]:
        """Waits for the first build, should the kiosk just have started."""
        with self._changed:
            self._changed.wait_for(lambda: self._settled(finder=True), FIRST_BUILD_S)
            ready, shop = self._ready, self._shop
        if ready is None or ready.finder is None or shop is None:
            return ()
        hits = ready.finder.search(text, language, limit, self._now())
        return founds(hits, ready.standing.assortment, shop)

    def walk(self, stops: Sequence[Stop], step_free: bool, pace: Pace, language: str) -> Walk | Refused:
        """Waits for the first build, as `search` does."""
        with self._changed:
            self._changed.wait_for(self._settled, FIRST_BUILD_S)
            ready = self._ready
        if ready is None or ready.standing.assortment.plan is None:
            return Refused(Why.NO_PLAN)
        if ready.ways is None:
            here = ready.standing.shop.here
            return Refused(Why.NOT_HERE if here is None else Why.TROUBLE)
        with self._routing:
            return ready.ways.walk(stops, step_free, pace, language)

    def _settled(self, *, finder: bool = False) -> bool:
        """Nothing better is coming: the first build is through (or its search is), or it came to nothing."""
        if self._stopping or self._stumbled:
            return True
        return self._ready is not None and (self._ready.whole or (finder and self._ready.finder is not None))

    # Building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._dirty or self._stopping)
                if not self._stopping and self._ready is not None:
                    self._changed.wait_for(lambda: self._stopping, SETTLE_S)
                if self._stopping:
                    return
                self._dirty = self._stumbled = False
            try:
                self._make()
            except Exception:
                # What there was stays in use; the next change is another try.
                log.exception("the guide's data could not be made ready")
                with self._changed:
                    self._stumbled = True
                    self._changed.notify_all()

    def _rest(self) -> None:
        """Python runs one thread at a time: half a second's building is half a second's waiting for a verdict."""
        with self._changed:
            while not self._stopping and not self._quiet():
                self._changed.wait(QUIET_LOOK_S)

    def _make(self) -> None:
        self._rest()
        started = time.monotonic()
        source = self._source
        store = source.store_info()
        if store is None:
            return
        products, departments, plan = source.products(), source.departments(), source.plan()
        placements, stocks, promotions = source.placements(), source.stocks(), source.promotions()
        self._as_of = source.as_of()
        assortment = Assortment.of(products, departments, plan, placements, stocks)
        made = standing(assortment, promotions, source.notices(), ZoneInfo(store.timezone), self._device)
        before = self._ready
        # The screens have the new goods at once; until the new ones are there, search and ways are the old ones.
        # Another plan comes as a whole: an old way drawn on it would lead through its shelves.
        rebuilt = before is not None and before.standing.assortment.plan != plan
        ready = replace(before, store=store, standing=made) if before is not None else Ready(store, made)
        if not rebuilt:
            self._take(ready)
        self._rest()
        finder = Finder.build(
            products, placements, stocks, promotions, departments, plan, source.synonyms(), made.notices
        )
        if not rebuilt:
            self._take(replace(ready, finder=finder))
        self._rest()
        ways = self._ways(made, store)
        metres = self._measured(ways, made) if ways is not None else {}
        self._take(Ready(store, made, finder, ways, metres, whole=True))
        log.info("the guide's data are ready", products=len(products), seconds=round(time.monotonic() - started, 2))

    def _ways(self, made: Standing, store: Store) -> Ways | None:
        plan, here = made.assortment.plan, made.shop.here
        if plan is None or here is None:
            return None
        if self._router is None or self._router[0] != plan.version:
            self._router = plan.version, Router(plan)
        router, shop = self._router[1], made.shop
        return Ways(made.assortment, router, here, shop.heading, shop.areas, store.store_id, self._service)

    def _measured(self, ways: Ways, made: Standing) -> dict[str, int]:
        shop = shop_at(made, self._now())
        wanted = {offer.where.fixture_id for offer in shop.offers if offer.where is not None}
        wanted |= {s.where.fixture_id for s in shop.services if s.where is not None}
        with self._routing:
            return ways.distances(sorted(wanted - {""}))

    def _take(self, ready: Ready) -> None:
        with self._changed:
            self._ready = ready
            self._changed.notify_all()
        self._publish()

    # The clock ---------------------------------------------------------------------------------------------------

    def _watch(self) -> None:
        ticked = time.monotonic()
        while True:
            now = self._now()
            with self._changed:
                if self._stopping:
                    return
                left = LOOK_S if self._due is None else (self._due - now).total_seconds()
                set_back = self._looked is not None and now < self._looked - timedelta(seconds=2)
                self._looked = now
                due = left <= 0 or set_back
                if not due:
                    self._changed.wait(min(LOOK_S, left))
            try:
                if due:
                    self._publish()
                if time.monotonic() - ticked >= TICK_S:
                    ticked = time.monotonic()
                    self._tick(now)
            except Exception:
                log.exception("the guide's clock stumbled")

    def _publish(self) -> None:
        """The shop of this moment, where it is another than before."""
        with self._changed:
            ready = self._ready
            if ready is None:
                return
            now = self._now()
            shop = shop_at(
                ready.standing, now, metres=ready.metres.get, waiting=self._waiting, data_as_of=self._as_of,
                can_print=self._can_print, can_scan=self._can_scan,
            )  # fmt: skip
            self._due = _next(ready.standing, now)
            if shop == self._shop:
                return
            self._shop = shop
            # Told in here, so that two threads never tell an older shop after a newer one.
            self._on_shop(shop)


def _next(made: Standing, now: datetime) -> datetime | None:
    """When the shop may be another by itself: offers and notices begin and end."""
    moments = [moment for notice in made.notices for moment in (notice.starts_at, notice.ends_at) if moment > now]
    offers = changes_at(made.promotions, now, made.zone)
    return min([*moments, offers] if offers is not None else moments, default=None)
