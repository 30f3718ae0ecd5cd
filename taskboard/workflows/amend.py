"""Import a document anew after it was amended: a difference first, then events on request.

Work already done is kept: a task whose text is the same is not touched. A reworded one takes the
new measures and is put in doubt; a removed one is put in doubt; an added one is proposed. What
was issued keeps its baseline and only gets the doubt, and a task that a later version brings back
loses it. What a person decided is never replaced, and every span says which version's text it
indexes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from taskboard.ledger.events import NewEvent
from taskboard.ledger.fold_tasks import LEFT_OUT, TASK_KINDS, became
from taskboard.ledger.kept_texts import text_hash
from taskboard.review.columns import ROLES, squash, task_cells
from taskboard.review.differences import Difference, differences
from taskboard.review.measures import measures_of
from taskboard.review.plan import records
from taskboard.review.sentences import unlisted
from taskboard.workflows.recording import finding_values

if TYPE_CHECKING:
    from taskboard.ledger.select import Event
    from taskboard.ledger.state import State
    from taskboard.model import Finding, SourceText

IMPORT = "import"  # the command whose versions put tasks in doubt
DROPPED, REWORDED = "修订稿中已没有这一条，请核定是否保留", "修订稿改为："
DOUBTS = (DROPPED, REWORDED)  # about a task whose words the version does not touch
AGAIN = "修订稿曾没有这一条，现又有了，请核定"
KEPT = (("units", "单位", ROLES), ("deadlines", "时限", ("due_words",)))
FIELDS = ("title", "subject", "number", "issuer", "issued_on", "printed_on", "year",
          "recipients", "copied_to", "annexes", "basis", "disclosure")  # fmt: skip


def earlier_of(state: State, document: Mapping[str, Any]) -> str | None:
    """Return the serial of the document that ``document`` (parsing contract) amends, if any.

    It has the same 发文字号, or, where one of them has none, the same subject, issuer and year.
    """
    for serial, row in records(state.documents).items():
        if row["number"] and document["number"]:
            if squash(row["number"]) == squash(document["number"]):
                return serial
            continue
        names = [(squash(row[n]), squash(document[n])) for n in ("subject", "issuer")]
        if all(one and one == other for one, other in names) and row["year"] == document["year"]:
            return serial
    return None


def already_taken(state: State, sha256: str) -> str | None:
    """Return the serial of the document an amended file was already taken into."""
    for event in state.events("document-amended"):
        if event.to.get("amended_sha256") == sha256:
            return event.subject
    return None


def later_than(state: State, serial: str, sha256: str) -> str:
    """Return the file of the version that counts, "" when that is the one taken in as ``sha256``.

    Only versions that changed something are taken in; a file that never was is no earlier one.
    """
    versions = [
        (str(event.to.get("amended_sha256") or event.to.get("sha256")), event.place)
        for event in state.events("document-imported", "document-amended")
        if event.subject == serial and {"amended_sha256", "sha256"} & event.to.keys()
    ]
    last, file = versions[-1]
    return file if last != sha256 and sha256 in dict(versions) else ""


def compare(state: State, serial: str, printed: Mapping[str, Any]) -> list[Difference]:
    """Return what the amended document ``printed`` changes in the ledger's tasks.

    A task made of a sentence (列为任务) that still stands there and is no task is not touched.
    """
    frame = state.tasks
    originals = [
        event.subject
        for event in state.events("task-proposed")
        if not event.to.get("split_from") and event.subject in frame.index
    ]
    still = {squash(item.text) for item in unlisted(printed["text"], printed["coverage"])}
    mine = records(frame[(frame["document"] == serial) & frame.index.isin(originals)])
    old = {key: row for key, row in mine.items() if squash(row["text"]) not in still}
    return [
        replace(item, kind="restored")
        if item.kind == "same" and old[item.key]["doubt"] and _before_doubt(state, item.key)
        else item
        for item in differences(old, printed["tasks"])
    ]


def _before_doubt(state: State, key: str) -> list[Event]:
    """Return what happened to a task until later versions put it in doubt; nothing if none did."""
    events = state.events(*TASK_KINDS, subjects=[key])
    until = len(events)
    while events[until - 1].action == IMPORT and events[until - 1].reason.startswith(DOUBTS):
        until -= 1
    return events[:until] if until < len(events) else []


def amend_events(
    state: State,
    serial: str,
    source: SourceText,
    printed: Mapping[str, Any],
    found: Iterable[Difference],
    findings: Iterable[Finding] = (),
) -> list[NewEvent]:
    """Return the events that take the differences in, and the findings that are new."""
    row = records(state.documents.loc[[serial]])[serial]
    earlier = _printed_before(state, serial)
    changed = {
        name: value
        for name in FIELDS
        if squash(_plain(value := printed["document"][name])) != squash(_plain(row[name]))
        and squash(_plain(value)) != squash(_plain(earlier.get(name)))  # a person's word stays
    }
    file = {
        "amended_sha256": source.sha256,
        "text_sha256": text_hash(source.text),
        "amended_file": source.name,
        "outline": [{**clause, "text": ""} for clause in printed["outline"]],
        "coverage": printed["coverage"],
    }
    before = {name: _plain(row[name]) for name in changed}
    events = [NewEvent("document-amended", serial, {**changed, **file}, before, place=source.name)]
    used = {str(key) for key in state.tasks.index}
    tasks = records(state.tasks)
    for item in found:
        if item.kind == "added":
            events.append(_propose(serial, item, used, printed, source))
        elif item.kind == "restored":
            events.append(_restored(state, item.key, source))
        elif item.kind != "same" and tasks[item.key]["decomposition"] not in LEFT_OUT:
            decided = _decided(state, item.key)
            events += _doubt(tasks[item.key], item, source, row["sha256"], decided)
    known = set(state.findings.loc[state.findings["document"] == serial, "message"])
    for finding in findings:
        if finding.message not in known:
            values = {**finding_values(finding), "source": source.sha256}
            events.append(NewEvent("finding-recorded", serial, values, place=source.name))
    return events


def _printed_before(state: State, serial: str) -> dict[str, Any]:
    """Return the letterhead as the versions so far print it, without what a person corrected."""
    fields: dict[str, Any] = {}
    for event in state.events("document-imported", "document-amended"):
        if event.subject == serial and (
            event.kind == "document-imported" or event.to.get("amended_sha256")
        ):
            fields |= {name: event.to[name] for name in FIELDS if name in event.to}
    return fields


def _propose(
    serial: str, item: Difference, used: set[str], printed: Mapping[str, Any], source: SourceText
) -> NewEvent:
    task = dict(item.task or {})
    path, seq = task["path"], 1
    while f"{serial}-{path}-{seq}" in used:
        seq += 1
    key = f"{serial}-{path}-{seq}"
    used.add(key)
    section = str(path).split(".")[0]
    heading = next((c["heading"] for c in printed["outline"] if c["path"] == section), "")
    values = {
        **task,
        "code": f"{path}-{seq}",
        "seq": seq,
        "source": source.sha256,
        "after": item.after,
        "wording": measures_of(str(task["text"])),
        "document": serial,
        "section": section,
        "section_heading": heading,
    }
    return NewEvent("task-proposed", key, values, place=source.name)


def _decided(state: State, key: str) -> set[str]:
    """Return the fields of a task that a person decided."""
    events = state.events("task-amended", subjects=[key])
    return {field for event in events if "source" not in event.to for field in event.to}


def _doubt(
    row: Mapping[str, Any], item: Difference, source: SourceText, first: str, decided: set[str]
) -> list[NewEvent]:
    name = source.name
    if item.kind == "removed":
        return [NewEvent("task-queried", item.key, reason=DROPPED, place=name)]
    wording = measures_of(item.new)
    if row["decomposition"] == "issued":
        why = f"{REWORDED}{wording}"
        return [NewEvent("task-queried", item.key, reason=why, place=name)]
    task = dict(item.task or {})
    values: dict[str, Any] = {"wording": wording, "text": task["text"], "span": task["span"]}
    values |= {"source": source.sha256, "targets": task["targets"]}
    old_source = row["source"] or first
    for field, more in (("units", "rollup"), ("deadlines", "kind")):
        if {field, more} & decided or any(one["origin"] == "manual" for one in row[field]):
            kept = [{"source": old_source, **value} for value in row[field]]
            values[field] = [value if value.get("span") else _bare(value) for value in kept]
        else:
            values |= {field: task[field], more: task[more]}
    before = {field: row[field] for field in values if field != "span"}
    before["span"] = [row["span_start"], row["span_end"]]
    why = "修订稿改写了这一条，请重新核定"
    if squash(row["wording"]) != squash(measures_of(item.old)):
        why += f"；此前核定的措施是：{str(row['wording']).rstrip('。；')}"
    why += _kept_words(row, task, values, decided)
    return [
        NewEvent("task-amended", item.key, values, before, "修订稿改写", name),
        NewEvent("task-queried", item.key, reason=why, place=name),
    ]


def _restored(state: State, key: str, source: SourceText) -> NewEvent:
    """Return what lifts the doubt about a task that stands in the document again."""
    earlier, was = _before_doubt(state, key), ""
    for event in earlier:
        was = became(was, event.kind)
    if was in ("confirmed", "amended", "issued"):
        why = "修订稿又有这一条，与核定的相同"
        return NewEvent("task-confirmed", key, reason=why, place=source.name)
    doubted = was == "queried"  # by a person, before
    why = earlier[-1].reason if doubted else AGAIN
    return NewEvent("task-queried", key, reason=why, place=source.name)


def _kept_words(
    row: Mapping[str, Any], task: Mapping[str, Any], values: Mapping[str, Any], decided: set[str]
) -> str:
    """Return what a reviewer must know where a person's word and the amended document differ."""
    old, new = task_cells(row), task_cells({**row, **task, "note": row["note"]})
    words = ""
    for field, title, names in KEPT:
        one, other = ("；".join(str(cells[n]) for n in names if cells[n]) for cells in (old, new))
        if field in values and values[field] != task[field] and squash(one) != squash(other):
            words += f"；{title}照此前核定的，修订稿为：{other or '无'}"
    if "targets" in decided and squash(old["targets"]) != squash(new["targets"]):
        words += f"；此前核定的指标是：{'、'.join(old['targets'].split()) or '无'}"
    return words


def _bare(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: content for name, content in value.items() if name != "source"}


def _plain(value: Any) -> Any:
    if value is None or (not isinstance(value, list | tuple) and value != value):
        return None
    if isinstance(value, list | tuple):
        return list(value) or None
    if hasattr(value, "date"):
        return value.date().isoformat()
    return value or None
