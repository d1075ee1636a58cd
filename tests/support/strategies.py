"""Hypothesis strategies for the shop's own types: receipts that add up, policies that read, and odd ones."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import Any

from hypothesis import strategies as st

from domain.money import apportion
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
from domain.promotion import Notice, NoticeKind, Validity
from domain.receipt import (
    AppliedPromotion,
    PromotionKind,
    Receipt,
    SaleLine,
    Tender,
    TenderKind,
    promotion_shares,
)
from domain.receipt_code import ReceiptCode
from domain.refund import Chosen
from domain.ticket_number import TicketKind, TicketNumber
from domain.words import Words

DEPARTMENTS = ("dairy", "fruit", "live_seafood", "appliance", "snack", "清洁")
ZONES = ("Asia/Shanghai", "Asia/Urumqi", "UTC", "Europe/Berlin", "Australia/Lord_Howe")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))
INTEGERS = st.integers(-(2**63), 2**63 - 1)

_T = typing.TypeVar("_T")


# Receipts that add up ------------------------------------------------------------------------------------------


@st.composite
def receipts(draw: st.DrawFn, *, most_lines: int = 7) -> Receipt:
    """As an importer takes them: `domain.receipt.faults` finds nothing. With gifts, mark-downs and promotions."""
    lines = [draw(_lines(line_no)) for line_no in range(1, draw(st.integers(1, most_lines)) + 1)]
    lines += draw(_gifts(lines))
    promotions = tuple(draw(st.lists(_promotions(lines), max_size=3)))
    shares: dict[int, int] = dict.fromkeys((line.line_no for line in lines), 0)
    granted: list[AppliedPromotion] = []
    for number, promotion in enumerate(promotions):
        more = promotion_shares(promotion, tuple(lines))
        if any(shares[n] + share > _price(lines[n - 1]) for n, share in more.items()):
            continue  # a till never takes more off than a line costs
        granted.append(dataclasses.replace(promotion, promotion_id=f"A{number}"))
        shares = {n: share + more.get(n, 0) for n, share in shares.items()}
    paid = tuple(
        dataclasses.replace(
            line, basket_share_fen=shares[line.line_no], paid_fen=_price(line) - shares[line.line_no]
        )
        for line in lines
    )
    sold_at = draw(MOMENTS).replace(microsecond=0)
    code = ReceiptCode.make("9907", "07", sold_at.date(), draw(st.integers(1, 9999)))
    total = sum(line.paid_fen for line in paid)
    kinds = draw(st.lists(st.sampled_from(TenderKind), min_size=1, max_size=2, unique=True))
    amounts = apportion(total, draw(st.lists(st.integers(1, 9), min_size=len(kinds), max_size=len(kinds))))
    tenders = tuple(Tender(kind, amount) for kind, amount in zip(kinds, amounts, strict=True))
    return Receipt(code.text, "9907", "07", "0112", sold_at, paid, tenders, tuple(granted))


@st.composite
def _lines(draw: st.DrawFn, line_no: int) -> SaleLine:
    weighed = draw(st.booleans())
    unit_price = draw(st.integers(0, 50_000))
    grams = draw(st.integers(1, 6_000)) if weighed else None
    quantity = 1 if weighed else draw(st.integers(1, 7))
    gross = (unit_price * grams + 500) // 1000 if grams is not None else unit_price * quantity
    off = draw(st.one_of(st.just(0), st.integers(0, gross)))
    return SaleLine(
        line_no, f"P{line_no}", f"商品{line_no}", draw(st.sampled_from(DEPARTMENTS)), quantity, "件", unit_price,
        gross, gross - off, None, grams, off,
    )  # fmt: skip


@st.composite
def _gifts(draw: st.DrawFn, lines: list[SaleLine]) -> list[SaleLine]:
    parents = draw(st.lists(st.sampled_from(lines), max_size=2))
    gifts = []
    for line_no, parent in enumerate(parents, start=len(lines) + 1):
        quantity = draw(st.integers(1, 4))
        gifts.append(
            SaleLine(line_no, f"G{line_no}", "赠品", parent.department, quantity, "件", 0, 0, 0, gift_of=parent.line_no)
        )
    return gifts


@st.composite
def _promotions(draw: st.DrawFn, lines: list[SaleLine]) -> AppliedPromotion:
    sold = [line for line in lines if not line.is_gift]
    chosen = draw(st.lists(st.sampled_from(sold), min_size=1, unique_by=lambda line: line.line_no))
    eligible = sum(_price(line) for line in chosen)
    kind, repeats = draw(st.sampled_from(PromotionKind)), draw(st.booleans())
    threshold = draw(st.integers(1, max(1, eligible))) if kind is PromotionKind.THRESHOLD else 0
    pieces = sum(line.quantity for line in chosen)
    every = draw(st.integers(1, pieces)) if kind is PromotionKind.MULTIBUY else 0
    steps = eligible // threshold if threshold else pieces // every if every else 0
    steps = steps if repeats else min(1, steps)
    step = draw(st.integers(0, eligible // steps)) if steps else 0
    line_nos = tuple(line.line_no for line in chosen)
    return AppliedPromotion("", kind, "满减", steps * step, line_nos, step, threshold, every, repeats)


def _price(line: SaleLine) -> int:
    return line.gross_fen - line.line_discount_fen


@st.composite
def ways_back(draw: st.DrawFn, receipt: Receipt, *, gifts_follow: bool) -> list[list[Chosen]]:
    """Everything of the receipt brought back, in any order, any split and over any number of visits."""
    pieces: list[Chosen] = []
    for line in receipt.lines:
        if line.is_gift and gifts_follow:
            continue
        left = line.quantity
        while left:
            some = draw(st.integers(1, left))
            pieces.append(Chosen(line.line_no, some))
            left -= some
    visits: list[list[Chosen]] = [[]]
    for piece in draw(st.permutations(pieces)):
        if any(c.line_no == piece.line_no for c in visits[-1]) or draw(st.booleans()):
            visits.append([])
        visits[-1].append(piece)
    return [visit for visit in visits if visit]


# Policies ------------------------------------------------------------------------------------------------------


@functools.cache  # made once: building a strategy anew for every example costs more than drawing from it
def rules(department: str, *, longest: int = 400) -> st.SearchStrategy[DepartmentRule]:
    """`longest` in days, and in hours."""
    questions = st.lists(
        st.builds(
            ConditionQuestion,
            st.sampled_from(Question),
            st.sampled_from(Consequence),
            st.sampled_from(Consequence),
            st.lists(st.sampled_from(ReasonCode), max_size=3).map(tuple),
        ),
        max_size=3,
    ).map(tuple)
    reasons = st.lists(st.sampled_from(ReasonCode), min_size=1, unique=True).map(tuple)
    window = st.one_of(
        st.fixed_dictionaries({"window_days": st.integers(0, longest)}),
        st.fixed_dictionaries({"window_hours": st.integers(0, longest)}),
        st.fixed_dictionaries({"not_returnable": TEXTS}),
    )
    return st.builds(
        lambda w, staff, r, q: DepartmentRule(department, **w, staff=staff, reasons=r, questions=q),
        window,
        st.none() | TEXTS,
        reasons,
        questions,
    )


@st.composite
def policies(draw: st.DrawFn, *, longest: int = 400, **fixed: Any) -> Policy:
    named = draw(st.lists(st.sampled_from(DEPARTMENTS), max_size=3, unique=True))
    plain: dict[str, Any] = {
        "version": draw(TEXTS),
        "timezone": draw(st.sampled_from(ZONES)),
        "default": draw(rules("*", longest=longest)),
        "departments": tuple(draw(rules(name, longest=longest)) for name in named),
        "gift_must_return": draw(st.booleans()),
        "broken_bundle": draw(st.sampled_from(BrokenBundle)),
        "staff_above_fen": draw(st.integers(0, 10**9)),
        "staff_above_lines": draw(st.integers(0, 100)),
        "other_store": draw(st.sampled_from(OtherStore)),
    }
    return Policy(**{**plain, **fixed})


def plain_policy(**changed: Any) -> Policy:
    """Seven days for everything, gifts come back."""
    plain: dict[str, Any] = {
        "version": "t", "timezone": "Asia/Shanghai", "default": DepartmentRule("*", window_days=7), **changed,
    }  # fmt: skip
    return Policy(**plain)


# Odd data, and every shape that travels ------------------------------------------------------------------------


@functools.cache
def shaped(cls: type[_T]) -> st.SearchStrategy[_T]:
    """Any value of a dataclass's shape: what the codec can carry, whether it makes sense or not."""
    return typing.cast("st.SearchStrategy[_T]", _of(cls))


