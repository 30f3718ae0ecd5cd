"""The grammar of responsible units as tables: role words, suffixes, stems, classes, refusals.

Nothing here decides; `taskboard.parsing.units` and its neighbours read these tables. An office
adds its own words with `unit_grammar`, from ``[parsing]`` in its settings, and never
touches code. All words are in the canonical form of `taskboard.parsing.view`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from taskboard.errors import TaskboardError


def words(text: str) -> tuple[str, ...]:
    """Return the words of a table, in order."""
    return tuple(text.split())


def _roles(**words: str) -> dict[str, str]:
    return {word: role for role, text in words.items() for word in text.split()}


# What a label's first word means. "main" leads unless the group prints a 牵头 of its own.
ROLE_WORDS: dict[str, str] = _roles(
    lead="牵头 总牵头 主办 牵头责任 牵头负责 牵头督导 牵头主办 共同牵头 主要牵头 牵头抓总 主牵头",
    main="主要责任 主责 主要负责 汇总 第一责任 主管 首要责任 主体责任 统筹",
    responsible="责任 其他责任 落实 负责落实 责任落实 负责 分工 承办 实施 执行 完成 业主 项目业主 "
    "建设 直接责任 具体责任 共同责任 具体落实 具体承办 具体负责 组织实施 承担 属地责任 具体实施",
    cooperate="配合 协办 协作 协同 协同配合 协作配合 协助 协作和配合 协同责任 参与 参加 支持 会办 "
    "督导 参与配合 共同配合 配合责任 其他配合 指导 协助配合 主要配合 配合协作 协助责任 监督",
)
# How an office may write a role in its settings.
ROLE_NAMES = {
    **{"牵头": "lead", "责任": "responsible", "配合": "cooperate", "主要责任": "main"},
    **{role: role for role in ("lead", "main", "responsible", "cooperate")},
}
LABEL_NOUNS = words("单位 部门 科室 处室 股室 主体 科 站所 办所 部室 处 股 学院 机构 专班 警种")
# Places label units only behind these: 责任村：, never 建设村：.
PLACE_NOUNS = words("""
    镇 乡 街道 村 社区 乡镇 镇街 镇村 县区 县市区 区县 县市 市县 市州 市区 旗县 旗县区 地区 园区
    板块 企业 学校 局
""")
PLACE_ROLES = words("责任 牵头 配合 协办 牵头责任")
# These words label a unit only with a noun after them: 建设单位, never 建设：.
NOUN_NEEDED = frozenset(
    words(
        "业主 分工 参加 完成 实施 建设 执行 指导 支持 汇总 督导 落实 负责 主管 统筹 承担 组织实施"
    )
)
# Labels that end a list of units and name something else; leaders are people, never units.
OTHER_LABELS = words("""
    责任领导 主管领导 分管领导 牵头领导 包保领导 挂钩领导 联系领导 分管市领导 分管县领导 分管区领导
    市级领导 县级领导 牵头市领导 牵头县领导 责任人 主要责任人 负责人 主要负责人 第一责任人
    直接责任人 项目责任人 项目负责人 具体责任人 具体负责人 任务责任人 联系人 联络员 电话 联系电话
    完成时限 时限 时限要求 完成时间 办结时限 时间 时间要求 时间节点 完成期限 期限 备注 目标
    工作目标 目标任务 年度目标 进度安排 任务来源 来源 验收单位 报送单位 发文单位
