"""More or less than in a year that the paper tells of elsewhere: 2022年花了1140万元. …压到390万元，比2022年少花850万元."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, pairwise

from checker.language import lazily
from checker.language.figures.changes import DOWN, UP, judged
from checker.language.figures.paper import Conflict, Paper
from checker.language.figures.telling import SENTENCE, grams
from checker.language.quantities import Quantity

SINCE = lazily.pattern(
    rf"[比较](?P<year>20\d\d)年(?:底|末|同期)?时?[^，。；\d]{{0,4}}?(?:{UP}|{DOWN})(?:了|出|用|花|掉|走|跑|近|约|将近|[\u4e00-\u9fff])?$"
)
COMPARED = lazily.pattern(r"[比较]20\d\d年")
# What else the two may be told of.
OTHER = lazily.pattern(r"其中|每|平均|人均|累计|计划|目标|[增减]加?[了到]?$")
# How far before what it is compared with a number stands, how far behind its year, and the words that name it.
NEAR, BEHIND, CONTEXT = 30, 30, 24
# More claims are never looked at, for each is held against all that is told of its year.
MOST = 40
RATE = lazily.pattern("率|比例")
YEAR = lazily.pattern(r"(?:19|20)\d\d年|[今去前上]年|当年|目前|现在")


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Differences from another year's number that the two numbers do not have."""
    for now, claim, year in islice(_claims(paper), MOST):
        then = _of_year(paper, now, year)
        if then:
            yield from judged(paper, then, now, claim)


def _claims(paper: Paper) -> Iterator[tuple[Quantity, Quantity, int]]:
    """What there is now, how much more or less that is, and than in which year."""
    for now, claim in pairwise(paper.amounts) if COMPARED.search(paper.text) else ():
        since = SINCE.search(paper.text, now.end, claim.start) if claim.start - now.end < NEAR else None
        if since and not SENTENCE.search(paper.text, now.end, claim.start):
            yield now, claim, int(since["year"])


def _of_year(paper: Paper, now: Quantity, year: int) -> Quantity | None:
    """The one number of that year that counts the same by its words."""
    if now.unit == "%" and not RATE.search(paper.before(now, 12)):
        return None
    name = grams(paper.text[max(0, now.start - CONTEXT) : now.start])
    found = {}
    at = paper.text.find(f"{year}年")
    while at >= 0:
        behind = bisect_left(paper.amounts, (at + 5,))
        for amount in paper.amounts[behind : behind + 3]:
            between = paper.text[at + 5 : amount.start]
            if len(between) > BEHIND or SENTENCE.search(between) or YEAR.search(between):
                break
            told = between + paper.after(amount, 6)
            alike = RATE.search(told) if now.unit == "%" else True
            if amount.unit == now.unit and amount is not now and alike and name & grams(told) and not OTHER.search(between):
                found[amount.value] = amount
        at = paper.text.find(f"{year}年", at + 5)
    return next(iter(found.values())) if len(found) == 1 else None
