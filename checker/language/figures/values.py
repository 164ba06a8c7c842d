"""One thing with two numbers: 27项重点任务 … 29项任务全部完成; 双证人员由31人增加到286人 … 双证人员268人.

Two numbers can be one that was mistyped, or kept from an older count, where their digits are the same in another order, or differ in
one, or where both are small and near. Whether they count the same thing is weighed: the noun that both have, rare words that both
have beside them, words that speak of all there are (全部, 现有, …里), a number that the paper repeats. What sets them
apart is a veto: another time or place, a part, a rest, a plan, an increase, one of two things told side by side.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from checker.language.figures.paper import Conflict, Paper
from checker.language.quantities import LARGE, Quantity

# A longer paper is a book of tables.
MOST = 300
NOT_COUNTED = frozenset(("", "级", "岁", "档", "%", "百分点", "倍", "番", "成", "度", "款", "届", "次", "场", "期"))
# Lengths, and money, are told of many things.
MEASURES = frozenset(("元", "月", "天", "分钟", "公斤", "米", "工作日"))
SMALL, NEAR = 20, 3
BEFORE, BEHIND, WIDE, SENTENCE_LENGTH = 16, 10, 28, 70
ENOUGH = 4

SENTENCE = re.compile(r"[。；！？\n]")
# Words that say how a number stands before it, not of what.
ROLES = re.compile(
    r"(?:约|近|达到?|多达|共|有|已|为|是|了|计|的|总数|人数|总计|累计|现|超过?|由|从|仅|只|就|在|于|至|到|成|占|合计|一共|总共|出|完)+$"
)
CHANGE = re.compile(
    r"[^，。；、\d]{0,6}(?:/[\u4e00-\u9fff])?[，,]?[^，。；、\d到至]{0,4}(?:提高|增加|增长|升|增|扩大|扩充|发展|壮大|涨|降|减|减少|下降|缩短|压缩|压|压减|调|改|变|缩减|加|提|上升|提升|归并|并)?"
    r"(?:到了?|至|为|成)(?:了|[^，。；、]{0,6}的)?(?:约|近)?"
)
CHANGE_BEGINS = re.compile("[由从]")
YEAR = re.compile(r"\d年|[去今前上]年|月|季度|期|批")
FROM = re.compile(r"[由从][^，。；]{0,12}$")
# Characters that name nothing.
EMPTY = frozenset("、的了在和有是为到共约近达已与、及由从里各每其对上下来不被把将给也都就还只仅之这那该一二三四五六七八九十两第，。；：“”《》（）()0123456789.%万余多年月日")
# What was told before: 227人里, 这200元, 68户全部.
ANAPHOR_BEHIND = re.compile(r"(?:里|中(?![级等专年心型小])|当中|全部|全都|悉数|人人|个个|无一|逐[项家个一件条]|都|均)")
ANAPHORIC = frozenset("里中全都均个无逐悉这那该")
ANAPHOR_BEFORE = re.compile(r"(?:^|[使让把将给向为对由用拿])(?:这|那|该|上述)$")
# All there are.
ALL_BEFORE = re.compile(
    r"(?:全部|全体|所有|现有|共有|拥有|下辖)的?[\u4e00-\u9fff]{0,8}$|总(?:数|人数)[为是共达有到]{0,2}$|全(?:公司|厂|矿|镇|县|区|市|街道|园区|局|段|站|集团|港|场|院|项目部?|行业)的?$"
)
ALL_BEHIND = re.compile(
    r"[\u4e00-\u9fff“”]{0,6}?(?:全部|全都|悉数|人人|个个|无一|逐[项家个一件条]|每[站家个厂队]|[里中](?![级等专年心型小])|都|均|签)"
)
DEFINITE = re.compile(r"[\u4e00-\u9fff\d]{2,14}的[\u4e00-\u9fff]{0,6}$|(?:把|将|对|对照|按照?|向|给|为|同|与|从|围绕)$")
# 新建驿站7个，累计19个: of the same thing as the number before it.
CUMULATED = re.compile(r"[，,](?:累计|总数|总量|共计?|现有|达到?|总共|已有)+")
STOCK_WORD = re.compile("现有|现共有|共|累计|总[数人量]|全[公厂矿县市区镇]")
# 现有职工, 职工总数, 累计投入资金: all there are now, or in all.
NOW_ALL = re.compile(r"(?:现有|现共有|共有)[\u4e00-\u9fff]{0,8}$|(?:累计|共)[\u4e00-\u9fff]{2,8}$|总(?:数|人数|量)[为是共达有到]{0,2}$|全(?:公司|[厂矿县市区镇])$")
LEAD = re.compile(r"^.*(?:现有|共有|拥有|累计|如今|公司|全[厂矿县市区镇])")
# All there are, brought in.
STOCK = re.compile(r"(?:现有|共有|[辖设拥]有?|[区县市镇厂司矿]有|覆盖|会员|分为|列出)[\u4e00-\u9fff]{0,8}$|[大类]$")
# Only a time stands before a number.
WHEN = re.compile(r"(?:到|截至|至)?(?:[今去前]年|\d+年)?(?:\d+月)?(?:\d+日)?[底末初]?")

# What makes a number one of something else.
REST = re.compile(r"其余|其他|剩|另|还有|还剩|尚有|再|又|以外|外$|未")
NEW = re.compile(r"新[增建设招签办开发评聘添]")
DELTA = re.compile(r"(?:增加|减少|净增|净减|[增减多少]|提高|降低|下降|累计)了?$")
DONE = re.compile(r"(?:完成|办结|通过|合格|销号|解决|落实|整改|采纳|参加|报名|取得|增[加至]*到|扩大到|提高到|发展到)了?$")
PART = re.compile(r"其中|[里中当]有?$|(?<![只现共拥设建已总])有[^，]{0,4}$")
EACH = re.compile(r"每|平均|人均|各(?!类|种|项)|不[少低超]|至少|最多|最高|最低|前$|满$|限")
PLAN = re.compile(r"力争|计划|目标|预计|打算|拟|争取|明年|下一步|要求|应|扩大|再")
PAST = re.compile(r"原来|原有|改革前|过去|以前|当初|此前|起初|早先")
NOW = re.compile(r"现在|如今|目前|眼下")
TIME = re.compile(
    r"(?:19|20)\d\d(?=年)|[去前上今明]年|[上下]半年|[一二三四]季度|\d{1,2}月|首[批期届]|第[一二三四五六七八九十\d]+[批期届次轮]|头[一两]|(?:[一二两三四五]年)?累计|[一二两三四五]年来"
)
PLACE = re.compile(
    r"(?![\u4e00-\u9fff]?[全我本该各把用从等持给由与和向对在到])[\u4e00-\u9fff]{2}(?:车间|分厂|工段|(?<!等)厂(?!家)|县(?!职)|区|镇|街道|公司|标段|矿|项目部)"
)
KIND = re.compile(r"[男女]|高级|中级|初级|技师|党员|一等|二等|三等|[一二三四五六七八九]星|本科|专科|国家|[省市县区]级")
# Words that every paper has at many numbers.
COMMON = frozenset(
    "企业 职工 员工 车间 工会 活动 岗位 项目 单位 人员 工人 产业 业工 会员 班组 技能 培训 竞赛 工作 制度 通过 开展 组织 发放 每人 每月 今年 去年 全年 人均 津贴 奖励 资金 "
    "投入 一线 线职 高级 级工 中级 技师 师傅 徒弟 代表 完成 建成 参加 新建 评选 检查 慰问 公司 基层 党员".split()
)


class Telling(NamedTuple):
    """A number and the words around it: its subject right before, its noun behind, the sentence up to it."""

    amount: Quantity
    index: int
    subject: str
    before: str
    behind: str
    sentence: str
    first: bool
    last: bool


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Pairs of numbers that look like one number told twice and differ."""
    amounts, text = paper.amounts[:MOST], paper.text
    alike: dict[str, list[int]] = defaultdict(list)
    for index, amount in enumerate(amounts):
        if amount.unit not in NOT_COUNTED and not amount.vague and amount.value >= 2:
            alike[KINDRED.get(amount.unit, amount.unit)].append(index)
    stock = set(_stock(paper, amounts))
    tellings: dict[int, Telling] = {}
    windows: dict[int, frozenset[str]] = {}
    for indices in alike.values():
        for first, last in _alike(amounts, indices, stock):
            for index in (first, last):
                if index not in windows:
                    amount = amounts[index]
                    windows[index] = frozenset(text[max(0, amount.start - BEFORE) : amount.start] + text[amount.end : amount.end + 8]) - EMPTY
            # Without a character in common they are not told alike; what was told before needs no name.
            if not (windows[first] & windows[last] or windows[last] & ANAPHORIC or transposed(amounts[first], amounts[last])):
                continue
            for index in (first, last):
                if index not in tellings:
                    tellings[index] = _telling(paper, index)
            one, other = tellings[first], tellings[last]
            if _weight(paper, indices, one, other, first in stock and last in stock) >= ENOUGH:
                yield _two(paper, one.amount, other.amount)
    yield from _changes(paper)


