"""Printer addresses, read and checked before anything is opened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from devices.contracts import BadDeviceUri
from devices.layout.profiles import Profile, find_profile, profile_names
from devices.shown import shown

Kind = Literal["network", "usb", "serial", "file", "simulated"]

OPTIONS: dict[Kind, tuple[str, ...]] = {
    "network": ("width", "profile"),
    "usb": ("width", "profile"),
    "serial": ("width", "profile", "baudrate", "flow"),
    "file": ("width", "profile"),
    "simulated": ("width", "profile", "fault", "at"),
}
FLOWS = ("none", "rtscts", "dsrdtr", "xonxoff")
BAUDRATES = (9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600)
FAULTS = (
    "paper_empty",
    "paper_near_end",
    "cover_open",
    "cutter_error",
    "overheated",
    "offline",
    "silent",
    "cut_line",
    "reset",
    "garbage",
    "absent",
    "claimed",
)
"""What `simulated:` can be told to suffer from."""

EXAMPLES = "network://192.168.1.50:9100, usb://04b8:0202, serial:///dev/ttyUSB0?baudrate=115200, file:///tmp/slip.bin"


@dataclass(frozen=True, slots=True)
class PrinterAddress:
    """A checked address. `path` is a device, a file or a folder; fields that do not belong to the kind are empty."""

    uri: str
    kind: Kind
    profile: Profile
    host: str = ""
    port: int = 9100
    path: str = ""
    vendor: int = 0
    product: int = 0
    serial: str = ""
    baudrate: int = 115200
    flow: str = "none"
    fault: str = ""
    at: int = 0

    @property
    def width(self) -> int:
        """Paper, mm."""
        return self.profile.width


def parse_uri(uri: str) -> PrinterAddress:
    """Read an address. Raises BadDeviceUri with a sentence that says what to write instead."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        # What it says may quote the address.
        raise BadDeviceUri(f"printer {shown(uri)!a}: an address looks like {EXAMPLES}") from None
    match parts.scheme:
        case "network" | "usb" | "serial" | "file" | "simulated" as kind:
            options = _options(uri, kind, parts.query)
        case _:
            kinds = ", ".join(OPTIONS)
            raise BadDeviceUri(f"printer {shown(uri)!a}: the address begins with one of {kinds}, as in {EXAMPLES}")
    profile = _profile(uri, options)
    match kind:
        case "network":
            return _network(uri, parts, profile)
        case "usb":
            return _usb(uri, parts, profile)
        case "serial":
            baudrate = _number(uri, options, "baudrate", 115200, BAUDRATES)
            flow = _choice(uri, options, "flow", "none", FLOWS)
            return PrinterAddress(uri, kind, profile, path=_path(uri, parts), baudrate=baudrate, flow=flow)
        case "file":
            return PrinterAddress(uri, kind, profile, path=_path(uri, parts))
        case "simulated":
            fault = _choice(uri, options, "fault", "", ("", *FAULTS))
            at = _number(uri, options, "at", 0, range(10_000_000))
            return PrinterAddress(uri, kind, profile, path=_path(uri, parts), fault=fault, at=at)


def _options(uri: str, kind: Kind, query: str) -> dict[str, str]:
    options = dict(parse_qsl(query, keep_blank_values=True))
    unknown = sorted(options.keys() - set(OPTIONS[kind]))
    if unknown:
        known = ", ".join(OPTIONS[kind])
        raise BadDeviceUri(f"printer {shown(uri)!a}: {shown(unknown[0])!a} is not one of the options {known}")
    return options


def _profile(uri: str, options: dict[str, str]) -> Profile:
    width = _number(uri, options, "width", 80, (58, 80))
    name = options.get("profile", "unknown")
    if name not in profile_names():
        raise BadDeviceUri(f"printer {shown(uri)!a}: profile is one of {', '.join(profile_names())}, not {name!a}")
    return find_profile(name, width)


def _number(uri: str, options: dict[str, str], name: str, default: int, allowed: tuple[int, ...] | range) -> int:
    text = options.get(name, str(default))
    if re.fullmatch(r"[0-9]{1,9}", text) and int(text) in allowed:
        return int(text)
    is_range = isinstance(allowed, range)
    choice = f"a number below {allowed[-1] + 1}" if is_range else f"one of {', '.join(map(str, allowed))}"
    raise BadDeviceUri(f"printer {shown(uri)!a}: {name} is {choice}, not {text!a}")


def _choice(uri: str, options: dict[str, str], name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = options.get(name, default)
    if value not in allowed:
        choice = ", ".join(filter(None, allowed))
        raise BadDeviceUri(f"printer {shown(uri)!a}: {name} is one of {choice}, not {value!a}")
    return value


def _network(uri: str, parts: SplitResult, profile: Profile) -> PrinterAddress:
    try:
        port = parts.port or 9100
    except ValueError:
        raise BadDeviceUri(f"printer {shown(uri)!a}: the port is a number from 1 to 65535") from None
    if not parts.hostname or parts.path not in ("", "/") or parts.username is not None:
        raise BadDeviceUri(f"printer {shown(uri)!a}: a network printer is network://HOST or network://HOST:9100")
    return PrinterAddress(uri, "network", profile, host=parts.hostname, port=port)


def _usb(uri: str, parts: SplitResult, profile: Profile) -> PrinterAddress:
    found = re.fullmatch(r"([0-9A-Fa-f]{4}):([0-9A-Fa-f]{4})", parts.netloc)
    if not found:
        raise BadDeviceUri(f"printer {shown(uri)!a}: a USB printer is usb://VVVV:PPPP as lsusb shows them (04b8:0202)")
    serial = unquote(parts.path.lstrip("/"))
    vendor, product = (int(number, 16) for number in found.groups())
    return PrinterAddress(uri, "usb", profile, vendor=vendor, product=product, serial=serial)


def _path(uri: str, parts: SplitResult) -> str:
    path = unquote(parts.netloc + parts.path)
    if not path or "\0" in path or path == "/":
        raise BadDeviceUri(
            f"printer {shown(uri)!a}: after {parts.scheme}:// comes a path, as in {parts.scheme}:///tmp/printer"
        )
    return path
