"""A reader believes after two agreeing frames, gains from many bad ones, guides, keeps its budget and forgets."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from devices.contracts import Frame, Guidance, Symbol
from devices.decoding import Reader, Reading, zbar
from devices.decoding.agreement import MEMORY, Agreement, Vote
from devices.decoding.pipeline import Accept
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


def reader(**options: object) -> Reader:
    """Without a time limit, so that what is read does not depend on how busy the machine is."""
    return Reader(accept=is_receipt, clock=lambda: 0.0, **options)  # type: ignore[arg-type]


def believed(readings: list[Reading]) -> list[str]:
    return [s.text for r in readings for s in r.believed]


def test_a_code_is_believed_in_its_second_frame_and_told_once() -> None:
    eyes, frame = reader(), scene(code128_c(RECEIPT))
    readings = [eyes.feed(frame) for _ in range(6)]
    assert [len(r.symbols) for r in readings] == [1] * 6
    assert [tuple(s.text for s in r.believed) for r in readings] == [(), (RECEIPT,), (), (), (), ()]
    assert {r.guidance for r in readings} == {Guidance.NONE}


def test_a_receipt_and_a_product_in_view_are_both_believed() -> None:
    eyes, frame = reader(), scene(code128_c(RECEIPT), ean13(PRODUCT))
    assert sorted(believed([eyes.feed(frame) for _ in range(3)])) == [PRODUCT, RECEIPT]


def test_a_thin_check_needs_two_engines_however_often_one_says_it() -> None:
    agreement, code = Agreement(), seen(PRODUCT, "ean13")
    alone = Vote(code, True, thin=True, engines=frozenset({"zxing"}))
    assert [agreement.add([alone]) for _ in range(20)] == [()] * 20
    assert not agreement.by_two(code)
    assert agreement.add([Vote(code, True, thin=True, engines=frozenset({"zbar"}))]) == (code,)
    assert agreement.by_two(code)


@pytest.mark.parametrize("accept", [is_receipt, None])
def test_a_product_is_believed_with_a_receipts_pattern_and_without(accept: Accept | None) -> None:
    eyes = Reader(accept=accept, clock=lambda: 0.0)
    assert believed([eyes.feed(scene(ean13(PRODUCT))) for _ in range(3)]) == [PRODUCT]


@pytest.mark.parametrize(("short", "long"), [
    ("01234565", "0012345000065"), ("04252614", "0042100005264"), ("01234531", "0012300000451"),
    ("01234547", "0012340000057"), ("01987913", "0019100008793"),
])  # fmt: skip
def test_a_upc_e_is_told_as_the_number_it_stands_for(short: str, long: str) -> None:
    assert zbar.expanded(short) == long


def test_after_reset_nothing_of_the_last_shopper_is_left() -> None:
    eyes = reader()
    eyes.feed(scene(code128_c(RECEIPT)))
    eyes.reset()
    assert eyes.feed(scene(code128_c(RECEIPT))).believed == ()
    eyes.reset()
    blur = blurred(scene(code128_c(RECEIPT)), 2.6)
    for _ in range(5):
        eyes.feed(blur)
    eyes.reset()
    other = receipt(4711)
    assert believed([eyes.feed(scene(code128_c(other))) for _ in range(3)]) == [other]


def test_frames_too_bad_alone_are_read_together() -> None:
    """Blur of about a bar's width and noise: single frames fail, what they have in common does not."""
    eyes = reader()
    frames = [
        dirtied(blurred(turned(scene(code128_c(RECEIPT)), 9 + i * 0.3), 3.4), noise=12, contrast=0.45, seed=i)
        for i in range(24)
    ]
    assert believed([eyes.feed(f) for f in frames]) == [RECEIPT]


def test_the_next_receipt_is_read_after_the_first_without_mixing_them() -> None:
    eyes, first, second = reader(), receipt(1234), receipt(99887766)
    frames = [blurred(scene(code128_c(t)), 2.4) for t in (first, first, first, second, second, second, second)]
    assert believed([eyes.feed(f) for f in frames]) == [first, second]


@pytest.mark.parametrize("make", [lambda: code128_c(RECEIPT), lambda: qr(RECEIPT)])
def test_grey_and_colour_frames_read_alike(make: object) -> None:
    colour = scene(make())  # type: ignore[operator]
    for frame in (colour, colour[:, :, 0], np.dstack([colour, colour[:, :, :1]])):
        assert RECEIPT in believed([eyes.feed(np.ascontiguousarray(frame)) for eyes in [reader()] for _ in range(3)])


