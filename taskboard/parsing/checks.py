"""Every warning the parser raises: its code, its weight, and the sentence a clerk reads.

This is the one table of codes; other modules raise by code only.
"""

from __future__ import annotations

from taskboard.model import Finding, Severity, Span

# code -> (severity, sentence); {} is filled with what was seen
TABLE: dict[str, tuple[Severity, str]] = {
    "no-heading": (
        "error",
        "全文没有找到带序号的标题，无法分解任务；请确认文件是否完整，或补上一、（一）等序号。",
    ),
    "classified-mark": (
        "error",
        "版头有密级标志“{}”；请确认本机可以处理该文件，否则立即停止并按规定处置。",
    ),
    "annex-missing": (
        "warning",
        "文中列有附件《{}》，但文件里没有附件正文；请向发文单位索取后一并导入。",
    ),
    "year-missing": (
        "warning",
        "没有找到文件的年份，“{}”之类不带年份的时限没有读成日期；请加 --year 年份后重新读取。",
    ),
    "issue-date-missing": ("warning", "没有找到成文日期；请核对原件，在审核表“文件”页补填。"),
    "issue-date-conflict": (
        "warning",
        "成文日期{}与{}对不上，可能有一处写错；请核对原件后改正。",
    ),
    "number-gap": ("warning", "序号不连续，“{}”之前缺号；请核对是否漏了内容。"),
    "number-repeated": ("warning", "序号重复或倒退：“{}”；已按先后次序编号，请核对原件。"),
    "heading-unnumbered": ("warning", "“{}”没有序号，按段首主题句当作标题；请核对分解是否恰当。"),
    "suspect-text": ("warning", "文字疑有差错：{}；请对照原件核对。"),
    "deadline-before-issue": ("warning", "时限“{}”早于成文日期{}；已照原文保留，请核实。"),
    "deadline-ambiguous": ("warning", "时限“{}”可有不同理解；请在审核表中写明日期。"),
    "goals-unlisted": (
        "info",
        "工作目标、总体要求一类章节写有{}项数字指标，没有列为任务；要分解的，请在审核表中补列。",
    ),
    "damaged-table": ("warning", "此处像是表格转换后的残留，内容可能不全；请对照原件核对。"),
    "table-unread": ("warning", "文中有表格{}行，已留在原处，没有逐行分解；请核对是否另有任务。"),
    "table-beside-text": (
        "warning",
        "{}起的分解表有{}行，没有一行与正文条款对应，单独列为任务；请核对是否与正文重复。",
    ),
    "table-matched": (
        "info",
        "分解表{}行：按序号与正文条款对应{}行，按文字相近对应{}行，正文没有对应条款的{}行；"
        "正文有{}项任务表中没有列。对应上的以分解表的单位和时限为准。",
    ),
    "row-matched-by-text": (
        "warning",
        "{}“{}”没有与条款相同的序号，按文字相近（{}）对应到条款 {}；请核对。",
    ),
    "row-without-clause": ("warning", "{}“{}”在正文中没有对应的条款，单独列为任务；请核对。"),
    "row-clause-ambiguous": (
        "warning",
        "{}“{}”与几个条款（{}）同样相近，没有对应，单独列为任务；请核对是否重复。",
    ),
    "row-covers-tasks": (
        "warning",
        "{}对应的条款 {} 有{}项任务，这一行的单位和时限用于其中每一项；请核对。",
    ),
    "rows-split-task": ("warning", "条款 {} 在分解表中分为{}行（{}），按行列为任务；请核对。"),
    "clause-without-row": ("warning", "条款 {} 在分解表中没有对应的行，按正文列为任务；请核对。"),
    "table-text-units": (
        "warning",
        "条款 {} 的责任单位，正文（第{}行）与分解表（{}）不一致：{}；现按分解表，请核对。",
    ),
    "table-text-deadline": (
        "warning",
        "条款 {} 的时限，正文（第{}行）写“{}”，分解表（{}）写“{}”；以分解表为先，"
        "正文的周期和节点仍保留，请核对。",
    ),
    "unit-none": ("info", "{}没有写明责任单位；请在审核表中填写。"),
    "unit-bracket-unread": (
        "warning",
        "“{}”像是责任分工，但读不出单位名称，没有列入；请核对并在审核表中填写。",
    ),
    "unit-label-unknown": (
        "warning",
        "“{}”不是已知的责任角色，其后的单位没有列入；请核对，或在设置的 [parsing.roles] 中补充。",
    ),
    "furniture-removed": ("info", "已略去页码、页眉、网页按钮等版面文字{}处，不计入正文。"),
}
WEIGHT = {"error": 0, "warning": 1, "info": 2}


def finding(code: str, span: Span | None = None, *words: object) -> Finding:
    """Return the finding of ``code`` with its sentence filled in.

    Raises:
        KeyError: If the table has no such code.
    """
    severity, sentence = TABLE[code]
    return Finding(code, severity, sentence.format(*words), span)


def ordered(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return each finding once, the most severe first, then by place."""
    once = {(f.code, f.message, f.span): f for f in findings}
    return tuple(
        sorted(once.values(), key=lambda f: (WEIGHT[f.severity], f.span.start if f.span else -1))
    )
