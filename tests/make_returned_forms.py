"""Make ``samples/returned-*``: what fictional 临岚市's units sent back in two rounds.

Run: ``python tests/make_returned_forms.py``. It plays the liaisons on forms of a fresh ledger and
saves them as values pasted into a new workbook (without the hidden identity), so that they are
taken into any ledger that opened the same rounds on the same sample.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from taskboard.cli.demo import ISSUE, OPENING, ROUNDS
from taskboard.cli.main import cli
from taskboard.resources import samples

sys.path.insert(0, str(Path(__file__).parent))
from filling import columns_of

ROUND_1 = {  # task -> (words of the unit in the lead, share done, actual values)
    "1.1-1": ("“一次办”实施细则4月22日印发，新开办企业平均用时0.6个工作日。", 85, [0.6]),
    "1.1-2": ("五个县（市、区）大厅专区已有四个启用，泽枫县场地正在改造。", 80, [2]),
    "1.2-1": ("已覆盖餐饮、便利店等6个行业，备案分支场所412户。", 60, []),
    "1.3-1": ("二季度办理简易注销1260件，均在3个工作日内办结。", 50, [1]),
    "1.3-2": ("第一次府院联席会议5月28日召开，清理长期停业未经营企业148户。", 49, [148]),
    "2.1-1": ("第一批清单5月20日公布，简易低风险项目平均审批16个工作日。", 70, [16]),
    "2.2-1": ("高新区和2个园区区域评估成果已通过评审，青埠园区水土保持评估尚缺报告。", 75, [3]),
    "2.3-1": ("为47个项目建立专班，上半年调度6次，答复问题83个。", 50, [1]),
    "2.3-2": ("一、二季度审批进展已公开。", 50, []),
    "2.4-1": ("消防、人防验收已并入，档案验收流程正在修订，联合验收率91%。", 60, [91]),
    "3.1-1": ("“信易贷”平台注册企业1.32万户，新增普惠小微企业贷款46.5亿元。", 58, [1.32, 46.5]),
    "3.2-1": ("举办专场活动34场，提供岗位6.1万个。", 57, [34, 6.1]),
    "3.2-2": ("平台软件开发完成，正在试运行。", 70, []),
    "3.3-1": ("新服务范围6月1日起执行，高压用户平均办电18个工作日。", 60, [18]),
    "3.4-1": ("“标准地”出让面积占比76%。", 50, [76]),
    "3.4-2": ("处置闲置低效用地930亩。", 46, [930]),
    "4.1-1": ("抽查计划4月11日公布，部门联合抽查占比31%。", 50, [31]),
    "4.3-1": ("清查工作已覆盖全部36个执收单位，正在汇总报告。", 85, [1]),
    "5.1-1": ("上线“一件事”主题服务12项，其中企业类5项。", 60, [12, 5]),
    "5.2-1": ("电子证照库升级6月25日上线，归集电子证照312类。", 100, [312]),
    "5.3-1": ("一、二季度企业家恳谈会均已召开，问题清单48条已分办。", 50, [1]),
    "5.3-2": ("上半年企业诉求按期办结率98.4%。", 50, []),
    "5.4-1": ("年度清单3月27日公布，免申即享政策38条。", 76, [38]),
    "6.1-1": ("已明确分管负责同志，工作方案已备案。", 100, [1]),
    "6.2-1": ("上半年测评问卷已回收2100份，正在统计。", 45, [1]),
}
ROUND_2 = {
    "1.1-1": ("新开办企业平均用时0.5个工作日，已达到要求。", 100, [0.5]),
    "1.1-2": ("泽枫县专区7月18日启用，六个专区全部到位。", 100, [2]),
    "1.2-1": ("覆盖行业增加到8个，备案分支场所655户。", 80, []),
    "2.1-1": ("简易低风险项目平均审批15个工作日，第二批清单征求意见。", 85, [15]),
    "2.2-1": ("青埠园区水土保持评估报告7月底已报审。", 90, [4]),
    "3.1-1": ("平台注册企业1.47万户，新增普惠小微企业贷款53.8亿元。", 67, [1.47, 53.8]),
    "3.2-1": ("举办专场活动39场，提供岗位6.9万个。", 66, [39, 6.9]),
    "3.4-2": ("处置闲置低效用地1080亩。", 54, [1080]),
    "4.3-1": ("清查报告7月14日报送市政府，清退违规收费3项。", 100, [1]),
    "5.1-1": ("上线“一件事”主题服务14项，其中企业类6项。", 70, [14, 6]),
    "5.2-1": ("7月份数据共享需求响应情况已通报。", 100, [312]),
}
DONE = {"5.2-1", "6.1-1"}, {"1.1-2", "4.3-1"}  # per round
PROBLEMS = {
    "2.2-1": "青埠园区水土保持评估单位更换，报告推迟。",
    "3.4-2": "两宗闲置地涉及诉讼，处置周期长。",
    "3.1-1": "部分企业信息授权率偏低。",
}
ANSWERED = (  # order numbers of the units that answered, per round
    (1, 2, 5, 8, 9, 10, 11, 13, 17, 23, 24, 26, 27, 29, 33, 34, 35),
    (1, 2, 5, 9, 10, 11, 13, 23, 26, 27, 29, 34, 35, 36),
)
LATE_NAMES = {5: "工信局 进展（改）.xlsx", 27: "数据局报表.xlsx"}  # liaisons rename files


def answer(
    sheet: Worksheet, answers: dict[str, tuple[str, int, list[float]]], done: set[str], lead: bool
) -> None:
    """Type what one unit knows into its rows."""
    header, columns = columns_of(sheet)
    code = ""
    for row in range(header + 1, sheet.max_row + 1):
        key = str(sheet.cell(row, 1).value or "")
        if not key:
            continue
        code = key.split("@")[0].removeprefix("2025-01-")
        number = int(key.rpartition("#")[2])
        known = answers.get(code)
        put(sheet, row, columns, "本期情况", change(known, code in done) if number == 0 else None)
        if known is None:
            continue
        words, share, actual = known
        if number == 0:
            put(sheet, row, columns, "进展情况", words if lead else f"已按分工落实。{words}")
            put(sheet, row, columns, "完成比例（%）", f"{share}%")
            put(sheet, row, columns, "存在问题", PROBLEMS.get(code))
            put(sheet, row, columns, "下步安排", "对照时限倒排工期，按月推进。")
        if number < len(actual):
            put(sheet, row, columns, "指标实际值", actual[number])


def change(known: object, done: bool) -> str:
    """Return the word for 本期情况."""
    return "无变化" if known is None else "已完成" if done else "有进展"


def put(sheet: Worksheet, row: int, columns: dict[str, int], name: str, value: Any) -> None:
    """Set a cell that the form opened."""
    if value is None or name not in columns:
        return
    cell = sheet.cell(row, columns[name])
    if not cell.protection.locked:
        cell.value = value


def pasted(sheet: Worksheet) -> Workbook:
    """Return a new workbook with the cells of ``sheet``, as a liaison pastes them."""
    book = Workbook()
    copy = book.worksheets[0]
    copy.title = sheet.title
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                copy.cell(cell.row, cell.column).value = cell.value
    for letter, dimension in sheet.column_dimensions.items():
        copy.column_dimensions[letter].width = dimension.width
        copy.column_dimensions[letter].hidden = dimension.hidden
    day = dt.datetime(2025, 7, 1)
    book.properties.creator, book.properties.created, book.properties.modified = "", day, day
    return book


def run(home: Path, *args: str) -> None:
    """Run one command and stop when it fails."""
    result = CliRunner().invoke(cli, [*args, "--home", str(home)])
    if result.exit_code:
        raise SystemExit(f"{args}: {result.output}")


def main() -> None:
    """Write both folders."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        run(home, "init", str(home))
        for step in (*OPENING, *ISSUE):
            args = step.args.format(sample=samples(), out=scratch).split()
            run(home, *args, "--as-of", step.on)
        for (week, opened, day, _), answers, orders, done in zip(
            ROUNDS, (ROUND_1, ROUND_2), ANSWERED, DONE, strict=True
        ):
            forms, target = Path(scratch) / week, samples() / f"returned-{week}"
            run(home, "round", "open", "--week", week, "--all", "--as-of", opened)
            run(home, "round", "forms", "-o", str(forms), "--as-of", opened)
            target.mkdir(exist_ok=True)
            for path in sorted(forms.glob("*.xlsx")):
                order = int(re.match(r"\d+", path.name)[0])  # type: ignore[index]
                if order in orders:
                    sheet = load_workbook(path)["进展填报"]
                    answer(sheet, answers, done, lead=order not in (24, 34, 35, 36))
                    sheet["D3"], sheet["G3"] = "李明", "0999-5550100"
                    pasted(sheet).save(target / LATE_NAMES.get(order, path.name))
            run(home, "round", "collect", str(target), "--apply", "--as-of", day)
            run(home, "round", "close", "--round", week, "--as-of", day)


if __name__ == "__main__":
    main()
