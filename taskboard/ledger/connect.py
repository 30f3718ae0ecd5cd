"""Open a store: its engine, its one write lock, and the migrations it still needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from taskboard.errors import TaskboardError
from taskboard.ledger.schema import REVISION

BUSY_SECONDS = 30
CACHE_MB = 32
LOCK_KEY = 7_220_230_001  # one advisory lock per PostgreSQL database


class NoLedgerError(TaskboardError):
    """There is no ledger at the URL."""

    code = "ledger-missing"

    def __init__(self, url: str) -> None:
        super().__init__(
            f"{url} 中还没有台账；请先运行 taskboard init。",
            f"{url} holds no ledger; run: taskboard init",
        )


class StoreError(TaskboardError):
    """The store cannot be used at all."""

    code = "store"

    def __init__(self, url: str, why: str) -> None:
        super().__init__(
            f"无法打开台账库 {url}：{why}；请核对地址、网络和权限。",
            f"cannot open the store {url}: {why}; check its address, network and rights.",
        )


class NewerLedgerError(TaskboardError):
    """The ledger was written by a newer program."""

    code = "ledger-newer"

    def __init__(self, url: str, revision: str) -> None:
        super().__init__(
            f"台账库 {url} 的版本（{revision}）比本程序新；请升级 taskboard 后再打开。",
            f"{url} has revision {revision}, newer than this program; upgrade taskboard.",
        )


def open_engine(url: str | sa.URL, *, keep: bool = True) -> sa.Engine:
    """Return an engine for ``url``; nothing is opened yet.

    With ``keep`` its connections stay open until it is disposed of; without, each is closed
    after use.

    Raises:
        StoreError: If the URL is none, or its driver is not installed.
    """
    try:
        engine = sa.create_engine(url, poolclass=None if keep else NullPool)
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError) as error:
        raise StoreError(str(url), str(error).split("\n")[0]) from error
    except ImportError as error:
        raise StoreError(
            str(url), f"缺少驱动 {error.name}（pip install taskboard[postgres]）"
        ) from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _set_up_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def write_lock(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Yield a connection in a transaction that holds the store's one write lock."""
    try:
        with engine.connect() as connection:
            connection = connection.execution_options(taskboard_write=True)
            with connection.begin():
                if engine.dialect.name == "postgresql":
                    lock = sa.text("SELECT pg_advisory_xact_lock(:key)")
                    connection.execute(lock, {"key": LOCK_KEY})
                yield connection
    except sa.exc.OperationalError as error:
        raise StoreError(_name(engine), str(error.orig)) from error


def prepare_store(engine: sa.Engine, *, create: bool) -> None:
    """Bring the store at ``engine`` to this program's revision.

    Raises:
        NoLedgerError: If there is none and ``create`` is not set.
        NewerLedgerError: If a newer program wrote it.
    """
    revision = _revision(engine, create=create)
    if revision == REVISION:
        return
    if not revision and not create:
        raise NoLedgerError(_name(engine))
    if revision > REVISION:
        raise NewerLedgerError(_name(engine), revision)
    _migrate(engine)


def _revision(engine: sa.Engine, *, create: bool) -> str:
    path = engine.url.database
    if engine.dialect.name == "sqlite" and path and not Path(path).is_file():
        if not create:
            return ""
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    try:
        with engine.connect() as connection:
            if not sa.inspect(connection).has_table("alembic_version"):
                return ""
            row = connection.execute(sa.text("SELECT version_num FROM alembic_version")).first()
            return str(row[0]) if row else ""
    except sa.exc.DBAPIError as error:
        raise StoreError(_name(engine), str(error.orig).split("\n")[0]) from error


def _migrate(engine: sa.Engine) -> None:
    from alembic import command  # only a store to be made or moved up pays for it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    with write_lock(engine) as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            return
        row = connection.execute(sa.text("SELECT version_num FROM alembic_version")).first()
        if row is None or str(row[0]) < REVISION:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's begin decides, not the driver
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_SECONDS * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"cache_size = -{CACHE_MB * 1024}",  # a large action is written once, not page by page
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    write = connection.get_execution_options().get("taskboard_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _name(engine: sa.Engine) -> str:
    return engine.url.render_as_string(hide_password=True)
