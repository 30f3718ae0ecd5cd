"""Ready-made 任务分解表: header anywhere, merged cells, sections, and damage that is reported."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from taskboard.model import SourceText
from taskboard.reading.blocks import BlockWriter, RawCell
from taskboard.reading.decomposition_table import find_tables
from taskboard.reading.table_task import Printed, TableTask


def table(*rows: str, merged: Sequence[tuple[int, int, int, int]] = ()) -> SourceText:
    """Rows as ``甲|乙``; merged as (row, column, rows, columns)."""
    writer = BlockWriter()
    writer.paragraph("2023年政务公开任务分解表")
    spans = {(row, column): (down, across) for row, column, down, across in merged}
    hidden = {
        (row + r, column + c)
        for row, column, down, across in merged
        for r in range(down)
        for c in range(across)
        if r or c
    }
    writer.table(
        RawCell(text.replace("/", "\n"), row, column, *spans.get((row, column), (1, 1)))
        for row, line in enumerate(rows)
        for column, text in enumerate(line.split("|"))
        if (row, column) not in hidden
    )
    return writer.source("表.docx", "表.docx", "docx", "")


def words(printed: Sequence[Printed]) -> list[str]:
    return [one.text for one in printed]


def tasks(source: SourceText, **columns: str) -> list[TableTask]:
    found, _ = find_tables(source, columns)
    return [task for one in found for task in one.tasks]


def codes(source: SourceText) -> list[str]:
    return [finding.code for finding in find_tables(source)[1]]


def test_a_plain_table_with_every_column() -> None:
    source = table(
        "序号|工作任务|具体措施|牵头单位|责任单位|配合单位|责任领导|完成时限|备注",
        "1|推进公开|建目录|市政府办|市财政局、市住建局|各县区|张某/李某|6月底前|重点",
    )
    (task,) = tasks(source)
    assert (task.number, task.text.text, words(task.measures)) == ("1", "推进公开", ["建目录"])
    assert words(task.lead) == ["市政府办"]
    assert words(task.responsible) == ["市财政局、市住建局"]
    assert words(task.cooperate) == ["各县区"]
    assert words(task.leaders) == ["张某\n李某"]
    assert task.deadline is not None and task.deadline.text == "6月底前"
    assert [(header, one.text) for header, one in task.remarks] == [("备注", "重点")]
    assert task.place == "第 1 张表第 2 行"
    assert codes(source) == []
    for one in (task.text, task.deadline, *task.lead, *task.responsible, *task.leaders):
        assert source.text[slice(*one.span)] == one.text


@pytest.mark.parametrize(
    "header",
    [
        "序号|民生实事|责任单位|完成时限",
        "完成时限|责任单位|民生实事|序号",
        "工作任务|具体要求|责任科室|时限要求",
        "工作任务|工作要求|牵头单位|责任单位",
        "序号|目标与任务|分管县领导|牵头责任单位",
        "项目名称|主要内容|分管领导|牵头单位",
    ],
)
def test_headers_of_real_tables_in_any_order(header: str) -> None:
    assert len(tasks(table(header, "甲|乙|丙|丁"))) == 1


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("姓名|电话|单位|备注", id="contacts"),
        pytest.param("序号|牵头单位|本月进展|比例", id="progress-without-tasks"),
        pytest.param("抄送|市委办|印发|2023年", id="imprint"),
        pytest.param("一|二|三|四", id="no-words"),
    ],
)
def test_other_tables_are_passed_over(header: str) -> None:
    assert find_tables(table(header, "甲|乙|丙|丁")) == ((), ())


def test_header_below_other_rows_and_printed_again() -> None:
    source = table(
        "单位：市政府办|||",
        "序号|工作任务|责任单位|时限",
        "1|甲|市财政局|年底前",
        "序号|工作任务|责任单位|时限",
        "2|乙|市教育局|年底前",
        "合计|2||",
    )
    assert [(task.number, task.text.text) for task in tasks(source)] == [("1", "甲"), ("2", "乙")]


def test_header_of_two_rows() -> None:
    source = table(
        "序号|工作任务|责任分工||时限",
        "||牵头|配合|",
        "1|甲|市财政局|市教育局|年底前",
        merged=[(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2), (0, 4, 2, 1)],
    )
    (task,) = tasks(source)
    assert (words(task.lead), words(task.cooperate)) == (["市财政局"], ["市教育局"])


def test_sections_by_merged_rows_and_by_numbers_in_one_column() -> None:
    source = table(
        "序号|工作任务|责任单位|时限",
        "一、主动公开|||",
        "（一）|财政领域||",
        "1|甲|市财政局|年底前",
        "（二）|教育领域||",
        "2|乙|市教育局|年底前",
        "二、解读回应|||",
        "3|丙|市政府办|年底前",
        merged=[(1, 0, 1, 4), (6, 0, 1, 4)],
    )
    assert [(task.text.text, words(task.section)) for task in tasks(source)] == [
        ("甲", ["一、主动公开", "（一） 财政领域"]),
        ("乙", ["一、主动公开", "（二） 教育领域"]),
        ("丙", ["二、解读回应"]),
    ]


def test_chinese_numbers_with_units_are_tasks() -> None:
    source = table("序号|工作任务|责任单位", "一|甲|市财政局", "二|乙|市教育局")
    assert [task.number for task in tasks(source)] == ["一", "二"]


def test_merged_categories_and_units_are_shared() -> None:
    source = table(
        "类别|序号|工作任务|责任单位",
        "公开|1|甲|市财政局",
        "|2|乙|",
        "解读|3|丙|市教育局",
        merged=[(1, 0, 2, 1), (1, 3, 2, 1)],
    )
    assert [(words(t.section), t.text.text, words(t.responsible)) for t in tasks(source)] == [
        (["公开"], "甲", ["市财政局"]),
        (["公开"], "乙", ["市财政局"]),
        (["解读"], "丙", ["市教育局"]),
    ]


def test_rows_that_share_task_and_units_are_measures_of_one_task() -> None:
    source = table(
        "序号|工作任务|具体措施|责任单位",
        "1|甲|建目录|市财政局",
        "||报进度|",
        "2|乙|开会|市教育局",
        "||印材料|市民政局",
        merged=[(1, 0, 2, 1), (1, 1, 2, 1), (1, 3, 2, 1), (3, 0, 2, 1), (3, 1, 2, 1)],
    )
    assert [(t.text.text, words(t.measures), words(t.responsible)) for t in tasks(source)] == [
        ("甲", ["建目录", "报进度"], ["市财政局"]),
        ("乙", ["开会"], ["市教育局"]),
        ("乙", ["印材料"], ["市民政局"]),
    ]


def test_stars_and_several_tasks_in_one_cell() -> None:
    source = table(
        "序号|工作任务|责任单位", "9*|甲|市财政局", "10/11|乙/丙|市教育局", "12、13|丁|市局"
    )
    found = tasks(source)
    assert [(task.number, task.starred, task.text.text) for task in found] == [
        ("9", True, "甲"), ("10", False, "乙"), ("11", False, "丙"), ("12、13", False, "丁"),
    ]  # fmt: skip
    assert all(source.text[slice(*task.text.span)] == task.text.text for task in found)
    assert codes(source) == ["tasks-share-cell"]


def test_unknown_columns_are_kept_and_reported_until_named() -> None:
    source = table("序号|工作任务|责任单位|投资（万元）", "1|甲|市财政局|300")
    (task,) = tasks(source)
    assert [(header, one.text) for header, one in task.remarks] == [("投资（万元）", "300")]
    assert codes(source) == ["column-unknown"]
    (task,) = tasks(source, **{"投资（万元）": "目标"})
    assert task.target is not None and task.target.text == "300"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        pytest.param(["序号|工作任务|责任单位", "||", "||"], "damaged-table", id="words-lost"),
        pytest.param(["序号|工作任务|责任单位", "1||市财政局"], "row-without-task", id="task-lost"),
        pytest.param(["序号|工作任务|责任单位", "1|甲"], "row-cells-missing", id="cells-lost"),
    ],
)
def test_damage_is_reported(rows: list[str], code: str) -> None:
    assert code in codes(table(*rows))


def test_a_table_goes_on_in_the_next_one() -> None:
    writer = BlockWriter()
    head = [RawCell(t, 0, c) for c, t in enumerate(("序号", "工作任务", "责任单位"))]
    row = [RawCell(t, 1, c) for c, t in enumerate(("1", "甲", "市财政局"))]
    more = [RawCell(t, 0, c) for c, t in enumerate(("2", "乙", "市教育局"))]
    writer.table(head + row, page=1)
    writer.paragraph("— 2 —", role="footer", page=1)
    writer.table(more, page=2)
    writer.paragraph("另有一表")
    writer.table([cell._replace(text="无") for cell in more])
    source = writer.source("a.pdf", "a.pdf", "pdf", "")
    assert [task.text.text for task in tasks(source)] == ["甲", "乙"]
