"""A paper as one text, a paragraph a line, with its amounts; and what is said of two places that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from checker.language import lazily
from checker.language.dating import Period, period
from checker.language.figures.dates import Date, signature
from checker.language.figures.dates import find as find_dates
from checker.language.figures.timeline import placed
from checker.language.quantities import Quantity, find

# Figures are compared inside a segment: what stands between two of these.
ENDS = lazily.pattern(r"[。；！？;\n]")
CLAUSE_ENDS = "，。；：！？,;:（）()\n"
# As much of a clause as any rule asks for.
LONGEST_CLAUSE = 24
CLAUSE = lazily.pattern(f"[^{re.escape(CLAUSE_ENDS)}]*")


class Conflict(NamedTuple):
    """Two places of a paper that contradict each other, and in Chinese how and what to ask.

    The first place is the smallest telling clause, the second what it contradicts (the same where there is only one).
    """

    start: int
    end: int
    other_start: int
    other_end: int
    message: str
    suggestion: str


class Segment(NamedTuple):
    """The stretch `start`…`end` of a paper and the amounts in it, the first of which is the paper's `first`."""

    start: int
    end: int
    amounts: list[Quantity]
    first: int


class Paper:
    """The text with the amounts found once for all rules. Its title ends before `body`, what is under it begins at `signed`."""

    def __init__(self, text: str, body: int = 0, signed: int | None = None) -> None:
        self.text = text
        self.body = body
        self.signed = len(text) if signed is None else signed
        self._before: dict[int, str] = {}
        self._after: dict[int, str] = {}

    @cached_property
    def amounts(self) -> list[Quantity]:
        """All amounts, in order."""
        return find(self.text)

    @cached_property
    def dates(self) -> list[Date]:
        """All dates that give a year or a month, in order, as written."""
        return find_dates(self.text)

    @cached_property
    def timeline(self) -> list[Date]:
        """The same dates, each with the year that is meant, where that can be told."""
        return placed(self.text, self.dates, self.signature, self.period)

    @cached_property
    def period(self) -> Period:
        """What the title says that the paper is about."""
        return period(self.text[: self.body])

    @cached_property
    def signature(self) -> Date | None:
        """The date under the paper."""
        return signature(self.text, self.dates, self.signed)

    @cached_property
    def segments(self) -> list[Segment]:
        """The stretches between full stops and semicolons that hold an amount."""
        return list(self._segments())

    def _segments(self) -> Iterator[Segment]:
        amounts, text = self.amounts, self.text
        last, end = 0, -1
        while last < len(amounts):
            first, start = last, end + 1
            ended = ENDS.search(text, start)
            end = ended.start() if ended else len(text)
            while last < len(amounts) and amounts[last].start < end:
                last += 1
            if last > first:
                yield Segment(start, end, amounts[first:last], first)

    def between(self, first: Quantity, second: Quantity) -> str:
        """The text between two amounts."""
        return self.text[first.end : second.start]

    def last(self, marks: str, begin: int, end: int) -> int:
        """The place of the last of some marks between `begin` and `end`, -1 where there is none."""
        return max(self.text.rfind(mark, max(0, begin), end) for mark in marks)

    def before(self, amount: Quantity, characters: int) -> str:
        """So many characters before an amount, of its own clause."""
        return self.clause_to(amount.start, characters)

    def clause_to(self, position: int, characters: int) -> str:
        """So many characters up to a position, of its own clause. Rules ask for the same ones again and again."""
        clause = self._before.get(position)
        if clause is None:
            backwards = self.text[max(0, position - LONGEST_CLAUSE) : position][::-1]
            clause = self._before[position] = backwards[: _clause(backwards)][::-1]
        return clause[-characters:]

    def after(self, amount: Quantity, characters: int) -> str:
        """So many characters after an amount, of its own clause."""
        clause = self._after.get(amount.end)
        if clause is None:
            text = self.text[amount.end : amount.end + LONGEST_CLAUSE]
            clause = self._after[amount.end] = text[: _clause(text)]
        return clause[:characters]

    def said(self, told: Quantity | Date) -> str:
        """An amount or a date as written, for a message."""
        return self.text[told.start : told.end]


def _clause(text: str) -> int:
    """How many characters from its beginning on belong to one clause."""
    match = CLAUSE.match(text)
    return match.end() if match else 0
