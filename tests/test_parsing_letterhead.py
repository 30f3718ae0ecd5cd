from __future__ import annotations

import datetime as dt

import pytest

from taskboard.model import Document
from taskboard.parsing.parse import parse
from taskboard.reading import read_text

NOTICE = """云岭县人民政府办公室文件

云政办发［2023］第012号

云岭县人民政府办公室
关于印发《云岭县2023年优化营商
环境工作方案》的通知

各乡镇人民政府、街道办事处，县政府各部门，各县、区人民政府：

现将《云岭县2023年优化营商环境工作方案》印发给你们，请认真贯彻执行。

附件：1.重点任务清单
2．联系人名单

云岭县人民政府办公室
2023年3月 2日

（此件主动公开）

云岭县2023年优化营商环境工作方案

根据《省政府办公厅关于优化营商环境的意见》（省政办发〔2023〕4号）要求，制定本方案。

一、提升效率。企业开办压缩至1个工作日以内。（责任单位：县市场监管局）

附件1
重点任务清单
略

抄送：县委各部门，县人大常委会办公室、县政协办公室，存档。
云岭县人民政府办公室        2023年3月3日印发
"""


def read(text: str) -> Document:
    return parse(read_text(text)).document


def test_a_whole_letterhead() -> None:
    document = read(NOTICE)
    assert (
        document.title == "云岭县人民政府办公室关于印发《云岭县2023年优化营商环境工作方案》的通知"
    )
    assert document.subject == "云岭县2023年优化营商环境工作方案"
    assert document.number == "云政办发〔2023〕012号"
    assert document.issuer == "云岭县人民政府办公室"
    assert document.issued_on == dt.date(2023, 3, 2)
    assert document.printed_on == dt.date(2023, 3, 3)
    assert document.year == 2023
    assert document.recipients == (
        "各乡镇人民政府",
        "街道办事处",
        "县政府各部门",
        "各县、区人民政府",
    )
    assert document.copied_to == ("县委各部门", "县人大常委会办公室", "县政协办公室")
    assert document.annexes == ("重点任务清单", "联系人名单")
    assert document.basis == ("省政办发〔2023〕4号",)
    assert document.disclosure == "此件主动公开"


@pytest.mark.parametrize(
    ("lines", "annexes", "tasks"),
    [
        (["附件：分解表.doc"], ("分解表.doc",), 1),
        (["分解表.doc"], ("分解表.doc",), 1),
        (["附件：", "1.分解表.doc", "2.责任清单.XLSX"], ("分解表.doc", "责任清单.XLSX"), 1),
        (["附件下载：", "分解表.doc"], ("分解表.doc",), 1),
        (["附件：分解表.doc", "分解表.doc"], ("分解表.doc",), 1),
        (["相关附件："], (), 1),
        (["推进文件格式由.doc改为.ofd。"], (), 2),
    ],
    ids=["line", "bare", "list", "fetched", "twice", "none", "sentence"],
)
def test_files_a_page_offers_are_annexes(
    lines: list[str], annexes: tuple[str, ...], tasks: int
) -> None:
    text = "\n".join(["甲县2023年工作要点", "一、公布目录。（责任单位：县司法局）", *lines])
    parsed = parse(read_text(text))
    assert parsed.document.annexes == annexes
    assert len(parsed.tasks) == tasks


def test_annexes_that_are_there_and_those_that_are_not() -> None:
    findings = parse(read_text(NOTICE)).findings
    missing = [found.message for found in findings if found.code == "annex-missing"]
    assert len(missing) == 1
    assert "联系人名单" in missing[0]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("青安委〔2023〕7号", "青安委〔2023〕7号"),
        ("青安委（2023）7号", "青安委〔2023〕7号"),
        ("青安委[2023]7号", "青安委〔2023〕7号"),
        ("青安委【2023】7号 签发人：王大河", "青安委〔2023〕7号"),
        ("青安委〔2023〕7", "青安委〔2023〕7号"),
    ],
)
def test_number_brackets(printed: str, number: str) -> None:
    text = f"{printed}\n\n青山县安委会关于做好防汛工作的通知\n\n各乡镇：\n\n一、值班。加强值守。\n"
    assert read(text).number == number