def _changes(paper: Paper) -> Iterator[Conflict]:
    """合格率由91%提高到97% … 合格率由91%提高到98.5%: from one beginning to two ends."""
    told: dict[tuple[str, str, float], Telling] = {}
    for index, (first, second) in enumerate(pairwise(paper.amounts[:MOST])):
        if first.unit != second.unit or first.vague or second.vague or not CHANGE_BEGINS.search(paper.text, first.start - 6, first.start):
            continue
        telling = _telling(paper, index + 1)
        name = telling.subject[-4:]
        if not telling.last or len(name) < 4 or YEAR.search(telling.sentence):
            continue
        other = told.setdefault((name, first.unit, first.value), telling)
        if other.amount.value != second.value and not _set_apart(paper, other, telling, anaphor=False):
            yield _two(paper, other.amount, second)


def _agree(one: Quantity, other: Quantity) -> bool:
    """Whether both can be one number, more or less rounded."""
    slack = (_roundness(one.value) + _roundness(other.value)) / 2
    return one.least - slack <= other.most and other.least - slack <= one.most


def _roundness(value: float) -> float:
    """The place of the last digit that is not 0, where two zeros and more end a number."""
    place = 1.0
    while value and value % (place * 10) == 0:
        place *= 10
    return place if place >= 100 else 0.0


