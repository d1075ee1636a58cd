"""Run by Alembic: the connection comes from `backend.migrations.upgrade`, or from the URL of `alembic -x url=...`."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from backend.database import open_database
from backend.models import Base


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,  # SQLite can, Alembic is only careful: our BEGIN is a real one
    )
    with context.begin_transaction():
        context.run_migrations()


_given = context.config.attributes.get("connection")
if _given is not None:
    _run(_given)
else:
    with open_database(context.get_x_argument(as_dictionary=True)["url"]).write() as _session:
        _run(_session.connection())
