"""The first tables, and the triggers that keep history as it was written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "claims",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("claim_id", sa.String(length=64), nullable=False),
        sa.Column("line_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sold_month", sa.Date(), nullable=False),
        sa.Column("receipt_code", sa.String(length=64), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("refund_fen", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("store_id", "claim_id", "line_no", name=op.f("pk_claims")),
    )
    op.create_table(
        "stores",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("policy_version", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("store_id", name=op.f("pk_stores")),
    )
    op.create_table(
        "alarms",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("alarm_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["store_id"], ["stores.store_id"], name=op.f("fk_alarms_stores")),
        sa.PrimaryKeyConstraint("store_id", "alarm_id", name=op.f("pk_alarms")),
    )
    op.create_table(
        "change_counters",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.store_id"], name=op.f("fk_change_counters_stores")),
        sa.PrimaryKeyConstraint("store_id", name=op.f("pk_change_counters")),
    )
    op.create_table(
        "changes",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("sold_on", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.store_id"], name=op.f("fk_changes_stores")),
        sa.PrimaryKeyConstraint("store_id", "kind", "key", name=op.f("pk_changes")),
    )
    op.create_index("ix_changes_cursor", "changes", ["store_id", "cursor"], unique=True)

    op.create_table(
        "departments",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.store_id"], name=op.f("fk_departments_stores")),
        sa.PrimaryKeyConstraint("store_id", "code", name=op.f("pk_departments")),
    )
    op.create_table(
        "devices",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("kiosk_no", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("first_sequence", sa.BigInteger(), nullable=False),
        sa.Column("last_sequence", sa.BigInteger(), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("quarantined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("clock_offset_ms", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("printer", sa.String(length=64), nullable=False),
        sa.Column("camera", sa.String(length=64), nullable=False),
        sa.Column("health_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outbox_pending", sa.BigInteger(), nullable=False),
        sa.Column("outbox_parked", sa.BigInteger(), nullable=False),
        sa.Column("chain_head", sa.String(length=64), nullable=False),
        sa.Column("replica_cursor", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.store_id"], name=op.f("fk_devices_stores")),
        sa.PrimaryKeyConstraint("store_id", "device_id", name=op.f("pk_devices")),
        sa.UniqueConstraint("store_id", "kiosk_no", name=op.f("uq_devices_store_id_kiosk_no")),
    )
    op.create_table(
        "enrolment_codes",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("kiosk_no", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["store_id"], ["stores.store_id"], name=op.f("fk_enrolment_codes_stores")),
        sa.PrimaryKeyConstraint("store_id", "code_hash", name=op.f("pk_enrolment_codes")),
    )
    op.create_table(
        "policies",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("policy_version", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.store_id"], name=op.f("fk_policies_stores")),
        sa.PrimaryKeyConstraint("store_id", "policy_version", name=op.f("pk_policies")),
    )
    op.create_table(
        "products",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("product_id", sa.String(length=64), nullable=False),
        sa.Column("gtin", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.store_id"], name=op.f("fk_products_stores")),
        sa.PrimaryKeyConstraint("store_id", "product_id", name=op.f("pk_products")),
    )
    op.create_index(op.f("ix_products_store_id_gtin"), "products", ["store_id", "gtin"], unique=False)

    op.create_table(
        "receipts",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("receipt_code", sa.String(length=64), nullable=False),
        sa.Column("sold_month", sa.Date(), nullable=False),
        sa.Column("sold_on", sa.Date(), nullable=False),
        sa.Column("till", sa.String(length=64), nullable=False),
        sa.Column("sold_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paid_fen", sa.BigInteger(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.store_id"], name=op.f("fk_receipts_stores")),
        sa.PrimaryKeyConstraint("store_id", "receipt_code", "sold_month", name=op.f("pk_receipts")),
        postgresql_partition_by="RANGE (sold_month)",
    )
    op.create_index("ix_receipts_damaged", "receipts", ["store_id", "sold_on", "till", "paid_fen"], unique=False)

    op.create_table(
        "tickets",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("ticket_no", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("severity", sa.String(length=64), nullable=False),
        sa.Column("held_code", sa.String(length=64), nullable=True),
        sa.Column("message_id", sa.String(length=64), nullable=False),
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("kiosk_no", sa.Integer(), nullable=False),
        sa.Column("tracking_hash", sa.String(length=64), nullable=True),
        sa.Column("receipt_code", sa.String(length=64), nullable=True),
        sa.Column("receipt_store_id", sa.String(length=64), nullable=True),
        sa.Column("refund_fen", sa.BigInteger(), nullable=False),
        sa.Column("tender", sa.String(length=64), nullable=True),
        sa.Column("policy_version", sa.String(length=64), nullable=True),
        sa.Column("source", sa.String(length=64), nullable=True),
        sa.Column("to_verify", sa.Boolean(), nullable=False),
        sa.Column("staff_codes", sa.String(length=400), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("pace", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("keep_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("slip", sa.String(length=64), nullable=True),
        sa.Column("slip_status", sa.String(length=64), nullable=True),
        sa.Column("reprints", sa.Integer(), nullable=False),
        sa.Column("about_ticket", sa.String(length=64), nullable=True),
        sa.Column("step", sa.String(length=64), nullable=True),
        sa.Column("stuck_s", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["store_id"], ["stores.store_id"], name=op.f("fk_tickets_stores")),
        sa.PrimaryKeyConstraint("store_id", "ticket_no", name=op.f("pk_tickets")),
    )
    op.create_index("ix_tickets_message", "tickets", ["store_id", "message_id"], unique=True)
    op.create_index("ix_tickets_receipt", "tickets", ["store_id", "receipt_code"], unique=False)
    op.create_index("ix_tickets_state", "tickets", ["store_id", "state", "keep_until"], unique=False)
    op.create_index("ix_tickets_tracking", "tickets", ["tracking_hash"], unique=False)

    op.create_table(
        "device_epochs",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contiguous_seq", sa.BigInteger(), nullable=False),
        sa.Column("highest_seq", sa.BigInteger(), nullable=False),
        sa.Column("seen_ahead", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id", "device_id"], ["devices.store_id", "devices.device_id"], name=op.f("fk_device_epochs_devices")
        ),
        sa.PrimaryKeyConstraint("store_id", "device_id", "epoch", name=op.f("pk_device_epochs")),
    )
    op.create_table(
        "ledger_lines",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("receipt_code", sa.String(length=64), nullable=False),
        sa.Column("line_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sold_month", sa.Date(), nullable=False),
        sa.Column("bought", sa.BigInteger(), nullable=False),
        sa.Column("paid_fen", sa.BigInteger(), nullable=False),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.Column("returned", sa.BigInteger(), nullable=False),
        sa.Column("reserved_fen", sa.BigInteger(), nullable=False),
        sa.Column("returned_fen", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("reserved + returned <= bought", name=op.f("ck_ledger_lines_pieces_not_overdrawn")),
        sa.CheckConstraint("reserved >= 0 AND returned >= 0", name=op.f("ck_ledger_lines_pieces_not_negative")),
        sa.CheckConstraint("reserved_fen + returned_fen <= paid_fen", name=op.f("ck_ledger_lines_money_not_overdrawn")),
        sa.CheckConstraint("reserved_fen >= 0 AND returned_fen >= 0", name=op.f("ck_ledger_lines_money_not_negative")),
        sa.ForeignKeyConstraint(
            ["store_id", "receipt_code", "sold_month"],
            ["receipts.store_id", "receipts.receipt_code", "receipts.sold_month"],
            name=op.f("fk_ledger_lines_receipts"),
        ),
        sa.PrimaryKeyConstraint("store_id", "receipt_code", "line_no", "sold_month", name=op.f("pk_ledger_lines")),
        postgresql_partition_by="RANGE (sold_month)",
    )
    op.create_table(
        "messages",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=False),
        sa.Column("device_id", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("result", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id", "device_id"], ["devices.store_id", "devices.device_id"], name=op.f("fk_messages_devices")
        ),
        sa.PrimaryKeyConstraint("store_id", "message_id", name=op.f("pk_messages")),
        sa.UniqueConstraint(
            "store_id", "device_id", "epoch", "seq", name=op.f("uq_messages_store_id_device_id_epoch_seq")
        ),
    )
    op.create_index("ix_messages_received", "messages", ["store_id", "received_at"], unique=False)

    op.create_table(
        "ticket_history",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("ticket_no", sa.String(length=64), nullable=False),
        sa.Column("entry_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("state_from", sa.String(length=64), nullable=True),
        sa.Column("state_to", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["store_id", "ticket_no"], ["tickets.store_id", "tickets.ticket_no"], name=op.f("fk_ticket_history_tickets")
        ),
        sa.PrimaryKeyConstraint("store_id", "ticket_no", "entry_no", name=op.f("pk_ticket_history")),
    )
    op.create_table(
        "ticket_lines",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("ticket_no", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line_no", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("weight_g", sa.BigInteger(), nullable=True),
        sa.Column("price_fen", sa.BigInteger(), nullable=False),
        sa.Column("discount_fen", sa.BigInteger(), nullable=False),
        sa.Column("refund_fen", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("gift", sa.Boolean(), nullable=False),
        sa.Column("adjustment", sa.Boolean(), nullable=False),
        sa.Column("staff", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["store_id", "ticket_no"], ["tickets.store_id", "tickets.ticket_no"], name=op.f("fk_ticket_lines_tickets")
        ),
        sa.PrimaryKeyConstraint("store_id", "ticket_no", "position", name=op.f("pk_ticket_lines")),
    )

    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


_APPEND_ONLY = {
    "sqlite": (
        """
        CREATE TRIGGER ticket_history_no_update BEFORE UPDATE ON ticket_history
        BEGIN SELECT RAISE(ABORT, 'history only grows'); END
        """,
        """
        CREATE TRIGGER ticket_history_no_delete BEFORE DELETE ON ticket_history
        BEGIN SELECT RAISE(ABORT, 'history only grows'); END
        """,
    ),
    "postgresql": (
        """
        CREATE FUNCTION history_only_grows() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'history only grows'; END $$
        """,
        """
        CREATE TRIGGER ticket_history_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON ticket_history
        FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()
        """,
    ),
}
