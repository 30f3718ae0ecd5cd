"""A PostgreSQL server for the tests: the one TASKBOARD_TEST_PG names, else Debian's."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from taskboard.ledger import connect, store

MEMORY_FLAGS = "-c fsync=off -c full_page_writes=off -c max_connections=50"


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Yield the URL of a server's maintenance database; fail or skip when there is none."""
    if url := os.environ.get("TASKBOARD_TEST_PG"):
        yield url
        return
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        reason = "no PostgreSQL server (apt-get install postgresql, or set TASKBOARD_TEST_PG)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    with _started(found[-1].parent) as url:
        yield url


@contextlib.contextmanager
def _started(binaries: Path) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="taskboard-pg-"))
    given: dict[str, Any] = {}
    if os.geteuid() == 0:  # the server refuses to run as root
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        given = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}

    def run(name: str, *arguments: str) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(
            [binaries / name, *arguments],
            check=True,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            **quiet,
            **given,
        )

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = str(folder / "data")
    try:
        run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {MEMORY_FLAGS}"
        run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def database(maintenance: str) -> Iterator[str]:
    """Yield the URL of a new, empty database, dropped afterwards."""
    name = f"taskboard_{uuid.uuid4().hex[:12]}"
    engine = sa.create_engine(maintenance, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    try:
        with engine.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE template0"))
        yield sa.make_url(maintenance).set(database=name).render_as_string(hide_password=False)
        with engine.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        engine.dispose()


@contextlib.contextmanager
def every_ledger(maintenance: str) -> Iterator[None]:
    """Let each ``ledger.db`` of this process be an empty file, and a database in its place."""
    opened: dict[str, str] = {}
    open_engine = connect.open_engine
    with contextlib.ExitStack() as databases, pytest.MonkeyPatch.context() as patch:

        def moved(url: str | sa.URL, **options: Any) -> sa.Engine:
            path = Path(str(url).removeprefix("sqlite:///"))
            if not str(url).startswith("sqlite:///") or path.name != "ledger.db":
                return open_engine(url, **options)
            if str(path) not in opened:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.touch()
                opened[str(path)] = databases.enter_context(database(maintenance))
            return open_engine(opened[str(path)], **options)

        patch.setattr(connect, "open_engine", moved)
        patch.setattr(store, "open_engine", moved)
        yield
