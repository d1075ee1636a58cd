"""Codes are read from single pictures as people hold them; nothing is read where nothing is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from devices.decoding import UnknownSymbology, decode, decode_still
from devices.decoding.symbologies import DEFAULT
from domain.gs1 import elements
from tests.devices.decoding.pictures import (
    PRODUCT,
    RECEIPT,
    blurred,
    code128_c,
    dirtied,
    ean13,
    is_receipt,
    qr,
    receipt,
    scene,
    turned,
)


def texts(frame: np.ndarray, **options: object) -> set[tuple[str, str]]:
    return {(s.symbology, s.text) for s in decode_still(frame, **options)}  # type: ignore[arg-type]


@pytest.mark.parametrize("degrees", [0, 12, 37, 90, 133, 180, 271])
def test_a_receipt_is_read_at_any_angle(degrees: float) -> None:
    frame = turned(scene(code128_c(RECEIPT)), degrees)
    assert [s.text for s in decode(frame, accept=is_receipt)] == [RECEIPT]


@pytest.mark.parametrize("degrees", [0, 90])
def test_a_receipt_printed_as_gs1_128_gives_its_element_string(degrees: float) -> None:
    frame = turned(scene(code128_c(f"91{RECEIPT}", gs1=True)), degrees)
    (symbol,) = decode(frame)
    assert elements(symbol.text) == {"91": RECEIPT}


def test_the_outline_lies_around_the_code_in_the_frame() -> None:
    code = code128_c(RECEIPT, height=100)
    (symbol,) = decode(scene(code))
    xs, ys = [x for x, _ in symbol.outline], [y for _, y in symbol.outline]
    assert min(xs) == pytest.approx(640 - code.shape[1] / 2, abs=12)
    assert max(xs) == pytest.approx(640 + code.shape[1] / 2, abs=12)
    assert 300 <= min(ys) <= max(ys) <= 420


@pytest.mark.parametrize("sigma", [1.0, 2.0, 2.8])
def test_blur_of_nearly_a_bars_width_is_read_past(sigma: float) -> None:
    frame = dirtied(blurred(turned(scene(code128_c(RECEIPT)), 17), sigma), noise=4)
    assert texts(frame, accept=is_receipt) == {("code128", RECEIPT)}


def test_faded_print_in_bad_light_with_noise_is_read() -> None:
    frame = dirtied(blurred(turned(scene(code128_c(RECEIPT)), -8), 1.2), noise=7, contrast=0.3, light=0.5)
    assert texts(frame, accept=is_receipt) == {("code128", RECEIPT)}


def test_a_torn_off_upper_half_still_reads() -> None:
    code = code128_c(RECEIPT, height=40)
    code[:28, 100:250] = 235
    assert texts(scene(code), accept=is_receipt) == {("code128", RECEIPT)}


def test_a_small_code_in_a_large_photo_is_found() -> None:
    page = scene(code128_c(RECEIPT, module=2, height=60), size=(3600, 2400))
    photo = dirtied(blurred(turned(page, 33), 1.7), noise=5)
    assert texts(photo, accept=is_receipt) == {("code128", RECEIPT)}


def test_two_codes_in_view_are_both_reported() -> None:
    frame = scene(code128_c(RECEIPT), ean13(PRODUCT))
    assert texts(frame) == {("code128", RECEIPT), ("ean13", PRODUCT)}


@pytest.mark.parametrize("text", [RECEIPT, "https://t.example/r/4fQz", "服务台 退货单 R3-1847-W"])
def test_qr_is_read_turned_and_blurred(text: str) -> None:
    frame = dirtied(blurred(turned(scene(qr(text)), 31), 1.8), noise=5)
    assert texts(frame) == {("qr", text)}


def test_a_product_is_read_as_a_product_so_that_the_flow_can_say_so() -> None:
    assert texts(dirtied(scene(ean13(PRODUCT)), noise=5), accept=is_receipt) == {("ean13", PRODUCT)}


def test_only_the_configured_symbologies_are_read() -> None:
    frame = scene(code128_c(RECEIPT), qr(RECEIPT))
    assert texts(frame, symbologies=frozenset({"qr"})) == {("qr", RECEIPT)}
    with pytest.raises(UnknownSymbology, match="code129"):
        decode_still(frame, frozenset({"code129"}) | DEFAULT)


def test_nothing_is_read_from_what_is_no_code() -> None:
    rng = np.random.default_rng(4)
    stripes = np.repeat(rng.random(300) < 0.5, 3) * 200
    page = np.full((720, 1280), 230, np.uint8)
    page[200:400, 100:1000] = stripes[None, :].astype(np.uint8)
    for line in range(8):
        cv2.putText(page, "Il1|! 0123456789 lllIII|||", (20, 440 + 30 * line), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 2)
    for frame in (page, blurred(page, 2), np.zeros((720, 1280, 3), np.uint8), np.full((720, 1280), 255, np.uint8)):
        assert texts(frame) == set()
        assert texts(frame, accept=is_receipt) == set()


@settings(max_examples=25, deadline=None)
@given(
    number=st.integers(0, 10**12 - 1),
    degrees=st.floats(0, 360),
    sigma=st.floats(0.3, 3.2),
    noise=st.floats(0, 14),
    contrast=st.floats(0.15, 1),
    light=st.floats(0.2, 1),
)
def test_whatever_is_read_is_never_another_number(
    number: int, degrees: float, sigma: float, noise: float, contrast: float, light: float
) -> None:
    text = receipt(number)
    frame = turned(scene(code128_c(text, module=2), size=(640, 480)), degrees)
    frame = dirtied(blurred(frame, sigma), noise=noise, contrast=contrast, light=light)
    assert {s.text for s in decode_still(frame, accept=is_receipt, budget_ms=300)} <= {text}


@settings(max_examples=20, deadline=None)
@given(arrays(np.uint8, st.tuples(st.integers(1, 40), st.integers(1, 40), st.sampled_from([1, 3, 4]))))
def test_pictures_of_any_shape_and_content_are_survived(frame: np.ndarray) -> None:
    for reads in (decode(frame), decode_still(frame, budget_ms=50)):
        assert all(len(s.outline) == 4 for s in reads)
