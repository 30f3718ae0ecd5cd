"""Copy a whole ledger, byte for byte, from one store into another that is still empty."""

from __future__ import annotations

import sqlalchemy as sa

from taskboard.errors import TaskboardError
from taskboard.ledger.connect import snapshot, write_lock
from taskboard.ledger.schema import BLOBS, EVENTS, SOURCES, TRANSACTIONS
from taskboard.ledger.store import Ledger

ROWS = {TRANSACTIONS: 2_000, EVENTS: 2_000, SOURCES: 1, BLOBS: 1}


class StoreInUseError(TaskboardError):
    """The store to be filled holds something already."""

    code = "store-in-use"

    def __init__(self, url: str, events: int, files: int) -> None:
        super().__init__(
            f"{url} 中已有 {events} 条事件、{files} 份留存文件，未作任何改动；"
            "请指定一个空的台账库。",
            f"{url} holds {events} events and {files} files already, nothing was changed; "
            "name an empty store.",
        )


class CopyDiffersError(TaskboardError):
    """A copy does not end as its source does."""

    code = "copy-differs"

    def __init__(self, url: str) -> None:
        super().__init__(
            f"复制到 {url} 后核对不符；请先运行 taskboard check 检查原台账，再重试。",
            f"the copy in {url} does not end as its source; run taskboard check, then try again.",
        )


def copy_ledger(source: Ledger, target: Ledger) -> int:
    """Copy every row of ``source`` into the empty ``target``; return the number of events.

    Everything is written in one transaction of the target, from one snapshot of the source.

    Raises:
        StoreInUseError: If the target is not empty.
        CopyDiffersError: If the copy's last hash is not the source's.
    """
    with snapshot(source.engine) as read, write_lock(target.engine) as write:
        events, *files = (
            write.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in (EVENTS, SOURCES, BLOBS)
        )
        if events or any(files):
            raise StoreInUseError(target.url, events, sum(files))
        copied = 0
        for table, batch in ROWS.items():
            key = table.primary_key.columns[0]
            rows = read.execution_options(yield_per=batch).execute(sa.select(table).order_by(key))
            for part in rows.mappings().partitions(batch):
                write.execute(sa.insert(table), [dict(row) for row in part])
                copied += len(part) if table is EVENTS else 0
        order = TRANSACTIONS.c.id.desc()
        last = sa.select(TRANSACTIONS.c.id, TRANSACTIONS.c.hash).order_by(order).limit(1)
        if read.execute(last).first() != write.execute(last).first():
            raise CopyDiffersError(target.url)
    return copied
