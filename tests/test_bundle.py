"""The offline bundle: complete for its platform, refused when damaged, installed off line."""

from __future__ import annotations

import configparser
import importlib.util
import os
import platform
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
HERE = f"linux-{platform.machine()}"


def script() -> ModuleType:
    found = importlib.util.spec_from_file_location("bundle", ROOT / ".ci" / "bundle.py")
    assert found and found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def pins() -> dict[str, str]:
    lines = (ROOT / ".ci" / "constraints.txt").read_text("utf-8").splitlines()
    return {name: version for name, _, version in (line.partition("==") for line in lines)}


def test_every_requirement_is_pinned_within_its_bounds() -> None:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", "utf-8")
    extras = settings["options.extras_require"]
    text = "\n".join(
        [settings["options"]["install_requires"], extras["parquet"], extras["postgres"]]
    )
    needs = [Requirement(line) for line in text.splitlines() if line]
    assert len(needs) > 15
    for need in needs:
        version = pins().get(canonicalize_name(need.name))
        assert version and need.specifier.contains(version), need
    assert not [line for line in pins() if "/" in line or "@" in line]


def wheel(folder: Path, name: str, *needs: str) -> None:
    import zipfile

    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as archive:
        lines = "".join(f"Requires-Dist: {need}\n" for need in needs)
        archive.writestr(f"{name}-1.0.dist-info/METADATA", f"Name: {name}\n{lines}\n")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("linux-x86_64", ["deep>=2"]),
        ("win-amd64", ["colours", "deep>=2"]),
        ("linux-aarch64", ["deep>=2", "arms"]),
    ],
)
def test_gaps_are_those_of_the_target_machine(
    tmp_path: Path, target: str, expected: list[str]
) -> None:
    wheel(tmp_path, "taskboard", "click", "extra_one; extra == 'more'", "absent; extra == 'other'")
    wheel(
        tmp_path, "click", "colours; platform_system == 'Windows'",
        "arms; platform_machine == 'aarch64'", "taskboard",
    )  # fmt: skip
    wheel(tmp_path, "extra_one", "deep>=2", "old; python_version < '3.10'")
    wheel(tmp_path, "deep")
    found = script().missing(tmp_path, {"more"}, target)
    assert sorted(f"{need.name}{need.specifier}" for need in found) == sorted(expected)
    assert not script().missing(tmp_path, set(), "linux-x86_64")


@pytest.mark.installed
def test_installs_and_works_with_the_network_cut(tmp_path: Path) -> None:
    out, target = tmp_path / "离线 包", tmp_path / "装在 这里"
    made = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "bundle.py"), "-o", str(out), "--platform", HERE,
         "--extras", ""],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    assert not list((out / "wheels" / HERE).glob("*.tar.gz"))
    env = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}

    def cut_off(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["unshare", "--map-root-user", "--net", *words],
            env=env, cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip

    done = cut_off("sh", str(out / "install.sh"), str(target))
    assert done.returncode == 0, done.stdout + done.stderr
    run = cut_off(str(target / "bin" / "taskboard"), "demo", str(tmp_path / "演示"))
    assert run.returncode == 0 and "完成" in run.stdout, run.stdout + run.stderr
    with next((out / "wheels" / HERE).glob("click-*.whl")).open("ab") as damaged:
        damaged.write(b"x")
    again = cut_off("sh", str(out / "install.sh"), str(tmp_path / "另一处"))
    assert again.returncode == 1 and "click-" in again.stderr
    assert not (tmp_path / "另一处").exists()
