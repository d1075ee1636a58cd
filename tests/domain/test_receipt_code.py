"""A receipt's code: read however a person writes it, and refused with the reason that helps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.check_digits import gs1_mod10
from domain.gs1 import GS
from domain.receipt_code import HOUSE_FORMAT, CheckRule, CodeFault, CodeFormat, ReceiptCode, parse

TODAY = date(2026, 11, 21)
DIGITS = "0123456789"
CODES = st.builds(
    ReceiptCode.make,
    st.from_regex(r"[0-9]{4}", fullmatch=True),
    st.from_regex(r"[0-9]{2}", fullmatch=True),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.integers(0, 9999),
)
CODE = ReceiptCode.make("9907", "07", date(2026, 11, 20), 1842)


@given(CODES, st.data())
def test_a_code_reads_back_however_it_is_grouped(code: ReceiptCode, data: st.DataObject) -> None:
    gaps = data.draw(st.lists(st.sampled_from(("", " ", "-", " - ")), min_size=18, max_size=18))
    written = "".join(digit + gap for digit, gap in zip(code.text, gaps, strict=True))
    for text in (code.text, code.grouped, written):
        assert parse(text) == code


@given(CODES)
def test_every_wrong_digit_is_caught(code: ReceiptCode) -> None:
    for place, digit in enumerate(code.text):
        for other in DIGITS:
            if other != digit:
                assert parse(code.text[:place] + other + code.text[place + 1 :]) is CodeFault.CHECK_WRONG


@given(CODES)
def test_every_swap_of_neighbours_is_caught(code: ReceiptCode) -> None:
    text = code.text
    for i in range(len(text) - 1):
        swapped = text[:i] + text[i + 1] + text[i] + text[i + 2 :]
        if swapped != text:
            assert parse(swapped) is CodeFault.CHECK_WRONG


@given(CODES, st.integers(1, 17))
def test_a_code_cut_short_or_run_on_is_never_a_receipt(code: ReceiptCode, cut: int) -> None:
    for text in (code.text[:cut], code.text[-cut:], code.text * 2, code.text + code.text[:cut]):
        fault = parse(text)
        assert isinstance(fault, CodeFault)
        if 12 <= len(text) <= 24 and fault is not CodeFault.PRODUCT_CODE:
            assert fault is CodeFault.WRONG_LENGTH


@given(CODES)
def test_dates_are_judged_by_the_shops_day(code: ReceiptCode) -> None:
    assert parse(code.text, today=code.sold_on) == code
    assert parse(code.text, today=code.sold_on - timedelta(days=1)) is CodeFault.FUTURE_DATE


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", CodeFault.NOT_OURS),
        ("   ", CodeFault.NOT_OURS),
        ("6901028075763", CodeFault.PRODUCT_CODE),  # an EAN-13 off a pack
        ("69010280", CodeFault.NOT_OURS),
        ("96385074", CodeFault.PRODUCT_CODE),  # an EAN-8
        ("036000291452", CodeFault.PRODUCT_CODE),  # a UPC-A
        ("6901028075764", CodeFault.WRONG_LENGTH),  # its check digit is wrong: perhaps a code cut short
        ("https://example.com/t/abc", CodeFault.NOT_OURS),
        ("R3-1847-K", CodeFault.NOT_OURS),
        ("99070726112O184200", CodeFault.NOT_OURS),  # the letter O
        ("９９０７０７２６１１２０１８４２０７", CodeFault.NOT_OURS),  # full-width digits
        ("990707261120184207\r\n", CodeFault.NOT_OURS),
        ("9907\x1d07261120184207", CodeFault.NOT_OURS),
        ("9907​07261120184207", CodeFault.NOT_OURS),  # a zero-width space
        ("\ud800", CodeFault.NOT_OURS),
        ("7" * 4096, CodeFault.NOT_OURS),
    ],
)
def test_what_is_no_receipt_is_told_apart(text: str, fault: CodeFault) -> None:
    assert parse(text, today=TODAY) is fault


def test_a_day_that_never_was() -> None:
    payload = "9907" + "07" + "261131" + "1842"
    assert parse(payload + CheckRule.MOD97_10.check(payload)) is CodeFault.BAD_DATE


@given(st.text(max_size=70) | st.text(DIGITS + " -", max_size=40))
def test_no_text_makes_it_fail(text: str) -> None:
    found = parse(text, today=TODAY)
    assert isinstance(found, CodeFault) or found.text == found.text.strip()


@pytest.mark.parametrize(
    ("store", "till", "sold_on", "sequence"),
    [
        ("990", "07", TODAY, 1),
        ("990", "707", TODAY, 1),
        ("9907", "7", TODAY, 1),
        ("9907", "07", TODAY, 10_000),
        ("9907", "07", TODAY, -1),
        ("9907", "07", date(1926, 11, 20), 1),
        ("99O7", "07", TODAY, 1),
        ("９９０７", "07", TODAY, 1),
    ],
)
def test_parts_that_do_not_fit_make_no_code(store: str, till: str, sold_on: date, sequence: int) -> None:
    with pytest.raises(ValueError, match="cannot make"):
        ReceiptCode.make(store, till, sold_on, sequence)


# Other chains' formats are data ------------------------------------------------------------------------------------

LETTERED = CodeFormat(
    "lettered",
    r"(?P<store>[A-Z]{2}[0-9]{2})(?P<till>[0-9]{2})(?P<date>[0-9]{8})(?P<seq>[0-9]{3})(?P<check>[0-9A-Z])",
    CheckRule.MOD37_36,
    18,
)
OLD = CodeFormat(
    "old", r"(?P<date>[0-9]{6})(?P<store>[0-9]{2})(?P<till>[0-9])(?P<seq>[0-9]{5})", CheckRule.NONE, 14
)


def test_a_second_format_is_read_beside_ours() -> None:
    payload = "QS0107" + "20261120" + "042"
    text = payload + CheckRule.MOD37_36.check(payload)
    found = parse(text.lower(), formats=(HOUSE_FORMAT, LETTERED), today=TODAY)
    assert found == ReceiptCode(text, "QS01", "07", date(2026, 11, 20), 42, "lettered")
    wrong = payload[:-1] + "3" + text[-1]
    assert parse(wrong, formats=(HOUSE_FORMAT, LETTERED)) is CodeFault.CHECK_WRONG


def test_a_format_without_a_check_reads_too() -> None:
    assert parse("26112003700042", formats=(HOUSE_FORMAT, OLD)) == ReceiptCode(
        "26112003700042", "03", "7", date(2026, 11, 20), 42, "old"
    )


@pytest.mark.parametrize("rule", [CheckRule.MOD11_10, CheckRule.MOD11_2, CheckRule.GS1_MOD10, CheckRule.MOD97_10])
@given(text=st.text("0123456789ABCXYZ", max_size=24))
def test_a_pattern_that_lets_letters_through_still_ends_in_an_answer(rule: CheckRule, text: str) -> None:
    loose = CodeFormat(
        "loose", r"(?P<store>.{2})(?P<till>.)(?P<date>.{6})(?P<seq>.{2})(?P<check>.{1,2})(?P<rest>x)?", rule, 12
    )
    assert isinstance(parse(text, formats=(loose,)), CodeFault | ReceiptCode)


@pytest.mark.parametrize(
    ("pattern", "check", "told"),
    [("(", CheckRule.NONE, "pattern of code format"), (r"(?P<store>.)", CheckRule.MOD97_10, "check, date, seq, till")],
)
def test_a_format_that_cannot_work_says_why(pattern: str, check: CheckRule, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        CodeFormat("broken", pattern, check, 18)


IN_GS1 = CodeFormat("partner", HOUSE_FORMAT.pattern, HOUSE_FORMAT.check, HOUSE_FORMAT.length, "91")


@given(CODES, st.sampled_from(("91{}", f"{GS}91{{}}", f"91{{}}{GS}10AB-12", f"010690123456789210AB12{GS}91{{}}")))
def test_a_code_in_a_gs1_element_string_is_the_same_code_as_its_value_alone(code: ReceiptCode, printed: str) -> None:
    scanned = parse(printed.format(code.text), formats=(IN_GS1,))
    assert scanned == parse(code.text, formats=(IN_GS1,))
    assert isinstance(scanned, ReceiptCode)
    assert (scanned.text, scanned.format) == (code.text, "partner")
    assert isinstance(parse(printed.format(code.text)), CodeFault), "only where the shop's format says so"


@given(CODES)
def test_what_stands_under_another_identifier_is_no_receipt(code: ReceiptCode) -> None:
    assert isinstance(parse(f"92{code.text}", formats=(IN_GS1,)), CodeFault)
    wrong = code.text[:-1] + str((int(code.text[-1]) + 1) % 10)
    assert parse(f"91{wrong}", formats=(HOUSE_FORMAT, IN_GS1)) is CodeFault.CHECK_WRONG


def test_an_identifier_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="gs1 of code format 'odd'"):
        CodeFormat("odd", HOUSE_FORMAT.pattern, HOUSE_FORMAT.check, HOUSE_FORMAT.length, "(91)")


@given(st.text(DIGITS, min_size=12, max_size=12))
def test_a_product_code_is_always_called_one(body: str) -> None:
    gtin = body + gs1_mod10(body)
    assume(parse(gtin) is not CodeFault.CHECK_WRONG)
    assert parse(gtin) is CodeFault.PRODUCT_CODE
