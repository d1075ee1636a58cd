"""The big map: a finger moves it, and a key does everything a finger can."""

from __future__ import annotations

from kiosk.flows.guide import states as s
from kiosk.screens import keys
from kiosk.screens.guide import maps
from kiosk.screens.guide.maps import first_level
from kiosk.screens.map.look import MapLook, MapMoved, MapZoomed, aside, nearer
from kiosk.screens.map.plan import map_of
from kiosk.screens.page import Page
from kiosk.theme.frame import Rect


def big(page: Page, state: s.MapBig) -> None:
    tr, shop = page.tr, state.visit.shop
    page.begin("map-big")
    page.say(tr("店内地图"), tr("手指能拖动、放大；旁边的按钮也行。"))
    if shop.plan is None:
        return
    if page.portrait:
        top = page.frame.touch_top
        title = Rect(32, top - 92, 1016, 80)
        page.middle(tr("店内地图"), title, page.type.h1, bold=True, leading=1.15, floor=44)
        picture = Rect(32, top, 1016, 1632 - top - 216 - 16)
        panel = Rect(32, picture.bottom + 16, 1016, 216)
    else:
        picture, panel = Rect(32, 124, 1480, 800), Rect(1536, 124, 352, 800)
    maps.view(page, picture, shop, walk=state.walk, where=state.where, label=tr("在这里"))
    look = page.glance.map
    level = look.level_id or first_level(shop, state.walk, state.where)
    ground = map_of(shop.plan, level, page.tr.language, departments=maps.departments(shop)).ground
    at = MapLook(look.zoom, look.centre, look.level_id)
    moves = {
        "zoom-in": ("plus", tr("放大"), _zoomed(nearer(ground, picture, at))),
        "zoom-out": ("minus", tr("缩小"), _zoomed(nearer(ground, picture, at, -1))),
        "up": ("arrow-up", "", _moved(aside(ground, picture, at, 0, 1))),
        "left": ("arrow-left", "", _moved(aside(ground, picture, at, -1, 0))),
        "right": ("arrow-right", "", _moved(aside(ground, picture, at, 1, 0))),
        "down": ("arrow-down", "", _moved(aside(ground, picture, at, 0, -1))),
    }
    places = _across(panel) if page.portrait else _upright(panel)
    for name, (icon, word, event) in moves.items():
        if word:
            _worded(page, places[name], word, event, f"map:{name}", icon)
        else:
            keys.square(page, places[name], icon, event, f"map:{name}")
    whole = MapMoved(MapLook()) if (look.zoom, look.centre, look.level_id) != (1.0, None, "") else None
    _worded(page, places["here"], tr("看全图"), whole, "map:whole", "crosshairs-gps")
    maps.levels(page, places["levels"], shop, level, across=page.portrait)


def _zoomed(look: MapLook | None) -> MapZoomed | None:
    return MapZoomed(look) if look is not None else None


def _moved(look: MapLook | None) -> MapMoved | None:
    return MapMoved(look) if look is not None else None


def _worded(page: Page, rect: Rect, word: str, event: object | None, name: str, icon: str) -> None:
    if event is None:
        keys.disabled(page, rect, word, icon=icon, size=page.type.label)
    else:
        keys.button(page, rect, word, event, name, icon=icon, size=page.type.label)


def _upright(panel: Rect) -> dict[str, Rect]:
    """A column: nearer, farther, four arrows, everything, levels."""
    y = panel.y
    found = {
        "zoom-in": Rect(panel.x, y, panel.w, 96),
        "zoom-out": Rect(panel.x, y + 112, panel.w, 96),
    }
    y += 232
    side = 96.0
    middle = panel.x + (panel.w - side) / 2
    found |= {
        "up": Rect(middle, y, side, side),
        "left": Rect(panel.x + 8, y + 56, side, side),
        "right": Rect(panel.right - 8 - side, y + 56, side, side),
        "down": Rect(middle, y + 112, side, side),
    }
    y += 232
    found["here"] = Rect(panel.x, y, panel.w, 96)
    y += 112
    found["levels"] = Rect(panel.x, y, panel.w, panel.bottom - y)
    return found


def _across(panel: Rect) -> dict[str, Rect]:
    """Two rows under the map."""
    upper, lower = panel._replace(h=100.0), panel._replace(y=panel.y + 116, h=100.0)
    inner = upper.split(0, 0, 100, 100, 100, 100)
    here, levels = lower.split(336, 0)
    return {
        "zoom-in": inner[0], "zoom-out": inner[1], "left": inner[2], "up": inner[3], "down": inner[4],
        "right": inner[5], "here": here, "levels": levels,
    }  # fmt: skip
