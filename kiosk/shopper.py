"""A scripted shopper on the real app: touches keys that are on the screen, and looks at the clock while doing it."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass
from pathlib import Path

from domain.policy import Consequence
from domain.returns import Returnable
from kiosk.app import KioskApp
from kiosk.flows.returns import State
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.screens.nodes import Key
from kiosk.session import Open

PATIENCE_S = 30.0
SECOND_LOOK_S = 5.0
"""How long a shopper goes on holding up what the kiosk said it cannot take."""
BLINK_S = 1.0
"""A key that is not there after that, on a screen that waits for the shopper, will not come."""
WORKING = (s.Checking, s.Searching, s.Issuing, s.Printing)
"""The kiosk is at work: the next screen comes by itself."""


class Stuck(Exception):
    """The shopper does not know how to go on; the text says where and why."""


class Shopper:
    """Goes through a whole return. `pictures`: a folder for a screenshot of every screen on the way."""

    def __init__(self, app: KioskApp, pictures: Path | None = None) -> None:
        self._app, self._pictures = app, pictures
        self._count = 0
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")
        self.taps_ms: list[float] = []
        self._last_tap = 0.0
        if pictures is not None:
            pictures.mkdir(parents=True, exist_ok=True)

    @property
    def state(self) -> State:
        return self._app.terminal.session.state

    def arrive(self) -> None:
        """Wait for the kiosk to be ready to serve."""
        session = self._app.terminal.session
        replica = self._app.terminal.replica
        self._until(lambda: replica.policy() is not None and session.situation.service_ready, "the kiosk's rules")
        self._until(lambda: self._key(Open) is not None, "the home screen")
        self.look("home")

    def find_receipt(self, typed: str | None) -> None:
        """Hold the receipt before the camera, or type its number. Ends at the choice of goods, or raises Stuck."""
        self.tap(Open)
        # No rest here: the code may be read at any moment, and looking must not hold the verdict up.
        self.look("scan", rest_s=0.0)
        if typed is not None:
            self._type(typed)
        looking = (s.Scanning, s.Checking, s.TypingNumber)
        self._until(
            lambda: not isinstance(self.state, looking), "the receipt to be read", seconds=20.0, unless=self._refused
        )
        if not isinstance(self.state, s.ChoosingItems):
            self.look("stopped")
            raise Stuck(f"no goods to choose: {told(self.state)}")

    def _type(self, number: str) -> None:
        """Raises Stuck as soon as the kiosk says that this is no number of its, or it is too short to ask for."""
        self.tap(e.TypeNumber)
        for digit in number:
            self.tap(e.DigitTyped(digit), pause=False)
        self.look("number")
        if not isinstance(self.state, s.TypingNumber) or self.state.fault is not None:
            raise Stuck(told(self.state))
        if len(number) != self.state.length:
            raise Stuck(f"the number has {len(number)} digits, and a receipt's has {self.state.length}")
        self.tap(e.Submitted)

    def _refused(self) -> bool:
        """What is shown or typed is refused, and will not get better by waiting."""
        match self.state:
            case s.TypingNumber(fault=fault):
                return fault is not None
            case s.Scanning(notice=notice, camera=camera) if notice is not None or camera is not None:
                return time.monotonic() - self._last_tap > SECOND_LOOK_S
            case _:
                return False

    def choose(self) -> None:
        """One piece of everything that can come back without a person looking at it."""
        assert isinstance(self.state, s.ChoosingItems)
        lines = [a.line.line_no for a in self.state.offer.assessments if isinstance(a.verdict, Returnable)]
        for line_no in lines or [a.line.line_no for a in self.state.offer.choosable][:1]:
            if self._key(e.LineToggled(line_no)) is not None:
                self.tap(e.LineToggled(line_no), pause=False)
        self.look("choose")
        self.tap(e.ItemsChosen)
        asked = 0
        while isinstance(self.state, s.GivingReason | s.Answering):
            self.look(f"ask-{asked}")
            asked += 1
            if isinstance(self.state, s.GivingReason):
                self.tap(e.ReasonGiven)
            else:
                self.tap(e.Answered(self.state.question.if_yes is Consequence.FINE))
        if not isinstance(self.state, s.Reviewing):
            self.look("stopped")
            raise Stuck(f"no refund to confirm: {told(self.state)}")
        self.look("review")

    def confirm(self) -> None:
        """Confirm, and wait for what becomes of the slip."""
        self.tap(e.Confirmed)
        working = (s.Issuing, s.Printing, s.Reviewing)
        self._until(lambda: not isinstance(self.state, working), "the slip")
        self.look("done")
        if not isinstance(self.state, s.Done | s.PrinterTrouble):
            raise Stuck(f"not accepted: {told(self.state)}")

    def tap(self, wanted: object, *, pause: bool = True) -> None:
        """Touch the first key that means it, and see the screen answer. `wanted`: an event, or a type of events.

        `pause`: look first, as a person does. Raises Stuck at once where such a key cannot come.
        """
        looked = time.monotonic()
        self._until(
            lambda: self._key(wanted) is not None, f"a key for {named(wanted)}",
            unless=lambda: not isinstance(self.state, WORKING) and time.monotonic() - looked > BLINK_S,
        )  # fmt: skip
        if pause:
            # A touch within a third of a second of the last is taken for a trembling hand, and rightly so.
            self._app.until(lambda: time.monotonic() - self._last_tap > 0.4, 1.0)
        key = self._key(wanted)
        assert key is not None
        before = self._app.shell.scene
        started = time.monotonic()

        def touched() -> bool:
            nonlocal started
            started = time.monotonic()
            return self._app.shell.tap(key.name)

        # A key of a screen that has only just come takes no touch yet: a person tries again.
        if not self._app.until(touched, 1.0):
            raise Stuck(f"the key {key.name} took no touch")
        self._last_tap = started
        self._app.until(lambda: self._app.shell.scene != before, 2.0)
        self._app.window.draw()
        self.taps_ms.append((time.monotonic() - started) * 1000)

    def look(self, name: str, rest_s: float = 0.3) -> None:
        """A screenshot, once the screen has come to rest. It is written to disk beside the walk, not in its way."""
        if self._pictures is None:
            return
        rest = time.monotonic() + rest_s
        self._app.until(lambda: time.monotonic() > rest, 1.0)
        self._count += 1
        self._writer.submit(self._app.window.screenshot().save, self._pictures / f"{self._count:02d}-{name}.png")

    def leave(self) -> None:
        """Wait for the pictures to be written."""
        self._writer.shutdown(wait=True)

    def _key(self, wanted: object) -> Key | None:
        scene = self._app.shell.scene
        if scene is None:
            return None
        return next((key for key in scene.keys if _means(key.event, wanted)), None)

    def _until(
        self,
        holds: Callable[[], bool],
        what: str,
        seconds: float = PATIENCE_S,
        *,
        unless: Callable[[], bool] = lambda: False,
    ) -> None:
        """Turn until it holds. Raises Stuck after `seconds`, or as soon as `unless` says that it never will."""
        began = time.monotonic()
        self._app.until(lambda: holds() or unless(), seconds)
        if not holds():
            self.look("stuck")
            waited = time.monotonic() - began
            raise Stuck(f"{told(self.state)}; waited {waited:.0f} s for {what}")


def _means(event: object, wanted: object) -> bool:
    return isinstance(event, wanted) if isinstance(wanted, type) else event == wanted


def named(wanted: object) -> str:
    """What a key means, in a technician's words: TypeNumber, DigitTyped 5."""
    if isinstance(wanted, type):
        return wanted.__name__
    values = [str(getattr(wanted, field.name)) for field in fields(wanted)] if is_dataclass(wanted) else []
    return " ".join([type(wanted).__name__, *values])


def told(state: State) -> str:
    """A state in a technician's words."""
    match state:
        case s.Scanning(camera=camera) if camera is not None:
            return f"scanning, the camera is {camera.value}"
        case s.Scanning(notice=notice) if notice is not None:
            return f"scanning, what was seen is refused: {notice.value}"
        case s.Scanning():
            return "scanning, nothing was read"
        case s.NotFound(code=code, line_down=down):
            return f"receipt {code} not found" + (": the line is down and the replica does not have it" if down else "")
        case s.StaffNeeded(why=why):
            return f"a person is needed ({why.value})"
        case s.OtherStoreRefused(store_id=store):
            return f"a receipt of store {store}, which is not taken here"
        case s.NothingReturnable():
            return "nothing on this receipt can come back"
        case s.TypingNumber(fault=fault):
            return f"the typed number is refused ({fault.value})" if fault else "typing the number"
        case s.PrinterTrouble(status=status, unknown=unknown):
            return f"the slip is {'of unknown fate' if unknown else 'not out'} ({status.value})"
        case _:
            return type(state).__name__
