"""What a store has and where, what it has to tell everybody, and how all of that is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from backend.demo.offers import demo_notices
from domain.promotion import NoticeKind
from domain.wire import Pace
from domain.words import Words
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide import things as th
from kiosk.flows.guide.step import step
from kiosk.guide.hits import founds
from kiosk.guide.shop import shop_at, standing
from kiosk.screens.guide.house import nearest
from kiosk.screens.nodes import Scene
from kiosk.screens.page import Glance
from kiosk.screens.scenes import scene_of
from kiosk.search import Finder
from kiosk.search.kept import load, save
from kiosk.theme.frame import Frame
from tests.kiosk import guide_world as world
from tests.kiosk.screens import guide_samples as samples
from tests.kiosk.screens.checks import PANELS

SILVER = world.NOW.replace(day=15)


def drawn(state: s.State, panel: str = "landscape", pace: Pace = Pace.NORMAL, *, low: bool = False) -> Scene:
    frame = Frame(PANELS[panel], low)
    return scene_of(state, samples.situation("zh_CN", pace, low=low), samples.place(), frame, Glance())


def listed(tab: s.Tab, now: datetime = world.NOW) -> list[str]:
    """The names of all pages, in their order."""
    names: list[str] = []
    for page in range(9):
        scene = scene_of(
            s.Directory(world.visit(now), tab, page), replace(samples.situation(), now=now), samples.place(),
            Frame(PANELS["landscape"], False), Glance(),
        )  # fmt: skip
        keys = [key for key in scene.keys if key.name.startswith("place:")]
        found = [key.event.found.name.zh_CN for key in keys if isinstance(key.event, e.FoundChosen)]
        names += [name for name in found if name not in names]
    return names


def test_what_people_ask_for_most_comes_first_and_everything_is_there() -> None:
    facilities = listed(s.Tab.FACILITIES)
    assert facilities[:4] == ["卫生间", "无障碍卫生间", "母婴室", "出口"]
    assert {
        "电梯", "存包柜", "饮水处", "老花镜", "量血压", "轮椅、婴儿推车", "休息座椅", "收银台", "自助退货", "急救箱",
        "入口", "安全出口",
    } <= set(facilities)  # fmt: skip


def test_of_two_the_nearer_one_is_listed() -> None:
    toilets = [f for f in world.shop().facilities if f.name.zh_CN == "卫生间"]
    near, far = replace(toilets[1], metres=12), replace(toilets[0], metres=80)
    unmeasured = replace(toilets[0], metres=None)
    assert nearest([far, near]) == nearest([unmeasured, near]) == [near]


def test_who_is_away_comes_last_and_the_service_desk_first() -> None:
    evening = world.NOW.replace(hour=20, minute=45)
    services = listed(s.Tab.SERVICES, evening)
    assert services[0] == "服务台"
    assert set(services[1:3]) == {"会员中心", "现烤面包房"}
    assert len(services) == len(world.shop().services)


def test_a_way_out_is_walked_to_like_anything_else() -> None:
    state = s.Directory(world.visit(), s.Tab.FACILITIES)
    out = next(f for f in state.visit.shop.facilities if f.name.zh_CN == "出口")
    found = th.Found(th.Kind.AMENITY, out.key, out.name, where=out.where, amenity=out.kind)
    after, effects = step(state, e.FoundChosen(found))
    assert isinstance(after, s.Routing)
    assert any(isinstance(effect, e.FindRoute) for effect in effects)


@pytest.mark.parametrize(
    ("panel", "pace", "low"),
    [
        ("landscape", Pace.NORMAL, False), ("landscape", Pace.SENIOR, False), ("portrait", Pace.NORMAL, False),
        ("portrait", Pace.SENIOR, False), ("portrait", Pace.NORMAL, True), ("portrait", Pace.SENIOR, True),
    ],
)  # fmt: skip
def test_on_a_silver_service_day_every_screen_leads_to_what_it_offers(panel: str, pace: Pace, low: bool) -> None:
    services = drawn(s.Directory(world.silver_visit()), panel, pace, low=low)
    event = next(key.event for key in services.keys if key.name == "tab:notices")
    shown, _ = step(s.Directory(world.silver_visit()), event)
    scene = drawn(shown, panel, pace, low=low)
    words = "".join(scene.words)
    assert not scene.faults
    assert "银发服务日" in words
    assert "免费量血压" in words
    assert "扶梯保养" in words, "what else is to be told stands beside it"
    assert any("免费量血压" in said for said in scene.spoken)


def test_signage_tells_one_notice_after_the_other() -> None:
    shop = world.silver_visit().shop
    told = ["".join(drawn(s.Signage(shop, slide)).words) for slide in range(2)]
    assert ["银发服务日" in words for words in told] == [True, False]
    assert ["扶梯保养" in words for words in told] == [False, True]


def test_a_store_without_notices_has_no_key_for_them() -> None:
    bare = replace(world.visit(), shop=replace(world.shop(), notices=()))
    assert not [key for key in drawn(s.Directory(bare)).keys if key.name == "tab:notices"]
    assert "现在没有通知。" in drawn(s.Directory(bare, s.Tab.NOTICES)).words


def finder() -> Finder:
    fire = replace(
        demo_notices(SILVER)[0], notice_id="fire", kind=NoticeKind.EMERGENCY, title=Words("请马上离开"),
        starts_at=SILVER - timedelta(hours=1), ends_at=SILVER + timedelta(hours=1),
    )  # fmt: skip
    return Finder.build(world.products(), plan=world.plan(), notices=(*demo_notices(SILVER), fire))


@pytest.mark.parametrize("asked", ["银发服务日", "银发", "yinfa", "yffwr", "老人日", "銀髮服務日", "seniors"])
def test_a_notice_is_found_while_it_stands(asked: str) -> None:
    search = finder()
    stands = standing(world.assortment(), (), demo_notices(SILVER), world.ZONE, world.DEVICE)
    for now, there in ((SILVER, True), (SILVER - timedelta(days=2), False), (SILVER + timedelta(days=2), False)):
        hits = search.search(asked, limit=5, now=now)
        found = founds(hits, world.assortment(), shop_at(stands, now))
        silver = [row for row in found if row.kind is th.Kind.NOTICE and row.name.zh_CN == "银发服务日"]
        assert bool(silver) is there
        if there:
            after, _ = step(s.Searching(world.silver_visit(), samples.Typing.of(asked, 40)), e.FoundChosen(silver[0]))
            assert isinstance(after, s.Directory)
            assert after.tab is s.Tab.NOTICES


def test_an_index_read_from_a_file_knows_when_a_notice_stands(tmp_path: Path) -> None:
    assert save(finder(), "a store", tmp_path / "index.json")
    kept = load(tmp_path / "index.json", "a store")
    assert kept is not None
    for days, there in ((-2, False), (0, True), (2, False)):
        assert bool(kept.search("银发服务日", now=SILVER + timedelta(days=days))) is there


def test_an_emergency_is_on_every_screen_and_in_no_list() -> None:
    assert not [hit for hit in finder().search("请马上离开", now=SILVER) if hit.kind == "notice"]
