"""Words of acting units: what they do, what only looks so, and the people who act for them."""

from __future__ import annotations

from taskboard.parsing.units_tables import words

# What a unit does when it is the subject of a sentence, and words that only look like it.
ACTING = words("""
    要 应 须 需 必须 全年 上半年 下半年 今年 率先 继续 深入 大力 着力 坚持 推行 规范 依照 依据 遵照
    邀请 召开 听取 受理 审查 拨付 督办 不断 有序 稳步 妥善 严肃 抽查 复核 反馈 参加 同步 主要负责
    可 不得 负责 牵头 会同 配合 协助 参与 组织 统筹 适时 定期 不定期 将 分别 按 根据 结合 依托 依法
    加强 强化 切实 制定 建立 健全 落实 做好 推进 推动 抓 明确 确定 指导 督促 承担 公开 全面 全程
    亲自 综合后 进一步 及时 主动 履行 围绕 聚焦 原则上 报送 发布 开展 完成 确保 带头 参照 通过 对
    审核 研究 编制 编写 收集 汇总 提供 实施 均 都 至少 积极 认真 严格 共同 联合 具体 于 在 自 把 以
    年底 年内 1 2 3 4 5 6 7 8 9 持续 探索 逐步 选取 选择 设立 安排 梳理 完善 负总责 排查 整改 压实
    细化 优化 出台 举办 建成 新增 实现 启动 协调 督导 检查 调度 通报 考核 会商 派 设 实行 执行 采取
    建设 打造 搭建 组建 成立 配备 抓紧 抓好 保障 提升 提高 支持 引导 鼓励 监督 整合 共享 推广 宣传
    解读 回应 处置 答复 办理 登记 印发 制发 转发 下发 上报 报告 向 务必 应当 需要 分级 分类 分工
    各自 会商研判 轮流 承接 承办 主办 也要 统一 请于 请将 请按 请在 开设 开通 刊发 推送 遴选 选派
    举行 召集 发放 核查 兑现 评选 紧扣 紧盯 依规 依纪 每 抢抓 牢固 牢牢 树立 自觉 立即 迅速 尽快
    加快 深化 扎实 坚决 科学 充分 努力 用好 利用 注重 突出 发挥 运用 担负 肩负 靠前 压紧 逐项 逐级
    逐一 加大 筹措 筹集 争取 申报 修订 起草 拟定 拟订 制订 提出 提请 分解 谋划 选调 抽调 指定 核实
    动员 发动 引进 倒排 建好 管好 守牢 对照 深刻 带领 跟踪 跟进 征求 归口 新建 委托 还要 常态化
    协同 刊播 分片
""")
NOT_ACTING = words("""
    要求 要点 要闻 要素 要件 要害 应急 应对 应用 应届 应付 需求 可持续 组织部 按揭 公开栏 对接 对外
    设在 设于 对象 对口 对标 研究院 研究所 联合会 以上 以下 以外 以来 以内 自治 自然 自贸 在内 在线
    设备 设施 派出 派驻 考核办 督查室 督查组 检查组 指导组 指导员 协调机制 协调组 工作组 推进会
    调度会 通报会 建设局 建设委 办理处 宣传部 宣传处 监督局 监督站 监督所 监督管理 报告厅 执行局
    保障局 保障中心 保障处 支持中心 协同创新
""")
# Who answers for work, where a sentence gives no name but only the part: 牵头单位要….
GENERIC = words("""
    行业主管部门 业务主管部门 主管部门 牵头单位 责任单位 配合单位 承办单位 主办单位 协办单位
    牵头部门 责任部门 配合部门 驻村工作队 驻村帮扶工作队 驻村工作组
""")
# Bodies with a prefix and no other form: 区绩效考评机构.
ORGANS = words("考评机构 考核机构 管理机构 监管机构 执法机构 经办机构 督查机构 审批机构")
# What says that its subject answers for the work: 各区政府是本辖区停车管理工作的责任主体.
ANSWERING = (
    "是[^，。；\n]{0,24}?(?:责任主体|实施主体|第一责任"
    "|责任单位|牵头单位|主管部门|综合部门|牵头部门)"
)
# People who act for their unit.
PEOPLE = words("""
    广大党员干部 广大干部 一把手 “一把手” 主要负责同志 主要负责人 主要领导 分管负责同志 分管负责人
    分管领导 负责同志 负责人 领导班子 党组
""")
# Bodies of the house that issues the plan: 局党组要….
HOUSE_BODIES = frozenset(words("党组 党委 纪委 机关党委 机关纪委 党工委"))
# Departments that are named without their last word: 市财政要…, 各级财政要….
SHORT = words("财政 公安")
# Who issues the paper is nobody to hand a task to.
OWN_OFFICE = frozenset(
    words("""
    省委 市委 县委 区委 州委 省政府 市政府 县政府 区政府 州政府 省人民政府 市人民政府 县人民政府
    区人民政府 州人民政府 国务院 党中央 市委市政府 县委县政府 区委区政府 省委省政府
""")
)