""")
LEADER_LABELS = frozenset(word for word in OTHER_LABELS if "领导" in word or "人" in word)
# Verbs that close a run of units: …牵头，…配合，…按职责分工负责.
ROLE_VERBS: dict[str, str] = _roles(
    lead="牵头 牵头负责 牵头落实 牵头组织 牵头督导 牵头推进 牵头推动 牵头实施 牵头协调 牵头抓总 "
    "牵头办理 牵头承办 牵头指导 牵头督办 负责牵头 总牵头 主办 为牵头单位 为牵头部门 为主办单位",
    cooperate="配合 协助 协办 参与 参加 支持 协同 协作 为配合单位 为配合部门 为协办单位",
    responsible="为责任单位 为责任部门 为主要责任单位 负责 落实 承办 实施 组织实施 执行 抓落实 "
    "负总责 推进落实 推动落实 组织落实 贯彻落实 抓好落实 具体实施 共同完成 共同推进 共同办理",
)
VERB_ADVERBS = words("""
    按职责分工 按照职责分工 按职责 按照职责 按分工 按照分工 根据职责分工 依职责分工 依职责
    按各自职责 按照各自职责 按职能分工 按照职能分工 按职能 按照职能 依据职责分工 按职责分别
    根据职责 按照各自职责分工 按各自职责分工 按职责范围 分工 分别 共同 具体 全力 积极 密切 联合
    各自 统一 统筹 做好 抓好 一并 分头 主要 结合实际 因地制宜
""")
# Words before the first unit of a clause.
LEAD_INS = words("""
    由 请 会同 以及 并由 并 及 和 同 商 此项工作由 该项工作由 本项工作由 该工作由 此项任务由
    该项任务由 上述工作由 以上工作由 具体由 统一由 特别是 尤其是
""")
SUFFIXES = words("""
    局 委 委员会 办 办公室 厅 政府 管委会 办事处 公司 集团 中心 联社 总工会 工会 工商联 妇联 残联
    科协 文联 社联 侨联 法院 检察院 支队 大队 总队 中队 分局 组织部 宣传部 统战部 人武部 政法委
    医院 大学 学院 学校 银行 支行 分行 协会 商会 联合会 指挥部 领导小组 专班 工作组 编办 党校 党委
    党组 党工委 纪委 监委 纪委监委 人大常委会 人大 政协 团委 团市委 团县委 团区委 科 科室 处 股
    科研所 研究院 研究所 管理处 管理所 服务站 电视台 报社 档案馆 图书馆 博物馆 文化馆 红十字会
    供销社 合作社 海关 邮政 工作站 监管组 队 站 所 分公司 供电公司 总社 调查队 代表处 事务所 交易所
    督查组 督导组 巡察组 纪检监察组 监测站 执法局 督查室 研究室 政研室 监委机关 社会工作部 公安机关
    检察机关 司法机关 税务机关 监察机关 值班室 农科院 社科院
""")
# Suffixes of places: units where a label or a role verb stands, never alone in a sentence.
PLACE_SUFFIXES = words("""
    县 市 区 镇 乡 街道 旗 盟 州 开发区 园区 村 社区 部 室 馆 厂 园 院 社 组 中学 小学
""")
LEVELS = frozenset("省市县区州盟旗镇乡")
SEATS = words("区 县 市 旗 镇 乡 街道 苏木")  # places of governments; the next only end so
NOT_A_SEAT = words("""
    小区 社区 校区 景区 片区 库区 城区 灾区 地区 山区 牧区 厂区 院区 矿区 林区 湖区 辖区 街区 病区
    战区 市区 县区 新区 园区 专区 保护区 超市 城市 都市 上市 门市 集镇 乡镇 城镇 城乡 县市
""")
# These begin with a level's character but carry no prefix: 市场监管局 is no 市 + 场监管局.
FALSE_LEVELS = words("""
    市场 市政公用 市政管理 市政园林 市政工程 市政设施 市政环卫 市政中心 市政局 市政处 市政所
    市政集团 市政公司 市政养护 市政维护 市政绿化 市容 市民服务 市民热线 市民中心 市监 区域 区块
    县域 市域 乡村 城乡 镇街 乡镇 区直 州际 旗舰 省际 区划 市县 县区 县（ 区（ 市（ 镇（ 乡（ 乡、
    县、 市、 区、