@pytest.mark.parametrize(
    "line", ["参会人员（2023）7人", "青山县2023年第7次常务会议", "关于2023年7号台风"]
)
def test_what_is_no_number(line: str) -> None:
    text = f"{line}。\n\n青山县安委会关于做好防汛工作的通知\n\n各乡镇：\n\n一、值班。加强值守。\n"
    assert read(text).number is None


@pytest.mark.parametrize(
    ("signature", "day"),
    [
        ("青山县安全生产委员会\n二〇二三年十二月二十一日", dt.date(2023, 12, 21)),
        ("青山县安全生产委员会\n二○二三年三月二日", dt.date(2023, 3, 2)),
        ("青山县安全生产委员会 2023 年 9 月 30 日", dt.date(2023, 9, 30)),
        ("青山县安全生产委员会\n（2023年5月1日）", dt.date(2023, 5, 1)),
        ("青山县安全生产委员会\n2023年2月30日", None),
        ("青山县安全生产委员会", None),
    ],
)
def test_issue_date(signature: str, day: dt.date | None) -> None:
    text = (
        f"青山县安委会关于做好防汛工作的通知\n\n各乡镇：\n\n一、值班。加强值守。\n\n{signature}\n"
    )
    assert read(text).issued_on == day


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("各县、区人民政府，市政府各部门：", ("各县、区人民政府", "市政府各部门")),
        ("各镇、街道办事处，区直各单位：", ("各镇、街道办事处", "区直各单位")),
        ("各县（市、区）人民政府，各开发区管委会：", ("各县（市、区）人民政府", "各开发区管委会")),
        ("各区人民政府，市政府各委、办、局：", ("各区人民政府", "市政府各委、办、局")),
        ("各乡镇人民政府、街道办事处：", ("各乡镇人民政府", "街道办事处")),
        ("各镇，县直各部门、单位，县属企业：", ("各镇", "县直各部门、单位", "县属企业")),
    ],
)
def test_recipients(line: str, names: tuple[str, ...]) -> None:
    text = f"某市人民政府关于做好防汛工作的通知\n\n{line}\n\n一、值班。加强值守。\n"
    assert read(text).recipients == names


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("临湖市2024年民生实事项目", 2024),
        ("临湖市二〇二四年民生实事项目", 2024),
        ("临湖市民生实事项目", None),
    ],
)
def test_a_plan_without_a_notice(title: str, year: int | None) -> None:
    document = read(f"{title}\n\n一、改造老旧小区50个。\n\n二、新建公园20个。\n")
    assert (document.title, document.subject, document.year) == (title, title, year)


def test_year_of_the_caller_wins() -> None:
    parsed = parse(read_text("临湖市2024年民生实事\n\n一、改造小区50个。\n"), year=2031)
    assert parsed.document.year == 2031


def test_labels_of_a_government_site_fill_what_the_text_lacks() -> None:
    document = read(
        "索引号：1137/2023-12 发文机关：南山区人民政府办公室 成文日期：2023-07-21\n"
        "南山区2023年数字政府工作要点\n一、推进共享。完成接入。\n"
    )
    assert document.issuer == "南山区人民政府办公室"
    assert document.issued_on == dt.date(2023, 7, 21)