def test_scenes_without_a_receipt_are_never_read_as_one() -> None:
    rng = np.random.default_rng(11)
    for seed in range(12):
        eyes = reader()
        page = np.full((480, 640), 220, np.uint8)
        for _ in range(6):
            x, y, w = (int(v) for v in rng.integers((0, 0, 60), (400, 400, 240)))
            lines = np.repeat(rng.random(w) < 0.5, rng.integers(1, 4))[: 640 - x]
            page[y : y + 60, x : x + len(lines)] = np.where(lines, 30, 220)
        shaken = blurred(turned(page[..., None].repeat(3, 2), seed * 31), 1.5)
        frames = [dirtied(shaken, noise=5, seed=i) for i in range(6)]
        assert [t for t in believed([eyes.feed(f) for f in frames]) if is_receipt(t)] == []


def test_a_frame_stops_at_its_budget() -> None:
    """With a clock that moves a millisecond a look, a budget of nothing leaves only the first engine."""
    ticks = itertools.count()
    strict = Reader(accept=is_receipt, budget_ms=1.0, clock=lambda: next(ticks) / 1000)
    hard = blurred(scene(code128_c(RECEIPT)), 2.6)
    assert believed([strict.feed(hard) for _ in range(6)]) == []
    assert next(ticks) < 100


def guidance_for(*frames: Frame) -> list[Guidance]:
    eyes = Reader(frozenset({"qr"}), clock=lambda: 0.0)
    return [eyes.feed(f).guidance for f in frames]


def test_guidance_says_what_would_help() -> None:
    rng = np.random.default_rng(2)
    dark = rng.integers(0, 25, (720, 1280, 3)).astype(np.uint8)
    white = np.full((720, 1280, 3), 255, np.uint8)
    shop = blurred(rng.integers(40, 160, (720, 1280, 3)).astype(np.uint8), 30)
    back = np.full((720, 1280, 3), 205, np.uint8)
    far = shop.copy()
    far[300:480, 550:710] = blurred(scene(code128_c(RECEIPT, module=1, height=30), size=(160, 180)), 1.6)
    small = blurred(turned(scene(code128_c(RECEIPT)), 3, zoom=0.5), 1.2)
    assert guidance_for(dark) == [Guidance.MORE_LIGHT]
    assert guidance_for(white) == [Guidance.LESS_LIGHT]
    assert guidance_for(shop) == [Guidance.SHOW_RECEIPT]
    assert guidance_for(back) == [Guidance.TURN_OVER]
    assert guidance_for(far) == [Guidance.CLOSER]
    assert guidance_for(small) == [Guidance.CLOSER]


def test_a_code_half_out_of_view_or_swinging_is_told_apart() -> None:
    hard = blurred(code_on_paper(), 5)
    swinging = [np.roll(hard, 60 * (-1) ** i, axis=1) for i in range(4)]
    assert guidance_for(*swinging)[-1] is Guidance.HOLD_STILL
    cut = np.roll(hard, -500, axis=1)
    cut[:, -520:] = 60
    assert guidance_for(cut) == [Guidance.FARTHER]


def code_on_paper() -> Frame:
    return scene(code128_c(RECEIPT, module=4, height=200))


def seen(text: str, symbology: str = "code128") -> Symbol:
    return Symbol(text, symbology, ((0, 0), (1, 0), (1, 1), (0, 1)), 1.0)


def test_a_similar_text_seen_as_often_keeps_either_from_being_believed() -> None:
    agreement = Agreement()
    one, other = seen("990007261120184226"), seen("990007261120184326")
    assert [agreement.add([Vote(s, True)]) for s in (one, other, one, other)] == [(), (), (), ()]
    assert agreement.add([Vote(one, True)]) == ()
    assert agreement.add([Vote(one, True)]) == (one,)


def test_weak_reads_need_a_third_frame() -> None:
    agreement = Agreement()
    assert [agreement.add([Vote(seen("1234567890", "itf"), False)]) for _ in range(4)] == [
        (),
        (),
        (seen("1234567890", "itf"),),
        (),
    ]


def test_a_code_that_left_and_came_back_is_told_again() -> None:
    agreement, code = Agreement(), seen(RECEIPT)
    agreement.add([Vote(code, True)])
    assert agreement.add([Vote(code, True)]) == (code,)
    for _ in range(MEMORY + 1):
        assert agreement.add([]) == ()
    assert [agreement.add([Vote(code, True)]) for _ in range(2)] == [(), (code,)]
