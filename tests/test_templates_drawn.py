"""The scripts that draw the shipped templates anew still draw every one of them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from taskboard.resources import template_path

CI = Path(__file__).parent.parent / ".ci"


def script(kind: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"{kind}_drawn", CI / f"{kind}_templates.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_every_shipped_template_is_drawn(kind: str) -> None:
    drawn = script(kind).MADE
    shipped = {path.stem for path in template_path(f"{kind}/amendments.{kind}").parent.iterdir()}
    assert {name for name in shipped if not name.startswith("_")} <= set(drawn)
    assert all(make() for make in drawn.values())
