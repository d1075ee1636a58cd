"""What joins `fuwutai backend` for the demo: load it, serve it, see its receipts."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backend.cli import Database, LogForm
from backend.defaults import DEFAULT_DATABASE

if TYPE_CHECKING:
    from fastapi import FastAPI

    from backend.database import Sessions
    from backend.demo.load import Loaded
    from domain.receipt import Receipt
    from domain.reference import Store

STAFF_NO, STAFF_NAME = "0142", "李静"

demo_app = typer.Typer(no_args_is_help=True)


@demo_app.command("load-demo")
def load_demo(database: Database = DEFAULT_DATABASE) -> None:
    """Load the demo store: 1,500 products, 30 days of receipts, and receipts with a story. Again changes nothing."""
    from backend.workbench import opened

    with opened(database) as sessions:
        loaded = _load(sessions)
    typer.echo(f"{loaded.receipts_new} receipts new. Receipts with a story:")
    for name, code in loaded.stories.items():
        typer.echo(f"  {code}  {name}")


@demo_app.command("serve-demo")
def serve_demo(
    database: Database = DEFAULT_DATABASE,
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on")] = "127.0.0.1",
    enrol: Annotated[bool, typer.Option(help="Make a code that enrols one kiosk, valid 10 minutes")] = True,
    public_url: Annotated[
        str | None, typer.Option(envvar="FUWUTAI_PUBLIC_URL", help="Where shoppers' phones reach this service")
    ] = None,
    log: Annotated[LogForm, typer.Option(help="For people, or for machines")] = LogForm.TEXT,
) -> None:
    """Serve with the demo store loaded. The first line on standard output is JSON: where, what, and how to get in."""
    from backend.serving import served, starting

    with starting():
        app, told = _demo(database, f"http://{host}:{port}", public_url, log, enrol)
    typer.echo(json.dumps(told, ensure_ascii=False))
    served(app, host, port)


@demo_app.command("demo-plan")
def demo_plan(
    out: Annotated[Path, typer.Option(help="Where the IMDF archive goes")] = Path("plan.imdf.zip"),
) -> None:
    """Write the demo store's plan as an IMDF archive, the one in assets/demo. The same bytes every time."""
    from backend.demo.plan import demo_archive

    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(demo_archive())


@demo_app.command("demo-guide")
def demo_guide() -> None:
    """Write what the demo store's guide knows now on standard output: one replica page as JSON."""
    from datetime import datetime

    from backend.demo.basket import ZONE
    from backend.demo.page import guide_page
    from domain.codec import canonical

    typer.echo(canonical(guide_page(datetime.now(ZONE))))


def _demo(
    database: str, here: str, public_url: str | None, log: LogForm, enrol: bool
) -> tuple[FastAPI, dict[str, object]]:
    """The service with the demo store loaded, and what there is to know of it."""
    from backend import logs
    from backend.compose import assemble
    from backend.demo import store
    from backend.demo.stories import HOME
    from backend.services import fleet
    from backend.settings import Settings, utc_now
    from backend.workbench import database_at

    logs.configure(log.value)
    settings = Settings(
        database=database,
        public_url=(public_url or here).rstrip("/"),
        chain=store.STORES[0].chain,
        hotline=store.STORES[0].hotline,
    )
    sessions = database_at(database)
    loaded = _load(sessions)
    told = {
        "url": here,
        "store_id": HOME,
        "enrolment_code": fleet.make_code(sessions, HOME, utc_now()) if enrol else None,
        "stories": dict(loaded.stories),
        "staff": _account(sessions),
    }
    return assemble(settings, sessions, utc_now), told


@demo_app.command("receipt-picture")
def receipt_picture(
    code: Annotated[str, typer.Argument(help="A receipt code, or the name of a story: mixed, alcohol, ...")],
    photo: Annotated[bool, typer.Option("--photo", help="As the kiosk's camera sees it, in a hand")] = False,
    out: Annotated[Path | None, typer.Option(help="PNG to write; CODE.png here when not given")] = None,
    database: Database = DEFAULT_DATABASE,
) -> None:
    """Draw a receipt as the till printed it. A story needs no database; a code must be in it or be a story's."""
    from backend.demo import photo as camera
    from backend.demo import picture
    from backend.demo.stories import TELLERS

    sold = _story(code) or _sold(code, database)
    if sold is None:
        typer.echo(f"{code} is no receipt of {database} and no story: {', '.join(TELLERS)}", err=True)
        raise typer.Exit(1)
    receipt, where = sold
    drawn = picture.receipt_picture(receipt, where)
    file = out or Path(f"{receipt.code}.png")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        (camera.photo(drawn, int(receipt.code[-6:])) if photo else drawn).save(file)
    except (OSError, ValueError) as error:  # ValueError: Pillow does not know the name's ending
        typer.echo(f"{file} cannot be written: {error}", err=True)
        raise typer.Exit(1) from None
    typer.echo(str(file))


def _story(name: str) -> tuple[Receipt, Store] | None:
    """By its name, or by the code it has now."""
    from backend.demo import store
    from backend.settings import utc_now

    shelved = store.shelve(store.SEED)
    for story in store.tell(shelved, utc_now()):
        if name in (story.name, story.receipt.code):
            (where,) = (s for s in shelved.stores if s.store_id == story.receipt.store_id)
            return story.receipt, where
    return None


def _sold(code: str, database: str) -> tuple[Receipt, Store] | None:
    from backend.database import embedded_file
    from backend.services import receipts, reference
    from backend.workbench import opened

    file = embedded_file(database)
    if file is not None and not file.exists():
        return None  # looking for a receipt makes no database
    with opened(database) as sessions, sessions.read() as session:
        known = receipts.lookup(session, code)
        return None if known is None else (known.receipt, reference.store(session, known.receipt.store_id))


def _load(sessions: Sessions) -> Loaded:
    from rich.console import Console
    from rich.progress import Progress

    from backend.demo.load import load
    from backend.settings import utc_now

    with Progress(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("Loading the demo store", total=None)
        loaded = load(
            sessions, utc_now(), progress=lambda done, whole: shown.update(task, completed=done, total=whole)
        )
    for line in loaded.refused[:5]:
        typer.echo(f"left as it was: {line}", err=True)
    return loaded


def _account(sessions: Sessions) -> dict[str, str]:
    """The demo's person, with a new password at every start: nobody keeps one that opens a console for ever."""
    from backend.demo.stories import HOME
    from backend.services import staff
    from backend.services.staff import StaffUnknown
    from backend.settings import utc_now
    from backend.staff_roles import StaffRole

    password = os.environ.get("FUWUTAI_DEMO_PASSWORD") or secrets.token_urlsafe(9)
    try:
        staff.set_password(sessions, STAFF_NO, password)
    except StaffUnknown:
        staff.add(sessions, HOME, STAFF_NO, STAFF_NAME, StaffRole.CLERK, password, utc_now())
    return {"number": STAFF_NO, "password": password}
