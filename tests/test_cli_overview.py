"""``status``, ``today`` and a task's commands as a clerk sees them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ledger_stores import KEY, D, issue, ledger, pg_server, put, store
from taskboard.cli.listing import COLUMNS, table_lines
from taskboard.cli.main import cli
from taskboard.ledger.check import check_ledger
from taskboard.ledger.events import NewEvent
from taskboard.ledger.store import Ledger, open_ledger
from taskboard.office.measure import display_width

__all__ = ["ledger", "pg_server", "store"]
TASK = "2023-01-1.1-1"
UNIT = ("--unit", "市教育局")


def run(home: Path, store: str, *words: str, day: str = "2023-07-05", code: int = 0) -> Result:
    given = ["--home", str(home), "--ledger", store, "--as-of", day, *words]
    result = CliRunner().invoke(cli, given)
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def office(ledger: Ledger, store: str, tmp_path: Path) -> tuple[Path, str]:
    issue(ledger)
    return tmp_path / "home", store


def test_today_tells_a_late_task_once_with_its_units(office: tuple[Path, str]):
    lines = run(*office, "today").output.splitlines()
    assert "【逾期】2 件（1 项）" in lines
    assert sum("公开义务教育招生信息" in line for line in lines) == 1
    assert any("2 个单位：市教育局、市财政局" in line for line in lines)
    assert all(display_width(line) <= COLUMNS for line in lines)
    rows = json.loads(run(*office, "today", "--format", "json").output)
    assert [row["单位"] for row in rows if row["类别"] == "逾期"] == ["市教育局", "市财政局"]


def test_messages_are_signed_by_the_office(office: tuple[Path, str]):
    told = run(*office, "today", "--messages").stdout.split("\n\n")
    assert [one.split("：")[0] for one in told] == ["市教育局", "市财政局"]
    assert all(one.rstrip().endswith("如已办理请及时反馈。督查部门") for one in told)
    office[0].mkdir(exist_ok=True)
    (office[0] / "taskboard.toml").write_text('office = "某市政府办公室"\n', "utf-8")
    assert "反馈。某市政府办公室" in run(*office, "today", "--messages").output


@pytest.mark.parametrize(
    ("day", "group"), [("2023-04-03", ""), ("2023-04-24", "待报"), ("2023-04-26", "未报")]
)
def test_a_report_is_missing_only_after_its_due_day(
    office: tuple[Path, str], ledger: Ledger, day: str, group: str
):
    period = {"cadence": "monthly", "period_start": "2023-04-01", "period_end": "2023-04-30"}
    days = {"opens_on": "2023-04-03", "due_on": "2023-04-25", "closes_on": "2023-04-30"}
    put(
        ledger,
        D(2023, 4, 3),
        NewEvent("round-opened", "2023-04", {**period, **days, "asks": [KEY]}),
    )
    rows = json.loads(run(*office, "today", "--format", "json", day=day).output)
    told = [row["类别"] for row in rows if row["事项"].startswith("2023年4月")]
    assert told == ([group] if group else [])


def test_status_folds_units_with_nothing_late(office: tuple[Path, str]):
    early = run(*office, "status", day="2023-04-01").output
    assert "2 个单位没有逾期和漏报；加 --all 全部列出。" in early and "市教育局" not in early
    assert "市教育局" in run(*office, "status", "--all", day="2023-04-01").output
    late = run(*office, "status").output
    assert "市教育局" in late and "--all" not in late


@pytest.mark.parametrize(
    "words", [("status",), ("today",), ("task", "list"), ("task", "show", TASK),
              ("task", "log", TASK), ("task", "receive", TASK, *UNIT)],
    ids=" ".join,
)  # fmt: skip
def test_a_day_before_the_ledger_is_told_plainly(office: tuple[Path, str], words: tuple[str, ...]):
    told = run(*office, *words, day="2022-12-31", code=1).output
    assert "台账中最早的记录是 2023-03-02，2022-12-31 还没有任何记录" in told


def test_a_task_goes_through_its_whole_life(office: tuple[Path, str], tmp_path: Path):
    home, store = office
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(b"x")
    for words, told in (
        (("receive", TASK, *UNIT), "已签收"),
        (("update", TASK, *UNIT, "--text", "已公开", "--percent", "100", "--by", "李四",
          "--evidence", str(photo)), "完成 100%"),
        (("judge", TASK, *UNIT, "--judgement", "按序时", "--note", "电话核实"), "按序时"),
        (("flag", TASK, *UNIT, "--cadence", "weekly"), "每周"),
        (("note", TASK, "抓紧办理", "--who", "王市长"), "王市长批示"),
        (("request", TASK, "close", *UNIT, "--reason", "已公开"), "R2023-0001"),
        (("decide", "R2023-0001", "approve"), f"已同意{TASK}（市教育局）的"),
        (("verify", TASK, *UNIT, "--finding", "属实", "--method", "实地"), "属实"),
        (("writeoff", TASK, *UNIT), "已销号"),
        (("archive", TASK, *UNIT), "已归档"),
        (("reopen", TASK, *UNIT, "--reason", "反弹"), "已重新开启"),
        (("request", TASK, "suspend", *UNIT, "--reason", "政策调整"), "R2023-0002"),
        (("decide", "R2023-0002", "approve"), "已同意"),
        (("resume", TASK, *UNIT), "已恢复办理"),
    ):  # fmt: skip
        assert told in run(home, store, "task", *words).output
    story = run(home, store, "task", "log", TASK).output
    assert all(word in story for word in ("王市长", "销号", "归档", "反弹", "属实"))
    assert "台账完好" in run(home, store, "check").output


@pytest.mark.parametrize("action", ["writeoff", "archive", "resume"])
def test_what_the_state_does_not_allow_is_refused(office: tuple[Path, str], action: str):
    told = run(*office, "task", action, TASK, *UNIT, code=1).output
    assert "现为“待签收”" in told and "现在可以：签收" in told


def test_the_card_of_a_task_tells_what_was_asked_and_decided(office: tuple[Path, str]):
    ask = ("task", "request", TASK, "extend", *UNIT, "--reason", "汛期", "--new-due")
    run(*office, *ask, "2023-08-31", day="2023-06-20")
    run(*office, "task", "decide", "R2023-0001", "approve", day="2023-06-21")
    run(*office, *ask, "2023-12-31", day="2023-09-20")
    waiting = "R2023-00022023-09-20申请延期至2023-12-31（待审批）"
    assert waiting in flat(run(*office, "task", "show", TASK, day="2023-09-20").output)
    run(*office, "task", "decide", "R2023-0002", "approve", day="2023-09-21")
    told = flat(run(*office, "task", "show", TASK, day="2023-09-21").output)
    assert "R2023-00012023-06-20申请延期至2023-08-31（已同意）" in told
    assert "2023-12-31（已同意，超过时限才提，仍按原时限统计）" in told


def flat(printed: str) -> str:
    """What is printed, without its blanks and line breaks."""
    return re.sub(r"\s+", "", printed)


def test_long_names_are_cut_where_the_table_would_be_too_wide() -> None:
    long = {"任务": "公开义务教育招生信息。" * 3, "单位": "某某市人力资源和社会保障事务管理局",
            "办理": "待签收", "时限": "2023-06-30", "时效": "逾期完成"}  # fmt: skip
    short = long | {"单位": "市教育局"}
    rows = [{"编号": TASK, **row} for row in (long, short)]
    lines = table_lines(rows, list(rows[0]), shrink="任务")
    assert all(display_width(line) <= COLUMNS for line in lines)
    assert "…" in lines[2].split()[2] and lines[3].split()[2] == "市教育局"
    assert "市教育局" in table_lines([short], list(short), shrink="任务")[2]


def test_undo_shows_then_takes_back(office: tuple[Path, str]):
    run(*office, "task", "receive", TASK, *UNIT)
    assert "确认撤销请加 --apply" in run(*office, "undo").output
    assert "已撤销" in run(*office, "undo", "--apply").output
    assert "待签收" in run(*office, "task", "show", TASK).output


def test_undo_takes_back_what_was_shown_and_nobody_elses(office: tuple[Path, str]):
    run(*office, "task", "receive", TASK, *UNIT)
    shown = run(*office, "undo").output
    ((number,),) = [[word for word in line.split() if word.isdigit()] for line in shown.splitlines()
                    if "--apply" in line]  # fmt: skip
    run(*office, "task", "update", TASK, *UNIT, "--percent", "30", "--actor", "李四")
    told = run(*office, "undo", number, "--apply", code=1).output
    assert "没有撤销" in told and "李四" in told and "task update" in told
    told = run(*office, "undo", "--apply", code=1).output
    assert "不是您本人做的" in told and f"taskboard undo {int(number) + 1} --apply" in told
    assert "30" in run(*office, "task", "show", TASK).output
    assert "已撤销" in run(*office, "undo", "--apply", "--actor", "李四").output
    assert "已撤销" in run(*office, "undo", number, "--apply", "--actor", "李四").output
    assert "待签收" in run(*office, "task", "show", TASK).output
    assert "台账完好" in run(*office, "check").output


def test_backup_comes_back_whole(office: tuple[Path, str], tmp_path: Path):
    kept, again = tmp_path / "备份.db", f"sqlite:///{tmp_path / 'again.db'}"
    assert "已备份 5 条事件" in run(*office, "backup", str(kept)).output
    assert "已存在" in run(*office, "backup", str(kept), code=1).output
    assert "已从" in run(tmp_path, again, "restore", str(kept)).output
    assert "台账完好" in run(tmp_path, again, "check").output


def test_copy_moves_the_ledger_to_another_store(
    office: tuple[Path, str], ledger: Ledger, tmp_path: Path
):
    put(ledger, D(2023, 4, 1), NewEvent("assignment-received", KEY))
    there = f"sqlite:///{tmp_path / 'there.db'}"
    assert "已复制 6 条事件" in run(*office, "copy", "--to", there).output
    with open_ledger(there) as other:
        assert other.hash() == ledger.hash() and check_ledger(other) == []
    run(*office, "copy", "--to", there, code=1)


@pytest.mark.postgres
def test_copy_from_sqlite_to_postgresql(tmp_path: Path, pg_server: str):
    import postgres

    here = f"sqlite:///{tmp_path / 'here.db'}"
    with open_ledger(here, create=True) as mine, postgres.database(pg_server) as there:
        issue(mine)
        run(tmp_path, here, "copy", "--to", there)
        with open_ledger(there) as other:
            assert other.hash() == mine.hash() and check_ledger(other) == []


def test_two_clerks_who_do_not_say_who_they_are_stay_two(
    office: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("LOGNAME", "zhang")
    run(*office, "task", "receive", TASK, *UNIT)
    monkeypatch.setenv("LOGNAME", "li")
    told = run(*office, "undo", "--apply", code=1).output
    assert "最后一次操作是经办人 zhang的" in told and "不是您本人做的" in told
    monkeypatch.setenv("LOGNAME", "zhang")
    assert "已撤销" in run(*office, "undo", "--apply").output


def test_a_login_the_settings_name_acts_as_they_say(
    office: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
):
    office[0].mkdir(exist_ok=True)
    settings = office[0] / "taskboard.toml"
    settings.write_text('[actors."zhang"]\nunit = "市教育局"\n', "utf-8")
    monkeypatch.setenv("LOGNAME", "zhang")
    run(*office, "task", "receive", TASK, *UNIT)
    assert "（zhang，" in run(*office, "task", "log", TASK).output
    told = run(*office, "task", "verify", TASK, *UNIT, "--finding", "属实", "--method", "实地",
               code=1).output  # fmt: skip
    assert "zhang代表市教育局" in told


def test_a_computer_that_knows_nobody_has_a_clerk(
    office: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
):
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 1001")

    monkeypatch.setattr("getpass.getuser", nobody)
    run(*office, "task", "receive", TASK, *UNIT)
    assert "（经办人，" in run(*office, "task", "log", TASK).output


def test_undo_says_what_each_event_is_about_and_counts_the_rest(
    office: tuple[Path, str], ledger: Ledger
):
    shown = run(*office, "undo").output
    assert f"  {KEY}：" in shown and "条事件" not in shown
    notes = [NewEvent("instruction-noted", TASK, {"who": "王市长", "what": f"第{n}次"})
             for n in range(9)]  # fmt: skip
    put(ledger, D(2023, 7, 4), *notes, *[NewEvent("assignment-received", KEY)] * 4)
    shown = run(*office, "undo").output
    assert f"  {TASK}：2023-07-04 王市长" in shown
    assert "  …… 共 13 条事件：领导批示 9、签收 4\n" in shown
