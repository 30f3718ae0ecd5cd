"""The whole play on each sample: import, review out, a clerk corrects, apply, issue, count."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from openpyxl import load_workbook
from openpyxl.comments import Comment

from clerk import Clerk
from new_office import new_office
from taskboard.cli.main import cli
from taskboard.ledger.store import open_ledger
from taskboard.resources import samples
from taskboard.review.columns import split_names
from taskboard.review.others_in import headed
from taskboard.review.resolving import is_vague
from taskboard.review.workbook import META
from taskboard.workflows.imports import import_files
from taskboard.workflows.issue import issue
from taskboard.workflows.review import apply_review, export_review
from taskboard.workflows.workspace import Workspace, open_workspace

SAMPLES = ("linlan-2025", "fengpu-2024", "yanzhou-2025", "xichuan-2025", "wulan-2024")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Workspace]:
    workspace = new_office(tmp_path, dt.date(2025, 3, 20))
    yield workspace


def take_in(workspace: Workspace, stem: str, ending: str = ".txt") -> str:
    report = import_files(workspace, [samples() / f"{stem}{ending}"])
    assert not report.refused
    return report.documents[0].serial


def out(workspace: Workspace) -> Clerk:
    path = workspace.home / "审核表.xlsx"
    export_review(workspace, path)
    return Clerk(path)


def settle_all(clerk: Clerk) -> None:
    """Choose 保留 wherever nothing was chosen, and give a unit where none is."""
    for key in clerk.listed():
        if not clerk.get(key, "action"):
            clerk.put(key, action="保留")
        if not any(clerk.get(key, role) for role in ("lead", "responsible", "cooperate")):
            clerk.put(key, action="修改", responsible="县应急管理局")
        for role in ("lead", "responsible", "cooperate"):
            names = split_names(str(clerk.get(key, role) or ""))
            clear = tuple("市民政局" if is_vague(name) else name for name in names)
            if clear != names:
                clerk.put(key, action="修改", **{role: "、".join(dict.fromkeys(clear))})


SEEDS = ("fengcheng-2021", "haiyang-2020", "lanling-2019", "liaocheng-2023", "ziyang-2020")


@pytest.mark.parametrize("stem", SEEDS)
def test_whole_play_on_real_documents(home: Workspace, seeds: Path, stem: str) -> None:
    serial = import_files(home, [seeds / f"{stem}.txt"]).documents[0].serial
    state = home.state()
    bare = set(state.tasks.index[state.tasks["units"].map(len) == 0])
    wrong_day = state.findings["code"].isin(["issue-date-conflict", "issue-date-missing"])
    assert (stem == "haiyang-2020") <= (len(bare) >= 10)  # names no unit for most
    assert (stem == "lanling-2019") <= bool(wrong_day.any())  # signed in a year to come
    play(home, serial)
    state = home.state()
    assert state.findings.loc[wrong_day, "settled"].str.contains("2024-02-28").all()
    held = set(state.assignments["task"])
    live = state.tasks["decomposition"] == "issued"
    assert held == set(state.tasks.index[live])  # all of them now have a unit


@pytest.mark.parametrize("stem", SAMPLES)
def test_whole_play(home: Workspace, stem: str) -> None:
    play(home, take_in(home, stem, ".docx"))


def play(home: Workspace, serial: str) -> None:
    """Correct as a clerk would, apply, issue, and count."""
    clerk = out(home)
    settle_all(clerk)
    keys = clerk.listed()
    many = [key for key in keys if len(str(clerk.get(key, "wording"))) > 30]
    many.sort(key=lambda key: clerk.get(key, "action") != "保留")
    cut, gone, into, dropped = many[0], many[1], many[2], many[3]
    words = str(clerk.get(cut, "wording"))
    clerk.put(cut, action="拆分", wording=words[:15] + "。")
    code = str(clerk.get(cut, "code"))
    clerk.at(clerk.spare(), code=code, action="拆分", wording=words[15:], lead="市政府办公室")
    clerk.put(gone, action="合并", into=clerk.get(into, "code"))
    clerk.put(dropped, action="不列", reason="属日常工作")
    clerk.put(f"{serial}/issued_on", "文件", corrected=dt.date(2024, 2, 28))
    done = apply_review(home, clerk.save(), apply=True)
    assert not done.plan.refusals and not done.plan.conflicts and done.written

    state = home.state()
    fates = state.tasks["decomposition"].to_dict()
    assert (fates[cut], fates[gone], fates[dropped]) == ("split", "merged", "ignored")
    parts = [k for k in state.tasks.index if k not in keys]
    assert len(parts) == 2 and set(state.tasks.loc[parts, "text"]) == {clerk.get(cut, "text")}
    assert state.tasks.loc[into, "wording"].startswith(str(clerk.get(into, "wording")))
    assert str(clerk.get(gone, "wording")) in state.tasks.loc[into, "wording"]
    assert state.documents.loc[serial, "issued_on"].date() == dt.date(2024, 2, 28)

    again = apply_review(home, clerk.path, apply=True)
    assert not again.plan.events and not again.plan.conflicts and not again.plan.refusals

    issued = issue(home, serial)[0]
    assert issued.tasks == len(keys) + 2 - 3
    state = home.state()
    assert (state.tasks["decomposition"] == "issued").sum() == issued.tasks
    assert len(state.assignments) == issued.assignments
    book = load_workbook(home.out / f"任务分解表-{serial}.xlsx")
    sheet = list(book.active.iter_rows(min_row=5, values_only=True))
    numbers = [row[0] for row in sheet if isinstance(row[0], int)]
    assert numbers == list(range(1, issued.tasks + 1))
    printed = {str(row[2]) for row in sheet}
    assert any(words[:15] in cell for cell in printed)
    table = Document(str(home.out / f"任务分解表-{serial}.docx")).tables[0]
    cells = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    tasks = [row for row in cells if row[0].isdigit()]
    assert len(tasks) == issued.tasks
    assert {row[2] for row in tasks} == {cell for cell in printed if cell != "None"}
    assert all(row[3] or row[4] for row in tasks)  # each has a unit
    notice = "\n".join(p.text for p in Document(str(issued.files[-1])).paragraphs)
    assert f"工作事项{issued.tasks}项，涉及承办单位{issued.units}个" in notice
    assert issued.units == state.assignments["unit"].nunique()
    check = run(CliRunner(), home, "check")
    assert check.exit_code == 0, check.output + check.stderr


@pytest.mark.parametrize("stem", SAMPLES)
def test_every_character_is_a_task_a_heading_or_left_out(home: Workspace, stem: str) -> None:
    serial = take_in(home, stem)
    clerk = out(home)
    state = home.state()
    assert set(clerk.listed()) == set(state.tasks.index)
    with home.ledger() as ledger:
        text = ledger.source(state.documents.loc[serial, "sha256"])[2]
    left = {at for at, char in enumerate(text) if not char.isspace()}
    for start, end in zip(state.tasks["span_start"], state.tasks["span_end"], strict=True):
        left -= set(range(start, end))
    for key in clerk.listed("未列入"):
        start, end = map(int, key.split("/")[1].split("-"))
        left -= set(range(start, end))
    for item in state.events("document-imported")[0].to["coverage"]:
        if item["is"] == "heading":
            left -= set(range(*item["span"]))
    assert "".join(text[at] for at in sorted(left)) == ""


def test_identity_is_hidden_and_locked(home: Workspace) -> None:
    take_in(home, "xichuan-2025")
    book = out(home).book
    for name in ("任务", "未列入", "待核", "文件"):
        sheet = book[name]
        assert sheet.column_dimensions["A"].hidden and sheet["A4"].protection.locked
        assert sheet.protection.sheet and not sheet.protection.objects
        assert sheet.freeze_panes and sheet.auto_filter.ref
        assert sheet.page_setup.orientation == "landscape"
    assert json.loads(book[META]["A1"].value)["documents"] == ["2025-01"]
    assert book.properties.creator in (None, "")
    formats = [book["任务"][f"{letter}4"].number_format for letter in "BHINT"]
    assert formats == ["General", "General", "@", "yyyy-mm-dd", "@"]  # 3-1 typed is no day


def change_one(home: Workspace, **values: object) -> tuple[str, list[str], list[str]]:
    take_in(home, "xichuan-2025")
    clerk = out(home)
    key = clerk.listed()[0]
    clerk.put(key, **values)
    plan = apply_review(home, clerk.save(), apply=True).plan
    return key, [t.place for t in plan.refusals], [t.why for t in plan.refusals]


@pytest.mark.parametrize(
    ("values", "column", "why"),
    [
        pytest.param({"text": "改过的原文"}, "G 列“原文”", "不可改动", id="edited-original"),
        pytest.param({"code": "9.9-9"}, "B 列“编号”", "不可改动", id="edited-number"),
        pytest.param({"due_on": "2025-02-30"}, "N 列“时限（日期）”", "不是日期", id="no-such-day"),
        pytest.param({"due_words": "尽快办"}, "M 列“时限（文字）”", "看不出时限", id="no-time"),
        pytest.param({"action": "删除"}, "C 列“处理”", "不是处理方式", id="action"),
        pytest.param({"action": "不列"}, "U 列“理由”", "须写理由", id="ignored-without-reason"),
        pytest.param({"action": "存疑"}, "U 列“理由”", "疑点", id="doubt-without-reason"),
        pytest.param({"action": "合并"}, "T 列“并入”", "须写并入哪一条", id="merge-nowhere"),
        pytest.param(
            {"action": "合并", "into": "99"}, "T 列“并入”", "不是另一条任务", id="merge-unknown"
        ),
        pytest.param({"action": "拆分"}, "C 列“处理”", "没有其余各条", id="split-alone"),
        pytest.param({"wording": None}, "H 列“工作措施”", "不能为空", id="empty-measures"),
        pytest.param({"kind": "随便"}, "R 列“类型”", "不是任务类型", id="kind"),
        pytest.param({"key": "2025-01-7.7-1"}, "A 列“键”", "不是本表导出", id="edited-key"),
    ],
)
def test_refused_by_place_and_nothing_written(
    home: Workspace, values: dict[str, object], column: str, why: str
) -> None:
    key, places, reasons = change_one(home, **values)
    assert any(column in place and "“任务”表 第 4 行" in place for place in places)
    assert any(why in reason for reason in reasons)
    assert set(home.state().tasks["decomposition"]) == {"proposed"}, key


def test_deleted_row_is_refused(home: Workspace) -> None:
    take_in(home, "xichuan-2025")
    clerk = out(home)
    clerk.book["任务"].delete_rows(6)
    plan = apply_review(home, clerk.save(), apply=True).plan
    assert len(plan.refusals) == 1 and "整行被删" in plan.refusals[0].why


def test_unknown_unit_is_refused_with_suggestions(home: Workspace) -> None:
    runner = CliRunner()
    table = str(samples() / "units-linlan.xlsx")
    assert run(runner, home, "units", "import", table, "--apply").exit_code == 0
    take_in(home, "linlan-2025")
    clerk = out(home)
    key = clerk.listed()[-1]
    clerk.put(key, responsible="市财政管理局", cooperate="市人社局")
    plan = apply_review(home, clerk.save()).plan
    assert [t.column for t in plan.refusals] == ["J 列“责任单位”"]
    assert "市财政局" in plan.refusals[0].why
    clerk.put(key, responsible="市财政管理局、市财政局，市教育据")
    (refusal,) = apply_review(home, clerk.save()).plan.refusals
    assert "没有“市财政管理局”，是否指市财政局" in refusal.why  # every name of the cell is told
    assert "没有“市教育据”，是否指市教育局" in refusal.why
    clerk.put(key, responsible="市财政局")
    plan = apply_review(home, clerk.save(), apply=True).plan
    assert not plan.refusals
    units = {u["name"]: u["origin"] for u in home.state().tasks.loc[key, "units"]}
    assert units["市财政局"] == "manual" and units["市人力资源和社会保障局"] == "manual"
    again = apply_review(home, clerk.path).plan
    assert not again.changes and not again.conflicts


def test_sorting_and_comments_change_nothing(home: Workspace) -> None:
    from openpyxl.comments import Comment

    take_in(home, "xichuan-2025")
    clerk = out(home)
    sheet = clerk.book["任务"]
    values = [[c.value for c in row] for row in sheet.iter_rows(min_row=4, max_row=18)]
    for at, row in enumerate(reversed(values), 4):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value
    sheet["H5"].comment = Comment("领导：请再斟酌", "领导")
    plan = apply_review(home, clerk.save()).plan
    assert not plan.refusals and not plan.conflicts
    assert {change.what for change in plan.changes} == {"处理"}


def test_stale_workbook_is_a_conflict_by_row(home: Workspace) -> None:
    take_in(home, "xichuan-2025")
    mine, theirs = out(home), Clerk(home.home / "审核表.xlsx")
    one, two = mine.listed()[:2]
    theirs.put(one, wording="他人改的措施。")
    other = replace(home, actor=replace(home.actor, name="李他"))
    assert apply_review(other, theirs.save(home.home / "他.xlsx"), apply=True).written
    mine.put(one, wording="我改的措施。")
    mine.put(two, wording="只有我改的措施。")
    plan = apply_review(home, mine.save(), apply=True).plan
    assert [(c.row, c.conflict) for c in plan.conflicts] == [(4, True)]
    assert "他人改的措施" in plan.conflicts[0].why
    assert "只有我改的措施。" not in set(home.state().tasks["wording"])


def test_each_cell_is_an_event_with_actor_place_and_basis(home: Workspace) -> None:
    take_in(home, "fengpu-2024")
    clerk = out(home)
    key = next(k for k in clerk.listed() if not clerk.get(k, "responsible"))
    clerk.put(key, action="修改", lead="县教育局", cooperate="县卫生健康局", reason="按职责")
    assert apply_review(home, clerk.save(), apply=True).written
    events = home.state().events("task-amended", subjects=[key])
    assert [e.place.split("表")[-1] for e in events] == [
        f"第 {clerk.row(key)} 行 I 列“牵头单位”",
        f"第 {clerk.row(key)} 行 K 列“配合单位”",
    ]
    assert {e.actor for e in events} == {"王核"} and {e.reason for e in events} == {"按职责"}
    units = home.state().tasks.loc[key, "units"]
    assert [(u["name"], u["role"], u["origin"]) for u in units] == [
        ("县教育局", "lead", "manual"),
        ("县卫生健康局", "cooperate", "manual"),
    ]


def test_copied_row_with_its_key_splits(home: Workspace) -> None:
    take_in(home, "xichuan-2025")
    clerk = out(home)
    key, row = clerk.listed()[0], clerk.spare()
    words = str(clerk.get(key, "wording"))
    copied = [cell.value for cell in clerk.book["任务"][clerk.row(key)]]
    for column, value in enumerate(copied, 1):
        clerk.book["任务"].cell(row, column).value = value
    plan = apply_review(home, clerk.save()).plan
    assert "是同一条任务" in plan.refusals[0].why
    clerk.at(row, action="拆分", wording=words[20:])
    clerk.put(key, action="拆分", wording=words[:20])
    assert apply_review(home, clerk.save(), apply=True).written
    assert home.state().tasks.loc[key, "decomposition"] == "split"
    codes = home.state().tasks["code"]
    assert codes.is_unique and {"1.1-2", "1.1-3"} <= set(codes)


def test_sentence_is_fetched_back(home: Workspace) -> None:
    take_in(home, "fengpu-2024")
    clerk = out(home)
    key = clerk.listed("未列入")[-1]
    clerk.put(key, "未列入", action="列为任务", units="县政府办公室", due_on="2024年6月30日")
    assert apply_review(home, clerk.save(), apply=True).written
    task = home.state().tasks.iloc[-1]
    assert task["text"] == clerk.get(key, "text", "未列入")
    assert task["due_on"].date() == dt.date(2024, 6, 30) and task["due_basis"] == "manual"
    assert not apply_review(home, clerk.path).plan.events


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("加强领导。各部门要落实。", "加强领导"),
        ("2025年是“提质年”，\n各部门", "2025年是“提质年”"),
        (f"加强{'组织' * 10}", f"加强{'组织' * 9}……"),
    ],
)  # fmt: skip
def test_a_task_made_of_a_sentence_is_headed_by_whole_words(text: str, heading: str) -> None:
    assert headed(text) == heading


def test_findings_are_settled_and_dates_set_right(home: Workspace) -> None:
    serial = take_in(home, "xichuan-2025")
    clerk = out(home)
    clerk.put(f"{serial}/issued_on", "文件", corrected="2025年2月20日")
    assert apply_review(home, clerk.save(), apply=True).written
    state = home.state()
    assert state.documents.loc[serial, "issued_on"].date() == dt.date(2025, 2, 20)
    assert "2025-02-20" in state.findings["settled"].iloc[0]
    clerk.put(f"{serial}/issued_on", "文件", corrected="2025年13月20日")
    plan = apply_review(home, clerk.save()).plan
    assert "D 列“更正为”" in plan.refusals[0].column and "不是日期" in plan.refusals[0].why


def test_deadline_words_are_read_and_days_replace_the_end(home: Workspace) -> None:
    take_in(home, "xichuan-2025")
    clerk = out(home)
    one, two = clerk.listed()[:2]
    clerk.put(one, due_words="9月底前；每季度")
    clerk.put(two, due_on=dt.datetime(2025, 10, 15))
    assert apply_review(home, clerk.save(), apply=True).written
    tasks = home.state().tasks
    kinds = [(d["kind"], d["due_on"], d["origin"]) for d in tasks.loc[one, "deadlines"]]
    assert ("due", "2025-09-30", "manual") in kinds
    assert any(kind == "recurring" for kind, _, _ in kinds)
    assert tasks.loc[two, "due_on"].date() == dt.date(2025, 10, 15)
    assert tasks.loc[two, "due_basis"] == "manual"


def test_workbook_of_another_ledger_is_refused(home: Workspace, tmp_path: Path) -> None:
    take_in(home, "xichuan-2025")
    path = out(home).path
    other = open_workspace(str(tmp_path / "other"), ledger="", as_of=home.as_of, actor="")
    (tmp_path / "other").mkdir()
    open_ledger(other.url, create=True).close()
    take_in(other, "xichuan-2025")
    result = run(CliRunner(), other, "review", "apply", str(path))
    assert result.exit_code == 1 and "另一个台账" in result.stderr


def test_foreign_workbook_is_refused(home: Workspace) -> None:
    take_in(home, "xichuan-2025")
    result = run(CliRunner(), home, "review", "apply", str(samples() / "units-linlan.xlsx"))
    assert result.exit_code == 1 and "不是可应用的审核表" in result.stderr


def test_command_previews_then_writes(home: Workspace) -> None:
    take_in(home, "xichuan-2025")
    path = str(home.home / "审核表.xlsx")
    runner = CliRunner()
    shown = run(runner, home, "review", "export", "-o", path)
    assert shown.exit_code == 0 and "任务 15 条" in shown.output
    told = run(runner, home, "review", "apply", path).output
    assert "尚未写入" in told and "照原样确认 15 条（王核）；要逐条看请加 --all" in told
    assert "→ “已确认”" not in told
    told = run(runner, home, "review", "apply", path, "--all").output
    assert told.count("处理：“待审” → “已确认”（王核）") == 15 and "照原样" not in told
    assert set(home.state().tasks["decomposition"]) == {"proposed"}
    assert "已写入 15 处" in run(runner, home, "review", "apply", path, "--apply").output
    assert "没有需要变动" in run(runner, home, "review", "apply", path, "--apply").output


def run(runner: CliRunner, workspace: Workspace, *words: str) -> Result:
    given = ["--home", str(workspace.home), "--as-of", str(workspace.as_of), "--actor", "王核"]
    return runner.invoke(cli, [*given, *words])


def corrected(home: Workspace, path: Path) -> Clerk:
    """Take a document in and correct its workbook in every way at once."""
    assert not import_files(home, [path]).refused
    clerk = out(home)
    settle_all(clerk)
    many = [key for key in clerk.listed() if len(str(clerk.get(key, "wording"))) > 30]
    one, two, three, four, five = many[:5]
    clerk.put(one, action="修改", wording="改写的措施。\n第二行；=1+1", lead="市司法局",
              due_on=dt.date(2025, 7, 1), targets="办结率达到95%以上", note="备=试")  # fmt: skip
    words = str(clerk.get(two, "wording"))
    clerk.put(two, action="拆分", wording=words[:15])
    clerk.at(clerk.spare(), code=clerk.get(two, "code"), action="拆分", wording=words[15:],
             lead="市政府办公室", due_words="每季度")  # fmt: skip
    clerk.put(three, action="合并", into=clerk.get(one, "code"))
    clerk.put(four, action="不列", reason="属日常工作")
    clerk.put(five, action="存疑", reason="请再核")
    for key in clerk.listed("未列入")[-1:]:
        clerk.put(
            key, "未列入", action="列为任务", units="市政府办公室", due_on=dt.date(2025, 9, 1)
        )
    for key in clerk.listed("待核")[:1]:
        clerk.put(key, "待核", settled="已核")
    serial = str(home.state().documents.index[0])
    clerk.put(f"{serial}/issued_on", "文件", corrected=dt.date(2024, 2, 27))
    clerk.book["任务"]["H5"].comment = Comment("请再斟酌", "领导")
    return clerk


@pytest.mark.office
def test_office_program_saves_every_workbook_and_nothing_is_lost(tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "shared" / "seeds"
    paths = [samples() / f"{stem}.docx" for stem in SAMPLES]
    paths += [folder / f"{stem}.txt" for stem in SEEDS if folder.is_dir()]
    made: list[tuple[Workspace, Path]] = []
    for path in paths:
        home = tmp_path / path.stem
        home.mkdir()
        day = dt.date(2025, 3, 20)
        workspace = open_workspace(str(home), ledger="", as_of=day, actor="王核")
        open_ledger(workspace.url, create=True).close()
        units = [str(samples() / "units-linlan.csv"), "--apply"] if "linlan" in path.stem else []
        if units:
            assert run(CliRunner(), workspace, "units", "import", *units).exit_code == 0
        clerk = corrected(workspace, path)
        made.append((workspace, clerk.save(tmp_path / f"{path.stem}.xlsx")))
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    command += ["xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "saved")]
    subprocess.run(
        [*command, *(str(path) for _, path in made)], check=True, capture_output=True, timeout=300
    )
    for workspace, path in made:
        before = apply_review(workspace, path).plan
        assert not before.refusals and not before.conflicts
        saved = tmp_path / "saved" / path.name
        assert_still_pleasant(saved, with_units="linlan" in path.stem)
        after = apply_review(workspace, saved, apply=True)
        assert after.written, after.plan
        assert [(e.kind, e.subject, e.to) for e in after.plan.events] == [
            (e.kind, e.subject, e.to) for e in before.events
        ]
        assert {"task-split", "task-merged", "task-ignored", "task-queried", "task-amended",
                "task-proposed", "document-amended"} <= {e.kind for e in before.events}  # fmt: skip


def assert_still_pleasant(path: Path, *, with_units: bool) -> None:
    """Check that drop-downs, filters, protection, comments and print set-up are still there."""
    book = load_workbook(path)
    sheet = book["任务"]
    rules = {
        str(r.sqref).split(":")[0][0]: r.formula1 for r in sheet.data_validations.dataValidation
    }
    assert '"保留,修改,拆分,合并,不列,存疑"' in rules["C"] and "一次性" in rules["R"]
    assert "选项" in rules["T"]
    assert all("选项" in rules[letter] for letter in "IJK")
    first = book["选项"]["A1"].value  # a class of the directory, or a name the document prints
    assert first and (first in ("市政府各部门", "各县（市、区）人民政府")) <= with_units
    assert sheet.column_dimensions["A"].hidden and sheet.protection.sheet
    assert sheet["A4"].protection.locked and not sheet["H4"].protection.locked
    assert sheet.auto_filter.ref.startswith("A3:")  # panes belong to a view: none without a screen
    assert sheet.page_setup.orientation == "landscape" and str(sheet.page_setup.paperSize) == "8"
    assert sheet["H5"].comment.text.endswith("请再斟酌")
    assert book[META].sheet_state != "visible" and book["选项"].sheet_state != "visible"


@pytest.mark.parametrize(
    ("rows", "column", "why"),
    [
        pytest.param(
            {0: {"action": "合并", "into": 1}, 1: {"action": "不列", "reason": "重复"}},
            "T 列“并入”", "本身也选了不列、合并或拆分", id="into-one-left-out",
        ),
        pytest.param(
            {0: {"action": "合并", "into": 1}, 1: {"action": "合并", "into": 0}},
            "T 列“并入”", "本身也选了", id="in-a-circle",
        ),
        pytest.param(
            {0: {"action": "合并", "into": 1}, 1: {"action": "合并", "into": 2},
             2: {"action": "合并", "into": 0}},
            "T 列“并入”", "本身也选了", id="in-a-circle-of-three",
        ),
        pytest.param({0: {"action": "合并", "into": 0}}, "T 列“并入”", "不是另一条任务",
                     id="into-itself"),
        pytest.param(
            {0: {"action": "不列", "reason": "重复"}, 2: {"due_on": "2025年2月30日"}},
            "N 列“时限（日期）”", "不是日期", id="one-bad-cell-stops-all",
        ),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_refused_and_nothing_is_written(
    home: Workspace, rows: dict[int, dict[str, object]], column: str, why: str
) -> None:
    take_in(home, "xichuan-2025")
    clerk = out(home)
    keys = clerk.listed()
    for at, values in rows.items():
        into = values.get("into")
        more = {"into": clerk.get(keys[into], "code")} if isinstance(into, int) else {}
        clerk.put(keys[at], **{**values, **more})
    path = clerk.save()
    result = run(CliRunner(), home, "review", "apply", str(path), "--apply")
    assert result.exit_code == 1 and isinstance(result.exception, SystemExit)
    told = result.output + result.stderr
    assert "“任务”表" in told and column in told and why in told
    assert set(home.state().tasks["decomposition"]) == {"proposed"}


@pytest.mark.parametrize("fate", ["不列", "合并"])
def test_merging_into_what_another_has_meanwhile_given_up_is_a_conflict(
    home: Workspace, fate: str
) -> None:
    take_in(home, "xichuan-2025")
    mine, theirs = out(home), Clerk(home.home / "审核表.xlsx")
    one, two, three = mine.listed()[:3]
    for key in theirs.listed():
        theirs.put(key, action=None)
    into = theirs.get(three, "code") if fate == "合并" else None
    theirs.put(two, action=fate, reason="重复", into=into)
    assert apply_review(home, theirs.save(home.home / "他.xlsx"), apply=True).written
    mine.put(one, action="合并", into=mine.get(two, "code"))
    mine.put(two, action=None)
    plan = apply_review(home, mine.save(), apply=True).plan
    assert any(c.row == mine.row(one) and "并入" in c.column for c in plan.conflicts), plan
    assert home.state().tasks.loc[one, "decomposition"] == "proposed"


def test_a_merge_into_a_split_row_names_the_row(home: Workspace) -> None:
    take_in(home, "xichuan-2025")
    clerk = out(home)
    one, two = clerk.listed()[:2]
    words = str(clerk.get(two, "wording"))
    clerk.put(two, action="拆分", wording=words[:12])
    clerk.at(clerk.spare(), code=clerk.get(two, "code"), action="拆分", wording=words[12:])
    clerk.put(one, action="合并", into=clerk.get(two, "code"))
    plan = apply_review(home, clerk.save(), apply=True).plan
    assert [t.row for t in plan.refusals] == [clerk.row(one)]


@pytest.mark.parametrize(("before", "shown"), [("", "待审"), ("谁来办", "存疑：谁来办")])
def test_a_doubt_is_shown_as_the_decision_it_changes(
    home: Workspace, before: str, shown: str
) -> None:
    take_in(home, "xichuan-2025")
    for reason in filter(None, (before, "项目未定")):
        clerk = out(home)
        key = clerk.listed()[0]
        clerk.put(key, action="存疑", reason=reason)
        result = run(CliRunner(), home, "review", "apply", str(clerk.save()), "--apply")
        assert result.exit_code == 0
    assert f"{key} 处理：“{shown}” → “存疑”（王核，理由：项目未定）" in result.output


def test_what_stopped_it_is_counted_so_that_one_is_right_too(home: Workspace) -> None:
    take_in(home, "xichuan-2025")
    clerk = out(home)
    clerk.put(clerk.listed()[0], action="存疑")
    result = run(CliRunner(), home, "review", "apply", str(clerk.save()), "--apply")
    assert result.exit_code == 1
    assert "Nothing written (conflicts: 0, refusals: 1)" in result.stderr


def test_the_preview_says_what_becomes_of_each_task_and_field(home: Workspace) -> None:
    serial = take_in(home, "yanzhou-2025")
    clerk = out(home)
    settle_all(clerk)
    cut, gone, into, dropped, *rest = clerk.listed()
    words = str(clerk.get(cut, "wording"))
    code = clerk.get(cut, "code")
    clerk.put(cut, action="拆分", wording=words[:8])
    clerk.at(clerk.spare(), code=code, action="拆分", wording=words[8:])
    clerk.put(gone, action="合并", into=clerk.get(into, "code"))
    clerk.put(dropped, action="不列", reason="属日常工作")
    clerk.put(rest[0], action="修改", note="试点", targets="全年不少于12次")
    clerk.put(clerk.listed("未列入")[0], "未列入", action="列为任务")
    one = clerk.listed("待核")[0]
    clerk.put(one, "待核", settled="已核对原件")
    clerk.put(f"{serial}/issuer", "文件", corrected="堰州市人民政府办公厅")
    told = run(CliRunner(), home, "review", "apply", str(clerk.save())).output
    for line in (
        f"新任务（由 {code} 拆出）：“{words[:8]}”（王核）",
        f"{cut} 处理：“待审” → “拆为 2 条：",
        f"{gone} 处理：“待审” → “并入 {into}”",
        f"{into} 工作措施（{clerk.get(gone, 'code')} 并入）：“",
        f"{dropped} 处理：“待审：",
        "” → “不列任务”（王核，理由：属日常工作）",
        f"{rest[0]} 备注：（空） → “试点”",
        "指标：",
        "→ “全年不少于12次”",
        "新任务（从未列入取回）：“",
        f"{serial} 待核“{clerk.get(one, 'message', '待核')[:24]}",
        "：“未处理” → “已核对原件”",
        f"{serial} 发文机关：",
        " → “堰州市人民政府办公厅”",
    ):
        assert line in told, line
    assert "更正为" not in told and "“”" not in told


@pytest.mark.parametrize("fate", ["不列", "存疑", "合并", "拆分"])
def test_an_edit_of_what_another_has_meanwhile_decided_is_a_conflict(
    home: Workspace, fate: str
) -> None:
    take_in(home, "xichuan-2025")
    mine, theirs = out(home), Clerk(home.home / "审核表.xlsx")
    one, two = theirs.listed()[:2]
    into = theirs.get(two, "code") if fate == "合并" else None
    theirs.put(one, action=fate, reason="另定", into=into)
    if fate == "拆分":
        theirs.put(one, wording="其一。")
        code = theirs.get(one, "code")
        theirs.at(theirs.spare(), code=code, action="拆分", wording="其二。")
    assert apply_review(home, theirs.save(home.home / "他.xlsx"), apply=True).written
    before = home.state().tasks["decomposition"].to_dict()
    mine.put(one, action="修改", note="我的备注")
    plan = apply_review(home, mine.save(), apply=True).plan
    (told,) = plan.conflicts
    assert told.row == mine.row(one) and "C 列“处理”" in told.column and "重新导出" in told.why
    assert home.state().tasks["decomposition"].to_dict() == before


def test_a_finding_answered_by_a_person_is_not_answered_again(home: Workspace) -> None:
    head, *_ = (samples() / "linlan-2025.txt").read_text("utf-8").split("一、")
    head = head.replace("2025年3月12日", "")
    plan = home.home / "要点.txt"
    plan.write_text(
        f"{head}\n一、督查\n（一）督查。每季度督查一次。（责任单位：市政府办公室）", "utf-8"
    )
    serial = import_files(home, [plan]).documents[0].serial
    findings = home.state().findings
    (seq,) = findings.index[findings["code"] == "issue-date-missing"]
    clerk = out(home)
    clerk.put(str(seq), "待核", settled="已核对原件")
    clerk.put(f"{serial}/issued_on", "文件", corrected=dt.date(2025, 2, 20))
    assert apply_review(home, clerk.save(), apply=True).written
    assert home.state().findings.loc[seq, "settled"] == "已核对原件"
    again = apply_review(home, clerk.path, apply=True).plan
    assert not again.events and not again.conflicts and not again.refusals
