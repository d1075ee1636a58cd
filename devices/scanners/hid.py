"""Scanners that present themselves as a keyboard, read through evdev with an exclusive grab.

The grab is the point: without it every scan is also typed into whatever window has the focus. A source that cannot be
grabbed is not read at all.
"""

from __future__ import annotations

import errno
import os
import select
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import evdev

from devices.contracts import DeviceClaimed, DeviceUnavailable
from devices.scanners.contract import Scan
from devices.scanners.keymap import Held, translate
from devices.scanners.wedge import Wedge, WedgeRules


@dataclass(frozen=True, slots=True)
class KeyEvent:
    """A Linux key event: key code, 0 released / 1 pressed / 2 repeated, time in seconds."""

    code: int
    value: int
    at: float


class KeySource(Protocol):
    """A keyboard that can be taken for ourselves. Raises DeviceUnavailable when it is gone."""

    def grab(self) -> None:
        """Take it alone. Raises DeviceClaimed when another program already has."""
        ...

    def read(self, seconds: float) -> Sequence[KeyEvent]: ...

    def close(self) -> None: ...


class HidScanner:
    """A `Scanner` over a grabbed keyboard."""

    def __init__(self, source: KeySource, rules: WedgeRules | None = None) -> None:
        self._source = source
        # A dedicated device has no person typing at it: slower scanners and shorter codes are fine.
        self._wedge = Wedge(rules or WedgeRules(gap=0.3, rest=0.5, shortest=2))
        self._held = Held()
        self._ready: deque[Scan] = deque()
        try:
            source.grab()
        except BaseException:
            source.close()
            raise

    def read(self, seconds: float) -> Scan | None:
        if not self._ready:
            for event in self._source.read(seconds):
                self._held, key = translate(self._held, event.code, event.value)
                scan = self._wedge.press(key, event.at) if key is not None else None
                if scan is not None:
                    self._ready.append(scan)
        return self._ready.popleft() if self._ready else None

    def close(self) -> None:
        self._ready.clear()
        self._source.close()


class EvdevKeys:
    """A `KeySource` over /dev/input."""

    def __init__(self, path: str) -> None:
        try:
            self._device = evdev.InputDevice(path)
        except FileNotFoundError:
            raise DeviceUnavailable(f"no scanner at {path}") from None
        except PermissionError:
            raise DeviceUnavailable(f"no right to read {path}; the kiosk's user belongs into the group input") from None
        except OSError as error:
            raise DeviceUnavailable(f"{path}: {os.strerror(error.errno or 0)}") from None

    def grab(self) -> None:
        try:
            self._device.grab()
        except OSError as error:
            if error.errno == errno.EBUSY:
                raise DeviceClaimed(f"{self._device.path} is held by another program") from None
            raise DeviceUnavailable(f"{self._device.path} cannot be held: {os.strerror(error.errno or 0)}") from None

    def read(self, seconds: float) -> Sequence[KeyEvent]:
        try:
            ready, _, _ = select.select([self._device.fd], [], [], seconds)
            if not ready:
                return ()
            events = list(self._device.read())
        except (OSError, ValueError):
            raise DeviceUnavailable("the scanner is gone") from None
        return [KeyEvent(e.code, e.value, e.timestamp()) for e in events if e.type == evdev.ecodes.EV_KEY]

    def close(self) -> None:
        try:
            self._device.close()
        except OSError:
            return  # unplugged: nothing is left to close


def find_by_ids(vendor: int, product: int, devices: Path = Path("/sys/class/input")) -> str:
    """Path of the input device with these USB ids that types digits and Enter. Raises DeviceUnavailable.

    Many scanners are several input devices at once, and the one for media keys may come first. Asked of the kernel's
    own list: one the kiosk has no right to is found too, and opening it says so.
    """
    there = False
    for device in sorted(devices.glob("event*"), key=lambda path: (len(path.name), path.name)):
        try:
            found = [int((device / "device" / "id" / part).read_text(), 16) for part in ("vendor", "product")]
            keys = int((device / "device" / "capabilities" / "key").read_text().split()[-1], 16)
        except (OSError, ValueError, IndexError):
            continue
        if found == [vendor, product]:
            there = True
            if keys & _TYPES == _TYPES:
                return f"/dev/input/{device.name}"
    what = f"{vendor:04x}:{product:04x}"
    raise DeviceUnavailable(f"{what} is plugged in, but types nothing" if there else f"no scanner {what} is plugged in")


_TYPES = 0x3FF << evdev.ecodes.KEY_1 | 1 << evdev.ecodes.KEY_ENTER
"""The digits and Enter among the lowest 64 keys of the kernel's list of what a device has."""
