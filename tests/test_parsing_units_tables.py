"""Every row of the unit grammar's tables matches once, and has one case that must not match."""

from __future__ import annotations

import pytest

from taskboard.parsing import units_classes as classes
from taskboard.parsing import units_offices as offices
from taskboard.parsing import units_tables as tables
from taskboard.parsing.units import find_unit_groups
from taskboard.parsing.units_names import is_certain, is_class, is_likely
from taskboard.parsing.units_prefixes import elided, prefix_of
from taskboard.parsing.units_tables import DEFAULT, BadGrammarError, unit_grammar
from taskboard.parsing.view import View


def roles(text: str) -> list[str]:
    return [unit.role for group in find_unit_groups(View.of(text)) for unit in group.units]


@pytest.mark.parametrize("word", list(tables.ROLE_WORDS))
def test_role_word_labels_units(word: str) -> None:
    role = tables.ROLE_WORDS[word]
    expected = "responsible" if role == "main" else role
    assert roles(f"加快项目建设。（{word}单位：市发改委）") == [expected]
    assert roles(f"加快项目建设，{word}单位要加强统筹。") == []


@pytest.mark.parametrize("word", sorted(tables.NOUN_NEEDED))
def test_common_words_label_only_with_a_noun(word: str) -> None:
    assert roles(f"{word}：市发改委") == []
    assert roles(f"{word}部门：市发改委") != []


@pytest.mark.parametrize("noun", [noun for noun in tables.LABEL_NOUNS if noun])
def test_label_noun(noun: str) -> None:
    assert roles(f"责任{noun}：市教育局") == ["responsible"]
    assert roles(f"责任{noun}清单：市教育局") == []


@pytest.mark.parametrize("label", tables.OTHER_LABELS)
def test_other_label_is_no_unit(label: str) -> None:
    assert roles(f"（{label}：王海）") == []
    assert roles(f"（责任单位：市教育局；{label}：王海）") == ["responsible"]


@pytest.mark.parametrize("verb", list(tables.ROLE_VERBS))
def test_role_verb_closes_a_run(verb: str) -> None:
    assert roles(f"提升服务。（市商务局、市税务局{verb}）") == [tables.ROLE_VERBS[verb]] * 2
    assert roles(f"提升服务。（主动{verb}）") == []


@pytest.mark.parametrize("adverb", tables.VERB_ADVERBS)
def test_adverb_before_the_verb(adverb: str) -> None:
    assert roles(f"（市商务局{adverb}负责）") == ["responsible"]
    assert roles(f"（{adverb}负责）") == []


@pytest.mark.parametrize("word", tables.LEAD_INS)
def test_lead_in_is_no_part_of_the_name(word: str) -> None:
    (group,) = find_unit_groups(View.of(f"（{word}市商务局负责）"))
    assert [unit.name for unit in group.units] == ["市商务局"]


@pytest.mark.parametrize("suffix", tables.SUFFIXES)
def test_suffix_with_a_prefix_is_certain(suffix: str) -> None:
    assert is_certain(f"市示例{suffix}", DEFAULT)
    assert not is_certain(f"推动示例{suffix}", DEFAULT)


@pytest.mark.parametrize("suffix", tables.PLACE_SUFFIXES)
def test_place_needs_a_role_word(suffix: str) -> None:
    assert is_likely(f"青溪{suffix}", DEFAULT)
    assert not is_certain(f"青溪{suffix}", DEFAULT)


@pytest.mark.parametrize("stem", [s for s in tables.STEMS if not s.endswith(tables.SUFFIXES)])
def test_stem_takes_the_elided_prefix(stem: str) -> None:
    assert elided(f"{stem}局", "市", DEFAULT) == f"市{stem}局"
    assert elided(f"{stem}局", "", DEFAULT) == f"{stem}局"
    assert elided(f"县{stem}局", "市", DEFAULT) == f"县{stem}局"


@pytest.mark.parametrize("body", tables.PARTY)
def test_party_body_takes_the_party_prefix(body: str) -> None:
    assert elided(body, "市委", DEFAULT) == f"市委{body}"
    assert elided(f"县委{body}", "市委", DEFAULT) == f"县委{body}"


