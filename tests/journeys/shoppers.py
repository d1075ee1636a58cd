"""What a shopper does at a guide or a rating screen, said once: by the events their screens' keys send."""

from __future__ import annotations

from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide.things import Found, Kind, Stop
from kiosk.flows.rating import events as re
from kiosk.flows.rating import states as rs
from kiosk.typing import Char, KeyPressed, Letter
from tests.journeys.world import World


def typed(here: World, text: str) -> s.Searching:
    """Into the search, letter by letter, until what was typed last has its answer."""
    if not isinstance(here.state, s.Searching):
        here.tap(e.SearchOpened())
    for char in text:
        here.tap(KeyPressed(Letter(char) if "a" <= char <= "z" else Char(char)))
    here.until(lambda: isinstance(here.state, s.Searching) and not here.state.waits, f"an answer to {text}")
    return here.at(s.Searching)


def names(searching: s.Searching) -> list[str]:
    return [found.name.zh_CN for found in searching.results.found] if searching.results is not None else []


def first(searching: s.Searching, name: str = "") -> Found:
    """The first product found, or the one of that name."""
    assert searching.results is not None
    return next(f for f in searching.results.found if f.kind is Kind.PRODUCT and f.name.zh_CN.startswith(name))


def card(here: World, text: str, name: str = "") -> s.Card:
    here.tap(e.FoundChosen(first(typed(here, text), name)))
    return here.at(s.Card)


def stop_of(found: Found) -> Stop:
    return Stop(found.kind, found.key, found.name, found.where, found.picture)


def way_to(here: World, text: str, name: str = "") -> s.RouteShown:
    here.tap(e.TakeMe(stop_of(card(here, text, name).goods.found)))
    return here.at(s.RouteShown)


def rated(here: World, stars: int, *tags: object, after_s: float = 3.0) -> None:
    """A face after a moment's thought, tags, done; ends when the kiosk has said what became of it."""
    here.clock_on(after_s)
    here.tap(re.Voted(stars))
    here.at(rs.Followup)
    here.tap(*(re.TagToggled(tag) for tag in tags), re.Submitted())  # type: ignore[arg-type]
    here.until(lambda: isinstance(here.state, rs.Thanked | rs.LowRating | rs.NotStored), "what became of the rating")
