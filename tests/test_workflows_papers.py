from __future__ import annotations

import dataclasses
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from sample_state import (
    BUREAU,
    CLERK,
    HEALTH,
    TRADE,
    D,
    close,
    day,
    issue,
    key,
    play,
    proposals,
    sample_ledger,
    sample_workspace,
)
from sample_state import report as update
from taskboard.errors import TaskboardError
from taskboard.ledger.events import NewEvent
from taskboard.office.xlsx import FileExistsAlreadyError
from taskboard.reports.scope import scope
from taskboard.workflows.papers import (
    NoSuchPaperError,
    find_paper,
    list_papers,
    make_circular,
    write_again,
)
from taskboard.workflows.reports import UnknownEndingError
from taskboard.workflows.undo import undo
from taskboard.workflows.workspace import Workspace

NASTY = "a < b & {{ 7*7 }} {% x %} =1+1 \x00\x1b <script>alert(1)</script> 🚧 𠮷㙟"


def words(path: Path) -> str:
    """Return every paragraph and table row of a document as lines of text."""
    body = Document(str(path)).element.body
    lines = []
    for block in body.iterchildren():
        if block.tag.endswith("}tbl"):
            for row in block.iter("{*}tr"):
                cells = ["".join(t.text or "" for t in c.iter("{*}t")) for c in row.iter("{*}tc")]
                lines.append(" | ".join(cells))
        elif block.tag.endswith("}p"):
            text = "".join(t.text or "" for t in block.iter("{*}t"))
            lines += [text] if text else []
    return "\n".join(lines) + "\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return sample_workspace(tmp_path)


def on(workspace: Workspace, text: str) -> Workspace:
    return dataclasses.replace(workspace, as_of=day(text))


@pytest.mark.parametrize("state", ["2025-03-20", "2025-08-24", "2025-09-01"])
def test_circular_of_three_days_as_golden(
    workspace: Workspace, golden: Callable[[str, str], None], state: str
) -> None:
    path = workspace.home / "通报.docx"
    done = make_circular(on(workspace, state), path)
    text = re.sub(r"[0-9a-f]{64}", "<digest>", words(path))
    golden(f"circular-{state}.txt", text)
    assert done.paper.number == "通报2025-01" and done.findings == ()


def test_a_second_circular_says_what_changed(workspace: Workspace) -> None:
    make_circular(on(workspace, "2025-08-24"), workspace.home / "1.docx")
    second = make_circular(workspace, workspace.home / "2.docx")
    assert second.paper.number == "通报2025-02"
    assert "与上次通报相比，新办结2项，新逾期1项。" in words(workspace.home / "2.docx")


def test_what_comes_near_is_not_said_to_be_unchanged(workspace: Workspace) -> None:
    make_circular(on(workspace, "2025-06-20"), workspace.home / "1.docx")
    make_circular(on(workspace, "2025-06-26"), workspace.home / "2.docx")
    told = words(workspace.home / "2.docx")
    assert "临近时限1项" in told and "临近时限" not in words(workspace.home / "1.docx")
    assert "与上次通报相比，没有新办结、新逾期和延期的事项。" in told


def test_numbers_restart_each_year(workspace: Workspace) -> None:
    make_circular(workspace, workspace.home / "1.docx")
    later = make_circular(on(workspace, "2026-01-05"), workspace.home / "2.docx")
    assert later.paper.number == "通报2026-01"


def test_a_paper_dated_before_another_takes_the_number_after_it(workspace: Workspace) -> None:
    make_circular(workspace, workspace.home / "1.docx")
    earlier = make_circular(on(workspace, "2025-08-24"), workspace.home / "2.docx")
    assert (earlier.paper.number, earlier.recorded) == ("通报2025-02", True)


def test_the_number_of_an_undone_paper_is_free(workspace: Workspace) -> None:
    make_circular(workspace, workspace.home / "1.docx")
    undo(workspace, apply=True)
    again = make_circular(workspace, workspace.home / "2.docx")
    assert (again.paper.number, again.recorded) == ("通报2025-01", True)
    assert [paper.number for paper in list_papers(workspace)] == ["通报2025-01"]


def test_the_same_paper_is_recorded_once_and_comes_out_the_same(workspace: Workspace) -> None:
    first = make_circular(workspace, workspace.home / "1.docx")
    again = make_circular(workspace, workspace.home / "2.docx")
    assert (first.recorded, again.recorded) == (True, False)
    assert [paper.number for paper in list_papers(workspace)] == ["通报2025-01"]
    with workspace.ledger() as ledger:
        late = NewEvent("judgement-set", key("1.1-1", BUREAU), {"judgement": "red"})
        extra = close(9, "2.2-2", HEALTH, "2025-08-31", "2025-09-01")
        ledger.append([late, *extra], actor=CLERK, effective_on=day("2025-09-01"), action="test")
    write_again(workspace, "通报2025-01", workspace.home / "3.docx")
    data = [(workspace.home / f"{n}.docx").read_bytes() for n in (1, 2, 3)]
    assert data[0] == data[1] == data[2]


