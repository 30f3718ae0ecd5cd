"""Words of measurable demands: measures, operators, verbs of achievement, and false friends.

Plain data; measures are an open list. An office adds rows through the ``grammar`` argument of
`find_targets`; the keys are the field names of `TargetTables`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PERCENT = "个百分点 百分点 个基点 BP % ‰ 倍 成"
# Counted events: a cycle or 每年 before them is demand enough.
EVENTS = (
    "场次 人次 次 场 期 篇 轮 遍 堂 节 课时 学时 回 批次 批 份 条次 篇次 期次 件次 户次 家次 车次 "
    "讲 轮次 场（次） 人（次） 期（次） 件（次） 户（次） 剂次 针次 台次 册次 例次 航次 班次 项次 "
    "处次 架次 万册次"
)
COUNTS = (
    "个 名 家 项 处 所 座 件 人 户 条 套 台 辆 宗 支 例 起 部 本 幅 张 块 片 对 间 栋 幢 盏 棵 "
    "株 头 只 羽 口 眼 根 门 册 班 组 队 村 单 艘 架 列 枚 笔 组次 家庭 床 张床位 个床位 床位 "
    "学位 个学位 岗位 个岗位 就业岗位 泊位 个泊位 车位 个车位 停车位 端口 标段 公交车 台套 "
    "台（套） 套（间） 套（件） 台（件） 件（套） 个（处） 处（个） 条（个） 家（个） 所（个） "
    "站 首 届 出 款 味 道 路 万册 版 枝 丛 尾 穴 杆 箱 袋 瓶 层 区 步 工日 种 类 具 把 顶 双 桶 "
    "盆 副 标台 标辆 工日"
)
SIZES = (
    "元 美元 欧元 港元 吨 公斤 千克 克 斤 公里 千米 米 里 亩 公顷 平方米 平方公里 平方千米 立方米 "
    "立方 方 千瓦 兆瓦 千瓦时 度 标准煤 吨标准煤 蒸吨 升 毫升 毫克/升 微克/立方米 毫克/立方米 微克 "
    "毫克 千伏安 万千伏安 兆伏安 MVA 千乏 kVA M MW kW GW km MWh GWh kWh Mbps MB GB TB dB 分贝 平米 "
    "㎡ 吨水 吨/日 米长 车公里 亩次 兆 微克每立方米 "
    "毫克每立方米 毫克每升 亿千瓦时 P PFLOPS PFlops "
    "标方 标箱 标准箱 TEU 分 分钟/公里 元/人 位 标准厂房 天数 人年"
)
DURATIONS = (
    "个工作小时 工作小时 个工作日 工作日 个自然日 自然日 个小时 小时 分钟 秒 天 日 个月 周 岁"
)
PER = (
    "立方米 升 平方米 平方公里 百平方公里 万平方公里 人 年 日 月 天 亩 公里 万元 万人 户 吨 床 "
    "次 小时 千瓦时 千人 百人 班 生 公顷 度 周 村 镇 乡 县"
)

GE = (
    "不少于 不得少于 不低于 不得低于 不应低于 不应少于 不小于 不得小于 至少 最少 达到 达 达至 "
    "保持在 稳定在 提高到 提高至 提升到 提升至 增加到 增加至 增至 增长到 增长至 扩大到 扩大至 "
    "上升到 上升至 升至 拓展到 拓展至 扩展到 扩展至 累计达到 总数达到 维持在 发展到 覆盖到 "
    "不落后于 延长到 延长至 ≥ 扩容到 扩容至 扩充到 扩充至 扩面到 扩面至 壮大到 壮大至 发展至 "
    "延伸到 延伸至 恢复到 恢复至 上调到 上调至 提标到 提标至 巩固在"
)
GT = "> 超过 突破 超 逾 高于 多于 大于 优于"
LE = (
    "不超过 不得超过 不能超过 不高于 不得高于 不大于 不多于 不得多于 不突破 不得突破 控制在 "
    "控制到 压缩至 压缩到 压缩为 压减至 压减到 压减为 缩短至 缩短到 缩短为 缩减至 缩减到 缩减为 "
    "减至 降至 降到 降为 降低到 降低至 下降到 下降至 减少到 减少至 减少为 精简至 精简到 精简为 "
    "最多 至多 不超 最长 限制在 严控在 压降至 压降到 提速至 提速到 控制为 减到 减为 缩至 缩到 ≤ "
    "下调到 下调至 收窄到 收窄至 回落到 回落至 缩小到 缩小至"
)
LT = "< 低于 少于 小于 短于"
# Verbs of achievement; with a number right after them, or at the end of their clause, they demand.
VERBS = (
    "新建 建成 建设 改造 新改扩建 改扩建 改建 扩建 续建 新增 培育 打造 创建 完成 实施 开展 组织 "
    "举办 召开 听取 配备 安排 确定 明确 设立 引进 招引 签约 落地 开工 竣工 推出 选树 选派 培训 "
    "培养 认定 发放 帮扶 实现 争取 申报 制定 出台 编制 发布 更新 公开 解读 整治 治理 排查 检查 "
    "抽查 淘汰 压减 减少 增加 提高 提升 增长 下降 降低 拆除 修复 造林 绿化 种植 播种 建立 新培育 "
    "储备 谋划 推进 推动 化解 清理 关停 消除 创成 吸引 招聘 招录 组建 命名 评选 表彰 扶持 支持 "
    "服务 救助 安置 供应 筹集 交付 打通 疏通 架设 铺设 安装 更换 投放 投用 新开 开通 优化 新发展 "
    "吸纳 转移 盘活 处置 收储 出让 入库 纳入 升级 整合 归集 攻克 获批 摘牌 惠及 受益 维修 加固 "
    "资助 征集 走访 宣讲 演练 放映 送戏 送 报送 邀请 列席 参加 举行 参与 设置 建 改 修 设 选取 "
    "选择 遴选 挂牌 布局 布设 选定 选聘 聘请 聘用 引育 孵化 转化 达产 投产 投入 植树 补植 退出 "
    "关闭 取缔 查处 回访 巡查 督查 督导 暗访 撰写 编发 刊发 刊载 刊登 发表 推送 制作 录制 播出 "
    "发行 编印 印发 上报 提交 形成 梳理 征求 回应 联系 结对 包联 帮包 包抓 挂钩 对接 取消 下放 "
    "办理 受理 调解 普查 筛查 体检 接种 签订 签署 落实 新签 新落地 新开工 新引进 新认定 新增设 "
    "增设 增配 轮训 新创建 实训 输送 解决 修建 硬化 亮化 新修 复垦 收购 采购 购置 购买 添置 拓宽 "
    "新辟 设有 创立 新设立 迁建 迁移 搬迁 摸排 承办 主办 开发 新开发 流转 托管 达 发展 新登记 净增 "
    "招收 招生 扩增 募集 检测 监测 抽检 开办 开设 评定 选拔 创办 引导 带动 覆盖 扩大 保障 提供 "
    "公布 利用外资 到位外资 到位内资 到位资金 到账外资 到位 完工 力争 力求 抽取 栽植 栽种 补种 "
    "新植 抚育 修缮 翻修 清淤 疏浚 创作 出版 展演 巡演 推荐 承接 主导 减税 退税 让利 帮办 代办 "
    "派驻 选送 入驻 确权 颁发 破获 打掉 审结 撤并 缩减 清退 清收 清欠 腾退 削减 修订 制修订 研发 "
    "使用外资 发稿 刊稿 用稿 收回 统筹使用 销售 年度投资 年内投资 当年投资 年度计划投资 "
    "当年计划投资 年度任务 目标任务 任务数 清偿 偿还 兑付 开行 争创 协助 促成 助推 助力 恢复 "
    "补充 纳规 入规 升规 纳统 入统 诊断 补助资金 奖补资金 衔接资金 配套资金 债券资金 上级资金 "
    "增绿 补绿 复绿 预付 支付 压采 退减 退耕 封育 飞播 补播 敷设 增开 增建 扩招 选育 育成 退还 "
    "返还 补发 兑现 拨付 划拨 核销 追回 挽回 执结 鉴定 检定 抽测 抽样 试种 引种 放流 深松 外销 "
    "放款 贴息 帮销 培树 授牌 核发 换发 慰问 探访 义诊 随访 建档 复核 侦破 收缴 核查 通车 连通 "
    "提标 统筹资金 整合资金 筹措资金 专项资金 预算内资金 投运 迈上 站上 跨上 跃上 跨越 冲刺 启动 "
    "销号 闭库 就业 接待 流通 汇聚 接入 上线 备足 备齐 储足 加装 补建 推广 发掘 发送 集聚 引资 "
    "融资 争取资金 列入 减排 认证 新认证 投劳 播发 新创 新栽 新购 出新 化债"
)
# Verbs that may stand some words before the number: 新建城区5所学校.
MAKING = (
    "新建 建成 新增 改造 新改扩建 改扩建 改建 扩建 培育 打造 创建 引进 招引 选派 培训 培养 整治 "
    "淘汰 拆除 修复 配备 配齐 举办 召开 评选 选树 招聘 关停 认定 新培育 新发展 新引进 建设 实施 "
    "开展 组织 安装 更换 完成 推出 备足 备齐 组建 购置 采购 储备"
)
# 为1.2万名老人免费体检: the number of those who are served.
SERVED = "为 帮助 组织 向 给"
SERVED_UNITS = "名 人 户 家 位"
# With small Chinese numerals only these make a demand of 个 家 处; 打造三个高地 is a slogan.
FIRM = (
    "新建 建成 新增 改造 创建 配备 设立 确定 明确 选派 选树 引进 培育 选取 选择 遴选 安排 增设 "
    "设置 选定 建立 新设 建设 举办 召开 开展 组织 完成"
)
# Things that are counted and never a slogan: 新建公办幼儿园三所, not 打造三个高地.
PLAIN_UNITS = "所 座 处 家 条 户 套 辆 台 栋 间 亩 公里 平方米 泊位 学位"
RATES = (
    "率 度 比例 比重 占比 覆盖 面 达标 合格 办结 为 均 都 全部 分别 实现 增长 提高 提升 下降 降低 "
    "减少 增加 压减 上升 递增 压缩 缩减 扩大 完成 保持 改善 幅度 增幅 降幅 涨幅 增速 增 降 减 升 "
    "系数 强度 下浮 精简 缩短 达成 满意 同比增长 同比下降 到位 再 各 力争 确保 年均增长 水平 贡献 "
    "份额 指数 减量 快 提速 全面 必须 要 应 消化"
)
PAST = (
    "近两年 近三年 近五年 下设 共受理 共收到 共接到 共交办 共查处 共发现 "
    "已 目前 现有 共有 截至 截止 去年 上年 曾 原有 拥有 涉及 包括 现状 同期 上一年 往年 近年"
)
CONDITION = (
    "连续 凡 一旦 如果 若 超标 因 被 对于 排名 位列 荣获 获评 依照 按照 对照 依据 根据 参照 "
    "建成后 达产后 投产后 可达 可实现 可新增 可带动 可提供 可容纳"
)
# What is done to things that are counted: 对73处路段进行整治.
TREATMENTS = (
    "改造 提升 整治 治理 修缮 维修 加固 补助 奖补 资助 培训 检查 抽查 检测 监测 排查 评估 审计 "
    "督查 督导 巡查 暗访 清淤 清理 验收 帮扶 走访 回访 升级 更新 绿化 亮化 硬化 体检 筛查 保护 "
    "修复 提质 扩容 拆除"
)
# What is done to things that a list names and counts: 打通甲路、乙路等12条断头路.
MADE_OF_LISTS = "续建 新建 改建 扩建 新改扩建 建成 建设 改造 打通 拆除 完成 修缮 开工 竣工 投用"
# The size of one project, not of the demand, when right before the number.
ATTRIBUTES = "原值 烈度 占地 占地面积 总投资 投资额 概算 总建筑面积 人口 户籍人口 面积"
# An area of something that is made is demanded: 恢复灌溉面积2.1万亩, not 占地面积.
AREA_VERBS = (
    "退减 压减 新增 实现 恢复 改善 扩大 发展 推广 完成 治理 修复 改造 保持 增加 落实 种植 播种 造林"
)
MONEY_RULES = "奖励 补助 补贴 罚款 处以 标准为 每人每 限额 起征 津贴 奖补 保费 奖金 给予"
THRESHOLD_NOUNS = (
    "罚款 企业 项目 工程 单位 学校 小区 医院 机构 商场 建筑 场所 老人 老年人 人口 的 农户 规模 "
    "产业 园区 平台 城市 乡镇 村 大户 主体 经营 金额 资金 合同 采购 投资 贷款 事故 火灾 火电 "
    "锅炉 燃煤 地区 耕地 未成年 儿童 人员 党员 干部 职工 高层 住宅 河流 水库 林地 农村 用户 工业 "
    "服务业 仪器 设备 渔船 船舶 货车 电商 商户 区域 地带 贴息 重大 大 小 中 新 自然村 村庄 "
    "行政村"
)
NOT_AFTER: dict[str, str] = {
    "个": "月 季度 星期 年度 小时 工作日 自然日 领域 方面 环节 层面 维度 百分 学期 别 体 性 "
    "试点领域 阶段 部门 没有 确保 坚持 统筹 结合 转变 统一 一 不 都 更 维护 确立 自信 意识 新 "
    "大 高 必须 务必 严格 着力",
    "项": "标准 制度 规定 原则 要求 机制 权力 职责",
    "条": "例 件 款 龙 心",
    "件": "事 套",
    "人": "民 员 口 大 均 数 类 工 文 居 防 社 情 士",
    "次": "生灾 生衍 要矛",
    "成": "为 立 果 员 功 效 本 熟 长 交 套 份 型 片 品 人 都 就 年 绩 新 绿 不",
    "倍": "增 加 受 感",
    "期": "间 限 工程 项目 建设 末 货 权 改造",
    "处": "理 置 罚 于 级 长 在",
    "家": "庭 长 喻",
    "名": "牌 录 单上 单内 单制 单公 额 义 次 列",
    "人年": "龄 均 度 初 底 收",
    "度": "电",
    "日": "起 前 内 至 到 印",
    "类": "信息 事项 型 别 问题 标准",
    "分": "别 类 级 布 析 配 管 工 局 散 公司 解 期 批 成 发 享 开 支 之",
    "台": "阶 账",
    "方": "面 案 式 向 法 针 可",
    "头": "等 部 条 号",
    "部": "门 分 署 委 长 位 队",
    "班": "子 组",
    "组": "织 长 团 合 建",
    "区": "域 间 县 级",
    "步": "骤 走",
    "位": "一 列 居 于",
    "站": "式 点",
    "口": "径 子 岸",
    "节": "点 约 能 庆 日 假",
    "批": "复 准 示 次",
    "门": "户 类 槛",
    "村": "一 级 民 居 务 两",
    "只": "有 要 是",
    "层": "级 次 面 楼 以",
    "道": "路",
    "路": "径 线 段 网",
    "出": "台 让 口",
    "单": "位 一",
    "对": "一 应 象 照",
    "块": "状",
    "把": "手 火 关 尺 抓 握 控",
    "具": "有 体 备",
    "双": "方 向 随 创 拥 减 碳 控",
    "副": "本 主 业",
    "片": "区",
    "元": "化 旦",
    "天": "然",
    "周": "年 岁 边 期 转",
    "里": "程 面",
    "讲": "话 清 好 政",
    "回": "头 应 复",
    "场": "所 景",
    "份": "额",
    "户": "一 籍 外 口 用",
    "所": "有 需",
    "本": "级 市 县 区 地 单 部",
    "款": "项",
    "首": "位 次 要 批",
    "张": "家",
    "列": "入 席 为",
    "支": "持 出 付 撑 部 队伍建",
    "起": "草 步 点",
}
# What may follow a measure all the same: 3个体育公园 are no 个体.
NO_FOLLOWERS = {"个": ("体育", "体教", "体验", "体检", "体系", "体量", "体能"), "名": ("义务",)}
# What may follow 个 and 项 all the same where digits and a verb of making stand before them:
# 建设5个高标准农田示范区, 制定5项标准; 三个高于 and 9项标准 are names.
MADE_AFTER = "新 大 高 标准 制度 规定 机制"
MADE_BEFORE = (
    "不少于 不低于 至少 达到 超过 制定 出台 修订 制修订 建立 编制 新建 建设 实施 建成 "
    "打造 培育 引进 组建"
)
NOT_BEFORE = (
    "第 前 后 这 那 该 等 上述 以下 下列 其他 其余 另 附件 表 图 号 〔 × 头 某 任何 每 - / . 本 上 "
    "下 共有 排名 围绕 聚焦 依托 针对"
)
# Words that end like one of these: 人大代表30名, 监控探头80个, 线下3场, 9月底前38个项目.
NOUNS_BEFORE = (
    "代表 样本 读本 绘本 课本 探头 龙头 码头 镜头 喷头 接头 线上 线下 网上 以上 地图 信号 账号 "
    "仪表 电表 水表 气表 底前 日前 末前 节前 旬前"
)
# What is big, not what is made: 新建水厂1座，规模5万吨; but 新建水厂1座，管网30公里 is a list.
SIZES_OF = (
    "规模 投资 容量 库容 面积 长 长度 宽 宽度 高 深 概算 估算 资金 能力 产值 产能 收入 税收 里程 "
    "总额 金额 利润 费用 工期 存量 余额 距离 范围 半径 价格 成本 预算 带宽 深度 高度 限额"
)
# What is measured by a plain number: 价格指数控制在103.5以内.
INDEXES = ("指数", "系数", "容积率", "PUE")
# 二 counts nothing before these, 两 does: 二次供水, 二期工程.
NOT_AFTER_TWO = ("次", "期", "轮", "批", "类", "层", "道", "路", "组", "级", "步", "元")
# What 低于80%的 may go on with and still be a demand.
AIMS = ("目标", "比例", "标准", "要求", "水平", "任务")
NOT_BEFORE_ONE = "统同专单唯之合万逐任另划整如"
QUALITIES = (
    "零发生 零伤亡 零投诉 零复发 翻一番 翻两番 "
    "全覆盖 只增不减 零增长 零事故 零死亡 零差错 零新增 零上访 动态清零 应有尽有 完成省下达 "
    "完成上级下达 完成国家下达 完成市下达 完成省定 完成市定 无重大事故 不发生重特大 同步组织 "
    "同步审签 同步部署 同步公开 同步发布 同步解读 同步推进 同步实施 同步落实 同步安排 同步审查 "
    "同步起草 同步研究 同步发行 同步制度 走在全省前列 走在全市前列 位居全省前列 位居全市前列 "
    "高于全省平均 高于全市平均 高于全国平均 不低于全省平均 不低于全市平均 保持总体平稳 稳步提升"
)


def _words(*rows: str) -> tuple[str, ...]:
    """Return the words of rows, each once."""
    return tuple(dict.fromkeys(word for row in rows for word in row.split()))


class TargetTables:
    """All tables of the target grammar; `extended` adds an office's own rows."""

    percent: tuple[str, ...] = _words(PERCENT)
    events: tuple[str, ...] = _words(EVENTS)
    counts: tuple[str, ...] = _words(COUNTS)
    sizes: tuple[str, ...] = _words(SIZES)
    durations: tuple[str, ...] = _words(DURATIONS)
    verbs: tuple[str, ...] = _words(VERBS)
    making: tuple[str, ...] = _words(MAKING)
    firm: tuple[str, ...] = _words(FIRM)
    rates: tuple[str, ...] = _words(RATES)
    past: tuple[str, ...] = _words(PAST)
    conditions: tuple[str, ...] = _words(CONDITION)
    thresholds: tuple[str, ...] = _words(THRESHOLD_NOUNS)
    qualities: tuple[str, ...] = _words(QUALITIES)
    names: tuple[str, ...] = ()

    def kinds(self) -> dict[str, str]:
        """Return measure → kind, for one look-up per candidate."""
        rows: dict[str, str] = {}
        for kind in ("counts", "events", "sizes", "durations", "percent"):
            rows.update(dict.fromkeys(getattr(self, kind), kind))
        return rows


SHIPPED = TargetTables()
SHIPPED_KINDS = SHIPPED.kinds()
FOLLOWERS = {measure: tuple(words.split()) for measure, words in NOT_AFTER.items() if words}
OPERATORS = (("<=", _words(LE)), (">=", _words(GE)), (">", _words(GT)), ("<", _words(LT)))


def extended(settings: Mapping[str, Any] | None) -> tuple[TargetTables, dict[str, str]]:
    """Return the shipped tables and measures with an office's rows added."""
    if not settings:
        return SHIPPED, SHIPPED_KINDS
    made = TargetTables()
    for name in TargetTables.__annotations__:
        own = settings.get(name)
        if isinstance(own, list | tuple):
            setattr(made, name, (*getattr(SHIPPED, name), *map(str, own)))
    if isinstance(settings.get("measures"), list | tuple):
        made.counts = (*made.counts, *map(str, settings["measures"]))
    return made, made.kinds()
