"""Shares against their own numbers: 400人，占职工总数520人的62%; 占比120%; 146人参加、63人合格，合格率51%."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from checker.language.figures.parts import LABEL_UNITS, LINK, NEARBY, Item, exclusive
from checker.language.figures.passage import Conflict, Passage, Segment
from checker.language.quantities import Quantity, say

# 占职工总数520人的, 占, 占比为: what stands between the part and its percentage.
SHARE = re.compile(r"占(?P<base>[^，。；]{0,24}?)的?(?:比重|比例|比)?(?:为|达到?|到|了|近|约|是|：|:)?$")
OPENING = re.compile(r"[^，。；]{0,10}?[（(，,]?(?:约|已|正好|只|仅|分别)?占|[，,](?P<again>[^，。；\d]{2,8}?)占")
ADJACENT = re.compile(r"[^，。；：、（(]{0,16}[，,（(：][^，。；：]{0,16}")
AMONG_THEM = re.compile(r"[^，。；\d]{0,12}[中里](?:已|就|共)?有?[^，。；\d]{0,8}")
AMONG = re.compile(r"[^，。；：、]{0,12}[，,（(]其中[^。；：]{1,40}")
# What people and things are counted in; a term or an age is no part of anything.
COUNTED = frozenset(
    [
        "人",
        "人次",
        "户",
        "家",
        "项",
        "个",
        "件",
        "台",
        "套",
        "台套",
        "辆",
        "座",
        "条",
        "处",
        "类",
        "种",
        "支",
        "门",
        "岗",
        "间",
        "所",
        "例",
        "批",
        "对",
        "场",
        "期",
        "次",
        "份",
        "篇",
        "元",
        "公斤",
        "册",
        "本",
        "张",
        "笔",
        "艘",
        "平方米",
    ]
)
ALL_OF_THEM = re.compile(
    r"全部|总数|总人数|全体|总量|的|人数|总|在册|在岗|在职|现有|全厂|全公司|公司|企业|我|本|全县|全市|全区|职工队伍|队伍"
)
# Words for the same people.
SAME = str.maketrans({"员": "职"})
# How far a share may lie from its own numbers: rounded or cut off; round numbers are told more loosely.
CUT = 0.5
ROUND_TENS, ROUND_FIVES = 2.0, 1.0

# No more than all can be content, qualified, covered. 完成率 and 增长率 can pass 100.
BOUNDED = (
    "(?<!完成)(?<!增长)(?<!增值)(?<!达产)(?<!负荷)(?<!产销)(?<!利用)(?<!收益)(?<!回报)(?<!利润)(?<!周转)(?<!超额)(?<!达成)率|满意度|占比|比例|比重|合格率|覆盖率|覆盖面|签订率|建会率|建制率|入会率|参与率|参训率|参加率|知晓率|完好率|达标率|通过率|及格率|优秀率|优良率|就业率|"
    "留存率|留岗率|出勤率|到会率|持证率|取证率|兑现率|普及率|公开率|调解率|结案率|办结率|支持率|赞成率|响应率|成材率|成品率|良品率|良率|一次交检率|留用率|返岗率|化解率|参保率|录取率|收缴率|缴纳率|整改率|销号率|落实率|签约率|挂牌率|在岗率|转正率|出师率|建档率|采纳率|参赛率"
)
OVER_ALL = re.compile(
    rf"(?:{BOUNDED})(?:[由从][^，。；]{{1,14}}?(?:提高|提升|上升|增加|升|增长)[到至为]|[^，。；、由从增长升降提超\d]{{0,8}}?(?:(?:提高|提升|上升|增加|升|增长)[到至为])?)$"
)


def conflicts(passage: Passage) -> Iterator[Conflict]:
    """Percentages that their own numbers contradict, and shares of more than all."""
    text = passage.text
    if "占" in text or "率" in text or "满意度" in text or "比例" in text or "比重" in text or "覆盖面" in text:
        previous: Segment | None = None
        for segment in passage.segments:
            yield from _in_segment(passage, segment, previous)
            previous = segment


def _in_segment(passage: Passage, segment: Segment, previous: Segment | None) -> Iterator[Conflict]:
    shares: list[Item] = []
    for index, amount in enumerate(segment.amounts):
        if amount.unit != "%":
            continue
        before = passage.text[max(segment.start, amount.start - 40) : amount.start]
        share = SHARE.search(before)
        if amount.low - amount.step > 100 and (share or _is_rate(passage, amount)):
            yield _over_all(passage, segment, amount, share is not None)
        elif share:
            start = amount.start - len(before) + share.start()
            yield from _share(passage, segment, previous, index, start, share["base"])
        label = passage.before(amount, 16).replace("占比", "").replace("占", "").strip("为达到约")
        shares.append(Item(label, "、", amount))
    # Shares of one whole stand side by side.
    for _, run in groupby(shares, key=lambda item: bool(item.label)):
        yield from _sum_of_shares(passage, list(run))


def _is_rate(passage: Passage, amount: Quantity) -> bool:
    return bool(OVER_ALL.search(passage.before(amount, 24)))


def _over_all(passage: Passage, segment: Segment, amount: Quantity, is_share: bool) -> Conflict:
    start = max(segment.start, amount.start - len(passage.before(amount, 24)))
    what = "占比" if is_share else "这个比率"
    return Conflict(
        start, amount.end, start, amount.end,
        f"{what}写的是{passage.said(amount)}，超过了百分之百，存疑。", "这个百分比是怎么算出来的？是不是写错了数？",
    )  # fmt: skip


def _share(passage: Passage, segment: Segment, previous: Segment | None, index: int, start: int, base: str) -> Iterator[Conflict]:
    """X人，占Y的Z%, with Y in the share itself or before it."""
    share = segment.amounts[index]
    nearby = segment.amounts[max(0, index - NEARBY) : index]
    inside = [a for a in nearby if a.start >= start and a.unit not in LABEL_UNITS]
    before = [a for a in nearby if a.end <= start and a.unit not in LABEL_UNITS and a.unit != "%"]
    opening = OPENING.fullmatch(passage.text[before[-1].end : start + 1]) if before else None
    if opening is None or (opening["again"] or "") not in passage.before(before[-1], 16):
        return
    part = before[-1]
    own = [a for a in before if a.unit == part.unit]
    if inside:
        wholes = [a for a in inside if a.unit == part.unit][-1:]
    else:
        earlier = (
            [a for a in previous.amounts[-NEARBY:] if a.unit == part.unit]
            if previous and segment.start - previous.end <= 1
            else []
        )
        named = _named(passage, [*earlier[-3:], *own[:-1]], part, base)
        # Whatever else stands there may be what the writer counted against.
        others = [*earlier[-3:], *own[:-1]]
        wholes = named and [*named, *(a for a in others if a not in named)]
    wholes = [w for w in wholes if w.least > 0 and w is not part]
    if (
        not wholes
        or part.unit not in COUNTED
        or _is_threshold(passage, part)
        or any(fits(passage, own, w, share) for w in wholes)
    ):
        return
    whole = wholes[0] if inside else named[-1]
    if whole.most < part.least:
        return
    percent = round(100 * part.value / whole.value, 1)
    yield Conflict(
        share.start, share.end, *_span(part, whole),
        f"{passage.said(part)}占{passage.said(whole)}应是{say(percent, '%')}，文中写的是{passage.said(share)}，存疑。",
        "人数（数量）和百分比，哪一个写错了？占的是不是这个总数？",
    )  # fmt: skip


def _is_threshold(passage: Passage, amount: Quantity) -> bool:
    """Whether an amount is part of a name: 百人以下的企业."""
    return amount.low == 0 or math.isinf(amount.high) or (amount.vague and passage.said(amount).startswith(("超", "逾", "不")))


def _span(first: Quantity, second: Quantity) -> tuple[int, int]:
    return min(first.number, second.number), max(first.end, second.end)


def _named(passage: Passage, candidates: list[Quantity], part: Quantity, base: str) -> list[Quantity]:
    """The amounts that a share can be of: all where it does not say, else those called by the same noun."""
    if len(base) > 12:
        return []
    core = ALL_OF_THEM.sub("", base).translate(SAME)
    if not core:
        # 占, 占总数的: the whole that stands right before its part, or before the list that its part is in.
        whole = next((a for a in reversed(candidates) if a.most >= part.least), None)
        gap = passage.between(whole, part) if whole else ""
        return [whole] if whole and (ADJACENT.fullmatch(gap) or AMONG_THEM.fullmatch(gap) or AMONG.fullmatch(gap)) else []
    return [a for a in candidates if core in (passage.before(a, 16) + passage.after(a, 10)).translate(SAME)]


def fits(passage: Passage, own: list[Quantity], whole: Quantity, share: Quantity) -> bool:
    """Whether a share is that of the last part, or of several listed before it together."""
    low = high = 0.0
    for index in reversed(range(len(own))):
        gap = passage.between(own[index], own[index + 1]) if index + 1 < len(own) else "、"
        if own[index] is whole or "其中" in gap or not LINK.fullmatch(gap):
            return False
        low, high = low + own[index].least, high + own[index].most
        if is_share(low, high, whole, share):
            return True
    return False


def is_share(low: float, high: float, whole: Quantity, share: Quantity) -> bool:
    """Whether `low`…`high` of a whole rounds to a share as written."""
    slack = CUT * (2.0 if share.step == 10 else share.step) + (
        ROUND_TENS
        if share.step == 1 and share.value % 10 == 0
        else ROUND_FIVES
        if share.step == 1 and share.value % 5 == 0
        else 0.0
    )
    return 100 * low / whole.most <= share.most + slack and 100 * high / max(whole.least, 1e-9) >= share.least - slack


# Shares of one thing at several times are no parts of a whole.
TIME = re.compile(r"年|季度|月|期|批")


def _sum_of_shares(passage: Passage, items: list[Item]) -> Iterator[Conflict]:
    """Shares of one classification that sum above 100."""
    if not 2 <= len(items) <= NEARBY or any(
        passage.text[a.amount.end : b.amount.start].count("，") > 1 for a, b in pairwise(items)
    ):
        return
    if any(TIME.search(item.label) for item in items):
        return
    total = sum(item.amount.least - item.amount.step / 2 for item in items)
    if total > 100 and exclusive(items) and "占" in passage.text[max(0, items[0].amount.start - 20) : items[-1].amount.end]:
        yield Conflict(
            items[0].amount.start, items[-1].amount.end, items[0].amount.start, items[-1].amount.end,
            f"这{len(items)}项占比相加是{say(sum(i.amount.value for i in items), '%')}，超过了百分之百，存疑。",
            "各项占的是不是同一个总数？哪一项写错了？",
        )  # fmt: skip
