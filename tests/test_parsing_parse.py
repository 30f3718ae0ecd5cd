from __future__ import annotations

from taskboard.parsing.contract import to_json
from taskboard.parsing.parse import STEPS, parse
from taskboard.reading import read_text

TEXT = (
    "清河县2023年重点工作要点\n\n一、甲。6月底前建成3座。（牵头单位：县水利局）\n\n二、乙。做好。\n"
)


def test_progress_counts_every_stage_once() -> None:
    seen: list[tuple[int, int]] = []
    parse(read_text(TEXT), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(step, STEPS) for step in range(1, STEPS + 1)]


def test_the_same_text_gives_the_same_result() -> None:
    assert parse(read_text(TEXT)) == parse(read_text(TEXT))


def test_contract_values_are_plain() -> None:
    value = to_json(parse(read_text(TEXT)))
    task = value["tasks"][0]
    assert (task["code"], task["path"], task["seq"], task["heading"]) == ("1-1", "1", 1, "甲")
    assert (task["kind"], task["rollup"]) == ("once", "lead")
    assert task["units"][0] == {
        "name": "县水利局",
        "as_written": "县水利局",
        "role": "lead",
        "origin": "stated",
        "open": False,
        "span": task["units"][0]["span"],
    }
    assert task["deadlines"][0]["due_on"] == "2023-06-30"
    assert value["text"][slice(*task["span"])] == task["text"]
    assert {item["is"] for item in value["coverage"]} == {"letterhead", "heading", "task"}
    assert value["outline"][1]["number"] == "二、"
    assert value["document"]["issued_on"] is None


def test_an_office_extends_the_tables() -> None:
    text = "清河县2023年要点\n\n一、开局之问\n为何而干。\n\n二、乙。做好。\n"
    assert [t.path for t in parse(read_text(text)).tasks] == ["1", "2"]
    own = {"preamble": ["开局之问"]}
    assert [t.path for t in parse(read_text(text), grammar=own).tasks] == ["2"]
