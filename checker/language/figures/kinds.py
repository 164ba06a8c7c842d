"""Which parts of a whole nobody and nothing can be in two of: grades, schooling, sexes, ages, workshops, trades, prizes."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from checker.language import lazily
from checker.language.quantities import Quantity


class Item(NamedTuple):
    """One part of a list: what it is called, the mark before it (or its words before the amount), and its amount."""

    label: str
    linked: str
    amount: Quantity


GRADES = r"学徒|初级|中级|特级技师|首席技师|高级技师|技师|高级工(?!程)|高级"
CLASSES: dict[str, re.Pattern[str]] = {
    "grade": lazily.pattern(GRADES),
    "schooling": lazily.pattern(r"研究生|硕士|博士|本科|大专|专科|中专|高中|初中|小学"),
    "sex": lazily.pattern(r"男|女"),
    "prize": lazily.pattern(r"[一二三特]等奖|优秀奖|[金银铜][奖牌]"),
    "star": lazily.pattern(r"[一二三四五六七八]星|[一二三四五六七八1-8]级(?!以上)|[A-E]档|[A-E]级|[A-E]类|L\d|[一二三四]档"),
    "post": lazily.pattern(r"管理|工程技术|技术(?!工)|一线操作|一线生产|一线|操作|后勤|辅助|销售|营销"),
    "contract": lazily.pattern(r"正式|劳务派遣|派遣|合同制|临时|外包|退休返聘"),
    "outcome": lazily.pattern(r"不合格|未通过|基本合格|合格|通过|优秀|良好|未达标|达标|(?:不|基本)?称职"),
    "mark": lazily.pattern(r"较好|一般|较差|好|差"),
    "opinion": lazily.pattern(r"不满意|(?:非常|很|比较|较|基本)?满意|赞成|反对|弃权|同意"),
    "year": lazily.pattern(r"(?:19|20)\d\d年|前年|去年|今年"),
    "age": lazily.pattern(r"\d\d岁?(?:以上|以下|及以下|及以上|[至到—\-~～]{1,2}\d\d岁)"),
    "batch": lazily.pattern(r"首批|第[一二三四]批|第[一二三四]期"),
    "season": lazily.pattern(r"[一二三四]季度|[上下]半年"),
    "ownership": lazily.pattern(r"国有|民营|外资|集体企业|私营"),
    "way": lazily.pattern(r"线上|线下"),
    "owner": lazily.pattern(r"公办|民办"),
    "progress": lazily.pattern(r"已完成|未完成|在建|未开工|已投产|正在"),
}
# From the lowest step up, for lists whose ends are open.
SCHOOLING = ("小学", "初中", "高中", "中专", "大专", "本科", "研究生", "硕士", "博士")
LADDER = ("学徒", "初级工", "中级工", "高级工", "技师", "高级技师", "特级技师", "首席技师")
# A project may be a national and a provincial one, a person too; a thing that stands somewhere has one rank.
OF_THINGS: dict[str, re.Pattern[str]] = {
    "rank": lazily.pattern(r"国家级?|省级?|市级?|县级?|区级?|公司级|厂级"),
    "patent": lazily.pattern(r"发明|实用新型|外观"),
}
PLACE = lazily.pattern(
    r"(车间|班组|分厂|工厂|工段|分公司|公司|项目部|部|工区|作业区|县|区|市|镇|乡|街道|厂|站|队|班|线)(?:现?有|的)?$"
)
# 焊工 and 钳工 are trades; 高级工, 女工, 职工 are none.
TRADE = lazily.pattern(
    r"[^\d]{0,4}?(?:焊|钳|电|车|铣|刨|磨|镗|铆|管|木|瓦|油漆|漆|缝纫|挡车|细纱|织布|造型|熔炼|清整|司炉|起重|天车|行车|叉车|维修|装配|检验|机修|仪表|化验|锻|铸造|冲压)工(?!程)"
)
# Holders of two certificates are counted twice where trades are told.
DOUBLE = lazily.pattern(r"证|多能|复合|双|兼|多技|跨")
OPEN_ENDED = lazily.pattern(r"以上|以下|及以")


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


OUTLAY = lazily.pattern(r"[去今前上]年|\d年|累计|其中|用于|月|季度")


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


AGE = lazily.pattern(r"(\d\d)岁?(?:(及?以上)|(及?以下)|[至到—\-~～]{1,2}(\d\d))")


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
