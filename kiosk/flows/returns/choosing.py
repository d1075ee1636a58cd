"""What comes back, why, in what condition, and for how much."""

from __future__ import annotations

from dataclasses import replace

from domain.codec import digest
from domain.policy import Consequence, ReasonCode
from domain.receipt import Receipt, TenderKind
from domain.refund import Refund, RefundLine, refund
from domain.returns import NeedsStaff, StaffCode, answers_verdict, questions_for
from domain.wire import ReturnLine
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from kiosk.flows.returns.finding import Step


def choosing(state: s.ChoosingItems, event: e.Event) -> Step | None:
    match event:
        case e.LineToggled(line_no=line_no):
            on = state.quantity(line_no) == 0
            return _with_quantity(state, line_no, _first_quantity(state, line_no) if on else 0), ()
        case e.QuantitySet(line_no=line_no, quantity=quantity):
            return _with_quantity(state, line_no, quantity), ()
        case e.LineDecided(line_no=line_no, quantity=quantity):
            return _decided(state, line_no, quantity), ()
        case e.ItemsChosen() if state.picks:
            order = [a.line.line_no for a in state.offer.choosable]
            picks = tuple(sorted(state.picks, key=lambda p: order.index(p.line_no)))
            return _next_open(state.visit, state.offer, picks), ()
        case e.ItemsChosen() if state.focus >= len(state.offer.choosable):
            # Senior pace: every line was declined one by one. Start over at the first.
            return replace(state, focus=0), ()
        case e.Back() if state.focus > 0:
            return replace(state, focus=state.focus - 1), ()
        case e.Back():
            return s.Scanning(state.visit), ()
        case _:
            return None


def _first_quantity(state: s.ChoosingItems, line_no: int) -> int:
    """Ticking a line takes one piece: the shopper adds, never has to subtract."""
    assessment = state.offer.assessment(line_no)
    return min(1, assessment.max_quantity) if assessment else 0


def _with_quantity(state: s.ChoosingItems, line_no: int, quantity: int) -> s.ChoosingItems:
    assessment = state.offer.assessment(line_no)
    if assessment is None or assessment.max_quantity == 0:
        return state
    bounded = min(max(quantity, 0), assessment.max_quantity)
    others = tuple(p for p in state.picks if p.line_no != line_no)
    if bounded == 0:
        return replace(state, picks=others)
    staff = assessment.verdict.code if isinstance(assessment.verdict, NeedsStaff) else None
    return replace(state, picks=(*others, s.Pick(line_no, bounded, staff=staff)))


def _decided(state: s.ChoosingItems, line_no: int, quantity: int) -> s.ChoosingItems:
    lines = state.offer.choosable
    if state.focus >= len(lines) or lines[state.focus].line.line_no != line_no:
        return state
    return replace(_with_quantity(state, line_no, quantity), focus=state.focus + 1)


def _next_open(visit: s.Visit, offer: s.Offer, picks: tuple[s.Pick, ...]) -> s.State:
    """The first thing still to be asked about any pick; the refund when nothing is."""
    for index, pick in enumerate(picks):
        line = offer.receipt.line(pick.line_no)
        rule = visit.policy.rule_for(line.department)
        if pick.reason is None:
            return s.GivingReason(visit, offer, picks, index, rule.reasons)
        answers = {a.question: a.yes for a in pick.answers}
        for question in questions_for(rule, pick.reason, visit.policy):
            if question.question not in answers:
                return s.Answering(visit, offer, picks, index, question)
    return review(visit, offer, picks)


def giving_reason(state: s.GivingReason, event: e.Event) -> Step | None:
    match event:
        case e.ReasonGiven(reason=reason, for_all=for_all) if reason in state.allowed:
            picks = list(state.picks)
            targets = range(state.index, len(picks)) if for_all else (state.index,)
            for i in targets:
                picks[i] = _reasoned(state.visit, state.offer, picks[i], reason)
            return _next_open(state.visit, state.offer, tuple(picks)), ()
        case e.Back():
            return _previous(state.visit, state.offer, state.picks, state.index), ()
        case _:
            return None


def _reasoned(visit: s.Visit, offer: s.Offer, pick: s.Pick, reason: ReasonCode) -> s.Pick:
    rule = visit.policy.rule_for(offer.receipt.line(pick.line_no).department)
    if pick.reason is not None or reason not in rule.reasons:
        return pick
    adjustment = reason in visit.policy.price_adjustment_reasons
    staff = StaffCode.PRICE_ADJUSTMENT if adjustment else _line_staff(offer, pick)
    return replace(pick, reason=reason, answers=(), adjustment=adjustment, staff=staff)


def _line_staff(offer: s.Offer, pick: s.Pick) -> StaffCode | None:
    assessment = offer.assessment(pick.line_no)
    verdict = assessment.verdict if assessment else None
    return verdict.code if isinstance(verdict, NeedsStaff) else None


def _previous(visit: s.Visit, offer: s.Offer, picks: tuple[s.Pick, ...], index: int) -> s.State:
    """Back from a reason: to the reason of the line before, or to the choice of lines."""
    if index == 0:
        unasked = tuple(s.Pick(p.line_no, p.quantity, staff=_line_staff(offer, p)) for p in picks)
        return s.ChoosingItems(visit, offer, unasked)
    before = index - 1
    rule = visit.policy.rule_for(offer.receipt.line(picks[before].line_no).department)
    reset = tuple(
        replace(p, reason=None, answers=(), adjustment=False, staff=_line_staff(offer, p)) if i >= before else p
        for i, p in enumerate(picks)
    )
    return s.GivingReason(visit, offer, reset, before, rule.reasons)


