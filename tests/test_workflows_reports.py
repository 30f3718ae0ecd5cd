from __future__ import annotations

import dataclasses
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import html5lib
import lxml.html
import pytest
from docx import Document
from openpyxl import load_workbook

from sample_state import BUREAU, CLERK, TRADE, D, day, key, play, sample_ledger, sample_workspace
from sample_state import report as update
from taskboard.errors import TaskboardError
from taskboard.ledger.events import NewEvent
from taskboard.reports.scope import office_of, scope
from taskboard.settings import Settings
from taskboard.workflows.reports import REPORTS, write_report
from taskboard.workflows.workspace import Workspace

DAYS = ["2025-03-20", "2025-08-24", "2025-09-01"]
HTML = [kind for kind, (_, templates) in REPORTS.items() if ".html" in templates]
DOCX = [kind for kind, (_, templates) in REPORTS.items() if ".docx" in templates]
XLSX = [kind for kind, (_, templates) in REPORTS.items() if ".xlsx" in templates]
XHTML = "{http://www.w3.org/1999/xhtml}"
BRIEF = ("board", "annual")  # print no wording, or its beginning
NASTY = "a < b & {{ 7*7 }} =1+1 \x00 <script>alert(1)</script> 🚧 𠮷㙟"


def masked(text: str) -> str:
    """Return ``text`` without the hash of the ledger, which holds the time of recording."""
    return re.sub(r"(（|校验 )[0-9a-f]{12}", r"\1<hash>", text)


def dump(path: Path) -> str:
    """Return every filled cell of a workbook as text, sheet by sheet, row by row."""
    lines = []
    for sheet in load_workbook(path):
        lines.append(f"== {sheet.title} {sheet.dimensions}")
        for row in sheet.iter_rows():
            cells = [f"{c.column_letter}:{c.value}" for c in row if c.value is not None]
            lines += [" | ".join(cells).replace("\n", "⏎")] if cells else []
        lines += [f"merged {one}" for one in sorted(map(str, sheet.merged_cells.ranges))]
    return "\n".join(lines) + "\n"


def text_of(path: Path) -> str:
    """Return the text of a page as a strict parser reads it, one line per block."""
    tree = html5lib.HTMLParser(strict=True).parse(path.read_text("utf-8"))
    body = tree.find(f"{XHTML}body")
    text = re.sub(r"[ \t]*\n\s*", "\n", "\n".join(body.itertext()))
    return text.strip() + "\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return sample_workspace(tmp_path)


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("kind", [kind for kind in XLSX if kind != "decomposition"])
def test_workbooks_of_three_days_as_golden(
    workspace: Workspace, golden: Callable[[str, str], None], kind: str, on: str
) -> None:
    path = workspace.home / f"{kind}.xlsx"
    write_report(dataclasses.replace(workspace, as_of=day(on)), kind, path)
    golden(f"{kind}-{on}.xlsx.txt", masked(dump(path)))


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("kind", HTML)
def test_pages_of_three_days_as_golden(
    workspace: Workspace, golden: Callable[[str, str], None], kind: str, on: str
) -> None:
    path = workspace.home / f"{kind}.html"
    write_report(dataclasses.replace(workspace, as_of=day(on)), kind, path)
    golden(f"{kind}-{on}.html.txt", masked(text_of(path)))


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("kind", DOCX)
def test_documents_of_three_days_as_golden(
    workspace: Workspace, golden: Callable[[str, str], None], kind: str, on: str
) -> None:
    path = workspace.home / f"{kind}.docx"
    write_report(dataclasses.replace(workspace, as_of=day(on)), kind, path)
    body = Document(str(path)).element.body
    lines = ["".join(t.text or "" for t in p.iter("{*}t")) for p in body.iter("{*}p")]
    text = "\n".join(line for line in lines if line) + "\n"
    golden(f"{kind}-{on}.docx.txt", masked(text))


def test_decomposition_as_golden(workspace: Workspace, golden: Callable[[str, str], None]) -> None:
    write_report(workspace, "decomposition", workspace.home / "x.xlsx", document=D)
    golden("decomposition.xlsx.txt", dump(workspace.home / "x.xlsx"))


@pytest.mark.parametrize("kind", HTML)
def test_pages_need_no_network_no_script_and_say_what_pictures_show(
    workspace: Workspace, kind: str
) -> None:
    path = workspace.home / "x.html"
    write_report(workspace, kind, path)
    text = path.read_text("utf-8")
    assert not re.search(r"<script|<link|@import|url\(|https?://(?!www\.w3\.org)|\son\w+=", text)
    tree = html5lib.parse(text)
    assert tree.get("lang") == "zh-CN" and len(list(tree.iter(f"{XHTML}h1"))) == 1
    svg = "{http://www.w3.org/2000/svg}svg"
    for picture in tree.iter(svg):
        assert picture.get("role") == "img" and picture.get("aria-label")
    for table in tree.iter(f"{XHTML}table"):
        assert all(cell.get("scope") for cell in table.iter(f"{XHTML}th"))


