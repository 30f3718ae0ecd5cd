"""Evidence that says what it proves, figures told by telephone, and what 办结 still lacks."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from taskboard.cli.main import cli
from taskboard.workflows.progress import FigureError, read_actuals, read_counts
from taskboard.workflows.proving import NoSuchTargetError, target_at

PLAN = """云岭县2023年优化营商环境工作要点

一、重点任务
（一）上线服务。年底前新上线主题服务不少于20项，办理时限压缩至3个工作日以内。（责任单位：县行政审批局）
（二）公开结果。在决定作出之日起7个工作日内公开结果。（责任单位：县司法局）
（三）梳理事项。年底前公布清单。（责任单位：县财政局）
"""
TARGETS = [{"text": "甲"}, {"text": "乙"}]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    plan = tmp_path / "要点.txt"
    plan.write_text(PLAN, "utf-8")
    home = tmp_path / "w"
    for args in (["init", str(home)], ["import", str(plan)], ["issue", "--accept-proposals"]):
        done = run(home, *args)
        assert done.exit_code == 0, done.output
    return home


def run(home: Path, *args: str) -> Result:
    return CliRunner().invoke(cli, ["--home", str(home), "--as-of", "2023-05-04", *args])


def told(home: Path, *args: str, code: int = 0) -> str:
    done = run(home, "task", *args)
    assert done.exit_code == code, done.output
    return done.output


@pytest.mark.parametrize(
    ("text", "place"),
    [("1", 0), (" 2 ", 1), ("指标2", 1), ("0", None), ("3", None), ("甲", None), ("", None)],
)
def test_a_target_is_meant_by_its_number(text: str, place: int | None) -> None:
    if place is None:
        with pytest.raises(NoSuchTargetError, match="1 甲；2 乙"):
            target_at(TARGETS, text)
    else:
        assert target_at(TARGETS, text) == place


@pytest.mark.parametrize("text", ["12", "1=", "1= ", "=", "1:3"])
def test_an_actual_value_is_number_and_value(text: str) -> None:
    assert read_actuals(["1=12", "２＝3.5", "3=96％"]) == {"1": "12", "2": "3.5", "3": "96%"}
    with pytest.raises(FigureError):
        read_actuals([text])


@pytest.mark.parametrize("text", ["35", "35/34", "35/34/2", "a/b/c", "35/34/1/0", "-1/0/-1"])
def test_counts_are_three_that_add_up(text: str) -> None:
    assert read_counts("35 / 34/1") == {"due": 35, "on_time": 34, "late": 1}
    with pytest.raises(FigureError, match="35/34/1"):
        read_counts(text)


def test_evidence_says_which_target_it_proves_and_is_kept(home: Path, tmp_path: Path) -> None:
    paper = tmp_path / "通知.txt"
    paper.write_text("已上线", "utf-8")
    link = "http://xx.gov.cn/1"
    done = told(home, "evidence", "1.1-1", "--file", str(paper), "--link", link, "--proves", "1")
    assert "佐证 2 份" in done and "不少于20项" in done
    card = told(home, "show", "1.1-1").replace("\n    ", "")
    assert "2023-05-04 通知.txt（" in card and f"{link}（" in card
    digest = hashlib.sha256(paper.read_bytes()).hexdigest()
    assert (home / "evidence" / f"{digest[:12]}-通知.txt").read_bytes() == paper.read_bytes()
    assert "（链接）" in told(home, "log", "1.1-1") and "台账完好" in run(home, "check").output


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param([], "--file", id="nothing"),
        pytest.param(["--note", " "], "--file", id="blank"),
        pytest.param(
            ["--note", "电话核实", "--proves", "9"], "没有第 9 个指标", id="no-such-target"
        ),
    ],
)
def test_evidence_that_is_none_is_refused(home: Path, args: list[str], words: str) -> None:
    assert words in told(home, "evidence", "1.1-1", *args, code=1)


def test_figures_by_telephone_add_to_those_known(home: Path) -> None:
    told(home, "update", "1.1-1", "--actual", "1=12")
    told(home, "update", "1.1-1", "--actual", "2=3", "--text", "时限已压缩")
    card = told(home, "show", "1.1-1").replace("\n    ", "")
    assert "不少于20项：12项" in card and "以内：3个工作日" in card
    told(home, "update", "1.2-1", "--counts", "35/34/1")
    assert "应办35件、按时34件、超时1件" in told(home, "show", "1.2-1")
    assert "没有第 3 个指标" in told(home, "update", "1.1-1", "--actual", "3=1", code=1)


@pytest.mark.parametrize("said", ["1", "1=", "1=多", "1=nan", "1=inf", "1=-inf"])
def test_a_figure_that_is_no_number_is_refused(home: Path, said: str) -> None:
    assert f"“{said}”读不懂" in told(home, "update", "1.1-1", "--actual", said, code=1)


def test_who_asks_to_close_and_who_decides_are_told_what_is_lacking(home: Path) -> None:
    told(home, "update", "1.1-1", "--actual", "1=12", "--actual", "2=3", "--text", "推进")
    asked = told(home, "request", "1.1-1", "close", "--reason", "已完成")
    assert "实际为 12项，目标 ≥20项" in asked and "没有佐证材料" in asked
    assert "指标2" not in asked
    assert "没有佐证材料" in told(home, "decide", "1.1-1", "approve")
    assert "还缺" not in told(home, "show", "1.1-1")


def test_nothing_is_said_when_all_is_there_or_nothing_is_closed(home: Path) -> None:
    told(home, "evidence", "1.3-1", "--note", "清单已公布")
    told(home, "receive", "1.3-1")
    assert "注意" not in told(home, "request", "1.3-1", "close", "--reason", "已完成")
    told(home, "receive", "1.1-1")
    later = ("--reason", "汛期", "--new-due", "2024-01-31")
    assert "注意" not in told(home, "request", "1.1-1", "extend", *later)


def test_the_offices_own_list_of_papers_is_held_against_what_is_there(home: Path) -> None:
    settings = home / "taskboard.toml"
    settings.write_text('[checklist]\nonce = ["印发文件", "现场照片"]\n', "utf-8")
    told(home, "evidence", "1.3-1", "--note", "清单", "--proves", "印发文件")
    card = told(home, "show", "1.3-1")
    assert "缺“现场照片”" in card and "缺“印发文件”" not in card
    settings.write_text("[checklist]\nonce = 3\n", "utf-8")
    assert "[checklist]" in told(home, "show", "1.3-1", code=1)


def test_the_card_holds_every_verification(home: Path) -> None:
    told(home, "receive", "1.3-1")
    assert "核查记录" not in told(home, "show", "1.3-1")
    for finding, method in (("不属实", "书面"), ("属实", "实地")):
        told(home, "verify", "1.3-1", "--finding", finding, "--method", method, "--note", "见清单")
    card = told(home, "show", "1.3-1").replace("\n    ", "")
    assert "书面，不属实（" in card and "；2023-05-04 实地，属实（" in card and "，见清单" in card
