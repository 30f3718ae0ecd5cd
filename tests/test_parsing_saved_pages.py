"""What saved pages of published documents print: odd points, torn names, labels, lost cells."""

from __future__ import annotations

import datetime as dt

import pytest

from taskboard.model import Document, Parsed, Span
from taskboard.parsing.glued import parted
from taskboard.parsing.markers import marker
from taskboard.parsing.parse import parse
from taskboard.parsing.targets import find_targets
from taskboard.parsing.units import find_unit_groups
from taskboard.parsing.view import View, canonical
from taskboard.parsing.wrapping import is_torn
from taskboard.reading import read_text
from taskboard.reading.text_ragged import ragged
from taskboard.settings import Settings
from taskboard.workflows.parse_file import parse_source

NOTICE = "《青禾县2024年护林方案》已经县政府同意，现印发给你们。\n青禾县人民政府\n2024年3月1日\n"
PLAN = "青禾县2024年护林方案\n一、巡山护林。每周巡山一次。（责任单位：县林业局）\n"


def read(text: str) -> Parsed:
    return parse(read_text(text))


def letterhead(text: str) -> Document:
    return read(text).document


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1。推动渡口改造", 1),
        ("12。新建泵站", 12),
        ("1。", None),
        ("3。5公里", None),
        ("增长3。推动", None),
        ("2024。新建", None),
    ],
)
def test_a_full_stop_stands_for_the_point_of_a_number(text: str, value: int | None) -> None:
    found = marker(text)
    assert (found.value if found else None) == value


def test_items_numbered_with_full_stops_are_items() -> None:
    found = read(
        "青禾县2024年民生实事\n一、出行\n1。新建渡口3处。(牵头单位:县交通局)\n2。补植林木。\n"
    )
    assert [one.path for one in found.outline] == ["1", "1.1", "1.2"]
    assert [[unit.name for unit in task.units] for task in found.tasks] == [["县交通局"], []]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("续建轻轨3号线二期、5号线一期等4个项目。", ["= 4 个"]),
        ("启用县医院三期、新港二期。", []),
        ("举办果农培训班三期。", ["= 3 期"]),
        ("新建民房100%办理登记。", ["= 100 %"]),
        ("符合条件的渔户100%纳入保险。", ["= 100 %"]),
        ("现有渔户30%纳入保险。", []),
        ("卫生户厕普及率巩固在96%以上。", [">= 96 %"]),
        ("巩固提升在96个村的做法。", []),
        (
            "培训300名护林员，600名村医到市里进修，900名船员参加演练。",
            ["= 300 名", "= 600 名", "= 900 名"],
        ),
        ("据统计，900名船员参加演练。", []),
        ("创立2家示范社。", ["= 2 家"]),
        ("创立于2个世纪之前。", []),
    ],
)  # fmt: skip
def test_targets_of_saved_pages(text: str, values: list[str]) -> None:
    found = [one for one in find_targets(View.of(text), 2024) if one.value is not None]
    assert [f"{one.op} {one.value:g} {one.unit}" for one in found] == values


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("将前三季度及全年责任事项完成情况报县政府。", []),
        ("年底前将责任事项完成情况报县政府。", [dt.date(2024, 12, 31)]),
    ],
)
def test_a_whole_year_that_says_which_matters_is_no_limit(text: str, due: list[dt.date]) -> None:
    found = read(f"青禾县2024年工作要点\n一、工作\n1.{text}\n")
    assert [one.due_on for task in found.tasks for one in task.deadlines if one.due_on] == due


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("（国务院各部门分别负责，年内持续推进）", ["国务院各部门"]),
        ("（国务院常务会议审议通过）", []),
        ("（牵头单位：县科协；责任单位：各乡，以下均需各乡落实）", ["县科协", "各乡"]),
        ("（牵头单位：县科协，配合单位：各区、县级市）", ["县科协", "各区、县级市"]),
        ("（责任单位：各乡、街办、管理处）", ["各乡、街办、管理处"]),
        ("（责任单位：各乡、县林业局）", ["各乡", "县林业局"]),
        ("（责任单位：县林业局、县水利局等护林防火指挥部成员单位）", ["县林业局", "县水利局"]),
        ("（责任单位：县林业局、县财政局，排在首位的为牵头单位，下同）", ["县林业局", "县财政局"]),
    ],
)
def test_units_of_saved_pages(text: str, names: list[str]) -> None:
    groups = find_unit_groups(View.of("1.加强巡护。" + text))
    assert [unit.name for group in groups for unit in group.units] == names


