"""One thing with two numbers: 27项重点任务 … 29项任务全部完成; 双证人员由31人增加到286人 … 双证人员268人.

Two numbers can be one that was mistyped, or kept from an older count, where their digits are the same but for one or two that
changed places, or where both are small and near. Whether they count the same thing is weighed: the noun that both have, rare
words beside both, words that speak of all there are (全部, 现有, …里), a number that the paper repeats. What sets them apart is a
veto: another time or place, a part, a rest, a plan, an increase, one of two things told side by side.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from checker.language import lazily
from checker.language.figures.paper import Conflict, Paper
from checker.language.figures.slips import agree, alike, digits, transposed
from checker.language.figures.telling import BEFORE, EMPTY, NEW, SENTENCE, Telling, grams, shared_noun, telling
from checker.language.quantities import Quantity

# A longer paper is a book of tables.
MOST = 300
# Lengths, and money, are told of many things.
NOT_COUNTED = frozenset(
    (
        "元",
        "月",
        "天",
        "分钟",
        "公斤",
        "米",
        "工作日",
        "",
        "级",
        "岁",
        "档",
        "百分点",
        "倍",
        "番",
        "成",
        "度",
        "款",
        "届",
        "次",
        "场",
        "期",
    )
)
WIDE, TWICE = 28, 140
ENOUGH = 6
SIDE_BY_SIDE, FAR = 16, 24

# What was told before: 227人里, 这200元, 68户全部.
ANAPHOR_BEHIND = lazily.pattern(r"(?:里|中(?![级等专年心型小])|当中|全部|全都|悉数|人人|个个|无一|逐[项家个一件条]|都|均)")
ANAPHORIC = frozenset("里中全都均个无逐悉这那该")
ANAPHOR_BEFORE = lazily.pattern(r"(?:^|[使让把将给向为对由用拿])(?:这|那|该|上述)$")
# All there are.
ALL_BEFORE = lazily.pattern(
    r"(?:全部|全体|所有|现有|共有|拥有|下辖)的?[\u4e00-\u9fff]{0,8}$|总(?:数|人数)[为是共达有到]{0,2}$|全(?:公司|厂|矿|镇|县|区|市|街道|园区|局|段|站|集团|港|场|院|项目部?|行业)的?$"
)
ALL_BEHIND = lazily.pattern(
    r"[\u4e00-\u9fff“”]{0,6}?(?:全部|全都|悉数|人人|个个|无一|逐[项家个一件条]|每[站家个厂队]|[里中](?![级等专年心型小])|都|均|签)"
)
DEFINITE = lazily.pattern(r"[\u4e00-\u9fff\d]{2,14}的[\u4e00-\u9fff]{0,6}$|(?:把|将|对|对照|按照?|向|给|为|同|与|从|围绕)$")
# All there are, brought in.
STOCK = lazily.pattern(r"(?:现有|共有|[辖设拥]有?|[区县市镇厂司矿]有|覆盖|会员|分为|列出)[\u4e00-\u9fff]{0,8}$|[大类]$")
# What makes a number one of something else.
REST = lazily.pattern(r"其余|其他|剩|另|还有|还剩|尚有|再|又|以外|外$|未")
DELTA = lazily.pattern(r"(?:增加|减少|净增|净减|[增减多少]|提高|降低|下降|累计)了?$")
DONE = lazily.pattern(r"(?:完成|办结|通过|合格|销号|解决|落实|整改|采纳|参加|报名|取得|增[加至]*到|扩大到|提高到|发展到)了?$")
PART = lazily.pattern(r"其中|[里中当]有?$|(?<![只现共拥设建已总])有[^，]{0,4}$")
EACH = lazily.pattern(r"每|平均|人均|各(?!类|种|项)|不[少低超]|至少|最多|最高|最低|前$|满$|限")
PLAN = lazily.pattern(r"力争|计划|目标|预计|打算|拟|争取|明年|下一步|要求|应|扩大|再")
PAST = lazily.pattern(r"(?:换届|合并|改制|调整|并岗)前|原来|原有|改革前|过去|以前|当初|此前|起初|早先")
NOW = lazily.pattern(r"(?:换届|合并|改制|调整|并岗)后|现在|如今|目前|眼下")
TIME = lazily.pattern(
    r"(?:19|20)\d\d(?=年)|[去前上今明]年|[上下]半年|[一二三四]季度|\d{1,2}月|首[批期届]|第[一二三四五六七八九十\d]+[批期届次轮]|头[一两]|(?:[一二两三四五]年)?累计|[一二两三四五]年来"
)
PLACE = lazily.pattern(
    r"(?![\u4e00-\u9fff]?[全我本该各把用从等持给由与和向对在到])[\u4e00-\u9fff]{2}(?:车间|分厂|工段|(?<!等)厂(?!家)|县(?!职)|区|镇|街道|公司|标段|矿|项目部)"
)
KIND = lazily.pattern(r"[男女]|高级|中级|初级|技师|党员|一等|二等|三等|[一二三四五六七八九]星|本科|专科|国家|[省市县区]级")
# Words that every paper has at many numbers.
_COMMON = (
    "企业职工员工车间工会活动岗位项目单位人员工人产业业工会员班组技能培训竞赛工作制度通过开展组织发放每人每月今年去年全年人均津贴奖励资金投入一线线职高级级工中级技师师傅徒弟代表完成建成参加新建评选检查慰问公司基层"
    "党员"
)
COMMON = frozenset(_COMMON[at : at + 2] for at in range(0, len(_COMMON), 2))


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Pairs of numbers that look like one number told twice and differ."""
    amounts, text = paper.amounts[:MOST], paper.text
    kinds: dict[str, list[int]] = defaultdict(list)
    for index, amount in enumerate(amounts):
        # 18项、21项、26项: of several numbers in a row each is one of another thing.
        in_row = (
            text[amount.end : amount.end + 1] == "、" and index + 1 < len(amounts) and amounts[index + 1].start == amount.end + 1
        )
        if amount.unit not in NOT_COUNTED and not amount.vague and not in_row and (amount.value >= 10 or amount.value % 1):
            kinds[KINDRED.get(amount.unit, amount.unit)].append(index)
    tellings: dict[int, Telling] = {}
    windows: dict[int, set[str]] = {}
    for indices in kinds.values():
        for first, last in alike(amounts, indices):
            # In one sentence only what is taken up again may be the same number.
            taken_up = ANAPHORIC & set(text[amounts[last].start - 2 : amounts[last].end + 2])
            if not taken_up and not SENTENCE.search(text, amounts[first].end, amounts[last].start):
                continue
            for index in (first, last):
                if index not in windows:
                    amount = amounts[index]
                    windows[index] = grams(
                        text[max(0, amount.start - BEFORE) : amount.start] + "，" + text[amount.end : amount.end + 8]
                    )
            # Without a word in common they are not told alike; what was told before needs no name.
            turned = transposed(amounts[first], amounts[last])
            if not (turned or not windows[first].isdisjoint(windows[last]) or taken_up):
                continue
            for index in (first, last):
                if index not in tellings:
                    tellings[index] = telling(paper, index)
            one, other = tellings[first], tellings[last]
            if _weight(paper, indices, one, other) >= ENOUGH:
                yield _two(paper, one.amount, other.amount)


