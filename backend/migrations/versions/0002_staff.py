"""Staff sign in to the console."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('staff',
    sa.Column('store_id', sa.String(length=64), nullable=False),
    sa.Column('staff_no', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('role', sa.String(length=64), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['store_id'], ['stores.store_id'], name=op.f('fk_staff_stores')),
    sa.PrimaryKeyConstraint('store_id', 'staff_no', name=op.f('pk_staff'))
    )
    op.create_index('ix_staff_number', 'staff', ['staff_no'], unique=True)
    op.create_table('sign_in_tries',
    sa.Column('staff_no', sa.String(length=64), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('not_before', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('staff_no', name=op.f('pk_sign_in_tries'))
    )
    op.create_table('staff_sessions',
    sa.Column('store_id', sa.String(length=64), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('staff_no', sa.String(length=64), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('active_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(
        ['store_id', 'staff_no'], ['staff.store_id', 'staff.staff_no'], name=op.f('fk_staff_sessions_staff')
    ),
    sa.PrimaryKeyConstraint('store_id', 'token_hash', name=op.f('pk_staff_sessions'))
    )
    op.create_index('ix_staff_sessions_token', 'staff_sessions', ['token_hash'], unique=True)


def downgrade() -> None:
    op.drop_table('staff_sessions')
    op.drop_table('sign_in_tries')
    op.drop_table('staff')
