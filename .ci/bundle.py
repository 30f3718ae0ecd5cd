"""Make the offline bundle: pinned wheels for three platforms and scripts that install them.

    .venv/bin/python .ci/bundle.py -o 离线安装包                      all three platforms
    .venv/bin/python .ci/bundle.py -o DIR --platform linux-x86_64     one of them
    .venv/bin/python .ci/bundle.py -o DIR --extras parquet,postgres   with these extras

The folder holds ``wheels/<platform>/``, ``constraints.txt`` (every version), ``SHA256SUMS``,
``install.sh``, ``install.bat`` and ``安装说明.txt``. Versions are those of ``.ci/constraints.txt``
(``--refresh`` resolves them anew). Every requirement of every wheel is looked up again for its own
platform; a bundle with a gap is not finished. CPython 3.11 is what the target machine brings.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).parents[1]
PINS = ROOT / ".ci" / "constraints.txt"
PYTHON = "3.11"
TAGS = {  # pip's platform tags, the newest first; glibc 2.28 is Kylin V10 and UOS 20
    "linux-x86_64": ["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64",
                     "manylinux_2_12_x86_64", "manylinux2010_x86_64", "manylinux_2_5_x86_64",
                     "manylinux1_x86_64"],
    "linux-aarch64": ["manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"],
    "win-amd64": ["win_amd64"],
}  # fmt: skip
MARKERS = {  # what a requirement's marker asks the target machine
    "linux-x86_64": {"platform_machine": "x86_64", "platform_system": "Linux", "os_name": "posix",
                     "sys_platform": "linux"},
    "linux-aarch64": {"platform_machine": "aarch64", "platform_system": "Linux",
                      "os_name": "posix", "sys_platform": "linux"},
    "win-amd64": {"platform_machine": "AMD64", "platform_system": "Windows", "os_name": "nt",
                  "sys_platform": "win32"},
}  # fmt: skip
COMMON = {
    "python_version": PYTHON, "python_full_version": "3.11.9", "implementation_name": "cpython",
    "platform_python_implementation": "CPython", "implementation_version": "3.11.9",
}  # fmt: skip


def pip(*args: str) -> None:
    """Run pip of this interpreter; what it says goes to the terminal when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", *args], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"pip {args[0]} 未成功 / failed:\n{done.stdout[-2000:]}{done.stderr[-3000:]}")


def own_wheel(folder: Path) -> Path:
    """Build the project's wheel from a copy of the tree, so that nothing is left in it."""
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        leave = shutil.ignore_patterns(".*", "*.egg-info", "build", "__pycache__", "out")
        shutil.copytree(ROOT, tree, ignore=leave)
        pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(tree))
    return next(folder.glob("taskboard-*.whl"))


def download(wanted: list[str], folder: Path, platform: str, *options: str) -> None:
    """Fetch wheels of ``wanted`` for ``platform`` into ``folder``."""
    tags = [part for tag in TAGS[platform] for part in ("--platform", tag)]
    pip(
        "download", "--quiet", "--only-binary=:all:", "--implementation", "cp",
        "--python-version", PYTHON, "--abi", "cp311", "--abi", "abi3", "--abi", "none", *tags,
        "--dest", str(folder), *options, *wanted,
    )  # fmt: skip


def requirements(wheel: Path, extras: set[str], platform: str) -> list[Requirement]:
    """Return what ``wheel`` asks for on ``platform``, its own metadata read."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        headers = HeaderParser().parsestr(archive.read(name).decode("utf-8"))
    found = []
    for line in headers.get_all("Requires-Dist") or []:
        need = Requirement(line)
        for extra in extras or {""}:
            target = {**COMMON, **MARKERS[platform], "extra": extra}
            if need.marker is None or need.marker.evaluate(target):
                found.append(need)
                break
    return found


def missing(folder: Path, extras: set[str], platform: str) -> list[Requirement]:
    """Return the requirements no wheel of ``folder`` meets, from the project's own wheel on."""
    wheels = {parse_wheel_filename(p.name)[0]: p for p in sorted(folder.glob("*.whl"))}
    waiting = [(canonicalize_name("taskboard"), extras)]
    seen, gaps = set(), []
    while waiting:
        name, wanted = waiting.pop()
        for need in requirements(wheels[name], {"", *wanted}, platform):
            other = canonicalize_name(need.name)
            held = wheels.get(other)
            version = parse_wheel_filename(held.name)[1] if held else None
            if version is None or not need.specifier.contains(version, prereleases=True):
                gaps.append(need)
            elif (other, frozenset(need.extras)) not in seen:
                seen.add((other, frozenset(need.extras)))
                waiting.append((other, need.extras))
    return gaps


