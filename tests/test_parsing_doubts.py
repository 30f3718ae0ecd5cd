from __future__ import annotations

import pytest

from taskboard.parsing.checks import TABLE, finding, ordered
from taskboard.parsing.doubts import table_remains
from taskboard.parsing.parse import parse
from taskboard.reading import read_text


def codes(body: str, code: str) -> list[str]:
    text = f"清河县2023年重点工作要点\n\n{body}\n"
    return [
        text[slice(*f.span)] for f in parse(read_text(text)).findings if f.code == code and f.span
    ]


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        pytest.param("一、甲。完善监管规则 and 标准体系。", "and", id="latin-word"),
        pytest.param("一、甲。严格审查。三是加强调度。", "三是", id="third-without-second"),
        pytest.param("一、甲。一是摸底；三是整改。", "三是", id="second-missing"),
        pytest.param("一、甲。加强监测监测工作。", "监测监测", id="word-twice"),
        pytest.param("一、甲。加强监测，，及时处置。", "，，", id="comma-twice"),
        pytest.param("一、甲。深化“放管服改革。", "“", id="quote-not-closed"),
        pytest.param("一、甲。落实（省里要求。", "（", id="bracket-not-closed"),
        pytest.param("一、甲。2O23年底前完成。", "O", id="letter-for-digit"),
    ],
)
def test_suspect_text(body: str, printed: str) -> None:
    assert printed in codes(body, "suspect-text")


@pytest.mark.parametrize(
    "body",
    [
        "一、甲。推广APP和WiFi应用，PM2.5达标。",
        "一、甲。一是摸底；二是整改；三是回头看。",
        "一、甲。一项一项抓、逐条逐条改。",
        "一、甲。这是重点，也是难点。十三是个数字。",
        "一、甲。深化“放管服”改革（省里要求）。",
        "一、甲。每月每月底通报……形成闭环。",
        "一、甲。5G基站3000个。",
    ],
)
def test_sound_text_raises_no_doubt(body: str) -> None:
    assert codes(body, "suspect-text") == []


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("抄送:市委有关部门,市村\t", 1),
        ("某市人民政府办公室\t2023年7月26日1", 1),
        ("序号\t任务\t单位", 0),
        ("抄送：市委有关部门。", 0),
    ],
)
def test_remains_of_a_table(line: str, count: int) -> None:
    assert len(table_remains(f"一、甲。\n{line}\n")) == count


@pytest.mark.parametrize(
    ("text", "code", "raised"),
    [
        ("一、甲。2月底前完成。\n\n清河县人民政府\n2023年3月2日", "deadline-before-issue", True),
        ("一、甲。4月底前完成。\n\n清河县人民政府\n2023年3月2日", "deadline-before-issue", False),
        ("一、甲。做好。\n\n清河县人民政府\n2023年3月2日", "issue-date-missing", False),
        ("一、甲。做好。", "issue-date-missing", True),
        ("一、甲。做好。（责任单位：县水利局）", "unit-none", False),
        ("一、甲。做好。", "unit-none", True),
        ("一、甲。做好。\n\n— 1 —\n\n二、乙。做好。", "furniture-removed", True),
        ("一、甲。做好。\n\n二、乙。做好。", "furniture-removed", False),
        ("一、甲。\n序号\t任务\t单位\n1\t乙\t丙", "table-unread", True),
        ("一、甲。做好。", "table-unread", False),
    ],
)
def test_review(text: str, code: str, raised: bool) -> None:
    found = parse(read_text(f"清河县2023年重点工作要点\n\n{text}\n")).findings
    assert (code in {item.code for item in found}) is raised


@pytest.mark.parametrize(
    ("printed", "raised"),
    [("2023年7月24日", False), ("2023年7月20日", True), ("2023年12月24日", True)],
)
def test_dates_at_odds(printed: str, raised: bool) -> None:
    text = (
        "清河县人民政府关于做好防汛工作的通知\n\n各镇：\n\n一、甲。做好。\n\n清河县人民政府\n2023年7月24日\n\n"
        f"抄送：县委。\n清河县人民政府办公室\n{printed}印发\n"
    )
    assert ("issue-date-conflict" in {f.code for f in parse(read_text(text)).findings}) is raised


def test_every_code_has_a_chinese_sentence_that_ends() -> None:
    for code, (severity, sentence) in TABLE.items():
        assert severity in ("error", "warning", "info")
        assert sentence.endswith("。"), code


def test_most_severe_first_and_each_once() -> None:
    low, high = finding("furniture-removed", None, 3), finding("no-heading")
    assert ordered([low, high, low]) == (high, low)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("序号工作任务牵头单位完成时限1公开预算县财政局6月底前2公开决算县审计局9月底前", True),
        ("序号重点事项责任部门1公开财政预算决算县财政局2公开审计结果县审计局", True),
        ("序号 项目名称 主办单位 完成时限\n1 改造管网 市水利局 8月底", True),
        ("序号\n工作任务\n责任科室\n时限要求\n1\n修订预案\n办公室\n6月底", True),
        ("序 号　民生实事　牵头部门　备注\n1　新建幼儿园　县教育局", True),
        ("序号 项目名称 总投资 建设地点\n1 污水处理厂 2亿元 城东", False),
        ("序号和工作任务要对应，由牵头单位负责。", False),
        ("序号 项目名称 主办单位\n另行公布。", False),
        ("序号、名称、主办单位应当齐全。\n1个单位不得漏报。", False),
        ("按照任务清单，责任单位要逐项落实，序号连续，不得遗漏。", False),
    ],
)
def test_a_table_glued_into_one_line_is_reported(line: str, found: bool) -> None:
    parsed = parse(read_text(f"2025年甲县工作要点\n一、公开预算。6月底前完成。\n{line}\n"))
    assert ("damaged-table" in [one.code for one in parsed.findings]) == found
