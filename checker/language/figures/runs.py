"""Lists set side by side against the total right before them or right behind: 共45名，计一等奖9名、二等奖15名、三等奖24名.

What a writer sets side by side with 、 is told in full, or nearly: hardly any words are asked for. A sum that is near the
total and not it is a slip, unless the sum, or what it lacks, is told too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from checker.language import lazily
from checker.language.figures.accounts import NO_WHOLE, STEP, TRAIT
from checker.language.figures.kinds import Item, exclusive
from checker.language.figures.paper import ENDS, Conflict, Paper
from checker.language.figures.slips import one_slip
from checker.language.figures.sums import BESIDE, NAMED_TOO, OVERLAP, TOTAL, are_other_things, kin, meets, sum_conflict
from checker.language.quantities import Quantity

# Labels, and what is measured.
NO_LIST = frozenset(("", "%", "级", "档", "岁", "号", "番", "成", "度", "款", "倍", "月", "分钟", "百分点", "班", "米", "公斤"))
LINK = lazily.pattern(r"[^，。；：、\n]{0,22}、[^，。；：、\n]{0,22}|和[^，。；：、\n]{0,12}")
# Of each, of some, of what was told before.
EACH = lazily.pattern(r"[每均各]|以[上下]|至少|最多")
# 兼两岗的5人: counted twice, and said so.
CHANGED = lazily.pattern("分别[增减提降涨升下多少]")
TWICE = lazily.pattern("兼|交叉|重复|双|同时|既")
# 四个季度28项、21项、26项、23项，全年98项; 甲厂138人、乙厂301人，共21期439人
SUM = lazily.pattern(TOTAL.pattern + r"|^[，,]?全年[^，。；\d]{0,4}$|[共计][^，。；\d]{0,4}\d+[^，。；\d]{1,3}$")
BUDGET = lazily.pattern("安排|预算|列支|拨[付出]|经费|资金|投入|奖金")
APIECE = lazily.pattern("分别")
OTHER_LIST = lazily.pattern("等|主要|不等|[，,]其[余他]")
FEWEST, FARTHEST, AROUND, NEARBY, CLOSE, LARGE = 3, 60, 200, 40, 24, 20
OVER, UNDER, SUM_OVER, SUM_UNDER = 1.25, 0.85, 1.7, 0.6


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Totals that are not the sum of the list beside them."""
    alike: dict[str, list[Quantity]] = defaultdict(list)
    for amount in paper.amounts:
        if amount.unit not in NO_LIST:
            alike[kin(amount)].append(amount)
    for amounts in alike.values():
        first, values = 0, {a.value for a in amounts}
        while first < len(amounts):
            last = first
            while last + 1 < len(amounts) and _is_linked(paper, amounts[last], amounts[last + 1]):
                last += 1
            if last > first:
                yield from _held(paper, amounts, values, first, last + 1)
            first = last + 1


def _is_linked(paper: Paper, one: Quantity, other: Quantity) -> bool:
    gap = other.start - one.end
    return gap <= 2 * CLOSE and LINK.fullmatch(paper.between(one, other)) is not None


def _held(paper: Paper, amounts: list[Quantity], values: set[float], first: int, last: int) -> Iterator[Conflict]:
    """The list `first`…`last` of amounts of one kind against the total beside it."""
    run = amounts[first:last]
    begin, end = run[0].start, run[-1].end
    labels = [paper.before(run[0], 16), *(paper.between(a, b) for a, b in pairwise(run))]
    # 2024年88人、合格70人。两年合计131人
    if any(STEP.search(label) for label in labels[1:]) and "。" in paper.text[end : end + CLOSE]:
        return
    if any(a.vague for a in run) or any(EACH.search(label) or CHANGED.search(label) for label in labels):
        return
    behind = amounts[last] if last < len(amounts) else None
    if behind and behind.start - end <= CLOSE and SUM.search(paper.text[end : behind.start]):
        whole, where = behind, "后面"
    elif run[0].unit == "分" and (hundred := paper.text.rfind("百分制", max(0, begin - FARTHEST), begin)) >= 0:
        whole, where = Quantity(hundred, hundred, hundred + 3, 100.0, 100.0, 100.0, 0.0, "分", False), "前面"
    elif first and "、" in paper.text[begin:end]:
        whole, where = amounts[first - 1], "前面"
    else:
        return
    gap = paper.text[whole.end : begin] if where == "前面" else ""
    if whole.vague or len(gap) > FARTHEST or "\n" in gap or (NO_WHOLE.search(paper.before(whole, 8)) and not APIECE.search(gap)):
        return
    low, high, total = (sum(of) for of in zip(*((a.least, a.most, a.value) for a in run), strict=True))
    # What is set aside is a round sum, not a rounded one.
    if BUDGET.search(paper.before(whole, 16)) and len({a.step for a in (whole, *run)}) == 1:
        low, high, whole = total, total, whole._replace(step=0.0)
    if meets(low, high, whole) or whole.value <= max(a.value for a in run):
        return
    ratio = total / whole.value
    items = [Item(label.strip("、，（"), "、", a) for label, a in zip(labels, run, strict=True)]
    apart = exclusive(items)
    slip = one_slip(f"{total:g}", f"{whole.value:g}")
    least, most = (SUM_UNDER, SUM_OVER) if where == "后面" and slip else (UNDER, OVER)
    if not least <= ratio <= most and abs(total - whole.value) > 1:
        return
    # 五个人：骑手石磊、两名站长、一名民警: one is told without a number. 58人鉴定，取得中级工36人、高级工14人: others failed.
    told_in_full = len(run) >= FEWEST or apart or slip or where == "后面"
    partial = ratio < 1 and ("、" in gap or not told_in_full or (STEP.search(gap) and "其中" not in gap))
    if where == "后面" and ratio < 1 and NAMED_TOO.search(paper.text, begin - BESIDE, begin):
        return
    if partial or (ENDS.search(gap) and not gap.startswith("。其中")):
        return
    traits = sum(bool(TRAIT.search(label)) for label in labels)
    if not apart and whole.unit == "人" and traits > (len(run) >= FEWEST) and not APIECE.search(gap):
        return
    if where == "前面" and are_other_things(paper, whole, run):
        return
    if not _is_explained(paper, amounts, values, first, last, whole, total):
        yield sum_conflict(paper, whole, run, "超过" if ratio > 1 and where == "前面" else "不等于", where)


def _is_explained(
    paper: Paper, amounts: list[Quantity], values: set[float], first: int, last: int, whole: Quantity, total: float
) -> bool:
    """Whether the sum is told, or what it lacks or has too much, or the total is part of a wider one."""
    begin, end = amounts[first].start, amounts[last - 1].end
    ended = ENDS.search(paper.text, end, end + AROUND)
    sentence = ended.start() if ended else end + AROUND
    if total < whole.value and any(a.start < sentence and a is not whole for a in amounts[last : last + 2]):
        return True
    opened = paper.last("。\n", begin - FARTHEST, begin) + 1
    if total > whole.value and OVERLAP.search(paper.text, opened, sentence):
        return True
    if TWICE.search(paper.text, end, min(sentence, end + CLOSE // 2)) or OTHER_LIST.match(paper.text, end):
        return True
    around = [*amounts[max(0, first - NEARBY) : first], *amounts[last : last + NEARBY]]
    told = {total, total + whole.value}
    return any(a.value in told for a in around if begin - AROUND < a.start < end + AROUND) or (total >= LARGE and total in values)
