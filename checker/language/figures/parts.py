"""Parts against wholes: 共120人，其中…; 186人中143人…，29人…; 三个车间共90人，分别为….

Parts may overlap (党员, 高级工 and 女工 are the same people), so their sum is held against the whole only where they are
members of one classification that lets nobody be in two, or where their names are no traits that one can have several of.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise

from checker.language import lazily
from checker.language.figures.kinds import Item, exclusive
from checker.language.figures.paper import Conflict, Paper, Segment
from checker.language.figures.sums import meets, sum_conflict
from checker.language.quantities import Quantity

# Amounts that are part of a label: 三级工20人, 35岁以下40人, 一车间50人.
LABEL_UNITS = frozenset(("", "级", "档", "岁", "号", "番", "成", "度", "款"))
# What is counted in these is no whole.
NO_WHOLE = frozenset(("%", "倍", "天", "月", "分钟", "百分点", *LABEL_UNITS))
# Between a whole and the first of its parts: a word that introduces them, or nothing but a comma.
AMONG = lazily.pattern(
    r"其中|^[^，。；、]{0,8}(?:(?<![其年集])中(?=$|[有，已只仅])|(?<![厂县市区镇队矿家社省站店班])里|里面|当中)"
)
SPLIT = lazily.pattern(r"分(?:别(?:为|是|有|达到?|占)?|为|成|布)|包括|含|[（(：:]|——")
WITHIN = lazily.pattern("[中里]")
INTRODUCED = lazily.pattern(f"{AMONG.pattern}|分别(?:为|是|有|达到?|占)?|分[为成布]")
FEWEST, FARTHEST, LONGEST, NEARBY, CLOSE = 3, 40, 12, 4, 12
MARK = lazily.pattern(r"[，、,；（(：:]|和(?![田平谐])|以及")
# Items that only follow a list: they speak of something else that was done.
OTHER_DEED = lazily.pattern(
    r"距|离|流失|带动|培训|发放|覆盖|服务|惠及|联系|组织|开展|完成|投入|解决|帮助|吸引|辐射|受益|新增|累计|合计|总计|平均|人均|每|共|另|比(?!武)|较[上去前往]|增加|减少|达到|超过|剩|还有"
)
EFFECT = lazily.pattern("增效|效益|产值|创造|节约")
OTHER_SUM = lazily.pattern(r"收入|每|均|比|较[上去前往]|增加|减少|带动|产值|销售|节约|创造|剩|累计|共|合计")
PER = lazily.pattern(
    r"(?:每|均|各(?![类项种级])|至少|最多|不少于|不低于|不超过|比(?![武赛例重率])|(?:增加|减少)(?![到至为])|超额|超出|未|(?<!紧)缺)[^，。；\d]{0,6}$"
)
EACH = lazily.pattern("每(?!年)")
ENUMERATED = lazily.pattern("[：:][^，]{0,4}?(?:一是|其一|第一|首先)")
# 人均5640元，比上年多330元
MORE_BY = lazily.pattern("[多少][了出]?$")
MERGED = lazily.pattern("[^，。；\\d]{0,4}(?:[合归]?并|改|压|减)[成为到]")
BESIDE = lazily.pattern("[、和]")
OF_LAST = lazily.pattern("[^，。；、]{0,6}[，,]其中")
THRESHOLD = lazily.pattern("以[上下内][\u4e00-\u9fff]")
NEAR = 1.35
TAIL = lazily.pattern(r"[^，、。；：（()）和及与]{0,12}")


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Parts that exceed their whole or do not add up to it."""
    previous: Segment | None = None
    for segment in paper.segments:
        # A whole and a part, or a part of what the sentence before told.
        if len(segment.amounts) > 1 or paper.text.startswith("其中", segment.start):
            yield from _in_segment(paper, segment, previous)
        previous = segment


