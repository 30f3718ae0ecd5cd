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
DAMAGED = ("malformed", "not a database")  # SQLite's words for a file it cannot believe


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
        zh, en = "请核对地址、网络和权限", "check its address, network and rights"
        self.damaged = any(words in why for words in DAMAGED)
        if self.damaged:
            zh, en = "文件已损坏，请从备份恢复（restore）", "the file is damaged, restore a backup"
        super().__init__(
            f"无法使用台账库 {url}：{why}；{zh}。", f"cannot use the store {url}: {why}; {en}."
        )
        self.why = why


class NewerLedgerError(TaskboardError):
    """The ledger was written by a newer program."""

    code = "ledger-newer"

    def __init__(self, url: str, revision: str) -> None:
        super().__init__(
            f"台账库 {url} 的版本（{revision}）比本程序新；请升级 taskboard 后再打开。",
            f"{url} has revision {revision}, newer than this program; upgrade taskboard.",
        )
        self.revision = revision


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
    sa.event.listen(engine, "handle_error", _say_unusable)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _set_up_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def write_lock(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Yield a connection in a transaction that holds the store's one write lock."""
    with engine.connect() as connection:
        connection = connection.execution_options(taskboard_write=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                lock = sa.text("SELECT pg_advisory_xact_lock(:key)")
                connection.execute(lock, {"key": LOCK_KEY})
            yield connection


@contextmanager
def snapshot(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Yield a connection whose every statement sees the store as it was at the first one.

    SQLite reads so by itself; PostgreSQL would show each statement what was written meanwhile.
    """
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


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


def _say_unusable(context: sa.engine.ExceptionContext) -> StoreError | None:
    """Return what a clerk is told when a store fails: damaged, locked, full or out of reach."""
    error = context.sqlalchemy_exception
    if error is None or type(error) not in (sa.exc.OperationalError, sa.exc.DatabaseError):
        return None
    name = _name(context.engine) if context.engine else ""
    return StoreError(name, str(error.orig).split("\n")[0])


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
