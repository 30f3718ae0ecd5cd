"""Compare the sheet 任务 of a returned workbook with the ledger, row by row, by key."""

from __future__ import annotations

from functools import cache
from typing import Any

from taskboard.ledger.events import NewEvent
from taskboard.ledger.fold_tasks import due_of
from taskboard.review.actions import ignore, merge, query, split, state_word
from taskboard.review.columns import ACTIONS, ROLES, TASKS, squash, task_cells
from taskboard.review.exporting import exported_tasks, sent_cells, shown_tasks
from taskboard.review.kept_in import (
    SETTLED,
    UNITLESS,
    confirm_kept,
    kept_rows,
    lone_reason,
    others,
)
from taskboard.review.keys_in import rows_by_key, sorted_apart
from taskboard.review.late_units import hand_over, may_amend
from taskboard.review.plan import Desk
from taskboard.review.printed_in import Codes, codes_of, compare_doubts, intact
from taskboard.review.prints import printed
from taskboard.review.resolving import binding
from taskboard.review.returned import Row
from taskboard.review.row_sense import odd_day, one_role, year_of
from taskboard.review.values import (
    Unreadable,
    read_day,
    read_deadlines,
    read_kind,
    read_rollup,
    read_targets,
    read_units,
)

EDITABLE = [column for column in TASKS if column.field]
GONE = ("ignored", "queried", "merged", "split")
Values = dict[str, Any]


def compare_tasks(desk: Desk) -> None:
    """Fill the desk's plan with what the sheet 任务 asks for; unchanged tasks are not folded."""
    documents, rows = desk.returned.identity["documents"], desk.returned.rows["任务"]
    codes = cache(lambda: codes_of(exported_tasks(desk.base, documents)))
    if (groups := rows_by_key(desk, rows, codes)) is None:
        return
    kept = kept_rows(desk, groups)
    loose = [row for row in rows if row.key not in kept]
    if loose and sorted_apart(desk, loose, codes):
        return
    wanted = others(desk, groups, kept)
    then = desk.base.tasks_on(wanted)
    now = then if desk.now is desk.base else desk.now.tasks_on(wanted)
    base = shown_tasks(then, documents)
    desk.sent = {key: sent_cells(row, documents) for key, row in base.items()}
    for key, task in base.items():
        if key not in groups:
            why = f"{desk.number(task)} 整行被删；不需要的任务请在“处理”列选“不列”并写理由"
            desk.refuse(Row("任务", 0, key), "", why)
    compare_doubts(desk, loose)
    amended: dict[str, Values] = {}
    merging = {key for key, group in groups.items() if key not in kept and _merges(group)}
    for key in sorted(groups, key=merging.__contains__):  # what they are merged into comes first
        group = groups[key]
        if key in kept:
            confirm_kept(desk, group[0], kept[key])
        elif key not in base:
            why = f"键“{key}”不是本表导出的任务，可能被改动；请用原表重新填写"
            for row in group:
                desk.refuse(row, "key", why)
        elif key not in now:
            desk.clash(group[0], "", "该任务已不在台账中（导入已撤销）")
        else:
            _row(desk, group, base[key], now[key], codes, amended)


def _merges(group: list[Row]) -> bool:
    return any(squash(row.cells.get("action")) == "合并" for row in group)


def _row(
    desk: Desk,
    rows: list[Row],
    base: Values,
    now: Values,
    codes: Codes,
    amended: dict[str, Values],
) -> None:
    changed = [_changed(row, desk.sent[base["key"]]) for row in rows]
    whole = [intact(desk, *pair, codes) for pair in zip(rows, changed, strict=True)]
    actions = [_action(desk, row) for row in rows]
    if not all(whole) or None in actions:
        return
    if len(rows) > 1 or "split" in actions:
        parts = [_desired(desk, *pair, base) for pair in zip(rows, changed, strict=True)]
        if all(part is not None for part in parts):
            kept = [part for part in parts if part is not None]
            split(desk, rows, [str(a) for a in actions], kept, base, now)
        return
    row, action = rows[0], actions[0]
    if action in ("ignore", "query", "merge"):
        _not_with_changes(desk, row, changed[0], base)
        steps = {"ignore": ignore, "query": query}
        if action == "merge":
            merge(desk, row, base, now, codes, amended)
        else:
            steps[action](desk, row, base, now)
        return
    desired = _desired(desk, row, changed[0], base)
    if desired is not None:
        amended[base["key"]] = desired
        _settle(desk, row, str(action), base, now, desired)


def _not_with_changes(desk: Desk, row: Row, changed: set[str], base: Values) -> None:
    titles = "、".join(column.title for column in EDITABLE if column.name in changed)
    if titles:
        desk.plan.notes.append(
            f"{desk.number(base)} 处理为“{row.text('action')}”，所改{titles}不予采用"
        )


def _action(desk: Desk, row: Row) -> str | None:
    words = squash(row.cells.get("action"))
    if words and words not in ACTIONS:
        desk.refuse(row, "action", f"“{words}”不是处理方式，请从下拉列表中选择")
        return None
    if words != "合并" and row.text("into"):
        desk.refuse(row, "into", "写了“并入”，“处理”列却没有选“合并”；请选“合并”，或清空这一格")
        return None
    return ACTIONS.get(words, "")


def _changed(row: Row, sent: Values) -> set[str]:
    """Return the columns whose cells no longer hold what the task printed in them."""
    cells = row.cells
    if sent.items() <= cells.items():  # as most rows come back
        return set()
    found = [name for name, value in sent.items() if cells.get(name, value) != value]
    differing = {name for name in found if squash(cells[name]) != printed(sent[name])}
    # a spare row says only what differs from its origin
    return differing if row.key else {name for name in differing if row.text(name)}


