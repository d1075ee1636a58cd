"""Hand and built-in scanners: serial, keyboard-type through evdev, keyboard wedge, simulated."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote_to_bytes, urlsplit

from devices.contracts import BadDeviceUri
from devices.scanners.contract import Scan, Scanner, ScannerStatus
from devices.scanners.feed import ScannerFeed
from devices.scanners.framing import Frame
from devices.scanners.simulated import SimulatedScanner

__all__ = ["Scan", "Scanner", "ScannerFeed", "ScannerStatus", "SimulatedScanner", "open_scanner"]

_EXAMPLES = "examples: serial:///dev/ttyACM0?baudrate=115200&suffix=%0D, hid:///dev/input/event3, hid://05e0:1200"
_IDS = re.compile(r"([0-9a-fA-F]{4}):([0-9a-fA-F]{4})")


def open_scanner(uri: str) -> Scanner:
    """Open `serial:///dev/tty...?baudrate=&prefix=&suffix=`, `hid:///dev/input/...`, `hid://VID:PID` or `simulated:`.

    Prefix and suffix are percent-encoded bytes. Raises BadDeviceUri, DeviceUnavailable, DeviceClaimed.
    """
    try:
        parts = urlsplit(uri.strip())
    except ValueError:
        raise BadDeviceUri(f"{uri!r} is not a scanner's address; {_EXAMPLES}") from None
    match parts.scheme:
        case "serial" if parts.path and not parts.netloc:
            return _serial(parts.path, parts.query, uri)
        case "hid" if (parts.path and not parts.netloc) or _IDS.fullmatch(parts.netloc):
            return _hid(parts.path, _IDS.fullmatch(parts.netloc))
        case "simulated":
            return SimulatedScanner()
        case _:
            raise BadDeviceUri(f"{uri!r} is not a scanner's address; {_EXAMPLES}")


def _hid(path: str, ids: re.Match[str] | None) -> Scanner:
    # Imported when such a scanner is there, as the serial line's below: most kiosks have one kind or none.
    from devices.scanners.hid import EvdevKeys, HidScanner, find_by_ids

    return HidScanner(EvdevKeys(path if ids is None else find_by_ids(int(ids[1], 16), int(ids[2], 16))))


def _serial(path: str, query: str, uri: str) -> Scanner:
    raw = {name: value for name, _, value in (part.partition("=") for part in query.split("&") if part)}
    unknown = sorted(set(raw) - {"baudrate", "prefix", "suffix"})
    if unknown:
        raise BadDeviceUri(f"unknown option {unknown[0]!r} in {uri!r}; known here: baudrate, prefix, suffix")
    baudrate = parse_qs(query).get("baudrate", ["9600"])[-1]
    if not (baudrate.isascii() and baudrate.isdecimal() and 50 <= int(baudrate) <= 4_000_000):
        raise BadDeviceUri(f"baudrate={baudrate} in {uri!r} should be a number from 50 to 4000000")
    from devices.scanners.serial_line import SerialScanner

    frame = Frame(unquote_to_bytes(raw.get("prefix", "")), unquote_to_bytes(raw.get("suffix", "")))
    return SerialScanner(path, int(baudrate), frame)
