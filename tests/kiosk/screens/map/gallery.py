"""Maps as pictures, off screen: `python -m tests.kiosk.screens.map.gallery OUT`. For looking at, beside the design."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from backend.demo.assets import departments
from backend.demo.plan import demo_plan
from domain.plan import Plan
from domain.words import Words
from kiosk.i18n import translator
from kiosk.screens.map.look import MapLook
from kiosk.screens.map.plan import here_of, map_of, target_of, way_of
from kiosk.screens.nodes import MapView, Scene
from kiosk.screens.stage import Stage
from kiosk.screens.window import KioskWindow
from kiosk.theme.frame import Frame, Panel, Rect

PANELS = {"1920x1080": Panel(1920, 1080, 3.21, 860), "1080x1920": Panel()}
BIG = {"1920x1080": Rect(32, 128, 1204, 800), "1080x1920": Rect(32, 448, 1016, 900)}
SMALL = Rect(1272, 138, 592, 380)
ROUTE = ((9.0, 3.0), (9.0, 11.5), (17.9, 11.5), (17.9, 32.5), (41.5, 32.5), (41.5, 33.9))

ERRAND = ((9.0, 3.0), (9.0, 10.6), (36.0, 10.6), (36.0, 26.0), (36.0, 31.0), (7.0, 31.0), (7.0, 33.9))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", default="1920x1080", choices=PANELS)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    panel = PANELS[args.size]
    window = KioskWindow(panel, headless=True)
    now = [0.0]
    stage = Stage(Frame(panel), print, lambda: None, lambda: now[0])
    window.show(stage)
    plan = demo_plan()
    for name, node in views(plan, BIG[args.size]).items():
        stage.wipe()
        stage.present(Scene(name, (), (node,)), Frame(panel), moving=False)
        for _ in range(400):
            now[0] += 0.1
            stage.tick()
        window.draw()
        window.screenshot(args.out / f"{name}.png")


MOCKUP = {
    "A": Words("蔬菜水果", "Vegetables and fruit", "蔬菜水果"), "B": Words("鲜活水产", "Seafood", "鮮活水產"),
    "C": Words("肉禽蛋", "Meat and eggs", "肉禽蛋"), "D": Words("乳品冷藏", "Dairy", "乳品冷藏"),
    "E": Words("面包熟食", "Bakery and deli", "麵包熟食"), "F": Words("冷冻", "Frozen", "冷凍"),
    "1": Words("粮油", "Rice and oil", "糧油"), "3": Words("零食", "Snacks", "零食"),
    "5": Words("日化", "Household", "日化"), "7": Words("家电", "Appliances", "家電"),
}  # fmt: skip
"""The parts of the floor by their zone (two aisles each), as the design words them."""


def areas_of(plan: Plan) -> list[tuple[Words, list[str]]]:
    found: dict[str, list[str]] = {zone: [] for zone in MOCKUP}
    for fixture in plan.fixtures:
        zone = str(int(fixture.zone) - (int(fixture.zone) + 1) % 2) if fixture.zone.isdigit() else fixture.zone
        if zone in found:
            found[zone].append(fixture.fixture_id)
    return [(MOCKUP[zone], ids) for zone, ids in found.items()]


def views(plan: Plan, big: Rect) -> dict[str, MapView]:
    found = {}
    named = {d.code: Words(d.name, translator("en")(d.name), translator("zh_TW")(d.name)) for d in departments()}
    areas = areas_of(plan)
    for language in ("zh_CN", "en", "zh_TW"):
        here = here_of(language, (9.0, 3.0), 0)
        target = target_of(plan, "F12", "5 纯牛奶", (41.5, 33.9))
        stops = [target_of(plan, "F21", "2 酱油", (36.0, 26.0)), target_of(plan, "F02", "4 鲈鱼", (7.0, 33.9))]
        discs = [(1, (9.0, 7.0)), (2, (13.0, 11.5)), (3, (17.9, 23.0)), (4, (30.0, 32.5))]
        way = way_of([ROUTE], discs)
        picture = partial(map_of, plan, "L1", language, areas=areas, departments=named, here=here)
        route, plain, small = picture(targets=[target], way=way), picture(), picture(small=True)
        errand = picture(targets=[t for t in stops if t], way=way_of([ERRAND], [(1, (30.0, 10.6)), (3, (33.0, 31.0))]))
        found[f"{language}-route"] = MapView(big, route)
        found[f"{language}-plain"] = MapView(big, plain)
        found[f"{language}-small"] = MapView(SMALL, small, touchable=False)
        found[f"{language}-upper"] = MapView(big, map_of(plan, "L2", language, areas=areas, departments=named))
        for zoom in (1.5, 2.2, 3.2, 6):
            found[f"{language}-zoom{zoom}"] = MapView(big, route, MapLook(zoom, (30.0, 28.0)))
        found[f"{language}-errand"] = MapView(big, errand)
        found[f"{language}-senior"] = MapView(big, route, least=30)
    return found


if __name__ == "__main__":
    main()
