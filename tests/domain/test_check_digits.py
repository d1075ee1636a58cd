"""Check characters against published values, and against every slip of a finger they promise to catch."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import check_digits
from domain.check_digits import gs1_mod10, mod11_2, mod11_10, mod37_36, mod97_10, valid_gtin

DIGITS = "0123456789"
ALNUM = DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.mark.parametrize(
    ("rule", "payload", "check"),
    [
        (mod97_10, "794", "44"),  # ISO 7064's own example
        (mod97_10, "WEST12345698765432GB", "82"),  # IBAN registry: GB82 WEST 1234 5698 7654 32
        (mod97_10, "370400440532013000DE", "89"),  # IBAN registry: DE89 3704 0044 0532 0130 00
        (mod11_2, "0794", "0"),  # ISO 7064's own example
        (mod11_2, "079", "X"),
        (mod11_2, "000000021825009", "7"),  # ORCID 0000-0002-1825-0097
        (mod11_2, "000000021694233", "X"),  # ORCID 0000-0002-1694-233X
        (mod11_2, "11010519491231002", "X"),  # GB 11643: 11010519491231002X
        (mod11_10, "0794", "5"),  # ISO 7064's own example
        (mod11_10, "3339200596", "1"),  # a Croatian OIB: 33392005961
        (mod37_36, "A12425GABC1234002", "M"),  # GRid: A1-2425G-ABC1234002-M
        (gs1_mod10, "629104150021", "3"),  # GS1 General Specifications 7.9: 6291041500213
        (gs1_mod10, "690123456789", "2"),
        (gs1_mod10, "1061414100041", "5"),  # GS1: GTIN-14 10614141000415
    ],
)
def test_published_values(rule: Callable[[str], str], payload: str, check: str) -> None:
    assert rule(payload) == check


RULES = [(mod97_10, DIGITS), (mod97_10, ALNUM), (mod11_10, DIGITS), (mod11_2, DIGITS), (mod37_36, ALNUM)]


@pytest.mark.parametrize(("rule", "alphabet"), RULES)
@given(data=st.data())
def test_every_single_wrong_character_is_caught(
    rule: Callable[[str], str], alphabet: str, data: st.DataObject
) -> None:
    payload = data.draw(st.text(alphabet, min_size=1, max_size=20))
    place = data.draw(st.integers(0, len(payload) - 1))
    for other in alphabet:
        if other != payload[place] and other.isdigit() == payload[place].isdigit():
            assert rule(payload[:place] + other + payload[place + 1 :]) != rule(payload)


@pytest.mark.parametrize(("rule", "alphabet"), [(mod97_10, DIGITS), (mod11_2, DIGITS)])
@given(data=st.data())
def test_a_pure_system_catches_every_swap_of_neighbours(
    rule: Callable[[str], str], alphabet: str, data: st.DataObject
) -> None:
    payload = data.draw(st.text(alphabet, min_size=2, max_size=20))
    for i in range(len(payload) - 1):
        swapped = payload[:i] + payload[i + 1] + payload[i] + payload[i + 2 :]
        assert swapped == payload or rule(swapped) != rule(payload)


@given(st.sampled_from((7, 11, 12, 13)), st.data())
def test_a_gtin_with_one_digit_wrong_is_none(length: int, data: st.DataObject) -> None:
    body = data.draw(st.text(DIGITS, min_size=length, max_size=length))
    gtin = body + check_digits.gs1_mod10(body)
    assert valid_gtin(gtin)
    for place, digit in enumerate(gtin):
        for other in DIGITS:
            if other != digit:
                assert not valid_gtin(gtin[:place] + other + gtin[place + 1 :])


@pytest.mark.parametrize(
    "text", ["", "6901234567892 ", "６９０１２３４５６７８９２", "690123456789", "69012345678923", "abc"]
)
def test_what_is_no_gtin(text: str) -> None:
    assert not valid_gtin(text)
