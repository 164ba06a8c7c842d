"""Dates against the calendar, against each other and against the date under the paper.

2月30日 is no day; 2021年5月至2021年3月 ends before it begins; 2019年3月至2021年3月 is no 三年; what was done in
December is not told in a paper of November.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from checker.language.figures.paper import CLAUSE_ENDS, Conflict, Paper
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
# 2025.7.10, 2025-07-10: only under a paper, because elsewhere it may be a number of anything.
POINTED = re.compile(r"(?<![\d.])((?:19|20)\d\d)[./\-．](\d{1,2})(?:[./\-．](\d{1,2}))?(?![\d.])")
# Where a date can begin: a quick look that spares the slow one most characters, begun with a set because that runs fastest.
BEGIN = re.compile(rf"[\d一二三四五六七八九十同当本](?<![\d.第{HAN_DIGIT}十].)(?=[\d{HAN_DIGIT}十]{{0,3}}[年月])")
TO = re.compile(r"(?:上旬|中旬|下旬|初|中|底|末|起)?(?:[至到]|[—\-–~～]{1,2})(?:了)?")
# 从7月10日开到8月6日.
VERB_TO = re.compile(r"[^，。；、\d]{1,6}[到至]")
# 从7月10日开到8月6日，4个点、38天: a number of days right behind a range.
DAYS = re.compile(
    r"(?:[，,、（(]|[^，。；\d]{2,10}[，,](?=共)|共|一共|总共|[^，,、。；]{0,6}[，,、])(?:[^。；，]{0,8}?[、，])?(?:共|一共|前后)?(?P<number>\d{1,3}|[一二三四五六七八九十两]{1,4})(?:个)?(?P<unit>[天日])"
)
TERM = re.compile(
    r"[^，。；]{0,10}[，,（(]?(?P<word>用了|花了|整整|足足|历时|为期|用时|耗时|期限为?|试行期?|前后共?|持续了?)(?:了|约|近|共)?"
    r"(?P<number>\d{1,3}|[一二三四五六七八九十两]{1,3}|半)(?P<half>个?半)?(?P<more>多|余|来)?(?:个)?(?P<unit>年|月|天|日)(?P<half_year>半)?(?P<odd>多|余)?"
)
BEGUN = re.compile(r"开班|开课|开赛|开幕|进场|启动|开工|立项|动工|筹建|试点|开始|着手")
FINISHED = re.compile(r"结业|闭幕|毕业|结束|完成|竣工|建成|结束|投产|验收|完工|收官|交付")
OTHER_STAGE = re.compile(r"[一二三四]期|首期|首批|第[一二三]|另|前期|上一|旧|原|此前|再次|又")
DONE = re.compile(
    r"了|已|完成|召开|印发|出台|建成|评出|举办|发放|下发|成立|挂牌|启动|取得|获得|通过|实现|截至|截止|达到|考取|组织|开展|兑现"
    r"|就位|投运|投产|落成|封顶|贯通|点火|并网|到位|开班|开课|开工|揭牌|表彰|签订|签署|签下|验收|竣工|上线|试运行|评出|选出|开赛|夺|上岗|发到|打进|落地"
)
PLANNED = re.compile(
    r"将|拟|计划|预计|力争|争取|目标|打算|准备|确保|前(?![期提后])|底(?:前|之前|完成|实现)|下一步|今后|规划|有效期|起施行|起执行|安排|待|到20\d\d年|应|要|至|—|-|届时|期满|到期"
)
# A state that holds: 一线1512人中有1203人持证, 会员由…增加到….
STATE = re.compile(
    r"[底末初]?[，,]?[^。；\n]{0,20}?(?:[中里]有|已有|已经|已|共有|现有|累计|由[^，。；]{1,16}(?:增|升|提|降|减)|从[^，。；]{1,16}(?:增|升|提|降|减)|(?:提高|增加|下降|降低)了)"
)
PLANS = re.compile(r"下一步|打算|计划|目标|下阶段|今后|思路|规划|展望|安排")
OTHER_YEAR = re.compile(r"[去前上往历每次明后]年|年度|同期|(?:19|20)\d\d")
# A day without a year is taken for one of the signature's year only where it stands at most so many months after it, and not
# in a paper of the first months, which looks back at the year before.
SHORTLY_AFTER, EARLY_IN_YEAR = 2, 4
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


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Days that are none, ends before beginnings, terms that do not fit, deeds after the date under the paper."""
    dates = find(paper.text)
    yield from impossible(paper, dates)
    for first, second in pairwise(dates):
        if _is_impossible(first) or _is_impossible(second):
            continue
        gap = paper.text[first.end : second.start] if second.start - first.end <= 8 else ""
        if TO.fullmatch(gap) or (VERB_TO.fullmatch(gap) and paper.text[first.start - 1 : first.start] in ("从", "自", "由")):
            yield from _range(paper, first, second)
        elif first.year and second.year:
            yield from _stages(paper, first, second)
    signature = signed(paper, dates)
    if signature:
        yield from (_late(paper, date, signature) for date in after(paper, dates, signature))


