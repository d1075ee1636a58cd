"""What a map costs: frames while a finger pans it and pinches it, layouts, first pictures, beside a bare window.

    .venv/bin/python -m bench.map [--frames 300] [--size 1920x1080]

Software rendering, off screen. Frames are drawn one after the other, as fast as they come, each waited for to the
end; a display shows 60 a second, 16.7 ms each. The bare window draws nothing, and then one picture that fills it.
On a machine that does other work too, "least" and "worked" (all processors, a frame) say more than the median.
"""

from __future__ import annotations

import argparse
import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median, quantiles
from zoneinfo import ZoneInfo

from backend.demo.plan import demo_plan
from bench.map.floors import big_floor, departments, long_way
from domain.plan import Plan, Point
from domain.wire import Pace
from kiosk import logs
from kiosk.i18n import translator
from kiosk.screens import chrome
from kiosk.screens.map.layout import laid_out
from kiosk.screens.map.look import LADDER, WHOLE, MapLook, lens
from kiosk.screens.map.picture import MapPicture
from kiosk.screens.map.plan import here_of, map_of, target_of, way_of
from kiosk.screens.nodes import MapView, Node, Scene
from kiosk.screens.sheet import Look, Sheet
from kiosk.screens.stage import Stage
from kiosk.screens.window import KioskWindow
from kiosk.theme.frame import Frame, Panel, Rect

PANEL = Panel(1920, 1080, 3.21, 860)
RECT = Rect(32, 128, 1204, 800)


class Finger:
    """A touch, as the toolkit hands it on: real px, y from below."""

    def __init__(self, uid: int, x: float, y: float) -> None:
        self.uid = uid
        self.at(x, y)

    def at(self, x: float, y: float) -> Finger:
        self.x, self.y = x, PANEL.height - y
        return self


@dataclass(frozen=True)
class Took:
    """Milliseconds of each frame, and what all processors worked for one."""

    each: list[float]
    worked: float


class Bench:
    def __init__(self, frames: int) -> None:

        self.window = KioskWindow(PANEL, headless=True)
        self.frames = frames
        from kivy.core.window import Window as Made

        self._kivy = Made
        self.window.draw()

    def frame(self) -> None:
        """One picture, to the end."""
        from kivy.graphics.opengl import glFinish

        self._kivy.dispatch("on_draw")
        self._kivy.dispatch("on_flip")
        glFinish()

    def measured(self, before: Callable[[int], None]) -> Took:
        """Each frame with what is done before it, after some that do not count."""
        for n in range(10):
            before(n)
            self.frame()
        return self.timed(before)

    def timed(self, before: Callable[[int], None]) -> Took:
        each, worked = [], time.process_time()
        for n in range(self.frames):
            began = time.perf_counter()
            before(n)
            self.frame()
            each.append((time.perf_counter() - began) * 1000)
        return Took(each, (time.process_time() - worked) * 1000 / self.frames)


def tell(name: str, took: Took, full: Took | None = None) -> None:
    each = took.each
    p95 = quantiles(each, n=20, method="inclusive")[-1]
    beside = f"  {median(each) / median(full.each):4.2f} of a full picture" if full else ""
    print(
        f"  {name:<42} median {median(each):6.2f} ms  p95 {p95:6.2f} ms  least {min(each):6.2f} ms  "
        f"{1000 / median(each):4.0f} a second  worked {took.worked:6.2f} ms{beside}"
    )


def chrome_of(frame: Frame) -> tuple[Node, ...]:
    """The header and the counter, as they stand round every screen."""
    now = datetime(2026, 11, 21, 10, 18, tzinfo=ZoneInfo("Asia/Shanghai"))
    sheet = Sheet(Look(frame, Pace.NORMAL, translator("zh_CN"), now))
    said = chrome.Chrome(
        store="禾家超市 · 青石桥店", role="找商品", online=True, language="zh_CN", speech=False, low=False, helper=None,
        home_screen=False, back=True, home=True,
    )  # fmt: skip
    chrome.frame(sheet, said)
    return tuple(sheet.nodes)


def pictures() -> dict[str, MapPicture]:
    demo, big = demo_plan(), big_floor()
    named = departments()
    way = ((9.0, 3.0), (9.0, 11.5), (17.9, 11.5), (17.9, 32.5), (41.5, 32.5))
    return {
        "demo plan, 40 shelves": _picture(demo, way, "F12"),
        "big plan, 400 shelves": map_of(
            big, "L1", "zh_CN", departments=named, here=here_of("zh_CN", (8.0, 2.5), 0),
            targets=[t for t in [target_of(big, "S390", "9 酱油", long_way()[-1])] if t],
            way=way_of([long_way()], list(enumerate(long_way()[1:], start=1))),
        ),
    }  # fmt: skip


