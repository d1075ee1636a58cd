"""What joins `fuwutai backend` for the demo: load it, serve it, see its receipts."""

from __future__ import annotations

import json
import os
import secrets
from typing import Annotated

import typer

from backend.cli import Database, LogForm
from backend.database import Sessions, open_database
from backend.demo.load import Loaded, load
from backend.demo.stories import HOME
from backend.migrations import upgrade
from backend.services import fleet, staff
from backend.services.staff import StaffExists, StaffRole
from backend.settings import DEFAULT_DATABASE, Settings, utc_now

STAFF_NO, STAFF_NAME = "0142", "李静"

demo_app = typer.Typer(no_args_is_help=True)


@demo_app.command("load-demo")
def load_demo(database: Database = DEFAULT_DATABASE) -> None:
    """Load the demo store: 1,500 products, 30 days of receipts, and receipts with a story. Again changes nothing."""
    sessions = _open(database)
    try:
        loaded = _load(sessions)
    finally:
        sessions.close()
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
    import uvicorn

    from backend import logs
    from backend.compose import assemble

    logs.configure(log.value)
    here = f"http://{host}:{port}"
    settings = Settings(database=database, public_url=(public_url or here).rstrip("/"))
    sessions = _open(database)
    loaded = _load(sessions)
    told = {
        "url": here,
        "store_id": HOME,
        "enrolment_code": fleet.make_code(sessions, HOME, utc_now()) if enrol else None,
        "stories": dict(loaded.stories),
        "staff": _account(sessions),
    }
    app = assemble(settings, sessions, utc_now)
    typer.echo(json.dumps(told, ensure_ascii=False))
    uvicorn.run(app, host=host, port=port, access_log=False, log_level="warning", server_header=False)


def _load(sessions: Sessions) -> Loaded:
    loaded = load(sessions, utc_now())
    for line in loaded.refused[:5]:
        typer.echo(f"left as it was: {line}", err=True)
    return loaded


def _open(database: str) -> Sessions:
    try:
        sessions = open_database(database)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    upgrade(sessions)
    return sessions


def _account(sessions: Sessions) -> dict[str, str | None]:
    """The demo's person. The password is known only when the account is made: null for one that was there."""
    password = os.environ.get("FUWUTAI_DEMO_PASSWORD") or secrets.token_urlsafe(9)
    try:
        staff.add(sessions, HOME, STAFF_NO, STAFF_NAME, StaffRole.CLERK, password, utc_now())
    except StaffExists:
        return {"number": STAFF_NO, "password": None}
    return {"number": STAFF_NO, "password": password}
