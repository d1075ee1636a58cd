"""Verdicts: every line gets one, odd data goes to a person, and windows end when they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.policy import (
    BrokenBundle,
    ConditionQuestion,
    Consequence,
    DepartmentRule,
    OtherStore,
    Policy,
    Question,
    ReasonCode,
)
from domain.receipt import LineReturned, Receipt, SaleLine
from domain.refund import Chosen, refund
from domain.returns import (
    Assessment,
    NeedsStaff,
    NotReturnable,
    ReceiptFine,
    ReceiptNeedsStaff,
    ReceiptRefused,
    RefusalCode,
    Returnable,
    StaffCode,
    answers_verdict,
    assess,
    judge_store,
    questions_for,
    window_end,
)
from tests.support.strategies import MOMENTS, ZONES, odd_receipts, plain_policy, policies, receipts, shaped, ways_back

SHANGHAI = ZoneInfo("Asia/Shanghai")
EARLY, LATE = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
ANY_MOMENT = st.datetimes(timezones=st.just(UTC)) | st.sampled_from((EARLY, LATE))
HUGE = 2**63 - 1


def at(text: str) -> datetime:
    """As the clock in the store shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def a_line(line_no: int = 1, department: str = "dairy", **changed: Any) -> SaleLine:
    plain: dict[str, Any] = {
        "line_no": line_no, "product_id": "P", "name": "牛奶", "department": department, "quantity": 2, "unit": "箱",
        "unit_price_fen": 500, "gross_fen": 1_000, "paid_fen": 1_000, **changed,
    }  # fmt: skip
    return SaleLine(**plain)


def sold(*lines: SaleLine, sold_at: datetime = at("2026-11-20 18:42")) -> Receipt:  # noqa: B008
    return Receipt("1", "9907", "07", "0112", sold_at, lines, ())


def the_verdict(receipt: Receipt, now: str | datetime, policy: Policy, **more: Any) -> Any:
    (found,) = assess(receipt, at(now) if isinstance(now, str) else now, policy, **more)
    return found.verdict


# What always holds ------------------------------------------------------------------------------------------------


@given(odd_receipts(), ANY_MOMENT, policies(longest=HUGE), st.lists(shaped(LineReturned), max_size=4), st.booleans())
def test_whatever_the_data_nothing_raises_and_no_line_is_lost(
    receipt: Receipt, now: datetime, policy: Policy, returned: list[LineReturned], trusted: bool
) -> None:
    found = assess(receipt, now, policy, returned, clock_trusted=trusted)
    shown = [a.line for a in found] + [g for a in found for g in a.gifts]
    assert all(line in shown for line in receipt.lines)
    for assessment in found:
        assert 0 <= assessment.max_quantity <= max(0, assessment.line.quantity)


@given(receipts(), policies(), st.timedeltas(timedelta(0), timedelta(days=500)), st.booleans())
def test_a_receipt_that_adds_up_shows_each_line_once_returnable_ones_first(
    receipt: Receipt, policy: Policy, later: timedelta, trusted: bool
) -> None:
    found = assess(receipt, receipt.sold_at + later, policy, clock_trusted=trusted)
    shown = [a.line.line_no for a in found] + [g.line_no for a in found for g in a.gifts]
    if policy.gift_must_return:
        assert sorted(shown) == [line.line_no for line in receipt.lines]
    else:
        assert [a.gifts for a in found] == [()] * len(receipt.lines)
    order = [(Returnable, NeedsStaff, NotReturnable).index(type(a.verdict)) for a in found]
    assert order == sorted(order)
    if not trusted:
        assert not any(isinstance(a.verdict, Returnable) for a in found)
    odd = (StaffCode.ODD_DATA,)
    assert not any(isinstance(a.verdict, NeedsStaff) and a.verdict.code in odd for a in found)


@given(receipts(), policies(), st.data())
def test_what_assess_offers_refund_pays(receipt: Receipt, policy: Policy, data: st.DataObject) -> None:
    """Whatever came back before: the offered pieces can be returned, and never more than those."""
    returned: dict[int, LineReturned] = {}
    visits = data.draw(ways_back(receipt, gifts_follow=policy.gift_must_return))
    for visit in visits[: data.draw(st.integers(0, len(visits)))]:
        for line in refund(receipt, visit, policy, returned.values()).lines:
            before = returned.get(line.line_no, LineReturned(line.line_no, 0, 0))
            returned[line.line_no] = LineReturned(
                line.line_no, before.quantity + line.quantity, before.refund_fen + line.refund_fen
            )
    for offered in assess(receipt, receipt.sold_at, policy, returned.values()):
        if offered.max_quantity:
            refund(receipt, [Chosen(offered.line.line_no, offered.max_quantity)], policy, returned.values())
            with pytest.raises(ValueError, match="left"):
                refund(receipt, [Chosen(offered.line.line_no, offered.max_quantity + 1)], policy, returned.values())


