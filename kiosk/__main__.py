"""`fuwutai`: the command line, for the store's technician and for start-up scripts.

Commands import what they need when they run, so that `fuwutai --help` is instant and a machine with only one half of
the product installed can use that half.
"""

from __future__ import annotations

import sys
from importlib.metadata import entry_points
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
    example: Annotated[bool, typer.Option("--example", help="The sample; without --printer it is written.")] = False,
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


@app.command()
def speech(
    recordings: Annotated[Path, typer.Argument(help="The folder of recordings: one folder in it for each language.")],
    language: Annotated[str | None, typer.Option(help="zh_CN, en or zh_TW; all three when not given.")] = None,
    begin: Annotated[bool, typer.Option("--begin", help="Write the tables to record by, where none are.")] = False,
) -> None:
    """Say which of the kiosk's sentences lack a recording."""
    from kiosk.commands.speech import run

    raise typer.Exit(run(recordings, language, begin))


plan = typer.Typer(help="A store's plan, as an IMDF archive.", no_args_is_help=True)
app.add_typer(plan, name="plan")


@plan.callback()
def _plans() -> None:
    """A store's plan, as an IMDF archive."""


@plan.command()
def check(
    file: Annotated[Path, typer.Argument(help="An IMDF archive (.zip), or the folder of its files.")],
    json: Json = False,
) -> None:
    """Say everything that is wrong with a plan, each with the id of its feature."""
    from kiosk.commands.plan import run

    raise typer.Exit(run(file, json))


guide_app = typer.Typer(help="What the guide's screen knows.", no_args_is_help=True)
app.add_typer(guide_app, name="guide")


@guide_app.callback()
def _guides() -> None:
    """What the guide's screen knows."""


@guide_app.command(add_help_option=False)
def search() -> None:
    """Answer as the guide's screen does, the best first."""
    raise typer.Exit(_search(["--help"]))


def _search(arguments: list[str]) -> int:
    from kiosk.commands.guide import main as answer

    return answer(arguments)


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
    receipt: Annotated[str | None, typer.Option(help="Receipt code or story name of the demo store.")] = None,
    state: Annotated[Path | None, typer.Option(help="Keep the kiosk's store and the embedded service here.")] = None,
    out: Annotated[Path | None, typer.Option(help="Leave screenshots and the slip here.")] = None,
    enrolment_code: Annotated[str | None, typer.Option(help="One-time code, with --backend on first use.")] = None,
    json: Json = False,
) -> None:
    """A whole self return, from the camera's frame to the central ticket."""
    from kiosk.commands.journey import run

    raise typer.Exit(run(camera, printer, backend, receipt, state, out, enrolment_code, json))


@journey.command()
def guide(
    query: Annotated[str, typer.Option(help="What is looked for, in pinyin letters.")] = "chunniunai",
    printer: Annotated[str | None, typer.Option(help="Printer; a simulated one when not given.")] = None,
    backend: Annotated[str | None, typer.Option(help="Central service; an embedded one when not given.")] = None,
    state: Annotated[Path | None, typer.Option(help="Keep the screen's store and the embedded service here.")] = None,
    out: Annotated[Path | None, typer.Option(help="Leave screenshots and the paper here.")] = None,
    enrolment_code: Annotated[str | None, typer.Option(help="One-time code, with --backend on first use.")] = None,
    json: Json = False,
) -> None:
    """From the guide's home screen to a product's shelf: searched, chosen, walked to, printed."""
    from kiosk.commands.journey_screens import run_guide

    raise typer.Exit(run_guide(query, printer, backend, state, out, enrolment_code, json))


@journey.command()
def rating(
    stars: Annotated[int, typer.Option(help="1 to 5.", min=1, max=5)] = 2,
    backend: Annotated[str | None, typer.Option(help="Central service; an embedded one when not given.")] = None,
    state: Annotated[Path | None, typer.Option(help="Keep the screen's store and the embedded service here.")] = None,
    out: Annotated[Path | None, typer.Option(help="Leave screenshots here.")] = None,
    enrolment_code: Annotated[str | None, typer.Option(help="One-time code, with --backend on first use.")] = None,
    json: Json = False,
) -> None:
    """A hurried rating, to the central acknowledgement; one or two stars become a complaint."""
    from kiosk.commands.journey_screens import run_rating

    raise typer.Exit(run_rating(stars, backend, state, out, enrolment_code, json))


@app.command()
def demo(
    role: Annotated[str, typer.Option(help="Which screen to run: returns, guide or rating.")] = "returns",
    headless: Annotated[bool, typer.Option("--headless", help="Off screen, with a scripted shopper.")] = False,
    out: Annotated[Path, typer.Option(help="Where pictures, slip and summary go.")] = Path("out"),
) -> None:
    """The central service with the demo store, and one kiosk that talks to it (what ./start runs)."""
    from kiosk.commands.demo import run

    raise typer.Exit(run(role, headless, out))


COMMAND_GROUPS = "fuwutai.commands"


def main() -> None:
    """Entry point. Groups of commands from other rooms (the central service's) join by name, where installed.

    Kiosk and service import nothing of each other: the packaging metadata is where they meet.
    """
    if sys.argv[1:3] == ["guide", "search"]:
        # It answers within a third of a second, of which putting all commands together would take a third.
        sys.exit(_search(sys.argv[3:]))
    for group in entry_points(group=COMMAND_GROUPS):
        # Loading the service takes a second, and a kiosk's commands have no use for it.
        if len(sys.argv) < 2 or sys.argv[1] in (group.name, "--help"):
            app.add_typer(group.load(), name=group.name)
    app()


if __name__ == "__main__":
    main()