def signed(paper: Paper, dates: list[Date]) -> Date | None:
    """The last full date under the paper (year and month at least)."""
    begin = max(paper.signed, len(paper.text) - LONGEST_SIGNATURE)
    under = [date for date in dates if date.start >= paper.signed]
    under += (
        Date(match.start(), match.end(), *(_number(part) for part in match.groups()))
        for match in POINTED.finditer(paper.text, begin)
    )
    full = [date for date in under if date.year and date.month and not _is_impossible(date)]
    return max(full, default=None)


def _late(paper: Paper, date: Date, signature: Date) -> Conflict:
    return Conflict(
        date.start, date.end, signature.start, signature.end,
        f"落款是{paper.text[signature.start : signature.end]}，这里却写了{paper.text[date.start : date.end]}已经发生的事，存疑。",
        "是日期写错了，还是还没有做的事？",
    )  # fmt: skip


def impossible(paper: Paper, dates: list[Date] | None = None) -> Iterator[Conflict]:
    """Days that no calendar has."""
    for day in find(paper.text) if dates is None else dates:
        if _is_impossible(day):
            yield Conflict(
                day.start, day.end, day.start, day.end,
                f"日历上没有“{paper.text[day.start : day.end]}”这个日期，存疑。", "实际是哪一天？",
            )  # fmt: skip


def _is_impossible(date: Date) -> bool:
    if date.month is None:
        return False
    if not 1 <= date.month <= 12:
        return date.year is not None
    if date.day is None:
        return False
    # 2月29日 without a year may be of a leap year.
    return not 1 <= date.day <= monthrange(date.year or 2020, date.month)[1]


def _range(paper: Paper, first: Date, second: Date) -> Iterator[Conflict]:
    if second.year is None and first.year is not None and second.month is not None and first.month is not None:
        # 2021年11月至3月 may run into the next year.
        later = second.month < first.month
        if later and "阶段" in paper.text[max(0, first.start - 14) : second.end + 8]:
            yield _reversed(paper, first, second)
            return
        if later and second.day is None:
            return
        second = second._replace(year=first.year + later)
        if later:
            return
    if (first.year is None) != (second.year is None) or (first.month is None) != (second.month is None):
        return
    if first.year is None and (first.day is None or second.day is None or (second.month or 0) < (first.month or 0)):
        return
    parts = 3 if first.day and second.day else 2
    if first.key[:parts] > second.key[:parts]:
        yield _reversed(paper, first, second)
    elif match := TERM.match(paper.text, second.end):
        yield from _term(paper, first, second, match)
    elif first.day and second.day and (days := DAYS.match(paper.text, second.end)):
        yield from _days(paper, first, second, days)


def _reversed(paper: Paper, first: Date, second: Date) -> Conflict:
    return Conflict(
        first.start, second.end, first.start, second.end,
        f"“{paper.text[first.start : second.end]}”，结束的时间比开始的还早，存疑。", "开始和结束的时间，哪一个写错了？",
    )  # fmt: skip


def _days(paper: Paper, first: Date, second: Date, match: re.Match[str]) -> Iterator[Conflict]:
    """More days than a range has. Fewer may be what was worked."""
    year = first.year or 2020
    # Over the end of a year no range without its years goes here: it was left out before.
    lasting = (datetime.date(second.year or year, *_day(second)) - datetime.date(year, *_day(first))).days + 1
    number = _number(match["number"]) or 0
    # Ten days too few are one digit typed wrong; fewer may be what was worked.
    if (lasting < number - 1 and lasting > 0) or (lasting - number in (10, 20) and number > 9 and "共" in match.group()):
        yield Conflict(
            match.start("number"), match.end(), first.start, second.end,
            f"“{paper.text[first.start : second.end]}”前后是{lasting}天，与“{match['number']}{match['unit']}”对不上，存疑。",
            "起止时间和天数，哪一个写错了？",
        )  # fmt: skip


