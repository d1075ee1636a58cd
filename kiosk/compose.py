"""THE composition root: the only place that names concrete drivers and wires a terminal together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog

from devices.camera import health_limits, open_camera
from devices.camera.feed import CameraFeed
from devices.contracts import Printer
from devices.decoding import DEFAULT, Reader
from devices.layout import warm_up
from devices.printer import open_printer, parse_uri
from devices.scanners import ScannerFeed, WedgeAddress, WindowKeys, open_scanner
from devices.scanners import parse as parse_scanner_uri
from domain import receipt_code
from domain.receipt_code import CodeFormat, ReceiptCode
from domain.wire import Pace, ReturnRegistered
from kiosk import __version__, memory
from kiosk.config import KioskConfig
from kiosk.effects import Effects
from kiosk.flows import common as c
from kiosk.paper import PaperCount
from kiosk.printing import PrintDesk
from kiosk.roles import Shared, new_typist, roles_of
from kiosk.screens.page import Place
from kiosk.seeing import Eyes
from kiosk.session import Session, View
from kiosk.shell_events import HelperChanged, LineChanged, ReferenceChanged
from kiosk.situation import IdleTimes
from kiosk.trace import Trace
from sync.admission import Admission
from sync.bell import Bell
from sync.client import ServiceClient, ServiceError, ServiceSettings
from sync.clock import Clock, SystemClock
from sync.clock_trust import ClockTrust
from sync.events import Delivered, DeviceWords, HelperNamed, NoticesHeard, ReplicaRefreshed, SyncEvent
from sync.identity import Identity
from sync.journal import Journal
from sync.line import Line, LineState, Online
from sync.notes import Notes
from sync.outbox import Outbox
from sync.replica import Replica
from sync.stores import Stores, open_stores
from sync.worker import SyncWorker

log = structlog.get_logger()

BUILT_AT = datetime(2026, 11, 1, tzinfo=UTC)
"""No true clock shows a time before this; moved on with each release."""


@dataclass(slots=True)
class Terminal:
    """One kiosk, put together. `start` before the first `pump`, `stop` after the last."""

    session: Session
    eyes: Eyes
    journal: Journal
    outbox: Outbox
    replica: Replica
    worker: SyncWorker
    desk: PrintDesk | None
    camera: CameraFeed | None
    trace: Trace
    start: Callable[[], None]
    stop: Callable[[], None]
    deliveries: list[SyncEvent]
    place: Callable[[], Place]
    """Store, rules and departments as last heard, for screens without a visit."""
    keys: WindowKeys | None
    """What makes codes of the window's keys, where the scanner types into it."""


