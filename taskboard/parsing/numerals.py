"""Read Chinese and Arabic numerals on spans that a grammar has already matched.

Never runs over whole sentences: 统一 and 一窗受理 hold no number. Text is already normalised
(half-width digits). A string outside the grammar gives None; nothing is guessed.
"""

from __future__ import annotations

DIGITS: dict[str, int] = {
    **{str(n): n for n in range(10)},
    **{c: n for n, c in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "○": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
}
TENS: dict[str, int] = {"十": 10, "百": 100, "千": 1000}
MYRIADS: dict[str, int] = {"万": 10**4, "亿": 10**8}


def read_number(text: str) -> float | None:
    """Return the value of a numeral, or None when it is none.

    Args:
        text: ``15``, ``1,200``, ``1.5``, ``3万``, ``十五``, ``一百二十``, ``二〇二三``,
            ``百分之六十`` (60.0: the unit is per cent), ``三分之二``, ``半`` …
    """
    if not text or len(text) > 24:
        return None
    if text.startswith("百分之"):
        return read_number(text[3:])
    if "分之" in text:
        below, _, above = text.partition("分之")
        whole, part = read_number(below), read_number(above)
        return part / whole if whole and part is not None else None
    if text == "半":
        return 0.5
    plain = text.replace(",", "").replace("，", "")
    if plain.isascii():
        return _arabic(plain)
    if plain[-1] in MYRIADS:
        head = read_number(plain[:-1])
        return None if head is None else head * MYRIADS[plain[-1]]
    if "点" in plain:
        return _decimal(plain)
    return _chinese(plain)


def read_count(text: str) -> int | None:
    """Return a whole number, or None when ``text`` is none or has a fraction."""
    value = read_number(text)
    return int(value) if value is not None and value == int(value) else None


def _arabic(text: str) -> float | None:
    """Return the value of Arabic digits with at most one decimal point."""
    whole, _, part = text.partition(".")
    if not whole.isdigit() or (part and not part.isdigit()) or text.endswith("."):
        return None
    return float(text)


def _decimal(text: str) -> float | None:
    """Return the value of ``三点五``."""
    whole, _, part = text.partition("点")
    head = _chinese(whole)
    if head is None or not part or any(c not in DIGITS for c in part):
        return None
    return float(f"{int(head)}.{''.join(str(DIGITS[c]) for c in part)}")


def _chinese(text: str) -> float | None:
    """Return the value of a whole Chinese numeral, place by place or digit by digit."""
    if not text:
        return None
    if all(c in DIGITS for c in text):
        if len(text) > 1 and "两" in text:
            return None
        return float("".join(str(DIGITS[c]) for c in text))
    total, section, digit = 0, 0, -1
    for char in text:
        if char in DIGITS:
            if digit > 0:
                return None
            digit = DIGITS[char]
        elif char in TENS:
            section += (1 if digit < 0 else digit) * TENS[char]
            digit = -1
        elif char in MYRIADS:
            total = (total + section + max(digit, 0)) * MYRIADS[char]
            section, digit = 0, -1
        else:
            return None
    return float(total + section + max(digit, 0))
