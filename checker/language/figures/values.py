"""One thing with two numbers: 27项重点任务 … 29项任务全部完成; 17家骨干厂谈了协议 … 签了协议的27家骨干厂.

Two numbers of one unit, of which one can be the other mistyped, are of one thing where the later speaks of what is known
(全部, 现有, …的N家, N家里) and both have a noun, or words that stand nowhere else in the paper. How much speaks for it is
weighed in points. What lets both be right is a veto: numbers that explain the later one, another time or place, a part, a
rest, a plan, things told side by side.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from operator import add

from checker.language import lazily
from checker.language.figures.paper import Conflict, Paper
from checker.language.figures.slips import agree, is_bound, mistyped, near, transposed
from checker.language.figures.telling import BEFORE, BEHIND, EMPTY, NEW, SENTENCE, Telling, grams, shared_noun, telling
from checker.language.lexicon import common_words
from checker.language.quantities import Quantity

# A longer paper is a book of tables; a hostile one may tell one thing again and again.
MOST, MOST_PAIRS = 300, 200
KINDRED = {"支": "家", "户": "家", "名": "人"}
PEOPLE = "司机|师傅|会员|职工|员工|工人|徒弟|学徒|代表|骑手|社员"
PEOPLE_BEFORE, PEOPLE_AFTER = lazily.pattern(f"(?:{PEOPLE})(?:共|有)?$"), lazily.pattern(PEOPLE)
TENTHS = 10
DURATIONS = frozenset(("月", "天", "分钟", "工作日"))
RATE = lazily.pattern(r"率|比例|占比")
# “五个突出”; “三个一” and “两个维护” are said everywhere.
SLOGAN = lazily.pattern(r"“(?P<number>[三四五六七八九十])(?P<name>[个大项条][\u4e00-\u9fff]{2,5})”")
# How often a sample has a noun that says nothing: 企业.
COMMON = 500
# Points; and as many as rare words give.
ENOUGH, MOST_FOR_RARE = 7, 3
AT_FIRST = lazily.pattern("年初|起初|当初|原来")
# How well known a thing is that is the speaker's own; that needs no name; one that is said to be known; one that may be.
ONESELF, SURELY, KNOWN, LIKELY = 8, 6, 4, 3
FAR_APART, CLOSE = 2.0, 1.4
WIDE, SIDE_BY_SIDE, CONTEXT = 28, 30, 30

# What was told before and needs no name: 227人里, 68户全部, 这200元.
ALL = r"(?:里|中(?![级等专年心型小途])|当中|全部|全都|悉数|人人|个个|无一|逐[项家个一件条]|都|均)"
ANAPHOR_BEHIND = lazily.pattern(ALL)
ANAPHORIC = frozenset("里中当全悉人个无逐都均这那该述")
ANAPHOR_BEFORE = lazily.pattern(r"(?:^|[使让把将给向为对由用拿在]|今年|目前)(?:这|那|该|上述)$")
ABOVE, WE = lazily.pattern("上述$"), lazily.pattern("(?:^|[，。])(?:我们|咱们)$")
# What is known: 43家新建工会中, 28道工序的格子; 现有240名, 签了协议的27家, 全公司421名. What may well be: 对照26项, 用好24个.
KNOWN_BEHIND = lazily.pattern(rf"{ALL}|每|[”\"]?的")
KNOWN_BEFORE = lazily.pattern(r"(?:全部|全体|所有|现有|上述|[\u4e00-\u9fff\d]{2}的|全[\u4e00-\u9fff]{0,3})$")
GIVEN = lazily.pattern(r"^$|(?:[把将对照按向给为同与从由让使凭靠]|围绕|用[好足])$")
# What makes a number one of something else: a rest; a rate or a change; a part, of what was just told too; an item of a list.
REST = lazily.pattern(r"其余|其他|剩|[还尚]差|缺口?|另|还有|尚有|还没|再|又|以外|外$|未|到[会场]|实际|实[到有]")
OTHERS = lazily.pattern(r"[^，。；\n]{0,14}(?:，其[余他](?!\d)|另行)")
ROLE = lazily.pattern(
    r"每|平均|人均|各(?!类|种|项)|不[少低超]|至少|最多|最高|最低|前$|满$|限|超过"
    r"|(?:[增减]加?|净[增减]|减少|多|少|提高|降低|下降|累计|[增升提扩减降][加升高大少低展]?[到至为])了?$"
)
PART = lazily.pattern(r"其中|[里中当]有?$")
PART_OF = lazily.pattern(r"[^，。；\n]{0,8}[中里][^，。；\n]{1,12}$")
# Of another number than itself: 占年初乘务员2064人的1.4%, 合格率61.5%（39人中24人）, 职工不满25人的企业.
BASE = lazily.pattern(r"按全?年[^，。；]{0,2}$|占[^，。；]{0,12}$|（$|满$|[低高]于[^，。；]{0,4}$")
OCCASION = lazily.pattern(r"期间|春节|元旦|中秋|国庆|五一|三八|端午|重阳|六一|五四|生日|两节|高温|冬送|夏送|汛|[建造整并迁]后")
JOINED = lazily.pattern(r"(?:及|和(?!广大|全体|一))")
DENIED = lazily.pattern(r"(?:没有?|[未不非无])$")
LISTED = lazily.pattern(r"、[\u4e00-\u9fff]{1,6}$")
PLAN = lazily.pattern(r"力争|争取|(?<!非)计划|目标|确保|预计|拟")
PAST = lazily.pattern(r"前(?=\d|共|有|，|的|$)|原|过去|以前|当初|此前|起初|早先")
YEAR = lazily.pattern(r"(?:19|20)\d\d(?=年)")
TIME = lazily.pattern(
    rf"{YEAR.pattern}|[去前上今明]年|[上下]半年|[一二三四]季度|首[批期届]|\d+月[底末]|第[一二三四五六七八九十\d]+[批期届次轮]|头[一两]"
    r"|(?:[一二两三四五]年)?累计|[一二两三四五]年来"
)
PLACE = lazily.pattern(r"[\u4e00-\u9fff]{2}(?:车间|分厂|工段|标段|项目部|街道|镇|矿|公司|工会(?=下))")
FALLEN = lazily.pattern(r"[降减][低少]?[到至为]了?$")
# 现有的四个, 全部的四个 are of no kind.
NO_KIND = frozenset("现所全部体上述")
NO_WORD = frozenset("，、。；：“”《》（）()0123456789.% ")


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Pairs of numbers that look like one number told twice and differ."""
    yield from _slogans(paper)
    amounts, text = paper.amounts, paper.text
    words: dict[int, set[str]] = {}
    for first, last in islice(_pairs(paper), MOST_PAIRS):
        start, end = amounts[last].start, amounts[last].end
        anaphor = not ANAPHORIC.isdisjoint(text[start - 2 : start] + text[end : end + 2]) and _is_anaphor(telling(paper, last))
        # What needs no name has none in common; in one sentence only what takes up another is of it: 年底28名联络员中.
        apart = anaphor or SENTENCE.search(text, amounts[first].end, start)
        if not apart and not ANAPHOR_BEHIND.search(text, end, end + BEFORE):
            continue
        if not anaphor:
            for index in (first, last):
                if index not in words:
                    words[index] = _words(text, amounts[index])
            if words[first].isdisjoint(words[last]):
                continue
        one, other = telling(paper, first), telling(paper, last)
        noun = shared_noun(one, other)
        known = SURELY if anaphor else _known(paper, other, noun)
        if all(WE.search(t.before) for t in (one, other)) or (anaphor and ABOVE.search(other.before)):
            known = ONESELF
        if not apart and not (noun and ANAPHOR_BEHIND.match(_rest(paper, other, noun))):
            continue
        if (
            _points(paper, one, other, noun, known) >= ENOUGH
            and not agree(one.amount, other.amount)
            and not _has_another_role(paper, one, other)
            and not _is_of_another_kind(paper, one, other, noun)
            and not _is_of_another_time(paper, one, other, known)
        ):
            yield _two(paper, one.amount, other.amount)


