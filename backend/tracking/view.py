"""What the shopper reads about their ticket: sentences made of a ticket, its store and the time. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from backend.console import moments, people
from backend.console.words import Words
from backend.services.read_model import HeldCode, HistoryCode, HistoryEntry, TicketDetail
from backend.tracking.history import told
from backend.tracking.sayings import AFTER_CHECK, ARRIVES, BACK_TO, HELD_ANYWAY, HELD_WHY
from domain.reference import Store
from domain.ticket import TicketState
from domain.ticket_number import TicketKind

KEPT_DAYS = 90
"""How long a closed ticket's link still leads to it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The promise in its ink frame. `dial` is the part of the given time that is left (0 to 1), None for no dial."""

    big: str
    text: str
    dial: float | None = None
    late: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    value: str
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class Tracking:
    """The page. Text between ** is bold."""

    ticket_no: str
    title: str
    lead: str = ""
    ended: str = ""
    ended_late: bool = False
    frame: Frame | None = None
    rows: tuple[Row, ...] = ()
    history: tuple[Told, ...] = ()
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All a sentence may need."""

    ticket: TicketDetail
    store: Store
    promise: timedelta
    now: datetime
    w: Words

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.store.timezone)

    @property
    def is_return(self) -> bool:
        return self.ticket.kind is TicketKind.RETURN


def is_expired(ticket: TicketDetail, now: datetime) -> bool:
    return ticket.closed_at is not None and now - ticket.closed_at > timedelta(days=KEPT_DAYS)


def tracking(reading: Reading) -> Tracking:
    ticket = reading.ticket
    state = _outcome(ticket)
    match state:
        case TicketState.WAITING_FOR_SHOPPER:
            return _waiting(reading)
        case TicketState.HELD:
            return _held(reading)
        case TicketState.OPEN | TicketState.IN_PROGRESS:
            return _under_way(reading)
        case TicketState.REFUNDED:
            return _refunded(reading)
        case TicketState.DECLINED:
            return _over(reading, "这次没有退成", "没有退款，商品还是您的。想问清楚，打服务台电话，报工单号就行。")
        case TicketState.LAPSED:
            return _over(
                reading,
                "过了最后一天，这单结束了",
                "没有退款，商品还是您的。还想退，到自助退货机再登记一次就知道能不能退。",
            )
        case TicketState.DONE | TicketState.ARCHIVED:
            return _over(reading, "这件事办好了", "" if reading.is_return else "谢谢您告诉我们。")
        case _:
            assert_never(state)


def _outcome(ticket: TicketDetail) -> TicketState:
    """An archived ticket still tells how it ended."""
    if ticket.state is not TicketState.ARCHIVED:
        return ticket.state
    ends = [e.state_to for e in ticket.history if e.state_to is not None and e.state_to.is_over]
    return next((s for s in reversed(ends) if s is not TicketState.ARCHIVED), TicketState.DONE)


def _waiting(r: Reading) -> Tracking:
    minutes = int(r.promise.total_seconds() // 60)
    if r.ticket.keep_until is None:
        text = r.w("到服务台扫回执开始算，现在过来就行。")
    else:
        text = r.w(
            "到服务台扫回执开始算。现在过来就行，最晚 **{day} {time}** 前来。",
            day=moments.weekday(r.ticket.keep_until, r.zone, r.w),
            time=moments.clock(r.ticket.keep_until, r.zone),
        )
    return _page(
        r,
        title=r.w("等您把商品带到服务台"),
        frame=Frame(r.w("{n} 分钟内办好", n=minutes), text, dial=1.0),
        rows=(_money_row(r), _where_row(r), *_bring_rows(r)),
        foot=r.w("验货前都能改主意，不来就当没退。"),
    )


def _held(r: Reading) -> Tracking:
    why = HELD_WHY.get(r.ticket.held, HELD_ANYWAY) if r.ticket.held else HELD_ANYWAY
    frame = None
    if r.ticket.keep_until is not None:
        frame = Frame(
            r.w("{when} 前来", when=moments.near(r.ticket.keep_until, r.now, r.zone, r.w)),
            r.w("不用重新登记。带上商品和回执，**到了就给您看**。"),
        )
    return _page(
        r,
        title=r.w("请到服务台当面核对"),
        lead=r.w(why),
        frame=frame,
        rows=(
            Row(r.w("登记的金额，核对后定"), moments.money(r.ticket.refund_fen), is_sum=True),
            _where_row(r),
            *_bring_rows(r),
        ),
    )


def _under_way(r: Reading) -> Tracking:
    if r.is_return:
        title = r.w("服务台正在办您的退货")
    else:
        title = r.w("正在给您办") if r.ticket.state is TicketState.IN_PROGRESS else r.w("已经登记，正在安排人")
    rows = (_money_row(r), _where_row(r)) if r.is_return else (_where_row(r),)
    return _page(r, title=title, frame=_promise(r), rows=rows)


def _promise(r: Reading) -> Frame | None:
    due = r.ticket.due_at
    if due is None:
        return None
    big = r.w("{time} 前办好", time=moments.since(due, r.now, r.zone, r.w))
    if r.now > due:
        late = r.w("晚了 {span}", span=moments.span(max(r.now - due, timedelta(minutes=1)), r.w))
        return Frame(big, r.w("比答应您的晚了，对不起。这件还在办，没有忘。"), dial=0.0, late=late)
    started = r.ticket.started_at or due
    left = (due - r.now) / (due - started) if due > started else 1.0
    text = "请在服务台旁边等一下，好了就叫您。" if r.is_return else "您不用等在这里，我们会看的。"
    return Frame(big, r.w(text), dial=min(1.0, left))


def _refunded(r: Reading) -> Tracking:
    paid = next((e for e in reversed(r.ticket.history) if e.code is HistoryCode.REFUNDED), None)
    amount = int(paid.params.get("refund_fen", r.ticket.refund_fen)) if paid is not None else r.ticket.refund_fen
    tender = r.ticket.tender
    at = r.ticket.closed_at or (paid.at if paid is not None else r.now)
    sentences = []
    if tender is not None:
        sentences.append(
            r.w("{time} {back}。", time=moments.since(at, r.now, r.zone, r.w), back=r.w(BACK_TO[tender]))
        )
        if tender in ARRIVES:
            sentences.append(r.w(ARRIVES[tender]))
    if r.ticket.owner:
        sentences.append(r.w("{who}办的。", who=people.heard_as(r.ticket.owner)))
    due, late = r.ticket.due_at, False
    if due is not None:
        late = at > due
        length = moments.span(abs(due - at), r.w)
        text = "比 {due} 晚 {span}，对不起。" if late else "比 {due} 早 {span}。"
        sentences.append(r.w(text, due=moments.since(due, r.now, r.zone, r.w), span=length))
    return _page(
        r,
        title=r.w("{money} 退给您了", money=moments.money(amount)),
        lead=r.w.sentences(sentences),
        ended=r.w("办好了") if due is None else r.w("晚了，办好了") if late else r.w("按时办好"),
        ended_late=late,
    )


def _over(r: Reading, title: str, lead: str) -> Tracking:
    return _page(r, title=r.w(title), lead=r.w(lead))


def _page(
    r: Reading,
    *,
    title: str,
    lead: str = "",
    ended: str = "",
    ended_late: bool = False,
    frame: Frame | None = None,
    rows: tuple[Row, ...] = (),
    foot: str = "",
) -> Tracking:
    history = tuple(
        Told(moments.since(e.at, r.now, r.zone, r.w), text)
        for e in reversed(r.ticket.history)
        if (text := _told(e, r))
    )
    return Tracking(r.ticket.ticket_no, title, lead, ended, ended_late, frame, rows, history, foot)


def _told(entry: HistoryEntry, r: Reading) -> str:
    return told(entry, r.ticket, r.zone, r.w)


def _money_row(r: Reading) -> Row:
    label = AFTER_CHECK[r.ticket.tender] if r.ticket.tender is not None else "验货后退您"
    return Row(r.w(label), moments.money(r.ticket.refund_fen), is_sum=True)


def _where_row(r: Reading) -> Row:
    desk = r.store.desk_in(r.w.language)
    if r.ticket.owner:
        return Row(r.w("谁在办"), r.w("**{who}**，{desk}", who=people.heard_as(r.ticket.owner), desk=desk))
    return Row(r.w("去哪里"), r.w("**服务台**，{desk}", desk=desk))


def _bring_rows(r: Reading) -> tuple[Row, ...]:
    things = []
    if any(not line.gift and not line.adjustment for line in r.ticket.lines):
        things.append(r.w("商品"))
    if any(line.gift for line in r.ticket.lines):
        things.append(r.w("赠品"))
    if r.ticket.held is HeldCode.RECEIPT_UNKNOWN or not things:
        things.append(r.w("小票"))
    return (Row(r.w("带上"), r.w.listed((*things, r.w("回执")))),)
