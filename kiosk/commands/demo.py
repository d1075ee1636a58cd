"""`fuwutai demo`, which `./start` runs: the demo store's service and one kiosk or screen; off screen with a shopper."""

from __future__ import annotations

import os
import re
from pathlib import Path

import typer
from rich.console import Console

from kiosk import logs
from kiosk.app import KioskApp
from kiosk.central import CentralFailed, Demo, EmbeddedCentral
from kiosk.commands import journey_screens
from kiosk.commands.journey import summary, toml
from kiosk.commands.progress import working
from kiosk.config import parse_config
from kiosk.journeys import guide, rating
from kiosk.journeys.returns import Result, walk
from kiosk.screens.window import NoWindow
from sync.client import ServiceError
from sync.store import StoreError

ROLES = ("returns", "guide", "rating")
WINDOW = (608, 1080)
"""The reference panel at a size that fits a desk's screen."""
ACROSS = (1280, 720)


def run(role: str, headless: bool, out: Path) -> int:
    """0 when the demo did what it shows; 2 when it could not begin."""
    if role not in ROLES:
        typer.echo(f"there is no role {role!r}; there is: {', '.join(ROLES)}", err=True)
        return 2
    logs.quiet()
    out = out.resolve()
    off_screen = headless or not os.environ.get("DISPLAY")
    try:
        return _demo(role, out, off_screen)
    except (CentralFailed, ServiceError, StoreError, NoWindow) as error:
        typer.echo(f"The demo could not begin: {error}", err=True)
        return 2


def _demo(role: str, out: Path, off_screen: bool) -> int:
    console, state = Console(stderr=True), out / "state"
    with EmbeddedCentral(state) as central:
        with working("Starting the central service with the demo store (about 5 s the first time)"):
            demo = central.ready()
        console.print(f"Central service  {demo.url}   staff console  {demo.url}/console", soft_wrap=True)
        console.print(f"Staff sign-in    {demo.staff_number}   password  {demo.staff_password}")
        if role != "returns":
            return _screen(role, demo, out, state, console, off_screen)
        with working("Taking a photo of the demo receipt"):
            photo = central.photo(demo.stories["mixed"], out / "receipt-photo.png")
        text = toml(state, demo.url, demo.enrolment_code, f"file://{photo}", f"simulated://{out / 'printer'}")
        if not off_screen:
            return _window(text, WINDOW, 1.81, out, console)
        with working("A scripted shopper returns three things, off screen (about 10 s)"):
            result = _shopper(text, out)
        _tell(result, demo, out)
        return 0 if result.complete else 1


def _screen(role: str, demo: Demo, out: Path, state: Path, console: Console, off_screen: bool) -> int:
    """The guide or the rating screen."""
    text = journey_screens.toml(role, state, demo.url, demo.enrolment_code, f"simulated://{out / 'printer'}")
    if not off_screen:
        text = re.sub(r"(width|height) = \d+\n", "", text)
        return _window(text, ACROSS if role == "guide" else WINDOW, 2.14 if role == "guide" else 1.81, out, console)
    app = KioskApp(parse_config(text, "demo"), headless=True)
    try:
        app.start()
        if role == "guide":
            with working("A scripted shopper looks for milk and is shown the way, off screen (about 15 s)"):
                found = guide.walk(app, "chunniunai", pictures=out / "screens")
            typer.echo(journey_screens.guide_summary(found))
            complete = found.complete
        else:
            with working("A scripted shopper gives two stars, off screen (about 5 s)"):
                rated = rating.walk(app, 2, pictures=out / "screens")
            typer.echo(journey_screens.rating_summary(rated))
            complete = rated.complete
    finally:
        app.close()
    typer.echo(f"screens     {out / 'screens'}")
    return 0 if complete else 1


def _window(text: str, size: tuple[int, int], px_per_mm: float, out: Path, console: Console) -> int:
    from devices.speech import open_speaker

    width, height = size
    screen = text.replace("[screen]\n", f"[screen]\nwidth = {width}\nheight = {height}\npx_per_mm = {px_per_mm}\n")
    console.print(f"The kiosk is in its window; paper comes out in {out / 'printer'}. Ctrl-C ends the demo.")
    KioskApp(parse_config(screen, "demo"), speaker=open_speaker()).run()
    return 0


def _shopper(text: str, out: Path) -> Result:
    app = KioskApp(parse_config(text, "demo"), headless=True)
    try:
        app.start()
        return walk(app, pictures=out / "screens")
    finally:
        app.close()


def _tell(result: Result, demo: Demo, out: Path) -> None:
    typer.echo(summary(result))
    typer.echo(f"screens   {out / 'screens'}")
    slips = sorted((out / "printer").glob("*.png"))
    if slips:
        typer.echo(f"slip      {slips[-1]} and, as the printer's bytes, beside it")
    typer.echo(f"receipt   {out / 'receipt-photo.png'}")
