from __future__ import annotations

import pytest

from taskboard.model import Parsed
from taskboard.parsing.parse import parse
from taskboard.reading import read_text

PLAN = "一、开展检查。6月底前完成。（县应急局）\n二、组织演练。（县消防大队）\n"


def notice(demands: str) -> Parsed:
    return parse(
        read_text(
            "清河县人民政府办公室关于印发清河县2024年安全生产工作要点的通知\n"
            "各乡镇人民政府，县政府各部门：\n"
            "《清河县2024年安全生产工作要点》已经县政府同意，现印发给你们，并提出以下要求。\n"
            f"{demands}"
            "清河县人民政府办公室\n2024年3月5日\n清河县2024年安全生产工作要点\n" + PLAN
        )
    )


@pytest.mark.parametrize(
    "demand",
    [
        "二、各责任单位于每月25日前将进展情况报县政府督查室。\n",
        "二、建立台账。各乡镇要在4月15日前制定防汛方案。\n",
        "二、民生实事进展由县发展改革局汇总。（责任单位：县发展改革局）\n",
        "二、营商环境投诉受理后5个工作日内办结。\n",
    ],
)
def test_a_duty_of_the_covering_notice_is_a_task(demand: str) -> None:
    parsed = notice(f"一、提高认识。各级各部门要高度重视。\n{demand}")
    assert [clause.path for clause in parsed.outline] == ["p0:2", "1", "2"]
    assert [task.code for task in parsed.tasks] == ["p0:2-1", "1-1", "2-1"]


@pytest.mark.parametrize(
    "demand",
    [
        "二、列第一位的责任单位为牵头单位，下同。\n",
        "二、各乡镇要加强组织领导，密切配合，形成污染防治合力。\n",
        "二、乡村振兴工作情况纳入年度考核。\n",
        "二、县直有关部门要及时总结优化营商环境的好经验。\n",
    ],
)
def test_what_else_a_covering_notice_asks_stays_in_the_letterhead(demand: str) -> None:
    parsed = notice(f"一、提高认识。要高度重视。\n{demand}")
    assert [clause.path for clause in parsed.outline] == ["1", "2"]
    assert [task.code for task in parsed.tasks] == ["1-1", "2-1"]
    text = parsed.text
    kinds = {
        one.kind
        for one in parsed.coverage
        if demand.strip()[2:8] in text[one.span.start : one.span.end]
    }
    assert kinds <= {"letterhead", "rule"}
    assert kinds


HEAD = (
    "于东县人民政府办公室关于印发《于东县安全提升三个方案》的通知\n各乡镇人民政府：\n"
    "现将三个方案印发给你们，请抓好落实。\n2024年3月5日\n于东县隐患排查工作方案\n"
    "一、目标任务\n做到应查尽查。\n二、重点任务\n（一）排查。（县应急局）\n"
)


@pytest.mark.parametrize(
    "title",
    [
        "于东县水质改善工作方案",
        "于东县民生实事实施细则",
        "于东县乡村振兴工作要点",
        "优化营商环境若干措施",
    ],
)
def test_a_bare_title_with_numbers_from_one_opens_another_plan(title: str) -> None:
    parsed = parse(read_text(f"{HEAD}{title}\n为做好工作，制定本方案。\n一、整治。（县水利局）\n"))
    assert [clause.path for clause in parsed.outline] == ["1", "2", "2.1", "p2:1"]
    assert [unit.name for unit in parsed.tasks[-1].units] == ["县水利局"]
    assert "number-repeated" not in {one.code for one in parsed.findings}


@pytest.mark.parametrize(
    "rest",
    [
        "各乡镇按时报送实施方案\n三、保障措施\n加强领导。\n",
        "严格执行《于东县水质改善工作方案》。\n一、整治。（县水利局）\n",
        "三、于东县水质改善工作方案\n（一）整治。（县水利局）\n",
        "完善以下措施\n（二）整治。（县水利局）\n",
    ],
)
def test_a_line_that_only_ends_so_opens_no_plan(rest: str) -> None:
    parsed = parse(read_text(HEAD + rest))
    assert not any(clause.path.startswith("p2") for clause in parsed.outline)
