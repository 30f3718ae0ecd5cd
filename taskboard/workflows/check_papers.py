"""Recompute every figure a recorded paper printed, from the ledger as the paper saw it.

A paper names its day, the last event it knew and the hash of the ledger then. All three must still
be so, and each figure must come out the same: value, rows counted, denominator, share.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from taskboard.ledger.check import at, wrong
from taskboard.ledger.rules import EVER
from taskboard.ledger.schema import TRANSACTIONS
from taskboard.ledger.select import Event, Selection
from taskboard.ledger.store import Ledger
from taskboard.model import Finding
from taskboard.workflows.snapshots import as_recorded

if TYPE_CHECKING:
    from taskboard.ledger.state import State
    from taskboard.reports.figures import Figures
    from taskboard.workflows.workspace import Workspace

Fields = Mapping[str, Any]
UNDIGESTED = ("seq", "hash", "digest", "settings")  # of a snapshot, what its digest leaves out
LETTERS = ("reminder", "order", "summons", "rectify")
COMPARED = {"value": "数值", "keys": "所计事项", "denominator": "分母", "share": "占比"}


def check_papers(workspace: Workspace, ledger: Ledger) -> Iterator[Finding]:
    """Tell which papers print what the ledger does not give back."""
    papers = Selection(ledger, EVER, ledger.head()).events(("paper-issued",))
    with ledger.engine.connect() as connection:
        columns = (TRANSACTIONS.c.last_seq, TRANSACTIONS.c.hash)
        known = {row[0]: row[1] for row in connection.execute(
            TRANSACTIONS.select().with_only_columns(*columns))}  # fmt: skip
    for event in papers:
        snapshot = event.to.get("snapshot") or {}
        if "figures" not in snapshot:
            continue
        broken = list(_anchored(event, snapshot, known))
        yield from broken
        if not broken:
            yield from _figures(workspace, ledger, event, snapshot)


def _anchored(event: Event, snapshot: Fields, known: Mapping[int, str]) -> Iterator[Finding]:
    """Compare the ledger a paper was made from, and the digest of what it says."""
    from taskboard.reports.paper import digest

    seq = int(snapshot["seq"])
    if seq >= event.seq or known.get(seq) != snapshot["hash"]:
        told = f"快照记的是事件 {seq} 时的台账，与现在台账中的哈希不符。"
        yield wrong("paper-ledger", told, at(event))
    said = {name: value for name, value in snapshot.items() if name not in UNDIGESTED}
    if digest(said) != snapshot["digest"]:
        yield wrong("paper-digest", "快照的内容与其校验值不符，数字被改动过。", at(event))


def _figures(
    workspace: Workspace, ledger: Ledger, event: Event, snapshot: Fields
) -> Iterator[Finding]:
    """Compare each figure with what the ledger of the snapshot gives."""
    for figure in snapshot["figures"]:
        yield from _share(event, figure, snapshot["figures"])
    found = _recomputed(as_recorded(workspace, snapshot), ledger, event, snapshot)
    if found is None:
        return
    for figure in snapshot["figures"]:
        name = figure["name"]
        if name not in found:
            told = f"“{figure['label']}”印的是 {figure['value']:g}，由台账算不出这个数。"
            yield wrong("figure-unknown", told, at(event))
            continue
        again = found[name].to_dict()
        for field, label in COMPARED.items():
            if again[field] != figure[field]:
                told = (
                    f"“{figure['label']}”的{label}印的是 {_told(figure[field])}，"
                    f"由台账算出的是 {_told(again[field])}。"
                )
                yield wrong("figure-differs", told, at(event))
                break


def _share(event: Event, figure: Fields, others: Sequence[Fields]) -> Iterator[Finding]:
    """A share stands on a numerator and a denominator that the paper prints, too."""
    base = next((one["value"] for one in others if one["name"] == figure["of"]), None)
    if figure["of"] and base != figure["denominator"]:
        told = f"“{figure['label']}”的分母 {_told(figure['denominator'])} 在快照里没有来处。"
        yield wrong("figure-differs", told, at(event))


def _told(value: Any) -> str:
    if isinstance(value, list):
        names = "、".join(str(key) for key in value[:3]) + ("等" if len(value) > 3 else "")
        return f"{names or '无'}（{len(value)} 项）"
    return "（无）" if value is None else f"{value:g}"


def _recomputed(
    workspace: Workspace, ledger: Ledger, event: Event, snapshot: Fields
) -> Figures | None:
    """Return the figures that the ledger gives for a paper, None for a kind that has none."""
    from taskboard.ledger.state import fold

    day, seq = event.to["as_of"], int(snapshot["seq"])
    state = fold(ledger, _day(day), workspace.settings, until_seq=seq)
    choices, kind = snapshot["choices"], event.to.get("kind")
    if kind == "circular":
        from taskboard.workflows.papers import circular_facts

        figures: Figures = circular_facts(workspace, state, choices, False)["figures"]
        return figures
    if kind == "annual":
        from taskboard.reports.annual import annual

        figures = annual(state, choices["document"])["figures"]
        return figures
    if kind == "handover":
        from taskboard.workflows.handover import handover_figures

        return handover_figures(state, choices["document"])
    if kind == "score":
        return _scored(state, snapshot)
    return _listed(state, choices["keys"]) if kind in LETTERS else None


def _scored(state: State, snapshot: Fields) -> Figures:
    """Return the totals that the snapshot's own rules give."""
    from taskboard.reports.scoring import figures, score
    from taskboard.reports.scoring_rules import rules_of

    rules, document = rules_of(dict(snapshot["rules"])), snapshot["choices"]["document"]
    return figures(score(state, rules, snapshot["struck"], document))


def _listed(state: State, keys: Sequence[str]) -> Figures:
    """Return the one number of a letter, counted over the assignments that were there."""
    from taskboard.reports.figures import Figures
    from taskboard.workflows.letters import listed

    there = set(state.assignments.index)
    return Figures([listed([key for key in keys if key in there])])


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
