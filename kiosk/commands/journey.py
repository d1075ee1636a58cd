"""`fuwutai journey returns`: the scripted shopper on the real app, off screen, with every step timed."""

from __future__ import annotations

import contextlib
import dataclasses
import json as jsonlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import typer

from devices.contracts import BadDeviceUri
from kiosk import logs
from kiosk.app import KioskApp
from kiosk.central import CentralFailed, EmbeddedCentral, photo
from kiosk.commands.progress import working
from kiosk.commands.stands import configuration
from kiosk.config import ConfigError, KioskConfig, parse_config
from kiosk.journeys.returns import Result, walk
from kiosk.screens.window import NoWindow
from sync.beside import standing
from sync.client import ServiceError
from sync.store import StoreError

WORDS = {
    "frame_to_code": "code in the frame to code believed",
    "code_to_verdict": "code to verdict on screen",
    "tap_to_next_median": "tap to next screen, median",
    "tap_to_next_p95": "tap to next screen, p95",
    "confirm_to_commit": "confirm to commit",
    "confirm_to_first_byte": "confirm to first printer byte",
    "confirm_to_slip_confirmed": "confirm to slip confirmed",
    "commit_to_central": "commit to central acknowledgement",
    "letter_to_results_median": "letter to results on screen, median",
    "letter_to_results_p95": "letter to results on screen, p95",
    "tap_to_route": "touch to the way on screen",
    "whole_walk": "from the first touch to the paper",
    "question_to_thanks": "from the question to the thanks",
    "thanks_to_central": "thanks to central acknowledgement",
}


OPTIONS = {"camera.uri": "--camera", "printer.uri": "--printer", "service.url": "--backend"}
"""What a setting of the configuration made here is called by the person who gave it."""


