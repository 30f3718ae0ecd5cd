"""``backup``, ``restore`` and ``copy --to`` on both stores: the same hash, state and files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from ledger_stores import (
    CLERK,
    DAY,
    KEY,
    KINDS,
    OTHER,
    SAID,
    empty_store,
    issue,
    ledger,
    pg_server,
    put,
    state_of,
    store,
)
from taskboard.cli.main import cli
from taskboard.ledger.check import check_ledger
from taskboard.ledger.connect import StoreError
from taskboard.ledger.events import NewEvent
from taskboard.ledger.frames import FRAMES
from taskboard.ledger.store import Ledger, open_ledger
from taskboard.ledger.transfer import StoreInUseError, copy_ledger
from taskboard.settings import Settings
from taskboard.workflows.upkeep import (
    BadBackupError,
    Copied,
    FileExistsAlreadyError,
    backup,
    check,
    copy,
    restore,
)
from taskboard.workflows.workspace import Workspace

__all__ = ["ledger", "pg_server", "store"]
PLAN, PHOTO = "一、公开招生信息。\n".encode(), b"\xff\xd8\xff\xe0\0JFIF" * 999


@pytest.fixture
def office(ledger: Ledger, store: str, tmp_path: Path) -> Workspace:
    """A ledger with a document, evidence, a correction, a request and something taken back."""
    issue(ledger)
    digest = hashlib.sha256(PHOTO).hexdigest()
    ledger.put_source(hashlib.sha256(PLAN).hexdigest(), "要点.txt", PLAN, PLAN.decode())
    ledger.put_blob(digest, "照片.jpg", PHOTO)
    said = put(ledger, DAY, NewEvent("progress-reported", KEY, {"text": "=1+1\0𠮷\n“二”"}))
    put(
        ledger,
        DAY,
        NewEvent("progress-corrected", KEY, {"percent": 5, "supersedes": said.last_seq}),
    )
    put(ledger, DAY, NewEvent("evidence-added", KEY, {"sha256": digest, "name": "照片.jpg"}))
    asked = {"assignment": KEY, "type": "extend", "new_due": "2023-12-31"}
    put(ledger, DAY, NewEvent("request-filed", "R2023-0001", asked, reason="汛期停工"))
    wrong = put(ledger, DAY, NewEvent("assignment-received", OTHER))
    put(ledger, DAY, NewEvent("undone", str(wrong.id), {"seqs": [wrong.last_seq]}))
    return Workspace(tmp_path / "home", Settings(), store, DAY, CLERK)


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of a second store of each kind in turn, in which nothing is yet."""
    with empty_store(request, tmp_path / "there") as url:
        yield url


def at(workspace: Workspace, url: str) -> Workspace:
    return replace(workspace, url=url)


def agree(one: Workspace, other: Workspace, done: Copied) -> None:
    """Both hold the same events, files and state, and the other is clean."""
    health = check(other)
    assert health.findings == []
    assert (health.counts, health.hash) == (check(one).counts, done.hash)
    with one.ledger() as here, other.ledger() as there:
        assert here.tip() == there.tip() and here.identity() == there.identity()
        assert here.versions([KEY, OTHER]) == there.versions([KEY, OTHER])
        for read, name in ((Ledger.source, PLAN), (Ledger.blob, PHOTO)):
            digest = hashlib.sha256(name).hexdigest()
            assert read(here, digest) == read(there, digest)
            assert read(there, digest)[1] == name
        mine, its = state_of(here, DAY), state_of(there, DAY)
        for frame in FRAMES:
            pd.testing.assert_frame_equal(getattr(mine, frame), getattr(its, frame))
    assert not mine.updates.empty and not mine.requests.empty


def test_a_backup_restored_is_the_same_ledger(office: Workspace, empty: str, tmp_path: Path):
    path = tmp_path / "备份" / "2023-04-01.db"
    saved = backup(office, path)
    kept = path.read_bytes()
    done = restore(at(office, empty), path)
    assert (saved.events, saved.hash) == (done.events, done.hash) == (11, check(office).hash)
    agree(office, at(office, empty), done)
    assert path.read_bytes() == kept  # restoring reads the file and no more
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_copy_is_the_same_ledger_and_goes_on(office: Workspace, empty: str):
    done = copy(office, empty)
    agree(office, at(office, empty), done)
    with open_ledger(empty) as there:
        assert put(there, DAY, SAID).first_seq == 12
        assert check_ledger(there) == []


def test_a_backup_is_never_written_over(office: Workspace, tmp_path: Path):
    path = tmp_path / "备份.db"
    backup(office, path)
    kept = path.read_bytes()
    with pytest.raises(FileExistsAlreadyError, match="没有覆盖"):
        backup(office, path)
    assert path.read_bytes() == kept


def test_a_store_in_use_is_not_filled(office: Workspace, empty: str, tmp_path: Path):
    path = tmp_path / "备份.db"
    backup(office, path)
    with open_ledger(empty, create=True) as there:
        put(there, DAY, SAID)
        before = there.tip()
        with pytest.raises(StoreInUseError, match="已有 1 条事件"):
            restore(at(office, empty), path)
        with pytest.raises(StoreInUseError, match="未作任何改动"):
            copy(office, empty)
        assert there.tip() == before


def test_files_alone_make_a_store_in_use(office: Workspace, empty: str, tmp_path: Path):
    with open_ledger(empty, create=True) as there:
        there.put_blob(hashlib.sha256(PHOTO).hexdigest(), "照片.jpg", PHOTO)
    with pytest.raises(StoreInUseError, match="1 份留存文件"):
        copy(office, empty)


