"""The receipt (回执) of a returned file, ready to paste, and the messages sent with the forms."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from taskboard.collection.build import chinese_day, due_line
from taskboard.collection.form import Form
from taskboard.collection.owing import spoken
from taskboard.collection.verdict import FLAG_WORDS, Verdict
from taskboard.words import word

if TYPE_CHECKING:
    from pathlib import Path

SHOWN = 12
CLERKS = re.compile(r"[；，][^；，]*(?:taskboard task|用 --take|核对工作区)[^；，]*")


def receipt(
    verdict: Verdict, office: str, day: dt.date, names: Mapping[str, str] | None = None
) -> str:
    """Return the receipt: what was taken, what was not and why, what to do.

    Args:
        verdict: What came of the file.
        office: Who signs.
        day: Day it was taken in.
        names: The office's own words.
    """
    whom = verdict.unit or "填报单位"
    period = spoken(verdict.round) if verdict.round else ""
    what = f"{period}填报表（表号 {verdict.form}）" if verdict.form else "文件"
    lines = [
        "【回执】",
        f"{whom}：",
        f"　　{chinese_day(day)}收到{what}，文件“{verdict.file}”。",
        f"　　处理结果：{word('outcome', verdict.outcome, names)}。{_to_unit(verdict.reason)}。",
    ]
    if verdict.taken:
        lines.append(
            f"　　应报 {len(verdict.rows)} 项，已采用 {verdict.count('taken')} 项，"
            f"与台账一致 {verdict.count('same')} 项，未填 {verdict.count('blank')} 项，"
            f"未采用 {verdict.count('refused') + verdict.count('conflict')} 项。"
        )
    refusals = verdict.refused_cells
    if refusals:
        lines.append("　　请核对以下各处，在原表上改正后重发：")
        lines += [
            f"　　{n}. {refusal.place}：{_to_unit(refusal.reason)}。"
            for n, refusal in enumerate(refusals[:SHOWN], 1)
        ]
        if (rest := len(refusals) - SHOWN) > 0:
            lines.append(f"　　另有 {rest} 处，见核对表。")
    for row in verdict.rows:
        for flag in row.flags:
            lines.append(f"　　提示：{row.assignment.partition('@')[0]} {FLAG_WORDS[flag]}。")
    lines += ["", f"　　　　{office}", f"　　　　{chinese_day(day)}", ""]
    return "\n".join(lines)


def keep(text: str, path: Path) -> bool:
    """Write a receipt to ``path``; return whether it is not there already, word for word."""
    from taskboard.office.xlsx import save_bytes

    data = text.encode("utf-8-sig")
    new = not path.exists() or path.read_bytes() != data
    save_bytes(data, path)
    return new


def _to_unit(reason: str) -> str:
    """Return a reason without what only the clerk who collects can do."""
    return CLERKS.sub("", reason)


def messages(forms: list[Form]) -> str:
    """Return one message per unit, ready to paste, with its file and due time."""
    parts = []
    for form in forms:
        parts.append(
            f"【{form.unit}】\n"
            f"请填报{form.period}重点工作进展，共 {form.tasks} 项，见附件“{form.file}”。"
            "没有变化的事项只需在“本期情况”选“无变化”。"
            f"请于{due_line(form)}将原表发回{form.office}。\n"
        )
    return "\n".join(parts)
