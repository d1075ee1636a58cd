"""From an address to a printer. Opening never needs the device to be there.

Only the network's cable, which is but a socket, is loaded with this; the others when such a printer is configured.
"""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

from devices.contracts import Printer
from devices.printer.address import PrinterAddress, parse_uri
from devices.printer.cables import NetworkCable
from devices.printer.driver import EscPosPrinter
from devices.printer.file import FilePrinter
from devices.printer.node import NodeCable
from devices.printer.waiting import Limits


def open_printer(uri: str | PrinterAddress, *, limits: Limits | None = None, broken_off: bool = False) -> Printer:
    """The printer at that address. Raises BadDeviceUri, nothing else.

    `broken_off`: the journal knows of a slip that was being sent when the last process ended.
    """
    address = parse_uri(uri) if isinstance(uri, str) else uri
    profile = address.profile
    match address.kind:
        case "network":
            cable = NetworkCable(address.host, address.port)
            return EscPosPrinter(cable, profile, limits, broken_off=broken_off)
        case "serial":
            from devices.printer.serial_cable import SerialCable

            line = SerialCable(address.path, address.baudrate, address.flow)
            return EscPosPrinter(line, profile, limits, broken_off=broken_off)
        case "usb":
            from devices.printer.usb import UsbCable

            plug = UsbCable(address.vendor, address.product, address.serial)
            return EscPosPrinter(plug, profile, limits, broken_off=broken_off)
        case "file" if address.path.startswith("/dev/"):
            return EscPosPrinter(NodeCable(address.path), profile, limits, broken_off=broken_off)
        case "file":
            return FilePrinter(Path(address.path))
        case "simulated":
            from devices.simulated.printer import open_simulated

            return open_simulated(address, limits)
        case _:
            assert_never(address.kind)
