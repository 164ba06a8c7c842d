"""Dates against the calendar, against each other and against the date under the paper.

2月30日 is no day; 2021年5月至2021年3月 ends before it begins; 2019年3月至2021年3月 is no 三年; what was done in
December is not told in a paper of November.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from checker.language.figures.passage import CLAUSE_ENDS, Conflict, Passage
from checker.language.quantities import value

HAN_DIGIT = "〇○零一二三四五六七八九"
MONTH_AND_DAY = (
    r"(?<![\d第])(?P<{0}>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})月份?"
    r"(?:(?P<{1}>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[日号](?!线|楼|机|炉))?"
)
DATE = re.compile(
    rf"(?:(?<![\d.])(?P<year>(?:19|20)\d\d|[一二][九〇○零][{HAN_DIGIT}]{{2}})年|(?P<relative>[同当本])年)"
    rf"(?:{MONTH_AND_DAY.format('month', 'day')})?|{MONTH_AND_DAY.format('only_month', 'only_day')}"
)
# Where a date can begin: a quick look that spares the slow one most characters, begun with a set because that runs fastest.
BEGIN = re.compile(rf"[\d一二三四五六七八九十同当本](?<![\d.第{HAN_DIGIT}十].)(?=[\d{HAN_DIGIT}十]{{0,3}}[年月])")
TO = re.compile(r"(?:上旬|中旬|下旬|初|中|底|末|起)?(?:[至到]|[—\-–~～]{1,2})(?:了)?")
TERM = re.compile(
    r"[^，。；]{0,10}[，,（(]?(?P<word>历时|为期|用时|耗时|期限为?|试行期?|前后共?|持续了?)(?:了|约|近|共)?"
    r"(?P<number>\d{1,3}|[一二三四五六七八九十两]{1,3}|半)(?P<half>个?半)?(?P<more>多|余|来)?(?:个)?(?P<unit>年|月|天|日)(?P<half_year>半)?(?P<odd>多|余)?"
)
BEGUN = re.compile(r"启动|开工|立项|动工|筹建|试点|开始|着手")
FINISHED = re.compile(r"结束|完成|竣工|建成|结束|投产|验收|完工|收官|交付")
OTHER_STAGE = re.compile(r"[一二三四]期|首期|首批|第[一二三]|另|前期|上一|旧|原|此前|再次|又")
DONE = re.compile(
    r"了|已|完成|召开|印发|出台|建成|评出|举办|发放|下发|成立|挂牌|启动|取得|获得|通过|实现|截至|截止|达到|考取|组织|开展|兑现"
)
PLANNED = re.compile(
    r"将|拟|计划|预计|力争|争取|目标|打算|准备|确保|前(?![期提后])|底(?:前|之前|完成|实现)|下一步|今后|规划|有效期|起施行|起执行|安排|待|到20\d\d年|应|要|至|—|-|届时|期满|到期"
)
LONGEST_SIGNATURE = 60
# As far as a sentence is looked at on either side of a date.
FAR = 60


class Date(NamedTuple):
    """A date as written at `start`…`end`; `month` and `day` are None where not given, `year` where it is not said."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None

    @property
    def key(self) -> tuple[int, int, int]:
        """For comparing two dates that give the same parts."""
        return self.year or 0, self.month or 0, self.day or 0


def find(text: str) -> list[Date]:
    """The dates of a text that give a year or a month, in order."""
    found: list[Date] = []
    for begin in BEGIN.finditer(text):
        match = DATE.match(text, begin.start()) if not found or begin.start() >= found[-1].end else None
        if match is None:
            continue
        year = _number(match["year"].replace("○", "〇")) if match["year"] else None
        if match["relative"]:
            if not found:
                continue
            year = found[-1].year
        month, day = match["month"] or match["only_month"], match["day"] or match["only_day"]
        found.append(Date(match.start(), match.end(), year, _number(month), _number(day)))
    return found


def _number(written: str | None) -> int | None:
    number = value(written) if written else None
    return None if number is None else int(number)


def conflicts(passage: Passage) -> Iterator[Conflict]:
    """Days that are none, ends before beginnings, terms that do not fit."""
    dates = find(passage.text)
    for date in dates:
        if _is_impossible(date):
            yield Conflict(
                date.start, date.end, date.start, date.end,
                f"日历上没有“{passage.text[date.start : date.end]}”这个日期，存疑。", "实际是哪一天？",
            )  # fmt: skip
    for first, second in pairwise(dates):
        if _is_impossible(first) or _is_impossible(second):
            continue
        if second.start - first.end <= 4 and TO.fullmatch(passage.text[first.end : second.start]):
            yield from _range(passage, first, second)
        elif first.year and second.year:
            yield from _stages(passage, first, second)


def _is_impossible(date: Date) -> bool:
    if date.month is None:
        return False
    if not 1 <= date.month <= 12:
        return date.year is not None
    if date.day is None:
        return False
    # 2月29日 without a year may be of a leap year.
    return not 1 <= date.day <= monthrange(date.year or 2020, date.month)[1]


