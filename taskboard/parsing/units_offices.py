"""Know the sections of one house: 教务处 of a school, 党群工作部 of a firm, 基教股 of a bureau.

They show no level (市, 县), so their form alone proves little; what stands around them decides.
"""

from __future__ import annotations

from taskboard.parsing.units_names import flat, is_certain, is_likely, is_shaped
from taskboard.parsing.units_tables import UnitGrammar, words
from taskboard.parsing.units_trust import FIRMS, is_seat

# What a section of one department is called, and school subjects and wards that look like one.
OFFICE_ENDS = words("科 科室 股 室 处 办 站 队 所 中心 分局 办公室 支队 大队")
SUBJECTS = words("本科 专科 理科 文科 工科 学科 百科 教室 课室 浴室 温室")
# Sections that end like a subject: 运行管理科, 重症医学科.
SECTIONS = words("""
    管理科 办理科 受理科 代理科 处理科 审理科 监理科 护理科 医学科 教学科 科学科 施工科 职工科
    社工科 化工科 公文科
""")
WARDS = words("内科 外科 儿科 妇科 产科")  # of a kind; 神经内科 is a section of a hospital
# These end like a board (学生工作部) and are none.
NOT_A_BOARD = words("""
    东部 西部 南部 北部 中部 腹部 头部 总部 本部 支部 俱乐部 门市部 小卖部 项目部 顶部 底部 局部
    上部    下部 前部 后部 大部 颈部 背部 面部 眼部 根部
""")
# What else of a house is a subject and may head a list: 纪工委, 团委, 校工会.
BODY_ENDS = words(
    "工委 纪委 团委 党委 工会 妇联 残联 学院 监察组 图书馆 档案馆 校医院 研究生院 校友会 基金会"
)
# What stands beside the sections of one house and has no form of its own: 图书馆, 化工学院.
HOUSE_ENDS = words("""
    大学 学院 馆 医院 研究院 委员会 团委 工会 纪委 党委 纪工委 党工委 机构 出版社 厂 后勤集团
    幼儿园 中学 小学 学校 附中 附小 基地 总公司 卫生院
""")


def is_office(name: str, grammar: UnitGrammar) -> bool:
    """Tell whether a name is a section of one house or a 局: 大气科, 党群工作部, 社会事业局."""
    name = flat(name)  # 保卫部（处）
    if name.endswith("部"):
        return len(name) > 2 and not name.endswith(NOT_A_BOARD) and is_likely(name, grammar)
    if name.endswith(SUBJECTS) and not name.endswith(SECTIONS):
        return False
    if name in WARDS or not name.endswith((*OFFICE_ENDS, "局")):
        return False
    return is_likely(name, grammar) or (len(name) > 2 and name in grammar.suffixes)


def is_body(name: str, grammar: UnitGrammar) -> bool:
    """Tell whether a name is a section of one house or another body in it: 纪工委, 材料学院."""
    if "会同" in name:
        return False
    return is_office(name, grammar) or (name.endswith(BODY_ENDS) and is_shaped(name))


def stands_in_list(name: str, grammar: UnitGrammar) -> bool:
    """Tell whether a name is a unit where others are: 教务处, 海东区, 华润燃气公司, 化工学院."""
    if is_body(name, grammar):
        return True
    beside = is_certain(name, grammar) or is_seat(name) or name.endswith(FIRMS)
    return beside or (name.endswith(HOUSE_ENDS) and is_shaped(name))
