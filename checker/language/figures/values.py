"""One thing with two numbers: 27项重点任务 … 29项任务全部完成; 一线员工204人 … 现有240名一线员工; 17家骨干厂谈了协议 … 签了协议的27家骨干厂.

Two numbers of one unit that are not far apart are of one thing where the later speaks of what is known (全部, 现有, …的N家, N家里) and
both have a noun, or words that stand nowhere else in the paper. How much speaks for it is weighed in points. What lets both be right is
a veto: numbers that explain the later one, another time or place, a rest, an increase, things told side by side.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from checker.language import lazily
from checker.language.figures.paper import Conflict, Paper
from checker.language.figures.slips import agree, digits, near, one_slip, transposed
from checker.language.figures.telling import NEW, SENTENCE, Telling, shared_noun, telling
from checker.language.lexicon import common_words
from checker.language.quantities import Quantity

# A longer paper is a book of tables; a hostile one may tell one thing again and again.
MOST, MOST_PAIRS = 300, 3000
KINDRED = {"支": "家", "户": "家", "名": "人"}
DURATIONS = frozenset(("月", "天", "分钟", "工作日"))
COMMON = 500
ENOUGH = 10
TWICE_AS_MUCH, CLOSE = 2.0, 1.3
WIDE, FAR, SIDE_BY_SIDE = 28, 140, 60

NO_WORD = frozenset("，、。；：“”《》（）()0123456789.% ")

# What was told before and needs no name: 227人里, 68户全部, 这200元.
ANAPHOR_BEHIND = lazily.pattern(r"(?:里|中(?![级等专年心型小途])|当中|全部|全都|悉数|人人|个个|无一|逐[项家个一件条]|都|均)")
ANAPHOR_BEFORE = lazily.pattern(r"(?:^|[使让把将给向为对由用拿])(?:这|那|该|上述)$")
ANAPHORIC = frozenset("里中全都均个无逐悉这那该述")
# What is known: 43家新建工会中, 28道工序的格子; 现有240名, 签了协议的27家, 全公司421名. Likely known: 把任务, 用好办法.
KNOWN_BEHIND = lazily.pattern(rf"(?:{ANAPHOR_BEHIND.pattern}|每|[”\"]?的)")
KNOWN_BEFORE = lazily.pattern(r"(?:全部|全体|所有|现有|上述|[\u4e00-\u9fff\d]{2}的|全[\u4e00-\u9fff]{0,3})$")
GIVEN_BEFORE = lazily.pattern(r"^$|(?:[把将对照按向给为同与从由让使凭靠]|围绕|用[好足])$")
# What makes a number one of something else.
REST = lazily.pattern(r"其余|其他|剩|另|还有|尚有|还没|没有|再|又|以外|外$|未")
DELTA = lazily.pattern(r"(?:增加|减少|净增|净减|[增减多少]|提高|降低|下降|累计)了?$")
EACH = lazily.pattern(r"每|平均|人均|各(?!类|种|项)|不[少低超]|至少|最多|最高|最低|前$|满$|限")
NOW = lazily.pattern(r"现有|现在|目前|现|增[加至]*到|增至")
PLAN = lazily.pattern(r"力争|争取|计划|目标|确保|预计|拟")
LISTED = lazily.pattern(r"、[\u4e00-\u9fff]{1,6}$")
GROWN = lazily.pattern(r"[增升提扩减降][加升高大少低展]?[到至为]了?$")
PART_OF = lazily.pattern(r"[^，。；\n]{0,8}[中里][^，。；\n]{1,12}$")
PART = lazily.pattern(r"其中|[里中当]有?$|(?<![只现共拥设建已总])有[^，]{0,4}$")
PAST = lazily.pattern(r"前(?=\d|共|有|，|的|$)|原|过去|以前|当初|此前|起初|早先")
TIME = lazily.pattern(
    r"(?:19|20)\d\d(?=年)|[去前上今明]年|[上下]半年|[一二三四]季度|首[批期届]|第[一二三四五六七八九十\d]+[批期届次轮]|头[一两]|(?:[一二两三四五]年)?累计|[一二两三四五]年来"
)
YEAR = lazily.pattern(r"(?:19|20)\d\d(?=年)")
PLACE = lazily.pattern(
    r"(?![\u4e00-\u9fff]?[全我本该各把用从等持给由与和向对在到])[\u4e00-\u9fff]{2}(?:车间|分厂|工段|(?<!等)厂(?!家)|县(?!职)|区|镇|街道|公司|标段|矿|项目部)"
)


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Pairs of numbers that look like one number told twice and differ."""
    for first, last in islice(_pairs(paper), MOST_PAIRS):
        one, other = telling(paper, first), telling(paper, last)
        if _points(paper, one, other) >= ENOUGH and not _set_apart(paper, one, other):
            yield _two(paper, one.amount, other.amount)


def _pairs(paper: Paper) -> Iterator[tuple[int, int]]:
    """Numbers of one unit that are near but not the same, the later told once and not explained."""
    amounts = paper.amounts[:MOST]
    kinds: dict[str, list[int]] = defaultdict(list)
    for index, amount in enumerate(amounts):
        if amount.unit:
            kinds[KINDRED.get(amount.unit, amount.unit)].append(index)
    for indices in kinds.values():
        values = [amounts[index].value for index in indices]
        explained = _sums([amounts[index] for index in indices]) | {1.0}
        for at, last in enumerate(indices):
            other = amounts[last]
            if values.count(other.value) > 1 or other.value in explained:
                continue
            for first in indices[:at]:
                one = amounts[first]
                if one.value > 1 and near(one.value, other.value, TWICE_AS_MUCH) and not agree(one, other):
                    yield first, last


