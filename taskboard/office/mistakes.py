"""What is wrong with a template, in Chinese: Jinja2 tells it in English alone.

Clerks edit templates in WPS and slip as people do: a name mistyped, a loop not closed, a wide
comma. The usual slips are told in words of their own, the rest by their kind; what Jinja2 says
stands behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from jinja2 import TemplateError
from jinja2.exceptions import (
    SecurityError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)

# what filling in a template of somebody else's may raise
MISTAKES = (
    TemplateError, TypeError, AttributeError, KeyError, ValueError, ArithmeticError, SyntaxError,
)  # fmt: skip
KINDS = (
    (UndefinedError, "用到了没有的名称"),
    (SecurityError, "用到了不允许的内容"),
    (TemplateNotFound, "找不到所引用的模板"),
    ((TemplateSyntaxError, SyntaxError), "写法有误"),
)
OPENING = {
    "endfor": "for", "endif": "if", "else": "if 或 for", "elif": "if", "endset": "set",
    "endmacro": "macro", "endfilter": "filter", "endwith": "with", "endraw": "raw",
}  # fmt: skip
TOKENS = {
    "end of print statement": "}}", "end of statement block": "%}", "end of template": "末尾",
    "begin of print statement": "{{", "begin of statement block": "{%", "name": "名称",
    "string": "文字", "integer": "数", "float": "数",
}  # fmt: skip
_TAG = re.compile(
    r"Encountered unknown tag '(.+?)'\.(?:.* innermost block that needs to be closed is '(\w+)'\.)?"
)


def _token(name: str) -> str:
    return f"“{TOKENS.get(name, name)}”"


def _unknown_tag(found: re.Match[str]) -> str:
    name, open_ = found[1], found[2]
    if open_ and name in OPENING:
        return f"写法有误：{{% {open_} %}} 还没有用 {{% end{open_} %}} 结束，就写了“{name}”"
    if name in OPENING:
        return f"写法有误：“{name}”前面没有对应的 {{% {OPENING[name]} %}}"
    return f"写法有误：不认识的标记“{name}”"


def _character(found: re.Match[str]) -> str:
    sign = found[1]
    if sign in "\"'":
        return "写法有误：引号没有成对"
    hint = "" if sign.isascii() else "，符号和引号请用半角（英文）的"
    return f"写法有误：不认识的符号“{sign}”{hint}"


SLIPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"'(.+)' is undefined"), lambda m: f"用到了没有的名称“{m[1]}”"),
    (re.compile(r"(?:'.+ object'|None|'None') has no attribute '(.+)'"),
     lambda m: f"用到了没有的名称：这里没有“{m[1]}”这一项"),
    (re.compile(r"'.+' object has no attribute '.+'"), lambda _: "这里的内容不能用这种格式或写法"),
    (re.compile(r".+ has no element (.+)"), lambda m: f"用到了没有的名称：没有第 {m[1]} 个"),
    (re.compile(r"No filter named '(.+)'\."), lambda m: f"写法有误：没有“{m[1]}”这种格式"),
    (re.compile(r"No test named '(.+)'\."), lambda m: f"写法有误：没有“{m[1]}”这种判断"),
    (_TAG, _unknown_tag),
    (re.compile(r"Unexpected end of template\..* closed is '(\w+)'\."),
     lambda m: f"写法有误：缺少 {{% end{m[1]} %}}"),
    (re.compile(r"unexpected end of template, expected '(.+)'\."),
     lambda m: f"写法有误：没有写完，缺少{_token(m[1])}"),
    (re.compile(r"Missing end of comment tag"), lambda _: "写法有误：注释缺少 #}"),
    (re.compile(r"Missing end of raw directive"), lambda _: "写法有误：缺少 {% endraw %}"),
    (re.compile(r"expected token '(.+)', got '(.+)'"),
     lambda m: f"写法有误：应为{_token(m[1])}的地方写了{_token(m[2])}"),
    (re.compile(r"Expected an expression, got '(.+)'"),
     lambda m: f"写法有误：{_token(m[1])}前缺少名称或算式"),
    (re.compile(r"unexpected '(.+)', expected '(.+)'"),
     lambda m: f"写法有误：应为{_token(m[2])}的地方写了{_token(m[1])}"),
    (re.compile(r"unexpected '(.+)'"), lambda m: f"写法有误：{_token(m[1])}前写漏或写多了"),
    (re.compile(r"expected name or number"), lambda _: "写法有误：点号后面缺少名称"),
    (re.compile(r"unexpected char [\"'](.)[\"'] at \d+"), _character),
    (re.compile(r"access to attribute '(.+)' of .+ is unsafe\."),
     lambda m: f"用到了不允许的内容“{m[1]}”"),
    (re.compile(r"no loader for this environment specified"),
     lambda _: "单元格和段落里不能引用别的模板"),
    (re.compile(r"unsupported operand type.+|can(?:not| only) concatenate.+|must be str.+"),
     lambda _: "算式两边不能这样计算"),
    (re.compile(r".*(?:division|modulo) by zero"), lambda _: "算式的除数为零"),
    (re.compile(r".+ is not callable"), lambda _: "名称后面不能加括号"),
    (re.compile(r".+ is not iterable"), lambda _: "for … in 后面不是可以逐个取的一列"),
    (re.compile(r"Range too big\..*"), lambda _: "range 的数太大"),
    (re.compile(r".* argument.*"), lambda _: "括号里的内容多了、少了或不认识"),
)  # fmt: skip


def told(error: Exception) -> str:
    """Return why a template could not be filled in, in Chinese, then in the words of Jinja2."""
    english = str(error)
    for pattern, words in SLIPS:
        if found := pattern.fullmatch(english):
            return f"{words(found)}（{english}）"
    why = next((zh for kind, zh in KINDS if isinstance(error, kind)), "无法填写")
    return f"{why}（{english}）"
