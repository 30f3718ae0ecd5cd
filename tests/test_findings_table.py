"""docs/findings.md is the one table of all findings: none missing, none too many."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from taskboard.parsing.checks import TABLE
from taskboard.reading.decomposition_table import DOUBTS
from taskboard.reading.pdf import PAGE_TROUBLE

ROOT = Path(__file__).parents[1]
ROW = re.compile(r"^\| `([a-z-]+)` \| (须改|待核|提示)(?:、须改)? \| .{6,} \|$", re.M)


def codes_in_source() -> set[str]:
    """Codes that the package raises by name, and those of its tables of sentences."""
    found = {*TABLE, *DOUBTS, *PAGE_TROUBLE}
    for path in (ROOT / "taskboard").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.func, ast.Name):
                first = node.args[0]
                if node.func.id in ("Finding", "finding") and isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def test_every_finding_is_in_the_table_and_nothing_else() -> None:
    table = ROW.findall((ROOT / "docs" / "findings.md").read_text("utf-8"))
    codes = [code for code, _ in table]
    assert len(codes) == len(set(codes))
    assert set(codes) == codes_in_source()
