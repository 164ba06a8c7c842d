"""Deeds against the time they are told in: done after the date under the paper, in force before it was passed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from checker.language import lazily
from checker.language.figures.dates import SHIFT, Date
from checker.language.figures.paper import Conflict, Paper
from checker.language.figures.terms import clause_end
from checker.language.numerals import value

DONE = lazily.pattern(
    r"了|已|完成|召开|印发|出台|建成|评出|举办|发放|下发|成立|挂牌|启动|取得|获得|通过|实现|截至|截止|达到|考取|组织|开展|兑现"
    r"|就位|投运|投产|落成|封顶|贯通|点火|并网|到位|开班|开课|开工|揭牌|表彰|签订|签署|签下|验收|竣工|上线|试运行|评出|选出|开赛|夺|上岗|发到|打进|落地|认定|销号|修订|制定"
)
PLANNED = lazily.pattern(
    r"将|拟|计划|预计|力争|争取|目标|打算|准备|确保|前(?![期提后])|底(?:前|之前|完成|实现)|下一步|今后|规划|有效期|起施行|起执行|安排|待|最迟|到20\d\d年|应|要|至|—|-|届时|期满|到期|再"
)
FUTURE = lazily.pattern("将|拟|计划|预计|力争|目标")
# 前11个月, 1至11月: as much of a year as is told of.
SO_FAR = lazily.pattern(
    r"[前至到—–\-~～](?:(?<=前)|(?<=[1一].)|(?<=[1一]月.))(?<!\d[1一].)(?<!\d[1一]月.)"
    r"(?P<number>\d{1,2}|[一二三四五六七八九十]{2,3})个?月"
)
# A state that holds: 一线1512人中有1203人持证, 会员由…增加到….
STATE = lazily.pattern(
    r"[底末初]?[，,]?[^。；\n]{0,20}?(?:[中里]有|已有|已经|已|共有|现有|累计|由[^，。；]{1,16}(?:增|升|提|降|减)|从[^，。；]{1,16}(?:增|升|提|降|减)|(?:提高|增加|下降|降低)了)"
    r"|[底末]?[，,]?[^。；\n]{0,20}?[\d一二三四五六七八九十百千两]+[余多]?[人名项家个件户对份条]"
)
NUMBERED = lazily.pattern(r"[\d一二三四五六七八九十百两]+余?[人名项家个件户对份条元]")
PLANS = lazily.pattern(r"下一步|打算|计划|目标|下阶段|今后|思路|规划|展望|安排|要求|力争|明年")
OTHER_YEAR = lazily.pattern(r"[去前上往历每次明后]年|年度|同期|(?:19|20)\d\d")
# A date without a year is taken for one of the signature's year only where it stands at most so many months after it, and not
# in a paper of the first months, which looks back at the year before.
SHORTLY_AFTER, EARLY_IN_YEAR = 3, 4
# As far as a sentence is looked at on either side of a date.
FAR = 60
# How many terms are held against all dates, so that a hostile paper costs time in proportion.
MOST = 40
PASSED = lazily.pattern(r"通过|印发|出台|下发|审议|过了|票决")
IN_FORCE = lazily.pattern(r"(?:[一二三\d]{1,2}[日号])?起(?:正式)?(?:执行|施行|实行|实施|试行|生效)")
HELD = lazily.pattern(r"[^，。；]{0,6}(?:头一回|首次|第一次|首批|首届|头一批|第一批)")
BEGUN = lazily.pattern(r"起[^，。；]{0,8}(?:换|改|实行|推行|执行|施行|启动|建立)")
REACHED = lazily.pattern(r"(?:到|截至|截止)$")
BACK = lazily.pattern(r"此前|之前|以前|早在|原先|曾|去年|上年|背景|过去|前期|试点")
RANGED = lazily.pattern(r"[至到—\-–~～]$")
# 初稿 of July is not handed on in May.
DRAFTED, HANDED_ON = (
    lazily.pattern(r"初稿|测算|拿出|编出|起草|草案|拟定|征求"),
    lazily.pattern(r"提交|审议|讨论|表决|考(?!核)|公布|执行|施行|兑现"),
)
DEMANDED = lazily.pattern(r"(?:下班)?前[^，。；]{0,24}(?:报|交|完成|整改|补|拿出|落实|办|开|建|选)")
DEMANDING = lazily.pattern(r"通报|通知|讲话|动员|部署|方案|计划|要点")
DEMANDS = lazily.pattern(r"必须|务必|请|要(?!求)|须|应当|应于|责令|限")
BEFORE = lazily.pattern(r"按照|按|原定|规定|通知")
TITLE_PLAN = lazily.pattern(r"((?:19|20)\d\d)年度?[，,]?(工作|重点)?(打算|安排|计划|要点|思路)")


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Deeds that can not be in the order of their dates."""
    dates = [date for date in paper.dates if date.start < paper.signed and not date.is_impossible]
    if paper.signature and paper.signature.year and paper.signature.month:
        yield from _against_signature(paper, dates, paper.signature)
        yield from _so_far(paper, paper.signature)
    for first, second in pairwise(dates):
        gap = paper.text[first.end : second.start]
        if first.month and second.month and len(gap) <= 3 * FAR and "\n" not in gap:
            yield from _in_turn(paper, first, second, gap)
    yield from _plans(paper)


