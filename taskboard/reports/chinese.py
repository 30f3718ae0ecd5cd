"""Chinese ways of writing: ordinals of headings, lists, and shortened sentences."""

from __future__ import annotations

from collections.abc import Iterable

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Return 1-999 in Chinese numerals as headings print them: 一, 十二, 一百零三."""
    if not 0 < number < 1000:
        raise ValueError(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if hundreds and not tens and ones:
        text += "零"
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    return text + (_DIGITS[ones] if ones else "")


def section_title(path: str, heading: str) -> str:
    """Return a first-level heading with its number: 一、加强组织领导."""
    first = path.rpartition(":")[2].split(".")[0]
    if first.isdigit() and 0 < int(first) < 1000:
        number = chinese_number(int(first))
        return f"{number}、{heading}" if heading else f"第{number}部分"
    return heading or ("结尾要求" if first == "closing" else "其他")


def section_name(path: str, heading: str) -> str:
    """Return the name of a first-level part: its heading, or what it is where it has none."""
    return heading or section_title(path, "")


def joined(names: Iterable[str], most: int = 0) -> str:
    """Join by 、; with ``most`` only the first ones, and how many there are in all."""
    every = list(names)
    if most and len(every) > most:
        return f"{'、'.join(every[:most])}等{len(every)}个"
    return "、".join(every)


def clipped(text: str, most: int) -> str:
    """Return ``text`` or its beginning, … showing that more follows."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
