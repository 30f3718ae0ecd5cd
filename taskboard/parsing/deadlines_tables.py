"""Words of time limits: cycles, milestones, festivals, and the neighbours that refuse a reading.

Plain data. An office adds rows through the ``grammar`` argument of `find_deadlines`; the keys are
the field names of `TimeTables`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

YEARLY = "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"
HALF_YEARLY = "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"
QUARTERLY = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
BIMONTHLY = "FREQ=YEARLY;BYMONTH=2,4,6,8,10,12;BYMONTHDAY=-1"
ODD_MONTHS = "FREQ=YEARLY;BYMONTH=1,3,5,7,9,11;BYMONTHDAY=-1"
MONTHLY = "FREQ=MONTHLY;BYMONTHDAY=-1"
HALF_MONTHLY = "FREQ=MONTHLY;BYMONTHDAY=15,-1"
TEN_DAYS = "FREQ=MONTHLY;BYMONTHDAY=10,20,-1"
WEEKLY = "FREQ=WEEKLY;BYDAY=SU"
WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
DAILY = "FREQ=DAILY"

# Cycle unit as printed → name of the cycle.
CYCLES: dict[str, str] = {
    "年": "year",
    "年度": "year",
    "季": "quarter",
    "季度": "quarter",
    "月": "month",
    "月度": "month",
    "月份": "month",
    "周": "week",
    "星期": "week",
    "日": "day",
    "天": "day",
    "工作日": "workday",
    "旬": "ten-days",
    "学期": "term",
    "学年": "year",
}
# Name and number of the cycle → rule at the end of each turn.
RULES: dict[tuple[str, float], str] = {
    ("year", 1): YEARLY,
    ("year", 0.5): HALF_YEARLY,
    ("quarter", 1): QUARTERLY,
    ("quarter", 2): HALF_YEARLY,
    ("month", 0.5): HALF_MONTHLY,
    ("month", 1): MONTHLY,
    ("month", 2): BIMONTHLY,
    ("month", 3): QUARTERLY,
    ("month", 4): "FREQ=YEARLY;BYMONTH=4,8,12;BYMONTHDAY=-1",
    ("month", 6): HALF_YEARLY,
    ("week", 1): WEEKLY,
    ("day", 1): DAILY,
    ("workday", 1): WORKDAYS,
    ("ten-days", 1): TEN_DAYS,
}
# Cycle → months it ends in, for a day named within its last month.
END_MONTHS: dict[str, str] = {
    "quarter": "3,6,9,12",
    "half-year": "6,12",
    "two-months": "2,4,6,8,10,12",
    "odd-months": "1,3,5,7,9,11",
}
MIDDLE_MONTHS = "2,5,8,11"  # 每季度第二个月15日前
NEXT_MONTHS: dict[str, str] = {"quarter": "1,4,7,10", "half-year": "1,7"}
WEEKDAYS: dict[str, str] = dict(
    zip("一二三四五六日天末", ["MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU", "SU"], strict=True)
)

# 每周一X: with these words 一 is "one", with the hours of a day it is Monday.
ROUND_ACTS = (
    "督查 通报 调度 会商 研判 报告 总结 分析 检查 公示 排名 评比 汇总 更新 巡查 讲评 演练 抽查 "
    "调研 晾晒 排队 盘点 点评 小结 汇报 推进 对账 清零 考核 督导 督办 评估 学习 统计 会诊 曝光 "
    "复盘 例会 反馈 发布 公布 上报 报送 主题 专题 宣讲 培训 会议 活动 访 查 报 结 评 题 课 练 讲 "
    "歌 会 次 期 篇 场 更 晒 考 清 议 述 比 看 谈 析"
)
DAY_HOURS = (
    "上午 下午 早上 早晨 晚 中午 前 之前 以前 全天 例会 、 至 到 和 或 ， 召开 举行 组织召开"
)
# X调度、Y通报: compound acts after a bare 周 月 季 日.
SHORT_ACTS = (
    "调度 通报 督查 点评 会商 研判 排名 晾晒 例会 讲评 报告 小结 盘点 分析 督导 总结 考评 考核 "
    "评比 汇报 碰头 抽查 巡查 公示 报送 统计 监测 更新 评价 评估 评议 检查 清零 督办 巡检 复盘 "
    "曝光 汇总"
)
# After 逐年, 按年度 and so on these make it a trend or a plan, not a cycle.
TRENDS = (
    "提 增 递 下降 减 降 改善 上升 攀升 扩大 加大 好转 压减 缩小 完善 计划 目标 任务 工作 方案 "
    "预算 要求 安排 进度 计罚 计酬 结转 级 薪 优鲜 鲜 处理能力 刊物 报表 报纸 报要求 报数据 产能 "
    "产量 产值 产出能力 均增 均递 均提 均降 均减 均下降"
)
# After 每 these are duties, though they begin like a trend: 每年安排资金, 每月提交报告.
DUTIES = "安排 提交 提供 提请 提出 提醒 提报 递交 递送 增设 增派 增补 减免"
# 全年 before one of these is part of a name: 全年总结, 全年目标任务
WHOLE_YEAR_NOUNS = (
    "总结 工作 目标 任务 计划 预算 决算 考核 情况 经济 生产 投资 收入 支出 累计 平均 各项 指标 "
    "重点 财政 税收 数据 进度 统计 汇总 综合 责任 最 性"
)
MILESTONES = (
    "开工建设 建成投用 建成投产 建成运营 竣工验收 竣工投用 主体封顶 主体完工 全面完工 全面开工 "
    "试运行 投入使用 投入运营 交付使用 动工 开工 完工 竣工 投用 投产 投运 封顶 出台 启动 开馆 开园 "
    "开业 开街 通车 贯通 合龙 供地 挂牌 揭牌 签约 进场 立项 开班 上线 交房 交付 验收 并网 通水 "
    "通气 供暖 调试 复工"
)
# A milestone word before one of these is part of a noun: 验收标准, 签约率, 挂牌督办
NOT_MILESTONE = (
    "事项 标准 办法 报告 制度 流程 环节 意见 条件 资料 材料 结果 情况 合格 率 里程 面积 时间 督办 "
    "整治 督战 服务 资金 费用 仪式 单位 名单 清单 信息 的"
)
# Verbs that make a bare month, quarter or day a time limit.
ACTS = (
    "结束 完成 启动 开展 组织 召开 举办 举行 实施 制定 出台 建成 开工 动工 完工 竣工 投用 投产 "
    "报送 上报 公布 公开 发布 全面 力争 要 应 须 基本 集中 确保 底 建立 形成 编制 提交 "
    "进行 对 由 向 将 各 通过 推出 正式 交付 验收 实现 达到 主体 报 上线 试 投入 落实 兑现 "
    "下达 安排 统一 汇总 打造 新建 改造 建设 推进 落地 签约 供地 挂牌 通车 封顶 启用 培训 评选 "
    "表彰 征集 出具 迎接 争取 整改 清理 自查 检查 抽查 评估 督查 通报 至少 不少于 "
    "分别 底前 交 发放 拨付 赴 过半 进场 推开 铺开 展开 转入 见效 清零 销号 开放 拆除 搬迁 "
    "招标 开标 挂网 报批 评审 论证 送审 试行 迁入 收尾 具备 到位 成型 "
    "施工， 施工。 施工； 施工、 新开工 新签 新增 净增 分步 分批 分期"
)
NOT_LIMIT = (
    "起 开始 以来 之日起 后 之后 以后 印发 颁布 施行 修订 会议精神 讲话 重要讲话 重要指示 精神 "
    "会议要求 的 以及 发文 成立 同比 数据 情况 经济 工作 全市 全县 全区 全省 规上 生产总值 财政 "
    "存量 余额 常住 刑事 考核 绩效 总结 述职 评比 决算 分红 奖 突击 各项 指标 业绩 主要 运行"
)
STOCK = "以来 预算 既定 增加 增长 下降 相比 目标 计划 任务 确定 下达"
FESTIVALS: dict[str, tuple[int, int]] = {
    "元旦": (12, 31),
    "五一": (4, 30),
    "劳动节": (4, 30),
    "六一": (5, 31),
    "儿童节": (5, 31),
    "七一": (6, 30),
    "建党节": (6, 30),
    "八一": (7, 31),
    "建军节": (7, 31),
    "教师节": (9, 9),
    "国庆": (9, 30),
    "国庆节": (9, 30),
    "十一": (9, 30),
}
MOVABLE = (
    "春节 端午 端午节 中秋 中秋节 清明 清明节 汛期 入汛 主汛期 供暖季 采暖季 供暖 开学 高考 中考 "
    "入冬 冬季 两节 双节 高温季节 高温天气 雨季 台风季 台风季节 旱季 防火期 暑期 暑假 寒假 两会"
)
# Adverbs of duties without an end, with what they must stand before.
ONGOING: dict[str, str] = {
    "及时": "公 发 更 调 报 处 整 反 解 回 修 清 向 将 化 协 纠 办 答 了 研 上 通 跟 掌 制 做 "
    "落 梳 完 准 组 消 排 督 转 移 开",
    "实时": "公 发 更 调 监 掌 上 推 报 共 跟 查",
    "动态": "调 更 公 清 管 监 跟 维 完 优 掌",
    "定期": "公 开 组 召 调 听 对 发 报 通 检 更 向 研 分 清 举 进 巡 评 排 督 抽 会 梳 汇",
    "常态化": "开 推 落 组 做 抓 实 举 进 监 排 巡 督 检 运 调 公",
    "长期": "坚 抓 推 保 实 做 持 开",
    "持续": "推 深 开 抓 做 加 优 提 巩 落 实 强 完 改 扩 用 发 增 打 整 治 防 跟",
}
EVENT_WORDS = "接到 收到 受理 签收 接收 发现"


class TimeTables:
    """All tables of the time grammar; `extended` adds an office's own rows."""

    cycles: Mapping[str, str] = CYCLES
    rules: Mapping[tuple[str, float], str] = RULES
    milestones: tuple[str, ...] = tuple(MILESTONES.split())
    not_milestone: tuple[str, ...] = tuple(NOT_MILESTONE.split())
    acts: tuple[str, ...] = tuple(ACTS.split())
    round_acts: tuple[str, ...] = tuple(ROUND_ACTS.split())
    short_acts: tuple[str, ...] = tuple(SHORT_ACTS.split())
    not_limit: tuple[str, ...] = tuple(NOT_LIMIT.split())
    trends: tuple[str, ...] = tuple(TRENDS.split())
    duties: tuple[str, ...] = tuple(DUTIES.split())
    festivals: Mapping[str, tuple[int, int]] = FESTIVALS
    movable: tuple[str, ...] = tuple(MOVABLE.split())
    ongoing: Mapping[str, str] = ONGOING
    term_rule: str = ""

    def own_heads(self) -> str:
        """Return a pattern of what an office's own cycles and short acts begin with, or ""."""
        units = [word for word in self.cycles if word not in CYCLES]
        acts = [word for word in self.short_acts if word not in TimeTables.short_acts]
        rows = [f"每.{{0,3}}{word}" for word in units]
        rows += [f"(?:周|月度?|季度?|日|旬){word}" for word in acts]
        return "|".join(rows)


SHIPPED = TimeTables()


def extended(settings: Mapping[str, Any] | None) -> TimeTables:
    """Return the shipped tables with an office's rows added; unknown keys are left alone."""
    if not settings:
        return SHIPPED
    made = TimeTables()
    for name in TimeTables.__annotations__:
        own, shipped = settings.get(name), getattr(SHIPPED, name)
        if isinstance(own, list | tuple) and isinstance(shipped, tuple):
            setattr(made, name, (*map(str, own), *shipped))
        elif isinstance(own, Mapping) and isinstance(shipped, Mapping):
            rows = {k: tuple(v) if isinstance(v, list) else v for k, v in own.items()}
            setattr(made, name, {**shipped, **rows})
        elif isinstance(own, str) and isinstance(shipped, str):
            setattr(made, name, own)
    return made