def test_a_file_of_someone_else_is_never_overwritten(workspace: Workspace) -> None:
    path = workspace.home / "通报.docx"
    path.write_bytes(b"mine")
    with pytest.raises(FileExistsAlreadyError, match=r"通报\.docx"):
        make_circular(workspace, path)
    assert path.read_bytes() == b"mine" and list_papers(workspace) == []


def test_every_item_figure_is_counted_again_by_its_query(workspace: Workspace) -> None:
    make_circular(workspace, workspace.home / "通报.docx")
    snapshot = find_paper(workspace, "通报2025-01").snapshot
    state = workspace.state(day(snapshot["as_of"]), snapshot["seq"])
    assert state.hash == snapshot["hash"]
    items = scope(state).items
    counted = [f for f in snapshot["figures"] if f["frame"] == "items" and f["where"]]
    assert len(counted) > 8
    for figure in counted:
        rows = items.query(figure["where"], engine="python")
        assert list(rows.index) == figure["keys"], figure["name"]
        if figure["name"] not in ("mean_days_late", "extensions"):
            assert figure["value"] == len(rows)


def test_every_number_of_the_text_is_found_by_hand(workspace: Workspace) -> None:
    """Count the sample's rows with plain Python and find the same numbers in the text."""
    path = workspace.home / "通报.docx"
    make_circular(workspace, path)
    state = workspace.state()
    tasks = {str(t) for t in state.tasks.index}
    aside = {a.task for a in state.assignments.itertuples() if a.handling == "suspended"}
    done = {"2025-01-1.1-2", "2025-01-2.2-1"}
    total = len(tasks) - len(aside)
    owed = state.rounds["asks"].iloc[-1]
    first = {
        u.assignment: u.effective_on for u in state.updates.itertuples() if u.round == "2025-W35"
    }
    in_time = [a for a in owed if a in first and first[a] <= state.rounds["due_on"].iloc[-1]]
    came = [a for a in owed if a in first]
    text = words(path)
    assert f"已下达事项{len(tasks)}项，其中{len(aside)}项暂缓" in text
    assert (
        f"纳入统计的事项共{total}项。其中，已办结{len(done)}项，占{len(done) * 100 / total:g}%"
        in text
    )
    rates = [round(len(part) * 100 / len(owed), 2) for part in (came, in_time)]
    assert (
        f"应报{len(owed)}件，已报{len(came)}件，报送率{rates[0]:g}%；"
        f"期限内报送{len(in_time)}件，及时率{rates[1]:g}%" in text
    )


def test_the_public_one_has_no_contact_no_slip_and_no_words_of_units(tmp_path: Path) -> None:
    workspace = sample_workspace(tmp_path, papers={"contact": "王晓 0577-88881234"})
    inside, outside = tmp_path / "内部.html", tmp_path / "公开.html"
    make_circular(workspace, inside)
    make_circular(workspace, outside, public=True)
    assert "0577-88881234" in inside.read_text("utf-8")
    text = outside.read_text("utf-8")
    for secret in ("0577", "审签单", "条款存在分歧", "红灯", "严重滞后"):
        assert secret not in text


def test_the_annex_workbook_leads_from_each_figure_to_its_rows(workspace: Workspace) -> None:
    path = workspace.home / "附件.xlsx"
    make_circular(workspace, path)
    source, _, items = load_workbook(path).worksheets
    keys = {row[0].value: row[1].value for row in items.iter_rows(min_row=3, max_col=2)}
    late = next(row for row in source.iter_rows(min_row=4) if row[0].value == "逾期")
    assert (late[1].value, late[2].value, late[4].value) == ("1", "1/8 = 12.5%", "第3项")
    assert late[5].value == keys[3] == "2025-01-1.2-1"


def test_nothing_issued_and_no_such_paper_are_refused(tmp_path: Path) -> None:
    workspace = sample_workspace(tmp_path)
    with pytest.raises(TaskboardError, match="还没有任"):
        make_circular(on(workspace, "2025-01-01"), tmp_path / "x.docx")
    with pytest.raises(NoSuchPaperError, match="通报2099-01"):
        find_paper(workspace, "通报2099-01")
    with pytest.raises(UnknownEndingError, match=r"\.docx、\.html、\.xlsx"):
        make_circular(workspace, tmp_path / "x.pdf")


