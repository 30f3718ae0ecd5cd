"""The first ledger: transactions, events, sources, blobs, and the guards that keep them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from taskboard.ledger.schema import BIG, guard_statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables and make them append-only."""
    op.create_table(
        "transactions",
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
    op.create_table(
        "events",
        sa.Column("seq", BIG, primary_key=True, autoincrement=False),
        sa.Column("transaction_id", BIG, sa.ForeignKey("transactions.id"), nullable=False),
        sa.Column("effective_on", sa.String(10), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("place", sa.Text),
    )
    op.create_index("events_by_subject", "events", ["subject", "kind", "effective_on", "seq"])
    op.create_index("events_by_kind", "events", ["kind", "effective_on", "seq"])
    for table, text in (("sources", True), ("blobs", False)):
        op.create_table(
            table,
            sa.Column("sha256", sa.String(64), primary_key=True),
            sa.Column("name", sa.String(300)),
            sa.Column("data", sa.LargeBinary),
            *([sa.Column("text", sa.Text)] if text else []),
        )
    for statement in guard_statements(op.get_bind().dialect.name):
        op.execute(statement)