def compose(
    config: KioskConfig,
    view: View,
    *,
    wake: Callable[[], None] = lambda: None,
    clock: Clock | None = None,
    printer: Printer | None = None,
    stores: Stores | None = None,
    trace: Trace | None = None,
) -> Terminal:
    """Wire a terminal. Raises StoreError when its data cannot be opened, ServiceError when it cannot enrol.

    `printer`, `stores` and `clock` are given by tests; a kiosk opens what its configuration names.
    """
    clock, trace = clock or SystemClock(), trace or Trace()
    stores = stores or open_stores(config.kiosk.state_dir)
    bell = Bell()
    journal = Journal(stores.journal, clock, queued=bell.ring)
    interrupted = journal.unfinished_prints()
    identity = Identity(stores.journal, clock)
    client = ServiceClient(ServiceSettings(config.service.url, config.service.ca_file), identity.token)
    admission = Admission(Notes(stores.journal))
    _enrol(config, identity, client, admission)
    if identity.load() is not None:
        for intent in journal.settle_unfinished_prints():
            log.warning("a slip was on its way when the kiosk stopped", ticket_no=intent.ticket_no)
    replica, outbox = Replica(stores.replica, journal), Outbox(stores.journal, clock)
    trust = ClockTrust(stores.journal, clock, BUILT_AT)
    deliveries: list[SyncEvent] = []
    places: dict[str, Place] = {}

    def post(event: object, session_id: str | None = None) -> None:
        session.post(event, session_id)

    def place() -> Place:
        # Asked for with every drawing of the home screen; read anew only when something new was heard.
        if "now" not in places:
            places["now"] = Place(
                replica.store_info(), replica.policy(), replica.departments(), replica.notices()
            )
        return places["now"]

    def line_changed(state: LineState) -> None:
        admission.hear(state)
        post(LineChanged(isinstance(state, Online), state.since, replica.as_of(), admission.shut_out))

    def heard(event: SyncEvent) -> None:
        deliveries.append(event)
        for role in roles.values():
            role.heard(event)
        del deliveries[:-_KEPT_DELIVERIES]
        match event:
            case Delivered(kind=ReturnRegistered.KIND):
                trace.mark("central")
            case HelperNamed(name=name):
                post(HelperChanged(name or None))
            case ReplicaRefreshed(changes=0):
                # Every few seconds: nothing to read again for.
                pass
            case ReplicaRefreshed() | NoticesHeard():
                places.clear()
                post(ReferenceChanged())

    line = Line(clock, line_changed)
    worker = SyncWorker(
        client, journal, outbox, replica, line, clock, trust, bell,
        words=lambda: DeviceWords(
            __version__, _word(desk.status) if desk else "", _word(feed.status) if feed else "", config.kiosk.role,
            paper.slips_left if paper else None, _word(scanner.status) if scanner else "",
        ),
        listener=heard,
    )  # fmt: skip
    address = parse_uri(config.printer.uri) if config.printer else None
    desk = paper = None
    if address is not None:
        paper = PaperCount(Notes(stores.journal), address.profile.width)
        desk = PrintDesk(
            printer or open_printer(address, broken_off=bool(interrupted)),
            journal,
            lambda status: post(c.PrinterChanged(status)),
            paper,
        )
    eyes = Eyes(post, trace)
    feed = _feed(config, eyes) if config.camera else None
    scanner, keys = _scanner(config, eyes)

    def wipe() -> None:
        eyes.wipe()
        if keys is not None:
            keys.forget()

    def quiet() -> bool:
        return session.situation.role != "returns" or getattr(session.state, "visit", None) is None

    shared = Shared(
        config, clock, trust, client, journal, replica, line, admission, trace, post,
        printer=desk, profile=address.profile if address else None, quiet=quiet,
    )  # fmt: skip
    typist = new_typist(post)
    roles = roles_of(shared, typist)
    effects = Effects(
        {name: role.desk for name, role in roles.items()}, feed, journal, post,
        helper_wanted=worker.watch_for_helper, wipe=wipe, give_back=memory.give_back,
    )  # fmt: skip
    session = Session(
        view=view,
        effects=effects,
        clock=clock,
        flows={name: role.flow for name, role in roles.items()},
        visit_for=lambda name, session_id, about: roles[name].visit(session_id, about),
        role=config.kiosk.role,
        idle=IdleTimes(
            config.idle.normal_warn_s, config.idle.normal_end_s, config.idle.senior_warn_s,
            config.idle.senior_end_s, config.idle.done_s,
        ),
        language=config.kiosk.language,
        pace_today=lambda: pace_of_day(clock.now(), config.kiosk.silver_day),
        notices=lambda: place().notices,
        true_now=trust.now,
        wake=wake,
    )  # fmt: skip
    post(ReferenceChanged())
    if admission.shut_out:
        line_changed(line.state)

    def start() -> None:
        if desk is not None and address is not None:
            desk.start()
            # Glyphs and fonts are loaded before the first slip needs them.
            desk.prepare(lambda: warm_up(address.profile))
        for watched in (feed, scanner):
            if watched is not None:
                watched.start()
        typist.start()
        for role in roles.values():
            role.start()
        worker.start()

    def stop() -> None:
        # Whoever is in the middle of something leaves as if nobody had been there any more: a vote is kept.
        session.leave()
        for watched in (feed, scanner):
            if watched is not None:
                watched.stop()
        effects.close()
        typist.stop()
        if desk is not None:
            desk.stop()
        worker.stop()
        client.close()
        stores.close()

    return Terminal(
        session, eyes, journal, outbox, replica, worker, desk, feed, trace, start, stop, deliveries, place, keys
    )  # fmt: skip


_KEPT_DELIVERIES = 200


def _enrol(config: KioskConfig, identity: Identity, client: ServiceClient, admission: Admission) -> None:
    """With the code of the configuration, where this kiosk is not enrolled yet or is let in no more.

    Raises StoreError; ServiceError for the first time only: a kiosk that is let in no more starts, and says so.
    """
    code, enrolled = config.service.enrolment_code, identity.load() is not None
    if not code or (enrolled and not admission.shut_out):
        return
    try:
        identity.enrol(client, code, config.kiosk.name)
    except ServiceError as error:
        if not enrolled:
            raise
        log.warning("this kiosk is let in no more, and could not be enrolled again", error=str(error))
        return
    admission.let_in()


def pace_of_day(now: datetime, silver_day: int) -> Pace:
    return Pace.SENIOR if now.astimezone().day == silver_day else Pace.NORMAL


def _accepts(formats: tuple[CodeFormat, ...]) -> Callable[[str], bool]:
    return lambda text: isinstance(receipt_code.parse(text, formats=formats), ReceiptCode)


def _feed(config: KioskConfig, eyes: Eyes) -> CameraFeed:
    assert config.camera is not None
    uri = config.camera.uri
    feed = CameraFeed(
        lambda: open_camera(uri),
        on_frame=eyes.frame,
        on_status=eyes.status,
        reader=Reader(config.camera.symbologies or DEFAULT, _accepts(config.formats)),
        on_reading=eyes.reading,
        on_movement=eyes.movement,
        limits=health_limits(uri),
    )
    feed.scan(False)
    return feed


def _scanner(config: KioskConfig, eyes: Eyes) -> tuple[ScannerFeed | None, WindowKeys | None]:
    """With a line of its own, or typing into the window."""
    if config.scanner is None:
        return None, None
    uri = config.scanner.uri
    match parse_scanner_uri(uri):
        case WedgeAddress(rules):
            return None, WindowKeys(eyes.scanned, rules)
        case _:
            return ScannerFeed(lambda: open_scanner(uri), on_scan=eyes.scanned, on_status=lambda _: None), None


def _word(status: object) -> str:
    """Empty while a device has not been asked yet: that is no trouble anybody has to go and see."""
    return str(getattr(status, "value", ""))
