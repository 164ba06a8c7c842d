"""Deeds that follow one another and are dated the other way round: in force before passed, finished before begun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice, pairwise
from typing import NamedTuple

from checker.language import lazily
from checker.language.figures.dates import Date
from checker.language.figures.paper import Conflict, Paper
from checker.language.figures.tense import UP_TO
from checker.language.figures.timeline import (
    ENDS,
    FAR,
    FINISHED,
    FOLLOWING,
    OVER_THE_TURN,
    STARTED,
    own_clause,
    sentence_after,
    sentence_before,
)

IN_FORCE = r"(?:执行|施行|实行|实施|试行|生效)"
# What may lead to a date that opens its clause, or its sentence: 经职代会通过后，于3月29日报备案.
OPENS = lazily.pattern(r"(?:^|[，、,]|[^，。；]后)(?:又|再|并|就|才|最后|随后|后来|接着)?[，,]?(?:于|在|到|至|自|从)?$")
OPENS_SENTENCE = lazily.pattern(r"(?:^|[。；！？\n])\W*(?:[一二三四五六七八九十\d]{1,2}[、.是])?(?:自|从|在|于)?$")
# What tells of no deed that follows: 三季度27家，二季度为21家; 3月最低; 3月以来; 3月的奖金; 从1月起补发.
COMPARED = lazily.pattern(
    r"[^，。；]{0,16}(?:[是为](?![了期])|[同一]期)|[^，。；]{0,2}最|[至到—\-–~～]|以来|的|[^，。；]{1,6}时(?![间限])|起[^，。；]{0,12}(?:补[发付差]|追溯|倒算)"
)
# What can only come of what was told before it: 经职代会通过后，于…; 8月没有通过，7月再投; 9月、7月先后组织两批.
THEN, AGAIN = (
    lazily.pattern(r"后[，,]?(?:又|再|并|就|才)?(?:于|在)?$|[，,]到$"),
    lazily.pattern(r"前?[复再](?![工产学课业])|先后"),
)
PASSED = lazily.pattern(r"通过|审议|过了|票决|审定")
IN_FORCE_NEXT = lazily.pattern(
    rf"(?:(?:起|开始|正式|全面)|[^，。；的]{{0,12}}同步)+(?!试){IN_FORCE}(?![的后])|按(?:该|新|这个|此)?(?:办法|细则|方案)"
)
OPENED = lazily.pattern(rf"^[^，。；]{{0,6}}(?:{STARTED}|开[^，。；会展]|进[^，。；]|起)[，、,]$")
CLOSED = lazily.pattern(rf"(?:{FINISHED}|截止(?!报)|结[训课]|收[^，。；到回]|闭)(?!过|的)")
DRAFT = lazily.pattern("初稿|方案|标准|题库|考题|试题|测算|推开|要约")
USED = lazily.pattern("前?(?:提交|讨论|表决|(?:组织)?(?:验收|首[次批]|第一[次批])|考头|签[下订]|完成(?=[，。；]|$))")
FAULT, REMEDY = lazily.pattern("查出|发现|拖欠"), lazily.pattern(r"[^，。；的]{0,16}?(?:补[发缴付交]|改正)")
CAME_BACK = lazily.pattern("又?(?:回来|回到|回厂|返岗)")
HONOUR = lazily.pattern(r"[^，。；]{0,6}[获荣被评才刚]")
# 五月起公司换了评法。三月头一回…; 八月二十号开会过了办法。八月一号起执行; 首批师徒2023年9月签约.
FIRST = lazily.pattern(rf"[^，。；]{{0,6}}(?:头一|首[次批期届]|第一[次批])|[^，。；]{{0,12}}?(?:起|开始|正式){IN_FORCE}(?!的)")
ITS_FIRST = lazily.pattern(r"[。\n](?:首[次批期届]|第一批)[^，。；]{0,12}$")
MADE = lazily.pattern(r"\A起[^，。；]{0,8}(?:换|改|[执施实推]行|启动|建立)|通过|印发|出台|下发|审议|过了|票决")
# 2021年3月启动，2021年5月完成; 2021年3月开工，2020年投产.
BEGUN = lazily.pattern(STARTED)
# 3月入职的; 同年3月完成招生: what a paper may come back to.
WHICH = lazily.pattern(r"[^，。；后再]{1,5}的")
PREPARED = lazily.pattern(r"(?:(?![后再])[^，。；]){0,10}(?:筹备|准备|招生|报名|申[请报]|立|征求|摸底|初|启动|[开动]工)")
# Where a paper looks back, or tells of another thing.
BACK = lazily.pattern(
    r"此前|之前|以前|早在|原先|曾|去年|上年|背景|过去|前期|[一二三四]期|上一|旧|另|又(?!$)|以来|追溯|补(?!充)|其中|到期|期满|届满|提前|原[定计]"
)
ENDS_RANGE = lazily.pattern(r"[至到—\-–~～]$")
# 去年10月, but not 今年.
BEFORE = ("去", "上", "前", "每", "往", "历")
TO = lazily.pattern(r"(?:起|开始)?[，,]?[至到—\-–~～]{1,2}")
FAR_APART, STORY, LEAD = 3 * FAR, 5 * FAR, 20
# 《会签办法》5月8日经职代会通过; 6月出台《会签办法》; 办法5月施行; 3月召开五届四次职代会.
KIND = r"(?P<kind>办法|细则|规定|制度|规则)"
NAME = lazily.pattern(rf"《([^》]{{2,30}}?{KIND})》")
# What one of these ends with before a date: a quick look that spares most.
NAMED = frozenset("》于在已自从法则定度")
NAMED_BEFORE = lazily.pattern(rf"(?<![新旧原版])《(?P<name>[^》]{{2,30}}?{KIND})》(?:于|在|已)?$")
NAMED_AFTER = lazily.pattern(
    rf"[，,]?(?:(?!修订|修改|重新|又|再)[^，。；《]){{0,24}}?(?:通过|出台|印发|制定)了?《(?P<name>[^》]{{2,30}}?{KIND})》"
)
VERB = lazily.pattern(r"[，,]?(?:(?!修订|修改|重新|又|再|第二次|复)[^，。；]){0,24}?(?P<verb>通过|印发|出台)(?!修订|修改)")
KIND_BEFORE = lazily.pattern(rf"(?:^|[，,：:]|该|这个|这一|上述|[^》]》){KIND}(?:于|自|从)?$")
TAKES_FORCE = lazily.pattern(rf"起?(?:正式|开始|全面)*{IN_FORCE}")
SESSION = lazily.pattern(
    r"[，,]?(?:公司|集团|全?厂|我们|我局)?(?:(?:召开|举行|在|经|由)了?)?(?:公司|集团|厂|段)?"
    r"(?P<name>第?[一二三四五六七八九十\d]+届第?[一二三四五六七八九十\d]+次(?:职代会|职工代表大会|会员代表大会|工代会))"
)
# 2021年9月印发《办法》（渌人社发〔2022〕37号）
NUMBERED = lazily.pattern(
    r"[^。；\n《]{0,24}?(?:印发|出台|制定|下发|发布)了?《[^》]{2,40}》[（(][^（()）]{0,16}?〔(?P<year>20\d\d)〕\d+号"
)
FOUNDING = lazily.pattern("成立|组建|挂牌")
# 联合会成立于2021年12月; 2021年12月，联合会正式成立.
FOUNDED_BEFORE = lazily.pattern(r"(?:^|[，。；\n])(?P<name>[^，。；、\d]{2,24}?)(?:正式|挂牌)?(?:成立|组建|挂牌)[于在]$")
FOUNDED_AFTER = lazily.pattern(r"[，,]?(?P<name>[^，。；、\d]{2,24}?)(?:正式|挂牌|揭牌)*(?:成立|组建)(?=[，。；])")
BODY = r"(?:联合会|工会|公司|集团|协会|商会|中心|项目部|学院|学校|园区|合作社|厂)"
KIND_OF_BODY = lazily.pattern(rf"{BODY}$")
NOT_YET_FOUNDED = lazily.pattern(r"筹|前身|成立|组建|创|建[厂会]|改制|更名|挂牌|注册|原|老")
# A paper that names so many rules is none of one.
MOST = 40
OPENING = lazily.pattern(r"准备|动员|启动|部署|宣传|摸底|筹备|第一|首")
CLOSING = lazily.pattern(r"总结|评估|验收|收尾")
IS_STAGE = lazily.pattern(r"[为是（(][^，。；]{0,8}阶段")
STAGE_BEFORE, STAGE_AFTER, LONGEST_STAGES = 14, 10, 800
WHOLE = lazily.pattern(r"[^，。；]{0,6}(?:结束|为止|止|期满|完成)")


class Span(NamedTuple):
    """From one date to another, as meant."""

    first: Date
    last: Date


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Deeds that can not be in the order of their dates."""
    dated = [
        (written, date)
        for written, date in zip(paper.dates, paper.timeline, strict=True)
        if written.start < paper.signed and (written.month or written.year) and not written.is_impossible
    ]
    months = [(written, date) for written, date in dated if written.month]
    years = ((one, other) for one, other in pairwise(dated) if not (one[0].month and other[0].month))
    spans: list[Span] = []
    for (first, meant), (second, then) in chain(pairwise(months), years):
        if then.until and IS_STAGE.match(paper.text, then.end):
            spans.append(Span(then, then))
        gap = paper.text[first.end : second.start] if second.start - first.end <= FAR_APART else "\n"
        if TO.fullmatch(gap):
            spans.append(Span(meant, then))
        elif "\n" not in gap and _is_before(first, second, meant, then) and _is_next(paper, first, second, gap):
            yield _turned(paper, first, second)
    yield from _stories(paper, dated)
    yield from _stages(paper, spans)
    yield from _named(paper, [date for _, date in months])
    if "〕" in paper.text:
        yield from _numbered(paper, dated)
    if FOUNDING.search(paper.text):
        yield from islice(_founded(paper, dated), MOST)


