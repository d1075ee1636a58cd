"""What comes back, why, and for how much: decided by the shopper within the rules."""

from __future__ import annotations

from domain.policy import Question, ReasonCode
from domain.receipt import LineReturned
from domain.reference import ReceiptKnown
from domain.returns import StaffCode
from domain.wire import Source
from kiosk.flows.returns import events as e
from kiosk.flows.returns import states as s
from tests.kiosk.builders import MIXED, POLICY, checked, line, receipt
from tests.kiosk.flows.returns.walking import MILK_AND_TISSUE, REASONS, START, walk


def test_fully_returned_leaves_nothing_to_choose() -> None:
    r = receipt(line(1, "盐", "dry", 300))
    known = ReceiptKnown(r, (LineReturned(1, 1, 300),))
    state, _ = walk(*START, checked(r, known=known))
    assert isinstance(state, s.NothingReturnable)


def test_only_what_is_left_can_be_chosen() -> None:
    known = ReceiptKnown(MIXED, (LineReturned(1, 1, 6847),))
    state, _ = walk(*START, checked(known=known), e.QuantitySet(1, 2))
    assert isinstance(state, s.ChoosingItems)
    assert state.quantity(1) == 1
    state, _ = walk(e.LineToggled(5), e.LineToggled(99), state=state)
    assert isinstance(state, s.ChoosingItems)
    assert {p.line_no for p in state.picks} == {1}, "what cannot come back cannot be ticked"


def test_an_answer_can_take_a_line_out_and_the_rest_goes_on() -> None:
    r = receipt(line(1, "口红", "cosmetics", 9900), line(2, "盐", "dry", 300))
    chosen = (e.LineToggled(1), e.LineToggled(2), e.ItemsChosen(), e.ReasonGiven(ReasonCode.CHANGED_MIND))
    state, _ = walk(*START, checked(r), *chosen)
    assert isinstance(state, s.Answering)
    assert state.question.question is Question.OPENED
    refused, _ = walk(e.Answered(True), state=state)
    assert isinstance(refused, s.AnswerRefused)
    back, _ = walk(e.Back(), state=refused)
    assert back == state
    rest, _ = walk(e.LineDropped(), e.ReasonGiven(ReasonCode.CHANGED_MIND), state=refused)
    assert isinstance(rest, s.Reviewing)
    assert rest.refund.total_fen == 300


def test_one_reason_for_all_spares_the_asking() -> None:
    asked, _ = walk(*START, checked(), *MILK_AND_TISSUE)
    assert isinstance(asked, s.GivingReason)
    state, _ = walk(e.ReasonGiven(ReasonCode.CHANGED_MIND, for_all=True), state=asked)
    assert isinstance(state, s.Reviewing)


def test_a_wrong_price_keeps_the_goods_and_brings_a_person() -> None:
    state, _ = walk(*START, checked(), e.LineToggled(4), e.ItemsChosen(), e.ReasonGiven(ReasonCode.WRONG_PRICE))
    assert isinstance(state, s.Reviewing)
    assert state.refund.total_fen == 0
    assert state.staff == (StaffCode.PRICE_ADJUSTMENT,)
    _, effects = walk(e.Confirmed(), state=state)
    (order,) = [x.order for x in effects if isinstance(x, e.IssueReturn)]
    assert [(n.line_no, n.adjustment, n.refund_fen) for n in order.lines] == [(4, True, 0)]


def test_a_large_amount_is_registered_and_looked_at() -> None:
    r = receipt(line(1, "电视", "tv", 250_000))
    state, _ = walk(*START, checked(r), e.LineToggled(1), e.ItemsChosen(), e.ReasonGiven(ReasonCode.QUALITY))
    assert isinstance(state, s.Reviewing)
    assert StaffCode.AMOUNT in state.staff


def test_without_the_line_the_cap_sends_to_a_person_and_less_is_marked_to_verify() -> None:
    offline = checked(source=Source.REPLICA, offline_left_fen=20_000)
    small, _ = walk(*START, offline, *MILK_AND_TISSUE, *REASONS)
    assert isinstance(small, s.Reviewing)
    assert small.to_verify
    large, _ = walk(*START, offline, e.LineToggled(6), e.QuantitySet(1, 2), e.ItemsChosen(),
                    *[e.ReasonGiven(ReasonCode.QUALITY)] * 2)  # fmt: skip
    assert isinstance(large, s.StaffNeeded)
    assert large.why is s.StaffWhy.OFFLINE_CAP


def test_senior_pace_asks_line_by_line_and_back_undoes() -> None:
    state, _ = walk(*START, checked())
    assert isinstance(state, s.ChoosingItems)
    lines = [a.line.line_no for a in state.offer.choosable]
    state, _ = walk(e.LineDecided(lines[0], 1), state=state)
    assert isinstance(state, s.ChoosingItems)
    assert (state.focus, state.quantity(lines[0])) == (1, 1)
    undone, _ = walk(e.Back(), e.LineDecided(lines[0], 0), state=state)
    assert isinstance(undone, s.ChoosingItems)
    assert undone.picks == ()
    late, _ = walk(e.LineDecided(lines[0], 2), state=state)
    assert late == state, "a tap meant for the line before does nothing to this one"


def test_the_policy_of_these_stories_is_sound() -> None:
    assert POLICY.rule_for("unknown") is POLICY.default