KINDRED = {"支": "家", "户": "家", "名": "人"}


def _weight(paper: Paper, indices: list[int], one: Telling, other: Telling) -> int:
    """How much speaks for two tellings of one number; 0 where something sets them apart."""
    text, amounts = paper.text, paper.amounts
    apart = SENTENCE.search(text, one.amount.end, other.amount.start)
    anaphor = _is_anaphor(other) and not _is_sum(amounts, indices, other)
    if not apart and not anaphor:
        return 0
    turned = transposed(one.amount, other.amount)
    noun = shared_noun(one, other)
    thing = one.behind[:1] if one.behind[:1] == other.behind[:1] and one.behind[:1] not in EMPTY else ""
    shared = grams(one.sentence[-WIDE:] + "，" + one.behind) & grams(other.sentence[-WIDE:] + "，" + other.behind)
    rare = [gram for gram in shared if gram not in noun and gram not in COMMON and text.count(gram) <= 5]
    # Four digits and more of which two have changed places are seldom chance.
    sure = turned and len(digits(one.amount)) > 3 - bool(rare)
    if not noun and not anaphor and not thing and not sure and (not rare or len(digits(one.amount)) < 2):
        return 0
    # Of rates only the beginning of a change is held against what was told before it.
    if one.amount.unit == "%" and not (
        noun.endswith("率") and len(noun) > 2 and other.first and not one.first and not one.last and "同期" not in other.sentence
    ):
        return 0
    twins = [_twins(paper, indices, t) for t in (one, other)]
    # Two changes begin with numbers of two things.
    if (one.first and other.first) or _is_told_sum(amounts, one) or _is_told_sum(amounts, other):
        return 0
    if min(twins) > 1 or (anaphor and any(amounts[i].value == other.amount.value for i in indices if i < other.at)):
        return 0
    weight = (2 + 2 * sure) * turned + (not turned and len(digits(one.amount)) > 1)
    common = all(gram in COMMON for gram in grams(noun))
    weight += 1 + 2 * (not common and len(noun) >= 4) + (not common and text.count(noun) <= 8) if noun else bool(thing)
    weight += min(3, len(rare)) + (min(2, max(twins) - 1) if noun or anaphor else 0)
    times = [set(TIME.findall(t.sentence[-WIDE:])) for t in (one, other)]
    weight += bool(times[0] & times[1])
    if anaphor:
        weight += 4 if not noun else 3
    elif noun and (other.before.endswith(noun + "的") or any(twins[k] == 1 and _is_all(t) for k, t in enumerate((one, other)))):
        weight += 2
    elif (twins[1] == 1 and (DEFINITE.search(other.before) or (not other.before and noun))) or one.first or other.first:
        weight += (
            1 + bool(noun and not common) + bool(noun and STOCK.search(one.before)) + (turned and (one.first or other.first))
        )
    if weight < ENOUGH or agree(one.amount, other.amount) or (times[0] and times[1] and not times[0] & times[1]):
        return 0
    return 0 if _set_apart(paper, one, other, anaphor) else weight


