"""What is wrong with guide data before it reaches a screen: every fault at once, each naming what it is about.

A fault keeps the data out. A remark lets it in: it can be true, and somebody should know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from backend.services.documents import printable, text_faults
from domain import codec
from domain.goods import Placement, Stock, Synonym
from domain.money import Fen
from domain.plan import Plan
from domain.plan.places_check import misplaced
from domain.promotion import Notice, NoticeKind, Promotion, PromotionKind
from domain.words import Words

T = TypeVar("T")

LONGEST_KEY = 64
MOST_NAMED = 20
LONGEST_EMERGENCY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Found:
    """`faults` and `remarks` are sentences. `at` of a fault is the index of the item it is about."""

    faults: tuple[tuple[int, str], ...] = ()
    remarks: tuple[str, ...] = ()


def placements(
    given: Sequence[Placement], plan: Plan | None, products: Set[str], *, whole: bool
) -> Found:
    """`whole`: these are all the store has, so a product that is in none of them has no place."""
    if plan is None:
        return Found(((0, "the store has no plan yet: a place can only be on a plan"),))
    faults = list(_twice(given, lambda p: p.placement_id, "placement"))
    indexes = {placement.placement_id: at for at, placement in enumerate(given)}
    said = [(indexes[fault.feature_id], fault.text) for fault in misplaced(plan, given)]
    said += [(at, fault) for at, placement in enumerate(given) for fault in _placement(placement, products)]
    faults += ((at, f"placement {_shown(given[at].placement_id)}: {fault}") for at, fault in said)
    remarks: list[str] = []
    if whole:
        placed = {placement.product_id for placement in given}
        remarks += _named("product without a place", sorted(products - placed))
    return Found(tuple(sorted(faults)), tuple(remarks))


def _placement(placement: Placement, products: Set[str]) -> Iterable[str]:
    yield from _key(placement.placement_id)
    if placement.product_id not in products:
        yield f"there is no product {_shown(placement.product_id)}"
    if not 0 <= placement.shelf <= 20:
        yield f"shelf {placement.shelf} is none of 0 to 20"


def dangling(plan: Plan, given: Iterable[Placement]) -> tuple[str, ...]:
    """Remarks: places that a new plan no longer has."""
    fixtures = {fixture.fixture_id for fixture in plan.fixtures}
    lost = [p.placement_id for p in given if p.fixture_id not in fixtures]
    return tuple(_named("placement whose fixture is not on this plan", lost))


def stocks(given: Sequence[Stock], products: Set[str], now: datetime) -> Found:
    faults = list(_twice(given, lambda s: s.product_id, "stock of product"))
    for at, stock in enumerate(given):
        name = f"stock of {_shown(stock.product_id)}"
        if stock.product_id not in products:
            faults.append((at, f"{name}: there is no such product"))
        if not 0 <= stock.quantity < 10**9:
            faults.append((at, f"{name}: {stock.quantity} is no quantity"))
        if stock.as_of > now + timedelta(minutes=10):
            faults.append((at, f"{name}: counted in the future ({codec.encode(stock.as_of)})"))
    return Found(tuple(sorted(faults)))


def promotions(
    given: Sequence[Promotion],
    plan: Plan | None,
    prices: Mapping[str, Fen],
    departments: Set[str],
    now: datetime,
) -> Found:
    """`prices` of the products named that there are."""
    faults = list(_twice(given, lambda p: p.promotion_id, "promotion"))
    fixtures = {fixture.fixture_id for fixture in plan.fixtures} if plan is not None else set()
    over: list[str] = []
    dearer: list[str] = []
    for at, promotion in enumerate(given):
        faults += ((at, f"promotion {_shown(promotion.promotion_id)}: {fault}")
                   for fault in _promotion(promotion, fixtures, prices.keys(), departments))  # fmt: skip
        if promotion.validity.ends_at <= now:
            over.append(promotion.promotion_id)
        price = promotion.price_fen
        if price is not None and any(p in prices and price >= prices[p] for p in promotion.product_ids):
            dearer.append(promotion.promotion_id)
    remarks = (
        *_named("promotion that is over already", over),
        *_named("promotion no cheaper than the goods' own price", dearer),
    )
    return Found(tuple(sorted(faults)), remarks)


def _promotion(
    promotion: Promotion, fixtures: Set[str], products: Set[str], departments: Set[str]
) -> Iterable[str]:
    yield from _key(promotion.promotion_id)
    yield from _words(promotion.title, "title", needed=True, longest=60)
    yield from _words(promotion.text, "text", needed=False, longest=300)
    for product_id in promotion.product_ids:
        if product_id not in products:
            yield f"there is no product {_shown(product_id)}"
    for code in promotion.departments:
        if code not in departments:
            yield f"there is no department {_shown(code)}"
    if promotion.fixture_id and promotion.fixture_id not in fixtures:
        yield f"there is no fixture {_shown(promotion.fixture_id)} on the plan"
    money = {"price": promotion.price_fen, "threshold": promotion.threshold_fen, "off": promotion.off_fen}
    for name, fen in money.items():
        if fen is not None and not 0 < fen < 10**9:
            yield f"{name} {fen} fen is no price"
    if promotion.kind is PromotionKind.SPEND_AND_SAVE:
        if promotion.threshold_fen is None or promotion.off_fen is None:
            yield "满减 needs the sum to spend and the sum taken off"
        elif promotion.off_fen >= promotion.threshold_fen:
            yield "at least as much is taken off as is spent"


def notices(given: Sequence[Notice], now: datetime, *, whole: bool) -> Found:
    """A notice on its own that is over already is a mistake; among all there are it may well be."""
    faults = list(_twice(given, lambda n: n.notice_id, "notice"))
    long: list[str] = []
    for at, notice in enumerate(given):
        name = f"notice {_shown(notice.notice_id)}"
        faults += ((at, f"{name}: {fault}") for fault in _notice(notice))
        if notice.ends_at <= now and not whole:
            faults.append((at, f"{name}: it is over already"))
        if notice.kind is NoticeKind.EMERGENCY and notice.ends_at - notice.starts_at > LONGEST_EMERGENCY:
            long.append(notice.notice_id)
    return Found(tuple(sorted(faults)), tuple(_named("emergency that holds every screen for more than a day", long)))


def _notice(notice: Notice) -> Iterable[str]:
    yield from _key(notice.notice_id)
    yield from _words(notice.title, "title", needed=True, longest=40)
    yield from _words(notice.text, "text", needed=False, longest=300)


def synonyms(given: Sequence[Synonym]) -> Found:
    faults = list(_twice(given, lambda s: s.word, "word"))
    for at, synonym in enumerate(given):
        name = f"word {_shown(synonym.word)}"
        faults += ((at, f"{name}: {fault}") for fault in _key(synonym.word))
        if not synonym.means:
            faults.append((at, f"{name}: it stands for nothing"))
        if len(synonym.means) > 50 or any(not 0 < len(word) <= LONGEST_KEY for word in synonym.means):
            faults.append((at, f"{name}: at most 50 meanings of 1 to {LONGEST_KEY} characters"))
        faults += ((at, f"{name}: {fault}") for fault in text_faults(list(synonym.means)))
    return Found(tuple(sorted(faults)))


def _key(text: str) -> Iterable[str]:
    if not 0 < len(text) <= LONGEST_KEY or text != text.strip():
        yield f"an id has 1 to {LONGEST_KEY} characters and no spaces around it"
    if text in (".", ".."):
        yield "an id that means another folder cannot stand in an address"
    yield from text_faults(text)


def _words(words: Words, name: str, *, needed: bool, longest: int) -> Iterable[str]:
    texts = (words.zh_CN, words.en, words.zh_TW)
    if needed and not words.zh_CN.strip():
        yield f"its {name} is empty"
    # English needs more letters than Chinese needs characters.
    if len(words.zh_CN) > longest or len(words.zh_TW) > longest or len(words.en) > 3 * longest:
        yield f"its {name} is longer than {longest} characters ({3 * longest} in English)"
    yield from (f"{name}: {fault}" for fault in text_faults(list(texts)))


def _twice(given: Sequence[T], key: Callable[[T], str], what: str) -> Iterable[tuple[int, str]]:
    seen: set[str] = set()
    for at, item in enumerate(given):
        name = key(item)
        if name in seen:
            yield at, f"{what} {_shown(name)} stands here twice"
        seen.add(name)


def _named(what: str, keys: Sequence[str]) -> Iterable[str]:
    if not keys:
        return
    more = f" and {len(keys) - MOST_NAMED} more" if len(keys) > MOST_NAMED else ""
    yield f"{what}: {', '.join(map(_shown, keys[:MOST_NAMED]))}{more}"


def _shown(text: str) -> str:
    """Short and printable, whatever it holds: it stands in a terminal and a log."""
    return printable(text[:40]) or "''"
