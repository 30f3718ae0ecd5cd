"""The house holds: floors, packages, templates, module sizes, light start."""

from __future__ import annotations

import ast
import configparser
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "taskboard"
MODULES = sorted(PACKAGE.rglob("*.py"))
HEAVY = {"pandas", "openpyxl", "sqlalchemy", "jinja2", "docx", "docxtpl", "flask", "lxml", "rich"}

FLOORS = [
    {"cli"},
    {"web"},
    {"workflows"},
    {"review", "collection", "reports"},
    {"parsing", "ledger", "office"},
    {"reading", "directory"},
    {
        *("model", "periods", "calendar", "settings", "settings_tables", "resources"),
        *("words", "spelling", "errors"),
    },
]


def floor_of(module: str) -> int | None:
    """Floor of a module of ours, counted from the roof; None for other people's."""
    parts = module.split(".")
    if parts[0] != "taskboard" or len(parts) < 2:
        return None
    return next((i for i, rooms in enumerate(FLOORS) if parts[1] in rooms), None)


def imports(path: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.append(node.module or "")
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_strictly_down(path: Path) -> None:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    own = floor_of(name)
    if own is None:
        return
    room = name.split(".")[1]
    for target in imports(path):
        below = floor_of(target)
        if below is not None and target.split(".")[1] != room:
            assert below > own or own == len(FLOORS) - 1, f"{name} imports {target}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_is_one_noun_of_at_most_300_lines(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "common", "misc"}
    assert len(path.read_text("utf-8").splitlines()) <= 300


def test_every_package_is_listed() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", "utf-8")
    listed = set(config["options"]["packages"].split())
    folders = {".".join(p.parent.relative_to(ROOT).parts) for p in PACKAGE.rglob("__init__.py")} | {
        "taskboard.templates",
        "taskboard.samples",
    }
    assert folders == listed


def test_every_template_and_sample_is_packaged() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", "utf-8")
    data = config["options.package_data"]
    for folder, package in (("templates", "taskboard.templates"), ("samples", "taskboard.samples")):
        patterns = [p.strip() for p in data[package].split(",")]
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix not in {".py", ".pyc"}:
                relative = path.relative_to(ROOT / folder)
                assert any(relative.match(p) and len(Path(p).parts) == len(relative.parts)
                           for p in patterns), relative  # fmt: skip


@pytest.mark.parametrize("args", [["--help"], ["--version"]], ids=["help", "version"])
def test_light_commands_import_nothing_heavy(args: list[str]) -> None:
    code = (
        "import sys\n"
        "from taskboard.cli.main import cli\n"
        f"cli({args!r}, standalone_mode=False)\n"
        "print('\\n'.join(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert not loaded & HEAVY


def test_parse_of_text_imports_nothing_heavy(tmp_path: Path) -> None:
    source = tmp_path / "plan.txt"
    source.write_text("一、做好工作\n6月底前完成。\n", "utf-8")
    code = (
        "import sys\n"
        "from taskboard.cli.main import cli\n"
        f"cli(['parse', {str(source)!r}, '--format', 'json'], standalone_mode=False)\n"
        "print('MODULES', ' '.join(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    loaded = {name.split(".")[0] for name in done.stdout.split("MODULES ")[-1].split()}
    assert not loaded & HEAVY