KINDRED = {"支": "家", "户": "家", "名": "人"}


def _stock(paper: Paper, amounts: list[Quantity]) -> Iterator[int]:
    """The amounts that are told as all there are now, or in all."""
    starts = [amount.start for amount in amounts]
    for word in STOCK_WORD.finditer(paper.text):
        for index in range(bisect_left(starts, word.end()), bisect_left(starts, word.end() + BEFORE)):
            if NOW_ALL.search(paper.text, max(0, starts[index] - BEFORE), starts[index]):
                yield index


def _alike(amounts: list[Quantity], indices: list[int], stock: set[int]) -> Iterator[tuple[int, int]]:
    """Pairs of which one can be the other mistyped, or an older count of the same; and pairs of all there are."""
    if len(indices) < 2:
        return
    near: dict[str, list[int]] = defaultdict(list)
    small: list[tuple[int, float]] = []
    pairs: set[tuple[int, int]] = set()
    for index in indices:
        value = amounts[index].value
        if value <= SMALL:
            pairs.update((first, index) for first, v in small if v != value and -NEAR <= v - value <= NEAR and 0.4 < v / value < 2.5)
            small.append((index, value))
        if value >= 10 or value != int(value):
            typed = digits(amounts[index])
            # A number without one of its digits, and its digits in order, lead to those that differ in no more.
            for key in (*(f"{typed[:at]}?{typed[at + 1 :]}" for at in range(len(typed))), "".join(sorted(typed))):
                pairs.update((first, index) for first in near[key] if _mistyped(amounts[first], amounts[index]))
                near[key].append(index)
        if index in stock:
            pairs.update((first, index) for first in near["stock"] if 0.8 <= amounts[first].value / value <= 1.25 and amounts[first].value != value)
            near["stock"].append(index)
    yield from sorted(pairs)


def _mistyped(one: Quantity, other: Quantity) -> bool:
    return one.value != other.value and 0.1 < one.value / other.value < 10 and _one_slip(digits(one), digits(other))


def _one_slip(one: str, other: str) -> bool:
    """One digit differs, or two neighbours have changed places."""
    if len(one) != len(other) or len(one) < 2:
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1 or _turned(one, other)


def digits(amount: Quantity) -> str:
    """The digits of a number as typed."""
    value = amount.value / LARGE["万"] if amount.step >= 1 else amount.value
    return str(int(value)) if value == int(value) else f"{value:g}".replace(".", "")


def transposed(one: Quantity, other: Quantity) -> bool:
    """Two neighbouring digits have changed places."""
    return _turned(digits(one), digits(other))


def _turned(one: str, other: str) -> bool:
    differing = [i for i in range(len(one)) if one[i] != other[i]] if len(one) == len(other) else []
    return len(differing) == 2 and differing[1] == differing[0] + 1 and one[differing[0]] == other[differing[1]] and one[differing[1]] == other[differing[0]]


