"""Acting units: the subjects of sentences, as proposals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskboard.parsing.actors import _acts, find_actors
from taskboard.parsing.actors_tables import ACTING, GENERIC, NOT_ACTING, ORGANS, PEOPLE
from taskboard.parsing.parse import parse
from taskboard.parsing.units import find_unit_groups
from taskboard.parsing.units_tables import DEFAULT
from taskboard.parsing.view import View
from taskboard.reading import read_text


def actors(text: str) -> list[tuple[str, str]]:
    return [(unit.name, unit.role) for unit in find_actors(View.of(text))]


DUTY, LEAD, HELP = "responsible", "lead", "cooperate"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("各县（市、区）要组织应急演练。", [("各县（市、区）", DUTY)], id="class"),
        pytest.param("市财政局负责安排专项资金。", [("市财政局", DUTY)], id="department"),
        pytest.param("市政府办公室要强化督查。", [("市政府办公室", DUTY)], id="office"),
        pytest.param(
            "各镇区街道、各部门要压实责任。", [("各镇区街道", DUTY), ("各部门", DUTY)], id="two"
        ),
        pytest.param(
            "乡镇人民政府和开发区管委会要设立站点。",
            [("乡镇人民政府", DUTY), ("开发区管委会", DUTY)],
            id="two-by-he",
        ),
        pytest.param(
            "全市两会后，在市财政局的指导下，公开预算。", [("市财政局", HELP)], id="under"
        ),
        pytest.param(
            "在市财政局的指导下公开预算。各单位要落实。",
            [("市财政局", HELP), ("各单位", DUTY)],
            id="under-before-another",
        ),
        pytest.param("由市教育局牵头制定方案。", [("市教育局", LEAD)], id="lead"),
        pytest.param(
            "由市教育局牵头，会同市公安局开展排查。",
            [("市教育局", LEAD), ("市公安局", HELP)],
            id="lead-and-helper",
        ),
        pytest.param("各级各部门自收到申请之日起办理。", [("各级各部门", DUTY)], id="all-levels"),
        pytest.param(
            "县政府各部门对排查的问题，应限期整改。", [("县政府各部门", DUTY)], id="toward"
        ),
        pytest.param("各单位主要负责人要带头包保。", [("各单位", DUTY)], id="people"),
        pytest.param("相关部门主要负责同志要到场。", [("相关部门", DUTY)], id="open"),
        pytest.param("各级、各部门要高度重视。", [("各部门", DUTY)], id="levels-say-nothing"),
        pytest.param(
            "各部门单位和乡镇（街道）要进一步强化职责。",
            [("各部门单位", DUTY), ("乡镇（街道）", DUTY)],
            id="place-class",
        ),
        pytest.param(
            "市水利局、应急局每月巡查。", [("市水利局", DUTY), ("市应急局", DUTY)], id="elided"
        ),
        pytest.param("市应急管理局要值守。", [("市应急管理局", DUTY)], id="verb-inside-a-name"),
        pytest.param(
            "市文化和旅游局要整治景区。", [("市文化和旅游局", DUTY)], id="he-inside-a-name"
        ),
        pytest.param(
            "市教育局、市公安局等部门要联合执法。",
            [("市教育局", DUTY), ("市公安局", DUTY)],
            id="etc",
        ),
        pytest.param(
            "1.县交通运输局要改造农村公路。", [("县交通运输局", DUTY)], id="after-a-number"
        ),
        pytest.param("市消防救援支队要开展演练。", [("市消防救援支队", DUTY)], id="brigade"),
        pytest.param("县政府督查室每季度通报。", [("县政府督查室", DUTY)], id="inspection"),
        pytest.param("教育部门要完善制度。", [("教育部门", DUTY)], id="field"),
        pytest.param("各乡镇卫生院具体实施。", [("各乡镇卫生院", DUTY)], id="class-of-two-nouns"),
        pytest.param("各流动摊贩要规范经营。", [], id="unknown-noun"),
        pytest.param("二、市双减办负责校外培训治理。", [("市双减办", DUTY)], id="after-cn-number"),
        pytest.param("三、县防指办要落实值守。", [("县防指办", DUTY)], id="after-cn-number-2"),
        pytest.param("十、市营商局实行首问负责。", [("市营商局", DUTY)], id="after-cn-number-3"),
        pytest.param(
            "各县（市、区）、市直各部门请于7月底前报送。",
            [("各县（市、区）", DUTY), ("市直各部门", DUTY)],
            id="asked-politely",
        ),
        pytest.param("市安委办实行每周一调度。", [("市安委办", DUTY)], id="carries-out"),
        pytest.param(
            "省数字政府建设领导小组办公室要按季度调度。",
            [("省数字政府建设领导小组办公室", DUTY)],
            id="verb-inside-a-body",
        ),
        pytest.param(
            "市数据局建设平台，在办公室设立专柜。",
            [("市数据局", DUTY)],
            id="body-in-another-clause",
        ),
        pytest.param("市财政局成立工作专班。", [("市财政局", DUTY)], id="sets-up-a-body"),
        pytest.param(
            "各市交通运输局（委）要成立专班。",
            [("各市交通运输局（委）", DUTY)],
            id="each-place's-department",
        ),
        pytest.param(
            "各县（市、区）委政法委于6月底前建成中心。",
            [("各县（市、区）委政法委", DUTY)],
            id="each-place's-party-organ",
        ),
        pytest.param(
            "由市统计局具体牵头，会同市财政局开展核算。",
            [("市统计局", LEAD), ("市财政局", HELP)],
            id="an-adverb-before-the-verb",
        ),
        pytest.param("市改革办设在市委党校。", [], id="where-it-is-seated-is-no-duty"),
        pytest.param(
            "市农业农村局、市生态环境局等参与。",
            [("市农业农村局", HELP), ("市生态环境局", HELP)],
            id="etc-alone",
        ),
        pytest.param("高标准、高水平等要落实。", [], id="etc-behind-no-unit"),
        pytest.param("各市交通要道要保持畅通。", [], id="no-department-of-each-place"),
    ],
)
def test_subjects(text: str, expected: list[tuple[str, str]]) -> None:
    assert actors(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "落实市委、市政府决策部署。",
        "市政府要求各项工作提速。",
        "提高市场主体满意度。",
        "在市政府网站公开结果。",
        "市政府门户网站要设置专栏。",
        "年内向市财政局报送台账。",
        "报市政府办公室备案。",
        "加强与应急局的沟通。",
        "企业要落实主体责任。",
        "建立部门要联动的机制。",
        "各级河长要按月巡河。",
        "项目单位要倒排工期。",
        "村民要参与人居环境整治。",
        "完善市级应急预案。",
        "各项工作要有序推进。",
        "各类企业应急物资要备足。",
        "有关工作要抓紧。",
        "“市教育局要公开”是网民的建议。",
        "推动县区财政要素保障。",
        "市政府常务会要研究。",
        "各级政务服务大厅要延时服务。",
        "汐川县政务服务大厅要延时服务。",
        "新建社区卫生服务站要落实责任。",
        "改建镇区文化站要同步配套。",
        "推进县区供销社要素改革。",
        "其一、其二、其三要兼顾。",
        "",
    ],
)
def test_no_subject(text: str) -> None:
    assert actors(text) == []


@pytest.mark.parametrize("verb", ACTING)
def test_verb(verb: str) -> None:
    assert [name for name, _ in actors(f"市水利局{verb}相关河道。")] == ["市水利局"]
    assert actors(f"防汛工作{verb}相关河道。") == []


@pytest.mark.parametrize("word", NOT_ACTING)
def test_word_that_only_looks_like_a_verb(word: str) -> None:
    assert actors(f"市水利局{word}。") == []


@pytest.mark.parametrize("word", PEOPLE)
def test_people_act_for_their_unit(word: str) -> None:
    assert actors(f"各单位{word}要到岗。") == [("各单位", DUTY)]
    assert actors(f"企业{word}要到岗。") == []


def test_proposals_show_their_words() -> None:
    text = "整治燃气。市 城管局\n、各县[市、区]要排查。"
    view = View.over(text, [[(0, 10), (11, len(text))]])  # type: ignore[list-item]
    found = find_actors(view)
    assert [unit.name for unit in found] == ["市城管局", "各县（市、区）"]
    for unit in found:
        assert unit.origin == "inferred"
        assert text[slice(*unit.span)] == unit.as_written


def test_groups_are_left_out() -> None:
    view = View.of("抓好防汛，由市水利局牵头，市应急局配合。（责任单位：市水利局，市应急局负责）")
    assert find_actors(view, find_unit_groups(view)) == []


@given(
    st.lists(
        st.sampled_from(
            [
                *ACTING,
                *NOT_ACTING,
                "市水利局",
                "各县",
                "、",
                "和",
                "，",
                "。",
                "（",
                "）",
                "\n",
                "在",
                "由",
                "的指导下",
                "各部门",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_any_words_are_taken(text: str) -> None:
    view = View.of(text)
    for unit in find_actors(view):
        assert view.source[slice(*unit.span)] == unit.as_written


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("第八条 市安委会办公室按月通报进展情况。", ["市安委会办公室"]),
        ("①市教育局要按月通报。", ["市教育局"]),
        ("市财政要足额安排资金。", ["市财政"]),
        ("所需经费由县财政按规定列支。", ["县财政"]),
        ("各级财政要加大投入。", ["各级财政"]),
        ("二是强化培训。党政综合办公室上半年组织一次培训。", ["党政综合办公室"]),
        ("加大市财政投入，市财政收入增长5%。", []),
        ("健全公共财政要求。", []),
        ("有条件的公安要点。", []),
    ],
)
def test_actors_behind_a_number_and_fields(text: str, names: list[str]) -> None:
    assert [unit.name for unit in find_actors(View.of(text))] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("局办公室每季度末汇总。", ["局办公室"]),
        ("各苏木镇、各部门要于6月20日前报送名单。", ["各苏木镇", "各部门"]),
        ("旗直各部门要抓好落实。", ["旗直各部门"]),
        ("（一）各县（市）、州级各部门要明确1名领导。", ["各县（市）", "州级各部门"]),
        ("8、各乡镇要配齐安监员。", ["各乡镇"]),
        ("局面要稳定。", []),
        ("厅堂要整洁。", []),
    ],
)
def test_actors_of_lower_offices(text: str, names: list[str]) -> None:
    assert [unit.name for unit in find_actors(View.of(text))] == names


def test_a_name_of_nothing_acts_for_nobody() -> None:
    assert not _acts("", DEFAULT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("保卫处要每月开展排查，各学院要落实责任。", ["保卫处", "各学院"]),
        ("纪检监察室要组织专项检查。", ["纪检监察室"]),
        ("党政综合部负责通报，组织人事部将结果纳入考核。", ["党政综合部", "组织人事部"]),
        ("办公室汇总后报党委会。", ["办公室"]),
        ("后勤服务公司、保卫部要做好值守。", ["后勤服务公司", "保卫部"]),
        ("人事处会同办公室每年组织培训。", ["人事处", "办公室"]),
        ("机关党委要制定清单，驻委纪检监察组加强监督。", ["机关党委", "驻委纪检监察组"]),
        ("纪检监察工委负责监督，材料学院要建设平台。", ["纪检监察工委", "材料学院"]),
        ("医务科、护理部要每月督查，神经内科要建设专科。", ["医务科", "护理部", "神经内科"]),
        ("工作专班办公室设在行政审批局。", []),
        ("教学实训室要配齐设备。", ["教学实训室"]),
        ("好处要算到明处，教室要达标，西部要加快。", []),
    ],
)
def test_sections_act_in_the_plan_of_one_house(text: str, expected: list[str]) -> None:
    assert [unit.name for unit in find_actors(View.of(text), own=True)] == expected


@pytest.mark.parametrize("text", ["保卫处要每月开展排查。", "纪检监察室要组织专项检查。"])
def test_sections_act_in_no_other_plan(text: str) -> None:
    assert find_actors(View.of(text)) == []


@pytest.mark.parametrize(
    ("first", "acting"),
    [("（教务处、学生工作处）", ["保卫处"]), ("（市教育局、市公安局）", [])],
)
def test_the_units_of_a_plan_tell_whose_it_is(first: str, acting: list[str]) -> None:
    body = f"2024年工作要点\n一、开齐课程。{first}\n二、保卫处要每月开展排查。"
    tasks = parse(read_text(body)).tasks
    assert [unit.name for unit in tasks[-1].units] == acting


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各区政府（管委会）是本辖区停车管理工作的责任主体。", ["各区政府（管委会）"]),
        ("市水利局是全市供水工作的主管部门。", ["市水利局"]),
        ("市水利局是文明单位。", []),
        ("特别是牵头单位要强化担当，责任单位要跟进。", ["牵头单位", "责任单位"]),
        ("项目单位要强化担当。", []),
        ("县财政、农业农村等部门加强统筹。", ["县财政部门", "县农业农村部门"]),
        ("财政、审计部门要加强监督。", ["财政部门", "审计部门"]),
        ("县粮食产量、农村人口等部门加强统筹。", []),
        ("市、县农业农村部门要加强指导。", ["市、县农业农村部门"]),
        ("由所在乡镇通过招商盘活。", ["所在乡镇"]),
        ("各乡镇各部门要围绕目标细化措施。", ["各乡镇", "各部门"]),
        ("各街道办事处、社区居委会应组织自治。", ["各街道办事处", "社区居委会"]),
        ("区绩效考评机构要细化考核。", ["区绩效考评机构"]),
        ("提请区人民政府统筹解决，争创省级重点专科2个。", []),
        ("健全区域教育中心建设机制。", []),
    ],
)
def test_actors_of_notices(text: str, expected: list[str]) -> None:
    assert [unit.name for unit in find_actors(View.of(text))] == expected


@pytest.mark.parametrize("word", ORGANS)
def test_organs_of_a_level_act(word: str) -> None:
    assert [name for name, _ in actors(f"区绩效{word}要到岗。")] == [f"区绩效{word}"]
    assert actors(f"绩效{word}要到岗。") == []


@pytest.mark.parametrize("word", GENERIC)
def test_parts_in_the_work_act(word: str) -> None:
    assert [name for name, _ in actors(f"{word}要到岗。")] == [word]
    assert actors(f"示范{word}要到岗。") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各镇、街道办事处，各部门、单位要将消防纳入规划。", ["各镇、街道办事处", "各部门、单位"]),
        ("由市教育局牵头，市财政局要安排资金。", ["市教育局", "市财政局"]),
        ("市水利局负责规划编制，市住建局负责建设。", ["市水利局", "市住建局"]),
        ("完善消防规划，各部门要抓好落实。", ["各部门"]),
        ("市教育局成立专班，各县（市、区）要落实。", ["市教育局", "各县（市、区）"]),
        ("各地市场监管、教育部门要督促。", ["各地市场监管部门", "教育部门"]),
    ],
)
def test_subjects_parted_by_commas(text: str, expected: list[str]) -> None:
    assert [unit.name for unit in find_actors(View.of(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("局党组每季度研究一次党建工作。", ["局党组"]),
        ("市教育局党组要研究。", ["市教育局"]),
        ("格局党组织要研究。", []),
        ("市委社会工作部要联合开展整治。", ["市委社会工作部"]),
        ("县税务局协同落实惠企政策。", ["县税务局"]),
        ("壮大支柱产业（县经信局、经开区管委会牵头）。", []),
    ],
)
def test_bodies_of_the_house(text: str, expected: list[str]) -> None:
    assert [unit.name for unit in find_actors(View.of(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("财政部负责专项资金的预算管理。", ["财政部"]),
        ("国家发展改革委会同财政部对项目进行审核。", ["国家发展改革委", "财政部"]),
        ("请各地、各部门“一把手”亲自抓，总负责。", ["各地", "各部门"]),
        ("各参与单位要主动作为。", ["各参与单位"]),
        ("政府各组成部门广大干部要真抓实干。", ["政府各组成部门"]),
        ("材料报区督查组，由区督查组综合后向区政府汇报。", ["区督查组"]),
        ("区防指成员单位按照职责开展包保。", ["区防指成员单位"]),
        ("选举由镇纪委全程监督。", ["镇纪委"]),
        ("县公安机关、县人民法院依法从快办理案件。", ["县公安机关", "县人民法院"]),
        ("县委值班室、县政府值班室适时抽查。", ["县委值班室", "县政府值班室"]),
        ("驻村工作队每周走访困难群众。", ["驻村工作队"]),
        ("各新闻媒体刊播公益广告，各银行机构加大投放。", ["各新闻媒体", "各银行机构"]),
        (
            "县政府各部门、各直属机构，各人民团体要自查。",
            ["县政府各部门", "各直属机构", "各人民团体"],
        ),
        ("6月底前各乡镇要完成改造，每月25日前各单位将台账报送。", ["各乡镇", "各单位"]),
        ("3个工作日内县住建局要反馈。", ["县住建局"]),
        ("会前各单位要准备，县域内各学校要落实。", []),
        (
            "各县（市、区）林长办要制定方案，市林业局分片督导。",
            ["各县（市、区）林长办", "市林业局"],
        ),
        ("数字政府建设成效明显。", []),
        ("推动各县（市、区）政府所在地建设。", []),
        ("政府部门要带头落实。", ["政府部门"]),
        ("盟行署交办事项由旗政府办公室要及时办理。", ["旗政府办公室"]),
        ("市委办公室综合科要做好会务。", ["市委办公室综合科"]),
    ],
)
def test_who_acts_in_papers_of_the_centre_and_in_notices(text: str, expected: list[str]) -> None:
    assert [unit.name for unit in find_actors(View.of(text))] == expected


@pytest.mark.parametrize(
    ("title", "acting"),
    [
        ("滨海学院2024年党政工作要点", ["教务处"]),
        ("关于印发《临江发展集团2024年重点任务》的通知", ["教务处"]),
        ("关于加强医院管理工作的意见", []),
        ("南溪县2024年工作要点", []),
    ],
)
def test_the_title_tells_whose_plan_it_is(title: str, acting: list[str]) -> None:
    tasks = parse(read_text(f"{title}\n一、开齐课程。教务处要制定方案。\n")).tasks
    assert [unit.name for task in tasks for unit in task.units] == acting