def test_a_page_prints_its_labels_in_a_table_of_bars() -> None:
    document = read(
        "索 引 号 | 1162/2025-48086 | 主题分类 | 河政发 |\n"
        "发文字号 | 河政发〔2025〕33号 | 制发机构 | |\n有效性 | |||\n"
        "标 题 | 河湾市人民政府关于印发《河湾市2025年乡村振兴工作方案》的通知 |\n"
        "云岭县、东山区人民政府，市政府各部门：\n"
        "《河湾市2025年乡村振兴工作方案》已经市政府同意，现印发给你们。\n"
        "河湾市人民政府\n2025年6月13日\n（此件公开发布）\n"
        "河湾市2025年乡村振兴工作方案\n一、建好农田。新建高标准农田2万亩。\n"
    )
    assert document.title == "河湾市人民政府关于印发《河湾市2025年乡村振兴工作方案》的通知"
    assert document.number == "河政发〔2025〕33号"
    assert document.recipients == ("云岭县", "东山区人民政府", "市政府各部门")
    assert document.issued_on == dt.date(2025, 6, 13)
    assert document.disclosure == "此件公开发布"


def test_a_page_prints_the_number_behind_the_title_and_its_labels_above() -> None:
    document = read(
        "索 引 号: 4306/2020-17 发布机构: 云岭县人民政府办公室 信息状态:\n"
        "文  号: 云政办发〔2020〕5号 统一登记号: YLDR-2020 公开范围: 全部公开\n"
        "生效日期: 2020-06-03 失效日期: 2025-06-03 公开方式: 政府网站\n\n"
        "云岭县人民政府办公室关于印发《云岭县2020年政务公开工作要点》的通知(云政办发〔2020〕5号)\n\n"
        "各乡镇人民政府，云岭高新区，县直各单位：\n\n"
        "《云岭县2020年政务公开工作要点》已经县人民政府同意。\n\n云岭县人民政府办公室\n\n2020年6月3日\n\n"
        "云岭县2020年政务公开工作要点\n\n一、公开政策。6月底前建成专栏。\n"
    )
    assert document.title == "云岭县人民政府办公室关于印发《云岭县2020年政务公开工作要点》的通知"
    assert document.number == "云政办发〔2020〕5号"
    assert document.recipients == ("各乡镇人民政府", "云岭高新区", "县直各单位")


@pytest.mark.parametrize(
    "sent",
    [
        "《云海市贯彻〈东江省政务公开五年行动计划〉实施方案》已经市政府同意，现印发给你们。",
        "现将《云海市贯彻〈东江省政务公开五年行动计划〉实施方案》印发给你们，请认真贯彻执行。",
        "经市政府同意，现将《云海市贯彻〈东江省政务公开五年行动计划〉实施方案》印发给你们。",
    ],
)
def test_a_plan_named_in_the_notice_and_titled_over_two_lines(sent: str) -> None:
    document = read(
        f"各县（区）人民政府：\n{sent}\n云海市人民政府办公室\n2022年7月8日\n"
        "云海市贯彻《东江省政务公开\n五年行动计划》实施方案\n"
        "为推进政务公开，结合我市实际，制定本方案。\n一、公开政策。6月底前建成专栏。\n"
    )
    assert document.subject == "云海市贯彻《东江省政务公开五年行动计划》实施方案"


@pytest.mark.parametrize("line", ["重点抓好以下几项：", "一、全市各部门要做到：", "工作目标："])
def test_a_line_with_a_colon_that_addresses_nobody(line: str) -> None:
    assert read(f"临湖市2024年民生实事\n{line}\n一、改造小区50个。\n").recipients == ()


