"""The window: how the toolkit is set up, and the loop that shows, ticks and stops. Real or off screen."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Protocol

from PIL import Image

from kiosk.screens.focus import Stroke
from kiosk.theme.frame import Panel
from kiosk.theme.tokens import PAPER, rgb

_STROKES = {9: Stroke.NEXT, 13: Stroke.CHOOSE, 271: Stroke.CHOOSE, 32: Stroke.CHOOSE}
"""The toolkit's numbers for Tab, Enter, the keypad's Enter and Space."""
_MODIFIERS = range(300, 320)
"""Shift and its like write nothing by themselves."""


class TypingScanner(Protocol):
    """A scanner that types into this window. Keys by their USB number."""

    def pressed(self, usage: int) -> bool:
        """True when the key was the scanner's and means nothing else."""
        ...

    def released(self, usage: int) -> None: ...


class NoWindow(Exception):
    """No picture can be made here: neither a display nor an off-screen renderer."""


class KioskWindow:
    """One full-screen window for the life of the process. Create it before anything else of the toolkit is used.

    Raises NoWindow where neither a display nor software rendering is to be had.
    """

    def __init__(self, panel: Panel, *, fullscreen: bool = False, headless: bool = False) -> None:
        if headless:
            os.environ["SDL_VIDEODRIVER"] = "offscreen"
        configure(panel, fullscreen=fullscreen)
        from kivy.core.window import Window

        if Window is None:
            raise NoWindow("no display, and no software rendering: Debian's libegl1 and libgl1-mesa-dri bring it")
        self._window: Any = Window
        finish = finisher()

        def wait_for_frame(*_: object) -> None:
            # Nothing may be returned: the toolkit takes anything true for "drawn already", and draws nothing.
            finish()

        Window.bind(on_draw=wait_for_frame)
        Window.clearcolor = (*(v / 255 for v in rgb(PAPER)), 1)
        self.panel = panel
        self._running = False
        if fullscreen and not headless:
            Window.show_cursor = False
            # Nobody closes a kiosk by its window: the technician stops the process.
            Window.bind(on_request_close=lambda *args, **kwargs: True)

    def show(self, widget: Any) -> None:
        """The one widget that fills the window."""
        for child in list(self._window.children):
            self._window.remove_widget(child)
        self._window.add_widget(widget)

    def strokes(self, heard: Callable[[Stroke], None], scanner: TypingScanner | None = None) -> None:
        """Tell of every key of a keyboard or switch that is pressed. One that is held down is pressed once.

        `scanner` hears every key first; what it takes is told to nobody else.
        """
        held: set[int] = set()

        def down(window: object, key: int, scancode: int, text: str | None, modifiers: Collection[str]) -> None:
            if scanner is not None and scanner.pressed(scancode):
                return
            stroke = _STROKES.get(key)
            if stroke is None:
                if key not in _MODIFIERS:
                    heard(Stroke.OTHER)
                return
            if stroke is Stroke.NEXT and "shift" in modifiers:
                stroke = Stroke.BEFORE
            if key not in held or stroke in (Stroke.NEXT, Stroke.BEFORE):
                held.add(key)
                heard(stroke)

        def up(window: object, key: int, scancode: int, *more: object) -> None:
            held.discard(key)
            if scanner is not None:
                scanner.released(scancode)

        self._window.bind(on_key_down=down, on_key_up=up)

    def run(self, tick: Callable[[], None]) -> None:
        """Until `stop`: `tick` with every turn of the loop (60 a second at most), the screen when it changed."""
        from kivy.base import EventLoop

        self._start()
        self._running = True
        while self._running and not EventLoop.quit:
            tick()
            self.draw()

    def stop(self) -> None:
        """From any thread."""
        self._running = False

    def draw(self) -> None:
        """One turn of the loop: input, what changed is drawn; waits out the rest of a sixtieth of a second."""
        from kivy.base import EventLoop

        self._start()
        EventLoop.idle()
        self._window.mainloop()  # takes what the display has sent: touches, and nothing else

    def _start(self) -> None:
        from kivy.base import EventLoop, runTouchApp

        if EventLoop.status != "started":
            # Embedded: the toolkit connects mouse and touch and starts, and leaves the turning of its loop to us.
            runTouchApp(embedded=True)

    def screenshot(self, path: Path | None = None) -> Image.Image:
        """What is on screen, as a picture; written to `path` (PNG) when given."""
        from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels

        self._window.dispatch("on_draw")
        data = glReadPixels(0, 0, self.panel.width, self.panel.height, GL_RGBA, GL_UNSIGNED_BYTE)
        size = (self.panel.width, self.panel.height)
        picture = Image.frombytes("RGBA", size, data).transpose(Image.Transpose.FLIP_TOP_BOTTOM).convert("RGB")
        if path is not None:
            picture.save(path)
        return picture

    def resize(self, panel: Panel) -> None:
        """Another size, for pictures of all of them by one process."""
        self.panel = panel
        self._window.size = (panel.width, panel.height)
        self.draw()


def finisher() -> Callable[[], object]:
    """Waits for the frame on its way to be done; called before the next is drawn.

    Software rendering keeps what a frame is drawn from, some 10 MB, for every frame it has been handed and has not
    begun to reuse: frames handed over faster than they are done cost 50 MB for ever, and show late.
    """
    from kivy.graphics.opengl import glFinish

    try:
        # The toolkit's own call would hold up all other threads; this one lets them run.
        call = ctypes.CDLL("libGL.so.1", mode=os.RTLD_NOLOAD).glFinish
    except OSError:
        return glFinish  # type: ignore[no-any-return]
    call.argtypes, call.restype = (), None
    return call


def configure(panel: Panel, *, fullscreen: bool) -> None:
    """The toolkit's settings, before its window opens: nothing of its own on screen, no keys that leave the kiosk."""
    from kivy.config import Config

    for section, key, value in (
        ("graphics", "width", panel.width),
        ("graphics", "height", panel.height),
        ("graphics", "fullscreen", "auto" if fullscreen else 0),
        ("graphics", "borderless", 1 if fullscreen else 0),
        ("graphics", "resizable", 0),
        ("graphics", "multisamples", 0),
        ("graphics", "maxfps", 60),
        ("kivy", "exit_on_escape", 0),
        ("kivy", "log_level", "warning"),
        ("kivy", "pause_on_minimize", 0),
    ):
        Config.set(section, key, value)
    # Touches come through the window; reading input devices besides would double them. A mouse is one finger.
    for option in Config.options("input"):
        Config.remove_option("input", option)
    Config.set("input", "mouse", "mouse,disable_multitouch")
