from __future__ import annotations

from pathlib import Path

import pytest

from taskboard.ledger.judgement import judge
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
    with pytest.raises(BadSettingsError, match="序时进度、序时五档、三档推进"):
        settings_of(tmp_path, 'preset = "三色"')


def test_presets_name_only_what_is_printed():
    assert all(key in NAMES for _, names in PRESETS.values() for key in names)


def test_the_shipped_template_explains_every_preset():
    text = (Path(__file__).parents[1] / "templates" / FILE_NAME).read_text("utf-8")
    assert all(f'"{preset}"' in text for preset in PRESETS)
