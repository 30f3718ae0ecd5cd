"""Split a printed list of addressees into names: 、inside brackets and class names stays."""

from __future__ import annotations

import re

from taskboard.parsing.view import View
from taskboard.patterns import rare

_ZONE = "开发区|经开区|高新区|度假区|新区|园区|功能区|示范区|保税区|自贸区"
_AREAS = "特区|自治区|自治州|自治县|直辖市|地区"
_BARE = re.compile(
    rf"(?:各|全)?(?:(?:[省市县区旗盟州镇乡街道村社辖]{{1,3}}(?:（[市县区旗、]+）)?|{_AREAS}|{_ZONE})"
    r"(?:、(?!$))?)+$"
)
_CLASS = rare(
    rf"(?:各)?(?:(?:{_AREAS}|市|州|盟|县|区|旗|镇|乡)、)*(?:{_ZONE}|{_AREAS}|省|市|县|区|旗|镇|乡|街道|街|管理区){{1,2}}"
    r"(?:（[^（）]*）)?(?:人民政府|政府|办事处|党委|党工委|工委|管委会|委员会|委|办)"
    r"(?!各|所属|有关|部门|直属)"
)
_STREET = re.compile("[街场园](?=[，；。：]|$)")  # 各镇、街
_BOTH = rare("[^，；：。]{2,24}?(?:县|市|区|州|旗|党|工)委和(?:人民)?(?:政府|管委会|办事处)")
_SEAT = rare(
    "(?:[^，；：。、]{2,8}、){0,9}(?:[^，；：。、]{2,8}(?<=[县市区州旗镇乡])|[^，；：。、]{2})"
)
# 城北、城南街道办事处: the last of them has no level of its own
_PLACES = rare(
    "(?:[^，；：。、]{2,6}、)*(?![各全本市县区])[^，；：。、][^，；：。、县市区州旗镇乡局委办厅会院部社处]"
)
_RULED = rare(
    "(?:[^，；：。、]{2,6}、){0,9}[^，；：。、]{2,6}?(?:县|市|区|州|旗|镇|乡|街道)"
    "(?:人民政府|政府|办事处)(?=[，；：。]|$)"
)
_KINDS = rare("各(?:(?:区|县|市|镇|乡|街办|街道|县级市|办事处|管理处)、?)+")
_KIND = rare(
    "(?:(?:区|镇|乡|街办|街道|县级市|办事处|管理处)(?:、|(?=[，；：。]|$)))+(?=[，；：。]|$)"
)
_ONE = re.compile(
    r"(?:[委办局部室厅行社处院科股司场站所]|中心|单位)(?:（[^（）]{1,8}）)?(?=[、，；。：]|$)"
)
_RULE = rare("(?:(?:人民)?政府|管委会|办事处)(?:（[^（）]*）)?(?=[、，；。：]|$)")
# half of a name: 中央、省驻汶企业, 中央和省、市驻县单位
_LEVEL = re.compile(r"(?:各|有关|驻\w)?(?:(?:中央|部|省|市|县|区|州|自治区)(?:和|及|、)?)+$")
_SEATED = rare(
    r"(?:(?:省|市|县|区|州|部)(?:、|和|及)?){0,3}(?:属|直|驻\w{0,3}|级)?(?:[驻在]\w{1,3}?)?(?:有关|各|行政)?(?:单位|企事业单位|企业|机构|部门)"
)
_ZONES = tuple(_ZONE.split("|"))
_BUREAU = rare(
    rf"(?:(?:市|县|区|旗)、){{0,3}}(?:{_AREAS}|市|县|区|旗|镇|乡|街道)(?:（[^（）]{{1,12}}）)?(?![^，；：。、]{{0,3}}直)"
    "[^，；：。、各]{2,14}(?:局|委|委员会|办公室|管理部门|主管部门)(?:（[^（）]*）)?(?=[，、；：。]|$)"
)  # 各区、县（市）教育局
_PARTY = rare("(?:中共)?[^，；：。、各]{0,8}?[省市县区州旗盟镇乡]?(?:党委|委)")
_STATE = rare(
    "[^，；：。、各]{0,6}?(?:人民)?政府(?:各|有关|所属|直属)[^，；：。、]{0,8}(?:部门|单位|机构|部委办局|委办局)"
)  # 县委、县政府各部门
_MANAGED = rare(
    rf"(?:[^，；：。、]{{0,6}}(?:{_ZONE})、){{0,4}}[^，；：。、]{{0,6}}(?:{_ZONE})(?:党工委|管委会|管理委员会)(?=[，；：。]|$)"
)
_MEMBERS = rare("[^，；：。、]{2,20}成员单位(?=[，；：。]|$)")
_OPEN, _CLOSE = "（〔【《〈“", "）〕】》〉”"


