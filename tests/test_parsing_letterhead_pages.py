"""Letterheads as saved pages print them: labels, buttons, numbers before titles, lost brackets."""

from __future__ import annotations

import datetime as dt

import pytest

from taskboard.model import Document
from taskboard.parsing.letterhead import find_numbers
from taskboard.parsing.names import unquoted
from taskboard.parsing.parse import parse
from taskboard.reading import read_text

BODY = """
《青禾县2024年防汛工作方案》已经县政府同意，现印发给你们，请认真贯彻执行。

一、加强巡查。每周巡堤一次。（责任单位：县水利局）
"""
TITLE = "青禾县人民政府办公室关于印发青禾县2024年防汛工作方案的通知\n"
TO = "各镇人民政府，县政府各部门：\n"


def read(text: str) -> Document:
    return parse(read_text(text)).document


@pytest.mark.parametrize(
    ("line", "title", "number"),
    [
        pytest.param(f"青政办〔2024〕7号{TITLE}", TITLE.strip(), "青政办〔2024〕7号", id="before"),
        pytest.param(TITLE, TITLE.strip(), None, id="no-number"),
        pytest.param(
            "关于转发省政办〔2024〕3号文件的通知\n", "关于转发省政办〔2024〕3号文件的通知", None,
            id="a-number-inside-is-not-its-own",
        ),
    ],
)  # fmt: skip
def test_a_number_before_the_title_is_the_number(line: str, title: str, number: str | None) -> None:
    found = read(line + "\n" + TO + BODY)
    assert (found.title, found.number) == (title, number)
    assert number not in found.basis


@pytest.mark.parametrize(
    "line",
    [
        "字号： 分享到：",
        "发布时间：2024-05-08 10:20  稿件来源：  浏览次数：",
        "附件：",
        "责任编辑：",
    ],
)
def test_what_a_page_prints_is_no_addressee(line: str) -> None:
    assert read(TITLE + line + "\n" + TO + BODY).recipients == ("各镇人民政府", "县政府各部门")
    assert read(TITLE + line + "\n" + BODY).recipients == ()


LABELS = (
    "• 索 引 号：0123/2024-8\n• 文 号：青政办〔2024〕7号\n"
    "• 发文单位：{}\n• 发文日期：2024年5月8日\n"
)


@pytest.mark.parametrize(
    ("site", "title", "issuer"),
    [
        pytest.param("青禾县人民政府办公室", "县人民政府办公室", "青禾县人民政府办公室", id="page"),
        pytest.param("政府办", "县人民政府办公室", "县人民政府办公室", id="page-says-less"),
        pytest.param("县水利局", "青禾县人民政府办公室", "青禾县人民政府办公室", id="title"),
        pytest.param("青禾县水利局", "", "青禾县水利局", id="title-names-nobody"),
    ],
)
def test_labels_with_bullets_fill_what_is_not_printed(site: str, title: str, issuer: str) -> None:
    line = f"{title}关于印发青禾县2024年防汛工作方案的通知\n"
    found = read(LABELS.format(site) + "\n" + line + "\n" + TO + BODY)
    assert found.issuer == issuer
    assert found.number == "青政办〔2024〕7号"
    assert found.issued_on == dt.date(2024, 5, 8)


def test_a_title_in_the_pages_table_alone_is_the_title() -> None:
    labels = "索引号： | 0123 | ||\n发布机构： | 青禾县水利局 | ||\n成文日期： | |||\n" * 5
    found = read(labels + f"标 题： | {TITLE.strip()} | ||\n" + TO + BODY)
    assert found.title == TITLE.strip()
    assert found.issuer == "青禾县人民政府办公室"
    assert found.recipients == ("各镇人民政府", "县政府各部门")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("根据省里的通知青政发〔2024〕12号", ["青政发〔2024〕12号"]),
        ("《水利工作方案》（国发〔202312号）", ["国发〔2023〕12号"]),
        ("青政办发〔2024179\n", ["青政办发〔2024〕179号"]),
        ("青政办发202417号", []),
        ("投资〔2024万元", []),
    ],
)
def test_a_lost_bracket_is_put_back(text: str, numbers: list[str]) -> None:
    assert [number for number, _, _ in find_numbers(text)] == numbers


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("青山、绿水县委和人民政府，新区各部门", ("青山、绿水县委和人民政府", "新区各部门")),
        ("云湖高新区、港口区党工委和管委会", ("云湖高新区、港口区党工委和管委会",)),
        ("青禾新区党工委、管委会，县直各单位", ("青禾新区党工委、管委会", "县直各单位")),
        ("各街道党工委、办事处", ("各街道党工委、办事处",)),
        ("各镇、街，各管委会", ("各镇、街", "各管委会")),
        ("各辖市、区人民政府", ("各辖市、区人民政府",)),
        ("中央、省属在青有关单位", ("中央、省属在青有关单位",)),
        ("市直各委、办、局（公司），各高校", ("市直各委、办、局（公司）", "各高校")),
        ("各新区、区政府各部门", ("各新区", "区政府各部门")),
        ("青山县、绿水县人民政府", ("青山县", "绿水县人民政府")),
        ("各镇、街道商会", ("各镇", "街道商会")),
        ("县水利局、开发区管委会", ("县水利局", "开发区管委会")),
    ],
)
def test_addressees_that_are_one_name_stay_one(printed: str, names: tuple[str, ...]) -> None:
    assert read(f"{TITLE}\n{printed}：\n{BODY}").recipients == names


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("《甲方案》", "甲方案"),
        ("《甲方案》任务分工", "《甲方案》任务分工"),
        ("《甲方案》和《乙方案》", "《甲方案》和《乙方案》"),
        ("〈甲〈乙〉方案〉", "甲〈乙〉方案"),
    ],
)
def test_only_marks_around_the_whole_are_taken_off(title: str, bare: str) -> None:
    assert unquoted(title) == bare