def _against_signature(paper: Paper, dates: list[Date], signature: Date) -> Iterator[Conflict]:
    """What is told as done after the date under the paper; what is demanded by a day before it."""
    told, line = None, -1
    demanding = bool(DEMANDING.search(paper.text, 0, 80))
    for date in dates:
        begin = paper.text.rfind("\n", 0, date.start)
        told, line = date.year or (told if begin == line else None), begin
        dated = date._replace(year=_year(paper, date, signature, told))
        if dated.year is None or dated.month is None:
            continue
        parts = 3 if date.day and signature.day else 2
        if dated.key[:parts] > signature.key[:parts] or _later_in_month(paper, dated, signature):
            if _is_done(paper, date):
                yield _late(paper, date, signature)
        elif (
            (demanding or _is_goal(paper, date))
            and dated.key[:parts] < signature.key[:parts]
            and _is_demanded(paper, dated, signature)
        ):
            yield Conflict(
                date.start, date.end, signature.start, signature.end,
                f"落款是{paper.said(signature)}，这里却要求在{paper.said(date)}以前办好，存疑。",
                "期限和落款，哪一个写错了？",
            )  # fmt: skip


def _so_far(paper: Paper, signature: Date) -> Iterator[Conflict]:
    """前11个月 in a paper of October."""
    for match in SO_FAR.finditer(paper.text, 0, paper.signed):
        months = value(match["number"]) or 0
        if months <= (signature.month or 0):
            continue
        around = paper.text[max(0, match.start() - 30) : match.end() + 16]
        others = [year for year in OTHER_YEAR.findall(around) if year != str(signature.year)]
        if (
            months <= (11 if "前" in match.group() else 12)
            and (signature.month or 0) >= EARLY_IN_YEAR
            and not others
            and not FUTURE.search(around)
        ):
            yield _late(paper, Date(match.start(), match.end(), None, None, None), signature)


def _year(paper: Paper, date: Date, signature: Date, told: int | None) -> int | None:
    """The year of a date: as said; else that of the signature, unless the paper looks back at another or it is far off."""
    if date.year:
        return date.year
    if date.word in SHIFT:
        return (signature.year or 0) + SHIFT[date.word]
    if told not in (None, signature.year) or (signature.month or 0) < EARLY_IN_YEAR:
        return None
    near = abs((date.month or 0) - (signature.month or 0)) <= SHORTLY_AFTER
    around = paper.text[max(0, date.start - FAR) : date.end + 20]
    others = [year for year in OTHER_YEAR.findall(around) if year != str(signature.year)]
    return signature.year if near and not others else None


def _later_in_month(paper: Paper, date: Date, signature: Date) -> bool:
    """12月下旬, 12月底 in a paper of 8 December."""
    if date.key[:2] != signature.key[:2] or date.day or not signature.day:
        return False
    behind = paper.text[date.end : date.end + 2]
    return signature.day < (21 if behind == "下旬" else 11 if behind == "中旬" else 25 if behind[:1] in ("底", "末") else 0)


def _late(paper: Paper, date: Date, signature: Date) -> Conflict:
    return Conflict(
        date.start, date.end, signature.start, signature.end,
        f"落款是{paper.said(signature)}，这里却写了{paper.said(date)}已经发生的事，存疑。",
        "是日期写错了，还是还没有做的事？",
    )  # fmt: skip