def _desired(desk: Desk, row: Row, changed: set[str], base: Values) -> Values | None:
    """Return the task as the row wants it, None when a cell cannot be read."""
    if not changed:
        return base
    wanted, readable = dict(base), True
    for column in EDITABLE:
        if column.name not in changed:
            continue
        try:
            _read(desk, row, column.name, changed, base, wanted)
        except Unreadable as error:
            desk.refuse(row, column.name, str(error))
            readable = False
    if wanted["deadlines"] != base["deadlines"]:
        due = due_of(wanted["deadlines"], year_of(desk, base))
        wanted["due_on"], wanted["due_basis"], wanted["due_words"] = due
    return wanted if readable else None


def _read(
    desk: Desk, row: Row, column: str, changed: set[str], base: Values, wanted: Values
) -> None:
    value, year = row.cells.get(column), year_of(desk, base)
    if column in ROLES:
        current = binding(wanted["units"])
        named = read_units(row.text(column), column, current, desk.directory, desk.on)
        names = {unit["name"] for unit in named}
        one_role(column, names, current, changed)
        others = [u for u in current if u["role"] != column and u["name"] not in names]
        units = {role: [u for u in others if u["role"] == role] for role in ROLES}
        units[column] = [*named]
        wanted["units"] = [unit for role in ROLES for unit in units[role]]
    elif column in ("due_words", "due_on"):
        if column == "due_on" and "due_words" in changed:
            return  # read together with the words
        wanted["deadlines"] = read_deadlines(
            row.text("due_words"),
            read_day(row.cells.get("due_on")),
            base["deadlines"],
            year,
            words_changed="due_words" in changed,
            day_changed="due_on" in changed,
        )
    elif column == "targets":
        wanted["targets"] = read_targets(str(value or ""), base["targets"], year)
    elif column == "wording":
        if not squash(value):
            raise Unreadable("工作措施不能为空；不需要的任务请选“不列”")
        wanted["wording"] = str(value).strip()
    elif column == "note":
        wanted["note"] = row.text("note")
    else:
        wanted[column] = (read_kind if column == "kind" else read_rollup)(row.text(column))


def _settle(desk: Desk, row: Row, action: str, base: Values, now: Values, desired: Values) -> None:
    if desired is base:
        _confirm(desk, row, action, base, now, changed=False)
        return
    if now["decomposition"] != base["decomposition"] and now["decomposition"] in GONE:
        why = f"导出后该任务现为“{state_word(now)}”，所作改动无处可放；请重新导出审核"
        desk.clash(row, "action", why)
        return
    before = desk.sent[base["key"]]
    after = task_cells(desired)
    current = before if now is base else task_cells(now)
    fields = [c for c in EDITABLE if _differ(before[c.name], after[c.name])]
    changed = False
    running = dict(now)
    for column in fields:
        wanted, found = squash(after[column.name]), squash(current[column.name])
        if found == wanted:
            continue
        if found != squash(before[column.name]):
            why = f"导出后已被改为“{current[column.name]}”，与本表的“{after[column.name]}”不一致"
            desk.clash(row, column.name, why)
            continue
        if now["decomposition"] == "issued" and not may_amend(desk, row, column, now, desired):
            continue
        changed = True
        value = _step(running, desired, column.name, column.field)
        old, new = str(before[column.name] or ""), str(after[column.name] or "")
        if value == running[column.field]:  # follows from another cell of the same row
            desk.show(row, column.name, base["key"], old, new)
            continue
        event = NewEvent(
            "task-amended",
            base["key"],
            {column.field: value},
            {column.field: running[column.field]},
            row.text("reason"),
        )
        running[column.field] = value
        desk.accept(row, column.name, event, old=old, new=new, expect=int(now["version"]))
    if binding(now["units"]) and not binding(running["units"]):
        desk.plan.notes.append(f"{desk.number(base)} 改后没有责任单位，下达前须补充")
    if fields:
        odd_day(desk, base, desired)
    if now["decomposition"] == "issued" and running["units"] != now["units"]:
        hand_over(desk, row, now, {**running, **_due(running, now, desired)})
    _confirm(desk, row, action, base, now, changed or bool(fields))


def _differ(one: Any, other: Any) -> bool:
    return one != other and squash(one) != squash(other)


def _due(running: Values, now: Values, desired: Values) -> Values:
    moved = desired if running["deadlines"] != now["deadlines"] else now
    return {name: moved[name] for name in ("due_on", "due_basis")}


def _step(running: Values, desired: Values, column: str, field: str) -> Any:
    """Return the field's value after this one cell is taken, the cells before it included."""
    if field != "units":
        return desired[field]
    mine = [unit for unit in desired["units"] if unit["role"] == column]
    names = {unit["name"] for unit in mine}
    rest = [u for u in binding(running["units"]) if u["role"] != column and u["name"] not in names]
    order = {role: number for number, role in enumerate(ROLES)}
    return sorted([*rest, *mine], key=lambda unit: order[unit["role"]])


def _confirm(desk: Desk, row: Row, action: str, base: Values, now: Values, changed: bool) -> None:
    if not action or changed or now["decomposition"] in SETTLED:
        lone_reason(desk, row, base, now, changed=changed)
        return
    if now["decomposition"] != base["decomposition"]:
        desk.clash(row, "action", f"导出后该任务现为“{state_word(now)}”，请重新导出审核")
        return
    if action == "amend":
        desk.plan.notes.append(f"{desk.number(base)} 选了“修改”，但各格与导出时相同，按“保留”确认")
    if not now["units"]:
        desk.plan.notes.append(UNITLESS.format(desk.number(base)))
    event = NewEvent("task-confirmed", base["key"], reason=row.text("reason"))
    desk.accept(row, "action", event, old=state_word(now), new="已确认", expect=int(now["version"]))
