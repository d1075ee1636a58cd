"""`fuwutai demo`, which `./start` runs: the demo store's service and one kiosk or screen; off screen with a shopper."""

from __future__ import annotations

import os
from pathlib import Path

import typer
from rich.console import Console

from kiosk import logs
from kiosk.app import KioskApp
from kiosk.central import CentralFailed, EmbeddedCentral
from kiosk.commands import journey_screens
from kiosk.commands.journey import summary
from kiosk.commands.progress import working
from kiosk.commands.stands import STANDS, configuration
from kiosk.config import KioskConfig, parse_config
from kiosk.journeys import guide, rating, returns
from kiosk.screens.window import NoWindow
from sync.client import ServiceError
from sync.store import StoreError


def run(role: str, headless: bool, out: Path) -> int:
    """0 when the demo did what it shows; 2 when it could not begin."""
    if role not in STANDS:
        typer.echo(f"there is no role {role!r}; there is: {', '.join(STANDS)}", err=True)
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
        camera = None
        if role == "returns":
            with working("Taking a photo of the demo receipt"):
                camera = f"file://{central.photo(demo.stories['mixed'], out / 'receipt-photo.png')}"
        config = parse_config(
            configuration(
                role, state, demo.url, demo.enrolment_code, camera=camera, printer=f"simulated://{out / 'printer'}",
                on_desk=not off_screen,
            ),
            "demo",
        )  # fmt: skip
        return _shopper(role, config, out) if off_screen else _window(config, out, console)


def _window(config: KioskConfig, out: Path, console: Console) -> int:
    from devices.speech import open_speaker

    console.print(f"The kiosk is in its window; paper comes out in {out / 'printer'}. Ctrl-C ends the demo.")
    KioskApp(config, speaker=open_speaker()).run()
    return 0


def _shopper(role: str, config: KioskConfig, out: Path) -> int:
    """0 when the scripted shopper got all the way."""
    app, screens = KioskApp(config, headless=True), out / "screens"
    try:
        app.start()
        match role:
            case "guide":
                with working("A scripted shopper looks for milk and is shown the way, off screen (about 15 s)"):
                    found = guide.walk(app, "chunniunai", pictures=screens)
                told, complete = journey_screens.guide_summary(found), found.complete
            case "rating":
                with working("A scripted shopper gives two stars, off screen (about 5 s)"):
                    rated = rating.walk(app, 2, pictures=screens)
                told, complete = journey_screens.rating_summary(rated), rated.complete
            case _:
                with working("A scripted shopper returns three things, off screen (about 10 s)"):
                    returned = returns.walk(app, pictures=screens)
                told, complete = summary(returned), returned.complete
    finally:
        app.close()
    typer.echo(told)
    typer.echo(f"screens   {screens}")
    papers = sorted((out / "printer").glob("*.png"))
    if papers:
        word = "slip " if role == "returns" else "paper"
        typer.echo(f"{word}     {papers[-1]} and, as the printer's bytes, beside it")
    if role == "returns":
        typer.echo(f"receipt   {out / 'receipt-photo.png'}")
    return 0 if complete else 1
