"""Symbols fit the paper and say what they should, read back by other people's decoders."""

from __future__ import annotations

import zxingcpp
from hypothesis import example, given, settings
from hypothesis import strategies as st

from devices.layout import find_profile, picture
from devices.layout.symbols import code128, code128_modules, qr
from domain.slip import QR, Barcode, Slip

ascii_texts = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=12)


def read(slip: Slip, width: int) -> list[str]:
    seen = picture(slip, find_profile(width=width)).convert("L")
    return [code.text for code in zxingcpp.read_barcodes(seen)]


@settings(max_examples=60, deadline=None)
@given(ascii_texts.filter(lambda text: text.strip() == text), st.sampled_from((58, 80)))
@example("99", 80)
@example("990007261120184226", 80)
@example("99A", 58)
def test_a_code_128_is_read_back(text: str, width: int) -> None:
    if code128(text, find_profile(width=width).dots) is not None:
        assert read(Slip((Barcode(text),)), width) == [text]


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=60))
def test_a_qr_code_is_read_back(text: str) -> None:
    for width in (58, 80):
        assert read(Slip((QR(text, "手机看进度", ("扫一扫",)),)), width) == [text]


def test_seventeen_characters_that_would_vanish_on_narrow_paper_are_fitted_or_printed_as_text() -> None:
    wide = "ABCDEFGHIJKLMNOPQ"
    modules = code128_modules(wide)
    assert modules is not None
    assert modules * 2 > 384
    assert code128(wide, 384) is None
    fitted = code128(wide, 576)
    assert fitted is not None
    assert fitted.width + 20 * fitted.module <= 576


def test_what_no_symbol_can_say_is_none() -> None:
    assert code128("工单", 576) is None
    assert code128("", 576) is None
    assert code128("A" * 61, 576) is None
    assert qr("x" * 5000, 576) is None


@given(ascii_texts, st.sampled_from((360, 384, 512, 576)))
def test_no_symbol_is_wider_than_the_paper(text: str, dots: int) -> None:
    for symbol in (code128(text, dots), qr(text, dots)):
        assert symbol is None or symbol.width + 8 * symbol.module <= dots
