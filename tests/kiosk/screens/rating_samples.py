"""Every situation of a rating as a screen shows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.rating import LONGEST_TEXT, Tag
from domain.receipt_code import ReceiptCode
from domain.wire import Pace
from kiosk.flows.rating import State, Visit
from kiosk.flows.rating import states as s
from kiosk.situation import Situation
from kiosk.typing import Candidate, Mode, Typing
from tests.kiosk.screens.samples import NOW, STORE, place

__all__ = ["place", "situation", "states"]

SLIP, COMPLAINT = "R3-1847-K", "C3-0012-Z"
RECEIPT = ReceiptCode.make("9907", "07", date(2026, 11, 20), 1842).text
AT_EXIT = Visit("s1", STORE, "出口评价屏", stood=True)
SCANNING = replace(AT_EXIT, can_scan=True)
AFTER_RETURN = Visit("s1", STORE, "自助退货机", about_ticket=SLIP)
FOUND = tuple(Candidate(text, taken) for text, taken in (
    ("服务台", 7), ("服务", 4), ("福", 2), ("富", 2), ("扶", 2), ("府", 2), ("复", 2), ("付", 2), ("负", 2), ("副", 2),
    ("夫", 2), ("父", 2), ("妇", 2), ("赴", 2),
))  # fmt: skip
WRITING = Typing("退货很快，验货排了队。希望多一个", "fuwutai", FOUND, limit=LONGEST_TEXT)


def states() -> dict[str, State]:
    low = s.Given(2, (Tag.QUEUE,), WRITING)
    plain = s.Given(3)
    long = Typing("排队太久，希望周末多开两个收银台。" * 12, "fuwutaifuwutaifuwutaifuwutai", (), limit=LONGEST_TEXT)
    full = Typing.of("满" * LONGEST_TEXT)
    sentences = ("一个非常长的句子作为候选出现在这里看看", "另一个也非常长的句子候选", "短")
    nobody = tuple(Candidate(text, 4) for text in sentences)
    capital = replace(Typing.of("Too slow"), mode=Mode.LATIN, shift=True)
    return {
        "home": s.Home(),
        "asking-scan": s.Asking(SCANNING),
        "asking-changed": s.Asking(AT_EXIT, s.Given(4)),
        "asking-return": s.Asking(AFTER_RETURN),
        "asking-receipt": s.Asking(replace(SCANNING, receipt_code=RECEIPT), shown=s.Shown.RECEIPT),
        "asking-other": s.Asking(SCANNING, shown=s.Shown.OTHER),
        "followup": s.Followup(AFTER_RETURN, s.Given(3, (Tag.QUEUE,), WRITING)),
        "followup-plain": s.Followup(AT_EXIT, plain),
        "followup-praise": s.Followup(AT_EXIT, s.Given(5, (Tag.ATTITUDE, Tag.CLEANLINESS))),
        "followup-praise-return": s.Followup(AFTER_RETURN, s.Given(4, (Tag.QUEUE, Tag.MACHINE))),
        "followup-all": s.Followup(AT_EXIT, s.Given(1, AT_EXIT.tags, long)),
        "followup-full": s.Followup(AT_EXIT, s.Given(2, (), full)),
        "followup-latin": s.Followup(AT_EXIT, s.Given(2, (), capital)),
        "followup-digits": s.Followup(AT_EXIT, s.Given(2, (), replace(Typing.of("等了"), mode=Mode.DIGITS))),
        "followup-symbols": s.Followup(AT_EXIT, s.Given(2, (), replace(Typing.of("等了"), mode=Mode.SYMBOLS))),
        "followup-candidates": s.Followup(AT_EXIT, s.Given(2, (), replace(WRITING, shown_from=5))),
        "followup-sentences": s.Followup(AT_EXIT, s.Given(2, (), replace(WRITING, candidates=nobody))),
        "followup-scan": s.Followup(SCANNING, plain),
        "followup-other": s.Followup(SCANNING, plain, shown=s.Shown.OTHER),
        "followup-scanned": s.Followup(replace(SCANNING, about_ticket=SLIP), low, shown=s.Shown.SLIP),
        "writing": s.Followup(AT_EXIT, low, writing=True),
        "writing-plain": s.Followup(AT_EXIT, plain, writing=True),
        "writing-full": s.Followup(AT_EXIT, s.Given(1, (), full), writing=True),
        "storing": s.Storing(AT_EXIT, low),
        "thanked": s.Thanked(AT_EXIT, 5),
        "thanked-so-so": s.Thanked(AT_EXIT, 3),
        "low": s.LowRating(AT_EXIT, 1, COMPLAINT),
        "low-doubted": s.LowRating(AT_EXIT, 2, None),
        "not-stored-full": s.NotStored(AT_EXIT, low, full=True),
        "not-stored": s.NotStored(AT_EXIT, low, full=False),
    }


def situation(name: str, language: str = "zh_CN", pace: Pace = Pace.NORMAL, *, low: bool = False) -> Situation:
    return Situation(
        language, pace, NOW, "s1", low=low, speech=pace is Pace.SENIOR, role="rating",
        kiosk_role="returns" if "return" in name else "rating", leaves_in=21 if name.startswith("low") else None,
        roles=("rating",),
    )  # fmt: skip
