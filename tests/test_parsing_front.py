"""Titles and addressees in the forms that saved pages and short messages give them."""

from __future__ import annotations

import pytest

from taskboard.model import Document
from taskboard.parsing.parse import parse
from taskboard.reading import read_text

NOTICE = """《青禾省贯彻〈规划〉工作方案》已经省政府同意，现印发给你们。
青禾省人民政府办公厅
2017年5月15日
"""
PLAN = "青禾省贯彻《规划》工作方案\n一、抓项目。建成项目3个。（责任单位：省发展改革委）\n"
CUT = "青禾省人民政府办公厅关于印发青禾省贯彻《规划》工作方案"


def read(text: str) -> Document:
    return parse(read_text(text)).document


@pytest.mark.parametrize(
    ("first", "to", "title"),
    [
        pytest.param(CUT, "各市、县人民政府：\n", CUT, id="without-its-last-words"),
        pytest.param(CUT + "的通知", "各市、县人民政府：\n", CUT + "的通知", id="whole"),
        pytest.param(CUT, "", "青禾省贯彻《规划》工作方案", id="nobody-is-addressed"),
    ],
)
def test_a_title_printed_without_its_last_words(first: str, to: str, title: str) -> None:
    assert read(f"{first}\n{to}{NOTICE}{PLAN}").title == title


@pytest.mark.parametrize(
    ("line", "to", "number"),
    [
        pytest.param("（青政发〔1994〕103号）各县人民政府，州直各部门：", 2, True, id="number"),
        pytest.param("【工作提醒】各县人民政府，州直各部门：", 2, False, id="what-it-is"),
        pytest.param("【工作提醒】现就有关工作安排如下：", 0, False, id="no-addressee"),
    ],
)
def test_what_stands_before_the_addressees(line: str, to: int, number: bool) -> None:
    text = f"关于做好防汛工作的通知\n{line}\n现通知如下。\n一、加强巡查。每周一次。\n"
    document = read(text)
    assert document.recipients == ("各县人民政府", "州直各部门")[:to]
    assert document.number == ("青政发〔1994〕103号" if number else None)


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        pytest.param(
            "各县（市）、区人民政府，市直各部门", ("各县（市）、区人民政府", "市直各部门")
        ),
        pytest.param("各县（市）、市直各部门", ("各县（市）", "市直各部门"), id="two-kinds"),
    ],
)
def test_the_levels_of_a_place_are_one_name(printed: str, names: tuple[str, ...]) -> None:
    text = f"关于做好防汛工作的通知\n{printed}：\n现通知如下。\n一、加强巡查。每周一次。\n"
    assert read(text).recipients == names


@pytest.mark.parametrize(
    ("below", "title"),
    [
        pytest.param(
            "关于研究排水防涝工作的会议纪要\n\n", "关于研究排水防涝工作的会议纪要", id="own-title"
        ),
        pytest.param("", "青禾市人民政府专题会议纪要", id="masthead-alone"),
    ],
)
def test_the_title_of_minutes_stands_below_their_masthead(below: str, title: str) -> None:
    text = (
        "青禾市人民政府专题会议纪要\n（第18期）\n\n青禾市人民政府办公室　2024年7月12日\n\n"
        f"{below}7月10日，副市长主持召开会议，现将议定事项纪要如下：\n"
        "一、加快整治。由市城管局负责，8月15日前完成。\n二、加强值守。由市防汛办负责。\n"
    )
    assert read(text).title == title


@pytest.mark.parametrize(
    ("sends", "subject"),
    [
        pytest.param("印发《青禾区三年行动计划》的通知", True, id="no-guanyu"),
        pytest.param("编制《青禾区三年行动计划》的说明", False, id="no-plan"),
    ],
)
def test_a_notice_that_sends_without_guanyu(sends: str, subject: bool) -> None:
    text = (
        f"中共青禾区委办公室 青禾区人民政府办公室{sends}\n"
        "各镇人民政府：\n现将有关文件印发给你们。\n一、加强巡查。每周一次。\n"
    )
    assert (read(text).subject == "青禾区三年行动计划") is subject


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        pytest.param("关于在全州开展“开好局”专项行动\n实施方案", True, id="its-own-guanyu"),
        pytest.param("关于在全州开展“收好官”专项行动\n实施方案", False, id="another"),
    ],
)
def test_a_plan_keeps_the_guanyu_that_the_notice_left_out(printed: str, wanted: bool) -> None:
    notice = "青禾州政府办公室关于印发在全州开展“开好局”专项行动实施方案的通知\n各县政府：\n"
    text = f"{notice}现印发给你们。\n2020年10月30日\n{printed}\n一、抓项目。建成3个。\n"
    assert (read(text).subject == "关于在全州开展“开好局”专项行动实施方案") is wanted