@functools.cache
def odd_receipts() -> st.SearchStrategy[Receipt]:
    """The shape of a receipt and nothing more: gifts of themselves, no pieces, negative prices, any moment."""
    few = st.integers(-3, 6)
    line = st.builds(
        SaleLine, few, TEXTS, TEXTS, st.sampled_from(DEPARTMENTS), few, TEXTS, few, few, few, st.none(),
        st.none() | few, few, few, st.none() | few,
    )  # fmt: skip
    moments = st.datetimes(timezones=st.sampled_from((UTC, *_offsets())))
    odd_lines = st.lists(st.one_of(line, shaped(SaleLine)), max_size=5).map(tuple)
    return st.builds(Receipt, TEXTS, TEXTS, TEXTS, TEXTS, moments, odd_lines, st.just(()), st.just(()))


def _offsets() -> tuple[Any, ...]:
    from datetime import timezone

    return tuple(timezone(timedelta(hours=h)) for h in (-12, 8, 14))


def _of(hint: Any) -> st.SearchStrategy[Any]:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return st.one_of([_of(option) for option in args])
    if origin is tuple:
        if len(args) == 2 and args[1] is Ellipsis:
            return st.lists(_of(args[0]), max_size=2).map(tuple)
        return st.tuples(*(_of(arg) for arg in args))
    if hint in _SPECIAL:
        return _SPECIAL[hint]()
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    if dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        fields = {f.name: st.deferred(lambda h=hints[f.name]: _of(h)) for f in dataclasses.fields(hint)}
        return st.builds(hint, **fields)  # type: ignore[arg-type]
    return _SCALARS[hint]()


