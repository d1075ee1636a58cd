"""V4L2/UVC cameras and RTSP streams through OpenCV."""

from __future__ import annotations

import errno
import os
import stat

import cv2

from devices.camera.address import LocalCamera, StreamCamera
from devices.camera.hush import hush
from devices.contracts import DeviceClaimed, DeviceTimeout, DeviceUnavailable, Frame

_OPEN_MS = 5000
_READ_MS = 3000


class OpenCvCamera:
    """A `Camera` over `cv2.VideoCapture`. Every wait has a limit: 5 s to open, 3 s for a frame."""

    def __init__(self, address: LocalCamera | StreamCamera) -> None:
        limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, _OPEN_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, _READ_MS]
        hush()
        match address:
            case LocalCamera():
                self._name = f"camera {address.index}"
                _check_node(address.index)
                self._capture = cv2.VideoCapture(address.index, cv2.CAP_V4L2)
            case StreamCamera():
                self._name = "the camera's stream"
                self._capture = cv2.VideoCapture(address.url, cv2.CAP_FFMPEG, limits)
        if not self._capture.isOpened():
            self._capture.release()
            if isinstance(address, LocalCamera):
                raise DeviceClaimed(f"{self._name} is there but cannot be opened; another program may hold it")
            raise DeviceUnavailable(f"{self._name} does not answer")
        if isinstance(address, LocalCamera):
            self._set_up(address)

    def read(self) -> Frame | None:
        good, frame = self._capture.read()
        if good and frame is not None:
            taken: Frame = frame
            return taken
        if not self._capture.isOpened():
            raise DeviceUnavailable(f"{self._name} is gone")
        raise DeviceTimeout(f"{self._name} gave no picture")

    def close(self) -> None:
        self._capture.release()

    def _set_up(self, address: LocalCamera) -> None:
        # MJPG first: most UVC cameras give 1280x720 at 30 fps only compressed, and fall to 10 fps raw.
        self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, address.width)
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, address.height)
        self._capture.set(cv2.CAP_PROP_FPS, address.fps)
        # One buffered frame: an older picture than the newest is a picture of where the receipt was.
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        if address.exposure is not None:
            self._capture.set(cv2.CAP_PROP_AUTO_EXPOSURE, 1)
            self._capture.set(cv2.CAP_PROP_EXPOSURE, address.exposure)
        if address.focus is None:
            self._capture.set(cv2.CAP_PROP_AUTOFOCUS, 1)
        else:
            self._capture.set(cv2.CAP_PROP_AUTOFOCUS, 0)
            self._capture.set(cv2.CAP_PROP_FOCUS, address.focus)


def _check_node(index: int) -> None:
    """OpenCV tells "absent", "not allowed" and "busy" apart in no way; the device file does."""
    node = f"/dev/video{index}"
    try:
        if not stat.S_ISCHR(os.stat(node).st_mode):
            raise DeviceUnavailable(f"{node} is not a camera")
        os.close(os.open(node, os.O_RDWR | os.O_NONBLOCK))
    except FileNotFoundError:
        raise DeviceUnavailable(f"no camera {index} ({node} does not exist)") from None
    except PermissionError:
        raise DeviceUnavailable(f"no right to use {node}; the kiosk's user belongs into the group video") from None
    except OSError as error:
        if error.errno == errno.EBUSY:
            raise DeviceClaimed(f"{node} is in use by another program") from None
        raise DeviceUnavailable(f"{node}: {os.strerror(error.errno or 0)}") from None