def test_two_issuers_an_annex_that_starts_with_a_year_and_no_date() -> None:
    document = read(
        "中共南河市委办公室\n南河市人民政府办公室\n关于印发2023年政务公开工作要点的通知\n\n（南办发〔2023〕9号）\n\n"
        "各县（市、区）党委和人民政府，市委各部委，市直各\n单位，各人民团体，\n各高等院校：\n\n"
        "已经同意，现印发给你们，请认真组织实施。\n\n附件：1.2023年任务分解表\n2.主动公开目录（2023年版）\n\n"
        "南河市2023年政务公开工作要点\n（2023年7月）\n\n根据国办发〔2023〕19号、豫政办〔2023〕28号文件，制定本要点。\n\n"
        "一、强化公开。做好。\n\n特此通知。\n"
    )
    assert document.title == (
        "中共南河市委办公室南河市人民政府办公室关于印发2023年政务公开工作要点的通知"
    )
    assert document.number == "南办发〔2023〕9号"
    assert document.subject == "南河市2023年政务公开工作要点"
    assert document.recipients == (
        "各县（市、区）党委和人民政府",
        "市委各部委",
        "市直各单位",
        "各人民团体",
        "各高等院校",
    )
    assert document.annexes == ("2023年任务分解表", "主动公开目录（2023年版）")
    assert document.basis == ("国办发〔2023〕19号", "豫政办〔2023〕28号")


@pytest.mark.parametrize(
    ("mark", "raised"), [("秘密★1年", True), ("机密", True), ("严守国家秘密的通知", False)]
)
def test_marks_of_secrecy_in_the_letterhead(mark: str, raised: bool) -> None:
    text = f"{mark}\n\n青山县安委会关于做好防汛工作的通知\n\n各乡镇：\n\n一、值班。加强值守。\n"
    codes = [found.code for found in parse(read_text(text)).findings]
    assert ("classified-mark" in codes) is raised


def test_a_mark_of_secrecy_in_the_text_is_none() -> None:
    text = "青山县2023年保密工作要点\n\n一、管好载体。不得泄露\n\n秘密\n"
    codes = [found.code for found in parse(read_text(text)).findings]
    assert "classified-mark" not in codes


def test_a_site_repeats_the_title_in_its_index() -> None:
    text = (
        "首页 > 政务公开\n\n标题\n\n"
        "青云县人民政府办公室关于印发2021年青云县安全生产工作要点的通知\n\n"
        "发布日期\n\n2021-06-28\n\n青云县人民政府办公室\n关于印发2021年青云县安全生产工作要点的通知\n\n"
        "青政办发〔2021〕9号\n\n各乡镇人民政府、街道办事处,县直各有关部门(单位):\n\n"
        "现印发给你们,请认真贯彻执行。\n\n青云县人民政府办公室\n 2021年6月28日\n\n"
        "2021年青云县安全生产工作要点\n\n一、压实责任。做好。\n"
    )
    found = parse(read_text(text)).document
    assert found.title == "青云县人民政府办公室关于印发2021年青云县安全生产工作要点的通知"
    assert found.recipients == ("各乡镇人民政府", "街道办事处", "县直各有关部门(单位)")
    assert (found.number, str(found.issued_on)) == ("青政办发〔2021〕9号", "2021-06-28")


@pytest.mark.parametrize(
    "line",
    [
        "《东河市人民政府办公厅关于印发〈东河市2016年乡村振兴工作要点〉的通知》",
        "东政办发〔2016〕26号《东河市人民政府办公厅关于印发〈东河市2016年乡村振兴工作要点〉的通知》",
        "东政办发〔2016〕26号：《东河市人民政府办公厅关于印发〈东河市2016年乡村振兴工作要点〉的通知》",
    ],
)
def test_a_title_in_quotation_marks(line: str) -> None:
    text = (
        f"{line}\n各区人民政府:\n现印发给你们。\n东河市人民政府办公厅\n2016年5月28日\n一、做好。\n"
    )
    found = parse(read_text(text)).document
    assert found.title == "东河市人民政府办公厅关于印发〈东河市2016年乡村振兴工作要点〉的通知"
    assert found.subject == "东河市2016年乡村振兴工作要点"


@pytest.mark.parametrize("cited", ["《关于加强监管的通知》", "根据《关于加强监管的通知》要求，"])
def test_a_cited_title_below_the_own_one_changes_nothing(cited: str) -> None:
    text = f"东河市关于印发2016年生态环境工作要点的通知\n各区：\n{cited}\n一、做好。\n"
    assert parse(read_text(text)).document.title == "东河市关于印发2016年生态环境工作要点的通知"


