"""Dates as written: 2021年5月, 二〇二一年五月八日, 5月8日, 今年5月, 次年3月, 三季度, 上半年, 1至9月, 2021年底, 12月下旬."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from checker.language import lazily
from checker.language.numerals import value

HAN_DIGIT = "〇○零一二三四五六七八九"
NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
TO = r"[至到—\-–~～]{1,2}"
# Words for a year that stand before 年.
RELATIVE = "同当本今去上前明次翌每往历"
DATE = lazily.pattern(
    rf"(?:(?:(?<![\d.])(?P<year>(?:19|20)\d\d|[12]\d(?=年\d{{1,2}}月)|[一二][九〇○零][{HAN_DIGIT}]{{2}})|(?P<word>[{RELATIVE}]))年(?![龄轻级代长])(?:度|的(?=[\d一二三四五六七八九十上前]))?)?"
    rf"(?:(?:(?<![\d第])(?P<first>{NUMBER}){TO})?(?<![\d第.])(?P<month>{NUMBER})月份?(?:(?P<day>{NUMBER})[日号](?![线楼机炉高主船车仓库泵井窑]))?"
    rf"|前(?P<months>{NUMBER})个月|(?<![每各两])(?P<so_far>前)?第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)?"
    r"(?P<part>[上中下]旬|[底末]|初(?![级中步次审赛稿选评试]))?"
)
# Where a date can begin: a quick look that spares the slow one most characters, begun with a set because that runs fastest.
BEGIN = lazily.pattern(
    rf"[\d一二三四五六七八九十{RELATIVE}下第](?<![\d.第{HAN_DIGIT}十].)(?=[\d{HAN_DIGIT}十]{{0,3}}(?:[年月]|季度|{TO}[\d一二三四五六七八九十]{{1,3}}月)|半年|(?<=前)[\d一二三四五六七八九十]{{1,3}}个月)"
)
# 5月22日至28日.
TO_DAY = lazily.pattern(rf"{TO}(?P<day>{NUMBER})[日号](?![线楼机炉高主船车仓库泵井窑])")
# 2025.7.10, 2025-07-10: only under a paper, because elsewhere it may be a number of anything.
POINTED = lazily.pattern(r"(?<![\d.])((?:19|20)\d\d)[./\-．](\d{1,2})(?:[./\-．](\d{1,2}))?(?![\d.])")
LONGEST_SIGNATURE, LONGEST_HEAD = 60, 80
MONTHS_IN_YEAR, SHORTEST_MONTH, LONGEST_MONTH = 12, 28, 31
# 前三个月 may be any three months; so late in a year nobody means another.
SO_FAR = 10
# The days of a month, and the months of a year, that a word stands for.
DAYS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (25, 31), "末": (25, 31)}
MONTHS = {"初": (1, 3), "底": (11, 12), "末": (11, 12)}

Day = tuple[int, int, int]


class Date(NamedTuple):
    """A date or a period as written at `start`…`end`; what is not said is None.

    `until` is the last month of a period and `month` its first; `part` is 底 of 5月底, `word` 今 of 今年. `so_far` says that all
    up to its end is told: 1至9月, 前三季度. On a timeline a left-out year is filled in, `assumed` where no date tells it.
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    word: str = ""
    until: int | None = None
    part: str = ""
    so_far: bool = False
    assumed: bool = False

    @property
    def is_impossible(self) -> bool:
        """Whether no calendar has the day."""
        if self.month is None:
            return False
        if not _are_months(self.month, self.until or self.month):
            return True
        if self.day is None or 1 <= self.day <= SHORTEST_MONTH:
            return False
        # 2月29日 without a year may be of a leap year.
        return not 1 <= self.day <= monthrange(self.year or 2020, self.month)[1]

    @property
    def first(self) -> Day:
        """The earliest day that is meant."""
        months, days = MONTHS.get(self.part, (1, 12)), DAYS.get(self.part, (1, LONGEST_MONTH))
        if self.month is None:
            return self.year or 0, months[0], 1
        # 上半年末 is in its last month.
        late = self.until and self.part in ("底", "末")
        return self.year or 0, self.until if late and self.until else self.month, self.day or days[0]

    @property
    def last(self) -> Day:
        """The latest day that is meant."""
        if self.month is None:
            return self.year or 0, MONTHS.get(self.part, (1, 12))[1], LONGEST_MONTH
        # 11至3月 is a winter.
        later = self.until is not None and self.until < self.month
        return (self.year or 0) + later, self.until or self.month, self.day or DAYS.get(self.part, (1, LONGEST_MONTH))[1]


