"""考核: rules as data, each point on its event, published once, appealed, decided by others."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from sample_state import (
    BUREAU,
    CLERK,
    COUNTY,
    FINANCE,
    HEALTH,
    HOUSING,
    SETTINGS,
    TRADE,
    day,
    key,
    sample_ledger,
    sample_workspace,
)
from taskboard.cli.main import cli
from taskboard.ledger.events import KINDS, Actor
from taskboard.ledger.rules import check_rules
from taskboard.office.xlsx import FileExistsAlreadyError
from taskboard.reports.scoring import CAPPED, figures
from taskboard.reports.scoring_rules import FACTS, BadRulesError, read_rules
from taskboard.resources import template_path
from taskboard.workflows.papers import find_paper, write_again
from taskboard.workflows.refusals import NeededError, OwnRequestError, OwnWorkError
from taskboard.workflows.reports import NoTasksError
from taskboard.workflows.scoring import (
    AppealError,
    UnknownPointError,
    appeal,
    decide_appeal,
    draft,
    publish,
)
from taskboard.workflows.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    actors = {
        "赵一": {"unit": FINANCE, "role": "联络员"},
        "钱二": {"unit": "兰溪市政府办公室", "role": "督查"},
    }
    return sample_workspace(tmp_path, actors=actors)


def acting(workspace: Workspace, name: str) -> Workspace:
    own = workspace.settings.actors.get(name, {})
    actor = Actor(name, own.get("unit", ""), own.get("role", ""))
    return Workspace(workspace.home, workspace.settings, workspace.url, workspace.as_of, actor)


def write_rules(workspace: Workspace, text: str) -> None:
    workspace.templates.mkdir(exist_ok=True)
    (workspace.templates / "scoring.toml").write_text(text, "utf-8")


ONE_RULE = (
    'version = "甲"\nbase = 10\n[[rules]]\nname = "未报"\nfact = "unreported"\npoints = -1.5\n'
)


def test_points_of_the_sample_counted_by_hand(workspace: Workspace) -> None:
    write_rules(workspace, ONE_RULE)
    made, rules = draft(workspace)
    totals = {unit.unit: unit.total for unit in made.units}
    # asks that got no answer: W34 and W35 ask each of the fifteen assignments once
    missing = {
        BUREAU: 1, FINANCE: 2 * 4 - 1, HOUSING: 2, TRADE: 0, COUNTY: 4,
    }  # fmt: skip
    assert rules.version == "甲"
    for unit, count in missing.items():
        assert totals[unit] == 10 - 1.5 * count, unit
    places = [unit.place for unit in made.units]
    assert places == sorted(places) and made.units[0].place == 1


def test_caps_signs_and_two_digits_of_a_score(workspace: Workspace) -> None:
    """医院夜间门诊 is done in time, 自助终端 three days late, 小区改造 unreported by its county."""
    write_rules(
        workspace,
        """