NOT_ENROLLED = (
    "--backend: no kiosk is enrolled there from here yet: give --enrolment-code (`fuwutai backend enrol-code` makes"
    " one), or the --state of one that is"
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """The command's options."""

    camera: str | None = None
    printer: str | None = None
    backend: str | None = None
    receipt: str | None = None
    enrolment_code: str | None = None


def run(
    camera: str | None, printer: str | None, backend: str | None, receipt: str | None, state: Path | None,
    out: Path | None, enrolment_code: str | None, json: bool,
) -> int:  # fmt: skip
    """0 only if the ticket is at the central service and the slip is confirmed; what happened is said otherwise."""
    wishes = Wishes(camera, printer, backend, receipt, enrolment_code)
    return attempt(lambda directory: journey(wishes, directory, out), state, out, json, summary)


class Walked(Protocol):
    """What a journey came to."""

    @property
    def complete(self) -> bool: ...


W = TypeVar("W", bound=Walked)


def attempt(
    walk: Callable[[Path], W], state: Path | None, out: Path | None, json: bool, told: Callable[[W], str]
) -> int:
    """Walk in a folder, and say what became of it; what kept it from beginning is said in a sentence, and is 2."""
    logs.quiet()
    try:
        if out is not None:
            writable(out, "--out")
        with kept(state) as directory:
            result = walk(directory)
    except ConfigError as error:
        for problem in error.problems:
            typer.echo(in_options(problem), err=True)
        return 2
    except ServiceError as error:
        typer.echo(f"The journey could not begin: the central service did not enrol this kiosk: {error}", err=True)
        return 2
    except (CentralFailed, StoreError, NoWindow, BadDeviceUri) as error:
        typer.echo(f"The journey could not begin: {error}", err=True)
        return 2
    typer.echo(jsonlib.dumps(plain(result), ensure_ascii=False) if json else told(result))
    return 0 if result.complete else 1


def journey(wishes: Wishes, directory: Path, out: Path | None) -> Result:
    """One whole return. Raises what keeps it from beginning; see `kiosk.journeys.returns.walk` for the rest."""
    # Before the service starts: a wrong address need not wait for it.
    config_of(directory, wishes.backend or "http://127.0.0.1", None, wishes.camera, wishes)
    if wishes.backend is not None and wishes.enrolment_code is None and not enrolled(directory / "kiosk"):
        raise ConfigError([NOT_ENROLLED])
    with contextlib.ExitStack() as stack:
        stack.enter_context(working("A scripted shopper returns what can come back (about 10 s)"))
        url, code, shown = wishes.backend, wishes.enrolment_code, wishes.camera
        typed: str | None = None
        if url is None:
            central = stack.enter_context(EmbeddedCentral(directory))
            demo = central.ready()
            url, code = demo.url, demo.enrolment_code
            receipt = demo.stories.get(wishes.receipt or "mixed", wishes.receipt or "")
            if shown is None:
                shown = f"file://{central.photo(receipt, directory / 'receipt.png')}"
        elif shown is None:
            shown, typed = held_or_typed(wishes.receipt or "mixed", directory / "receipt.png")
        config = config_of(directory, url, code, shown, wishes)
        app = KioskApp(config, headless=True)
        stack.callback(app.close)
        app.start()
        result = walk(app, typed=typed, pictures=out)
    if out is not None and wishes.printer is None:
        for made in sorted((directory / "printer").glob("*")):
            shutil.copy2(made, out / made.name)
    return result


def config_of(directory: Path, url: str, code: str | None, camera: str | None, wishes: Wishes) -> KioskConfig:
    """Raises ConfigError."""
    text = configuration("returns", directory, url, code, camera=camera, printer=wishes.printer)
    return parse_config(text, "journey")


def in_options(problem: str) -> str:
    """A mistake of the configuration made here, as one of the option it comes from: nobody has seen that file."""
    _, _, rest = problem.partition(": ")
    key, _, told = rest.partition(": ")
    return f"{OPTIONS[key]}: {told}" if key in OPTIONS else problem


def enrolled(directory: Path) -> bool:
    """Whether the kiosk of that folder has been. Raises StoreError."""
    here = standing(directory)
    return here is not None and here.credential is not None


def held_or_typed(receipt: str, path: Path) -> tuple[str | None, str | None]:
    """A camera on a photo of that receipt, or its number to type: a service elsewhere draws no pictures, but the demo
    store's own receipts are drawn without one. Raises CentralFailed where it is neither."""
    try:
        return f"file://{photo(receipt, path)}", None
    except CentralFailed:
        if not (receipt.isascii() and receipt.isdigit()):
            raise
    return None, receipt


@contextlib.contextmanager
def kept(state: Path | None) -> Iterator[Path]:
    """The folder of the kiosk's store and the embedded service: the given one, or one that goes when it is over."""
    if state is not None:
        yield writable(state, "--state").resolve()
        return
    with tempfile.TemporaryDirectory(prefix="fuwutai-") as name:
        yield Path(name)


def writable(folder: Path, option: str) -> Path:
    """That folder, made if need be and tried out. Raises ConfigError: said before anything was started for nothing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise ConfigError([f"{option}: nothing can be kept in {folder}: {error.strerror}"]) from None
    return folder


def plain(result: Any) -> dict[str, object]:
    return dataclasses.asdict(result)


def summary(result: Result) -> str:
    """For a person at a terminal."""
    lines = [
        f"ticket    {result.ticket_no or 'none'}",
        f"refund    ¥{result.refund_fen / 100:.2f}",
        f"slip      {result.print}, {result.slip_bytes} bytes",
        f"central   {result.central or 'nothing to send'}",
    ]
    if result.said:
        lines.append(f"but       {result.said}")
    return "\n".join([*lines, *steps(result.steps_ms)])


def steps(steps_ms: dict[str, float]) -> list[str]:
    return [f"  {WORDS.get(name, name):<38} {ms:9.1f} ms" for name, ms in steps_ms.items()]
