"""The demo store, made from a seed and a moment: the same for the same seed and slot of the day (`moments`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from backend.demo import assets, catalogue, sales, stories
from backend.demo.moments import slot_of
from backend.demo.shelf import Shop
from backend.demo.stories import ELSEWHERE, HOME, Story
from domain.policy import Policy
from domain.receipt import Receipt
from domain.reference import Department, Product, Store
from domain.refund import Chosen

SEED = 9907
DAYS = 30

STORES = (
    Store(HOME, "禾家超市", "青石桥店", "Asia/Shanghai", time(8), time(21, 30), "028-5550-0147", "出口左手边", 30,
          "成都市锦江区青石桥南街 41 号", "left of the exit", "出口左手邊"),
    Store(ELSEWHERE, "禾家超市", "玉林店", "Asia/Shanghai", time(8), time(21, 30), "028-5550-0163", "一楼扶梯旁", 45,
          "成都市武侯区玉林西路 120 号", "by the escalator on the ground floor", "一樓手扶梯旁"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """A return that was made already: `chosen` of that receipt, a day before the demo is looked at."""

    story: str
    receipt: Receipt
    chosen: tuple[Chosen, ...]


@dataclass(frozen=True, slots=True)
class Shelved:
    """What changes seldom: a store's reference data. Made in milliseconds."""

    stores: tuple[Store, ...]
    policy: Policy
    departments: tuple[Department, ...]
    products: tuple[Product, ...]
    shop: Shop


@dataclass(frozen=True, slots=True)
class DemoStore:
    """`receipts` holds every sale, the stories' too; `stories` leads from a story's name to its receipt code."""

    stores: tuple[Store, ...]
    policy: Policy
    departments: tuple[Department, ...]
    products: tuple[Product, ...]
    receipts: tuple[Receipt, ...]
    stories: Mapping[str, str]
    claims: tuple[Claim, ...]

    def receipt(self, code_or_story: str) -> Receipt:
        """Raises KeyError."""
        code = self.stories.get(code_or_story, code_or_story)
        for receipt in self.receipts:
            if receipt.code == code:
                return receipt
        raise KeyError(code_or_story)


def build(seed: int, now: datetime) -> DemoStore:
    """Everything, in about a second and a half. The same seed and slot give the same store, to the byte."""
    shelved = shelve(seed)
    told = tell(shelved, now)
    sold = tuple(
        receipt for store in STORES for on in days(now) for receipt in sales_of(seed, store.store_id, on, now, shelved)
    )
    return DemoStore(
        shelved.stores, shelved.policy, shelved.departments, shelved.products,
        sold + tuple(story.receipt for story in told), codes(told), claims(told),
    )  # fmt: skip


def shelve(seed: int) -> Shelved:
    products = catalogue.products(seed, assets.shelves(), assets.naming(), assets.shares())
    return Shelved(STORES, assets.policy(), assets.departments(), products, Shop(products, assets.shares()))


def tell(shelved: Shelved, now: datetime) -> tuple[Story, ...]:
    return stories.tell(shelved.shop, slot_of(now))


def days(now: datetime) -> tuple[date, ...]:
    """The thirty days before today, and today."""
    return tuple(sales.days(slot_of(now).begins.date(), DAYS + 1))


def sales_of(seed: int, store_id: str, on: date, now: datetime, shelved: Shelved) -> tuple[Receipt, ...]:
    """A day's sales, today's up to the slot's beginning: nothing is sold in the future."""
    begins = slot_of(now).begins
    return tuple(r for r in sales.day(seed, store_id, on, shelved.shop) if r.sold_at <= begins)


def codes(told: tuple[Story, ...]) -> Mapping[str, str]:
    return {story.name: story.receipt.code for story in told}


def claims(told: tuple[Story, ...]) -> tuple[Claim, ...]:
    return tuple(Claim(story.name, story.receipt, story.returned) for story in told if story.returned)
