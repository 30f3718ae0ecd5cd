"""Documents in: proposed tasks, nothing twice, refusals, and what an amended one changes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from clerk import Clerk
from new_office import home, new_office, run
from taskboard.ledger.fold_tasks import due_of
from taskboard.reading import read_file
from taskboard.resources import samples
from taskboard.review.columns import squash
from taskboard.workflows import imports as imports_module
from taskboard.workflows.imports import PARALLEL_FROM, import_files
from taskboard.workflows.workspace import Workspace

__all__ = ["home"]

LINLAN = "linlan-2025.txt"
SECRET = (
    "机密★三年\n某某市人民政府文件\n\n某政发〔2025〕3号\n\n某某市人民政府关于做好工作的通知\n\n"
    "各县人民政府：\n\n一、抓好落实\n\n（一）办好实事。年底前完成。\n"
)


def head(workspace: Workspace) -> int:
    with workspace.ledger() as ledger:
        return ledger.head()


def test_a_document_is_one_transaction_and_its_bytes_are_kept(home: Workspace) -> None:
    path = samples() / LINLAN
    done = import_files(home, [path]).documents[0]
    state = home.state()
    assert (done.serial, done.status, done.tasks) == ("2025-01", "new", len(state.tasks))
    assert state.documents.loc["2025-01", "number"] == "临岚政办发〔2025〕6号"
    assert len({event.transaction for event in state.events("task-proposed")}) == 1
    with home.ledger() as ledger:
        name, data, text = ledger.source(state.documents.loc["2025-01", "sha256"])
    assert (name, data) == (LINLAN, path.read_bytes())
    for row in state.tasks.itertuples():
        assert text[row.span_start : row.span_end].split() == str(row.text).split()


def test_measures_lose_the_bracket_and_nothing_else(home: Workspace) -> None:
    import_files(home, [samples() / "wulan-2024.txt"])
    tasks = home.state().tasks
    assert not tasks["wording"].str.contains("责任单位").any()
    assert not tasks["wording"].str.contains(r"\s").any()
    assert "漏洞扫描，" in tasks["wording"].iloc[0].replace(",", "，")


@pytest.mark.parametrize("again", [LINLAN, "linlan-2025.docx"], ids=["same", "other-format"])
def test_twice_is_nothing_new(home: Workspace, again: str) -> None:
    import_files(home, [samples() / LINLAN])
    before = head(home)
    report = import_files(home, [samples() / again])
    assert [document.status for document in report.documents] == ["known"]
    assert head(home) == before


def test_serials_run_within_the_year_and_are_not_reused(home: Workspace) -> None:
    names = ("linlan-2025.txt", "fengpu-2024.txt", "xichuan-2025.txt")
    report = import_files(home, [samples() / name for name in names])
    assert [d.serial for d in report.documents] == ["2025-01", "2024-01", "2025-02"]


def test_a_folder_and_one_bad_file(home: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "收文"
    folder.mkdir()
    for number in range(PARALLEL_FROM):  # enough for two processes
        text = (samples() / "fengpu-2024.txt").read_text("utf-8")
        new = text.replace("〔2024〕11号", f"〔2024〕{number + 20}号")
        (folder / f"{number:02d}.txt").write_text(new, "utf-8")
    (folder / "空.txt").write_bytes(b"")
    result = run(home, "import", str(folder))
    assert result.exit_code == 1 and "空.txt" in result.stderr
    assert len(home.state().documents) == PARALLEL_FROM
    assert f"新导入 {PARALLEL_FROM} 份、任务" in result.stderr
    assert "未能导入 1 份" in result.stderr
    again = run(home, "import", str(folder / "00.txt"), str(folder / "01.txt"))
    assert again.exit_code == 0
    assert "新导入 0 份" in again.stdout and "已在台账 2 份" in again.stdout


def test_a_fault_of_the_program_stops_no_other_file(
    home: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_on_bad(path: Path, **_: object) -> object:
        if path.name == "坏.txt":
            raise ZeroDivisionError("甲")
        return read_file(path)

    (tmp_path / "坏.txt").write_text("一、甲。", "utf-8")
    monkeypatch.setattr(imports_module, "read_file", fail_on_bad)
    report = import_files(home, [tmp_path / "坏.txt", samples() / "fengpu-2024.txt"])
    assert [error.zh.count("坏.txt") for error in report.refused] == [1]
    assert len(report.documents) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("今天天气很好，没有什么任务。\n", "没有找到", id="no-heading"),
        pytest.param(SECRET, "密级", id="classified"),
    ],
)
def test_refused_with_both_languages_and_nothing_written(
    home: Workspace, tmp_path: Path, text: str, words: str
) -> None:
    path = tmp_path / "来文.txt"
    path.write_text(text, "utf-8")
    result = run(home, "import", str(path))
    assert result.exit_code == 1
    assert "来文.txt" in result.stderr and words in result.stderr and "error" in result.stderr
    assert head(home) == 0


def test_classified_mark_can_be_overridden(home: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "来文.txt"
    path.write_text(SECRET, "utf-8")
    assert run(home, "import", str(path), "--allow-classified").exit_code == 0
    assert len(home.state().documents) == 1


def amended(tmp_path: Path) -> Path:
    text = (samples() / "xichuan-2025.txt").read_text("utf-8")
    text = text.replace("全年粮食播种面积稳定在42万亩以上", "全年粮食播种面积稳定在45万亩以上")
    gone = text[text.index("（三）保障农田灌溉") : text.index("二、发展乡村富民产业")]
    text = text.replace(gone, "\n")
    text = text.replace(
        "（二）加强督导考核",
        "（二）表扬先进典型。对工作突出的乡镇予以通报表扬。（责任单位：县政府办公室）\n\n"
        "（三）加强督导考核",
    )
    path = tmp_path / "修订稿.txt"
    path.write_text(text, "utf-8")
    return path


def test_an_amended_document_is_a_difference_then_events(home: Workspace, tmp_path: Path) -> None:
    import_files(home, [samples() / "xichuan-2025.txt"])
    before, path = head(home), str(amended(tmp_path))
    shown = run(home, "import", path)
    assert shown.exit_code == 0 and head(home) == before
    for words in ("是 2025-01 的修订稿", "改写 2025-01-1.1-1", "删去 2025-01-1.3-1", "新增 5.2-1"):
        assert words in shown.output
    assert "其余 13 条文字相同" in shown.output

    assert run(home, "import", path, "--apply").exit_code == 0
    tasks = home.state().tasks
    fates = tasks["decomposition"].to_dict()
    assert fates["2025-01-1.1-1"] == fates["2025-01-1.3-1"] == "queried"
    assert "45万亩" in tasks.loc["2025-01-1.1-1", "wording"]
    assert fates["2025-01-2.1-1"] == "proposed"
    assert "通报表扬" in tasks.loc["2025-01-5.2-2", "text"]
    written = head(home)
    assert "没有新内容" in run(home, "import", path, "--apply").output
    assert head(home) == written


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        pytest.param("空.txt", b"", "空.txt", id="empty"),
        pytest.param("假.docx", b"%PDF-1.7\n%%EOF\n", "假.docx", id="ending-lies"),
        pytest.param("坏.docx", b"PK\x03\x04" + bytes(40), "坏.docx", id="damaged"),
        pytest.param("没有.txt", None, "找不到文件", id="missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_message_in_both_languages(
    home: Workspace, tmp_path: Path, name: str, data: bytes | None, words: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    result = run(home, "import", str(path))
    assert result.exit_code == 1 and isinstance(result.exception, SystemExit)
    lines = result.stderr.splitlines()
    assert [line.split("：")[0].split(":")[0] for line in lines[:2]] == ["错误", "error"]
    assert words in lines[0] and name in lines[1]
    assert head(home) == 0


@pytest.mark.parametrize(("field", "led"), [("牵头单位", "县住建局"), ("", ""), ("没有的栏", None)])
def test_the_offices_own_headers_apply_on_import(
    tmp_path: Path, field: str, led: str | None
) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("2025年重点工作任务分解表")
    table = document.add_table(rows=2, cols=4)
    rows = (("序号", "工作任务", "完成时限", "包抓人马"), ("1", "建设公园", "6月底前", "县住建局"))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    path = tmp_path / "a.docx"
    document.save(str(path))
    if field:
        text = f'[columns]\n"包抓人马" = "{field}"\n'
        (tmp_path / "taskboard.toml").write_text(text, "utf-8")
    day = dt.date(2025, 3, 20)
    workspace = new_office(tmp_path, day)
    refused = import_files(workspace, [path], year=2025).refused
    assert [("[columns]" in one.zh and field in one.zh) for one in refused] == [True] * (
        led is None
    )
    names = [unit["name"] for units in workspace.state().tasks["units"] for unit in units]
    assert "".join(names) == (led or "")


def traced(workspace: Workspace) -> int:
    """Check that every span of every task indexes the text of its own source; count them."""
    state, count = workspace.state(), 0
    with workspace.ledger() as ledger:
        for row in state.tasks.itertuples():
            first = str(state.documents.loc[row.document, "sha256"])
            own = str(row.source) or first
            text = ledger.source(own)[2]
            assert text[row.span_start : row.span_end].split() == str(row.text).split()
            for value in (*row.units, *row.deadlines, *row.targets):
                if not value.get("span"):
                    continue
                start, end = value["span"]
                words = value.get("as_written") or value["text"]
                held = ledger.source(value.get("source") or own)[2][start:end]
                assert squash(words) in squash(held), (row.Index, words, held)
                count += 1
    return count


def test_confirmed_work_is_carried_over_and_the_rest_is_suspect(
    home: Workspace, tmp_path: Path
) -> None:
    source, review = str(samples() / "xichuan-2025.txt"), tmp_path / "审核.xlsx"
    assert run(home, "import", source).exit_code == 0
    assert run(home, "review", "export", "-o", str(review)).exit_code == 0
    clerk = Clerk(review)
    reworded, removed, same = "2025-01-1.1-1", "2025-01-1.3-1", "2025-01-2.1-1"
    clerk.put(same, action="修改", wording="经核定的措施。", reason="领导改")
    clerk.put(reworded, action="修改", lead="县农业农村局", due_on=dt.date(2025, 10, 20),
              wording="人工核定的粮食措施。", reason="分工")  # fmt: skip
    assert run(home, "review", "apply", str(clerk.save()), "--apply").exit_code == 0
    path = amended(tmp_path)
    text = path.read_text("utf-8").replace("二、发展乡村富民产业", "\n十、发展乡村富民产业")
    path.write_text(text, "utf-8")
    assert run(home, "import", str(path), "--apply").exit_code == 0

    state = home.state()
    tasks = state.tasks
    assert (tasks.loc[same, "decomposition"], tasks.loc[same, "wording"]) == (
        "amended", "经核定的措施。",
    )  # fmt: skip
    (added,) = tasks.index[tasks["text"].str.contains("通报表扬")]
    others = tasks.index.difference([same, reworded, removed, added])
    assert set(tasks.loc[others, "decomposition"]) == {"confirmed"}
    assert set(tasks.loc[[reworded, removed], "decomposition"]) == {"queried"}
    assert "人工核定的粮食措施" in tasks.loc[reworded, "doubt"]
    assert "没有这一条" in tasks.loc[removed, "doubt"]
    leads = [u["name"] for u in tasks.loc[reworded, "units"] if u["role"] == "lead"]
    assert leads == ["县农业农村局"]
    assert tasks.loc[reworded, "due_on"].date() == dt.date(2025, 10, 20)
    assert "45万亩" in tasks.loc[reworded, "text"] and tasks.loc[reworded, "source"]
    order = list(tasks.index)
    assert order.index(added) == order.index("2025-01-5.1-1") + 1  # printed where it now stands
    assert traced(home) > 30

    refused = run(home, "issue")
    assert refused.exit_code == 1
    for key in (reworded, removed):
        assert f"{key}：存疑" in refused.stderr
    shown = Clerk(tmp_path / "再审.xlsx") if run(
        home, "review", "export", "-o", str(tmp_path / "再审.xlsx")
    ).exit_code == 0 else None  # fmt: skip
    assert shown and "45万亩" in shown.get(reworded, "text")
    messages = [shown.get(key, "message", "待核") for key in shown.listed("待核")]
    gap = next(n for n, words in enumerate(messages) if "序号" in words)
    assert shown.get(shown.listed("待核")[gap], "words", "待核") == "十、"
    again = run(home, "review", "apply", str(tmp_path / "再审.xlsx"))
    assert again.exit_code == 0, again.output + again.stderr


def test_a_unit_that_a_person_took_away_is_not_brought_back(
    home: Workspace, tmp_path: Path
) -> None:
    import_files(home, [samples() / "xichuan-2025.txt"])
    review, key, other = tmp_path / "审核.xlsx", "2025-01-1.1-1", "2025-01-1.2-1"
    assert run(home, "review", "export", "-o", str(review)).exit_code == 0
    clerk = Clerk(review)
    clerk.put(key, lead="县农业农村局", responsible="", cooperate="", targets="不少于40万亩")
    assert run(home, "review", "apply", str(clerk.save()), "--apply").exit_code == 0
    path = amended(tmp_path)
    text = path.read_text("utf-8")
    at = text.index("（二）", text.index("（一）"))
    stop = text.index("。", at + 20)
    path.write_text(f"{text[:stop]}，及时通报{text[stop:]}", "utf-8")
    assert run(home, "import", str(path), "--apply").exit_code == 0
    tasks = home.state().tasks
    assert [unit["name"] for unit in tasks.loc[key, "units"]] == ["县农业农村局"]
    assert "单位照此前核定的，修订稿为：" in tasks.loc[key, "doubt"]
    assert "此前核定的指标是：不少于40万亩" in tasks.loc[key, "doubt"]
    assert tasks.loc[other, "doubt"] == "修订稿改写了这一条，请重新核定"  # nobody decided anything


def test_a_doubt_about_an_issued_task_stands_on_top_until_it_is_answered(
    home: Workspace, tmp_path: Path
) -> None:
    import_files(home, [samples() / "xichuan-2025.txt"])
    assert run(home, "issue", "--accept-proposals").exit_code == 0
    assert run(home, "import", str(amended(tmp_path)), "--apply").exit_code == 0
    review, gone = tmp_path / "审核.xlsx", "2025-01-1.3-1"
    assert run(home, "review", "export", "-o", str(review)).exit_code == 0
    clerk = Clerk(review)
    assert gone in clerk.listed()[:3] and "没有这一条" in clerk.get(gone, "doubts")
    clerk.put(gone, reason="县领导同意保留")
    done = run(home, "review", "apply", str(clerk.save()), "--apply")
    assert "已核定，照旧" in done.output and "县领导同意保留" in done.output
    task = home.state().tasks.loc[gone]
    assert (task["decomposition"], task["doubt"]) == ("issued", "")
    assert run(home, "review", "export", "-o", str(review), "--force").exit_code == 0
    assert not Clerk(review).get(gone, "doubts")


def test_a_sentence_only_the_amended_version_has_can_be_fetched_back(
    home: Workspace, tmp_path: Path
) -> None:
    text = (samples() / "xichuan-2025.txt").read_text("utf-8")
    first = tmp_path / "一.txt"
    first.write_text(text, "utf-8")
    assert run(home, "import", str(first)).exit_code == 0
    at = text.index("一、")
    more = "各乡镇要在4月底前报送工作方案。\n\n"
    new = text[:at] + more + text[at:].replace("42万亩", "45万亩")
    (tmp_path / "二.txt").write_text(new, "utf-8")
    assert run(home, "import", str(tmp_path / "二.txt"), "--apply").exit_code == 0
    review = tmp_path / "r.xlsx"
    assert run(home, "review", "export", "-o", str(review), "--force").exit_code == 0
    clerk = Clerk(review)
    texts = [clerk.get(key, "text", "未列入") for key in clerk.listed("未列入")]
    assert texts.count(more.strip()) == 1 and len(texts) == len(set(texts))
    key = clerk.listed("未列入")[texts.index(more.strip())]
    clerk.put(key, "未列入", action="列为任务", units="县政府办公室", reason="要办")
    done = run(home, "review", "apply", str(clerk.save()), "--apply")
    assert done.exit_code == 0, done.output + done.stderr
    task = home.state().tasks.query("text == @more.strip()")
    assert len(task) == 1 and traced(home)
    before = head(home)
    assert run(home, "review", "apply", str(review), "--apply").exit_code == 0
    assert head(home) == before


@pytest.mark.parametrize("stands", [True, False])
def test_a_fetched_sentence_is_removed_only_with_its_words(
    home: Workspace, tmp_path: Path, stands: bool
) -> None:
    text = (samples() / "xichuan-2025.txt").read_text("utf-8")
    at = text.index("一、")
    more = "各乡镇要在4月底前报送工作方案。"
    (tmp_path / "一.txt").write_text(f"{text[:at]}{more}\n\n{text[at:]}", "utf-8")
    assert run(home, "import", str(tmp_path / "一.txt")).exit_code == 0
    review = tmp_path / "r.xlsx"
    assert run(home, "review", "export", "-o", str(review)).exit_code == 0
    clerk = Clerk(review)
    (key,) = (k for k in clerk.listed("未列入") if clerk.get(k, "text", "未列入") == more)
    clerk.put(key, "未列入", action="列为任务", units="县政府办公室")
    assert run(home, "review", "apply", str(clerk.save()), "--apply").exit_code == 0
    (task,) = home.state().tasks.query("text == @more").index
    new = text.replace("42万亩", "45万亩")
    (tmp_path / "二.txt").write_text(new[:at] + more * stands + "\n\n" + new[at:], "utf-8")
    done = run(home, "import", str(tmp_path / "二.txt"), "--apply")
    assert done.exit_code == 0 and (f"删去 {task}" in done.output) is not stands
    assert (home.state().tasks.loc[task, "decomposition"] == "confirmed") is stands


def test_a_table_with_headers_of_ones_own(home: Workspace, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (
        ["2025年云溪县重点工作任务分解表"],
        ["No", "干什么", "谁来干", "啥时候干完", "钱从哪来"],
        [1, "建桥", "县交通局", "6月底前", "财政"],
    ):
        book.active.append(row)
    book.save(tmp_path / "表.xlsx")
    refused = run(home, "import", str(tmp_path / "表.xlsx"))
    assert refused.exit_code == 1
    assert "[columns]" in refused.stderr
    mapping = '[columns]\n"干什么" = "工作任务"\n"谁来干" = "牵头单位"\n"啥时候干完" = "deadline"\n'
    with (home.home / "taskboard.toml").open("a", encoding="utf-8") as settings:
        settings.write(mapping)
    taken = run(home, "import", str(tmp_path / "表.xlsx"))
    assert taken.exit_code == 0
    assert "“钱从哪来”栏不认识" in taken.stdout
    row = home.state().tasks.iloc[0]
    assert [(unit["name"], unit["role"], unit["origin"]) for unit in row["units"]] == [
        ("县交通局", "lead", "table")
    ]
    assert (str(row["due_on"])[:10], row["due_basis"]) == ("2025-06-30", "table")
    assert row["note"] == "钱从哪来：财政"


@pytest.mark.parametrize(
    ("origins", "due", "basis"),
    [
        pytest.param(("table", "stated"), "2025-06-30", "table", id="the-table-counts"),
        pytest.param(("stated", "stated"), "2025-12-31", "stated", id="else-the-latest"),
    ],
)
def test_a_day_of_the_decomposition_table_goes_before_the_text(
    origins: tuple[str, str], due: str, basis: str
) -> None:
    days = zip(("2025-06-30", "2025-12-31"), origins, strict=True)
    limits = [{"kind": "due", "due_on": day, "origin": one, "text": day} for day, one in days]
    assert due_of(limits, 2025) == (dt.date.fromisoformat(due), basis, due)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        pytest.param("", dt.date(2025, 2, 28), id="same-as-before-keeps-the-correction"),
        pytest.param("2025年4月2日", dt.date(2025, 4, 2), id="a-new-one-counts"),
    ],
)
def test_a_corrected_letterhead_stays_unless_the_new_version_prints_another(
    home: Workspace, tmp_path: Path, printed: str, day: dt.date
) -> None:
    source, review = samples() / "linlan-2025.txt", tmp_path / "r.xlsx"
    assert run(home, "import", str(source)).exit_code == 0
    assert run(home, "review", "export", "-o", str(review)).exit_code == 0
    clerk = Clerk(review)
    clerk.put("2025-01/issued_on", "文件", corrected="2025-02-28")
    assert run(home, "review", "apply", str(clerk.save()), "--apply").exit_code == 0
    text = source.read_text("utf-8").replace("不少于50条", "不少于60条")
    assert text.count("2025年3月12日") == 1
    (tmp_path / "二.txt").write_text(
        text.replace("2025年3月12日", printed or "2025年3月12日"), "utf-8"
    )
    assert run(home, "import", str(tmp_path / "二.txt"), "--apply").exit_code == 0
    assert home.state().documents.loc["2025-01", "issued_on"].date() == day