def nasty_workspace(folder: Path) -> Workspace:
    with sample_ledger(folder, empty=True) as ledger:
        play(ledger)
        long = update("1.1-1", BUREAU, "2025-W35", "进" * 10_000, 91)
        odd = update("1.2-1", TRADE, "2025-W35", NASTY, 41, problems=NASTY)
        wording = NewEvent("task-amended", key("2.1-2"), {"wording": NASTY, "heading": NASTY})
        ledger.append([long, odd, wording], actor=CLERK, effective_on=day("2025-09-01"), action="t")
    return sample_like(folder)


def sample_like(folder: Path) -> Workspace:
    from taskboard.settings import Settings

    url = f"sqlite:///{folder / 'ledger.db'}"
    return Workspace(folder, Settings(office=NASTY), url, day("2025-09-01"), CLERK)


@pytest.mark.parametrize("style", ["plain", "redhead"])
def test_the_public_document_has_no_slip_and_no_contact(tmp_path: Path, style: str) -> None:
    workspace = sample_workspace(tmp_path, papers={"contact": "王晓 0577-88881234"})
    inside, outside = tmp_path / "内部.docx", tmp_path / "公开.docx"
    make_circular(workspace, inside, style=style)
    make_circular(workspace, outside, style=style, public=True)
    secrets = ("0577", "审签单", "督查依据", "批准人")
    assert all(secret in words(inside) for secret in secrets)
    assert not any(secret in words(outside) for secret in secrets)
    assert "一、总体情况" in words(outside) and "数据来源" in words(outside)


@pytest.mark.parametrize("ending", ["docx", "html"])
def test_nasty_text_is_printed_and_never_breaks_or_runs(tmp_path: Path, ending: str) -> None:
    import html5lib

    workspace = nasty_workspace(tmp_path)
    path = tmp_path / f"通报.{ending}"
    make_circular(workspace, path)
    if ending == "docx":
        text = words(path)
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
    else:
        tree = html5lib.HTMLParser(strict=True).parse(path.read_text("utf-8"))
        assert tree.find(".//{http://www.w3.org/1999/xhtml}script") is None
        text = "".join(tree.itertext())
    assert "a < b & {{ 7*7 }} {% x %} =1+1 □□ <script>alert(1)</script> 🚧 𠮷㙟" in text


def test_an_issued_document_without_a_round_says_so(tmp_path: Path) -> None:
    with sample_ledger(tmp_path, empty=True) as ledger:
        for events in (proposals(), issue()):
            ledger.append(events, actor=CLERK, effective_on=day("2025-03-15"), action="test")
    make_circular(sample_like(tmp_path), tmp_path / "x.docx", document=D)
    assert "至统计日尚未组织进展报送。" in words(tmp_path / "x.docx")


def test_a_long_circular_is_warned_about() -> None:
    from taskboard.reports.circular import too_long

    assert too_long(4000) == ()
    assert [one.code for one in too_long(4001)] == ["paper-too-long"]


def test_row_keys_fit_in_a_cell_however_many() -> None:
    from taskboard.reports.layout import key_text, rows_text

    keys = [f"2025-01-{n}-1" for n in range(10_000)]
    assert len(key_text(keys)) < 32_767 and "共10000件" in key_text(keys)
    assert key_text(keys[:2]) == "2025-01-0-1、2025-01-1-1"
    numbers = {key: place for place, key in enumerate(keys, 1)}
    assert rows_text([keys[0], keys[2], keys[3], keys[4], keys[8], keys[9]], numbers) == (
        "第1、3—5、9、10项"
    )
    assert (rows_text([], numbers), rows_text(keys, numbers)) == ("—", "全部事项")


def test_files_carry_no_author(workspace: Workspace) -> None:
    make_circular(workspace, workspace.home / "x.docx")
    with zipfile.ZipFile(workspace.home / "x.docx") as archive:
        kept = [archive.read(name) for name in archive.namelist() if name.startswith("docProps/")]
    assert not any(b"creator" in part or b"lastModifiedBy" in part for part in kept)


def test_figures_of_the_document_lead_to_their_row_in_the_annex(workspace: Workspace) -> None:
    path = workspace.home / "x.docx"
    make_circular(workspace, path)
    body = Document(str(path)).element.body
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    links = {link.get(f"{name}anchor") for link in body.iter("{*}hyperlink")}
    marks = [mark.get(f"{name}name") for mark in body.iter("{*}bookmarkStart")]
    assert {"f_done", "f_late", "f_reported"} <= links <= set(marks)
    assert len(marks) == len(set(marks))
