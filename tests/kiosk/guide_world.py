"""The demo store as the guide knows it, for stories about its flow, its desk and its screens."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from backend.demo import assets, catalogue
from backend.demo.offers import demo_notices, demo_promotions
from backend.demo.placing import demo_placements
from backend.demo.plan import demo_plan
from backend.demo.stocking import demo_stocks
from backend.demo.store import SEED, STORES
from domain.plan import Plan
from domain.promotion import Notice, NoticeKind, Promotion
from domain.reference import Product
from domain.words import Words
from kiosk.flows.guide import Visit
from kiosk.flows.guide import things as th
from kiosk.flows.guide.looking import kind_stop, stop_of
from kiosk.flows.guide.states import Listing
from kiosk.guide.assortment import Assortment
from kiosk.guide.shop import Standing, shop_at, standing

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 10, 18, tzinfo=ZONE)
STORE = STORES[0]
DEVICE = "入口导览屏"


@lru_cache
def products() -> tuple[Product, ...]:
    return catalogue.products(SEED, assets.shelves(), assets.naming(), assets.shares())


@lru_cache
def plan() -> Plan:
    return demo_plan()


@lru_cache
def assortment() -> Assortment:
    placements = demo_placements(products(), plan(), NOW.date())
    return Assortment.of(products(), assets.departments(), plan(), placements, demo_stocks(products(), NOW))


@lru_cache
def promotions() -> tuple[Promotion, ...]:
    return demo_promotions(products(), NOW)


@lru_cache
def stands() -> Standing:
    return standing(assortment(), promotions(), demo_notices(NOW), ZONE, DEVICE)


def shop(now: datetime = NOW, **more: object) -> th.Shop:
    return shop_at(stands(), now, metres=_paces, waiting=3, data_as_of=NOW, **more)  # type: ignore[arg-type]


def visit(now: datetime = NOW) -> Visit:
    return Visit("s1", STORE, shop(now))


def silver_visit() -> Visit:
    """On a silver service day, when something else is to be told as well."""
    day = NOW.replace(day=15)
    stood = standing(assortment(), promotions(), demo_notices(day), ZONE, DEVICE)
    return Visit("s1", STORE, shop_at(stood, day, metres=_paces, waiting=3, data_as_of=day))


def product_id(name: str) -> str:
    return next(p.product_id for p in products() if p.name == name)


def card(name: str) -> th.Goods:
    goods = assortment().card(product_id(name))
    assert goods is not None
    return goods


def found(name: str) -> th.Found:
    return card(name).found


def stop(name: str) -> th.Stop:
    row = found(name)
    return stop_of(row)


def together(kind: th.Kind, key: str, name: Words) -> th.Found:
    """A brand, a kind of goods or a department as a search finds it."""
    return th.Found(kind, key, name, count=assortment().count(kind, key), spots=assortment().spots(kind, key))


def listing(key: str, name: Words, kind: th.Kind = th.Kind.GROUP) -> Listing:
    """All of a brand or a kind of goods, with what is walked to."""
    goods = assortment().listing(kind, key)
    return Listing(visit(), name, goods, stop=kind_stop(key, name, goods) if kind is th.Kind.GROUP else None)


def toilet_walk() -> th.Walk:
    """Round the corner, to something on no shelf."""
    toilets = next(f for f in shop().facilities if f.key == "WC1-T")
    points = ((9.0, 3.0), (3.7, 8.0))
    said = Words("向左前方，走 7 米", "Half left, 7 m", "向左前方，走 7 公尺")
    here = Words("到了，在您左前方", "Here, half left", "到了，在您左前方")
    turns = (
        th.Turn("arrow-top-left", said, th.At("L1", points[0])),
        th.Turn("map-marker", here, th.At("L1", points[1]), True),
    )
    goal = th.Stop(th.Kind.AMENITY, toilets.key, toilets.name, toilets.where)
    return th.Walk((goal,), (th.Leg("L1", points),), 7, 8, turns, False, LINK, (th.At("L1", points[1]),))


def milk_walk(step_free: bool = False) -> th.Walk:
    """The way of the design: from the entrance to the dairy cooler, sixty metres."""
    points = ((9.0, 3.0), (9.0, 11.0), (18.0, 11.0), (18.0, 32.0), (41.0, 32.0), (41.0, 34.0))
    said = (
        ("arrow-up", "直走 8 米，到蔬菜水果", "Straight on 8 m, to fruit and vegetables", "直走 8 公尺，到蔬菜水果"),
        ("arrow-right-top", "右转，走 9 米到主通道", "Turn right, 9 m to the main aisle", "右轉，走 9 公尺到主通道"),
        ("arrow-left-top", "左转，走 21 米到鲜活水产", "Turn left, 21 m to the seafood", "左轉，走 21 公尺到鮮活水產"),
        ("arrow-right-top", "右转，走 23 米，过肉禽蛋", "Turn right, 23 m past the meat", "右轉，走 23 公尺，過肉禽蛋"),
        ("map-marker", "到了，在您左手边，12 号柜", "Here, on your left, cooler 12", "到了，在您左手邊，12 號櫃"),
    )
    turns = tuple(
        th.Turn(icon, Words(*texts), th.At("L1", point), arrives=i == len(said) - 1)
        for i, ((icon, *texts), point) in enumerate(zip(said, points, strict=False))
    )
    goal = stop("纯牛奶 250ml×24盒")
    return th.Walk((goal,), (th.Leg("L1", points),), 63, 74, turns, step_free, LINK, (th.At("L1", points[-1]),))


def upstairs() -> th.Goods:
    """Something on the other level."""
    return next(
        goods for p in products() if (goods := assortment().card(p.product_id)) and goods.found.where
        and goods.found.where.level_id == "L2"
    )  # fmt: skip


def sold_out() -> th.Goods:
    """Something of which there is none, with others of its kind."""
    return max(
        (goods for p in products() if (goods := assortment().card(p.product_id)) and goods.sold_out),
        key=lambda goods: len(goods.alternatives),
    )


def many(count: int) -> tuple[th.Found, ...]:
    """Milk of all kinds, then more."""
    rows = (assortment().found(p.product_id) for p in products() if "奶" in p.name)
    return tuple(row for row in rows if row is not None)[:count]


def upstairs_walk() -> th.Walk:
    """By lift to the upper floor."""
    goods = upstairs()
    goal = stop_of(goods.found)
    below, above = ((9.0, 3.0), (12.0, 9.0), (20.2, 9.0), (20.2, 4.6)), ((20.2, 4.6), (20.2, 10.0), (6.0, 11.0))
    texts = (
        ("arrow-up", Words("直走 6 米", "Straight on 6 m", "直走 6 公尺"), "L1", below[0]),
        ("arrow-right-top", Words("右转，走 8 米到电梯", "Right, 8 m to lift", "右轉，8 公尺到電梯"), "L1", below[1]),
        ("elevator-passenger-outline", Words("坐电梯到二层", "Take the lift up", "搭電梯到二樓"), "L1", below[3]),
        ("arrow-left-top", Words("左转，走 14 米", "Turn left, 14 m", "左轉，走 14 公尺"), "L2", above[1]),
        ("map-marker", Words("到了，在您右手边", "Here, on your right", "到了，在您右手邊"), "L2", above[2]),
    )
    turns = tuple(th.Turn(icon, words, th.At(level, at), icon == "map-marker") for icon, words, level, at in texts)
    legs = (th.Leg("L1", below), th.Leg("L2", above))
    return th.Walk((goal,), legs, 58, 95, turns, True, LINK, (th.At("L2", above[2]),))


def long_walk() -> th.Walk:
    """Three things, with more turns than fit on a screen."""
    one = milk_walk()
    stops = tuple(stop(name) for name in ("红富士苹果", "鲜鸡蛋 30枚", "纯牛奶 250ml×24盒"))
    first, second, third, fourth, last = one.turns
    apples = Words("红富士苹果，在您右手边", "Fuji apples, on your right", "紅富士蘋果，在您右手邊")
    arrive = th.Turn("map-marker", apples, th.At("L1", (15.5, 17.0)), True)
    turns = (first, second, arrive, third, th.Turn("map-marker", last.text, th.At("L1", (30.0, 33.8)), True), fourth,
             last)  # fmt: skip
    ends = (th.At("L1", (15.5, 17.0)), th.At("L1", (30.0, 33.8)), th.At("L1", (41.0, 34.0)))
    return th.Walk(stops, one.legs, 96, 130, turns, False, LINK, ends)


LINK = "https://desk.example/w/9907?p=" + "AaBbCcDdEeFf0123456789_-" * 4


def emergency(now: datetime = NOW) -> Notice:
    return Notice(
        "n1", NoticeKind.EMERGENCY,
        Words("请从最近的出口离开", "Please leave by the nearest exit", "請從最近的出口離開"),
        Words("一层正在检查烟雾报警。请不要乘电梯，听店员指挥。",
              "A smoke alarm on the ground floor is being checked. Do not use the lifts; follow the staff.",
              "一樓正在檢查煙霧警報。請不要搭電梯，聽店員指揮。"),
        now - timedelta(minutes=1), now + timedelta(minutes=30),
    )  # fmt: skip


def _paces(key: str) -> int | None:
    return 8 + sum(map(ord, key)) % 60 if key else None
