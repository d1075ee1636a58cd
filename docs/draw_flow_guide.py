"""Draws the guide's diagram from the flow itself: every situation reached by trying every event on it.

    .venv/bin/python docs/draw_flow_guide.py        writes docs/flow-guide.md; a test keeps the two together
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from domain.device_words import PrinterStatus
from domain.words import Words
from kiosk.flows import common as c
from kiosk.flows.guide import SLIDE_S, UNTOUCHED_S, Event, State, step
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide import things as th
from tests.kiosk import guide_world as world

TARGET = Path(__file__).with_name("flow-guide.md")
MILK, EGGS, CODE = "纯牛奶 250ml×24盒", "鲜鸡蛋 30枚", "6901234567892"
LATER = world.shop(world.NOW.replace(hour=10, minute=30))
"""When the eggs' offer is over."""
STOP = world.stop(MILK)
ROWS = tuple(
    th.Found(kind, key, Words(key))
    for kind, key in ((th.Kind.BRAND, "青原"), (th.Kind.AMENITY, "WC1-T"), (th.Kind.PROMOTION, "demo-eggs-morning"))
)
SOLD_OUT = world.sold_out()
TRIED: tuple[Event, ...] = (
    e.Started(world.visit()), e.Woken(), e.StoodLong(), e.WaysOpened(), e.SearchOpened("nai"), e.ScanOpened(),
    e.AreasOpened(), e.AreaOpened("dairy"), e.FoundChosen(world.found(EGGS)), *(e.FoundChosen(row) for row in ROWS),
    e.AlternativesOpened(), e.OffersOpened(), e.OfferOpened("demo-eggs-morning"),
    e.OfferOpened("demo-milk-member"), e.DirectoryOpened(), e.MapOpened(),
    e.TakeMe(STOP), e.ListToggled(STOP), e.ListOpened(), e.WalkList(), e.StepFreeSet(True), e.StepFreeSet(False),
    e.PrintAsked(), e.PaperOut(out=True), e.NotFoundSaid(), e.ResultsFound("nai", ()),
    e.CardFound(world.product_id(EGGS), world.card(EGGS)), e.CardFound(world.product_id(EGGS), None),
    e.ListingFound(th.Kind.BRAND, "青原", ()), c.BarcodeSeen((CODE,)), e.BarcodeKnown(CODE, SOLD_OUT),
    e.BarcodeKnown(CODE, None), e.RouteFound((STOP,), world.milk_walk()), e.NoRoute((STOP,), True, th.Why.STEPS, STOP),
    e.NoRoute((STOP,), False, th.Why.NO_PLACE, STOP), e.RoutePrinted(), e.RoutePrintFailed(PrinterStatus.PAPER_EMPTY),
    e.RoutePrintUnknown(PrinterStatus.SILENT), e.ShopChanged(LATER), c.Back(),
)  # fmt: skip


def transitions() -> dict[tuple[str, str], set[str]]:
    """(from, to) -> events. One of each kind of situation stands for all of its kind, for each it may lead back to."""
    found: dict[tuple[str, str], set[str]] = {}
    seen: set[tuple[object, ...]] = set()
    waiting: list[State] = [s.Home()]
    while waiting:
        state = waiting.pop(0)
        for event in TRIED:
            after, _ = step(state, event)
            pair = type(state).__name__, type(after).__name__
            if pair[0] != pair[1]:
                found.setdefault(pair, set()).add(type(event).__name__)
            if (kind := _kind(after)) not in seen:
                seen.add(kind)
                waiting.append(_short(after))
    return found


def _short(state: State) -> State:
    """With one step back only: more of them lead to nothing new."""
    if isinstance(state, s.Home | s.Signage):
        return state
    if isinstance(state, s.Printing | s.PrintTrouble):
        return replace(state, shown=replace(state.shown, trail=state.shown.trail[-1:]))
    return replace(state, trail=state.trail[-1:])


def _kind(state: State) -> tuple[object, ...]:
    """What tells one situation from another for the ways it has."""
    visit = state.visit
    marks: list[object] = [type(state).__name__, visit is None]
    if visit is not None:
        marks += [bool(visit.stops), visit.asked is not None and visit.asked.kind, visit.shop is LATER]
        trail = getattr(state, "trail", ())
        marks.append(type(trail[-1]).__name__ if trail else "")
    match state:
        case s.Barcode(code=code, unknown=unknown):
            marks += [bool(code), bool(unknown)]
        case s.Routing(stops=stops, step_free=step_free):
            marks += [stops == (STOP,), step_free]
        case s.NoWay(why=why, step_free=step_free):
            marks += [why, step_free]
        case s.RouteShown(walk=walk):
            marks.append(walk.step_free)
        case s.Card(goods=goods):
            marks.append(bool(goods.alternatives))
        case _:
            pass
    return tuple(marks)


def page() -> str:
    found = transitions()
    visiting = sorted({a for a, _ in found} - {"Signage", "Printing", "Home"})
    everywhere: dict[str, set[str]] = {}
    for (_, b), names in found.items():
        for name in names - {"Back"}:
            # A row of a list leads to an offer only while it is on.
            without = [a for a in visiting if a != b and name not in found.get((a, b), ())]
            if len(without) < 2:
                everywhere.setdefault(b, set()).add(name)
    own = {
        pair: sorted(n for n in names if n != "Back" and n not in everywhere.get(pair[1], ()))
        for pair, names in found.items()
    }
    out = [
        "# The guide, as the flow itself goes",
        "",
        "Drawn by `docs/draw_flow_guide.py` from `kiosk.flows.guide.step`; never by hand. The home key leads to",
        "`Home` from everywhere and ends the visit; a call for a person changes nothing of where the shopper is. Back",
        f"leads to the screen before, as it was left, up to {s.LONGEST_TRAIL} of them, then to `Home`. Results that",
        "come after the shopper went elsewhere change nothing.",
        "",
        f"`Home` stands untouched for {UNTOUCHED_S:.0f} s, then `Signage` shows today's offers, {SLIDE_S:.0f} s each,",
        "until somebody touches it. The first thing touched on `Home` begins the visit.",
        "",
        "From every screen of a visit but `Printing`:",
        "",
        "| event | leads to |",
        "|---|---|",
        *(f"| {', '.join(sorted(names))} | `{b}` |" for b, names in sorted(everywhere.items())),
        "",
        "The rest:",
        "",
        "```mermaid",
        "stateDiagram-v2",
        *(f"  {a} --> {b}: {', '.join(names)}" for (a, b), names in sorted(own.items()) if names),
        "```",
        "",
    ]
    return "\n".join(out)


if __name__ == "__main__":
    TARGET.write_text(page(), "utf-8")
    print(f"{TARGET.name}: {len(transitions())} ways")
