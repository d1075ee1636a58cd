"""`fuwutai kiosk`."""

from __future__ import annotations

import gc
from pathlib import Path

import typer

from kiosk.config import ConfigError, load_config


def run(config_path: Path, *, check_only: bool) -> int:
    """Until stopped: 0. A configuration, store, window or enrolment that does not work is said in a sentence: 2."""
    try:
        config = load_config(config_path)
    except ConfigError as error:
        for problem in error.problems:
            typer.echo(problem, err=True)
        return 2
    if check_only:
        typer.echo(f"{config_path}: in order")
        return 0
    # Nothing that is loaded now becomes garbage: not looking for any makes the start a tenth shorter. The app turns
    # the search on again.
    gc.disable()
    from devices.speech import open_speaker
    from kiosk import logs
    from kiosk.app import KioskApp
    from kiosk.screens.window import NoWindow
    from sync.client import ServiceError
    from sync.store import StoreError

    logs.configure()
    try:
        app = KioskApp(config, speaker=open_speaker(config.speech.recordings))
    except ServiceError as error:
        typer.echo(f"The central service at {config.service.url} did not enrol this kiosk: {error}", err=True)
        return 2
    except (StoreError, NoWindow, OSError) as error:
        typer.echo(str(error), err=True)
        return 2
    app.run()
    return 0
