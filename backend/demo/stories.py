"""The named receipts: each is one situation at the kiosk, told by what was bought and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.demo.basket import Basket
from backend.demo.moments import Slot
from backend.demo.shelf import Shop
from domain.receipt import Receipt, TenderKind
from domain.refund import Chosen

HOME, ELSEWHERE = "9907", "9912"
_FIRST_SEQUENCE = 4_000
"""Far beyond what a till reaches in a day, so that stories never share a code with other sales."""


@dataclass(frozen=True, slots=True)
class Told:
    """A basket and when it was paid. `returned` came back since."""

    basket: Basket
    sold_at: datetime
    tender: TenderKind = TenderKind.WECHAT
    first: tuple[TenderKind, int] | None = None
    store_id: str = HOME
    returned: tuple[Chosen, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    name: str
    receipt: Receipt
    returned: tuple[Chosen, ...] = ()


def tell(shop: Shop, slot: Slot) -> tuple[Story, ...]:
    """All stories, in the order of TELLERS."""
    stories = []
    for number, (name, teller) in enumerate(TELLERS.items()):
        told = teller(shop, slot)
        till = f"{number % 12 + 1:02d}"
        sequence = _FIRST_SEQUENCE + slot.number * 100 + number
        cashier = f"{112 + number % 7:04d}"
        sold_at = told.sold_at + timedelta(seconds=(83 + number * 37) % 300)
        receipt = told.basket.receipt(told.store_id, till, cashier, sold_at, sequence, told.tender, told.first)
        stories.append(Story(name, receipt, told.returned))
    return tuple(stories)


def _mixed(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    milk = b.add(shop.named("纯牛奶 250ml×24盒"), 2)
    tissue = b.add(shop.named("原木抽纸 30包"))
    b.gift(shop.named("厨房湿巾 80抽"), tissue)
    b.add(shop.named("红富士苹果"), weight_g=1326)
    b.add(shop.named("鲜活基围虾"), weight_g=512)
    b.add(shop.named("电热水壶 1.7L"))
    b.threshold("满200减30", 20_000, 3_000, (milk, tissue))
    return Told(b, slot.hours_before(16))


def _fresh_fish_yesterday(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    b.add(shop.named("冰鲜大黄鱼"), weight_g=684)
    b.add(shop.named("老姜"), weight_g=126)
    b.add(shop.named("小葱"), weight_g=98)
    return Told(b, slot.hours_before(16), TenderKind.ALIPAY)


def _fresh_fish_late(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    b.add(shop.named("冰鲜带鱼段"), weight_g=822)
    b.add(shop.named("冰鲜鱿鱼"), weight_g=456)
    return Told(b, slot.hours_before(40), TenderKind.CASH)


def _buy_one_get_one(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    yoghurt = shop.named("原味酸奶 1kg")
    b.gift(yoghurt, b.add(yoghurt))
    b.add(shop.named("麦田记 吐司面包 400g"))
    return Told(b, slot.days_before(2, 18, 42))


def _spend_100_save_20(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    lines = [
        b.add(shop.named("果然多 牛肉干 120g"), 2),
        b.add(shop.named("山泉里 核桃乳 240ml×20罐")),
        b.add(shop.named("面湘 红烧牛肉面 5连包")),
    ]
    b.threshold("满100减20", 10_000, 2_000, lines)
    return Told(b, slot.days_before(3, 11, 8))


def _second_half_price(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    shampoo = shop.named("颜初 洗发水 750ml")
    line = b.add(shampoo, 2)
    b.multibuy("第二件半价", line, 2, shampoo.price_fen // 2)
    b.add(shop.named("颜初 牙膏 120g"))
    return Told(b, slot.days_before(1, 20, 15), TenderKind.ALIPAY)


def _opened_cosmetics(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    b.add(shop.named("保湿面霜 50g"))
    b.add(shop.named("花间 哑光口红"))
    return Told(b, slot.days_before(2, 15, 33), TenderKind.CARD)


def _weighed_pork(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    b.add(shop.named("猪五花肉"), weight_g=1084)
    return Told(b, slot.hours_before(16), TenderKind.CASH)


def _nine_days_old(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    b.add(shop.named("禾润 东北大米 5kg"))
    b.add(shop.named("厨源 生抽 800ml"), 2)
    b.add(shop.named("竹语 卷纸 4层 140g×12卷"))
    return Told(b, slot.days_before(9, 17, 26))


def _returned_partly(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    b.add(shop.named("青原 高钙低脂奶 250ml×12盒"), 3)
    b.add(shop.named("净白 洗衣液 3kg"))
    return Told(b, slot.days_before(3, 19, 4), returned=(Chosen(1, 1),))


def _returned_wholly(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    b.add(shop.named("云厨 不粘煎锅 28cm"))
    b.add(shop.named("宜厨 保鲜膜 30m"), 2)
    return Told(b, slot.days_before(4, 14, 51), TenderKind.CARD, returned=(Chosen(1, 1), Chosen(2, 2)))


def _other_store(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    b.add(shop.named("天府油坊 菜籽油 5L"))
    b.add(shop.named("北纬粮仓 五常稻花香 5kg"))
    return Told(b, slot.days_before(2, 10, 37), store_id=ELSEWHERE)


def _alcohol(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    b.add(shop.named("蜀酿 浓香型白酒 500ml"), 2)
    b.add(shop.named("青河 经典啤酒 330ml×24罐"))
    return Told(b, slot.days_before(3, 20, 48), TenderKind.ALIPAY)


def _live_seafood_only(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    b.add(shop.named("鲜活基围虾"), weight_g=748)
    b.add(shop.named("活花甲"), weight_g=632)
    return Told(b, slot.hours_before(16))


def _big_amount(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    b.add(shop.named("宜屋 全棉四件套 1.8m"))
    b.add(shop.named("宜屋 冬被 2×2.3m"))
    b.add(shop.named("宜屋 枕芯"), 2)
    return Told(b, slot.days_before(2, 16, 19), TenderKind.CARD, (TenderKind.STORE_CARD, 20_000))


def _many_lines(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    names = (
        "果然多 苏打饼干 400g", "趣客 曲奇 180g", "三只雀 海苔 36g", "脆脆鼠 原味薯片 104g", "麦芽堂 奶糖 200g",
        "面湘 番茄牛腩面 桶装", "老坛记 老坛酸菜面 5连包", "川面坊 重庆小面 4人份", "厨源 陈醋 500ml", 
        "郫香园 豆瓣酱 500g", "老恒 料酒 500ml", "海岸 蚝油 700g", "山泉里 饮用天然水 1.5L", "茶间 乌龙茶 500ml",
    )  # fmt: skip
    for nth, name in enumerate(names):
        b.add(shop.named(name), 1 + nth % 3)
    return Told(b, slot.days_before(1, 19, 22))


def _wrong_price(shop: Shop, slot: Slot) -> Told:
    """The shelf said 29.90 for the vinegar's neighbour: the shopper keeps the goods and wants the difference."""
    b = Basket()
    b.add(shop.named("天府油坊 芝麻香油 405ml"), 2)
    b.add(shop.named("海岸 味极鲜 1L"))
    return Told(b, slot.days_before(1, 12, 5))