def _range(passage: Passage, first: Date, second: Date) -> Iterator[Conflict]:
    if second.year is None and first.year is not None and second.month is not None and first.month is not None:
        # 2021年11月至3月 may run into the next year.
        later = second.month < first.month
        if later and second.day is None:
            return
        second = second._replace(year=first.year + later)
        if later:
            return
    if (first.year is None) != (second.year is None) or (first.month is None) != (second.month is None):
        return
    if first.year is None and (first.month != second.month or first.day is None or second.day is None):
        return
    parts = 3 if first.day and second.day else 2
    if first.key[:parts] > second.key[:parts]:
        yield Conflict(
            first.start, second.end, first.start, second.end,
            f"“{passage.text[first.start : second.end]}”，结束的时间比开始的还早，存疑。", "开始和结束的时间，哪一个写错了？",
        )  # fmt: skip
    elif match := TERM.match(passage.text, second.end):
        yield from _term(passage, first, second, match)


def _term(passage: Passage, first: Date, second: Date, match: re.Match[str]) -> Iterator[Conflict]:
    """Whether a term fits its range, counted with and without its ends."""
    if first.year is None or second.year is None or first.month is None or second.month is None or "半" in match["number"]:
        return
    number = _number(match["number"]) or 0
    more = 1.0 if match["more"] or match["odd"] else 0.5 if match["half"] or match["half_year"] else 0.0
    months = (second.year - first.year) * 12 + second.month - first.month
    if match["unit"] in "天日":
        if not first.day or not second.day or months > 2:
            return
        days = months * 30 + second.day - first.day
        # Sundays and other days off may be left out of a course.
        wrong = not days * 5 / 7 - 2 <= number <= days + 1 + 2 * (months > 0)
        told = f"{days + 1}天"
    elif match["unit"] == "月":
        wrong = not months - 1 <= number <= months + 1 and not months - 1 <= number + more <= months + 1
        told = f"{months + 1}个月"
    else:
        # A year that has just begun may be counted; three years out of two are not.
        wrong = not number + (0.5 if more == 0.5 else 0) - 0.5 <= (months + 1) / 12 <= number + more + 0.5
        told = f"{months // 12}年" + (f"零{months % 12}个月" if months % 12 else "")
    if wrong:
        start = match.start("word")
        yield Conflict(
            start, match.end(), first.start, second.end,
            f"“{passage.text[first.start : second.end]}”前后是{told}，与“{passage.text[start : match.end()]}”对不上，存疑。",
            "起止时间和时长，哪一个写错了？",
        )  # fmt: skip


def _stages(passage: Passage, first: Date, second: Date) -> Iterator[Conflict]:
    """2021年5月启动，2021年3月完成: finished before it was begun."""
    if second.start - first.end > 30 or first.month is None or second.month is None:
        return
    gap = passage.text[first.end : second.start]
    if first.key[:2] <= second.key[:2]:
        match = TERM.match(passage.text, second.end) if BEGUN.search(gap) and not re.search(r"[。；\n]", gap) else None
        if match and FINISHED.search(match.group()):
            yield from _term(passage, first, second, match)
        return
    end = _clause_end(passage.text, second.end)
    if re.search(r"[。；\n]", gap) or OTHER_STAGE.search(passage.text[first.start : end]):
        return
    if BEGUN.search(gap) and FINISHED.search(passage.text[second.end : end]):
        yield Conflict(
            second.start, end, first.start, first.end,
            f"{passage.text[first.start : first.end]}才开始，{passage.text[second.start : second.end]}就完成了，先后颠倒，存疑。",
            "两个时间，哪一个写错了？",
        )  # fmt: skip


def _clause_end(text: str, position: int) -> int:
    end = position
    while end < min(len(text), position + 24) and text[end] not in CLAUSE_ENDS:
        end += 1
    return end


def signed(lines: list[str]) -> tuple[int, Date] | None:
    """The last full date among the lines of the signature: its line and the date (year and month at least)."""
    for index in reversed(range(len(lines))):
        dates = find(lines[index][:LONGEST_SIGNATURE])
        if dates and dates[-1].year and dates[-1].month and not _is_impossible(dates[-1]):
            return index, dates[-1]
    return None


def after(passage: Passage, signature: Date) -> Iterator[Date]:
    """Dates later than the signature at which something is told as done."""
    if f"{signature.year}年" not in passage.text and f"{(signature.year or 0) + 1}年" not in passage.text:
        return
    for date in find(passage.text):
        if date.year is None or date.month is None or _is_impossible(date):
            continue
        parts = 3 if date.day and signature.day else 2
        if date.key[:parts] <= signature.key[:parts]:
            continue
        begin = max((passage.text.rfind(mark, max(0, date.start - FAR), date.start) for mark in "。；\n"), default=-1) + 1
        end = min(
            (at for mark in "。；\n" if (at := passage.text.find(mark, date.end, date.end + FAR)) >= 0), default=len(passage.text)
        )
        around = passage.text[max(begin, date.start - 40) : min(end, date.end + 40)]
        if DONE.search(passage.text[date.start - 2 if date.start > 1 else 0 : min(end, date.end + 24)]) and not PLANNED.search(
            around
        ):
            yield date
