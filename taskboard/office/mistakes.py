"""What is wrong with a template, in Chinese: Jinja2 tells it in English alone.

Clerks edit templates in WPS and slip as people do: a name mistyped, a loop not closed, a wide
comma. The usual slips are told in words of their own, the rest by their kind; what Jinja2 says
stands in the English sentence alone.
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
    TemplateError, TypeError, AttributeError, LookupError, ValueError, ArithmeticError,
    SyntaxError, NameError, AssertionError, RuntimeError, MemoryError,
)  # fmt: skip
KINDS = (
    (UndefinedError, "用到了没有的名称"),
    (SecurityError, "用到了不允许的内容"),
    (TemplateNotFound, "找不到所引用的模板"),
    ((TemplateSyntaxError, SyntaxError), "写法有误"),
    (RecursionError, "自己引用自己，没有尽头"),
    (MemoryError, "要写的内容太大"),
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


INSTEAD = {"elseif": "elif", "elsif": "elif", "fi": "endif", "foreach": "for"}


# typed with the wide signs of a Chinese keyboard: Jinja2 takes that for plain text
_WIDE = re.compile(r"｛[｛{%％]|\{[｛％]|[｝}%％]｝|[｝％]\}")


def slip_of_marks(text: str, *, paired: bool = True) -> str:
    """Return what is wrong with the marks of a text that Jinja2 would not notice, "" if nothing.

    Args:
        text: A cell, a paragraph, or with ``paired`` False a page.
        paired: Each mark must be closed in the text itself; in a Word template one that is not
            swallows the paragraphs behind it.
    """
    if not text.isascii() and (found := _WIDE.search(text)):
        why = "花括号和百分号请用半角（英文）的：{{ }}、{% %}"
        return f"写法有误：“{found[0]}”不起作用，{why}"
    if not paired:
        return ""
    doubled = "{{" in text or "}}" in text
    if doubled and text.count("{") != text.count("}"):
        return "写法有误：{{ 和 }} 没有成对"
    return "写法有误：{% 和 %} 没有成对" if text.count("{%") != text.count("%}") else ""


def _token(name: str) -> str:
    return f"“{TOKENS.get(name, name)}”"


def _unknown_tag(found: re.Match[str]) -> str:
    name, open_ = found[1], found[2]
    if name == "end" and open_:
        return f"写法有误：“end”后面不要空格，应写 {{% end{open_} %}}"
    if (right := INSTEAD.get(name, name.lower())) != name:
        return f"写法有误：不认识的标记“{name}”，应写 {right}"
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
    (re.compile(r"(?:unsupported|bad) operand type.+|can(?:not| only) concatenate.+|must be str.+"
                r"|can't multiply.+"), lambda _: "算式两边不能这样计算"),
    (re.compile(r"'.+' not supported between instances .+"),
     lambda _: "文字和数、空值之间不能比较大小"),
    (re.compile(r"(?:cannot|too many values to|not enough values to) unpack.*"),
     lambda _: "for 后面的名称个数和每一项的个数不符"),
    (re.compile(r"object of type '.+' has no len\(\)"), lambda _: "这里的内容数不出个数"),
    (re.compile(r"(?:Unknown|Invalid) format.+|Format specifier.+|.* format: .+"
                r"|invalid literal for .+|could not convert .+|int\(\) argument must be .+"
                r"|.+ doesn't define __round__.*|sequence item \d+: expected str.+"),
     lambda _: "这里的内容不能用这种格式或写法"),
    (re.compile(r"can't assign to .+"), lambda _: "写法有误：set、for 后面的名称不能用这个词"),
    (re.compile(r"tag name expected"), lambda _: "写法有误：{% %} 里是空的"),
    (re.compile(r"block '(.+)' defined twice"), lambda m: f"写法有误：block “{m[1]}”写了两次"),
    (re.compile(r"argument of type '.+' is not iterable"),
     lambda _: "in 后面不是可以查找的一列或文字"),
    (re.compile(r"a power or a repetition .+"), lambda _: "算出的数或文字太大"),
    (re.compile(r".*(?:division|modulo) by zero"), lambda _: "算式的除数为零"),
    (re.compile(r".+ is not callable"), lambda _: "名称后面不能加括号"),
    (re.compile(r".+ is not iterable"), lambda _: "for … in 后面不是可以逐个取的一列"),
    (re.compile(r"Range too big\..*"), lambda _: "range 的数太大"),
    (re.compile(r".* argument.*"), lambda _: "括号里的内容多了、少了或不认识"),
)  # fmt: skip


def told(error: Exception) -> str:
    """Return why a template could not be filled in, in Chinese."""
    english = str(error)
    for pattern, words in SLIPS:
        if found := pattern.fullmatch(english):
            return words(found)
    return next((zh for kind, zh in KINDS if isinstance(error, kind)), "无法填写")


def in_english(error: Exception) -> str:
    """Return the same in the words of the library, on one line."""
    return " ".join(str(error).split()) or type(error).__name__
