"""Deeds that follow one another and are dated the other way round: in force before passed, finished before begun."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from checker.language import lazily
from checker.language.figures.dates import Date
from checker.language.figures.paper import Conflict, Paper
from checker.language.figures.timeline import (
    BY,
    FAR,
    FINISHED,
    FOLLOWING,
    OVER_THE_TURN,
    STARTED,
    own_clause,
    sentence_after,
    sentence_before,
)

PASSED = r"通过|印发|出台|下发|审议|过了|票决"
IN_FORCE = r"(?:执行|施行|实行|实施|试行|生效)"
# Nothing else stands between two deeds.
AT_ONCE = "[^，。；]{0,2}[，、]$"
# What comes first, behind the first date, and what can only come after it, behind the second (and 到 before that).
IN_TURN = (
    # 5月28日职代会通过，8月1日开始执行.
    (
        lazily.pattern(PASSED),
        lazily.pattern(rf"[^，。；]{{0,12}}?(?:起|开始|正式|全面|同步|同时)(?:正式|全面|在[^，。；]{{0,8}})?{IN_FORCE}(?!的)"),
    ),
    # 五月起公司换了评法。六月头一回….
    (
        lazily.pattern(r"\A起[^，。；]{0,8}(?:换|改|实行|推行|执行|施行|启动|建立)"),
        lazily.pattern(r"[^，。；]{0,6}(?:头一回|首次|第一次|首批|首届|头一批|第一批)"),
    ),
    # 二季度编出题库，8月组织第一次考试.
    (
        lazily.pattern(r"编[出成]|拿出|制定|出台|建立|设立|完成[^，。；]{0,24}(?:标准|题库|办法|方案|细则)"),
        lazily.pattern(r"[^，。；]{0,6}(?:头一回|首次|第一次|首批|首届|首期|头一批|第一批)"),
    ),
    # 4月底前拿出初稿，5月提交职工大会讨论.
    (
        lazily.pattern(r"初稿|测算|拿出|编[出成]|起草|草案|拟定|征求"),
        lazily.pattern(r"[^，。；]{0,12}?(?:提交|审议|讨论|表决|考(?!核)|公布|执行|施行|兑现)"),
    ),
    # 4月没有过半，5月复投通过.
    (
        lazily.pattern(r"[^，]"),
        lazily.pattern(r"[，,]?[^，。；]{0,6}?(?:复[投评审测核试验]|再次|重新|第二次|二次|二审|补考|再[投评审议])"),
    ),
    # 7月12日开赛，7月20日闭幕; 3月动工，9月竣工; 7月报名，8月开考; 9月表决，10月张榜.
    (lazily.pattern(rf"(?:开[赛幕班课]|进场){AT_ONCE}"), lazily.pattern("闭幕|结业|结束|毕业")),
    (lazily.pattern(rf"(?:立项|[动开]工){AT_ONCE}"), lazily.pattern("竣工|完工|建成|投产|投入使用")),
    (lazily.pattern(rf"报名{AT_ONCE}"), lazily.pattern("开考|考试|开赛")),
    (lazily.pattern(rf"(?:投票|[表票]决)(?:通过)?{AT_ONCE}"), lazily.pattern("公布|张榜|公示")),
    # 4月发出要约，谈了三轮，6月签下合同.
    (lazily.pattern(r"要约|协商|谈判"), lazily.pattern(r"[^，。；]{0,12}?签[下订署]")),
)
# Of these the first may stand in two sentences.
ACROSS = 2
# 2020年6月出台办法，到2021年10月分两批转签86人.
MADE = lazily.pattern(r"出台|签订|印发|制定|建立|推行|设立|通过|修订|成立|开办")
BY_IT = lazily.pattern(r"[^，。；]{0,6}?(?:按|依照|根据)[^，。；]{0,4}(?:办法|规定|细则|协议|合同|制度)")
ITS_FIRST = lazily.pattern(r"(?:首批|首次|首期|首届|第一批)[^，。；]{0,8}$")
# 2021年3月启动，2021年5月完成.
BEGUN = lazily.pattern(STARTED)
ENDED = lazily.pattern(rf"[^，。；]{{0,20}}?(?:{FINISHED})")
# 当年3月入职的; 同年3月完成招生: what a paper may come back to.
WHICH = lazily.pattern(r"[^，。；]{0,10}(?:的|筹备|准备|招生|报名|申[请报]|立项|征求|签)")
UNTIL = lazily.pattern(BY)
NEXT = lazily.pattern(r"(?:随后|之后|后来|紧?接着|而后|继而)[，,]?(?:于|在|又)?$")
# Where a paper looks back, or tells of another thing.
BACK = lazily.pattern(r"此前|之前|以前|早在|原先|曾|去年|上年|背景|过去|前期|[一二三四]期|上一|旧|另|又|以来|追溯|补|其中")
OTHER = lazily.pattern(r"[一二三四]期|首期|上一|旧|原|此前")
PAID_BACK = lazily.pattern(r"补[发齐付]|追溯|倒算|差额")
ENDS_RANGE = lazily.pattern(r"[至到—\-–~～]$")
TO = lazily.pattern(r"(?:起|开始)?[，,]?[至到—\-–~～]{1,2}")
FAR_APART = 3 * FAR
# 《会签办法》5月8日经职代会通过; 6月出台《会签办法》; 办法5月施行; 3月召开五届四次职代会.
KIND = r"(?P<kind>办法|细则|规定|制度|规则)"
NAME = lazily.pattern(rf"《([^》]{{2,30}}?{KIND})》")
# What one of these ends with before a date: a quick look that spares most.
NAMED = frozenset("》于在已自从法则定度")
NAMED_BEFORE = lazily.pattern(rf"(?<![新旧原版])《(?P<name>[^》]{{2,30}}?{KIND})》(?:于|在|已)?$")
NAMED_AFTER = lazily.pattern(
    rf"[，,]?(?:(?!修订|修改|重新|再次)[^，。；《]){{0,24}}?(?:通过|出台|印发|制定)了?《(?P<name>[^》]{{2,30}}?{KIND})》"
)
VERB = lazily.pattern(r"[，,]?(?:(?!修订|修改|重新|再次|第二次|复)[^，。；]){0,24}?(?P<verb>通过|印发|出台)(?!修订|修改)")
KIND_BEFORE = lazily.pattern(rf"(?:^|[，,：:]|该|这个|这一|上述|[^》]》){KIND}(?:于|自|从)?$")
TAKES_FORCE = lazily.pattern(rf"起?(?:正式|开始|全面)*{IN_FORCE}")
SESSION = lazily.pattern(
    r"[，,]?(?:公司|集团|全?厂|我们|我局)?(?:(?:召开|举行|在|经|由)了?)?(?:公司|集团|厂|段)?"
    r"(?P<name>第?[一二三四五六七八九十\d]+届第?[一二三四五六七八九十\d]+次(?:职代会|职工代表大会|会员代表大会|工代会))"
)
# A paper that names so many rules is none of one.
MOST = 40
OPENING = lazily.pattern(r"准备|动员|启动|部署|宣传|摸底|筹备|第一|首")
CLOSING = lazily.pattern(r"总结|评估|验收|收尾")
STAGE_BEFORE, STAGE_AFTER, LONGEST_STAGES = 14, 10, 800
ENDS = lazily.pattern(r"[^，。；]{0,6}(?:结束|为止|止|期满|完成)")


class Span(NamedTuple):
    """From one date to another, as meant."""

    first: Date
    last: Date


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Deeds that can not be in the order of their dates."""
    dated = [
        (written, date)
        for written, date in zip(paper.dates, paper.timeline, strict=True)
        if written.start < paper.signed and written.month and not written.is_impossible
    ]
    spans: list[Span] = []
    for (first, meant), (second, then) in pairwise(dated):
        gap = paper.text[first.end : second.start] if second.start - first.end <= FAR_APART else "\n"
        if TO.fullmatch(gap):
            spans.append(Span(meant, then))
        elif "\n" not in gap and _is_before(first, second, meant, then) and _is_next(paper, first, second, gap):
            yield _turned(paper, first, second)
    yield from _stages(paper, spans)
    yield from _named(paper, [date for _, date in dated])


