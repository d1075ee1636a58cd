"""One kiosk, one shopper after another: drives the flow, keeps language, pace and idle time, drops what is stale.

Everything happens on the UI thread inside `pump`; `post` is the only call other threads make. Time comes from
`Clock.monotonic`, so a jumping wall clock neither ends a session nor keeps one open.
"""

from __future__ import annotations

import queue
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import structlog

from domain.wire import Pace
from kiosk.flows.returns import State, Visit, holds_session, step, ticket_of
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from sync.clock import Clock

log = structlog.get_logger()

LANGUAGES = ("zh_CN", "en", "zh_TW")
LONG_SCAN_S = 8.0
"""After this long without a code the other two ways are offered loudly (look: camera window)."""
EXTENSION_S = 120.0


@dataclass(frozen=True, slots=True)
class IdleTimes:
    """Seconds of silence before "are you still there?", then until the session ends; and how long "done" stays."""

    normal_warn: float = 30
    normal_end: float = 15
    senior_warn: float = 90
    senior_end: float = 30
    done: float = 25

    def warn_after(self, pace: Pace) -> float:
        return self.senior_warn if pace is Pace.SENIOR else self.normal_warn

    def end_after(self, pace: Pace) -> float:
        return self.senior_end if pace is Pace.SENIOR else self.normal_end

    def done_after(self, pace: Pace) -> float:
        return self.done * (2.4 if pace is Pace.SENIOR else 1.0)


@dataclass(frozen=True, slots=True)
class Situation:
    """What surrounds the flow's state on every screen.

    `helper`: None, or "" when a person was called, or who is on the way. `idle_left`: seconds until the session
    ends, while "are you still there?" stands. `leaves_in`: seconds until a finished visit goes home.
    """

    language: str
    pace: Pace
    now: datetime
    session_id: str
    low: bool = False
    speech: bool = False
    online: bool = True
    offline_since: datetime | None = None
    data_as_of: datetime | None = None
    helper: str | None = None
    idle_left: int | None = None
    idle_total: int = 15
    leaves_in: int | None = None
    service_ready: bool = True
    stuck_s: int = 0
    """Set for a call for help only: how long the shopper had been on the step."""


class View(Protocol):
    def show(self, state: State, situation: Situation) -> None: ...

    def wipe(self) -> None:
        """Nothing of the last shopper may stay: pictures, texts, frames."""
        ...


class EffectRunner(Protocol):
    def carry_out(self, effect: e.Effect, situation: Situation, visit: Visit | None) -> None: ...

    def session_over(self, session_id: str) -> None: ...


# What the shell's own keys say; everything else a screen sends is a flow event.


@dataclass(frozen=True, slots=True)
class StartReturn:
    pass


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    language: str


@dataclass(frozen=True, slots=True)
class PaceToggled:
    pass


@dataclass(frozen=True, slots=True)
class SpeechToggled:
    pass


@dataclass(frozen=True, slots=True)
class LowToggled:
    pass


@dataclass(frozen=True, slots=True)
class Touched:
    """Any touch at all: presence."""


@dataclass(frozen=True, slots=True)
class StillHere:
    pass


@dataclass(frozen=True, slots=True)
class MoreTime:
    pass


@dataclass(frozen=True, slots=True)
class LineChanged:
    online: bool
    since: datetime | None = None
    data_as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class HelperChanged:
    """Who is on the way, "" while nobody has taken the call, None when the call is over."""

    helper: str | None


@dataclass(frozen=True, slots=True)
class ReferenceChanged:
    """The replica has (new) rules: a kiosk that could not serve may now."""


ShellEvent = (
    StartReturn | LanguageChosen | PaceToggled | SpeechToggled | LowToggled | Touched | StillHere | MoreTime
    | LineChanged | HelperChanged | ReferenceChanged
)  # fmt: skip

