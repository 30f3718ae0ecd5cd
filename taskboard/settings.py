"""The office's own choices, from ``taskboard.toml`` in the workspace.

Every setting has a default that works; an unknown key is refused by name, so that a typing
mistake never silently changes a circular.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from taskboard.errors import TaskboardError
from taskboard.settings_tables import trouble

FILE_NAME = "taskboard.toml"


class BadSettingsError(TaskboardError):
    """``taskboard.toml`` cannot be used."""

    code = "settings"

    def __init__(self, path: Path, why_zh: str, why_en: str) -> None:
        super().__init__(
            f"设置文件 {path} 有误：{why_zh}；请用记事本打开改正。",
            f"{path}: {why_en}; open it in a text editor and correct it.",
        )


# preset -> (thresholds, names): the closed lists of 进度 that places print
PRESETS: dict[str, tuple[dict[str, float], dict[str, str]]] = {
    "序时进度": (
        {"ahead": 5.0, "yellow": 5.0, "red": 20.0},
        {
            "judgement.ahead": "超进度",
            "judgement.green": "达进度",
            "judgement.yellow": "欠进度",
            "judgement.red": "欠进度",
            "judgement.grey": "其它类",
            "standing.done": "已完成",
        },
    ),
    "序时五档": (
        {"idle": 1.0, "yellow": 5.0, "red": 20.0},
        {
            "judgement.green": "按序时",
            "judgement.yellow": "慢序时",
            "judgement.red": "滞后",
            "judgement.idle": "未启动",
            "standing.done": "已完成",
        },
    ),
    "三档推进": (
        {"early": 1.0, "yellow": 5.0, "red": 20.0},
        {
            "judgement.ahead": "提前完成",
            "judgement.green": "正常推进",
            "judgement.yellow": "推进缓慢",
            "judgement.red": "推进缓慢",
        },
    ),
    "办结销号": (
        {"yellow": 5.0, "red": 20.0},
        {
            "judgement.green": "正在办理",
            "judgement.yellow": "进展滞后",
            "judgement.red": "进展滞后",
            "standing.normal": "正在办理",
            "standing.done": "已办结",
            "handling.written_off": "办结销号",
        },
    ),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one workspace; tables of the file are dictionaries here.

    Attributes:
        office: Name printed as 落款 and 报送单位, e.g. ``××市人民政府办公室``.
        place: Elided prefix of the office's units: ``市``, ``县``, ``区`` … ("" = from the title).
        ledger: URL of the store; "" means ``ledger.db`` in the workspace.
        near_days: A task is 临期 from this many days before its due day.
        stale_days: No news for this many days is 静默.
        round_due_weekday: Day a weekly round is due, 1 = Monday … 7 = Sunday.
        round_due_day: Day of the month a monthly round is due.
        preset: Names and thresholds of 进度 in one word, see `PRESETS`; own ones win over it.
        judgement: Thresholds in percentage points behind 序时进度: yellow, red.
        actors: name -> {unit, role}.
        cadence: task kind, ``responsible`` or ``cooperate`` -> weekly, monthly or quarterly.
        names: code -> the place's own Chinese for a status, see `taskboard.words`.
        parsing: Extensions of the grammar tables, see `taskboard.parsing`.
        papers: Style (``plain`` or ``redhead``), ladder and grace days of supervision papers.
        holidays: The office's working-day table, year -> {off, work}.
        columns: Saved mapping of table headers, per office.
        checklist: task kind -> papers that must be there before 办结.
        filters: Saved filters of ``task list``, by name.
    """

    office: str = ""
    place: str = ""
    ledger: str = ""
    near_days: int = 7
    stale_days: int = 14
    round_due_weekday: int = 5
    round_due_day: int = 25
    preset: str = ""
    judgement: dict[str, float] = field(default_factory=lambda: {"yellow": 5.0, "red": 20.0})
    actors: dict[str, dict[str, str]] = field(default_factory=dict)
    cadence: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    parsing: dict[str, Any] = field(default_factory=dict)
    papers: dict[str, Any] = field(default_factory=dict)
    holidays: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, Any] = field(default_factory=dict)
    checklist: dict[str, Any] = field(default_factory=dict)
    filters: dict[str, Any] = field(default_factory=dict)


def load_settings(home: Path) -> Settings:
    """Return the settings of the workspace at ``home``; defaults when it has no file.

    Raises:
        BadSettingsError: If the file is no TOML, or has a key or a value that cannot be.
    """
    path = home / FILE_NAME
    if not path.is_file():
        return Settings()
    import tomllib  # only a workspace with settings pays for the parser

    try:
        values = tomllib.loads(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadSettingsError(path, "不是 UTF-8 编码的文字", f"not UTF-8 ({error})") from error
    except tomllib.TOMLDecodeError as error:
        raise BadSettingsError(path, _slip(str(error)), f"not valid TOML ({error})") from error
    defaults = Settings()
    known = {f.name: type(getattr(defaults, f.name)) for f in fields(Settings)}
    for name, value in values.items():
        if name not in known:
            raise BadSettingsError(path, f"没有名为 {name} 的设置", f"unknown setting {name!r}")
        if not isinstance(value, known[name]):
            kind = known[name].__name__
            raise BadSettingsError(path, f"{name} 的值应为 {kind}", f"{name} must be {kind}")
    if odd := trouble(values):
        raise BadSettingsError(path, *odd)
    chosen = values.get("preset", "")
    if chosen:
        if chosen not in PRESETS:
            names = "、".join(PRESETS)
            why = f"没有名为“{chosen}”的 preset，可选：{names}"
            raise BadSettingsError(path, why, f"no preset {chosen!r}: {names}")
        thresholds, own = PRESETS[chosen]
        values["judgement"] = {**thresholds, **values.get("judgement", {})}
        values["names"] = {**own, **values.get("names", {})}
    return Settings(**values)


def _slip(words: str) -> str:
    """Return in Chinese where the reader of TOML, which says ``words``, stopped."""
    if place := re.search(r"at line (\d+), column (\d+)", words):
        where = f"第 {place[1]} 行第 {place[2]} 个字符处写法不对"
    else:
        where = "文件末尾没有写完"
    return f"{where}（文字要放在英文双引号里，括号、引号要成对）"