def test_the_plans_title_may_have_another_dash() -> None:
    text = TITLE.replace("方案的", "方案（2024—2026年）的") + TO + BODY
    text = text.replace("\n一、", "\n青禾县2024年防汛工作方案\n（2024-2026年）\n\n一、")
    assert read(text).subject == "青禾县2024年防汛工作方案（2024-2026年）"


def test_the_notices_title_printed_again_is_no_plan() -> None:
    text = (
        TITLE
        + "青禾县人民政府办公室\n关于印发青禾县2024年防汛工作方案的通知\n一、巡堤。每周一次。\n"
    )
    assert read(text).subject == "青禾县2024年防汛工作方案"


@pytest.mark.parametrize(
    ("line", "disclosure", "day"),
    [
        ("（此件发至镇）        2024年5月8日", "此件发至镇", dt.date(2024, 5, 8)),
        ("（此件公开发布）", "此件公开发布", None),
    ],
)
def test_a_date_behind_the_disclosure_is_the_issue_date(
    line: str, disclosure: str, day: dt.date | None
) -> None:
    found = read(TITLE + TO + BODY.split("\n\n")[0] + f"\n\n{line}\n" + BODY.split("\n\n")[1])
    assert (found.disclosure, found.issued_on) == (disclosure, day)


def test_a_bar_and_a_number_behind_the_title_are_no_part_of_it() -> None:
    found = read(f"{TITLE.strip()} |\n{TO}{BODY}")
    assert found.title == TITLE.strip()
    found = read(f"{TITLE.strip()} 青政办〔2024〕7号 |\n{TO}{BODY}")
    assert (found.title, found.number) == (TITLE.strip(), "青政办〔2024〕7号")
    assert read(f"1 | {TITLE.strip()} | 县水利局 |\n{BODY}").title is None


def test_a_label_run_into_the_title_is_left_out() -> None:
    found = read(f"{TITLE}索引号 0123 成文日期 2024-05-08\n名称 {TITLE}{TO}{BODY}")
    assert (found.title, found.issuer) == (TITLE.strip(), "青禾县人民政府办公室")
    assert read(f"名称管理局{TITLE}{TO}{BODY}").title == f"名称管理局{TITLE.strip()}"


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("综合政务\n青禾县政府\n2024-05-08\n2024-05-09\n有效\n", dt.date(2024, 5, 8)),
        ("青禾县政府\n2024-05-08 10:20:00\n有效\n", dt.date(2024, 5, 8)),
        ("青禾县政府\n2024-05-08\n", None),
        ("2024-05-08\n2024-05-09\n青禾县政府\n", None),
        ("索引号 0123/2024-8 成文日期 2024-05-08\n", dt.date(2024, 5, 8)),
        ("索引号 0123/2024-8 失效日期 2024-05-08\n", None),
    ],
)
def test_days_without_labels_above_the_word_in_force(lines: str, day: dt.date | None) -> None:
    assert read(f"{lines}\n{TITLE}\n{TO}{BODY}").issued_on == day


