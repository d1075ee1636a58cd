"""A whole shop corner for a story: the real service over loopback, the composed kiosk, a printer that can misbehave.

Only the window is not there: `shopper` acts as the screens would, by sending the events their keys send.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from backend.services import fleet, health, tickets
from backend.services.read_model import DeviceRow, TicketDetail, TicketRow
from devices.contracts import Printer
from devices.scanners import Scan
from domain.policy import ReasonCode
from kiosk.compose import Terminal, compose
from kiosk.config import parse_config
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.shell_events import Open
from kiosk.situation import Situation
from sync.clock import Clock
from sync.stores import Stores
from tests.support.demo_shop import Time, fill, open_demo_shop
from tests.support.printers import Fault, Kind, TcpPrinterPeer
from tests.support.service import Service
from tests.support.serving import Serving

S = TypeVar("S")
PATIENCE_S = 20.0


@dataclass
class Watching:
    """The view of a story: what was shown, in order."""

    shown: list[tuple[Any, Situation]] = field(default_factory=list)
    wiped: int = 0

    def show(self, state: Any, situation: Situation) -> None:
        self.shown.append((state, situation))

    def wipe(self) -> None:
        self.wiped += 1


@dataclass
class World:
    service: Service
    serving: Serving
    printer: TcpPrinterPeer
    terminal: Terminal
    view: Watching
    bell: threading.Event
    clock: Clock | None = None

    # What a story waits for ------------------------------------------------------------------------------------

    def until(self, holds: Callable[[], bool], what: str = "it to happen") -> None:
        """Pump the session until it holds; fails with what was waited for."""
        end = time.monotonic() + PATIENCE_S
        while True:
            self.bell.clear()
            self.terminal.session.pump()
            if holds():
                return
            if time.monotonic() > end:
                raise AssertionError(f"waited for {what}, stands at {self.state!r}"[:2000])
            self.bell.wait(0.05)

    def at(self, kind: type[S]) -> S:
        self.until(lambda: isinstance(self.state, kind), kind.__name__)
        assert isinstance(self.state, kind)
        return self.state

    @property
    def state(self) -> Any:
        return self.terminal.session.state

    @property
    def situation(self) -> Situation:
        return self.terminal.session.situation

    def ready(self) -> None:
        """The kiosk knows its rules and its recent receipts, and what it is there for."""
        replica = self.terminal.replica
        self.until(lambda: replica.policy() is not None and replica.as_of() is not None, "reference data")
        self.until(lambda: self.situation.online, "the line")
        self.until(lambda: self.situation.service_ready, "what a visit goes by")

    def delivered(self) -> None:
        """Everything queued has reached the central service."""
        outbox = self.terminal.outbox
        self.until(lambda: outbox.waiting().pending == 0, "the outbox to be empty")

    def clock_on(self, seconds: float) -> None:
        """Time goes by, on a clock that can be moved on."""
        assert isinstance(self.clock, Time)
        self.clock.forward(seconds)
        self.terminal.session.pump()

    # What staff see --------------------------------------------------------------------------------------------

    def central_ticket(self, ticket_no: str) -> TicketDetail | None:
        with self.service.sessions.read() as session:
            return tickets.ticket(session, "9907", ticket_no, self.service.clock())

    def board(self) -> tuple[TicketRow, ...]:
        with self.service.sessions.read() as session:
            return tickets.board(session, "9907", self.service.clock())

    def fleet(self) -> tuple[DeviceRow, ...]:
        with self.service.sessions.read() as session:
            return health.devices(session, "9907", self.service.clock())

    # What a shopper does ---------------------------------------------------------------------------------------

    def tap(self, *events: object) -> None:
        for event in events:
            self.terminal.session.post(event)
        self.terminal.session.pump()

    def start(self) -> None:
        self.tap(Open())
        self.at(s.Scanning)

    def show(self, text: str) -> None:
        """A code is held before the hand scanner, as it stands."""
        self.terminal.eyes.scanned(Scan(text))
        self.terminal.session.pump()

    def scan(self, code: str) -> None:
        self.start()
        self.show(code)

    def choose(self, *picks: tuple[int, int], reason: ReasonCode | None = None) -> s.Reviewing:
        """Choose lines, give each the reason (or the first its department allows), say nothing is wrong with it."""
        self.at(s.ChoosingItems)
        self.tap(*(e.QuantitySet(line_no, quantity) for line_no, quantity in picks), e.ItemsChosen())
        while isinstance(self.state, s.GivingReason | s.Answering):
            if isinstance(self.state, s.GivingReason):
                allowed = self.state.allowed
                self.tap(e.ReasonGiven(reason if reason in allowed and reason else allowed[0]))
            else:
                question = self.state.question
                self.tap(e.Answered(question.if_yes.value == "fine"))
        return self.at(s.Reviewing)

    def confirm(self) -> None:
        self.at(s.Reviewing)
        self.tap(e.Confirmed())

    def whole_return(self, code: str, *picks: tuple[int, int]) -> s.Done:
        self.scan(code)
        self.choose(*picks)
        self.confirm()
        return self.at(s.Done)


@contextmanager
def world(
    service: Service,
    directory: Path,
    *,
    fault: Fault | Kind | None = None,
    clock: Clock | None = None,
    store_id: str = "9907",
    stores: Stores | None = None,
    printer_uri: str | None = None,
    printer: Printer | None = None,
    online: bool = True,
    role: str = "returns",
    name: str = "3 号机",
    also: tuple[str, ...] = (),
    camera: Path | None = None,
    scanner: str | None = None,
    kiosk_no: int | None = None,
) -> Iterator[World]:
    """The kiosk of that store, enrolled and started. `fault` is the printer's; `online`: the line is up at start.

    `name` is the kiosk's on the store's plan, `also` what else than its role it can do, `camera` a picture or video
    that it sees, `scanner` a hand scanner's address. `kiosk_no`: the code in its configuration is for that kiosk, which
    was enrolled before.
    """
    bell = threading.Event()
    view = Watching()
    serving = Serving(service.app)
    with TcpPrinterPeer(fault) as peer, ExitStack() as stack:
        if online:
            stack.enter_context(serving)
        code = fleet.make_code(service.sessions, store_id, service.clock(), kiosk_no)
        config = parse_config(
            f"""
            [kiosk]
            name = "{name}"
            role = "{role}"
            also = {list(also)}
            state_dir = "{directory}"
            silver_day = 0
            [service]
            url = "{serving.url}"
            enrolment_code = "{code}"
            [printer]
            uri = "{printer_uri or peer.uri}?width=80"
            [camera]
            uri = "file://{camera or directory / 'nothing.png'}"
            """
            + (f'[scanner]\nuri = "{scanner}"\n' if scanner else "")
        )
        terminal = compose(config, view, wake=bell.set, clock=clock, stores=stores, printer=printer)
        terminal.start()
        try:
            here = World(service, serving, peer, terminal, view, bell, clock)
            if online:
                here.ready()
            yield here
        finally:
            terminal.stop()


def make_template(directory: Path) -> Path:
    """The demo store's central service, and what a kiosk has heard on its first day: `central.sqlite`, `kiosk`."""
    fill(directory)
    opened = open_demo_shop(directory, directory / "first")
    with world(opened.service, directory / "first" / "kiosk", role="rating", name="出口评价屏") as here:
        here.delivered()
    opened.service.close()
    return directory / "first"
