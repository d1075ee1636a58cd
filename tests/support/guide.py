"""A small store for the guide: a plan of two shelves and a till, goods, offers; and what kiosks say of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.goods import Placement, Stock, Synonym
from domain.plan import Amenity, AmenityKind, Face, Fixture, FixtureKind, Level, Opening, OpeningKind, Plan
from domain.plan.imdf import to_imdf
from domain.plan.projection import Projection
from domain.plan.writing import Address
from domain.promotion import Notice, NoticeKind, Promotion, PromotionKind, Validity
from domain.rating import Tag
from domain.wire import GuideUsed, InquiryMade, Pace, RatingGiven, UnansweredWord, new_tracking_token
from domain.words import Words
from tests.support.service import NOW

LEVEL = Level("L1", 0, Words("一层", "Ground floor", "一層"), "1F", ((0, 0), (30, 0), (30, 20), (0, 20)))


def a_shelf(number: int, x: float, **changed: Any) -> Fixture:
    shape = ((x, 5.0), (x + 1, 5.0), (x + 1, 15.0), (x, 15.0))
    faces = (
        Face(f"S{number}-A", (x, 15.0), (x, 5.0), 4, "A"),
        Face(f"S{number}-B", (x + 1, 5.0), (x + 1, 15.0), 4, "B"),
    )
    plain: dict[str, Any] = {
        "fixture_id": f"S{number}", "level_id": "L1", "kind": FixtureKind.SHELF, "name": Words(f"{number} 号货架"),
        "shape": shape, "number": str(number), "zone": "D", "department": "grocery", "faces": faces,
    }  # fmt: skip
    return Fixture(**(plain | changed))


def a_plan(version: str = "plan-1", *fixtures: Fixture) -> Plan:
    return Plan(
        version,
        Words("青石桥店", "Qingshiqiao", "青石橋店"),
        (LEVEL,),
        fixtures=fixtures or (a_shelf(11, 8), a_shelf(12, 14)),
        openings=(Opening("E1", "L1", OpeningKind.BOTH, Words("东门", "East door", "東門"), (30, 8), (30, 12)),),
        amenities=(Amenity("A1", "L1", AmenityKind.TOILET, Words("洗手间", "Toilets", "洗手間"), (2, 18)),),
    )


def a_placement(product_id: str = "P1", fixture_id: str = "S12", **changed: Any) -> Placement:
    plain: dict[str, Any] = {
        "placement_id": f"{product_id}-1", "product_id": product_id, "fixture_id": fixture_id,
        "face_id": f"{fixture_id}-A", "bay": 3, "shelf": 2, "checked_on": NOW.date(),
    }  # fmt: skip
    return Placement(**(plain | changed))


def a_stock(product_id: str = "P1", quantity: int = 12, **changed: Any) -> Stock:
    return Stock(**({"product_id": product_id, "quantity": quantity, "as_of": NOW} | changed))


def a_promotion(promotion_id: str = "offer-1", **changed: Any) -> Promotion:
    plain: dict[str, Any] = {
        "promotion_id": promotion_id, "kind": PromotionKind.DISCOUNT, "title": Words("今日特价"),
        "validity": Validity(NOW - timedelta(hours=1), NOW + timedelta(days=1)), "product_ids": ("P1",),
        "price_fen": 800,
    }  # fmt: skip
    return Promotion(**(plain | changed))


def a_notice(notice_id: str = "notice-1", kind: NoticeKind = NoticeKind.EMERGENCY, **changed: Any) -> Notice:
    plain: dict[str, Any] = {
        "notice_id": notice_id, "kind": kind, "title": Words("请从最近的出口离开", "Leave by the nearest exit"),
        "text": Words("不要乘电梯。"), "starts_at": NOW, "ends_at": NOW + timedelta(hours=1),
    }  # fmt: skip
    return Notice(**(plain | changed))


def a_word(word: str = "红烧肉", *means: str) -> Synonym:
    return Synonym(word, means or ("酱油", "冰糖", "五花肉"))


def a_rating(stars: int = 5, **changed: Any) -> RatingGiven:
    plain: dict[str, Any] = {
        "rating_id": new_tracking_token(), "stars": stars, "tags": (Tag.QUEUE,), "text": "", "given_at": NOW,
        "place": "出口", "language": "zh_CN", "pace": Pace.NORMAL, "took_ms": 4200,
    }  # fmt: skip
    return RatingGiven(**(plain | changed))


def an_inquiry(ticket_no: str, **changed: Any) -> InquiryMade:
    plain: dict[str, Any] = {
        "ticket_no": ticket_no, "asked": "芝麻酱", "product_id": None, "placement_id": None, "place": "入口",
        "made_at": NOW, "language": "zh_CN", "pace": Pace.SENIOR,
    }  # fmt: skip
    return InquiryMade(**(plain | changed))


def usage(*words: UnansweredWord, **changed: Any) -> GuideUsed:
    plain: dict[str, Any] = {
        "begins": NOW - timedelta(minutes=30), "ends": NOW, "searches": 12, "found": 9, "opened": 8, "routes": 4,
        "printed": 1, "promotions": 3, "not_found_told": 1, "unanswered": words,
    }  # fmt: skip
    return GuideUsed(**(plain | changed))


def an_archive(plan: Plan | None = None) -> bytes:
    """As IMDF, somewhere in Chengdu."""
    return to_imdf(plan or a_plan(), Projection(104.08, 30.65), Address("青石桥南街 41 号", "成都市", "CN-SC"))