def _is_before(first: Date, second: Date, meant: Date, then: Date) -> bool:
    """Whether the second date is surely the earlier one."""
    if second.year or second.word not in ("", *FOLLOWING):
        return bool(meant.year and then.year and not meant.assumed and then.last < meant.first)
    if not first.month or not second.month or second.word in ("次", "翌"):
        return False
    if not second.word and (first.month - second.month >= OVER_THE_TURN or first.word in BEFORE):
        return False
    return then.last[1:] < meant.first[1:]


def _is_next(paper: Paper, first: Date, second: Date, gap: str) -> bool:
    """Whether what stands at the second date is told, in the same sentence, as what came after the first."""
    if ENDS.search(gap) or BACK.search(gap) or ENDS_RANGE.search(paper.text, max(0, first.start - 2), first.start):
        return False
    after = sentence_after(paper.text, second.end)
    if second.year and first.month and second.month and CAME_BACK.match(after):
        return True
    if not (first.month and second.month):
        return bool(BEGUN.search(gap) and OPENS.search(gap) and CLOSED.match(after))
    if COMPARED.match(after) or WHICH.match(after) or second.word in BEFORE or not OPENS.search(gap):
        return False
    if second.word in FOLLOWING:
        return not PREPARED.match(after) and not HONOUR.match(after)
    return bool(
        (THEN.search(gap) and (second.year or not gap.endswith("到")))
        or AGAIN.match(after)
        or (PASSED.search(gap) and IN_FORCE_NEXT.match(after))
        or (OPENED.search(gap) and CLOSED.match(after))
        or (DRAFT.search(gap) and USED.match(after))
        or (FAULT.search(gap) and REMEDY.match(after))
    )


