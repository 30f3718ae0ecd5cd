"""Hand the shipped templates out; a changed copy in the workspace's ``templates`` wins."""

from __future__ import annotations

from pathlib import Path

from taskboard.resources import shipped_templates

ENDINGS = (".html", ".css", ".txt", ".xlsx", ".docx")


def export_templates(folder: Path) -> tuple[list[Path], list[Path]]:
    """Copy every shipped template into ``folder``, its subfolders kept.

    Args:
        folder: Where to; made when it is not there.

    Returns:
        The files written, and those left alone because a different file is there.
    """
    root = shipped_templates()
    written, kept = [], []
    for path in sorted(item for item in root.rglob("*") if item.suffix in ENDINGS):
        target = folder / path.relative_to(root)
        data = path.read_bytes()
        if target.exists():
            if not target.is_file() or target.read_bytes() != data:
                kept.append(target)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        written.append(target)
    return written, kept
