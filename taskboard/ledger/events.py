"""What may happen in a ledger: the closed list of event kinds, and the shape of each.

An event says who changed what, when it was written down (``recorded_at``, UTC) and from which
day it counts (``effective_on``). State of a day folds events with ``effective_on`` up to it in
(``effective_on``, ``seq``) order; a snapshot is "all with seq ≤ N". Nothing is ever updated.

Subjects, by the kind's own family:

=============  =====================================  =========================
family         subject                                example
=============  =====================================  =========================
document       serial of the document                 ``2023-01``
task           key of the task                        ``2023-01-1.2-1``
assignment     task key @ full unit name              ``2023-01-1.2-1@市住建局``
round          number of the round                    ``2023-W31``, ``2023-08``
form           id printed on the form                 ``2023-W31-03-1``
request        id of the request                      ``R2023-0001``
paper          number of the paper                    ``通报2023-03``
unit           full name of the unit                  ``市住房和城乡建设局``
appeal         number of the appeal                   ``申诉2025-01``
transaction    id of the transaction taken back       ``17``
=============  =====================================  =========================
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

REPORTS = ("progress-reported", "progress-corrected")  # what a unit said of its work
# kind -> (family of its subject, what `to` holds, Chinese for the story of a task)
KINDS: dict[str, tuple[str, str, str]] = {
    "document-imported": ("document", "Document fields, file, format, sha256", "导入文件"),
    "document-amended": ("document", "the changed Document fields", "更正文件信息"),
    "finding-recorded": ("document", "Finding fields", "列入待核"),
    "finding-settled": ("document", "code, span and how it was settled", "待核已处理"),
    "task-proposed": ("task", "Task fields of the parsing contract, document", "提出任务"),
    "task-confirmed": ("task", "nothing", "确认任务"),
    "task-amended": (
        "task",
        "changed wording, units, deadlines, targets, note",
        "修改任务",
    ),
    "task-split": ("task", "keys of the tasks it was split into", "拆分任务"),
    "task-merged": ("task", "key of the task it was merged into", "并入其他任务"),
    "task-queried": ("task", "nothing; the doubt is the reason", "存疑"),
    "task-ignored": ("task", "nothing; the reason says why", "不列任务"),
    "task-issued": ("task", "baseline hash, wording, units, deadlines, targets", "正式下达"),
    "assignment-issued": ("assignment", "role, due_on, due_basis, rrule, kind", "下达承办"),
    "assignment-received": ("assignment", "nothing", "签收"),
    "progress-reported": ("assignment", "Update fields, see frames.UPDATES", "报送进展"),
    "progress-corrected": ("assignment", "Update fields and the seq it supersedes", "更正进展"),
    "judgement-set": ("assignment", "judgement, note", "督查判断"),
    "flag-set": ("assignment", "cadence (weekly, monthly, quarterly) or null", "调整报送频次"),
    "instruction-noted": ("task", "who and what", "领导批示"),
    "people-set": ("task", "supervisor, leader: a name, a post, or nothing", "确定督办和分管领导"),
    "evidence-added": (
        "assignment",
        "name, kind (file, link, note), sha256, proves, target",
        "提交佐证",
    ),
    "reminder-noted": ("assignment", "group and words of the message", "催办"),
    "request-filed": ("request", "assignment, type, new_due, fields", "提出申请"),
    "request-decided": ("request", "decision (approve, reject), new_due, reply_by", "审批申请"),
    "verification-recorded": ("assignment", "method, verified_on, verifier, finding", "核查"),
    "assignment-written-off": ("assignment", "nothing", "销号"),
    "assignment-archived": ("assignment", "nothing", "归档"),
    "assignment-reopened": ("assignment", "seq of the closure it undoes", "重新开启"),
    "assignment-resumed": ("assignment", "request when given back (退还)", "恢复办理"),
    "round-opened": ("round", "period, opens_on, due_on, closes_on, asks", "开启调度"),
    "round-closed": ("round", "nothing", "关闭调度"),
    "form-issued": ("form", "round, unit, checksum, file, rows, due_on", "发出填报表"),
    "form-received": ("form", "file, sha256, outcome, reason, counts", "收到填报表"),
    "paper-issued": ("paper", "kind, title, units, reply_by, snapshot", "印发文书"),
    "paper-answered": ("paper", "unit, file, words", "文书回复"),
    "unit-recorded": ("unit", "Unit fields", "登记单位"),
    "unit-retired": ("unit", "valid_to, successor", "单位撤并"),
    "lookback-recorded": ("task", "LookBack fields, see frames.LOOKBACKS", "回头看"),
    "appeal-filed": ("appeal", "paper, point, unit, words of the line", "提出申诉"),
    "appeal-decided": ("appeal", "decision (uphold, reject)", "审理申诉"),
    "undone": ("transaction", "seqs of the events taken back", "撤销"),
}


class NewEvent(NamedTuple):
    """An event about to be appended; the store adds seq, recorded_at, actor and effective day.

    Attributes:
        kind: One of `KINDS`.
        subject: Key of what it is about, see the module's table.
        to: The new values (JSON-ready), None when the kind carries none.
        before: The values replaced, None when there were none.
        reason: Why, in the actor's words.
        place: Where it came from: file, sheet, row, column, or ``command line``.
        effective_on: From which day it counts; None means the day of the action (``--as-of``).
    """

    kind: str
    subject: str
    to: dict[str, Any] | None = None
    before: dict[str, Any] | None = None
    reason: str = ""
    place: str = ""
    effective_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, for which unit, in which role (from ``[actors]`` in the settings)."""

    name: str
    unit: str = ""
    role: str = ""
