"""Several files for one form: which one counts.

File names and saving times lie, so they decide nothing: a copy that only adds to another replaces
it; copies in which different hands filled in different rows are taken together, row by row; copies
that contradict each other are all held back until the clerk names the one to take.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from taskboard.collection.form import BY_KEY
from taskboard.collection.returned import Refusal
from taskboard.collection.values import loose
from taskboard.collection.verdict import RowVerdict, Verdict

_PLACE = re.compile(r"“(.*)”表 第 (\d+) 行")
BEIJING = dt.timezone(dt.timedelta(hours=8))


def settle(verdicts: Sequence[Verdict], chosen: Collection[str] = ()) -> list[Verdict]:
    """Return the verdicts, at most one taken per row of a form.

    Args:
        verdicts: In the order of the folder.
        chosen: Names of files the clerk decided for.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for at, verdict in enumerate(verdicts):
        if verdict.taken:
            groups[verdict.form].append(at)
    settled = list(verdicts)
    for rivals in groups.values():
        if len(rivals) > 1:
            for at, verdict in _settle_form([(at, verdicts[at]) for at in rivals], chosen):
                settled[at] = verdict
    return settled


def _settle_form(
    rivals: list[tuple[int, Verdict]], chosen: Collection[str]
) -> list[tuple[int, Verdict]]:
    """Return the rivals of one form with their final outcomes."""
    named = [at for at, verdict in rivals if verdict.file in chosen]
    fullest = named[0] if len(named) == 1 else _fullest(rivals)
    owners = _owners(rivals) if fullest is None and not named else None
    if owners is not None:
        return [(at, _part(at, verdict, rivals, owners)) for at, verdict in rivals]
    files = "、".join(f"{v.file}（{_saved(v.modified)}）" for _, v in rivals)
    found = []
    for at, verdict in rivals:
        if fullest is None:
            reason = f"同一张表收到 {len(rivals)} 份互相矛盾的文件，均未写入：{files}"
            reason += "；请核实后用 --take 文件名 指定以哪份为准"
            found.append((at, replace(verdict, outcome="conflict", reason=reason)))
        elif at == fullest:
            found.append((at, verdict))
        else:
            winner = next(v.file for n, v in rivals if n == fullest)
            same = _typed(verdict) == _typed(dict(rivals)[fullest])
            reason = f"内容与 {winner} 相同" if same else f"已由更完整的 {winner} 替代"
            if named:
                reason = f"经办人指定以 {winner} 为准"
            found.append((at, replace(verdict, outcome="superseded", reason=reason)))
    return found


def _saved(modified: str) -> str:
    """Return a saving time, which files give for Greenwich, as the clocks here showed it."""
    try:
        when = dt.datetime.fromisoformat(modified)
    except ValueError:
        return "保存时间不详"
    shown = when.astimezone(BEIJING) if when.tzinfo else when
    return f"{shown:%Y-%m-%d %H:%M} 保存"


def _fullest(rivals: list[tuple[int, Verdict]]) -> int | None:
    """Return the rival that says all that every other says, None when there is none."""
    typed = [(at, _typed(verdict)) for at, verdict in rivals]
    for at, mine in typed:
        if all(other.items() <= mine.items() for _, other in typed):
            return at
    return None


def _owners(rivals: list[tuple[int, Verdict]]) -> dict[str, int] | None:
    """Return per filled row the rival that says all the others say in it, None if one has none."""
    rows: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for at, verdict in rivals:
        for row in verdict.rows:
            if said := {key: loose(value) for key, value in row.filled.items()}:
                rows.setdefault(row.assignment, []).append((at, said))
    owners = {}
    for key, typed in rows.items():
        full = [at for at, mine in typed if all(one.items() <= mine.items() for _, one in typed)]
        if not full:
            return None
        owners[key] = full[0]
    return owners


def _part(
    at: int, verdict: Verdict, rivals: list[tuple[int, Verdict]], owners: Mapping[str, int]
) -> Verdict:
    """Return a rival with the rows that are its own; those others fill in better are let go."""
    files = {number: one.file for number, one in rivals}
    rows = tuple(
        row._replace(
            state="same", update=None, request=None, changes=(), flags=(),
            reason=f"此行以 {files[owners[row.assignment]]} 为准",
        )
        if row.filled and owners[row.assignment] != at
        else row
        for row in verdict.rows
    )  # fmt: skip
    if not any(row.filled and owners[row.assignment] == at for row in verdict.rows):
        reason = f"填的各行已在{'、'.join(name for n, name in files.items() if n != at)}中"
        return replace(verdict, rows=rows, outcome="superseded", reason=reason)
    others = "、".join(name for number, name in files.items() if number != at)
    told = f"同一张表还收到 {others}，各填各的行，没有互相矛盾，逐行合并收取"
    return replace(verdict, rows=rows, notes=(*verdict.notes, told))


def _typed(verdict: Verdict) -> dict[tuple[str, str], str]:
    """Return every cell a file's unit filled in."""
    return {
        (row.assignment, key): loose(value)
        for row in verdict.rows
        for key, value in row.filled.items()
    }


def newest_round_wins(verdicts: Sequence[Verdict], issued: Mapping[str, int]) -> list[Verdict]:
    """Return the verdicts with rows of older forms held back where a newer form is taken too.

    Args:
        verdicts: At most one taken per form.
        issued: Form -> seq of the event that sent it out.
    """
    settled = list(verdicts)
    seen: dict[str, str] = {}
    order = [at for at, verdict in enumerate(settled) if verdict.taken]
    for at in sorted(order, key=lambda at: -issued[settled[at].form]):
        verdict = settled[at]
        older = [row for row in verdict.rows if row.state == "taken" and row.assignment in seen]
        held = {
            row.assignment: row._replace(
                state="conflict", update=None, request=None, changes=(),
                reason=f"同批还有较新的 {seen[row.assignment]} 表，本行较旧，未采用",
            )
            for row in older
        }  # fmt: skip
        rows = tuple(held.get(row.assignment, row) for row in verdict.rows)
        seen.update((row.assignment, verdict.form) for row in rows if row.state == "taken")
        if any(row.state == "taken" for row in rows):
            told = tuple(_refusal(verdict.file, row) for row in held.values())
            settled[at] = replace(verdict, rows=rows, refusals=verdict.refusals + told)
        else:
            reason = "同批还有较新一期的表，这份较旧，未写入"
            settled[at] = replace(verdict, rows=rows, outcome="conflict", reason=reason)
    return settled


def _refusal(file: str, row: RowVerdict) -> Refusal:
    """Return why ``row`` is held back, with its place in ``file``."""
    found = _PLACE.fullmatch(row.place)
    sheet, number = (found[1], int(found[2])) if found else ("", 0)
    return Refusal(file, sheet, number, BY_KEY["change"].name, row.reason, "row-conflict")
