"""The rates an office is judged by: 办结率 按期办结率 逾期率 报送率 及时率 退回率 反弹率.

Definitions (the sheet 口径 of every workbook prints them):

* 办结率 = 已办结 ÷ 纳入统计 (put aside rows are not in it)
* 按期办结率 = 按期办结 ÷ 应办结 (due by the day, or done already)
* 逾期率 = 逾期未办结 ÷ 纳入统计 · 平均逾期天数 = mean days of those
* 退回率 = 退回的办结申请 ÷ 已审的办结申请 · 延期次数 = extensions approved
* 静默件 = in hand, no news for ``stale_days``
* 反弹率 = 反弹 ÷ 回头看
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from taskboard.reports.figures import Figure, Figures, count, parts_add_up
from taskboard.reports.items import COUNTED
from taskboard.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def standings(items: pd.DataFrame, names: Mapping[str, str] | None = None) -> Figures:
    """Count issued items by standing, with shares of those counted.

    Returns:
        ``all``, ``aside``, ``total`` (all less aside), one figure per standing, and the finding
        that says so if they do not add up.
    """
    items.attrs["table"] = "items"
    everything = count(items, "all", "下达事项", "", "全部已下达的事项")
    aside = count(items, "aside", "不计入", "standing == 'aside'", "暂缓、终止、移交或结转的事项")
    total = count(
        items, "total", "纳入统计", "standing != 'aside'", "已下达且未暂缓、终止、移交、结转"
    )
    parts = []
    for code in COUNTED:
        label = word("standing", code, names)
        where = f"standing == '{code}'"
        parts.append(count(items, code, label, where, f"纳入统计且为“{label}”", total))
    findings = parts_add_up(total, parts) + parts_add_up(everything, [total, aside])
    return Figures((everything, aside, total, *parts), findings)


def completion(items: pd.DataFrame, as_of: dt.date) -> Figures:
    """Return 应办结, 按期办结, 逾期办结, 平均逾期天数 and 延期次数 of the items."""
    import pandas as pd

    items.attrs["table"] = "items"
    day = pd.Timestamp(as_of).date().isoformat()
    counted = "standing != 'aside'"
    due = count(
        items, "due", "应办结", f"{counted} and (standing == 'done' or due_on <= '{day}')",
        f"纳入统计、时限在 {day} 以前或已办结",
    )  # fmt: skip
    on_time = count(
        items, "on_time", "按期办结", "standing == 'done' and days_late == 0",
        "已办结且不晚于时限", due,
    )  # fmt: skip
    late_done = count(
        items, "late_done", "逾期办结", "standing == 'done' and days_late > 0",
        "已办结但晚于时限", due,
    )  # fmt: skip
    late = items[items["standing"].eq("late")]
    keys = tuple(str(key) for key in late.index)
    mean = round(float(late["days_late"].mean()), 1) if len(late) else 0.0
    days = Figure(
        "mean_days_late", "平均逾期天数", mean, "items", "standing == 'late'",
        "逾期未办结事项的逾期天数之平均", keys,
    )  # fmt: skip
    longer = items[items["extensions"].gt(0)]
    extensions = Figure(
        "extensions", "延期次数", int(longer["extensions"].sum()), "items", "extensions > 0",
        "批准延期的次数合计", tuple(str(key) for key in longer.index),
    )  # fmt: skip
    return Figures((due, on_time, late_done, days, extensions))


def silent(assignments: pd.DataFrame, as_of: dt.date, stale_days: int) -> Figures:
    """Return 静默件: assignments in hand without a word for ``stale_days`` days."""
    import pandas as pd

    last = assignments["reported_on"].fillna(assignments["issued_on"])
    old = last.lt(pd.Timestamp(as_of) - pd.Timedelta(days=stale_days - 1))
    kept = assignments[assignments["handling"].isin(["to_receive", "in_hand", "returned"]) & old]
    keys = tuple(str(key) for key in kept.index)
    words = f"在办且连续 {stale_days} 天以上没有消息"
    where = f"handling in ('to_receive', 'in_hand', 'returned') and quiet_days >= {stale_days}"
    return Figures([Figure("silent", "静默件", len(keys), "assignments", where, words, keys)])


def returned(requests: pd.DataFrame) -> Figures:
    """Return the decided close requests and those sent back (退回率)."""
    requests.attrs["table"] = "requests"
    decided = count(
        requests, "decided", "已审办结申请", "type == 'close' and decision != ''",
        "类型为办结且已审的申请",
    )  # fmt: skip
    back = count(
        requests, "returned", "退回", "type == 'close' and decision == 'reject'",
        "类型为办结且被退回的申请", decided,
    )  # fmt: skip
    return Figures((decided, back))


def rebound(lookbacks: pd.DataFrame) -> Figures:
    """Return what 回头看 found: rechecked, done, undone, 反弹 (反弹率), and what became of them.

    Args:
        lookbacks: From `taskboard.reports.lookback.rechecks`: issued tasks with ``finding`` (""
            while not rechecked) and ``carry``.
    """
    lookbacks.attrs["table"] = "lookbacks"
    everything = count(lookbacks, "looked_total", "回头看任务", "", "“回头看”的文件下达的全部任务")
    seen = count(
        lookbacks, "looked_back", "已复查", "finding != ''", "已有复查结果的任务", everything
    )
    left = count(lookbacks, "looked_not", "未复查", "finding == ''", "还没有复查的任务", everything)
    parts = [
        count(lookbacks, name, label, f"finding == '{code}'", f"回头看结论为{label}", seen)
        for name, label, code in (
            ("looked_done", "已完成", "done"), ("looked_undone", "未完成", "undone"),
            ("rebound", "反弹", "rebound"),
        )
    ]  # fmt: skip
    ends = [
        count(lookbacks, name, label, f"carry == '{code}'", f"未完成、反弹且处理方式为{label}")
        for name, label, code in (
            ("carried_over", "结转", "carried"), ("made_ongoing", "转长期", "ongoing"),
            ("looked_stopped", "终止", "stopped"),
        )
    ]  # fmt: skip
    findings = parts_add_up(seen, parts) + parts_add_up(everything, [seen, left])
    return Figures((everything, seen, left, *parts, *ends), findings)
