"""Products told in full: 12人，每人每月300元，全年共计5万元; 补发126人8.3万元、人均559元; 三个车间各推五名，一共十八名."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.language.figures.paper import Conflict, Paper, Segment
from checker.language.quantities import Quantity, say

# What each one gets, by the thing that is counted.
THING = "人|名|位|台|户|家|项|间|个|件|套|辆|座|支|份|张|条|组|对|场|期|次|孔|亩|本|车|吨|棵|株"
EACH = re.compile(
    rf"(?P<average>[人户家]均|平均每(?:{THING})|每(?:{THING})[^，。；\d]{{0,2}}平均)[^，。；\d]{{0,6}}$"
    rf"|每(?P<thing>{THING})[^，。；：\d]{{0,8}}$|(?P<every>各)[\u4e00-\u9fff]{{0,4}}$|(?P<face>单价|面值|标准)[^，。；\d]{{0,4}}$"
)
BESIDE = re.compile("[^，。；、]{0,4}[，、][^，。；、]{0,3}")
MEAN_OF = re.compile(rf"({THING})均?")
MONTHLY, QUARTERLY, YEARLY = re.compile(r"每人?月|月均|按月|月补|月津"), re.compile(r"每季"), re.compile(r"每人?年")
TOTAL = re.compile(
    r"(?:共计|合计|总计|总共|一共|共|累计|全年|一年|总额|总金额|支出|付出|花费|拨付|合|发放?|发出|投入|兑现|领了|拿了|补贴|资助|出资|筹集|发了)[^，。；\d]{0,8}$"
)
WHOLE_YEAR = re.compile(r"全年|一年|每年|年均|年度|12个月|十二个月")
# Several payments or several grades: the product is not the whole.
MORE = re.compile(r"每[次期班天日周场批]|分别|不等|以上|至少|最高|封顶|其中|首批|陆续|等级|档|[两三四五六]次|不同|依次|最多")
# Another payment between what each one gets and the sum.
ANOTHER = re.compile(r"另|还|其余|加上|连同")
# 每人400元红包和一份年夜饭: the sum pays for more.
THINGS_TOO = re.compile(r"[和及与、加]")
RANGE = re.compile(r"[到至—\-–~～]{1,2}")
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
# How far a count stands before what each one gets, and that before the sum.
FROM_COUNT, TO_TOTAL, NEARBY, LONGEST = 26, 36, 10, 60
# 每月600元，8个月领了5800元; 每采纳一条奖励200元，采纳146条，支出3.92万元.
MONTHLY_RATE = re.compile(r"(?<![人名户台])每月[^，。；每人名]{0,10}$")
PIECE = re.compile(r"每[^，。；\d]{1,6}一(?P<thing>[名条个项件对期人次])[^。；]{0,24}$")
PAID = re.compile(r"[领拿发付得支兑共计补分][^，。；\d]{0,6}$")


class Term(NamedTuple):
    """A count and what each one of it gets."""

    number: Quantity
    each: Quantity


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Sums that are not what counts times amounts times months give."""
    for segment in paper.segments:
        # A sentence with more amounts is a table.
        if not 3 <= len(segment.amounts) <= LONGEST:
            continue
        text = paper.text[segment.start : segment.end]
        if not ("每" in text or "各" in text or "均" in text or "面值" in text or "单价" in text):
            continue
        segment = _ranged(paper, segment)
        yield from list(_totals(paper, segment, text)) or _averages(paper, segment)


def _ranged(paper: Paper, segment: Segment) -> Segment:
    """The segment with the two ends of a range (3000元至5000元) as one amount."""
    amounts: list[Quantity] = []
    for amount in segment.amounts:
        if amounts and amount.unit == amounts[-1].unit and RANGE.fullmatch(paper.between(amounts[-1], amount)):
            amounts[-1] = amounts[-1]._replace(end=amount.end, high=amount.high, step=0.0, vague=True)
        else:
            amounts.append(amount)
    return segment._replace(amounts=amounts)


def _each(paper: Paper, amount: Quantity) -> re.Match[str] | None:
    return EACH.search(paper.before(amount, 16))


