"""What surrounds a flow's state on every screen: language, pace, line, silence, help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.promotion import Notice
from domain.wire import Pace


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

    `role` is the flow being shown, `kiosk_role` the one this kiosk is there for, which ended sessions return to.
    `shut_out`: the central service lets this kiosk in no more. `emergency` takes over the screen while it stands.
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
    shut_out: bool = False
    offline_since: datetime | None = None
    data_as_of: datetime | None = None
    helper: str | None = None
    idle_left: int | None = None
    idle_total: int = 15
    leaves_in: int | None = None
    role: str = "returns"
    kiosk_role: str = "returns"
    roles: tuple[str, ...] = ("returns",)
    """All this kiosk can do for a shopper now."""
    emergency: Notice | None = None
    stuck_s: int = 0
    """Set for a call for help only: how long the shopper had been on the step."""

    @property
    def service_ready(self) -> bool:
        """Whether it can do what it is there for: it has heard the store's rules."""
        return self.kiosk_role in self.roles
