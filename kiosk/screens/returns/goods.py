"""Goods in words and pictures: what was bought, what may come back, until when, and why not."""

from __future__ import annotations

from datetime import datetime

from domain.receipt import SaleLine
from domain.returns import Assessment, NeedsStaff, NotReturnable, RefusalCode, Returnable, StaffCode
from kiosk.flows.returns.states import Offer, Visit
from kiosk.i18n import Translator, msg
from kiosk.screens.sheet import Look

# The policy's own codes in words. A code that is not here is said in general words, never shown.
STAFF_DETAIL = {
    "power_on_test": msg("家电要当面通电"),
    "inspect": msg("要当面看看商品"),
    "check_seal": msg("要当面看封口"),
    "high_value": msg("贵重商品当面验"),
}
NOT_DETAIL = {
    "live_seafood": msg("活鲜出了收银台就不能退。"),
    "fresh_cut": msg("现切、现做的不能退。"),
    "alcohol": msg("酒类卖出后不能退。"),
    "tobacco": msg("烟卖出后不能退。"),
    "underwear": msg("贴身衣物不能退。"),
    "hygiene": msg("卫生用品不能退。"),
    "gift_card": msg("购物卡不能退。"),
    "baby_formula": msg("婴儿奶粉不能退。"),
    "medicine": msg("药品、保健品不能退。"),
    "prepaid": msg("充值、缴费不能退。"),
}


NOT_WAY_ON = {
    "live_seafood": msg("质量有问题，请当天带到服务台，我们当面处理。"),
    "fresh_cut": msg("吃着不对，请带小票到服务台找值班主管。"),
    "tobacco": msg("怀疑真伪，请到服务台登记。"),
    "medicine": msg("质量有问题，请带小票到服务台，由药师看。"),
}


def picture_of(visit: Visit, line: SaleLine) -> str:
    """The line picture's name; the department's own code where it has none."""
    for department in visit.departments:
        if department.code == line.department:
            return department.picture
    return line.department


def pieces(tr: Translator, n: int, unit: str) -> str:
    """2 箱."""
    return tr("{n} {unit}", n=n, unit=tr.n(unit, n))


def weight(line: SaleLine) -> str:
    return f"{(line.weight_g or 0) / 1000:.3f} kg"


def bought(look: Look, offer: Offer, line: SaleLine) -> str:
    """买了 2 箱，每箱 ¥79.90 / 1 提，¥49.90，买一赠一 / 1.326 kg × ¥13.80，整份退，到台复称."""
    tr = look.tr
    price = tr.money(line.unit_price_fen)
    if line.is_weighed:
        return tr("{weight} × {price}，整份退，到台复称", weight=weight(line), price=price)
    if line.quantity > 1:
        return tr("买了 {count}，每{unit} {price}", count=pieces(tr, line.quantity, line.unit), unit=tr(line.unit),
                  price=price)  # fmt: skip
    names = [p.name for p in offer.receipt.promotions if line.line_no in p.line_nos]
    parts = [pieces(tr, 1, line.unit), price]
    if offer.receipt.gifts_of(line.line_no):
        parts.append(tr("买就送"))
    parts.extend(names[:1])
    return tr("，").join(parts)


def time_left(look: Look, until: datetime, now: datetime) -> str:
    """还有 6 天 / 今天是最后一天 / 还有 8 小时."""
    end, today = look.local(until), look.local(now)
    days = (end.date() - today.date()).days
    minutes = int((until - now).total_seconds() // 60)
    if (end.hour, end.minute) == (23, 59):
        return look.tr.n("还有 {n} 天", days) if days > 0 else look.tr("今天是最后一天")
    if minutes >= 48 * 60:
        return look.tr.n("还有 {n} 天", minutes // (24 * 60))
    if minutes >= 60:
        return look.tr.n("还有 {n} 小时", minutes // 60)
    return look.tr.n("还有 {n} 分钟", max(1, minutes))


def staff_why(look: Look, verdict: NeedsStaff) -> str:
    match verdict.code:
        case StaffCode.CLOCK_UNTRUSTED:
            return look.tr("机器的钟没对准，店员来定")
        case StaffCode.ODD_DATA:
            return look.tr("小票上记得不全，店员来定")
        case _:
            return look.tr(STAFF_DETAIL.get(verdict.detail, msg("要当面看看商品")))


def refusal(look: Look, offer: Offer, assessment: Assessment, verdict: NotReturnable) -> tuple[str, str]:
    """Why not, without blame, and a way on."""
    tr = look.tr
    ask = tr("有质量问题？请按黄色按钮，店员当面处理。")
    match verdict.code:
        case RefusalCode.WINDOW_PASSED:
            sold = tr.date(look.local(offer.receipt.sold_at))
            return tr("{day}买的，过了退货期限。", day=sold), ask
        case RefusalCode.ALREADY_RETURNED:
            return tr("这一种已经全部退过了。"), tr("有疑问？请按黄色按钮，店员帮您查。")
        case RefusalCode.GIFT_FOLLOWS:
            return tr("赠品跟着商品一起退。"), tr("退那件商品时，请把它一起带来。")
        case RefusalCode.DEPARTMENT:
            why = NOT_DETAIL.get(verdict.detail, msg("这类商品卖出后不能退。"))
            return tr(why), tr(NOT_WAY_ON[verdict.detail]) if verdict.detail in NOT_WAY_ON else ask
        case _:
            return tr("这一种现在退不了。"), ask


def is_returnable(assessment: Assessment) -> bool:
    return isinstance(assessment.verdict, Returnable)
