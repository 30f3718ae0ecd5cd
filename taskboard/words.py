"""The Chinese a user sees for each English code stored in the ledger.

The names differ from place to place: ``[names]`` in ``taskboard.toml`` replaces any of them by
its key ``axis.code``, e.g. ``"timeliness.late" = "超期"``.
"""

from __future__ import annotations

from collections.abc import Mapping

NAMES: dict[str, str] = {
    "role.lead": "牵头",
    "role.responsible": "责任",
    "role.cooperate": "配合",
    "rollup.lead": "牵头单位定",
    "rollup.all": "各单位分别",
    "kind.once": "一次性",
    "kind.recurring": "周期性",
    "kind.triggered": "触发式",
    "kind.ongoing": "长期",
    "origin.stated": "原文",
    "origin.inherited": "沿用",
    "origin.inferred": "推定",
    "origin.table": "分解表",
    "origin.manual": "人工",
    "origin.default": "默认",
    "decomposition.proposed": "待审",
    "decomposition.confirmed": "已确认",
    "decomposition.amended": "已修改",
    "decomposition.split": "已拆分",
    "decomposition.merged": "已合并",
    "decomposition.queried": "存疑",
    "decomposition.ignored": "不列任务",
    "decomposition.issued": "已下达",
    "handling.to_hand_over": "待交办",
    "handling.to_receive": "待签收",
    "handling.in_hand": "办理中",
    "handling.to_review": "待审核",
    "handling.returned": "退回补办",
    "handling.completed": "已办结",
    "handling.written_off": "已销号",
    "handling.archived": "已归档",
    "handling.suspended": "暂缓",
    "handling.stopped": "终止",
    "handling.transferred": "已移交",
    "handling.carried": "已结转",
    "timeliness.not_due": "未到期",
    "timeliness.near_due": "临期",
    "timeliness.late": "逾期",
    "timeliness.on_time_done": "按期完成",
    "timeliness.late_done": "逾期完成",
    "timeliness.extended": "已延期",
    "timeliness.owed": "应报",
    "timeliness.reported": "已报",
    "timeliness.reported_late": "迟报",
    "timeliness.missed": "漏报",
    "standing.done": "已办结",
    "standing.normal": "正常推进",
    "standing.near_due": "临期",
    "standing.missed": "漏报",
    "standing.late": "逾期",
    "standing.unassigned": "未落实单位",
    "standing.aside": "不计入",
    "judgement.green": "按序时",
    "judgement.yellow": "慢于序时",
    "judgement.red": "严重滞后",
    "judgement.grey": "无数据",
    "judgement.ahead": "超序时",
    "judgement.idle": "未启动",
    "verification.unverified": "未核查",
    "verification.true": "属实",
    "verification.partly": "部分属实",
    "verification.false": "不属实",
    "verification.insufficient": "证据不足",
    "change.progress": "有进展",
    "change.unchanged": "无变化",
    "change.none": "无进展",
    "change.done": "已完成",
    "change.extend": "申请延期",
    "outcome.accepted": "已收",
    "outcome.late": "迟报",
    "outcome.superseded": "已被替代",
    "outcome.conflict": "冲突",
    "outcome.refused": "拒收",
    "outcome.duplicate": "重复文件",
    "request.close": "办结",
    "request.extend": "延期",
    "request.amend": "调整",
    "request.transfer": "移交",
    "request.suspend": "中止",
    "request.stop": "终止",
    "decision.approve": "同意",
    "decision.reject": "退回",
    "cadence.weekly": "每周",
    "cadence.monthly": "每月",
    "cadence.quarterly": "每季度",
    "severity.error": "须改",
    "severity.warning": "待核",
    "severity.info": "提示",
    "paper.handover": "交办通知",
    "paper.reminder": "提醒函",
    "paper.order": "督办单",
    "paper.circular": "督查通报",
    "paper.summons": "约谈通知",
    "paper.rectify": "整改通知",
    "paper.score": "考核结果",
    "paper.annual": "年报段落",
    "appeal.": "待审理",
    "appeal.uphold": "成立",
    "appeal.reject": "不成立",
    "lookback.done": "已完成",
    "lookback.undone": "未完成",
    "lookback.rebound": "反弹",
    "carry.carried": "结转",
    "carry.ongoing": "转长期",
    "carry.stopped": "终止",
}


def word(axis: str, code: str, own: Mapping[str, str] | None = None) -> str:
    """Return the Chinese for ``code`` on ``axis``; the office's own name wins.

    Raises:
        KeyError: If neither the office nor the project has a name for it.
    """
    key = f"{axis}.{code}"
    return own[key] if own and key in own else NAMES[key]


def code_of(axis: str, name: str, own: Mapping[str, str] | None = None) -> str | None:
    """Return the code on ``axis`` that is printed as ``name``, or None."""
    prefix = f"{axis}."
    for key, zh in {**NAMES, **(own or {})}.items():
        if key.startswith(prefix) and zh == name:
            return key.removeprefix(prefix)
    return None


def counted(counts: Mapping[str, object] | None) -> str:
    """Return the counts of triggered work: ``应办35件、按时34件、超时1件``, "" for none."""
    pieces = (("应办", "due"), ("按时", "on_time"), ("超时", "late"))
    had = [(label, (counts or {}).get(name)) for label, name in pieces]
    return "、".join(f"{label}{number}件" for label, number in had if number is not None)
