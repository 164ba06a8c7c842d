"""Deeds against the date of the paper: told as done after it, demanded or aimed at by a day that was over.

There is no today: a paper was written on the day of its signature, else not long after the period of its title.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from checker.language import lazily
from checker.language.figures.dates import MONTHS_IN_YEAR, Date, Day
from checker.language.figures.paper import Conflict, Paper
from checker.language.figures.tense import (
    IN_FORCE,
    OVER,
    UP_TO,
    is_done,
    is_name,
    is_planned,
    is_reported,
    looks_ahead,
    told_up_to,
)
from checker.language.figures.timeline import (
    BY,
    CLAUSE_ENDS,
    EARLY_IN_YEAR,
    ENDS,
    heading,
    own_clause,
    sentence_after,
    sentence_before,
)

# Papers that demand; what they say by when.
DEMANDING = lazily.pattern(r"(?:通报|通知|讲话).{0,12}\s*$|\A(?!.*(?:[总小]结|汇报|报告|述职))[^。]*(?:方案|计划|要点|动员|部署)")
DEADLINE = lazily.pattern(rf"{BY}|下班前")
DEMANDED = lazily.pattern(
    r"[^，。；]{0,24}?(?:报|交|完成|整改|补|拿出|落实|办|开|建|选|定|覆盖|说明|反馈|投用|投运|启用|到位|发文|印发|公布|明确)"
)
TOLD_OF = lazily.pattern(r"[了已]|按照?|原[定计]|规定|要求|通知|应于|本应|完成的|曾|以前")
# 6月底前入职的职工均可报名 says who is meant.
WHO = lazily.pattern(
    r"(?!前?[^，。；]{0,2}(?:帮助|协助|督促|推动))[^，。；]{0,10}的[\d一二三四五六七八九十两]|[^，。；]{0,24}(?:过的|的(?:[，。；]|$|[^，。；]{0,6}(?:均|可|一并|不|须|都)))"
)
AIMS = lazily.pattern(r"(?<!现状与)(?<!现状和)(?:目标|打算|计划)")
AIMED, SINCE_NOW = lazily.pattern(r"达到|不少于|不低于|以上"), lazily.pattern(r"由(?:现在|目前|现有)的")
MET = lazily.pattern("(?:上午|下午|晚上?)")
# What is still to be done by a date: 计划6月底前拿出办法; 到2021年底，力争…; 6月底前另行公布.
TO_COME = lazily.pattern(r"(?:(?:计划|预计|力争|争取|打算|拟|最迟|准备)(?:于|在|到)?|(?:安排|定|将)[在于])$")
YET = lazily.pattern(
    r"(?!起|开始|以来)前?(?:[^，。；\d]{0,8}?|[，,])[^，。；\d]{0,6}?(?:力争|争取(?![县市省到上]|[^，。；]{0,12}(?:支持|资金|经费|政策))|另行|拟(?!定)|预计|要(?=[和与跟同把向]))"
)
# 最迟10月底交齐的会费 tells of what is past.
WHICH = lazily.pattern(r"前?[^，。；]{0,10}(?:的|没有|未)")
# A plan that was made then, or has come true: 制定三年规划，力争2021年底前….
ONCE = lazily.pattern(r"曾|原|[去前上]年|[当年][时年初]|那时|提出|制定|确定|印发|明确|推迟|顺延|目标")
# How many months back a month without a year is still this year's, and when plans are of the next one.
LATELY, LATE_IN_YEAR = 2, 10
# When at the latest a year is reported on by a paper that bears no date.
SPRING = 3
PLAN = lazily.pattern(r"((?:19|20)\d\d)年度?[，,]?(工作|重点)?(打算|安排|计划|要点|思路)")
# More are never shown, and a hostile paper costs time in proportion.
MOST = 40
# What numbers a heading is no longer.
NUMBER_LENGTH, LONGEST_TITLE, LATE, NEAR_BY = 6, 60, 21, 160


class Horizon(NamedTuple):
    """The last day of which a paper can tell, where it says so, and in Chinese what that is."""

    day: Day
    exact: bool
    start: int
    end: int
    said: str
    # Whether the paper may tell of later days, or may be of an earlier one.
    open: bool = False
    spring: bool = False
    # It is the day of a meeting, whose minutes demand.
    met: bool = False


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Deeds after the paper, deadlines before it, plans of another year than the title's."""
    yield from _plans(paper)
    horizon = _horizon(paper)
    if horizon:
        yield from islice(_beside(paper, horizon), MOST)


