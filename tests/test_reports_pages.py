"""Pages anyone can read: headings in order, named cells, colours with enough contrast."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest

from sample_state import sample_workspace
from taskboard.resources import template_path
from taskboard.workflows.papers import make_circular
from taskboard.workflows.reports import REPORTS, write_report

XHTML = "{http://www.w3.org/1999/xhtml}"
PAGES = [kind for kind, (_, templates) in REPORTS.items() if ".html" in templates]
CHARTED = ["late", "done", "missed", "near_due", "normal"]  # no two alike in grey
INK, GREY = "#1a1a1a", "#444444"


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb as WCAG 2 defines it."""
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(c * 2 for c in digits)
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 (the same) to 21 (black on white)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def styles() -> dict[str, tuple[str, str]]:
    """Return background and ink of each standing in the shipped style sheet."""
    text = template_path("style.css", None).read_text("utf-8")
    found = {}
    for names, body in re.findall(r"((?:\.\w+(?:, )?)+) \{ (background[^}]*)\}", text):
        back = re.search(r"background: (#\w+)", body)
        ink = re.search(r"(?<!-)\bcolor: (#\w+)", body)
        for name in re.findall(r"\.(\w+)", names):
            if back:
                found[name] = (back[1], ink[1] if ink else INK)
    return found


def chart(name: str) -> dict[str, str]:
    """Return a table of colours from the shipped charts."""
    text = template_path("charts.html", None).read_text("utf-8")
    line = re.search(rf"set {name} = {{(.*?)}}", text)
    assert line
    return dict(re.findall(r'"(\w+)": "(#\w+)"', line[1]))


def page(folder: Path, kind: str) -> str:
    workspace = sample_workspace(folder)
    path = folder / "x.html"
    if kind == "circular":
        make_circular(workspace, path)
    else:
        write_report(workspace, kind, path)
    return path.read_text("utf-8")


def test_contrast_is_as_defined() -> None:
    assert round(contrast("#000", "#ffffff"), 2) == 21 and contrast("#777", "#777777") == 1


@pytest.mark.parametrize("name", ["done", "near_due", "missed", "late", "aside"])
def test_words_on_a_status_colour_can_be_read(name: str) -> None:
    back, ink = styles()[name]
    assert contrast(back, ink) >= 4.5
    assert name == "aside" or contrast(back, GREY) >= 4.5


@pytest.mark.parametrize(("first", "second"), list(pairwise(CHARTED)))
def test_colours_of_a_chart_differ_in_grey(first: str, second: str) -> None:
    colours = chart("colours")
    assert contrast(colours[first], colours[second]) >= 1.05


def test_words_on_a_chart_can_be_read() -> None:
    inks = chart("inks")
    for name, colour in chart("colours").items():
        assert contrast(colour, inks[name]) >= 3, name


@pytest.mark.parametrize("kind", [*PAGES, "circular"])
def test_pages_are_valid_and_their_parts_are_named(tmp_path: Path, kind: str) -> None:
    tree = html5lib.HTMLParser(strict=True).parse(page(tmp_path, kind))
    levels = [int(one.tag[-1]) for one in tree.iter() if re.search(r"}h[1-6]$", str(one.tag))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(list(tree.iter(f"{XHTML}main"))) == 1
    assert all(one.get("alt") for one in tree.iter(f"{XHTML}img"))
    for picture in tree.iter("{http://www.w3.org/2000/svg}svg"):
        assert picture.get("aria-label")
    for table in tree.iter(f"{XHTML}table"):
        heads = list(table.iter(f"{XHTML}th"))
        assert heads and all(cell.get("scope") for cell in heads)
    names = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(names) == len(set(names))
    links = [one.get("href") for one in tree.iter(f"{XHTML}a")]
    assert all(link[0] == "#" and link[1:] in names for link in links)
