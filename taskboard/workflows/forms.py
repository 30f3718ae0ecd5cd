"""The forms of a round: one per unit, the same again when asked for, or one issued anew.

A form issued anew (``again``) has a number of its own and today's words and figures in it. The
earlier one stays known: it is taken as long as nothing newer came; what the newer one says
afterwards corrects it, and never the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taskboard.collection.values import day_of
from taskboard.errors import TaskboardError
from taskboard.ledger.events import NewEvent
from taskboard.ledger.naming import one_of
from taskboard.workflows.rounds import current_round, order_units, records

if TYPE_CHECKING:
    from taskboard.collection.form import Form
    from taskboard.ledger.state import State
    from taskboard.workflows.workspace import Workspace


class NotAskedError(TaskboardError):
    """The round asks nothing of the unit named."""

    code = "unit-not-asked"

    def __init__(self, unit: str, number: str, units: Iterable[str]) -> None:
        asked = list(units)
        shown = "、".join(asked[:8]) + ("等" if len(asked) > 8 else "")
        super().__init__(
            f"{number} 期没有要“{unit}”填报的事项；应报的有{shown}，请写全称或其中独有的几个字。",
            f"round {number} asks nothing of {unit!r}; name one of the units it asks.",
        )


@dataclass(frozen=True, slots=True)
class FormsWritten:
    """The forms of a round as written.

    Attributes:
        round: Number of the round.
        folder: Where the files are.
        forms: The newest form of each unit.
        issued: How many of them were issued just now.
        messages: The file of messages to paste.
    """

    round: str
    folder: Path
    forms: tuple[Form, ...]
    issued: int
    messages: Path


def write_forms(
    workspace: Workspace, out: Path | None = None, number: str = "", *, unit: str = "",
    again: bool = False,
) -> FormsWritten:  # fmt: skip
    """Write the forms of a round and the messages to send them with; again is the same files.

    Args:
        workspace: Where.
        out: Folder for the files, ``out/<round>/填报表`` in the workspace by default.
        number: Round, the newest open one by default.
        unit: Only this unit's: its name, or a part that no other unit of the round has.
        again: Issue the form anew, with what the ledger says now.

    Raises:
        NotAskedError: If the round asks nothing of ``unit``.
    """
    from taskboard.collection.form import form_from_json
    from taskboard.collection.forms_out import FormWriter
    from taskboard.collection.receipts import messages
    from taskboard.office.xlsx import save_bytes

    with workspace.ledger() as ledger:
        state = workspace.state()
        number = current_round(state, number)
        asks = _asks(state, number)
        unit = _named(state, unit, number, asks) if unit else ""
        identity = ledger.identity()
        known: dict[str, Form] = {}
        for event in state.events("form-issued"):
            if event.to["round"] == number:  # of several, the newest stands for the unit
                known[event.to["unit"]] = form_from_json(event.subject, identity, event.to)
        chosen = [unit] if unit else list(asks)
        wanted = [name for name in chosen if again or name not in known]
        fresh = _new_forms(state, identity, number, {name: asks[name] for name in wanted}, known)
        if fresh:
            ledger.append(
                [NewEvent("form-issued", form.id, form.to_json()) for form in fresh],
                actor=workspace.actor, effective_on=workspace.as_of, action="round forms",
                expect=dict.fromkeys((form.id for form in fresh), 0),
            )  # fmt: skip
    newest = {**known, **{form.unit: form for form in fresh}}
    forms = tuple(sorted((newest[name] for name in chosen), key=lambda form: form.id))
    folder = out or workspace.out / number / "填报表"
    writer = FormWriter(workspace.settings.names)
    for form in forms:
        writer.write(form, folder)
    path = folder / (f"消息_{unit}.txt" if unit else "消息.txt")
    save_bytes(messages(list(forms)).encode("utf-8-sig"), path)
    issued = sum(form in fresh for form in forms)
    return FormsWritten(number, folder, forms, issued, path)


def _asks(state: State, number: str) -> dict[str, list[str]]:
    """Return unit -> keys of the assignments a round asks it about, in order of protocol."""
    asks: dict[str, list[str]] = {}
    for key in records(state.rounds)[number]["asks"]:
        asks.setdefault(key.partition("@")[2], []).append(key)
    return {unit: asks[unit] for unit in order_units(state, asks)}


def _named(state: State, unit: str, number: str, asks: Mapping[str, Any]) -> str:
    """Return the one unit of the round that ``unit`` names, by a short name, whole or in part."""
    if known := one_of(state.units, asks, unit):
        return known
    found = [name for name in asks if unit in name]
    if len(found) != 1:
        raise NotAskedError(unit, number, found or asks)
    return found[0]


def _new_forms(
    state: State, identity: str, number: str, asks: Mapping[str, list[str]],
    known: Mapping[str, Form],
) -> list[Form]:  # fmt: skip
    """Return new forms for the units ``asks``; ``known`` are the forms that went out before."""
    from taskboard.collection.build import build_form
    from taskboard.collection.form import next_id
    from taskboard.reports.scope import office_of

    row = records(state.rounds)[number]
    due_on = day_of(row["due_on"])
    assert due_on is not None
    order = {unit: at for at, unit in enumerate(_asks(state, number), 1)}
    assignments, tasks = records(state.assignments), records(state.tasks)
    words = {e.subject: e.to.get("words", "") for e in state.events("round-opened")}[number]
    persons = _last_persons(state)
    given = state.selection.subjects(("form-issued",), taken_back=True)
    return [
        build_form(
            next_id(known[unit].id if unit in known else f"{number}-{order[unit]:02d}-1", given),
            ledger=identity, round_number=number, period=words, unit=unit, due_on=due_on,
            office=office_of(state), asks=keys, assignments=assignments, tasks=tasks,
            persons=persons.get(unit, {}),
        )
        for unit, keys in asks.items()
    ]  # fmt: skip


def _last_persons(state: State) -> dict[str, dict[str, str]]:
    """Return who filled in each unit's last form, so that nobody is asked again."""
    found: dict[str, dict[str, str]] = {}
    for event in state.events("progress-reported", "progress-corrected"):
        if event.to.get("channel") != "form":
            continue
        named = {name: event.to[name] for name in ("reporter", "phone") if event.to.get(name)}
        found.setdefault(event.subject.partition("@")[2], {}).update(named)
    return found
