"""The four tables of a ledger, in types that SQLite, PostgreSQL and its Chinese kin all have.

Days are text (``2023-09-30``) and payloads canonical JSON text, so that the hash of a transaction
is recomputed from exactly the characters stored. Empty text may come back as NULL from stores in
Oracle mode (GaussDB, Kingbase), so no column that may be empty is declared NOT NULL.
"""

from __future__ import annotations

import sqlalchemy as sa

REVISION = "0001"

METADATA = sa.MetaData()
BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")  # SQLite: the row's own number

TRANSACTIONS = sa.Table(
    "transactions",
    METADATA,
    sa.Column("id", BIG, primary_key=True, autoincrement=False),
    sa.Column("recorded_at", sa.String(32), nullable=False),
    sa.Column("action", sa.String(200)),
    sa.Column("actor", sa.String(200)),
    sa.Column("actor_unit", sa.String(200)),
    sa.Column("actor_role", sa.String(200)),
    sa.Column("first_seq", BIG, nullable=False),
    sa.Column("last_seq", BIG, nullable=False, unique=True),
    sa.Column("previous", sa.String(64)),
    sa.Column("hash", sa.String(64), nullable=False),
)

EVENTS = sa.Table(
    "events",
    METADATA,
    sa.Column("seq", BIG, primary_key=True, autoincrement=False),
    sa.Column("transaction_id", BIG, sa.ForeignKey("transactions.id"), nullable=False),
    sa.Column("effective_on", sa.String(10), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("subject", sa.String(300), nullable=False),
    sa.Column("before", sa.Text),
    sa.Column("after", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Column("place", sa.Text),
    sa.Index("events_by_subject", "subject", "kind", "effective_on", "seq"),
    sa.Index("events_by_kind", "kind", "effective_on", "seq"),
)

SOURCES = sa.Table(
    "sources",
    METADATA,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(300)),
    sa.Column("data", sa.LargeBinary),
    sa.Column("text", sa.Text),
)

BLOBS = sa.Table(
    "blobs",
    METADATA,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(300)),
    sa.Column("data", sa.LargeBinary),
)

APPEND_ONLY = ("transactions", "events", "sources", "blobs")


def guard_statements(dialect: str) -> list[str]:
    """Return the DDL that makes the tables refuse UPDATE and DELETE; empty for other stores."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {verb} {table}'); END"
            for table in APPEND_ONLY
            for verb in ("UPDATE", "DELETE")
        ]
    if dialect == "postgresql":
        function = (
            "CREATE FUNCTION taskboard_append_only() RETURNS trigger AS $$ BEGIN "
            "RAISE EXCEPTION 'the ledger is append-only: % %', TG_OP, TG_TABLE_NAME; "
            "RETURN NULL; END; $$ LANGUAGE plpgsql"
        )
        return [function] + [
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE PROCEDURE taskboard_append_only()"
            for table in APPEND_ONLY
        ]
    return []
