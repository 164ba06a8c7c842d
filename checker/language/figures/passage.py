"""A run of sentences with its amounts, and what is said of two places that contradict each other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from checker.language.quantities import Quantity, find

# Figures are compared inside a segment: what stands between two of these.
ENDS = re.compile(r"[。；！？;\n]")
CLAUSE_ENDS = "，。；：！？,;:（）()\n"
CLAUSE = re.compile(f"[^{re.escape(CLAUSE_ENDS)}]*")


class Conflict(NamedTuple):
    """Two places of one passage that contradict each other, and in Chinese how and what to ask.

    The first place is the smallest telling clause, the second what it contradicts (the same where there is only one).
    """

    start: int
    end: int
    other_start: int
    other_end: int
    message: str
    suggestion: str


class Segment(NamedTuple):
    """The stretch `start`…`end` of a passage and the amounts in it."""

    start: int
    end: int
    amounts: list[Quantity]


class Passage:
    """The sentences of one paragraph as one text, with the amounts found once for all rules."""

    def __init__(self, text: str, amounts: list[Quantity] | None = None) -> None:
        self.text = text
        if amounts is not None:
            self.amounts = amounts

    @cached_property
    def amounts(self) -> list[Quantity]:
        """All amounts of the text, in order."""
        return find(self.text)

    @classmethod
    def joined(cls, passages: list[Passage]) -> Passage:
        """Paragraphs as one passage, a line each, with the amounts that were found in them."""
        amounts: list[Quantity] = []
        base = 0
        for passage in passages:
            amounts += (
                a._replace(start=a.start + base, number=a.number + base, end=a.end + base) if base else a for a in passage.amounts
            )
            base += len(passage.text) + 1
        return cls("\n".join(passage.text for passage in passages), amounts)

    @cached_property
    def segments(self) -> list[Segment]:
        """The stretches between full stops and semicolons that hold two amounts and more, or the first of them."""
        return list(self._segments())

    def _segments(self) -> Iterator[Segment]:
        starts = [amount.start for amount in self.amounts]
        position = 0
        for end in [*(match.start() for match in ENDS.finditer(self.text)), len(self.text)]:
            first, last = bisect_left(starts, position), bisect_left(starts, end)
            if last > first:
                yield Segment(position, end, self.amounts[first:last])
            position = end + 1

    def between(self, first: Quantity, second: Quantity) -> str:
        """The text between two amounts."""
        return self.text[first.end : second.start]

    def before(self, amount: Quantity, characters: int) -> str:
        """So many characters before an amount, of its own clause."""
        backwards = self.text[max(0, amount.start - characters) : amount.start][::-1]
        return backwards[: _clause(backwards)][::-1]

    def after(self, amount: Quantity, characters: int) -> str:
        """So many characters after an amount, of its own clause."""
        text = self.text[amount.end : amount.end + characters]
        return text[: _clause(text)]

    def said(self, amount: Quantity) -> str:
        """An amount as written, for a message."""
        return self.text[amount.start : amount.end]


def _clause(text: str) -> int:
    """How many characters from its beginning on belong to one clause."""
    match = CLAUSE.match(text)
    return match.end() if match else 0
