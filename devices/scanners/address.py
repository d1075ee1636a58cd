"""Scanner addresses from the configuration, taken apart into one of the kinds there are. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from devices.contracts import BadDeviceUri
from devices.scanners.framing import Frame
from devices.scanners.wedge import WedgeRules
from devices.shown import shown

_EXAMPLES = (
    "examples: serial:///dev/ttyACM0?baudrate=115200&suffix=%0D, hid:///dev/input/event3, hid://05e0:1200, wedge:"
)
_IDS = re.compile(r"([0-9a-fA-F]{4}):([0-9a-fA-F]{4})")


@dataclass(frozen=True, slots=True)
class SerialAddress:
    port: str
    baudrate: int
    frame: Frame


@dataclass(frozen=True, slots=True)
class HidAddress:
    """A keyboard taken for ourselves alone, by its path, or by its USB ids."""

    path: str = ""
    ids: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class WedgeAddress:
    """A scanner that types into the kiosk's own window, where no keyboard can be taken for ourselves."""

    rules: WedgeRules


@dataclass(frozen=True, slots=True)
class SimulatedAddress:
    pass


ScannerAddress = SerialAddress | HidAddress | WedgeAddress | SimulatedAddress


def parse(uri: str) -> ScannerAddress:
    """Take apart `serial:///dev/tty...?baudrate=&prefix=&suffix=`, `hid:///dev/input/...`, `hid://VID:PID`,
    `wedge:?gap_ms=` or `simulated:`. Prefix and suffix are percent-encoded bytes.

    Raises BadDeviceUri with a sentence for the person who wrote the configuration.
    """
    try:
        parts = urlsplit(uri.strip())
    except ValueError:
        raise BadDeviceUri(f"{shown(uri)!r} is not a scanner's address; {_EXAMPLES}") from None
    ids = _IDS.fullmatch(parts.netloc)
    match parts.scheme:
        case "serial" if parts.path and not parts.netloc:
            given = _options(parts.query, uri, "baudrate", "prefix", "suffix")
            frame = Frame(unquote_to_bytes(given.get("prefix", "")), unquote_to_bytes(given.get("suffix", "")))
            return SerialAddress(parts.path, _number(given, uri, "baudrate", 9600, 50, 4_000_000), frame)
        case "hid" if ids is not None:
            _options(parts.query, uri)
            return HidAddress(ids=(int(ids[1], 16), int(ids[2], 16)))
        case "hid" if parts.path and not parts.netloc:
            _options(parts.query, uri)
            return HidAddress(parts.path)
        case "wedge" if not parts.path and not parts.netloc:
            given = _options(parts.query, uri, "gap_ms")
            return WedgeAddress(WedgeRules(gap=_number(given, uri, "gap_ms", 60, 10, 200) / 1000))
        case "simulated":
            return SimulatedAddress()
        case _:
            raise BadDeviceUri(f"{shown(uri)!r} is not a scanner's address; {_EXAMPLES}")


def _options(query: str, uri: str, *known: str) -> dict[str, str]:
    """As they stand, still percent-encoded: a suffix may be any byte."""
    given = {name: value for name, _, value in (part.partition("=") for part in query.split("&") if part)}
    for name in sorted(given):
        if name not in known:
            words = f"known here: {', '.join(known)}" if known else "this kind has none"
            raise BadDeviceUri(f"unknown option {shown(name)!r} in {shown(uri)!r}; {words}")
    return given


def _number(given: Mapping[str, str], uri: str, name: str, default: int, low: int, high: int) -> int:
    text = unquote(given.get(name, str(default)))
    if not (text.isascii() and text.isdecimal() and low <= int(text) <= high):
        raise BadDeviceUri(f"{name}={text} in {shown(uri)!r} should be a number from {low} to {high}")
    return int(text)