@pytest.mark.parametrize("word", tables.VERTICAL)
def test_vertical_unit_takes_no_prefix(word: str) -> None:
    assert elided(f"{word}局", "市", DEFAULT) == f"{word}局"


@pytest.mark.parametrize("word", tables.FALSE_LEVELS)
def test_false_level_is_no_prefix(word: str) -> None:
    assert prefix_of(f"{word}局", DEFAULT) == ""


@pytest.mark.parametrize("name", ["市财政局", "县教育局", "区住建局", "省交通运输厅", "州林草局"])
def test_true_level_is_a_prefix(name: str) -> None:
    assert prefix_of(name, DEFAULT) == name[0]


@pytest.mark.parametrize("name", sorted(tables.NATIONAL))
def test_body_of_the_centre(name: str) -> None:
    assert is_certain(name, DEFAULT)
    assert not is_certain(f"推动{name}", DEFAULT)


@pytest.mark.parametrize("end", offices.OFFICE_ENDS)
def test_offices_of_one_department(end: str) -> None:
    assert roles(f"做好监测。（大气{end}、水质{end}）") == ["responsible"] * 2
    assert roles(f"做好监测（大气{end}、水质{end}）和巡查。") == []


@pytest.mark.parametrize("word", offices.SUBJECTS)
def test_words_that_end_like_an_office(word: str) -> None:
    assert roles(f"做好招生。（甲{word}、乙{word}）") == []


@pytest.mark.parametrize("word", offices.NOT_A_BOARD)
def test_words_that_end_like_a_board(word: str) -> None:
    assert roles(f"做好统筹。（大{word}、小{word}）") == []
    assert roles("做好统筹。（财务部、人事部）") == ["responsible"] * 2


@pytest.mark.parametrize("word", offices.WARDS)
def test_a_ward_with_a_word_before_it_is_a_section(word: str) -> None:
    assert roles(f"做好诊疗。（胸{word}、神经{word}）") == ["responsible"] * 2
    assert roles(f"做好诊疗。（{word}、{word}）") == []


@pytest.mark.parametrize("end", offices.HOUSE_ENDS)
def test_what_stands_beside_sections(end: str) -> None:
    assert roles(f"做好统筹。（教务处、东校{end}）") == ["responsible"] * 2
    assert roles(f"做好统筹。（东校{end}、西校{end}）") == []


@pytest.mark.parametrize("end", offices.BODY_ENDS)
def test_bodies_of_a_house_head_a_list(end: str) -> None:
    assert roles(f"做好统筹。（东校{end}、教务处）") == ["responsible"] * 2
    assert roles(f"做好统筹（东校{end}、教务处）的活动。") == []


@pytest.mark.parametrize("noun", tables.CLASS_NOUNS)
def test_class_noun(noun: str) -> None:
    assert is_class(f"各{noun}", DEFAULT)
    assert not is_class(f"青溪{noun}", DEFAULT)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("市政府各部门", True),
        ("市直有关部门", True),
        ("各县（市、区）人民政府", True),
        ("县（区）人民政府", True),
        ("乡镇人民政府", True),
        ("各级各部门", True),
        ("市属开发区管委会", True),
        ("市政府办公室", False),
        ("市教育局", False),
        ("各项任务", False),
        ("有关工作", False),
        ("市政府", False),
    ],
)
def test_class_names(name: str, expected: bool) -> None:
    assert is_class(name, DEFAULT) is expected


@pytest.mark.parametrize("end", tables.NOT_AN_END)
def test_words_that_end_like_a_unit(end: str) -> None:
    assert not is_certain(f"市示例{end}", DEFAULT)
    assert roles(f"（市示例{end}负责）") == []


@pytest.mark.parametrize("head", tables.REFUSED_HEADS)
def test_refused_head(head: str) -> None:
    assert roles(f"深化改革（{head}市财政局）。") == []


@pytest.mark.parametrize("word", tables.RULE_WORDS)
def test_rule_words_are_no_units(word: str) -> None:
    assert roles(f"（责任单位：市财政局，{word}）") == ["responsible"]


@pytest.mark.parametrize(
    "name",
    [
        "加强市场监管局",
        "市财政局的资金",
        "推进情况",
        "市",
        "局",
        "完善市教育局",
        "督促市水利局",
        "a" * 60,
    ],
)
def test_phrases_are_no_certain_names(name: str) -> None:
    assert not is_certain(name, DEFAULT)


