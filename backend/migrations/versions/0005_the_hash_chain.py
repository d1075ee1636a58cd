"""The kiosks' hash chains are followed as messages arrive."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What arrived before is not judged: its links are not known here, and the next message is taken as it says.
    op.add_column("messages", _link("link"))
    op.add_column("device_epochs", _link("link"))
    op.add_column(
        "device_epochs", sa.Column("claimed_seq", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.add_column("device_epochs", _link("claimed_link"))


def _link(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(64), nullable=False, server_default="")