def _slogans(paper: Paper) -> Iterator[Conflict]:
    """“五个突出” … “六个突出”: one name of so many points with two numbers."""
    told: dict[str, re.Match[str]] = {}
    for match in SLOGAN.finditer(paper.text) if "“" in paper.text else ():
        first = told.setdefault(match["name"], match)
        if first["number"] != match["number"]:
            yield Conflict(
                *match.span(), *first.span(),
                f"前面写的是{first.group()}，这里写的是{match.group()}，存疑。", "是几个？请前后一致。",
            )  # fmt: skip
            return


def _pairs(paper: Paper) -> Iterator[tuple[int, int]]:
    """Numbers of one unit that can be one mistyped, the later told but once and explained by no others."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for index, amount in enumerate(paper.amounts[:MOST]):
        if amount.unit and (amount.unit != "%" or RATE.search(paper.text, amount.start - BEFORE, amount.start)):
            kinds[_kind(paper.text, amount)].append(index)
    for indices in kinds.values():
        alike = [paper.amounts[index] for index in indices]
        values = [amount.value for amount in alike]
        sums: set[float] = set()
        for at in range(1, len(alike)):
            other, value = alike[at], values[at]
            # 做到八分的有三项 is how well.
            if value <= 1 or values.count(value) > 1 or (other.unit == "分" and value <= TENTHS):
                continue
            low, high = max(value / FAR_APART, 1.01), value * FAR_APART
            near_by = [before for before in range(at) if _can_be(alike[before], other, low, high)]
            if near_by:
                # Asked for seldom, and the same for all.
                sums = sums or _sums(alike)
            if value not in sums:
                yield from ((indices[before], indices[at]) for before in near_by)


def _kind(text: str, amount: Quantity) -> str:
    """What a number counts: people told as 个 too (在册司机402个)."""
    if amount.unit == "个" and (
        PEOPLE_BEFORE.search(text, max(0, amount.start - 4), amount.start) or PEOPLE_AFTER.match(text, amount.end)
    ):
        return "人"
    return KINDRED.get(amount.unit, amount.unit)


def _can_be(one: Quantity, other: Quantity, low: float, high: float) -> bool:
    """Whether one number can be the other mistyped: near it, or with two digits changed places."""
    return mistyped(one, other) if low <= one.value <= high else min(one.value, other.value) >= 10 and transposed(one, other)


def _sums(amounts: list[Quantity]) -> set[float]:
    """Sums and differences of two numbers that stand near each other: 4家分拨中心和11家仓储企业 … 15家企业."""
    sums: set[float] = set()
    for at, one in enumerate(amounts):
        for other in amounts[at + 1 : at + 4]:
            if other.start - one.end < SIDE_BY_SIDE:
                sums.update((one.value + other.value, abs(one.value - other.value)))
    return sums


def _words(text: str, amount: Quantity) -> set[str]:
    """Pairs of neighbouring characters around an amount."""
    around = text[max(0, amount.start - BEFORE) : amount.start] + "·" + text[amount.end : amount.end + BEHIND]
    return set(map(add, around, around[1:]))


def _points(paper: Paper, one: Telling, other: Telling, noun: str, known: int) -> float:
    """How much speaks for two tellings of one number, `known` by how much the later is of what was told before."""
    points = known + 4.0 * transposed(one.amount, other.amount) + 2 * near(one.amount.value, other.amount.value, CLOSE)
    points += min(len(noun), 4) if common_words().get(noun, 0) < COMMON else 0
    # 这两件事 may be any two, and rates of one name are told of many.
    points -= 4 * (other.amount.value < 10 and known == SURELY) + 2 * (other.amount.unit == "%")
    points -= 2 * (known == 0 and not transposed(one.amount, other.amount))
    if points + MOST_FOR_RARE < ENOUGH:
        return 0
    rare = _rare(paper.text, one, other)
    return points + min(rare / 2, MOST_FOR_RARE) if noun or rare > (1 if known == KNOWN else 2) or known >= SURELY else 0


def _is_anaphor(told: Telling) -> bool:
    """Whether a number takes up one told before without naming what it counts."""
    taken_up = (not told.before and ANAPHOR_BEHIND.match(told.behind)) or ANAPHOR_BEFORE.search(told.before)
    return told.amount.unit not in DURATIONS and bool(taken_up)


def _rest(paper: Paper, told: Telling, noun: str) -> str:
    """The words behind what a number counts."""
    behind = paper.after(told.amount, 16)
    return behind.partition(noun)[2] if noun and noun in behind else behind


def _known(paper: Paper, told: Telling, noun: str) -> int:
    """How much a number is told as one of something that is known, by the words before it and behind what it counts."""
    known = paper.after(told.amount, 1) == "的" or KNOWN_BEHIND.match(_rest(paper, told, noun))
    if known or KNOWN_BEFORE.search(told.before):
        return KNOWN
    return LIKELY if GIVEN.search(told.before) else 0


def _rare(text: str, one: Telling, other: Telling) -> int:
    """How long the longest words are that stand beside both numbers and nowhere else in the paper."""
    first, last = (t.before[-14:] + "，" + t.behind for t in (one, other))
    words = {last[at : at + _shared(first, last, at)] for at in range(len(last) - 1)}
    lengths = (len(word) for word in sorted(words, key=len, reverse=True) if len(word) > 1 and _stands_twice(text, word))
    return next(lengths, 0)


def _stands_twice(text: str, word: str) -> bool:
    """Whether a word that stands at two places stands at no third; quicker than to count them in a long text."""
    second = text.find(word, text.find(word) + 1)
    return text.find(word, second + 1) < 0 <= second


def _shared(first: str, last: str, at: int) -> int:
    """How many characters of `last` from a place on are words of `first` too."""
    end = at
    while end < len(last) and last[end] not in NO_WORD and last[at : end + 1] in first:
        end += 1
    return end - at


def _has_another_role(paper: Paper, one: Telling, other: Telling) -> bool:
    """Whether one of two numbers is a part, a rest, a rate, an end of a change, or told beside the other."""
    amounts, text = paper.amounts, paper.text
    # Only the beginning of a change is held against what was told before it.
    if (
        one.first
        or (other.last and AT_FIRST.search(one.sentence))
        or _parallel(one.subject, other.subject)
        or OTHERS.match(text, other.amount.end)
    ):
        return True
    for told, far in ((one, other), (other, one)):
        mate = amounts[told.at - 1] if told.last else amounts[told.at + 1] if told.first else None
        if mate and mate.value == far.amount.value:
            return True
    # 有等级的83名骑手, 望海站的88名骑手
    if all(t.before.endswith("的") for t in (one, other)) and grams(one.before).isdisjoint(grams(other.before)):
        return True
    if is_bound(one.amount) != is_bound(other.amount) or BASE.search(
        text, max(0, other.amount.start - BEFORE), other.amount.start
    ):
        return True
    if LISTED.search(other.before) or PART_OF.match(text[amounts[other.at - 1].end : other.amount.start]):
        return True
    around = [t.before + "，" + t.behind[:4] for t in (one, other)]
    return any(_differ(p, *around) for p in (REST, NEW)) or any(_differ(p, one.before, other.before) for p in (ROLE, PART))


def _is_of_another_kind(paper: Paper, one: Telling, other: Telling, noun: str) -> bool:
    """Whether the later number has a word of its own for what it counts: 住院职工467人 … 为630名女职工."""
    denied = [DENIED.search(t.before.partition(noun)[0]) if noun and noun in t.before else None for t in (one, other)]
    behind = paper.after(other.amount, BEHIND)
    inner = behind[: behind.find(noun)] if noun in behind else ""
    own_words = other.amount.start - len(other.before or other.sentence)
    context = one.sentence + paper.text[one.amount.end : min(one.amount.end + CONTEXT, own_words)]
    if any("全" not in place and place not in context for place in PLACE.findall(other.before or other.sentence[-WIDE:])):
        return True
    # 夏送清凉28个工地, 冬送温暖的26个; 全部35座车站和车辆段
    occasions = [set(OCCASION.findall(t.sentence)) for t in (one, other)]
    if bool(denied[0]) != bool(denied[1]) or "、" in inner or not occasions[1] <= occasions[0]:
        return True
    if noun and JOINED.match(_rest(paper, other, noun)):
        return True
    words = [set(other.before[-5:]) if other.before.endswith("的") else set(), set(inner) if len(noun) < 5 else set()]
    return any(own and 2 * len(own & set(context)) < len(own) for own in (word - EMPTY - NO_KIND for word in words))


def _is_of_another_time(paper: Paper, one: Telling, other: Telling, known: int) -> bool:
    """Whether two numbers are of two times, or one is of what is planned."""
    sentences = [t.sentence[-WIDE:] for t in (one, other)]
    years = [YEAR.findall(t.sentence) for t in (one, other)]
    if PAST.search(sentences[0]) and not PAST.search(sentences[1]):
        return True
    # 年产值5.62亿元 … 2024年完成5.26亿元
    if years[1] and (years[0][0] != years[1][0] if years[0] else known == 0):
        return True
    if known >= SURELY:
        return False
    # 2020年平均年龄达到49岁 … 四年下来，平均年龄降到42岁
    if FALLEN.search(other.before) and not FALLEN.search(one.before):
        return True
    times = [set(TIME.findall(sentence)) for sentence in sentences]
    apart = all(times) and times[0].isdisjoint(times[1]) and "一年来" not in times[1]
    if apart or ({"去年", "前年"} & times[1] - times[0] and not other.last and not other.first):
        return True
    # What a plan begins with, or names as known, is no plan.
    if known == KNOWN or other.first or transposed(one.amount, other.amount):
        return False
    return bool(PLAN.search(other.sentence)) and not PLAN.search(one.sentence)


def _differ(pattern: re.Pattern[str], one: str, other: str) -> bool:
    return bool(pattern.search(one)) != bool(pattern.search(other))


def _parallel(one: str, other: str) -> bool:
    """焊工培训合格的, 钳工培训合格的: the same words but for one, so that two things are told side by side."""
    differing = [a != b for a, b in zip(one[::-1], other[::-1], strict=False)]
    return len(one) > 3 and len(one) == len(other) and 1 <= sum(differing) <= 2


def _two(paper: Paper, one: Quantity, other: Quantity) -> Conflict:
    return Conflict(
        other.start, other.end, one.start, one.end,
        f"同一个数，前面写的是{paper.said(one)}，这里写的是{paper.said(other)}，存疑。",
        "哪一个数是对的？是不是写错了？如果时间或范围不同，请写明。",
    )  # fmt: skip
