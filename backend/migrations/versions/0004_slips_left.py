"""How many slips the roll in a kiosk's printer is good for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('devices', sa.Column('slips_left', sa.Integer(), nullable=True))
