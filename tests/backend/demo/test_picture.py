"""A receipt as the till prints it and as the camera sees it can be read: by others' decoders and by our own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from backend.demo import code128
from backend.demo.paper import WIDTH, Paper
from backend.demo.photo import SIZE, clip, photo
from backend.demo.picture import receipt_picture
from backend.demo.projection import coefficients
from backend.demo.store import DemoStore
from backend.demo.stories import TELLERS
from devices.camera.files import video_frames
from devices.decoding import Reader, decode_still
from tests.support.video import write_video


def drawn(demo: DemoStore, name: str) -> Image.Image:
    receipt = demo.receipt(name)
    (where,) = (store for store in demo.stores if store.store_id == receipt.store_id)
    return receipt_picture(receipt, where)


def read(image: Image.Image) -> list[str]:
    """By the kiosk's own pipeline."""
    frame = np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])
    return [symbol.text for symbol in decode_still(frame)]


@settings(max_examples=40, deadline=None)
@given(st.text("0123456789", min_size=1, max_size=10).map(lambda half: half + half[::-1]))
def test_any_even_number_of_digits_is_read_back(digits: str) -> None:
    paper = Paper()
    paper.bars(code128.modules(digits), dots=2, height=80)
    (found,) = zxingcpp.read_barcodes(paper.cut())
    assert found.text == digits


@pytest.mark.parametrize("wrong", ["", "123", "12a4", "１２"])
def test_what_subset_c_cannot_hold_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="even number of digits"):
        code128.modules(wrong)


@pytest.mark.parametrize("name", TELLERS)
def test_the_printed_receipt_says_its_code(demo: DemoStore, name: str) -> None:
    image = drawn(demo, name)
    assert image.width == WIDTH
    assert [found.text for found in zxingcpp.read_barcodes(image)] == [demo.stories[name]]


@pytest.mark.parametrize(("name", "seed"), [("mixed", 1), ("mixed", 2), ("many_lines", 3), ("weighed_pork", 4)])
def test_the_photo_is_read_as_the_kiosk_reads(demo: DemoStore, name: str, seed: int) -> None:
    seen = photo(drawn(demo, name), seed)
    assert (seen.size, seen.mode) == (SIZE, "RGB")
    assert read(seen) == [demo.stories[name]]


def test_a_photo_is_the_same_for_the_same_seed(demo: DemoStore) -> None:
    image = drawn(demo, "mixed")
    assert photo(image, 5).tobytes() == photo(image, 5).tobytes()
    assert photo(image, 5).tobytes() != photo(image, 6).tobytes()


def test_a_hand_brings_the_receipt_and_the_kiosk_believes_its_code_once(demo: DemoStore, tmp_path: Path) -> None:
    """As a video file in place of the camera, through compression, in motion."""
    video = write_video(tmp_path / "hand.mp4", clip(drawn(demo, "many_lines"), 11, seconds=2))
    reader = Reader()
    readings = [reader.feed(frame) for frame, _ in video_frames(video)]
    assert len(readings) == 30
    assert [symbol.text for reading in readings for symbol in reading.believed] == [demo.stories["many_lines"]]
    assert not readings[0].symbols
    assert readings[-1].symbols


def test_a_projection_takes_each_corner_where_it_belongs() -> None:
    seen, flat = ((10, 5), (90, 12), (97, 88), (3, 80)), ((0, 0), (50, 0), (50, 70), (0, 70))
    a, b, c, d, e, f, g, h = coefficients(seen, flat)
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        whole = g * x + h * y + 1
        assert ((a * x + b * y + c) / whole, (d * x + e * y + f) / whole) == pytest.approx((u, v), abs=1e-6)