def _totals(paper: Paper, segment: Segment, text: str) -> Iterator[Conflict]:
    amounts = segment.amounts
    for index, total in enumerate(amounts):
        told = paper.before(total, 14)
        last = amounts[index - 1]
        beside = total.unit == last.unit == "元" and paper.between(last, total) in ("、", "，")
        own = _each(paper, last) if beside else None
        if index < 2 or _each(paper, total) or not ((own and own["thing"]) or TOTAL.search(told)):
            continue
        terms = _terms(paper, amounts[max(0, index - NEARBY) : index + 2], total)
        if not terms or MORE.search(paper.text, min(t.number.end for t in terms), total.end + 2):
            continue
        each = terms[-1].each
        periods = _periods(paper, segment, each, text)
        spans = _spans(terms, [a for a in amounts if a.unit == terms[0].number.unit])
        if not periods or any(math.isinf(high) or _fits(total, low, high, period) for low, high in spans for period in periods):
            continue
        yield _product(paper, terms, total, periods[0], spans[0])
        return


def _terms(paper: Paper, near: list[Quantity], total: Quantity) -> list[Term]:
    """Counts with what each one gets, as they stand one after the other up to a sum; none where anything else is paid."""
    before = [a for a in near if a.end <= total.start]
    paid = [a for a in before if a.unit == total.unit and _each(paper, a)]
    if (
        not paid
        or total.start - paid[-1].end > TO_TOTAL
        or any(a.unit == total.unit and a not in paid and a.start > paid[0].start for a in before)
    ):
        return []
    gap = paper.text[paid[-1].end : total.start]
    if ANOTHER.search(gap) or THINGS_TOO.search(re.split("[，,、]", gap)[0] if re.search("[，,、]", gap) else gap):
        return []
    terms: list[Term] = []
    for each in paid:
        match = _each(paper, each)
        if match is None or match["average"]:
            return []
        counts = [a for a in near if a is not each and _is_counted(a, match, total.unit)]
        own = [
            a for a in counts if each.start - FROM_COUNT <= a.start < each.start and not (terms and a.start < terms[-1].each.end)
        ]
        # 每家3000元，41家: the count may follow, and several amounts may share one.
        other = [a for a in counts if each.end <= a.start] or ([terms[0].number] if terms else [])
        if not own and not other:
            return []
        terms.append(Term((own[-1:] or other[:1])[0], each))
    return terms


def _is_counted(amount: Quantity, match: re.Match[str], unit: str) -> bool:
    thing = match["thing"]
    if thing:
        return amount.unit in SAME_THING.get(thing, (thing,)) and (amount.unit != unit or thing != "人")
    return amount.unit in COUNTS and amount.unit != unit


def _spans(terms: list[Term], others: list[Quantity]) -> list[tuple[float, float]]:
    """What a sum may be: of all terms; of one count that the terms share; of another count beside."""
    if len({term.number for term in terms}) < len(terms):
        count, paid = terms[0].number, [term.each for term in terms]
        return [(count.least * min(e.low for e in paid), count.most * max(e.high for e in paid))]
    spans = [(sum(t.number.least * t.each.low for t in terms), sum(t.number.most * t.each.high for t in terms))]
    if len(terms) == 1:
        spans += [(a.least * terms[0].each.low, a.most * terms[0].each.high) for a in others]
    return spans


def _fits(total: Quantity, low: float, high: float, period: float) -> bool:
    return low * period * (1 - SLACK) <= total.most and high * period * (1 + SLACK) >= total.least


def _product(paper: Paper, terms: list[Term], total: Quantity, period: float, span: tuple[float, float]) -> Conflict:
    told = "，".join(f"{say(t.number.value, t.number.unit)}×{paper.said(t.each)}" for t in terms)
    told += f"×{period:g}个月" if period > 1 else ""
    low, high = (part * period for part in span)
    if (len(terms) > 1 and len({t.number for t in terms}) == len(terms)) or len(terms) == 1:
        low, high = (sum(f(t.number) * f(t.each) for t in terms) * period for f in (_low, _high))
    should = say(low, total.unit) + (f"至{say(high, total.unit)}" if high > low * 1.001 else "")
    last = terms[-1]
    first = min(terms[0], key=lambda amount: amount.number)
    return Conflict(
        total.number, total.end, first.number, max(last.each.end, last.number.end),
        f"{told}应是{should}，文中写的是{paper.said(total)}，存疑。", "人数、标准、月数和总额，哪一个写错了？",
    )  # fmt: skip


