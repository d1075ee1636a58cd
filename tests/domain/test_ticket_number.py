"""Ticket numbers: said, typed and scanned without mix-ups."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ticket_number import LETTERS, TicketKind, TicketNumber, parse_ticket_number
from tests.support.strategies import shaped

NUMBERS = shaped(TicketNumber)
USUAL = st.builds(TicketNumber, st.sampled_from(TicketKind), st.integers(1, 99), st.integers(1, 99_999))


def test_a_number_as_it_is_printed() -> None:
    assert str(TicketNumber(TicketKind.RETURN, 3, 1847)) == "R3-1847-W"
    assert str(TicketNumber(TicketKind.ASSIST, 12, 7)) == "H12-0007-V"


@given(NUMBERS)
def test_what_is_printed_reads_back(number: TicketNumber) -> None:
    text = str(number)
    for written in (text, text.lower(), f"  {text} ", text.replace("-", "–"), text.replace("-", " - ")):
        assert parse_ticket_number(written) == number


@given(USUAL)
def test_without_its_dashes_it_reads_back_too(number: TicketNumber) -> None:
    text = str(number)
    for written in (text.replace("-", ""), text.replace("-", " "), text[:-2] + text[-1]):
        assert parse_ticket_number(written) == number


@given(NUMBERS)
def test_without_its_dashes_it_is_never_read_as_another(number: TicketNumber) -> None:
    assert parse_ticket_number(str(number).replace("-", "")) in (number, None)


def test_two_readings_are_none() -> None:
    """R392-1234 and R3-921234 have the same letters and digits in the same order: only the dash tells them apart."""
    far, near = TicketNumber(TicketKind.RETURN, 392, 1234), TicketNumber(TicketKind.RETURN, 3, 921_234)
    assert str(far).replace("-", "") == str(near).replace("-", "")
    assert parse_ticket_number(str(far)) == far
    assert parse_ticket_number(str(near)) == near
    assert parse_ticket_number(str(near).replace("-", "")) is None


@given(NUMBERS)
def test_every_wrong_character_is_caught(number: TicketNumber) -> None:
    text = str(number)
    for place, character in enumerate(text):
        for other in "0123456789" if character.isdigit() else "" if character == "-" else LETTERS:
            if other != character:
                assert parse_ticket_number(text[:place] + other + text[place + 1 :]) is None


@given(NUMBERS)
def test_every_swap_of_neighbours_is_caught(number: TicketNumber) -> None:
    """The dash counts as one of them: R31-847 is not R3-1847."""
    text = str(number)
    for i in range(len(text) - 1):
        swapped = text[:i] + text[i + 1] + text[i] + text[i + 2 :]
        same = swapped.replace("-", "") == text.replace("-", "")
        assert parse_ticket_number(swapped) in ((None, number) if same else (None,))


@given(NUMBERS)
def test_digits_and_letters_never_share_a_place_and_no_letter_looks_like_a_digit(number: TicketNumber) -> None:
    text = str(number)
    assert text[0] in LETTERS
    assert text[-1] in LETTERS
    assert all(c.isdigit() or c == "-" for c in text[1:-1])
    assert not set("IOU") & set(LETTERS)


@given(st.text(max_size=20) | st.text("RCSQH0123456789-K ", max_size=20))
def test_no_text_makes_it_fail(text: str) -> None:
    found = parse_ticket_number(text)
    assert found is None or str(found).replace("-", "") == text.upper().replace("-", "").replace(" ", "").strip()


@pytest.mark.parametrize(
    "text",
    ["", "R3-1847", "3-1847-W", "R3-01847-W", "R03-1847-W", "R3-847-W", "R0-1847-K", "R3-0000-A", "R3-1847-W9",
     "R3-1847-K", "Ｒ3-1847-W", "R3-18\x0047-W", "R３-1847-W", "R3-1847-W" * 100],
)  # fmt: skip
def test_what_is_no_ticket_number(text: str) -> None:
    assert parse_ticket_number(text) is None


@pytest.mark.parametrize(("kiosk", "sequence"), [(0, 1), (10_000, 1), (1, 0), (1, 10**9)])
def test_numbers_that_cannot_be(kiosk: int, sequence: int) -> None:
    with pytest.raises(ValueError, match="no ticket number"):
        TicketNumber(TicketKind.RETURN, kiosk, sequence)