@pytest.mark.parametrize("onto", ["itself", "backup"])
def test_a_ledger_is_not_copied_onto_itself(office: Workspace, onto: str, tmp_path: Path):
    target = office.url
    if onto == "backup":
        backup(office, tmp_path / "备份.db")
        target = f"sqlite:///{tmp_path / '备份.db'}"
    with pytest.raises(StoreInUseError, match="已有 11 条事件"):
        copy(office, target)
    assert check(office).findings == []


def made(tmp_path: Path) -> Workspace:
    """A ledger of some pages in SQLite."""
    url = f"sqlite:///{tmp_path / 'made.db'}"
    with open_ledger(url, create=True) as mine:
        issue(mine)
        mine.put_blob(hashlib.sha256(PHOTO).hexdigest(), "照片.jpg", PHOTO)
        for number in range(3):
            put(mine, DAY, NewEvent("progress-reported", KEY, {"text": f"进展{number}" * 200}))
        asked = {"assignment": KEY, "type": "extend", "new_due": "2023-12-31"}
        put(mine, DAY, NewEvent("request-filed", "R2023-0001", asked, reason="汛期停工"))
    return Workspace(tmp_path, Settings(), url, DAY, CLERK)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        pytest.param(lambda data: b"", "其中没有台账", id="nothing-in-it"),
        pytest.param(lambda data: "不是台账".encode(), "not a database", id="another-file"),
        pytest.param(lambda data: data[: len(data) // 2], "malformed", id="half-of-it"),
        pytest.param(lambda data: data[:-4096], "malformed", id="last-page-gone"),
        pytest.param(lambda data: data[:16] + bytes(80) + data[96:], "备份文件", id="no-header"),
        pytest.param(
            lambda data: data.replace("汛期停工".encode(), "汛期开工".encode()),
            "事务 5 内容与哈希不符",
            id="words-changed",
        ),
        pytest.param(lambda data: data.replace(b"\0JF", b"\0JG", 1), "照片.jpg", id="photo"),
    ],
)
def test_a_damaged_backup_is_refused(tmp_path: Path, damage: object, told: str):
    office = made(tmp_path)
    path, bad = tmp_path / "备份.db", tmp_path / "坏.db"
    backup(office, path)
    data = path.read_bytes()
    bad.write_bytes(damage(data))  # type: ignore[operator]
    assert bad.read_bytes() != data
    there = f"sqlite:///{tmp_path / 'there.db'}"
    with pytest.raises(BadBackupError, match=told) as refused:
        restore(at(office, there), bad)
    assert "没有恢复" in refused.value.zh and "另一份备份" in refused.value.zh
    assert not (tmp_path / "there.db").exists()
    given = ["--home", str(tmp_path), "--ledger", there, "restore", str(bad)]
    result = CliRunner().invoke(cli, given)
    assert result.exit_code == 1 and "错误：备份文件" in result.output


def test_a_backup_with_any_page_of_it_gone_is_refused(tmp_path: Path):
    office, path, bad = made(tmp_path), tmp_path / "备份.db", tmp_path / "坏.db"
    backup(office, path)
    data = path.read_bytes()
    there = tmp_path / "there.db"
    for start in range(0, len(data), 4096):
        bad.write_bytes(data[:start] + bytes(4096) + data[start + 4096 :])
        with pytest.raises(BadBackupError):
            restore(at(office, f"sqlite:///{there}"), bad)
        assert not there.exists()


def test_a_damaged_ledger_is_told_by_check(tmp_path: Path):
    office = made(tmp_path)
    path = tmp_path / "made.db"
    data = path.read_bytes()
    path.write_bytes(data[:-8192] + bytes(8192))
    found = check(office)
    assert {finding.code for finding in found.findings} == {"store-damaged"}
    result = CliRunner().invoke(cli, ["--home", str(tmp_path), "--ledger", office.url, "check"])
    assert result.exit_code == 1 and "先从备份恢复" in result.output


def test_what_is_written_meanwhile_is_in_a_copy_whole_or_not_at_all(office: Workspace, empty: str):
    """Between the reading of two tables somebody else writes."""
    others = open_ledger(office.url)

    def write() -> None:
        put(others, DAY, SAID)

    with office.ledger() as here, open_ledger(empty, create=True) as there:
        sa.event.listen(here.engine, "before_cursor_execute", AfterReads(2, write))
        assert copy_ledger(here, there) == 11
        assert there.head() == 11 < others.head()
        assert check_ledger(there) == []
    with office.ledger() as here:
        sa.event.listen(here.engine, "before_cursor_execute", AfterReads(3, write))
        assert check_ledger(here) == []
    assert others.head() == 13
    others.close()


class AfterReads:
    """Do something once, before the reading statement of this number."""

    def __init__(self, number: int, act: Callable[[], None]) -> None:
        self.left, self.act = number, act

    def __call__(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        self.left -= "FROM transactions" in statement or "FROM events" in statement
        if self.left == 0:
            self.left = -1
            self.act()


@pytest.mark.postgres
def test_a_server_out_of_reach_is_named_without_its_password(office: Workspace):
    url = "postgresql+psycopg://clerk:secret@127.0.0.1:1/ledger"
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:1/ledger") as refused:
        copy(office, url)
    assert "secret" not in str(refused.value) and "请核对地址" in refused.value.zh
