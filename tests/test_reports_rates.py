"""The rates an office is judged by, each counted by hand on a few rows and asked again by query."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from taskboard.reports.figures import Figures
from taskboard.reports.rates import completion, rebound, returned, silent, standings

TODAY = dt.date(2023, 9, 1)
# key: standing, due, days late, extensions
ITEMS: dict[str, tuple[str, str, int, int]] = {
    "done": ("done", "2023-08-31", 0, 0),
    "done-early": ("done", "2023-12-31", 0, 1),
    "done-late": ("done", "2023-07-31", 3, 0),
    "late-10": ("late", "2023-08-22", 10, 2),
    "late-1": ("late", "2023-08-31", 1, 0),
    "late-2": ("late", "2023-08-30", 2, 0),
    "due-today": ("near_due", "2023-09-01", 0, 0),
    "due-tomorrow": ("near_due", "2023-09-02", 0, 0),
    "missed": ("missed", "2023-12-31", 4, 0),
    "aside": ("aside", "2023-06-30", 5, 0),
    "nobody": ("unassigned", "2023-12-31", 0, 0),
}


def items() -> pd.DataFrame:
    columns = ["standing", "due_on", "days_late", "extensions"]
    frame = pd.DataFrame.from_dict(ITEMS, orient="index", columns=columns)
    frame["due_on"] = pd.to_datetime(frame["due_on"])
    return frame


def told(found: Figures) -> dict[str, tuple[Any, ...]]:
    return {name: (figure.value, figure.of, figure.denominator) for name, figure in found.items()}


def keys_again(frame: pd.DataFrame, where: str) -> tuple[str, ...]:
    return tuple(frame.query(where, engine="python").index)


def test_standings_leave_out_what_is_put_aside() -> None:
    found = standings(items())
    assert told(found) == {
        "all": (11, "", None), "aside": (1, "", None), "total": (10, "", None),
        "done": (3, "total", 10), "normal": (0, "total", 10), "near_due": (2, "total", 10),
        "missed": (1, "total", 10), "late": (3, "total", 10), "unassigned": (1, "total", 10),
    }  # fmt: skip
    assert found["late"].share == 30.0 and found.findings == ()


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        pytest.param("due", ["done", "done-early", "done-late", "late-10", "late-1", "late-2",
                             "due-today"], id="due-by-today-or-done-but-never-aside"),
        pytest.param("on_time", ["done", "done-early"], id="on-time"),
        pytest.param("late_done", ["done-late"], id="late-but-done"),
        pytest.param("mean_days_late", ["late-10", "late-1", "late-2"], id="only-what-is-late-now"),
        pytest.param("extensions", ["done-early", "late-10"], id="extended"),
    ],
)  # fmt: skip
def test_completion_counts_these_rows(name: str, keys: list[str]) -> None:
    frame = items()
    figure = completion(frame, TODAY)[name]
    assert list(figure.keys) == keys
    assert keys_again(frame, figure.where) == figure.keys


def test_completion_gives_these_numbers() -> None:
    found = completion(items(), TODAY)
    # (10 + 1 + 2) / 3 = 4.33…, not the median 2; 按期办结率 2 of 7
    assert told(found) == {
        "due": (7, "", None), "on_time": (2, "due", 7), "late_done": (1, "due", 7),
        "mean_days_late": (4.3, "", None), "extensions": (3, "", None),
    }  # fmt: skip
    assert round(found["on_time"].share or 0, 2) == 28.57
    nobody = completion(items().iloc[:1], TODAY)
    assert nobody["mean_days_late"].value == 0 and nobody["extensions"].value == 0


# handling, last report, issued, days without news on 1 September
QUIET: dict[str, tuple[str, str | None, str, int]] = {
    "fourteen": ("in_hand", "2023-08-18", "2023-03-01", 14),
    "thirteen": ("in_hand", "2023-08-19", "2023-03-01", 13),
    "never": ("to_receive", None, "2023-08-18", 14),
    "new": ("to_receive", None, "2023-08-19", 13),
    "sent-back": ("returned", "2023-03-02", "2023-03-01", 183),
    "asked": ("to_review", "2023-03-02", "2023-03-01", 183),
    "closed": ("completed", "2023-03-02", "2023-03-01", 183),
    "aside": ("suspended", None, "2023-03-01", 184),
}


def test_silent_is_who_has_work_in_hand_and_said_nothing_for_so_many_days() -> None:
    columns = ["handling", "reported_on", "issued_on", "quiet_days"]
    frame = pd.DataFrame.from_dict(QUIET, orient="index", columns=columns)
    for name in ("reported_on", "issued_on"):
        frame[name] = pd.to_datetime(frame[name])
    days = (pd.Timestamp(TODAY) - frame["reported_on"].fillna(frame["issued_on"])).dt.days
    assert list(days) == list(frame["quiet_days"])
    figure = silent(frame, TODAY, 14)["silent"]
    assert (figure.value, figure.keys) == (3, ("fourteen", "never", "sent-back"))
    assert keys_again(frame, figure.where) == figure.keys


def test_only_closings_that_were_decided_are_sent_back() -> None:
    rows = {
        "R1": ("close", "approve"), "R2": ("close", "reject"), "R3": ("close", "approve"),
        "R4": ("close", ""), "R5": ("extend", "reject"), "R6": ("extend", "approve"),
    }  # fmt: skip
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["type", "decision"])
    found = returned(frame)
    assert found["decided"].keys == ("R1", "R2", "R3")
    assert found["returned"].keys == ("R2",) and found["returned"].denominator == 3
    for figure in found.values():
        assert keys_again(frame, figure.where) == figure.keys


def test_rebound_is_of_what_was_rechecked() -> None:
    rows = {
        "a": ("done", ""), "b": ("done", ""), "c": ("undone", "carried"),
        "d": ("undone", "ongoing"),
        "e": ("rebound", "carried"), "f": ("undone", "stopped"), "g": ("", ""), "h": ("", ""),
    }  # fmt: skip
    found = rebound(pd.DataFrame.from_dict(rows, orient="index", columns=["finding", "carry"]))
    assert told(found) == {
        "looked_total": (8, "", None), "looked_back": (6, "looked_total", 8),
        "looked_not": (2, "looked_total", 8), "looked_done": (2, "looked_back", 6),
        "looked_undone": (3, "looked_back", 6), "rebound": (1, "looked_back", 6),
        "carried_over": (2, "", None), "made_ongoing": (1, "", None),
        "looked_stopped": (1, "", None),
    }  # fmt: skip
    assert round(found["rebound"].share or 0, 2) == 16.67 and found.findings == ()
