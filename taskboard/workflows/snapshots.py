"""The settings a paper's figures were counted with, kept in its snapshot and used again.

Thresholds, rhythms and names may be changed at any time; a paper that went out stays what it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from taskboard.settings import Settings
from taskboard.workflows.workspace import Workspace

COUNTED_WITH = (
    "near_days", "stale_days", "judgement", "cadence", "names", "holidays", "round_due_weekday",
    "round_due_day",
)  # fmt: skip


def kept_settings(settings: Settings) -> dict[str, Any]:
    """Return the settings that figures depend on, as a snapshot keeps them."""
    return {name: getattr(settings, name) for name in COUNTED_WITH}


def as_recorded(workspace: Workspace, snapshot: Mapping[str, Any]) -> Workspace:
    """Return the workspace with the settings a paper was made with; older papers kept none."""
    kept = snapshot.get("settings") or {}
    known = {name: kept[name] for name in COUNTED_WITH if name in kept}
    return replace(workspace, settings=replace(workspace.settings, **known))