@pytest.mark.parametrize(
    ("note", "issuer", "day"),
    [
        pytest.param(
            "（县水利局 2024年3月30日）", "青禾县人民政府", dt.date(2024, 4, 6), id="both"
        ),
        pytest.param("（征求意见稿）", "青禾县人民政府", dt.date(2024, 4, 6), id="no-day"),
    ],
)
def test_whose_plan_is_passed_on_does_not_sign_the_notice(
    note: str, issuer: str, day: dt.date
) -> None:
    plan = f"关于2024年防汛工作方案\n{note}\n一、巡查。每周巡堤一次。\n"
    notice = "青禾县人民政府转发县水利局关于2024年防汛工作方案的通知\n" + TO
    found = read(f"{notice}现转发给你们，请落实。\n青禾县人民政府\n2024年4月6日\n\n{plan}")
    assert (found.issuer, found.issued_on) == (issuer, day)


def test_a_note_signs_a_plan_without_a_notice() -> None:
    found = read("青禾县2024年防汛工作方案\n（县水利局 2024年3月30日）\n一、巡查。每周一次。\n")
    assert (found.issuer, found.issued_on) == ("县水利局", dt.date(2024, 3, 30))


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        (
            "局办公室制定了《青禾局2024年防汛分工》，经局领导同意，现印发给你们。",
            "青禾局2024年防汛分工",
        ),
        ("经厅党组会议审议同意，现将《关于防汛的实施意见》印发给你们。", "关于防汛的实施意见"),
        ("局办公室制定了《青禾局2024年防汛分工》，请各单位提出意见。", None),
    ],
)
def test_a_notice_alone_names_what_it_sends(words: str, subject: str | None) -> None:
    text = f"机关各处室、局属各单位：\n{words}\n青禾县水利局\n2024年4月6日\n"
    assert read(text).subject == subject


def test_a_plan_named_like_a_notice_is_not_the_notice() -> None:
    notice = (
        "厅直各单位：\n经厅党组审议同意，现将《关于防汛的实施意见》印发给你们。\n"
        "省水利厅\n2024年4月6日\n"
    )
    found = read(f"{notice}关于防汛的实施意见\n一、巡查。每周巡堤一次。\n")
    assert (found.subject, found.recipients) == ("关于防汛的实施意见", ("厅直各单位",))
    assert (found.issuer, found.issued_on) == ("省水利厅", dt.date(2024, 4, 6))


LONG = (
    "青禾市发展和改革委员会 中共青禾市委社会工作部 青禾市规划和自然资源局 青禾市住房和城乡建设局 "
    "关于印发青禾市城市社区嵌入式服务设施建设工程实施方案的通知"
)


def test_a_long_title_of_several_issuers_is_not_joined_to_the_next_line() -> None:
    found = read(f"{LONG}\n\n{LONG}\n\n{TO}\n现印发给你们。\n一、巡查。每周巡堤一次。\n")
    assert found.title == LONG.replace(" ", "")
    assert found.subject == "青禾市城市社区嵌入式服务设施建设工程实施方案"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("防汛工作方案\n（2022年2月21日县政府第5次常务会议通过）\n一、巡查。每周一次。", 2022),
        ("防汛工作方案\n制定《县防汛办2021年工作要点》。\n一、巡查。每周一次。", 2021),
        ("防汛工作方案\n为做好2023年防汛工作，制定本方案。\n一、巡查。每周一次。", 2023),
        ("防汛工作方案\n2020年是收官之年，为做好2021年工作，制定本方案。\n一、巡查。", None),
        ("防汛工作方案\n自2019年以来，防汛成效明显。\n一、巡查。每周一次。", None),
    ],
)  # fmt: skip
def test_the_year_stands_in_the_note_or_the_first_words(text: str, year: int | None) -> None:
    assert read(text).year == year


@pytest.mark.parametrize(
    ("signed", "issuer"),
    [
        ("青禾县人民政府\n优化营商环境领导小组", "青禾县人民政府优化营商环境领导小组"),
        ("青禾县人民政府\n青禾县防汛抗旱指挥部", "青禾县人民政府、青禾县防汛抗旱指挥部"),
    ],
)  # fmt: skip
def test_the_second_line_of_a_name(signed: str, issuer: str) -> None:
    found = read(f"{TITLE[10:]}{TO}{BODY.strip()}\n{signed}\n2024年4月6日\n")
    assert found.issuer == issuer


@pytest.mark.parametrize(
    ("source", "issuer"),
    [("青禾县水利局", "青禾县水利局"), ("青禾县融媒体中心", None)],
)
def test_the_plan_names_its_office_and_the_page_confirms_it(
    source: str, issuer: str | None
) -> None:
    title = "关于印发《青禾县水利局2024年工作要点》的通知\n"
    text = f"{title}发布时间：2024-03-28 信息来源： {source}\n{TO}现印发给你们。\n一、巡查。\n"
    assert read(text).issuer == issuer


