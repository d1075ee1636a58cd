"""One kiosk, one shopper after another: drives the flow, keeps language, pace and idle time, drops what is stale.

Everything happens on the UI thread inside `pump`; `post` is the only call other threads make. Time comes from
`Clock.monotonic`, so a jumping wall clock neither ends a session nor keeps one open.
"""

from __future__ import annotations

import queue
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

import structlog

from domain.promotion import Notice, NoticeKind
from domain.wire import Pace
from kiosk.flows import common as c
from kiosk.flows.flow import Flow
from kiosk.i18n import LANGUAGES
from kiosk.shell_events import (
    HelperChanged,
    LanguageChosen,
    LineChanged,
    LowToggled,
    MoreTime,
    Moved,
    Open,
    PaceToggled,
    ReferenceChanged,
    ShellEvent,
    SpeechToggled,
    StillHere,
    Touched,
)
from kiosk.situation import IdleTimes, Situation
from sync.clock import Clock

log = structlog.get_logger()

EXTENSION_S = 120.0
MOVING_S = 120.0
"""Movement alone puts the question off for so long on one screen, and no longer: an aisle is never still."""


class View(Protocol):
    def show(self, state: Any, situation: Situation) -> None: ...

    def wipe(self) -> None:
        """Nothing of the last shopper may stay: pictures, texts, frames."""
        ...


class EffectRunner(Protocol):
    def carry_out(self, effect: Any, situation: Situation, visit: Any) -> None: ...

    def session_over(self, session_id: str) -> None: ...


_SHELL_TAPS = (
    c.Back, c.GoHome, c.HelpAsked, c.Finished, c.BarcodeSeen, Open, LanguageChosen, PaceToggled, SpeechToggled,
    LowToggled, Touched, StillHere, MoreTime,
)  # fmt: skip


def _no_notices() -> tuple[Notice, ...]:
    return ()