""")
AREAS = ("区域", "区块", "县域", "市域", "州际")  # no place ends here: 健全区域教育中心
# Heads of departments that may stand without their level's prefix (住建局 after 市行政审批局).
STEMS = words("""
    发展改革 发展和改革 发改 教育 教体 科技 科学技术 工业 工信 经信 公安 民政 司法 财政 人力资源
    人社 自然资源 自然规划 自规 资规 规划 生态 环保 环境 住房 住建 建设 交通 水利 水务 农业 农牧
    畜牧 农水 商务 文化 文旅 文广 文体 卫生 卫健 退役 应急 审计 国资 国有资产 市场监 市场管 市监
    统计 医疗 医保 金融 信访 行政 政务 政府办 政府督 大数据 数据 数字 城市 城管 城乡 综合 园林 林业
    林草 海洋 渔业 粮食 投资 招商 机关事务 外事 外办 侨务 民族 民宗 宗教 广播 广电 体育 旅游 地震
    乡村振兴 扶贫 档案 史志 公共资源 公积金 港口 港航 能源 煤炭 营商 知识产权 药监 药品 食药 法制
    安监 安全生产 人防 移民 口岸 经合 物价 编办 编委办 网信 组织部 宣传部 统战部 政法委 老干部 残联
    妇联 科协 工商联 总工会 文联 供销 红十字 城投 国土 接待 考核 督查 机关工委 市容 房管 房产 环卫
    执法 党政 党建 监察 消防 疾控 社保 就业 公路 航空 邮管 法院 检察院 人民法院 人民检察院 人武
    农科 社科
""")
# Fields of departments whose names are more than a stem: 财政、农业农村等部门.
FIELDS = frozenset(
    words("""
    农业农村 生态环境 住房城乡建设 住房和城乡建设 交通运输 文化旅游 文化和旅游 文化广电 卫生健康
    应急管理 市场监管 市场监督管理 人力资源社会保障 人力资源和社会保障 退役军人 退役军人事务
    工业和信息化 城市管理 教育体育 民族宗教 消防救援 医疗保障 国土资源 税务 气象 宣传 网络安全
""")
)
# Bodies of the party committee: after 市委宣传部 an elided 统战部 is 市委统战部.
PARTY = words("""
    组织部 宣传部 统战部 政法委 网信办 编办 改革办 农办 老干部局 办公室 政研室 党校 机关工委 财经办
    外事办 巡察办 军民融合办 社会工作部 金融办
""")
# Units under the national or provincial line; they take no local prefix.
VERTICAL = words("""
    税务 气象 海关 海事 烟草 国网 供电 电力 人民银行 人行 银保监 银监 金融监管分局 金融监管总局
    国家金融监督 邮政 国家统计局 调查队 电信 移动 联通 铁塔 广电网络 石油 石化 中石 农业银行
    工商银行 建设银行 中国银行 农发行 农商银行 出入境 边检 边防 武警 国家安全 铁路局 民航 无线电
    水文 盐务 火车站 高速交警 农信社 联社 海警 外汇
""")
# Bodies of the centre that show no level and no suffix of a local unit.
NATIONAL = frozenset(
    words("""
    外交部 国防部 教育部 科技部 科学技术部 工业和信息化部 工信部 国家民委 公安部 民政部 司法部
    财政部 人力资源社会保障部 人力资源和社会保障部 自然资源部 生态环境部 住房城乡建设部 交通运输部
    住房和城乡建设部 水利部 农业农村部 商务部 文化和旅游部 应急管理部 退役军人事务部 退役军人部
    住建部 人社部 文旅部 交通部 农业部 文化部 环境保护部 环保部 国土资源部 卫生部 建设部 监察部
    铁道部 审计署 国务院国资委 银保监会 银监会 保监会 证监会 金融监管总局 市场监管总局 税务总局
    海关总署 广电总局 体育总局 全国工商联 全国总工会 全国妇联 中国残联 共青团中央 国铁集团
    中国民航局 中国气象局 中国红十字会总会 中国科协 最高人民法院 最高人民检察院 新华社 各地区 各地
