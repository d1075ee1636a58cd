"""`fuwutai backend`: what store IT and head office do with the central service.

As everywhere in `fuwutai`, commands import what they need when they run: `fuwutai --help` must not load the service.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backend.defaults import DEFAULT_DATABASE

if TYPE_CHECKING:
    from rich.progress import Progress

    from backend.pos.importing import Report

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
    from backend.serving import served, starting
    from backend.workbench import settings_from, shown, told

    with starting():
        from backend import logs
        from backend.compose import build

        logs.configure(log.value)
        here = f"http://{host}:{port}"
        settings = settings_from(config, database=database, public_url=public_url or (None if config else here))
        with told():
            app = build(settings)
    typer.echo(f"Central service on {here}, staff console on {here}/console, database {shown(settings.database)}")
    served(app, host, port)


@backend_app.command("import-receipts")
def import_receipts(
    file: ReceiptsFile,
    database: AnyDatabase = None,
    config: Config = None,
    encoding: Annotated[str, typer.Option(help="Of the file; many tills write gb18030")] = "utf-8",
) -> None:
    """Take the tills' receipts in. The same file again changes nothing. Exit status 1 when any was refused."""
    from backend.pos.importing import import_file
    from backend.settings import utc_now
    from backend.workbench import opened, settings_from

    settings = settings_from(config, database=database)
    with opened(settings.database) as sessions, _progress(file.stat().st_size) as progress:
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
    from backend.pos.store_files import put_folder, read_folder
    from backend.services.documents import printable
    from backend.settings import utc_now
    from backend.workbench import opened, settings_from
    from domain.codec import DecodeError

    try:
        files = read_folder(folder)
        with opened(settings_from(config, database=database).database) as sessions:
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
    from backend.services import fleet, reference
    from backend.settings import utc_now
    from backend.workbench import opened, settings_from

    with opened(settings_from(config, database=database).database) as sessions:
        try:
            typer.echo(fleet.make_code(sessions, store, utc_now(), kiosk))
        except (reference.StoreUnknown, fleet.DeviceUnknown) as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None


@backend_app.command()
def migrate(database: AnyDatabase = None, config: Config = None) -> None:
    """Bring the database's schema up to date. `serve` does so too."""
    from backend.workbench import opened, settings_from, shown

    url = settings_from(config, database=database).database
    with opened(url):
        typer.echo(f"{shown(url)} is up to date")


def _progress(size: int) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[said]}"), TimeElapsedColumn()
    return Progress(*columns, console=Console(stderr=True), disable=size < 200_000)


def _tell(report: Report) -> None:
    for refused in report.refused[:50]:
        typer.echo(f"line {refused.line}: {refused.reason}", err=True)
    if report.refused_count > 50:
        typer.echo(f"... and {report.refused_count - 50} more", err=True)
    if report.stopped is not None:
        typer.echo(report.stopped, err=True)
    if report.hint is not None:
        typer.echo(report.hint, err=True)
    counts = f"{report.new} new, {report.unchanged} here already, {report.refused_count} refused"
    typer.echo(f"{report.read} receipts read: {counts}")
