"""A map before a real window: an X server, a finger that drags it, keys that do the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from kiosk.theme import tokens as t
from tests.windows.display import Finger, window

pytestmark = pytest.mark.window


@pytest.fixture
def finger(tmp_path: Path) -> Iterator[Finger]:
    """Before a window of 1920x1080 with a map on it."""
    with window("map_process.py", "1920", "1080", log=tmp_path / "map.log", size=(1920, 1080)) as finger:
        yield finger


def tap(finger: Finger, key: str, what: str) -> dict[str, Any]:
    """A key that changes the look: touched again, like anybody, while nothing comes of it."""
    before = finger.until(lambda screen: key in screen["keys"], f"the key {key}")
    finger.tap(key)
    return finger.until(lambda screen: screen != before, what)


def leaves(picture: Image.Image) -> np.ndarray:
    """What the map's part of the screen looks like."""
    return np.asarray(picture.convert("RGB")).astype(int)[128:928, 32:1236]


def test_a_finger_and_keys_move_the_map_and_never_beyond_the_plan(finger: Finger, tmp_path: Path) -> None:
    whole = finger.until(lambda screen: screen["zoom"] == 1.0, "the whole plan")
    assert "zoom-out" not in whole["keys"], "it is no farther away than whole"
    first = tap(finger, "zoom-in", "nearer")
    second = tap(finger, "zoom-in", "nearer still")
    assert 1.0 < first["zoom"] < second["zoom"]

    finger.drag(700, 500, (660, 500), (560, 520), (420, 540))
    moved = finger.until(lambda screen: screen["centre"][0] > second["centre"][0] + 1, "the map taken along")
    assert moved["zoom"] == second["zoom"]
    assert moved["centre"][1] > second["centre"][1]

    for _ in range(3):
        finger.drag(1100, 800, (1000, 700), (600, 400), (200, 180))
    edge = finger.until(lambda screen: screen["centre"][0] > 40, "the plan's corner")
    assert edge["centre"][0] < 60
    assert 0 < edge["centre"][1] < 40
    assert "right" not in edge["keys"], "there is nothing more to the right"

    shot = Image.open(finger.picture(tmp_path / "corner.png"))
    colours = {t.rgb(t.STONE), t.rgb(t.WHITE), t.rgb(t.INK)}
    seen = {tuple(pixel) for pixel in leaves(shot).reshape(-1, 3)[::7].tolist()}
    assert colours <= seen

    tap(finger, "zoom-out", "farther")
    finger.until(lambda screen: screen["zoom"] == first["zoom"], "as near as before")


def test_a_tap_points_and_another_level_is_seen_whole(finger: Finger) -> None:
    finger.until(lambda screen: screen["zoom"] == 1.0, "the whole plan")
    tap(finger, "zoom-in", "nearer")
    # The middle of the plan, 30 m along and 20 m up, is the aisle between two rows: a shelf stands right above it.
    finger.touch(634, 400)
    finger.until(lambda screen: screen["touched"].startswith("F"), "the shelf that was pointed at")
    tap(finger, "upstairs", "the upper floor")
    upper = finger.until(lambda screen: screen["level"] == "L2", "the upper floor")
    assert upper["zoom"] == 1.0
