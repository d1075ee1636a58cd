"""The way on a phone: drawn on the store's plan whatever became of it since, and nothing but a way is taken for one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from backend.demo.plan import demo_plan
from backend.services import guide_data, reference
from domain.goods import Placement
from domain.plan import FixtureKind, Level, Plan, Unit, UnitKind
from domain.plan.walk import Target, TargetKind, Walk, WalkLeg, encode
from domain.reference import Department, Product
from domain.wire import Pace
from domain.words import Words
from kiosk.routing import Route, Router, Spot, spot_of, walk_of
from tests.backend.console.browsing import PHONE, Person, chromium
from tests.backend.console.shop import NOON, Shop
from tests.support.guide import LEVEL, a_placement, a_plan, a_shelf
from tests.support.serving import Serving

LARGEST = 30_000
UPSTAIRS = Level("L2", 1, Words("二层", "First floor", "二樓"), "2F", LEVEL.outline)
LIFT = ((20.0, 2.0), (22.0, 2.0), (22.0, 4.0), (20.0, 4.0))


def plan(version: str = "plan-1") -> Plan:
    desk = replace(
        a_shelf(1, 24), kind=FixtureKind.DESK, name=Words("服务台", "Service desk", "服務台"), number="", faces=()
    )
    return replace(
        a_plan(version, a_shelf(11, 8), a_shelf(12, 14), desk),
        levels=(LEVEL, UPSTAIRS),
        units=(
            Unit("LIFT1", "L1", UnitKind.ELEVATOR, Words("电梯", "Lift", "電梯"), LIFT, ("LIFT2",)),
            Unit("LIFT2", "L2", UnitKind.ELEVATOR, Words("电梯", "Lift", "電梯"), LIFT, ("LIFT1",)),
        ),
    )


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    s = shop.sessions
    reference.put_departments(s, "9907", [Department("dairy", "乳品", "dairy")], NOON)
    reference.put_products(
        s, "9907", [Product("P1", "6901234567892", "纯牛奶 24盒", "dairy", "箱", 6_990, name_en="Milk, 24")], NOON
    )
    guide_data.put_plan(s, "9907", plan(), NOON)
    guide_data.put_placements(s, "9907", [a_placement()], NOON)
    return shop


def a_walk(**changed: object) -> Walk:
    plain: dict[str, object] = {
        "store_id": "9907", "plan_version": "plan-1", "targets": (Target(TargetKind.PRODUCT, "P1"),),
        "legs": (WalkLeg("L1", ((290, 100), (200, 100), (200, 170), (130, 170), (130, 120)), reaches=True),),
    }  # fmt: skip
    return Walk(**(plain | changed))  # type: ignore[arg-type]


def upstairs(**changed: object) -> Walk:
    legs = (
        WalkLeg("L1", ((290, 100), (210, 50)), ride=UnitKind.ELEVATOR),
        WalkLeg("L2", ((210, 50), (100, 50), (100, 150)), reaches=True),
    )
    return a_walk(legs=legs, targets=(Target(TargetKind.PLACE, "x"),), **changed)


def get(phone: TestClient, walk: Walk, lang: str = "") -> str:
    answer = phone.get(f"/w/{walk.store_id}", params={"p": encode(walk)} | ({"lang": lang} if lang else {}))
    assert answer.status_code == 200
    assert len(answer.content) < LARGEST
    return answer.text


def words(page: str) -> str:
    body = re.sub(r"<style.*?</style>", " ", page, flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def pictures(page: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(text) for text in re.findall(r'<svg class="map".*?</svg>', page, flags=re.S)]


def test_the_way_is_told_and_drawn(stocked: Shop, phone: TestClient) -> None:
    page = get(phone, a_walk())
    said = words(page)
    for text in (
        "纯牛奶 24盒", "D 区 12 号架 A 面，第 3 节，第 2 层", "28 米", "走路约 1 分钟", "1 直走 9 米",
        "2 右转，走 7 米", "3 左转，走 7 米", "4 左转，走 5 米", "5 到了", "打给服务台 028-5550-0147",
    ):  # fmt: skip
        assert text in said, text
    (picture,) = pictures(page)
    texts = [text.text for text in picture.iter("text")]
    assert {"1", "2", "3", "4", "5", "12", "从这里走"} <= set(texts)
    assert picture.get("aria-label") == "一层的图，路线在下面一步步写着"


def test_between_levels_each_has_its_drawing(stocked: Shop, phone: TestClient) -> None:
    page = get(phone, upstairs(step_free=True))
    said = words(page)
    for text in ("这样走过去", "一层", "2 坐电梯到二层", "3 直走 11 米", "4 右转，走 10 米", "5 到了", "，不用走台阶"):
        assert text in said, text
    assert len(pictures(page)) == 2


def test_the_minutes_are_those_of_the_shoppers_own_pace(stocked: Shop, phone: TestClient) -> None:
    hall = (WalkLeg("L1", ((0, 0), (800, 0)), reaches=True),)
    assert "80 米 走路约 2 分钟" in words(get(phone, a_walk(legs=hall)))
    assert "80 米 走路约 2 分钟" in words(get(phone, a_walk(legs=hall, pace=Pace.SENIOR)))
    longer = (WalkLeg("L1", ((0, 0), (1000, 0)), reaches=True),)
    assert "100 米 走路约 2 分钟" in words(get(phone, a_walk(legs=longer)))
    assert "100 米 走路约 3 分钟" in words(get(phone, a_walk(legs=longer, pace=Pace.SENIOR)))


def test_several_things_are_one_walk(stocked: Shop, phone: TestClient) -> None:
    kinds = ((TargetKind.PRODUCT, "P1"), (TargetKind.AMENITY, "A1"), (TargetKind.DEPARTMENT, "dairy"))
    targets = tuple(Target(kind, key) for kind, key in kinds)
    legs = tuple(WalkLeg("L1", ((x, 100), (x - 40, 100)), reaches=True) for x in (280, 200, 120))
    said = words(get(phone, a_walk(targets=targets, legs=legs)))
    for text in ("3 样东西，一趟走完", "纯牛奶 24盒到了，D 区 12 号架", "洗手间到了", "乳品到了"):
        assert text in said, text


@pytest.mark.parametrize(
    ("lang", "texts"),
    [
        ("en", ("Milk, 24", "28 m", "Turn right, go 7 m", "Call the desk", "Start here")),
        ("zh_TW", ("28 公尺", "右轉，走 7 公尺")),
        ("zh_CN", ("右转，走 7 米",)),
    ],
)
def test_in_the_language_of_the_kiosk_or_as_asked(
    stocked: Shop, phone: TestClient, lang: str, texts: tuple[str, ...]
) -> None:
    for page in (get(phone, a_walk(language=lang)), get(phone, a_walk(), lang)):
        for text in texts:
            assert text in words(page), text
    links = re.findall(r'<a href="(\?[^"]+)" hreflang', get(phone, a_walk()))
    assert len(links) == 3
    followed = phone.get("/w/9907" + html.unescape(links[1]))
    assert "Turn right, go 7 m" in words(followed.text)


def test_a_plan_that_changed_since_is_said_and_the_old_one_drawn(stocked: Shop, phone: TestClient) -> None:
    guide_data.put_plan(stocked.sessions, "9907", replace(plan("plan-2"), fixtures=(a_shelf(12, 20),)), NOON)
    old = get(phone, a_walk())
    assert "货架可能挪了地方" not in words(old)
    assert "11" in {text.text for text in pictures(old)[0].iter("text")}
    unknown = get(phone, a_walk(plan_version="plan-0"))
    assert "店里的图后来改过，货架可能挪了地方。" in words(unknown)
    assert pictures(unknown)


def test_a_level_or_a_thing_nobody_knows_any_more(stocked: Shop, phone: TestClient) -> None:
    legs = (WalkLeg("CELLAR", ((0, 0), (500, 0)), reaches=True),)
    page = get(phone, a_walk(legs=legs, targets=(Target(TargetKind.PRODUCT, "gone"),)))
    assert "货架可能挪了地方" in words(page)
    assert "直走 50 米" in words(page)
    assert pictures(page)


def test_a_store_without_a_plan_still_tells_the_steps(shop: Shop, phone: TestClient) -> None:
    page = get(phone, a_walk())
    assert "这家店的图现在没有，照下面的步子走。" in words(page)
    assert "右转，走 7 米" in words(page)


@pytest.mark.parametrize("store_id", ["9999", "9907/../9908", "<script>", "%00", "9907%0A", "", "é" * 500])
def test_another_store_gets_one_same_page(stocked: Shop, phone: TestClient, store_id: str) -> None:
    answer = phone.get(f"/w/{store_id}", params={"p": encode(a_walk())})
    assert answer.status_code == 404
    assert "这个链接看不到路线" in words(answer.text)
    assert "script" not in answer.text


@pytest.mark.parametrize(
    "p", [None, "", "x", "<script>alert(1)</script>", "A" * 1_501, "A" * 60_000, "../../etc/passwd", "\x00", "%s{0}"]
)
def test_what_is_no_way_answers_400_and_echoes_nothing(stocked: Shop, phone: TestClient, p: str | None) -> None:
    answer = phone.get("/w/9907", params={} if p is None else {"p": p})
    assert answer.status_code == 400
    assert "这个链接看不到路线" in words(answer.text)
    assert "script" not in answer.text
    assert len(answer.content) < LARGEST


def test_a_way_changed_by_one_character_is_none(stocked: Shop, phone: TestClient) -> None:
    text = encode(a_walk())
    for at in range(0, len(text), 7):
        wrong = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
        assert phone.get("/w/9907", params={"p": wrong}).status_code == 400


def test_what_the_store_wrote_stays_text(shop: Shop, phone: TestClient) -> None:
    nasty = '"><script>alert(1)</script>&lt;{{7*7}}'
    words_of = Words(nasty, nasty, nasty)
    s = shop.sessions
    reference.put_departments(s, "9907", [Department("dairy", nasty, "dairy")], NOON)
    reference.put_products(s, "9907", [Product("P1", "1", nasty, "dairy", "箱", 1)], NOON)
    bad = replace(
        plan(), levels=(replace(LEVEL, name=words_of), UPSTAIRS),
        fixtures=tuple(replace(f, name=words_of, number='"><') for f in plan().fixtures),
    )  # fmt: skip
    guide_data.put_plan(s, "9907", bad, NOON)
    guide_data.put_placements(s, "9907", [a_placement()], NOON)
    page = get(phone, a_walk())
    assert "<script" not in page
    assert "49" not in words(page)
    assert pictures(page)


def test_the_policy_lets_no_script_in(stocked: Shop, phone: TestClient) -> None:
    for params in ({"p": encode(a_walk())}, {}):
        answer = phone.get("/w/9907", params=params)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "script" not in policy
        assert "style=" not in answer.text
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"


POINTS = st.lists(st.tuples(st.integers(-2_000, 3_000), st.integers(-2_000, 3_000)), min_size=1, max_size=12).map(tuple)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from(["L1", "L2", "L9"]), POINTS), min_size=1, max_size=5),
    st.sampled_from(["zh_CN", "en", "zh_TW"]),
)
def test_whatever_the_way_the_drawing_is_whole(
    stocked: Shop, phone: TestClient, legs: list[tuple[str, tuple[tuple[int, int], ...]]], lang: str
) -> None:
    walk = a_walk(
        legs=tuple(
            WalkLeg(level, points, n == len(legs) - 1, None if n == len(legs) - 1 else UnitKind.STAIRS)
            for n, (level, points) in enumerate(legs)
        ),
        language=lang,
    )
    page = get(phone, walk)
    drawn = pictures(page)
    assert len(drawn) == len({level for level, _ in legs})
    for picture in drawn:
        left, top, wide, high = map(float, str(picture.get("viewBox")).split())
        assert (left, top) == (0, 0)
        assert wide > 0
        assert 0 < high <= wide * 1.26
        for circle in picture.iter("circle"):
            assert float(str(circle.get("r"))) > 0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def to_the_milk(shop: Shop, product: Placement, **more: object) -> Walk:
    """From the entrance of the demo store, by the kiosk's own ways."""
    floor = demo_plan()
    start = next(a for a in floor.amenities if a.amenity_id == "GUIDE1")
    route = Router(floor).route(Spot(start.level_id, start.at), [spot_of(floor, product)])
    assert isinstance(route, Route)
    guide_data.put_plan(shop.sessions, "9907", floor, NOON)
    guide_data.put_placements(shop.sessions, "9907", [product], NOON, whole=False)
    return walk_of(route, floor, "9907", [Target(TargetKind.PRODUCT, "P1")], **more)  # type: ignore[arg-type]


