"""Dates against the calendar and the terms between them: 2月30日; 2021年5月至2021年3月; 2019年3月至2021年3月，历时三年."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import groupby, islice, pairwise

from checker.language import lazily
from checker.language.figures.dates import MONTHS_IN_YEAR, Date, day
from checker.language.figures.paper import Conflict, Paper
from checker.language.figures.timeline import FINISHED, OVER_THE_TURN, SHIFT, STARTED, sentence_after, year_of
from checker.language.numerals import value

TO = lazily.pattern(r"起?(?:[至到]|[—\-–~～]{1,2})(?:了)?")
# 从7月10日开到8月6日.
VERB_TO = lazily.pattern(r"(?!提前|推|延|顺|[改调])[^，。；、\d]{1,6}[到至]")
NUMBER = r"(?P<number>\d{1,4}|[一二三四五六七八九十百两]{1,6}|半)"
# How far apart two dates may stand of which something is told together, and how far the ends of a range without a verb.
APART, SHORT = 60, 4
# 历时三年, 为期20天; 共37天, and a number of days right behind a range.
TERM = lazily.pattern(
    r"[^，。；]{0,20}?(?:[，,](?P<verb>组织|开展|举办|举行|进行)了?|[，,（(、])?"
    r"(?P<word>用了|花了|整整|足足|历时|为期|用时|耗时|期限为?|试行期?|前后共?|持续了?)(?:了|约|近|共)?"
    rf"{NUMBER}(?P<half>个?半)?(?P<more>多|余|来)?(?:个)?(?P<unit>年(?![头度])|月|周(?!年)|天|日)(?P<half_year>半)?(?P<odd>多|余)?"
)
DAYS = lazily.pattern(
    rf"(?:的|[\u4e00-\u9fff]{{2,4}}?(?=[一二三四五六七八九十\d])|[，,、（(]|[^，。；\d]{{2,10}}[，,](?=共)|共|一共|总共|[^，,、。；]{{0,6}}[，,、])?(?:[^。；，]{{0,8}}?[、，])?(?P<word>共|一共|前后)?{NUMBER}(?:个)?(?P<unit>[天日])(?!前|内|后)"
)
# 4月到7月先在两个车间试了5个月; 11月到次年3月近六个月的冬休.
SPENT = lazily.pattern(
    rf"(?:[^。；\d]{{0,24}}?(?:[试跑办开停休干练学修]|前后)了|(?:近|约|整整|长达))共?{NUMBER}(?P<more>多|余)?个?(?P<unit>月|周|天)(?![前内后])"
)
TERM_BEFORE = lazily.pattern(rf"(?:(?P<word>为期|历时)|(?=[^年月]*$)){NUMBER}个?(?P<unit>年|月|天)[（(，,]$")
# What has gone on from a date to the day of the paper: 自2018年12月起连续安全生产1082天; 2023年3月出台…。办法实行一年半.
SO_LONG = rf"{NUMBER}(?P<more>多|余|来)?个?(?P<unit>年|月|周(?!年)|天|日)(?P<half>半)?(?![^，。；]{{0,4}}(?:后|期|的|内|为))"
BEGUN = lazily.pattern(
    r"起|以来|开始|[，,]?[^，。；]{0,16}(?:施行|实行|推行|出台|通过|印发|启动|成立|开工|投产|挂牌|上线|试行|列[入为]|建厂|始建|进厂|入职)"
)
WITHOUT_PAUSE = lazily.pattern(
    rf"(?:起|以来|开始)[^，。；\d]{{0,4}}[，,]?[^，。；\d]{{0,8}}?(?P<run>连续[^，。；\d]{{0,8}}?{SO_LONG})"
)
RUN = lazily.pattern(
    rf"(?P<run>(?:(?:办法|制度|细则|规定|方案|机制|做法)(?:推行|实行|施行|运行|执行)(?:了|已|至今)*(?:近|约|整整|刚好?|已?满)*|(?:刚好?|正好|已)满|至今[已有整]*|(?:成立|试点|开办|挂牌)满?(?=[\d一二三四五六七八九十两半]{{1,4}}个?[年月]半?多?来)){SO_LONG})"
)
# Between two dates: three months later.
OPENED, ENDED = lazily.pattern(f"{STARTED}|试点"), lazily.pattern(FINISHED)
LATER = lazily.pattern(rf"{NUMBER}个?(?P<unit>月|周)[之以]?后[，,]?(?:的|于|在)?$")
# 7至8月迎峰度夏期间，2号机连续运行41天.
DURING = lazily.pattern(rf"[^，。；\d]{{0,12}}期间[^。；]{{0,24}}?连续[^，。；\d]{{0,6}}?{NUMBER}(?P<unit>[天日])")
# 原定9月30日试车，11月10日试车成功，比计划提前41天; 由9月推迟到8月.
DUE = lazily.pattern("(?:原定|原?计划|由|从)(?:于|在)?$")
MOVED = lazily.pattern(r"(?P<way>提前|拖|推迟|顺延|延期|推|延)(?P<number>)[到至]了?$")
EARLY = lazily.pattern(
    r"[^。；\d]{0,24}?(?:比[^，。；\d]{0,6}?)?(?P<way>提[前早]|推迟|延后|延期|晚)了?(?:(?P<number>\d{1,3}|[一二三四五六七八九十百]{1,4})[天日])?"
)
# Days in a unit and how many of them a clerk's count may be out.
UNITS = {"年": (365.25, 183), "月": (30.4, 31), "周": (7, 6), "天": (1, 2), "日": (1, 2)}
# What runs over the turn of a year; how near the months of a range lie that does not, and its days that is not a year.
YEARLY = lazily.pattern(r"每年|学年|年度|周期|榨季|采暖|供暖|跨年|评选范围|统计")
WITHIN, FULL = 3, 20
# A year for ranges that give none.
SOME_YEAR, LEAP_DAY = 2001, 29
# How many terms of a line are looked at, so that a hostile paper costs time in proportion.
MOST = 40


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Days that are none, ends before beginnings, terms that do not fit."""
    for date, meant in zip(paper.dates, paper.timeline, strict=True):
        # 2月29日 in a paper of 2022.
        if date.day == LEAP_DAY and not meant.year:
            meant = meant._replace(year=year_of(paper.signature, paper.period))
        if date.is_impossible or (date.day == LEAP_DAY and meant.is_impossible):
            yield Conflict(
                date.start, date.end, date.start, date.end,
                f"日历上没有“{paper.said(date)}”这个日期，存疑。", "实际是哪一天？",
            )  # fmt: skip
    placed = [(written, date) for written, date in zip(paper.dates, paper.timeline, strict=True) if not date.is_impossible]
    for first, second in pairwise(placed):
        start, end = first[0].end, second[0].start
        if end - start > APART or "\n" in (gap := paper.text[start:end]):
            continue
        verb = paper.text[first[0].start - 1 : first[0].start] in ("从", "自", "由")
        if (end - start <= SHORT and TO.fullmatch(gap)) or (verb and VERB_TO.fullmatch(gap)):
            yield from _range(paper, first, second)
        elif first[0].month and second[0].month and "。" not in gap:
            yield from _to_its_end(paper, first, second, gap)
    for _, date in placed:
        if date.until and (term := DURING.match(paper.text, date.end)):
            yield from _term(paper, date, date._replace(year=SOME_YEAR), date._replace(year=SOME_YEAR), term, most_only=True)
    yield from _ever_since(paper, [date for _, date in placed if date.year and date.start < paper.signed])