def _sums(amounts: list[Quantity]) -> set[float]:
    """Sums and differences of two numbers that stand side by side: 4家分拨中心和11家仓储企业 … 15家企业."""
    sums: set[float] = set()
    for at, one in enumerate(amounts):
        for other in amounts[at + 1 : at + 4]:
            if other.start - one.end < SIDE_BY_SIDE:
                sums |= {one.value + other.value, abs(one.value - other.value)}
    return sums


def _points(paper: Paper, one: Telling, other: Telling) -> float:
    """How much speaks for two tellings of one number."""
    anaphor = _is_anaphor(other)
    noun = shared_noun(one, other)
    rare = _rare(paper, one, other)
    if not (noun or rare or anaphor) or not (anaphor or SENTENCE.search(paper.text, one.amount.end, other.amount.start)):
        return 0
    slip = one_slip(digits(one.amount), digits(other.amount))
    points = 4.0 * (slip or (other.amount.value < 10 and not anaphor)) + 4 * transposed(one.amount, other.amount)
    points += 2 * near(one.amount.value, other.amount.value, CLOSE)
    points += 7 if anaphor else _known(paper, other, noun)
    points += (min(len(noun), 4) if common_words().get(noun, 0) < COMMON else 0) + min(len(rare), 6) / 2
    points += (one.last != other.last) + other.first + (other.amount.unit == "元") - 2 * (other.amount.unit == "%")
    return points


def _known(paper: Paper, told: Telling, noun: str) -> int:
    behind = paper.after(told.amount, 16)
    if behind[:1] == "的" or KNOWN_BEHIND.match(behind[behind.find(noun) + len(noun) :] if noun in behind else behind) or KNOWN_BEFORE.search(told.before):
        return 4
    return 3 * bool(GIVEN_BEFORE.search(told.before))


def _rare(paper: Paper, one: Telling, other: Telling) -> str:
    """The longest words beside both numbers that stand nowhere else in the paper."""
    first, last = (t.before[-14:] + "，" + t.behind for t in (one, other))
    words = {last[at : at + _shared(first, last, at)] for at in range(len(last) - 1)}
    return max((w for w in words if len(w) > 1 and paper.text.count(w) == 2), key=len, default="")


def _shared(first: str, last: str, at: int) -> int:
    """How many characters of `last` from a place on are words of `first` too."""
    end = at
    while end < len(last) and last[end] not in NO_WORD and last[at : end + 1] in first:
        end += 1
    return end - at


def _is_anaphor(told: Telling) -> bool:
    return told.amount.unit not in DURATIONS and bool(
        (not told.before and ANAPHOR_BEHIND.match(told.behind)) or ANAPHOR_BEFORE.search(told.before)
    )


def _set_apart(paper: Paper, one: Telling, other: Telling) -> bool:
    """Whether role, time or place say that two numbers need not be one."""
    noun = shared_noun(one, other)
    # Only the beginning of a change is held against what was told before it.
    if one.first or _parallel(one.subject, other.subject):
        return True
    amounts = paper.amounts
    for told, far in ((one, other), (other, one)):
        mate = amounts[told.at - 1] if told.last else amounts[told.at + 1] if told.first else None
        if mate and mate.value == far.amount.value:
            return True
    around = [t.before + "，" + t.behind[:4] for t in (one, other)]
    if _differ(REST, *around) or _differ(NEW, *around) or any(_differ(role, one.before, other.before) for role in (EACH, DELTA, PART, GROWN)):
        return True
    sentences = [t.sentence[-WIDE:] for t in (one, other)]
    if "同期" in sentences[1] or (PAST.search(sentences[0]) and not PAST.search(sentences[1])):
        return True
    if other.amount.unit == "%" and not noun.endswith(("率", "比例", "占比")):
        return True
    if one.amount.vague != other.amount.vague and math.inf in (one.amount.high, other.amount.high):
        return True
    times = [set(TIME.findall(sentence)) for sentence in sentences]
    if not _is_anaphor(other) and times[0] and times[1] and not times[0] & times[1]:
        return True
    if LISTED.search(other.before) or (PLAN.search(_sentence(paper, other)) and not PLAN.search(_sentence(paper, one)) and _known(paper, other, noun) < 4):
        return True
    if other.at and PART_OF.match(paper.text[amounts[other.at - 1].end : other.amount.start]):
        return True
    if times[0] and NOW.search(other.before):
        return True
    years = [YEAR.findall(t.sentence) for t in (one, other)]
    if years[1] and years[0] and years[0][:1] != years[1][:1]:
        return True
    places = [set(PLACE.findall(sentence)) for sentence in sentences]
    return _is_anaphor(other) and bool(places[1] - places[0])


def _differ(pattern: re.Pattern[str], one: str, other: str) -> bool:
    return bool(pattern.search(one)) != bool(pattern.search(other))


def _sentence(paper: Paper, told: Telling) -> str:
    return SENTENCE.split(paper.text[max(0, told.amount.start - FAR) : told.amount.start])[-1]


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
