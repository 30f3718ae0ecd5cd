from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from taskboard.ledger.judgement import gap_points, judge
from taskboard.periods import elapsed_share
from taskboard.settings import FILE_NAME, PRESETS, BadSettingsError, Settings, load_settings
from taskboard.words import NAMES, word


def settings_of(home: Path, text: str) -> Settings:
    (home / FILE_NAME).write_text(text, "utf-8")
    return load_settings(home)


@pytest.mark.parametrize(
    ("preset", "percent", "name"),
    [
        pytest.param("序时进度", 80.0, "超进度", id="ahead"),
        pytest.param("序时进度", 68.0, "达进度", id="level"),
        pytest.param("序时进度", 60.0, "欠进度", id="behind"),
        pytest.param("序时进度", 10.0, "欠进度", id="far-behind"),
        pytest.param("序时进度", float("nan"), "其它类", id="no-figure"),
        pytest.param("序时五档", 80.0, "按序时", id="five-ahead-is-no-class"),
        pytest.param("序时五档", 60.0, "慢序时", id="five-slow"),
        pytest.param("序时五档", 10.0, "滞后", id="five-behind"),
        pytest.param("序时五档", 0.0, "未启动", id="five-nothing-begun"),
        pytest.param("序时五档", float("nan"), "无数据", id="silence-is-not-未启动"),
        pytest.param("三档推进", 100.0, "提前完成", id="three-early"),
        pytest.param("三档推进", 99.0, "正常推进", id="three-not-done-is-not-early"),
        pytest.param("三档推进", 10.0, "推进缓慢", id="three-slow"),
        pytest.param("办结销号", 68.0, "正在办理", id="four-under-way"),
        pytest.param("办结销号", 60.0, "进展滞后", id="four-behind"),
        pytest.param("办结销号", 10.0, "进展滞后", id="four-far-behind"),
        pytest.param("办结销号", float("nan"), "无数据", id="four-silence-is-not-正在办理"),
        pytest.param("", 0.0, "严重滞后", id="default-has-no-未启动"),
        pytest.param("", 100.0, "按序时", id="default-has-no-超进度"),
    ],
)
def test_a_preset_names_what_it_judges(tmp_path: Path, preset: str, percent: float, name: str):
    settings = settings_of(tmp_path, f'preset = "{preset}"')
    code = judge(percent, 8 / 12, settings.judgement)
    assert word("judgement", code, settings.names) == name


def test_own_choices_win_over_the_preset(tmp_path: Path):
    text = 'preset = "序时进度"\n[judgement]\nyellow = 1.0\n[names]\n"judgement.yellow" = "慢"\n'
    settings = settings_of(tmp_path, text)
    assert settings.judgement == {"ahead": 5.0, "yellow": 1.0, "red": 20.0}
    assert word("judgement", "yellow", settings.names) == "慢"
    assert word("judgement", "green", settings.names) == "达进度"
    assert PRESETS["序时进度"][0]["yellow"] == 5.0


def test_an_unknown_preset_is_refused_with_the_known_ones(tmp_path: Path):
    with pytest.raises(BadSettingsError, match="序时进度、序时五档、三档推进、办结销号"):
        settings_of(tmp_path, 'preset = "三色"')


def test_presets_name_only_what_is_printed():
    assert all(key in NAMES for _, names in PRESETS.values() for key in names)


def test_the_shipped_template_explains_every_preset():
    text = (Path(__file__).parents[1] / "templates" / FILE_NAME).read_text("utf-8")
    assert all(f'"{preset}"' in text for preset in PRESETS)


# the closed lists of real places: every class one of them prints, and the code behind it
LISTS = {
    "序时进度": {"judgement.ahead": "超进度", "judgement.green": "达进度",
             "judgement.yellow": "欠进度", "standing.done": "已完成", "judgement.grey": "其它类"},
    "序时五档": {"standing.done": "已完成", "judgement.green": "按序时",
             "judgement.yellow": "慢序时", "judgement.red": "滞后", "judgement.idle": "未启动"},
    "办结销号": {"standing.done": "已办结", "judgement.green": "正在办理",
             "judgement.red": "进展滞后", "handling.written_off": "办结销号"},
    "三档推进": {"judgement.ahead": "提前完成", "judgement.green": "正常推进",
             "judgement.yellow": "推进缓慢"},
}  # fmt: skip


def test_every_closed_list_is_shipped_as_a_preset():
    assert set(LISTS) == set(PRESETS)


@pytest.mark.parametrize("preset", LISTS)
def test_a_preset_prints_the_classes_of_its_list(tmp_path: Path, preset: str):
    names = settings_of(tmp_path, f'preset = "{preset}"').names
    for key, printed in LISTS[preset].items():
        axis, _, code = key.partition(".")
        assert word(axis, code, names) == printed
    assert word("verification", "true", names) == "属实"  # what it does not name stays