def _range(paper: Paper, one: tuple[Date, Date], other: tuple[Date, Date]) -> Iterator[Conflict]:
    """From one date to the other, both as written and as meant."""
    ends = _ends(paper, one, other)
    if ends is None:
        return
    first, second = ends
    span = one[0]._replace(end=other[0].end)
    if first.first > second.last:
        yield Conflict(
            span.start, span.end, span.start, span.end,
            f"“{paper.said(span)}”，结束的时间比开始的还早，存疑。", "开始和结束的时间，哪一个写错了？",
        )  # fmt: skip
    elif term := TERM.match(paper.text, span.end):
        # A range of months that says no year may be of two.
        if not (term["verb"] and term["unit"] == "年") and (term["unit"] != "年" or one[0].year or one[0].word):
            yield from _term(paper, span, first, second, term)
    elif one[0].month and (
        term := DAYS.match(paper.text, span.end) or TERM_BEFORE.search(paper.text, max(0, span.start - 10), span.start)
    ):
        yield from _term(paper, span, first, second, term)
    elif one[0].month and (term := SPENT.match(paper.text, span.end)):
        yield from _term(paper, span, first, second, term, most_only=True)


def _ends(paper: Paper, one: tuple[Date, Date], other: tuple[Date, Date]) -> tuple[Date, Date] | None:
    """Both ends with years, made up where none is said but how they lie to each other; None where that is open."""
    (first, placed_first), (second, placed_second) = one, other
    if (first.month is None) != (second.month is None):
        return None
    said = second.year or second.word in SHIFT
    if said and (first.year or first.word in SHIFT):
        if placed_first.year and placed_second.year:
            return placed_first, placed_second
        if first.word in SHIFT and second.word in SHIFT:
            return tuple(date._replace(year=SOME_YEAR + SHIFT[date.word]) for date in (first, second))  # type: ignore[return-value]
        return None
    if said or not first.month or not second.month:
        return None
    year = first.year or SOME_YEAR
    back = second.month < first.month
    stage = first.year and "阶段" in paper.text[max(0, first.start - 14) : second.end + 8]
    # 6月22日至5月28日; but 7月1日至6月30日 is a whole year, and a school year runs from 9月1日 to 7月10日.
    days = (
        first.day
        and second.day
        and second.day - first.day < FULL
        and not YEARLY.search(paper.text[max(0, first.start - 20) : first.start])
    )
    near = first.month - second.month < (WITHIN if days else 0) or (
        first.word == "今" and first.month - second.month < OVER_THE_TURN
    )
    one_year = stage or second.word == "同" or (second.word == "当" and not first.word) or near
    later = second.word in ("次", "翌") or (back and not one_year)
    return first._replace(year=year), second._replace(year=year + later)


