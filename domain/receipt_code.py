"""What a receipt's barcode says, and precisely why a text is not one.

The house format is 18 digits: store (4), till (2), date yymmdd (6), sequence (4), ISO 7064 MOD 97-10 check (2), even
in length so that Code 128 packs it in subset C. Chains differ: further formats are data, a named pattern with its
check rule (`CodeFormat`), whose text may stand in a GS1 element string.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from domain import check_digits, gs1


class CheckRule(Enum):
    MOD97_10 = "iso7064-mod97-10"
    MOD11_10 = "iso7064-mod11-10"
    MOD11_2 = "iso7064-mod11-2"
    MOD37_36 = "iso7064-mod37-36"
    GS1_MOD10 = "gs1-mod10"
    NONE = "none"

    def check(self, payload: str) -> str:
        match self:
            case CheckRule.MOD97_10:
                return check_digits.mod97_10(payload)
            case CheckRule.MOD11_10:
                return check_digits.mod11_10(payload)
            case CheckRule.MOD11_2:
                return check_digits.mod11_2(payload)
            case CheckRule.MOD37_36:
                return check_digits.mod37_36(payload)
            case CheckRule.GS1_MOD10:
                return check_digits.gs1_mod10(payload)
            case CheckRule.NONE:
                return ""


@dataclass(frozen=True, slots=True)
class CodeFormat:
    """One chain's format. `pattern` has groups store, till, date (yymmdd or yyyymmdd), seq, check (unless NONE).

    `gs1`: the application identifier under which the code stands where a barcode is a GS1 element string. Pattern and
    length are those of its value; the value alone is a code too, as a person types it and as it travels.
    """

    name: str
    pattern: str
    check: CheckRule
    length: int
    gs1: str = ""

    def __post_init__(self) -> None:
        fault = pattern_fault(self.pattern, self.check)
        if fault is not None:
            raise ValueError(f"pattern of code format {self.name!r} {fault}")
        if self.gs1 and not gs1.is_identifier(self.gs1):
            raise ValueError(f"gs1 of code format {self.name!r} is no application identifier known here")


def pattern_fault(pattern: str, check: CheckRule) -> str | None:
    """What is wrong with a format's pattern, as words that follow its name; None when nothing is."""
    try:
        groups = set(re.compile(pattern).groupindex)
    except re.error as error:
        return f"is no regular expression: {error}"
    needed = {"store", "till", "date", "seq"} | (set() if check is CheckRule.NONE else {"check"})
    missing = sorted(needed - groups)
    return f"lacks the groups {', '.join(missing)}" if missing else None


HOUSE_FORMAT = CodeFormat(
    name="house",
    pattern=r"(?P<store>[0-9]{4})(?P<till>[0-9]{2})(?P<date>[0-9]{6})(?P<seq>[0-9]{4})(?P<check>[0-9]{2})",
    check=CheckRule.MOD97_10,
    length=18,
)


class CodeFault(Enum):
    """Why a text is not a receipt code of ours."""

    NOT_OURS = "not_ours"
    PRODUCT_CODE = "product_code"
    CHECK_WRONG = "check_wrong"
    WRONG_LENGTH = "wrong_length"
    BAD_DATE = "bad_date"
    FUTURE_DATE = "future_date"


@dataclass(frozen=True, slots=True)
class ReceiptCode:
    text: str
    store_id: str
    till: str
    sold_on: date
    sequence: int
    format: str = "house"

    def __str__(self) -> str:
        return self.text

    @property
    def grouped(self) -> str:
        """For people: groups of four."""
        return " ".join(self.text[i : i + 4] for i in range(0, len(self.text), 4))

    @staticmethod
    def make(store_id: str, till: str, sold_on: date, sequence: int) -> ReceiptCode:
        """A code in the house format. Raises ValueError when a part does not fit its digits."""
        payload = f"{store_id}{till}{sold_on:%y%m%d}{sequence:04d}"
        fits = len(store_id) == 4 and len(till) == 2 and 2000 <= sold_on.year < 2100 and 0 <= sequence <= 9999
        if not fits or not (payload.isascii() and payload.isdigit()):
            raise ValueError(f"cannot make a receipt code of {store_id}/{till}/{sold_on}/{sequence}")
        return ReceiptCode(payload + check_digits.mod97_10(payload), store_id, till, sold_on, sequence)


def parse(
    text: str, *, today: date | None = None, formats: tuple[CodeFormat, ...] = (HOUSE_FORMAT,)
) -> ReceiptCode | CodeFault:
    """Read a scanned or typed text; spaces and dashes between groups are a person's and are dropped.

    The most telling fault of all formats is returned: a wrong check character says more than "not ours".
    `today` is the store's date; without one (untrusted clock) a future date is not judged.
    """
    compact = _compact(text)
    faults: list[CodeFault] = []
    for fmt in formats:
        for written in (_element(text, fmt.gs1), compact):
            if written is None:
                continue
            result = _parse_as(fmt, written, today)
            if isinstance(result, ReceiptCode):
                return result
            faults.append(result)
    told = (CodeFault.FUTURE_DATE, CodeFault.CHECK_WRONG, CodeFault.BAD_DATE)
    for fault in told:
        if fault in faults:
            return fault
    if compact is not None and check_digits.valid_gtin(compact):
        return CodeFault.PRODUCT_CODE
    return faults[0] if faults else CodeFault.NOT_OURS


def _compact(text: str) -> str | None:
    compact = re.sub(r"[ -]", "", text)
    return compact.upper() if 1 <= len(compact) <= 64 and compact.isascii() and compact.isalnum() else None


def _element(text: str, identifier: str) -> str | None:
    """The value under an identifier, where the text is an element string that has it."""
    if not identifier:
        return None
    try:
        value = gs1.elements(text.strip()).get(identifier)
    except gs1.NotGs1:
        return None
    return None if value is None else _compact(value)


def _parse_as(fmt: CodeFormat, text: str, today: date | None) -> ReceiptCode | CodeFault:
    match = re.fullmatch(fmt.pattern, text)
    if match is None or None in match.groupdict().values():
        near = text.isdigit() and fmt.length - 6 <= len(text) <= fmt.length + 6 and len(text) != fmt.length
        return CodeFault.WRONG_LENGTH if near else CodeFault.NOT_OURS
    if fmt.check is not CheckRule.NONE:
        start, end = match.span("check")
        try:
            check = fmt.check.check(text[:start] + text[end:])
        except ValueError:  # a pattern that lets letters through to a rule of digits
            return CodeFault.NOT_OURS
        if check != match["check"]:
            return CodeFault.CHECK_WRONG
    try:
        sold_on = _date(match["date"])
    except ValueError:
        return CodeFault.BAD_DATE
    if today is not None and sold_on > today:
        return CodeFault.FUTURE_DATE
    if not match["seq"].isdigit():
        return CodeFault.NOT_OURS
    return ReceiptCode(text, match["store"], match["till"], sold_on, int(match["seq"]), fmt.name)


def _date(digits: str) -> date:
    if len(digits) == 6:
        digits = "20" + digits
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
