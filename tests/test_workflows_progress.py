"""What is registered by hand of an assignment: percentages as typed, words, corrections."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from round_world import key, make_workspace, on
from taskboard.ledger.events import NewEvent
from taskboard.workflows.progress import (
    NoSuchUpdateError,
    PercentError,
    Report,
    WhichError,
    flag,
    judge,
    note,
    read_actuals,
    read_percent,
    update,
)
from taskboard.workflows.refusals import FutureDayError, NeededError
from taskboard.workflows.workspace import Workspace

KEY = key("1.1-1")


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path / "office")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("60", 60), ("６０％", 60), (" 66.7 % ", 66.7), ("0", 0), ("100", 100), ("0.0", 0),
        ("1", 1), ("0.6%", 0.6), ("1.2%", 1.2), ("2.0", 2),
    ],
)  # fmt: skip
def test_a_percentage_is_read_as_typed(text: str, value: float) -> None:
    assert read_percent(text) == value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("0.6", "60% 还是 0.6%"), ("1.0", "100% 还是 1%"), ("1.99", "199% 还是 1.99%"),
        ("-1", "不在 0 到 100"), ("100.1", "不在 0 到 100"), ("nan", "不在 0 到 100"),
        ("过半", "不是数字"), ("", "不是数字"),
    ],
)  # fmt: skip
def test_a_percentage_that_is_none_is_asked_about(text: str, why: str) -> None:
    with pytest.raises(PercentError, match=why):
        read_percent(text)


def test_all_that_was_said_is_kept_and_nothing_else(office: Workspace) -> None:
    report = Report(
        text="已开工68个。", percent=57.0, problems="资金", needs="协调", next_step="续建",
        reporter="李明", actuals={"1": 68.0}, counts={"due": 3},
    )  # fmt: skip
    told = update(office, "1.1-1", report)
    assert told.message == "2023-01-1.1-1（市住房和城乡建设局）已登记：有进展，完成 57%。"
    (event,) = office.state().events("progress-reported")
    assert event.to == {
        "change": "progress", "channel": "phone", "text": "已开工68个。", "percent": 57.0,
        "problems": "资金", "needs": "协调", "next_step": "续建", "reporter": "李明",
        "actuals": {"0": 68.0}, "counts": {"due": 3},
    }  # fmt: skip
    update(office, "1.1-1", Report(percent=0.0))
    assert office.state().events("progress-reported")[-1].to == {
        "change": "progress", "channel": "phone", "percent": 0.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "value"),
    [("96", 96), ("96%", 96), ("0.96%", 0.96), ("0", 0), ("0.96", None), ("1", None)],
)
def test_a_share_of_a_target_in_per_cent_is_asked_about(
    office: Workspace, said: str, value: float | None
) -> None:
    targets = [
        {"text": "按时办结率达到95%", "value": 95, "unit": "%"},
        {"text": "压缩至1个工作日", "value": 1, "unit": "个工作日"},
    ]
    with office.ledger() as ledger:
        amended = NewEvent("task-amended", "2023-01-1.1-1", {"targets": targets})
        ledger.append([amended], actor=office.actor, effective_on=office.as_of, action="test")
    update(office, "1.1-1", Report(actuals=read_actuals(["2=0.5个工作日"])))
    if value is None:
        with pytest.raises(WhichError, match=f"“{said}”是指 .*请带百分号重填。"):
            update(office, "1.1-1", Report(actuals=read_actuals([f"1={said}"])))
    else:
        update(office, "1.1-1", Report(actuals=read_actuals([f"1={said}"])))
        assert office.state().assignments.at[KEY, "actuals"] == {"0": value, "1": 0.5}


def test_progress_needs_words_or_a_figure(office: Workspace) -> None:
    with pytest.raises(NeededError):
        update(office, "1.1-1", Report(text=" "))
    assert update(office, "1.1-1", Report(change="unchanged")).message.endswith("已登记：无变化。")
    assert update(office, "1.1-1", Report(text="已开工")).message.endswith("已登记：有进展。")


def test_a_correction_counts_from_the_day_of_what_it_corrects(office: Workspace) -> None:
    update(office, "1.1-1", Report(percent=50.0), on=dt.date(2023, 7, 3))
    (said,) = office.state().events("progress-reported")
    update(office, "1.1-1", Report(percent=40.0), supersedes=said.seq)
    (mended,) = office.state().events("progress-corrected")
    assert (mended.effective_on, mended.to["supersedes"]) == ("2023-07-03", said.seq)
    assert office.state(dt.date(2023, 7, 3)).assignments.at[KEY, "percent"] == 40.0
    with pytest.raises(NoSuchUpdateError, match=r"（市住房和城乡建设局）没有第 1 号进展"):
        update(office, "1.1-1", Report(percent=40.0), supersedes=1)
    with pytest.raises(FutureDayError):
        update(office, "1.1-1", Report(percent=60.0), on=dt.date(2023, 8, 2))


@pytest.mark.parametrize(
    ("change", "asked"), [("done", "close"), ("extend", "extend"), ("none", "")]
)
def test_what_must_be_asked_for_is_told(office: Workspace, change: str, asked: str) -> None:
    told = update(office, "1.1-1", Report(change=change, text="情况"))
    ends = [note.rpartition(" ")[2] for note in told.notes]
    assert ends == ([asked] if asked else [])


def test_a_judgement_stands_beside_what_the_unit_says(office: Workspace) -> None:
    update(office, "1.1-1", Report(percent=90.0))
    assert judge(office, "1.1-1", "red", note="现场未见施工").message.endswith("严重滞后。")
    row = office.state().assignments.loc[KEY]
    assert (row["judgement"], row["self_judgement"]) == ("red", "green")
    assert row["judgement_reason"] == "现场未见施工"


def test_a_rhythm_of_its_own_and_back_to_the_rule(office: Workspace) -> None:
    assert flag(office, "1.1-1", "weekly").message.endswith("报送频次：每周。")
    assert office.state().assignments.at[KEY, "cadence"] == "weekly"
    assert flag(office, "1.1-1", "").message.endswith("报送频次：按设置。")
    assert not office.state().assignments.at[KEY, "cadence"]


def test_an_instruction_is_kept_with_who_gave_it(office: Workspace) -> None:
    later = on(office, dt.date(2023, 8, 3))
    assert note(later, "1.1-1", "王市长", "抓紧办理").message == "2023-01-1.1-1 已登记王市长批示。"
    (event,) = later.state().events("instruction-noted")
    assert (event.subject, event.to) == ("2023-01-1.1-1", {"who": "王市长", "what": "抓紧办理"})
    assert event.effective_on == "2023-08-03"
