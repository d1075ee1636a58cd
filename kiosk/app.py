"""The running kiosk: window, screens and terminal on one loop."""

from __future__ import annotations

import gc
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType

from devices.speech import Speaker
from domain.wire import Pace
from kiosk.compose import Terminal, compose
from kiosk.config import KioskConfig
from kiosk.memory import few_arenas
from kiosk.screens.nodes import Scene
from kiosk.screens.shell import Shell
from kiosk.screens.window import KioskWindow
from kiosk.theme.frame import Panel
from kiosk.trace import Trace

CAMERA_FPS = 24
"""The picture of the camera is shown at most this often (look: camera window)."""


SWITCH_S = 0.0005
"""How long a thread that computes may keep the one that draws waiting (5 ms, unless told: ten such waits are seen)."""


class KioskApp:
    """One kiosk on one window. Everything here runs on the UI thread; `stop` may be called from any.

    Raises NoWindow, StoreError, ServiceError (see `compose`).
    """

    def __init__(
        self, config: KioskConfig, *, headless: bool = False, speaker: Speaker | None = None, trace: Trace | None = None
    ) -> None:
        few_arenas()
        sys.setswitchinterval(SWITCH_S)
        screen = config.screen
        panel = Panel(screen.width, screen.height, screen.px_per_mm, screen.lower_edge_mm)
        self.window = KioskWindow(panel, fullscreen=screen.fullscreen, headless=headless)
        self._speaker = speaker
        self._camera_at = 0.0
        self._drawn: Scene | None = None
        self.shell = Shell(
            panel,
            on_event=lambda event: self.terminal.session.post(event),
            place=lambda: self.terminal.place(),
            on_spoken=self._speak,
            on_advice=self._advise,
        )
        self.terminal: Terminal = compose(config, self.shell, trace=trace)
        self.window.show(self.shell.stage)
        self.window.strokes(self.shell.stage.stroke, self.terminal.keys)

    def start(self) -> None:
        # The first screen needs nothing but what is stored; devices and the line would take their share of the
        # processor from it, and are there before anyone has walked up.
        self.turn()
        self.terminal.start()
        self.tick()

    def run(self) -> None:
        """Until SIGTERM, SIGINT or `stop`."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop_on_signal)
        self.start()
        # All that is loaded now stays till the end: looking through it for garbage would only hold up a tap.
        gc.freeze()
        gc.enable()
        try:
            self.window.run(self.tick)
        finally:
            self.close()

    def stop(self) -> None:
        self.window.stop()

    def close(self) -> None:
        if self._speaker is not None:
            self._speaker.close()
        self.terminal.stop()

    def tick(self) -> None:
        """What one turn of the loop does besides drawing."""
        self.terminal.session.pump()
        now = time.monotonic()
        if self.terminal.keys is not None:
            self.terminal.keys.turn(now)
        if now - self._camera_at >= 1 / CAMERA_FPS:
            latest = self.terminal.eyes.latest()
            if latest is not None:
                self._camera_at = now
                self.shell.camera_frame(*latest)
        self.shell.tick()

    def turn(self) -> None:
        """One whole turn of the loop, for those who drive it themselves (the scripted shopper, tests)."""
        self.tick()
        self.window.draw()
        if self.shell.scene is not self._drawn:
            self._drawn = self.shell.scene
            self.terminal.trace.mark_first(f"drawn {type(self.terminal.session.state).__name__}")

    def until(self, holds: Callable[[], bool], seconds: float) -> bool:
        """Turn until it holds; False when it did not within `seconds`."""
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                return False
            self.turn()
        return True

    def _speak(self, sentences: tuple[str, ...], language: str) -> None:
        if self._speaker is None:
            return
        if sentences:
            senior = self.terminal.session.situation.pace is Pace.SENIOR
            self._speaker.say(sentences, language, slow=senior)
        else:
            self._speaker.cancel()

    def _advise(self, sentence: str, language: str) -> None:
        if self._speaker is not None:
            self._speaker.add(sentence, language, slow=self.terminal.session.situation.pace is Pace.SENIOR)

    def _stop_on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stop()
