"""The map on the guide's screens: the level, where the shopper stands, the way, what is walked to."""

from __future__ import annotations

from collections.abc import Sequence

from domain.plan import Point
from domain.words import Words
from kiosk.flows.guide.things import Shop, Walk, Where
from kiosk.i18n import translator
from kiosk.screens import keys
from kiosk.screens.guide import words
from kiosk.screens.guide.frames import toggle
from kiosk.screens.map.look import EDGE_PX, LevelChosen, MapLook
from kiosk.screens.map.picture import Here, MapPicture, Target, Way
from kiosk.screens.map.plan import here_of, map_of, target_of, way_of
from kiosk.screens.nodes import MapView
from kiosk.screens.page import Page
from kiosk.theme.frame import Rect


def departments(shop: Shop, *, few: bool = False) -> dict[str, Words]:
    """Names by code, as the shelves of the map are called. `few`: one name for all of an area."""
    english, traditional = translator("en"), translator("zh_TW")
    return {
        code: Words(name, english(name), traditional(name))
        for area in shop.areas
        for code, name in zip(area.departments, (area.names[:1] * len(area.names)) if few else area.names, strict=True)
    }


def view(
    page: Page, rect: Rect, shop: Shop, *, walk: Walk | None = None, where: Where | None = None,
    shelves: Sequence[str] = (), label: str = "", small: bool = False, touchable: bool = True,
) -> bool:  # fmt: skip
    """The map in a rectangle; False (and nothing drawn) while the store has no plan.

    The level is the one the shopper turned to, else where the way begins, else where the thing stands: at `where`, or
    on `shelves` (fixtures' ids, of which the first bears the label).
    """
    if shop.plan is None:
        return False
    if where is not None:
        shelves = (where.fixture_id,)
    fixture = shop.plan.fixture(shelves[0]) if shelves else None
    if where is None and fixture is not None:
        where = Where(fixture.level_id, fixture_id=fixture.fixture_id)
    level = (page.glance.map.level_id if touchable else "") or first_level(shop, walk, where)
    picture = _picture(page, shop, level, walk, shelves, label, small)
    look = page.glance.map if touchable else MapLook()
    if not touchable:
        rect = fitting(rect, picture)
    page.add(MapView(rect, picture, look, touchable=touchable, moving=not page.senior, least=page.type.least))
    return True


def fitting(rect: Rect, picture: MapPicture) -> Rect:
    """The middle of a rectangle in the level's own shape, so that no ground shows beside the walls."""
    wide, high = picture.ground.size
    scale = min((rect.w - 2 * EDGE_PX) / max(wide, 1.0), (rect.h - 2 * EDGE_PX) / max(high, 1.0))
    w, h = wide * scale + 2 * EDGE_PX, high * scale + 2 * EDGE_PX
    return Rect(rect.x + (rect.w - w) / 2, rect.y + (rect.h - h) / 2, w, h)


def first_level(shop: Shop, walk: Walk | None = None, where: Where | None = None) -> str:
    if walk is not None and walk.legs:
        return walk.legs[0].level_id
    if where is not None and where.level_id:
        return where.level_id
    if shop.here is not None:
        return shop.here.level_id
    levels = shop.plan.levels if shop.plan is not None else ()
    return min(levels, key=lambda one: abs(one.ordinal)).level_id if levels else ""


def _picture(
    page: Page, shop: Shop, level: str, walk: Walk | None, shelves: Sequence[str], label: str, small: bool
) -> MapPicture:
    assert shop.plan is not None
    language = page.tr.language
    here: Here | None = None
    if shop.here is not None and shop.here.level_id == level:
        here = here_of(language, shop.here.point, shop.heading)
    return map_of(
        shop.plan, level, language, departments=departments(shop, few=small), here=here,
        targets=_targets(page, shop, level, walk, shelves, label), way=_way(level, walk), small=small,
    )  # fmt: skip


def _targets(
    page: Page, shop: Shop, level: str, walk: Walk | None, shelves: Sequence[str], label: str
) -> tuple[Target, ...]:
    assert shop.plan is not None
    found: list[Target | None] = []
    if walk is not None:
        arrivals = [i for i, turn in enumerate(walk.turns, start=1) if turn.arrives]
        for i, (stop, end) in enumerate(zip(walk.stops, walk.ends, strict=False)):
            if end.level_id == level:
                number = arrivals[i] if i < len(arrivals) else 0
                what = words.short_name(page.tr, stop.name)
                text = f"{number} {what}" if number else what
                shelf = target_of(shop.plan, stop.where.fixture_id, text, end.point) if stop.where is not None else None
                found.append(shelf or Target("", (), "", text, end.point))
    else:
        fixtures = [fixture for fixture_id in shelves if (fixture := shop.plan.fixture(fixture_id)) is not None]
        here = [fixture for fixture in fixtures if fixture.level_id == level and fixture.shape]
        for i, fixture in enumerate(here):
            text = label if i == 0 else ""
            found.append(target_of(shop.plan, fixture.fixture_id, text, middle(fixture.shape)))
    return tuple(target for target in found if target is not None)


def _way(level: str, walk: Walk | None) -> Way | None:
    if walk is None:
        return None
    lines = [leg.points for leg in walk.legs if leg.level_id == level and len(leg.points) > 1]
    if not lines:
        return None
    last = walk.legs[-1].level_id if walk.legs else ""
    discs = [(i, turn.at.point) for i, turn in enumerate(walk.turns, start=1) if turn.at.level_id == level]
    stops = [i for i, turn in enumerate(walk.turns, start=1) if turn.arrives]
    if stops and last == level:
        discs = discs[:-1]
    return way_of(lines, discs, stops=stops, ends_here=last == level)


def middle(ring: Sequence[Point]) -> Point:
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def levels(page: Page, rect: Rect, shop: Shop, shown: str, *, across: bool = True) -> None:
    """A key for every level, where there are several."""
    if shop.plan is None or len(shop.plan.levels) < 2:
        return
    ordered = sorted(shop.plan.levels, key=lambda level: level.ordinal)
    places = rect.split(*[0] * len(ordered)) if across else _stacked(rect, len(ordered))
    for place, level in zip(places, ordered, strict=True):
        word = level.name.in_(page.tr.language)
        if place.w < 200 and level.short_name:
            word = page.tr("{n} 楼", n=level.short_name)
        toggle(page, place, word, LevelChosen(level.level_id), f"level:{level.level_id}", on=level.level_id == shown,
               icon="layers-outline")  # fmt: skip


def _stacked(rect: Rect, count: int) -> tuple[Rect, ...]:
    high = (rect.h - 16 * (count - 1)) / count
    return tuple(Rect(rect.x, rect.y + i * (high + 16), rect.w, high) for i in range(count))


def big_key(page: Page, rect: Rect, event: object) -> None:
    keys.button(page, rect, page.tr("看大地图"), event, "map", icon="map-legend", size=page.type.label)