def _is_done(paper: Paper, date: Date) -> bool:
    text = paper.text
    begin = max((text.rfind(mark, max(0, date.start - FAR), date.start) for mark in "。；\n"), default=-1) + 1
    end = min((at for mark in "。；\n" if (at := text.find(mark, date.end, date.end + FAR)) >= 0), default=len(text))
    head = text[max(begin, date.start - 40) : date.start]
    if head.endswith(("截至", "截止")):
        return not FUTURE.search(text, date.end, date.end + 24)
    if head.endswith(("到", "至")) and (state := STATE.match(text, date.end)):
        # 到2025年6月底，1512人中有1203人持证: as it stood then, unless the paper speaks of its plans.
        return not PLANNED.search(head[:-1] + state.group()) and not PLANS.search(_chapter(text, date.start))
    if text[date.end : date.end + 1] == "起" and (head.endswith("从") or date.year is None):
        return False
    ended = end
    if date.year is None:
        # What follows in further clauses may be planned, though this was done.
        end = clause_end(text, date.end + (text[date.end : date.end + 1] in "，,底末初中"))
    around = head + text[date.start : ended]
    told = head[-2:] + text[date.start : min(end, date.end + 24)]
    counted = NUMBERED.search(text, date.end, min(end, date.end + 24)) and not PLANS.search(_chapter(text, date.start))
    return bool(DONE.search(told) or counted) and not PLANNED.search(around)


def _chapter(text: str, position: int) -> str:
    """The paragraph up to a position with the line above it."""
    start = text.rfind("\n", 0, position)
    return text[text.rfind("\n", 0, max(0, start)) + 1 : position]


def _is_demanded(paper: Paper, date: Date, signature: Date) -> bool:
    """于10月15日前书面报: in a circular, not long before it."""
    sentence = paper.text[max(paper.text.rfind(mark, 0, date.start) for mark in "。；\n") + 1 : date.start]
    behind = paper.text[date.end : date.end + 2 * FAR].partition("。")[0]
    if _is_goal(paper, date):
        return True
    if (
        BEFORE.search(sentence)
        or not DEMANDED.match(behind.lstrip("底末初"))
        or "了" in behind[:30]
        or "已" in sentence + behind[:30]
    ):
        return False
    return date.year == signature.year and bool(
        DEMANDS.search(sentence + behind) or PLANS.search(_chapter(paper.text, date.start))
    )


def _is_goal(paper: Paper, date: Date) -> bool:
    """到2022年12月底，中级工以上达到70%: under a heading of goals."""
    heading = _chapter(paper.text, date.start).rpartition("\n")[0]
    behind = paper.text[date.end : date.end + FAR].partition("。")[0]
    return (
        paper.text[date.start - 1 : date.start] == "到"
        and bool(re.search("目标|打算|计划", heading[-12:]))
        and bool(re.search("达到|不少于|以上", behind))
        and not re.search("[了已]", behind)
    )


def _in_turn(paper: Paper, first: Date, second: Date, gap: str) -> Iterator[Conflict]:
    """What is told next was earlier: papers tell their deeds in turn, and say so where they look back."""
    if second.word not in ("", "当", "同") or (second.year and not first.year):
        return
    years = bool(first.year and second.year)
    days = bool(first.day and second.day)
    one, two = (((d.year or 0) * years, d.month or 0, (d.day or 0) * days) for d in (first, second))
    behind = paper.text[second.end : second.end + 30]
    if two >= one or _ends_range(paper, first):
        return
    drafted = DRAFTED.search(gap) and HANDED_ON.search(behind.partition("。")[0][:16])
    in_force = PASSED.search(gap) and IN_FORCE.match(behind) and not second.word
    first_time = BEGUN.match(gap) and HELD.match(behind)
    told = in_force or first_time or second.word or (drafted and "。" not in gap)
    if told and not BACK.search(gap):
        yield _turned(paper, first, second)


def _ends_range(paper: Paper, date: Date) -> bool:
    return bool(RANGED.search(paper.text, max(0, date.start - 2), date.start))


def _turned(paper: Paper, first: Date, second: Date) -> Conflict:
    return Conflict(
        second.start, second.end, first.start, first.end,
        f"前面说的是{paper.said(first)}，接着的事却在更早的{paper.said(second)}，先后颠倒，存疑。",
        "两个时间，哪一个写错了？",
    )  # fmt: skip


def _plans(paper: Paper) -> Iterator[Conflict]:
    """The year of the plans in the title, and another in their heading."""
    end = paper.text.find("\n", paper.text.find("\n") + 1)
    title = TITLE_PLAN.search(paper.text, 0, max(end, 0))
    if not title:
        return
    for heading in TITLE_PLAN.finditer(paper.text, end, paper.signed):
        line = paper.text[paper.text.rfind("\n", 0, heading.start()) + 1 : heading.start()]
        if heading[3] == title[3] and heading[1] != title[1] and len(line) <= 6:
            yield Conflict(
                heading.start(), heading.end(), title.start(), title.end(),
                f"标题说的是{title.group()}，这里写的是{heading.group()}，存疑。", "是哪一年的？",
            )  # fmt: skip
