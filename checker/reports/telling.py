"""What is told of one material in a terminal: its lines, made where it was judged, so that who prints them need not know more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from checker.reports import wording
from checker.reports.cards import cards
from checker.reports.courtesy import shortened

if TYPE_CHECKING:
    from checker.assessment import Assessment

COLOURS = {"pass": "green", "revise": "yellow", "reject": "red", None: "magenta"}
LONGEST_QUOTE = 90
# Of a material's practices so many are told of.
SHOWN_CARDS = 2

# How far a line is set in, what it says, how it looks.
Line = tuple[int, str, str]


class Told(NamedTuple):
    """What is told of one material, and what it is put in order and counted by; the verdict is None where it was not read."""

    file: str
    verdict: str | None
    quality: float | None
    needs_review: bool | None
    lines: tuple[Line, ...]


def told(assessment: Assessment) -> Told:
    """A material with its verdict and reasons."""
    a = assessment
    return Told(a.file, a.verdict, a.quality, a.needs_review, tuple(_material(a)))


def _material(a: Assessment) -> Iterator[Line]:
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


def _group(a: Assessment, group: wording.Group, colour: str) -> Iterator[Line]:
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