def _twins(paper: Paper, indices: list[int], told: Telling) -> int:
    """How often a paper tells a number of the same thing."""
    same = [i for i in indices if paper.amounts[i].value == told.amount.value and i != told.at]
    return 1 + sum(
        bool(shared_noun(told, twin)) or not (told.subject or told.behind) for i in same if (twin := telling(paper, i))
    )


def _is_anaphor(telling: Telling) -> bool:
    return bool((not telling.before and ANAPHOR_BEHIND.match(telling.behind)) or ANAPHOR_BEFORE.search(telling.before))


def _is_sum(amounts: list[Quantity], indices: list[int], told: Telling) -> bool:
    """Whether a number is the sum or the difference of two or three told shortly before."""
    near = [amounts[i].value for i in indices if i < told.at][-5:]
    pairs = {a + b for k, a in enumerate(near) for b in near[:k]} | {abs(a - b) for k, a in enumerate(near) for b in near[:k]}
    return told.amount.value in pairs | {sum(near[-3:]), sum(near[-4:])}


def _is_told_sum(amounts: list[Quantity], told: Telling) -> bool:
    """Whether a number sums two that stand side by side: 4家分拨中心和11家仓储企业 … 15家企业."""
    near = [a for a in amounts[max(0, told.at - FAR) : told.at + FAR] if a.unit == told.amount.unit]
    return any(a.value + b.value == told.amount.value and 0 <= b.start - a.end < SIDE_BY_SIDE for a, b in pairwise(near))


def _is_all(telling: Telling) -> bool:
    return bool(ALL_BEFORE.search(telling.before) or ALL_BEHIND.match(telling.behind))


def _set_apart(paper: Paper, one: Telling, other: Telling, anaphor: bool) -> bool:
    """Whether place, kind or role say that two numbers need not be one."""
    amounts = paper.amounts
    for t, far in ((one, other), (other, one)):
        mate = amounts[t.at - 1] if t.last else amounts[t.at + 1] if t.first else None
        if mate and mate.value == far.amount.value:
            return True
    around = [t.before + "，" + t.behind[:4] for t in (one, other)]
    if any(bool(p.search(around[0])) != bool(p.search(around[1])) for p in (NEW, PLAN, REST)):
        return True
    roles = (
        (DELTA,)
        if anaphor
        else (EACH, DELTA)
        if transposed(one.amount, other.amount) and (one.amount.value >= 100 or _is_all(other))
        else (EACH, PART, DONE, DELTA)
    )
    if any(bool(p.search(one.before)) != bool(p.search(other.before)) for p in roles):
        return True
    if any(PAST.search(a.before) and NOW.search(b.sentence[-WIDE:]) for a, b in ((one, other), (other, one))):
        return True
    if _parallel(one.subject, other.subject) or set(KIND.findall(around[0])) != set(KIND.findall(around[1])):
        return True
    places = [PLACE.findall(_full_sentence(paper, t) + t.behind) for t in (one, other)]
    return bool(not anaphor and places[0] and places[1] and places[0][-1] != places[1][-1])


def _full_sentence(paper: Paper, telling: Telling) -> str:
    return re.split("[。\n]", paper.text[max(0, telling.amount.start - TWICE) : telling.amount.start])[-1]


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
