"""A virtual display, a kiosk's real window on it, and a finger that taps it through the X server."""

from __future__ import annotations

import json
import os
import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PATIENCE_S = 40.0
SECOND_TAP_S = 0.35
"""`kiosk.screens.stage`: a touch this soon after one that brought a new screen was meant for the old one."""
CLOCK = re.compile(r"\b\d{1,2}:\d\d$")
HERE = Path(__file__).parent


@contextmanager
def display(width: int, height: int) -> Iterator[str]:
    """An X server of that size; its name for DISPLAY."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


def without_clock(screen: dict[str, Any]) -> dict[str, Any]:
    """The screen but for the time of day, which changes without anybody touching anything."""
    return {**screen, "words": [line for line in screen.get("words", ()) if not CLOCK.search(line)]}


@dataclass
class Finger:
    """What a person before the screen does: look, and touch what is written there."""

    environment: dict[str, str]
    lines: queue.Queue[dict[str, Any]]
    screen: dict[str, Any] = field(default_factory=dict)

    def until(self, holds: Callable[[dict[str, Any]], bool], what: str) -> dict[str, Any]:
        """Wait for a screen on which it holds."""
        end = time.monotonic() + PATIENCE_S
        while True:
            while True:
                try:
                    self.screen = self.lines.get_nowait()
                except queue.Empty:
                    break
            if self.screen and holds(self.screen):
                return self.screen
            left = end - time.monotonic()
            if left <= 0:
                raise AssertionError(f"waited for {what}; on screen: {self.screen}")
            try:
                # What is waited for may come about elsewhere, without another screen.
                self.screen = self.lines.get(timeout=min(left, 0.2))
            except queue.Empty:
                continue

    def see(self, state: str) -> dict[str, Any]:
        return self.until(lambda screen: screen["screen"] == state, state)

    def read(self, words: str) -> None:
        """Wait until these words stand on the screen."""
        self.until(lambda screen: any(words in line for line in screen["words"]), words)

    def tap(self, key: str, then: str | None = None, read: str = "", leave: bool = False) -> None:
        """A real press and release on the middle of a key; again, like anybody, while nothing comes of it.

        `then` is the state that comes of it, `read` words that stand on the screen afterwards; `leave`: whatever comes
        of it, it is another state than this.
        """
        at = self.until(lambda screen: key in screen["keys"], f"the key {key}")["keys"][key]
        before = self.screen
        for _ in range(6):
            self.touch(*at)
            end = time.monotonic() + 1.2
            while time.monotonic() < end:
                try:
                    self.screen = self.lines.get(timeout=0.1)
                except queue.Empty:
                    continue
                came = self.screen["screen"] == then if then else not leave or self.screen["screen"] != before["screen"]
                said = any(read in line for line in self.screen["words"])
                if came and said and without_clock(self.screen) != without_clock(before):
                    return
        raise AssertionError(f"nothing came of touching {key}; on screen: {self.screen}")

    def toggle(self, key: str) -> None:
        """One touch and no second one, which would undo it; after a look, for a touch that comes at once counts for
        nothing. For keys of which nothing is told but how they look."""
        at = self.until(lambda screen: key in screen["keys"], f"the key {key}")["keys"][key]
        looked = time.monotonic() + SECOND_TAP_S + 0.15
        self.until(lambda _: time.monotonic() >= looked, "a look at it")
        self.touch(*at)

    def touch(self, x: float, y: float) -> None:
        self._xdotool("mousemove", str(round(x)), str(round(y)), "click", "1")

    def hammer(self, x: float, y: float, times: int) -> None:
        """Children."""
        self._xdotool("mousemove", str(round(x)), str(round(y)), "click", "--repeat", str(times), "--delay", "12", "1")

    def drag(self, x: float, y: float, *path: tuple[float, float]) -> None:
        """A finger down, along a path, and up."""
        words = ["mousemove", str(round(x)), str(round(y)), "mousedown", "1"]
        for to_x, to_y in path:
            words += ["sleep", "0.03", "mousemove", str(round(to_x)), str(round(to_y))]
        self._xdotool(*words, "sleep", "0.05", "mouseup", "1")

    def press(self, *keys: str) -> None:
        """Keys of a keyboard, one after the other, by their X names: Tab, Return, shift+Tab."""
        for key in keys:
            self._xdotool("key", key)

    def type(self, text: str, every_ms: int) -> None:
        """Keys of a keyboard, as fast as that: a scanner's, a person's or a paste's."""
        self._xdotool("type", "--delay", str(every_ms), text, patience_s=120)

    def rest(self, seconds: float = 0.6) -> None:
        """Wait a little, looking: a screen that still changes is seen."""
        end = time.monotonic() + seconds
        self.until(lambda _: time.monotonic() >= end, "a rest")

    def _xdotool(self, *words: str, patience_s: float = 20) -> None:
        subprocess.run(["xdotool", *words], env=self.environment, check=True, timeout=patience_s)

    def picture(self, path: Path) -> Path:
        """What the X server shows, taken from outside the kiosk."""
        from PIL import ImageGrab

        ImageGrab.grab(xdisplay=self.environment["DISPLAY"]).save(path)
        return path


@contextmanager
def window(program: str, *arguments: str, log: Path, size: tuple[int, int]) -> Iterator[Finger]:
    """A program beside this one that tells what is on its screen, line by line, on a display of its own."""
    with display(*size) as name, log.open("w") as out:
        environment = {**os.environ, "DISPLAY": name, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(HERE.parent.parent)}
        environment.pop("SDL_VIDEODRIVER", None)
        process = subprocess.Popen(
            [sys.executable, str(HERE / program), *arguments],
            stdout=subprocess.PIPE, stderr=out, text=True, env=environment,
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


@contextmanager
def kiosk_window(config: Path, width: int = 1080, height: int = 1920) -> Iterator[Finger]:
    """The kiosk of that configuration in a real window on a display of its own."""
    with window("kiosk_process.py", str(config), log=config.parent / "kiosk.log", size=(width, height)) as finger:
        yield finger