""")
)
# Nouns that stand for a whole class after 各, 有关, 相关 and the like.
CLASS_NOUNS = words("""
    部门单位 部门 单位 行业主管部门 主管部门 职能部门 监管部门 责任单位 责任部门 牵头单位 牵头部门
    配合单位 成员单位 直属机构 直属单位 市直单位 县直单位 县区 县市区 市县 镇街 乡镇 镇区街道
    乡镇街道 镇街道 镇 乡 街道 街 园区 功能区 开发区 县 市 区 旗 州 村 社区 地 级 科室 处室 股室 科
    企业 学校 医院 高校 院校 行政机关 机关 参与单位 参与部门 参建单位 组成部门 受援单位 党委 政府
    人民政府 管委会 地区 办事处 党工委 职能科室 内设机构 指挥部 专班 工作组 派出机构 驻外机构 地市
    旗县区 盟市 乡镇场 农场 林场 乡场 场 团场 团镇 连队 乡镇街 区县 市区 工作专班 执法部门 工作部门
    平台公司 国有企业 公共企事业单位 企事业单位 管理机构 分局 学院 院系 子公司 卫生院 村委会 居委会
    幼儿园 中小学 派出所 司法所 苏木 苏木镇 嘎查 学区 校 景区 商超 服务站 工作站 党支部 村级组织
    汇总单位 协同单位 协同部门 责任处室 责任科室 责任股室 牵头处室 牵头科室 牵头股室 部室 项目部
    系部 学部 二级学院 二级单位 二级党组织 权属企业 权属公司 权属单位 分公司 项目公司 平安办 安委会
    包联单位 帮扶单位 包保单位 挂钩单位 行政公署 党组织 基层党组织 年级组 年级 教研组 备课组
    村民委员会 居民委员会 两委 机构 新闻媒体 媒体 村居 人民团体 群团组织 社会组织 行业协会 国有林场
    国有农场 矿 矿井 生产矿井 区队 车间 班组 班级 年级部
""")
NOT_IN_NAMES = words("""
    ： ； 的 了 着 把 将 该 其 要 不 是 以上 以下 为主 情况 进展 加强 推进 开展 完善 做好 确保 加快
    提高 工作要 按 等 由
""")
# A piece with one of NOT_IN_NAMES is a phrase, not a name, but for these words of real names.
NAME_EXCEPTIONS = words("不动产 高等 中等 初等 平等 自由 不夜城 地级以上市 县级以上 不定期")
NOT_A_PLACE = words("向 对 与 在 由 报 把 被 给 按 年内 月底 年底 每年 每月")
# Verbs and nouns that end like a unit.
NOT_AN_END = words("""
    督办 承办 举办 交办 转办 领办 催办 申办 主办 协办 会办 帮办 代办 网办 通办 联办 大厅 餐厅 客厅
    现场会 推进会 常务会 座谈会 例会 会议 网站 车站 电站 用电所 厕所 场所 住所 到处 好处 用处 之处
    专科 本科 全局 大局 格局 布局 结局 开局 变局 残局 团队 车队 排队 干部 全部 内部 外部 点学科
    流学科 势学科 数字政府 法治政府 服务型政府 智慧政府 所在地
""")
NOT_A_START = words("""
    推动 督促 指导 组织 加强 会同 配合 向 对 在 与 和 及 由 请 报 经 以 把 将 从 为 让 使 是 要 应
    可 不 被 给 到 新建 改建 扩建 迁建 建成 增设 设立 打造 完善 推进 开展 落实 实施 提升 改造 争创
    创建 创成 申报 申建 争取 提请 报请 呈请 商请 健全 构建 建立 培育 组建 成立 强化 深化 优化 规范
    支持 鼓励 引导 依托 通过 按照 根据 围绕 聚焦 会议 同意
""")
STARTS = words("""
    经开 经营 经管 经济 经信 经发 经合 经贸 对外 组织人 组织宣传 组织统战 组织部 组织处 组织科 和平
    和田 和县 和龙 和顺 应县 应城 从江 从化 向阳 组织办
""")
# Words that mark a bracket or a piece as something else.
RULE_WORDS = words("""
    下同 第一位 列首位 排首位 在首位 第一责任单位 第一个 排名第一 不再 均需 详见 见附件
""")
REFUSED_HEADS = words("不含 含 以下简称 简称 此件 附件 见 详见 如 包括 即 注")


class BadGrammarError(TaskboardError):
    """An office's addition to a grammar table cannot be used."""

    code = "settings-parsing"

    def __init__(self, table: str, value: object) -> None:
        super().__init__(
            f'设置 [parsing] 中 {table} 的“{value}”不能用；词表写成 ["词", "词"]，'
            "角色写成 牵头、责任、配合 或 主要责任。",
            f"[parsing] {table}: {value!r} cannot be used; write a list of words, "
            "and roles as lead, responsible, cooperate or main.",
        )


