"""Every row of the tables of time limits and targets: a sentence it reads, one it refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from taskboard.model import Deadline
from taskboard.parsing import deadlines_tables as times
from taskboard.parsing import targets_tables as targets
from taskboard.parsing.deadlines import find_deadlines, read_times
from taskboard.parsing.targets import find_targets
from taskboard.parsing.view import View

TIMES, TARGETS = times.SHIPPED, targets.SHIPPED


def limits(text: str, kind: str = "") -> list[Deadline]:
    found = find_deadlines(View.of(text), 2025)
    return [one for one in found if one.kind == kind or not kind]


def rules(text: str) -> str:
    return " ".join(str(one.rrule) for one in limits(text, "recurring"))


def milestones(text: str) -> list[str]:
    return [str(one.milestone) for one in limits(text) if one.milestone]


def numbers(text: str, op: str = "") -> list[float]:
    found = find_targets(View.of(text), 2025)
    return [one.value for one in found if one.value is not None and op in ("", one.op)]


def qualities(text: str) -> str:
    return " ".join(one.text for one in find_targets(View.of(text), 2025) if one.value is None)


Says = Callable[[str], object]
# table -> (its rows, what a row reads, what it must refuse; both are true when they did)
TABLES: dict[str, tuple[Iterable[str], Says, Says]] = {
    "cycles": (
        [word for word in TIMES.cycles if word != "学期"],
        lambda w: rules(f"每{w}通报一次。"), lambda w: not rules(f"这{w}来持续改善。"),
    ),
    "weekdays": (
        times.WEEKDAYS, lambda w: times.WEEKDAYS[w] in rules(f"每周{w}前报送。"),
        lambda w: not rules(f"本周{w}前放假。"),
    ),
    "round_acts": (
        [word for word in TIMES.round_acts if word != "例会"],
        lambda w: rules(f"每周一{w}。") == times.WEEKLY, lambda w: not rules(f"抓好{w}工作。"),
    ),
    "day_hours": (
        times.DAY_HOURS.split(), lambda w: "BYDAY=MO" in rules(f"每周一{w}召开调度会。"),
        lambda w: rules("每周一调度。") == times.WEEKLY,
    ),
    "short_acts": (
        TIMES.short_acts, lambda w: rules(f"坚持月{w}。"), lambda w: not rules(f"明月{w}。"),
    ),
    "trends": (
        TIMES.trends, lambda w: rules("按年度公布。"), lambda w: not rules(f"按年度{w}。"),
    ),
    "duties": (
        TIMES.duties, lambda w: rules(f"每月{w}资料。") == times.MONTHLY,
        lambda w: not rules(f"上月{w}的资料。"),
    ),
    "whole_year_nouns": (
        times.WHOLE_YEAR_NOUNS.split(), lambda w: limits("全年抓好整治。", "due"),
        lambda w: not limits(f"做好全年{w}。", "due"),
    ),
    "milestones": (
        TIMES.milestones, lambda w: milestones(f"6月底前{w}。") == [w],
        lambda w: not milestones(f"6月底前公布{w}率。"),
    ),
    "not_milestone": (
        TIMES.not_milestone, lambda w: milestones("6月底前签约。"),
        lambda w: not milestones(f"6月底前公布签约{w}。"),
    ),
    "acts": (
        TIMES.acts, lambda w: limits(f"力争9月{w}完成整治。", "due"),
        lambda w: not limits(f"去年9月{w}整治。", "due"),
    ),
    "not_limit": (
        TIMES.not_limit, lambda w: limits("2025年6月底前完成。", "due"),
        lambda w: not limits(f"2025年6月{w}。", "due"),
    ),
    "festivals": (
        TIMES.festivals, lambda w: limits(f"{w}前完成检修。", "due"),
        lambda w: not limits(f"{w}期间加强值守。", "due"),
    ),
    "movable": (
        TIMES.movable, lambda w: read_times(View.of(f"{w}前完成检修。"), 2025)[1],
        lambda w: not limits(f"{w}前完成检修。", "due"),
    ),
    "event_words": (
        times.EVENT_WORDS.split(), lambda w: limits(f"{w}举报后3日内反馈。", "triggered"),
        lambda w: not limits(f"{w}举报3次。"),
    ),
    "ongoing": (
        TIMES.ongoing, lambda w: all(limits(f"{w}{after}有关事项。", "ongoing")
                                     for after in TIMES.ongoing[w].split()),
        lambda w: not limits(f"提高{w}性。"),
    ),
    "percent": (
        TARGETS.percent, lambda w: numbers(f"合格率达到95{w}以上。"),
        lambda w: not numbers(f"去年合格率已达到95{w}。"),
    ),
    "events": (
        TARGETS.events, lambda w: numbers(f"全年开展活动5{w}以上。"),
        lambda w: not numbers(f"去年已开展活动5{w}。"),
    ),
    "counts": (
        [word for word in TARGETS.counts if word != "层"],
        lambda w: numbers(f"新增设施5{w}以上。"), lambda w: not numbers(f"去年已新增设施5{w}。"),
    ),
    "sizes": (
        TARGETS.sizes, lambda w: numbers(f"总量不低于500{w}。") == [500],
        lambda w: not numbers(f"去年总量为500{w}。"),
    ),
    "durations": (
        TARGETS.durations, lambda w: numbers(f"办理时限压缩至5{w}以内。", "<="),
        lambda w: not numbers(f"企业连续亏损5{w}以上的不予支持。"),
    ),
    "verbs": (
        TARGETS.verbs, lambda w: numbers(f"{w}5个公园。"),
        lambda w: not numbers(f"去年已{w}5个公园。"),
    ),
    "making": (
        TARGETS.making, lambda w: numbers(f"{w}城区5所学校。"),
        lambda w: not numbers(f"已{w}城区5所学校。"),
    ),
    "firm": (
        TARGETS.firm, lambda w: numbers(f"{w}三个示范点。"),
        lambda w: not numbers(f"通过{w}谱写三个新篇章。"),
    ),
    **{
        f"operator {op}": (
            words, lambda w, op=op: numbers(f"合格率{w}95%。", op),  # type: ignore[misc]
            lambda w: not numbers(f"去年合格率{w}95%。"),
        )
        for op, words in targets.OPERATORS
    },
    "rates": (
        TARGETS.rates, lambda w: numbers(f"入园{w}90%。"),
        lambda w: not numbers(f"去年入园{w}90%。"),
    ),
    "past": (
        TARGETS.past, lambda w: numbers("建成公园5个。"),
        lambda w: not numbers(f"{w}建成公园5个。"),
    ),
    "conditions": (
        TARGETS.conditions, lambda w: numbers("合格率达到60%以上。"),
        lambda w: not numbers(f"{w}合格率达到60%以下的，予以约谈。"),
    ),
    "thresholds": (
        TARGETS.thresholds, lambda w: numbers("完成投资500万元以上。"),
        lambda w: not numbers(f"聚焦500万元以上{w}。"),
    ),
    "qualities": (
        TARGETS.qualities, lambda w: w in qualities(f"实现{w}。"),
        lambda w: not qualities(f"实现{w[:-1]}。"),
    ),
    "not_before": (
        targets.NOT_BEFORE.split(), lambda w: numbers("新建公园3个。"),
        lambda w: not numbers(f"新建{w}3个。"),
    ),
    "treatments": (
        targets.TREATMENTS.split(), lambda w: numbers(f"对12处渡口集中开展{w}。") == [12],
        lambda w: not numbers(f"对{w}的12处渡口表示肯定。"),
    ),
    "made_of_lists": (
        targets.MADE_OF_LISTS.split(), lambda w: numbers(f"{w}东港、西港等4座泵站。") == [4],
        lambda w: not numbers(f"会同{w}组等4座泵站。"),
    ),
    "not_before_one": (
        list(targets.NOT_BEFORE_ONE), lambda w: numbers("每年开展一次。"),
        lambda w: not numbers(f"每年{w}一次。"),
    ),
    "attributes": (
        targets.ATTRIBUTES.split(), lambda w: numbers("新增绿地500亩。"),
        lambda w: not numbers(f"建设公园，{w}500亩。"),
    ),
    "served": (
        targets.SERVED.split(), lambda w: numbers(f"{w}500名老人免费体检。"),
        lambda w: not numbers(f"{w}老人免费体检。"),
    ),
    "money_rules": (
        targets.MONEY_RULES.split(), lambda w: numbers("完成投资5万元。"),
        lambda w: not numbers(f"对达标企业{w}5万元。"),
    ),
}  # fmt: skip
ROWS = [(name, word) for name, (words, _, _) in TABLES.items() for word in words]


@pytest.mark.parametrize(("table", "word"), ROWS)
def test_row_reads_and_refuses(table: str, word: str) -> None:
    _, reads, refuses = TABLES[table]
    assert reads(word) and refuses(word)


FOLLOWED = [(m, word) for m, words in targets.FOLLOWERS.items() for word in words]


@pytest.mark.parametrize(("measure", "word"), FOLLOWED)
def test_measure_that_is_part_of_another_word(measure: str, word: str) -> None:
    if measure + word in ("家庭", "批次"):  # measures themselves
        assert numbers(f"新建3{measure}{word}。")
    else:
        assert not numbers(f"落实3{measure}{word}。")
        made = measure in "个项" and word in targets.MADE_AFTER.split()
        assert bool(numbers(f"新建3{measure}{word}。")) is made


def test_measures_with_exceptions_of_their_own() -> None:
    assert numbers("楼房加固5层。") and not numbers("整治5层以上住宅。")
    assert rules("每周一例会。") == "FREQ=WEEKLY;BYDAY=MO"


def test_every_table_is_walked() -> None:
    apart = {"rules", "names", "term_rule", "cycles"}  # tested in sentences of their own
    walked = set(TABLES) | apart
    assert set(type(TIMES).__annotations__) | set(type(TARGETS).__annotations__) <= walked


@pytest.mark.parametrize(
    ("table", "own", "text", "reads"),
    [
        ("milestones", ["揭幕"], "6月底前揭幕。", lambda f: f[0].milestone == "揭幕"),
        ("not_milestone", ["大会"], "6月底前筹备签约大会。", lambda f: f[0].milestone is None),
        ("acts", ["揭榜"], "力争9月揭榜。", lambda f: f and f[0].kind == "due"),
        ("cycles", {"学段": "month"}, "每学段开展一次。", lambda f: f[0].rrule == times.MONTHLY),
        ("round_acts", ["会诊断"], "每周一会诊断。", lambda f: f[0].rrule == times.WEEKLY),
        ("short_acts", ["复核"], "坚持月复核。", lambda f: f[0].rrule == times.MONTHLY),
        ("not_limit", ["庙会"], "2025年6月庙会。", lambda f: not f),
        ("festivals", {"火把节": [7, 1]}, "火把节前完成。", lambda f: f[0].due_on.month == 7),
        ("ongoing", {"经常": "开"}, "经常开展走访。", lambda f: f[0].kind == "ongoing"),
    ],
)  # fmt: skip
def test_an_office_adds_time_rows(
    table: str, own: object, text: str, reads: Callable[[list[Deadline]], object]
) -> None:
    assert reads(find_deadlines(View.of(text), 2025, grammar={table: own}))


@pytest.mark.parametrize(
    ("table", "own", "text", "count"),
    [
        ("measures", ["幢楼宇"], "新建3幢楼宇。", 1),
        ("percent", ["成成"], "合格率达到9成成。", 1),
        ("events", ["档"], "每年举办5档。", 1),
        ("counts", ["窝"], "新建5窝。", 1),
        ("sizes", ["石米"], "总量不低于5石米。", 1),
        ("durations", ["刻钟"], "办理时限压缩至5刻钟以内。", 1),
        ("verbs", ["攒齐"], "攒齐5个公园。", 1),
        ("making", ["攒齐"], "攒齐城区5所学校。", 1),
        ("firm", ["攒齐"], "攒齐三个示范点。", 1),
        ("rates", ["饱和"], "入园饱和90%。", 1),
        ("past", ["早年"], "早年建成公园5个。", 0),
        ("conditions", ["倘若"], "倘若合格率达到60%以下的，予以约谈。", 0),
        ("thresholds", ["商铺"], "聚焦500万元以上商铺。", 0),
        ("names", ["5个一"], "开展5个一活动。", 0),
    ],
)
def test_an_office_adds_target_rows(table: str, own: list[str], text: str, count: int) -> None:
    assert len(find_targets(View.of(text), 2025, grammar={table: own})) == count


def test_an_office_adds_a_quality() -> None:
    found = find_targets(View.of("实现颗粒归仓。"), 2025, grammar={"qualities": ["颗粒归仓"]})
    assert [one.value for one in found] == [None]
