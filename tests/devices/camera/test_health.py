"""From the last frames' figures to one status."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.camera.health import FrameStats, HealthLimits, classify, stats_of
from devices.contracts import CameraStatus

RNG = np.random.default_rng(5)


def frames(
    level: float, spread: float, count: int = 50, *, gap: float = 1 / 30, same: bool = False
) -> list[FrameStats]:
    made = []
    for i in range(count):
        if not same or not made:
            frame = np.clip(RNG.normal(level, spread, (96, 128, 3)), 0, 255).astype(np.uint8)
        made.append(stats_of(frame, 10 + i * gap))
    return made


@pytest.mark.parametrize(
    ("recent", "status"),
    [
        (frames(120, 40), CameraStatus.READY),
        (frames(1, 1), CameraStatus.BLACK),
        (frames(20, 15), CameraStatus.TOO_DARK),
        (frames(300, 30), CameraStatus.OVEREXPOSED),
        (frames(120, 40, same=True), CameraStatus.FROZEN),
        (frames(120, 40, gap=0.5), CameraStatus.SLOW),
        (frames(1, 1, same=True), CameraStatus.BLACK),
        (frames(1, 1, count=3), CameraStatus.READY),
        ([], CameraStatus.READY),
    ],
)
def test_each_trouble_is_told_from_the_others(recent: list[FrameStats], status: CameraStatus) -> None:
    assert classify(recent) is status


def test_a_moment_of_darkness_is_no_trouble() -> None:
    assert classify(frames(120, 40, 20) + frames(1, 1, 3)) is CameraStatus.READY


def test_a_picture_from_disk_is_never_frozen() -> None:
    assert classify(frames(120, 40, 200, same=True), HealthLimits(frozen_frames=None)) is CameraStatus.READY


@given(st.lists(st.tuples(st.floats(0, 255), st.floats(0, 128), st.floats(0, 1), st.integers(0, 3)), max_size=80))
def test_any_figures_give_a_status(figures: list[tuple[float, float, float, int]]) -> None:
    recent = [FrameStats(float(i), *figure) for i, figure in enumerate(figures)]
    assert classify(recent) in CameraStatus
