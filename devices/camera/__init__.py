"""Cameras by address: `open_camera(uri)` for one, `devices.camera.feed.CameraFeed` for one that is looked after."""

from __future__ import annotations

import time
from typing import assert_never

from devices.camera.address import FileCamera, LocalCamera, StreamCamera, parse
from devices.camera.files import Clock, FileFrames, Wait
from devices.camera.health import HealthLimits
from devices.camera.opencv import OpenCvCamera
from devices.contracts import Camera

__all__ = ["HealthLimits", "health_limits", "open_camera", "parse"]


def open_camera(uri: str, *, wait: Wait = time.sleep, clock: Clock = time.monotonic) -> Camera:
    """Open `camera:0`, `file:///x.mp4|png|folder` or `rtsp://...`.

    Options: `camera:0?width=&height=&fps=&exposure=&focus=`; `file:///x?fps=15&once=1` (a picture repeats at 15
    frames a second, a video at its own speed; both for ever unless `once=1`, when `read` ends in None). `wait` and
    `clock` set the pace of files. Raises BadDeviceUri, DeviceUnavailable, DeviceClaimed, DeviceTimeout.
    """
    address = parse(uri)
    match address:
        case LocalCamera() | StreamCamera():
            return OpenCvCamera(address)
        case FileCamera():
            return FileFrames(address, wait=wait, clock=clock)
        case _:
            assert_never(address)


def health_limits(uri: str) -> HealthLimits:
    """When this camera counts as troubled: a file may show one picture for ever, at any speed."""
    return HealthLimits(frozen_frames=None, slow_fps=0) if isinstance(parse(uri), FileCamera) else HealthLimits()