def _beside(paper: Paper, horizon: Horizon) -> Iterator[Conflict]:
    """Deeds and deadlines beside the last day of which the paper can tell."""
    title = paper.text[: paper.body or LONGEST_TITLE]
    demanding = horizon.exact and (horizon.met or bool(DEMANDING.search(title)))
    for index, written, date in _placed(paper):
        if _is_after(date, horizon.day):
            if not horizon.open and not _is_timetable(paper, index, horizon) and _is_over(paper, date, horizon):
                yield too_late(paper, date, horizon)
        elif (date.month or date.part) and date.last < horizon.day:
            # 今年 in a paper of the first months may be the year of the paper or the one it reports on.
            said = written.year or (written.word and (written.word != "今" or horizon.day[1] >= EARLY_IN_YEAR))
            demanded = demanding and (said or _is_recent(paper, date, horizon.day)) and _is_demanded(paper, date, horizon.day)
            if demanded or ((said or _is_this_years(paper, date, horizon.day)) and _is_to_come(paper, date, horizon)):
                yield Conflict(
                    date.start, date.end, horizon.start, horizon.end,
                    f"{horizon.said}，这里却{'要求' if demanded else '打算'}在{paper.said(date)}以前办好，存疑。",
                    "期限和落款，哪一个写错了？" if horizon.exact else "两个时间，哪一个写错了？",
                )  # fmt: skip


def _placed(paper: Paper) -> Iterator[tuple[int, Date, Date]]:
    """The dates between title and signature of which the year is known: their number, as written, as meant."""
    for index, (written, date) in enumerate(zip(paper.dates, paper.timeline, strict=True)):
        if paper.body <= date.start < paper.signed and date.year is not None and not date.is_impossible:
            yield index, written, date


def too_late(paper: Paper, date: Date, horizon: Horizon) -> Conflict:
    """A deed that was not yet done when the paper was written."""
    return Conflict(
        date.start, date.end, horizon.start, horizon.end,
        f"{horizon.said}，这里却写了{paper.said(date)}已经发生的事，存疑。", "是日期写错了，还是还没有做的事？",
    )  # fmt: skip


def beside_signature(paper: Paper) -> Iterator[tuple[Date, bool]]:
    """The months that surely lie before the paper's signature, and those that lie after it: True."""
    horizon = _horizon(paper) if paper.signature else None
    for _, _, date in _placed(paper) if horizon else ():
        if horizon and date.month and not is_name(paper, date):
            if _is_after(date, horizon.day):
                yield date, True
            elif date.last[:2] < horizon.day[:2]:
                yield date, False


def unsaid(paper: Paper) -> Iterator[tuple[Date, Horizon]]:
    """Months after the signature, each by itself, of which no word says that they are planned."""
    horizon = _horizon(paper) if paper.signature else None
    if horizon:
        later = (date for _, _, date in _placed(paper) if date.month and _is_after(date, horizon.day))
        for date in islice(later, MOST):
            if _is_alone(paper, date, horizon) and not is_name(paper, date) and not is_planned(paper, date):
                yield date, horizon


def _is_alone(paper: Paper, date: Date, horizon: Horizon) -> bool:
    """Whether no other date near by lies after the paper too, for plans have several, and the year is not last year's."""
    near = date.first[:2] == horizon.day[:2] or (date.day and date.first[1] == horizon.day[1] + 1)
    if date.assumed and not near:
        return False
    low, high = (bisect_left(paper.timeline, place, key=_start) for place in (date.start - NEAR_BY, date.start + NEAR_BY))
    others = (other for other in paper.timeline[low:high][:MOST] if other != date and other.start < paper.signed)
    return not any(other.year and _is_after(other, horizon.day) for other in others)


def _start(date: Date) -> int:
    return date.start


def _is_over(paper: Paper, date: Date, horizon: Horizon) -> bool:
    """Whether what stands at a date after the paper is told as over; by itself, with what came of it, it is no plan."""
    return is_done(paper, date) or (_is_alone(paper, date, horizon) and is_reported(paper, date))


def _is_timetable(paper: Paper, index: int, horizon: Horizon) -> bool:
    """Whether the same sentence goes on with a later date that is after the paper too: 11月20日公示完了，12月发文."""
    date, after = paper.timeline[index], paper.timeline[index + 1 : index + 2]
    follows = after and after[0].year and not ENDS.search(paper.text, date.end, after[0].start)
    later = follows and _is_after(after[0], horizon.day) and after[0].first > date.first
    return bool(later and not IN_FORCE.match(paper.text, after[0].end))