@pytest.mark.parametrize(
    ("first", "title"),
    [
        pytest.param("《关于稳定经济增长的实施细则》", "关于稳定经济增长的实施细则", id="quoted"),
        pytest.param("《甲》和《乙》实施细则", "《甲》和《乙》实施细则", id="two-names"),
    ],
)
def test_the_marks_around_a_whole_title_are_none_of_it(first: str, title: str) -> None:
    text = f"{first}\n为稳定增长，制定如下细则。\n一、减税。落实政策。\n二、降费。\n"
    assert read(text).title == title


@pytest.mark.parametrize(
    ("above", "first"),
    [
        pytest.param("传真\n0871-63179280\n", "青禾市", id="a-telephone"),
        pytest.param("青禾州项目攻坚\n", "青禾州", id="the-first-half"),
    ],
)
def test_digits_are_no_half_of_a_title(above: str, first: str) -> None:
    text = f"{above}青禾市改革实施方案\n为推进改革，制定本方案。\n一、抓改革。完成3项。\n"
    title = read(text).title
    assert title is not None
    assert title.startswith(first)


@pytest.mark.parametrize(
    ("notice", "annex", "year"),
    [
        pytest.param("对2025年《政府工作报告》任务进行了督查。", "", 2025, id="the-report-s-year"),
        pytest.param("现将任务分解下达。", "附件：2016年任务分解表\n", 2016, id="the-annex-s-year"),
        pytest.param("2019年以来成效明显。", "", None, id="a-year-in-passing"),
        pytest.param("分解下达。", "附件：1.2016年任务表\n2.2015年完成表\n", None, id="two-years"),
    ],
)  # fmt: skip
def test_the_year_of_a_paper_without_title_and_date(
    notice: str, annex: str, year: int | None
) -> None:
    assert read(f"各镇人民政府：\n{notice}\n{annex}一、抓项目。建成3个。\n").year == year


@pytest.mark.parametrize(
    ("signed", "issuer"),
    [
        pytest.param("青禾市文化和旅游局（青禾市文物局）", True, id="two-names"),
        pytest.param("青禾市文化和旅游局（印章）", False, id="a-seal"),
    ],
)
def test_an_organ_signs_with_both_its_names(signed: str, issuer: bool) -> None:
    text = f"关于文物保护工作的通知\n各科室：\n一、抓安全。完成12处。\n{signed}\n2024年1月20日\n"
    assert (read(text).issuer == signed) is issuer


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        pytest.param(
            "省工业和信息化厅       省委网信办\n\n省科技厅               省商务厅\n",
            "省工业和信息化厅、省委网信办、省科技厅、省商务厅",
            id="short-names",
        ),
        pytest.param("青禾县优化营商环境   领导小组\n", "青禾县优化营商环境领导小组", id="half"),
    ],
)
def test_several_organs_sign_on_a_line(lines: str, issuer: str) -> None:
    text = f"关于做好工作的通知\n各有关单位：\n一、抓落实。完成12处。\n\n{lines}\n2024年1月20日\n"
    assert read(text).issuer == issuer


@pytest.mark.parametrize(
    ("office", "issuer"),
    [
        pytest.param("全市“一号工程”工作专班办公室", True, id="a-name-in-quotes"),
        pytest.param("全市“一号工程”工作简讯", False, id="no-organ"),
    ],
)
def test_the_office_and_day_above_a_bulletin(office: str, issuer: bool) -> None:
    text = (
        f"工作简报\n第7期\n{office}　　2024年5月31日\n关于重点事项进展情况的通报\n"
        "一、总体情况\n完成19项。\n二、工作要求\n加快办理。\n"
    )
    assert (read(text).issuer == office) is issuer


