"""考核: scores by the rules, published with their snapshot, appealed and decided by others."""

from __future__ import annotations

import dataclasses
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taskboard.errors import TaskboardError
from taskboard.ledger.events import NewEvent
from taskboard.resources import template_path
from taskboard.workflows.refusals import NeededError, OwnRequestError, OwnWorkError
from taskboard.workflows.reports import NoTasksError, render, template_for
from taskboard.workflows.snapshots import kept_settings

if TYPE_CHECKING:
    from taskboard.ledger.state import State
    from taskboard.reports.scoring import Scores
    from taskboard.reports.scoring_rules import RuleSet
    from taskboard.workflows.papers import Paper
    from taskboard.workflows.workspace import Workspace

TEMPLATES = {".xlsx": "xlsx/scoring.xlsx"}
PREFIX = "申诉"


class UnknownPointError(TaskboardError):
    """No published score has a line of this id."""

    code = "point-missing"

    def __init__(self, point: str) -> None:
        super().__init__(
            f"已公布的考核结果中没有编号为“{point}”的加减分；编号见考核表“加减分明细”第一列，"
            "结果尚未公布的请先运行 taskboard score publish。",
            f"no published score has a line {point!r}; see the first column of its second sheet.",
        )


class AppealError(TaskboardError):
    """An appeal that cannot be filed or decided as asked."""

    code = "appeal"

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh, en)


@dataclass(frozen=True, slots=True)
class Appeal:
    """One 申诉: number, the line it is about, who filed it and why, and what became of it."""

    number: str
    paper: str
    point: str
    unit: str
    words: str
    filed_on: str
    filed_by: str
    reason: str
    decision: str = ""
    decided_on: str = ""
    decided_by: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """A score that was written: ``recorded`` is False when the same had been published before."""

    paper: Paper
    path: Path
    scores: Scores
    recorded: bool


def appeals(state: State) -> dict[str, Appeal]:
    """Return every appeal by its number, in order of filing."""
    found: dict[str, Appeal] = {}
    for event in state.events("appeal-filed", "appeal-decided"):
        if event.kind == "appeal-filed":
            found[event.subject] = Appeal(
                event.subject, **event.to, filed_on=event.effective_on, filed_by=event.actor,
                reason=event.reason,
            )  # fmt: skip
        elif event.subject in found:
            found[event.subject] = dataclasses.replace(
                found[event.subject], **event.to, decided_on=event.effective_on,
                decided_by=event.actor, answer=event.reason,
            )  # fmt: skip
    return found


def struck(state: State) -> dict[str, str]:
    """Return the lines that appeals struck out: id → number of the appeal."""
    upheld = (one for one in appeals(state).values() if one.decision == "uphold")
    return {one.point: one.number for one in upheld}


def draft(workspace: Workspace, document: str = "") -> tuple[Scores, RuleSet]:
    """Return the scores of the workspace's day; nothing is recorded.

    Raises:
        NoTasksError: If nothing has been issued.
        BadRulesError: If the rules cannot be used.
    """
    from taskboard.reports.scoring import score

    rules, state = _rules(workspace), workspace.state()
    made = score(state, rules, struck(state), document)
    if not made.units:
        raise NoTasksError(document)
    return made, rules


def _rules(workspace: Workspace) -> RuleSet:
    from taskboard.reports.scoring_rules import read_rules

    return read_rules(template_path("scoring.toml", workspace.templates))


def publish(
    workspace: Workspace, path: Path, *, document: str = "", replace: bool = False
) -> Published:
    """Write the scores of the day as a workbook and record them with rules and snapshot.

    Raises:
        UnknownEndingError: If ``path`` is no ``.xlsx``.
        NoTasksError: If nothing has been issued.
        FileExistsAlreadyError: If a different file is there; nothing is recorded then.
    """
    from taskboard.reports.paper import digest, next_number
    from taskboard.reports.scoring import figures
    from taskboard.workflows.papers import Paper, list_papers, record_paper

    template_for(path, TEMPLATES)
    made, rules = draft(workspace, document)
    state = workspace.state()
    facts = {
        "choices": {"document": document}, "rules": asdict(rules), "struck": struck(state),
        "scores": made.to_dict(), "figures": figures(made).to_list(),
    }  # fmt: skip
    digested = digest({**facts, "as_of": state.as_of.isoformat()})
    old = [one for one in list_papers(workspace) if one.snapshot.get("digest") == digested]
    if old:
        paper = old[0]
    else:
        snapshot = {
            **facts, "seq": state.seq, "hash": state.hash, "as_of": state.as_of.isoformat(),
            "digest": digested, "settings": kept_settings(workspace.settings),
        }  # fmt: skip
        number = next_number(state, "score")
        paper = Paper(number, "score", f"{made.subject}考核结果", state.as_of, snapshot)
    _write(workspace, paper, path, replace=replace)
    if not old:
        record_paper(workspace, paper, [unit.unit for unit in made.units])
    return Published(paper, path, made, not old)


def write_score_again(workspace: Workspace, paper: Paper, path: Path, *, replace: bool) -> None:
    """Write a published score from its snapshot; the file is the same as the first."""
    template_for(path, TEMPLATES)
    _write(workspace, paper, path, replace=replace)


