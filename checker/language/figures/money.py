"""Products told in full: 12人，每人每月300元，全年共计5万元; 本科18人每人3000元，专科8人每人2000元，共8.6万元."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from checker.language.figures.paper import Conflict, Paper, Segment
from checker.language.quantities import Quantity, say

EACH = re.compile(
    r"(?P<average>人均)|每(?P<thing>人|名|位|台|户|家|项|间|个|件|套|辆|座|支|份)(?:[职员徒]工|徒弟|师傅|技师|[\u4e00-\u9fff]{0,4})?(?:再|都|各|可)?|单价|各"
)
MONTHLY, QUARTERLY, YEARLY = re.compile(r"每人?月|月均|按月|月补|月津"), re.compile(r"每季"), re.compile(r"每人?年")
TOTAL = re.compile(r"(?:共计|合计|总计|总共|一共|共|累计|全年|一年|总额|总金额|支出|付出|花费|拨付|合)[^，。；\d]{0,8}$")
WHOLE_YEAR = re.compile(r"全年|一年|每年|年均|年度|12个月|十二个月")
# Several payments or several grades: the product is not the whole.
MORE = re.compile(r"每[次期班天日周场批]|分别|不等|以上|至少|最高|封顶|其中|首批|陆续|等级|档|[两三四五六]次|不同")
# Another payment between what each one gets and the sum.
ANOTHER = re.compile(r"另|还|其余|加上|连同")
# 每人400元红包和一份年夜饭: the sum pays for more.
THINGS_TOO = re.compile(r"[和及与、加]")
RANGE = re.compile(r"[到至—\-–~～]{1,2}")
MONTHS = {"半年": 6.0, "上半年": 6.0, "下半年": 6.0, "一季度": 3.0, "季度": 3.0}
# What may be counted by another word than it is paid by: 11个家庭，每户2000元.
SAME_THING = {"名": ("人",), "位": ("人",), "人": ("人",), "户": ("户", "家", "个"), "家": ("家", "户", "个"), "份": ("份", "人")}
# An average is rounded, and so is a sum in 万.
SLACK = 0.01
# How far a count stands before what each one gets, and that before the sum.
FROM_COUNT, TO_TOTAL = 24, 34
# How many amounts and characters before a sum can have to do with it.
NEARBY, FARTHEST = 10, 120


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Sums of money that are not what people times amount times months give."""
    if "每" not in paper.text and not EACH.search(paper.text):
        return
    yield from _single(paper)
    for segment in paper.segments:
        for index, total in enumerate(segment.amounts):
            if index > 1 and total.unit == "元" and TOTAL.search(paper.before(total, 14)):
                nearby = segment.amounts[max(0, index - NEARBY) : index + 3]
                start, end = max(segment.start, total.start - FARTHEST), min(segment.end, total.end + 20)
                yield from _held(paper, Segment(start, end, nearby, 0), min(index, NEARBY))


MONTHLY_RATE = re.compile(r"(?<![人名户台])每月[^，。；每人名]{0,10}$")
PIECE = re.compile(r"每[^，。；\d]{1,6}一(?P<thing>[名条个项件对期人次])[^。；]{0,24}$")
PAID = re.compile(r"[领拿发付得支兑共计补][^，。；\d]{0,6}$")


def _single(paper: Paper) -> Iterator[Conflict]:
    """每月600元，8个月领了5800元; 每采纳一条奖励200元，采纳146条，支出3.92万元: one rate, one number, one sum."""
    for segment in paper.segments:
        for index, each in enumerate(segment.amounts):
            if each.unit != "元" or each.vague:
                continue
            before = paper.text[max(segment.start, each.start - 36) : each.start]
            monthly, piece = MONTHLY_RATE.search(before), PIECE.search(before)
            following = segment.amounts[index + 1 : index + 5]
            at = next((i for i, a in enumerate(following) if a.unit == "元"), None)
            if not at or not (monthly or piece):
                continue
            total, counts = following[at], [a for a in following[:at] if a.unit not in ("", "级", "档")]
            if len(counts) != 1 or not PAID.search(paper.before(total, 10)) or total.start - each.end > 40:
                continue
            count = counts[0]
            unit = "月" if not piece else {"名": "人"}.get(piece["thing"], piece["thing"])
            product = count.value * each.value
            if count.unit == unit and not count.vague and product and not total.least <= product <= total.most:
                yield Conflict(
                    total.number, total.end, each.number, count.end,
                    f"{paper.said(each)}×{paper.said(count)}应是{say(product, '元')}，"
                    f"文中写的是{paper.said(total)}，存疑。",
                    "标准、数量和总额，哪一个写错了？",
                )  # fmt: skip


