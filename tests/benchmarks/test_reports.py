"""Rendering reports against the bare libraries; ratios are printed, not asserted.

Run: ``pytest tests/benchmarks/test_reports.py -o addopts= -s``
"""

from __future__ import annotations

import datetime as dt
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter
from docxtpl import DocxTemplate
from jinja2 import Environment, PackageLoader, select_autoescape
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sample_state import sample_workspace
from taskboard.office.docx import render_document
from taskboard.office.template import add_filters, render_page
from taskboard.office.xlsx_template import render_workbook
from taskboard.reports.board import board
from taskboard.resources import template_path

ROWS = 10_000
DAY = dt.date(2025, 9, 30)


def best(work: Callable[[], object], times: int = 3) -> float:
    """Return the shortest of a few runs in seconds."""
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        found.append(time.perf_counter() - begin)
    return min(found)


def show(what: str, peer: str, ours: float, theirs: float) -> None:
    print(f"\n{what}: {ours:.2f} s, {peer} {theirs:.2f} s, ratio {ours / theirs:.2f}")


def peak() -> float:
    """Return the most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ledger_rows() -> list[dict[str, Any]]:
    return [
        {
            "code": f"{n // 100}.{n % 100}-1", "section": "一、优化营商环境",
            "unit": "市行政审批局",
            "task": f"推进第{n}项政务服务事项一网通办，年底前网办率达到95%以上。",
            "role": "牵头", "due": DAY, "basis": "原文", "handling": "办理中",
            "timeliness": "○ 未到期", "percent": n % 101, "progress": f"网办率达到{n % 100}%。",
            "reported_on": DAY, "judgement": "按序时", "verification": "未核查", "note": "",
        }
        for n in range(ROWS)
    ]  # fmt: skip


def test_ledger_workbook_against_xlsxwriter(tmp_path: Path) -> None:
    rows = ledger_rows()
    context = {"title": "台账", "as_of": DAY, "total": ROWS, "rows": rows, "definitions": []}
    template = template_path("xlsx/ledger.xlsx")

    def ours() -> None:
        (tmp_path / "a.xlsx").write_bytes(render_workbook(template, context))

    def bare() -> None:
        book = xlsxwriter.Workbook(str(tmp_path / "b.xlsx"))
        sheet = book.add_worksheet()
        look = {"font_name": "仿宋_GB2312", "font_size": 11, "border": 1, "text_wrap": True}
        text = book.add_format({**look, "valign": "vcenter"})
        day = book.add_format({**look, "num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows, 3):
            for column, value in enumerate(row.values()):
                sheet.write(number, column, value, day if isinstance(value, dt.date) else text)
        book.close()

    one, other = best(ours), best(bare)
    print(
        f"\nledger xlsx {ROWS} x 15: {one:.2f} s, XlsxWriter {other:.2f} s, ratio {one / other:.2f}"
    )
    print(f"peak memory {peak():.0f} MB")


def test_progress_page_against_plain_jinja() -> None:
    items = [
        {
            "no": n, "key": f"2025-01-{n}", "heading": "推进一网通办",
            "wording": "网办率达到95%。" * 3, "lead": "市行政审批局", "due": DAY, "due_note": "",
            "code": "normal", "mark": "○", "standing": "正常推进", "note": "", "percent": 50.0,
            "progress": "网办率达到88%。", "problems": "",
        }
        for n in range(ROWS)
    ]  # fmt: skip
    context: dict[str, Any] = {
        "title": "进展", "as_of": DAY, "office": "", "total": ROWS, "figures": [], "elapsed": 75.0,
        "aside": 0, "units": [], "definitions": [], "sections": [{"heading": "一", "items": items}],
    }  # fmt: skip
    plain = Environment(
        loader=PackageLoader("taskboard.templates", ""), autoescape=select_autoescape(["html"]),
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    add_filters(plain)  # type: ignore[arg-type]
    template = plain.get_template("progress.html")
    one = best(lambda: render_page("progress.html", context))
    other = best(lambda: template.render(context))
    print(
        f"\nprogress html {ROWS}: {one:.2f} s, plain Jinja2 {other:.2f} s, ratio {one / other:.2f}"
    )


def test_document_with_a_long_table_against_docxtpl(tmp_path: Path) -> None:
    tasks = [
        {"no": n, "measures": f"第{n}项措施，年底前完成。", "lead": "市财政局",
         "others": "市商务局", "due": "年底前", "note": ""}
        for n in range(1000)
    ]  # fmt: skip
    context = {
        "label": "附件", "title": "任务分解表", "subtitle": "",
        "sections": [{"heading": "一、总体", "clauses": [{"heading": "改革", "tasks": tasks}]}],
    }  # fmt: skip
    path = template_path("docx/decomposition.docx")

    def bare() -> None:
        template = DocxTemplate(path)
        template.render(context, autoescape=True)
        template.save(tmp_path / "b.docx")

    one = best(lambda: (tmp_path / "a.docx").write_bytes(render_document(path, context)))
    other = best(bare)
    print(
        f"\ndocx, table of 1000 rows: {one:.2f} s, docxtpl {other:.2f} s, ratio {one / other:.2f}"
    )


def plain_jinja() -> Environment:
    """Return Jinja2 with the shipped templates and nothing else."""
    env = Environment(
        loader=PackageLoader("taskboard.templates", ""), autoescape=select_autoescape(["html"]),
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    add_filters(env)  # type: ignore[arg-type]
    return env


def test_board_page_against_plain_jinja(tmp_path: Path) -> None:
    """The lists of a board are cut to what fits, so its page is the same for any ledger."""
    context = board(sample_workspace(tmp_path).state())
    template = plain_jinja().get_template("board.html")

    def often(work: Callable[[], object]) -> float:
        return best(lambda: [work() for _ in range(100)])

    one = often(lambda: render_page("board.html", context))
    show("board html, 100 times", "plain Jinja2", one, often(lambda: template.render(context)))


def test_circular_with_a_long_annex_against_docxtpl(tmp_path: Path) -> None:
    items = [
        {"no": n, "key": f"2025-01-{n}", "heading": "推进一网通办", "wording": "网办率达到95%。",
         "lead": "市行政审批局", "due": DAY, "due_note": "", "code": "normal", "mark": "○",
         "standing": "正常推进",
         "percent": 50.0, "note": "", "problems": "", "progress": "", "next_step": ""}
        for n in range(1000)
    ]  # fmt: skip
    context: dict[str, Any] = {
        "title": "通报", "masthead": "政务督查", "issue_line": "第1期", "office": "市政府办公室",
        "as_of": DAY, "to": "各单位", "basis": "", "seq": 1, "digest": "", "public": False,
        "annexes": ["各单位完成情况", "全部事项进展情况", "数据来源"], "units": [], "items": items,
        "late_items": [], "data": [], "number": "通报2025-01",
        "body": [{"kind": "p", "text": "正文", "parts": [{"text": "正文", "figure": ""}]}],
    }  # fmt: skip
    path = template_path("docx/circular_plain.docx")
    env = add_filters(ImmutableSandboxedEnvironment())

    def bare() -> None:
        template = DocxTemplate(path)
        template.render(context, env, autoescape=True)
        template.save(tmp_path / "b.docx")

    one = best(lambda: (tmp_path / "a.docx").write_bytes(render_document(path, context)))
    show("circular, annex of 1000 rows", "docxtpl", one, best(bare))
    print(f"peak memory {peak():.0f} MB")
