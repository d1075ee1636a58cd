"""GS1 element strings come apart as the standard says, and nothing else passes for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.gs1 import GS, NotGs1, elements, is_identifier


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("0106901234567892", {"01": "06901234567892"}),
        (f"010690123456789210AB12{GS}17270131", {"01": "06901234567892", "10": "AB12", "17": "270131"}),
        (f"{GS}01069012345678923103001250{GS}3922990", {"01": "06901234567892", "3103": "001250", "3922": "990"}),
        (f"8020{'7' * 25}", {"8020": "7" * 25}),
        (f"91990007261120184226{GS}", {"91": "990007261120184226"}),
    ],
)
def test_fields_are_parted(text: str, fields: dict[str, str]) -> None:
    assert elements(text) == fields


@pytest.mark.parametrize(
    "text",
    ["", GS, "6901234567892", "010690123456789", "0106901234567892" * 2, f"10{GS}", "10" + "A" * 21, "ABC", "31"],
)
def test_what_is_no_element_string_is_refused(text: str) -> None:
    with pytest.raises(NotGs1):
        elements(text)


@pytest.mark.parametrize("name", ["00", "91", "253", "414", "8020", "3103", "3922"])
def test_an_identifier_is_known_by_its_name(name: str) -> None:
    assert is_identifier(name)


@pytest.mark.parametrize("name", ["", "0", "05", "310", "911", "80200", "(91)", "AB"])
def test_what_is_no_identifier_is_not_taken_for_one(name: str) -> None:
    assert not is_identifier(name)


@given(st.text("0123456789AB" + GS, max_size=60))
def test_any_text_gives_fields_that_make_it_up_or_a_refusal(text: str) -> None:
    try:
        fields = elements(text)
    except NotGs1:
        return
    assert "".join(k + v for k, v in fields.items()) == text.replace(GS, "")
