"""What happened, in the words a clerk would use: one clause for every kind of event."""

from __future__ import annotations

from collections.abc import Callable

from taskboard.ledger.events import KINDS
from taskboard.ledger.select import Event
from taskboard.words import counted
from taskboard.workflows.evidence import VERIFIED
from taskboard.workflows.told_words import (
    FEW,
    Names,
    change_of,
    name_of,
    saying,
    several,
    short,
    unit_of,
)

Clause = Callable[[Event, Event | None, Names], str]


def _verb(event: Event, _: Event | None, own: Names) -> str:
    return KINDS[event.kind][2]


def _imported(event: Event, _: Event | None, own: Names) -> str:
    to = event.to
    if to.get("carried_from"):
        return f"结转 {to['carried_from']} 的未完成事项，列为 {event.subject}"
    title = str(to.get("title") or to.get("subject") or "")
    named = f"《{title.strip('《》')}》" if title else str(to.get("file") or "")
    return saying(f"导入文件 {event.subject}", named, to.get("number"))


def _document(event: Event, _: Event | None, own: Names) -> str:
    fields = {
        "title": "标题", "subject": "名称", "number": "发文字号", "issuer": "发文机关",
        "issued_on": "成文日期", "printed_on": "印发日期", "year": "年度", "recipients": "主送",
        "copied_to": "抄送", "annexes": "附件", "basis": "依据", "disclosure": "公开方式",
    }  # fmt: skip
    if event.to.get("amended_file"):
        return f"收入 {event.subject} 的修订稿 {event.to['amended_file']}"
    changed = [f"{label}{change_of(event, name)}" for name, label in fields.items()
               if name in event.to]  # fmt: skip
    return saying(f"更正 {event.subject} 的文件信息", *changed)


def _proposed(event: Event, _: Event | None, own: Names) -> str:
    # a plan counts from the first of its year, whatever day it was read in
    head = "提出任务（计自年初）" if event.effective_on.endswith("-01-01") else "提出任务"
    return saying(head, short(event.to.get("text")))


def _amended(event: Event, _: Event | None, own: Names) -> str:
    labels = {"wording": "措施", "units": "单位", "deadlines": "时限", "targets": "指标",
              "note": "备注"}  # fmt: skip
    changed = [f"{label}{change_of(event, name)}" for name, label in labels.items()
               if name in event.to]  # fmt: skip
    if "rollup" in event.to:
        changed.append(f"办结口径改为“{name_of('rollup', event.to['rollup'], own)}”")
    return saying("修改任务", "、".join(changed))


def _split(event: Event, _: Event | None, own: Names) -> str:
    made = event.to.get("into") or event.to.get("tasks")
    return f"拆分为 {'、'.join(map(str, made))}" if made else "拆分任务"


def _merged(event: Event, _: Event | None, own: Names) -> str:
    return f"并入 {event.to['into']}" if event.to.get("into") else "并入其他任务"


def _assigned(event: Event, _: Event | None, own: Names) -> str:
    to = event.to
    role = f"为{name_of('role', to['role'], own)}单位" if to.get("role") else ""
    due = f"时限 {to['due_on']}" if to.get("due_on") else ""
    due += "（本年度，默认）" if due and to.get("due_basis") == "default" else ""
    return saying(f"交{unit_of(event, _)}承办", role, due)


def _reported(event: Event, _: Event | None, own: Names) -> str:
    to = event.to
    corrects = event.kind == "progress-corrected"
    head = "电话报送进展" if to.get("channel") == "phone" else "报送进展"
    head = f"更正 #{to.get('supersedes')} 的进展" if corrects else head
    parts = [name_of("change", to.get("change", "progress"), own)]
    if to.get("percent") is not None:
        parts.append(f"完成 {to['percent']:g}%")
    parts.append(counted(to.get("counts")))
    actuals = sorted((to.get("actuals") or {}).items())
    parts += [f"指标{int(index) + 1}为 {value:g}" for index, value in actuals]
    labels = {"text": "", "problems": "问题：", "needs": "需协调：", "next_step": "下步：",
              "evidence": "佐证：", "reporter": "报送人 ", "signer": "审签人 "}  # fmt: skip
    more = [f"{label}{to[name]}".rstrip("。") for name, label in labels.items() if to.get(name)]
    return "；".join([saying(head, *parts), *more])