def _stories(paper: Paper, dated: list[tuple[Date, Date]]) -> Iterator[Conflict]:
    """Sentences of a paragraph that begin with dates: 2023年，公司决定改造。…2022年8月，职代会通过办法."""
    told: tuple[Date, Date] | None = None
    for written, date in dated:
        before = paper.text[max(0, written.start - LEAD) : written.start]
        opens = OPENS_SENTENCE.search(before)
        if told and written.month and (opens or ITS_FIRST.search(before)) and _is_before(told[0], written, told[1], date):
            gap, after = paper.text[told[0].end : written.start], sentence_after(paper.text, written.end)
            tied = (written.word in FOLLOWING and after.startswith("起")) or (
                MADE.search(gap) and (FIRST.match(after) or not opens)
            )
            near = "\n" not in gap and len(gap) < STORY and "。" in gap
            if tied and near and not (COMPARED.match(after) or BACK.search(ENDS.split(gap.rstrip("。"))[-1]) or TO.match(gap)):
                yield _turned(paper, told[0], written)
        if opens or (written.month and OPENS.search(before) and not UP_TO.search(before)):
            told = (written, date)


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
        if not first.year or first.assumed or not first.month or not end.month:
            continue
        if not end.year:
            end = end._replace(year=first.year + (end.month < first.month))
        before, after = (
            paper.text[max(0, first.start - STAGE_BEFORE) : first.start],
            own_clause(ENDS.split(paper.text[end.end : end.end + STAGE_AFTER])[0]),
        )
        stage = after if "阶段" in after else before
        if WHOLE.match(after) and "阶段" not in stage:
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