def _day(when: Date) -> tuple[int, int]:
    return when.month or 1, when.day or 1


def _term(paper: Paper, first: Date, second: Date, match: re.Match[str]) -> Iterator[Conflict]:
    """Whether a term fits its range, counted with and without its ends."""
    if first.month is None or second.month is None or "半" in match["number"]:
        return
    dated = first.year is not None and second.year is not None
    # 8月1日至8月20日, 为期30天: days need no year.
    if not dated and (first.year != second.year or match["unit"] not in "天日" or second.month < first.month):
        return
    number = _number(match["number"]) or 0
    more = 1.0 if match["more"] or match["odd"] else 0.5 if match["half"] or match["half_year"] else 0.0
    months = ((second.year or 0) - (first.year or 0)) * 12 + second.month - first.month
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
            f"“{paper.text[first.start : second.end]}”前后是{told}，与“{paper.text[start : match.end()]}”对不上，存疑。",
            "起止时间和时长，哪一个写错了？",
        )  # fmt: skip


def _stages(paper: Paper, first: Date, second: Date) -> Iterator[Conflict]:
    """2021年5月启动，2021年3月完成: finished before it was begun."""
    if second.start - first.end > 30 or first.month is None or second.month is None:
        return
    gap = paper.text[first.end : second.start]
    if first.key[:2] <= second.key[:2]:
        match = TERM.match(paper.text, second.end) if BEGUN.search(gap) and not re.search(r"[。；\n]", gap) else None
        if match and FINISHED.search(match.group()):
            yield from _term(paper, first, second, match)
        return
    end = _clause_end(paper.text, second.end)
    if re.search(r"[。；\n]", gap) or OTHER_STAGE.search(paper.text[first.start : end]):
        return
    if BEGUN.search(gap) and FINISHED.search(paper.text[second.end : end]):
        yield Conflict(
            second.start, end, first.start, first.end,
            f"{paper.text[first.start : first.end]}才开始，{paper.text[second.start : second.end]}就完成了，先后颠倒，存疑。",
            "两个时间，哪一个写错了？",
        )  # fmt: skip


def _clause_end(text: str, position: int) -> int:
    end = position
    while end < min(len(text), position + 24) and text[end] not in CLAUSE_ENDS:
        end += 1
    return end


def after(paper: Paper, dates: list[Date], signature: Date) -> Iterator[Date]:
    """Dates later than the signature at which something is told as done, or as it is."""
    told: int | None = None
    for date in dates:
        if date.start >= paper.signed:
            return
        told = date.year or told
        dated = date._replace(year=date.year or _year(paper, date, signature, told))
        if dated.year is None or dated.month is None or _is_impossible(dated):
            continue
        parts = 3 if date.day and signature.day else 2
        if dated.key[:parts] > signature.key[:parts] and _is_done(paper, date):
            yield date


def _year(paper: Paper, date: Date, signature: Date, told: int | None) -> int | None:
    """The year of a day without one: that of the signature, unless the paper looks back at another or the day is far from it."""
    if date.day is None or told not in (None, signature.year) or not signature.month or signature.month < EARLY_IN_YEAR:
        return None
    near = 0 <= (date.month or 0) - signature.month <= SHORTLY_AFTER
    return signature.year if near and not OTHER_YEAR.search(paper.text, max(0, date.start - FAR), date.end + 20) else None


def _is_done(paper: Paper, date: Date) -> bool:
    text = paper.text
    begin = max((text.rfind(mark, max(0, date.start - FAR), date.start) for mark in "。；\n"), default=-1) + 1
    end = min((at for mark in "。；\n" if (at := text.find(mark, date.end, date.end + FAR)) >= 0), default=len(text))
    head = text[max(begin, date.start - 40) : date.start]
    if head.endswith("到") and (state := STATE.match(text, date.end)):
        # 到2025年6月底，1512人中有1203人持证: as it stood then, unless the paper speaks of its plans.
        return not PLANNED.search(head[:-1] + state.group()) and not PLANS.search(text[: date.start])
    if date.year is None:
        # What follows in further clauses may be planned, though this was done.
        end = _clause_end(text, date.end)
    around = head + text[date.start : min(end, date.end + 40)]
    return bool(DONE.search(head[-2:] + text[date.start : min(end, date.end + 24)])) and not PLANNED.search(around)
