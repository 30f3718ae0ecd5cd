"""A web copy that runs a document into one line is parted again at its headings."""

from __future__ import annotations

import pytest

from taskboard.model import Parsed
from taskboard.parsing.glued import parted
from taskboard.parsing.parse import parse
from taskboard.reading import read_text

LINE = (
    "溪口市人民政府办公室关于印发溪口市2024年护林工作方案的通知 （溪政办〔2024〕6号） "
    "各县人民政府，市政府各部门： 《溪口市2024年护林工作方案》已经市政府同意，现印发给你们，"
    "请结合实际抓好贯彻落实，重大情况及时报告，并按要求做好值班和物资储备等各项准备工作。 "
    "一、加强巡护 （一）查清火源。6月底前查完林区坟地。（市林业局牵头，市民政局配合） "
    "（二）管住野外用火。每月通报一次。（市应急局负责） 二、备足物资。储备灭火机200台。（市林业局）"
)


def read(text: str) -> Parsed:
    return parse(read_text(text))


@pytest.mark.parametrize(
    "text", [LINE, LINE.replace("（", "(").replace("）", ")"), LINE * 1 + "\n"]
)
def test_a_glued_document_is_parted(text: str) -> None:
    found = read(text)
    assert found.document.title == "溪口市人民政府办公室关于印发溪口市2024年护林工作方案的通知"
    assert found.document.number == "溪政办〔2024〕6号"
    assert found.document.recipients == ("各县人民政府", "市政府各部门")
    assert [(one.path, one.heading) for one in found.outline] == [
        ("1", "加强巡护"), ("1.1", "查清火源"), ("1.2", "管住野外用火"), ("2", "备足物资"),
    ]  # fmt: skip
    assert [[unit.name for unit in task.units] for task in found.tasks] == [
        ["市林业局", "市民政局"], ["市应急局"], ["市林业局"],
    ]  # fmt: skip
    for task in found.tasks:
        for unit in task.units:
            assert text[slice(*unit.span)] == unit.as_written


@pytest.mark.parametrize(
    "flat",
    [
        pytest.param(LINE.replace(" ", ""), id="no-blanks"),
        pytest.param(LINE[:150], id="short"),
        pytest.param(
            "要分两步走。 一、先调查，摸清情况。" + "再整改，逐项销号。" * 30, id="one-number"
        ),
        pytest.param("总产值达到 3.5 亿元。 增长 2.4%。" + "继续抓好各项工作。" * 30, id="figures"),
    ],
)
def test_other_lines_stay_whole(flat: str) -> None:
    assert parted(flat, flat, 0, len(flat)) == [(0, len(flat))]


@pytest.mark.parametrize(
    ("line", "leads"),
    [
        pytest.param(
            "市金融办、溪口银监分局、市供销社分别牵头落实",
            ["市金融办", "溪口银监分局", "市供销社"],
            id="said",
        ),
        pytest.param(
            "市财政局、市审计局、市供销社牵头落实", ["市财政局", "市审计局", "市供销社"], id="lead"
        ),
    ],
)
def test_a_line_that_hands_out_ends_its_paragraph(line: str, leads: list[str]) -> None:
    text = (
        f"溪口市2024年工作要点\n一、公开\n解读信贷政策，主动回应市场。\n{line}\n"
        "按月公开收支，说明增减原因。\n市统计局牵头落实\n"
    )
    found = read(text)
    assert [[unit.name for unit in task.units] for task in found.tasks] == [leads, ["市统计局"]]


def test_a_line_with_a_comma_goes_on() -> None:
    text = (
        "溪口市2024年工作要点\n一、公开收支\n各部门要把握重点，压实责任，逐项抓好牵头落实\n"
        "的各项任务。\n"
    )
    assert "牵头落实的各项任务" in read(text).tasks[0].text


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("市政府督查室、监察局要跟踪问效。", ["市政府督查室", "市监察局"]),
        ("各牵头单位和汇总单位要及时报告进展。", ["各牵头单位和汇总单位"]),
        ("健全服务中心建设推进机制。", []),
        ("推进数据中心建设项目。", []),
        ("市大数据中心要管好数据。", ["市大数据中心"]),
    ],
)
def test_who_acts(sentence: str, names: list[str]) -> None:
    found = read(f"溪口市2024年工作要点\n一、抓好落实。{sentence}\n")
    assert [unit.name for task in found.tasks for unit in task.units] == names


