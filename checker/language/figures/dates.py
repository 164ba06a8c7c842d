"""Dates as written: 2021年5月, 二〇二一年五月八日, 5月8日, 今年5月, 次年3月."""

from __future__ import annotations

import datetime
from calendar import monthrange
from typing import NamedTuple

from checker.language import lazily
from checker.language.numerals import value

HAN_DIGIT = "〇○零一二三四五六七八九"
MONTH_AND_DAY = (
    r"(?<![\d第])(?P<{0}>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})月份?"
    r"(?:(?P<{1}>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[日号](?!线|楼|机|炉))?"
)
DATE = lazily.pattern(
    rf"(?:(?<![\d.])(?P<year>(?:19|20)\d\d|[一二][九〇○零][{HAN_DIGIT}]{{2}})年|(?P<relative>[同当本今去上前明次翌])年)"
    rf"(?:{MONTH_AND_DAY.format('month', 'day')})?|{MONTH_AND_DAY.format('only_month', 'only_day')}"
)
# Where a date can begin: a quick look that spares the slow one most characters, begun with a set because that runs fastest.
BEGIN = lazily.pattern(
    rf"[\d一二三四五六七八九十同当本今去上前明次翌](?<![\d.第{HAN_DIGIT}十].)(?=[\d{HAN_DIGIT}十]{{0,3}}[年月])"
)
# 2025.7.10, 2025-07-10: only under a paper, because elsewhere it may be a number of anything.
POINTED = lazily.pattern(r"(?<![\d.])((?:19|20)\d\d)[./\-．](\d{1,2})(?:[./\-．](\d{1,2}))?(?![\d.])")
LONGEST_SIGNATURE = 60
# How many years a word leads away from the year of the paper.
SHIFT = {"本": 0, "今": 0, "去": -1, "上": -1, "前": -2, "明": 1}


class Date(NamedTuple):
    """A date as written at `start`…`end`; `month` and `day` are None where not given, `year` where it is not said.

    `word` is 今 of 今年, 次 of 次年; empty where a year or none is given.
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    word: str = ""

    @property
    def key(self) -> tuple[int, int, int]:
        """For comparing two dates that give the same parts."""
        return self.year or 0, self.month or 0, self.day or 0

    @property
    def is_impossible(self) -> bool:
        """Whether no calendar has the day."""
        if self.month is None:
            return False
        if not 1 <= self.month <= 12:
            return self.year is not None
        # 2月29日 without a year may be of a leap year.
        return self.day is not None and not 1 <= self.day <= monthrange(self.year or 2020, self.month)[1]

    @property
    def first(self) -> datetime.date:
        """The earliest day that is meant, in a year that must be given."""
        return datetime.date(self.year or 2000, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """The latest day that is meant."""
        year, month = self.year or 2000, self.month or 12
        return datetime.date(year, month, self.day or monthrange(year, month)[1])


def find(text: str) -> list[Date]:
    """The dates of a text that give a year or a month, in order. 同年, 次年 are those of the date before."""
    found: list[Date] = []
    for begin in BEGIN.finditer(text):
        match = DATE.match(text, begin.start()) if not found or begin.start() >= found[-1].end else None
        if match is None:
            continue
        word = match["relative"] or ""
        year = _number(match["year"].replace("○", "〇")) if match["year"] else None
        month, day = match["month"] or match["only_month"], match["day"] or match["only_day"]
        if word in ("同", "当", "次", "翌") and word:
            if not found:
                continue
            year = found[-1].year
            if year is not None and word in ("次", "翌"):
                year += 1
        elif word and month is None:
            continue
        found.append(Date(match.start(), match.end(), year, _number(month), _number(day), word))
    return found


def _number(written: str | None) -> int | None:
    number = value(written) if written else None
    return None if number is None else int(number)


def signature(text: str, dates: list[Date], signed: int) -> Date | None:
    """The last full date under a paper, from `signed` on (year and month at least)."""
    under = [date for date in dates if date.start >= signed]
    under += (
        Date(match.start(), match.end(), _number(match[1]), _number(match[2]), _number(match[3]))
        for match in POINTED.finditer(text, max(signed, len(text) - LONGEST_SIGNATURE))
    )
    return max((date for date in under if date.year and date.month and not date.is_impossible), default=None)
