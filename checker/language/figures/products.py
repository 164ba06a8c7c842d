"""Products told in full: 12人，每人每月300元，全年共计5万元; 补发126人8.3万元、人均559元; 三个车间各推五名，一共十八名."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from checker.language import lazily
from checker.language.figures.paper import Conflict, Paper
from checker.language.figures.slips import near
from checker.language.quantities import Quantity, say

# What each one gets, by the thing that is counted.
THING = "人|名|位|台|户|家|项|间|个|件|套|辆|座|支|份|张|条|组|对|场|期|次|孔|亩|本|车|吨|棵|株"
EACH = lazily.pattern(
    rf"(?P<average>[人户家]均|平均每(?:{THING})|每(?:{THING})[^，。；\d]{{0,2}}平均)[^，。；\d]{{0,6}}$"
    rf"|每(?P<thing>{THING}|月)[^，。；：\d]{{0,8}}$|(?P<every>各)[\u4e00-\u9fff]{{0,4}}$|(?P<face>单价|面值|标准)[^，。；\d]{{0,4}}$"
)
BESIDE = lazily.pattern("[^，。；、]{0,4}[，、][^，。；、]{0,3}")
MEAN_OF = lazily.pattern(rf"({THING})均?")
QUARTERLY, OFTEN = lazily.pattern("每季"), lazily.pattern("[日天]|(?<!临)时|班(?!组)")
DAILY = lazily.pattern("每[天日]")
TOTAL = lazily.pattern(
    r"(?:共计|合计|总计|总共|一共|共|累计|全年|一年|总额|总金额|支出|付出|花费|价值|拨付|合|发放?|发出|投入|兑现|领了|拿了|补贴|增资|增支|资助|出资|筹集|发了)[^，。；\d]{0,8}$"
)
WHOLE_YEAR = lazily.pattern(r"全年|一年|按年|每年|年均|年度|12个月|十二个月")
# Several payments or several grades: the product is not the whole.
MORE = lazily.pattern(
    r"每[次期班周场批]|分别|不等|以上|至少|最高|封顶|其中|首批|陆续|等级|档|[两三四五六]次|不同|依次|最多|折算|承担|分担|报销|按实际"
)
# Another payment between what each one gets and the sum.
ANOTHER = lazily.pattern(r"另|还|其余|加上|连同|[给赔]付|理赔")
# 本科每人4000元，专科3000元
GRADE = lazily.pattern(r".{0,2}[，、][\u4e00-\u9fff]{1,4}")
# 每人400元红包和一份年夜饭: the sum pays for more.
THINGS_TOO = lazily.pattern(r"[和及与、加]")
MONTHS = {"半年": 6.0, "上半年": 6.0, "下半年": 6.0, "一季度": 3.0, "季度": 3.0}
# What may be counted by another word than it is paid by: 11个家庭，每户2000元.
SAME_THING = {
    "名": ("人",),
    "位": ("人",),
    "人": ("人", "个"),
    "户": ("户", "家", "个"),
    "家": ("家", "户", "个"),
    "份": ("份", "人"),
    "个": ("个", "家"),
}
COUNTS = frozenset("人户家个项件台套辆座支份张条组对场期间孔亩本车吨棵株所门种类")
# An average is rounded, and so is a sum in 万.
SLACK = 0.01
OTHERS = lazily.pattern("[；;][^，。；]{2,}[，,]")
SEVERAL = lazily.pattern("[两三四五]项|合计|共计")
CUE = lazily.pattern("[每各均]|面值|单价")
# Who an average is of may not be told at all.
FAR_OFF, BASELESS, FARTHEST, MOST, OWN, OFTENEST = 2.0, 1.25, 60, 8, 6, 12


class Product(NamedTuple):
    """A count, what each one gets, and the sum, as they stand one after the other."""

    number: Quantity
    each: Quantity
    total: Quantity


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Sums that are not what counts times amounts times months give, averages that are not the sum by the count."""
    cues = [match.start() for match in CUE.finditer(paper.text)]
    amounts = [a for a in paper.amounts if a.unit != "月" and a.high != math.inf] if cues else []
    for index, last in enumerate(amounts):
        # Without 每 or 均 shortly before there is no product.
        if bisect_left(cues, last.start) == bisect_left(cues, last.start - 2 * FARTHEST):
            continue
        mean = _each(paper, last)
        if not mean and paper.text[last.start - 1 : last.start] not in ("、", "，") and not TOTAL.search(paper.before(last, 14)):
            continue
        begin = max(paper.last("。\n", last.start - 2 * FARTHEST, last.start), last.start - 2 * FARTHEST)
        told = [a for a in amounts[max(0, index - MOST) : index] if a.start > begin and last.start - a.end <= FARTHEST]
        if len(told) < 2 or not CUE.search(paper.text, told[0].start - 16, last.end):
            continue
        sentence = paper.text[begin + 1 : last.end + 6]
        # 11人2.2万元；为全员办理保障，人均120元: of others.
        average = mean and mean["average"] and not OTHERS.search(paper.text, told[-1].end, last.start)
        if not average:
            ended = paper.last("；;", told[0].start, last.start)
            told = [a for a in told if a.start > ended]
        if len(told) < 2:
            continue
        if mean and (mean["average"] or (mean["thing"] and BESIDE.fullmatch(paper.between(told[-1], last)))):
            yield from _averaged(paper, told, last, mean, sentence)
        elif not mean:
            yield from _totalled(paper, told, last, sentence)