@pytest.mark.browser
@pytest.mark.timeout(120)
@pytest.mark.parametrize("width", [320, PHONE[0], 800])
def test_on_a_phone(browser: Browser, stocked: Shop, app: FastAPI, width: int) -> None:
    near = to_the_milk(stocked, Placement("P1-1", "P1", "F12", "F12-A", 1, 2))
    upstairs = to_the_milk(stocked, Placement("P1-2", "P1", "F44", "F44-A", 1, 2), language="en")
    with Serving(app) as serving:
        context = browser.new_context(
            viewport={"width": width, "height": PHONE[1]}, java_script_enabled=False, locale="zh-CN"
        )
        person = Person(context.new_page(), serving.url)
        person.watch()
        for name, walk in (("near", near), ("upstairs", upstairs)):
            person.go(f"/w/9907?p={encode(walk)}")
            boxes = [svg.bounding_box() for svg in person.page.query_selector_all("svg.map")]
            assert boxes
            assert all(box is not None and box["width"] > 250 and box["height"] > 100 for box in boxes)
            if width == PHONE[0]:
                person.shoot(f"walk-{name}")
        person.go("/w/9907?p=nothing")
        assert "看不到路线" in person.page.inner_text("h1")
        person.faults[:] = [fault for fault in person.faults if "400" not in fault]
        assert person.faults == []
        context.close()
