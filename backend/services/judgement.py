"""What the central service makes of a return a kiosk accepted: pure, from the sale, the policy and the ledger.

A return that does not hold is never thrown away (a shopper has its slip): it is held for a person, and nothing is paid.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from backend.services.ledger import Wanted
from backend.services.read_model import HeldCode
from domain.policy import Policy
from domain.receipt import LineReturned, Receipt
from domain.refund import Chosen, refund
from domain.returns import (
    NotReturnable,
    ReceiptRefused,
    RefusalCode,
    StaffCode,
    assess,
    judge_store,
)
from domain.wire import ReturnRegistered


@dataclass(frozen=True, slots=True)
class Held:
    code: HeldCode
    params: tuple[tuple[str, str | int], ...] = ()


def wanted_of(body: ReturnRegistered) -> tuple[Wanted, ...]:
    """What the return takes from the ledger: adjustments leave the goods with the shopper and take nothing."""
    return tuple(
        Wanted(line.line_no, line.quantity, line.refund_fen) for line in body.lines if not line.adjustment
    )


def judge(
    body: ReturnRegistered, receipt: Receipt, policy: Policy | None, returned: Iterable[LineReturned]
) -> Held | None:
    """None when sale and policy bear the return out. The ledger itself has the last word on quantities."""
    there = {line.line_no for line in receipt.lines}
    for line in body.lines:
        if line.line_no not in there:
            return Held(HeldCode.LINE_UNKNOWN, (("line_no", line.line_no),))
    claimed = sum(line.refund_fen for line in body.lines)
    if claimed != body.refund_fen or any(line.adjustment and line.refund_fen for line in body.lines):
        return Held(HeldCode.REFUND_DIFFERS, (("claimed_fen", body.refund_fen), ("due_fen", claimed)))
    if policy is None:
        return None
    return _against_policy(body, receipt, policy) or _against_sale(body, receipt, policy, tuple(returned))


def _against_policy(body: ReturnRegistered, receipt: Receipt, policy: Policy) -> Held | None:
    if isinstance(judge_store(receipt.store_id, body.store_id, policy), ReceiptRefused):
        return Held(HeldCode.NOT_RETURNABLE, (("line_no", 0), ("refusal", RefusalCode.OTHER_STORE.value)))
    # What came back before is the ledger's affair; here only goods and days count, at the kiosk's own time.
    trusted = StaffCode.CLOCK_UNTRUSTED not in body.staff
    chosen = {line.line_no for line in body.lines if line.quantity > 0}
    for assessment in assess(receipt, body.accepted_at, policy, clock_trusted=trusted):
        if assessment.line.line_no in chosen and isinstance(assessment.verdict, NotReturnable):
            return Held(
                HeldCode.NOT_RETURNABLE,
                (("line_no", assessment.line.line_no), ("refusal", assessment.verdict.code.value)),
            )
    return None


def _against_sale(
    body: ReturnRegistered, receipt: Receipt, policy: Policy, returned: tuple[LineReturned, ...]
) -> Held | None:
    chosen = [Chosen(line.line_no, line.quantity) for line in body.lines if line.quantity > 0 and not line.adjustment]
    try:
        due = refund(receipt, chosen, policy, returned)
    except (ValueError, KeyError):
        return None  # more than is left: the ledger says so, with what is left
    given = {c.line_no: c.quantity for c in chosen}
    for line in due.lines:
        if line.gift and given.get(line.line_no, 0) < line.quantity:
            return Held(HeldCode.GIFT_MISSING, (("line_no", line.line_no),))
    if body.refund_fen > due.total_fen:
        return Held(HeldCode.REFUND_DIFFERS, (("claimed_fen", body.refund_fen), ("due_fen", due.total_fen)))
    return None