def _numbered(paper: Paper, dated: list[tuple[Date, Date]]) -> Iterator[Conflict]:
    """A paper that was issued in another year than that of its number."""
    for written, _ in dated:
        issued = NUMBERED.match(paper.text, written.end) if written.year and written.month else None
        if issued and int(issued["year"]) != written.year:
            place = issued.start("year") - 1, issued.end()
            yield Conflict(
                written.start, written.end, *place,
                f"说是{paper.said(written)}印发的，文号却是{paper.text[slice(*place)]}，存疑。",
                "印发的时间和文号，哪一个写错了？",
            )  # fmt: skip


def _founded(paper: Paper, dated: list[tuple[Date, Date]]) -> Iterator[Conflict]:
    """What the paper's own body did before it was there."""
    for date, kind in islice(_foundings(paper, dated), MOST):
        did = re.compile(rf"[，,]{kind}(?!的|[^，。；]{{0,12}}(?:{NOT_YET_FOUNDED.pattern}))|[，,]?[本我]会")
        for written, other in dated:
            early = other.year and not other.assumed and other.month and other.last < date.first
            if early and did.match(paper.text, written.end) and not BACK.search(sentence_before(paper.text, written.start)):
                yield Conflict(
                    written.start, written.end, date.start, date.end,
                    f"{kind}{paper.said(date)}才成立，这里却写了它{paper.said(written)}做的事，存疑。",
                    "两个时间，哪一个写错了？",
                )  # fmt: skip


def _foundings(paper: Paper, dated: list[tuple[Date, Date]]) -> Iterator[tuple[Date, str]]:
    """When the paper's own body was founded, and what kind of body it is."""
    title = paper.text[: paper.body]
    for _, date in dated:
        if date.year and date.month and not date.assumed:
            said = FOUNDED_BEFORE.search(sentence_before(paper.text, date.start)) or FOUNDED_AFTER.match(paper.text, date.end)
            kind = KIND_OF_BODY.search(said["name"]) if said else None
            if said and kind and (said["name"] == kind.group() or said["name"] in title):
                yield date, kind.group()


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