# Windows ----------------------------------------------------------------------------------------------------------

SEVEN_DAYS = plain_policy()
ONE_DAY = plain_policy(default=DepartmentRule("*", window_hours=24))


def test_seven_days_end_with_the_seventh_day_whatever_the_hour_of_the_sale() -> None:
    for hour in ("00:00:00", "08:05:00", "23:59:59"):
        receipt = sold(a_line(), sold_at=at(f"2026-11-20 {hour}"))
        fine = the_verdict(receipt, "2026-11-27 23:59:59", SEVEN_DAYS)
        assert fine == Returnable(2, datetime(2026, 11, 27, 15, 59, 59, tzinfo=UTC))
        assert the_verdict(receipt, "2026-11-28 00:00:00", SEVEN_DAYS) == NotReturnable(RefusalCode.WINDOW_PASSED)


def test_twenty_four_hours_end_to_the_second() -> None:
    receipt = sold(a_line())
    assert isinstance(the_verdict(receipt, "2026-11-21 18:42:00", ONE_DAY), Returnable)
    assert the_verdict(receipt, "2026-11-21 18:42:01", ONE_DAY) == NotReturnable(RefusalCode.WINDOW_PASSED)


def test_no_days_at_all_mean_today() -> None:
    today = plain_policy(default=DepartmentRule("*", window_days=0))
    assert isinstance(the_verdict(sold(a_line()), "2026-11-20 23:59:59", today), Returnable)
    assert isinstance(the_verdict(sold(a_line()), "2026-11-21 00:00:00", today), NotReturnable)


def test_the_stores_own_calendar_counts_not_the_servers() -> None:
    """01:30 in Shanghai is the evening before in UTC: the window is of the shopper's day."""
    receipt = sold(a_line(), sold_at=datetime(2026, 11, 19, 17, 30, tzinfo=UTC))
    assert window_end(SEVEN_DAYS.default, receipt.sold_at, "Asia/Shanghai") == at("2026-11-27 23:59:59")
    assert window_end(SEVEN_DAYS.default, receipt.sold_at, "UTC") == datetime(2026, 11, 26, 23, 59, 59, tzinfo=UTC)


@given(MOMENTS, st.integers(0, 400), st.sampled_from(ZONES))
def test_a_window_in_days_ends_at_the_last_second_of_its_last_day(sold_at: datetime, days: int, zone: str) -> None:
    end = window_end(DepartmentRule("*", window_days=days), sold_at, zone).astimezone(ZoneInfo(zone))
    assert end.date() == sold_at.astimezone(ZoneInfo(zone)).date() + timedelta(days=days)
    assert (end.hour, end.minute, end.second) == (23, 59, 59)


@given(MOMENTS, st.integers(0, 400), st.sampled_from(ZONES))
def test_a_window_in_hours_is_so_many_hours_also_over_a_change_of_clocks(
    sold_at: datetime, hours: int, zone: str
) -> None:
    assert window_end(DepartmentRule("*", window_hours=hours), sold_at, zone) - sold_at == timedelta(hours=hours)


# Verdicts by name ---------------------------------------------------------------------------------------------------

RULES = plain_policy(
    departments=(
        DepartmentRule("live_seafood", not_returnable="live_seafood"),
        DepartmentRule("appliance", window_days=7, staff="power_on_test"),
    )
)
NOW = at("2026-11-21 10:18")


def test_a_department_that_takes_nothing_back_says_its_code() -> None:
    live = sold(a_line(department="live_seafood"))
    assert the_verdict(live, NOW, RULES) == NotReturnable(RefusalCode.DEPARTMENT, "live_seafood")
    assert the_verdict(live, NOW, RULES, clock_trusted=False) == NotReturnable(RefusalCode.DEPARTMENT, "live_seafood")


def test_a_department_a_person_looks_at_says_its_code() -> None:
    until = datetime(2026, 11, 27, 15, 59, 59, tzinfo=UTC)
    found = the_verdict(sold(a_line(department="appliance")), NOW, RULES)
    assert found == NeedsStaff(StaffCode.DEPARTMENT, 2, until, "power_on_test")


def test_what_came_back_before_is_counted() -> None:
    receipt = sold(a_line())
    assert the_verdict(receipt, NOW, RULES, returned=[LineReturned(1, 1, 500)]).max_quantity == 1
    wholly = the_verdict(receipt, NOW, RULES, returned=[LineReturned(1, 2, 1_000)])
    assert wholly == NotReturnable(RefusalCode.ALREADY_RETURNED)


def test_a_clock_nobody_trusts_decides_nothing_alone() -> None:
    assert the_verdict(sold(a_line()), NOW, RULES, clock_trusted=False) == NeedsStaff(StaffCode.CLOCK_UNTRUSTED, 2)


