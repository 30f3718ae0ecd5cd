"""口径: what every word and number of a report means, for its sheet of definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taskboard.ledger.state import State

SHORT = 12  # digits of the ledger's hash that are printed


def data_line(state: State) -> str:
    """Return from which state of the ledger a report was made, in one line."""
    day = state.as_of
    seal = f"，校验 {state.hash[:SHORT]}" if state.hash else ""
    return f"统计日 {day.year}年{day.month}月{day.day}日，台账第 {state.seq} 号事件{seal}"


def definitions(state: State) -> list[dict[str, str]]:
    """Return name and meaning of each word a report uses, with the office's thresholds.

    The last row says from which state of the ledger the numbers are.
    """
    settings = state.settings
    yellow, red = (settings.judgement.get(name, 0.0) for name in ("yellow", "red"))
    rows = (
        ("纳入统计", "已下达的事项减去暂缓、终止、移交和结转的；比率以此为分母，另有说明的除外。"),
        ("事项状态", "多个单位承办的，由牵头单位决定；没有牵头单位的，以进度最慢的责任单位为准。"),
        ("已办结", "办结申请已审核同意（含已销号、已归档）。"),
        ("按期办结", "提出办结申请之日不晚于完成时限；时限当日算按期。"),
        ("逾期", "至统计日仍未办结且已过完成时限；批准延期的按延期后的时限计算。"),
        ("临期", f"未办结，距完成时限不超过 {settings.near_days} 天。"),
        ("漏报", "周期性工作最近一次应报而未报。"),
        ("本年度（默认）", "原文没有写明时限的，以当年 12 月 31 日为时限，并注明“默认”。"),
        ("办结率", "已办结 ÷ 纳入统计。"),
        ("按期办结率", "按期办结 ÷ 应办结（时限已到或已办结的事项）。"),
        ("逾期率", "逾期未办结 ÷ 纳入统计。"),
        ("报送率、及时率", "已报 ÷ 应报；期限内已报 ÷ 应报。应报以调度期次开启时的名单为准。"),
        ("静默件", f"在办事项连续 {settings.stale_days} 天以上没有任何进展消息。"),
        ("雷同率", "称有进展、但文字与上次报送相同或几乎相同的报送 ÷ 可比报送。"),
        ("序时进度", "年度计划按月计算：统计日所在月份 ÷ 12；其他周期按天计算。差距以百分点表示。"),
        ("进度判断", f"慢 {yellow:g} 个百分点起为慢于序时，{red:g} 个百分点起为严重滞后。"),
        ("名次", "数值相同的并列同名次，其后的名次相应顺延。"),
        ("数据来源", f"{data_line(state)}；同一统计日、同一台账重做，数字不变。"),
    )  # fmt: skip
    return [{"name": name, "meaning": meaning} for name, meaning in rows]