def test_a_notice_without_its_title_keeps_signature_and_disclosure() -> None:
    text = (
        "各县(区)人民政府,市政府各部门:\n\n  现印发给你们,请贯彻落实。\n\n"
        "  新岭市人民政府办公室\n\n"
        "  2023年8月7日\n\n  (此件主动公开)\n\n"
        "  2023年新岭市民生实事工作要点\n\n一、做好养老服务。\n"
    )
    found = parse(read_text(text)).document
    assert found.title == found.subject == "2023年新岭市民生实事工作要点"
    assert (found.issuer, str(found.issued_on)) == ("新岭市人民政府办公室", "2023-08-07")
    assert found.disclosure == "此件主动公开" and found.recipients[0] == "各县(区)人民政府"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("各乡（镇）党委、政府，县直各单位：", ("各乡（镇）党委、政府", "县直各单位")),
        ("各镇党委、人民政府、县政府各部门：", ("各镇党委、人民政府", "县政府各部门")),
        ("县委各部委、县政府各部门：", ("县委各部委", "县政府各部门")),
    ],
)
def test_party_and_government_of_a_place_are_one_addressee(
    line: str, names: tuple[str, ...]
) -> None:
    text = f"云河县关于印发2025年安全生产工作要点的通知\n\n{line}\n\n现印发给你们。\n\n一、做好。\n"
    assert parse(read_text(text)).document.recipients == names


@pytest.mark.parametrize(
    ("copies", "names"),
    [
        (
            "抄送：市委办公室，市监委，市法\n      院，市检察院。",
            ("市委办公室", "市监委", "市法院", "市检察院"),
        ),
        ("抄送：市委办公室，\n      市检察院。", ("市委办公室", "市检察院")),
        ("抄送：市委办公室、市检察院。", ("市委办公室", "市检察院")),
    ],
)
def test_copies_over_several_lines(copies: str, names: tuple[str, ...]) -> None:
    text = (
        "云河市关于印发2025年营商环境工作要点的通知\n各部门：\n现印发给你们。\n一、做好。抓落实。\n\n"
        f"{copies}\n云河市人民政府办公室          2025年6月1日印发\n"
    )
    found = parse(read_text(text)).document
    assert (found.copied_to, str(found.printed_on)) == (names, "2025-06-01")


@pytest.mark.parametrize("verb", ["贯彻落实", "执行", "对照", "根据"])
def test_a_cited_number_begins_after_the_verb(verb: str) -> None:
    cited = f"为{verb}国办发〔2025〕8号、鲁政办发〔2025〕9号文件，制定本要点。"
    text = f"云河市2025年乡村振兴工作要点\n{cited}\n一、做好。\n"
    assert parse(read_text(text)).document.basis == ("国办发〔2025〕8号", "鲁政办发〔2025〕9号")


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("清河县优化营商环境三年行动计划（2023—2025年）", 2023),
        ("清河县乡村振兴行动方案（2022-2024年）", 2023),
        ("清河县2021至2025年法治政府建设规划", 2023),
        ("清河县绿色发展行动计划（2024—2026年）", 2024),
        ("清河县2023年安全生产工作要点", 2023),
        ("清河县第3-5批民生实事实施方案", 2023),
    ],
)
def test_year_of_a_plan_of_several_years(title: str, year: int) -> None:
    notice = "各镇人民政府：\n现予印发。\n清河县人民政府\n2023年6月9日"
    text = f"关于印发《{title}》的通知\n{notice}\n{title}\n"
    assert read(f"{text}一、改造道路5公里。\n").year == year


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("市直各单位，有关中央、省驻汶企业：", ("市直各单位", "有关中央、省驻汶企业")),
        ("各镇人民政府，中央、省、市驻县各单位：", ("各镇人民政府", "中央、省、市驻县各单位")),
        ("县直各部门，省、市属企业：", ("县直各部门", "省、市属企业")),
        ("市委各部门、市直各单位：", ("市委各部门", "市直各单位")),
        ("市教育局、县级有关部门：", ("市教育局", "县级有关部门")),
        ("有关企业、市属单位：", ("有关企业", "市属单位")),
    ],
)
def test_units_of_the_centre_and_province_seated_here(line: str, names: tuple[str, ...]) -> None:
    text = f"关于印发2023年工作要点的通知\n{line}\n现予印发。\n一、改造道路5公里。\n"
    assert read(text).recipients == names


