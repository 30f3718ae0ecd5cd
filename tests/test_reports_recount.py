"""The figures reports print, counted a second time from the exported events alone.

Nothing of the folding or of the figures is used here: events go in as JSON, the printed page is
read as a leader reads it, and plain Python counts in between.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from new_office import run
from sample_state import sample_workspace
from taskboard.workflows.workspace import Workspace, open_workspace

Events = list[dict[str, Any]]
DAYS = {"demo": ["2025-06-01", "2025-07-04", "2025-08-01"],
        "small": ["2025-08-22", "2025-08-26", "2025-08-29", "2025-10-01"]}  # fmt: skip
CASES = [pytest.param(name, day, id=f"{name}-{day}") for name, days in DAYS.items() for day in days]


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workspace]:
    """The shipped sample played to its end, and the small office of the report tests."""
    small = sample_workspace(tmp_path_factory.mktemp("small"))
    folder = tmp_path_factory.mktemp("demo") / "out"
    assert run(small, "demo", str(folder)).exit_code == 0
    demo = open_workspace(str(folder / "工作区"), ledger="", as_of=small.as_of, actor="王核")
    return {"small": small, "demo": demo}


def page(office: Workspace, day: str, out: Path, *words: str) -> str:
    """Write a report of a day; return its words without marks."""
    result = run(office, *words, "-o", str(out / f"{day}{words[1]}.html"), "--force", on=day)
    assert result.exit_code == 0, result.output
    text = (out / f"{day}{words[1]}.html").read_text("utf-8")
    text = re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", text, flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(text))


def events_until(office: Workspace, day: str, out: Path) -> Events:
    path = out / f"{day}.json"
    assert run(office, "export", "-o", str(path), "--what", "events", "--force").exit_code == 0
    events: Events = [e for e in json.loads(path.read_text("utf-8")) if e["effective_on"] <= day]
    return sorted(events, key=lambda e: (e["effective_on"], e["seq"]))


def of(events: Events, *kinds: str) -> Events:
    return [event for event in events if event["kind"] in kinds]


def days_between(first: str, last: str) -> int:
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days


def recount(events: Events, day: str) -> dict[str, Any]:
    """Count items done, late and put aside, and the asks of the last round that was due."""
    rollup = {e["subject"]: e["to"]["rollup"] for e in of(events, "task-proposed")}
    tasks = [e["subject"] for e in of(events, "task-issued")]
    units = {e["subject"]: e["to"] for e in of(events, "assignment-issued")}
    filed = {e["subject"]: e for e in of(events, "request-filed")}
    closed: dict[str, str] = {}
    aside: set[str] = set()
    for e in of(events, "request-decided"):
        asked = filed[e["subject"]]
        key, what = asked["to"]["assignment"], asked["to"]["type"]
        if e["to"]["decision"] == "approve" and what == "close":
            closed[key] = asked["effective_on"]
        elif e["to"]["decision"] == "approve" and what == "suspend":
            aside.add(key)
    found: dict[str, Any] = {"total": 0, "done": 0, "late": 0, "due": 0, "on_time": 0, "days": []}
    for task in tasks:
        own = [key for key in units if key.partition("@")[0] == task]
        main = [key for key in own if units[key]["role"] != "cooperate"]
        leads = [key for key in own if units[key]["role"] == "lead"]
        speak = [k for k in (leads if rollup[task] == "lead" and leads else main) if k not in aside]
        if not speak:
            continue
        late = [days_between(units[k]["due_on"], day) for k in speak
                if k not in closed and (units[k]["kind"] == "once" or not units[k]["rrule"])
                and units[k]["kind"] != "triggered" and units[k]["due_on"] < day]  # fmt: skip
        done = all(key in closed for key in speak)
        found["total"] += 1
        found["done"] += done
        found["late"] += bool(late)
        found["days"] += [max(late)] if late else []
        found["due"] += done or bool(late) or max(units[key]["due_on"] for key in speak) <= day
        found["on_time"] += done and all(closed[key] <= units[key]["due_on"] for key in speak)
    rounds = [e for e in of(events, "round-opened") if e["to"]["due_on"] <= day]
    asks = rounds[-1]["to"]["asks"] if rounds else []
    first: dict[str, str] = {}
    for e in of(events, "progress-reported"):
        if rounds and e["to"].get("round") == rounds[-1]["subject"] and e["subject"] in asks:
            first.setdefault(e["subject"], e["effective_on"])
    in_time = sum(on <= rounds[-1]["to"]["due_on"] for on in first.values())
    return {**found, "asked": len(asks), "reported": len(first), "in_time": in_time}


def rate(part: int, whole: int) -> str:
    """Print a share as the reports do: two digits, a whole number without."""
    return f"{f'{part * 100 / whole:.2f}'.rstrip('0').rstrip('.')}%"


@pytest.mark.parametrize(("name", "day"), CASES)
def test_board_progress_and_circular_print_what_the_events_say(
    offices: dict[str, Workspace], tmp_path: Path, name: str, day: str
) -> None:
    office = offices[name]
    n = recount(events_until(office, day, tmp_path), day)
    board = page(office, day, tmp_path, "report", "board")
    sheet = page(office, day, tmp_path, "report", "progress")
    elapsed = rate(int(day[5:7]), 12)
    for text in (board, sheet):
        assert f" {n['total']} 纳入统计 " in text
        for mark, label, code in (("✓", "已办结", "done"), ("▲", "逾期", "late")):
            assert f"{mark} {label} {n[code]}/{n['total']} = {rate(n[code], n['total'])}" in text
    assert f"序时进度 {elapsed}" in board and f"{elapsed} 序时进度" in sheet
    if n["due"]:
        assert f"{rate(n['on_time'], n['due'])} 按期办结率 {n['on_time']}/{n['due']}" in board
    assert sorted(map(int, re.findall(r"逾期 ?逾期(\d+)天", sheet))) == sorted(n["days"])
    told = rate(n["reported"], n["asked"] or 1), rate(n["in_time"], n["asked"] or 1)
    if n["asked"]:
        assert (f"应报 {n['asked']} 件，已报 {n['reported']} 件，报送率 {told[0]}，"
                f"及时率 {told[1]}") in board  # fmt: skip
    if name == "demo" and day != DAYS[name][-1]:
        return  # its own first circular is of the last day, and no earlier one goes before it
    circular = page(office, day, tmp_path, "paper", "circular").replace(" ", "")
    assert f"纳入统计的事项共{n['total']}项" in circular
    if n["done"]:
        assert f"已办结{n['done']}项，占{rate(n['done'], n['total'])}" in circular
    if n["late"]:
        assert f"逾期{n['late']}项，占{rate(n['late'], n['total'])}" in circular
        assert f"序时进度为{elapsed}" in circular
    if n["asked"]:
        assert f"应报{n['asked']}件，已报{n['reported']}件，报送率{told[0]}；" in circular
        assert f"期限内报送{n['in_time']}件，及时率{told[1]}" in circular


@pytest.mark.parametrize(("name", "day"), CASES)
def test_the_gap_of_each_assignment_is_its_percent_less_the_elapsed_share(
    offices: dict[str, Workspace], tmp_path: Path, name: str, day: str
) -> None:
    events = events_until(offices[name], day, tmp_path)
    out = str(tmp_path / "a.json")
    run(offices[name], "export", "-o", out, "--what", "assignments", on=day)
    rows = {row["assignment"]: row for row in json.loads(Path(out).read_text("utf-8"))}
    percent = {e["subject"]: e["to"]["percent"] for e in of(events, "progress-reported")
               if e["to"].get("percent") is not None}  # fmt: skip
    due = {e["subject"]: e["to"]["due_on"] for e in of(events, "assignment-issued")}
    for key, said in percent.items():
        if rows[key]["handling"] in ("in_hand", "to_review"):
            year, month = int(day[:4]), int(day[5:7])
            share = month * 100 / 12  # a limit at the year's end goes by months, others by days
            if due[key] != f"{year}-12-31":
                gone = days_between(f"{year}-01-01", day) + 1
                share = min(100, gone * 100 / (days_between(f"{year}-01-01", due[key]) + 1))
            gap = round(said - share, 2)
            told = f"{'超' if gap > 0 else '慢'}序时 {abs(gap):.2f} 个百分点"
            assert rows[key]["judgement_reason"].endswith(told if gap else "，与序时持平")
