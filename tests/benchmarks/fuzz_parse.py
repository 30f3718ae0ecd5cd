"""Throw text made of the grammar's own words at the parser for a while.

Usage:  python tests/benchmarks/fuzz_parse.py [SECONDS] [SEED]

Prints each failure with the text that caused it, and at the end how many texts were tried and
the slowest one in milliseconds per thousand characters. Exits 1 when anything failed.
"""

from __future__ import annotations

import random
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from test_parsing_coverage import SEPARATORS, WORDS, check_places, read_any, uncovered


def made(rng: random.Random) -> str:
    """Return one random text, now and then with a word repeated very often."""
    words = rng.sample(WORDS, rng.randint(2, 30))
    parts = []
    for _ in range(rng.randint(1, 200)):
        times = rng.choice([1] * 40 + [rng.randint(2, 300)])
        parts.append(rng.choice(words) * times + rng.choice(SEPARATORS))
    return "".join(parts)


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    stop, tried, failed, slowest = time.monotonic() + seconds, 0, 0, (0.0, "")
    while time.monotonic() < stop:
        text = made(rng)
        tried += 1
        begin = time.perf_counter()
        try:
            parsed = read_any(text)
            slowest = max(
                slowest, ((time.perf_counter() - begin) * 1e6 / (len(text) + 1000), text[:60])
            )
            assert not uncovered(parsed), "coverage"
            check_places(parsed)
        except Exception:
            failed += 1
            traceback.print_exc(limit=-2)
            print(repr(text[:2000]))
            if failed > 5:
                break
    print(f"{tried} texts, {failed} failed, slowest {slowest[0]:.1f} ms a thousand characters")
    print(repr(slowest[1]))
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
