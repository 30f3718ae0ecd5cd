"""Compare the sheets 未列入, 待核 and 文件 of a returned workbook with the ledger."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from taskboard.ledger.events import NewEvent
from taskboard.review.columns import DAYS, FETCH, LETTERHEAD, LISTS, squash
from taskboard.review.plan import Desk
from taskboard.review.prints import printed
from taskboard.review.returned import Row
from taskboard.review.sentences import KINDS, Sentence
from taskboard.review.values import Unreadable, read_day, read_units

TOLD = 24  # characters of a finding that the preview quotes
HEADING = 20  # characters of a sentence that head the task made of it
LOCKED = ("severity", "message", "words")  # columns of 待核
DATE_FINDINGS = ("issue-date-missing", "issue-date-conflict")


def compare_unlisted(desk: Desk, sentences: dict[str, tuple[str, str, Sentence]]) -> None:
    """Fetch sentences back as tasks.

    Args:
        desk: Where the plan is.
        sentences: Key of a row -> document, path of the clause it stands in, the sentence.
    """
    _gone(desk, "未列入", sentences, "按没有列为任务处理")
    for row in desk.returned.rows["未列入"]:
        words = squash(row.cells.get("action"))
        if row.key not in sentences:
            desk.refuse(row, "key", "这一行不是本表导出的句子；要增加任务请从原文句子中选")
            continue
        document, path, sentence = sentences[row.key]
        sent = {"text": sentence.text, "is": KINDS[sentence.kind], "why": sentence.why}
        if changed := _edited(row, sent):
            desk.refuse(row, changed, "此列不可改动；要列为任务请在“处理”列选择")
        elif words == FETCH:
            _fetch(desk, row, document, path, sentence)
        elif words:
            desk.refuse(row, "action", f"“{words}”不是处理方式，请选“{FETCH}”或留空")
        elif row.text("units") or row.text("due_on"):
            why = f"填了单位或时限，却没有选“{FETCH}”；要列为任务请选它，不要的请清空这一行"
            desk.refuse(row, "action", why)
        elif row.text("reason"):
            where = f"“未列入”表第 {row.number} 行没有选“{FETCH}”"
            desk.plan.notes.append(f"{where}，仍不列为任务；所写理由没有收回")


def _fetch(desk: Desk, row: Row, document: str, path: str, sentence: Sentence) -> None:
    tasks = desk.now.tasks
    same = tasks[(tasks["document"] == document) & (tasks["source"] == sentence.source)]
    if ((same["span_start"] == sentence.start) & (same["span_end"] == sentence.end)).any():
        return
    try:
        units = read_units(row.text("units"), "responsible", [], desk.directory, desk.on)
    except Unreadable as error:
        desk.refuse(row, "units", str(error))
        return
    try:
        day = read_day(row.cells.get("due_on"))
    except Unreadable as error:
        desk.refuse(row, "due_on", str(error))
        return
    key, seq = desk.new_key(document, path)
    around = tasks[(tasks["document"] == document) & (tasks["path"] == path)]
    first = around.iloc[0] if len(around) else None
    values = {
        "code": f"{path}-{seq}",
        "path": path,
        "seq": seq,
        "document": document,
        "heading": first["heading"] if first is not None else headed(sentence.text),
        "section_heading": first["section_heading"] if first is not None else "",
        "section": path.split(".")[0],
        "text": sentence.text,
        "span": [sentence.start, sentence.end],
        "source": sentence.source,
        "after": int(around["order"].max()) if sentence.source and len(around) else None,
        "kind": "once",
        "rollup": "all",
        "units": units,
        "deadlines": [manual_deadline(day)] if day else [],
        "targets": [],
    }
    event = NewEvent("task-proposed", key, values)
    desk.accept(row, "action", event, new=sentence.text, what="新任务（从未列入取回）")
    place = desk.plan.events[-1].place
    desk.plan.events.append(NewEvent("task-confirmed", key, reason=row.text("reason"), place=place))
    desk.plan.expect[key] = 0


def headed(text: str) -> str:
    """Return the first words of a sentence, up to a mark or cut with ……."""
    words = re.split("[，。；：！？]", " ".join(text.split()), maxsplit=1)[0]
    return words if len(words) <= HEADING else f"{words[:HEADING]}……"


def manual_deadline(day: dt.date) -> dict[str, Any]:
    """Return a deadline (parsing contract) that a person set."""
    empty = dict.fromkeys(("starts_on", "milestone", "rrule", "trigger", "within", "span"))
    text = f"{day.year}年{day.month}月{day.day}日前"
    due = {"kind": "due", "due_on": day.isoformat(), "approx": False, "origin": "manual"}
    return {"text": text, **due, **empty}


def _gone(desk: Desk, sheet: str, keys: Iterable[str], so: str) -> None:
    """Note rows that are no longer on a sheet."""
    there = {row.key for row in desk.returned.rows[sheet]}
    count = sum(key not in there for key in keys)
    if count:
        desk.plan.notes.append(f"“{sheet}”表少了 {count} 行，{so}")


def _edited(row: Row, sent: Mapping[str, Any]) -> str:
    """Return the first column of ``sent`` whose cell no longer prints that, "" for none."""
    for column, value in sent.items():
        if column in row.cells and squash(row.cells[column]) != printed(value):
            return column
    return ""


def compare_findings(desk: Desk, sent: Mapping[str, Mapping[str, Any]]) -> None:
    """Settle findings that say how they were settled.

    Args:
        desk: Where the plan is.
        sent: Key of a row -> what the sheet printed when the workbook was made.
    """
    now = desk.now.finding_rows
    waiting = [key for key, row in sent.items() if not row["settled"]]
    _gone(desk, "待核", waiting, "按没有处理计")
    for row in desk.returned.rows["待核"]:
        if row.key not in now:
            desk.refuse(row, "key", "这一行不是本表导出的待核事项")
            continue
        finding, how = now[row.key], row.text("settled")
        before = sent.get(row.key, {})
        if changed := _edited(row, {name: before.get(name) for name in LOCKED}):
            desk.refuse(row, changed, "此列不可改动；怎样处理请写在“处理结果”列")
            continue
        settled = before.get("settled")
        if settled and "settled" in row.cells and squash(how) != printed(settled):
            desk.refuse(row, "settled", f"此项早已处理为“{settled}”，不能再改；请恢复原来的文字")
            continue
        if not how or squash(how) == squash(finding["settled"]):
            continue
        if finding["settled"]:
            desk.clash(row, "settled", f"已有人处理：{finding['settled']}")
            continue
        values = {"seq": int(row.key), "code": finding["code"], "span": finding["span"], "how": how}
        event = NewEvent("finding-settled", finding["document"], values, reason=how)
        desk.accept(row, "settled", event, old="未处理", new=how, what=_told(finding))


def compare_documents(desk: Desk) -> None:
    """Correct letterhead fields."""
    amended: dict[str, list[tuple[Row, str, Any, Any]]] = {}
    serials = desk.returned.identity["documents"]
    _gone(desk, "文件", [f"{one}/{field}" for one in serials for field in LETTERHEAD], "按不改计")
    for row in desk.returned.rows["文件"]:
        serial, _, field = row.key.partition("/")
        if serial not in desk.now.document_rows or field not in LETTERHEAD:
            desk.refuse(row, "key", "这一行不是本表导出的文件信息")
            continue
        current = desk.now.document_rows[serial][field]
        base = desk.base.document_rows[serial][field]
        if "value" in row.cells and squash(row.cells["value"]) != squash(shown(base)):
            desk.refuse(row, "value", "读出的内容不可改动，请在“更正为”列填写")
            continue
        if not squash(row.cells.get("corrected")):
            continue
        try:
            wanted = _read_field(field, row.cells.get("corrected"))
        except Unreadable as error:
            desk.refuse(row, "corrected", str(error))
            continue
        if squash(shown(wanted)) == squash(shown(current)):
            continue
        if squash(shown(current)) != squash(shown(base)):
            desk.clash(row, "corrected", f"导出后已被改为“{shown(current)}”")
            continue
        amended.setdefault(serial, []).append((row, field, wanted, current))
    for serial, fields in amended.items():
        for row, field, wanted, current in fields:
            _amend(desk, row, serial, field, wanted, current)


def _amend(desk: Desk, row: Row, serial: str, field: str, wanted: Any, current: Any) -> None:
    old = shown(current)
    before = old if not isinstance(current, list) else current
    event = NewEvent("document-amended", serial, {field: wanted}, {field: before or None})
    what = LETTERHEAD[field][0]
    desk.accept(row, "corrected", event, old=str(old), new=str(shown(wanted)), what=what)
    if field == "year":
        why = f"没有写时限的改按 {wanted} 年底计，已读出的日期不变，请逐条核对“时限（日期）”"
        desk.plan.notes.append(f"{serial} 要点年度改为 {wanted}：{why}")
    if field != "issued_on":
        return
    answered = {e.to["seq"] for e in desk.plan.events if e.kind == "finding-settled" and e.to}
    for key, finding in desk.now.finding_rows.items():
        mine = finding["document"] == serial and not finding["settled"]
        if mine and finding["code"] in DATE_FINDINGS and int(key) not in answered:
            how = f"成文日期已更正为 {shown(wanted)}"
            values = {"seq": int(key), "code": finding["code"], "span": finding["span"], "how": how}
            desk.plan.events.append(NewEvent("finding-settled", serial, values, reason=how))
            desk.show(row, "corrected", serial, "未处理", how, _told(finding))


def _told(finding: Mapping[str, Any]) -> str:
    words = str(finding["message"])
    return f"待核“{words if len(words) <= TOLD else words[:TOLD] + '……'}”"


def _read_field(field: str, value: Any) -> Any:
    if field in DAYS:
        day = read_day(value)
        return day.isoformat() if day else None
    if field == "year":
        text = squash(value)
        if not re.fullmatch(r"20\d\d", text):
            raise Unreadable(f"“{text}”不是四位年份")
        return int(text)
    if field in LISTS:
        pieces = (piece.strip() for piece in re.split(r"[；;\n]", str(value)))
        return [piece for piece in pieces if piece]
    return str(value).strip()


def shown(value: Any) -> str:
    """Return a letterhead field as a cell prints it."""
    if value is None or value is False or (not isinstance(value, list) and value != value):
        return ""
    if isinstance(value, list | tuple):
        return "；".join(str(item) for item in value)
    if isinstance(value, dt.date):
        return f"{value:%Y-%m-%d}"
    return "" if value == 0 else str(value)