def test_a_sale_in_the_future_is_not_the_shoppers_mistake() -> None:
    early = NOW + timedelta(minutes=10)
    assert isinstance(the_verdict(sold(a_line(), sold_at=early), NOW, RULES), Returnable)
    late = sold(a_line(), sold_at=early + timedelta(seconds=1))
    assert the_verdict(late, NOW, RULES) == NeedsStaff(StaffCode.CLOCK_UNTRUSTED, 2)


@pytest.mark.parametrize(
    "changed", [{"paid_fen": -1}, {"paid_fen": 1_001}, {"quantity": 0}, {"quantity": -2}, {"gross_fen": -5}]
)
def test_odd_data_goes_to_a_person(changed: dict[str, int]) -> None:
    found = the_verdict(sold(a_line(**changed)), NOW, RULES)
    assert isinstance(found, NeedsStaff)
    assert found.code is StaffCode.ODD_DATA


def test_a_gift_stands_under_its_parent_and_is_a_line_where_it_may_stay() -> None:
    receipt = sold(a_line(), a_line(2, quantity=1, gross_fen=0, paid_fen=0, gift_of=1))
    (found,) = assess(receipt, NOW, RULES)
    assert (found.line.line_no, [g.line_no for g in found.gifts]) == (1, [2])
    keeps = replace(RULES, gift_must_return=False)
    assert [(a.line.line_no, a.gifts) for a in assess(receipt, NOW, keeps)] == [(1, ()), (2, ())]


@pytest.mark.parametrize("of", [(2, 1), (1, 2), (9, 1)])
def test_gifts_of_each_other_of_themselves_or_of_nothing_are_still_shown(of: tuple[int, int]) -> None:
    receipt = sold(a_line(1, gift_of=of[0]), a_line(2, gift_of=of[1]))
    assert {a.line.line_no for a in assess(receipt, NOW, RULES)} == {1, 2}


def test_the_order_is_returnable_then_a_person_then_not() -> None:
    receipt = sold(a_line(1, "live_seafood"), a_line(2, "appliance"), a_line(3), a_line(4))
    found: tuple[Assessment, ...] = assess(receipt, NOW, RULES)
    assert [a.line.line_no for a in found] == [3, 4, 2, 1]


# Stores, questions, answers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [
        (OtherStore.ACCEPT, ReceiptFine()),
        (OtherStore.STAFF, ReceiptNeedsStaff(StaffCode.OTHER_STORE)),
        (OtherStore.REFUSE, ReceiptRefused(RefusalCode.OTHER_STORE)),
    ],
)
def test_a_receipt_of_another_store(rule: OtherStore, verdict: object) -> None:
    assert judge_store("9912", "9907", plain_policy(other_store=rule)) == verdict
    assert judge_store("9907", "9907", plain_policy(other_store=rule)) == ReceiptFine()


OPENED = ConditionQuestion(Question.OPENED, if_yes=Consequence.REFUSE, reasons=(ReasonCode.CHANGED_MIND,))
COLD = ConditionQuestion(Question.COLD_CHAIN_KEPT, if_no=Consequence.STAFF)
RULE = DepartmentRule("frozen", window_hours=24, questions=(OPENED, COLD))


def test_questions_are_asked_for_their_reasons_and_not_where_the_goods_stay() -> None:
    assert questions_for(RULE, ReasonCode.CHANGED_MIND, SEVEN_DAYS) == (OPENED, COLD)
    assert questions_for(RULE, ReasonCode.QUALITY, SEVEN_DAYS) == (COLD,)
    assert questions_for(RULE, ReasonCode.WRONG_PRICE, SEVEN_DAYS) == ()


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({}, None),
        ({Question.OPENED: True}, Consequence.REFUSE),  # nothing more need be asked
        ({Question.OPENED: False}, None),
        ({Question.OPENED: False, Question.COLD_CHAIN_KEPT: True}, Consequence.FINE),
        ({Question.OPENED: False, Question.COLD_CHAIN_KEPT: False}, Consequence.STAFF),
        ({Question.OPENED: True, Question.COLD_CHAIN_KEPT: False}, Consequence.REFUSE),
        ({Question.USED: True}, None),
    ],
)
def test_the_worst_answer_decides(answers: dict[Question, bool], verdict: Consequence | None) -> None:
    assert answers_verdict((OPENED, COLD), answers) is verdict
    assert answers_verdict((), answers) is Consequence.FINE


def test_a_bundle_setting_changes_no_verdict() -> None:
    receipt = sold(a_line())
    found = [assess(receipt, NOW, replace(RULES, broken_bundle=bundle)) for bundle in BrokenBundle]
    assert found[0] == found[1]