def _telling(paper: Paper, index: int) -> Telling:
    amounts, text = paper.amounts, paper.text
    amount = amounts[index]
    start, last = amount.start, False
    earlier = amounts[index - 1] if index else None
    if earlier and earlier.unit == amount.unit and start - earlier.end < 20 and CHANGE.fullmatch(text[earlier.end : start]) and FROM.search(text[max(0, earlier.start - 20) : earlier.start]):
        start, last = earlier.start, True
        earlier = amounts[index - 2] if index > 1 else None
    cumulated = earlier and start - earlier.end < 8 and CUMULATED.fullmatch(text[earlier.end : start])
    if earlier and cumulated:
        start, earlier = earlier.start, None
    before = paper.clause_to(start, BEFORE)
    if cumulated:
        before = NEW.sub("", before)
    if earlier and earlier.value != 1 and earlier.end > start - len(before):
        before = text[earlier.end : start]
    behind = paper.after(amount, BEHIND)
    following = amounts[index + 1] if index + 1 < len(amounts) else None
    if following and following.start < amount.end + len(behind):
        behind = text[amount.end : following.start]
    behind = behind.lstrip("的").partition("、")[0]
    first = bool(following and following.unit == amount.unit and FROM.search(before) and CHANGE.fullmatch(text[amount.end : following.start]))
    sentence = SENTENCE.split(text[max(0, start - SENTENCE_LENGTH) : start])[-1]
    before = "" if WHEN.fullmatch(before) else before
    return Telling(amount, index, ROLES.sub("", before), before, behind, sentence, first, last)


def _weight(paper: Paper, indices: list[int], one: Telling, other: Telling, same: bool) -> int:
    """How much speaks for two tellings of one number; 0 where something sets them apart."""
    text, amounts = paper.text, paper.amounts
    apart = SENTENCE.search(text, one.amount.end, other.amount.start)
    anaphor = _is_anaphor(other) and not _is_sum(amounts, indices, other)
    if not apart and not anaphor:
        return 0
    turned = transposed(one.amount, other.amount)
    noun = shared_noun(one, other)
    thing = one.behind[:1] if one.behind[:1] == other.behind[:1] and one.behind[:1] not in EMPTY else ""
    shared = _grams(one.sentence[-WIDE:] + "，" + one.behind) & _grams(other.sentence[-WIDE:] + "，" + other.behind)
    rare = [gram for gram in shared if gram not in noun and gram not in COMMON and text.count(gram) <= 5]
    # Four digits and more of which two have changed places are seldom chance.
    sure = turned and len(digits(one.amount)) > 3 - bool(rare)
    if not noun and not anaphor and not thing and not sure and (not rare or len(digits(one.amount)) < 2):
        return 0
    if one.amount.unit in MEASURES and not turned and len(noun) < 4 and len(rare) < 3 and not anaphor:
        return 0
    typed = [digits(t.amount) for t in (one, other)]
    if same and not (_same_name(one, other, noun) and (noun or _one_slip(*typed))):
        return 0
    twins = [_twins(paper, indices, t) for t in (one, other)]
    if min(twins) > 1 or (anaphor and any(amounts[i].value == other.amount.value for i in indices if i < other.index)):
        return 0
    weight = (2 + 2 * sure) * turned + (not turned and len(digits(one.amount)) > 1)
    common = all(gram in COMMON for gram in _grams(noun))
    weight += 1 + 2 * (not common and len(noun) >= 4) + (not common and text.count(noun) <= 8) if noun else bool(thing)
    weight += 2 * bool(same and noun) + min(3, len(rare)) + (min(2, max(twins) - 1) if noun or anaphor else 0)
    times = [set(TIME.findall(t.sentence[-WIDE:])) for t in (one, other)]
    weight += bool(times[0] & times[1])
    if anaphor:
        weight += 4 if not noun else 3
    elif noun and any(twins[k] == 1 and _is_all(t) for k, t in enumerate((one, other))):
        weight += 2
    elif noun and other.before.endswith(noun + "的"):
        weight += 2
    elif (twins[1] == 1 and (DEFINITE.search(other.before) or (not other.before and noun))) or one.first or other.first:
        weight += 1 + bool(noun and not common) + bool(noun and STOCK.search(one.before))
    if weight < ENOUGH or _agree(one.amount, other.amount) or (times[0] and times[1] and not times[0] & times[1]):
        return 0
    return 0 if _set_apart(paper, one, other, anaphor) else weight


def _same_name(one: Telling, other: Telling, noun: str) -> bool:
    """在岗职工 are no 职工: what stands before a noun is part of its name."""
    names = [LEAD.sub("", t.subject) if noun and noun in t.subject else "" for t in (one, other)]
    return names[0] == names[1] or not all(names)