def _frozen(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    b.add(shop.named("猪肉白菜水饺 500g"), 2)
    b.add(shop.named("冷冻虾仁 400g"))
    return Told(b, slot.hours_before(16))


def _infant_formula(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    b.add(shop.named("启贝 婴儿配方奶粉 1段 800g"))
    b.add(shop.named("贝比熊 纸尿裤 M 60片"))
    return Told(b, slot.days_before(2, 9, 46), TenderKind.ALIPAY)


def _with_gift(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    tissue = b.add(shop.named("原木抽纸 30包"), 2)
    b.gift(shop.named("厨房湿巾 80抽"), tissue, 2)
    b.add(shop.named("蓝朵 洗洁精 1.5kg"))
    return Told(b, slot.days_before(1, 17, 58))


def _split_tender(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    b.add(shop.named("织里 家居服套装"))
    b.add(shop.named("织里 男士中筒袜 5双"))
    return Told(b, slot.days_before(4, 13, 40), TenderKind.WECHAT, (TenderKind.VOUCHER, 5_000))


def _tobacco_and_health(shop: Shop, slot: Slot) -> Told:
    b = Basket()
    b.add(shop.named("云岭（硬）"))
    b.add(shop.named("康宁堂 维生素C片 100片"))
    b.add(shop.named("卤鸭脖"), weight_g=384)
    return Told(b, slot.hours_before(16), TenderKind.CASH)


TELLERS: Mapping[str, Callable[[Shop, Slot], Told]] = {
    "mixed": _mixed,
    "fresh_fish_yesterday": _fresh_fish_yesterday,
    "fresh_fish_late": _fresh_fish_late,
    "buy_one_get_one": _buy_one_get_one,
    "spend_100_save_20": _spend_100_save_20,
    "second_half_price": _second_half_price,
    "opened_cosmetics": _opened_cosmetics,
    "weighed_pork": _weighed_pork,
    "nine_days_old": _nine_days_old,
    "returned_partly": _returned_partly,
    "returned_wholly": _returned_wholly,
    "other_store": _other_store,
    "alcohol": _alcohol,
    "live_seafood_only": _live_seafood_only,
    "big_amount": _big_amount,
    "many_lines": _many_lines,
    "wrong_price": _wrong_price,
    "frozen": _frozen,
    "infant_formula": _infant_formula,
    "with_gift": _with_gift,
    "split_tender": _split_tender,
    "tobacco_and_health": _tobacco_and_health,
}
"""By name. New stories go to the end: a story's till and sequence follow from its place."""
