"""Printers: `open_printer(uri)` gives one that tells the truth about every slip (see `driver`)."""

from devices.printer.address import PrinterAddress, parse_uri
from devices.printer.driver import EscPosPrinter
from devices.printer.opening import open_printer
from devices.printer.paper import Roll
from devices.printer.status import fold
from devices.printer.waiting import Limits

__all__ = ["EscPosPrinter", "Limits", "PrinterAddress", "Roll", "fold", "open_printer", "parse_uri"]
