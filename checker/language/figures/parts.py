"""Parts against wholes: 共120人，其中…; 分别为…; …，共计130人; 120人中有135人.

Parts may overlap (党员, 高级工 and 女工 are the same people), so their sum is held against the whole only where they are
members of one classification that lets nobody be in two: grades, schooling, sexes, ages, workshops, trades, prizes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from checker.language.figures.passage import ENDS, Conflict, Passage, Segment
from checker.language.quantities import Quantity, say

# Amounts that are part of a label: 三级工20人, 35岁以下40人, 一车间50人.
LABEL_UNITS = frozenset(("", "级", "档", "岁", "号", "番", "成", "度", "款"))
INTRODUCED = re.compile(
    r"其中|分(?:别(?:为|是|有|达到?|占)?|为|成)|包括|含|[（(：:]|[，,](?:(?<=[人名位家个项].)|(?<=[人名位家个项][中里].)|(?<=[人名]当中.))"
)
# A whole of which the parts may follow without a word: 现有班组长64人，本科12人，….
ALL_THERE_ARE = re.compile(r"共|现有|总|[人名位家个项](?:中|里)")
# How many amounts a list is looked for among.
NEARBY = 12
# How many amounts a list may have, those in its labels included: a longer one is a table.
LONGEST = 24
# The longest gap that the patterns below let pass.
FARTHEST = 40
# What may stand before the first amount of a list, and between two.
LABEL = r"[^，、。；：（）()]{0,16}"
FIRST = re.compile(rf"[，,：:]?(?:就|便|仅|光|有)?(?P<label>{LABEL})")
LINK = re.compile(rf"(?P<tail>[^，、。；：（）()]{{0,12}}?)[）)]?(?P<mark>[、，,和及与]|以及)(?P<label>{LABEL})")
REMARK = re.compile(r"[^，、。；]{0,10}[（(，,]?\s?(?:占|占比)[^，。；、]{0,12}")
TAIL = re.compile(r"[^，、。；：（）()和及与]{0,12}")
# Items that only follow a list: they speak of something else that was done.
OTHER_DEED = re.compile(
    r"带动|培训|发放|覆盖|服务|惠及|联系|组织|开展|完成|投入|解决|帮助|吸引|辐射|受益|新增|累计|合计|总计|平均|人均|每|共|另|比|较|增加|减少|达到|超过|剩|还有"
)
OTHER_SUM = re.compile(r"每|均|比|较|增加|减少|带动|产值|销售|节约|创造|剩|累计")
PER = re.compile(r"(?:每|均|各|至少|最多|不少于|不低于|不超过|第|比(?![武赛例重率])|增加|减少|超额|超出|未|缺)[^，。；\d]{0,6}$")

GRADES = r"学徒|初级|中级|特级技师|首席技师|高级技师|技师|高级工(?!程)|高级"
CLASSES: dict[str, re.Pattern[str]] = {
    "grade": re.compile(GRADES),
    "schooling": re.compile(r"研究生|硕士|博士|本科|大专|专科|中专|高中|初中|小学"),
    "sex": re.compile(r"男|女"),
    "prize": re.compile(r"[一二三特]等奖|优秀奖|[金银铜][奖牌]"),
    "star": re.compile(r"[一二三四五六七八]星|[一二三四五六七八1-8]级(?!以上)|[A-E]档|[A-E]级|[A-E]类|L\d|[一二三四]档"),
    "post": re.compile(r"管理|工程技术|技术(?!工)|一线操作|一线生产|一线|操作|后勤|辅助|销售|营销"),
    "contract": re.compile(r"正式|劳务派遣|派遣|合同制|临时|外包|退休返聘"),
    "outcome": re.compile(r"不合格|未通过|基本合格|合格|通过|优秀|良好|未达标|达标"),
    "opinion": re.compile(r"不满意|(?:非常|很|比较|较|基本)?满意|赞成|反对|弃权"),
    "year": re.compile(r"(?:19|20)\d\d年|前年|去年|今年"),
    "age": re.compile(r"\d\d岁?(?:以上|以下|及以下|及以上|[至到—\-~～]{1,2}\d\d岁)"),
    "batch": re.compile(r"首批|第[一二三四]批|第[一二三四]期"),
    "season": re.compile(r"[一二三四]季度|[上下]半年"),
    "ownership": re.compile(r"国有|民营|外资|集体企业|私营"),
    "progress": re.compile(r"已完成|未完成|在建|未开工|已投产|正在"),
}
# From the lowest step up, for lists whose ends are open.
SCHOOLING = ("小学", "初中", "高中", "中专", "大专", "本科", "研究生", "硕士", "博士")
LADDER = ("学徒", "初级工", "中级工", "高级工", "技师", "高级技师", "特级技师", "首席技师")
# A project may be a national and a provincial one, a person too; a thing that stands somewhere has one rank.
OF_THINGS: dict[str, re.Pattern[str]] = {
    "rank": re.compile(r"国家级?|省级?|市级?|县级?|区级?|公司级|厂级"),
    "patent": re.compile(r"发明|实用新型|外观"),
}
PLACE = re.compile(
    r"(车间|班组|分厂|工厂|工段|分公司|公司|项目部|部|工区|作业区|县|区|市|镇|乡|街道|厂|站|队|班|线)(?:现?有|的)?$"
)
# 焊工 and 钳工 are trades; 高级工, 女工, 职工 are none.
TRADE = re.compile(
    r"[^\d]{0,4}?(?:焊|钳|电|车|铣|刨|磨|镗|铆|管|木|瓦|油漆|漆|缝纫|挡车|细纱|织布|造型|熔炼|清整|司炉|起重|天车|行车|叉车|维修|装配|检验|机修|仪表|化验|锻|铸造|冲压)工(?!程)"
)
# Holders of two certificates are counted twice where trades are told.
DOUBLE = re.compile(r"证|多能|复合|双|兼|多技|跨")
OPEN_ENDED = re.compile(r"以上|以下|及以")
TOTAL = re.compile(r"(?:共计|合计|总计|一共|总共|总人数|总数|共)(?:有|为|是)?$")
TOTAL_BEFORE = re.compile(r"共|总|合计|现有|计")
SOME = re.compile(r"等|主要|包括但|大部分|为主")


# Without one of these no whole is told.
TOLD = re.compile(r"其中|分别|包括|分[为成]|含|[（(：:]|共|总|有|参|报|应|申|送|收到|征集|[中里]|[人名位家个项][，,]")


class Item(NamedTuple):
    """One part of a list: what it is called, the words around it, and its amount."""

    label: str
    linked: str
    amount: Quantity


def conflicts(passage: Passage) -> Iterator[Conflict]:
    """Parts that exceed their whole or do not add up to it."""
    if len(passage.amounts) < 2 or not TOLD.search(passage.text):
        return
    previous: Segment | None = None
    for segment in passage.segments:
        if len(segment.amounts) < 2:
            previous = segment
            continue
        found = list(_lists(passage, segment, previous))
        yield from found
        if not found:
            yield from _totals(passage, segment)
            yield from _of_them(passage, segment)
        previous = segment


def _lists(passage: Passage, segment: Segment, previous: Segment | None) -> Iterator[Conflict]:
    """Wholes followed by a list that a word introduces: 其中, 分别为, 分为, a bracket or a colon."""
    for introduction in INTRODUCED.finditer(passage.text, segment.start, segment.end):
        items = _items(passage, segment, introduction.end())
        if not items:
            continue
        index = bisect_left(segment.amounts, introduction.start(), key=_start)
        wholes = segment.amounts[max(0, index - NEARBY) : index]
        if previous and introduction.group() == "其中" and introduction.start() - segment.start <= 1:
            wholes = wholes or (previous.amounts[-NEARBY:] if segment.start - previous.end <= 1 else [])
        wholes = _wholes(passage, wholes, items[0].amount.unit)
        if wholes and (conflict := _held_against(passage, wholes, items, introduction)):
            yield conflict
            return


def _items(passage: Passage, segment: Segment, position: int) -> list[Item]:
    """The amounts of one unit that follow each other from `position` on, with nothing but labels between them."""
    items: list[Item] = []
    label, linked = "", ""
    first = bisect_left(segment.amounts, position, key=_start)
    for amount in segment.amounts[first : first + LONGEST]:
        if amount.unit in LABEL_UNITS:
            continue
        if amount.start - position > FARTHEST:
            break
        gap = passage.text[position : amount.start]
        if items and amount.unit == "%":
            if items[0].amount.unit == "%" or not REMARK.fullmatch(gap):
                break
            position = amount.end
            continue
        matched = (LINK if items else FIRST).fullmatch(gap)
        if matched is None or (items and amount.unit != items[0].amount.unit):
            break
        if items:
            items[-1] = items[-1]._replace(label=items[-1].label + matched["tail"])
            linked = matched["mark"]
        label = matched["label"]
        deed = OTHER_SUM if amount.unit == "元" else OTHER_DEED
        if PER.search(label) or (items and deed.search(label)) or amount.unit == "%":
            break
        items.append(Item(label, linked, amount))
        position = amount.end
    if items:
        tail = TAIL.match(passage.text, items[-1].amount.end, segment.end)
        items[-1] = items[-1]._replace(label=items[-1].label + (tail.group() if tail else ""))
    return items


def _start(amount: Quantity) -> int:
    return amount.start


def _wholes(passage: Passage, amounts: list[Quantity], unit: str) -> list[Quantity]:
    """The amounts of a unit that a list may be part of: not what each one gets or how much more it is."""
    return [a for a in amounts if a.unit == unit and not PER.search(passage.before(a, 8)) and "每" not in passage.before(a, 16)][
        -4:
    ]


def _held_against(passage: Passage, wholes: list[Quantity], items: list[Item], word: re.Match[str]) -> Conflict | None:
    bounds = [w.most for w in wholes]
    # 收入41万元、支出38万元，其中…: the list may be part of both together.
    bounds += [a.most + b.most for a, b in pairwise(wholes) if len(passage.between(a, b)) <= 12]
    most = max(bounds)
    nearest = wholes[-1]
    bare = word.group()[-1] in "，,"
    if bare and (items[0].amount.unit == "元" or items[0].label in ("", "其中")):
        return None
    if bare and not ALL_THERE_ARE.search(passage.before(nearest, 10) + passage.text[nearest.number : word.end()]):
        return None
    apart = len(items) > 1 and exclusive(items, passage.text[max(0, nearest.start - 16) : items[0].amount.start])
    sure = word.group() == "其中" or apart
    if sure and not bare and word.group() != "分别":
        for item in items if all(i.linked in ("", "、", "和", "及") for i in items) else items[:1]:
            if item.amount.least > most and not OTHER_DEED.search(item.label):
                return larger_part(passage, nearest, item)
    if len(items) < 2:
        return None
    low, high = sum(i.amount.least for i in items), sum(i.amount.most for i in items)
    each = word.group().startswith("分别")
    exhaustive = not bare and _is_whole_list(passage, wholes, items, word)
    if (apart or exhaustive) and low > most:
        return sum_conflict(passage, nearest, items, "超过")
    if exhaustive and not any(low <= w.most and high >= w.least for w in wholes) and (apart or each):
        return sum_conflict(passage, nearest, items, "不等于")
    return None


def _is_whole_list(passage: Passage, wholes: list[Quantity], items: list[Item], word: re.Match[str]) -> bool:
    """Whether a list names all parts: both sexes, or as many as were announced (三个车间共120人，分别为…)."""
    whole = wholes[-1]
    head = ENDS.split(passage.text[max(0, whole.start - 24) : whole.start])[-1]
    around = head + passage.text[whole.start : items[-1].amount.end + 8]
    if SOME.search(passage.text[word.end() : items[-1].amount.end + 4]):
        return False
    if len(items) == 2 and {"男", "女"} <= {c for item in items for c in item.label}:
        return True
    count = "|".join(
        {str(len(items)), "零一二三四五六七八九十"[len(items)] if len(items) < 11 else "", "两" if len(items) == 2 else ""} - {""}
    )
    announced = re.search(rf"(?<![第\d])(?:{count})(?:个|类|家|支|种|个?层次|档|级|大类|批)", around)
    return (
        bool(announced)
        and bool(TOTAL_BEFORE.search(passage.before(wholes[-1], 8)))
        and word.group() not in ("其中", "含", "（", "(")
    )


def exclusive(items: list[Item], around: str = "") -> bool:
    """Whether nobody and nothing can be in two of the parts; `around` is what stands before and among them."""
    labels = [item.label for item in items]
    unit = items[0].amount.unit
    if any(not label for label in labels):
        return False
    if _bounded_ages(labels):
        return True
    if any(OPEN_ENDED.search(label) for label in labels):
        return any(_closed_by_its_ends(labels, order) for order in (SCHOOLING, LADDER))
    classes = CLASSES if unit == "人" else CLASSES | OF_THINGS
    if any(_distinct_members(name, pattern, labels) for name, pattern in classes.items()):
        return True
    places = [PLACE.search(label.strip("有")) for label in labels]
    if all(places) and len(set(labels)) == len(labels):
        return True
    if all(TRADE.search(label) for label in labels) and len(set(labels)) == len(labels):
        return not any(DOUBLE.search(label) for label in [around, *labels])
    return unit == "元" and len(set(labels)) == len(labels) and _is_budget(items)


def _distinct_members(name: str, pattern: re.Pattern[str], labels: list[str]) -> bool:
    """Whether each label has one member of a class, and no two the same."""
    members: set[str] = set()
    for label in labels:
        found = pattern.findall(label)
        if len(found) != 1 or found[0] in members:
            return False
        members.add(found[0])
    # 优秀20人、合格100人: who is good may be among those who passed.
    return not (name == "outcome" and "优秀" in members and "良好" not in members)


OUTLAY = re.compile(r"[去今前上]年|\d年|累计|其中|用于|月|季度")


def _is_budget(items: list[Item]) -> bool:
    """Whether sums of money stand side by side as the posts of one account."""
    return all(item.linked in ("", "、", "和") and not OUTLAY.search(item.label) for item in items)


def _closed_by_its_ends(labels: list[str], order: tuple[str, ...]) -> bool:
    """Whether only the highest step has 以上 and the lowest 以下: 本科及以上、大专、高中及以下."""
    steps = []
    for label in labels:
        step = max((index for index, name in enumerate(order) if name in label), default=-1)
        if step < 0:
            return False
        steps.append((step, "以上" in label, "以下" in label))
    low, high = min(steps)[0], max(steps)[0]
    distinct = len({step for step, _, _ in steps}) == len(steps)
    return distinct and all((not up or step == high) and (not down or step == low) for step, up, down in steps)


AGE = re.compile(r"(\d\d)岁?(?:(及?以上)|(及?以下)|[至到—\-~～]{1,2}(\d\d))")


def _bounded_ages(labels: list[str]) -> bool:
    """Whether all labels are ages that do not overlap: 35岁以下, 36至45岁, 46岁以上."""
    spans = []
    for label in labels:
        match = AGE.search(label)
        if not match:
            return False
        age = int(match[1])
        spans.append((age, 200) if match[2] else (0, age) if match[3] else (age, int(match[4])))
    spans.sort()
    return all(first[1] <= second[0] for first, second in pairwise(spans))


def _totals(passage: Passage, segment: Segment) -> Iterator[Conflict]:
    """A list and its sum after it: 初级工40人、中级工60人，共计130人."""
    for index, total in enumerate(segment.amounts[:NEARBY]):
        if index < 2 or not TOTAL.search(passage.before(total, 6)):
            continue
        earlier = [a for a in segment.amounts[:index] if a.unit not in LABEL_UNITS]
        own = [a for a in earlier if a.unit == total.unit]
        if len(own) < 2 or len(own) != len(earlier):
            continue
        items = _items(passage, segment._replace(amounts=segment.amounts[:index]), _clause_start(passage, segment, own[0]))
        if len(items) != len(own) or not 0 < total.start - own[-1].end <= 20 or any(i.linked == "" for i in items[1:]):
            continue
        text = passage.text[own[0].start - 16 if own[0].start >= 16 else 0 : total.start]
        if SOME.search(text) or not (exclusive(items, text) or "分别" in text) or PER.search(passage.before(own[0], 8)):
            continue
        low, high = sum(i.amount.least for i in items), sum(i.amount.most for i in items)
        if low > total.most or high < total.least:
            yield sum_conflict(passage, total, items, "不等于", "后面")


def _clause_start(passage: Passage, segment: Segment, amount: Quantity) -> int:
    return max(segment.start, amount.start - len(passage.before(amount, 16)))


OF_THEM = re.compile(r"[^，。；、]{0,8}(?:中|里|里面|当中)[，,]?(?:(?:已经?|就|共)?有[^，。；、\d]{0,4})?")


def _of_them(passage: Passage, segment: Segment) -> Iterator[Conflict]:
    """120名职工中有135人…: some of them are more than all."""
    for whole, part in pairwise(segment.amounts):
        if whole.unit == part.unit != "%" and whole.unit not in LABEL_UNITS and part.least > whole.most:
            gap = passage.between(whole, part)
            if (
                OF_THEM.fullmatch(gap)
                and not re.search(r"其中|中[级等专年心青]", gap)
                and not PER.search(passage.before(whole, 8))
            ):
                yield larger_part(passage, whole, Item("", "", part))


def larger_part(passage: Passage, whole: Quantity, item: Item) -> Conflict:
    """One part that is more than its whole."""
    return Conflict(
        item.amount.number, item.amount.end, whole.start, whole.end,
        f"其中一项就有{passage.said(item.amount)}，比总数{passage.said(whole)}还多，存疑。",
        "总数和这一项，哪个数写错了？是不是统计的范围不一样？",
    )  # fmt: skip


def sum_conflict(passage: Passage, whole: Quantity, items: list[Item], how: str, where: str = "前面") -> Conflict:
    """Parts whose sum is `how` (超过, 不等于) a whole told `where`."""
    total = sum(item.amount.value for item in items)
    head = "其中" if where == "前面" else "前面"
    about = "约" if any(item.amount.vague for item in items) else ""
    return Conflict(
        items[0].amount.number, items[-1].amount.end, whole.start, whole.end,
        f"{head}{_count(len(items))}项相加是{about}{say(total, whole.unit)}，{how}{where}说的{passage.said(whole)}，存疑。",
        "各项和总数，哪一个要改？有没有人或事被重复计算？",
    )  # fmt: skip


def _count(number: int) -> str:
    return "零一两三四五六七八九十"[number] if number <= 10 else str(number)
