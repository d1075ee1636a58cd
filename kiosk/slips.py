"""The slip of an issued return: what the shopper carries to the desk. Pure; words through the catalogue given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.money import yuan
from domain.reference import Store
from domain.slip import (
    QR,
    Align,
    Banner,
    Barcode,
    Box,
    Columns,
    Cut,
    Element,
    Rule,
    RuleStyle,
    Size,
    Slip,
    Step,
    Text,
)
from domain.ticket_number import parse_ticket_number
from domain.wire import Pace, ReturnLine
from domain.words import begun
from kiosk.flows.returns.states import IssuedTicket
from kiosk.words import REASON, TENDER_BACK


class Words(Protocol):
    """A translator: the message id is the Chinese text; also says dates and weekdays its language's way."""

    language: str

    def __call__(self, message: str, /, **values: object) -> str: ...

    def n(self, message: str, n: int, /, **values: object) -> str: ...

    def day(self, moment: datetime) -> str: ...


def build(
    ticket: IssuedTicket,
    store: Store,
    promise_minutes: int,
    tr: Words,
    *,
    pace: Pace = Pace.NORMAL,
    reprint: bool = False,
) -> Slip:
    """Everything on the slip, top to bottom. `store` gives place, hotline and zone."""
    zone = ZoneInfo(store.timezone)
    return Slip(
        elements=(
            *_head(ticket, store, zone, tr, reprint),
            *_lines(ticket, tr),
            *_money(ticket, tr),
            *_what_now(ticket, store, zone, promise_minutes, tr),
            *_foot(ticket, store, tr),
            Cut(),
        ),
        language=tr.language,
        large_type=pace is Pace.SENIOR,
    )


def _head(ticket: IssuedTicket, store: Store, zone: ZoneInfo, tr: Words, reprint: bool) -> Iterator[Element]:
    number = parse_ticket_number(ticket.ticket_no)
    at = ticket.accepted_at.astimezone(zone)
    registered = tr("待核验") if ticket.order.to_verify else tr("已登记")
    yield Text(f"{store.chain} · {store.name}", Size.HEADING, bold=True, align=Align.CENTER)
    yield Text(tr("退货回执"), align=Align.CENTER)
    yield Banner(ticket.ticket_no, label=tr("工单号"))
    if ticket.order.to_verify:
        yield Banner(tr("待核验"))
    if reprint:
        yield Banner(tr("补打"))
    yield Barcode(ticket.ticket_no)
    kiosk = tr("{n} 号机，{state}", n=number.kiosk_no if number else "?", state=registered)
    yield Columns(f"{at:%Y-%m-%d %H:%M}", kiosk, Size.CAPTION)
    code = ticket.order.receipt.code
    grouped = " ".join(code[i : i + 4] for i in range(0, len(code), 4))
    yield Text(tr("小票 {code}", code=grouped), Size.CAPTION)
    yield Rule()


def _lines(ticket: IssuedTicket, tr: Words) -> Iterator[Element]:
    for line in ticket.order.lines:
        if line.gift:
            yield Columns(tr("赠品 {name}", name=what(line, tr)), yuan(line.refund_fen))
            yield Text(tr("要一起交回"), Size.CAPTION)
            continue
        if line.adjustment:
            yield Columns(what(line, tr), tr("到台核价"), bold=True)
            yield Text(tr("价格不对，差价由店员核对，商品不用退"), Size.CAPTION)
            continue
        if line.quantity == 0:
            yield Columns(tr("补退上次少退的：{name}", name=line.name), yuan(line.refund_fen))
            continue
        yield Columns(what(line, tr), yuan(line.refund_fen), bold=True)
        if line.reason is not None:
            reason = tr(REASON[line.reason])
            yield Text(tr("{reason}，到台复称", reason=reason) if line.weight_g else reason, Size.CAPTION)
        if line.discount_fen:
            amounts = {"price": yuan(line.price_fen), "share": yuan(line.discount_fen)}
            yield Text(tr("{price} − 优惠分摊 {share}", **amounts), Size.CAPTION)
        if line.staff is not None:
            yield Text(tr("店员要当面看一下"), Size.CAPTION)
    yield Rule()


def what(line: ReturnLine, tr: Words) -> str:
    """A line's goods with their quantity or weight: 纯牛奶 × 1 箱, 苹果 1.326 kg."""
    if line.weight_g is not None:
        return f"{line.name} {line.weight_g / 1000:.3f} kg"
    return tr("{name} × {n} {unit}", name=line.name, n=line.quantity, unit=tr.n(line.unit, line.quantity))


def _money(ticket: IssuedTicket, tr: Words) -> Iterator[Element]:
    label = tr("核验后退您") if ticket.order.to_verify else tr("验货后退您")
    yield Columns(label, f"¥{yuan(ticket.order.refund_fen)}", Size.HERO, bold=True)
    yield Text(tr(TENDER_BACK[ticket.order.tender]), Size.CAPTION, align=Align.RIGHT)
    yield Rule()


def _what_now(
    ticket: IssuedTicket, store: Store, zone: ZoneInfo, promise_minutes: int, tr: Words
) -> Iterator[Element]:
    weighed = any(line.weight_g for line in ticket.order.lines)
    gifts = any(line.gift for line in ticket.order.lines)
    bring = tr("带上商品、赠品和这张回执") if gifts else tr("带上商品和这张回执")
    last = ticket.keep_until.astimezone(zone)
    yield Text(tr("现在怎么做"), Size.HEADING, bold=True)
    yield Step(1, bring, tr("称重的也请带来，到台复称") if weighed else "")
    desk = begun(store.desk_in(tr.language))
    yield Step(2, tr("去服务台"), tr("{place}，直走 {n} 米", place=desk, n=store.desk_metres))
    if ticket.order.to_verify:
        yield Step(3, tr("店员用小票当面核"), tr("这张小票在别处退过的，会扣掉"))
    yield Step(
        4 if ticket.order.to_verify else 3,
        tr("店员验过就退款"),
        tr("从服务台扫这张回执算起，{n} 分钟内办好", n=promise_minutes),
    )
    yield Box(
        (
            Text(tr("今天来不及也行，最晚"), Size.CAPTION, align=Align.CENTER),
            Text(f"{tr.day(last)} {last:%H:%M}", Size.HEADING, bold=True, align=Align.CENTER),
        )
    )


def _foot(ticket: IssuedTicket, store: Store, tr: Words) -> Iterator[Element]:
    yield QR(ticket.tracking_url, title=tr("手机看进度"), lines=(tr("扫一扫，不用登录。"), tr("有变化也写在那里。")))
    yield Rule(RuleStyle.DASHED)
    yield Text(tr("有疑问请打服务台 {phone}", phone=store.hotline), Size.CAPTION, align=Align.CENTER)
    yield Text(tr("回执丢了，报工单号可补打"), Size.CAPTION, align=Align.CENTER)
