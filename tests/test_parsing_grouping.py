from __future__ import annotations

import pytest

from taskboard.model import Task
from taskboard.parsing.filling import kind_of
from taskboard.parsing.parse import parse
from taskboard.reading import read_text


def read(body: str) -> list[Task]:
    return list(parse(read_text(f"清河县2023年重点工作要点\n\n{body}\n")).tasks)


def units(task: Task, *origins: str) -> list[str]:
    return [unit.name for unit in task.units if unit.origin in (origins or ("stated",))]


def test_one_task_per_responsibility_group() -> None:
    tasks = read(
        "一、改善环境。整治河道。（责任单位：县水利局）关停小煤窑。（责任单位：县应急局、县发改局）加强宣传。"
    )
    assert [task.code for task in tasks] == ["1-1", "1-2", "1-3"]
    assert [units(task) for task in tasks] == [["县水利局"], ["县应急局", "县发改局"], []]
    assert [task.text for task in tasks] == [
        "整治河道。（责任单位：县水利局）",
        "关停小煤窑。（责任单位：县应急局、县发改局）",
        "加强宣传。",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "一、改善环境。整治河道，关停煤窑。加强宣传。",
        "一、改善环境。（1）整治河道。（2）关停煤窑。",
        "一、改善环境。一是整治河道；二是关停煤窑；三是加强宣传。",
        "一、改善环境。整治河道。（责任单位：县水利局）。",
        "一、改善环境。整治河道。\n责任单位：县水利局\n完成时限：6月底前",
        "一、改善环境。整治河道（不含大坝），关停煤窑（7月3日至7月15日）。",
    ],
)
def test_one_task_where_there_is_one_group_or_none(body: str) -> None:
    assert [task.code for task in read(body)] == ["1-1"]


def test_a_clause_that_is_its_heading_keeps_it_as_text() -> None:
    tasks = read(
        "一、新建公园5个（责任单位：县住建局）。\n二、新增学位100个。（责任单位：县教育局）"
    )
    assert [task.text[:6] for task in tasks] == ["新建公园5个", "新增学位10"]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        pytest.param(
            "一、甲\n1.乙。做好。\n2.丙。做好。（责任单位：县水利局）",
            [["县水利局"], ["县水利局"]],
            id="the-last-bracket-covers-those-before",
        ),
        pytest.param(
            "一、甲\n1.乙。做好。\n2.丙。做好。\n3.丁。做好。（责任单位：县水利局、县财政局）",
            [["县水利局", "县财政局"]] * 3,
            id="three-items",
        ),
        pytest.param(
            "一、甲（责任单位：县水利局）\n1.乙。做好。\n2.丙。做好。",
            [["县水利局"], ["县水利局"]],
            id="the-heading-covers-those-below",
        ),
        pytest.param(
            "一、甲\n1.乙。做好。（责任单位：县水利局）\n2.丙。做好。\n3.丁。做好。（责任单位：县财政局）",
            [["县水利局"], [], ["县财政局"]],
            id="most-have-their-own-so-one-is-missing",
        ),
        pytest.param(
            "一、甲\n1.乙。做好。（责任单位：县水利局）\n2.丙。做好。\n3.丁。做好。",
            [["县水利局"], [], []],
            id="never-forwards",
        ),
        pytest.param(
            "一、甲\n1.乙。做好。（责任单位：县水利局）\n二、丙\n1.丁。做好。",
            [["县水利局"], []],
            id="never-into-another-section",
        ),
        pytest.param(
            "一、甲\n1.乙。做好。〔责任单位：县财政局〕\n2.丙。做好。\n3.丁。做好。\n"
            "4.戊。做好。〔3—4项牵头单位：县水利局〕",
            [["县财政局"], [], ["县水利局"], ["县水利局"]],
            id="items-by-number",
        ),
        pytest.param(
            "一、甲\n1.乙。做好。\n2.丙。做好。\n3.丁。做好。（以上两项责任单位：县水利局）",
            [[], ["县水利局"], ["县水利局"]],
            id="so-many-items-above",
        ),
        pytest.param(
            "一、甲\n1.乙。做好。\n2.丙。由县水利局牵头，县财政局配合做好。",
            [[], ["县水利局", "县财政局"]],
            id="a-sentence-covers-no-sibling",
        ),
        pytest.param(
            "一、甲\n1.乙。县大数据局负责技术保障，各部门负责内容更新。\n2.丙。做好。（责任单位：县档案馆）",
            [[], ["县档案馆"]],
            id="a-clause-that-names-who-does-it-needs-no-other",
        ),
        pytest.param(
            "一、甲\n1.乙。县财政局要统筹专项资金。\n2.丙。做好。（责任单位：县农业农村局）",
            [[], ["县农业农村局"]],
            id="one-department-that-acts",
        ),
        pytest.param(
            "一、甲\n1.乙。县司法局会同有关部门公布目录。\n2.丙。做好。（责任单位：县司法局、县政府办公室）",
            [["县司法局", "县政府办公室"]] * 2,
            id="a-doer-the-bracket-names-too",
        ),
        pytest.param(
            "一、甲\n1.乙。各镇、各部门要亲自抓。\n2.丙。做好。（责任单位：县委党校）",
            [["县委党校"], ["县委党校"]],
            id="classes-name-nobody",
        ),
        pytest.param(
            "一、甲\n1.乙。在县财政局的指导下做好。\n2.丙。做好。（责任单位：县委党校）",
            [["县委党校"], ["县委党校"]],
            id="who-only-helps-is-not-who-does-it",
        ),
        pytest.param(
            "一、甲（责任单位：县民政局）\n1.乙。做好。\n2.丙。做好。（配合单位：县教育局）\n3.丁。做好。",
            [["县民政局"], ["县教育局", "县民政局"], ["县民政局"]],
            id="the-heading-answers-beside-who-helps",
        ),
        pytest.param(
            "一、甲（责任单位：县民政局）\n1.乙。做好。（责任单位：县教育局）\n2.丙。做好。",
            [["县教育局"], ["县民政局"]],
            id="a-clause's-own-units-stand-alone",
        ),
    ],
)
def test_inheritance(body: str, names: list[list[str]]) -> None:
    assert [units(task, "stated", "inherited") for task in read(body)] == names


