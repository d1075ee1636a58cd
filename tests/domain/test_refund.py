"""What comes back: all of it in the end, never more than was paid, and with arithmetic that adds up."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.policy import BrokenBundle, Policy
from domain.receipt import (
    AppliedPromotion,
    LineReturned,
    PromotionKind,
    Receipt,
    SaleLine,
    Tender,
    TenderKind,
    faults,
)
from domain.receipt_code import ReceiptCode
from domain.refund import BundleStep, Chosen, Refund, refund, with_gifts
from tests.support.strategies import plain_policy, receipts, ways_back

PRORATE = plain_policy(broken_bundle=BrokenBundle.PRORATE)
REPRICE = plain_policy(broken_bundle=BrokenBundle.REPRICE)
POLICIES = st.builds(
    lambda bundle, gifts: plain_policy(broken_bundle=bundle, gift_must_return=gifts),
    st.sampled_from(BrokenBundle),
    st.booleans(),
)


class Ledger:
    """What came back so far, as the central service keeps it."""

    def __init__(self) -> None:
        self._held: dict[int, LineReturned] = {}

    def book(self, found: Refund) -> None:
        for line in found.lines:
            before = self._held.get(line.line_no, LineReturned(line.line_no, 0, 0))
            self._held[line.line_no] = LineReturned(
                line.line_no, before.quantity + line.quantity, before.refund_fen + line.refund_fen
            )

    @property
    def lines(self) -> tuple[LineReturned, ...]:
        return tuple(self._held.values())


# Random receipts, random ways back ---------------------------------------------------------------------------------


@given(receipts())
def test_receipts_of_these_tests_are_as_an_importer_takes_them(receipt: Receipt) -> None:
    assert faults(receipt) == []


@given(receipts(), POLICIES, st.data())
def test_all_lines_together_give_what_was_paid_in_any_order_and_any_split(
    receipt: Receipt, policy: Policy, data: st.DataObject
) -> None:
    ledger, total = Ledger(), 0
    for visit in data.draw(ways_back(receipt, gifts_follow=policy.gift_must_return)):
        found = refund(receipt, visit, policy, ledger.lines)
        assert all(line.refund_fen >= 0 and line.discount_fen >= 0 for line in found.lines)
        assert all(line.price_fen - line.discount_fen == line.refund_fen for line in found.lines)
        ledger.book(found)
        total += found.total_fen
        for held in ledger.lines:
            assert held.refund_fen <= receipt.line(held.line_no).paid_fen
            assert held.quantity <= receipt.line(held.line_no).quantity
        assert total <= receipt.paid_fen
    assert total == receipt.paid_fen
    assert {held.line_no: held.quantity for held in ledger.lines} == {n.line_no: n.quantity for n in receipt.lines}


@given(receipts(), st.data())
def test_prorated_no_way_back_pays_better_than_another(receipt: Receipt, data: st.DataObject) -> None:
    """What a line has given after so many pieces does not depend on what else came back, or when."""
    ledger = Ledger()
    for visit in data.draw(ways_back(receipt, gifts_follow=True)):
        ledger.book(refund(receipt, visit, PRORATE, ledger.lines))
        for held in ledger.lines:
            alone = plain_policy(gift_must_return=False)
            at_once = refund(receipt, [Chosen(held.line_no, held.quantity)], alone)
            assert held.refund_fen == at_once.total_fen


@given(receipts(), st.data())
def test_repricing_never_pays_more_than_prorating(receipt: Receipt, data: st.DataObject) -> None:
    visit = data.draw(ways_back(receipt, gifts_follow=True))[0]
    assert refund(receipt, visit, REPRICE).total_fen <= refund(receipt, visit, PRORATE).total_fen


@given(receipts(), POLICIES, st.data())
def test_the_arithmetic_shown_is_the_arithmetic_done(receipt: Receipt, policy: Policy, data: st.DataObject) -> None:
    """A line's discount is its mark-down and its shares of promotions, to the fen, piece by piece."""
    ledger = Ledger()
    for visit in data.draw(ways_back(receipt, gifts_follow=policy.gift_must_return)):
        found = refund(receipt, visit, policy, ledger.lines)
        prorated = refund(receipt, visit, plain_policy(gift_must_return=policy.gift_must_return), ledger.lines)
        assert found.shares == prorated.shares
        for line in prorated.lines:
            shares = [s for s in found.shares if s.line_no == line.line_no]
            assert all(s.share_fen >= 0 and s.part_fen <= s.whole_fen for s in shares)
            sale = receipt.line(line.line_no)
            if not sale.line_discount_fen:
                assert sum(s.share_fen for s in shares) == line.discount_fen
            elif line.quantity == sale.quantity:
                assert sum(s.share_fen for s in shares) + sale.line_discount_fen == line.discount_fen
            else:
                assert sum(s.share_fen for s in shares) <= line.discount_fen
        ledger.book(found)