def _low(amount: Quantity) -> float:
    return amount.low


def _high(amount: Quantity) -> float:
    return amount.high


def _periods(paper: Paper, segment: Segment, each: Quantity, text: str) -> list[float]:
    """How many times the amount may have been paid: the likeliest first; none where it is not said."""
    before = paper.before(each, 14)
    months = [a.value for a in segment.amounts if a.unit == "月"] + [n for word, n in MONTHS.items() if word in text]
    if MONTHLY.search(before):
        return [*months, *([12.0] if WHOLE_YEAR.search(text) else []), *([1.0] if months or WHOLE_YEAR.search(text) else [])]
    if QUARTERLY.search(before):
        return [4.0, *(m / 3 for m in months), 1.0] if WHOLE_YEAR.search(text) else []
    return [1.0, *months, *(m / 12 for m in months)]


def _averages(paper: Paper, segment: Segment) -> Iterator[Conflict]:
    """补发126人8.3万元、人均559元: an average beside the only sum and the only count."""
    amounts = segment.amounts
    for mean in amounts:
        match = _each(paper, mean)
        last = next((a for a in reversed(amounts) if a.end <= mean.start), None)
        # 助学金9000元，每人3000元
        beside = (
            last is not None and last.unit == mean.unit and last.value > mean.value
            and BESIDE.fullmatch(paper.between(last, mean)) and not _each(paper, last)
        )  # fmt: skip
        if match is None or not (match["average"] or (beside and match["thing"])):
            continue
        told = paper.before(mean, 10).rpartition("、")[2]
        months = [a.value for a in amounts if a.unit == "月"] if "月" in told else []
        if re.search("[日天由从]", told) or ("月" in told and not months):
            continue
        thing = MEAN_OF.search(match["average"] or match["thing"])
        units = SAME_THING.get(thing[1], (thing[1],)) if thing else ()
        counts = _nearest(mean, [a for a in amounts if a.unit in units and a.value >= 2], 60)
        sums = _nearest(mean, [a for a in amounts if a.unit == mean.unit and a.value > mean.value], 40)
        # 人均看台由15台升到19台: no sum but where it is said to be one.
        if mean.unit != "元" and not (sums and (beside or re.search("共|累计|合计|总", paper.before(sums[0], 8)))):
            continue
        if not counts or not sums or ANOTHER.search(paper.text, min(sums[0].end, counts[0].end), mean.start):
            continue
        slack = min(_place(mean.value), 0.06 * mean.value)
        yearly = re.search("[年月]", paper.text[max(segment.start, mean.start - 40) : mean.end + 20])
        yearly_only = "按年" in paper.text[mean.end : mean.end + 12]
        periods = months or ([12.0] if yearly_only else [1.0, 12.0] if yearly else [1.0])
        if any(
            t.least / c.most / p - slack <= mean.most and t.most / max(c.least, 1e-9) / p + slack >= mean.least
            for t in sums[:2] for c in counts[:2] for p in periods
        ):  # fmt: skip
            continue
        count, total = counts[0], sums[0]
        yield Conflict(
            mean.number, mean.end, min(total.number, count.number), max(total.end, count.end),
            f"{paper.said(total)}÷{paper.said(count)}应是{say(round(total.value / count.value, 1), mean.unit)}，"
            f"文中写的是{paper.said(mean)}，存疑。",
            "总额、人数和平均数，哪一个写错了？",
        )  # fmt: skip


def _nearest(mean: Quantity, amounts: list[Quantity], far: int) -> list[Quantity]:
    """The amounts not far before an average, the nearest first; where there is none, those behind it."""
    before = [a for a in amounts if a.end <= mean.start and mean.start - a.end <= far]
    return before[::-1] or [a for a in amounts if 0 <= a.start - mean.end <= far]


def _place(value: float) -> float:
    """One of the last place that a number gives: 10 for 560, 1000 for 2.4万."""
    place = 1.0
    while value >= place * 10 and value % (place * 10) == 0:
        place *= 10
    return place