def _flagged(event: Event, _: Event | None, own: Names) -> str:
    often = name_of("cadence", event.to.get("cadence"), own)
    return f"{unit_of(event, _)}报送频次{f'改为{often}' if often else '恢复按设置'}"


def _people(event: Event, _: Event | None, own: Names) -> str:
    pairs = (("督办", "supervisor"), ("分管领导", "leader"))
    said = [f"{label} {event.to[name] or '（空）'}" for label, name in pairs if name in event.to]
    return saying("确定", *said)


def _evidence(event: Event, _: Event | None, own: Names) -> str:
    to = event.to
    mark = f"（SHA-256 {str(to['sha256'])[:12]}…）" if to.get("sha256") else ""
    kind = {"link": "（链接）", "note": "（说明）"}.get(str(to.get("kind")), mark)
    words = f"{to.get('name', '')}{kind}"
    if to.get("proves") == VERIFIED:  # brought by who verified, not by the unit
        return saying(f"核查{unit_of(event, _)}承办情况时留存材料", words)
    return saying("提交佐证", words, to.get("proves"))


def _filed(event: Event, _: Event | None, own: Names) -> str:
    to = event.to
    due = f"至 {to['new_due']}" if to.get("new_due") else ""
    unit = f"给{to['to_unit']}" if to.get("to_unit") else ""
    return f"申请{name_of('request', to.get('type'), own)}{due}{unit}（{event.subject}）"


def _decided(event: Event, filed: Event | None, own: Names) -> str:
    kind = name_of("request", filed.to.get("type"), own) if filed else ""
    decision = name_of("decision", event.to.get("decision"), own)
    day = event.to.get("new_due")
    due = f"，时限定为 {day}" if day else ""
    if filed and not day and event.to.get("decision") == "approve" and filed.to.get("new_due"):
        due = f"，延至 {filed.to['new_due']}"
    reply = f"，{event.to['reply_by']} 前重新报送" if event.to.get("reply_by") else ""
    whose = unit_of(event, filed) if filed else ""
    return f"{decision}{whose}{'的' if whose else ''}{kind}申请（{event.subject}）{due}{reply}"


def _verified(event: Event, _: Event | None, own: Names) -> str:
    to = event.to
    method = f"（{to['method']}）" if to.get("method") else ""
    found = name_of("verification", to.get("finding"), own)
    who = to.get("verifier")
    by = f"核查人 {who}" if who and who != event.actor else ""
    return saying(f"核查{unit_of(event, _)}承办情况{method}", found, to.get("note"), by)


def _reopened(event: Event, _: Event | None, own: Names) -> str:
    closure = event.to.get("closure")
    link = f"（撤回 #{closure} 的办结）" if closure else ""
    return f"{unit_of(event, _)}承办件重新开启办理{link}"


def _opened(event: Event, _: Event | None, own: Names) -> str:
    to = event.to
    due = f"{to['due_on']} 前报送" if to.get("due_on") else ""
    asks = f"应报 {len(to['asks'])} 项" if to.get("asks") else ""
    return saying(f"开启 {event.subject} 期调度", asks, due)


def _form(event: Event, _: Event | None, own: Names) -> str:
    to = event.to
    due = f"{to['due_on']} 前报回" if to.get("due_on") else ""
    rows = {row.get("assignment") for row in to.get("rows") or ()}
    asks = f"{len(rows)} 项" if rows else ""
    return saying(f"向{unit_of(event, _)}发出填报表 {event.subject}", asks, due)


def _received(event: Event, _: Event | None, own: Names) -> str:
    to = event.to
    outcome = name_of("outcome", to.get("outcome"), own)
    return saying(f"收到{unit_of(event, _)}填报表 {event.subject}", outcome, to.get("reason"))


