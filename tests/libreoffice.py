"""Save a document from LibreOffice, as an office that uses another program would."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory


def saved_as(path: Path, how: str, folder: Path | None = None) -> Path:
    """Return ``path`` as LibreOffice saves it, with a profile of its own.

    Args:
        path: The document.
        how: Ending to save under, with the name of a filter where the ending needs one:
            ``xls``, ``txt:Text (encoded):UTF8``.
        folder: Where to; beside the document when none is named.
    """
    target = folder or path.parent
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        subprocess.run(
            ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless",
             "--convert-to", how, "--outdir", str(target), str(path)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    return target / f"{path.stem}.{how.partition(':')[0]}"
