"""`fuwutai devices`: each configured device, the line and what the kiosk keeps, asked now, told in plain words."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import typer

from devices.camera import health_limits, open_camera
from devices.camera.health import FrameStats, classify, stats_of
from devices.contracts import CameraStatus, DeviceClaimed, DeviceError, PrinterStatus
from devices.printer import open_printer
from devices.scanners import ScannerStatus, WedgeAddress, open_scanner
from devices.scanners import parse as parse_scanner_uri
from devices.shown import shown
from devices.speech import AlsaSound, BadRecording, Sound, table_of
from kiosk.commands.standing import Line, asked, lines, standing_of
from kiosk.config import ConfigError, KioskConfig, load_config
from kiosk.spoken import sentences
from sync.beside import Standing

PRINTER_WORDS: dict[PrinterStatus, str] = {
    PrinterStatus.READY: "ready.",
    PrinterStatus.PAPER_NEAR_END: "ready, but the paper is nearly at its end: put a new roll in soon.",
    PrinterStatus.PAPER_EMPTY: "out of paper: put a new roll in.",
    PrinterStatus.COVER_OPEN: "the cover is open: close it.",
    PrinterStatus.OFFLINE: "reports itself offline: check its feed button and error lights.",
    PrinterStatus.CUTTER_ERROR: "the cutter is jammed: clear the paper at the slot and switch it off and on.",
    PrinterStatus.OVERHEATED: "too hot: it goes on by itself once it has cooled down.",
    PrinterStatus.CLAIMED: "another program holds it, or the kiosk's user has no right to it (groups lp, dialout).",
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
SCANNER_WORDS: dict[ScannerStatus, str] = {
    ScannerStatus.READY: "there.",
    ScannerStatus.ABSENT: "cannot be opened: check its cable and the address in the configuration.",
    ScannerStatus.CLAIMED: "another program holds it.",
}
TYPES = "types into the kiosk's window; that it is plugged in shows when it reads a code."
HELD = "held by the kiosk that is running; its screen and the staff console say how it is."
_LOOKS = 12


def run(config_path: Path) -> int:
    """0 when every device and the service are ready, 1 when one is not or a person must look at something, 2 when the
    configuration cannot be used."""
    try:
        config = load_config(config_path)
    except ConfigError as error:
        for problem in error.problems:
            typer.echo(problem, err=True)
        return 2
    here = standing_of(config.kiosk.state_dir)
    running = isinstance(here, Standing) and here.running
    line = lines(here, asked(config.service, here), datetime.now(UTC))
    told = [*_devices(config, running), voice(config, AlsaSound()), *line]
    for each in told:
        typer.echo(f"{each.what:<9} {each.said}")
    return 0 if all(each.fine for each in told) else 1


def _devices(config: KioskConfig, running: bool) -> Iterator[Line]:
    """`running`: what is held is held by the kiosk itself, which is as it should be."""
    if config.printer is not None:
        printer = open_printer(config.printer.uri)
        try:
            status = printer.status()
        finally:
            printer.close()
        held = running and status is PrinterStatus.CLAIMED
        said = HELD if held else PRINTER_WORDS[status]
        yield Line("printer", f"{shown(config.printer.uri)}: {said}", held or status.can_print)
    if config.camera is not None:
        seen, why = look(config.camera.uri)
        held = running and seen is CameraStatus.CLAIMED
        ready = held or seen is CameraStatus.READY
        said = HELD if held else CAMERA_WORDS[seen] + why
        yield Line("camera", f"{shown(config.camera.uri)}: {said}", ready)
    if config.scanner is not None and isinstance(parse_scanner_uri(config.scanner.uri), WedgeAddress):
        yield Line("scanner", f"{shown(config.scanner.uri)}: {TYPES}", True)
    elif config.scanner is not None:
        found, why = reach(config.scanner.uri)
        held = running and found is ScannerStatus.CLAIMED
        ready = held or found is ScannerStatus.READY
        said = HELD if held else SCANNER_WORDS[found] + why
        yield Line("scanner", f"{shown(config.scanner.uri)}: {said}", ready)


def voice(config: KioskConfig, sound: Sound) -> Line:
    """What the kiosk would speak with."""
    folder, language = config.speech.recordings, config.kiosk.language
    if not sound.present():
        # Many a kiosk has none on purpose; whoever has recorded sentences for it meant them to be heard.
        return Line("speech", "no sound device (or no aplay): the kiosk is silent.", folder is None)
    if folder is None:
        return Line("speech", "a sound device is there; the machine's voice speaks.")
    wanted = sentences(language)
    try:
        table = table_of(folder / language)
    except BadRecording as error:
        return Line("speech", f"{error}; the machine's voice speaks instead.", False)
    recorded = sum(sentence in table for sentence in wanted)
    return Line("speech", f"a sound device is there; {recorded} of {len(wanted)} sentences in {language} are recorded.")


def reach(uri: str) -> tuple[ScannerStatus, str]:
    """Open the scanner and let it go again; what the driver said, where it could not."""
    try:
        open_scanner(uri).close()
    except DeviceClaimed:
        return ScannerStatus.CLAIMED, ""
    except DeviceError as error:
        return ScannerStatus.ABSENT, _why(error)
    return ScannerStatus.READY, ""


def look(uri: str) -> tuple[CameraStatus, str]:
    """Open the camera, take a few frames and judge them as the kiosk would; what the driver said, where it did not."""
    try:
        camera = open_camera(uri)
    except DeviceClaimed:
        return CameraStatus.CLAIMED, ""
    except DeviceError as error:
        return CameraStatus.ABSENT, _why(error)
    seen: list[FrameStats] = []
    try:
        for _ in range(_LOOKS):
            frame = camera.read()
            if frame is None:
                break
            seen.append(stats_of(frame, time.monotonic()))
    except DeviceError as error:
        return CameraStatus.ABSENT, _why(error)
    finally:
        camera.close()
    return (classify(seen, health_limits(uri)) if seen else CameraStatus.ABSENT), ""


def _why(error: DeviceError) -> str:
    """The driver knows better than any table: whether it is the cable, the address or a right that lacks."""
    return f" ({error})"