def _term(
    paper: Paper, span: Date, first: Date, second: Date, match: re.Match[str], most_only: bool = False
) -> Iterator[Conflict]:
    """Whether a term fits its range, counted with and without its ends."""
    told = _length(match)
    # 3月12日至4月12日，每周一天，共5天.
    if told is None or "每" in match.group():
        return
    least, most = (day(second.first) - day(first.last)).days, (day(second.last) - day(first.first)).days + 1
    low, high, slack = told
    groups = match.groupdict()
    in_days = match["unit"] in "天日"
    # A range of days is counted in full where it says 共; else days off may be left out of it.
    counted = groups.get("word") in ("历时", "为期", "共", "一共", "前后", "前后共")
    missing = (most * 2 / 7 + 2 if groups.get("word") not in ("共", "一共") else 8) if in_days else slack
    slack += 2 * (in_days and most > 40)
    if most <= 0 or (low < 30 and not in_days and match["unit"] != "周"):
        return
    if low > most + slack or (not most_only and (counted or not in_days) and high < least - missing):
        start = (
            match.start("word")
            if groups.get("word") and (groups["word"] in ("历时", "为期") or not in_days)
            else match.start("number")
        )
        yield _unfit(paper, start, match.end(), span, f"前后是{_told(most, match['unit'])}")


def _length(match: re.Match[str]) -> tuple[float, float, float] | None:
    """Days at least and at most that are told, and how many a clerk may be out."""
    number = 0.5 if match["number"] == "半" else value(match["number"])
    if not number:
        return None
    groups = match.groupdict()
    size, slack = UNITS[match["unit"]]
    low = number + (0.5 if groups.get("half") or groups.get("half_year") else 0.0)
    return low * size, (low + (1.0 if groups.get("more") or groups.get("odd") else 0.0)) * size, slack


