"""Find shipped files: templates (an office's own copy wins) and samples."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def template_path(name: str, overrides: Path | None = None) -> Path:
    """Return the file of template ``name``, e.g. ``xlsx/progress.xlsx`` or ``board.html``.

    Args:
        name: Path relative to ``templates/``, with forward slashes.
        overrides: The workspace's own ``templates`` folder; a file of the same name there wins.

    Raises:
        FileNotFoundError: If the project ships no such template (a programmer's mistake).
    """
    if overrides is not None and (own := overrides / name).is_file():
        return own
    path = shipped_templates() / name
    if not path.is_file():
        raise FileNotFoundError(name)
    return path


def shipped_templates() -> Path:
    """Return the folder of the shipped templates."""
    return Path(str(files("taskboard.templates")))


def samples() -> Path:
    """Return the folder of the shipped sample documents."""
    return Path(str(files("taskboard.samples")))
