"""Each named receipt is judged as its name says, at whatever hour the demo is started."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from backend.demo.moments import slot_of
from backend.demo.store import SEED, codes, shelve, tell
from backend.demo.stories import Story
from domain.policy import Consequence, Question, ReasonCode
from domain.receipt import LineReturned, PromotionKind
from domain.refund import Chosen, refund
from domain.returns import (
    Assessment,
    NeedsStaff,
    NotReturnable,
    ReceiptNeedsStaff,
    RefusalCode,
    Returnable,
    StaffCode,
    answers_verdict,
    assess,
    judge_store,
    questions_for,
)
from tests.backend.demo.conftest import NOW

SHELVED = shelve(SEED)
POLICY = SHELVED.policy
MOMENTS = [
    pytest.param(slot_of(NOW).begins + timedelta(hours=hours, minutes=minutes), id=f"+{hours}h{minutes:02d}")
    for hours in range(0, 24, 4)
    for minutes in (0, 239)
]


def told(name: str, now: datetime = NOW) -> Story:
    return next(story for story in tell(SHELVED, now) if story.name == name)


def judged(name: str, now: datetime = NOW, returned: tuple[LineReturned, ...] = ()) -> dict[int, Assessment]:
    return {a.line.line_no: a for a in assess(told(name, now).receipt, now, POLICY, returned)}


def refused(assessment: Assessment, code: RefusalCode, detail: str = "") -> bool:
    return assessment.verdict == NotReturnable(code, detail)


def of_staff(assessment: Assessment, detail: str) -> bool:
    match assessment.verdict:
        case NeedsStaff(code=StaffCode.DEPARTMENT, detail=said):
            return said == detail
        case _:
            return False


@pytest.mark.parametrize("now", MOMENTS)
def test_the_mixed_receipt_shows_every_verdict(now: datetime) -> None:
    receipt, lines = told("mixed", now).receipt, judged("mixed", now)
    assert receipt.paid_fen == 37_800
    assert [lines[n].max_quantity for n in (1, 2, 4)] == [2, 1, 1]
    assert all(isinstance(lines[n].verdict, Returnable) for n in (1, 2, 4))
    assert [gift.name for gift in lines[2].gifts] == ["厨房湿巾 80抽"]
    assert refused(lines[5], RefusalCode.DEPARTMENT, "live_seafood")
    assert of_staff(lines[6], "power_on_test")
    due = refund(receipt, [Chosen(1, 1), Chosen(2, 1), Chosen(4, 1)], POLICY)
    assert [(line.line_no, line.refund_fen) for line in due.lines if not line.gift] == [
        (1, 6_847), (2, 4_276), (4, 1_830),
    ]  # fmt: skip
    assert due.total_fen == 12_953


@pytest.mark.parametrize("now", MOMENTS)
def test_what_must_be_fresh_is_still_in_time(now: datetime) -> None:
    for name in ("fresh_fish_yesterday", "weighed_pork", "frozen"):
        for line in judged(name, now).values():
            assert isinstance(line.verdict, Returnable)
            assert line.verdict.until - now > timedelta(minutes=1)


@pytest.mark.parametrize("now", MOMENTS)
def test_what_comes_too_late_is_too_late(now: datetime) -> None:
    for name in ("fresh_fish_late", "nine_days_old"):
        assert all(refused(line, RefusalCode.WINDOW_PASSED) for line in judged(name, now).values())


@pytest.mark.parametrize("now", MOMENTS)
def test_every_sale_was_made_while_the_store_was_open(now: datetime) -> None:
    for story in tell(SHELVED, now):
        sold = story.receipt.sold_at
        assert SHELVED.stores[0].opens < sold.time() <= SHELVED.stores[0].closes
        assert sold < now


def test_a_second_one_that_was_free_comes_back_too() -> None:
    line = judged("buy_one_get_one")[1]
    assert isinstance(line.verdict, Returnable)
    assert [gift.product_id for gift in line.gifts] == [line.line.product_id]
    due = refund(told("buy_one_get_one").receipt, [Chosen(1, 1)], POLICY)
    assert [(part.line_no, part.refund_fen) for part in due.lines] == [(1, 1_790), (2, 0)]


def test_spending_100_saved_20_in_proportion() -> None:
    receipt = told("spend_100_save_20").receipt
    (promotion,) = receipt.promotions
    assert (promotion.promotion, promotion.discount_fen) == (PromotionKind.THRESHOLD, 2_000)
    everything = [Chosen(line.line_no, line.quantity) for line in receipt.lines]
    assert refund(receipt, everything, POLICY).total_fen == receipt.paid_fen


def test_the_second_at_half_price_gives_both_three_quarters() -> None:
    receipt = told("second_half_price").receipt
    (promotion,) = receipt.promotions
    assert (promotion.promotion, promotion.every) == (PromotionKind.MULTIBUY, 2)
    one, both = (refund(receipt, [Chosen(1, n)], POLICY).total_fen for n in (1, 2))
    assert both == receipt.line(1).gross_fen - promotion.discount_fen
    assert one in (both // 2, both // 2 + 1)


def test_opened_cosmetics_come_back_only_for_what_is_wrong_with_them() -> None:
    assert all(isinstance(line.verdict, Returnable) for line in judged("opened_cosmetics").values())
    rule = POLICY.rule_for("cosmetics")
    opened = {Question.OPENED: True}
    mind = questions_for(rule, ReasonCode.CHANGED_MIND, POLICY)
    assert answers_verdict(mind, opened) is Consequence.REFUSE
    assert answers_verdict(questions_for(rule, ReasonCode.QUALITY, POLICY), opened) is Consequence.FINE


def test_pork_goes_by_the_portion() -> None:
    line = judged("weighed_pork")[1]
    assert line.line.is_weighed
    assert line.max_quantity == 1


@pytest.mark.parametrize(("name", "left"), [("returned_partly", {1: 2, 2: 1}), ("returned_wholly", {1: 0, 2: 0})])
def test_what_came_back_before_is_not_there_any_more(name: str, left: dict[int, int]) -> None:
    before = tuple(LineReturned(c.line_no, c.quantity, 0) for c in told(name).returned)
    assert {n: line.max_quantity for n, line in judged(name, returned=before).items()} == left


def test_a_receipt_of_the_other_store_goes_to_a_person() -> None:
    receipt = told("other_store").receipt
    assert receipt.store_id == "9912"
    assert judge_store(receipt.store_id, "9907", POLICY) == ReceiptNeedsStaff(StaffCode.OTHER_STORE)


def test_alcohol_comes_back_sealed() -> None:
    assert all(isinstance(line.verdict, Returnable) for line in judged("alcohol").values())
    rule = POLICY.rule_for("alcohol")
    for reason in (ReasonCode.CHANGED_MIND, ReasonCode.QUALITY):
        asked = questions_for(rule, reason, POLICY)
        assert answers_verdict(asked, {Question.OPENED: True}) is Consequence.REFUSE
        assert answers_verdict(asked, {Question.OPENED: False}) is Consequence.FINE


def test_nothing_of_a_receipt_with_live_seafood_only_comes_back() -> None:
    lines = judged("live_seafood_only").values()
    assert all(refused(line, RefusalCode.DEPARTMENT, "live_seafood") for line in lines)


def test_a_big_amount_is_above_what_goes_without_a_person() -> None:
    receipt = told("big_amount").receipt
    everything = [Chosen(line.line_no, line.quantity) for line in receipt.lines]
    assert all(isinstance(line.verdict, Returnable) for line in judged("big_amount").values())
    assert refund(receipt, everything, POLICY).total_fen > POLICY.staff_above_fen


def test_many_lines_are_more_than_go_without_a_person() -> None:
    lines = judged("many_lines").values()
    assert len(lines) == 14 > POLICY.staff_above_lines
    assert all(isinstance(line.verdict, Returnable) for line in lines)


def test_a_wrong_price_can_be_said_of_every_line() -> None:
    for line in judged("wrong_price").values():
        assert isinstance(line.verdict, Returnable)
        assert ReasonCode.WRONG_PRICE in POLICY.rule_for(line.line.department).reasons


def test_frozen_goods_ask_for_the_cold_chain() -> None:
    asked = questions_for(POLICY.rule_for("frozen"), ReasonCode.QUALITY, POLICY)
    assert answers_verdict(asked, {Question.COLD_CHAIN_KEPT: False}) is Consequence.REFUSE


def test_infant_formula_is_looked_at_nappies_are_not() -> None:
    lines = judged("infant_formula")
    assert of_staff(lines[1], "check_seal")
    assert isinstance(lines[2].verdict, Returnable)


def test_a_gift_follows_what_it_came_with_piece_by_piece() -> None:
    receipt = told("with_gift").receipt
    due = refund(receipt, [Chosen(1, 1)], POLICY)
    assert [(part.line_no, part.quantity, part.refund_fen) for part in due.lines] == [(1, 1, 4_990), (2, 1, 0)]


def test_tobacco_medicine_and_cooked_food_stay_sold() -> None:
    details = {"tobacco", "medicine", "fresh_cut"}
    verdicts = [line.verdict for line in judged("tobacco_and_health").values()]
    assert {v.detail for v in verdicts if isinstance(v, NotReturnable)} == details


def test_a_split_tender_says_both_ways_it_was_paid() -> None:
    assert len(told("split_tender").receipt.tenders) == 2


def test_each_story_has_a_code_of_its_own_at_every_hour() -> None:
    seen = [code for moment in MOMENTS[::2] for code in codes(tell(SHELVED, moment.values[0])).values()]
    assert len(set(seen)) == len(seen)
