"""Throw text made of the grammar's own words at the parser for a while.

Usage:  python tests/benchmarks/fuzz_parse.py [--minutes 1] [--seed 1]

Besides the grammar's words the texts hold words of time and number, control characters, marks of
writing direction, nested and unmatched brackets, traditional characters and any other character.
Prints each failure with the text that caused it, and at the end how many texts were tried and the
slowest one. Exits 1 when a text raised, was not covered exactly once, had a value whose span does
not hold its printed words, or took more than ``LIMIT`` milliseconds a thousand characters.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from pathlib import Path

from taskboard.model import Parsed

sys.path.insert(0, str(Path(__file__).parents[1]))
from test_parsing_coverage import SEPARATORS, WORDS, check_places, read_any, uncovered

LIMIT = 400.0
TIMES = (
    "每 月 年 季度 周 一 二 十 1 25 日 号 前 底 内 至 — ～ 工作日 个 之日起 后 在 自 从 半年 双月 "
    "上旬 次 % 以上 达到 不少于 由 提高到 2月 亿元 万户 分别 和 应 尽 百分之 三分之 点 . 前三 次年 "
    "明年 年度 至少 左右 名 家 新建 惠及 有效期至 每人每月 压缩至 同比 增长 动态 及时 按季度 逐月 "
    "30日前 一季度 年内 5 0 〇 两 余"
)
ODD = (
    "\x00 \x01 \x08 \x0c \x1b \x7f \x85 \u200e \u200f \u202a \u202b \u202c \u202d \u202e "
    "\u2066 \u2067 \u2068 \u2069 \u2028 \u2029 \ufffd \ufe0f \U0001f600 \ue000 \u0301 "
    "( ) [ ] 「 」 『 』 < > （（（ ））） 〔（【 責任單位 牽頭單位 市發展改革委 辦公室 個 "
    "縣人民政府 達到 萬元 億元 實現 號 聯席會議 關於 應公開盡公開 之間 壓縮 環節 \t \t\t \r \r\n"
)


def made(rng: random.Random) -> str:
    """Return one random text, now and then with a word repeated very often."""
    pool = [*rng.sample(WORDS, rng.randint(2, 30)), *rng.sample(TIMES.split(), rng.randint(0, 20))]
    pool += rng.sample(ODD.split(" "), rng.randint(0, 8))
    parts = []
    for _ in range(rng.randint(1, 200)):
        times = rng.choice([1] * 40 + [rng.randint(2, 300)])
        word = rng.choice(pool) if rng.random() > 0.03 else chr(rng.randrange(0xD7FF))
        between = rng.choice(SEPARATORS) if rng.random() < 0.6 else ""
        parts.append(word * times + between)
    return "".join(parts)


def check(text: str) -> float:
    """Parse one text and hold its promises; return milliseconds a thousand characters."""
    begin = time.process_time()
    parsed: Parsed = read_any(text)
    took = (time.process_time() - begin) * 1e6 / (len(text) + 1000)
    assert not uncovered(parsed), "coverage"
    check_places(parsed)
    for task in parsed.tasks:
        for start, end in (value.span for value in task.deadlines + task.targets):
            assert 0 <= start < end <= len(parsed.text), (start, end)
    assert took <= LIMIT, f"{took:.0f} ms a thousand characters"
    return took


def main() -> None:
    """Try texts until the time is over."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=1.0)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    rng = random.Random(given.seed)
    stop, tried, size, failed = time.monotonic() + given.minutes * 60, 0, 0, 0
    slowest = (0.0, "")
    while time.monotonic() < stop and failed < 6:
        text = made(rng)
        tried, size = tried + 1, size + len(text)
        try:
            slowest = max(slowest, (check(text), text[:60]))
        except Exception:
            failed += 1
            traceback.print_exc(limit=-2)
            print(repr(text[:3000]))
    print(f"seed {given.seed}: {tried} texts, {size} characters, {failed} failed")
    print(f"slowest {slowest[0]:.1f} ms a thousand characters: {slowest[1]!r}")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
