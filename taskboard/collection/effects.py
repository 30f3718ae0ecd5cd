"""What taking a row writes: the update's fields, the cells that change, requests and flags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from taskboard.collection.fill import Filled
from taskboard.collection.form import COUNTS, NAMES
from taskboard.collection.returned import Returned
from taskboard.collection.standing import IssuedForm, Standing
from taskboard.collection.values import EMPTY, loose, plain, same_words
from taskboard.collection.verdict import CellChange
from taskboard.words import word

_CLEARED = ("text", "problems", "needs", "next_step", "percent")
_UNCOUNTED = {"due": None, "on_time": None, "late": None}
FIELDS = ("text", "percent", *COUNTS, "problems", "needs", "next_step", "evidence")


def values_after(filled: Filled, now: Standing) -> dict[str, Any]:
    """Return the assignment's values if this row is taken; cells not asked keep theirs."""
    after: dict[str, Any] = {**now.values, **filled.values}
    after["actuals"] = {**now.values["actuals"], **filled.actuals}
    for key, value in filled.typed.items():
        if value is None and key.startswith("actual:"):
            after["actuals"].pop(key.partition(":")[2], None)
    return after


def changed_fields(after: dict[str, Any], now: Standing) -> dict[str, tuple[str, str]]:
    """Return the fields whose value is another one now -> (old, new) as printed, in order."""
    found = {}
    for name in FIELDS:
        old, new = now.values[name], after[name]
        if new is old or new == old or (new in EMPTY and old in EMPTY):
            continue
        was, said = plain(old), plain(new)
        if not same_words(was, said):
            found[name] = (was, said)
    return found


def cell_changes(
    filled: Filled, after: dict[str, Any], change: str, now: Standing,
    fields: Mapping[str, tuple[str, str]], names: Mapping[str, str] | None,
) -> tuple[CellChange, ...]:  # fmt: skip
    """Return the cells that change, old → new as printed; ``fields`` from `changed_fields`."""
    place = filled.places.get
    found = []
    before = now.values["change"]
    if before != change:
        old = word("change", before, names) if before else ""
        new = word("change", change, names)
        found.append(CellChange(place("change", ""), NAMES["change"], old, new))
    for name, (old, new) in fields.items():
        found.append(CellChange(place(name, ""), NAMES[name], old, new))
    for index, value in after["actuals"].items():
        was = now.values["actuals"].get(index)
        if value != was:
            label = f"{NAMES['actual']}{int(index) + 1}"
            at = place(f"actual:{index}", "")
            found.append(CellChange(at, label, plain(was), plain(value)))
    if wanted := filled.values.get("extend_to"):
        at = place("extend_to", "")
        found.append(CellChange(at, NAMES["extend_to"], plain(now.due_on), plain(wanted)))
    return tuple(found)


def update_fields(
    after: dict[str, Any], change: str, form: IssuedForm, fields: Iterable[str], returned: Returned
) -> dict[str, Any]:
    """Return what the event records; ``cleared`` names the ``fields`` emptied on purpose."""
    persons = returned.persons
    counts = {
        "due": after["count_due"], "on_time": after["count_on_time"], "late": after["count_late"],
    }  # fmt: skip
    return {
        "round": form.round, "form": form.id, "change": change, "text": after["text"] or "",
        "problems": after["problems"] or "", "needs": after["needs"] or "",
        "next_step": after["next_step"] or "", "percent": after["percent"],
        "actuals": after["actuals"], "counts": {} if counts == _UNCOUNTED else counts,
        "evidence": after["evidence"] or "",
        "cleared": [name for name in fields if name in _CLEARED and after[name] in EMPTY],
        "reporter": persons.get("reporter", ""), "phone": persons.get("phone", ""),
        "signer": persons.get("signer", ""), "channel": "form",
    }  # fmt: skip


def request_fields(change: str, filled: Filled, now: Standing) -> dict[str, Any] | None:
    """Return the request a choice makes: 已完成 asks to close, 申请延期 for a new day."""
    if change == "extend" and "extend" not in now.requests:
        reason = plain(filled.values.get("problems")) or plain(filled.values.get("text"))
        return {"type": "extend", "new_due": filled.values["extend_to"], "reason": reason}
    if change == "done" and now.kind == "once" and "close" not in now.requests:
        return {"type": "close", "reason": plain(filled.values.get("text"))}
    return None


def flags_of(change: str, filled: Filled, form: IssuedForm, now: Standing) -> tuple[str, ...]:
    """Return what a clerk should look at though the row is taken."""
    flags = []
    text = filled.values.get("text")
    before = now.earlier if now.form == form.id else now.text
    if change == "progress" and text and before and loose(text) == loose(before):
        flags.append("copied")
    percent = filled.values.get("percent")
    if change == "done" and percent is not None and percent < 100:
        flags.append("done-below-100")
    if change == "done" and not any(filled.values.get(name) for name in ("text", "evidence")):
        flags.append("done-unsaid")
    if percent is not None and "percent" in filled.typed:
        was = now.values["percent"]
        if change == "none" and percent > (was or 0):
            flags.append("none-but-more")
        if was is not None and percent < was:
            flags.append("percent-fell")
    if "count_due" in filled.values:
        due, on_time, late = [filled.values.get(name) for name in COUNTS]
        if due is not None and on_time is not None and late is not None and on_time + late != due:
            flags.append("counts-do-not-add")
    return tuple(flags)
