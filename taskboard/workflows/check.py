"""Everything `check` looks at: the ledger itself, its forms, papers, and the files beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from taskboard.ledger.check import check_ledger, held, readable
from taskboard.ledger.store import Ledger
from taskboard.model import Finding
from taskboard.workflows.workspace import Workspace

# code -> what is wrong, said in English after the Chinese sentence
ENGLISH = {
    # the store and the chain
    "store-damaged": "the file of the store is damaged",
    "guard-missing": "a trigger that keeps the tables append-only is gone",
    "reference-broken": "a row refers to one that is not there",
    "event-orphan": "an event belongs to no transaction",
    "transaction-gap": "a transaction is missing",
    "event-count": "a transaction holds more or fewer events than it says",
    "chain-broken": "the chain of hashes is broken here",
    "hash-differs": "the transaction was changed after it was written",
    "kind-unknown": "an event of a kind the closed list does not hold",
    "day-bad": "an event counts from no day",
    "payload-bad": "an event cannot be read",
    "event-unread": "an event lacks what it must hold",
    # 1, 2: no text lost, nothing guessed
    "text-differs": "the kept text is not the one that was read",
    "coverage-gap": "characters of the source are in no class",
    "coverage-twice": "characters of the source are in two classes",
    "coverage-bad": "a class or a place that cannot be",
    "words-differ": "the words do not stand where their span says",
    "basis-missing": "a unit or a limit does not say what it rests on",
    # 3: nothing overwritten
    "undone-unknown": "takes back an event that is not there",
    "subject-unknown": "something happened to what never came into being",
    "written-twice": "what is written once was written again",
    "task-missing": "an assignment of no task",
    "assignment-missing": "a request about no assignment",
    "decided-twice": "one request decided twice",
    "correction-unknown": "corrects what is no report of this assignment",
    "baseline-differs": "the issued baseline is not what was frozen",
    "carried-unknown": "a carried task that does not know where it comes from",
    # 4, 9, 10: forms
    "form-twice": "one file taken twice",
    "form-differs": "the form is not the one that was sent",
    "form-other-unit": "a form with rows of another unit",
    "form-not-asked": "a form with rows the round does not ask about",
    "form-too-long": "more cells to fill in a row than allowed",
    "form-inside": "a form with what must not leave the office",
    "form-row-unknown": "a report in a row the form does not have",
    "form-no-receipt": "a report of a form that was never taken",
    "form-stale": "an old form was taken over newer news",
    "form-count": "the receipt counts other rows than were written",
    "form-wrote-else": "a returned form changed what it may not",
    "asked-twice": "two open rounds ask about one row",
    # 5: nobody in his own cause
    "own-work": "somebody judged the work of his own unit",
    "written-off-unverified": "written off without a verification 属实",
    "archived-open": "archived before it was written off",
    "move-forbidden": "a move the state did not allow",
    # 6, 7: numbers come out again, on their own day
    "paper-ledger": "the ledger the paper was made from is not this one",
    "paper-digest": "the snapshot was changed",
    "figure-differs": "the ledger gives another number",
    "figure-unknown": "the ledger does not give this number at all",
    # 8: files
    "file-differs": "a kept file is not what its hash says",
    "file-missing": "a file that an event names is not kept",
    "copy-differs": "a copy of evidence was changed",
    # harmless
    "copy-missing": "a copy is gone, the ledger still has it",
    "stray-file": "left by something interrupted",
    "stray-part": "half a file",
}
# the record itself is no longer what was written; other codes tell of what should not have been
BROKEN = (
    "store-damaged", "guard-missing", "reference-broken", "event-orphan", "transaction-gap",
    "event-count", "chain-broken", "hash-differs", "kind-unknown", "day-bad", "payload-bad",
    "event-unread", "text-differs", "file-differs", "file-missing", "baseline-differs",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found: what is wrong, and what is only left over and harmless."""

    wrong: list[Finding]
    hints: list[Finding]


def look_through(workspace: Workspace, ledger: Ledger) -> Looked:
    """Hold ``ledger``, its forms, its papers and the workspace's files to every rule."""
    from taskboard.workflows.check_files import check_copies, strays
    from taskboard.workflows.check_forms import check_forms
    from taskboard.workflows.check_papers import check_papers

    found = check_ledger(ledger)
    if not readable(found):
        return Looked(found, [])
    found += held(check_forms, ledger)
    found += held(partial(check_papers, workspace), ledger)
    found += held(partial(check_copies, workspace), ledger)
    hints = held(partial(strays, workspace), ledger)
    wrong = [finding for finding in hints if finding.severity == "error"]
    found += [finding for finding in wrong if finding not in found]
    return Looked(found, [finding for finding in hints if finding.severity != "error"])


def is_broken(found: list[Finding]) -> bool:
    """Say whether the ledger must not be used any more, but brought back from a backup."""
    return any(finding.code in BROKEN for finding in found)


def in_words(finding: Finding) -> str:
    """Return a finding as one line: code, place, Chinese sentence, English after."""
    place = f"{finding.place}：" if finding.place else ""
    english = ENGLISH.get(finding.code, "")
    return f"[{finding.code}] {place}{finding.message}{' / ' if english else ''}{english}"
