"""Shares that make up a whole: 初级工占45%，中级工占38%，高级工占27%; 理论占三成，实操占八成."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from checker.language import lazily
from checker.language.figures.kinds import Item, exclusive
from checker.language.figures.paper import Conflict, Paper, Segment
from checker.language.quantities import say

LEFT = lazily.pattern(r"(?:剩下|其余|余下|剩余)的?$")
# What a verdict or a cost is made of: such shares make up all of it.
WEIGHT = lazily.pattern(
    r"理论|笔试|实操|实作|操作|测试|考核|考试|投票|测评|评议|打分|评分|评价|答辩|业绩|成绩|积分|分值|现场|记录|承担|分担|负担"
)
# 六成留给原机组，五成转入培训专项
ALLOTTED = lazily.pattern(r"(?:留给?|转入|用于|用作|归|奖给?|分给|发给|进入|作为|列入|划入|返还)")
TIME = lazily.pattern(r"年|季度|月|期|批")
MOST, NEAR, ALL = 8, 24, 100


def over_allotted(paper: Paper, segment: Segment) -> Iterator[Conflict]:
    """Shares of one sum that are given to several, and are more than all of it."""
    shares = [a for a in segment.amounts if a.unit == "%"]
    for first, second in pairwise(shares):
        near = (
            second.start - first.end < NEAR and ALLOTTED.match(paper.text, first.end) and ALLOTTED.match(paper.text, second.end)
        )
        if near and first.value + second.value > ALL and not (first.vague or second.vague):
            yield Conflict(
                first.start, second.end, first.start, second.end,
                f"{paper.said(first)}加{paper.said(second)}是{say(first.value + second.value, '%')}，超过了百分之百，存疑。",
                "分的是不是同一笔？哪一项写错了？",
            )  # fmt: skip


def sum_of_shares(paper: Paper, items: list[Item]) -> Iterator[Conflict]:
    """Shares of one classification that sum above 100, or weights that do not make it up."""
    if any(paper.text[a.amount.end : b.amount.start].count("，") > 1 for a, b in pairwise(items)):
        return
    if len(items) > MOST or any(TIME.search(item.label) for item in items):
        return
    low = sum(i.amount.least for i in items)
    tens = all(i.amount.step == 10 or i.amount.value % 5 == 0 for i in items)
    weights = tens and all(WEIGHT.search(i.label) or LEFT.search(i.label) for i in items)
    value = sum(i.amount.value for i in items)
    closed = LEFT.search(items[-1].label) or len(items) > 2
    if weights and (value > 100 or (value < 100 and closed and not any(i.amount.vague for i in items))):
        how = "超过了百分之百" if value > 100 else "不到百分之百"
    elif low - sum(i.amount.step / 2 for i in items) > 100 and exclusive(items):
        how = "超过了百分之百"
    else:
        return
    yield Conflict(
        items[0].amount.start, items[-1].amount.end, items[0].amount.start, items[-1].amount.end,
        f"这{len(items)}项占比相加是{say(value, '%')}，{how}，存疑。", "各项占的是不是同一个总数？哪一项写错了？",
    )  # fmt: skip
