"""A clause that one version of a document drops and the next brings back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from clerk import Clerk
from new_office import new_office, run
from taskboard.ledger.check import check_ledger
from taskboard.resources import samples
from taskboard.workflows.imports import import_files
from taskboard.workflows.issue import issue
from taskboard.workflows.workspace import Workspace

KEY = "2025-01-1.3-1"


@pytest.fixture
def home(tmp_path: Path) -> Workspace:
    workspace = new_office(tmp_path, dt.date(2025, 3, 20))
    import_files(workspace, [samples() / "xichuan-2025.txt"])
    return workspace


def lines(home: Workspace, *, dropped: bool) -> str:
    text = (samples() / "xichuan-2025.txt").read_text("utf-8")
    head = str(home.state().tasks.loc[KEY, "heading"])
    found = text.splitlines()
    kept = [line for line in found if not (dropped and head in line)]
    assert len(kept) == len(found) - dropped
    return "\n".join(kept)


def bring_in(home: Workspace, name: str, text: str) -> str:
    path = home.home / f"{name}.txt"
    path.write_text(text, "utf-8")
    done = run(home, "import", str(path), "--apply")
    assert done.exit_code == 0, done.stderr
    return done.output


def doubt_of(home: Workspace) -> tuple[str, str]:
    row = home.state().tasks.loc[KEY]
    return str(row["decomposition"]), str(row["doubt"])


def review(home: Workspace, **cells: str) -> None:
    path = home.home / "审核.xlsx"
    assert run(home, "review", "export", "-o", str(path), "--force").exit_code == 0
    clerk = Clerk(path)
    clerk.put(KEY, **cells)
    assert run(home, "review", "apply", str(clerk.save()), "--apply").exit_code == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("confirmed", ("confirmed", ""), id="confirmed"),
        pytest.param("issued", ("issued", ""), id="issued"),
        pytest.param("queried", ("queried", "口径未定"), id="in-doubt-before"),
        pytest.param(
            "proposed", ("queried", "修订稿曾没有这一条，现又有了，请核定"), id="never-reviewed"
        ),
    ],
)
def test_a_clause_that_comes_back_counts_as_it_did(
    home: Workspace, before: str, after: tuple[str, str]
) -> None:
    if before == "queried":
        review(home, action="存疑", reason="口径未定")
    elif before != "proposed":
        review(home, action="保留")
    if before == "issued":
        issue(home, override="先行下达")
    bring_in(home, "二稿", lines(home, dropped=True))
    assert "没有这一条" in doubt_of(home)[1]
    again = lines(home, dropped=False)
    told = bring_in(home, "三稿", f"{again}\n\n")
    assert f"恢复 {KEY}" in told and "\n    - " not in told
    assert doubt_of(home) == after
    assert "没有新内容" in bring_in(home, "四稿", f"{again}\n\n\n")
    assert doubt_of(home) == after
    with home.ledger() as ledger:
        assert not check_ledger(ledger)


def test_a_doubt_that_a_person_raised_or_settled_is_left_alone(home: Workspace) -> None:
    bring_in(home, "二稿", lines(home, dropped=True))
    review(home, action="存疑", reason="删不删待会议定")
    bring_in(home, "三稿", lines(home, dropped=False) + "\n\n")
    assert doubt_of(home) == ("queried", "删不删待会议定")


def test_a_clause_reworded_and_not_again_stays_in_doubt(home: Workspace) -> None:
    text = lines(home, dropped=False)
    old = str(home.state().tasks.loc[KEY, "text"])
    new = text.replace(old, old.replace("。", "，并向社会公布。", 1))
    assert new != text
    bring_in(home, "二稿", new)
    assert "改写了这一条" in doubt_of(home)[1]
    bring_in(home, "三稿", f"{new}\n\n")
    assert "改写了这一条" in doubt_of(home)[1]


def test_an_earlier_version_says_which_one_counts(home: Workspace) -> None:
    first, second = lines(home, dropped=False), lines(home, dropped=True)
    assert "没有新内容" in bring_in(home, "初稿", f"{first}\n")
    bring_in(home, "二稿", second)
    told = bring_in(home, "初稿", f"{first}\n")
    assert "较早的一稿" in told and "二稿.txt" in told and "taskboard undo" in told
    assert "没有这一条" in doubt_of(home)[1]
    assert "没有新内容" in bring_in(home, "二稿", second)
    assert run(home, "undo", "--apply").exit_code == 0
    assert "没有新内容" in bring_in(home, "初稿", f"{first}\n")
    assert doubt_of(home) == ("proposed", "")
