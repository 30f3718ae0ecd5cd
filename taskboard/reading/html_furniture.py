"""Tell the content of a government web page from what stands around it.

The content is the smallest container that holds nearly all sentences. Around it, what is mostly
links, stands in a container named so, or prints the usual words (当前位置, 打印本页, 版权所有) is
furniture; anything else stays body, for it may be the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from lxml import etree

from taskboard.reading.blocks import RawCell

HINTS = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|navbar|menu|crumbs?|breadcrumbs?|location|position|weizhi|share|"
    r"bdshare\w*|social|print|tools?|toolbar|footer?|foot|bottom|copyright|header|banner|topbar|"
    r"search|side|sidebar|aside|related|pager|pagination|page-?nav|qrcode|ewm|login|links?|"
    r"friend\w*|float\w*|accessib\w*|wza|zwxxgk-?head)(?=$|[\s_-]|\d)",
    re.I,
)
TAGS = {"nav", "aside", "footer"}
CONTAINERS = {"div", "section", "article", "main", "td", "tr", "tbody", "table", "form", "body"}
WORDS = re.compile(
    r"^(?:您?(?:现在|当前)?的?位置|当前位置)|^首页\s*[>＞»›/|]|打印(?:本页|此页|本文)?】?$|^【?打印|"
    r"关闭(?:本页|窗口|此页)?】?$|^【?字(?:体|号)[：:\s]|大\s*中\s*小|分享(?:到|至)|扫一扫|手机(?:扫码|查看)|"
    r"版权所有|ICP备|公网安备|网站标识码|网站地图|联系我们|网站声明|无障碍|返回(?:顶部|首页)|"
    r"^(?:上|下)一[篇条页]|^相关(?:链接|文档|新闻|解读|附件)|浏览(?:次数|量)|阅读(?:次数|量)|点击(?:数|量)|"
    r"^(?:信息)?来源[：:]|^(?:发布|更新)(?:日期|时间)[：:]|^发布(?:机构|单位)[：:]|设为首页|加入收藏|"
    r"技术支持|建议使用.{0,20}浏览器|^(?:责任)?编辑[：:]|微信公众号.{0,6}$|^星期[一二三四五六日]",
    re.I,
)
# an annex is offered as a link, often below the content: 附件：X, 附件1.X, X.doc
ANNEX = re.compile(
    r"^附(?:件|表)(?:下载|列表)?\s*\d{0,2}\s*[：:.、]|"
    r"\.(?:docx?|wps|xlsx?|et|pdf|ofd|rtf|odt|ods|zip|rar)\s*[)）]?$",
    re.I,
)
INDEX = re.compile(r"索\s*引\s*号|主题分类|公开(?:方式|范围)|信息分类")
SENTENCE = re.compile(r"[。；，：]")
LONG, SHARE, LINK_SHARE = 18, 0.85, 0.6
SHORT = 40


class LineOfPage(Protocol):
    """What a line must tell: its words, how many are links, and its element."""

    node: etree._Element
    text: str
    linked: int
    cells: tuple[RawCell, ...]


def main_of(root: etree._Element, lines: Sequence[LineOfPage]) -> etree._Element | None:
    """Return the container of the content, None when the page has no sentences."""
    score: dict[etree._Element, int] = {}
    total = 0
    for line in lines:
        worth = _worth(line)
        if not worth:
            continue
        total += worth
        for node in (line.node, *line.node.iterancestors()):
            score[node] = score.get(node, 0) + worth
    if not total:
        return None
    node = root
    while True:
        inner = [
            child
            for child in node
            if child.tag in CONTAINERS and score.get(child, 0) >= SHARE * total
        ]
        if not inner or not len(inner[0]):
            return node
        # a container whose words stand in it directly is one paragraph, not the content
        if (inner[0].text or "").strip() and not _holds_lines(inner[0]):
            return node
        node = inner[0]


def is_annex(line: LineOfPage) -> bool:
    """Tell whether a line offers an annex, wherever it stands."""
    return not line.cells and bool(ANNEX.search(line.text.strip()))


def is_navigation(line: LineOfPage, *, within: bool = False) -> bool:
    """Tell whether a line prints the words of furniture, or is nothing but links.

    Args:
        line: The line.
        within: Inside the content only short lines of such words count.
    """
    if line.cells:  # the index a site prints above a document is its letterhead
        return False
    text = line.text.strip()
    if len(text) <= SHORT * (1 if within else 3) and WORDS.search(text):
        return True
    return not within and line.linked >= LINK_SHARE * len("".join(text.split()))


def is_around(line: LineOfPage, within: etree._Element | None = None) -> bool:
    """Tell whether a line stands in a container named as furniture, below ``within`` if given."""
    for node in (line.node, *line.node.iterancestors()):
        if node is within:
            return False
        if _is_hinted(node):
            return True
    return False


def _is_hinted(node: etree._Element) -> bool:
    if node.tag in TAGS:
        return True
    if node.tag in {"body", "html"}:
        return False
    names = f"{node.get('class', '')} {node.get('id', '')} {node.get('role', '')}"
    return bool(HINTS.search(names))


def _holds_lines(node: etree._Element) -> bool:
    lines = {"p", "div", "br", "table", "section", "ul", "ol", "h1", "h2", "h3"}
    return any(child.tag in lines for child in node)


def _worth(line: LineOfPage) -> int:
    size = len("".join(line.text.split())) - line.linked
    if line.cells:
        return 0 if INDEX.search(line.text) else max(size, 0)
    sentence = size >= LONG and SENTENCE.search(line.text)
    return size if sentence and not is_around(line) and not is_navigation(line) else 0
