"""The two files of a kiosk: the journal, which must survive, and the replica, which can be fetched again.

Statements create and lift; the tables below them are how the rest of `sync` speaks about what was created. Times are
unix milliseconds in UTC. `ack` numbers acknowledgements in the order they came in, whatever any clock shows; a
receipt's `acks` is how many had come in when it was asked for. What was accepted is guarded by triggers: a mistake in
this program cannot lose it either.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, MetaData, Table, Text

from sync.store import Schema

_JOURNAL_1 = (
    """CREATE TABLE device (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        device_id TEXT NOT NULL,
        store_id TEXT NOT NULL,
        kiosk_no INTEGER NOT NULL,
        token TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        first_sequence INTEGER NOT NULL,
        chain_head TEXT NOT NULL,
        enrolled_at INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE counters (
        name TEXT PRIMARY KEY,
        next INTEGER NOT NULL CHECK (next >= 1)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE notes (
        name TEXT PRIMARY KEY,
        value INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE messages (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        message_id TEXT NOT NULL UNIQUE,
        device_id TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        kind TEXT NOT NULL,
        ticket_no TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        envelope TEXT,
        body_hash TEXT NOT NULL,
        link TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'parked')),
        attempts INTEGER NOT NULL DEFAULT 0,
        not_before INTEGER NOT NULL DEFAULT 0,
        why TEXT NOT NULL DEFAULT '',
        settled_at INTEGER,
        ack INTEGER UNIQUE,
        UNIQUE (device_id, epoch, seq)
    ) STRICT""",
    "CREATE INDEX messages_unsent ON messages (state, position) WHERE state <> 'sent'",
    "CREATE INDEX messages_ticket ON messages (ticket_no, position)",
    """CREATE TABLE tickets (
        ticket_no TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        kiosk_no INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        draft_id TEXT NOT NULL UNIQUE,
        draft_hash TEXT NOT NULL,
        message_id TEXT NOT NULL REFERENCES messages (message_id),
        tracking_token TEXT NOT NULL,
        accepted_at INTEGER NOT NULL,
        receipt_code TEXT,
        source TEXT,
        refund_fen INTEGER NOT NULL DEFAULT 0,
        UNIQUE (kiosk_no, sequence)
    ) STRICT""",
    "CREATE INDEX tickets_receipt ON tickets (receipt_code) WHERE receipt_code IS NOT NULL",
    "CREATE INDEX tickets_time ON tickets (accepted_at)",
    """CREATE TABLE claims (
        ticket_no TEXT NOT NULL REFERENCES tickets (ticket_no) ON DELETE CASCADE,
        line_no INTEGER NOT NULL,
        quantity INTEGER NOT NULL,
        refund_fen INTEGER NOT NULL,
        PRIMARY KEY (ticket_no, line_no)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE prints (
        intent_id INTEGER PRIMARY KEY AUTOINCREMENT,
        ticket_no TEXT NOT NULL REFERENCES tickets (ticket_no) ON DELETE CASCADE,
        reprint INTEGER NOT NULL CHECK (reprint IN (0, 1)),
        state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'confirmed', 'failed', 'unknown')),
        status TEXT NOT NULL DEFAULT '',
        created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX prints_ticket ON prints (ticket_no, intent_id)",
    "CREATE INDEX prints_open ON prints (state) WHERE state IN ('queued', 'sending')",
    """CREATE TRIGGER messages_stay BEFORE DELETE ON messages
        BEGIN SELECT RAISE(ABORT, 'a message is never deleted'); END""",
    """CREATE TRIGGER messages_written_once
        BEFORE UPDATE OF position, message_id, device_id, epoch, seq, kind, ticket_no, created_at, body_hash, link
        ON messages BEGIN SELECT RAISE(ABORT, 'a message is written once'); END""",
    """CREATE TRIGGER messages_keep_their_text BEFORE UPDATE OF envelope ON messages
        WHEN new.envelope IS NOT NULL OR old.state <> 'sent'
        BEGIN SELECT RAISE(ABORT, 'the text of a message goes only after it was sent'); END""",
    """CREATE TRIGGER messages_sent_stay_sent BEFORE UPDATE OF state ON messages
        WHEN old.state = 'sent' AND new.state <> 'sent'
        BEGIN SELECT RAISE(ABORT, 'what was sent stays sent'); END""",
    """CREATE TRIGGER tickets_wait_for_their_messages BEFORE DELETE ON tickets
        WHEN EXISTS (SELECT 1 FROM messages WHERE ticket_no = old.ticket_no AND state <> 'sent')
        BEGIN SELECT RAISE(ABORT, 'a ticket stays until all it has to say was sent'); END""",
    """CREATE TRIGGER counters_only_rise BEFORE UPDATE OF next ON counters WHEN new.next <= old.next
        BEGIN SELECT RAISE(ABORT, 'a number is never given twice'); END""",
)