def _held(paper: Paper, segment: Segment, index: int) -> Iterator[Conflict]:
    """The sum at `index` against the products told right before it."""
    total, before = segment.amounts[index], segment.amounts[:index]
    products = _products(paper, before, total)
    if not products or MORE.search(paper.text, products[0][0].end, total.end + 2):
        return
    text = paper.text[segment.start : segment.end]
    each = products[-1][1]
    periods = _periods(paper, segment, each, text)
    if not periods:
        return
    low = sum(count.least * each.least for count, each in products)
    high = sum(count.most * each.most for count, each in products)
    others = [a for a in segment.amounts if a.unit == products[0][0].unit] if len(products) == 1 else []
    spans = [(low, high), *((other.least * each.least, other.most * each.most) for other in others)]
    if math.isinf(high) or any(_fits(total, span, period) for span in spans for period in periods):
        return
    terms = "，".join(f"{say(count.value, count.unit)}×{paper.said(each)}" for count, each in products)
    terms += f"×{periods[0]:g}个月" if periods[0] > 1 else ""
    product = [sum(part(count) * part(each) for count, each in products) * periods[0] for part in (_low, _high)]
    should = say(product[0], "元") + (f"至{say(product[1], '元')}" if product[1] > product[0] * 1.001 else "")
    first = min(products[0], key=lambda amount: amount.number)
    yield Conflict(
        total.number, total.end, first.number, max(each.end, products[-1][0].end),
        f"{terms}应是{should}，文中写的是{paper.said(total)}，存疑。", "人数、标准、月数和总额，哪一个写错了？",
    )  # fmt: skip


def _low(amount: Quantity) -> float:
    return amount.low


def _high(amount: Quantity) -> float:
    return amount.high


def _fits(total: Quantity, span: tuple[float, float], period: float) -> bool:
    low, high = span
    return low * period * (1 - SLACK) <= total.most and high * period * (1 + SLACK) >= total.least


def _products(paper: Paper, before: list[Quantity], total: Quantity) -> list[tuple[Quantity, Quantity]]:
    """Counts with what each one gets, as they stand one after the other up to a sum; none where anything else is paid."""
    found: list[tuple[Quantity, Quantity]] = []
    end, after = total, [a for a in before if a.unit != "元"]
    payments = _payments(paper, before)
    for each in reversed(payments):
        match = _is_each(paper, each)
        if match is None or end.start - each.end > TO_TOTAL:
            break
        gap = paper.text[each.end : end.start]
        if ANOTHER.search(gap) or THINGS_TOO.search(re.split("[，,、]", gap)[0] if re.search("[，,、]", gap) else gap):
            return []
        units = SAME_THING.get(match["thing"] or "人", (match["thing"],))
        counts = [a for a in after if a.unit in units and each.start - FROM_COUNT <= a.start < each.start]
        if not counts and end is total:
            counts = [a for a in after if a.unit in units and a.start > each.end]
        if not counts:
            break
        if any(counts[-1].end <= other.start < each.start for other in payments):
            return []
        found.insert(0, (counts[-1], each))
        end, after = counts[-1], [a for a in after if a.end <= counts[-1].start]
    return found


def _payments(paper: Paper, amounts: list[Quantity]) -> list[Quantity]:
    """The sums of money among amounts, with the two ends of a range (3000元至5000元) as one."""
    found: list[Quantity] = []
    for amount in amounts:
        if amount.unit != "元":
            continue
        if found and RANGE.fullmatch(paper.between(found[-1], amount)):
            found[-1] = found[-1]._replace(end=amount.end, high=amount.high, step=0.0, vague=True)
        else:
            found.append(amount)
    return found


def _is_each(paper: Paper, amount: Quantity) -> re.Match[str] | None:
    found = None
    for found in EACH.finditer(paper.before(amount, 14)):  # noqa: B007  the last one counts
        pass
    return found


def _periods(paper: Paper, segment: Segment, each: Quantity, text: str) -> list[float]:
    """How many times the amount may have been paid: the likeliest first; none where it is not said."""
    before = paper.before(each, 14)
    months = [a.value for a in segment.amounts if a.unit == "月"] + [n for word, n in MONTHS.items() if word in text]
    if MONTHLY.search(before):
        return [*months, *([12.0] if WHOLE_YEAR.search(text) else []), *([1.0] if months or WHOLE_YEAR.search(text) else [])]
    if QUARTERLY.search(before):
        return [4.0, *(m / 3 for m in months), 1.0] if WHOLE_YEAR.search(text) else []
    return [1.0, *months, *(m / 12 for m in months), *([12.0] if "人均" in before else [])]