JOINT = """中共云澜市委办公室  云澜市人民政府办公室
关于印发《云澜市2024年重点工作》的通知

各县（市、区）党委和人民政府：

现将《云澜市2024年重点工作》印发给你们，请抓好落实。

{signed}
2024年2月28日

云澜市2024年重点工作

一、抓产业
（一）抓项目。开工20个。（市发展改革委）

{foot}
云澜市人民政府办公室　　2024年2月29日印发
"""


@pytest.mark.parametrize(
    ("signed", "issuer"),
    [
        pytest.param(
            "中共云澜市委办公室　　云澜市人民政府办公室",
            "中共云澜市委办公室、云澜市人民政府办公室",
            id="two-on-a-line",
        ),
        pytest.param(
            "中共云澜市委办公室\n云澜市人民政府办公室",
            "中共云澜市委办公室、云澜市人民政府办公室",
            id="two-below-each-other",
        ),
        pytest.param(
            "云澜市教育局  云澜市财政局\n云澜市人力资源和社会保障局",
            "云澜市教育局、云澜市财政局、云澜市人力资源和社会保障局",
            id="three-on-two-lines",
        ),
        pytest.param("云澜市人民政府  办公室", "云澜市人民政府办公室", id="one-name-with-a-gap"),
        pytest.param("云 澜 市 财 政 局", "云澜市财政局", id="one-name-spaced-out"),
        pytest.param("", "中共云澜市委办公室、云澜市人民政府办公室", id="from-the-title"),
    ],
)
def test_several_issuers_are_parted(signed: str, issuer: str) -> None:
    assert read(JOINT.format(signed=signed, foot="")).issuer == issuer


@pytest.mark.parametrize(
    ("foot", "copied"),
    [
        pytest.param(
            "抄送：市委各部门，云澜军分区。\n市人大常委会办公室，市政协办公室，市法院。\n各人民团体。",
            (
                "市委各部门",
                "云澜军分区",
                "市人大常委会办公室",
                "市政协办公室",
                "市法院",
                "各人民团体",
            ),
            id="a-line-for-each-class",
        ),
        pytest.param(
            "抄送：市委常委，市人大常委会主任、副主任。",
            ("市委常委", "市人大常委会主任、副主任"),
            id="deputies-stay-with-their-head",
        ),
        pytest.param(
            "抄送：市委各部门。\n校对：周敏 共印80份。",
            ("市委各部门",),
            id="a-proof-reader-is-no-copy",
        ),
        pytest.param(
            "抄送：市委各部门。\n市政府督查室将适时开展专项督查，对落实不力的予以通报，并报市委、市政府。",
            ("市委各部门",),
            id="a-sentence-is-no-copy",
        ),
    ],
)
def test_copies_by_class(foot: str, copied: tuple[str, ...]) -> None:
    assert read(JOINT.format(signed="云澜市人民政府办公室", foot=foot)).copied_to == copied


def test_who_drew_up_the_paper_is_no_task() -> None:
    foot = "主办：市发展改革委　　督办：市政府办公室五科\n抄送：市委各部门。"
    parsed = parse(read_text(JOINT.format(signed="云澜市人民政府办公室", foot=foot)))
    assert [unit.name for task in parsed.tasks for unit in task.units] == ["市发展改革委"]
    assert parsed.document.copied_to == ("市委各部门",)


