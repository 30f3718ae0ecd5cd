"""Help that fits its terminal: lines are as wide as they look, headings are in Chinese first."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from taskboard.cli.wrapping import wrapped
from taskboard.office.measure import display_width

HEADINGS = {"Options": "选项 / Options", "Commands": "命令 / Commands"}
MEANINGS = {"Show this message and exit.": "显示本页 / show this page"}


class HelpPage(click.HelpFormatter):
    """click's own page, measured by what a Chinese character takes on the screen."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that says how the command is called."""
        super().write_usage(prog, args, prefix or "用法 / Usage: ")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        super().write_heading(HEADINGS.get(heading, heading))

    def write_text(self, text: str) -> None:
        """Write paragraphs at the present indentation."""
        ahead = " " * self.current_indent
        paragraphs = [
            "\n".join(
                ahead + line
                for line in wrapped(" ".join(part.split()), self.width - self.current_indent)
            )
            for part in re.split(r"\n\s*\n", text.strip())
        ]
        self.write("\n\n".join(paragraphs) + "\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write names and what they mean side by side; a long name has a line of its own."""
        rows = list(rows)
        widest = max((display_width(name) for name, _ in rows), default=0)
        first = min(widest, col_max) + col_spacing
        ahead = " " * self.current_indent
        for name, meaning in rows:
            meaning = MEANINGS.get(meaning, meaning)
            lines = wrapped(
                " ".join(meaning.split()), max(self.width - first - self.current_indent, 10)
            )
            room = first - display_width(name)
            if room < col_spacing:
                self.write(f"{ahead}{name}\n{ahead}{' ' * first}{lines[0]}\n")
            else:
                self.write(f"{ahead}{name}{' ' * room}{lines[0]}".rstrip() + "\n")
            for line in lines[1:]:
                self.write(f"{ahead}{' ' * first}{line}\n")
