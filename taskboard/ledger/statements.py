"""Run statements that every command asks as texts: to compose and compile one takes longer.

Both stores know the SQL; only the signs for values differ between their drivers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

_NAMED = re.compile(r":(\w+)")


def ask(connection: sa.Connection, query: str, values: Mapping[str, Any]) -> Sequence[Any]:
    """Return the rows that ``query`` finds; its text goes to the driver as it is.

    Args:
        connection: Where to ask.
        query: SQL that both stores know; ``:name`` stands for a value.
        values: Name -> its value; a sequence, after IN, stands for all of its members.
    """
    given: list[Any] = []
    sign = "?" if connection.dialect.paramstyle == "qmark" else "%s"

    def marked(name: re.Match[str]) -> str:
        value = values[name[1]]
        if isinstance(value, str | int):
            given.append(value)
            return sign
        given.extend(value)
        return f"({', '.join([sign] * len(value)) or 'NULL'})"

    return connection.exec_driver_sql(_NAMED.sub(marked, query), tuple(given)).all()