def _averaged(paper: Paper, told: list[Quantity], mean: Quantity, match: re.Match[str], sentence: str) -> Iterator[Conflict]:
    """补发126人8.3万元、人均559元."""
    thing = MEAN_OF.search(match["average"] or match["thing"])
    units = SAME_THING.get(thing[1], (thing[1],)) if thing else ()
    total = next((a for a in reversed(told) if a.unit == mean.unit), None)
    counts = [a for a in told if a.unit in units and a.value >= 2]
    if total is None or not counts or total.value <= mean.value or _each(paper, total):
        return
    # 慰问金9.4万元，助学17名学生，每人3000元，合计5.1万元: of the sum behind it.
    behind = bisect_left(paper.amounts, (mean.end,))
    if any(
        _fits(Product(counts[-1], mean, after), 1.0) for after in paper.amounts[behind : behind + 2] if after.unit == mean.unit
    ):
        return
    first = min(counts[-1], total)
    if MORE.search(paper.text, first.end, mean.end + 2) or ANOTHER.search(paper.text, first.end, mean.start):
        return
    periods = _periods(paper, told, mean, sentence)
    products = [Product(count, mean, total) for count in counts]
    others = [a for a in told if a.unit == mean.unit and a is not total]
    products += [Product(count, mean, other) for count in counts for other in others]
    if periods and not any(_fits(product, period) for product in products for period in periods):
        # 困难职工29户，脱困11户；发放38.6万元，户均1.1万元: of those that come near, where it may be of any.
        times = FAR_OFF if len(counts) == 1 else BASELESS
        near_ones = [product for product in products[: len(counts)] if _near(product, periods, times)]
        if near_ones:
            yield _average(paper, near_ones[-1])


def _totalled(paper: Paper, told: list[Quantity], total: Quantity, sentence: str) -> Iterator[Conflict]:
    """12个乡镇，每个2万元，共26万元; 每家3000元，41家，共12万元; 本科18人每人3000元，专科8人每人2000元，共8.6万元."""
    # 标兵10名，每名2万元；先锋12个，每个3万元，两项支出56万元
    if SEVERAL.search(paper.before(total, 8)) and "；" in sentence:
        return
    eaches = [(a, match) for a in told if a.unit == total.unit and (match := _each(paper, a))]
    if not eaches:
        return
    each, match = eaches[-1]
    same = [a for a in told if a.start > each.start and a.unit == each.unit]
    grades = [a for a in same if GRADE.fullmatch(paper.text[max(each.end, a.start - 5) : a.start])]
    beside = match["thing"] and paper.between(told[-1], total) in ("、", "，")
    counts = [a for a in told if _is_counted(a, match) and a.value > 1 and a.unit != total.unit]
    if len(grades) < len(same) or not counts or not (beside or TOTAL.search(paper.before(total, 14))):
        return
    first = min(each, counts[-1])
    if MORE.search(paper.text, first.end, total.end + 2) or ANOTHER.search(paper.text, first.end, total.start):
        return
    periods = _periods(paper, told, each, sentence)
    products = [Product(count, each, total) for count in counts]
    sums = [total, *(a for a in told if a.unit == total.unit and a is not each and len(eaches) == 1)]
    # 两个奖，各评3名，每名300元，四个季度共7200元: other counts may multiply it.
    often = [a.value for a in told if a.unit in COUNTS and 2 <= a.value <= OFTENEST]
    often = often if len(eaches) == 1 else []
    times = [*periods, *(one * other for one, other in combinations([1.0, *often, *often], 2))]
    if not periods or any(_fits(product._replace(total=a), time) for product in products for time in times for a in sums):
        return
    # 慰问生病职工2人，添丁职工3人，每人500元，共2500元
    together = sum(count.value for count in counts[-2:])
    if any(_fits(Product(counts[-1]._replace(value=together, low=together, high=together), each, total), time) for time in times):
        return
    if THINGS_TOO.search(re.split("[，,、]", paper.between(each, total))[0]):
        # 每人400元红包和一份年夜饭，共7.1万元: the sum pays for more, not for less.
        periods = [period for period in periods if counts[-1].value * each.value * period > total.most]
    others = [a.value for a in told if a.unit == total.unit and a not in (*grades, *(amount for amount, _ in eaches))]
    if others and (len(eaches) > 1 or grades):
        return
    if len(eaches) > 1 or grades:
        yield from _of_grades(paper, [*(amount for amount, _ in eaches), *grades], counts, total)
    elif periods := _near(products[-1], periods):
        yield _product(paper, products[-1], periods[0])


