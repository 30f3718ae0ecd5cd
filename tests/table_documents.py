"""Plans of fictional places with a 任务分解表: beside their text, after a notice, at odds with it.

Each is a list of paragraphs and tables; `word` and `web_page` write it as docx and html.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from docx import Document

Table = Sequence[Sequence[str]]
Body = Sequence[str | Table]

# numbers of the table are those of the clauses; one clause is cut in two rows, one has no row
QINGTAN: Body = [
    "清潭政办发〔2025〕8号",
    "清潭市人民政府办公室关于印发清潭市2025年政务公开工作要点的通知",
    "各县（市、区）人民政府，市政府各部门：",
    "《清潭市2025年政务公开工作要点》已经市政府同意，现印发给你们，请认真贯彻执行。",
    "清潭市人民政府办公室",
    "2025年3月12日",
    "清潭市2025年政务公开工作要点",
    "一、深化主动公开",
    "（一）公开财政信息。全面公开预决算，9月底前完成。（责任单位：市财政局、市审计局）",
    "（二）公开重大项目信息。公开项目审批和建设进度信息，全年更新不少于12次。"
    "（责任单位：市发展和改革委员会）",
    "二、提升解读回应",
    "（一）加强政策解读。制作图解和短视频，提高解读比例。组织负责人参加政策吹风会。",
    "（二）回应社会关切。对重要舆情在5小时内发布信息。（牵头单位：市政府新闻办公室）",
    "三、建好公开平台",
    "（一）改版政府网站。10月底前完成改版。（责任单位：市数据局）",
    "附件",
    "清潭市2025年政务公开工作任务分解表",
    [
        ["序号", "工作任务", "牵头单位", "配合单位", "完成时限", "责任领导"],
        ["一、深化主动公开", "", "", "", "", ""],
        ["（一）", "公开财政信息", "市财政局", "", "6月30日前", "陈一帆"],
        ["（二）", "公开重大项目信息", "市发改委", "市住房和城乡建设局", "12月底前", "陈一帆"],
        ["二、提升解读回应", "", "", "", "", ""],
        ["（一）", "制作政策图解和短视频，提高解读比例", "市政府办公室", "", "年底前", "林禾"],
        ["（一）", "组织负责人参加政策吹风会", "市政府新闻办公室", "市司法局", "每季度", "林禾"],
        ["（二）", "回应社会关切", "市委宣传部", "市政府新闻办公室", "", "林禾"],
        ["三、建好公开平台", "", "", "", "", ""],
        ["（二）", "办好政务公开体验区", "市政务服务局", "", "8月底前", "周游"],
    ],
]  # fmt: skip

# numbers of the table run through; the words are those of the clauses, or near them
HUAIXI: Body = [
    "槐溪县2024年重点民生工作实施方案",
    "为做好2024年民生工作，制定本方案。",
    "一、扩大普惠托育",
    "1. 新增托位。新建公办托育机构3家，新增托位300个。",
    "2. 规范托育服务。对已备案机构每半年开展一次检查。",
    "二、改善出行条件",
    "1. 改造农村公路。改造提升农村公路50公里，11月底前完工。",
    "2. 增加停车泊位。利用闲置地块新增公共停车泊位800个。",
    "三、做好困难群众救助",
    "及时足额发放困难群众救助资金。",
    "槐溪县2024年重点民生工作任务分解表",
    [
        ["序号", "工作内容", "责任单位", "完成时间", "投资（万元）"],
        ["1", "新增公办托位300个", "县卫生健康局", "2024年12月", "600"],
        ["2", "规范托育服务", "县卫生健康局", "6月底、12月底", ""],
        ["3", "改造提升农村公路50公里", "县交通运输局", "11月底前", "4200"],
        ["4", "新增公共停车泊位800个", "县城市管理局\n县住房和城乡建设局", "10月底前", "300"],
        ["5", "做好困难群众救助", "县民政局", "长期坚持", ""],
    ],
]  # fmt: skip

# a covering notice with demands of its own; the table is the plan
SHIQIAO: Body = [
    "石政办〔2025〕3号",
    "石桥区人民政府办公室关于分解落实2025年政府工作报告重点任务的通知",
    "各镇人民政府，区政府各部门：",
    "现将2025年政府工作报告重点任务分解如下，并提出以下要求，请一并落实。",
    "一、加强组织领导。各牵头单位要细化措施，3月20日前报送实施计划。",
    "二、严格督查问责。区政府督查室每季度通报一次进展情况。",
    "附件：石桥区2025年政府工作报告重点任务分解表",
    "石桥区人民政府办公室",
    "2025年2月18日",
    "附件",
    [
        ["石桥区2025年政府工作报告重点任务分解表", "", "", "", "", ""],
        ["类别", "序号", "重点任务", "责任分工", "", "完成时限"],
        ["", "", "", "牵头单位", "责任单位", ""],
        ["产业发展", "1", "新引进亿元以上项目20个", "区商务局", "区发改局", "年底前"],
        ["", "2★", "新增规上工业企业15家", "区工信局", "各镇人民政府", "12月底前"],
        ["城市更新", "3", "改造老旧小区12个", "区住建局", "", "10月底前"],
    ],
]  # fmt: skip


def word(path: Path, body: Body) -> Path:
    """Write a body as docx; a row with one filled first cell is merged over its width."""
    document = Document()
    for item in body:
        if isinstance(item, str):
            document.add_paragraph(item)
            continue
        table = document.add_table(rows=len(item), cols=len(item[0]))
        table.style = "Table Grid"
        for top, left, bottom, right in merges(item):
            table.cell(top, left).merge(table.cell(bottom, right))
        for row, texts in enumerate(item):
            for column, text in enumerate(texts):
                if text:
                    table.cell(row, column).text = text
    document.add_paragraph("")  # as Word does: no table ends a document
    document.save(str(path))
    return path


def web_page(path: Path, body: Body) -> Path:
    """Write a body as html, merged cells with rowspan and colspan."""
    parts = []
    for item in body:
        if isinstance(item, str):
            parts.append(f"<p>{escape(item)}</p>")
            continue
        spans = {(t, c): (b - t + 1, r - c + 1) for t, c, b, r in merges(item)}
        hidden = {
            (row, column)
            for top, left, bottom, right in merges(item)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        }
        parts.append("<table border='1'>")
        for row, texts in enumerate(item):
            parts.append("<tr>")
            for column, text in enumerate(texts):
                if (row, column) not in hidden:
                    down, across = spans.get((row, column), (1, 1))
                    words = escape(text).replace("\n", "<br>")
                    parts.append(f"<td rowspan='{down}' colspan='{across}'>{words}</td>")
            parts.append("</tr>")
        parts.append("</table>")
    page = f"<html><head><meta charset='utf-8'></head><body>{''.join(parts)}</body></html>"
    path.write_text(page, "utf-8")
    return path


def merges(table: Table) -> list[tuple[int, int, int, int]]:
    """Return merged cells as (top, left, bottom, right): full rows, two-row headers, categories."""
    found = []
    width = len(table[0])
    for row, texts in enumerate(table):
        if texts[0] and not any(texts[1:]):
            found.append((row, 0, row, width - 1))
    for row, texts in enumerate(table[:-1]):
        below = table[row + 1]
        if "责任分工" in texts:
            at = texts.index("责任分工")
            found.append((row, at, row, at + 1))
            found += [(row, c, row + 1, c) for c in range(width) if c not in (at, at + 1)]
        elif texts[0] and "类别" in table[1] and row > 2 and not below[0]:
            found.append((row, 0, row + 1, 0))
    return found
