"""The columns of each table a folded ledger state holds; everyone above reads only these.

Dates are ``datetime64[s]`` with NaT for none, text is ``str`` with "" for none, whole numbers
``int64``, shares and percentages ``float64`` (percent 0-100) with NaN for none, and ``object``
columns hold Python lists or dicts as they stood in the event.
"""

from __future__ import annotations

DOCUMENTS = {  # index: serial, e.g. 2023-01
    "title": "str", "subject": "str", "number": "str", "issuer": "str", "issued_on": "date",
    "printed_on": "date", "year": "int", "sha256": "str", "file": "str", "format": "str",
    "recipients": "object", "copied_to": "object", "annexes": "object", "basis": "object",
    "disclosure": "str", "baseline": "str", "baselined_on": "date",
}  # fmt: skip

TASKS = {  # index: task key, e.g. 2023-01-1.2-1; in printed order
    "document": "str", "code": "str", "path": "str", "seq": "int",
    "section": "str",  # path of the top clause, "1"
    "section_heading": "str",
    "heading": "str",
    "text": "str",  # verbatim
    "wording": "str",  # 工作措施: the text mended, unit brackets off, until someone edits it
    "kind": "str", "rollup": "str",
    "decomposition": "str",  # proposed confirmed amended split merged queried ignored issued
    "units": "object",  # list of {name, as_written, role, origin, open, span}
    "deadlines": "object",  # list of Deadline dicts of the parsing contract
    "targets": "object",  # list of Target dicts
    "due_on": "date",  # effective: last "due" deadline, else year's end
    "due_original": "date",
    "due_basis": "str",  # stated inherited inferred table manual default
    "due_words": "str",  # as printed, or 本年度（默认）
    "span_start": "int", "span_end": "int",
    "source": "str",  # sha256 of the text its spans index; "" = the document's first version
    "order": "int",  # where it stands in the first version's text
    "issued_on": "date", "note": "str", "doubt": "str",
    "carried_from": "str",  # key of last year's task that 回头看 carried over, "" for none
    "version": "int",  # seq of the last event about it
}  # fmt: skip

ASSIGNMENTS = {  # index: task@unit
    "task": "str", "unit": "str", "role": "str", "kind": "str", "rrule": "str",
    "cadence": "str",  # "" = by the settings, else weekly monthly quarterly
    "handling": "str",  # see ledger.handling.STATES
    "issued_on": "date", "received_on": "date",
    "due_on": "date", "due_original": "date", "due_basis": "str", "extensions": "int",
    "completed_on": "date",  # day the close request that was approved was filed
    "decided_on": "date",
    # not_due near_due late on_time_done late_done extended; while recurring work is open, its
    # turn: owed reported reported_late missed
    "timeliness": "str",
    "days_late": "int",
    "change": "str",  # last update: progress unchanged none done extend ("" = never reported)
    "percent": "float", "progress": "str", "problems": "str", "needs": "str", "next_step": "str",
    "actuals": "object",  # {target index as str: value}
    "counts": "object",  # {due, on_time, late} for triggered tasks
    "reported_on": "date", "reported_round": "str", "reports": "int",
    "self_judgement": "str", "judgement": "str",  # green yellow red grey, ahead idle
    "judgement_reason": "str",
    "verification": "str",  # unverified true partly false insufficient
    "written_off_on": "date", "archived_on": "date", "returns": "int", "reopens": "int",
    "version": "int",  # seq of the last event about it: the optimistic lock
}  # fmt: skip

UPDATES = {  # index: seq
    "assignment": "str", "task": "str", "unit": "str", "round": "str", "form": "str",
    "effective_on": "date", "change": "str", "text": "str", "percent": "float",
    "actuals": "object", "counts": "object", "problems": "str", "needs": "str",
    "next_step": "str", "evidence": "str", "reporter": "str", "signer": "str",
    "channel": "str",  # form phone web
    "superseded": "bool",
}  # fmt: skip

ROUNDS = {  # index: number
    "cadence": "str",  # weekly monthly
    "period_start": "date", "period_end": "date",
    "opened_on": "date", "due_on": "date", "closes_on": "date", "closed_on": "date",
    "asks": "object",  # list of assignment keys that owe a report
}  # fmt: skip

FORMS = {  # index: form id
    "round": "str", "unit": "str", "checksum": "str", "file": "str", "rows": "object",
    "issued_on": "date", "due_on": "date", "issued_seq": "int",
    "received_on": "date",  # of the first accepted one
    "outcome": "str",  # "" accepted late superseded conflict refused
    "received_sha256": "object",  # list of hashes of files already taken
}  # fmt: skip

REQUESTS = {  # index: request id
    "assignment": "str", "type": "str",  # close extend amend transfer suspend stop
    "filed_on": "date", "filed_by": "str", "reason": "str", "new_due": "date",
    "decision": "str",  # "" approve reject
    "decided_on": "date", "decided_by": "str", "decision_reason": "str", "reply_by": "date",
    "round": "str",
}  # fmt: skip

VERIFICATIONS = {  # index: seq
    "assignment": "str", "method": "str", "verified_on": "date", "verifier": "str",
    "finding": "str",  # true partly false insufficient
    "note": "str",
}  # fmt: skip

PAPERS = {  # index: paper number
    "kind": "str",  # circular reminder order summons rectify handover
    "title": "str", "issued_on": "date", "as_of": "date", "seq": "int", "units": "object",
    "assignments": "object", "reply_by": "date", "answered": "object",  # {unit: day}
    "snapshot": "object",
}  # fmt: skip

UNITS = {  # index: full name, in order of protocol
    "short_names": "object", "kind": "str", "parent": "str", "groups": "object", "order": "int",
    "valid_from": "date", "valid_to": "date", "successor": "str", "keywords": "object",
    "contact": "str",
}  # fmt: skip

FINDINGS = {  # index: seq
    "document": "str", "code": "str", "severity": "str", "message": "str", "span": "object",
    "source": "str",  # sha256 of the text the span indexes; "" = the document's first version
    "place": "str", "settled": "str",
}  # fmt: skip

LOOKBACKS = {  # index: seq
    "task": "str",
    "finding": "str",  # done undone rebound
    "carry": "str",  # "" carried (结转) ongoing (转长期) stopped (终止)
    "carried_to": "str",  # key of the task it became
    "due_on": "date",  # new time limit, NaT = the year's end
    "note": "str", "evidence": "str", "checker": "str", "effective_on": "date",
}  # fmt: skip

OCCURRENCES = {  # index: position; one row per turn of a recurring assignment that has begun
    "assignment": "str", "due_on": "date", "reported_on": "date",
    "code": "str",  # owed reported reported_late missed
}  # fmt: skip

FRAMES = {
    "documents": DOCUMENTS, "tasks": TASKS, "assignments": ASSIGNMENTS, "updates": UPDATES,
    "rounds": ROUNDS, "forms": FORMS, "requests": REQUESTS, "verifications": VERIFICATIONS,
    "papers": PAPERS, "units": UNITS, "findings": FINDINGS, "lookbacks": LOOKBACKS,
    "occurrences": OCCURRENCES,
}  # fmt: skip
