"""A shopper who looks for something: typed in letter by letter, chosen, walked to, and taken along on paper."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from kiosk.app import KioskApp
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide.things import Found, Kind
from kiosk.i18n import translator
from kiosk.journeys.shopper import Shopper, Stuck
from kiosk.screens.guide import words
from kiosk.typing import KeyPressed, Letter

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(slots=True)
class Result:
    """`found` is the name of what was walked to, `place` where it stands, `print` as with returns. Metres, minutes."""

    query: str
    found: str | None = None
    place: str = ""
    metres: int | None = None
    minutes: int | None = None
    directions: tuple[str, ...] = ()
    print: str = "not_attempted"
    steps_ms: dict[str, float] = field(default_factory=dict)
    said: str = ""

    @property
    def complete(self) -> bool:
        return self.metres is not None and self.print == "confirmed"


class LookingShopper(Shopper):
    """Finds one product by what it is called, in pinyin."""

    working = (s.Routing, s.Printing)

    def __init__(self, app: KioskApp, pictures: Path | None = None) -> None:
        super().__init__(app, pictures)
        self.search_ms: list[float] = []
        self.route_ms = 0.0

    def search(self, letters: str) -> None:
        """Letter by letter, waiting for each answer: what is measured is from the touch to the results drawn."""
        self.tap(e.SearchOpened)
        for letter in letters:
            started = time.monotonic()
            self.tap(KeyPressed(Letter(letter)), pause=False)
            self.until(lambda: not isinstance(self.state, s.Searching) or not self.state.waits, "results")
            self._app.window.draw()
            self.search_ms.append((time.monotonic() - started) * 1000)
        self.look("results")

    def choose(self) -> Found:
        """The first product of the results. Raises Stuck where there is none."""
        results = self.state.results if isinstance(self.state, s.Searching) else None
        if results is None or not results.found:
            raise Stuck("nothing was found")
        first = next((found for found in results.found if found.kind is Kind.PRODUCT), results.found[0])
        while self._key(e.FoundChosen(first)) is None:
            self.tap(e.PageTurned(self.state.page + 1))
        self.tap(e.FoundChosen(first))
        self.until(lambda: isinstance(self.state, s.Card), "the product's card")
        self.look("card")
        return first

    def go(self) -> s.RouteShown:
        started = time.monotonic()
        self.tap(e.TakeMe, pause=False)
        self.until(lambda: not isinstance(self.state, s.Card | s.Routing), "the way")
        self._app.window.draw()
        self.route_ms = (time.monotonic() - started) * 1000
        self.look("route", rest_s=4.0)  # it is drawn slowly
        if not isinstance(self.state, s.RouteShown):
            raise Stuck(f"no way: {self.told()}")
        return self.state

    def print(self) -> str:
        """What became of the way on paper."""
        self.tap(e.PrintAsked)
        self.until(lambda: not isinstance(self.state, s.Printing), "the paper")
        self.look("printed")
        match self.state:
            case s.RouteShown(printed=True):
                return "confirmed"
            case s.PrintTrouble(unknown=True):
                return "unknown"
            case _:
                return "failed"


def walk(app: KioskApp, query: str, *, pictures: Path | None = None) -> Result:
    """From the home screen to the way on paper. Never raises for what the shop can do wrong."""
    shopper, result = LookingShopper(app, pictures), Result(query)
    try:
        if not query or set(query) - set(LETTERS):
            raise Stuck("a scripted shopper types the letters a to z only")
        shopper.arrive(e.SearchOpened)
        began = time.monotonic()
        shopper.search(query)
        chosen = shopper.choose()
        result.found = chosen.name.in_("zh_CN")
        shown = shopper.go()
        result.steps_ms["tap_to_route"] = round(shopper.route_ms, 2)
        _tell(shown, result)
        result.print = shopper.print()
        result.steps_ms["whole_walk"] = round((time.monotonic() - began) * 1000, 2)
    except Stuck as stuck:
        result.said = str(stuck)
    if shopper.search_ms:
        ordered = sorted(shopper.search_ms)
        result.steps_ms["letter_to_results_median"] = round(ordered[len(ordered) // 2], 2)
        if len(ordered) > 1:
            result.steps_ms["letter_to_results_p95"] = round(quantiles(ordered, n=20, method="inclusive")[-1], 2)
    result.steps_ms |= shopper.figures()
    shopper.leave()
    return result


def _tell(shown: s.RouteShown, result: Result) -> None:
    where = shown.walk.stops[0].where if shown.walk.stops else None
    if where is not None:
        result.place = words.place(translator("zh_CN"), where)
    result.metres, result.minutes = shown.walk.metres, shown.walk.minutes
    result.directions = tuple(turn.text.in_("zh_CN") for turn in shown.walk.turns)