def _is_before(first: Date, second: Date, meant: Date, then: Date) -> bool:
    """Whether the second date is surely the earlier one."""
    if second.year or second.word not in ("", *FOLLOWING):
        return bool(meant.year and then.year and not meant.assumed and then.last < meant.first)
    if second.word in ("次", "翌") or ((first.month or 0) - (second.month or 0) >= OVER_THE_TURN and not second.word):
        return False
    return then.last[1:] < meant.first[1:]


def _is_next(paper: Paper, first: Date, second: Date, gap: str) -> bool:
    """Whether what stands at the second date is told as what came after the first."""
    if BACK.search(gap) or ENDS_RANGE.search(paper.text, max(0, first.start - 2), first.start):
        return False
    after = sentence_after(paper.text, second.end)
    if NEXT.search(gap) or (second.word in FOLLOWING and "。" not in gap and not WHICH.match(after)):
        return True
    if OTHER.search(own_clause(after)) or PAID_BACK.search(after):
        return False
    if "。" not in gap and MADE.search(gap) and (gap.endswith(("到", "至")) or ITS_FIRST.search(gap) or BY_IT.match(after)):
        return not UNTIL.match(after)
    if "。" not in gap and second.year and BEGUN.search(gap) and ENDED.match(after):
        return True
    return any(one.search(gap) and other.match(after) for one, other in (IN_TURN[:ACROSS] if "。" in gap else IN_TURN))


