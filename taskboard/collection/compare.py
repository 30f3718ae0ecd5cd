"""Judge a returned form against the ledger: an outcome per file, a state per row, cells old → new.

A file that is refused, stale or contradicts another is explained and left out; what it says is
never merged by guess. The same file twice changes nothing.

Trouble stays where it is: a locked cell that was edited is refused by itself, a row whose key or
number was edited is refused whole (nobody can say which task its words are about), and the rows
beside it are taken, so that a unit is asked again only for what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from taskboard.collection.effects import (
    cell_changes,
    changed_fields,
    flags_of,
    request_fields,
    update_fields,
    values_after,
)
from taskboard.collection.fill import DECISIVE, Filled, Reader
from taskboard.collection.form import BY_KEY, NAMES, replaces
from taskboard.collection.pairing import pair
from taskboard.collection.returned import Refusal, Returned
from taskboard.collection.standing import IssuedForm, LedgerView, Standing
from taskboard.collection.values import alike, day_of, plain
from taskboard.collection.verdict import Outcome, RowVerdict, Verdict
from taskboard.ledger.handling import WORKING
from taskboard.periods import is_late
from taskboard.words import word


def judge(returned: Returned, view: LedgerView, names: Mapping[str, str] | None = None) -> Verdict:
    """Return what comes of one returned file.

    Args:
        returned: The file as read.
        view: The ledger's side.
        names: The office's own words for statuses.
    """
    form = view.forms.get(returned.form)
    refused = _refuse_whole(returned, view, form)
    if refused or form is None:
        return _verdict(returned, form, "refused", refused)
    if returned.sha256 in form.received:
        return _verdict(returned, form, "duplicate", "这份文件此前已经收过，不重复记入")
    pairs, refusals, unsure, notes = pair(returned, form, view)
    returned = replace(returned, notes=returned.notes + _gone(returned, form) + notes)
    reader = Reader(returned, names)
    rows: list[RowVerdict] = []
    for key in form.assignments:
        found = pairs.get(key)
        if found is None:
            reason = unsure.get(key, "")
            missing = RowVerdict(key, "blank", "表中缺少这一行（可能被删除），按未报处理")
            rows.append(RowVerdict(key, "refused", reason) if reason else missing)
            continue
        now = view.standings[key]
        filled = reader.read(found, now)
        refusals += filled.refusals
        row = _judge_row(key, filled, form, now, returned, names)
        if row.state in ("refused", "conflict") and row.reason != filled.blocked:
            at = found[0][1]
            refusals.append(reader.refusal(at, row.column, row.reason, f"row-{row.state}"))
        rows.append(row)
    outcome, reason = _outcome(form, view, rows, refusals)
    return _verdict(returned, form, outcome, reason, rows, refusals)


def _verdict(
    returned: Returned, form: IssuedForm | None, outcome: Outcome, reason: str,
    rows: list[RowVerdict] | None = None, refusals: list[Refusal] | None = None,
) -> Verdict:  # fmt: skip
    found = list(refusals if refusals is not None else returned.refusals)
    if outcome == "refused" and not found:
        found.append(Refusal(returned.file, "", 0, "", reason, "file-refused"))
    return Verdict(
        returned.file, returned.sha256, returned.form, form.round if form else "",
        form.unit if form else "", outcome, reason, tuple(rows or ()), tuple(found),
        returned.notes, returned.modified,
    )  # fmt: skip


def _refuse_whole(returned: Returned, view: LedgerView, form: IssuedForm | None) -> str:
    """Return why the file cannot be taken at all, "" when it can."""
    if not returned.readable:
        return returned.refusals[0].reason
    if returned.ledger and returned.ledger != view.identity:
        return f"表 {returned.form} 是另一套台账发出的，不能收入本台账；请核对工作区"
    if form is None:
        return f"本台账没有发出过表号为 {returned.form} 的填报表；请单位在原表上填，或核对工作区"
    if form.closed:
        return (
            f"{form.round} 期已经关闭，不再收表；请单位填报现行期次，"
            "确需补记的用 taskboard task update"
        )
    if not returned.columns:
        return returned.refusals[-1].reason
    if not any(key == "change" for _, key in returned.columns):
        return "找不到“本期情况”一列（表头被改动，或整列被删）；请在原表上重填"
    return ""


def _gone(returned: Returned, form: IssuedForm) -> tuple[str, ...]:
    """Return a note on the columns that were asked for and did not come back."""
    asked = {key for row in form.rows.values() for key in row.asks}
    gone = asked - {key for _, key in returned.columns}
    if not gone:
        return ()
    names = "、".join(f"“{name}”" for key, name in NAMES.items() if key in gone)
    return (f"表中没有{names}列（表头被改动，或整列被删），仍按发出时的内容；要报的请在原表上重填",)


def _judge_row(
    key: str, filled: Filled, form: IssuedForm, now: Standing, returned: Returned,
    names: Mapping[str, str] | None,
) -> RowVerdict:  # fmt: skip
    """Return what comes of one assignment."""
    typed = filled.typed
    change = filled.values.get("change")

    def said(state: Any, reason: str, column: str = "change") -> RowVerdict:
        return RowVerdict(
            key, state, reason, filled=typed, version=now.version, place=filled.place, column=column
        )

    if filled.blocked:
        return said("refused", filled.blocked)
    if change is None:
        if typed:
            return said("refused", "改了内容却没有选“本期情况”；请选一项后重发")
        return said("blank", "没有填写")
    if found := _contradiction(change, filled, now):
        return said("refused", found[1], found[0])
    target = values_after(filled, now)
    own = replaces(form.id, now.form)
    fields = changed_fields(target, now)
    alike_now = (change, target["actuals"]) == (now.values["change"], now.values["actuals"])
    if alike_now and not fields and (own or now.seq > form.issued_seq):
        return said("same", "与台账一致")
    if now.seq > form.issued_seq and not own:
        return said("conflict", "发表之后台账已有更新的进展，本行较旧，未采用；请核对后另行更正")
    if own and _adds_nothing(typed, now):
        return said("same", "已收过内容更全的一份")
    if now.handling not in WORKING and not own:
        state = word("handling", now.handling, names)
        return said("refused", f"该事项现为“{state}”，不再收进展")
    return RowVerdict(
        key, "taken", "", cell_changes(filled, target, change, now, fields, names),
        update_fields(target, change, form, fields, returned), typed,
        now.seq if own else None,
        request_fields(change, filled, now), flags_of(change, filled, form, now), now.version,
        filled.place,
    )  # fmt: skip


def _contradiction(change: str, filled: Filled, now: Standing) -> tuple[str, str] | None:
    """Return what contradicts itself in the cells filled in: a column's key, and why."""
    if change == "unchanged" and (moved := _moved(filled)):
        return "change", f"选了“无变化”，却改了{'、'.join(moved)}；请改选“有进展”或改回原文"
    if change == "progress" and not plain(filled.values.get("text")):
        return "text", "选了“有进展”，“进展情况”却是空的；请补写后重发"
    wanted = day_of(filled.values.get("extend_to"))
    if change != "extend":
        reason = "填了“拟延期至”，“本期情况”却没有选“申请延期”；请改选"
        return None if wanted is None else ("change", reason)
    if wanted is None:
        return "extend_to", "选了“申请延期”，却没有填“拟延期至”的日期；请补填后重发"
    if now.due_on and wanted <= now.due_on:
        return "extend_to", f"拟延期至 {wanted} 不晚于现定时限 {now.due_on}；请核对"
    if not plain(filled.values.get("problems")) and not plain(filled.values.get("text")):
        return "problems", "申请延期须写明原因（写在“存在问题”）；请补写后重发"
    return None


