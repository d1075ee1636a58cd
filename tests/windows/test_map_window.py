"""A map before a real window: an X server, a finger that drags it, keys that do the same."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from kiosk.theme import tokens as t
from tests.windows.display import HERE, Finger, display

pytestmark = pytest.mark.window


@pytest.fixture
def finger(tmp_path: Path) -> Iterator[Finger]:
    """Before a window of 1920x1080 with a map on it."""
    with display(1920, 1080) as name, (tmp_path / "map.log").open("w") as log:
        environment = {**os.environ, "DISPLAY": name, "PYTHONPATH": str(HERE.parent.parent)}
        environment.pop("SDL_VIDEODRIVER", None)
        process = subprocess.Popen(
            [sys.executable, str(HERE / "map_process.py"), "1920", "1080"],
            stdout=subprocess.PIPE, stderr=log, text=True, env=environment,
        )  # fmt: skip
        lines: queue.Queue[dict[str, Any]] = queue.Queue()

        def listen() -> None:
            assert process.stdout is not None
            for line in process.stdout:
                lines.put(json.loads(line))

        threading.Thread(target=listen, daemon=True).start()
        try:
            yield Finger(environment, lines)
        finally:
            process.terminate()
            process.wait(20)


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
