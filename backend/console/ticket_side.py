"""Beside a ticket's history: its goods and money, what is known of the shopper's visit, what is linked."""

from __future__ import annotations

from backend.console import labels, moments
from backend.console.elements import el, icon
from backend.console.frame import Frame
from backend.console.gate import PREFIX
from backend.services.read_model import DetailLine, HistoryCode, TicketDetail
from domain.ticket_number import TicketKind, parse_ticket_number
from domain.wire import Pace, Source


def side(here: Frame, ticket: TicketDetail, same_receipt: tuple[str, ...]) -> None:
    """`same_receipt` holds the numbers of other tickets registered against the same receipt."""
    with el("aside", "side"):
        if ticket.kind is TicketKind.RETURN:
            _goods(here, ticket)
        if ticket.kind in (TicketKind.COMPLAINT, TicketKind.INQUIRY):
            _said(here, ticket)
        _shopper(here, ticket)
        _linked(here, ticket, same_receipt)


def _goods(here: Frame, ticket: TicketDetail) -> None:
    w = here.words
    with el("section", "card"):
        with el("div", "head"):
            el("h2", "h2", w("退货"))
            if ticket.receipt_code:
                with el("span", "row g6 i2 nw"):
                    icon("receipt-text-outline")
                    el("span", "", w("小票 {code}", code=_grouped(ticket.receipt_code)))
        with el("table", "goods"), el("tbody"):
            for line in ticket.lines:
                with el("tr"):
                    with el("td", "any"):
                        el("span", "", _name(line, here))
                        el("span", "i2", f" {_remark(line, here)}")
                    el("td", "", moments.money(line.refund_fen).removeprefix("¥"))
            with el("tr", "sum"):
                el("td", "", w(labels.REFUND_TO[ticket.tender]) if ticket.tender else w("退"))
                el("td", "", moments.money(ticket.refund_fen))


def _said(here: Frame, ticket: TicketDetail) -> None:
    """What the shopper told: always as text, whatever it looks like."""
    w = here.words
    facts: list[tuple[str, str]] = []
    if ticket.kind is TicketKind.INQUIRY:
        facts.append((w("找什么"), labels.said(ticket.asked)))
        if ticket.product_id:
            facts.append((w("商品编号"), ticket.product_id))
        told = next((e for e in ticket.history if e.code is HistoryCode.INQUIRED), None)
        where = labels.should_be(told.params, w) if told is not None else ""
        facts.append((w("在哪里"), where or w("系统里没有陈列位")))
    else:
        if ticket.stars is not None:
            facts.append((w("几颗星"), w.many("{n} 星", ticket.stars)))
        told = next((e for e in ticket.history if e.code is HistoryCode.COMPLAINED), None)
        about = labels.tags(str(told.params.get("tags", ""))) if told is not None else []
        if about:
            facts.append((w("关于什么"), w.listed(map(w, about))))
        facts.append((w("写了什么"), labels.said(ticket.asked) or w("没有写")))
        if ticket.receipt_code:
            facts.append((w("小票"), _grouped(ticket.receipt_code)))
    if ticket.place:
        facts.append((w("在哪台说的"), labels.said(ticket.place)))
    _card(w("顾客说的"), facts)


def _card(heading: str, facts: list[tuple[str, str]]) -> None:
    """What is known, each with its label."""
    with el("section", "card"):
        el("h2", "h2", heading)
        with el("dl"):
            for label, value in facts:
                with el("div", "know"):
                    el("dt", "", label)
                    el("dd", "any", value)


def _name(line: DetailLine, here: Frame) -> str:
    w = here.words
    amount = f"{line.weight_g / 1000:.3f} kg" if line.weight_g is not None else f"{line.quantity} {line.unit}"
    if line.gift:
        return w("赠品 {name} {amount}", name=line.name, amount=amount)
    return f"{line.name} {amount}"


def _remark(line: DetailLine, here: Frame) -> str:
    w = here.words
    parts = []
    if line.gift:
        parts.append(w("一起退"))
    if line.adjustment:
        parts.append(w("商品不退，补差价"))
    if line.reason is not None:
        parts.append(w(labels.REASON[line.reason]))
    if line.weight_g is not None:
        parts.append(w("到台复称"))
    parts.extend(w((labels.ANSWER_YES if yes else labels.ANSWER_NO)[q]) for q, yes in line.answers.items())
    if line.staff is not None:
        parts.append(w(labels.STAFF_WHY[line.staff]))
    return w("，").join(parts)


def _grouped(code: str) -> str:
    """Receipt codes are read aloud in fours."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))


def _shopper(here: Frame, ticket: TicketDetail) -> None:
    w = here.words
    facts: list[tuple[str, str]] = []
    if ticket.kind is TicketKind.ASSIST:
        facts.append((w("停在哪一步"), w(labels.step(ticket.step))))
    pace = w("长辈节奏") if ticket.pace is Pace.SENIOR else w("普通节奏")
    language = w(labels.SPEAKS.get(ticket.language, "别的语言"))
    facts.append((w("怎么用的"), w("{pace}，{language}", pace=pace, language=language)))
    if ticket.kind is TicketKind.RETURN:
        facts.append((w("回执打印"), _slip(here, ticket)))
        if ticket.source is Source.REPLICA:
            facts.append((w("小票怎么查的"), w("断线，按终端里的数据")))
    if ticket.held is not None:
        facts.append((w("为什么核对"), w(labels.HELD[ticket.held])))
    facts.extend((w("要店员看"), w(labels.STAFF_WHY[code])) for code in ticket.staff)
    _card(w("顾客"), facts)


def _slip(here: Frame, ticket: TicketDetail) -> str:
    w = here.words
    text = {"confirmed": "打好了", "failed": "没打出来", "unknown": "可能打出来了"}.get(ticket.slip or "", "还没回话")
    return w("{slip}，补打过 {n} 次", slip=w(text), n=ticket.reprints) if ticket.reprints else w(text)


def _about_this(number: str, here: Frame) -> str:
    parsed = parse_ticket_number(number)
    is_complaint = parsed is not None and parsed.kind is TicketKind.COMPLAINT
    return here.words("投诉 {no}" if is_complaint else "呼叫 {no}", no=number)


def _linked(here: Frame, ticket: TicketDetail, same_receipt: tuple[str, ...]) -> None:
    w = here.words
    links = [(_about_this(no, here), no) for no in ticket.calls]
    links.extend((w("同一张小票 {no}", no=no), no) for no in same_receipt)
    if ticket.about_ticket:
        links.append((w("工单 {no}", no=ticket.about_ticket), ticket.about_ticket))
    if not links:
        return
    with el("section", "card"):
        el("h2", "h2", w("连着的"))
        for text, number in links:
            with el("div", "row sp linked"):
                el("a", "lk", text, href=f"{PREFIX}/tickets/{number}")
