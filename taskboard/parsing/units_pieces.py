"""Part a printed list of units into its pieces; what is only half a name stays with the other."""

from __future__ import annotations

import re

from taskboard.parsing.units_names import ET_PLACES
from taskboard.patterns import rare

_MARK = re.compile(r"[（）〔〕【】〈〉、，；。/|\\]|<br ?/?>")
_OPEN_JOINT = "等[^、，；]{0,6}?(?:部门|单位)(以及|[及和与])(?=[各省市县区])"
_JOINED = re.compile(
    "各?(?:自治)?(?:省?直管市|省|自治区|县|市|区|旗|镇|乡|街办|乡镇场?|乡场|州|盟|街)(?:[（〔〈][^（）]*[）〕〉])?|(?:[^、（）]|（[^（）]*）){0,12}党(?:（工）|工)?委|各[县市区州旗镇乡]{1,3}(?:（[^（）]*）)?委"
)
_JOINING = re.compile(
    "(?:自治)?(?:县级市|省?直管市|自治区|直辖市|县|市|区|旗|镇|乡|乡镇|街道|街办|街|州|盟|管理处)(?:[（〔〈][^（）〔〕〈〉]*[）〕〉]|(?:县|市|区|街道))*"
    "(?:[两三]级)?(?:人民政府|政府|管委会|党委政府|党委|办事处|党工委)?(?:（[^（）]*）)?"
    "(?:各部门|办公室)?"
)
_GOVERNMENT = rare("(?:人民)?政府(?:（[^（）]*）)?")
# 各乡镇各部门 are two classes, 各级各部门 and 各地各部门 one
_EACH_PLACE = rare("各(?:地区|[县市区州盟旗镇乡街道村社园场]|（[^（）]*）)+(?=各[^级地类行项]{2})")
# half of 中央、省驻青有关单位, of 市、县财政局, of 各牵头、配合单位
_LEVEL = rare("(?:中央|国家|自治区|[省市县区州盟旗镇乡]级?)(?:[和及][省市县区州]级?)?")
_ROLE = "(?:牵头|主办|责任|承办|配合|参与|协作|协办|协同|成员|主管)"
_ROLE_HALF = rare(f"各?{_ROLE}")
_ROLE_WHOLE = rare(f"{_ROLE}(?:单位|部门|处室|科室)")
# a second government of the same class: 各盟行政公署、市人民政府, 各市、州、神农架林区人民政府
_EACH_SEAT = rare("各.{0,12}(?:行政公署|人民政府)")
_SECOND_SEAT = rare("(?:[县市区州盟旗](?:人民政府)|行政公署)(?=$|[等按负牵配落参和及分共具组承])")
_BARE = frozenset(("省直管市", "直管市", "市", "州", "县", "区", "林区", "特区", "旗", "盟"))
_GOVERNED = rare("[^、，；]{2,8}(?:人民政府|政府|管委会)(?=$|[等按负牵配落参和及分共具组承])")
_AND_EACH = rare("(?:以及|[及和与])(?=各[县市区州盟旗](?:（[^（）]*）)?$)")


def cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Part ``text[start:end]`` at separators that stand outside any inner bracket.

    各县、区人民政府 and 市、县（区）政府 stay whole: the first half is only half a name.
    """
    pieces: list[tuple[int, int]] = []
    depth, left = 0, start
    for mark in _MARK.finditer(text, start, end):
        char = mark[0]
        if char in "（〔【〈":
            depth += 1
        elif char in "）〕】〉":
            depth = max(0, depth - 1)
        elif depth == 0 or char == "。":
            pieces.append((left, mark.start()))
            left = mark.end()
    pieces.append((left, end))
    if text.find("等", start, end) > 0 or text.find("各", start + 2, end) > 0:
        pieces = [part for piece in pieces for part in _parted(text, *piece)]
    return _joined(text, pieces)


def _parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Part a piece behind a list left open, and where one class runs into the next.

    省民政厅等省直有关部门|及|各市州人民政府, 各乡镇|各部门.
    """
    found = "等" in text[start:end] and re.compile(_OPEN_JOINT).search(text, start, end)
    if found:
        return [(start, found.start(1)), (found.end(1), end)]
    if text.find("各", start + 2, end) > 0:
        if each := _EACH_PLACE.search(text, start, end):
            return [(start, each.end()), *_parted(text, each.end(), end)]
        if each := _AND_EACH.search(text, start, end):  # 省直有关部门|和|各市、州人民政府
            return [(start, each.start()), (each.end(), end)]
    return [(start, end)]


def _joined(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    whole: list[tuple[int, int]] = []
    for start, end in pieces:
        if end - start < 8 and text.endswith(ET_PLACES, start, end):  # 保靖、古丈等县
            while whole and 1 < whole[-1][1] - whole[-1][0] < 4 and text[start - 1] == "、":
                start = whole.pop()[0]
        elif whole and text[start - 1 : start] == "、" and 0 < end - start < 24:
            before = whole[-1]
            last = text[before[0] : before[1]].rpartition("、")[2]
            if "）" in last and "（" not in last:  # 各县（市、区）委
                last = text[before[0] : before[1]]
            party = last.endswith("委")
            if (
                _is_unit_class(text, last, start, end)
                or (
                    len(last) < 16
                    and _JOINED.fullmatch(last)
                    and _is_second_half(text, start, end, party)
                )
                or (len(last) < 6 and _is_level(text, last, start, end))
                or _is_seat(text, before, last, start, end)
            ):
                whole[-1] = (before[0], end)
                continue
        whole.append((start, end))
    return whole


def _is_unit_class(text: str, last: str, start: int, end: int) -> bool:
    """Say whether a piece is the bare 单位 of 各有关部门、单位, which is one class."""
    if not last.endswith(("各部门", "关部门", "属部门")) or not text.startswith("单位", start):
        return False
    return end == start + 2 or text[start + 2] in "等按负牵配落参和及分共具组承"


def _is_level(text: str, last: str, start: int, end: int) -> bool:
    """Say whether ``last`` only names a level, or a role, of the unit in the piece behind it."""
    tail = last[-1:]
    if tail and tail in "省市县区州盟旗镇乡级央家" and _LEVEL.fullmatch(last):
        return text[start] in "省市县区州盟旗镇乡中自驻"
    if not tail or tail not in "头办任与作同员管" or not _ROLE_HALF.fullmatch(last):
        return False
    return _ROLE_WHOLE.match(text, start, end) is not None


def _is_seat(text: str, before: tuple[int, int], last: str, start: int, end: int) -> bool:
    """Say whether a piece is one more government of the class that stands before it."""
    if last in _BARE and text[before[0]] == "各":
        return _GOVERNED.match(text, start, end) is not None
    if not last.endswith(("府", "署")) or text[start] not in "县市区州盟旗行":
        return False
    return bool(_EACH_SEAT.fullmatch(text, *before) and _SECOND_SEAT.match(text, start, end))


def _is_second_half(text: str, start: int, end: int, party: bool) -> bool:
    """Say whether a piece only completes the one before: 区人民政府 after 各县, 政府 after 党委."""
    if party != text.startswith(("政府", "人民政府"), start):
        return False
    match = (_GOVERNMENT if party else _JOINING).match(text, start, end)
    return match is not None and (
        match.end() == end or text[match.end()] in "等按负牵配落参和及分共具组承"
    )