_SCALARS: Mapping[Any, Callable[[], st.SearchStrategy[Any]]] = {
    type(None): st.none,
    str: lambda: TEXTS,
    int: lambda: INTEGERS,
    bool: st.booleans,
    float: lambda: st.floats(allow_nan=False, allow_infinity=False),
    datetime: lambda: st.datetimes(timezones=st.just(UTC)),
    date: st.dates,
    time: st.times,
}


def _validities() -> st.SearchStrategy[Validity]:
    clocks = st.none() | st.lists(st.times(), min_size=2, max_size=2, unique=True)
    return st.builds(
        lambda start, long, days, clock: Validity(start, start + long, tuple(days), *(clock or (None, None))),
        MOMENTS, st.timedeltas(timedelta(seconds=1), timedelta(days=60)),
        st.lists(st.integers(1, 7), max_size=3), clocks,
    )  # fmt: skip


def _notices() -> st.SearchStrategy[Notice]:
    return st.builds(
        lambda key, kind, text, start, long: Notice(key, kind, Words(text), Words(text, text), start, start + long),
        TEXTS, st.sampled_from(NoticeKind), TEXTS, MOMENTS, st.timedeltas(timedelta(seconds=1), timedelta(days=60)),
    )  # fmt: skip


_SPECIAL: Mapping[Any, Callable[[], st.SearchStrategy[Any]]] = {
    Policy: policies,
    Validity: _validities,
    Notice: _notices,
    DepartmentRule: lambda: rules("乳品"),
    TicketNumber: lambda: st.builds(
        TicketNumber, st.sampled_from(TicketKind), st.integers(1, 9999), st.integers(1, 999_999_999)
    ),
}