def _horizon(paper: Paper) -> Horizon | None:
    """The signature, else the spring after the year that the title reports on."""
    signature = paper.signature
    if signature:
        return Horizon(signature.last, bool(signature.day), signature.start, signature.end, f"落款是{paper.said(signature)}")
    # 2023年6月15日下午，… of minutes: what is demanded comes after the meeting.
    met = next((date for date in paper.dates[:1] if date.day and date.year and MET.match(paper.text, date.end)), None)
    if met and not met.is_impossible and met.start - paper.body < LONGEST_TITLE:
        return Horizon(met.last, True, met.start, met.end, f"会议是{paper.said(met)}开的", open=True, met=True)
    year = paper.period.year
    told = None if year else told_up_to(paper)
    if told:
        return Horizon(told.last, False, told.start, told.end, f"材料写到{paper.said(told)}", open=True)
    at = paper.text.find(f"{year}年", 0, paper.body) if year else -1
    return Horizon((year + 1, SPRING, 31), False, at, at + 5, f"标题说的是{year}年", spring=True) if year and at >= 0 else None


def _is_after(date: Date, day: Day) -> bool:
    """Whether a paper of that day cannot tell of a date: all of it comes later, or its last month, where all up to it is told."""
    # 截至12月底 in a paper of 22 December: it is as good as over.
    if date.last[:2] == day[:2] and date.part and day[2] >= LATE:
        return False
    return date.last[:2] > day[:2] if date.so_far else date.first > day


def _is_recent(paper: Paper, date: Date, day: Day) -> bool:
    """Whether a month that says no year is of this year rather than the next: not 力争9月前开市 in December."""
    back = (day[0] - (date.year or 0)) * MONTHS_IN_YEAR + day[1] - date.last[1]
    return back <= LATELY and min(paper.period.years, default=0) <= day[0]


def _is_this_years(paper: Paper, date: Date, day: Day) -> bool:
    """The same of a plan; those that a paper of the last months closes with are of the next year."""
    return date.assumed and _is_recent(paper, date, day) and not (day[1] >= LATE_IN_YEAR and looks_ahead(paper, date))


def _is_to_come(paper: Paper, date: Date, horizon: Horizon) -> bool:
    """Whether a date that was over in the month of the paper is told as one to come."""
    if date.last[:2] >= horizon.day[:2] or horizon.spring:
        return False
    before, after = sentence_before(paper.text, date.start), sentence_after(paper.text, date.end)
    to_come = YET.match(after) or (TO_COME.search(before) and not WHICH.match(after))
    return bool(to_come and not ONCE.search(before + after) and not OVER.search(CLAUSE_ENDS.split(before)[-1] + after))


def _is_demanded(paper: Paper, date: Date, day: Day) -> bool:
    """Whether what shall be is set for a date: 请于10月15日前书面报, and in a plan 到2022年12月底，中级工以上达到70%."""
    before, after = sentence_before(paper.text, date.start), sentence_after(paper.text, date.end)
    if UP_TO.search(before):
        goals = AIMS.search(heading(paper.text, date.start, paper.body)[-12:])
        return bool((goals and AIMED.search(after)) or SINCE_NOW.search(after)) and not OVER.search(after)
    deadline = DEADLINE.match(after)
    told = TOLD_OF.search(before + own_clause(after)) or before.endswith("的") or "凡" in before or WHO.match(after)
    return date.year == day[0] and bool(deadline and DEMANDED.match(after, deadline.end())) and not told


def _plans(paper: Paper) -> Iterator[Conflict]:
    """The year of the plans in the title, and another in their heading."""
    # A title may go on in a second line.
    title = PLAN.search(paper.text, 0, max(0, paper.text.find("\n", paper.body)))
    if not title:
        return
    for plan in PLAN.finditer(paper.text, title.end(), paper.signed):
        line = paper.text[paper.text.rfind("\n", 0, plan.start()) + 1 : plan.start()]
        if plan[3] == title[3] and plan[1] != title[1] and len(line) <= NUMBER_LENGTH:
            yield Conflict(
                plan.start(), plan.end(), title.start(), title.end(),
                f"标题说的是{title.group()}，这里写的是{plan.group()}，存疑。", "是哪一年的？",
            )  # fmt: skip