def test_lines_of_bars_are_furniture() -> None:
    found = read("溪口市2024年工作要点\n| ||||\n|\n一、公开收支。按月公开。|\n一|二\n")
    kept = [found.text[slice(*one.span)] for one in found.coverage if one.kind == "furniture"]
    assert "".join(kept).split() == ["|", "||||"]  # a lone bar parts cells
    assert "一|二" in found.tasks[0].text


@pytest.mark.parametrize("mark", ["\u2068", "\x07", "\u200b\u2069", "\u3000"])
def test_marks_that_do_not_show_stay_in_a_line(mark: str) -> None:
    text = LINE.replace("。 ", f"。 {mark} ").replace("） ", f"） {mark}")
    seen = [0] * len(text)
    for one in read(text).coverage:
        for at in range(*one.span):
            seen[at] += 1
    assert all(seen[at] == 1 for at, char in enumerate(text) if not char.isspace())


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("二、组织领导机构 为强化领导，成立领导小组。", "组织领导机构"),
        ("二、推进5 G基站建设。", "推进5G基站建设"),
        ("二、强化领导，成立 护林领导小组。", "强化领导，成立护林领导小组"),
    ],
)
def test_a_blank_ends_a_heading_of_a_glued_document(words: str, heading: str) -> None:
    found = read(LINE[: LINE.index("二、")] + words)
    assert [one.heading for one in found.outline if one.path == "2"] == [heading]


def test_two_headings_and_an_item_run_together_are_parted() -> None:
    found = read(
        "溪口市2024年护林要点 为做好全市森林防火和林区巡护各项工作，切实保护森林资源和人民群众"
        "生命财产安全，现提出如下要点： 一、总体要求 坚持预防为主，全力遏制重大火灾，为绿色发展"
        "提供有力保障，守住不发生重大火灾的底线要求。 二、重点任务 "
        "（一）加强林区巡护，管住野外用火 1.巡护林区。每周一次。 2.通报情况。每月一次。"
    )
    paths = [(one.path, one.heading) for one in found.outline]
    assert paths[2:] == [
        ("2.1", "加强林区巡护，管住野外用火"), ("2.1.1", "巡护林区"), ("2.1.2", "通报情况"),
    ]  # fmt: skip


SIGNED = (
    "关于印发《溪口市2024年护林工作要点》的通知 溪护林委〔2024〕2号 "
    "各县护林委，市护林委各成员单位： "
    "现将《溪口市2024年护林工作要点》印发给你们，请认真抓好落实。{signed}"
    "溪口市2024年护林工作要点 一、强化宣传教育 （一）全年开展宣传进校园活动60场。（市林业局牵头） "
    "（二）建成护林教育基地1个。（市林业局牵头） 二、强化打击整治 （一）案件查处率达到95%以上。"
)  # fmt: skip


@pytest.mark.parametrize(
    ("signed", "issuer", "day"),
    [
        pytest.param(" 溪口市护林委员会 2024年3月7日 ", "溪口市护林委员会", "2024-03-07", id="all"),
        pytest.param(" ", None, "None", id="nobody-signs"),
    ],
)
def test_a_glued_notice_keeps_its_letterhead(signed: str, issuer: str | None, day: str) -> None:
    found = read(SIGNED.format(signed=signed))
    document = found.document
    assert (document.issuer, str(document.issued_on)) == (issuer, day)
    assert document.number == "溪护林委〔2024〕2号"
    assert document.recipients == ("各县护林委", "市护林委各成员单位")
    assert [one.path for one in found.outline] == ["1", "1.1", "1.2", "2", "2.1"]