def _are_months(*numbers: int) -> bool:
    return all(1 <= number <= MONTHS_IN_YEAR for number in numbers)


def day(of: Day) -> datetime.date:
    """A day of the calendar, in a year that must be given."""
    year, month, number = of
    return datetime.date(year, month, min(number, monthrange(year, month)[1]))


def find(text: str) -> list[Date]:
    """The dates of a text, in order, as written."""
    return list(_find(text))


def _find(text: str) -> Iterator[Date]:
    end = 0
    for begin in BEGIN.finditer(text):
        match = DATE.match(text, begin.start()) if begin.start() >= end else None
        date = _date(match) if match else None
        if date is None:
            continue
        yield date
        end = date.end
        again = TO_DAY.match(text, end) if date.day else None
        if again:
            yield date._replace(start=again.start("day"), end=again.end(), day=_number(again["day"]), word="同")
            end = again.end()


def _date(match: re.Match[str]) -> Date | None:
    year = _number(match["year"].replace("○", "〇")) if match["year"] else None
    year = 2000 + year if year is not None and year < 100 else year
    span, so_far = _months(match)
    # 13月 of no year is a number of something.
    if not (match["year"] or (_are_months(*span) if span else match["word"])):
        return None
    month, until = span or (None, None)
    day = _number(match["day"])
    return Date(
        match.start(), match.end(), year, month, day, match["word"] or "",
        until if until != month else None, match["part"] or "", so_far,
    )  # fmt: skip


def _months(match: re.Match[str]) -> tuple[tuple[int, int] | None, bool]:
    """The first and the last month that are meant, and whether up to the last is told."""
    if match["month"]:
        first, last = _number(match["first"] or match["month"]), _number(match["month"])
        # 六七月 are two months.
        if match["month"][0] != "十" and match["month"][1:] and not match["month"].isascii():
            first, last = _number(match["month"][0]), _number(match["month"][-1])
        return ((first, last) if first is not None and last is not None else None), first == 1 and last != 1
    if match["months"]:
        months = _number(match["months"]) or 0
        known = match["year"] or match["word"] or SO_FAR <= months < MONTHS_IN_YEAR
        return ((1, months) if known and months <= MONTHS_IN_YEAR else None), bool(known)
    if match["quarter"]:
        quarter = _number(match["quarter"]) or 1
        return (1 if match["so_far"] else quarter * 3 - 2, quarter * 3), bool(match["so_far"])
    if match["half"]:
        return ((1, 6) if match["half"] == "上" else (7, 12)), False
    return None, False


@lru_cache(4096)
def _number(written: str | None) -> int | None:
    number = value(written) if written else None
    return None if number is None else int(number)


def signature(text: str, dates: list[Date], signed: int) -> Date | None:
    """The last full date under a paper, from `signed` on (year and month at least), else that of its head."""
    under = [date for date in dates if date.start >= signed]
    under += (
        Date(match.start(), match.end(), _number(match[1]), _number(match[2]), _number(match[3]))
        for match in POINTED.finditer(text, max(signed, len(text) - LONGEST_SIGNATURE))
    )
    # 县总工会办公室编 2024年9月30日: a line of the head that ends with a day.
    head = (date for date in dates if date.end < LONGEST_HEAD and date.day and text[date.end : date.end + 1] == "\n")
    return max((date for date in (under or head) if date.year and date.month and not date.is_impossible), default=None)