def _of_grades(paper: Paper, eaches: list[Quantity], counts: list[Quantity], total: Quantity) -> Iterator[Conflict]:
    """Several grades: each with its own count, or all of one."""
    own = [next((c for c in counts if 0 <= each.start - c.end <= OWN), None) for each in eaches]
    if all(own) and len({count for count in own if count}) == len(eaches):
        given = sum(count.value * each.value for count, each in zip(own, eaches, strict=True) if count)
        low = high = given
    elif len(counts) == 1:
        low, high = (counts[0].value * of(each.value for each in eaches) for of in (min, max))
        given = (low + high) / 2
    else:
        return
    if len(counts) == 1 and total.least <= counts[0].value * sum(each.value for each in eaches) <= total.most:
        return
    if (high < total.least or low > total.most) and near(total.value, given, FAR_OFF):
        first, last = min(*eaches, *counts), max(*eaches, *counts)
        should = say(given, total.unit) if low == high else f"{say(low, total.unit)}到{say(high, total.unit)}之间"
        yield Conflict(
            total.number, total.end, first.number, last.end,
            f"按人数和标准算应是{should}，文中写的是{paper.said(total)}，存疑。", "人数、标准和总额，哪一个写错了？",
        )  # fmt: skip


def _near(product: Product, periods: list[float], times: float = FAR_OFF) -> list[float]:
    """How many times it may have been paid so that the sum comes near."""
    given = product.number.value * product.each.value
    return [period for period in periods if near(given * period, product.total.value, times)]


def _each(paper: Paper, amount: Quantity) -> re.Match[str] | None:
    return EACH.search(paper.before(amount, 16))


def _is_counted(amount: Quantity, match: re.Match[str]) -> bool:
    thing = match["thing"]
    return amount.unit in (SAME_THING.get(thing, (thing,)) if thing else COUNTS)


def _fits(product: Product, period: float) -> bool:
    """Whether the sum is the product, or the average the quotient, each perhaps rounded."""
    number, each, total = product
    # 2万元 for each is meant to the last yuan, an average is rounded.
    mean = each.start > total.start
    slack = min(_place(each.value), 0.06 * each.value) if mean else each.value * SLACK
    low, high = (each.least, each.most) if mean else (each.low, each.high)
    low, high = number.least * (low - slack) * period, number.most * (high + slack) * period
    return low <= total.most and high >= total.least


def _product(paper: Paper, product: Product, period: float) -> Conflict:
    count, each, total = product
    times = f"×{period:g}个月" if period > 1 else ""
    should = say(count.value * each.value * period, total.unit)
    first, last = sorted((count, each))
    return Conflict(
        total.number, total.end, first.number, last.end,
        f"{say(count.value, count.unit)}×{paper.said(each)}{times}应是{should}，文中写的是{paper.said(total)}，存疑。",
        "人数、标准、月数和总额，哪一个写错了？",
    )  # fmt: skip


def _average(paper: Paper, product: Product) -> Conflict:
    count, mean, total = product
    first, last = sorted((count, total))
    return Conflict(
        mean.number, mean.end, first.number, last.end,
        f"{paper.said(total)}÷{paper.said(count)}应是{say(round(total.value / count.value, 1), mean.unit)}，"
        f"文中写的是{paper.said(mean)}，存疑。",
        "总额、人数和平均数，哪一个写错了？",
    )  # fmt: skip


def _periods(paper: Paper, told: list[Quantity], each: Quantity, text: str) -> list[float]:
    """How many times the amount may have been paid: the likeliest first; none where it is not said."""
    before = paper.before(each, 14).rpartition("、")[2]
    begin, end = told[0].start - FARTHEST // 2, each.end + FARTHEST
    months = [
        a.value
        for a in paper.amounts[bisect_left(paper.amounts, (begin,)) : bisect_left(paper.amounts, (end,))]
        if a.unit == "月"
    ] + [n for word, n in MONTHS.items() if word in text]
    if "月" in before:
        return [*months, *([12.0] if WHOLE_YEAR.search(text) else []), *([1.0] if months or WHOLE_YEAR.search(text) else [])]
    if QUARTERLY.search(before) or QUARTERLY.search(paper.text, told[0].start - OWN, each.start):
        return [4.0, *(m / 3 for m in months), 1.0] if WHOLE_YEAR.search(text) else []
    if DAILY.search(before):
        # 每人每天60元，20天补贴42人
        return [
            a.value
            for a in paper.amounts[bisect_left(paper.amounts, (begin,)) : bisect_left(paper.amounts, (end,))]
            if a.unit == "天"
        ]
    return [] if OFTEN.search(before) else [1.0, *months, *(m / 12 for m in months), *([12.0] if "按年" in text else [])]


def _place(value: float) -> float:
    """One of the last place that a number gives: 10 for 560, 1000 for 2.4万."""
    place = 1.0
    while value >= place * 10 and value % (place * 10) == 0:
        place *= 10
    return place