def test_the_example_of_a_year_plan_is_judged_by_points(tmp_path: Path):
    """74 % in August is 7.33 points ahead of 8/12."""
    settings = settings_of(tmp_path, 'preset = "序时进度"')
    august = elapsed_share(dt.date(2023, 8, 9), dt.date(2023, 1, 1), dt.date(2023, 12, 31))
    assert round(gap_points(74.0, august), 2) == 7.33
    assert judge(74.0, august, settings.judgement) == "ahead"
    assert judge(71.0, august, settings.judgement) == "green"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param('[papers]\nremind_days = "三"', "remind_days 应是天数", id="days-in-words"),
        pytest.param("[papers]\ngrace = -1", "grace 应是天数", id="days-below-nothing"),
        pytest.param("[papers]\ngrace = true", "grace 应是天数", id="days-yes"),
        pytest.param("[papers]\nremind_days = {order = 2}", "remind_days 应是天数", id="one-only"),
        pytest.param("[papers]\nreply_days = {order = 1.5}", "order 应是天数", id="half-a-day"),
        pytest.param("[papers]\nreply_days = {letter = 2}", "没有 letter", id="no-such-paper"),
        pytest.param("[papers]\nremind_day = 3", "没有 remind_day", id="papers-slip"),
        pytest.param('[papers]\nstyle = "red"', "plain 或 redhead", id="no-such-style"),
        pytest.param("[papers]\ncode = 3", "code 应是带引号的文字", id="number-for-words"),
        pytest.param("[papers]\ncolours = 1", "colours 应是叫法", id="colours-no-table"),
        pytest.param("[papers.colours]\nred = 1", "colours 应是叫法", id="colour-no-words"),
        pytest.param('[judgement]\nyellow = "五"', "yellow 应是数字", id="points-in-words"),
        pytest.param("[judgement]\nyelow = 5", "没有 yelow", id="judgement-slip"),
        pytest.param('[actors]\n"张三" = 3', '"张三"] 应是一张表', id="actor-no-table"),
        pytest.param('[actors."张三"]\nunits = "市教育局"', "没有 units", id="actor-slip"),
        pytest.param('[actors."张三"]\nunit = 3', "unit 应是带引号", id="actor-no-words"),
        pytest.param('[cadence]\nonce = "daily"', "once 应是weekly", id="no-such-cadence"),
        pytest.param('[cadence]\noften = "weekly"', "没有 often", id="no-such-kind"),
        pytest.param('[names]\n"timeliness.lat" = "超期"', "timeliness.late", id="name-slip"),
        pytest.param('[names]\n"timeliness.late" = 3', "应是带引号", id="name-no-words"),
        pytest.param('[columns]\n"包抓部门" = 3', "包抓部门 应是带引号", id="column-no-words"),
        pytest.param('[checklist]\nonce = "照片"', "一串材料名称", id="papers-no-list"),
        pytest.param('[checklist]\nonce = [" "]', "一串材料名称", id="paper-without-name"),
        pytest.param('[checklist]\none = ["照片"]', "没有 one", id="checklist-slip"),
        pytest.param('[filters]\n"逾期" = "late"', '"逾期"] 应是一张表', id="filter-no-table"),
        pytest.param('[filters."逾期"]\nunit = 3', "unit 应是带引号", id="filter-no-words"),
    ],
)
def test_a_slip_in_a_table_is_refused_by_name(tmp_path: Path, text: str, told: str):
    with pytest.raises(BadSettingsError, match=re.escape(told)):
        settings_of(tmp_path, text)


def test_tables_as_the_notes_of_the_template_show_them_are_taken(tmp_path: Path):
    """Each example of the shipped file is used by taking its "#" away."""
    text = (Path(__file__).parents[1] / "templates" / FILE_NAME).read_text("utf-8")
    example = re.compile(r'^# (?=\[|[a-z_]+ = |"[^"]+" = )', re.M)
    settings = settings_of(tmp_path, example.sub("", text))
    assert settings.papers["remind_days"] == 3 and settings.papers["colours"]["red"]
    assert settings.checklist and settings.filters and settings.actors and settings.columns
    assert settings.cadence["cooperate"] == "quarterly"


def test_days_of_papers_may_be_given_for_each_kind(tmp_path: Path):
    settings = settings_of(tmp_path, "[papers]\nreply_days = {reminder = 3, order = 0}")
    assert settings.papers["reply_days"] == {"reminder": 3, "order": 0}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"office = [1", "文件末尾没有写完"),
        ('office = "甲"\nweek = 周一'.encode(), "第 2 行第 8 个字符处写法不对"),
        ('office = "甲市政府"'.encode("gb18030"), "不是 UTF-8 编码的文字"),
    ],
    ids=["unclosed", "no-quotes", "gb18030"],
)
def test_a_file_that_cannot_be_read_says_where_in_chinese(
    tmp_path: Path, data: bytes, told: str
) -> None:
    (tmp_path / FILE_NAME).write_bytes(data)
    with pytest.raises(BadSettingsError) as refused:
        load_settings(tmp_path)
    assert told in refused.value.zh and not re.search("[A-Za-z]{3,} [a-z]{2,}", refused.value.zh)
