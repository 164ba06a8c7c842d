"""When a round was held, so that rounds stand in order whatever the order in which they were written."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date

NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}
YEAR = re.compile(r"(?:19|20)\d{2}")
QUARTER = re.compile(r"[Qq]([1-4])|第?([一二三四1-4])季")
MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月")
HALVES = {"上半年": 6, "下半年": 12}


def held_on(name: str, due: Iterable[date | None], today: date) -> date:
    """The last deadline of a round, else the end of the period that its name gives, else the day it was written down.

    >>> held_on("2021年第三季度", [], date(2024, 1, 1))
    datetime.date(2021, 9, 30)
    """
    return max((day for day in due if day), default=None) or named(name) or today


def named(name: str) -> date | None:
    """The end of the year, half, quarter or month in the name of a round, None where it names none."""
    year = YEAR.search(name)
    if not year:
        return None
    rest = name[year.end() :]
    month = 12
    if quarter := QUARTER.search(rest):
        digit = quarter[1] or quarter[2]
        month = 3 * (NUMERALS.get(digit) or int(digit))
    elif found := next((half for half in HALVES if half in rest), None):
        month = HALVES[found]
    elif single := MONTH.search(rest):
        month = int(single[1])
    return date(int(year[0]), month, monthrange(int(year[0]), month)[1])
