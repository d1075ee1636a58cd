"""The guide and the rating screen in figures: start, searches and ways before a person, and memory over many visits.

    .venv/bin/python -m bench.screens [--role guide] [--visits 200]

The real app off screen with software rendering, the real service in a process of its own. Memory is told as a ratio to
a bare window of the same toolkit with the decoders loaded, measured in the same run. Each role runs in its own process.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median

from bench.kiosk.__main__ import BARE, first_screen_s, rss_mb, run_python, tell
from kiosk import logs
from kiosk.app import KioskApp
from kiosk.central import EmbeddedCentral
from kiosk.commands.stands import configuration
from kiosk.config import parse_config
from kiosk.flows import common as c
from kiosk.flows.guide import events as ge
from kiosk.flows.guide import states as gs
from kiosk.flows.guide.things import Kind
from kiosk.flows.rating import events as re_
from kiosk.flows.rating import states as rs
from kiosk.typing import KeyPressed, Letter

WORDS = ("niunai", "jiangyou", "jidan", "dami", "chouzhi", "luyu", "lajidai", "dianchi", "pingguo", "cesuo")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--role", choices=("guide", "rating"))
    parser.add_argument("--visits", type=int, default=200)
    wanted = parser.parse_args()
    if wanted.role is None:
        for role in ("guide", "rating"):
            subprocess.run(
                [sys.executable, "-m", "bench.screens", "--role", role, "--visits", str(wanted.visits)], check=True
            )
        return
    logs.quiet()
    bare = run_python(BARE) / 1024
    with tempfile.TemporaryDirectory(prefix="fuwutai-bench-") as name, EmbeddedCentral(Path(name)) as central:
        demo = central.ready()
        text = configuration(wanted.role, Path(name), demo.url, demo.enrolment_code)
        config = Path(name) / "screen.toml"
        config.write_text(text)
        first_screen_s(config)  # enrols: a screen's very first start
        starts = [first_screen_s(config) * 1000 for _ in range(5)]
        print(f"{wanted.role}: start to first screen: median {median(starts):.0f} ms, most {max(starts):.0f} ms")
        app = KioskApp(parse_config(text), headless=True)
        app.start()
        try:
            session = app.terminal.session
            app.until(lambda: session.situation.service_ready, 60)
            walk = Guide(app) if wanted.role == "guide" else Rating(app)
            marks = []
            for n in range(1, wanted.visits + 1):
                walk.visit(n)
                if n in (10, wanted.visits // 2, wanted.visits):
                    marks.append((n, rss_mb()))
            walk.figures()
            print(f"  memory: bare window with decoders {bare:.0f} MB")
            for n, used in marks:
                print(f"    after {n:>5} visits {used:7.0f} MB   {used / bare:4.2f} of the bare window")
        finally:
            app.close()


class Guide:
    """Looks for something by its letters, opens the first product, is shown the way, goes."""

    def __init__(self, app: KioskApp) -> None:
        self._app, self._session = app, app.terminal.session
        self._random = Random(7)
        self._letters_ms: list[float] = []
        self._ways_ms: list[float] = []

    def visit(self, n: int) -> None:
        app, session = self._app, self._session
        session.post(ge.SearchOpened())
        app.until(lambda: isinstance(session.state, gs.Searching), 10)
        for letter in self._random.choice(WORDS):
            began = time.monotonic()
            session.post(KeyPressed(Letter(letter)))
            app.turn()
            app.until(lambda: not session.state.waits, 10)
            self._letters_ms.append((time.monotonic() - began) * 1000)
        found = session.state.results.found
        product = next((f for f in found if f.kind is Kind.PRODUCT and f.where is not None), None)
        if product is not None:
            session.post(ge.FoundChosen(product))
            app.until(lambda: isinstance(session.state, gs.Card), 10)
            began = time.monotonic()
            stop = next(k.event for k in app.shell.scene.keys if isinstance(k.event, ge.TakeMe))  # type: ignore[union-attr]
            session.post(stop)
            app.until(lambda: isinstance(session.state, gs.RouteShown | gs.NoWay), 10)
            app.turn()
            self._ways_ms.append((time.monotonic() - began) * 1000)
        session.post(c.GoHome())
        app.until(lambda: isinstance(session.state, gs.Home), 10)

    def figures(self) -> None:
        tell("letter to results on screen", self._letters_ms)
        tell("touch to the way on screen", self._ways_ms)


class Rating:
    """One face, one tag, done."""

    def __init__(self, app: KioskApp) -> None:
        self._app, self._session = app, app.terminal.session
        self._stored_ms: list[float] = []

    def visit(self, n: int) -> None:
        app, session = self._app, self._session
        session.post(re_.Voted(1 + n % 5))
        app.until(lambda: isinstance(session.state, rs.Followup), 10)
        app.turn()
        began = time.monotonic()
        session.post(re_.Submitted())
        app.until(lambda: isinstance(session.state, rs.Thanked | rs.LowRating), 10)
        app.turn()
        self._stored_ms.append((time.monotonic() - began) * 1000)
        session.post(c.GoHome())
        app.until(lambda: isinstance(session.state, rs.Home), 10)

    def figures(self) -> None:
        tell("submit to thanks on screen", self._stored_ms)


if __name__ == "__main__":
    main()