@pytest.mark.parametrize(
    ("line", "before", "torn"),
    [
        ("委、各街道党工委", "协办单位：区委编办、园区党工", True),
        ("局，各镇人民政府", "责任单位：县林业局、县水利", True),
        ("委、各街道党工委", "协办单位：区委编办、园区党工委。", False),
        ("委、各街道党工委", "协办单位", False),
        ("各街道、园区", "责任单位：县林业局、县水利局", False),
    ],
)
def test_a_line_that_begins_with_the_rest_of_a_name(line: str, before: str, torn: bool) -> None:
    assert is_torn(line, before) is torn


def test_a_name_torn_at_the_margin_is_mended() -> None:
    found = read(
        "青禾区2024年护林方案\n一、巡护\n1.巡山护林，守住火源。\n牵头单位：区林业局\n"
        "协办单位：区水利局、园区党工\n委、各街道党工委\n2.补植林木，管好苗圃。\n"
    )
    names = [[unit.name for unit in task.units] for task in found.tasks]
    assert names[0] == ["区林业局", "区水利局", "园区党工委", "各街道党工委"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("城北、城南街道办事处，县政府各部门", ("城北、城南街道办事处", "县政府各部门")),
        ("平县、和口、安新县委和人民政府", ("平县、和口、安新县委和人民政府",)),
        ("各区、镇、办事处，市政府各部门", ("各区、镇、办事处", "市政府各部门")),
        ("各乡、街办、管理处", ("各乡、街办、管理处",)),
        ("青山县、绿水县人民政府", ("青山县", "绿水县人民政府")),
        ("县妇联、城南街道办事处", ("县妇联", "城南街道办事处")),
        ("各镇、县林业局", ("各镇", "县林业局")),
        ("各县、特区、区人民政府", ("各县、特区、区人民政府",)),
        ("中央、省属驻市行政企事业单位", ("中央、省属驻市行政企事业单位",)),
        ("中央、省林业局", ("中央", "省林业局")),
    ],
)
def test_addressees_that_share_their_last_word(line: str, names: tuple[str, ...]) -> None:
    title = "青禾县人民政府关于印发青禾县2024年护林方案的通知\n"
    assert letterhead(f"{title}{line}：\n{NOTICE}{PLAN}").recipients == names


LABELS = (
    "文章属性\n∙【制定机关】青禾县人民政府\n∙【公布日期】2024.01.17\n∙【字 号】青政〔2024〕1号\n"
    "正文\n"
    "县人民政府关于印发青禾县2024年护林方案的通知\n青政〔2024〕1号\n各镇人民政府：\n"
    "现将方案印发给你们。\n"
)


def test_labels_in_brackets_say_who_and_when() -> None:
    found = letterhead(LABELS + PLAN)
    assert (found.issuer, found.issued_on) == ("青禾县人民政府", dt.date(2024, 1, 17))
    other = letterhead(
        LABELS.replace("【制定机关】", "【评论】").replace("【公布日期】", "【点评】") + PLAN
    )
    assert (other.issuer, other.issued_on) == ("县人民政府", None)


def test_a_label_beside_the_number_is_read_too() -> None:
    table = "文号: | 青政办函〔2024〕4号 | 成文日期: | 2024-02-04 |\n有效性: | 有效 |\n"
    found = letterhead(f"{table}各镇人民政府:\n现将要求通知如下:\n一、目标\n巡山护林。\n")
    assert (found.number, found.issued_on) == ("青政办函〔2024〕4号", dt.date(2024, 2, 4))


def test_an_empty_label_takes_nothing_from_the_next() -> None:
    table = "发布机构: | 生成日期: | 2024-02-04 08:54:33 | |\n"
    table += "文件编号: | 青政办函〔2024〕4号 | 公开类别: | |\n"
    found = letterhead(f"{table}各镇人民政府:\n现将要求通知如下:\n一、目标\n巡山护林。\n")
    assert (found.number, found.issued_on) == ("青政办函〔2024〕4号", dt.date(2024, 2, 4))
    assert found.issuer is None


@pytest.mark.parametrize(
    ("line", "title", "number"),
    [
        (
            "(青政〔2024〕2号)县人民政府关于印发护林方案的通知",
            "县人民政府关于印发护林方案的通知", "青政〔2024〕2号",
        ),
        ("青禾县民政局关于下达指标的通知 ( 2024-01-27 )", "青禾县民政局关于下达指标的通知", None),
        ("青禾县民政局关于下达指标的通知 (试行)", "青禾县民政局关于下达指标的通知(试行)", None),
    ],
)  # fmt: skip
def test_what_pages_print_around_a_title(line: str, title: str | None, number: str | None) -> None:
    found = letterhead(f"{line}\n各镇人民政府：\n现印发给你们。\n一、巡山护林。\n")
    assert (found.title, found.number) == (title, number)


