"""`simulated:///folder`: the real driver on a virtual printer. Each slip ends in the folder, as bytes and picture.

It misbehaves on command: `?fault=paper_empty&at=2000`, or at any moment while the kiosk runs, by a file named `fault`
in the folder that holds one of the same words (empty or gone: all well).
"""

from __future__ import annotations

import threading
from pathlib import Path

from devices.contracts import DeviceClaimed, DeviceUnavailable
from devices.printer.address import FAULTS, PrinterAddress
from devices.printer.driver import EscPosPrinter
from devices.printer.waiting import Limits
from devices.simulated.escpos import commands
from devices.simulated.paper import Paper
from devices.simulated.virtual_printer import Trouble, VirtualPrinter

FAULT_FILE = "fault"


class SlipFolder:
    """Where slips end up: slip-0001.bin and slip-0001.png, numbered on from what is there."""

    def __init__(self, folder: Path, dots: int) -> None:
        self._folder = folder
        self._dots = dots

    def keep(self, slip: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        number = 1 + max((int(path.stem[5:]) for path in self._folder.glob("slip-[0-9]*.bin")), default=0)
        target = self._folder / f"slip-{number:04d}"
        target.with_suffix(".bin").write_bytes(slip)
        Paper(self._dots).run(commands(slip)).picture().save(target.with_suffix(".png"))

    def fault(self) -> str | None:
        """The word in the fault file; None where there is no such file."""
        try:
            word = (self._folder / FAULT_FILE).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return word if word in FAULTS else ""


class SimulatedCable:
    """A cable to a virtual printer. The printer outlives the cable: what hangs out of it stays."""

    window = 8192

    def __init__(self, address: PrinterAddress) -> None:
        self._folder = SlipFolder(Path(address.path), address.profile.dots)
        self._printer = VirtualPrinter(self._folder.keep)
        self._uri_fault = address.fault
        self._at = address.at
        self._now = ""

    def open(self, seconds: float) -> SimulatedLink:
        self.look(0)
        return SimulatedLink(self, self._printer)

    def look(self, coming: int) -> bytes:
        """Take the fault of this moment; `coming` bytes are about to be written. Returns answers it sets free."""
        word = self._folder.fault()
        fault = self._uri_fault if word is None else word
        at = self._at if word is None else 0
        if fault == self._now:
            return b""
        if fault in ("absent", "claimed", "cut_line", "reset") and self._printer.worked_off + coming > at:
            return self._cable_fault(fault, once=word is None)
        if fault in tuple(Trouble):
            self._now = fault
            freed = self._printer.mend()
            if fault:
                self._printer.suffer(Trouble(fault), at)
            return freed
        return b""

    def _cable_fault(self, fault: str, *, once: bool) -> bytes:
        if fault in ("cut_line", "reset") and once:
            self._uri_fault = ""
        if fault == "reset":
            self._printer.reset()
        if fault == "claimed":
            raise DeviceClaimed("simulated: another program holds the printer")
        raise DeviceUnavailable(f"simulated: {fault}")


class SimulatedLink:
    def __init__(self, cable: SimulatedCable, printer: VirtualPrinter) -> None:
        self._cable = cable
        self._printer = printer
        self._answers = b""
        self._nothing = threading.Event()

    def write(self, data: bytes, seconds: float) -> None:
        self._answers += self._cable.look(len(data))
        self._answers += self._printer.receive(data)

    def read(self, seconds: float) -> bytes:
        self._answers += self._cable.look(0)
        if not self._answers:
            self._nothing.wait(seconds)
        answers, self._answers = self._answers, b""
        return answers

    def close(self) -> None:
        self._answers = b""


def open_simulated(address: PrinterAddress, limits: Limits | None = None) -> EscPosPrinter:
    """The driver kiosks use, on a printer made of nothing. The folder is made with the first slip."""
    return EscPosPrinter(SimulatedCable(address), address.profile, limits)