def unquoted(title: str) -> str:
    """Return a title without the marks around the whole of it; 《甲》和《乙》 stays."""
    for left, right in ("《》", "〈〉", "<>"):
        if title[:1] != left or title[-1:] != right:
            continue
        depth = 0
        for at, char in enumerate(title):
            depth += (char == left) - (char == right)
            if not depth:
                return title[1:-1] if at == len(title) - 1 else title
    return title


def split_names(view: View, start: int, end: int) -> tuple[str, ...]:
    """Return the names in the view's ``[start:end]`` as printed, without blanks."""
    cuts = _cuts(view.text, start, end)
    names = []
    for left, right in cuts:
        printed = "".join(view.printed(left, right).split()) if right > left else ""
        printed = printed.strip("。.，,、；;：: ")
        if printed:
            names.append(printed)
    return tuple(names)


def _cuts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    depth, at = 0, start
    for i in range(start, end):
        char = text[i]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and char in "，、；。\n" and not _one_name(text, at, i, end):
            pieces.append((at, i))
            at = i + 1
    pieces.append((at, end))
    return pieces


def _one_name(text: str, start: int, at: int, end: int) -> bool:
    """Tell whether the 、 at ``at`` stands inside a name: 各县、区人民政府, 各委、办、局."""
    if text[at] != "、":
        return False
    if _ONE.match(text, at + 1, end) or text.startswith("副", at + 1):  # 县长、副县长
        return True
    if "成员单位" in text[at:end] and text[start] != "各" and text[at - 1] in "会委组部":
        return _MEMBERS.match(text, at + 1, end) is not None  # 市安委会、市减灾委各成员单位
    if text.endswith(_ZONES, start, at) and _MANAGED.match(text, at + 1, end):
        return True  # 湘河经开区、高新区管委会
    if text.endswith(("党委", "党（工）委", "党工委"), start, at) and _RULE.match(
        text, at + 1, end
    ):
        return True  # 各乡镇党委、政府
    if (
        "委和" in text[at:end]
        and _SEAT.fullmatch(text, start, at)
        and _BOTH.match(text, at + 1, end)
    ):
        return True  # 青山、绿水县委和人民政府
    both = text[at - 1] == "委" and _STATE.match(text, at + 1, end) is not None
    if both and _PARTY.fullmatch(text, start, at):
        return True
    if _RULED.match(text, at + 1, end) and _PLACES.fullmatch(text, start, at):
        return not text.endswith(_ZONES, start, at)
    if text[start] == "各" and _KIND.match(text, at + 1, end) and _KINDS.fullmatch(text, start, at):
        return True
    if text.startswith("各", start) and _STREET.match(text, at + 1, end):
        return True
    if _LEVEL.fullmatch(text, start, at) and _SEATED.match(text, at + 1, end):
        return text[start] != "各" or text[at + 2 : at + 3] != "直"  # 各县区、市直各部门: two
    bare = _BARE.match(text[start:at]) is not None
    level = bare and text[start] == "各" and (at - start == 2 or text[at - 2] == "、")
    level = level and (text[at - 1] not in "镇乡" or text[at + 1 : at + 2] in ("镇", "乡", "街"))
    if level and _BUREAU.match(text, at + 1, end):
        return True
    return bare and _CLASS.match(text, at + 1, end) is not None