@pytest.mark.parametrize(
    ("day", "issuer"),
    [("20241229", "青禾县人民政府"), ("2024930", "青禾县人民政府"), ("12345678", None)],
)
def test_a_date_that_lost_its_words_still_shows_who_signed(day: str, issuer: str | None) -> None:
    body = "各镇人民政府：\n现将《护林方案》印发给你们。\n青禾县人民政府\n"
    body += f"{day}\n护林方案\n一、巡山护林。\n"
    assert letterhead(body).issuer == issuer


def test_the_last_words_of_a_notice_are_no_title() -> None:
    body = "现将《2024年护林任务分解》印发给你们。\n特此通知\n2024年护林任务分解\n"
    body += "一、巡山。\n1、查清火源。\n"
    found = letterhead("青府办〔2024〕8号\n各镇人民政府：\n" + body)
    assert found.subject == "2024年护林任务分解"


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("二OO八年二月六日", "二〇〇八年二月六日"),
        ("二0一六年", "二〇一六年"),
        ("二OO八级", "二OO八级"),
        ("O型血", "O型血"),
    ],
)
def test_a_latin_letter_is_the_zero_of_a_year(printed: str, plain: str) -> None:
    assert canonical(printed) == plain


def test_a_date_in_brackets_above_the_number_is_the_papers() -> None:
    text = "(二OO八年二月二十六日)\n青府办〔2008〕18号\n各镇人民政府：\n"
    text += "现将《2008年护林任务》印发给你们。\n"
    assert letterhead(text + "2008年护林任务\n一、巡山。\n").issued_on == dt.date(2008, 2, 26)
    assert letterhead(text.replace("(二", "(自二") + "一、巡山。\n").issued_on is None


def test_a_signature_above_the_plan_is_read_though_the_first_page_is_lost() -> None:
    lines = "认真贯彻执行。\n青禾县人民政府办公室\n2024 年 4 月 16 日\n"
    found = letterhead(lines + PLAN)
    assert (found.issuer, found.issued_on) == ("青禾县人民政府办公室", dt.date(2024, 4, 16))


def test_a_title_in_traditional_characters_names_issuer_and_plan() -> None:
    found = letterhead(
        "青禾縣人民政府關於印發青禾縣護林方案的通知\n各鎮人民政府：\n現印發給你們。\n一、巡山。\n"
    )
    assert (found.issuer, found.subject) == ("青禾縣人民政府", "青禾縣護林方案")


def test_the_number_behind_the_title_is_its_own() -> None:
    title = "青禾县人民政府关于印发青禾县2024年护林方案的通知(青府〔2024〕31号)\n"
    found = letterhead(f"{title}各镇人民政府：\n{NOTICE}{PLAN}")
    assert (found.number, found.basis) == ("青府〔2024〕31号", ())


RUN_IN = (
    "青政办字〔2024〕33号 青禾市人民政府办公室 关于印发青禾市2024年护林任务分解表的通知 "
    "各镇人民政府，市政府有关部门： 为做好护林工作，经市政府同意，现将《青禾市2024年护林"
    "任务分解表》印发给你们，并提出如下意见，请认真抓好贯彻落实，有关情况及时报告"
    "市政府办公室，确保森林安全。 "
)


def test_a_document_in_one_line_with_one_heading_is_parted() -> None:
    found = read(RUN_IN + "一、加强领导。各级各部门要高度重视护林。")
    assert found.document.number == "青政办字〔2024〕33号"
    assert found.document.recipients == ("各镇人民政府", "市政府有关部门")
    assert [one.heading for one in found.outline] == ["加强领导"]
    alone = "护林工作十分重要。 一、加强领导。" + "各镇要高度重视护林工作。" * 20
    assert parted(canonical(alone), alone, 0, len(alone)) == [(0, len(alone))]


@pytest.mark.parametrize(
    ("head", "heading"),
    [
        ("总体要求 2024年，坚持预防为主", "总体要求"),
        ("护林总体情况 2024年，坚持预防为主", "护林总体情况2024年，坚持预防为主"),
    ],
)
def test_a_usual_heading_in_a_glued_line_ends_at_the_blank(head: str, heading: str) -> None:
    found = read(f"{RUN_IN}一、{head}。 二、重点任务 （一）巡山护林。每周巡山。")
    assert "".join(found.outline[0].heading.split()) == heading


HEADER = "主要任务 | 任务内容 | 完成时限 | 责任单位 |\n"
RAGGED = (
    "一、严防火灾 | (一)管住火源 | 1.查清坟地。 | 6月底前 | 县林业局、各镇人民政府 |\n"
    "2.公开禁火令。 | 全年 | 县林业局 |\n"
    "(二)备足物资 | 3.储备灭火机。 | 年底前 | 县应急局 |\n"
)


