"""What each role needs behind its screens: a flow, a desk that carries out its orders, and what a visit goes by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from devices.layout import Profile
from domain.reference import Store
from kiosk.config import KioskConfig
from kiosk.effects import Desk
from kiosk.flows import guide, rating, returns
from kiosk.flows.flow import Flow
from kiosk.flows.guide.events import ShopChanged
from kiosk.guide import GuideDesk, Shelves
from kiosk.guide import Parts as GuideParts
from kiosk.i18n import translator
from kiosk.printing import PrintDesk
from kiosk.rating import RatingDesk
from kiosk.returning import Parts, ReturnsDesk
from kiosk.shell_events import ReferenceChanged
from kiosk.trace import Trace
from kiosk.typing.rime import RimeCandidates
from kiosk.typing.table import TableCandidates, WithShopWords
from kiosk.typing.typist import Typist
from kiosk.usage import Usage
from sync.admission import Admission
from sync.client import ServiceClient
from sync.clock import Clock
from sync.clock_trust import ClockTrust
from sync.events import DeskHeard, NoticesHeard, ReplicaRefreshed, SyncEvent
from sync.journal import Journal
from sync.line import Line
from sync.lookup import Lookup
from sync.replica import Replica

Post = Callable[[object, str | None], None]


@dataclass(frozen=True, slots=True)
class Shared:
    """What the roles of one kiosk have in common. `printer` and `profile` are None on a screen that does not print."""

    config: KioskConfig
    clock: Clock
    trust: ClockTrust
    client: ServiceClient
    journal: Journal
    replica: Replica
    line: Line
    admission: Admission
    trace: Trace
    post: Post
    printer: PrintDesk | None = None
    profile: Profile | None = None
    quiet: Callable[[], bool] = lambda: True
    """No return is under way: what is made ready for other roles can be, without making anybody wait."""

    @property
    def can_scan(self) -> bool:
        return self.config.camera is not None or self.config.scanner is not None

    def today(self, store: Store) -> date | None:
        """The store's date; None while the clock is not to be trusted."""
        return self.clock.now().astimezone(ZoneInfo(store.timezone)).date() if self.trust.trusted() else None


@dataclass(frozen=True, slots=True)
class Role:
    """`visit(session_id, about)` is None while this kiosk has not heard what it needs. `heard` is told by the line."""

    flow: Flow
    desk: Desk
    visit: Callable[[str, str | None], object | None]
    start: Callable[[], None] = lambda: None
    heard: Callable[[SyncEvent], None] = lambda event: None


def roles_of(shared: Shared, typist: Typist) -> dict[str, Role]:
    """By name, the kiosk's own first."""
    made: dict[str, Role] = {}
    for name in shared.config.roles:
        match name:
            case "returns":
                if shared.printer is not None and shared.profile is not None:
                    made[name] = _returns(shared, shared.printer, shared.profile)
            case "guide":
                made[name] = _guide(shared, typist)
            case "rating":
                made[name] = _rating(shared, typist)
    return made


def new_typist(post: Post) -> Typist:
    """Chinese by librime where it is installed, by the kiosk's own table where not."""
    return Typist(lambda: WithShopWords(RimeCandidates()), lambda: WithShopWords(TableCandidates()), post)


def _returns(shared: Shared, printer: PrintDesk, profile: Profile) -> Role:
    desk = ReturnsDesk(
        Parts(
            lookup=Lookup(shared.client, shared.replica, shared.journal, shared.line),
            journal=shared.journal,
            desk=printer,
            profile=profile,
            words=translator,
            clock=shared.clock,
            clock_trusted=shared.trust.trusted,
            shut_out=lambda: shared.admission.shut_out,
            tracking_url=lambda token: f"{shared.config.service.url}/t/{token}",
            trace=shared.trace,
        ),
        shared.post,
    )

    def visit(session_id: str, about: str | None) -> returns.Visit | None:
        store, policy = shared.replica.store_info(), shared.replica.policy()
        if store is None or policy is None or shared.admission.shut_out:
            return None
        departments, formats = shared.replica.departments(), shared.config.formats
        return returns.Visit(session_id, store, policy, shared.today(store), departments, formats)

    return Role(returns.FLOW, desk, visit)


def _guide(shared: Shared, typist: Typist) -> Role:
    config, own = shared.config, shared.config.kiosk.role == "guide"

    def post(event: object, session_id: str | None) -> None:
        shared.post(event, session_id)
        if isinstance(event, ShopChanged):
            # What could not be opened a moment ago may be there now.
            shared.post(ReferenceChanged(), None)

    desk = GuideDesk(
        GuideParts(
            shelves=Shelves(
                shared.replica, shared.trust.now, config.kiosk.name, service=config.service.url,
                can_print=shared.printer is not None, can_scan=shared.can_scan,
                quiet=shared.quiet,
            ),
            journal=shared.journal,
            usage=Usage(shared.journal, config.kiosk.name),
            typist=typist,
            now=shared.trust.now,
            device=config.kiosk.name,
            words=translator,
            printer=shared.printer,
            profile=shared.profile,
        ),
        post,
    )  # fmt: skip

    def visit(session_id: str, about: str | None) -> guide.Visit | None:
        found = desk.visit(session_id)
        # Behind another role's home screen it is offered only where there is a plan to walk by.
        return found if found is None or own or found.shop.plan is not None else None

    def heard(event: SyncEvent) -> None:
        match event:
            case ReplicaRefreshed(changes=changes) | NoticesHeard(changes=changes):
                desk.heard(changes)
            case DeskHeard(waiting=waiting):
                desk.waiting(waiting)

    return Role(guide.FLOW, desk, visit, desk.start, heard)


def _rating(shared: Shared, typist: Typist) -> Role:
    config = shared.config

    def visit(session_id: str, about: str | None) -> rating.Visit | None:
        store = shared.replica.store_info()
        if store is None:
            return None
        return rating.Visit(
            session_id, store, config.kiosk.name, about, stood=config.kiosk.role == "rating" and about is None,
            can_scan=shared.can_scan, today=shared.today(store), formats=config.formats,
        )  # fmt: skip

    return Role(rating.FLOW, RatingDesk(shared.journal, shared.clock, typist, shared.post), visit)