@dataclass(frozen=True, slots=True)
class UnitGrammar:
    """All tables one run of the unit grammar reads; `unit_grammar` makes one.

    Attributes:
        roles: Label word -> ``lead``, ``main``, ``responsible`` or ``cooperate``.
        verbs: Closing verb -> the same.
        suffixes: What the name of a unit ends with.
        stems: Heads of departments that may have lost their prefix.
        vertical: Words of units that take no prefix.
        classes: Nouns that stand for a class after 各, 有关, 相关.
        others: Labels that are no units (时限, 责任领导 …).
        refused: Heads of brackets that are no units.
        labels: Every label in full -> role, ``""`` for the others; derived.
        closing: Last character of verbs -> those verbs, longest first; derived, for speed.
        memory: What was found of names looked at before; no table.
    """

    roles: Mapping[str, str] = field(default_factory=lambda: ROLE_WORDS)
    verbs: Mapping[str, str] = field(default_factory=lambda: ROLE_VERBS)
    suffixes: tuple[str, ...] = SUFFIXES
    stems: tuple[str, ...] = STEMS
    vertical: tuple[str, ...] = VERTICAL
    classes: tuple[str, ...] = CLASS_NOUNS
    others: tuple[str, ...] = OTHER_LABELS
    refused: tuple[str, ...] = REFUSED_HEADS
    labels: Mapping[str, str] = field(default_factory=dict)
    closing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    memory: dict[tuple[str, str], bool] = field(default_factory=dict, compare=False, repr=False)


def _with_labels(grammar: UnitGrammar) -> UnitGrammar:
    classes = tuple(sorted(set(grammar.classes), key=lambda word: (-len(word), word)))
    labels = dict.fromkeys(grammar.others, "")
    for word, role in grammar.roles.items():
        for noun in (*LABEL_NOUNS, ""):
            if noun or word not in NOUN_NEEDED:
                labels[word + noun] = role
    known = [word for word in PLACE_ROLES if word in grammar.roles]
    labels |= {word + noun: grammar.roles[word] for word in known for noun in PLACE_NOUNS}
    verbs = dict(sorted(grammar.verbs.items(), key=lambda item: -len(item[0])))
    closing = {end: tuple(v for v in verbs if v[-1] == end) for end in {v[-1] for v in verbs}}
    return replace(grammar, labels=labels, classes=classes, verbs=verbs, closing=closing, memory={})


DEFAULT = _with_labels(UnitGrammar())


def unit_grammar(own: Mapping[str, Any] | None = None) -> UnitGrammar:
    """Return the shipped grammar with an office's own words added.

    Args:
        own: Table name of `UnitGrammar` -> its additions: a mapping for ``roles`` and ``verbs``,
            a list of words for the others, e.g. ``{"roles": {"包联": "cooperate"}}``.

    Raises:
        KeyError: If a table of that name does not exist.
        BadGrammarError: If an addition is no list of words, or its role is none of ours.
    """
    if not own:
        return DEFAULT
    known = {f.name for f in fields(UnitGrammar)} - {"labels", "closing", "memory"}
    changes: dict[str, Any] = {}
    for name, more in own.items():
        if name not in known:
            raise KeyError(name)
        table = getattr(DEFAULT, name)
        if isinstance(table, Mapping):
            changes[name] = {**table, **_own_roles(name, more)}
        elif isinstance(more, list | tuple) and all(
            isinstance(word, str) and word for word in more
        ):
            changes[name] = (*table, *more)
        else:
            raise BadGrammarError(name, more)
    return _with_labels(replace(DEFAULT, **changes))


def _own_roles(name: str, more: Any) -> dict[str, str]:
    if not isinstance(more, Mapping):
        raise BadGrammarError(name, more)
    roles = {word: ROLE_NAMES.get(str(role), str(role)) for word, role in more.items() if word}
    for role in roles.values():
        if role not in ROLE_NAMES.values():
            raise BadGrammarError(name, role)
    return roles