@pytest.mark.parametrize(
    ("name", "annexes"),
    [
        ("青禾县2024年防汛工作方案.pdf", ()),
        ("《青禾县2024年防汛工作方案》.docx", ()),
        ("防汛物资清单.xlsx", ("防汛物资清单.xlsx",)),
    ],
)
def test_the_paper_itself_to_be_fetched_is_no_annex(name: str, annexes: tuple[str, ...]) -> None:
    plan = "青禾县2024年防汛工作方案\n一、加强巡查。每周巡堤一次。\n"
    text = (
        f"{TITLE}{TO}现印发给你们。\n青禾县人民政府办公室\n2024年4月6日\n{plan}附件下载：\n{name}\n"
    )
    assert read(text).annexes == annexes


def test_a_plan_that_is_only_offered_to_be_fetched_is_an_annex() -> None:
    name = "青禾县2024年防汛工作方案.pdf"
    assert read(f"{TITLE}{TO}现印发给你们。\n附件下载：\n{name}\n").annexes == (name,)


@pytest.mark.parametrize(
    "above",
    [
        "时间: 2024-02-21\n核心提示:\n方案已经同意，现印发给你们。\n"
        "发布单位 |\n青禾县政府\n|\n备注 |\n",
        "青禾县人民政府门户网站 www.qinghe.gov.cn 发布时间: 2024-02-20 11:02 【字体:\n",
        "青禾县水利局关于印发防汛工作方案的通知 各县(市、区)水利局(南太湖…\n",
    ],
)
def test_what_a_page_prints_around_the_title_is_neither_title_nor_addressee(above: str) -> None:
    found = read(f"{TITLE}\n{above}\n{TO}{BODY}")
    assert (found.title, found.recipients) == (TITLE.strip(), ("各镇人民政府", "县政府各部门"))


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("青禾县水利局2024年工作要点 | ||||\n|\n||||\n", "青禾县水利局2024年工作要点"),
        ("青禾县水利局2024年工作要点 |\n", "青禾县水利局2024年工作要点"),
    ],
)
def test_bars_behind_the_only_title(title: str, wanted: str) -> None:
    found = read(f"{title}\n为做好工作，制定本要点。\n一、巡查。每周巡堤一次。\n")
    assert (found.title, found.subject) == (wanted, wanted)


@pytest.mark.parametrize(
    ("signed", "issuer", "day"),
    [
        pytest.param("", "青禾县政府督查室", dt.date(2024, 2, 22), id="only-above-the-title"),
        pytest.param(
            "青禾县人民政府办公室\n2024年3月1日\n", "青禾县人民政府办公室", dt.date(2024, 3, 1),
            id="the-signature-counts",
        ),
    ],
)  # fmt: skip
def test_a_bulletin_prints_its_office_and_day_above_the_title(
    signed: str, issuer: str, day: dt.date
) -> None:
    head = "督查通知\n〔2024〕第8期\n青禾县政府督查室　　　　2024年2月22日\n"
    title = "关于第一季度重点工作任务分解的通知\n"
    found = read(f"{head}{title}{TO}现分解如下。\n1．春耕备耕。3月15日前完成。\n{signed}")
    assert (found.issuer, found.issued_on) == (issuer, day)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            "青禾县人民政府办公室\n关于分解落实2024年县政府工作报告\n主要目标任务的通知\n",
            "青禾县人民政府办公室关于分解落实2024年县政府工作报告主要目标任务的通知",
        ),
        (
            "青禾县人民政府办公室关于防汛工作的报告\n关于印发防汛方案的通知\n",
            "青禾县人民政府办公室关于防汛工作的报告",
        ),
    ],
)
def test_a_title_goes_on_below_a_line_that_ends_like_one(lines: str, title: str) -> None:
    assert read(f"{lines}\n{BODY}").title == title


LABELLED = (
    "索引号: 0123/2024-8 信息分类: 文件\n发布机构: 青禾县机关事务中心\n"
    "成文日期: 2024-04-13\n文号: 青管〔2024〕5号\n生效时间: 废止时间:\n"
    "来源: 青禾县机关事务中心 浏览量: 5\n发布时间: 2024-04-24\n"
)


def test_the_only_title_stands_below_a_pages_labels() -> None:
    title = "2024年度青禾县公共机构节能工作任务分解"
    found = read(f"{LABELLED}\n{title}\n\n{TO}\n任务分解如下：\n一、制止浪费。\n")
    assert (found.title, found.subject) == (title, title)
    assert read(f"{LABELLED}\n{TO}\n任务分解如下：\n一、制止浪费。\n").title is None
