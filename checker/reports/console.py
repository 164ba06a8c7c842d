"""Assessments for the terminal: worst first, the reasons quoted, readable in 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from checker.assessment import Assessment
from checker.reports import wording
from checker.reports.cards import cards
from checker.reports.courtesy import shortened

COLOURS = {"pass": "green", "revise": "yellow", "reject": "red", None: "magenta"}
LONGEST_QUOTE = 90
# Of a material's practices so many are told of.
SHOWN_CARDS = 2
NARROWEST, WIDEST = 60, 100
# Marks that Chinese typesetting never puts at the beginning of a line.
NEVER_FIRST = "，。；：、！？”’）》〉】…"

Piece = tuple[int, str, str]


def show(assessments: Sequence[Assessment], console: Console) -> None:
    """Print each material with its verdict and reasons, the worst first, and the counts at the end."""
    width = max(NARROWEST, min(WIDEST, console.width))
    rule = Text("─" * width, style="dim")
    for assessment in wording.worst_first(assessments):
        console.print(rule)
        for indent, line, style in _material(assessment):
            for row in fold(line, width - indent):
                console.print(Text(" " * indent + row, style=style), soft_wrap=True)
    console.print(rule)
    console.print(Text(_counts(assessments)), soft_wrap=True)


def fold(line: str, width: int) -> list[str]:
    """A line cut to rows of at most `width` columns, two a Han character; a row may hang over by one closing mark."""
    rows = [""]
    for character in line:
        if cell_len(rows[-1]) + cell_len(character) > width and character not in NEVER_FIRST:
            rows.append("")
        rows[-1] += character
    return [row.rstrip() for row in rows]


def _material(a: Assessment) -> Iterator[Piece]:
    colour = COLOURS[a.verdict]
    score = f"  {a.quality:.0f}分" if a.quality is not None else ""
    yield 0, f"{wording.verdict(a)}{score}  {a.file}", f"bold {colour}"
    if a.error:
        yield 2, a.error[1], ""
        return
    if a.title:
        yield 2, f"标题  {a.title}", ""
    yield 2, _facts(a), ""
    if wording.needs_a_word_on_reading(a):
        yield 2, f"读取  {wording.reading(a)}", "dim"
    for note in a.notes:
        yield 2, f"注意  {note}", "dim"
    if a.review_reason:
        yield 2, f"需人工复核  {a.review_reason}", "bold cyan"
    if a.deductions:
        yield 2, "扣分  100 − " + " − ".join(f"{d.points:g}" for d in a.deductions) + f" ＝ {a.quality:g}", ""
        for deduction in a.deductions:
            yield 4, f"−{deduction.points:g}  {wording.check_name(deduction.check)}：{deduction.reason}", ""
    for card in cards(a)[:SHOWN_CARDS]:
        yield 2, f"做法  {card.name}：{shortened(card.what, LONGEST_QUOTE)}（{card.transferable}）", ""
    for group in wording.groups(a):
        yield from _group(a, group, colour)


def _group(a: Assessment, group: wording.Group, colour: str) -> Iterator[Piece]:
    counted = f"（共{group.total}处，列最重的{len(group.shown)}处）" if group.total > len(group.shown) else ""
    yield 2, f"{group.name}{counted}", "bold"
    before = ""
    for _, finding in group.shown:
        yield 4, f"· {wording.place(a, finding)}{finding.message}", ""
        quoted = wording.quote(a, finding, LONGEST_QUOTE)
        if quoted and quoted != before:
            yield 6, f"「{quoted}」", colour
        if other := wording.other_place(finding, LONGEST_QUOTE):
            yield 6, other, "dim"
        before = quoted
        yield 6, f"→ {finding.suggestion}", "dim"


def _facts(a: Assessment) -> str:
    parts = [
        wording.kind_of_paper(a),
        wording.HOLLOW[a.hollow or 0],
        wording.elements(a),
        f"{a.characters}字",
        f"把握{a.certainty or 0:.0%}",
    ]
    return "定性  " + " · ".join(part for part in parts if part)


def _counts(assessments: Sequence[Assessment]) -> str:
    counts = [f"{name}{sum(a.verdict == verdict for a in assessments)}" for verdict, name in wording.VERDICTS.items()]
    if unreadable := sum(a.status == "unreadable" for a in assessments):
        counts.append(f"{wording.UNREADABLE}{unreadable}")
    review = sum(bool(a.needs_review) for a in assessments)
    return f"共{len(assessments)}份：{'，'.join(counts)}" + (f"；其中需人工复核{review}份。" if review else "。")
