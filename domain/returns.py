"""What can come back: a verdict per sale line, from the receipt, the moment, the policy and the ledger.

`assess` never raises on odd data: what it cannot judge goes to a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from domain.policy import ConditionQuestion, Consequence, DepartmentRule, OtherStore, Policy, Question, ReasonCode
from domain.receipt import LineReturned, Receipt, SaleLine


class StaffCode(Enum):
    """Why a person looks."""

    DEPARTMENT = "department"
    CLOCK_UNTRUSTED = "clock_untrusted"
    ODD_DATA = "odd_data"
    ANSWER = "answer"
    PRICE_ADJUSTMENT = "price_adjustment"
    AMOUNT = "amount"
    LINE_COUNT = "line_count"
    OTHER_STORE = "other_store"
    OFFLINE_CAP = "offline_cap"


class RefusalCode(Enum):
    """Why a line, or a receipt, cannot come back."""

    WINDOW_PASSED = "window_passed"
    DEPARTMENT = "department"
    ALREADY_RETURNED = "already_returned"
    GIFT_FOLLOWS = "gift_follows"
    ANSWER = "answer"
    OTHER_STORE = "other_store"


@dataclass(frozen=True, slots=True)
class Returnable:
    max_quantity: int
    until: datetime
    KIND = "returnable"


@dataclass(frozen=True, slots=True)
class NeedsStaff:
    """Can be chosen; a person looks before money moves. `detail` is the policy's own code, where it has one."""

    code: StaffCode
    max_quantity: int
    until: datetime | None = None
    detail: str = ""
    KIND = "needs_staff"


@dataclass(frozen=True, slots=True)
class NotReturnable:
    code: RefusalCode
    detail: str = ""
    KIND = "not_returnable"


Verdict = Returnable | NeedsStaff | NotReturnable


@dataclass(frozen=True, slots=True)
class Assessment:
    """One line with its verdict; gifts hang on their parent's assessment."""

    line: SaleLine
    verdict: Verdict
    already_returned: int
    gifts: tuple[SaleLine, ...] = ()

    @property
    def max_quantity(self) -> int:
        match self.verdict:
            case Returnable(max_quantity=n) | NeedsStaff(max_quantity=n):
                return n
            case NotReturnable():
                return 0


def assess(
    receipt: Receipt,
    now: datetime,
    policy: Policy,
    returned: Iterable[LineReturned] = (),
    *,
    clock_trusted: bool = True,
) -> tuple[Assessment, ...]:
    """A verdict for every line, in the order returnable, staff, not; gifts that must follow sit under their parent.

    `now` is zone-aware; windows in days end with the last calendar day in the policy's zone, windows in hours end
    to the minute.
    """
    taken = {r.line_no: r.quantity for r in returned}
    result = []
    for line in receipt.lines:
        if policy.gift_must_return and _follows(line, receipt):
            continue
        gifts = receipt.gifts_of(line.line_no) if policy.gift_must_return else ()
        already = max(0, taken.get(line.line_no, 0))
        verdict = _verdict(line, receipt.sold_at, now, policy, already, clock_trusted)
        result.append(Assessment(line, verdict, already, gifts))
    rank = {Returnable: 0, NeedsStaff: 1, NotReturnable: 2}
    return tuple(sorted(result, key=lambda a: (rank[type(a.verdict)], a.line.line_no)))


def _follows(line: SaleLine, receipt: Receipt) -> bool:
    """A gift stands under its parent. One of itself, of a gift or of nothing would stand nowhere: it is a line."""
    return any(line.gift_of == other.line_no and not other.is_gift for other in receipt.lines)


def _verdict(
    line: SaleLine, sold_at: datetime, now: datetime, policy: Policy, already: int, clock_trusted: bool
) -> Verdict:
    left = line.quantity - already
    if left <= 0:
        if line.quantity <= 0:
            return NeedsStaff(StaffCode.ODD_DATA, 0)
        return NotReturnable(RefusalCode.ALREADY_RETURNED)
    rule = policy.rule_for(line.department)
    if rule.not_returnable is not None:
        return NotReturnable(RefusalCode.DEPARTMENT, rule.not_returnable)
    if line.paid_fen < 0 or line.gross_fen < line.paid_fen:
        return NeedsStaff(StaffCode.ODD_DATA, left)
    try:
        until = window_end(rule, sold_at, policy.timezone)
    except (ValueError, OverflowError, KeyError, OSError):
        return NeedsStaff(StaffCode.ODD_DATA, left)
    if not clock_trusted:
        return NeedsStaff(StaffCode.CLOCK_UNTRUSTED, left)
    if sold_at - now > timedelta(minutes=10):
        # A sale in the future means one of two clocks is wrong: not the shopper's mistake.
        return NeedsStaff(StaffCode.CLOCK_UNTRUSTED, left)
    if now > until:
        return NotReturnable(RefusalCode.WINDOW_PASSED)
    if rule.staff is not None:
        return NeedsStaff(StaffCode.DEPARTMENT, left, until, rule.staff)
    return Returnable(left, until)


def window_end(rule: DepartmentRule, sold_at: datetime, timezone: str) -> datetime:
    """The last moment a return is possible, in UTC."""
    if rule.window is not None:
        return (sold_at + rule.window).astimezone(UTC)
    zone = ZoneInfo(timezone)
    last_day = sold_at.astimezone(zone).date() + timedelta(days=rule.window_days or 0)
    return datetime.combine(last_day, time(23, 59, 59), zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class ReceiptFine:
    KIND = "fine"


@dataclass(frozen=True, slots=True)
class ReceiptNeedsStaff:
    code: StaffCode
    KIND = "needs_staff"


@dataclass(frozen=True, slots=True)
class ReceiptRefused:
    code: RefusalCode
    KIND = "refused"


ReceiptVerdict = ReceiptFine | ReceiptNeedsStaff | ReceiptRefused


def judge_store(receipt_store: str, this_store: str, policy: Policy) -> ReceiptVerdict:
    """Whether a receipt of that store is dealt with here at all."""
    if receipt_store == this_store or policy.other_store is OtherStore.ACCEPT:
        return ReceiptFine()
    if policy.other_store is OtherStore.STAFF:
        return ReceiptNeedsStaff(StaffCode.OTHER_STORE)
    return ReceiptRefused(RefusalCode.OTHER_STORE)


def questions_for(rule: DepartmentRule, reason: ReasonCode, policy: Policy) -> tuple[ConditionQuestion, ...]:
    """The condition questions of a department for a reason; none when the goods stay with the shopper."""
    if reason in policy.price_adjustment_reasons:
        return ()
    return tuple(q for q in rule.questions if q.asked_for(reason))


def answers_verdict(
    questions: Iterable[ConditionQuestion], answers: Mapping[Question, bool]
) -> Consequence | None:
    """The worst consequence of the answers given; None while a question is open and nothing is refused yet."""
    worst = Consequence.FINE
    still_open = False
    for question in questions:
        if question.question not in answers:
            still_open = True
            continue
        match question.consequence(answers[question.question]):
            case Consequence.REFUSE:
                return Consequence.REFUSE
            case Consequence.STAFF:
                worst = Consequence.STAFF
            case Consequence.FINE:
                pass
    return None if still_open else worst
