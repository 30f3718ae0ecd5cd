"""What 处理 may do to a task besides keeping it: split, merge, leave out, put in doubt."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from taskboard.ledger.events import NewEvent
from taskboard.ledger.fold_tasks import LIVE
from taskboard.review.columns import TASKS, squash, task_cells
from taskboard.review.plan import Desk, records
from taskboard.review.printed_in import Codes
from taskboard.review.resolving import binding
from taskboard.review.returned import Row
from taskboard.words import word

Values = dict[str, Any]
CARRIED = ("units", "deadlines", "targets", "kind", "rollup", "note", "wording")
PARSED = ("path", "heading", "text", "document", "section", "section_heading")
COMPARED = ("wording", "lead", "responsible", "cooperate", "due_words")


def ignore(desk: Desk, row: Row, base: Values, now: Values) -> None:
    """Leave a task out (不列); needs a reason."""
    if now["decomposition"] == "ignored":
        return
    if not row.text("reason"):
        desk.refuse(row, "reason", "选“不列”须写理由")
    elif _live(desk, row, base, now):
        event = NewEvent("task-ignored", base["key"], reason=row.text("reason"))
        old = f"{state_word(now)}：{base['wording']}"
        desk.accept(row, "action", event, old=old, new="不列任务", expect=_seen(now))


def query(desk: Desk, row: Row, base: Values, now: Values) -> None:
    """Put a task in doubt (存疑); needs a reason."""
    reason = row.text("reason")
    if now["decomposition"] == "queried" and (not reason or squash(reason) == squash(now["doubt"])):
        return
    if not reason:
        desk.refuse(row, "reason", "选“存疑”须在“理由”列写明疑点")
    elif _live(desk, row, base, now):
        old = state_word(now) + (f"：{now['doubt']}" if now["doubt"] else "")
        event = NewEvent("task-queried", base["key"], reason=reason)
        desk.accept(row, "action", event, old=old, new="存疑", expect=_seen(now))


def merge(
    desk: Desk,
    row: Row,
    base: Values,
    now: Values,
    codes: Codes,
    amended: Mapping[str, Values],
) -> None:
    """Merge a task into another (合并); its wording follows the other's unless that was edited."""
    target = codes().get(unicodedata.normalize("NFKC", squash(row.cells.get("into"))), "")
    if now["decomposition"] == "merged":
        last = desk.now.events("task-merged", subjects=[base["key"]])
        if last and last[-1].to.get("into") != target:
            desk.clash(row, "into", f"导出后该任务已并入 {last[-1].to.get('into')}")
        return
    if not target or target == base["key"]:
        words = row.text("into")
        why = f"“{words}”不是另一条任务的编号" if words else "选“合并”须写并入哪一条"
        desk.refuse(row, "into", f"{why}；请写要并入的那一条的编号")
        return
    if _given_up(desk, target):
        desk.refuse(row, "into", f"{row.text('into')} 本身也选了不列、合并或拆分，不能并入")
        return
    fate = str(desk.now.tasks["decomposition"].get(target, ""))
    if fate not in LIVE:
        how = f"现为“{word('decomposition', fate)}”" if fate else "已不在台账中"
        desk.clash(row, "into", f"{row.text('into')} {how}，不能并入")
        return
    if not _live(desk, row, base, now):
        return
    event = NewEvent("task-merged", base["key"], {"into": target}, reason=row.text("reason"))
    desk.accept(row, "action", event, old=state_word(now), new=f"并入 {target}", expect=_seen(now))
    _append(desk, row, base, target, amended)


def _given_up(desk: Desk, target: str) -> bool:
    gone = ("不列", "合并", "拆分")
    rows = [row for row in desk.returned.rows["任务"] if row.key == target]
    return any(squash(row.cells.get("action")) in gone for row in rows)


def _append(desk: Desk, row: Row, base: Values, target: str, amended: Mapping[str, Values]) -> None:
    other = records(desk.now.tasks.loc[[target]])[target]
    desired = amended.get(target, other)
    edited = desired["wording"]
    inside = squash(base["wording"]) in squash(edited)
    rewritten = squash(edited) != squash(other["wording"])
    _left_behind(desk, base, desired, wording=rewritten and not inside)
    if rewritten or inside:
        return
    earlier = [
        event.to["wording"]
        for event in desk.plan.events
        if event.subject == target and event.to and "wording" in event.to
    ]
    old = earlier[-1] if earlier else str(other["wording"])
    new = (
        f"{old.rstrip()}{'' if old.rstrip()[-1:] in '。；！？' else '。'}{base['wording'].lstrip()}"
    )
    event = NewEvent("task-amended", target, {"wording": new}, {"wording": old},
                     f"{desk.number(base)} 并入")  # fmt: skip
    what = f"工作措施（{desk.number(base)} 并入）"
    desk.accept(row, "into", event, old=old, new=new, expect=int(other["version"]), what=what)