def _moved(filled: Filled) -> list[str]:
    """Return the headers of the cells typed into that say something has changed."""
    return [
        BY_KEY[key.partition(":")[0]].name
        for key in filled.typed
        if key in DECISIVE or key.startswith("actual")
    ]


def _adds_nothing(typed: dict[str, Any], now: Standing) -> bool:
    """Whether every typed cell already stands in the ledger from a fuller copy of this form."""
    for key, value in typed.items():
        name, _, index = key.partition(":")
        if name == "extend_to":
            continue
        current = now.values["actuals"].get(index) if index else now.values.get(name)
        if not alike(current, value):
            return False
    return True


def _outcome(
    form: IssuedForm, view: LedgerView, rows: list[RowVerdict], refusals: list[Refusal]
) -> tuple[Outcome, str]:
    """Return the word for the whole file, and why."""
    states = [row.state for row in rows]
    if "taken" in states:
        rest = len(states) - states.count("taken") - states.count("same")
        parts = [f"{rest} 项未采用或未填"] if rest else []
        parts += [f"{len(refusals)} 处未采用"] if refusals else []
        tail = f"，另有 {'、'.join(parts)}" if parts else ""
        if form.due_on and is_late(form.due_on, view.as_of):
            return "late", f"时限为 {form.due_on}，迟报 {(view.as_of - form.due_on).days} 天{tail}"
        return "accepted", f"{'部分' if tail else '全部'}收下{tail}"
    if "conflict" in states:
        return "conflict", "发表之后台账已有更新的进展，这份较旧，未写入"
    if "same" in states:
        return "duplicate", "内容与台账一致，没有新情况"
    if refusals:
        return "refused", "没有一行可以采用，原因见逐格说明"
    return "refused", "一行也没有填写"
