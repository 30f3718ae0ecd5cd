"""Words round the noun of a class of units: 市直|各|部门, 县（区）|人民政府, 有关|单位.

All words are in the canonical form of `taskboard.parsing.view`.
"""

from __future__ import annotations

from taskboard.parsing.units_tables import words

# Whose class it is, and the words that begin one.
OWNERS = words("""
    局属 局直属 局机关 厅属 厅直属 厅机关 委属 委直属 委机关 院属 院直属 院机关 校属 校直属 校机关
    机关 集团公司 市委市政府 县委县政府 区委区政府 市人民政府 县人民政府 区人民政府 市政府 县政府
    区政府 州政府 省政府 政府 市委 县委 区委 市直 县直 区直 省直 州直 旗直 盟直 镇直 乡直 市级 县级
    旗级 州级 盟级 区级 省级 市属 县属 区属 全市 全县 全区 全省 本级 国务院 市 县 区 省 州
""")
OWNED = words("部门 单位 机关 企业 工作部门")
# What a kind of department does: 政策起草部门, 项目主管部门.
KIND_WORDS = words("""
    起草 主管 审批 监管 承办 执法 预算 业务 管理 采购 职能 归口 实施 征收 制定 制发 审核 经办 招标
    购买 发证 行权 用地 项目 业主 申报 受理
""")
CLASS_HEADS = words("""
    各有关 各相关 各级 各 有关 相关 其他 其它 涉及 所属 直属 成员 承担任务 所在地 所在 属地 当地
""")
GOVERNMENT = words("人民政府 政府 管委会 办事处 党委 党工委 管理委员会 行政公署")
OPEN_ENDS = words("""
    部门 单位 县区 科室 处室 乡镇 企业 街道 机构 机关 政府 管委会 县 市 区 镇 乡 学校 医院 银行
    园区 地区
""")
OPEN_WORDS = ("有关", "相关", "其他", "其它")
OPEN_KINDS = ("有关部门", "相关部门", "有关单位", "相关单位")
