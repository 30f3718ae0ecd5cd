"""Returned forms read by two processes, or a part of the folder at a time: always the same."""

from __future__ import annotations

from pathlib import Path

import pytest

import taskboard.workflows.form_reading as module
from returned_folder import folder, sent
from taskboard.collection.forms_in import broken_off
from taskboard.workflows.form_reading import read_each, read_forms

__all__ = ["folder", "sent"]


def test_two_processes_read_what_one_reads(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = list(read_forms(folder))
    assert [file[0] for file, _ in alone] == sorted(file[0] for file, _ in alone)
    assert {bool(returned.form) for _, returned in alone} == {True, False}  # a photo is among them
    monkeypatch.setattr(module, "FORKED_FROM", 2)
    monkeypatch.setattr(module, "SPAWNED_FROM", 2)
    assert list(read_forms(folder)) == alone


@pytest.mark.parametrize("limit", ["BATCH_FILES", "BATCH_BYTES"])
def test_a_large_folder_is_read_a_part_at_a_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    whole, parts = list(read_forms(folder)), []

    def reading(files: list[module.File]) -> object:
        parts.append(len(files))
        return read_each(files)

    monkeypatch.setattr(module, "read_each", reading)
    monkeypatch.setattr(module, limit, 1)
    assert list(read_forms(folder)) == whole
    assert parts == [1] * len(whole)


def test_a_file_that_ends_its_reader_is_refused_by_name() -> None:
    returned = broken_off("甲局.xlsx")
    assert not returned.readable
    assert [(each.file, each.code) for each in returned.refusals] == [("甲局.xlsx", "unreadable")]