@pytest.mark.parametrize("kind", XLSX)
def test_workbooks_are_set_up_for_printing(workspace: Workspace, kind: str) -> None:
    path = workspace.home / "x.xlsx"
    write_report(workspace, kind, path)
    sheet = load_workbook(path).worksheets[0]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows and sheet.freeze_panes
    assert sheet.print_area.endswith(str(sheet.max_row))


@pytest.mark.parametrize("kind", list(REPORTS))
def test_nasty_text_is_printed_and_never_breaks_or_runs(tmp_path: Path, kind: str) -> None:
    with sample_ledger(tmp_path, empty=True) as ledger:
        play(ledger)
        long = update("1.1-1", BUREAU, "2025-W35", "进" * 10_000, 91)
        odd = update("1.2-1", TRADE, "2025-W35", NASTY, 41, problems=NASTY)
        wording = NewEvent("task-amended", key("2.1-2"), {"wording": NASTY, "heading": NASTY})
        ledger.append([long, odd, wording], actor=CLERK, effective_on=day("2025-09-01"), action="t")
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    workspace = Workspace(tmp_path, Settings(office=NASTY), url, day("2025-09-01"), CLERK)
    for ending in REPORTS[kind][1]:
        path = tmp_path / f"x{ending}"
        write_report(workspace, kind, path)
        if ending == ".html":
            text = text_of(path)
            assert f"{XHTML}script" not in {
                e.tag for e in html5lib.parse(path.read_text("utf-8")).iter()
            }
        elif ending == ".xlsx":
            text = dump(path)
            book = load_workbook(io.BytesIO(path.read_bytes()))
            assert not any(c.data_type == "f" for s in book for row in s.iter_rows() for c in row)
        else:
            continue  # read in the tests of papers
        shown = "a < b & {{ 7*7 }} =1+1 □ <script>alert(1)</script>"
        assert kind in BRIEF or shown in text


@pytest.mark.parametrize("kind", list(REPORTS))
def test_an_empty_ledger_is_refused(tmp_path: Path, kind: str) -> None:
    workspace = sample_workspace(tmp_path, on="2025-01-01")
    ending = next(iter(REPORTS[kind][1]))
    with pytest.raises(TaskboardError, match="还没有任"):
        write_report(workspace, kind, tmp_path / f"x{ending}")
    assert not (tmp_path / f"x{ending}").exists()


@pytest.mark.parametrize(
    "kind", [kind for kind in REPORTS if kind not in ("decomposition", "source")]
)
def test_tasks_not_yet_issued_give_an_empty_report_not_a_crash(tmp_path: Path, kind: str) -> None:
    workspace = sample_workspace(tmp_path, on="2025-03-12")
    for ending in REPORTS[kind][1]:
        assert write_report(workspace, kind, tmp_path / f"x{ending}").total == 0


@pytest.mark.parametrize("kind", list(REPORTS))
def test_figures_beside_a_report_count_again_by_their_query(
    workspace: Workspace, kind: str
) -> None:
    path = workspace.home / f"x{next(iter(REPORTS[kind][1]))}"
    done = write_report(workspace, kind, path, figures=True)
    assert done.figures == path.with_name(f"{path.name}.figures.json")
    found = json.loads(done.figures.read_text("utf-8"))
    state = workspace.state(day(found["as_of"]), found["seq"])
    assert (found["report"], found["hash"]) == (kind, state.hash)
    counted = [f for f in found["figures"] if f["frame"] == "items" and f["where"]]
    assert bool(counted) == (kind not in ("decomposition", "amendments", "lookback", "source"))
    items = scope(state).items
    for figure in counted:
        assert list(items.query(figure["where"], engine="python").index) == figure["keys"]


@pytest.mark.parametrize("on", DAYS)
def test_the_numbers_of_each_unit_on_the_board_add_up(workspace: Workspace, on: str) -> None:
    path = workspace.home / "看板.html"
    write_report(dataclasses.replace(workspace, as_of=day(on)), "board", path)
    page = lxml.html.fromstring(path.read_text("utf-8"))
    [table] = page.xpath("//h2[.='各单位办理情况']/following-sibling::table")
    rows = [[cell.text_content() for cell in row.iter("td")] for row in table.xpath(".//tbody/tr")]
    counts = [[int(cell) for cell in row[1:7]] for row in rows]
    assert counts and all(total == sum(parts) > 0 for total, *parts in counts)


def test_no_figures_file_unless_asked_for(workspace: Workspace) -> None:
    assert write_report(workspace, "board", workspace.home / "x.html").figures is None
    assert not list(workspace.home.glob("*.figures.json"))


@pytest.mark.parametrize(
    ("office", "document", "name"),
    [
        pytest.param("市府办", "", "市府办", id="as-set"),
        pytest.param("", "", "兰溪市人民政府办公室", id="issuer-of-the-document"),
        pytest.param("", D, "兰溪市人民政府办公室", id="issuer-of-the-one-document"),
        pytest.param("", "2099-01", "督查部门", id="no-issuer"),
    ],
)
def test_who_signs(tmp_path: Path, office: str, document: str, name: str) -> None:
    state = sample_workspace(tmp_path).state()
    settings = dataclasses.replace(state.settings, office=office)
    assert office_of(dataclasses.replace(state, settings=settings), document) == name
