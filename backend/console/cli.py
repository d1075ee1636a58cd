"""Who may sign in to the console: two commands of `fuwutai backend`, for store IT."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from backend.defaults import DEFAULT_DATABASE
from backend.staff_roles import StaffRole

if TYPE_CHECKING:
    from backend.database import Sessions

PASSWORD_VARIABLE = "FUWUTAI_STAFF_PASSWORD"

staff_app = typer.Typer(no_args_is_help=True)

Number = Annotated[str, typer.Argument(help="The person's staff number.")]
Database = Annotated[str, typer.Option(help="Where the central service keeps its data.", envvar="FUWUTAI_DATABASE")]
PasswordFile = Annotated[
    Path | None,
    typer.Option(
        exists=True, dir_okay=False, help=f"First line is the password; else {PASSWORD_VARIABLE}, else it is asked for."
    ),
]



@staff_app.command("add-staff")
def add_staff(
    number: Number,
    name: Annotated[str, typer.Argument(help="The person's name, as colleagues know it.")],
    store: Annotated[str | None, typer.Option(help="Store number; needed where there is more than one.")] = None,
    role: Annotated[StaffRole, typer.Option(help="What the person does.")] = StaffRole.CLERK,
    password_file: PasswordFile = None,
    database: Database = DEFAULT_DATABASE,
) -> None:
    """Let a person sign in to the staff console."""
    from backend.services import reference, staff
    from backend.services.staff import StaffExists
    from backend.settings import utc_now
    from backend.workbench import database_at

    sessions = database_at(database)
    try:
        where = store or _only_store(sessions)
        added = staff.add(sessions, where, number, name, role, _password(password_file), utc_now())
    except StaffExists:
        _fail(f"{number} is somebody's already: `staff-password {number}` gives a new password")
    except reference.StoreUnknown as unknown:
        _fail(str(unknown))
    except ValueError as fault:
        _fail(str(fault))
    else:
        typer.echo(f"{added.name} ({added.staff_no}, {added.role.value}) can sign in at /console of store {where}.")
    finally:
        sessions.close()


@staff_app.command("staff-password")
def staff_password(
    number: Number, password_file: PasswordFile = None, database: Database = DEFAULT_DATABASE
) -> None:
    """Give a person a new password; unlocks the number and ends its sessions."""
    from backend.services import staff
    from backend.services.staff import PasswordTooShort, StaffUnknown
    from backend.workbench import database_at

    sessions = database_at(database)
    try:
        changed = staff.set_password(sessions, number, _password(password_file))
    except StaffUnknown:
        _fail(f"nobody has the number {number}")
    except PasswordTooShort as fault:
        _fail(str(fault))
    else:
        typer.echo(f"{changed.name} ({changed.staff_no}) has a new password; sessions that were open have ended.")
    finally:
        sessions.close()


def _only_store(sessions: Sessions) -> str:
    from backend.services import reference

    with sessions.read() as session:
        stores = reference.stores(session)
    if len(stores) != 1:
        known = ", ".join(store.store_id for store in stores) or "none yet"
        _fail(f"say which store with --store (known: {known})")
    return stores[0].store_id


def _password(file: Path | None) -> str:
    if file is not None:
        lines = file.read_text(encoding="utf-8").splitlines()
        return lines[0] if lines else ""
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


def _fail(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(2)
