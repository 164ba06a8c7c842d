"""Dates against the calendar and the terms between them: 2月30日; 2021年5月至2021年3月; 2019年3月至2021年3月，历时三年."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise

from checker.language import lazily
from checker.language.figures.dates import SHIFT, Date
from checker.language.figures.paper import CLAUSE_ENDS, Conflict, Paper
from checker.language.numerals import value

TO = lazily.pattern(r"(?:上旬|中旬|下旬|初|中|底|末|起)?(?:[至到]|[—\-–~～]{1,2})(?:了)?")
# 从7月10日开到8月6日.
VERB_TO = lazily.pattern(r"[^，。；、\d]{1,6}[到至]")
NUMBER = r"(?P<number>\d{1,3}|[一二三四五六七八九十百两]{1,6}|半)"
# 历时三年, 为期20天; 共37天, and a number of days right behind a range.
TERM = lazily.pattern(
    r"[^，。；]{0,20}?[，,（(、]?(?P<word>用了|花了|整整|足足|历时|为期|用时|耗时|期限为?|试行期?|前后共?|持续了?)(?:了|约|近|共)?"
    rf"{NUMBER}(?P<half>个?半)?(?P<more>多|余|来)?(?:个)?(?P<unit>年|月|天|日)(?P<half_year>半)?(?P<odd>多|余)?"
)
DAYS = lazily.pattern(
    rf"(?:的|[\u4e00-\u9fff]{{2,4}}(?=[一二三四五六七八九十\d])|[，,、（(]|[^，。；\d]{{2,10}}[，,](?=共)|共|一共|总共|[^，,、。；]{{0,6}}[，,、])?(?:[^。；，]{{0,8}}?[、，])?(?P<word>共|一共|前后)?{NUMBER}(?:个)?(?P<unit>[天日])(?!前|内|后)"
)
DAYS_BEFORE = lazily.pattern(rf"{NUMBER}(?P<unit>天)[（(，,]$")
BEGUN = lazily.pattern(r"开班|开课|开赛|开幕|进场|启动|开工|立项|动工|筹建|试点|开始|着手")
FINISHED = lazily.pattern(r"结业|闭幕|毕业|结束|完成|竣工|建成|结束|投产|验收|完工|收官|交付")
OTHER_STAGE = lazily.pattern(r"[一二三四]期|首期|首批|第[一二三]|另|前期|上一|旧|原|此前|再次|又")
# Days in a unit and how many of them a clerk's count may be out.
UNITS = {"年": (365.25, 183), "月": (30.4, 31), "天": (1, 2), "日": (1, 2)}
# A year for ranges that give none.
SOME_YEAR = 2001


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Days that are none, ends before beginnings, terms that do not fit."""
    for day in paper.dates:
        if day.is_impossible:
            yield Conflict(
                day.start, day.end, day.start, day.end,
                f"日历上没有“{paper.said(day)}”这个日期，存疑。", "实际是哪一天？",
            )  # fmt: skip
    for first, second in pairwise(paper.dates):
        if first.is_impossible or second.is_impossible or second.start - first.end > 30:
            continue
        gap = paper.text[first.end : second.start]
        if TO.fullmatch(gap) or (VERB_TO.fullmatch(gap) and paper.text[first.start - 1 : first.start] in ("从", "自", "由")):
            yield from _range(paper, first, second)
        elif not re.search(r"[。；\n]", gap):
            yield from _stages(paper, first, second, gap)


def _dated(first: Date, second: Date) -> tuple[Date, Date] | None:
    """Both dates with a year each, made up where none is said but how they lie to each other; None where that is open."""
    if first.word in SHIFT and not first.year and (second.word in SHIFT or not second.year):
        shift = SHIFT[second.word] if second.word in SHIFT else SHIFT[first.word]
        return first._replace(year=SOME_YEAR + SHIFT[first.word]), second._replace(year=SOME_YEAR + shift)
    if first.year and second.year:
        return first, second
    if first.year is None and second.year is None and first.month and second.month:
        later = second.word in ("次", "翌") or second.month < first.month
        return first._replace(year=SOME_YEAR), second._replace(year=SOME_YEAR + later)
    if first.year and first.month and second.month and not second.year:
        return first, second._replace(year=first.year + (second.month < first.month))
    return None