def _write(workspace: Workspace, paper: Paper, path: Path, *, replace: bool) -> None:
    from taskboard.office.xlsx import save_bytes
    from taskboard.reports.scoring_rules import FACTS
    from taskboard.words import word

    snapshot = paper.snapshot
    known = appeals(workspace.state(paper.as_of, int(snapshot["seq"])))
    rules = [
        {**rule, "fact": FACTS[rule["fact"]], "most": "" if rule["most"] is None else rule["most"],
         "roles": "、".join(word("role", role) for role in rule["roles"])}
        for rule in snapshot["rules"]["rules"]
    ]  # fmt: skip
    told = [{**asdict(one), "decision": word("appeal", one.decision)} for one in known.values()]
    context = {
        **snapshot["scores"], "title": paper.title, "number": paper.number, "as_of": paper.as_of,
        "version": snapshot["rules"]["version"], "base": snapshot["rules"]["base"],
        "seq": snapshot["seq"], "digest": snapshot["digest"], "rules": rules, "appeals": told,
    }  # fmt: skip
    data = render(template_for(path, TEMPLATES), context, workspace)
    save_bytes(data, path, replace=replace)


def appeal(workspace: Workspace, point: str, reason: str) -> Appeal:
    """File an appeal of a unit against one line of the newest published score that has it.

    Raises:
        NeededError: If no reason is given.
        UnknownPointError: If no published score has the line.
        AppealError: If another unit's line is meant, or the line has been appealed before.
    """
    if not reason.strip():
        raise NeededError("申诉理由", "--reason")
    state = workspace.state()
    paper, line = _published(workspace, point.strip().upper())
    own = workspace.actor.unit
    if own and own in set(state.assignments["unit"]) and own != line["unit"]:
        raise AppealError(
            f"{workspace.actor.name}代表{own}，不能就{line['unit']}的考核提出申诉。",
            f"{own} may not appeal against a line of {line['unit']}.",
        )
    known = appeals(state)
    for one in known.values():
        if one.point == line["id"] and one.decision != "reject":
            stands = "已经成立" if one.decision else "正在审理"
            raise AppealError(
                f"{line['id']} 的申诉 {one.number} {stands}，不必重复提出。",
                f"{line['id']} has been appealed against in {one.number}.",
            )
    head = f"{PREFIX}{workspace.as_of.year}-"
    given = state.selection.subjects(("appeal-filed",))
    used = [int(key.removeprefix(head)) for key in given if key.startswith(head)]
    number = f"{head}{max(used, default=0) + 1:02d}"
    words = f"{line['rule']} {line['points']:+g} 分（{line['words']}）"
    values = {"paper": paper.number, "point": line["id"], "unit": line["unit"], "words": words}
    event = NewEvent("appeal-filed", number, values, reason=reason, place="command line")
    with workspace.ledger() as ledger:
        ledger.append(
            [event], actor=workspace.actor, effective_on=workspace.as_of, action="score appeal",
            expect={number: state.selection.versions(("appeal-filed",)).get(number, 0)},
        )  # fmt: skip
    return appeals(workspace.state())[number]


def decide_appeal(workspace: Workspace, number: str, decision: str, reason: str) -> Appeal:
    """Decide an appeal: ``uphold`` strikes the line out from then on, ``reject`` keeps it.

    Raises:
        NeededError: If no reason is given.
        AppealError: If there is no such appeal, or it is decided already.
        OwnWorkError: If the actor acts for the unit.
        OwnRequestError: If the actor filed it.
    """
    if not reason.strip():
        raise NeededError("审理意见", "--reason")
    state = workspace.state()
    known: dict[str, Appeal] = appeals(state)
    one = known.get(number)
    if one is None:
        listed = "、".join(known) or "（无）"
        raise AppealError(f"没有编号为 {number} 的申诉；现有：{listed}。", f"no appeal {number}.")
    if one.decision:
        raise AppealError(
            f"{number} 已审理，不能重复；如有误请用 taskboard undo 撤销。",
            f"{number} has been decided; if that was wrong: taskboard undo",
        )
    actor = workspace.actor
    if actor.unit and actor.unit == one.unit:
        raise OwnWorkError(actor.name, actor.unit, "审理申诉", "decide an appeal about")
    if actor.name == one.filed_by and actor.name in workspace.settings.actors:
        raise OwnRequestError(actor.name, number)
    event = NewEvent("appeal-decided", number, {"decision": decision}, reason=reason)
    with workspace.ledger() as ledger:
        ledger.append(
            [event], actor=actor, effective_on=workspace.as_of, action="score decide",
            expect={number: state.selection.versions(("appeal-filed",))[number]},
        )  # fmt: skip
    return appeals(workspace.state())[number]


def _published(workspace: Workspace, point: str) -> tuple[Paper, dict[str, Any]]:
    """Return the newest published score with the line, and the line."""
    from taskboard.workflows.papers import list_papers

    for paper in reversed(list_papers(workspace)):
        if paper.kind == "score":
            for line in paper.snapshot["scores"]["points"]:
                if line["id"] == point:
                    return paper, line
    raise UnknownPointError(point)
