"""Hand-written fakes for stories about the session: a clock, a view, an effect runner."""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.flows.returns import State, Visit
from kiosk.flows.returns import events as e
from kiosk.situation import Situation
from tests.kiosk.builders import NOW


class FakeClock:
    def __init__(self, at: datetime = NOW) -> None:
        self.at = at
        self.passed = 1000.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.passed

    def advance(self, seconds: float) -> None:
        self.passed += seconds
        self.at += timedelta(seconds=seconds)


class FakeView:
    """Remembers what was shown."""

    def __init__(self) -> None:
        self.shown: list[tuple[State, Situation]] = []
        self.wiped = 0

    def show(self, state: State, situation: Situation) -> None:
        self.shown.append((state, situation))

    def wipe(self) -> None:
        self.wiped += 1


class FakeEffects:
    def __init__(self) -> None:
        self.ordered: list[e.Effect] = []
        self.situations: list[Situation] = []
        self.over: list[str] = []

    def carry_out(self, effect: e.Effect, situation: Situation, visit: Visit | None) -> None:
        self.ordered.append(effect)
        self.situations.append(situation)

    def session_over(self, session_id: str) -> None:
        self.over.append(session_id)
