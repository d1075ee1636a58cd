"""A map in a real window, with keys for what fingers do: says on standard output how it is looked at.

    python map_process.py WIDTH HEIGHT     one JSON object a line, whenever another look stands:
                                           {"screen": "map", "keys": {NAME: [x, y]}, "words": ["1.0x"],
                                            "zoom": Z, "centre": [x, y], "touched": ID}
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass

from backend.demo.plan import demo_plan
from kiosk.screens.map.look import WHOLE, LevelChosen, MapMoved, MapZoomed, aside, lens, looked, nearer
from kiosk.screens.map.plan import here_of, map_of
from kiosk.screens.nodes import Key, MapView, Plate, Scene
from kiosk.screens.stage import Stage
from kiosk.screens.window import KioskWindow
from kiosk.theme import tokens as t
from kiosk.theme.frame import Frame, Panel, Rect

RECT = Rect(32, 128, 1204, 800)


@dataclass(frozen=True)
class Touched:
    fixture_id: str


class MapWall:
    """What a shell does for a map: keeps the look, shows the scene, passes on the rest."""

    def __init__(self, panel: Panel) -> None:
        self.panel, self.look, self.touched = panel, WHOLE, ""
        self.plan, self.level = demo_plan(), "L1"
        self.window = KioskWindow(panel)
        self.stage = Stage(Frame(panel), self.heard, lambda: None)
        self.window.show(self.stage)
        self.told: object = None

    def heard(self, event: object) -> None:
        match event:
            case MapMoved() | MapZoomed() | LevelChosen():
                self.look = looked(self.look, event)
            case Touched(fixture_id=fixture_id):
                self.touched = fixture_id
            case _:
                raise TypeError(f"no such event: {event}")
        self.show()

    def show(self) -> None:
        picture = map_of(self.plan, self.look.level_id or self.level, "zh_CN", here=here_of("zh_CN", (9.0, 3.0), 0))
        ground, look = picture.ground, self.look
        wished = {
            "zoom-in": (nearer(ground, RECT, look), MapZoomed), "zoom-out": (nearer(ground, RECT, look, -1), MapZoomed),
            "right": (aside(ground, RECT, look, 1, 0), MapMoved), "up": (aside(ground, RECT, look, 0, 1), MapMoved),
        }  # fmt: skip
        events: dict[str, object] = {name: event(to) for name, (to, event) in wished.items() if to is not None}
        events["upstairs"] = LevelChosen("L2")
        nodes = []
        for i, name in enumerate((*wished, "upstairs")):
            rect = Rect(1280, 160 + 140 * i, 300, 110)
            if name in events:
                nodes.append(Key(rect, name, events[name], Plate(rect, t.CARD, 20, t.EDGE, 3)))
        node = MapView(RECT, picture, look, on_fixture=Touched)
        self.stage.present(Scene("map", tuple(nodes), (node,)), Frame(self.panel), moving=True)

    def tick(self) -> None:
        self.stage.tick()
        scene = self.stage.scene
        if scene is None or (scene, self.touched) == self.told:
            return
        self.told = (scene, self.touched)
        frame = Frame(self.panel)
        (left, top), scale = frame.offset, frame.scale
        rects = {key.name: key.rect for key in scene.keys}
        keys = {name: [left + (r.x + r.w / 2) * scale, top + (r.y + r.h / 2) * scale] for name, r in rects.items()}
        view = next(node for node in scene.content if isinstance(node, MapView))
        centre = lens(view.map.ground, RECT, view.look).centre
        said = {
            "screen": "map", "keys": keys, "words": [f"{view.look.zoom}x"], "zoom": view.look.zoom, "centre": centre,
            "level": self.look.level_id, "touched": self.touched,
        }  # fmt: skip
        print(json.dumps(said), flush=True)


def main() -> None:
    wall = MapWall(Panel(int(sys.argv[1]), int(sys.argv[2]), 3.21, 860))
    wall.show()
    wall.window.run(wall.tick)


if __name__ == "__main__":
    main()
