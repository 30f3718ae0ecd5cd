"""What `review apply` prints of a change; what `review export` does not write over."""

from __future__ import annotations

import pytest

from clerk import Clerk
from new_office import home, run
from taskboard.cli.review import _line
from taskboard.resources import samples
from taskboard.review.plan import Change
from taskboard.workflows.workspace import Workspace

__all__ = ["home"]

SAME = (
    "建立企业破产府院联动机制，上半年召开第一次联席会议，"
    + "年内集中清理长期停业未经营企业不少于300户。"
)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        pytest.param("6月底前", "9月底前", "“6月底前” → “9月底前”", id="short-is-whole"),
        pytest.param("", "市财政局", "：（空） → “市财政局”（", id="nothing-before"),
        pytest.param("市财政局", "", "：“市财政局” → （空）（", id="emptied"),
        pytest.param(
            SAME + "每月调度。", SAME + "每季度调度。",
            "“……营企业不少于300户。每月调度。” → “……营企业不少于300户。每季度调度。”", id="late",
        ),
        pytest.param(
            SAME, SAME + "再清理。",
            "“……经营企业不少于300户。” → “……经营企业不少于300户。再清理。”", id="appended",
        ),
        pytest.param(
            "甲" + SAME, "乙" + SAME, f"“甲{SAME[:47]}……” → “乙{SAME[:47]}……”", id="early",
        ),
    ],
)  # fmt: skip
def test_change_shows_where_it_differs(old: str, new: str, shown: str) -> None:
    line = _line(Change("2025-01-1.3-2", "工作措施", old, new, "", ""), "王核")
    assert shown in line and line.startswith("2025-01-1.3-2 工作措施：")
    assert line.endswith("（王核）")


def test_a_new_task_is_shown_without_an_arrow() -> None:
    change = Change("2025-01-1.3-4", "新任务（由 1.3-2 拆出）", "", "新的一条", "", "", born=True)
    assert _line(change, "王核") == "2025-01-1.3-4 新任务（由 1.3-2 拆出）：“新的一条”（王核）"


def test_a_workbook_somebody_wrote_in_is_not_written_over(home: Workspace) -> None:
    path = home.home / "审核表.xlsx"
    write = ["review", "export", "-o", str(path)]
    assert run(home, "import", str(samples() / "linlan-2025.txt")).exit_code == 0
    assert run(home, *write).exit_code == run(home, *write).exit_code == 0
    clerk = Clerk(path)
    clerk.put("2025-01-1.1-1", reason="改了一半")
    clerk.save()
    refused = run(home, *write)
    assert refused.exit_code == 1 and "已经存在且内容不同" in refused.stderr
    assert Clerk(path).get("2025-01-1.1-1", "reason") == "改了一半"
    assert run(home, *write, "--force").exit_code == 0
    assert Clerk(path).get("2025-01-1.1-1", "reason") is None
    path.write_text("别的文件", "utf-8")
    assert run(home, *write).exit_code == 1


@pytest.mark.parametrize("name", ["审核表.docx", "审核表.xls", "审核表"])
def test_it_is_written_as_a_workbook_only(home: Workspace, name: str) -> None:
    assert run(home, "import", str(samples() / "linlan-2025.txt")).exit_code == 0
    refused = run(home, "review", "export", "-o", str(home.home / name))
    assert refused.exit_code == 1 and "文件名请以 .xlsx 结尾" in refused.stderr
    assert not (home.home / name).exists()