@given(receipts(), POLICIES, st.data())
def test_choosing_too_much_is_an_error_not_money(receipt: Receipt, policy: Policy, data: st.DataObject) -> None:
    line = data.draw(st.sampled_from([each for each in receipt.lines if not each.is_gift]))
    with pytest.raises(ValueError, match="left"):
        refund(receipt, [Chosen(line.line_no, line.quantity + 1)], policy)
    with pytest.raises(KeyError):
        refund(receipt, [Chosen(999, 1)], policy)


@given(receipts(), st.sampled_from((PRORATE, REPRICE)), st.data())
def test_more_in_the_ledger_than_was_paid_pays_nothing_more(
    receipt: Receipt, policy: Policy, data: st.DataObject
) -> None:
    """A person may have paid out more than our sum at the desk: that is never taken back from the next line."""
    line = data.draw(st.sampled_from([each for each in receipt.lines if not each.is_gift]))
    others = [each for each in receipt.lines if each.line_no != line.line_no and not each.is_gift]
    generous = [LineReturned(each.line_no, each.quantity, each.paid_fen + 500) for each in others]
    done = data.draw(st.integers(0, line.quantity - 1))
    generous += [LineReturned(line.line_no, done, line.paid_fen + 500)] if done else []
    found = refund(receipt, [Chosen(line.line_no, line.quantity - done)], policy, generous)
    assert all(each.refund_fen >= 0 for each in found.lines)
    assert found.total_fen <= line.paid_fen


# Stories ---------------------------------------------------------------------------------------------------------


def a_line(line_no: int, each_fen: int, quantity: int = 1, gift_of: int | None = None) -> SaleLine:
    gross = each_fen * quantity
    return SaleLine(line_no, f"P{line_no}", f"商品{line_no}", "dairy", quantity, "件", each_fen, gross, gross,
                    gift_of=gift_of)  # fmt: skip


def sold(*lines: SaleLine, promotions: tuple[AppliedPromotion, ...] = (), shares: tuple[int, ...] = ()) -> Receipt:
    from dataclasses import replace

    given_shares = (*shares, *([0] * (len(lines) - len(shares))))
    paid = tuple(
        replace(line, basket_share_fen=share, paid_fen=line.gross_fen - line.line_discount_fen - share)
        for line, share in zip(lines, given_shares, strict=True)
    )
    at = datetime(2026, 11, 20, 10, 42, tzinfo=UTC)
    code = ReceiptCode.make("9907", "07", at.date(), 1842).text
    total = sum(line.paid_fen for line in paid)
    receipt = Receipt(code, "9907", "07", "0112", at, paid, (Tender(TenderKind.WECHAT, total),), promotions)
    assert faults(receipt) == []
    return receipt


def spend(threshold: int, off: int, *line_nos: int, repeats: bool = False, steps: int = 1) -> AppliedPromotion:
    return AppliedPromotion("T", PromotionKind.THRESHOLD, "满减", off * steps, line_nos, off, threshold, 0, repeats)


def every(pieces: int, off: int, line_no: int, steps: int = 1) -> AppliedPromotion:
    return AppliedPromotion("M", PromotionKind.MULTIBUY, "第二件半价", off * steps, (line_no,), off, 0, pieces, True)


MILK_AND_TISSUE = sold(
    a_line(1, 7_990, 2), a_line(2, 4_990), promotions=(spend(20_000, 3_000, 1, 2),), shares=(2_286, 714)
)


def test_spend_200_save_30_is_shared_by_price_and_each_box_carries_its_own() -> None:
    found = refund(MILK_AND_TISSUE, [Chosen(1, 1), Chosen(2, 1)], PRORATE)
    assert [(line.price_fen, line.discount_fen, line.refund_fen) for line in found.lines] == [
        (7_990, 1_143, 6_847),
        (4_990, 714, 4_276),
    ]
    assert [(s.discount_fen, s.part_fen, s.whole_fen, s.share_fen) for s in found.shares] == [
        (3_000, 7_990, 20_970, 1_143),
        (3_000, 4_990, 20_970, 714),
    ]
    assert found.bundles == ()