_JOURNAL_2 = (
    # What was told without a ticket of its own. `subject` is what its message carries instead of a ticket's number, so
    # that one which cannot be sent stands in nobody else's way.
    """CREATE TABLE told (
        draft_id TEXT PRIMARY KEY,
        draft_hash TEXT NOT NULL,
        subject TEXT NOT NULL UNIQUE,
        message_id TEXT NOT NULL REFERENCES messages (message_id),
        told_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TRIGGER told_waits_for_its_message BEFORE DELETE ON told
        WHEN EXISTS (SELECT 1 FROM messages WHERE ticket_no = old.subject AND state <> 'sent')
        BEGIN SELECT RAISE(ABORT, 'what was told stays until it was sent'); END""",
)

_REPLICA_1 = (
    """CREATE TABLE progress (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        cursor INTEGER NOT NULL,
        as_of INTEGER,
        owner TEXT NOT NULL,
        store_id TEXT NOT NULL
    ) STRICT""",
    "INSERT INTO progress (id, cursor, owner, store_id) VALUES (1, 0, '', '')",
    """CREATE TABLE documents (
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        text TEXT NOT NULL,
        as_of INTEGER NOT NULL,
        PRIMARY KEY (kind, name)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE products (
        product_id TEXT PRIMARY KEY,
        gtin TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX products_gtin ON products (gtin)",
    """CREATE TABLE receipts (
        code TEXT PRIMARY KEY,
        till TEXT NOT NULL,
        sold_at INTEGER NOT NULL,
        paid_fen INTEGER NOT NULL,
        text TEXT NOT NULL,
        as_of INTEGER NOT NULL,
        acks INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX receipts_by_sale ON receipts (paid_fen, till, sold_at)",
    "CREATE INDEX receipts_by_age ON receipts (sold_at)",
)

JOURNAL = Schema(application_id=0x46574A31, steps=(_JOURNAL_1, _JOURNAL_2))
REPLICA = Schema(application_id=0x46575231, steps=(_REPLICA_1,))

_metadata = MetaData()

device = Table(
    "device",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("device_id", Text),
    Column("store_id", Text),
    Column("kiosk_no", Integer),
    Column("token", Text),
    Column("epoch", Integer),
    Column("first_sequence", Integer),
    Column("chain_head", Text),
    Column("enrolled_at", Integer),
)
counters = Table("counters", _metadata, Column("name", Text, primary_key=True), Column("next", Integer))
notes = Table("notes", _metadata, Column("name", Text, primary_key=True), Column("value", Integer))
messages = Table(
    "messages",
    _metadata,
    Column("position", Integer, primary_key=True),
    Column("message_id", Text),
    Column("device_id", Text),
    Column("epoch", Integer),
    Column("seq", Integer),
    Column("kind", Text),
    Column("ticket_no", Text),
    Column("created_at", Integer),
    Column("envelope", Text),
    Column("body_hash", Text),
    Column("link", Text),
    Column("state", Text),
    Column("attempts", Integer),
    Column("not_before", Integer),
    Column("why", Text),
    Column("settled_at", Integer),
    Column("ack", Integer),
)
tickets = Table(
    "tickets",
    _metadata,
    Column("ticket_no", Text, primary_key=True),
    Column("kind", Text),
    Column("kiosk_no", Integer),
    Column("sequence", Integer),
    Column("draft_id", Text),
    Column("draft_hash", Text),
    Column("message_id", Text),
    Column("tracking_token", Text),
    Column("accepted_at", Integer),
    Column("receipt_code", Text),
    Column("source", Text),
    Column("refund_fen", Integer),
)
claims = Table(
    "claims",
    _metadata,
    Column("ticket_no", Text, primary_key=True),
    Column("line_no", Integer, primary_key=True),
    Column("quantity", Integer),
    Column("refund_fen", Integer),
)
told = Table(
    "told",
    _metadata,
    Column("draft_id", Text, primary_key=True),
    Column("draft_hash", Text),
    Column("subject", Text),
    Column("message_id", Text),
    Column("told_at", Integer),
)
prints = Table(
    "prints",
    _metadata,
    Column("intent_id", Integer, primary_key=True),
    Column("ticket_no", Text),
    Column("reprint", Boolean(create_constraint=False)),
    Column("state", Text),
    Column("status", Text),
    Column("created_at", Integer),
    Column("changed_at", Integer),
)

progress = Table(
    "progress",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("cursor", Integer),
    Column("as_of", Integer),
    Column("owner", Text),
    Column("store_id", Text),
)
documents = Table(
    "documents",
    _metadata,
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("text", Text),
    Column("as_of", Integer),
)
products = Table(
    "products",
    _metadata,
    Column("product_id", Text, primary_key=True),
    Column("gtin", Text),
    Column("text", Text),
)
receipts = Table(
    "receipts",
    _metadata,
    Column("code", Text, primary_key=True),
    Column("till", Text),
    Column("sold_at", Integer),
    Column("paid_fen", Integer),
    Column("text", Text),
    Column("as_of", Integer),
    Column("acks", Integer),
)
