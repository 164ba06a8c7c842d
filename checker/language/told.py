"""When a paper was written and of what it reports, and the years that it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from checker.language import lazily
from checker.language.dating import Period, Signed, period, signed
from checker.language.whole import Whole, in_digits

# What stands before a year is looked at behind it: a pattern that begins with figures is found faster.
YEAR = lazily.pattern(
    r"(20\d\d)(?<![\d年—\-–]\d{4})(?<![^截]至\d{4})(?<!\d[.]\d{4})\s?年(?!度?[》版])(?:\s?(?P<month>\d{1,2})\s?月)?"
)
# The number of an official paper: 渌办发〔2023〕11号.
CITED = lazily.pattern(r"[〔\[【（(](20\d\d)[〕\]】）)]第?\d{1,4}号")
END = lazily.pattern(r"[。！？\n]")
# No sentence is looked at further than this to either side.
SENTENCE = 200
# From this month on a paper looks back on its year; up to that one it may still speak of the last.
LATE, EARLY, SUMMER, DECEMBER = 11, 3, 7, 12
CLOSING_SHARE, END_SHARE = 0.6, 0.85


@dataclass(frozen=True)
class Paper:
    """A paper with the period of its title, the date of its signature, and the latest numbered paper that it cites."""

    whole: Whole
    period: Period
    signed: Signed | None
    cited: tuple[int, tuple[int, int]] | None

    @cached_property
    def year(self) -> int | None:
        """The year that the paper is about: its title's, else that of its signature or of the latest paper that it cites."""
        planned = max(self.period.years, default=None) if self.period.ahead else None
        dated = self.signed.year if self.signed else self.cited[0] if self.cited else None
        return self.period.year or planned or dated

    @cached_property
    def about(self) -> frozenset[int]:
        """Years that it may report on."""
        if self.period.years or self.year is None:
            return self.period.years
        early = self.signed is not None and self.signed.month <= EARLY and not self.period.ahead
        return frozenset({self.year, self.year - 1} if early else {self.year})

    @cached_property
    def sums_up(self) -> bool:
        """Whether the title announces the summary of a year."""
        return self.period.whole or (not self.period.years and "总结" in self.whole.material.normal_title)

    @cached_property
    def is_final(self) -> bool:
        """Whether it looks back on a whole year."""
        if self.period.half or self.period.quarter or self.period.ahead:
            return False
        if self.signed and self.period.year:
            return self.period.whole and (self.signed.year > self.period.year or self.signed.month >= LATE)
        return self.period.whole or bool(self.signed and self.signed.month >= LATE)


class Told(NamedTuple):
    """A year in running text, with the sentence before it and after it, and how often the paper tells of that year."""

    year: int
    month: int
    start: int
    end: int
    paragraph: int
    before: str
    after: str
    often: int

    @property
    def sentence(self) -> str:
        """All of it, the year too."""
        return f"{self.before}{self.year}年{f'{self.month}月' if self.month else ''}{self.after}"

    @property
    def clause(self) -> str:
        """What stands before it in its clause."""
        return re.split("[，,]", self.before)[-1].strip()


def of(whole: Whole) -> Paper:
    """A paper and when it was written."""
    cited = (
        max(((int(match[1]), match.span()) for match in CITED.finditer(whole.text)), default=None) if "号" in whole.text else None
    )
    return Paper(whole, period(in_digits(whole.material.normal_title)), signed(whole.material), cited)


def signing(paper: Paper) -> tuple[int, int] | None:
    """Where the date of the signature stands."""
    return (paper.whole.at(paper.signed.start), paper.whole.at(paper.signed.end)) if paper.signed else None


def proof(paper: Paper) -> tuple[int, int] | None:
    """Where the paper says its year: in its title, else in its signature, else in the number of a paper that it cites."""
    if paper.period.year:
        return in_title(paper, f"{paper.period.year}年")
    return signing(paper) or (paper.cited[1] if paper.cited else None)


def in_title(paper: Paper, words: str) -> tuple[int, int] | None:
    """Where the title says these words."""
    for index in paper.whole.of("title"):
        at = paper.whole.paragraphs[index].find(words)
        if at >= 0:
            start = paper.whole.starts[index] + at
            return start, start + len(words)
    return None


def told_in(paper: Paper) -> Iterator[Told]:
    """The years of running text and headings that may be strange, those in quotation marks and in names of papers left out."""
    whole, closing = paper.whole, CLOSING_SHARE * len(paper.whole.text)
    skipped = set(whole.of("signature", "furniture", "cell", "addressee"))
    for match in YEAR.finditer(whole.text):
        index = whole.paragraph_at(match.start())
        # The paper's own year is strange only in a plan: in its title, a heading or its end.
        plain = int(match[1]) in paper.about and match.start() < closing and whole.parts[index] not in ("title", "heading")
        if index not in skipped and not plain:
            start, end = sentence_at(whole.text, *match.span())
            before, after = whole.text[start : match.start()], whole.text[match.end() : end]
            if not _in_quotes(before, after):
                often = whole.text.count(match[1] + "年")
                yield Told(int(match[1]), int(match["month"] or 0), *match.span(), index, before, after, often)


def proof_of_date(paper: Paper) -> tuple[int, int] | None:
    """Where the paper says its date: in its signature, else the year in its title."""
    return signing(paper) or proof(paper)


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence about `start`…`end`, as offsets, cut where it is very long."""
    reach = max(0, start - SENTENCE)
    first = max(text.rfind(mark, reach, start) for mark in "。！？\n") + 1 or reach
    last = END.search(text, end, end + SENTENCE)
    return first, last.start() if last else min(len(text), end + SENTENCE)


def _in_quotes(before: str, after: str) -> bool:
    return before.rfind("《") > before.rfind("》") or (before.rfind("“") > before.rfind("”") and "”" in after)
