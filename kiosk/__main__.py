"""`fuwutai`: the command line, for the store's technician and for start-up scripts.

Commands import what they need when they run, so that `fuwutai --help` is instant and a machine with only one half of
the product installed can use that half.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="fuwutai",
    help="服务台: self-service terminals for a supermarket, and the central service they report to.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line, for other programs.")]


@app.command()
def kiosk(
    config: Annotated[Path, typer.Option(help="The kiosk's configuration (TOML).")],
    check: Annotated[bool, typer.Option("--check", help="Only check the configuration.")] = False,
) -> None:
    """Run one kiosk, until it is stopped."""
    from kiosk.commands.kiosk import run

    raise typer.Exit(run(config, check_only=check))


@app.command()
def scan(
    paths: Annotated[list[Path], typer.Argument(help="Pictures, videos or folders of them.")],
    json: Json = False,
) -> None:
    """Read codes from pictures or videos exactly as the kiosk does."""
    from kiosk.commands.scan import run

    raise typer.Exit(run(paths, json))


@app.command(name="print")
def print_(
    document: Annotated[Path | None, typer.Argument(help="A slip document (JSON); see --example.")] = None,
    printer: Annotated[str | None, typer.Option(help="Printer, e.g. network://192.0.2.7:9100?width=80")] = None,
    example: Annotated[bool, typer.Option("--example", help="Write a complete sample document instead.")] = False,
) -> None:
    """Print a slip document and say what became of it."""
    from kiosk.commands.print import run

    raise typer.Exit(run(document, printer, example))


@app.command()
def devices(
    config: Annotated[Path, typer.Option(help="The kiosk's configuration (TOML).")],
) -> None:
    """Ask every configured device how it is, and say so in plain words."""
    from kiosk.commands.devices import run

    raise typer.Exit(run(config))


journey = typer.Typer(help="A scripted shopper on the real app, with every step timed.", no_args_is_help=True)
app.add_typer(journey, name="journey")


@journey.callback()
def _journeys() -> None:
    """A scripted shopper on the real app, with every step timed."""


@journey.command()
def returns(
    camera: Annotated[str | None, typer.Option(help="Camera; the demo receipt's photo when not given.")] = None,
    printer: Annotated[str | None, typer.Option(help="Printer; a simulated one when not given.")] = None,
    backend: Annotated[str | None, typer.Option(help="Central service; an embedded one when not given.")] = None,
    receipt: Annotated[str | None, typer.Option(help="Receipt code or story name; types it in without a photo.")] = None,
    state: Annotated[Path | None, typer.Option(help="Keep the kiosk's store and the embedded service here.")] = None,
    out: Annotated[Path | None, typer.Option(help="Leave screenshots and the slip here.")] = None,
    enrolment_code: Annotated[str | None, typer.Option(help="One-time code, with --backend on first use.")] = None,
    json: Json = False,
) -> None:
    """A whole self return, from the camera's frame to the central ticket."""
    from kiosk.commands.journey import run

    raise typer.Exit(run(camera, printer, backend, receipt, state, out, enrolment_code, json))


@app.command()
def demo(
    role: Annotated[str, typer.Option(help="Which kiosk to run.")] = "returns",
    headless: Annotated[bool, typer.Option("--headless", help="Off screen, with a scripted shopper.")] = False,
    out: Annotated[Path, typer.Option(help="Where pictures, slip and summary go.")] = Path("out"),
) -> None:
    """The central service with the demo store, and one kiosk that talks to it (what ./start runs)."""
    from kiosk.commands.demo import run

    raise typer.Exit(run(role, headless, out))


def main() -> None:
    """Entry point. The service's commands join only where it is installed."""
    if len(sys.argv) < 2 or sys.argv[1] in ("backend", "--help", "-h"):
        from kiosk.commands.service import backend_app

        app.add_typer(backend_app(), name="backend")
    app()


if __name__ == "__main__":
    main()