def answering(state: s.Answering, event: e.Event) -> Step | None:
    match event:
        case e.Answered(yes=yes):
            return _answered(state, yes), ()
        case e.Back():
            return _reason_again(state), ()
        case _:
            return None


def _answered(state: s.Answering, yes: bool) -> s.State:
    pick = state.picks[state.index].with_answer(state.question.question, yes)
    rule = state.visit.policy.rule_for(state.offer.receipt.line(pick.line_no).department)
    asked = questions_for(rule, pick.reason, state.visit.policy) if pick.reason else ()
    answers = {a.question: a.yes for a in pick.answers}
    verdict = answers_verdict(asked, answers)
    if verdict is Consequence.REFUSE:
        return s.AnswerRefused(state.visit, state.offer, state.picks, state.index, state.question)
    if any(q.question in answers and q.consequence(answers[q.question]) is Consequence.STAFF for q in asked):
        pick = replace(pick, staff=pick.staff or StaffCode.ANSWER)
    picks = (*state.picks[: state.index], pick, *state.picks[state.index + 1 :])
    return _next_open(state.visit, state.offer, picks)


def _reason_again(state: s.Answering | s.AnswerRefused) -> s.State:
    pick = state.picks[state.index]
    cleared = replace(pick, reason=None, answers=(), adjustment=False, staff=_line_staff(state.offer, pick))
    picks = (*state.picks[: state.index], cleared, *state.picks[state.index + 1 :])
    rule = state.visit.policy.rule_for(state.offer.receipt.line(pick.line_no).department)
    return s.GivingReason(state.visit, state.offer, picks, state.index, rule.reasons)


def answer_refused(state: s.AnswerRefused, event: e.Event) -> Step | None:
    match event:
        case e.LineDropped():
            picks = (*state.picks[: state.index], *state.picks[state.index + 1 :])
            if not picks:
                return s.ChoosingItems(state.visit, state.offer), ()
            return _next_open(state.visit, state.offer, picks), ()
        case e.Back():
            return s.Answering(state.visit, state.offer, state.picks, state.index, state.question), ()
        case _:
            return None


def review(visit: s.Visit, offer: s.Offer, picks: tuple[s.Pick, ...]) -> s.State:
    """The refund of the picks, or a person where it may not be accepted without the line."""
    amount = refund(offer.receipt, [p.chosen for p in picks if not p.adjustment], visit.policy, offer.returned)
    if offer.offline_left_fen is not None and amount.total_fen > offer.offline_left_fen:
        return s.StaffNeeded(visit, s.StaffWhy.OFFLINE_CAP, offer)
    codes = [p.staff for p in picks if p.staff is not None]
    if amount.total_fen > visit.policy.staff_above_fen:
        codes.append(StaffCode.AMOUNT)
    if len(picks) > visit.policy.staff_above_lines:
        codes.append(StaffCode.LINE_COUNT)
    return s.Reviewing(visit, offer, picks, amount, tuple(dict.fromkeys(codes)))


def reviewing(state: s.Reviewing, event: e.Event) -> Step | None:
    match event:
        case e.Confirmed():
            order = order_of(state)
            return s.Issuing(state, order), (e.IssueReturn(order),)
        case e.Back():
            unasked = tuple(s.Pick(p.line_no, p.quantity, staff=_line_staff(state.offer, p)) for p in state.picks)
            return s.ChoosingItems(state.visit, state.offer, unasked), ()
        case _:
            return None


def order_of(state: s.Reviewing) -> s.ReturnOrder:
    """The order's id is a digest of what is ordered in this session: confirming twice orders once."""
    receipt, offer = state.offer.receipt, state.offer
    lines = return_lines(receipt, state.picks, state.refund)
    content = (state.visit.session_id, receipt.code, lines)
    return s.ReturnOrder(
        order_id=digest(content),
        receipt=receipt,
        source=offer.source,
        checked_as_of=offer.as_of,
        policy_version=state.visit.policy.version,
        lines=lines,
        refund_fen=state.refund.total_fen,
        tender=refund_tender(receipt),
        to_verify=state.to_verify,
        staff=state.staff,
    )


def return_lines(receipt: Receipt, picks: tuple[s.Pick, ...], amount: Refund) -> tuple[ReturnLine, ...]:
    """What travels: refunded lines (gifts and made-up money included), then lines whose price a person settles."""
    by_line = {p.line_no: p for p in picks}
    refunded = tuple(_refunded_line(receipt, by_line.get(r.line_no), r) for r in amount.lines)
    adjusted = tuple(_adjusted_line(receipt, p) for p in picks if p.adjustment)
    return refunded + adjusted


def _refunded_line(receipt: Receipt, pick: s.Pick | None, part: RefundLine) -> ReturnLine:
    line = receipt.line(part.line_no)
    return ReturnLine(
        line_no=line.line_no, name=line.name, quantity=part.quantity, unit=line.unit, price_fen=part.price_fen,
        discount_fen=part.discount_fen, refund_fen=part.refund_fen, weight_g=line.weight_g,
        reason=pick.reason if pick else None, answers=pick.answers if pick else (), gift=part.gift,
        staff=pick.staff if pick else None,
    )  # fmt: skip


def _adjusted_line(receipt: Receipt, pick: s.Pick) -> ReturnLine:
    line = receipt.line(pick.line_no)
    return ReturnLine(
        line_no=line.line_no, name=line.name, quantity=pick.quantity, unit=line.unit, price_fen=0, discount_fen=0,
        refund_fen=0, weight_g=line.weight_g, reason=pick.reason, adjustment=True, staff=pick.staff,
    )  # fmt: skip


def refund_tender(receipt: Receipt) -> TenderKind:
    """How the money comes back: the way most of it was paid."""
    if not receipt.tenders:
        return TenderKind.CASH
    return max(receipt.tenders, key=lambda t: t.amount_fen).tender