def _range(paper: Paper, first: Date, second: Date) -> Iterator[Conflict]:
    dated = _dated(first, second)
    if dated is None or (first.month is None) != (second.month is None):
        return
    said = bool(second.year or (first.word and first.word == "今"))
    # Days of one month without a year can not run over its end.
    within = first.day and second.day and first.month == second.month and not second.word
    stage = "阶段" in paper.text[max(0, first.start - 14) : second.end + 8] and first.year
    if (
        (said and dated[0].first > dated[1].last)
        or (within and first.key[1:] > second.key[1:] and not second.year)
        or (not second.year and first.month and second.month and second.month < first.month and stage)
    ):
        yield _reversed(paper, first, second)
    elif term := TERM.match(paper.text, second.end):
        yield from _term(paper, (first, second), dated, term)
    elif (first.month and (days := DAYS.match(paper.text, second.end))) or (
        first.month and (days := DAYS_BEFORE.search(paper.text, max(0, first.start - 10), first.start))
    ):
        yield from _term(paper, (first, second), dated, days)


def _reversed(paper: Paper, first: Date, second: Date) -> Conflict:
    return Conflict(
        first.start, second.end, first.start, second.end,
        f"“{paper.text[first.start : second.end]}”，结束的时间比开始的还早，存疑。", "开始和结束的时间，哪一个写错了？",
    )  # fmt: skip


def _term(paper: Paper, written: tuple[Date, Date], dated: tuple[Date, Date], match: re.Match[str]) -> Iterator[Conflict]:
    """Whether a term fits its range, counted with and without its ends."""
    number = 0.5 if match["number"] == "半" else value(match["number"])
    groups = match.groupdict()
    if not number:
        return
    # A range of days is counted in full where it says 共; else days off may be left out of it.
    least = (dated[1].first - dated[0].last).days
    most = (dated[1].last - dated[0].first).days + 1
    size, slack = UNITS[match["unit"]]
    half = 0.5 if groups.get("half") or groups.get("half_year") else 0.0
    low = number + half
    high = low + (1.0 if groups.get("more") or groups.get("odd") else 0.0)
    counted = groups.get("word") in ("历时", "为期", "共", "一共", "前后", "前后共")
    if match["unit"] in "天日":
        slack += 2 * (most > 40)
        missing = most * 2 / 7 + 2 if groups.get("word") not in ("共", "一共") else 8
        wrong = low * size > most + slack or (counted and high * size < least - missing)
    elif number < 1 or (match["unit"] == "年" and not (written[0].year or written[0].word)):
        return
    else:
        wrong = low * size > most + slack or high * size < least - slack
    if most <= 0 or not wrong:
        return
    start = match.start("word") if groups.get("word") and match["unit"] not in "天日" else match.start("number")
    start = match.start("word") if groups.get("word") in ("历时", "为期") else start
    yield Conflict(
        start, match.end(), written[0].start, written[1].end,
        f"“{paper.text[written[0].start : written[1].end]}”前后是{_told(most, match['unit'])}，"
        f"与“{paper.text[start : match.end()]}”对不上，存疑。",
        "起止时间和时长，哪一个写错了？",
    )  # fmt: skip


def _told(days: int, unit: str) -> str:
    if unit in "天日":
        return f"{days}天"
    months = math.floor(days / 30.4 + 0.3)
    if unit == "月":
        return f"{months}个月"
    return f"{months // 12}年" + (f"零{months % 12}个月" if months % 12 else "")


def _stages(paper: Paper, first: Date, second: Date, gap: str) -> Iterator[Conflict]:
    """2021年5月启动，2021年3月完成: finished before it was begun; 六月二日开始、六月十五日结束，历时二十三天."""
    if not first.month or not second.month or not BEGUN.search(gap):
        return
    dated = _dated(first, second)
    if dated is None:
        return
    if dated[0].key[:2] <= dated[1].key[:2]:
        term = TERM.match(paper.text, second.end)
        if term and FINISHED.search(term.group()):
            yield from _term(paper, (first, second), dated, term)
        return
    end = clause_end(paper.text, second.end)
    if second.year and FINISHED.search(paper.text[second.end : end]) and not OTHER_STAGE.search(paper.text[first.start : end]):
        yield Conflict(
            second.start, end, first.start, first.end,
            f"{paper.said(first)}才开始，{paper.said(second)}就完成了，先后颠倒，存疑。",
            "两个时间，哪一个写错了？",
        )  # fmt: skip


def clause_end(text: str, position: int) -> int:
    """Where the clause ends that a position is in, not far from it."""
    end = position
    while end < min(len(text), position + 24) and text[end] not in CLAUSE_ENDS:
        end += 1
    return end
