"""A 任务分解表 alone is a document: the same tasks from every format, every word accounted for."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from libreoffice import saved_as
from taskboard.model import Parsed, Task
from taskboard.parsing.table_tasks import parse_with_tables
from taskboard.reading import read_file, read_text
from taskboard.workflows.parse_file import parse_file

ROWS: list[list[str]] = [
    ["序号", "工作任务", "具体措施", "责任分工", "", "完成时限", "投资"],
    ["", "", "", "牵头单位", "配合单位", "", ""],
    ["一、主动公开", "", "", "", "", "", ""],
    [
        "1",
        "财政信息公开",
        "全年更新不少于12次",
        "县财政局",
        "县审计局、县民政局",
        "6月底前",
        "5",
    ],
    ["2*", "推进招生信息公开", "公开招生范围", "县教育体育局", "各乡镇人民政府", "9月30日前", ""],
    ["二、解读回应", "", "", "", "", "", ""],
    ["3", "提高解读质量", "制作图解", "县政府办公室", "", "每季度末月20日前", ""],
]
MERGED = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4), (0, 5, 1, 5), (0, 6, 1, 6),
          (2, 0, 2, 6), (5, 0, 5, 6)]  # fmt: skip
TITLE = "2023年云溪县政务公开工作任务分解表"


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = TITLE
    for row in ROWS:
        sheet.append(row)
    sheet.merge_cells("A1:G1")
    for top, left, bottom, right in MERGED:
        sheet.merge_cells(None, top + 2, left + 1, bottom + 2, right + 1)
    book.save(path)
    return path


def word(path: Path) -> Path:
    document = Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=len(ROWS), cols=len(ROWS[0]))
    table.style = "Table Grid"
    for top, left, bottom, right in MERGED:
        table.cell(top, left).merge(table.cell(bottom, right))
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            if text:
                table.cell(row, column).text = text
    document.add_paragraph("")
    document.save(str(path))
    return path


def web_page(path: Path) -> Path:
    spans = {(t, c): (b - t + 1, r - c + 1) for t, c, b, r in MERGED}
    hidden = {
        (row, column)
        for top, left, bottom, right in MERGED
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    lines = ""
    for row, texts in enumerate(ROWS):
        lines += "<tr>"
        for column, text in enumerate(texts):
            if (row, column) not in hidden:
                down, across = spans.get((row, column), (1, 1))
                lines += f'<td rowspan="{down}" colspan="{across}">{text}</td>'
        lines += "</tr>"
    path.write_text(f"<html><body><p>{TITLE}</p><table>{lines}</table></body></html>", "utf-8")
    return path


def et(path: Path) -> Path:
    return Path(shutil.copy(saved_as(workbook(path.with_suffix(".xlsx")), "xls"), path))


MAKERS: dict[str, Callable[[Path], Path]] = {"xlsx": workbook, "docx": word, "html": web_page}
OFFICE_MAKERS: dict[str, Callable[[Path], Path]] = {
    "xls": lambda path: saved_as(workbook(path.with_suffix(".xlsx")), "xls"),
    "et": et,
    "doc": lambda path: saved_as(word(path.with_suffix(".docx")), "doc"),
    "pdf": lambda path: saved_as(word(path.with_suffix(".docx")), "pdf"),
}


def asked(parsed: Parsed) -> list[object]:
    return [
        (
            task.code,
            task.heading,
            [(unit.name, unit.role, unit.origin) for unit in task.units],
            [(one.kind, str(one.due_on), one.rrule, one.origin) for one in task.deadlines],
            [(target.op, target.value, target.unit) for target in task.targets],
        )
        for task in parsed.tasks
    ]


WANTED: list[object] = [
    (
        "1.1-1",
        "财政信息公开",
        [
            ("县财政局", "lead", "table"),
            ("县审计局", "cooperate", "table"),
            ("县民政局", "cooperate", "table"),
        ],
        [("due", "2023-06-30", None, "table")],
        [(">=", 12, "次")],
    ),
    (
        "1.2-1",
        "推进招生信息公开",
        [("县教育体育局", "lead", "table"), ("各乡镇人民政府", "cooperate", "table")],
        [("due", "2023-09-30", None, "table")],
        [],
    ),
    (
        "2.3-1",
        "提高解读质量",
        [("县政府办公室", "lead", "table")],
        [("recurring", "None", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20", "table")],
        [],
    ),
]


def holds(parsed: Parsed) -> None:
    """Every non-blank character is covered once, and spans show what they name."""
    seen = [0] * len(parsed.text)
    for one in parsed.coverage:
        for at in range(*one.span):
            seen[at] += 1
    for at, character in enumerate(parsed.text):
        assert character.isspace() or seen[at] == 1, (at, character)
    for clause in parsed.outline:
        assert clause.heading in parsed.text[slice(*clause.span)]
    for task in parsed.tasks:
        for unit in task.units:
            assert "".join(parsed.text[slice(*unit.span)].split()) == unit.as_written


@pytest.mark.parametrize("ending", list(MAKERS))
def test_same_tasks_from_every_format(ending: str, tmp_path: Path) -> None:
    parsed = parse_file(str(MAKERS[ending](tmp_path / f"表.{ending}")))
    assert asked(parsed) == WANTED
    assert [clause.path for clause in parsed.outline] == ["1", "1.1", "1.2", "2", "2.3"]
    assert "column-unknown" in [one.code for one in parsed.findings]
    assert "no-heading" not in [one.code for one in parsed.findings]
    holds(parsed)


@pytest.mark.office
@pytest.mark.parametrize("ending", list(OFFICE_MAKERS))
def test_same_tasks_through_office(ending: str, tmp_path: Path) -> None:
    parsed = parse_file(str(OFFICE_MAKERS[ending](tmp_path / f"表.{ending}")))
    assert asked(parsed) == WANTED
    holds(parsed)


def test_a_table_whose_rows_fit_no_clause_stands_beside_the_text(tmp_path: Path) -> None:
    document = Document(str(word(tmp_path / "a.docx")))
    first = document.paragraphs[0]
    first.insert_paragraph_before("2023年云溪县政务公开工作要点")
    first.insert_paragraph_before("一、推进决策公开。年底前完成。（责任单位：县司法局）")
    document.save(str(tmp_path / "a.docx"))
    parsed = parse_with_tables(read_file(tmp_path / "a.docx"))
    assert [unit.name for task in parsed.tasks for unit in task.units][:1] == ["县司法局"]
    assert "table-beside-text" in [one.code for one in parsed.findings]
    holds(parsed)


@pytest.mark.parametrize(
    ("own_title", "path"),
    [
        pytest.param("2023年云溪县政务公开工作要点", "1", id="the-plans-title-stands-above"),
        pytest.param("", "p0:1", id="the-notice-asks-it"),
    ],
)
def test_clauses_below_the_plans_own_title_are_the_plan(
    own_title: str, path: str, tmp_path: Path
) -> None:
    document = Document(str(word(tmp_path / "a.docx")))
    first = document.paragraphs[0]
    first.insert_paragraph_before("云溪县人民政府关于印发2023年云溪县政务公开工作要点的通知")
    first.insert_paragraph_before("各镇人民政府：")
    if own_title:
        first.insert_paragraph_before("现印发给你们。")
        first.insert_paragraph_before("云溪县人民政府")
        first.insert_paragraph_before("2023年3月1日")
        first.insert_paragraph_before(own_title)
    first.insert_paragraph_before("一、推进信访公开。5月20日前完成。（责任单位：县信访局）")
    document.save(str(tmp_path / "a.docx"))
    parsed = parse_with_tables(read_file(tmp_path / "a.docx"))
    assert parsed.tasks[0].path == path
    holds(parsed)


def test_two_tables_keep_their_tasks_apart(tmp_path: Path) -> None:
    document = Document(str(word(tmp_path / "a.docx")))
    document.add_paragraph("附件2")
    table = document.add_table(rows=2, cols=3)
    for row, texts in enumerate((("序号", "民生实事", "责任单位"), ("1", "建公园", "县住建局"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.save(str(tmp_path / "a.docx"))
    parsed = parse_with_tables(read_file(tmp_path / "a.docx"))
    assert [task.code for task in parsed.tasks] == ["1.1-1", "1.2-1", "2.3-1", "p2:1-1"]
    holds(parsed)


def test_the_offices_own_headers(tmp_path: Path) -> None:
    source = read_file(workbook(tmp_path / "a.xlsx"))
    assert "column-unknown" in [one.code for one in parse_with_tables(source).findings]
    parsed = parse_with_tables(source, columns={"投资": "备注"})
    assert "column-unknown" not in [one.code for one in parsed.findings]


def test_other_tables_leave_parsing_as_it_was(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("一、公开")
    document.add_table(rows=1, cols=2).cell(0, 0).text = "抄送：县委办"
    document.save(str(tmp_path / "a.docx"))
    parsed = parse_with_tables(read_file(tmp_path / "a.docx"))
    assert [task.path for task in parsed.tasks] == ["1"]


@pytest.mark.parametrize(
    ("number", "leader", "deadline", "remark", "note"),
    [
        ("9*", "张三 副县长\n李四", "长期", "", "序号：9*；责任领导：张三 副县长、李四"),
        ("9", "张三", "—", "无", "责任领导：张三"),
        ("9", "—", "长期", "跨年", "备注：跨年"),
    ],
)
def test_what_a_row_prints_beside_the_task_is_kept(
    number: str, leader: str, deadline: str, remark: str, note: str, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["2025年任务分解表"])
    book.active.append(["序号", "工作任务", "责任单位", "分管领导", "完成时限", "备注"])
    book.active.append([number, "修桥", "县交通局", leader, deadline, remark])
    book.save(tmp_path / "表.xlsx")
    parsed = parse_file(str(tmp_path / "表.xlsx"))
    assert [task.note for task in parsed.tasks] == [note]
    assert [one.kind for one in parsed.tasks[0].deadlines] == ["ongoing"] * (deadline == "长期")
    assert not any(one.code == "deadline-ambiguous" for one in parsed.findings)


@pytest.mark.parametrize(
    ("cell", "limits", "doubted"),
    [
        pytest.param("及时；实时", [("ongoing", ""), ("ongoing", "")], False, id="ongoing"),
        pytest.param("定期、动态", [("ongoing", ""), ("ongoing", "")], False, id="comma"),
        pytest.param("本年度（默认）", [], False, id="a-default-is-no-limit"),
        pytest.param(
            "本年度（默认）（延至2023年10月31日）", [("due", "2023-10-31")], False, id="extended"
        ),
        pytest.param("本年度", [("due", "2023-12-31")], False, id="printed-is-a-limit"),
        pytest.param("及时；择机", [], True, id="one-word-unknown"),
        pytest.param("尽快", [], True, id="unknown"),
    ],
)
def test_words_of_a_limit_that_our_own_table_prints(
    tmp_path: Path, cell: str, limits: list[tuple[str, str]], doubted: bool
) -> None:
    task, codes = one_row(tmp_path, "县财政局", cell)
    assert [(one.kind, str(one.due_on or "")) for one in task.deadlines] == limits
    assert ("deadline-ambiguous" in codes) == doubted


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        pytest.param("（待定）", [], id="undecided"),
        pytest.param("待明确", [], id="not-yet"),
        pytest.param("待定工作办公室", ["待定工作办公室"], id="a-name"),
    ],
)
def test_a_unit_still_to_be_named_is_none(tmp_path: Path, cell: str, names: list[str]) -> None:
    task, codes = one_row(tmp_path, cell, "6月底前")
    assert [unit.name for unit in task.units] == names
    assert ("unit-none" in codes) == (not names)


def one_row(folder: Path, unit: str, limit: str) -> tuple[Task, set[str]]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([TITLE])
    sheet.append(["序号", "工作任务", "牵头单位", "完成时限"])
    sheet.append(["1", "推进财政信息公开", unit, limit])
    sheet.append(["2", "提高解读质量", "县政府办公室", "9月底前"])
    book.save(folder / "表.xlsx")
    parsed = parse_file(str(folder / "表.xlsx"))
    return parsed.tasks[0], {finding.code for finding in parsed.findings}


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("（1）建设平台", "建设平台"),
        ("（三）归集数据", "归集数据"),
        ("②推行免申即享", "推行免申即享"),
        ("3.修路", "修路"),
        ("（含续建）修路", "（含续建）修路"),
        ("3.5公里道路改造", "3.5公里道路改造"),
    ],
)
def test_the_number_inside_a_cell_is_no_part_of_the_heading(words: str, heading: str) -> None:
    rows = (
        f"工作任务 | 责任单位 | 完成时限\n{words} | 县数据局 | 6月底前\n巡查 | 县水利局 | 5月底前\n"
    )
    parsed = parse_with_tables(read_text(f"青禾县2024年任务分解表\n{rows}"))
    assert parsed.outline[0].heading == heading