@pytest.mark.parametrize(
    "name", ["市不动产登记中心", "省高等教育办公室", "市教育局", "县级融媒体中心"]
)
def test_names_with_common_words_inside(name: str) -> None:
    assert is_certain(name, DEFAULT)


def test_an_office_adds_its_own_words() -> None:
    own = unit_grammar(
        {
            "roles": {"包联": "cooperate"},
            "verbs": {"督办": "lead"},
            "vertical": ["盐场"],
            "others": ["挂点领导"],
        }
    )
    text = (
        "（责任单位：市教育局、盐场局；包联单位：市妇联；挂点领导：王海）抓审计。（市审计局督办）"
    )
    found = find_unit_groups(View.of(text), grammar=own)
    assert [[(unit.name, unit.role) for unit in group.units] for group in found] == [
        [("市教育局", "responsible"), ("盐场局", "responsible"), ("市妇联", "cooperate")],
        [("市审计局", "lead")],
    ]
    shipped = find_unit_groups(View.of(text))
    assert [unit.name for group in shipped for unit in group.units] == ["市教育局", "市盐场局"]
    assert [f.code for group in shipped for f in group.findings] == ["unit-label-unknown"]


def test_no_additions_is_the_shipped_grammar() -> None:
    assert unit_grammar(None) is DEFAULT
    assert unit_grammar({}) is DEFAULT


def test_unknown_table_is_refused() -> None:
    with pytest.raises(KeyError, match="rolls"):
        unit_grammar({"rolls": ["x"]})


def test_roles_may_be_written_in_chinese() -> None:
    own = unit_grammar({"roles": {"包联": "配合"}})
    (group,) = find_unit_groups(View.of("（包联单位：市妇联）"), grammar=own)
    assert [unit.role for unit in group.units] == ["cooperate"]


@pytest.mark.parametrize(
    "own",
    [{"roles": {"包联": "帮忙"}}, {"roles": ["包联"]}, {"stems": "盐业"}, {"suffixes": [1]}],
)
def test_useless_additions_are_refused_in_words(own: dict[str, object]) -> None:
    with pytest.raises(BadGrammarError, match=next(iter(own))):
        unit_grammar(own)


@pytest.mark.parametrize("start", tables.STARTS)
def test_a_name_may_begin_like_a_word_before_names(start: str) -> None:
    forms = (f"{start}区管委会", f"{start}委员会", f"{start}县人民政府", f"{start}办公室")
    assert any(is_certain(name, DEFAULT) or is_likely(name, DEFAULT) for name in forms)


@pytest.mark.parametrize("word", tables.NOT_A_START)
def test_a_word_before_a_name_is_no_part_of_it(word: str) -> None:
    assert not is_certain(f"{word}乙市教育局", DEFAULT) or word in ("提升", "改造", "完善")


@pytest.mark.parametrize("word", classes.KIND_WORDS)
def test_a_kind_of_department_by_its_duty(word: str) -> None:
    assert roles(f"（政策{word}部门负责）") == ["responsible"]
    assert roles(f"（政策{word}工作负责）") == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("区级各行政执法部门", True), ("市直各预算单位", True), ("各主管部门", True),
        ("有关项目管理机构", True), ("各项目标任务单位", False), ("各类市场主体单位", False),
        ("各处的执法部门", False),
    ],
)  # fmt: skip
def test_kinds_of_departments(name: str, expected: bool) -> None:
    assert is_class(name, DEFAULT) is expected


@pytest.mark.parametrize("noun", tables.PLACE_NOUNS)
def test_places_are_labelled_by_few_roles(noun: str) -> None:
    assert roles(f"流转土地。责任{noun}：青溪县教育局") == ["responsible"]
    assert roles(f"流转土地。建设{noun}：青溪县教育局") == []


@pytest.mark.parametrize("role", tables.PLACE_ROLES)
def test_roles_that_label_places(role: str) -> None:
    assert len(roles(f"流转土地。{role}村：前进村、柳林村")) == 2
    assert roles(f"流转土地，{role}村要带头。") == []
