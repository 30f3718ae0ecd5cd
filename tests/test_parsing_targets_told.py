"""Demands told apart from reports, sizes and names: rules and refusals."""

from __future__ import annotations

import pytest

from taskboard.parsing.targets import find_targets
from taskboard.parsing.view import View

ROWS: list[tuple[str, list[str]]] = [
    # a sentence with 其中 goes on the one before it
    ("全年新建学校30所。其中，小学5所、中学25所。", ["= 30 所", "= 5 所", "= 25 所"]),
    ("2022年累计完成投资675亿元。其中，完成高速公路投资373亿元。", []),
    ("2022年累计完成投资675亿元。今年完成高速公路投资373亿元。", ["= 373 亿元"]),
    # the year of a paper that is cited is no year of the demand
    ("按照省卫健委2022年11月印发的意见，就诊率达到90%以上。", [">= 90 %"]),
    ("根据2021年9月1日起施行的新规，达标率达到50%。", [">= 50 %"]),
    ("2022年，就诊率达到90%以上。", []),
    ("2022年11月，印发的意见落地，就诊率达到90%以上。", []),
    # shares of the year's plan that a report counts
    ("截至6月30日，完成项目194个，完成年度里程目标的54.7%。", []),
    ("120座危桥已完成87座，完成计划的72.5%。", []),
    ("上半年到位资金401.6亿元，完成全年目标任务的45.6%。", []),
    ("上半年到位资金400亿元，完成全年目标任务的45%以上。", ["= 400 亿元", ">= 45 %"]),
    ("6月底前完成年度任务的50%。", ["= 50 %"]),
    # how big one thing is
    ("规划建设床位1200张的中医院年底封顶。", []),
    ("规划建设床位1200张。", []),
    ("规划建设充电桩500个。", ["= 500 个"]),
    ("新增床位300张。", ["= 300 张"]),
    ("新建床位500张的养老院2所。", ["= 2 所"]),
    ("引进固定资产投资5亿元的项目2个。", ["= 2 个"]),
    ("全社会固定资产投资额550亿元，其中工业投资增长10%。", ["= 550 亿元", "= 10 %"]),
    ("8吨以上重型货车视频装置安装率100%。", ["= 100 %"]),
    ("年用水8吨以上。", [">= 8 吨"]),
    # works that are opened by a day
    ("确保9月底前38个项目2311公里高速公路开工建设。", ["= 38 个", "= 2311 公里"]),
    ("年内甲至乙段等4个项目116公里建成通车。", ["= 4 个", "= 116 公里"]),
    ("甲段、乙段等10个项目确保建成通车。", ["= 10 个"]),
    ("甲园、乙园等3个项目建成投产。", []),
    ("年底前5个项目已建成。", []),
    ("前5个项目开工。", []),
    # a share of a share
    ("卫生院65%以上达到基本标准，其中20%达到推荐标准。", [">= 65 %", "= 20 %"]),
    ("其中20%的企业未整改。", []),
    # names of places, numbers that belong to a word
    ("完成太乙、五台3个街道改造。", ["= 3 个"]),
    ("建成七里冲泵站、十里铺水厂。", []),
    ("建成4所学校和3个体育公园。", ["= 4 所", "= 3 个"]),
    ("扶持3个体工商户。", []),
    ("每周编发二期简报。", ["= 2 期"]),
    ("完成二期工程。", []),
    ("新组建200个大型农机合作社。", ["= 200 个"]),
    ("围绕3个大方向。", []),
    ("落实30条稳增长措施，用好10项惠企政策。", []),
    ("落实项目30个。", ["= 30 个"]),
    ("列入省重点项目5个。", ["= 5 个"]),
    # measures
    ("新增变电容量300兆伏安。", ["= 300 兆伏安"]),
    ("万人公交车保有量达到12.5标台。", [">= 12.5 标台"]),
    ("数据中心PUE值控制在1.3以下。", ["<= 1.3 None"]),
    ("数据中心PUE高于1.3的予以整改。", []),
]


@pytest.mark.parametrize(("text", "wanted"), ROWS, ids=[row[0] for row in ROWS])
def test_demand_told_from_what_looks_like_one(text: str, wanted: list[str]) -> None:
    found = [one for one in find_targets(View.of(text), 2023) if one.value is not None]
    assert [f"{one.op} {one.value:g} {one.unit}" for one in found] == wanted
