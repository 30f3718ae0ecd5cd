from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import html5lib
import pytest
from click.testing import CliRunner, Result

from taskboard.cli.main import cli
from taskboard.parsing.contract import to_json
from taskboard.resources import samples
from taskboard.review.side_by_side import parsed_page
from taskboard.workflows.parse_file import parse_file

SAMPLES = sorted(samples().glob("*.txt")) + sorted(samples().glob("*.docx"))
PLAN = """云岭县2023年优化营商环境工作要点

一、总体要求
坚持需求导向。<b>&

二、重点任务
（一）压缩时限。6月底前，企业开办压缩至1个工作日以内。（牵头单位：县市场监管局；配合单位：县税务局）
（二）梳理事项。改进服务。
"""


def page_of(path: Path) -> dict[str, Any]:
    return parsed_page(to_json(parse_file(str(path))), path.name)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "要点.txt"
    path.write_text(PLAN, "utf-8")
    return path


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, args)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_page_holds_the_whole_text_once_and_says_what_each_part_is(path: Path) -> None:
    (paper,) = page_of(path)["papers"]
    printed = "".join(bit["text"] for one in paper["runs"] for bit in one["bits"])
    assert printed == parse_file(str(path)).text
    assert sum(row["count"] for row in paper["coverage"]) == len("".join(printed.split()))
    assert "rest" not in {row["kind"] for row in (*paper["coverage"], *paper["runs"])}
    names = [name for one in paper["runs"] for name in one["ids"]]
    assert len(names) == len(set(names))
    assert {f"s-{row['key']}" for row in paper["rows"]} <= set(names)
    assert {item["id"] for item in paper["unlisted"]} <= set(names)


def test_a_row_names_its_units_with_their_basis_and_what_it_lacks(plan: Path) -> None:
    (paper,) = page_of(plan)["papers"]
    whole, bare = paper["rows"]
    assert whole["units"] == [
        {"words": "牵头：县市场监管局", "basis": "原文"},
        {"words": "配合：县税务局", "basis": "原文"},
    ]
    assert whole["deadlines"] == [{"words": "2023-06-30（6月底前）", "basis": "原文"}]
    assert whole["lacks"] == []
    assert bare["lacks"] == ["责任单位", "时限", "指标"]
    assert paper["lacking"] == {"责任单位": 1, "时限": 1, "指标": 1}


def test_what_is_no_task_stands_with_its_reason(plan: Path) -> None:
    (paper,) = page_of(plan)["papers"]
    told = {item["text"]: item["why"] for item in paper["unlisted"]}
    assert told.get("坚持需求导向。")
    assert not any("压缩时限" in text for text in told)


def test_words_that_no_coverage_holds_are_seen() -> None:
    contract = {
        "text": "甲。乙。", "coverage": [{"span": [0, 2], "is": "preamble", "why": ""}],
        "document": {"subject": "", "title": ""}, "tasks": [], "warnings": [],
    }  # fmt: skip
    (paper,) = parsed_page(contract, "x.txt")["papers"]
    assert [(row["name"], row["count"]) for row in paper["coverage"]][-1] == ("没有归类", 2)


def test_parse_writes_a_page_whose_links_all_lead_somewhere(plan: Path) -> None:
    path = plan.with_name("对照.html")
    done = run("parse", str(plan), "-o", str(path))
    assert done.exit_code == 0 and "共 2 项任务" in done.output, done.output
    text = path.read_text("utf-8")
    tree = html5lib.HTMLParser(strict=True).parse(text)
    names = {one.get("id") for one in tree.iter() if one.get("id")}
    links = [one.get("href") for one in tree.iter("{http://www.w3.org/1999/xhtml}a")]
    assert links and all(link[1:] in names for link in links)
    assert "&lt;b&gt;&amp;" in text and not re.search(r"<script|https?://", text)


def test_a_page_never_takes_the_place_of_another_file(plan: Path) -> None:
    path = plan.with_name("对照.html")
    path.write_text("mine", "utf-8")
    refused = run("parse", str(plan), "-o", str(path))
    assert refused.exit_code == 1 and str(path) in refused.stderr
    assert path.read_text("utf-8") == "mine"
    both = run("parse", str(plan), "-o", str(path), "--force", "--format", "json")
    assert json.loads(both.stdout)["tasks"] and "已写出" in both.stderr
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert run("parse", str(plan), "-o", str(plan.with_name("x.docx"))).exit_code == 1
    assert run("parse", str(plan), str(plan), "-o", str(path)).exit_code == 2


def test_the_ledger_shows_its_document_beside_the_tasks_as_they_stand(plan: Path) -> None:
    home = plan.parent / "w"
    shared = ["--home", str(home), "--as-of", "2023-04-01"]
    for args in (["init", str(home)], ["import", str(plan)]):
        assert run(*shared, *args).exit_code == 0
    path = plan.with_name("原文.html")
    done = run(*shared, "report", "source", "-o", str(path))
    assert done.exit_code == 0 and "共 2 项" in done.output, done.output
    page = path.read_text("utf-8")
    assert 'href="#s-2023-01-2.1-1"' in page and 'id="s-2023-01-2.1-1"' in page
    assert "待审" in page and "坚持需求导向。" in page
