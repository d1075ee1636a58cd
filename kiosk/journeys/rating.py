"""A hurried shopper who says how it was: a face, a tag, and gone; two stars become a complaint at the centre."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.app import KioskApp
from kiosk.flows.rating import events as e
from kiosk.flows.rating import states as s
from kiosk.journeys.shopper import Shopper, Stuck, waiting

CENTRAL_S = 15.0


@dataclass(slots=True)
class Result:
    """`complaint_no` for one or two stars. `central`: acknowledged, waiting or parked, "" when nothing was stored."""

    stars: int
    complaint_no: str | None = None
    central: str = ""
    taps: int = 0
    steps_ms: dict[str, float] = field(default_factory=dict)
    said: str = ""

    @property
    def complete(self) -> bool:
        return self.central == "acknowledged"


class RatingShopper(Shopper):
    working = (s.Storing,)

    def rate(self, stars: int) -> None:
        self.tap(e.Voted(stars))
        self.until(lambda: isinstance(self.state, s.Followup), "what the stars were for")
        self.look("followup")
        self.tap(e.TagToggled)
        self.tap(e.Submitted)
        self.until(lambda: isinstance(self.state, s.Thanked | s.LowRating | s.NotStored), "thanks")
        self.look("thanks")
        if isinstance(self.state, s.NotStored):
            raise Stuck("the kiosk could not store the rating" + (": its disk is full" if self.state.full else ""))


def walk(app: KioskApp, stars: int, *, pictures: Path | None = None) -> Result:
    """From the question to the central acknowledgement. Never raises for what the shop can do wrong."""
    shopper, result = RatingShopper(app, pictures), Result(stars)
    try:
        shopper.arrive(e.Voted)
        parked = app.terminal.outbox.waiting().parked
        # A real hand takes a moment: a vote in the first third of a second is taken for play.
        app.until(lambda: False, 0.6)
        began = time.monotonic()
        shopper.rate(stars)
        result.steps_ms["question_to_thanks"] = round((time.monotonic() - began) * 1000, 2)
        if isinstance(shopper.state, s.LowRating):
            result.complaint_no = shopper.state.complaint_no
        stored = time.monotonic()
        _follow(app, parked, result)
        result.steps_ms["thanks_to_central"] = round((time.monotonic() - stored) * 1000, 2)
    except Stuck as stuck:
        result.said = str(stuck)
    result.taps = len(shopper.taps_ms)
    result.steps_ms |= shopper.figures()
    shopper.leave()
    return result


def _follow(app: KioskApp, parked: int, result: Result) -> None:
    """Wait for the central service's answer. `parked`: how many messages it had refused before."""
    outbox = app.terminal.outbox
    if not app.until(lambda: not outbox.waiting().pending, CENTRAL_S):
        result.central = "waiting"
        result.said = waiting(app, "the rating")
    elif outbox.waiting().parked > parked:
        result.central = "parked"
        result.said = "the central service refused the rating; it is parked for a person"
    else:
        result.central = "acknowledged"
