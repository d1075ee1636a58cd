"""A day at the tills: every day of a store is drawn from its own seed, so that no day depends on another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from backend.demo.basket import ZONE, Basket
from backend.demo.shelf import Shop
from domain.receipt import Receipt, TenderKind
from domain.reference import Product

_PER_DAY = (152, 150, 152, 154, 168, 205, 202)
"""Receipts from Monday to Sunday: about 5,000 in 30 days."""
_HOURS = (3, 6, 8, 9, 7, 5, 5, 6, 9, 12, 12, 9, 6, 3)
"""How busy each hour from 8 to 21 is."""
_OPENS, _CLOSES = time(8, 5), time(21, 25)
_TILLS = 12
_TENDERS = (
    (TenderKind.WECHAT, 46), (TenderKind.ALIPAY, 27), (TenderKind.CASH, 12), (TenderKind.CARD, 8),
    (TenderKind.STORE_CARD, 7),
)  # fmt: skip
_SPEND_SAVE = (("满100减20", 10_000, 2_000, ("snack", "drink", "noodle")),
               ("满200减30", 20_000, 3_000, ("dairy", "tissue", "cleaning", "oil", "rice")))  # fmt: skip
_HALF_PRICE = ("cosmetics", "bakery", "drink")
_BUNDLED = {"snack": 3, "noodle": 2, "seasoning": 2, "frozen": 2}
_ONE_FREE = ("dairy", "drink", "tissue")


def day(seed: int, store_id: str, on: date, shop: Shop) -> tuple[Receipt, ...]:
    """All receipts of that day, in the order they were sold."""
    random = Random(f"{seed}/{store_id}/{on.isoformat()}")
    count = _count(seed, store_id, on)
    moments = sorted(_moment(random, on) for _ in range(count))
    sequences = [0] * (_TILLS + 1)
    return tuple(_receipt(random, store_id, moment, sequences, shop) for moment in moments)


def days(last: date, count: int) -> Iterator[date]:
    """`count` days up to and with the last."""
    return (last - timedelta(days=back) for back in range(count - 1, -1, -1))


def _count(seed: int, store_id: str, on: date) -> int:
    if store_id == "9907":
        return _PER_DAY[on.weekday()]
    return 2 if on.toordinal() % 3 else 1


def _moment(random: Random, on: date) -> datetime:
    (hour,) = random.choices(range(8, 22), _HOURS)
    at = datetime.combine(on, time(hour), ZONE) + timedelta(seconds=random.randrange(3600))
    first, last = datetime.combine(on, _OPENS, ZONE), datetime.combine(on, _CLOSES, ZONE)
    return min(max(at, first), last - timedelta(seconds=random.randrange(900)))


def _receipt(random: Random, store_id: str, sold_at: datetime, sequences: list[int], shop: Shop) -> Receipt:
    till = 1 + int(_TILLS * random.random() ** 1.4)
    sequences[till] += 1
    basket = _basket(random, shop)
    (tender,) = random.choices([t for t, _ in _TENDERS], [n for _, n in _TENDERS])
    first = None
    if random.random() < 0.06:
        first = (TenderKind.VOUCHER, random.choice((500, 1_000, 2_000, 5_000)))
    elif random.random() < 0.03:
        first = (TenderKind.STORE_CARD, random.randrange(100, max(200, basket.due_fen)))
        tender = TenderKind.WECHAT
    cashier = f"{100 + till * 3 + sold_at.weekday() % 3:04d}"
    return basket.receipt(store_id, f"{till:02d}", cashier, sold_at, sequences[till], tender, first)


def _basket(random: Random, shop: Shop) -> Basket:
    basket = Basket()
    wanted = min(25, 1 + int(random.lognormvariate(1.45, 0.75)))
    taken: set[str] = set()
    bundled: set[int] = set()
    while len(basket.lines) < wanted:
        product = shop.any(random)
        if product.product_id in taken:
            continue
        taken.add(product.product_id)
        line_no = _take(random, basket, product)
        room = len(basket.lines) < wanted
        if not product.weighed and _promote(random, basket, product, line_no, room):
            bundled.add(line_no)
    for name, threshold, off, departments in _SPEND_SAVE:
        lines = [
            line.line_no for line in basket.lines
            if line.department in departments and line.line_no not in bundled and not line.is_gift
        ]  # fmt: skip
        basket.threshold(name, threshold, off, lines)
    return basket


def _take(random: Random, basket: Basket, product: Product) -> int:
    if product.weighed:
        grams = int(random.lognormvariate(6.45, 0.55))
        return basket.add(product, weight_g=min(4_800, max(60, grams // 2 * 2)))
    dear = product.price_fen > 6_000
    quantity = random.choices((1, 2, 3, 4, 6), (90, 8, 1, 1, 0) if dear else (70, 18, 6, 4, 2))[0]
    off = 0
    if random.random() < 0.07:
        off = round(product.price_fen * quantity * random.choice((10, 15, 20, 30, 50)) / 100 / 10) * 10
    return basket.add(product, quantity, off_fen=off)


def _promote(random: Random, basket: Basket, product: Product, line_no: int, room: bool) -> bool:
    """One of the promotions on single goods, perhaps. Marked-down goods have none besides."""
    line = basket.lines[line_no - 1]
    if line.line_discount_fen or random.random() > 0.22:
        return False
    if product.department in _ONE_FREE and product.price_fen < 3_000 and room:
        basket.gift(product, line_no, line.quantity)
        return True
    if product.department in _HALF_PRICE and line.quantity >= 2:
        basket.multibuy("第二件半价", line_no, 2, product.price_fen // 2)
        return True
    every = _BUNDLED.get(product.department, 0)
    if every and line.quantity >= every:
        bundle = max(100, every * product.price_fen * 8 // 10 // 100 * 100)
        saved = every * product.price_fen - bundle
        if saved > 0:
            basket.multibuy(f"{every}件{bundle // 100}元", line_no, every, saved)
            return True
    return False
