"""Why something may not be done to an assignment: own work, own requests, what is missing."""

from __future__ import annotations

import datetime as dt

from taskboard.errors import TaskboardError


class OwnWorkError(TaskboardError):
    """Somebody would judge the work of the unit he acts for."""

    code = "own-work"

    def __init__(self, actor: str, unit: str, action: str, action_en: str) -> None:
        super().__init__(
            f"{actor}代表{unit}，不能{action}本单位承办的事项；请由督查部门的人员办理（--actor）。",
            f"{actor} acts for {unit} and may not {action_en} its own work; "
            "someone else must (--actor).",
        )


class OwnRequestError(TaskboardError):
    """Somebody would decide what he asked for himself."""

    code = "own-request"

    def __init__(self, actor: str, request: str) -> None:
        super().__init__(
            f"{request} 是{actor}自己提出的，须由他人审批；请换一位审批人（--actor）。",
            f"{request} was filed by {actor}, someone else must decide it (--actor).",
        )


class DecidedError(TaskboardError):
    """A request that has been decided already."""

    code = "request-decided"

    def __init__(self, request: str, decision: str) -> None:
        super().__init__(
            f"{request} 已审批（{decision}），不能重复审批；如有误请用 taskboard undo 撤销。",
            f"{request} has been decided already; if that was wrong: taskboard undo",
        )


class HoldsAlreadyError(TaskboardError):
    """A transfer to a unit that answers for the task already."""

    code = "transfer-double"

    def __init__(self, task: str, unit: str) -> None:
        super().__init__(
            f"{unit}已经是 {task} 的承办单位，不能再移交给它；请移交给别的单位，"
            f"或对本单位的承办件申请终止（taskboard task request {task} stop）。",
            f"{unit} answers for {task} already; hand it to another unit, or ask to stop.",
        )


class UnverifiedError(TaskboardError):
    """A write-off without a verification that found it true."""

    code = "not-verified"

    def __init__(self, key: str, finding: str) -> None:
        super().__init__(
            f"{key}的核查结论为“{finding}”，只有“属实”才能销号；请先运行 taskboard task verify。",
            f"{key} is not verified as true, it cannot be written off; run: taskboard task verify",
        )


class NeededError(TaskboardError):
    """Something an action cannot do without."""

    code = "needed"

    def __init__(self, what: str, option: str) -> None:
        plain = option.replace("、", ", ").replace("或", "or")
        super().__init__(f"缺少{what}；请用 {option} 写明。", f"missing; give it with {plain}.")


class FutureDayError(TaskboardError):
    """An action dated after today."""

    code = "day-future"

    def __init__(self, day: dt.date, as_of: dt.date) -> None:
        super().__init__(
            f"日期 {day} 晚于今天（{as_of}）；请核对日期。",
            f"{day} is after today ({as_of}); check the date.",
        )
