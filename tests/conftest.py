"""What all tests share: golden files, and saying which components are missing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from libreoffice import saved_as

GOLDEN = Path(__file__).parent / "golden"
SHARED = Path(__file__).parents[2] / "shared"

COMPONENTS: dict[str, Callable[[], bool]] = {
    "office": lambda: shutil.which("soffice") is not None,
    "postgres": lambda: bool(
        os.environ.get("TASKBOARD_TEST_PG") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    ),
    "browser": lambda: shutil.which("chromium") is not None,
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden")
    parser.addoption("--on-postgres", action="store_true", help="each ledger.db in PostgreSQL")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out a test whose component is missing, with the reason; under CI it fails instead."""
    for marker, present in COMPONENTS.items():
        if item.get_closest_marker(marker) and not present():
            reason = f"no {marker} component here; bash tests/run.sh installs it"
            if os.environ.get("CI") == "true":
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)
    if item.get_closest_marker("sqlite") and item.config.getoption("--on-postgres"):
        pytest.skip("looks into the SQLite file, or hands it to another process")


@pytest.fixture(scope="session", autouse=True)
def _ledgers_where_asked(request: pytest.FixtureRequest) -> Iterator[None]:
    """With ``--on-postgres`` every workspace's ledger is kept there, whatever a test asks for."""
    if not request.config.getoption("--on-postgres"):
        yield
        return
    import postgres

    with postgres.server() as url, postgres.every_ledger(url):
        yield


@pytest.fixture(scope="session", autouse=True)
def _signed_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Whoever runs the tests, the same name is printed; pytest names its folder before."""
    tmp_path_factory.getbasetemp()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOGNAME", "wang")
        yield


def pytest_report_header(config: pytest.Config) -> str:
    missing = [marker for marker, present in COMPONENTS.items() if not present()]
    return (
        f"left out, component missing: {', '.join(missing)}" if missing else "all components here"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare text with tests/golden/NAME; ``--update-golden`` rewrites the file."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8")

    return check


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of real documents, where it is there."""
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("the real documents are not beside this checkout")
    return folder


@pytest.fixture
def to_pdf(tmp_path: Path) -> Callable[[Path], Path]:
    """Convert an office file to PDF with LibreOffice, a profile of its own per test."""

    def convert(path: Path) -> Path:
        return saved_as(path, "pdf", tmp_path / "pdf")

    return convert
