"""Every situation of the guide as a screen shows it, in the demo store."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.device_words import CameraStatus, Guidance, PrinterStatus
from domain.plan import AmenityKind
from domain.wire import Pace
from domain.words import Words
from kiosk.flows.guide import State
from kiosk.flows.guide import states as s
from kiosk.flows.guide import things as th
from kiosk.flows.guide.looking import stop_of
from kiosk.screens.page import Place
from kiosk.situation import Situation
from kiosk.typing import Candidate, Letter, Typing, offered, press_all
from tests.kiosk import guide_world as world


def place() -> Place:
    return Place(world.STORE)


def situation(
    language: str = "zh_CN", pace: Pace = Pace.NORMAL, *, low: bool = False, now: datetime = world.NOW
) -> Situation:
    return Situation(
        language=language, pace=pace, now=now, session_id="s1", low=low, speech=pace is Pace.SENIOR,
        role="guide", kiosk_role="guide", data_as_of=now,
    )  # fmt: skip


MILK, EGGS = "纯牛奶 250ml×24盒", "鲜鸡蛋 30枚"


def states() -> dict[str, State]:
    visit = world.visit()
    shop = visit.shop
    sold_out = world.sold_out()
    listed = replace(visit, stops=tuple(world.stop(name) for name in (MILK, EGGS, "红富士苹果")))
    nine = tuple(th.Stop(th.Kind.PRODUCT, f.key, f.name, f.where, f.picture) for f in world.many(9))
    several = replace(visit, stops=nine)
    milk, apple, eggs = world.card(MILK), world.card("红富士苹果"), world.card(EGGS)
    walk = world.milk_walk()
    shown = s.RouteShown(visit, walk)
    ended = world.shop(world.NOW.replace(hour=10, minute=30))
    eggs_offer = shop.offer("demo-eggs-morning")
    perch, wash = shop.offer("demo-perch-evening"), shop.offer("demo-wash-200-30")
    kettle, milk_offer = shop.offer("demo-kettle-save"), shop.offer("demo-milk-member")
    assert eggs_offer is not None
    assert perch is not None
    assert wash is not None
    assert kettle is not None
    assert milk_offer is not None
    typed = press_all(Typing.of("", 40), [Letter(c) for c in "niunai"])
    typed = offered(typed, "niunai", (Candidate("牛奶", 6), *(Candidate(char, 3) for char in "扭牛妞纽钮")))
    found = world.many(14)
    mixed = (
        world.together(th.Kind.DEPARTMENT, "dairy", Words("乳品", "Dairy", "乳品")),
        world.together(th.Kind.GROUP, "纯牛奶", Words("纯牛奶", "Pure milk", "純牛奶")),
        world.together(th.Kind.BRAND, "青原", Words("青原", "Qingyuan")),
        th.Found(th.Kind.SERVICE, "SERVICE", Words("服务台", "Service desk", "服務台")),
        th.Found(th.Kind.AMENITY, "WATER1", Words("饮水处", "Drinking water", "飲水處"), amenity=AmenityKind.WATER),
        th.Found(th.Kind.PROMOTION, "demo-milk-member", milk_offer.promotion.title),
    )
    area = shop.area("seasoning")
    assert area is not None
    groups = world.assortment().groups(area.departments)
    few = world.assortment().groups(["tobacco"])
    return {
        "home": s.Home(shop),
        "home-new": s.Home(),
        "home-visit": s.Home(visit=visit),
        "signage": s.Signage(shop, 1),
        "signage-spend": s.Signage(shop, 4),
        "signage-none": s.Signage(replace(shop, offers=()), 0),
        "home-no-camera": s.Home(replace(shop, can_scan=False)),
        "ways": s.Ways(visit),
        "ways-no-camera": s.Ways(replace(visit, shop=replace(shop, can_scan=False))),
        "search-empty": s.Searching(visit, Typing.of("", 40)),
        "search-no-camera": s.Searching(replace(visit, shop=replace(shop, can_scan=False)), Typing.of("", 40)),
        "search": s.Searching(visit, typed, s.Results("niunai", found)),
        "search-kinds": s.Searching(visit, Typing.of("奶", 40), s.Results("奶", (*mixed, *found))),
        "search-waits": s.Searching(visit, Typing.of("酱油", 40)),
        "search-nothing": s.Searching(visit, Typing.of("黑松露鹅肝酱", 40), s.Results("黑松露鹅肝酱", ())),
        "barcode": s.Barcode(visit),
        "barcode-flatten": s.Barcode(visit, guidance=Guidance.FLATTEN),
        "barcode-dark": s.Barcode(visit, camera=CameraStatus.TOO_DARK, other_ways=True, lit=True),
        "barcode-seen": s.Barcode(visit, "6901234567892"),
        "barcode-unknown": s.Barcode(visit, unknown="6901234567892", other_ways=True),
        "barcode-other": s.Barcode(visit, unknown="?"),
        "barcode-blind": s.Barcode(visit, camera=CameraStatus.ABSENT, other_ways=True),
        "areas": s.Areas(visit),
        "department": s.Department(visit, "seasoning", groups),
        "department-one": s.Department(visit, "noodle", world.assortment().groups(["noodle"])),
        "department-waits": s.Department(visit, "seasoning"),
        "department-group": s.Department(visit, "seasoning", groups, groups[0].name),
        "department-few": s.Department(visit, "tobacco", few[:1]),
        "listing": replace(world.listing("青原", Words("青原", "Qingyuan"), th.Kind.BRAND), page=1),
        "listing-kind": world.listing("酱油", Words("酱油", "Soy sauce", "醬油")),
        "card": s.Card(visit, milk),
        "card-listed": s.Card(listed, milk),
        "card-weighed": s.Card(visit, apple),
        "card-offer": s.Card(visit, eggs),
        "card-ended": s.Card(replace(visit, shop=ended), eggs, ended=eggs_offer),
        "card-sold-out": s.Card(visit, sold_out),
        "card-sold-out-offer": s.Card(visit, replace(eggs, stock=sold_out.stock, alternatives=sold_out.alternatives)),
        "card-nowhere": s.Card(visit, replace(milk, found=replace(milk.found, where=None), alternatives=found[:4])),
        "card-upstairs": s.Card(visit, world.upstairs()),
        "told": s.NotFoundTold(visit, MILK, world.found(MILK).name, "R3-1847-K"),
        "told-working": s.NotFoundTold(visit, MILK),
        "told-failed": s.NotFoundTold(visit, MILK, failed=True),
        "list": s.ListOfStops(listed),
        "list-full": s.ListOfStops(several),
        "list-empty": s.ListOfStops(visit),
        "routing": s.Routing(visit, (world.stop(MILK),)),
        "route": shown,
        "route-printed": replace(shown, printed=True),
        "route-step-free": replace(shown, walk=world.milk_walk(True)),
        "route-upstairs": s.RouteShown(visit, world.upstairs_walk()),
        "route-several": s.RouteShown(listed, world.long_walk()),
        "route-no-printer": s.RouteShown(replace(visit, shop=replace(shop, can_print=False)), walk),
        "route-toilet": s.RouteShown(visit, world.toilet_walk()),
        **{f"no-way-{why.value}": no_way(visit, why) for why in th.Why},
        "printing": s.Printing(visit, shown),
        "print-trouble": s.PrintTrouble(visit, shown, PrinterStatus.PAPER_EMPTY),
        "print-ready": s.PrintTrouble(visit, shown, PrinterStatus.READY, ready=True),
        "print-unknown": s.PrintTrouble(visit, shown, PrinterStatus.SILENT, unknown=True),
        "promotions": s.Promotions(visit),
        "promotions-near": s.Promotions(visit, near=True, page=1),
        "promotions-area": s.Promotions(visit, "dairy"),
        "promotions-none": s.Promotions(replace(visit, shop=replace(shop, offers=()))),
        "promotion": s.PromotionShown(visit, eggs_offer),
        "promotion-later": s.PromotionShown(visit, perch),
        "promotion-spend": s.PromotionShown(visit, wash),
        "promotion-area": s.PromotionShown(visit, kettle),
        "promotion-over": s.PromotionOver(replace(visit, shop=ended), eggs_offer),
        "directory": s.Directory(visit),
        "facilities": s.Directory(visit, s.Tab.FACILITIES),
        "notices": s.Directory(world.silver_visit(), s.Tab.NOTICES),
        "notices-over": s.Directory(replace(visit, shop=replace(shop, notices=())), s.Tab.NOTICES),
        "map": s.MapBig(visit),
        "map-walk": s.MapBig(visit, walk),
        "map-place": s.MapBig(visit, where=milk.found.where),
    }  # fmt: skip


def no_way(visit: s.Visit, why: th.Why) -> s.NoWay:
    """As it comes about: where the map or the place is what is missing, there is none."""
    milk, shop = world.stop(MILK), visit.shop
    match why:
        case th.Why.NO_PLACE:
            milk = replace(milk, where=None)
        case th.Why.NO_PLAN:
            shop, milk = replace(shop, plan=None, here=None), replace(milk, where=None)
        case th.Why.NOT_HERE:
            shop = replace(shop, here=None)
        case th.Why.STEPS:
            milk = stop_of(world.upstairs().found)
    return s.NoWay(replace(visit, shop=shop), why, (milk,), milk.name, why is th.Why.STEPS)


def behind(situation: Situation) -> Situation:
    """The same behind a returns kiosk's home screen."""
    return replace(situation, kiosk_role="returns")