def _left_behind(desk: Desk, base: Values, desired: Values, *, wording: bool) -> None:
    """Say what of a merged task the other one does not have."""
    kept = {str(unit["name"]) for unit in binding(desired["units"])}
    units = [str(u["name"]) for u in binding(base["units"]) if str(u["name"]) not in kept]
    left = ["工作措施"] if wording else []
    left += [f"单位{'、'.join(units)}"] if units else []
    for field, title in (("deadlines", "时限"), ("targets", "指标")):
        has = {squash(item["text"]) for item in desired[field]}
        lost = [str(item["text"]) for item in base[field] if squash(item["text"]) not in has]
        left += [f"{title}“{'；'.join(lost)}”"] if lost else []
    if left:
        what = f"{desk.number(base)} 并入 {desk.number(desired)}，{'，'.join(left)}没有带过去"
        desk.plan.notes.append(f"{what}；需要的请在 {desk.number(desired)} 那一行补填")


def split(
    desk: Desk,
    rows: Sequence[Row],
    actions: Sequence[str],
    parts: Sequence[Values],
    base: Values,
    now: Values,
) -> None:
    """Split a task (拆分) into the rows that carry its key, each a task of its own."""
    first = rows[0]
    if "split" not in actions:
        numbers = "、".join(str(row.number) for row in rows)
        desk.refuse(first, "action", f"第 {numbers} 行是同一条任务；要拆分的请在“处理”列选“拆分”")
        return
    if len(rows) < 2:
        desk.refuse(first, "action", "选了“拆分”，但没有其余各条；请在表尾空行填写并写明原编号")
        return
    blank = [row for row in rows if not squash(row.cells.get("wording"))]
    for row in blank:
        desk.refuse(row, "wording", "拆出的每一条都要写明工作措施")
    if blank:
        return
    if len({squash(part["wording"]) for part in parts}) < len(parts):
        desk.refuse(first, "wording", "拆分后的各条工作措施相同，请分别写明")
        return
    if now["decomposition"] == "split":
        if _children(desk, base["key"]) != sorted(map(_print, parts)):
            desk.clash(first, "action", "该任务已经拆分，且与本表的拆法不同")
        return
    if not _live(desk, first, base, now):
        return
    if any(squash(part["wording"]) == squash(base["wording"]) for part in parts):
        desk.plan.notes.append(
            f"{desk.number(base)} 拆开后有一条的工作措施仍是全文，请核对有无重复"
        )
    made: list[str] = []
    for row, part in zip(rows, parts, strict=True):
        made.append(_propose(desk, row, part, base))
    event = NewEvent("task-split", base["key"], {"into": made}, reason=first.text("reason"))
    new = f"拆为 {len(made)} 条：{'、'.join(made)}"
    desk.accept(first, "action", event, old=state_word(now), new=new, expect=_seen(now))


def _propose(desk: Desk, row: Row, part: Values, base: Values) -> str:
    key, seq = desk.new_key(base["document"], base["path"])
    values = {
        **{name: base[name] for name in PARSED},
        **{name: part[name] for name in CARRIED},
        "code": f"{base['path']}-{seq}",
        "seq": seq,
        "span": [base["span_start"], base["span_end"]],
        "source": base["source"],
        "after": base["order"],
        "split_from": base["key"],
    }
    what = f"新任务（由 {desk.number(base)} 拆出）"
    event = NewEvent("task-proposed", key, values)
    desk.accept(row, "wording", event, new=part["wording"], what=what)
    place = desk.plan.events[-1].place
    desk.plan.events.append(NewEvent("task-confirmed", key, reason=row.text("reason"), place=place))
    desk.plan.expect[key] = 0
    return key


def _children(desk: Desk, key: str) -> list[tuple[str, ...]]:
    events = desk.now.events("task-split", subjects=[key])
    keys = list(events[-1].to.get("into", [])) if events else []
    found = [k for k in keys if k in desk.now.tasks.index]
    return sorted(_print(desk.now.tasks.loc[k].to_dict()) for k in found)


def _print(part: Values) -> tuple[str, ...]:
    cells = task_cells(part)
    return tuple(squash(cells[name]) for name in COMPARED)


def _live(desk: Desk, row: Row, base: Values, now: Values) -> bool:
    if now["decomposition"] == "issued":
        desk.refuse(
            row, "action", "任务已下达，不能再拆分、合并、不列或存疑；请用 taskboard task request"
        )
        return False
    if now["decomposition"] not in (*LIVE, "ignored"):
        desk.clash(row, "action", f"导出后该任务现为“{state_word(now)}”，请重新导出审核")
        return False
    before, current = task_cells(base), task_cells(now)
    moved = [name for name in COMPARED if squash(before[name]) != squash(current[name])]
    if moved or now["decomposition"] != base["decomposition"]:
        titles = "、".join(column.title for column in TASKS if column.name in moved)
        how = f"改了{titles}" if moved else f"由“{state_word(base)}”改为“{state_word(now)}”"
        desk.clash(row, "action", f"导出后该任务已被他人{how}，请重新导出审核")
        return False
    return True


def state_word(now: Values) -> str:
    """Return what the state 分解 of a task is called."""
    return word("decomposition", now["decomposition"])


def _seen(now: Values) -> int:
    return int(now["version"])
