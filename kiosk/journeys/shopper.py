"""A scripted shopper on the real app: touches keys that are on the screen, and looks at the clock while doing it."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

from kiosk.app import KioskApp
from kiosk.screens.nodes import Key

PATIENCE_S = 30.0
BLINK_S = 1.0
"""A key that is not there after that, on a screen that waits for the shopper, will not come."""
HEARD_S = 6.0
"""By then a kiosk with a line has heard whether it is let in again."""
SHUT_OUT = "the central service lets this kiosk in no more: `fuwutai backend release-kiosk` or `enrol-code --kiosk`"


class Stuck(Exception):
    """The shopper does not know how to go on; the text says where and why."""


class Shopper:
    """What any shopper does: look, wait, touch what is there. `pictures`: a folder for a screenshot of every screen.

    `working`: states in which the kiosk is at work, and the next screen comes by itself.
    """

    working: tuple[type, ...] = ()

    def __init__(self, app: KioskApp, pictures: Path | None = None) -> None:
        self._app, self._pictures = app, pictures
        self._count = 0
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")
        self.taps_ms: list[float] = []
        self._last_tap = 0.0
        if pictures is not None:
            pictures.mkdir(parents=True, exist_ok=True)

    @property
    def state(self) -> Any:
        return self._app.terminal.session.state

    def told(self) -> str:
        """The state, in a technician's words."""
        return type(self.state).__name__

    def arrive(self, first: object) -> None:
        """Wait for the kiosk to be ready to serve, and for the key with which a visit begins."""
        session = self._app.terminal.session
        # What a kiosk remembers of that, the service may have taken back since.
        self._app.until(lambda: not session.situation.shut_out, HEARD_S)
        ready = "what the kiosk has to know of the store"
        self.until(lambda: session.situation.service_ready, ready, unless=lambda: session.situation.shut_out)
        self.until(lambda: self._key(first) is not None, "the home screen")
        self.look("home")

    def tap(self, wanted: object, *, pause: bool = True) -> None:
        """Touch the first key that means it, and see the screen answer. `wanted`: an event, or a type of events.

        `pause`: look first, as a person does. Raises Stuck at once where such a key cannot come.
        """
        looked = time.monotonic()
        self.until(
            lambda: self._key(wanted) is not None, f"a key for {named(wanted)}",
            unless=lambda: not isinstance(self.state, self.working) and time.monotonic() - looked > BLINK_S,
        )  # fmt: skip
        if pause:
            # A touch within a third of a second of the last is taken for a trembling hand, and rightly so.
            self._app.until(lambda: time.monotonic() - self._last_tap > 0.4, 1.0)
        key = self._key(wanted)
        assert key is not None
        before = self._app.shell.scene
        started = time.monotonic()

        def touched() -> bool:
            nonlocal started
            started = time.monotonic()
            return self._app.shell.tap(key.name)

        # A key of a screen that has only just come takes no touch yet: a person tries again.
        if not self._app.until(touched, 1.0):
            raise Stuck(f"the key {key.name} took no touch")
        self._last_tap = started
        self._app.until(lambda: self._app.shell.scene != before, 2.0)
        self._app.window.draw()
        self.taps_ms.append((time.monotonic() - started) * 1000)

    def look(self, name: str, rest_s: float = 0.3) -> None:
        """A screenshot, once the screen has come to rest. It is written to disk beside the walk, not in its way."""
        if self._pictures is None:
            return
        rest = time.monotonic() + rest_s
        self._app.until(lambda: time.monotonic() > rest, 1.0)
        self._count += 1
        self._writer.submit(self._app.window.screenshot().save, self._pictures / f"{self._count:02d}-{name}.png")

    def figures(self) -> dict[str, float]:
        """Milliseconds from a touch to the next screen: the median and the 95th percentile."""
        if not self.taps_ms:
            return {}
        ordered = sorted(self.taps_ms)
        found = {"tap_to_next_median": round(ordered[len(ordered) // 2], 2)}
        if len(ordered) > 1:
            found["tap_to_next_p95"] = round(quantiles(ordered, n=20, method="inclusive")[-1], 2)
        return found

    def leave(self) -> None:
        """Wait for the pictures to be written."""
        self._writer.shutdown(wait=True)

    def _key(self, wanted: object) -> Key | None:
        scene = self._app.shell.scene
        if scene is None:
            return None
        return next((key for key in scene.keys if _means(key.event, wanted)), None)

    def until(
        self,
        holds: Callable[[], bool],
        what: str,
        seconds: float = PATIENCE_S,
        *,
        unless: Callable[[], bool] = lambda: False,
    ) -> None:
        """Turn until it holds. Raises Stuck after `seconds`, or as soon as `unless` says that it never will."""
        began = time.monotonic()
        self._app.until(lambda: holds() or unless(), seconds)
        if not holds():
            self.look("stuck")
            if self._app.terminal.session.situation.shut_out:
                raise Stuck(f"{self.told()}; {SHUT_OUT}")
            waited = time.monotonic() - began
            raise Stuck(f"{self.told()}; waited {waited:.0f} s for {what}")


def _means(event: object, wanted: object) -> bool:
    return isinstance(event, wanted) if isinstance(wanted, type) else event == wanted


def named(wanted: object) -> str:
    """What a key means, in a technician's words: TypeNumber, DigitTyped 5."""
    if isinstance(wanted, type):
        return wanted.__name__
    values = [str(getattr(wanted, field.name)) for field in fields(wanted)] if is_dataclass(wanted) else []
    return " ".join([type(wanted).__name__, *values])


def waiting(app: KioskApp, what: str) -> str:
    """Why the central service has not acknowledged it."""
    shut_out = app.terminal.session.situation.shut_out
    return f"{SHUT_OUT if shut_out else 'the central service has not answered'}; {what} waits in the outbox"