def _turned(paper: Paper, first: Date, second: Date) -> Conflict:
    return Conflict(
        second.start, second.end, first.start, first.end,
        f"前面说的是{paper.said(first)}，接着的事却在更早的{paper.said(second)}，先后颠倒，存疑。",
        "两个时间，哪一个写错了？",
    )  # fmt: skip


def _stages(paper: Paper, spans: list[Span]) -> Iterator[Conflict]:
    """Stages of a plan that do not follow one another, or end after the whole."""
    whole: Span | None = None
    last: Span | None = None
    for span in spans:
        first, end = span
        if not first.year or not end.year or first.assumed:
            continue
        before, after = (
            paper.text[max(0, first.start - STAGE_BEFORE) : first.start],
            own_clause(paper.text[end.end : end.end + STAGE_AFTER]),
        )
        stage = after if "阶段" in after else before
        if ENDS.match(after) and "阶段" not in stage:
            whole, last = span, None
        elif "阶段" in stage:
            if OPENING.search(stage):
                last = None
            if whole and end.last > whole.last.last and end.start - whole.last.end < LONGEST_STAGES:
                yield _turned(paper, end, whole.last)
            elif last and first.start - last.last.end < LONGEST_STAGES:
                within = end.last < last.last.last and CLOSING.search(stage)
                if first.first < last.first.first or within:
                    yield _turned(paper, last.last, first)
            last = span


def _named(paper: Paper, dates: list[Date]) -> Iterator[Conflict]:
    """One paper or session with two dates; a rule in force before it was passed."""
    told: dict[tuple[str, str], Date] = {}
    passed: dict[str, Date] = {}
    in_force: list[tuple[str, Date]] = []
    for date in dates:
        names = paper.text.find("《", date.end, date.end + FAR) >= 0 or paper.text.find("届", date.end, date.end + FAR) >= 0
        if not names and paper.text[date.start - 1 : date.start] not in NAMED:
            continue
        before, after = sentence_before(paper.text, date.start), sentence_after(paper.text, date.end)
        session, verb = SESSION.match(after), VERB.match(after)
        rule = NAMED_BEFORE.search(before) or NAMED_AFTER.match(after)
        if (rule and verb) or session:
            name = rule["name"] if rule else session["name"] if session else ""
            other = told.setdefault((name, verb["verb"] if rule and verb else ""), date)
            if _apart(other, date) or _apart(date, other):
                yield _twice(paper, other, date, name)
            passed.setdefault(name, date)
        elif (ruled := KIND_BEFORE.search(before)) and TAKES_FORCE.match(after):
            in_force.append((ruled["kind"], date))
    # Which one 办法 is can be told where the paper names one alone.
    known = dict(NAME.findall(paper.text)) if in_force and passed else {}
    alone = {kind: name for name, kind in known.items() if list(known.values()).count(kind) == 1} if len(known) < MOST else {}
    for kind, date in in_force:
        first = passed.get(alone.get(kind, ""))
        if first and _apart(date, first):
            yield _turned(paper, first, date)


def _apart(one: Date, other: Date) -> bool:
    """Whether all of a date lies before another, in the same year where one of them has none."""
    if one.year and other.year:
        return one.last < other.first
    return one.last[1:] < other.first[1:] and other.first[1] - one.last[1] < OVER_THE_TURN


def _twice(paper: Paper, one: Date, other: Date, name: str) -> Conflict:
    return Conflict(
        other.start, other.end, one.start, one.end,
        f"“{name}”前面写的是{paper.said(one)}，这里写的是{paper.said(other)}，存疑。", "两个日期，哪一个是对的？",
    )  # fmt: skip
