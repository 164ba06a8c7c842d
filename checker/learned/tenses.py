"""Whether what stands at a date is told as done or as planned: the words around it, and the model's answer.

Chinese verbs bear no tense. What tells a deed from a plan are words around the date, figures that nobody can know before, and the
heading above; a paper that dates a deed after its own signature, or a plan long before it, contradicts itself.
"""

from __future__ import annotations

import re
from functools import lru_cache

from checker.language.figures.dates import Date
from checker.language.figures.paper import Paper
from checker.language.figures.tense import PLANS, looks_ahead
from checker.language.figures.timeline import heading, sentence_after, sentence_before
from checker.learned.linear import Linear, load
from checker.resources import shipped

FILE = "tenses.json"
Row = dict[str, float]
# As much of a sentence before and after a date as tells, and the longest words of characters.
BEFORE, AFTER, LONGEST = 20, 40, 3
# Where a paper closes, it speaks of what is to come.
CLOSING_SHARE = 0.8
# 35 and 40 may be planned, 37 is counted.
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def _round(match: re.Match[str]) -> str:
    return "0" if match.group()[-1] in "05" else "7"


def signs(paper: Paper, date: Date) -> tuple[str, ...]:
    """What is known of a date besides its sentence, as names of features."""
    above = heading(paper.text, date.start, paper.body)
    said = {
        "ahead": looks_ahead(paper, date),
        "plan": paper.period.ahead,
        "heading": PLANS.search(above) is not None,
        "assumed": date.assumed,
        "closing": date.start > CLOSING_SHARE * len(paper.text),
    }
    return (*(name for name, holds in said.items() if holds), *((date.word,) if date.word else ()))


def row(before: str, after: str, known: tuple[str, ...]) -> Row:
    """The features of a date: what is known of it, and words of one character to three around it, right beside it once more."""
    first, last = NUMBER.sub(_round, before)[-BEFORE:], NUMBER.sub(_round, after)[:AFTER]
    found = dict.fromkeys((f"是:{name}" for name in known), 1.0)
    for length in range(1, LONGEST + 1):
        found |= dict.fromkeys((f"前:{first[at : at + length]}" for at in range(len(first) - length + 1)), 1.0)
        found |= dict.fromkeys((f"后:{last[at : at + length]}" for at in range(len(last) - length + 1)), 1.0)
        found |= {f"紧前:{first[-length:]}": 1.0, f"紧后:{last[:length]}": 1.0}
    return found


@lru_cache(maxsize=1)
def model() -> Linear:
    """The shipped model: one head, `past`."""
    return load(shipped("models") / FILE)


def past(paper: Paper, date: Date) -> float:
    """How far what stands at a date is told as done, 0–1."""
    own = model()
    found = row(sentence_before(paper.text, date.start), sentence_after(paper.text, date.end), signs(paper, date))
    return float(own.probabilities(own.scores([found]), "past")[0, 0])
