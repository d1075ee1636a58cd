"""`fuwutai backend`: what store IT and head office do with the central service."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from backend import logs
from backend.config import ConfigError, load_settings
from backend.database import Sessions, open_database
from backend.migrations import upgrade
from backend.pos.importing import Report, import_file, printable
from backend.pos.store_files import put_folder, read_folder
from backend.services import fleet, reference
from backend.settings import DEFAULT_DATABASE, Settings, utc_now
from domain.codec import DecodeError

backend_app = typer.Typer(no_args_is_help=True, help="The central service: serve it, feed it, enrol kiosks.")

Database = Annotated[
    str,
    typer.Option(envvar="FUWUTAI_DATABASE", help="sqlite:///FILE or postgresql://USER@HOST/NAME"),
]
AnyDatabase = Annotated[
    str | None,
    typer.Option(
        "--database",
        envvar="FUWUTAI_DATABASE",
        help=f"sqlite:///FILE or postgresql://USER@HOST/NAME; {DEFAULT_DATABASE} unless the configuration says so",
    ),
]
Config = Annotated[
    Path | None, typer.Option("--config", envvar="FUWUTAI_BACKEND_CONFIG", help="TOML file: docs/central.md")
]
ReceiptsFile = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="CSV, JSON or JSON lines: docs/import.md")
]


class LogForm(Enum):
    TEXT = "text"
    JSON = "json"


@backend_app.command()
def serve(
    database: AnyDatabase = None,
    config: Config = None,
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for other machines")] = "127.0.0.1",
    public_url: Annotated[
        str | None, typer.Option(envvar="FUWUTAI_PUBLIC_URL", help="Where shoppers' phones reach this service")
    ] = None,
    log: Annotated[LogForm, typer.Option(help="For people, or for machines")] = LogForm.TEXT,
) -> None:
    """Serve kiosks, the staff console and shoppers' tracking pages. Brings the schema up to date first."""
    import uvicorn

    from backend.compose import build

    logs.configure(log.value)
    here = f"http://{host}:{port}"
    settings = _settings(config, database=database, public_url=public_url or (None if config else here))
    with _told():
        app = build(settings)
    typer.echo(f"Central service on {here}, staff console on {here}/console, database {_shown(settings.database)}")
    # No access log: its lines would hold shoppers' tracking links.
    uvicorn.run(
        app, host=host, port=port, access_log=False, log_level="warning", server_header=False,
        timeout_graceful_shutdown=5,
    )  # fmt: skip


@backend_app.command("import-receipts")
def import_receipts(
    file: ReceiptsFile,
    database: AnyDatabase = None,
    config: Config = None,
    encoding: Annotated[str, typer.Option(help="Of the file; many tills write gb18030")] = "utf-8",
) -> None:
    """Take the tills' receipts in. The same file again changes nothing. Exit status 1 when any was refused."""
    settings = _settings(config, database=database)
    with _opened(settings.database) as sessions, _progress(file.stat().st_size) as progress:
        task = progress.add_task("Receipts", total=max(1, file.stat().st_size), said="")

        def moved(report: Report) -> None:
            progress.update(task, completed=report.bytes_read, said=f"{report.read} read, {report.new} new")

        try:
            report = import_file(
                sessions, file, utc_now, formats=settings.code_formats, encoding=encoding, progress=moved
            )
        except LookupError as error:
            raise typer.BadParameter(str(error)) from None
    _tell(report)
    raise typer.Exit(0 if report.clean else 1)


@backend_app.command("import-store")
def import_store(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="With store.toml: docs/import.md")],
    database: AnyDatabase = None,
    config: Config = None,
) -> None:
    """Take a store's own data in: its name and hours, return policy, departments, products."""
    try:
        files = read_folder(folder)
        with _opened(_settings(config, database=database).database) as sessions:
            put_folder(sessions, files, utc_now())
    except DecodeError as error:
        typer.echo("\n".join(printable(fault) for fault in error.errors), err=True)
        raise typer.Exit(1) from None
    except ValueError as error:
        typer.echo(printable(str(error)), err=True)
        raise typer.Exit(1) from None
    known = {"departments": files.departments, "products": files.products}
    counts = ", ".join(f"{len(items)} {name}" for name, items in known.items() if items is not None)
    typer.echo(f"Store {files.store.store_id} {files.store.name}{': ' if counts else ''}{counts}")


@backend_app.command("enrol-code")
def enrol_code(
    store: Annotated[str, typer.Option(help="The store's id")],
    kiosk: Annotated[int | None, typer.Option(help="Enrol this kiosk again, say with a new disk")] = None,
    database: AnyDatabase = None,
    config: Config = None,
) -> None:
    """Print a code that enrols one kiosk, once, within 10 minutes."""
    with _opened(_settings(config, database=database).database) as sessions:
        try:
            typer.echo(fleet.make_code(sessions, store, utc_now(), kiosk))
        except (reference.StoreUnknown, fleet.DeviceUnknown) as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None


@backend_app.command()
def migrate(database: AnyDatabase = None, config: Config = None) -> None:
    """Bring the database's schema up to date. `serve` does so too."""
    url = _settings(config, database=database).database
    with _opened(url):
        typer.echo(f"{_shown(url)} is up to date")


def _settings(config: Path | None, **said: str | None) -> Settings:
    """What the command line says, else the file, else the defaults."""
    try:
        settings = load_settings(config) if config is not None else Settings()
    except ConfigError as error:
        typer.echo("\n".join(error.problems), err=True)
        raise typer.Exit(2) from None
    given = {name: value.rstrip("/") if name == "public_url" else value for name, value in said.items() if value}
    return settings.model_copy(update=given)


@contextmanager
def _opened(database: str) -> Iterator[Sessions]:
    with _told():
        sessions = open_database(database)
        upgrade(sessions)
    try:
        yield sessions
    finally:
        sessions.close()


@contextmanager
def _told() -> Iterator[None]:
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


def _progress(size: int) -> Progress:
    columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[said]}"), TimeElapsedColumn()
    return Progress(*columns, console=Console(stderr=True), disable=size < 200_000)


def _tell(report: Report) -> None:
    for refused in report.refused[:50]:
        typer.echo(f"line {refused.line}: {refused.reason}", err=True)
    if report.refused_count > 50:
        typer.echo(f"... and {report.refused_count - 50} more", err=True)
    if report.stopped is not None:
        typer.echo(report.stopped, err=True)
    counts = f"{report.new} new, {report.unchanged} here already, {report.refused_count} refused"
    typer.echo(f"{report.read} receipts read: {counts}")


def _shown(database: str) -> str:
    return make_url(database).render_as_string(hide_password=True)