def test_a_lead_in_the_heading_leads_clauses_that_name_only_others() -> None:
    tasks = read(
        "一、办事（牵头单位：县政府办公室）\n1.甲。做好。\n责任单位：县水利局\n"
        "2.乙。做好。（牵头单位：县财政局）\n3.丙。做好。"
    )
    assert [[(u.name, u.role, u.origin) for u in task.units] for task in tasks] == [
        [("县水利局", "responsible", "stated"), ("县政府办公室", "lead", "inherited")],
        [("县财政局", "lead", "stated")],
        [("县政府办公室", "lead", "inherited")],
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "主要责任人：王海\n进度安排：6月底前完成基建；12月底前全部落实。",
        "完成时限：6月底前完成主体；12月底前完成绿化。\n责任领导：李明",
        "联系人：周宁\n工作目标：年内建成3所。\n时间节点：9月底前。",
    ],
)
def test_labelled_lines_below_the_units_go_on_with_the_task(lines: str) -> None:
    (task,) = read(f"一、甲\n1.乙。做好。\n责任单位：县水利局\n{lines}")
    assert units(task) == ["县水利局"]
    assert task.deadlines or task.targets


@pytest.mark.parametrize(
    "line", ["全面清理河道。", "抓好宣传：6月底前开展3场。", "会同乡镇做好管护；年内完成。"]
)
def test_other_lines_below_the_units_are_a_task_of_their_own(line: str) -> None:
    assert len(read(f"一、甲\n1.乙。做好。\n责任单位：县水利局\n{line}")) == 2


def test_inherited_units_say_so_and_bring_their_time_limit() -> None:
    tasks = read("一、甲\n1.乙。做好。\n2.丙。做好。（责任单位：县水利局；完成时限：6月底前）")
    assert units(tasks[0], "inherited") == ["县水利局"]
    assert [(d.origin, str(d.due_on)) for d in tasks[0].deadlines] == [("inherited", "2023-06-30")]
    assert [d.origin for d in tasks[1].deadlines] == ["stated"]


@pytest.mark.parametrize("heading", ["总体要求", "指导思想", "基本原则和工作目标", "工作目标"])
def test_preambles_make_no_task(heading: str) -> None:
    tasks = read(f"一、{heading}\n坚持人民至上。\n二、任务\n（一）甲。做好。")
    assert [task.path for task in tasks] == ["2.1"]


