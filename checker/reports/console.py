"""What was told of materials, for the terminal: worst first, readable in 80 columns."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from checker.reports import wording
from checker.reports.telling import Told

NARROWEST, WIDEST = 60, 100
# Marks that Chinese typesetting never puts at the beginning of a line.
NEVER_FIRST = "，。；：、！？”’）》〉】…"


def show(materials: Sequence[Told], console: Console) -> None:
    """Print each material with its verdict and reasons, the worst first, and the counts at the end."""
    width = max(NARROWEST, min(WIDEST, console.width))
    rule = Text("─" * width, style="dim")
    for material in wording.worst_first(materials):
        console.print(rule)
        for indent, line, style in material.lines:
            for row in fold(line, width - indent):
                console.print(Text(" " * indent + row, style=style), soft_wrap=True)
    console.print(rule)
    console.print(Text(_counts(materials)), soft_wrap=True)


def fold(line: str, width: int) -> list[str]:
    """A line cut to rows of at most `width` columns, two a Han character; a row may hang over by one closing mark."""
    rows = [""]
    for character in line:
        if cell_len(rows[-1]) + cell_len(character) > width and character not in NEVER_FIRST:
            rows.append("")
        rows[-1] += character
    return [row.rstrip() for row in rows]


def _counts(materials: Sequence[Told]) -> str:
    counts = [f"{name}{sum(a.verdict == verdict for a in materials)}" for verdict, name in wording.VERDICTS.items()]
    if unreadable := sum(a.verdict is None for a in materials):
        counts.append(f"{wording.UNREADABLE}{unreadable}")
    review = sum(bool(a.needs_review) for a in materials)
    return f"共{len(materials)}份：{'，'.join(counts)}" + (f"；其中需人工复核{review}份。" if review else "。")