def _ever_since(paper: Paper, dates: list[Date]) -> Iterator[Conflict]:
    """What has gone on up to the day of the paper, for longer than since the first date of its paragraph."""
    if not paper.signature:
        return
    for begin, group in groupby(dates, key=lambda date: paper.text.rfind("\n", 0, date.start)):
        line = list(group)
        begun = [date for date in line if BEGUN.match(paper.text, date.end)]
        for date in begun:
            if match := WITHOUT_PAUSE.match(paper.text, date.end):
                yield from _too_long(paper, date, match)
        if begun:
            end = paper.text.find("\n", begin + 1)
            for match in islice(RUN.finditer(paper.text, begun[0].end, end), MOST):
                # 机制运行已五年，最早是2019年搞的.
                told = match.end() + len(sentence_after(paper.text, match.end()))
                before = (date for date in line if date.start < told)
                yield from _too_long(paper, min(before, key=lambda date: date.first), match)


def _too_long(paper: Paper, since: Date, match: re.Match[str]) -> Iterator[Conflict]:
    signature, told = paper.signature, _length(match)
    most = (day(signature.last) - day(since.first)).days + 1 if signature else 0
    if signature and told and told[0] > most + told[2] > 0:
        said = f"到落款的{paper.said(signature)}最多{_told(most, match['unit'])}"
        yield _unfit(paper, match.start("run"), match.end("run"), since, said)


def _unfit(paper: Paper, start: int, end: int, span: Date, really: str) -> Conflict:
    return Conflict(
        start, end, span.start, span.end,
        f"“{paper.said(span)}”{really}，与“{paper.text[start:end]}”对不上，存疑。", "起止时间和时长，哪一个写错了？",
    )  # fmt: skip


def _told(days: int, unit: str) -> str:
    if unit in "天日周":
        return f"{days}天"
    months = math.floor(days / 30.4 + 0.3)
    if unit == "月":
        return f"{months}个月"
    return f"{months // MONTHS_IN_YEAR}年" + (f"零{months % MONTHS_IN_YEAR}个月" if months % MONTHS_IN_YEAR else "")


def _to_its_end(paper: Paper, one: tuple[Date, Date], other: tuple[Date, Date], gap: str) -> Iterator[Conflict]:
    """六月二日开始、六月十五日结束，历时二十三天; 5月通过，三个月后的8月施行."""
    ends, span = _ends(paper, one, other), one[0]._replace(end=other[0].end)
    if not ends:
        return
    yield from _as_planned(paper, one[0], other[0], gap)
    if ends[0].first > ends[1].last:
        return
    pair = len(gap) <= SHORT
    term = (TERM.match(paper.text, span.end) or DAYS.match(paper.text, span.end)) if pair or OPENED.search(gap) else None
    if term and (pair or ENDED.search(term.group())):
        yield from _term(paper, span, *ends, term)
    elif later := LATER.search(paper.text, one[0].end, other[0].start):
        yield from _term(paper, span, *ends, later)


def _as_planned(paper: Paper, due: Date, done: Date, gap: str) -> Iterator[Conflict]:
    """原定9月30日试车，11月10日试车成功，比计划提前41天; 原定9月底办完，拖到8月: the second is not where it is said to be."""
    years = due.year or done.year or due.word or done.word
    planned = not years and DUE.search(paper.text, max(0, due.start - SHORT), due.start)
    match = (
        (MOVED.search(gap) or (EARLY.match(paper.text, done.end) if gap.endswith(("，", "、")) else None)) if planned else None
    )
    # 仍从5月1日开始，培训提前到5月中旬 tells of two things.
    if not match or (planned and planned.group()[:1] in "由从" and match.start()):
        return
    before, after = done.last < due.first, done.first > due.last
    wrong = after if match["way"].startswith("提") else before
    told = value(match["number"]) if match["number"] and due.day and done.day else None
    if told:
        apart = (day(due._replace(year=SOME_YEAR).first) - day(done._replace(year=SOME_YEAR).first)).days
        wrong = wrong or abs(abs(apart) - told) > UNITS["天"][1]
    if wrong and abs((due.month or 0) - (done.month or 0)) < OVER_THE_TURN:
        yield Conflict(
            done.start, done.end, due.start, due.end,
            f"原定{paper.said(due)}，实际是{paper.said(done)}，与“{match['way']}”的说法对不上，存疑。",
            "日期和天数，哪一个写错了？",
        )  # fmt: skip
