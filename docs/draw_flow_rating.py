"""Draws the rating's diagram from the flow itself: every situation reached by trying every event on it.

    .venv/bin/python docs/draw_flow_rating.py        writes docs/flow-rating.md; a test keeps the two together
"""

from __future__ import annotations

import sys
from datetime import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flow_drawing import Ways, ways

from domain.rating import BURST_MS, BURST_VOTES, FASTEST_MS, HAMMER_GAP_MS, HAMMER_VOTES, SWEEP_GAP_MS, SWEEP_VOTES, Tag
from domain.reference import Store
from kiosk.flows import common as c
from kiosk.flows.rating import THANKS_S, Event, State, Visit, step
from kiosk.flows.rating import events as e
from kiosk.flows.rating import states as s
from kiosk.typing import Char, KeyPressed

TARGET = Path(__file__).with_name("flow-rating.md")
STORE = Store("9907", "禾家超市", "青石桥店", "Asia/Shanghai", time(8), time(21, 30), "028-5550-0147", "出口左手边", 30)
AT_EXIT = Visit("s1", STORE, "出口评价屏", stood=True, can_scan=True)
EVENTS: tuple[Event, ...] = (
    e.Started(AT_EXIT), e.Voted(5), e.Voted(1), e.TagToggled(Tag.QUEUE), e.WriteAsked(), e.Submitted(),
    e.WithoutWords(), e.TryAgain(), e.RatingStored(), e.RatingStored("C3-0012-Z"), e.RatingNotStored(full=True),
    c.BarcodeSeen(("R3-1847-K",)), c.Finished(), c.Back(), c.GoHome(),
)  # fmt: skip


def tried(state: State) -> tuple[Event, ...]:
    short = isinstance(state, s.Followup) and not state.given.typing.text
    return (*EVENTS, KeyPressed(Char("好"))) if short else EVENTS


def transitions() -> Ways:
    return ways(s.Home(), step, tried, (c.GoHome, c.Finished))


def page() -> str:
    found = transitions()
    out = [
        "# The rating, as the flow itself goes",
        "",
        "Drawn by `docs/draw_flow_rating.py` from `kiosk.flows.rating.step`; never by hand. From everywhere but",
        "`Storing` the home key and the end of a silent visit lead to `Home`, and so does `Thanked` by itself after",
        f"{THANKS_S:.0f} s. A vote that is not stored by then is stored on the way out, with all that was given.",
        "A call for a person changes nothing of where the shopper is.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        *(f"  {a} --> {b}: {', '.join(names)}" for (a, b), names in sorted(found.items())),
        "```",
        "",
        "The hurried touch twice: a face, then 交评价. One touch is a vote already. Where there is no room for tags",
        "and keyboard on one screen (senior pace, wheelchair), `Followup` shows them one after the other.",
        "",
        "## What looks like play",
        "",
        "`domain.rating.doubts` judges a vote by those before it at the same place. What it doubts is stored and sent",
        "like any other, marked; figures leave it out and it opens no complaint.",
        "",
        "| doubt | when | why hardly anybody who means it is met |",
        "|---|---|---|",
        f"| `too_fast` | less than {FASTEST_MS} ms after the question came up | seeing a light and pressing a key takes"
        " 200 to 250 ms, without reading |",
        f"| `burst` | {BURST_VOTES} votes within {BURST_MS // 1000} s | a vote, the next page and stepping aside take"
        " 4 s, and the next person has to step up |",
        f"| `pattern` | {SWEEP_VOTES} votes up or down the scale one by one, each within {SWEEP_GAP_MS // 1000} s of"
        " the last | by chance one in hundreds |",
        f"| `pattern` | the same stars {HAMMER_VOTES} times, each within {HAMMER_GAP_MS // 1000} s of the last | the"
        f" thanks alone stand {THANKS_S:.0f} s unless waved off |",
        "| `gibberish` | text of one character, along the keys, of Latin letters nobody can speak, of signs alone |"
        " Chinese is judged by repetition only |",
        "",
    ]
    return "\n".join(out)


if __name__ == "__main__":
    TARGET.write_text(page(), "utf-8")
    print(f"{TARGET.name}: {len(transitions())} ways")
