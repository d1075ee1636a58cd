"""What counts as somebody before the camera: a hand, a receipt; not noise, a lamp or a slow evening."""

from __future__ import annotations

import numpy as np
import pytest

from devices.camera.movement import APART_S, Movement
from devices.contracts import Frame

RNG = np.random.default_rng(7)


def picture(level: float = 90.0, *, paper_at: int | None = None, noise: float = 12.0) -> Frame:
    """A counter as a camera sees it, with a receipt's width of paper at that column where one is held."""
    plain = np.full((360, 640, 3), level)
    if paper_at is not None:
        plain[80:280, paper_at : paper_at + 90] = 220.0
    return np.clip(plain + RNG.normal(0, noise, plain.shape), 0, 255).astype(np.uint8)


def told(*frames: Frame) -> list[bool]:
    movement = Movement()
    return [movement.seen(frame, n * 2 * APART_S) for n, frame in enumerate(frames)]


def test_a_receipt_that_comes_and_goes_moves() -> None:
    shown = told(picture(), picture(paper_at=200), picture(paper_at=240), picture(paper_at=240), picture())
    assert shown == [False, True, True, False, True]


@pytest.mark.parametrize("level", [8.0, 90.0, 250.0])
def test_noise_is_nobody(level: float) -> None:
    assert not any(told(*(picture(level, noise=25.0) for _ in range(30))))


def test_light_that_fades_or_is_switched_is_nobody() -> None:
    assert not any(told(*(picture(200 - 5 * n) for n in range(30))))
    assert not any(told(picture(60), picture(180), picture(60)))


def test_frames_in_between_are_not_looked_at_and_nothing_is_kept() -> None:
    movement = Movement()
    assert not movement.seen(picture(), 0.0)
    assert not movement.seen(picture(paper_at=200), APART_S / 2)
    assert movement.seen(picture(paper_at=200), APART_S)
    movement.forget()
    assert not movement.seen(picture(), 3 * APART_S), "nothing to compare with"


def test_a_grey_camera_is_as_good() -> None:
    assert told(picture()[:, :, 0], picture(paper_at=200)[:, :, 0]) == [False, True]
