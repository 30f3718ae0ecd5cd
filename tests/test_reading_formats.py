"""The same plan in every format is the same tasks."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from libreoffice import saved_as
from reading_docx_maker import Maker, abstract, num, plan_levels
from taskboard.parsing.contract import to_json
from taskboard.parsing.parse import parse
from taskboard.reading import read_file

PLAN = """\
云溪县人民政府办公室关于印发2023年云溪县政务公开工作要点的通知
云政办发〔2023〕6号
各乡镇人民政府，县政府各部门：
《2023年云溪县政务公开工作要点》已经县政府同意，现印发给你们，请认真贯彻执行。
云溪县人民政府办公室
2023年4月12日
2023年云溪县政务公开工作要点
为做好2023年全县政务公开工作，制定本要点。
一、围绕中心工作深化主动公开
（一）推进财政资金信息公开。各部门预决算在批复后20个工作日内公开，6月底前建成“惠民资金”专栏，全年更新不少于12次，并同步公布资金分配结果、使用情况和绩效评价报告，接受社会监督。（牵头单位：县财政局；责任单位：县审计局、县民政局）
（二）推进义务教育招生信息公开。9月30日前公开招生范围、条件、程序和结果。（责任单位：县教育体育局）
二、提升政策解读和回应水平
（一）提高解读质量。
1.主要负责人全年带头解读政策不少于2次，多元化解读率达到60%以上。（责任单位：县政府各部门）
2.每季度末月20日前报送解读情况。（责任单位：县政府办公室）
（二）做好回应关切。对重大舆情5小时内发布信息。（责任单位：县政府办公室、县融媒体中心）
三、强化组织保障
（一）加强督促检查。每季度通报一次工作进展。（责任单位：县政府办公室）
抄送：县委办公室。
"""
LINES = PLAN.splitlines()
NUMBERS = (re.compile(r"^[一二三]、"), re.compile(r"^（[一二三]）"), re.compile(r"^\d\."))


def typed(path: Path) -> Path:
    document = Document()
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def numbered(path: Path) -> Path:
    maker = Maker(abstract(1, plan_levels()), num(1, 1))
    for line in LINES:
        depth = next((at for at, form in enumerate(NUMBERS) if form.match(line)), None)
        text = line if depth is None else NUMBERS[depth].sub("", line)
        maker.p(html.escape(text), of=None if depth is None else 1, at=depth or 0)
    return maker.save(path)


def web_page(path: Path) -> Path:
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in LINES)
    path.write_bytes(
        (
            '<html><head><meta charset="gb2312"></head><body><div class="nav"><a>首页</a></div>'
            f'<div class="crumb">当前位置：<a>文件</a></div><div id="zoom">{body}</div>'
            '<div class="footer">版权所有：云溪县人民政府</div></body></html>'
        ).encode("gb18030")
    )
    return path


def as_text(path: Path) -> Path:
    path.write_bytes(PLAN.replace("\n", "\r\n").encode("gb18030"))
    return path


MAKERS: dict[str, Callable[[Path], Path]] = {
    "txt-gb18030": lambda folder: as_text(folder / "要点.txt"),
    "docx-typed": lambda folder: typed(folder / "要点.docx"),
    "docx-automatic": lambda folder: numbered(folder / "要点.docx"),
    "html": lambda folder: web_page(folder / "要点.html"),
}
OFFICE_MAKERS: dict[str, Callable[[Path], Path]] = {
    "doc": lambda folder: saved_as(numbered(folder / "要点.docx"), "doc"),
    "wps": lambda folder: Path(
        shutil.copy(saved_as(typed(folder / "要点.docx"), "doc"), folder / "要点.wps")
    ),
    "odt": lambda folder: saved_as(numbered(folder / "要点.docx"), "odt"),
    "pdf": lambda folder: saved_as(typed(folder / "要点.docx"), "pdf"),
    "pdf-automatic": lambda folder: saved_as(numbered(folder / "要点.docx"), "pdf"),
}


def what_it_asks(path: Path) -> list[object]:
    """Document fields and tasks without white space and places."""

    def bare(value: object) -> object:
        if isinstance(value, dict):
            left_out = {"span", "sha256"}
            return {key: bare(one) for key, one in value.items() if key not in left_out}
        if isinstance(value, list | tuple):
            return [bare(one) for one in value]
        return "".join(value.split()) if isinstance(value, str) else value

    parsed = to_json(parse(read_file(path)))
    return [bare(parsed["document"]), bare(parsed["outline"]), bare(parsed["tasks"])]


@pytest.fixture
def asked(tmp_path: Path) -> list[object]:
    path = tmp_path / "原文.txt"
    path.write_text(PLAN, "utf-8")
    return what_it_asks(path)


def test_the_plan_asks_something(asked: list[object]) -> None:
    tasks = asked[2]
    assert isinstance(tasks, list)
    assert [task["code"] for task in tasks] == [
        "1.1-1", "1.2-1", "2.1.1-1", "2.1.2-1", "2.2-1", "3.1-1",
    ]  # fmt: skip


@pytest.mark.parametrize("form", list(MAKERS))
def test_same_tasks(form: str, asked: list[object], tmp_path: Path) -> None:
    assert what_it_asks(MAKERS[form](tmp_path)) == asked


@pytest.mark.office
@pytest.mark.parametrize("form", list(OFFICE_MAKERS))
def test_same_tasks_through_office(form: str, asked: list[object], tmp_path: Path) -> None:
    assert what_it_asks(OFFICE_MAKERS[form](tmp_path)) == asked
