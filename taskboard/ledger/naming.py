"""Keys people type: a task by the end of its key, a unit by a short name, a request by number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pandas as pd
import sqlalchemy as sa

from taskboard.errors import TaskboardError
from taskboard.ledger.schema import EVENTS
from taskboard.ledger.state import State
from taskboard.ledger.store import ConflictError, Ledger


class UnknownKeyError(TaskboardError):
    """Nothing in the ledger is called so."""

    code = "key-unknown"

    def __init__(self, what: str, what_en: str, text: str) -> None:
        where = "today" if what_en == "request" else "task list"
        super().__init__(
            f"台账中没有{what}“{text}”；请用 taskboard {where} 查看编号。",
            f"no {what_en} {text!r} in the ledger; see: taskboard {where}",
        )


class AmbiguousKeyError(TaskboardError):
    """Several things are called so."""

    code = "key-ambiguous"

    def __init__(self, text: str, candidates: Iterable[str]) -> None:
        names = list(candidates)
        shown = "、".join(names[:8]) + (" 等" if len(names) > 8 else "")
        super().__init__(
            f"“{text}”对应 {len(names)} 项：{shown}；请把编号写全。",
            f"{text!r} means {len(names)} things: {', '.join(names[:8])}; write the key in full.",
        )


class ChooseUnitError(TaskboardError):
    """A task has several units and none was named."""

    code = "unit-choose"

    def __init__(self, task: str, units: Iterable[str]) -> None:
        names = list(units)
        super().__init__(
            f"{task} 由 {len(names)} 个单位承办：{'、'.join(names)}；请用 --unit 指明其中一个。",
            f"{task} has {len(names)} units: {', '.join(names)}; name one with --unit.",
        )


class NothingAskedError(TaskboardError):
    """A task of which no request waits for a decision."""

    code = "request-none"

    def __init__(self, task: str) -> None:
        super().__init__(
            f"{task} 没有待审批的申请；请用 taskboard task log 查看它提过的申请。",
            f"no request of {task} waits for a decision; see: taskboard task log",
        )


class NotIssuedError(TaskboardError):
    """A task that was never handed out."""

    code = "task-not-issued"

    def __init__(self, task: str) -> None:
        super().__init__(
            f"{task} 尚未下达，没有承办单位；请先运行 taskboard issue。",
            f"{task} has not been issued, no unit answers for it; run: taskboard issue",
        )


class UnitNotInTaskError(TaskboardError):
    """A unit that does not answer for the task."""

    code = "unit-not-in-task"

    def __init__(self, unit: str, task: str, units: Iterable[str]) -> None:
        names = list(units)
        super().__init__(
            f"{task} 的承办单位中没有“{unit}”；有：{'、'.join(names)}。",
            f"{unit!r} does not answer for {task}; these do: {', '.join(names)}.",
        )


def find_task(state: State, text: str) -> str:
    """Return the key that ``text`` means: the whole key, or an end of it that only one has.

    Raises:
        UnknownKeyError: If none has it.
        AmbiguousKeyError: If several have.
    """
    return _find(list(state.tasks.index), text.partition("@")[0], "任务", "task")


def find_request(state: State, text: str) -> str:
    """Return the id of the request that ``text`` means: its own, or its task's when one is open.

    Raises:
        UnknownKeyError: If none has it.
        NothingAskedError: If it is a task of which none is open.
        AmbiguousKeyError: If several have, or several of the task are open.
    """
    waiting = state.requests.loc[state.requests["decision"] == "", "assignment"]
    task = text.partition("@")[0]
    asked = [
        str(number)
        for number, key in waiting.items()
        if key == text or ((key.startswith(f"{task}@") or f"-{task}@" in key) and "@" not in text)
    ]
    if len(asked) > 1:
        raise AmbiguousKeyError(text, asked)
    if asked:
        return asked[0]
    try:
        return _find(list(state.requests.index), text, "申请", "request")
    except UnknownKeyError as error:
        try:
            named = find_task(state, text)
        except TaskboardError:
            raise error from None
        raise NothingAskedError(named) from None


def find_assignment(state: State, text: str, unit: str = "", acting_for: str = "") -> str:
    """Return the key of the assignment that a task and a unit mean.

    Args:
        state: The state to look in.
        text: A task as for `find_task`, or a whole assignment key.
        unit: Full or short name; needed when the task has several units.
        acting_for: Unit of the actor, taken when ``unit`` is empty and it is one of them.

    Raises:
        NotIssuedError: If no unit answers for the task yet.
        ChooseUnitError: If several do and none is chosen.
        UnitNotInTaskError: If the chosen one does not.
        UnknownKeyError: If there is no such task.
        AmbiguousKeyError: If several tasks are meant.
    """
    task = find_task(state, text)
    chosen = unit or text.partition("@")[2]
    units = list(state.assignments.loc[state.assignments["task"] == task, "unit"])
    if not units:
        raise NotIssuedError(task)
    if not chosen:
        own = full_name(state.units, acting_for) if acting_for else ""
        if own in units:
            return f"{task}@{own}"
        if len(units) > 1:
            raise ChooseUnitError(task, units)
        return f"{task}@{units[0]}"
    found = one_of(state.units, units, chosen)
    if not found:
        raise UnitNotInTaskError(chosen, task, units)
    return f"{task}@{found}"


def full_name(units: pd.DataFrame, name: str) -> str:
    """Return the full name that ``name`` is listed under, or ``name`` itself."""
    if name in units.index:
        return name
    found = [str(full) for full, short in units["short_names"].items() if name in short]
    return found[0] if len(found) == 1 else name


def one_of(units: pd.DataFrame, names: Iterable[str], text: str) -> str:
    """Return the one of ``names`` that ``text`` means, by full or short name or an end of it.

    Args:
        units: The unit directory, see `frames.UNITS`.
        names: Full names to choose from.
        text: What was typed, e.g. 市场监管局 for 市市场监督管理局.

    Returns:
        The full name, ``""`` if none or several are meant.
    """
    known = list(names)
    full = full_name(units, text)
    short = {str(name): own for name, own in zip(units.index, units["short_names"], strict=True)}
    ways: tuple[Callable[[str], bool], ...] = (
        lambda name: name == full,
        lambda name: name.endswith(text),
        lambda name: any(one.endswith(text) for one in short.get(name, ())),
    )
    for way in ways:
        found = [name for name in known if text and way(name)]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def next_request_ids(ledger: Ledger, year: int, count: int = 1) -> list[str]:
    """Return the next ``count`` free request ids of ``year``, e.g. ``R2023-0001``."""
    prefix = f"R{year}-"
    query = sa.select(EVENTS.c.subject).where(
        EVENTS.c.kind == "request-filed", EVENTS.c.subject.like(f"{prefix}%")
    )
    with ledger.engine.connect() as connection:
        numbers = [row[0].removeprefix(prefix) for row in connection.execute(query)]
    number = max((int(n) for n in numbers if n.isdigit()), default=0)
    return [f"{prefix}{number + step:04d}" for step in range(1, count + 1)]


def file_requests(
    ledger: Ledger, year: int, count: int, write: Callable[[Sequence[str]], object]
) -> None:
    """Let ``write`` append ``count`` requests under free ids; if one was taken meanwhile, the next.

    Args:
        ledger: Where.
        year: Of the ids.
        count: How many; with 0 ``write`` is called once, with none.
        write: Appends one transaction that expects each id given to be new.

    Raises:
        ConflictError: If somebody else changed anything but the ids.
    """
    while True:
        ids = next_request_ids(ledger, year, count) if count else []
        try:
            write(ids)
        except ConflictError as error:
            if not set(error.subjects) <= set(ids):
                raise
        else:
            return


def _find(keys: list[str], text: str, what: str, what_en: str) -> str:
    wanted = text.strip()
    if wanted in keys:
        return wanted
    ways: tuple[Callable[[str], bool], ...] = (
        lambda key: key.endswith(f"-{wanted}"),
        lambda key: key.startswith(f"{wanted}-") or f"-{wanted}-" in key,
        lambda key: wanted.isdigit() and key.rpartition("-")[2].lstrip("0") == wanted.lstrip("0"),
    )
    for way in ways:
        found = [key for key in keys if wanted and way(key)]
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousKeyError(text, found)
    raise UnknownKeyError(what, what_en, text)