def _in_segment(paper: Paper, segment: Segment, previous: Segment | None) -> Iterator[Conflict]:
    amounts = segment.amounts
    # 50人以上的企业47家: of the name of another thing.
    if paper.text.find("以", segment.start, segment.end) > 0:
        amounts = [a for a in amounts if not THRESHOLD.search(paper.text, a.end - 2, a.end + 1)]
        segment = segment._replace(amounts=amounts)
    if previous and paper.text.startswith("其中", segment.start) and segment.start - previous.end <= 1:
        begin = paper.text.rfind("\n", 0, segment.start)
        near = (
            paper.amounts[max(0, segment.first - 2 * LONGEST) : segment.first]
            if paper.text[previous.end] == "；"
            else previous.amounts[-2 * NEARBY :]
        )
        wholes = [a for a in near if a.start > begin and a.unit == amounts[0].unit and _is_whole(paper, a)]
        if wholes and (conflict := _held(paper, segment, wholes, 0, segment.start)):
            yield conflict
            return
    for index in range(1, len(amounts)):
        # 58期，培训4230人次，其中线上30期: the whole need not stand right before.
        if amounts[index].unit != amounts[index - 1].unit and "其中" in paper.between(amounts[index - 1], amounts[index]):
            wholes = [a for a in amounts[max(0, index - 2 * LONGEST) : index] if _has_parts(paper, a, amounts[index])][-NEARBY:]
            if wholes and (conflict := _held(paper, segment, wholes, index, amounts[index - 1].end)):
                yield conflict
                return
    for index in range(len(amounts) - 1):
        whole = amounts[index]
        following = next((a.unit for a in amounts[index + 1 :] if a.unit not in LABEL_UNITS), "")
        if following != whole.unit and (whole.unit, following) != ("人", "票"):
            continue
        if whole.value < 2 or whole.unit in NO_WHOLE or not _is_whole(paper, whole):
            continue
        wholes = [a for a in amounts[max(0, index - NEARBY) : index] if a.unit == whole.unit and _is_whole(paper, a)]
        if conflict := _held(paper, segment, [*wholes, whole], index + 1, whole.end):
            yield conflict
            return


def _has_parts(paper: Paper, whole: Quantity, part: Quantity) -> bool:
    """Whether a whole can have such a part: of its unit, or posts of which people hold some (23个班长岗位, 29名班长)."""
    if whole.unit in NO_WHOLE or not _is_whole(paper, whole):
        return False
    name = paper.after(part, 4)[:2]
    return whole.unit == part.unit or (
        whole.unit == "个" and part.unit == "人" and len(name) == 2 and name in paper.after(whole, 6)
    )


def _is_whole(paper: Paper, amount: Quantity) -> bool:
    """Whether an amount can be one of parts: not what each one gets or how much more it is."""
    before = paper.before(amount, 16)
    # 来源是三块：预算安排380万元
    if paper.said(amount).endswith("块") or MORE_BY.search(before):
        return False
    return not PER.search(before[-8:]) and not EACH.search(before)


def _items(paper: Paper, segment: Segment, first: int, position: int, unit: str) -> list[Item]:
    """The amounts of a unit that follow each other from `position` on, with nothing but their names between them."""
    items: list[Item] = []
    for amount in segment.amounts[first : first + 2 * LONGEST]:
        if amount.unit in LABEL_UNITS:
            continue
        gap = paper.text[position : amount.start]
        if amount.unit == "%" and items and len(gap) < 16:
            position = amount.end
            continue
        if (
            not (amount.unit == unit or (unit == "人" and amount.unit == "票"))
            or len(gap) > FARTHEST
            or len(items) == LONGEST
            or (items and ("其中" in gap or "包括" in gap or not MARK.search(gap)))
            # 九件、三件、两件，调成十二件: what a comma sets off from a list is none of it.
            or (len(items) > 1 and items[-1].linked == "、" and not re.search("[、和]", gap))
        ):
            break
        if items and amount.value < 2 and paper.said(amount)[0] == "一":
            break
        # 31人里有12人，58人里有19人: another whole.
        if items and WITHIN.match(paper.text, amount.end):
            break
        label = MARK.split(gap if items else INTRODUCED.sub("", gap))[-1]
        # 绿色8个、红色4个，12个项目投产: names stand before all parts or behind all.
        if items and bool(label) != (not items[0].label.startswith("｜")):
            break
        deed = OTHER_SUM if unit == "元" else OTHER_DEED
        if PER.search(label) or (unit == "元" and EFFECT.search(label)):
            break
        if items and (deed.match(label) if "、" in gap or items[0].label[:1] == label[:1] else deed.search(label)):
            break
        mark = MARK.findall(gap)
        tail = TAIL.match(paper.text, amount.end, segment.end)
        items.append(Item(label + "｜" + (tail.group() if tail else ""), mark[-1] if mark else "", amount))
        position = amount.end
    return items


