"""Which issued tasks suggestions are drawn from, on real workspaces."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from new_office import new_office
from taskboard.directory import UnitDirectory
from taskboard.model import Unit
from taskboard.resources import samples
from taskboard.review.exporting import precedents_of, suggestions_for
from taskboard.workflows.imports import import_files
from taskboard.workflows.issue import issue

LINE = "（二）信息公开。及时公开部门预算。（责任单位：市财政局、市政府相关部门）"
ALONE = "（三）平台建设。建设统一平台。（责任单位：市相关部门）"


def test_nobody_in_particular_is_never_suggested(tmp_path: Path) -> None:
    home = new_office(tmp_path, dt.date(2025, 3, 20))
    head = (samples() / "linlan-2025.txt").read_text("utf-8").split("一、")[0]
    plan = tmp_path / "要点.txt"
    one = "（一）督查。每季度督查一次。（责任单位：市政府办公室）"
    plan.write_text("\n".join([head, "一、推进公开", one, LINE, ALONE]), "utf-8")
    assert not import_files(home, [plan]).refused
    issue(home, accept_proposals=True, override="第三条另行明确单位")
    units = [item.units for item in precedents_of(home.state())]
    assert units == [("市政府办公室",), ("市财政局",), ()]


def test_one_unit_by_two_names_is_suggested_once(tmp_path: Path) -> None:
    home = new_office(tmp_path, dt.date(2025, 3, 20))
    units = (Unit("市财政局", short_names=("财政局机关",), keywords=("预算",)),)
    head = (samples() / "linlan-2025.txt").read_text("utf-8").split("一、")[0]
    plan = tmp_path / "要点.txt"
    one = "（一）信息公开。及时公开部门预算。（责任单位：财政局机关）"
    plan.write_text("\n".join([head, "一、推进公开", one]), "utf-8")
    assert not import_files(home, [plan]).refused
    issue(home, accept_proposals=True)
    row = {"document": "2026-01", "heading": "公开", "text": "及时公开部门预算", "units": []}
    found = suggestions_for(home.state(), {"x": row}, UnitDirectory(units))["x"]
    assert [item.unit for item in found] == ["市财政局"]
