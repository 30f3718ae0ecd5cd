"""The axis 办理: its states, and the one table of moves that are allowed."""

from __future__ import annotations

from collections.abc import Mapping

from taskboard.errors import TaskboardError
from taskboard.words import word

STATES = (
    "to_hand_over",
    "to_receive",
    "in_hand",
    "to_review",
    "returned",
    "completed",
    "written_off",
    "archived",
    "suspended",
    "stopped",
    "transferred",
    "carried",
)
OPEN = ("to_hand_over", "to_receive", "in_hand", "to_review", "returned")
DONE = ("completed", "written_off", "archived")
ASIDE = ("suspended", "stopped", "transferred", "carried")
WORKING = ("to_receive", "in_hand", "returned")  # a report may be asked for

# action -> (states it may start from, state it leads to or None when it stays)
MOVES: dict[str, tuple[tuple[str, ...], str | None]] = {
    "issue": (("to_hand_over", ""), "to_receive"),
    "receive": (("to_receive", "returned"), "in_hand"),
    "report": (("to_receive", "in_hand", "returned", "completed", "written_off"), None),
    "request-close": (("in_hand",), "to_review"),
    "request-extend": (WORKING, None),
    "request-amend": (WORKING, None),
    "request-transfer": (WORKING, None),
    "request-suspend": (WORKING, None),
    "request-stop": (WORKING, None),
    "approve-close": (("to_review",), "completed"),
    "reject-close": (("to_review",), "returned"),
    "approve-extend": ((*WORKING, "to_review"), None),
    "approve-amend": ((*WORKING, "to_review"), None),
    "approve-transfer": ((*WORKING, "to_review"), "transferred"),
    "approve-suspend": ((*WORKING, "to_review"), "suspended"),
    "approve-stop": ((*WORKING, "to_review"), "stopped"),
    "verify": (("in_hand", "to_review", "returned", "completed", "written_off", "archived"), None),
    "writeoff": (("completed",), "written_off"),
    "archive": (("written_off",), "archived"),
    "reopen": (DONE, "in_hand"),
    "resume": (("suspended", "stopped"), "in_hand"),
    "take-back": (("transferred",), "in_hand"),
}
# these decide a request that was filed before; they are no way out of a state by themselves
NEED_REQUEST = (
    *(f"approve-{kind}" for kind in ("extend", "amend", "transfer", "suspend", "stop")),
    "take-back",
)
ACTIONS = {
    "issue": "下达",
    "receive": "签收",
    "report": "报送进展",
    "request-close": "申请办结",
    "request-extend": "申请延期",
    "request-amend": "申请调整",
    "request-transfer": "申请移交",
    "request-suspend": "申请中止",
    "request-stop": "申请终止",
    "approve-close": "同意办结",
    "reject-close": "退回补办",
    "approve-extend": "同意延期",
    "approve-amend": "同意调整",
    "approve-transfer": "同意移交",
    "approve-suspend": "同意中止",
    "approve-stop": "同意终止",
    "verify": "核查",
    "writeoff": "销号",
    "archive": "归档",
    "reopen": "重新开启",
    "resume": "恢复办理",
    "take-back": "收回移交",
}


class ForbiddenMoveError(TaskboardError):
    """An action that the assignment's state does not allow."""

    code = "move-forbidden"

    def __init__(self, key: str, state: str, action: str, own: Mapping[str, str]) -> None:
        now = word("handling", state, own)
        moves = [move for move in allowed_moves(state) if move not in NEED_REQUEST]
        allowed = "、".join(ACTIONS[move] for move in moves) or "无"
        starts = "、".join(f"“{word('handling', s, own)}”" for s in MOVES[action][0] if s)
        super().__init__(
            f"{key}现为“{now}”，不能{ACTIONS[action]}（须在{starts}时）；现在可以：{allowed}。",
            f"{key} is {state}: {action} is not allowed; "
            f"allowed now: {', '.join(moves) or 'nothing'}.",
        )


def allowed_moves(state: str) -> tuple[str, ...]:
    """Return the actions that may start from ``state``, in the order of the work."""
    return tuple(action for action, (starts, _) in MOVES.items() if state in starts)


def check_move(key: str, state: str, action: str, own: Mapping[str, str] | None = None) -> None:
    """Let ``action`` on ``key`` pass, or say what is allowed instead.

    Raises:
        ForbiddenMoveError: If ``state`` is none that ``action`` may start from.
    """
    if state not in MOVES[action][0]:
        raise ForbiddenMoveError(key, state, action, own or {})
