"""Hand and built-in scanners: serial, keyboard-type through evdev, keyboard wedge, simulated."""

from __future__ import annotations

from typing import assert_never

from devices.contracts import BadDeviceUri
from devices.scanners.address import (
    HidAddress,
    ScannerAddress,
    SerialAddress,
    SimulatedAddress,
    WedgeAddress,
    parse,
)
from devices.scanners.contract import Scan, Scanner
from devices.scanners.feed import ScannerFeed
from devices.scanners.simulated import SimulatedScanner
from devices.scanners.window import WindowKeys
from devices.shown import shown
from domain.device_words import ScannerStatus

__all__ = [
    "Scan", "Scanner", "ScannerAddress", "ScannerFeed", "ScannerStatus", "SimulatedScanner", "WedgeAddress",
    "WindowKeys", "open_scanner", "parse",
]  # fmt: skip


def open_scanner(uri: str) -> Scanner:
    """Open a scanner that has a line of its own: `serial:`, `hid:` or `simulated:`, as `parse` reads them.

    A wedge has none: its keys come through the window, and `WindowKeys` makes codes of them.
    Raises BadDeviceUri, DeviceUnavailable, DeviceClaimed.
    """
    # Each kind is imported when such a scanner is there: most kiosks have one kind or none.
    match parse(uri):
        case SerialAddress(port, baudrate, frame):
            from devices.scanners.serial_line import SerialScanner

            return SerialScanner(port, baudrate, frame)
        case HidAddress(path, ids):
            from devices.scanners.hid import EvdevKeys, HidScanner, find_by_ids

            return HidScanner(EvdevKeys(path if ids is None else find_by_ids(*ids)))
        case WedgeAddress():
            raise BadDeviceUri(f"{shown(uri)!r} types into the kiosk's window: there is nothing to open")
        case SimulatedAddress():
            return SimulatedScanner()
        case address:
            assert_never(address)
