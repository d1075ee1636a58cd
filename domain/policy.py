"""Return policy: versioned data that decides (see `domain.returns`). Written as TOML or JSON, never as code."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from domain.codec import DecodeError, decode
from domain.money import Fen


class ReasonCode(Enum):
    QUALITY = "quality"
    SPOILED = "spoiled"
    EXPIRED = "expired"
    DAMAGED_PACKAGE = "damaged_package"
    WRONG_ITEM = "wrong_item"
    NOT_AS_DESCRIBED = "not_as_described"
    CHANGED_MIND = "changed_mind"
    WRONG_PRICE = "wrong_price"


class Question(Enum):
    """Condition questions; each is asked so that "yes" describes the goods. Words live with the screens."""

    OPENED = "opened"
    COLD_CHAIN_KEPT = "cold_chain_kept"
    ALL_PARTS_THERE = "all_parts_there"
    USED = "used"


class Consequence(Enum):
    """What an answer leads to."""

    FINE = "fine"
    STAFF = "staff"
    REFUSE = "refuse"


class BrokenBundle(Enum):
    """How a promotion is settled when part of what earned it comes back.

    PRORATE: every piece returns what was paid for it, the promotion's share taken off.
    REPRICE: what stays is priced again as if bought alone; the shopper gets the difference, never less than nothing
    and never more than the share that was paid.
    """

    PRORATE = "prorate"
    REPRICE = "reprice"


class OtherStore(Enum):
    ACCEPT = "accept"
    STAFF = "staff"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class ConditionQuestion:
    question: Question
    if_yes: Consequence = Consequence.FINE
    if_no: Consequence = Consequence.FINE
    reasons: tuple[ReasonCode, ...] = ()
    """Asked only for these reasons; for all when empty."""

    def consequence(self, yes: bool) -> Consequence:
        return self.if_yes if yes else self.if_no

    def asked_for(self, reason: ReasonCode) -> bool:
        return not self.reasons or reason in self.reasons


LONGEST_DAYS = 3_660


@dataclass(frozen=True, slots=True)
class DepartmentRule:
    """A department's rule. Exactly one of `window_days`, `window_hours`, or `not_returnable` with its code."""

    department: str
    window_days: int | None = None
    window_hours: int | None = None
    not_returnable: str | None = None
    staff: str | None = None
    """A code: a person looks at these goods, whatever the answers."""
    reasons: tuple[ReasonCode, ...] = (
        ReasonCode.QUALITY,
        ReasonCode.DAMAGED_PACKAGE,
        ReasonCode.WRONG_ITEM,
        ReasonCode.CHANGED_MIND,
        ReasonCode.WRONG_PRICE,
    )
    questions: tuple[ConditionQuestion, ...] = ()

    def __post_init__(self) -> None:
        given = [v is not None for v in (self.window_days, self.window_hours, self.not_returnable)]
        wrong: list[str] = []
        if sum(given) != 1:
            wrong.append("give exactly one of window_days, window_hours, not_returnable")
        if (self.window_days or 0) < 0 or (self.window_hours or 0) < 0:
            wrong.append("a window cannot be negative")
        if self.not_returnable is None and not self.reasons:
            wrong.append("a returnable department needs at least one reason")
        if wrong:
            raise ValueError("; ".join(wrong))

    @property
    def window(self) -> timedelta | None:
        """None where a day window is counted on the calendar, or nothing is returnable."""
        return timedelta(hours=self.window_hours) if self.window_hours is not None else None


@dataclass(frozen=True, slots=True)
class OfflineCaps:
    """What may be accepted without the line: per ticket and per kiosk and day."""

    ticket_fen: Fen = 50_000
    day_fen: Fen = 500_000
    day_tickets: int = 100


@dataclass(frozen=True, slots=True)
class Policy:
    """`default` serves departments without a rule of their own. Limits are inclusive: above them a person looks."""

    version: str
    timezone: str
    default: DepartmentRule
    departments: tuple[DepartmentRule, ...] = ()
    gift_must_return: bool = True
    broken_bundle: BrokenBundle = BrokenBundle.PRORATE
    price_adjustment_reasons: tuple[ReasonCode, ...] = (ReasonCode.WRONG_PRICE,)
    staff_above_fen: Fen = 100_000
    staff_above_lines: int = 10
    other_store: OtherStore = OtherStore.STAFF
    offline: OfflineCaps = OfflineCaps()
    promise_minutes: int = 30
    keep_days: int = 2
    """A registered return waits this many days after today, until the store closes on the last one."""

    def __post_init__(self) -> None:
        wrong = _named_wrongly(self.timezone, [rule.department for rule in self.departments])
        if min(self.staff_above_fen, self.staff_above_lines, self.promise_minutes, self.keep_days) < 0:
            wrong.append("limits cannot be negative")
        if min(self.offline.ticket_fen, self.offline.day_fen, self.offline.day_tickets) < 0:
            wrong.append("offline limits cannot be negative")
        if wrong:
            raise ValueError("; ".join(wrong))

    def rule_for(self, department: str) -> DepartmentRule:
        for rule in self.departments:
            if rule.department == department:
                return rule
        return self.default


def policy_from_plain(data: Any) -> Policy:
    """From parsed JSON or TOML. Raises DecodeError with every fault."""
    try:
        return decode(Policy, data)
    except DecodeError as error:
        # Where a rule is wrong there is no policy yet to be asked what is wrong between its rules; the data can be.
        told = "; ".join(error.errors)
        raise DecodeError([*error.errors, *(fault for fault in _plain_faults(data) if fault not in told)]) from None


def _plain_faults(data: Any) -> list[str]:
    if not isinstance(data, dict):
        return []
    zone, rules = data.get("timezone"), data.get("departments")
    named = [r.get("department") for r in rules if isinstance(r, dict)] if isinstance(rules, list | tuple) else []
    names = [name for name in named if isinstance(name, str)]
    return _named_wrongly(zone if isinstance(zone, str) else "UTC", names)


def _named_wrongly(timezone: str, departments: list[str]) -> list[str]:
    wrong: list[str] = []
    twice = sorted({name for name in departments if departments.count(name) > 1})
    if twice:
        wrong.append(f"departments named twice: {', '.join(twice)}")
    try:
        ZoneInfo(timezone)
    except (ValueError, KeyError, OSError):
        wrong.append("timezone must be a name such as Asia/Shanghai")
    return wrong


def policy_from_toml(text: str) -> Policy:
    """Raises DecodeError with every fault; the text's own syntax errors name their line."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DecodeError([f"not TOML: {error}"]) from None
    policy = policy_from_plain(data)
    slips = _slips_of_the_finger(policy)
    if slips:
        raise DecodeError(slips)
    return policy


def _slips_of_the_finger(policy: Policy) -> list[str]:
    """What can be reckoned with, but nobody can have meant."""
    wrong = [] if policy.version.strip() else ["version: needs a name"]
    for rule in (policy.default, *policy.departments):
        if (rule.window_days or 0) > LONGEST_DAYS or (rule.window_hours or 0) > 24 * LONGEST_DAYS:
            wrong.append(f"department {ascii(rule.department)[:60]}: a window cannot be longer than ten years")
    if policy.keep_days > LONGEST_DAYS or policy.promise_minutes > 1440 * LONGEST_DAYS:
        wrong.append("nothing is kept or promised for longer than ten years")
    return wrong
