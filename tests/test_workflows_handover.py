"""The draft notice that goes out when a document is issued."""

from __future__ import annotations

from pathlib import Path

from docx import Document

from new_office import home, run
from taskboard.resources import samples
from taskboard.workflows.handover import write_handover
from taskboard.workflows.imports import import_files
from taskboard.workflows.issue import issue
from taskboard.workflows.workspace import Workspace

__all__ = ["home"]


def issued(workspace: Workspace, stem: str, *, units: bool = False) -> Path:
    if units:
        table = str(samples() / "units-linlan.csv")
        assert run(workspace, "units", "import", table, "--apply").exit_code == 0
    import_files(workspace, [samples() / f"{stem}.txt"])
    return issue(workspace, accept_proposals=True, override="已核")[0].files[-1]


def lines_of(path: Path) -> list[str]:
    return [p.text for p in Document(str(path)).paragraphs if p.text]


def test_a_notice_says_what_is_handed_out_to_whom_and_how(home: Workspace) -> None:
    path = issued(home, "linlan-2025", units=True)
    lines = lines_of(path)
    assert path == home.out / "交办通知-2025-01.docx"
    state = home.state()
    units = state.assignments["unit"].nunique()
    subject = str(state.documents.loc["2025-01", "subject"])
    text = "\n".join(lines)
    assert f"关于印发《{subject}任务分解表》的通知" in lines
    assert f"《{subject}》（{state.documents.loc['2025-01', 'number']}）" in text
    assert f"工作事项29项，涉及承办单位{units}个" in text
    for words in ("及时签收", "每月25日前", "每周五前", "须在时限到期前提出书面申请", "佐证材料"):
        assert words in text
    assert f"附件：{subject}任务分解表" in lines
    assert lines[lines.index("2025年3月20日") - 1] == lines[0]
    slip = [cell.text for row in Document(str(path)).tables[0].rows for cell in row.cells]
    assert {"交办依据", "核　稿", "批准人"} <= set(slip)
    assert "督查依据" not in slip
    assert "{" not in text


def test_many_units_are_addressed_as_printed_in_order_of_protocol(home: Workspace) -> None:
    lines = lines_of(issued(home, "linlan-2025", units=True))
    to = next(line for line in lines if line.endswith("：") and "、" in line)
    assert "各县（市、区）人民政府" in to and "岚东区人民政府" not in to
    order = [to.index(name) for name in ("市政府各部门", "国网临岚供电公司", "各县（市、区）")]
    assert order == sorted(order)
    assert to.endswith("市口岸办：")  # not in the directory: last, as printed


def test_a_draft_someone_edited_is_left_alone(home: Workspace) -> None:
    path = issued(home, "xichuan-2025")
    assert write_handover(home, "2025-01").path == path
    path.write_bytes(b"edited")
    again = write_handover(home, "2025-01")
    assert again.path.name == "交办通知-2025-01（2）.docx"
    assert path.read_bytes() == b"edited"
    assert write_handover(home, "2025-01").path == again.path


def test_the_notice_is_a_paper_with_its_snapshot(home: Workspace, tmp_path: Path) -> None:
    path = issued(home, "linlan-2025", units=True)
    first = path.read_bytes()
    listed = run(home, "paper", "list").output
    assert "交办2025-01  2025-03-20  关于印发" in listed and listed.count("交办") == 1
    assert not write_handover(home, "2025-01").recorded  # the same facts once
    shown = run(home, "paper", "show", "交办2025-01", "--figures").output
    assert "工作事项 29" in shown and "2025-01-1.1-1" in shown
    again = tmp_path / "again.docx"
    assert run(home, "paper", "show", "交办2025-01", "-o", str(again)).exit_code == 0
    assert again.read_bytes() == first
    state = home.state()
    paper = state.papers.loc["交办2025-01"]
    figures = {one["name"]: one for one in paper["snapshot"]["figures"]}
    for figure in figures.values():
        rows = getattr(state, figure["frame"]).query(figure["where"], engine="python")
        counted = rows["unit"].nunique() if figure["name"] == "units" else len(rows)
        assert counted == figure["value"]
    assert paper["units"][-1] == "市口岸办"
    wrong = run(home, "paper", "show", "交办2025-01", "-o", str(tmp_path / "again.html"))
    assert wrong.exit_code == 1 and ".docx" in wrong.stderr
