"""Choose what the decomposition workbook shows, out of a folded ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from taskboard.review.columns import LETTERHEAD, squash, task_cells
from taskboard.review.doubts import notes_of
from taskboard.review.others_in import shown
from taskboard.review.plan import records
from taskboard.review.resolving import binding, is_vague
from taskboard.review.sentences import KINDS, Sentence, unlisted
from taskboard.review.suggestions import Duty, Precedent, Precedents, Suggestion, suggest
from taskboard.review.workbook import SCHEMA, Contents
from taskboard.words import word

if TYPE_CHECKING:
    from taskboard.directory import UnitDirectory
    from taskboard.ledger.state import State

SHOWN = ("proposed", "confirmed", "amended", "queried", "ignored", "issued")
ACTION_OF = {"confirmed": "保留", "amended": "保留", "issued": "保留", "queried": "存疑",
             "ignored": "不列"}  # fmt: skip
ISSUED_DOUBT = "如需调整，请用 taskboard task request；核定照旧的，请把“理由”列改写为依据"
Values = dict[str, Any]
Texts = Callable[[str, str], str]


def exported_tasks(state: State, documents: Iterable[str]) -> dict[str, Values]:
    """Return the tasks a workbook about ``documents`` has a row for, by key, in printed order."""
    return shown_tasks(state.task_rows, documents)


def shown_tasks(rows: Mapping[str, Values], documents: Iterable[str]) -> dict[str, Values]:
    """Return those of ``rows`` that a workbook about ``documents`` has a row for."""
    wanted = set(documents)
    return {
        key: row
        for key, row in rows.items()
        if row["document"] in wanted and row["decomposition"] in SHOWN
    }


def sent_cells(row: Values, documents: Sequence[str]) -> Values:
    """Return what a workbook about ``documents`` prints of the task ``row``.

    The number is the task's code, with the serial when there are several files.
    """
    cells = task_cells(row)
    return cells if len(documents) == 1 else {**cells, "code": row["key"]}


def contents_of(
    state: State,
    documents: Sequence[str],
    directory: UnitDirectory,
    texts: Texts,
    ledger: str,
) -> Contents:
    """Return all that the workbook about ``documents`` prints.

    Args:
        state: The ledger as it is.
        documents: Serials, in order.
        directory: The office's units.
        texts: Read text of a document, by its serial and the source ("" its first version).
        ledger: What tells this ledger from another.
    """
    identity = {
        "schema": SCHEMA,
        "ledger": ledger,
        "seq": state.seq,
        "as_of": state.as_of.isoformat(),
        "documents": list(documents),
    }
    names = [state.document_rows[serial]["subject"] or serial for serial in documents]
    contents = Contents(f"{'、'.join(names)}任务分解审核表", identity)
    tasks = task_rows_of(state, documents, directory)
    contents.rows["任务"] = tasks
    contents.doubtful = sum(bool(row["doubts"]) for row in tasks)
    contents.codes = [row["code"] for row in tasks]
    mine = exported_tasks(state, documents)
    contents.heads = {key: (row["decomposition"], row["version"]) for key, row in mine.items()}
    contents.rows["未列入"] = _unlisted_rows(state, documents, texts)
    contents.rows["待核"] = finding_rows(state, documents, texts)
    contents.rows["文件"] = _document_rows(state, documents)
    known = [*directory.groups(), *directory.names(state.as_of)]
    contents.units = known or _printed_units(state, documents)
    return contents


def _printed_units(state: State, documents: Sequence[str]) -> list[str]:
    """Return the names the documents themselves print, for an office without a directory yet."""
    rows = exported_tasks(state, documents).values()
    names = dict.fromkeys(str(unit["name"]) for row in rows for unit in row["units"])
    return [name for name in names if not is_vague(name)]


def task_rows_of(state: State, documents: Sequence[str], directory: UnitDirectory) -> list[Values]:
    """Return what the sheet 任务 prints, row by row, tasks with doubts first."""
    rows = exported_tasks(state, documents)
    hints = suggestions_for(state, rows, directory)
    open_ = [finding for finding in state.finding_rows.values() if not finding["settled"]]
    made: list[Values] = []
    for key, row in rows.items():
        mine = [f for f in open_ if f["document"] == row["document"]]
        settled = row["decomposition"] in ("ignored", "issued")
        notes = [] if settled else notes_of(row, mine, directory, state.as_of, hints.get(key, ()))
        if row["decomposition"] == "issued" and row["doubt"]:  # by an amended document
            notes = [f"{row['doubt'].rstrip('。；')}；{ISSUED_DOUBT}"]
        action = ACTION_OF.get(row["decomposition"], "" if notes else "保留")
        cells = sent_cells(row, documents) | {"key": key, "doubts": "\n".join(notes)}
        made.append(cells | {"action": action, "reason": row["doubt"]})
    return [row for row in made if row["doubts"]] + [row for row in made if not row["doubts"]]


def suggestions_for(
    state: State, rows: Mapping[str, Values], directory: UnitDirectory
) -> dict[str, list[Suggestion]]:
    """Return suggested units for those of ``rows`` that have no unit of their own."""
    bare = {key: row for key, row in rows.items() if not _firm(row)}
    if not bare:
        return {}
    own = {row["document"] for row in rows.values()}
    full = cache(lambda name: directory.resolve(name, state.as_of).unit or name)
    precedents = Precedents.of(
        earlier._replace(units=tuple(dict.fromkeys(map(full, earlier.units))))
        for earlier in precedents_of(state, own)
    )
    duties = [
        Duty(unit.name, unit.short_names, unit.keywords)
        for unit in directory.units
        if unit.name in directory.names(state.as_of)
    ]
    return {
        key: suggest(f"{row['heading']}。{row['text']}", duties, precedents)
        for key, row in bare.items()
    }


def _firm(row: Mapping[str, Any]) -> bool:
    return any(unit["origin"] != "inferred" for unit in row["units"])


def precedents_of(state: State, without: Iterable[str] = ()) -> Iterable[Precedent]:
    """Yield the issued tasks of documents other than ``without``."""
    tasks = state.tasks
    others = tasks[(tasks["decomposition"] == "issued") & ~tasks["document"].isin(list(without))]
    for key, row in records(others).items():
        held = (str(unit["name"]) for unit in binding(row["units"]))
        names = tuple(dict.fromkeys(name for name in held if not is_vague(name)))
        yield Precedent(f"{row['heading']}。{row['text']}", names, f"已下达任务 {key} ")


def sentences_of(
    state: State, documents: Iterable[str], texts: Texts
) -> dict[str, tuple[str, str, Sentence]]:
    """Return what became no task: row key -> document, path of its clause, the sentence.

    Of an amended document those that the version before did not have.
    """
    found: dict[str, tuple[str, str, Sentence]] = {}
    seen: set[tuple[str, str]] = set()
    for event in state.events("document-imported", "document-amended"):
        serial, source = event.subject, str(event.to.get("amended_sha256") or "")
        if serial not in documents or "coverage" not in event.to:
            continue
        clauses = event.to.get("outline", [])
        before_now = set(seen)
        for item in unlisted(texts(serial, source), event.to["coverage"], source):
            seen.add((serial, squash(item.text)))
            if source and (serial, squash(item.text)) in before_now:
                continue
            before = [c["path"] for c in clauses if c["span"][0] <= item.start]
            version = f"/{source[:12]}" if source else ""
            key = f"{serial}{version}/{item.start}-{item.end}"
            found[key] = (serial, before[-1] if before else "0", item)
    return found


def _unlisted_rows(state: State, documents: Sequence[str], texts: Texts) -> list[Values]:
    return [
        {"key": key, "number": number, "is": KINDS[item.kind], "text": item.text, "why": item.why}
        for number, (key, (_, _, item)) in enumerate(
            sentences_of(state, documents, texts).items(), 1
        )
    ]


def finding_rows(state: State, documents: Sequence[str], texts: Texts) -> list[Values]:
    """Return what the sheet 待核 prints, row by row."""
    rows = [row for row in state.finding_rows.values() if row["document"] in documents]
    return [
        {
            "key": row["key"],
            "number": number,
            "severity": word("severity", row["severity"]),
            "message": row["message"],
            "words": _words(texts(row["document"], row["source"]), row["span"]) or row["place"],
            "settled": row["settled"],
        }
        for number, row in enumerate(rows, 1)
    ]


def _words(text: str, span: Any) -> str:
    if not span:
        return ""
    cut = " ".join(text[span[0] : span[1]].split())
    return cut if len(cut) <= 60 else f"{cut[:58]}……"


def _document_rows(state: State, documents: Sequence[str]) -> list[Values]:
    rows = []
    for serial in documents:
        document = state.document_rows[serial]
        for field, (title, hint) in LETTERHEAD.items():
            name = f"{title}（{serial}）" if len(documents) > 1 else title
            value = shown(document[field])
            rows.append({"key": f"{serial}/{field}", "title": name, "value": value, "hint": hint})
    return rows


def day_of_identity(identity: Mapping[str, Any]) -> dt.date:
    """Return the day a workbook was made on."""
    return dt.date.fromisoformat(str(identity["as_of"]))