def _paper(event: Event, _: Event | None, own: Names) -> str:
    to = event.to
    reply = f"请于 {to['reply_by']} 前回复" if to.get("reply_by") else ""
    units = f"主送{several(to['units'])}" if to.get("units") else ""
    kind = name_of("paper", to.get("kind"), own) or "文书"
    title = f"《{to['title']}》" if to.get("title") and to["title"] != kind else ""
    return saying(f"印发{kind}（{event.subject}）", title, units, reply)


def _unit(event: Event, _: Event | None, own: Names) -> str:
    verb = "更新单位" if event.before else "登记单位"
    shorts = event.to.get("short_names")
    return saying(f"{verb} {event.subject}", f"简称{'、'.join(shorts)}" if shorts else "")


def _retired(event: Event, _: Event | None, own: Names) -> str:
    to = event.to
    last = f"{to['valid_to']} 起停用" if to.get("valid_to") else ""
    heir = f"由{to['successor']}承接" if to.get("successor") else ""
    return saying(f"{event.subject}撤并", last, heir)


def _looked_back(event: Event, _: Event | None, own: Names) -> str:
    to = event.to
    carry = name_of("carry", to["carry"], own) if to.get("carry") else ""
    if to.get("carried_to"):
        carry += f"为 {to['carried_to']}"
    parts = [name_of("lookback", to.get("finding"), own), carry]
    labels = (("evidence", "佐证："), ("checker", "复查人 "))
    parts += [f"{label}{to[name]}" for name, label in labels if to.get(name)]
    return saying("回头看", *parts)


def _undone(event: Event, _: Event | None, own: Names) -> str:
    seqs = [f"#{seq}" for seq in event.to.get("seqs", [])]
    return f"撤销 {'、'.join(seqs[:FEW])}{f' 等 {len(seqs)} 条' if len(seqs) > FEW else ' 的'}记录"


CLAUSES: dict[str, Clause] = {
    "document-imported": _imported,
    "document-amended": _document,
    "finding-recorded": lambda e, _, own: saying("列入待核", e.to.get("message")),
    "finding-settled": lambda e, _, own: saying("待核已处理", e.to.get("how") or e.reason),
    "task-proposed": _proposed,
    "task-confirmed": _verb,
    "task-amended": _amended,
    "task-split": _split,
    "task-merged": _merged,
    "task-queried": lambda e, _, own: "列为存疑",
    "task-ignored": lambda e, _, own: "不列为任务",
    "task-issued": _verb,
    "assignment-issued": _assigned,
    "assignment-received": _verb,
    "progress-reported": _reported,
    "progress-corrected": _reported,
    "judgement-set": lambda e, _, own: saying(
        f"对{unit_of(e, _)}的督查判断",
        name_of("judgement", e.to.get("judgement"), own),
        e.to.get("note"),
    ),
    "flag-set": _flagged,
    "instruction-noted": lambda e, _, own: saying(f"{e.to.get('who', '')}批示", e.to.get("what")),
    "people-set": _people,
    "evidence-added": _evidence,
    "reminder-noted": lambda e, _, own: saying(f"发消息催办{unit_of(e, _)}", e.to.get("group")),
    "request-filed": _filed,
    "request-decided": _decided,
    "verification-recorded": _verified,
    "assignment-written-off": lambda e, _, own: f"{unit_of(e, _)}承办件销号",
    "assignment-archived": lambda e, _, own: f"{unit_of(e, _)}承办件归档",
    "assignment-reopened": _reopened,
    "assignment-resumed": lambda e, _, own: f"{unit_of(e, _)}承办件恢复办理",
    "round-opened": _opened,
    "round-closed": lambda e, _, own: f"关闭 {e.subject} 期调度",
    "form-issued": _form,
    "form-received": _received,
    "paper-issued": _paper,
    "paper-answered": lambda e, _, own: saying(f"回复 {e.subject}", e.to.get("words")),
    "unit-recorded": _unit,
    "unit-retired": _retired,
    "lookback-recorded": _looked_back,
    "appeal-filed": lambda e, _, own: saying(
        f"就 {e.to.get('paper', '')} 提出申诉（{e.subject}）", e.to.get("words")
    ),
    "appeal-decided": lambda e, _, own: saying(
        f"审理 {e.subject}", name_of("appeal", e.to.get("decision"), own)
    ),
    "undone": _undone,
}