def fill(folder: Path, own: Path, extras: set[str], platform: str, pins: Path | None) -> None:
    """Put every wheel one platform needs into ``folder``.

    pip reads markers for the machine it runs on, so what only the target needs (colorama on
    Windows) is fetched afterwards, until nothing is missing.
    """
    folder.mkdir(parents=True)
    kept = ["-c", str(pins)] if pins else []
    asked = f"{own}[{','.join(sorted(extras))}]" if extras else str(own)
    download([asked], folder, platform, *kept)
    while gaps := missing(folder, extras, platform):
        names = sorted({f"{need.name}{need.specifier}" for need in gaps})
        print(f"  另取 {'、'.join(names)}（只有 {platform} 需要）")
        before = set(folder.iterdir())
        download(names, folder, platform, "--no-deps", *kept)
        if set(folder.iterdir()) == before:
            sys.exit(f"{platform} 缺少 / missing: {', '.join(names)}")


def versions(folder: Path) -> dict[str, str]:
    """Return name → version of every wheel but the project's own."""
    found = (parse_wheel_filename(path.name)[:2] for path in folder.glob("*.whl"))
    return {str(name): str(version) for name, version in found if name != "taskboard"}


def finish(out: Path, wanted: str, pins: dict[str, str]) -> None:
    """Write the scripts, what they install, the list of versions and the checksums."""
    for path in sorted((ROOT / ".ci" / "bundle").iterdir()):
        shutil.copy(path, out / path.name)
    (out / "install.sh").chmod(0o755)
    (out / "install.txt").write_text(f"{wanted}\n", "utf-8")
    lines = [f"{name}=={pins[name]}" for name in sorted(pins)]
    (out / "constraints.txt").write_text("\n".join(lines) + "\n", "utf-8")
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(out).as_posix()}"
        for path in sorted(out.rglob("*")) if path.is_file()
    ]  # fmt: skip
    (out / "SHA256SUMS").write_text("\n".join(sums) + "\n", "utf-8")


def main() -> None:
    """Make the bundle the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "-o", "--output", type=Path, required=True, help="新建的文件夹 / a new folder"
    )
    parser.add_argument("--platform", action="append", choices=sorted(TAGS), default=[])
    parser.add_argument(
        "--extras", default="parquet,postgres", help="默认 parquet,postgres；可加 ocr"
    )
    parser.add_argument("--refresh", action="store_true", help="重新选定各组件版本 / pin anew")
    asked = parser.parse_args()
    if asked.output.exists():
        sys.exit(f"{asked.output} 已存在；请换一个新文件夹 / already exists, name a new folder")
    extras = {name for name in asked.extras.split(",") if name}
    platforms = asked.platform or sorted(TAGS, key=list(TAGS).index)
    pins: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as scratch:
        own = own_wheel(Path(scratch))
        held = None if asked.refresh else PINS
        for number, platform in enumerate(platforms, 1):
            print(f"[{number}/{len(platforms)}] {platform}")
            folder = asked.output / "wheels" / platform
            fill(folder, own, extras, platform, held)
            if not (folder / own.name).exists():
                shutil.copy(own, folder)
            pins |= versions(folder)
            held = asked.output / "constraints.txt" if held is None else held
            if asked.refresh:
                text = "\n".join(f"{name}=={pins[name]}" for name in sorted(pins))
                held.write_text(text + "\n", "utf-8")
        if asked.refresh:
            shutil.copy(held, PINS)
        version = parse_wheel_filename(own.name)[1]
    named = f"[{','.join(sorted(extras))}]" if extras else ""
    finish(asked.output, f"taskboard{named}=={version}", pins)
    size = sum(path.stat().st_size for path in asked.output.rglob("*") if path.is_file())
    count = len(list(asked.output.rglob("*.whl")))
    print(f"完成：{asked.output}，{count} 个组件包，{size / 1e6:.0f} MB / done")


if __name__ == "__main__":
    main()
