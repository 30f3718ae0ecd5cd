"""Alembic's environment: the store hands over its own open connection."""

from __future__ import annotations

from alembic import context

from taskboard.ledger.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=False,
)
context.run_migrations()
