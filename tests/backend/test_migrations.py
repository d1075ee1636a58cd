"""The schema that migrations make is the schema the models describe, on both databases."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from backend import migrations
from backend.database import open_database
from backend.migrations import newest, upgrade
from backend.models import Base
from backend.services import partitions
from tests.support.postgres import on_both, on_postgres
from tests.support.service import NOW, Kiosk, Service, a_line, a_receipt


@on_both
def test_models_and_migrations_agree(database: str) -> None:
    sessions = open_database(database)
    upgrade(sessions)
    with sessions.read() as session:
        differences = compare_metadata(
            MigrationContext.configure(session.connection(), opts={"compare_type": True}), Base.metadata
        )
    sessions.close()
    assert differences == []


def test_the_newest_revision_is_known_by_its_files_name() -> None:
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0])
    assert ScriptDirectory.from_config(config).get_current_head() == newest()


@on_both
def test_processes_that_start_together_upgrade_once(database: str) -> None:
    faults: list[BaseException] = []

    def start() -> None:
        sessions = open_database(database)
        try:
            upgrade(sessions)
        except BaseException as error:
            faults.append(error)
        finally:
            sessions.close()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


@on_both
@pytest.mark.parametrize("statement", ["UPDATE ticket_history SET code = 'x'", "DELETE FROM ticket_history"])
def test_history_only_grows(service: Service, kiosk: Kiosk, statement: str) -> None:
    receipt = a_receipt(1)
    service.sell(receipt)
    kiosk.send(kiosk.envelope(kiosk.registered(receipt, [(1, 1)])))
    with pytest.raises(DBAPIError, match="history only grows"), service.sessions.write() as session:
        session.execute(text(statement))


@on_both
@pytest.mark.parametrize(
    "change", ["reserved = 4", "returned_fen = 3001", "reserved = -1", "returned = 2, reserved = 2"]
)
def test_the_schema_itself_refuses_an_overdrawn_ledger(service: Service, change: str) -> None:
    service.sell(a_receipt(1, a_line(1, 3_000, 3)))
    with pytest.raises(IntegrityError), service.sessions.write() as session:
        session.execute(text(f"UPDATE ledger_lines SET {change}"))


@on_postgres
def test_postgresql_keeps_receipts_by_month(service: Service) -> None:
    service.sell(a_receipt(1), a_receipt(2, sold_at=NOW - timedelta(days=40)), a_receipt(3, sold_at=NOW))
    with service.sessions.read() as session:
        counts = session.execute(text("SELECT tableoid::regclass::text, count(*) FROM receipts GROUP BY 1 ORDER BY 1"))
        assert [tuple(row) for row in counts] == [("receipts_2026_10", 1), ("receipts_2026_11", 2)]
    partitions.ensure(service.sessions, {NOW.date().replace(day=1)})