class Session:
    """The conductor of one terminal. Owned by the UI thread; `post` may be called from any."""

    def __init__(
        self,
        *,
        view: View,
        effects: EffectRunner,
        clock: Clock,
        flows: Mapping[str, Flow],
        visit_for: Callable[[str, str, str | None], Any],
        role: str = "returns",
        idle: IdleTimes | None = None,
        language: str = "zh_CN",
        pace_today: Callable[[], Pace] = lambda: Pace.NORMAL,
        notices: Callable[[], tuple[Notice, ...]] = _no_notices,
        true_now: Callable[[], datetime] | None = None,
        wake: Callable[[], None] = lambda: None,
        new_id: Callable[[], str] = lambda: secrets.token_hex(8),
    ) -> None:
        """`flows` by role. `visit_for(role, session_id, about)` gives what a visit goes by, None while this kiosk has
        not heard it yet. `true_now` is the wall clock as the central service would set it."""
        self._view, self._effects, self._clock = view, effects, clock
        self._flows, self._home_flow, self._flow = flows, flows[role], flows[role]
        self._taps = _SHELL_TAPS + tuple(tap for flow in flows.values() for tap in flow.taps)
        self._visit_for, self._idle, self._language = visit_for, idle or IdleTimes(), language
        self._pace_today, self._notices, self._wake, self._new_id = pace_today, notices, wake, new_id
        self._true_now = true_now or clock.now
        self._events: queue.SimpleQueue[tuple[str | None, object]] = queue.SimpleQueue()
        self._camera: c.CameraChanged | None = None
        self._guidance: c.GuidanceSeen | None = None
        self.state: Any = self._flow.home
        self._entered_at = self._lingers_from = self._present_at = clock.monotonic()
        self._extension = 0.0
        self.situation = self._fresh(None)
        self._shown: tuple[Any, Situation] | None = None

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

    def leave(self) -> None:
        """The kiosk is being stopped: whoever is in the middle of something leaves as after silence. What that orders
        is still done; nothing is shown any more."""
        visit = self._flow.visit_of(self.state)
        self.state, effects = self._flow.step(self.state, c.GoHome())
        for effect in effects:
            if not isinstance(effect, c.EndSession | c.LogImpossible | c.Hand | c.CallPerson):
                self._effects.carry_out(effect, self.situation, visit)

    def _take(self, event: object) -> None:
        if isinstance(event, self._taps):
            self._present_at = self._clock.monotonic()
            if self.situation.idle_left is not None and not isinstance(event, c.GoHome):
                # Whoever answers "are you still there?" answers only that: the tap was aimed at the card.
                self._extension = EXTENSION_S if isinstance(event, MoreTime) else 0.0
                self.situation = replace(self.situation, idle_left=None)
                if not isinstance(event, c.BarcodeSeen):
                    return
        if isinstance(event, ShellEvent):
            self._take_shell(event)
        else:
            self._step(event)

    def _take_shell(self, event: ShellEvent) -> None:
        match event:
            case Open(role=role):
                if role in self._flows and self._flow.at_home(self.state):
                    self._start(role)
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
            case Moved():
                if self._clock.monotonic() - self._entered_at < MOVING_S:
                    self._somebody_is_here()
            case MoreTime():
                self._extension = EXTENSION_S
            case LineChanged(online=online, since=since, data_as_of=as_of, shut_out=shut_out):
                before = self.situation
                self.situation = replace(
                    before, online=online, offline_since=since, data_as_of=as_of or before.data_as_of,
                    shut_out=shut_out, roles=before.roles if shut_out == before.shut_out else self._served(),
                )  # fmt: skip
            case HelperChanged(helper=helper):
                if helper and self.situation.helper == "":
                    # Who comes to help is to find what the shopper was at.
                    self._somebody_is_here()
                    self._extension = EXTENSION_S
                self.situation = replace(self.situation, helper=helper)
            case ReferenceChanged():
                self.situation = replace(self.situation, roles=self._served())

    def _somebody_is_here(self) -> None:
        self._present_at = self._clock.monotonic()
        self.situation = replace(self.situation, idle_left=None)

    def _served(self) -> tuple[str, ...]:
        return tuple(role for role in self._flows if self._visit_for(role, "probe", None) is not None)

    def _start(self, role: str, about: str | None = None) -> None:
        """A visit in that role, by the same shopper if one is here."""
        visit = self._visit_for(role, self.situation.session_id, about)
        if (visit is not None) != (role in self.situation.roles):
            self.situation = replace(self.situation, roles=self._served())
        if visit is None:
            return
        self._flow = self._flows[role]
        self.state = self._flow.home
        self.situation = replace(self.situation, role=role)
        self._step(self._flow.started(visit))

    def _step(self, event: object) -> None:
        if isinstance(event, c.CameraChanged):
            self._camera = event
        if isinstance(event, c.GuidanceSeen):
            self._guidance = event
        if isinstance(event, self._flow.starters) and self._flow.at_home(self.state):
            self._start(self._flow.role)
        before, flow = self.state, self._flow
        visit = flow.visit_of(before)
        self.state, effects = flow.step(before, event)
        if type(self.state) is not type(before):
            self._entered_at = self._lingers_from = self._clock.monotonic()
        for effect in effects:
            self._order(effect, flow.visit_of(self.state) or visit)
        if isinstance(self.state, c.Looking) and type(self.state) is not type(before):
            self._tell_what_is_seen()

    def _tell_what_is_seen(self) -> None:
        """Camera and reader tell only what changes; a screen that begins to look has not heard the last of it."""
        for known in (self._camera, self._guidance):
            if known is not None:
                self._step(known)

    def _order(self, effect: Any, visit: Any) -> None:
        match effect:
            case c.EndSession():
                self._end()
            case c.Hand(role=role, about=about):
                if role in self._flows:
                    self._start(role, about)
            case c.LogImpossible(state=state, event=name):
                log.error("a result nobody can have asked for", result=name, state=state)
            case c.CallPerson():
                if self.situation.helper is None:
                    stuck = round(self._clock.monotonic() - self._entered_at)
                    self.situation = replace(self.situation, helper="")
                    self._effects.carry_out(effect, replace(self.situation, stuck_s=stuck), visit)
            case _:
                self._effects.carry_out(effect, self.situation, visit)

    def _let_time_act(self) -> None:
        now = self._clock.monotonic()
        self.situation = replace(self.situation, now=self._clock.now(), emergency=self._emergency())
        pace = self.situation.pace
        quiet = now - self._present_at
        lingering = self._flow.lingering(self.state)
        if lingering is not None and now - self._lingers_from >= lingering[0]:
            self._lingers_from = now
            self._step(lingering[1])
        if self._flow.holds_session(self.state):
            self._present_at = now
            self.situation = replace(self.situation, idle_left=None, leaves_in=None)
        elif self._flow.is_done(self.state):
            left = self._idle.done_after(pace) + self._extension - min(quiet, now - self._entered_at)
            self.situation = replace(self.situation, idle_left=None, leaves_in=max(0, round(left)))
            if left <= 0:
                self._step(c.Finished())
        elif self._flow.at_home(self.state) and self._untouched:
            self._present_at = now
        else:
            warn, end = self._idle.warn_after(pace) + self._extension, self._idle.end_after(pace)
            if quiet >= warn + end:
                silent = self.situation.session_id
                self._step(c.GoHome())
                if self.situation.session_id == silent:
                    self._end()
            elif quiet >= warn:
                left = max(1, round(warn + end - quiet))
                self.situation = replace(self.situation, idle_left=left, idle_total=round(end))

    def _emergency(self) -> Notice | None:
        """The notice that takes over every screen now: by the service's time, so that it lifts when it says."""
        now = self._true_now()
        standing = [n for n in self._notices() if n.kind is NoticeKind.EMERGENCY and n.stands(now)]
        return max(standing, key=lambda n: n.starts_at, default=None)

    @property
    def _untouched(self) -> bool:
        """A home screen as the last shopper's end left it: nobody to wait for."""
        now = self.situation
        defaults = (now.language, now.pace, now.low) == (self._language, self._pace_today(), False)
        return defaults and now.helper is None and self._flow is self._home_flow

    def _end(self) -> None:
        ended = self.situation.session_id
        if not (self._flow is self._home_flow and self._flow.at_home(self.state)):
            self._flow = self._home_flow
            self.state = self._flow.home
        self._extension, self._guidance = 0.0, None
        self._present_at = self._entered_at = self._lingers_from = self._clock.monotonic()
        self.situation = self._fresh(self.situation)
        self._effects.session_over(ended)
        self._view.wipe()

    def _fresh(self, before: Situation | None) -> Situation:
        pace = self._pace_today()
        fresh = Situation(
            language=self._language, pace=pace, now=self._clock.now(), session_id=self._new_id(),
            speech=pace is Pace.SENIOR, role=self._home_flow.role, kiosk_role=self._home_flow.role,
            roles=self._served() if before is None else before.roles,
        )  # fmt: skip
        if before is None:
            return fresh
        return replace(
            fresh, online=before.online, offline_since=before.offline_since, data_as_of=before.data_as_of,
            shut_out=before.shut_out, emergency=before.emergency,
        )  # fmt: skip

    def _show(self) -> None:
        # The clock's seconds are not on screen: only what a person could see counts as a change.
        visible = replace(self.situation, now=self.situation.now.replace(second=0, microsecond=0))
        if self._shown != (self.state, visible):
            self._shown = (self.state, visible)
            self._view.show(self.state, self.situation)

    @property
    def ticket_no(self) -> str | None:
        return self._flow.ticket_of(self.state)

