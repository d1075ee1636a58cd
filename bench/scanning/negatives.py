"""Scenes with no receipt in view: text, shelves with product codes, stripes. A receipt read there is a wrong one."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from bench.scanning.paper import is_receipt_code
from bench.scanning.scenes import shelf, shop, text_page
from devices.decoding import DEFAULT, Reader

FRAMES_A_SCENE = 20


def scenes(seed: int, count: int) -> Iterator[tuple[str, np.ndarray, tuple[str, ...]]]:
    """Kind, reflectances 0..1, and the texts that are truly in view."""
    rng = np.random.default_rng((seed, 77))
    for index in range(count):
        match index % 4:
            case 0 | 1:
                page, texts = shelf(rng)
                yield "shelf", page, texts
            case 2:
                yield "text", text_page(rng), ()
            case _:
                yield "shop", shop(rng, sharp=True), ()


def wrong_texts(seed: int, frames: int) -> tuple[int, list[str]]:
    """Frames looked at, and the believed texts that were not in view."""
    rng = np.random.default_rng((seed, 78))
    looked = 0
    wrong: list[str] = []
    for _, page, texts in scenes(seed, -(-frames // FRAMES_A_SCENE)):
        reader = Reader(DEFAULT, is_receipt_code)
        soft = cv2.GaussianBlur(page, (0, 0), float(rng.uniform(0.4, 3.5)))
        gain, noise = float(rng.uniform(50, 240)), float(rng.uniform(2, 10))
        base = np.clip(soft * gain, 0, 255)
        for _ in range(FRAMES_A_SCENE):
            shift = rng.integers(-12, 13, 2)
            grain = np.empty(base.shape, np.float32)
            cv2.setRNGSeed(int(rng.integers(1, 2**31 - 1)))
            cv2.randn(grain, 0, noise)
            frame = np.clip(np.roll(base, shift, axis=(0, 1)) + grain, 0, 255).astype(np.uint8)
            reading = reader.feed(frame)
            looked += 1
            wrong += [s.text for s in reading.believed if s.text not in texts]
    return looked, wrong
