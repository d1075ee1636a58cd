"""USB printers through libusb. (python-escpos opens them with `timeout=0`, which waits for ever.)"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import Any

import usb.core
import usb.util

from devices.contracts import DeviceClaimed, DeviceError, DeviceTimeout, DeviceUnavailable
from devices.printer.cables import Link

PRINTER_CLASS = 7


@dataclass(frozen=True, slots=True)
class UsbCable:
    """A printer by its USB numbers, and by its serial number where two of a kind hang on one machine.

    `backend`: pyusb's; None for the system's libusb.
    """

    vendor: int
    product: int
    serial: str = ""
    window: int = 8192
    backend: Any = None

    @property
    def name(self) -> str:
        return f"usb {self.vendor:04x}:{self.product:04x}{'/' + self.serial if self.serial else ''}"

    def open(self, seconds: float) -> Link:
        try:
            device = self._find()
            if device is None:
                raise DeviceUnavailable(f"{self.name}: not plugged in")
            return self._claim(device)
        except usb.core.NoBackendError as error:
            raise DeviceUnavailable(f"{self.name}: libusb is not installed (package libusb-1.0-0)") from error
        except usb.core.USBError as error:
            raise _translated(error, self.name) from error

    def _find(self) -> Any:
        found = usb.core.find(find_all=True, idVendor=self.vendor, idProduct=self.product, backend=self.backend)
        for device in found or ():
            if not self.serial or device.serial_number == self.serial:
                return device
        return None

    def _claim(self, device: Any) -> Link:
        for configuration in device:
            for interface in configuration:
                out = _bulk_end(interface, usb.util.ENDPOINT_OUT)
                back = _bulk_end(interface, usb.util.ENDPOINT_IN)
                if interface.bInterfaceClass not in (PRINTER_CLASS, 0xFF) or out is None:
                    continue
                number = interface.bInterfaceNumber
                self._detach_kernel(device, number)
                usb.util.claim_interface(device, number)
                return UsbLink(device, number, out, back, self.name)
        raise DeviceUnavailable(f"{self.name}: this device has no printer interface")

    @staticmethod
    def _detach_kernel(device: Any, number: int) -> None:
        # The kernel's usblp holds printers by default.
        try:
            if device.is_kernel_driver_active(number):
                device.detach_kernel_driver(number)
        except NotImplementedError:  # pyusb, on systems without kernel drivers to detach
            return


def _bulk_end(interface: Any, direction: int) -> Any:
    """The interface's bulk endpoint of that direction, or None."""
    for end in interface:
        bulk = usb.util.endpoint_type(end.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
        if bulk and usb.util.endpoint_direction(end.bEndpointAddress) == direction:
            return end
    return None


def _translated(error: usb.core.USBError, what: str) -> DeviceError:
    if isinstance(error, usb.core.USBTimeoutError):
        return DeviceTimeout(f"{what}: takes no data")
    if error.errno in (errno.EBUSY, errno.EACCES, errno.EPERM):
        return DeviceClaimed(f"{what}: held by another program or not ours to open")
    return DeviceUnavailable(f"{what}: {error.strerror or error}")


class UsbLink:
    def __init__(self, device: Any, number: int, out: Any, back: Any, what: str) -> None:
        self._device = device
        self._number = number
        self._out = out
        self._back = back
        self._what = what

    def write(self, data: bytes, seconds: float) -> None:
        try:
            at = 0
            while at < len(data):
                # 4 kB at a time: cheap printers lose what comes in one long transfer.
                at += self._out.write(data[at : at + 4096], timeout=max(1, round(seconds * 1000)))
        except usb.core.USBError as error:
            raise _translated(error, self._what) from error

    def read(self, seconds: float) -> bytes:
        if self._back is None:
            return b""
        try:
            # libusb takes 0 for "for ever".
            return bytes(self._back.read(512, timeout=max(1, round(seconds * 1000))))
        except usb.core.USBTimeoutError:
            return b""
        except usb.core.USBError as error:
            raise _translated(error, self._what) from error

    def close(self) -> None:
        try:
            usb.util.release_interface(self._device, self._number)
            usb.util.dispose_resources(self._device)
        except usb.core.USBError:
            return  # pulled out; nothing is held any more
