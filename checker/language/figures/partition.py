"""Parts that leave nothing out, or share nothing, against their whole, whatever they are called.

应报24份，按时报送15份，迟报4份，未报3份: what is left (其余, 未, 滞后) closes a list, so that it must add up to its whole.
186人（货车92人、客车61人、专用车43人）: parts whose names are no traits that one person can have several of
may not add up to more than it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from checker.language.figures import parts
from checker.language.figures.parts import Item
from checker.language.figures.passage import Conflict, Passage, Segment
from checker.language.quantities import Quantity

# What stands before the last part of a whole; 未通过 and 没通过 only where another part is 通过.
REST = re.compile(r"其余|剩下的?|剩余|余下|其他|尚有?|滞后|至今|仍|正在|在办|在建")
NOT = re.compile(r"(?:未|没有?|不)(?P<deed>(?![有的])[\u4e00-\u9fff]{1,3}?)的?(?:有|仅|只|是|为)?$")
SURE_REST = re.compile(r"^[^，]{0,3}?(?:其余|剩下|剩余|余下)")
# Traits that one can have several of: party member, woman and senior worker at once.
TRAIT = re.compile(
    r"党员|团员|男|女|青年|岁|[高中初]级|技师|本科|大专|大学|学历|研究生|硕士|博士|职称|工程师|派遣|合同|正式|外包|劳模|先进|标兵|能手|工匠|骨干|"
    r"劳动者|农民工|籍|证|退伍|军人|残疾|困难|少数民族|获|得|优秀|代表|委员|组长|班长|多能|能|学徒|徒弟|师傅|一线|职工$|工人$|人次|累计|参加|涨|拿|有|超|以上|以下|"
    r"从|年|次|先后|增|减|提|带|奖|评|培|访|发|转|调|新|入"
)
# Posts of an account that is not the whole's.
OTHER_ACCOUNT = re.compile(r"支出|收入|结余|利润|税|产值|节约|创|增|减|比|完成|实现|累计|发放|年|月|每|均")
INTRODUCED = re.compile(r"其中|（|\(|：|分别|分布|包括|分为|分成")
GAP = re.compile(
    r"[^，、。；（(]{0,14}(?:[，、,]|[，,]?和|以及|[，,]?占(?:比)?$|[（(]占[^，。；]{0,10}[）)]?[，、])?(?P<label>[^，、。；（()）]{0,14})"
)
AFTER = re.compile(r"[^，、。；（()）]{0,8}")
# What the kinds of one classification end with.
KINDS = frozenset("类级档厂区班组线队科批")
FAR, LOOKED_AT = 40, 20
AMONG_THEM = re.compile(r"[^，。；\d]{0,8}，其中(?:有)?[^，。；\d]{2,30}")
MOST_PARTS, NEAR = 8, 1.35
DEED = re.compile(r"每|均|比上|较|同比|增加|减少|新增|累计|带动|共|合计|总(?!装)|达到|不少于|至少|第|另|还")
UNITS = frozenset(("", "%", "级", "档", "岁", "号", "番", "成", "度", "款", "倍", "天", "月", "分钟", "百分点"))
AMONG = re.compile(r"[^，。；、]{0,6}[中里]")
WHOLE = re.compile(r"共|全|现有|总|应|收到|辖|设|列|安排|参加|[人家项个名份件条][中里]|有|报|排查|征集")
TOTAL = re.compile(r"[，,](?:共计|合计|总计|一共|总共|共)$")


def conflicts(passage: Passage) -> Iterator[Conflict]:
    """Lists that are closed by what is left, lists without traits, lists with their sum behind."""
    yield from _left(passage)
    yield from _larger(passage)
    for segment in passage.segments:
        if len(segment.amounts) > 2:
            for index in range(len(segment.amounts) - 2):
                if conflict := _from(passage, segment, index):
                    yield conflict
                    break


def _larger(passage: Passage) -> Iterator[Conflict]:
    """5120人，其中货车司机、送餐员等0.68万人: one of them is more than all told before."""
    for segment in passage.segments:
        for whole, part in pairwise(segment.amounts):
            gap = passage.between(whole, part) if part.start - whole.end <= FAR else ""
            if (
                whole.unit != part.unit
                or whole.unit in UNITS
                or whole.unit == "元"
                or not AMONG_THEM.fullmatch(gap)
                or part.least <= whole.most
            ):
                continue
            index = segment.amounts.index(whole, 0, LOOKED_AT) if whole in segment.amounts[:LOOKED_AT] else None
            if index is None or DEED.search(gap) or DEED.search(passage.before(whole, 8)):
                continue
            if not any(a.unit == part.unit and a.most >= part.least for a in segment.amounts[:index]):
                yield parts.larger_part(passage, whole, Item("", "", part))


def _left(passage: Passage) -> Iterator[Conflict]:
    """64家中…47家建立制度。…其余14家: what is left of a whole told before."""
    for index, rest in enumerate(passage.amounts):
        if (
            rest.vague
            or rest.unit in UNITS
            or not passage.before(rest, 8).endswith(("其余", "剩下", "剩下的", "其余的", "余下的"))
        ):
            continue
        before = [a for a in passage.amounts[max(0, index - 8) : index] if a.unit == rest.unit]
        wholes = [a for a in before[:-1] if AMONG.match(passage.text, a.end)]
        if not wholes or any(a.vague for a in before):
            continue
        sums = {0.0}
        for a in before:
            sums |= {total + a.value for total in sums}
        told = {a.value for a in before}
        if any(total + rest.value in told for total in sums):
            continue
        total, whole = before[-1].value + rest.value, wholes[-1]
        if 0.85 * whole.value <= total <= 1.15 * whole.value:
            items = [Item("", "", before[-1]), Item("", "", rest)]
            yield parts.sum_conflict(passage, whole, items, "超过" if total > whole.value else "不等于")


def _from(passage: Passage, segment: Segment, index: int) -> Conflict | None:
    whole = segment.amounts[index]
    if whole.unit in UNITS or whole.vague or DEED.search(passage.before(whole, 8).replace("共", "").replace("总", "")):
        return None
    items = _items(passage, segment, index)
    if len(items) < 2:
        return None
    head = passage.between(whole, items[0].amount)
    for last in reversed(range(1, len(items))):
        if _closes(items[: last + 1]):
            return _closed(passage, segment, index, items[: last + 1])
    if any(i.amount.vague for i in items):
        return None
    total = sum(i.amount.value for i in items)
    over = total - sum((i.amount.step for i in items), whole.step) / 2 > whole.value
    told = INTRODUCED.search(head) or parts.exclusive(items) or _one_suffix(items)
    # The list may be that of a wider whole before.
    earlier = [a for a in segment.amounts[max(0, index - MOST_PARTS) : index] if a.unit == whole.unit]
    if any(1.02 * a.most >= whole.value + total for a in earlier):
        return None
    if over and told and total <= NEAR * whole.value and _apart(items):
        return parts.sum_conflict(passage, whole, items, "超过")
    return None


def _items(passage: Passage, segment: Segment, index: int) -> list[Item]:
    """The amounts of the unit that follow a whole, shares and lengths of time between them left out."""
    whole = segment.amounts[index]
    items: list[Item] = []
    position = whole.end
    for amount in segment.amounts[index + 1 : index + 1 + 2 * MOST_PARTS]:
        if amount.unit in UNITS and amount.unit != whole.unit:
            if amount.unit in ("%", "", "级", "岁"):
                position = amount.end if amount.unit == "%" else position
                continue
            break
        if amount.unit != whole.unit or amount.start - position > 40:
            break
        gap = passage.text[position : amount.start]
        label = re.split("[，、,（(：；]", gap)[-1].removeprefix("和")
        if items and (not re.search("[，、,和]", gap) or "其中" in gap):
            break
        if DEED.search(label) or len(items) >= MOST_PARTS or (not label and items):
            break
        tail = AFTER.match(passage.text, amount.end, segment.end)
        items.append(Item(label + (tail.group() if tail else ""), label, amount))
        position = amount.end
    return items


def _closes(items: list[Item]) -> bool:
    label = items[-1].linked
    if SURE_REST.search(label) or (REST.search(label) and (len(items) > 2 or "已" in items[0].linked)):
        return True
    match = NOT.search(label)
    return match is not None and any(match["deed"][0] in i.linked for i in items[:-1])


def _closed(passage: Passage, segment: Segment, index: int, items: list[Item]) -> Conflict | None:
    """Nothing where what is left and any parts before it make up any number told before."""
    whole = segment.amounts[index]
    before = [a for a in segment.amounts[max(0, index - MOST_PARTS) : index + 1] if a.unit == whole.unit]
    label = items[-1].linked
    if not (SURE_REST.search(label) or NOT.search(label) or "已" in items[0].linked) and not WHOLE.search(
        passage.before(whole, 16) + passage.text[whole.number : whole.end + 2]
    ):
        return None
    sums: list[tuple[float, float]] = []
    low = high = 0.0
    for amount in reversed([*before, *(item.amount for item in items)]):
        low, high = low + amount.least, high + amount.most
        sums.append((low, high))
    everything = [*before, *(i.amount for i in items[:-1])]
    if any(low <= w.most and high >= w.least for low, high in sums[1:] for w in everything):
        return None
    # 其余 of what was not told as a whole.
    low, high = sums[len(items) - 1]
    if not 0.6 <= high / whole.value <= 1.6 or any(i.amount.least > whole.most for i in items):
        return None
    return parts.sum_conflict(passage, whole, items, "超过" if low > whole.most else "不等于")


def _apart(items: list[Item]) -> bool:
    if len({i.label for i in items}) < len(items) or any(not i.linked for i in items):
        return False
    if items[0].amount.unit == "元":
        return len(items) > 2 and not any(OTHER_ACCOUNT.search(i.label) for i in items)
    return parts.exclusive(items) or _one_suffix(items) or not any(TRAIT.search(i.label) for i in items)


def _one_suffix(items: list[Item]) -> bool:
    """节能类, 工艺类, 安全类: kinds of one classification."""
    return len({i.linked[-1:] for i in items}) == 1 and items[0].linked[-1:] in KINDS


def totals(passage: Passage) -> Iterator[Conflict]:
    """A list and its sum right behind: 金牌6名、银牌12名、铜牌18名，共38名."""
    for segment in passage.segments:
        for index, total in enumerate(segment.amounts):
            if index < 2 or total.unit in UNITS or not TOTAL.search(passage.text, max(0, total.start - 4), total.start):
                continue
            if passage.text[total.end : total.end + 1] not in ("", "。", "，", "；", "、", "）"):
                continue
            own = _run(passage, segment.amounts[max(0, index - MOST_PARTS) : index], total.unit)
            if len(own) < 2 or total.start - own[-1].end > 8:
                continue
            low, high = sum(a.least for a in own), sum(a.most for a in own)
            text = passage.text[max(0, own[0].start - 16) : total.start]
            # Traits of one person may be counted twice, but not be fewer than their sum.
            if high < total.least or (low > total.most and not TRAIT.search(text)):
                yield parts.sum_conflict(passage, total, [Item("", "", a) for a in own], "不等于", "后面")


def _run(passage: Passage, amounts: list[Quantity], unit: str) -> list[Quantity]:
    """The last amounts of a unit that follow each other with nothing but a mark and a name between; none after a wider whole."""
    run = amounts[-1:]
    for first, second in reversed(list(pairwise(amounts))):
        gap = passage.between(first, second)
        if first.unit != unit or not re.fullmatch(r"[^，。；、（(]{0,8}[、和][^，。；、（(]{0,10}", gap) or "每" in gap:
            break
        run.insert(0, first)
    if not run or run[0].unit != unit or "每" in passage.before(run[0], 12) or any(a.vague for a in run):
        return []
    # Whatever stands before in the same list may belong to it.
    earlier = amounts[-len(run) - 1] if len(amounts) > len(run) else None
    return [] if earlier and earlier.unit == unit and run[0].start - earlier.end < 12 else run