version = "乙"
base = 10
[[rules]]
name = "按期"
fact = "done-on-time"
points = 2.5
most = 2
[[rules]]
name = "逾期办结"
fact = "done-late"
points = -3
most = 1.2
[[rules]]
name = "未报"
fact = "unreported"
points = -0.333
""",
    )
    made, _ = draft(workspace)
    told = {one.unit: (one.base, one.plus, one.minus, one.total, one.lines) for one in made.units}
    assert told[HOUSING] == (10, 0, -0.67, 9.33, 2)  # 2 × -0.333 = -0.666
    assert told[COUNTY] == (10, 0, -1.33, 8.67, 4)  # 4 × -0.333 = -1.332
    assert told[TRADE] == (10, 0, 0, 10, 0)
    assert told[BUREAU] == (10, 0, -1.53, 8.47, 2)  # -1.2, all the rule may take, and -0.333
    capped = {one.unit: one.points for one in made.points if one.note == CAPPED}
    assert capped == {HEALTH: 2, BUREAU: -1.2}
    assert [one.place for one in made.units] == sorted(
        1 + sum(other.total > one.total for other in made.units) for one in made.units
    )
    for figure in figures(made).values():
        mine = [one for one in made.points if one.unit == figure.label]
        assert figure.keys == tuple(one.id for one in mine)
        assert round(10 + sum(one.points for one in mine), 2) == figure.value


def test_each_point_stands_on_an_event_about_its_task_or_round(workspace: Workspace) -> None:
    made, _ = draft(workspace)
    events = {event.seq: event for event in workspace.state().events(*KINDS)}
    assert len({point.id for point in made.points}) == len(made.points) > 20
    for point in made.points:
        event = events[point.seq]
        about = str(event.to) + event.subject
        if event.kind == "request-decided":
            about += str(next(e.to for e in events.values() if e.kind == "request-filed"
                              and e.subject == event.subject))  # fmt: skip
        assert point.task in about
    kinds = {point.rule for point in made.points}
    assert {"未按期报送进展（未报）", "迟报进展", "逾期未办结", "逾期办结", "进展雷同"} <= kinds


def test_a_rule_gives_no_more_than_its_most(workspace: Workspace) -> None:
    write_rules(workspace, ONE_RULE + "most = 4\n")
    made, _ = draft(workspace)
    finance = [point for point in made.points if point.unit == FINANCE]
    assert [point.points for point in finance] == [-1.5, -1.5, -1.0] + [0.0] * 4
    assert [point.note for point in finance] == ["", ""] + [CAPPED] * 5


def test_a_rule_that_may_take_nothing_takes_nothing(workspace: Workspace) -> None:
    write_rules(workspace, ONE_RULE.replace("base = 10\n", "") + "most = 0\n")
    made, _ = draft(workspace)
    assert {unit.base for unit in made.units} == {unit.total for unit in made.units} == {100.0}


def test_the_rules_are_printed_with_what_they_may_take(workspace: Workspace) -> None:
    write_rules(workspace, ONE_RULE + 'most = 4\n[[rules]]\nfact = "overdue"\npoints = -2\n')
    publish(workspace, workspace.home / "考核.xlsx")
    sheet = load_workbook(workspace.home / "考核.xlsx")["考核规则"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[1] in ("未报", "逾期未办结")]
    assert [(row[2], row[3] or "") for row in rows] == [(-1.5, 4), (-2, "")]


def test_nothing_issued_has_no_score(tmp_path: Path) -> None:
    with sample_ledger(tmp_path, empty=True):
        pass
    empty = Workspace(tmp_path, SETTINGS, f"sqlite:///{tmp_path / 'ledger.db'}", day("2025-09-01"),
                      CLERK)  # fmt: skip
    with pytest.raises(NoTasksError):
        draft(empty)


def test_a_different_file_is_not_written_over(workspace: Workspace) -> None:
    path = workspace.home / "考核.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(FileExistsAlreadyError):
        publish(workspace, path)
    assert path.read_bytes() == b"mine"


def test_appeals_are_numbered_on_and_what_is_upheld_stands(workspace: Workspace) -> None:
    first = publish(workspace, workspace.home / "1.xlsx")
    lines = [point for point in first.scores.points if point.points][:3]
    judge = acting(workspace, "钱二")
    made = [appeal(workspace, line.id, "已报过") for line in lines]
    assert [one.number for one in made] == ["申诉2025-01", "申诉2025-02", "申诉2025-03"]
    decide_appeal(judge, made[0].number, "uphold", "有电话记录")
    with pytest.raises(AppealError, match="申诉2025-01 已经成立"):
        appeal(workspace, lines[0].id, "再说一遍")
    decide_appeal(judge, made[1].number, "reject", "没有记录")
    assert appeal(workspace, lines[1].id, "找到记录").number == "申诉2025-04"


def test_roles_limit_a_rule(workspace: Workspace) -> None:
    write_rules(workspace, ONE_RULE + 'roles = ["cooperate"]\n')
    made, _ = draft(workspace)
    assert {p.task for p in made.points} == {key("1.1-1"), key("1.2-1")}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("version = ", "TOML"),
        ('version = "1"\n', r"没有一条 \[\[rules\]\]"),
        (ONE_RULE.replace("unreported", "late"), "第 1 条.*late.*不在清单"),
        (ONE_RULE.replace("-1.5", '"-1.5"'), "points 应是数字"),
        (ONE_RULE + "most = -1\n", "most"),
        (ONE_RULE + 'roles = ["boss"]\n', "roles"),
        (ONE_RULE + 'roles = [["lead"]]\n', "roles"),
        (ONE_RULE + "roles = []\n", "roles"),
        (ONE_RULE + 'roles = "lead"\n', "roles"),
        (ONE_RULE.replace('"unreported"', '["unreported"]'), "不在清单"),
        (ONE_RULE.replace("-1.5", "nan"), "points 应是数字"),
        (ONE_RULE + "most = inf\n", "most"),
        (ONE_RULE.replace('version = "甲"', "version = 1"), "version"),
        (ONE_RULE.replace('version = "甲"', 'version = ""'), "version"),
        ('version = "1"\nrules = []\n', r"没有一条"),
        ('version = "1"\nrules = "未报"\n', r"没有一条"),
        ('version = "1"\nrules = ["未报"]\n', "第 1 条.*不认识的内容"),
        (ONE_RULE + "weight = 2\n", "weight"),
        (ONE_RULE.replace('version = "甲"', 'title = "甲"'), "title"),
        (ONE_RULE.replace('version = "甲"\n', ""), "version"),
        (ONE_RULE.replace("base = 10", "base = true"), "base"),
        (ONE_RULE + '[[rules]]\nfact = "unreported"\npoints = -1\n', "两条"),
    ],
)
def test_a_wrong_rule_is_named_and_nothing_is_written(
    workspace: Workspace, text: str, why: str
) -> None:
    write_rules(workspace, text)
    with pytest.raises(BadRulesError, match=why):
        publish(workspace, workspace.home / "x.xlsx")
    assert not (workspace.home / "x.xlsx").exists()


def test_the_shipped_rules_are_read_and_name_known_facts() -> None:
    rules = read_rules(template_path("scoring.toml"))
    assert rules.base == 100 and {rule.fact for rule in rules.rules} <= set(FACTS)


def test_published_once_and_the_same_bytes_again(workspace: Workspace) -> None:
    path = workspace.home / "考核.xlsx"
    first = publish(workspace, path)
    again = publish(workspace, workspace.home / "again.xlsx")
    assert (first.paper.number, first.recorded) == ("考核2025-01", True)
    assert (again.paper.number, again.recorded) == ("考核2025-01", False)
    write_rules(workspace, ONE_RULE)  # later rules do not change what was published
    write_again(workspace, "考核2025-01", workspace.home / "third.xlsx")
    assert path.read_bytes() == (workspace.home / "third.xlsx").read_bytes()
    assert publish(workspace, workspace.home / "new.xlsx").paper.number == "考核2025-02"
    book = load_workbook(path)
    assert book.sheetnames == ["考核得分", "加减分明细", "考核规则", "申诉"]
    lines = [row for row in book["加减分明细"].iter_rows(min_row=3, values_only=True) if row[0]]
    assert len(lines) == len(first.scores.points)
    by_unit = {row[1]: row[5] for row in book["考核得分"].iter_rows(min_row=4, values_only=True)}
    for unit in first.scores.units:
        summed = sum(line[3] for line in lines if line[1] == unit.unit)
        assert by_unit[unit.unit] == pytest.approx(100 + summed)
    figures = find_paper(workspace, "考核2025-01").snapshot["figures"]
    assert {one["label"]: one["value"] for one in figures} == {
        unit.unit: unit.total for unit in first.scores.units
    }


def test_an_appeal_is_decided_by_others_and_strikes_the_line_out(workspace: Workspace) -> None:
    with pytest.raises(UnknownPointError):
        appeal(workspace, "00000000", "没有公布")
    first = publish(workspace, workspace.home / "1.xlsx")
    line = next(p for p in first.scores.points if p.unit == FINANCE and p.points)
    other = next(p for p in first.scores.points if p.unit == HOUSING and p.points)
    unit, judge = acting(workspace, "赵一"), acting(workspace, "钱二")
    with pytest.raises(NeededError):
        appeal(unit, line.id, " ")
    with pytest.raises(AppealError, match="不能就"):
        appeal(unit, other.id, "他们也没错")
    made = appeal(unit, line.id.lower(), "当周已用电话报过")
    assert (made.number, made.decision) == ("申诉2025-01", "")
    with pytest.raises(AppealError, match="正在审理"):
        appeal(unit, line.id, "再说一遍")
    with pytest.raises(OwnWorkError):
        decide_appeal(unit, made.number, "uphold", "成立")
    mine = appeal(judge, other.id, "代为登记")
    with pytest.raises(OwnRequestError):
        decide_appeal(judge, mine.number, "uphold", "成立")
    with pytest.raises(NeededError):
        decide_appeal(judge, made.number, "uphold", "")
    with pytest.raises(AppealError, match="申诉2025-02"):
        decide_appeal(judge, "申诉2025-09", "uphold", "成立")
    assert decide_appeal(judge, made.number, "uphold", "有电话记录").decision == "uphold"
    with pytest.raises(AppealError, match="已审理"):
        decide_appeal(judge, made.number, "reject", "反悔")
    second = publish(workspace, workspace.home / "2.xlsx")
    assert second.paper.number == "考核2025-02"
    kept = {p.id: p for p in second.scores.points}
    assert kept[line.id].points == 0 and "申诉2025-01" in kept[line.id].note
    totals = [{u.unit: u.total for u in one.scores.units}[FINANCE] for one in (first, second)]
    assert totals[1] == totals[0] - line.points
    rows = list(
        load_workbook(workspace.home / "2.xlsx")["申诉"].iter_rows(min_row=3, values_only=True)
    )
    assert [row[1] for row in rows if row[0]] == ["成立", "待审理"]


def test_a_rejected_appeal_changes_nothing(workspace: Workspace) -> None:
    first = publish(workspace, workspace.home / "1.xlsx")
    line = next(p for p in first.scores.points if p.unit == FINANCE)
    made = appeal(acting(workspace, "赵一"), line.id, "不服")
    decide_appeal(acting(workspace, "钱二"), made.number, "reject", "没有记录")
    assert {u.unit: u.total for u in draft(workspace)[0].units} == {
        u.unit: u.total for u in first.scores.units
    }


def run(workspace: Workspace, *words: str) -> str:
    done = CliRunner().invoke(
        cli, ["--home", str(workspace.home), "--as-of", "2025-09-01", "score", *words]
    )
    assert done.exit_code == 0, done.output
    return done.output


def test_commands(workspace: Workspace) -> None:
    shown = run(workspace, "show")
    assert "试算" in shown and FINANCE in shown
    lines = run(workspace, "show", "--unit", FINANCE)
    point = lines.split()[0]
    assert "号事件" in lines
    assert run(workspace, "show", "--format", "csv").startswith("\ufeff") or "名次" in shown
    path = str(workspace.home / "y.xlsx")
    assert "考核2025-01，已登记" in run(workspace, "publish", "-o", path)
    assert "待审理" in run(workspace, "appeal", point, "--reason", "已报过")
    assert "没有申诉" not in run(workspace, "appeals")
    assert "申诉成立" in run(
        workspace, "decide", "申诉2025-01", "uphold", "--reason", "属实", "--actor", "钱二"
    )
    assert "成立" in run(workspace, "appeals")
    with workspace.ledger() as ledger:
        assert not [found for found in check_rules(ledger) if "申诉" in found.place]
