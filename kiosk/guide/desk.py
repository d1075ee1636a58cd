"""The guide desk: answers what the screens ask for, never on the UI thread, from data that is made ready beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, assert_never
from zoneinfo import ZoneInfo

import structlog

from devices.contracts import PrintConfirmed, PrintFailed, PrintOutcome, PrintUnknown
from devices.layout import Profile, length_mm, render
from domain import codec
from domain.device_words import PrinterStatus
from domain.slip import Slip
from kiosk.effects import Post, Works
from kiosk.flows.guide import Visit
from kiosk.flows.guide import events as e
from kiosk.flows.guide.things import Found, Goods, Stop, Walk, Why
from kiosk.guide.latest import Latest
from kiosk.guide.shelves import Shelves
from kiosk.guide.ways import Refused
from kiosk.printing import PrintJob
from kiosk.route_slip import build
from kiosk.situation import Situation
from kiosk.slips import Words
from kiosk.typing import FindCandidates
from kiosk.usage import Usage
from sync.drafts import Inquired, InquiryDraft
from sync.identity import NotEnrolled
from sync.store import StoreError

log = structlog.get_logger()

MOST_RESULTS = 40


class Prints(Protocol):
    """`kiosk.printing.PrintDesk`."""

    def submit(self, job: PrintJob) -> None: ...


class Inquires(Protocol):
    """`sync.journal.Journal`."""

    def inquire(self, draft: InquiryDraft) -> Inquired: ...


class Types(Protocol):
    """`kiosk.typing.typist.Typist`."""

    def ask(self, letters: str, language: str, session_id: str | None) -> None: ...

    def forget(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Parts:
    """What the desk acts through. `printer` and `profile` are None for a screen that does not print."""

    shelves: Shelves
    journal: Inquires
    usage: Usage
    typist: Types
    now: Callable[[], datetime]
    device: str
    words: Callable[[str], Words]
    printer: Prints | None = None
    profile: Profile | None = None


class GuideDesk:
    """`post(event, session_id)` is the session's; results of ended sessions are dropped there, never here."""

    def __init__(self, parts: Parts, post: Post) -> None:
        self._parts, self._post = parts, post
        self._works = Works(post, 2, "guide")
        self._searches, self._routes = Latest("guide-search"), Latest("guide-route")

    # Beside the flow ---------------------------------------------------------------------------------------------

    def start(self) -> None:
        self._parts.shelves.start(lambda shop: self._post(e.ShopChanged(shop), None), self._hourly)

    def visit(self, session_id: str) -> Visit | None:
        """What a visit goes by; None while this kiosk has not heard the store's goods yet."""
        store, shop = self._parts.shelves.store, self._parts.shelves.shop
        return Visit(session_id, store, shop) if store is not None and shop is not None else None

    def heard(self, changes: int) -> None:
        """The replica is up to date again; `changes` is how many came with it."""
        self._parts.shelves.refresh(changes)

    def waiting(self, count: int | None) -> None:
        """How many wait at the service desk."""
        self._parts.shelves.waiting(count)

    def _hourly(self, now: datetime) -> None:
        self._parts.usage.tell(now)

    # What the flow orders ----------------------------------------------------------------------------------------

    def carry_out(self, effect: e.DeskEffect, situation: Situation, visit: Visit | None) -> None:
        match effect:
            case e.Search(text=text):
                self._searches.put(lambda: self._search(text, situation))
            case e.FindCard(product_id=key):
                self._works.do(situation, lambda: e.CardFound(key, self._card(key)), e.CardFound(key, None))
            case e.FindByBarcode(code=code):
                self._works.do(situation, lambda: e.BarcodeKnown(code, self._scanned(code)), e.BarcodeKnown(code, None))
            case e.FindArea(key=key):
                self._works.do(situation, lambda: self._area(key), e.AreaFound(key, ()))
            case e.FindListing(kind=kind, key=key):
                self._works.do(
                    situation, lambda: e.ListingFound(kind, key, self._listing(effect)), e.ListingFound(kind, key, ())
                )
            case e.FindRoute(stops=stops, step_free=step_free):
                # Only the last one asked for is still waited for.
                self._routes.put(lambda: self._route(stops, step_free, situation))
            case e.PrintRoute(walk=walk):
                self._print(walk, situation, visit)
            case e.TellNotFound():
                self._works.do(situation, lambda: self._tell(effect, situation), e.NotFoundFailed())
            case e.CountUse(use=use, text=text):
                self._parts.usage.count(use, self._parts.now(), text)
            case FindCandidates(letters=letters):
                self._parts.typist.ask(letters, situation.language, situation.session_id)
            case _:
                assert_never(effect)

    def session_over(self, session_id: str) -> None:
        """What was being looked for is nobody's any more."""
        self._searches.clear()
        self._routes.clear()
        self._parts.typist.forget()

    def close(self) -> None:
        self._parts.shelves.stop()
        self._searches.stop()
        self._routes.stop()
        self._works.close()
        self._parts.usage.close(self._parts.now())

    # Answers -----------------------------------------------------------------------------------------------------

    def _search(self, text: str, situation: Situation) -> None:
        try:
            found = self._parts.shelves.search(text, situation.language, MOST_RESULTS)
        except Exception:
            log.exception("a search failed")
            found = ()
        self._post(e.ResultsFound(text, found), situation.session_id)

    def _card(self, product_id: str) -> Goods | None:
        return self._parts.shelves.assortment.card(product_id)

    def _scanned(self, code: str) -> Goods | None:
        product_id = self._parts.shelves.assortment.by_code(code)
        return self._card(product_id) if product_id is not None else None

    def _area(self, key: str) -> e.AreaFound:
        shop = self._parts.shelves.shop
        area = shop.area(key) if shop is not None else None
        departments = area.departments if area is not None and area.key == key else (key,)
        return e.AreaFound(key, self._parts.shelves.assortment.groups(departments))

    def _listing(self, wanted: e.FindListing) -> tuple[Found, ...]:
        return self._parts.shelves.assortment.listing(wanted.kind, wanted.key)

    def _route(self, stops: tuple[Stop, ...], step_free: bool, situation: Situation) -> None:
        found: Walk | Refused
        try:
            found = self._parts.shelves.walk(stops, step_free, situation.pace, situation.language)
        except Exception:
            log.exception("a way could not be found")
            found = Refused(Why.TROUBLE)
        if isinstance(found, Refused):
            self._post(e.NoRoute(stops, step_free, found.why, found.at), situation.session_id)
        else:
            self._post(e.RouteFound(stops, found), situation.session_id)

    def _tell(self, order: e.TellNotFound, situation: Situation) -> e.Event:
        """Said twice of the same thing in one visit it is one task."""
        about = codec.digest((order.asked, order.product_id))[:16]
        draft = InquiryDraft(
            draft_id=f"{situation.session_id}:inquiry:{about}",
            asked=order.asked,
            place=self._parts.device,
            language=situation.language,
            pace=situation.pace,
            product_id=order.product_id,
            placement_id=order.placement_id,
        )
        try:
            told = self._parts.journal.inquire(draft)
        except (StoreError, NotEnrolled) as error:
            log.error("an inquiry could not be stored", error=str(error))
            return e.NotFoundFailed()
        return e.NotFoundStored(told.ticket_no)

    def _print(self, walk: Walk, situation: Situation, visit: Visit | None) -> None:
        printer, profile = self._parts.printer, self._parts.profile
        plan = visit.shop.plan if visit is not None else None
        if printer is None or profile is None or visit is None or plan is None:
            self._post(e.RoutePrintFailed(PrinterStatus.OFFLINE), situation.session_id)
            return
        slips: list[Slip] = []

        def slip() -> Slip:
            if not slips:
                store, tr = visit.store, self._parts.words(situation.language)
                at = self._parts.now().astimezone(ZoneInfo(store.timezone))
                slips.append(build(walk, plan, f"{store.chain} · {store.name}", at, tr, pace=situation.pace))
            return slips[0]

        printer.submit(
            PrintJob(
                data=lambda: render(slip(), profile),
                length_mm=lambda: length_mm(slip(), profile),
                done=lambda outcome: self._post(_told(outcome), situation.session_id),
            )
        )


def _told(outcome: PrintOutcome) -> e.Event:
    match outcome:
        case PrintConfirmed():
            return e.RoutePrinted()
        case PrintFailed(status=status):
            return e.RoutePrintFailed(status)
        case PrintUnknown(status=status):
            return e.RoutePrintUnknown(status)
    assert_never(outcome)
