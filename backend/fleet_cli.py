"""What becomes of a kiosk that was stolen, or that the service has doubts about: commands of `fuwutai backend`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from backend.cli import AnyDatabase, Config

if TYPE_CHECKING:
    from backend.database import Sessions
    from backend.services.read_model import DeviceRow

fleet_app = typer.Typer(no_args_is_help=True)

Store = Annotated[str, typer.Option(help="The store's id")]
Kiosk = Annotated[int, typer.Option(min=1, help="The kiosk's number, as on its tickets: 3 of R3-1847-W")]


@fleet_app.command("revoke-kiosk")
def revoke_kiosk(store: Store, kiosk: Kiosk, database: AnyDatabase = None, config: Config = None) -> None:
    """Let a kiosk in no more, at once: it was stolen, or taken away. `release-kiosk` lets it in again."""
    from backend.services import fleet
    from backend.settings import utc_now

    with _known(store, kiosk, database, config) as (sessions, device):
        fleet.revoke(sessions, store, device.device_id, utc_now())
        typer.echo(
            f"Kiosk {kiosk} of store {store} {device.name} is let in no more."
            " It says so on its screen and takes no returns; what it has accepted and not sent stays in it."
        )


@fleet_app.command("release-kiosk")
def release_kiosk(store: Store, kiosk: Kiosk, database: AnyDatabase = None, config: Config = None) -> None:
    """A person has looked: end a kiosk's quarantine or revocation. What was held stays held for the desk to decide."""
    from backend.services import fleet
    from backend.settings import utc_now

    with _known(store, kiosk, database, config) as (sessions, device):
        named = f"Kiosk {kiosk} of store {store} {device.name}"
        if device.quarantined_at is None and device.revoked_at is None:
            typer.echo(f"{named} is neither revoked nor in quarantine.")
            return
        fleet.release(sessions, store, device.device_id, utc_now())
        if device.revoked_at is not None:
            typer.echo(f"{named} is let in again, as it is: within half a minute it sends what it has kept.")
        else:
            typer.echo(f"{named} is out of quarantine.")


@contextmanager
def _known(
    store: str, kiosk: int, database: str | None, config: Path | None
) -> Iterator[tuple[Sessions, DeviceRow]]:
    """Ends the command with a sentence where there is no such kiosk."""
    from backend.services import fleet
    from backend.settings import utc_now
    from backend.workbench import opened, settings_from

    with opened(settings_from(config, database=database).database) as sessions:
        with sessions.read() as session:
            found = [row for row in fleet.devices(session, store, utc_now()) if row.kiosk_no == kiosk]
        if not found:
            typer.echo(f"store {store} has no kiosk {kiosk}", err=True)
            raise typer.Exit(1)
        yield sessions, found[0]
