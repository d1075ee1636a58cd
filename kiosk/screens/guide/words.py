"""What the guide says of places, prices, offers and times, in the reader's language. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.plan import Hours
from domain.plan.hours import open_state
from domain.plan.places import Place, said, zones_said
from domain.promotion import PromotionKind
from domain.unit_price import UnitPrice
from domain.words import Words
from kiosk.flows.guide.things import Area, Found, Goods, Kind, Offer, Shop, Stop, Where
from kiosk.i18n import Translator, translator
from kiosk.screens.guide import tables
from kiosk.screens.sheet import Look

# Names and places ------------------------------------------------------------------------------------------------


def name(tr: Translator, words: Words) -> str:
    return words.in_(tr.language)


def short_name(tr: Translator, words: Words) -> str:
    """A product without its amount, for the map: 纯牛奶 250ml×24盒 is 纯牛奶."""
    text = name(tr, words)
    return _AMOUNT.split(text)[0].strip() or text


_AMOUNT = re.compile(r"\s(?=\d)|\spack of\b")


def unit(tr: Translator, word: str) -> str:
    """箱, kg, 500 克."""
    return tr(word) if word else tr("件")


def shelf(tr: Translator, where: Where) -> str:
    """D 区 12 号柜; 5 排 23 号架 B 面; the fixture's own name where it has no number; else the level."""
    spot = Place(where.fixture_id, where.level_id, where.level, where.kind, where.name, where.zone, where.number,
                 where.side)  # fmt: skip
    return name(tr, said(spot)) or name(tr, where.level)


def board(tr: Translator, where: Where) -> str:
    """第 3 节，第 2 层: which bay where there are several, which board from the floor."""
    parts = [tr("第 {n} 节", n=where.bay)] if where.bays > 1 and where.bay else []
    if where.shelf:
        parts.append(tr("第 {n} 层", n=where.shelf))
    return tr("，").join(parts)


def place(tr: Translator, where: Where | None, here: str = "") -> str:
    """All of it in one line, with the level where it is not the screen's own: 二层，14 排 48 号货架，第 3 层."""
    if where is None:
        return ""
    level = name(tr, where.level) if where.level.zh_CN and where.level_id != here else ""
    parts = [level, shelf(tr, where), board(tr, where)]
    return tr("，").join(dict.fromkeys(part for part in parts if part))


def short_place(tr: Translator, where: Where | None, here: str = "") -> str:
    """Enough for a row of a list: D 区 12 号柜."""
    if where is None:
        return ""
    level = name(tr, where.level) if where.level.zh_CN and where.level_id != here else ""
    return tr("，").join(dict.fromkeys(part for part in (level, shelf(tr, where)) if part))


def together(tr: Translator, spots: Sequence[Where], here: str = "") -> str:
    """Where goods of one kind stand: 2 排 17 号架; on several shelves D 区; else nothing."""
    zones = {where.zone for where in spots}
    if len(spots) == 1:
        return short_place(tr, spots[0], here)
    if not spots or "" in zones or len(zones) > MOST_ZONES:
        return ""
    levels = {where.level_id for where in spots}
    level = name(tr, spots[0].level) if len(levels) == 1 and here not in levels else ""
    return tr("，").join(part for part in (level, name(tr, zones_said(zones))) if part)


MOST_ZONES = 2


def area_name(tr: Translator, area: Area, most: int = 2) -> str:
    """As many of its departments as there is room for."""
    names = [tr(word) for word in area.names]
    return tr("、").join(names[:most])


def area_all(area: Area) -> Words:
    """Its name in every language: as much of it as a title says."""
    return Words(*(area_name(translator(language), area) for language in ("zh_CN", "en", "zh_TW")))


def area_words(area: Area, department: str) -> Words:
    """A department's name in every language, for what is kept of it."""
    name = area.names[area.departments.index(department)]
    return Words(name, translator("en")(name), translator("zh_TW")(name))


def area_place(tr: Translator, area: Area, here: str = "") -> str:
    level = name(tr, area.level) if area.level.zh_CN and area.level_id != here else ""
    return tr("，").join(part for part in (level, name(tr, zones_said(area.zones))) if part)


def home_level(shop: Shop) -> str:
    return shop.here.level_id if shop.here is not None else ""


def metres(tr: Translator, distance: int) -> str:
    return tr("{n} 米", n=distance)


def minutes(tr: Translator, count: int) -> str:
    return tr.n("走路约 {n} 分钟", count)


# Prices ----------------------------------------------------------------------------------------------------------