def test_repriced_a_broken_threshold_costs_its_discount_and_is_made_up_when_all_comes_back() -> None:
    first = refund(MILK_AND_TISSUE, [Chosen(2, 1)], REPRICE)
    assert first.total_fen == 4_990 - 3_000
    assert first.bundles == (BundleStep("T", "满减", 3_000, 0),)
    ledger = Ledger()
    ledger.book(first)
    second = refund(MILK_AND_TISSUE, [Chosen(1, 2)], REPRICE, ledger.lines)
    assert second.total_fen == 15_980
    assert [(line.line_no, line.quantity, line.refund_fen) for line in second.lines] == [(1, 2, 13_694), (2, 0, 2_286)]


def test_repriced_a_cheap_thing_that_breaks_a_dear_promotion_gives_nothing_and_costs_nothing() -> None:
    receipt = sold(a_line(1, 9_900), a_line(2, 150), promotions=(spend(10_000, 2_000, 1, 2),), shares=(1_970, 30))
    first = refund(receipt, [Chosen(2, 1)], REPRICE)
    assert (first.total_fen, first.lines[0].price_fen) == (0, 150)
    ledger = Ledger()
    ledger.book(first)
    assert refund(receipt, [Chosen(1, 1)], REPRICE, ledger.lines).total_fen == receipt.paid_fen


def test_repriced_what_still_reaches_the_threshold_keeps_its_discount() -> None:
    receipt = sold(
        a_line(1, 10_000, 3), promotions=(spend(10_000, 2_000, 1, repeats=True, steps=3),), shares=(6_000,)
    )
    assert refund(receipt, [Chosen(1, 1)], REPRICE).total_fen == 8_000
    assert refund(receipt, [Chosen(1, 1)], REPRICE).bundles == (BundleStep("T", "满减", 6_000, 4_000),)


def test_second_at_half_price() -> None:
    receipt = sold(a_line(1, 2_000, 2), promotions=(every(2, 1_000, 1),), shares=(1_000,))
    assert refund(receipt, [Chosen(1, 1)], PRORATE).total_fen == 1_500
    assert refund(receipt, [Chosen(1, 1)], REPRICE).total_fen == 1_000
    four = sold(a_line(1, 2_000, 4), promotions=(every(2, 1_000, 1, steps=2),), shares=(2_000,))
    assert refund(four, [Chosen(1, 2)], REPRICE).total_fen == 3_000
    assert refund(four, [Chosen(1, 1)], REPRICE).total_fen == 1_000


def test_buy_one_get_one_the_gift_comes_along() -> None:
    receipt = sold(a_line(1, 1_290, 2), a_line(2, 0, 2, gift_of=1))
    found = refund(receipt, [Chosen(1, 1)], PRORATE)
    assert [(line.line_no, line.quantity, line.refund_fen, line.gift) for line in found.lines] == [
        (1, 1, 1_290, False),
        (2, 1, 0, True),
    ]
    keeps = plain_policy(gift_must_return=False)
    assert [line.line_no for line in refund(receipt, [Chosen(1, 1)], keeps).lines] == [1]


def test_one_gift_for_two_pieces_goes_with_the_first_of_them_and_not_twice() -> None:
    receipt = sold(a_line(1, 1_290, 2), a_line(2, 0, 1, gift_of=1))
    assert Chosen(2, 1) in with_gifts(receipt, [Chosen(1, 1)], (), PRORATE)
    gone = (LineReturned(1, 1, 1_290), LineReturned(2, 1, 0))
    assert with_gifts(receipt, [Chosen(1, 1)], gone, PRORATE) == (Chosen(1, 1),)


def test_each_fen_shown_is_the_fen_taken_off_the_piece_at_hand() -> None:
    """Two pieces, 3 fen off: which piece carries 2 of them is the same in the explanation and in the money."""
    receipt = sold(a_line(1, 500, 2), promotions=(spend(1_000, 3, 1),), shares=(3,))
    first = refund(receipt, [Chosen(1, 1)], PRORATE)
    second = refund(receipt, [Chosen(1, 1)], PRORATE, [LineReturned(1, 1, first.total_fen)])
    for found in (first, second):
        assert found.shares[0].share_fen == found.lines[0].discount_fen
    assert first.total_fen + second.total_fen == 997