def test_rows_that_lost_their_merged_cells_are_put_right() -> None:
    found = parse_source(read_text(HEADER + RAGGED), Settings(), year=2024)
    assert [(one.path, one.heading) for one in found.outline] == [
        ("1", "严防火灾"), ("1.1", "管住火源"), ("1.1.1", "查清坟地"), ("1.1.2", "公开禁火令"),
        ("1.2", "备足物资"), ("1.2.3", "储备灭火机"),
    ]  # fmt: skip
    assert [[unit.name for unit in task.units] for task in found.tasks] == [
        ["县林业局", "各镇人民政府"], ["县林业局"], ["县应急局"],
    ]  # fmt: skip
    assert [task.deadlines[0].due_on for task in found.tasks] == [
        dt.date(2024, 6, 30), dt.date(2024, 12, 31), dt.date(2024, 12, 31),
    ]  # fmt: skip
    assert "damaged-table" in {one.code for one in found.findings}


def test_traditional_headers_and_a_column_of_numbers_without_a_name() -> None:
    text = (
        "工作任務 | 具體要求 | 責任單位 | 時限要求 | ||\n"
        "一、严防火灾。 | (一)管住火源。 | 1 | 查清坟地。 | 县林业局 | 持续推进 |\n"
        "2 | 公开禁火令。 | 县林业局牵头，各镇配合 | 6月底前 | ||\n"
    )
    found = parse_source(read_text(text), Settings(), year=2024)
    assert [one.path for one in found.outline] == ["1", "1.1", "1.1.1", "1.1.2"]
    assert [unit.role for unit in found.tasks[1].units] == ["lead", "cooperate"]


@pytest.mark.parametrize(
    "row",
    [
        "2.公开禁火令。 | 县林业局 |\n",
        "2.公开禁火令。 | 全年 | 甲乙丙丁。做好 |\n",
        "一、甲 | 乙 | 丙 | 丁 | 2.公开。 | 全年 | 县林业局 |\n",
    ],
)
def test_a_row_that_does_not_come_out_even_leaves_the_table_damaged(row: str) -> None:
    found = parse_source(read_text(HEADER + RAGGED + row), Settings(), year=2024)
    assert "damaged-table" in {one.code for one in found.findings}
    assert not [unit for task in found.tasks for unit in task.units if unit.origin == "table"]
    lines = [line.strip(" |\n").split(" | ") for line in (HEADER + RAGGED + row).splitlines()]
    assert ragged([[(cell, Span(0, len(cell))) for cell in line] for line in lines]) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("由青溪乡水利站牵头，乡畜牧站、卫生院、派出所配合。", 4),
        ("由青溪乡服务中心承办，卫生院配合。", 2),
        ("由卫生院、派出所配合。", 0),
        ("由大家牵头，卫生院配合。", 0),
    ],
)
def test_who_leads_and_who_helps_said_in_a_sentence(text: str, names: int) -> None:
    groups = find_unit_groups(View.of(text))
    assert len([unit for group in groups for unit in group.units]) == names


STACKED = """青禾县2024年民生实事分解表
序号

民生实事

责任单位

完成时限

1

新建渡口2座。

县水利局

县交通局

12月底前

2

开工建设敬老院。

县民政局

5月底前

开工建设老年大学。

年底前
"""


def test_a_table_that_lost_its_bars_is_put_together() -> None:
    found = parse_source(read_text(STACKED), Settings())
    assert [[unit.name for unit in task.units] for task in found.tasks] == [
        ["县水利局", "县交通局"], ["县民政局"], ["县民政局"],
    ]  # fmt: skip
    assert [task.deadlines[0].due_on for task in found.tasks] == [
        dt.date(2024, 12, 31), dt.date(2024, 5, 31), dt.date(2024, 12, 31),
    ]  # fmt: skip
    for task in found.tasks:
        for unit in task.units:
            assert STACKED[slice(*unit.span)] == unit.as_written
    seen = [0] * len(STACKED)
    for one in found.coverage:
        for at in range(*one.span):
            seen[at] += 1
    assert all(seen[at] == 1 for at, char in enumerate(STACKED) if not char.isspace())


@pytest.mark.parametrize(
    "text",
    [
        STACKED.replace("县水利局\n", "请抓紧。\n"),
        STACKED.replace("12月底前", "尽力"),
        STACKED.replace("\n2\n", "\n1\n"),
        STACKED.replace("民生实事\n\n责任", "姓名\n\n责任"),
    ],
)
def test_lines_that_no_column_is_for_are_no_table(text: str) -> None:
    found = parse_source(read_text(text), Settings())
    assert not [task for task in found.tasks if len(task.units) == 2]