@pytest.mark.parametrize("heading", ["保障措施", "组织领导", "工作目标责任制", "基本原则宣传"])
def test_other_headings_make_tasks(heading: str) -> None:
    assert [task.path for task in read(f"一、{heading}\n各镇要加强值守。")] == ["1"]


def test_below_a_preamble_nothing_is_a_task() -> None:
    tasks = read(
        "一、总体要求\n（一）指导思想。高举旗帜。\n（二）主要目标。到2025年建成。\n二、甲。做。"
    )
    assert [task.path for task in tasks] == ["2"]


@pytest.mark.parametrize(
    "closing",
    [
        "各乡镇、各部门要于12月5日前将总结报县政府办公室。",
        "请各单位结合实际抓好落实。",
        "省安委会各成员单位要于12月15日前报送总结。",
        "市直各部门要认真抓好落实。",
        "各处室要明确专人负责，每月3日前将进展报局办公室。",
        "各村、各社区要抓好落实。",
        "贯彻落实本要点的情况，要纳入年度报告。",
        "本方案自印发之日起施行。",
    ],
)
def test_closing_requirement(closing: str) -> None:
    tasks = read(f"一、甲。做好。\n二、乙。做好。\n\n{closing}")
    assert [task.code for task in tasks] == ["1-1", "2-1", "closing-1"]
    assert tasks[-1].text == closing


def test_a_closing_below_an_item_that_its_units_close() -> None:
    item = "2.新建学校5所（牵头单位：县教育局）"
    tasks = read(f"一、甲\n1.改造小区（牵头单位：县住建局）\n{item}\n各牵头单位请于3月报送计划。")
    assert [task.code for task in tasks] == ["1.1-1", "1.2-1", "closing-1"]
    tasks = read("一、甲\n1.改造小区\n2.新建学校5所\n各牵头单位请于3月报送计划。")
    assert [task.code for task in tasks] == ["1.1-1", "1.2-1"]


@pytest.mark.parametrize(
    "last",
    [
        "按照“谁制定谁清理”的原则开展清理。",
        "全面摸清文件底数。",
        "县财政局对各部门开展评价。",
        "各村建立工作队。",
    ],
)
def test_a_second_paragraph_of_the_last_clause_is_no_closing(last: str) -> None:
    tasks = read(f"一、甲。做好。\n二、乙。做好。\n\n{last}")
    assert [task.code for task in tasks] == ["1-1", "2-1"]
    assert last in tasks[-1].text


def test_first_listed_leads_only_when_the_document_says_so() -> None:
    plain = read("一、甲。做好。（责任单位：县水利局、县财政局）")
    assert ([u.role for u in plain[0].units], plain[0].rollup) == (["responsible"] * 2, "all")
    ruled = read("列第一位的为牵头单位。\n一、甲。做好。（责任单位：县水利局、县财政局）")
    assert (ruled[0].units[0].role, ruled[0].rollup) == ("lead", "lead")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("6月底前建成。", "once"),
        ("每月开展一次检查。", "recurring"),
        ("自收到申请之日起20个工作日内答复。", "triggered"),
        ("常态化开展巡查。", "ongoing"),
        ("6月底前动工，常态化开展巡查。", "ongoing"),
        ("加强巡查。", "once"),
    ],
)
def test_kind(body: str, kind: str) -> None:
    task = read(f"一、甲。{body}")[0]
    assert task.kind == kind == kind_of(task.deadlines)


@pytest.mark.parametrize(
    ("goals", "count"),
    [
        ("全年新增企业5家，满意度达到95%以上。", 2),
        ("全面提升服务水平，做到应公开尽公开。", 0),
        ("2022年新增企业5家。", 0),
    ],
)
def test_figures_in_a_section_of_goals_are_told(goals: str, count: int) -> None:
    text = f"2023年甲县工作要点\n一、工作目标\n{goals}\n二、任务\n（一）甲。新建学校2所。"
    made = parse(read_text(text))
    told = [one.message for one in made.findings if one.code == "goals-unlisted"]
    assert [f"{count}项" in message for message in told] == ([True] if count else [])
