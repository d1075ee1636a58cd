"""The soft decoder and its tables, against an independent library's tables and by rule."""

from __future__ import annotations

import numpy as np
import pytest
from barcode.charsets import code128
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.decoding import soft128
from devices.decoding.code128 import PATTERNS, STOP, text_of
from devices.decoding.decide128 import decide, likeliest
from tests.devices.decoding.pictures import RECEIPT, code128_c, is_receipt


def line_of(text: str, *, module: int = 6, sigma: float = 0.0, noise: float = 0.0, seed: int = 0) -> np.ndarray:
    """A darkness line (0 paper, 1 bar) of a Code 128 with quiet zones of ten modules, blurred by `sigma` modules."""
    dark = 1 - code128_c(text, module=module, height=1)[0] / 255
    dark = np.pad(dark, 10 * module)
    if sigma:
        xs = np.arange(-5 * module, 5 * module + 1)
        kernel = np.exp(-0.5 * (xs / (sigma * module)) ** 2)
        dark = np.convolve(dark, kernel / kernel.sum(), mode="same")
    return (dark + np.random.default_rng(seed).normal(0, noise, len(dark))).astype(np.float32)


def decided(line: np.ndarray, count: int, module: int = 6) -> str | None:
    begin, end = 10 * module, len(line) - 10 * module
    guess = soft128.guesses(line, begin, end, range(6, 24))[0]
    assert guess.count == count
    reading = soft128.read_as(line, begin, end, guess)
    found = decide(reading.costs, is_receipt) if reading is not None else None
    return found.text if found is not None else None


def test_patterns_are_those_of_the_standard() -> None:
    assert ["".join(map(str, row)) for row in PATTERNS] == list(code128.CODES)
    assert "".join(map(str, STOP)) == code128.STOP + "11"


@pytest.mark.parametrize("sigma", [0.0, 0.5, 0.8, 1.1])
@pytest.mark.parametrize("turned", [False, True])
def test_a_line_is_read_however_blurred_and_either_way_round(sigma: float, turned: bool) -> None:
    line = line_of(RECEIPT, sigma=sigma, noise=0.01)
    assert decided(np.ascontiguousarray(line[::-1]) if turned else line, 11) == RECEIPT


def test_drifting_bars_of_curled_paper_are_followed() -> None:
    line = line_of(RECEIPT, sigma=0.6, noise=0.01)
    xs = np.arange(len(line))
    bent = np.interp(xs + 14 * np.sin(np.pi * xs / len(line)), xs, line).astype(np.float32)
    assert decided(bent, 11) == RECEIPT


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**16 - 1), st.floats(0.3, 1.6), st.floats(0, 0.2), st.integers(0, 99))
def test_a_line_too_bad_gives_nothing_not_another_number(body: int, sigma: float, noise: float, seed: int) -> None:
    text = f"{body:016d}" + f"{98 - body * 100 % 97:02d}"
    line = line_of(text, sigma=sigma, noise=noise, seed=seed)
    reading = soft128.read(line, 60, len(line) - 60, 11, 1.05)
    assert reading is not None
    found = decide(reading.costs, is_receipt, 4)
    assert found is None or found.text == text


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([105, 99, 0, 7], "990007"),
        ([104, 33, 34, 17], "AB1"),
        ([103, 33, 64, 17], "A\x001"),
        ([104, 33, 99, 12, 34], "A1234"),
        ([105, 12, 100, 33], "12A"),
        ([105, 102, 1, 2], "0102"),
        ([105, 1, 102, 2], "01\x1d02"),
        ([104, 98, 64, 33], "\x00A"),
        ([105], None),
        ([50, 1], None),
        ([104, 96], None),
        ([105, 103, 1], None),
    ],
)
def test_values_become_text_as_the_standard_says(values: list[int], text: str | None) -> None:
    assert text_of(values) == text


def test_likely_readings_come_in_order_of_cost() -> None:
    costs = np.random.default_rng(1).uniform(0, 50, (5, 106)).astype(np.float32)
    found = [cost for cost, _ in likeliest(costs, 200)]
    assert len(found) == 200
    assert found == sorted(found)
    assert found[0] == pytest.approx(float(costs[:-1].min(axis=1).sum()), rel=1e-4)
