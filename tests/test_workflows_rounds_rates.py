from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from sample_state import BUREAU, FINANCE, every_ask, sample_workspace
from taskboard.cli.main import cli
from taskboard.workflows.round_status import round_status
from taskboard.workflows.rounds_rates import rates_by_round
from taskboard.workflows.workspace import Workspace

COUNTS = ("应报", "已报", "按时", "迟报", "未报")


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return sample_workspace(tmp_path)


def test_each_round_and_each_unit_has_its_rates(office: Workspace) -> None:
    rounds, units, _ = rates_by_round(office)
    asked = len(every_ask())
    first, second = rounds
    assert (first["期次"], first["已报"], first["应报"]) == ("2025-W34", "6", str(asked))
    assert first["报送率"] == first["及时率"] == f"{6 / asked:.2%}"
    assert (second["已报"], second["按时"], second["迟报"]) == ("5", "4", "1")
    assert second["报送率"] == f"{5 / asked:.2%}" and second["及时率"] == f"{4 / asked:.2%}"
    by_name = {row["单位"]: row for row in units}
    assert [by_name[BUREAU][name] for name in COUNTS] == ["4", "3", "3", "0", "1"]
    assert by_name[FINANCE]["迟报"] == "1" and by_name[FINANCE]["及时率"] == "0.00%"


def test_rounds_units_and_their_parts_add_up(office: Workspace) -> None:
    rounds, units, each = rates_by_round(office)
    for name in COUNTS:
        sums = [sum(int(row[name]) for row in rows) for rows in (rounds, units, each)]
        assert len(set(sums)) == 1, name
    for row in each:
        assert int(row["应报"]) == int(row["已报"]) + int(row["未报"])


@pytest.mark.parametrize("number", ["2025-W34", "2025-W35"])
def test_a_round_says_here_what_it_says_alone(office: Workspace, number: str) -> None:
    (row,) = [one for one in rates_by_round(office)[0] if one["期次"] == number]
    alone = round_status(office, number)
    assert [row[name] for name in ("应报", "已报", "按时")] == [
        str(alone.owed), str(alone.reported), str(alone.on_time),
    ]  # fmt: skip


def test_the_command_prints_both_tables_and_gives_programs_every_part(office: Workspace) -> None:
    where = ["--home", str(office.home), "round", "status", "--all", "--as-of"]
    told = CliRunner().invoke(cli, [*where, "2025-09-01"]).output
    assert "2025-W34" in told and BUREAU in told and "报送率" in told
    plain = CliRunner().invoke(cli, [*where, "2025-09-01", "--format", "csv"]).output
    rows = list(csv.DictReader(io.StringIO(plain)))
    assert rows == rates_by_round(office)[2]
    assert "还没有开过调度" in CliRunner().invoke(cli, [*where, "2025-03-20"]).output