def _held(paper: Paper, segment: Segment, wholes: list[Quantity], first: int, position: int) -> Conflict | None:
    """What the amounts from `first` on say against the last of `wholes`, whose parts they seem to be."""
    if not wholes or first >= len(segment.amounts):
        return None
    whole = wholes[-1]
    items = _items(paper, segment, first, position, whole.unit)
    # 其中内操14个、外操19个合并为17个: what was, not what is.
    if not items or MERGED.match(paper.text, items[-1].amount.end):
        return None
    head = paper.text[position : items[0].amount.start]
    # 干着的3项：一是竞赛，计划办5项; 二是…
    if ENUMERATED.search(head):
        return None
    among, split = AMONG.search(head), SPLIT.search(head) if "）" not in head else None
    if not among and not split:
        return None
    # 收入41万元、支出38万元，其中…: the list may be part of both together.
    # 97人报考，54人定档，其中高档…: of those told last.
    apart = len(wholes) > 1 and "，" in paper.between(*wholes[-2:])
    # 46名，来自企业的19名，来自院校的27名，其中双师型31名: of all of them.
    if len(wholes) >= FEWEST and meets(wholes[-1].least + wholes[-2].least, wholes[-1].most + wholes[-2].most, wholes[-3]):
        apart = False
    of_last = apart and OF_LAST.match(head) and items[0].amount.value <= NEAR * whole.value
    bounds = [w.most for w in (wholes[-1:] if of_last else wholes)]
    # 轧制518人…管理64人。其中农民工647人: of all that the sentence before lists.
    if position == segment.start and len(wholes) >= FEWEST:
        bounds.append(sum(w.most for w in wholes))
    bounds += [a.most + b.most for a, b in pairwise(wholes) if b.start - a.end <= CLOSE and BESIDE.search(paper.between(a, b))]
    if among or split:
        parallel = all(i.linked in ("", "、", "和", "，", ",") for i in items) and "、" in {i.linked for i in items[1:]}
        for item in items:
            # 23家企业执行公约的24家: without 其中 only what comes near is meant.
            if not split and "其中" not in head and not WITHIN.search(head) and item.amount.value > 1.5 * whole.value:
                continue
            near = parallel or item is items[0] or item.amount.value <= NEAR * max(bounds)
            if (
                "分别" not in head
                and near
                and item.amount.least > max(bounds)
                and not OTHER_DEED.search(item.label)
                and (among or len(items) > 1)
            ):
                return larger_part(paper, whole, item.amount)
    return _summed(paper, wholes, max(bounds), items, head) if len(items) > 1 else None


def _summed(paper: Paper, wholes: list[Quantity], most: float, items: list[Item], head: str) -> Conflict | None:
    whole, parts = wholes[-1], [i.amount for i in items]
    low, high, value = (sum(of) for of in zip(*((a.least, a.most, a.value) for a in parts), strict=True))
    if low <= whole.most:
        return None
    # The list may be that of a wider whole before.
    if any((low <= w.most and high >= w.least) or 1.02 * w.most >= value + whole.value for w in wholes[:-1]):
        return None
    ratio = value / whole.value if whole.value else math.inf
    apart = exclusive(
        [i._replace(label=i.label.replace("｜", "")) for i in items],
        paper.text[max(0, whole.start - 16) : items[0].amount.start],
    )
    return sum_conflict(paper, whole, parts, "超过") if apart and (low > most or ratio <= NEAR) else None


def larger_part(paper: Paper, whole: Quantity, part: Quantity) -> Conflict:
    """One part that is more than its whole."""
    return Conflict(
        part.number, part.end, whole.start, whole.end,
        f"其中一项就有{paper.said(part)}，比总数{paper.said(whole)}还多，存疑。",
        "总数和这一项，哪个数写错了？是不是统计的范围不一样？",
    )  # fmt: skip
