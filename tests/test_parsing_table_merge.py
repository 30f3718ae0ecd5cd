"""Text and 任务分解表 in one document give one set of tasks, from docx, html and pdf alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from libreoffice import saved_as
from table_documents import HUAIXI, QINGTAN, SHIQIAO, Body, web_page, word
from taskboard.model import Parsed
from taskboard.workflows.parse_file import parse_file
from test_parsing_table_tasks import holds

Maker = Callable[[Path, Body], Path]


def printed_page(path: Path, body: Body) -> Path:
    return saved_as(word(path.with_suffix(".docx"), body), "pdf")


def old_word(path: Path, body: Body) -> Path:
    return saved_as(word(path.with_suffix(".docx"), body), "doc")


MAKERS = [
    pytest.param(word, "docx", id="docx"),
    pytest.param(web_page, "html", id="html"),
    pytest.param(printed_page, "pdf", id="pdf", marks=pytest.mark.office),
    pytest.param(old_word, "doc", id="doc", marks=pytest.mark.office),
]


def read(path: Path, make: Maker, body: Body) -> Parsed:
    parsed = parse_file(str(make(path, body)))
    holds(parsed)
    return parsed


def units(parsed: Parsed) -> dict[str, list[str]]:
    return {
        task.code: [f"{u.role} {u.name} {u.origin}" for u in task.units if u.origin != "inferred"]
        for task in parsed.tasks
    }


def limits(parsed: Parsed) -> dict[str, list[str]]:
    return {
        task.code: [f"{one.due_on or one.rrule or one.text} {one.origin}" for one in task.deadlines]
        for task in parsed.tasks
    }


def said(parsed: Parsed, code: str) -> list[str]:
    return ["".join(one.message.split()) for one in parsed.findings if one.code == code]


@pytest.mark.parametrize(("make", "ending"), MAKERS)
def test_rows_with_the_clauses_numbers(make: Maker, ending: str, tmp_path: Path) -> None:
    parsed = read(tmp_path / f"a.{ending}", make, QINGTAN)
    assert units(parsed) == {
        "1.1-1": ["lead 市财政局 table"],
        "1.2-1": ["lead 市发改委 table", "cooperate 市住房和城乡建设局 table"],
        "2.1-1": ["lead 市政府办公室 table"],
        "2.1-2": ["lead 市政府新闻办公室 table", "cooperate 市司法局 table"],
        "2.2-1": ["lead 市委宣传部 table", "cooperate 市政府新闻办公室 table"],
        "3.1-1": ["responsible 市数据局 stated"],
        "p2:3.2-1": ["lead 市政务服务局 table"],
    }
    assert limits(parsed) == {
        "1.1-1": ["2025-06-30 table"],
        "1.2-1": ["2025-12-31 table"],
        "2.1-1": ["2025-12-31 table"],
        "2.1-2": ["FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1 table"],
        "2.2-1": ["在5小时内 stated"],
        "3.1-1": ["2025-10-31 stated"],
        "p2:3.2-1": ["2025-08-31 table"],
    }
    assert {task.code: task.note for task in parsed.tasks}["1.1-1"] == "责任领导：陈一帆"
    assert len(parsed.tasks) == len({task.code for task in parsed.tasks})


@pytest.mark.parametrize(("make", "ending"), MAKERS)
def test_differences_name_both_places(make: Maker, ending: str, tmp_path: Path) -> None:
    parsed = read(tmp_path / f"a.{ending}", make, QINGTAN)
    limit = said(parsed, "table-text-deadline")
    assert len(limit) == 1
    assert "条款1.1" in limit[0] and "写“9月底前”" in limit[0] and "写“6月30日前”" in limit[0]
    assert "第1张表第3行" in limit[0]
    by_unit = said(parsed, "table-text-units")
    assert [("市审计局" in one, "市住房和城乡建设局" in one) for one in by_unit] == [
        (True, False), (False, True), (False, False),
    ]  # fmt: skip
    assert "正文为牵头，分解表为配合" in by_unit[2]
    assert "条款2.1在分解表中分为2行" in said(parsed, "rows-split-task")[0]
    assert "条款3.1" in said(parsed, "clause-without-row")[0]
    assert "办好政务公开体验区" in said(parsed, "row-without-clause")[0]
    assert said(parsed, "table-matched")[0].startswith(
        "分解表6行：按序号与正文条款对应5行，按文字相近对应0行，正文没有对应条款的1行；正文有1项"
    )
    for found in parsed.findings:
        if found.code.startswith("table-text"):
            assert found.span is not None
            assert parsed.text[slice(*found.span)].strip()


@pytest.mark.parametrize(("make", "ending"), MAKERS)
def test_rows_numbered_through_are_found_by_their_words(
    make: Maker, ending: str, tmp_path: Path
) -> None:
    parsed = read(tmp_path / f"a.{ending}", make, HUAIXI)
    assert units(parsed) == {
        "1.1-1": ["responsible 县卫生健康局 table"],
        "1.2-1": ["responsible 县卫生健康局 table"],
        "2.1-1": ["responsible 县交通运输局 table"],
        "2.2-1": ["responsible 县城市管理局 table", "responsible 县住房和城乡建设局 table"],
        "3-1": ["responsible 县民政局 table"],
    }
    assert "unit-none" not in [one.code for one in parsed.findings]
    assert "分解表" not in parsed.tasks[-1].text
    assert said(parsed, "table-matched")
    assert "投资（万元）：4200" in parsed.tasks[2].note.replace("(", "（").replace(")", "）")


@pytest.mark.parametrize(("make", "ending"), MAKERS)
def test_a_notice_and_its_table(make: Maker, ending: str, tmp_path: Path) -> None:
    parsed = read(tmp_path / f"a.{ending}", make, SHIQIAO)
    assert parsed.document.number == "石政办〔2025〕3号"
    assert units(parsed) == {
        "p0:1-1": [],
        "p0:2-1": [],
        "1.1-1": ["lead 区商务局 table", "responsible 区发改局 table"],
        "1.2-1": ["lead 区工信局 table", "responsible 各镇人民政府 table"],
        "2.3-1": ["lead 区住建局 table"],
    }
    codes = {one.code for one in parsed.findings}
    assert not codes & {"table-beside-text", "annex-missing", "no-heading", "row-without-clause"}


def test_a_notice_without_demands_is_no_task(tmp_path: Path) -> None:
    body = [part for part in SHIQIAO if not str(part).startswith(("一、", "二、"))]
    parsed = read(tmp_path / "a.docx", word, body)
    assert [task.code for task in parsed.tasks] == ["1.1-1", "1.2-1", "2.3-1"]


HEAD = ["序号", "工作任务", "责任单位", "完成时限"]
PLAN = [
    "云岭县2025年工作要点",
    "一、建设社区食堂。新建社区食堂5个。（责任单位：县民政局）",
    "二、整治背街小巷。整治背街小巷20条。（责任单位：县住建局）",
]


@pytest.mark.parametrize(
    ("row", "path"),
    [
        pytest.param(["1", "建设社区食堂", "县商务局", ""], "1", id="number-and-words"),
        pytest.param(["9", "整治背街小巷", "县城管局", ""], "2", id="words-against-the-number"),
        pytest.param(["1", "整治背街小巷", "县城管局", ""], "2", id="words-clearly-against"),
        pytest.param(["", "新建社区食堂5个", "县商务局", ""], "1", id="no-number"),
        pytest.param(["1", "举办龙舟比赛", "县文旅局", ""], "", id="number-alone-is-not-enough"),
        pytest.param(["7", "社区", "县民政局", ""], "", id="one-common-word-is-not-enough"),
    ],
)
def test_the_rule_of_matching(row: list[str], path: str, tmp_path: Path) -> None:
    other = ["8", "开展森林防火宣传", "县林业局", ""]
    parsed = read(tmp_path / "a.docx", word, [*PLAN, "附件", [HEAD, row, other]])
    found = [
        t.path for t in parsed.tasks for u in t.units if u.name == row[2] and u.origin == "table"
    ]
    assert (found and found[0] == path) or (not path and found[0].startswith("p"))


@pytest.mark.parametrize(
    ("annex", "missing"),
    [
        pytest.param("附件：任务分解表", False, id="the-table-right-below"),
        pytest.param("附件：联系方式表", True, id="another-table"),
    ],
)
def test_the_annex_named_right_above_its_table_is_there(
    annex: str, missing: bool, tmp_path: Path
) -> None:
    rows = [["1", "建设社区食堂", "县商务局", ""], ["2", "整治背街小巷", "县城管局", ""]]
    parsed = read(tmp_path / "a.docx", word, [*PLAN, annex, [HEAD, *rows]])
    assert bool(said(parsed, "annex-missing")) is missing


def test_a_row_as_near_to_two_clauses_is_left_to_a_person(tmp_path: Path) -> None:
    body = [
        "云岭县2025年工作要点",
        "一、城区供水。改造老旧管网，提高服务水平。",
        "二、城区供热。改造老旧管网，提高服务水平。",
        "三、绿化。种树。",
        [HEAD, ["5", "改造老旧管网，提高服务水平", "县住建局", ""], ["3", "绿化", "县林业局", ""]],
    ]
    parsed = read(tmp_path / "a.docx", word, body)
    assert "（1、2）" in said(parsed, "row-clause-ambiguous")[0]
    assert [task.path for task in parsed.tasks] == ["1", "2", "3", "p2:5"]


def test_a_row_for_a_heading_holds_for_all_below(tmp_path: Path) -> None:
    body = [
        "云岭县2025年工作要点",
        "一、整治环境",
        "（一）清理河道。清理河道30公里。",
        "（二）绿化道路。绿化道路20公里。",
        [HEAD, ["一", "整治环境", "县生态环境局", "6月底前"], ["二", "修桥", "县交通局", ""]],
    ]
    parsed = read(tmp_path / "a.docx", word, body)
    assert units(parsed)["1.1-1"] == units(parsed)["1.2-1"] == ["responsible 县生态环境局 table"]
    assert "有2项任务" in said(parsed, "row-covers-tasks")[0]


def test_a_rule_for_all_stays_beside_the_table(tmp_path: Path) -> None:
    body = [
        "云岭县2025年工作要点",
        "以下各项均需各乡镇落实，不再列出。",
        "一、建设社区食堂。新建社区食堂5个。（责任单位：县民政局）",
        [HEAD, ["1", "建设社区食堂", "县商务局", ""]],
    ]
    parsed = read(tmp_path / "a.docx", word, body)
    assert "responsible 县商务局 table" in units(parsed)["1-1"]
    assert "县民政局" not in str(units(parsed))
    text_units = said(parsed, "table-text-units")
    assert len(text_units) == 1
    assert "乡镇" not in text_units[0]


def test_a_table_of_other_things_stays_apart(tmp_path: Path) -> None:
    rows = [HEAD, ["1", "新建公厕", "县城管局", ""], ["2", "修缮校舍", "县教育局", "8月底前"]]
    parsed = read(tmp_path / "a.docx", word, [*PLAN, "附件", "民生实事清单", rows])
    assert [task.code for task in parsed.tasks] == ["1-1", "2-1", "p2:1-1", "p2:2-1"]
    assert len(said(parsed, "table-beside-text")) == 1
    assert not said(parsed, "row-without-clause")
    assert not said(parsed, "clause-without-row")


def test_each_doubt_stands_inside_the_task_it_is_about(tmp_path: Path) -> None:
    parsed = read(tmp_path / "a.docx", word, QINGTAN)
    codes = ("table-text-units", "table-text-deadline", "rows-split-task", "clause-without-row",
             "row-without-clause")  # fmt: skip
    about: dict[str, list[str]] = {code: [] for code in codes}
    for found in parsed.findings:
        for task in parsed.tasks:
            if found.span and task.span.start <= found.span.start < task.span.end:
                about.setdefault(found.code, []).append(task.code)
    assert about == {
        "table-text-units": ["1.1-1", "1.2-1", "2.2-1"],
        "table-text-deadline": ["1.1-1"],
        "rows-split-task": ["2.1-1", "2.1-2"],
        "clause-without-row": ["3.1-1"],
        "row-without-clause": ["p2:3.2-1"],
    }
