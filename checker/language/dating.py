"""When a paper was signed, and what period its title says that it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from checker.language import lazily
from checker.language.anatomy import DATE_LINE
from checker.language.material import Material

NUMERALS = {**{c: i for i, c in enumerate("〇一二三四五六七八九")}, "零": 0, "○": 0, "O": 0, "o": 0, "两": 2}
CHARACTERS = r"[\d一二三四五六七八九十]{1,3}"
PARTS = lazily.pattern(
    rf"(?P<year>[\d〇○零Oo一二三四五六七八九]{{4}})[年.．\-/](?P<month>{CHARACTERS})(?:[月.．\-/](?P<day>{CHARACTERS})?日?)?"
)
MONTHS, DAYS = 12, 31


class Signed(NamedTuple):
    """The date in a signature block, `day` None where a month alone stands there; its place counts in the material's text."""

    year: int
    month: int
    day: int | None
    start: int
    end: int


def signed(material: Material) -> Signed | None:
    """The date of a paper's signature block, the last one there; None where there is none."""
    last = None
    for index, part in enumerate(material.parts):
        if part != "signature":
            continue
        text, origin = material.normals[index]
        if not DATE_LINE.search(text):
            continue
        kept = [i for i, character in enumerate(text) if not character.isspace()]
        base = material.document.starts[index]
        for match in PARTS.finditer("".join(text[i] for i in kept)):
            year, month = _digits(match["year"]), _number(match["month"])
            day = _number(match["day"]) if match["day"] else None
            if 1 <= month <= MONTHS and (day is None or 1 <= day <= DAYS):
                last = Signed(year, month, day, base + origin[kept[match.start()]], base + origin[kept[match.end() - 1]] + 1)
    return last


def signed_on(material: Material) -> date | None:
    """The day in a paper's signature block, the last one there; None where there is none, or a month alone."""
    found = signed(material)
    try:
        return date(found.year, found.month, found.day) if found and found.day else None
    except ValueError:
        return None


def _digits(text: str) -> int:
    return int("".join(c if c.isascii() and c.isdigit() else str(NUMERALS[c]) for c in text))


def _number(text: str) -> int:
    """A number up to 99, in digits or characters: 21, 二十一, 十一, 二一."""
    if "十" not in text:
        return _digits(text)
    tens, _, ones = text.partition("十")
    return 10 * (_digits(tens) if tens else 1) + (_digits(ones) if ones else 0)


# Papers that speak of what shall be, or of others.
AHEAD = lazily.pattern(r"通知|方案|计划|要点|意见|办法|规划|倡议|讲话|细则|打算|安排|思路|动员|目标|承诺")
YEAR = lazily.pattern(r"(?<!\d)(20\d\d)(?=\s?(?:年|[—\-–至]))")
SUMMARY = lazily.pattern(r"[总小]结|汇报|报告|述职|回顾|情况")
LESS = lazily.pattern(
    r"(?P<half>上半年)|第?(?P<quarter>[一二三四1-4])季度|(?P<other>[半\d一二三四五六七八九十]\s?月|半年|阶段|中期)"
)
# 上半年工作总结和下半年打算 is about half a year.
FIRST_HALF = lazily.pattern(
    r"(?:上|年)半年度?[^，。]*?(?:[总小]结|汇报|报告|情况|回顾)[^，。]*下半年[^，。]*(?:打算|安排|计划|思路|要点)"
)
LAST_YEARS = lazily.pattern(r"(?:打算|计划|安排|思路|要点)[^，。]*[上去]年[^，。]*(?:[总小]结|回顾|情况)")


@dataclass(frozen=True)
class Period:
    """`year` is the one that the title reports on, `years` are all of the title's; `half`, `quarter`: it is less than a year."""

    year: int | None
    years: frozenset[int]
    half: bool
    quarter: int | None
    whole: bool
    ahead: bool


def period(title: str) -> Period:
    """What a title (as matched) says: 2021年工作总结及2022年工作打算 reports on 2021."""
    years = [int(year) for year in YEAR.findall(title)]
    # 上半年和下半年 is a whole year.
    less = None if "下半年" in title and not FIRST_HALF.search(title) else LESS.search(title)
    summary = SUMMARY.search(title)
    # 2025年工作打算及上年小结 looks back on the year before.
    back = -1 if LAST_YEARS.search(title) else 0
    year = years[0] + back if years and summary and not re.search(r"20\d\d年?\s?[—\-–至到]{1,2}\s?20\d\d|以来", title) else None
    quarter = less["quarter"] if less and less["quarter"] else None
    return Period(
        year=year,
        years=frozenset(years),
        half=bool(less and less["half"]),
        quarter=_number(quarter) if quarter else None,
        whole=year is not None and less is None,
        ahead=bool(AHEAD.search(title)) and not summary,
    )