_TAPS = (
    e.Back, e.GoHome, e.HelpAsked, e.TypeNumber, e.ReceiptDamaged, e.ScanAgain, e.DigitTyped, e.DigitErased,
    e.DigitsCleared, e.Submitted, e.DateChosen, e.ReceiptChosen, e.LineToggled, e.QuantitySet, e.LineDecided,
    e.ItemsChosen, e.ReasonGiven, e.Answered, e.LineDropped, e.Confirmed, e.PrintAgain, e.WithoutSlip,
    e.Finished, e.BarcodeSeen, StartReturn, LanguageChosen, PaceToggled, SpeechToggled, LowToggled, Touched,
    StillHere, MoreTime,
)  # fmt: skip
_OUTSIDE_SESSIONS = (LineChanged, HelperChanged, ReferenceChanged, e.CameraChanged, e.PrinterChanged)


class Session:
    """The conductor of one terminal. Owned by the UI thread; `post` may be called from any."""

    def __init__(
        self,
        *,
        view: View,
        effects: EffectRunner,
        clock: Clock,
        visit_for: Callable[[str], Visit | None],
        idle: IdleTimes | None = None,
        language: str = "zh_CN",
        pace_today: Callable[[], Pace] = lambda: Pace.NORMAL,
        wake: Callable[[], None] = lambda: None,
        new_id: Callable[[], str] = lambda: secrets.token_hex(8),
    ) -> None:
        self._view, self._effects, self._clock = view, effects, clock
        self._visit_for, self._idle, self._language = visit_for, idle or IdleTimes(), language
        self._pace_today, self._wake, self._new_id = pace_today, wake, new_id
        self._events: queue.SimpleQueue[tuple[str | None, object]] = queue.SimpleQueue()
        self._camera_trouble: e.CameraChanged | None = None
        self.state: State = s.Home()
        self._entered_at = self._present_at = clock.monotonic()
        self._extension = 0.0
        self.situation = self._fresh(None)
        self._shown: tuple[State, Situation] | None = None

    # Called from anywhere --------------------------------------------------------------------------------------

    def post(self, event: object, session_id: str | None = None) -> None:
        """Results carry the id of the session they belong to; None is for people and for the kiosk as a whole."""
        self._events.put((session_id, event))
        self._wake()

    # UI thread -------------------------------------------------------------------------------------------------

    def pump(self) -> None:
        """Take what was posted, let time act, show what changed. Call often; costs nothing when nothing happened."""
        while True:
            try:
                session_id, event = self._events.get_nowait()
            except queue.Empty:
                break
            if session_id is not None and session_id != self.situation.session_id:
                log.info("a late result of an ended session was dropped", result=type(event).__name__)
                continue
            self._take(event)
        self._let_time_act()
        self._show()

    def _take(self, event: object) -> None:
        if isinstance(event, _TAPS):
            self._present_at = self._clock.monotonic()
            if self.situation.idle_left is not None and not isinstance(event, e.GoHome):
                # Whoever answers "are you still there?" answers only that: the tap was aimed at the card.
                self._extension = EXTENSION_S if isinstance(event, MoreTime) else 0.0
                self.situation = replace(self.situation, idle_left=None)
                if not isinstance(event, e.BarcodeSeen):
                    return
        if isinstance(event, ShellEvent):
            self._take_shell(event)
        else:
            self._step(event)

    def _take_shell(self, event: ShellEvent) -> None:
        match event:
            case StartReturn():
                self._start()
            case LanguageChosen(language=language):
                if language in LANGUAGES:
                    self.situation = replace(self.situation, language=language)
            case PaceToggled():
                senior = self.situation.pace is Pace.SENIOR
                pace = Pace.NORMAL if senior else Pace.SENIOR
                self.situation = replace(self.situation, pace=pace, speech=pace is Pace.SENIOR)
            case SpeechToggled():
                self.situation = replace(self.situation, speech=not self.situation.speech)
            case LowToggled():
                self.situation = replace(self.situation, low=not self.situation.low)
            case Touched() | StillHere():
                pass
            case MoreTime():
                self._extension = EXTENSION_S
            case LineChanged(online=online, since=since, data_as_of=as_of):
                self.situation = replace(
                    self.situation, online=online, offline_since=since, data_as_of=as_of or self.situation.data_as_of
                )
            case HelperChanged(helper=helper):
                self.situation = replace(self.situation, helper=helper)
            case ReferenceChanged():
                self.situation = replace(self.situation, service_ready=self._visit_for("probe") is not None)

    def _start(self) -> None:
        visit = self._visit_for(self.situation.session_id)
        self.situation = replace(self.situation, service_ready=visit is not None)
        if visit is not None:
            self._step(e.Started(visit))
            if self._camera_trouble is not None:
                self._step(self._camera_trouble)

    def _step(self, event: object) -> None:
        if isinstance(event, e.CameraChanged):
            self._camera_trouble = event
        if isinstance(self.state, s.Home) and isinstance(event, e.BarcodeSeen):
            self._start()
        before, visit = self.state, _visit_of(self.state)
        self.state, effects = step(self.state, event)  # type: ignore[arg-type]
        if type(self.state) is not type(before):
            self._entered_at = self._clock.monotonic()
        for effect in effects:
            match effect:
                case e.EndSession():
                    self._end()
                case e.LogImpossible(state=state, event=name):
                    log.error("a result nobody can have asked for", result=name, state=state)
                case e.CallPerson():
                    if self.situation.helper is None:
                        stuck = round(self._clock.monotonic() - self._entered_at)
                        self.situation = replace(self.situation, helper="")
                        asking = replace(self.situation, stuck_s=stuck)
                        self._effects.carry_out(effect, asking, _visit_of(self.state) or visit)
                case _:
                    self._effects.carry_out(effect, self.situation, _visit_of(self.state) or visit)

    def _let_time_act(self) -> None:
        now = self._clock.monotonic()
        self.situation = replace(self.situation, now=self._clock.now())
        pace = self.situation.pace
        quiet = now - self._present_at
        if isinstance(self.state, s.Scanning) and not self.state.other_ways and now - self._entered_at >= LONG_SCAN_S:
            self._step(e.ScanningLong())
        if holds_session(self.state):
            self._present_at = now
            self.situation = replace(self.situation, idle_left=None, leaves_in=None)
        elif isinstance(self.state, s.Done):
            left = self._idle.done_after(pace) + self._extension - min(quiet, now - self._entered_at)
            self.situation = replace(self.situation, idle_left=None, leaves_in=max(0, round(left)))
            if left <= 0:
                self._step(e.Finished())
        elif isinstance(self.state, s.Home) and self._untouched:
            self._present_at = now
        else:
            warn, end = self._idle.warn_after(pace) + self._extension, self._idle.end_after(pace)
            if quiet >= warn + end:
                silent = self.situation.session_id
                self._step(e.GoHome())
                if self.situation.session_id == silent:
                    self._end()
            elif quiet >= warn:
                left = max(1, round(warn + end - quiet))
                self.situation = replace(self.situation, idle_left=left, idle_total=round(end))

    @property
    def _untouched(self) -> bool:
        """A home screen as the last shopper's end left it: nobody to wait for."""
        now = self.situation
        defaults = (now.language, now.pace, now.low) == (self._language, self._pace_today(), False)
        return defaults and now.helper is None

    def _end(self) -> None:
        ended = self.situation.session_id
        self.state = s.Home()
        self._extension = 0.0
        self._present_at = self._entered_at = self._clock.monotonic()
        self.situation = self._fresh(self.situation)
        self._effects.session_over(ended)
        self._view.wipe()

    def _fresh(self, before: Situation | None) -> Situation:
        pace = self._pace_today()
        fresh = Situation(
            language=self._language, pace=pace, now=self._clock.now(), session_id=self._new_id(),
            speech=pace is Pace.SENIOR,
        )  # fmt: skip
        if before is None:
            return fresh
        return replace(
            fresh, online=before.online, offline_since=before.offline_since, data_as_of=before.data_as_of,
            service_ready=before.service_ready,
        )  # fmt: skip

    def _show(self) -> None:
        # The clock's seconds are not on screen: only what a person could see counts as a change.
        visible = replace(self.situation, now=self.situation.now.replace(second=0, microsecond=0))
        if self._shown != (self.state, visible):
            self._shown = (self.state, visible)
            self._view.show(self.state, self.situation)

    @property
    def ticket_no(self) -> str | None:
        return ticket_of(self.state)


def _visit_of(state: State) -> Visit | None:
    return None if isinstance(state, s.Home) else state.visit