def _picture(plan: Plan, way: tuple[Point, ...], fixture: str) -> MapPicture:
    target = target_of(plan, fixture, "5 纯牛奶", way[-1])
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairwise(way)]
    return map_of(
        plan, "L1", "zh_CN", here=here_of("zh_CN", way[0], 0), targets=[target] if target else [],
        way=way_of([way], list(enumerate(middles, start=1))),
    )  # fmt: skip


def bare(bench: Bench) -> Took:
    """What a frame costs that shows nothing, and one that is a single picture: the latter is returned."""
    from kivy.graphics import Color, Rectangle
    from kivy.graphics.texture import Texture
    from kivy.uix.widget import Widget

    widget = Widget()
    bench.window.show(widget)
    tell("bare window", bench.measured(lambda n: widget.canvas.ask_update()))
    texture = Texture.create(size=(PANEL.width, PANEL.height), colorfmt="rgb")
    with widget.canvas:
        Color(1, 1, 1, 1)
        Rectangle(texture=texture, size=(PANEL.width, PANEL.height))
    full = bench.measured(lambda n: widget.canvas.ask_update())
    tell("bare window with one picture all over it", full)
    return full


def panned(bench: Bench, name: str, picture: MapPicture, full: Took, frame: Frame) -> None:
    print(name)
    now = [0.0]
    stage = Stage(frame, lambda event: None, lambda: None, lambda: now[0])
    bench.window.show(stage)

    def show(look: MapLook) -> None:
        scene = Scene("map", chrome_of(frame), (MapView(RECT, picture, look),))
        stage.present(scene, frame, moving=True)

    began = time.perf_counter()
    show(WHOLE)
    stage.tick()
    bench.frame()
    print(f"  {'first picture of it':<42} {(time.perf_counter() - began) * 1000:6.1f} ms")

    def walk(n: int) -> None:
        now[0] = n / 60
        stage.tick()

    tell("the way being drawn", bench.timed(walk), full)
    for zoom in (1.5, 3.2):
        show(MapLook(zoom))
        slowest = rest(stage, now, bench)
        moves = bench.measured(Pan(stage, now))
        tell(f"panning at {zoom}x", moves, full)
        print(f"  {'longest frame while it was made sharp':<42} {slowest:6.1f} ms")
        Pan(stage, now).let_go()
        stage.wipe()
        show(MapLook(zoom))
    pinch = Pinch(stage, now)
    tell("pinching", bench.measured(pinch), full)
    pinch.let_go()
    stage.wipe()


def rest(stage: Stage, now: list[float], bench: Bench) -> float:
    """Until nothing gets better any more; the longest frame on the way there, ms."""
    slowest = 0.0
    for _ in range(400):
        now[0] += 1 / 60
        began = time.perf_counter()
        stage.tick()
        bench.frame()
        slowest = max(slowest, (time.perf_counter() - began) * 1000)
    return slowest


class Pan:
    """A finger that moves in circles."""

    def __init__(self, stage: Stage, now: list[float]) -> None:
        self.stage, self.now = stage, now
        self.finger = Finger(7, 630, 520)
        stage.on_touch_down(self.finger)

    def __call__(self, n: int) -> None:
        self.now[0] += 1 / 60
        turn = n / 20
        self.stage.on_touch_move(self.finger.at(630 + 220 * math.sin(turn), 520 + 160 * math.sin(turn * 0.7)))
        self.stage.tick()

    def let_go(self) -> None:
        self.stage.on_touch_up(self.finger)


class Pinch:
    """Two fingers that go apart and together."""

    def __init__(self, stage: Stage, now: list[float]) -> None:
        self.stage, self.now = stage, now
        self.fingers = (Finger(8, 500, 520), Finger(9, 760, 520))
        for finger in self.fingers:
            stage.on_touch_down(finger)

    def __call__(self, n: int) -> None:
        self.now[0] += 1 / 60
        far = 130 + 110 * math.sin(n / 15)
        for finger, side in zip(self.fingers, (-1, 1), strict=True):
            self.stage.on_touch_move(finger.at(630 + side * far, 520))
        self.stage.tick()

    def let_go(self) -> None:
        for finger in self.fingers:
            self.stage.on_touch_up(finger)


def layouts(picture: MapPicture) -> None:
    whole = lens(picture.ground, RECT, WHOLE).scale
    for zoom in LADDER:
        began = time.perf_counter()
        layout = laid_out(picture, whole * zoom, 22, zoom)
        took = (time.perf_counter() - began) * 1000
        print(f"  words laid out at {zoom:<3}x {took:7.1f} ms: {len(layout.labels)} placed, {len(layout.missing)} not")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=300)
    wanted = parser.parse_args()
    logs.quiet()
    load = os.getloadavg()[0]
    print(f"{PANEL.width}x{PANEL.height}, software rendering, {os.cpu_count()} processors, load {load:.1f} before")
    bench = Bench(wanted.frames)
    full = bare(bench)
    frame = Frame(PANEL)
    for name, picture in pictures().items():
        panned(bench, name, picture, full, frame)
        layouts(picture)


if __name__ == "__main__":
    main()
