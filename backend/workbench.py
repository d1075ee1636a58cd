"""What the commands of `fuwutai backend` share: settings, an open database, and faults told in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from backend.config import ConfigError, load_settings
from backend.database import Sessions, open_database
from backend.migrations import upgrade
from backend.settings import Settings


def settings_from(config: Path | None, **said: str | None) -> Settings:
    """What the command line says, else the file, else the defaults."""
    try:
        settings = load_settings(config) if config is not None else Settings()
    except ConfigError as error:
        typer.echo("\n".join(error.problems), err=True)
        raise typer.Exit(2) from None
    given = {name: value.rstrip("/") if name == "public_url" else value for name, value in said.items() if value}
    return settings.model_copy(update=given)


@contextmanager
def opened(database: str) -> Iterator[Sessions]:
    sessions = database_at(database)
    try:
        yield sessions
    finally:
        sessions.close()


def database_at(database: str) -> Sessions:
    """Open and up to date; ends the command with a sentence where that cannot be."""
    with told():
        sessions = open_database(database)
        upgrade(sessions)
    return sessions


@contextmanager
def told() -> Iterator[None]:
    """A database that cannot be opened is said in a sentence."""
    try:
        yield
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    except OSError as error:
        typer.echo(f"The database cannot be opened: {error}", err=True)
        raise typer.Exit(2) from None
    except DBAPIError as error:
        typer.echo(f"The database does not answer: {str(error.orig).splitlines()[0]}", err=True)
        raise typer.Exit(2) from None


def shown(database: str) -> str:
    """A database's address for a terminal: without its password."""
    return make_url(database).render_as_string(hide_password=True)