@pytest.mark.parametrize(
    ("head", "title", "issuer"),
    [
        pytest.param(
            "梧山县人民政府办公室\n转发县发展改革局关于《梧山县2023年攻坚方案》的通知",
            "梧山县人民政府办公室转发县发展改革局关于《梧山县2023年攻坚方案》的通知",
            "梧山县人民政府办公室",
            id="forwarded",
        ),
        pytest.param(
            "梧山县教育局、梧山县财政局\n关于开展2024年助学行动的实施方案",
            "梧山县教育局、梧山县财政局关于开展2024年助学行动的实施方案",
            "梧山县教育局、梧山县财政局",
            id="plan-with-its-issuers-above",
        ),
        pytest.param(
            "扶困助学在行动！\n关于开展2024年助学行动的实施方案",
            "关于开展2024年助学行动的实施方案",
            None,
            id="no-organ-above",
        ),
    ],
)
def test_titles_begin_with_who_issues(head: str, title: str, issuer: str | None) -> None:
    body = "各乡镇人民政府：\n请抓好落实。\n一、抓助学\n（一）抓排查。（县教育局）\n"
    document = read(f"{head}\n{body}")
    assert (document.title, document.issuer) == (title, issuer)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("青塬县教育局\n2023年重点工作任务清单", "青塬县教育局2023年重点工作任务清单"),
        ("青塬县人民政府\n2023年青塬县工作要点", "2023年青塬县工作要点"),
    ],
)
def test_who_issues_opens_a_title_that_begins_with_a_year(head: str, title: str) -> None:
    text = f"{head}\n各学区，各学校：\n请遵照执行。\n一、党建引领\n1.抓实组织建设。（党建办）\n"
    assert read(text).title == title


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (
            "各市、县、自治县人民政府，省政府直属各单位：",
            ("各市、县、自治县人民政府", "省政府直属各单位"),
        ),
        ("各县、区人民政府，市直各单位：", ("各县、区人民政府", "市直各单位")),
        ("各市、州、县人民政府，省直各单位：", ("各市、州、县人民政府", "省直各单位")),
        ("各县区、市教育局、市直各学校：", ("各县区", "市教育局", "市直各学校")),
        ("各区、县（市）教育局、各直属学校：", ("各区、县（市）教育局", "各直属学校")),
        ("各市、县、区教育局，省直各单位：", ("各市、县、区教育局", "省直各单位")),
        ("各镇、县教育局：", ("各镇", "县教育局")),
        ("各县、区公共机构节能管理部门：", ("各县、区公共机构节能管理部门",)),
        (
            "市各开发区、新区、园区管委会，市各部门：",
            ("市各开发区、新区、园区管委会", "市各部门"),
        ),
        ("市各开发区、市教育局：", ("市各开发区", "市教育局")),
        ("各县区、市直各部门：", ("各县区", "市直各部门")),
        ("县委、县政府各有关部门，县法院：", ("县委、县政府各有关部门", "县法院")),
        ("县委、县政府办公室：", ("县委", "县政府办公室")),
    ],
)
def test_addressees_of_several_levels(line: str, names: tuple[str, ...]) -> None:
    text = f"海屿省人民政府办公厅\n关于做好公开工作的通知\n{line}\n请抓好落实。\n一、抓公开。\n"
    assert read(text).recipients == names