def _twins(paper: Paper, indices: list[int], told: Telling) -> int:
    """How often a paper tells a number of the same thing."""
    same = [i for i in indices if paper.amounts[i].value == told.amount.value and i != told.index]
    return 1 + sum(bool(shared_noun(told, twin)) or not (told.subject or told.behind) for i in same if (twin := _telling(paper, i)))


def _is_anaphor(telling: Telling) -> bool:
    return bool((not telling.before and ANAPHOR_BEHIND.match(telling.behind)) or ANAPHOR_BEFORE.search(telling.before))


def _is_sum(amounts: list[Quantity], indices: list[int], told: Telling) -> bool:
    """Whether a number is the sum or the difference of two or three told shortly before."""
    near = [amounts[i].value for i in indices if i < told.index][-5:]
    pairs = {a + b for k, a in enumerate(near) for b in near[:k]} | {abs(a - b) for k, a in enumerate(near) for b in near[:k]}
    return told.amount.value in pairs | {sum(near[-3:]), sum(near[-4:])}


def _is_all(telling: Telling) -> bool:
    return bool(ALL_BEFORE.search(telling.before) or ALL_BEHIND.match(telling.behind))


def shared_noun(one: Telling, other: Telling) -> str:
    """The longest word that both numbers count: behind both, before both, or before one and behind the other."""
    subjects = [t.subject[-8:][::-1] for t in (one, other)]
    phrases = [_phrase(t.behind) for t in (one, other)]
    longer = _common(subjects[0], subjects[1], 1, 1)[::-1]
    pairs = (
        _common(phrases[0], phrases[1], 4, 4),
        _common(subjects[0], subjects[1], 0, 0)[::-1],
        longer if len(longer) > 4 else "",
        _common(phrases[0], subjects[1], 4, 0, turned=True),
        _common(phrases[1], subjects[0], 4, 0, turned=True),
    )
    return max(pairs, key=len)


def _phrase(behind: str) -> str:
    """What is counted behind a number, up to a word that says what is told of it."""
    return PHRASE_ENDS.split(behind[:8])[0]


PHRASE_ENDS = re.compile(r"里|(?<!其)中(?![级等专年心型小])|当中|全部|全都|都|均|每|逐")


def _common(one: str, other: str, reach: int, other_reach: int, turned: bool = False) -> str:
    """The longest stretch of both that begins no later than `reach` in each; `other` is `turned` where it is told backwards."""
    for length in range(min(len(one), len(other)), 1, -1):
        for start in range(min(reach, len(one) - length) + 1):
            word = one[start : start + length]
            at = other.find(word[::-1] if turned else word)
            if 0 <= at <= other_reach and (length > 4 or _grams(word)):
                return word
    return ""


def _grams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1) if text[i] not in EMPTY and text[i + 1] not in EMPTY}


def _set_apart(paper: Paper, one: Telling, other: Telling, anaphor: bool) -> bool:
    """Whether place, kind or role say that two numbers need not be one."""
    amounts = paper.amounts
    for t, far in ((one, other), (other, one)):
        mate = amounts[t.index - 1] if t.last else amounts[t.index + 1] if t.first else None
        if mate and mate.value == far.amount.value:
            return True
    around = [t.before + "，" + t.behind[:4] for t in (one, other)]
    if any(bool(p.search(around[0])) != bool(p.search(around[1])) for p in (NEW, PLAN, REST)):
        return True
    roles = (DELTA,) if anaphor else (EACH, DELTA) if transposed(one.amount, other.amount) and (one.amount.value >= 100 or _is_all(other)) else (EACH, PART, DONE, DELTA)
    if any(bool(p.search(one.before)) != bool(p.search(other.before)) for p in roles):
        return True
    if any(PAST.search(a.before) and NOW.search(b.sentence[-WIDE:]) for a, b in ((one, other), (other, one))):
        return True
    if _parallel(one.subject, other.subject) or set(KIND.findall(around[0])) != set(KIND.findall(around[1])):
        return True
    places = [PLACE.findall(_full_sentence(paper, t) + t.behind) for t in (one, other)]
    return bool(places[0] and places[1] and places[0][-1] != places[1][-1])


def _full_sentence(paper: Paper, telling: Telling) -> str:
    return re.split("[。\n]", paper.text[max(0, telling.amount.start - 2 * SENTENCE_LENGTH) : telling.amount.start])[-1]


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