@pytest.mark.parametrize(
    ("below", "title"),
    [
        pytest.param(
            "青禾市三年行动计划（2022—2024年）", "青禾市三年行动计划（2022—2024年）", id="again"
        ),
        pytest.param(
            "青禾市五年行动计划（2022—2026年）", "青禾市三年行动计划(2022-2024年)", id="another"
        ),
    ],
)
def test_the_lower_of_two_titles_is_the_document_s_own(below: str, title: str) -> None:
    page = "青禾市三年行动计划(2022-2024年)\n\n发布时间：2022-08-12\n\n点赞\n\n"
    text = f"{page}{below}\n\n为推进工作，制定本计划。\n\n一、抓落实\n\n完成12处。\n"
    assert read(text).title == title


@pytest.mark.parametrize(
    ("line", "day"),
    [
        pytest.param("青府发[2006]29号 二○○六年十二月十九日", "2006-12-19", id="behind-the-number"),
        pytest.param("青府发[2006]29号", "None", id="number-alone"),
    ],
)
def test_a_day_on_the_line_of_the_number(line: str, day: str) -> None:
    text = f"关于任务分工的通知\n{line}\n现将有关事项通知如下。\n一、抓落实。完成12处。\n"
    assert str(read(text).issued_on) == day


@pytest.mark.parametrize(
    ("title", "known"),
    [
        pytest.param("青禾镇决定事项交办单", True, id="a-form"),
        pytest.param("青禾镇决定事项名单", False, id="a-list-of-names"),
    ],
)
def test_a_form_that_hands_out_is_a_title(title: str, known: bool) -> None:
    table = "| 序号 | 决定事项 | 承办单位 |\n|:--:|:--|:--:|\n| 1 | 制定制度 | 党政办 |\n"
    assert (read(f"{title}\n\n（2024年第3号）\n\n{table}").title == title) is known


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        pytest.param(
            "1．检查分组表；\n      2．评分细则（小学）", ("检查分组表", "评分细则（小学）")
        ),
        pytest.param(
            "1．检查分组表\n      2．评分细则（小学）", ("检查分组表", "评分细则（小学）")
        ),
        pytest.param("检查分组表（一、二）", ("检查分组表（一、二）",), id="marks-inside"),
    ],
)
def test_the_mark_behind_an_annex_is_none_of_its_name(printed: str, names: tuple[str, ...]) -> None:
    clause = "一、抓落实。完成12处。\n\n"
    text = f"关于检查工作的通知\n各单位：\n{clause}附件：{printed}\n\n县教育局\n2024年8月20日\n"
    assert read(text).annexes == names


@pytest.mark.parametrize(
    ("signer", "day"),
    [
        pytest.param("市长　赵国强", "2024-05-20", id="the-head-signs"),
        pytest.param("市长信箱", "None", id="a-column-of-the-site"),
    ],
)
def test_the_day_of_an_order(signer: str, day: str) -> None:
    text = (
        f"青禾市人民政府令\n\n第12号\n\n{signer}\n2024年5月20日\n\n青禾市城市绿化管理办法\n\n"
        "第一条　为了加强城市绿化管理，制定本办法。\n第二条　市住建局负责城市绿化工作。\n"
    )
    assert str(read(text).issued_on) == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        pytest.param("印发：2024年3月3日", "2024-03-03", id="printed"),
        pytest.param("分发：各科室", "None", id="no-day"),
    ],
)
def test_the_printing_day_below_the_copies(line: str, day: str) -> None:
    text = (
        "关于备春耕工作的通知\n各科室：\n一、抓落实。完成12处。\n\n青禾市农业局\n2024年3月2日\n\n"
        f"抄送：市政府办公室。\n{line}\n"
    )
    assert str(read(text).printed_on) == day


@pytest.mark.parametrize(
    ("signed", "issuer"),
    [
        pytest.param("青禾市“无废城市”建设工作领导小组办公室", True, id="a-body-for-one-matter"),
        pytest.param("落实“一岗双责”，青禾市教育局", False, id="a-sentence"),
        pytest.param("学习“枫桥经验”的青禾市教育局", False, id="no-such-body"),
    ],
)
def test_an_organ_may_bear_a_word_in_quotation_marks(signed: str, issuer: bool) -> None:
    text = f"关于做好工作的通知\n各单位：\n一、抓落实。完成12处。\n\n{signed}\n2024年5月11日\n"
    assert (read(text).issuer == signed) is issuer