@pytest.mark.parametrize(
    ("signed", "issuer"),
    [
        pytest.param(
            "锦川市发展和改革委员会\n中共锦川市委社会工作部\n锦川市规划和自然资源局\n"
            "锦川市住房和城乡建设局\n锦川市财政局",
            "锦川市发展和改革委员会、中共锦川市委社会工作部、锦川市规划和自然资源局、"
            "锦川市住房和城乡建设局、锦川市财政局",
            id="five-below-one-another",
        ),
        pytest.param("锦川市财政局", "锦川市财政局", id="one"),
    ],
)
def test_as_many_may_sign_as_like(signed: str, issuer: str) -> None:
    text = f"关于印发《工作方案》的通知\n各有关单位：\n现予印发。\n{signed}\n2024年7月26日\n"
    assert read(text + "工作方案\n一、做好宣传。").issuer == issuer


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("南岭市人民政府办公室秘书科　　2025年2月11日印发", dt.date(2025, 2, 11)),
        ("南岭市财政局办公室　　2025年2月11日印发", dt.date(2025, 2, 11)),
        ("本方案已于2025年2月11日印发", None),
    ],
)
def test_a_section_of_the_office_may_print(line: str, day: dt.date | None) -> None:
    notice = "关于印发《工作方案》的通知\n各有关单位：\n现予印发。\n南岭市财政局\n2025年2月10日\n"
    assert read(f"{notice}工作方案\n一、做好宣传。\n{line}\n").printed_on == day


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("关于下达2024年重点工作任务清单的通知", "2024年重点工作任务清单"),
        ("关于做好2024年重点工作的通知", None),
    ],
)
def test_a_notice_may_hand_down_its_plan(title: str, subject: str | None) -> None:
    text = f"{title}\n各子公司：\n请抓好落实。\n一、做好供水。\n二、做好排水。\n"
    assert read(text).subject == subject


@pytest.mark.parametrize(
    ("note", "issuer", "day"),
    [
        ("（红山区人民政府办公室 2025年1月18日）", "红山区人民政府办公室", dt.date(2025, 1, 18)),
        ("（2025年1月18日）", None, None),
        ("（征求意见稿）", None, None),
    ],
)
def test_who_issues_may_stand_below_the_title(
    note: str, issuer: str | None, day: dt.date | None
) -> None:
    found = read(f"红山区2025年为民办实事项目清单\n{note}\n1.改造小区15个。\n2.新建学校2所。\n")
    assert (found.issuer, found.issued_on) == (issuer, day)


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("滨江区政府重大事项督查室", "滨江区政府重大事项督查室关于任务分解的通知"),
        ("滨江区实验小学", "滨江区实验小学关于任务分解的通知"),
        ("会议室", "关于任务分解的通知"),
    ],
)
def test_more_organs_that_issue(above: str, title: str) -> None:
    assert read(f"{above}\n关于任务分解的通知\n各街道：\n一、做好宣传。\n").title == title


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (
            "各县（市、区）人民政府，市安委会、市减灾委各成员单位：",
            ("各县（市、区）人民政府", "市安委会、市减灾委各成员单位"),
        ),
        ("各县安委会、市安委会各成员单位：", ("各县安委会", "市安委会各成员单位")),
        ("各县政府、市安委会成员单位：", ("各县政府", "市安委会成员单位")),
        (
            "各县市人民政府，湘河经开区、高新区管委会：",
            ("各县市人民政府", "湘河经开区、高新区管委会"),
        ),
        ("湘河经开区、高新区税务局：", ("湘河经开区", "高新区税务局")),
    ],
)
def test_members_of_two_bodies_are_one_addressee(line: str, names: tuple[str, ...]) -> None:
    assert read(f"关于印发《工作方案》的通知\n{line}\n现予印发。\n").recipients == names


@pytest.mark.parametrize("verb", ["印发", "关于印发", "转发"])
def test_who_issues_stands_above_the_verb(verb: str) -> None:
    head = (
        f"中共南川区委办公室\n南川区人民政府办公室\n{verb}《分工方案》的通知\n各镇街：\n请落实。\n"
    )
    found = read(f"{head}分工方案\n一、抓好生产。\n二、改善环境。\n")
    assert found.issuer == "中共南川区委办公室、南川区人民政府办公室"
    assert found.title == f"中共南川区委办公室南川区人民政府办公室{verb}《分工方案》的通知"
