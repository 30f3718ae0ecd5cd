"""Wheel, source archive and editable install each carry every template and sample."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROBE = """
import taskboard, taskboard.templates, taskboard.samples
from pathlib import Path
print(Path(taskboard.__file__).parent)
for package in (taskboard.templates, taskboard.samples):
    folder = Path(package.__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in (".py", ".pyc"):
            print(package.__name__, path.relative_to(folder).as_posix())
"""


def shipped() -> set[str]:
    return {
        f"taskboard.{name} {path.relative_to(ROOT / name).as_posix()}"
        for name in ("templates", "samples")
        for path in (ROOT / name).rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    }


def run(*args: str, **env: str) -> str:
    done = subprocess.run(
        [sys.executable, *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **env},
        cwd=tempfile.gettempdir(),  # not the checkout, whose folder would be found first
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def copy_of_the_tree(folder: Path) -> Path:
    """A copy of what git knows, so that a build leaves nothing behind in the checkout."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8",
    ).stdout.split("\0")  # fmt: skip
    for name in names:
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder


def installed_from(archive: Path, site: Path) -> set[str]:
    run("-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(archive))
    lines = run("-c", PROBE, PYTHONPATH=str(site)).splitlines()
    assert Path(lines[0]) == site / "taskboard"
    return set(lines[1:])


@pytest.mark.installed
def test_wheel_and_source_archive_carry_everything(tmp_path: Path) -> None:
    tree = copy_of_the_tree(tmp_path / "tree")
    run("-m", "build", "--outdir", str(tmp_path / "dist"), str(tree))
    wheel = next((tmp_path / "dist").glob("*.whl"))
    archive = next((tmp_path / "dist").glob("*.tar.gz"))
    assert installed_from(wheel, tmp_path / "from_wheel") == shipped()
    assert installed_from(archive, tmp_path / "from_archive") == shipped()


@pytest.mark.installed
def test_editable_install_finds_everything(tmp_path: Path) -> None:
    tree = copy_of_the_tree(tmp_path / "tree")
    site = tmp_path / "site"
    run("-m", "venv", "--without-pip", str(site))
    python = next(site.glob("bin/python"), site / "Scripts" / "python.exe")
    run("-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "-e", str(tree))
    done = subprocess.run(
        [str(python), "-c", PROBE],
        cwd=tmp_path, capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert Path(lines[0]) == tree / "taskboard"
    assert set(lines[1:]) == shipped()