def price_of(tr: Translator, fen: int, found_unit: str) -> tuple[str, str]:
    """A price and what it is for: ¥79.90 每箱; weighed goods by 500 g, where that comes out even."""
    if found_unit != "kg":
        return tr.money(fen), tr("每{unit}", unit=unit(tr, found_unit))
    return (tr.money(fen // 2), tr("每 500 克")) if fen % 2 == 0 else (tr.money(fen), tr("每 kg"))


def unit_price(tr: Translator, price: UnitPrice) -> str:
    """每 100 毫升 ¥1.33."""
    amount = {
        "g": tr("每 {n} 克 {money}", n=price.amount, money=tr.money(price.fen)),
        "ml": tr("每 {n} 毫升 {money}", n=price.amount, money=tr.money(price.fen)),
    }
    return amount.get(price.unit) or tr("每个 {money}", money=tr.money(price.fen))


def offer_price(tr: Translator, offer: Offer) -> tuple[str, str]:
    """What stands at the right of an offer's row: a price and what it is for, or what is taken off."""
    promotion = offer.promotion
    face = offer.goods[0] if offer.goods else None
    if promotion.price_fen is not None:
        return price_of(tr, promotion.price_fen, face.unit) if face is not None else (tr.money(promotion.price_fen), "")
    if promotion.kind is PromotionKind.SPEND_AND_SAVE and promotion.off_fen and promotion.threshold_fen:
        return f"−{whole(tr, promotion.off_fen)}", tr("满 {money}", money=whole(tr, promotion.threshold_fen))
    paid = promotion.kind is PromotionKind.BUY_ONE_GET_ONE
    if paid and face is not None and face.price_fen is not None and len(offer.goods) == 1:
        return price_of(tr, face.price_fen, face.unit)
    # The usual price in its place would be taken for the offer's.
    return "", ""


def whole(tr: Translator, fen: int) -> str:
    """¥30; ¥29.90 where there are fen."""
    return f"¥{fen // 100}" if fen % 100 == 0 else tr.money(fen)


def until(look: Look, offer: Offer) -> str:
    """16:00 起; 到 20:00; 到 11月25日. The moment it ends is no longer in it."""
    tr = look.tr
    if offer.since is not None:
        return tr("{time} 起", time=tr.clock(look.local(offer.since)))
    if offer.until - look.now > FOR_GOOD:
        # Who has no end in mind writes down the last day of a calendar: no clock here can tell it, nor need it.
        return tr("长期有效")
    end = look.local(offer.until)
    if end.date() == look.now.date():
        return tr("到 {time}", time=tr.clock(end))
    if (end.hour, end.minute) == (0, 0):
        last = date.fromordinal(end.toordinal() - 1)
        return tr("只到今天") if last == look.now.date() else tr("到 {day}", day=tr.date(last))
    if (end.date() - look.now.date()).days == 1:
        return tr("到明天 {time}", time=tr.clock(end))
    return tr("到 {day} {time}", day=tr.date(end), time=tr.clock(end))


FOR_GOOD = timedelta(days=300)
"""An end so far ahead would read as one of this year."""


# Goods -----------------------------------------------------------------------------------------------------------


def checked(look: Look, where: Where) -> str:
    """昨天核对过: when somebody last saw it there."""
    tr = look.tr
    if where.checked_on is None:
        return tr("位置还没核对过")
    days = (look.now.date() - where.checked_on).days
    if days <= 0:
        return tr("位置今天核对过")
    return tr("位置昨天核对过") if days == 1 else tr.n("位置 {n} 天前核对过", days)


def stock(look: Look, goods: Goods) -> str:
    """有货，10:15 查的."""
    tr = look.tr
    if goods.stock is None:
        return tr("有没有货，请到货架看看")
    at = as_of(look, goods.stock.as_of)
    return tr("卖完了，{at} 查的", at=at) if goods.sold_out else tr("有货，{at} 查的", at=at)


def as_of(look: Look, moment: datetime) -> str:
    """10:15; 11月20日 18:40 for another day."""
    local = look.local(moment)
    clock = look.tr.clock(local)
    return clock if local.date() == look.now.date() else f"{look.tr.date(local)} {clock}"


def row_of(look: Look, found: Found, here: str = "") -> str:
    """The second line of a row."""
    tr = look.tr
    match found.kind:
        case Kind.PRODUCT:
            if found.in_stock is False:
                return tr("卖完了")
            return short_place(tr, found.where, here) or tr("位置还没登记")
        case Kind.BRAND | Kind.GROUP | Kind.DEPARTMENT:
            what = tr(tables.KIND_NAME[found.kind]) if found.kind in tables.KIND_NAME else ""
            counted = tr.n("{n} 种商品", found.count) if found.count else ""
            return tr("，").join(part for part in (what, counted, together(tr, found.spots, here)) if part)
        case Kind.AMENITY | Kind.SERVICE | Kind.PROMOTION | Kind.NOTICE:
            where = short_place(tr, found.where, here)
            told = where if where != name(tr, found.name) else ""
            return tr("，").join(part for part in (tr(tables.KIND_NAME[found.kind]), told) if part)


# Hours -----------------------------------------------------------------------------------------------------------


def hours(look: Look, rows: Sequence[Hours]) -> tuple[str, bool | None]:
    """What to say of opening hours now, and whether it is open; None where nobody wrote them down."""
    tr = look.tr
    if not rows:
        return "", None
    zone = look.now.tzinfo
    assert isinstance(zone, ZoneInfo), "screens are given the store's own time"
    state = open_state(rows, look.now, zone)
    if state.until is None:
        return (tr("全天有人"), True) if state.open else (tr("今天不开"), False)
    time = tr.clock(state.until)
    if state.open:
        return tr("开到 {time}", time=time), True
    ahead = (state.until.date() - look.now.date()).days
    if ahead == 0:
        return tr("{time} 开", time=time), False
    return tr("{day} {time} 开", day=tr("明天") if ahead == 1 else tr.weekday(state.until), time=time), False


def stop_names(tr: Translator, stops: Sequence[Stop], most: int = 3) -> str:
    names = [name(tr, stop.name) for stop in stops]
    text = tr("、").join(names[:most])
    return tr("{names} 等", names=text) if len(names) > most else text
