"""`fuwutai devices`: each configured device, asked now, answered in plain words."""

from __future__ import annotations

import time
from pathlib import Path

import typer

from devices.camera import health_limits, open_camera
from devices.camera.health import FrameStats, classify, stats_of
from devices.contracts import CameraStatus, DeviceClaimed, DeviceError, PrinterStatus
from devices.printer import open_printer
from kiosk.config import ConfigError, load_config

PRINTER_WORDS: dict[PrinterStatus, str] = {
    PrinterStatus.READY: "ready.",
    PrinterStatus.PAPER_NEAR_END: "ready, but the paper is nearly at its end: put a new roll in soon.",
    PrinterStatus.PAPER_EMPTY: "out of paper: put a new roll in.",
    PrinterStatus.COVER_OPEN: "the cover is open: close it.",
    PrinterStatus.OFFLINE: "reports itself offline: check its feed button and error lights.",
    PrinterStatus.CUTTER_ERROR: "the cutter is jammed: clear the paper at the slot and switch it off and on.",
    PrinterStatus.OVERHEATED: "too hot: it goes on by itself once it has cooled down.",
    PrinterStatus.CLAIMED: "another program holds it.",
    PrinterStatus.ABSENT: "cannot be reached: check its cable, its power and the address in the configuration.",
    PrinterStatus.SILENT: "is connected but does not answer: it may be switched off, or not an ESC/POS printer.",
    PrinterStatus.UNREADABLE: "answers what no ESC/POS printer answers: check the model and the baud rate.",
}
CAMERA_WORDS: dict[CameraStatus, str] = {
    CameraStatus.READY: "ready.",
    CameraStatus.ABSENT: "cannot be opened: check its cable and the address in the configuration.",
    CameraStatus.CLAIMED: "another program holds it.",
    CameraStatus.FROZEN: "repeats one picture: unplug it and plug it in again.",
    CameraStatus.BLACK: "sees nothing: something covers the lens.",
    CameraStatus.TOO_DARK: "sees too little: more light on the tray.",
    CameraStatus.OVEREXPOSED: "is dazzled: shade the tray, or lower its exposure.",
    CameraStatus.SLOW: "delivers too few pictures a second: try another socket or a lower resolution.",
}
_LOOKS = 12


def run(config_path: Path) -> int:
    """0 when every device is ready, 1 when one is not, 2 when the configuration cannot be used."""
    try:
        config = load_config(config_path)
    except ConfigError as error:
        for problem in error.problems:
            typer.echo(problem, err=True)
        return 2
    ready = True
    if config.printer is not None:
        printer = open_printer(config.printer.uri)
        try:
            printer_status = printer.status()
        finally:
            printer.close()
        typer.echo(f"printer  {config.printer.uri}: {PRINTER_WORDS[printer_status]}")
        ready = printer_status.can_print
    if config.camera is not None:
        camera_status = look(config.camera.uri)
        typer.echo(f"camera   {config.camera.uri}: {CAMERA_WORDS[camera_status]}")
        ready = ready and camera_status is CameraStatus.READY
    return 0 if ready else 1


def look(uri: str) -> CameraStatus:
    """Open the camera, take a few frames and judge them as the kiosk would."""
    try:
        camera = open_camera(uri)
    except DeviceClaimed:
        return CameraStatus.CLAIMED
    except DeviceError:
        return CameraStatus.ABSENT
    seen: list[FrameStats] = []
    try:
        for _ in range(_LOOKS):
            frame = camera.read()
            if frame is None:
                break
            seen.append(stats_of(frame, time.monotonic()))
    except DeviceError:
        return CameraStatus.ABSENT
    finally:
        camera.close()
    return classify(seen, health_limits(uri)) if seen else CameraStatus.ABSENT
