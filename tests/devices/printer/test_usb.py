"""USB printers, on a stand-in for libusb: found by their numbers, claimed, pulled out, plugged in again."""

from __future__ import annotations

import array
import errno
from types import SimpleNamespace
from typing import Any

import usb.backend
import usb.core

from devices.contracts import PrintConfirmed, PrinterStatus, PrintFailed
from devices.layout import Profile, find_profile, render
from devices.printer import EscPosPrinter, Limits, open_printer
from devices.printer.usb import UsbCable
from devices.simulated.virtual_printer import VirtualPrinter
from domain.slip import example

SLIP = render(example(), find_profile())
BRISK = Limits(answer=0.1, poll=0.05, silence=0.2, patience=0.2, stall=1.0, quiet=0.02)
OUT, IN = 0x01, 0x82


class Bus(usb.backend.IBackend):  # type: ignore[misc]
    """libusb with one printer on it. `serial` is its serial number; `interface_class` 7 is a printer."""

    def __init__(self, printer: VirtualPrinter, serial: str = "J3AF1", interface_class: int = 7) -> None:
        self.printer = printer
        self.serial = serial
        self.interface_class = interface_class
        self.plugged_in = True
        self.held_by_another = False
        self.kernel_driver = True
        self.claimed = False
        self.pull_after: int | None = None
        self.written = 0
        self._answers = b""

    def enumerate_devices(self) -> Any:
        return iter([self] if self.plugged_in else [])

    def get_device_descriptor(self, dev: Any) -> Any:
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=0x4B8, idProduct=0x202, bcdDevice=0x100, iManufacturer=1, iProduct=2,
            iSerialNumber=3, bNumConfigurations=1, address=5, bus=1, port_number=1, port_numbers=(1,), speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: Any, config: int) -> Any:
        if config:
            raise IndexError(config)
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1, iConfiguration=0,
            bmAttributes=0xC0, bMaxPower=1, extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, dev: Any, intf: int, alt: int, config: int) -> Any:
        if intf or alt:
            raise IndexError(intf)
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2,
            bInterfaceClass=self.interface_class, bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0,
            extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: Any, ep: int, intf: int, alt: int, config: int) -> Any:
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=(OUT, IN)[ep], bmAttributes=2, wMaxPacketSize=64,
            bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: Any) -> Any:
        return self

    def close_device(self, dev_handle: Any) -> None:
        self.claimed = False

    def get_configuration(self, dev_handle: Any) -> int:
        return 1

    def set_configuration(self, dev_handle: Any, config_value: int) -> None:
        raise AssertionError("a printer in use by the system must not be reconfigured")

    def claim_interface(self, dev_handle: Any, intf: int) -> None:
        if self.held_by_another or self.kernel_driver:
            raise usb.core.USBError("Resource busy", errno=errno.EBUSY)
        self.claimed = True

    def release_interface(self, dev_handle: Any, intf: int) -> None:
        self.claimed = False

    def is_kernel_driver_active(self, dev_handle: Any, intf: int) -> bool:
        return self.kernel_driver

    def detach_kernel_driver(self, dev_handle: Any, intf: int) -> None:
        self.kernel_driver = False

    def ctrl_transfer(
        self, dev_handle: Any, kind: int, request: int, value: int, index: int, data: Any, timeout: int
    ) -> int:
        text = b"\x04\x03\x09\x04" if value & 0xFF == 0 else self.serial.encode("utf-16-le")
        reply = text if value & 0xFF == 0 else bytes([len(text) + 2, 3]) + text
        data[: len(reply)] = array.array("B", reply)
        return len(reply)

    def bulk_write(self, dev_handle: Any, ep: int, intf: int, data: Any, timeout: int) -> int:
        assert timeout > 0, "libusb takes 0 for: wait for ever"
        assert self.claimed
        if self.pull_after is not None and self.written + len(data) > self.pull_after:
            self.plugged_in = False
            self.printer.reset()
        self._alive()
        self.written += len(data)
        self._answers += self.printer.receive(bytes(data))
        return len(data)

    def bulk_read(self, dev_handle: Any, ep: int, intf: int, buff: Any, timeout: int) -> int:
        assert timeout > 0, "libusb takes 0 for: wait for ever"
        self._alive()
        if not self._answers:
            raise usb.core.USBTimeoutError("Operation timed out", errno=errno.ETIMEDOUT)
        taken, self._answers = self._answers[: len(buff)], self._answers[len(buff) :]
        buff[: len(taken)] = array.array("B", taken)
        return len(taken)

    def _alive(self) -> None:
        if not self.plugged_in:
            raise usb.core.USBError("No such device", errno=errno.ENODEV)


def printer_on(bus: Bus, serial: str = "") -> EscPosPrinter:
    return EscPosPrinter(UsbCable(0x4B8, 0x202, serial, backend=bus), Profile("unknown", 80), BRISK)


def test_a_usb_printer_confirms_its_slips() -> None:
    bus = Bus(VirtualPrinter())
    printer = printer_on(bus)
    assert printer.status() is PrinterStatus.READY
    assert isinstance(printer.print(SLIP), PrintConfirmed)
    assert bus.printer.slips == [SLIP]
    printer.close()
    assert not bus.claimed


def test_two_of_a_kind_are_told_apart_by_serial_number() -> None:
    bus = Bus(VirtualPrinter(), serial="J3AF2")
    assert printer_on(bus, serial="J3AF2").status() is PrinterStatus.READY
    assert printer_on(bus, serial="J3AF1").status() is PrinterStatus.ABSENT


def test_one_held_by_another_program_is_claimed() -> None:
    bus = Bus(VirtualPrinter())
    bus.held_by_another = True
    printer = printer_on(bus)
    assert printer.status() is PrinterStatus.CLAIMED
    assert printer.print(SLIP) == PrintFailed(PrinterStatus.CLAIMED, 0, "not begun")


def test_pulled_out_in_the_middle_and_plugged_in_again() -> None:
    bus = Bus(VirtualPrinter())
    bus.pull_after = 30_000
    printer = printer_on(bus)
    outcome = printer.print(SLIP)
    assert isinstance(outcome, PrintFailed)
    assert outcome.status is PrinterStatus.ABSENT
    assert printer.status() is PrinterStatus.ABSENT
    bus.pull_after, bus.plugged_in = None, True
    assert isinstance(printer.print(SLIP), PrintConfirmed)
    assert bus.printer.slips[-1] == SLIP
    assert len(bus.printer.slips) == 2


def test_pulled_out_within_the_first_piece_something_may_be_on_paper() -> None:
    bus = Bus(VirtualPrinter())
    printer = printer_on(bus)
    assert printer.status() is PrinterStatus.READY
    bus.pull_after = bus.written + 200
    outcome = printer.print(SLIP)
    assert isinstance(outcome, PrintFailed)
    assert outcome.bytes_sent > 0, "so that the next one says 补打"


def test_something_else_with_those_numbers_is_no_printer() -> None:
    assert printer_on(Bus(VirtualPrinter(), interface_class=8)).status() is PrinterStatus.ABSENT


def test_without_such_a_device_it_is_absent() -> None:
    printer = open_printer("usb://ffff:fffe", limits=BRISK)
    assert printer.status() is PrinterStatus.ABSENT
    printer.close()
