"""Print how a round stands: a table for people, JSON or CSV for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from taskboard.cli.listing import COLUMNS as WIDTH
from taskboard.cli.listing import as_csv, pad
from taskboard.cli.wrapping import wrapped

if TYPE_CHECKING:
    from taskboard.collection.silence import UnitStanding
    from taskboard.workflows.round_status import RoundStatus

STATES = {
    "reported": "已报", "reported_late": "迟报", "partly": "未报全", "unreported": "未报",
    "nothing_owed": "本期无应报",
}  # fmt: skip
FEW = 6
FIGURES = ("应报", "按时", "迟报", "未报", "无变化", "无进展")


def print_status(status: RoundStatus, form: str) -> None:
    """Print ``status`` as ``table``, ``json`` or ``csv``."""
    if form == "json":
        record = {**asdict(status), "units": [_record(unit) for unit in status.units]}
        click.echo(json.dumps(record, ensure_ascii=False, indent=1, default=str))
        return
    if form == "csv":
        click.echo(as_csv([_line(unit) for unit in status.units]), nl=False)
        return
    closed = f"，已于 {status.closed_on} 关闭" if status.closed_on else ""
    click.echo(f"{status.words}（{status.number}），{status.due_on} 前报{closed}")
    click.echo(pad("单位", 26) + "".join(pad(name, 7, right=True) for name in FIGURES) + "  状态")
    for unit in status.units:
        figures = _figures(unit)
        cells = "".join(pad(str(number), 7, right=True) for number in figures)
        click.echo(pad(unit.unit, 25) + " " + cells + f"  {STATES[unit.state]}")
    rate, in_time = _share(status.reported, status.owed), _share(status.on_time, status.owed)
    click.echo(f"报送率 {rate}，及时率 {in_time}")
    for title, keys in (("未报事项", status.missing), ("进展雷同", status.copied)):
        if keys:
            named = "、".join(_named(key) for key in keys[:FEW]) + ("…" if keys[FEW:] else "")
            _print(f"{title} {len(keys)} 项：{named}")
    if status.stale:
        key, days = status.stale[0]
        _print(f"静默 {len(status.stale)} 项，最久的 {_named(key)}已 {days} 天没有消息")


def _print(text: str) -> None:
    for line in wrapped(text, WIDTH, rest="  "):
        click.echo(line)


def _named(key: str) -> str:
    """Return an assignment as people write it: its number and, in brackets, the unit."""
    task, _, unit = key.partition("@")
    return f"{task}（{unit}）"


def _figures(unit: UnitStanding) -> tuple[int, ...]:
    return (
        unit.owed, unit.on_time, unit.late, unit.unreported, unit.unchanged, unit.no_progress,
    )  # fmt: skip


def _line(unit: UnitStanding) -> dict[str, str]:
    figures = dict(zip(FIGURES, map(str, _figures(unit)), strict=True))
    return {"单位": unit.unit, **figures, "状态": STATES[unit.state]}


def _record(unit: UnitStanding) -> dict[str, object]:
    return {**asdict(unit), "unreported": unit.unreported, "state": unit.state}


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole}（{part / whole:.2%}）" if whole else "0/0"
