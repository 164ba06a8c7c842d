"""Products told in full: 12人，每人每月300元，全年共计5万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.language.figures.passage import Conflict, Passage, Segment
from checker.language.quantities import Quantity, say

EACH = re.compile(
    r"(?P<average>人均)|每(?P<thing>人|名|台|户|家|项|间|个)(?:[职员徒]工|徒弟|师傅|技师|[\u4e00-\u9fff]{0,4})?(?:再|都|各|可)?"
)
MONTHLY, QUARTERLY, YEARLY = re.compile(r"每人?月|月均|按月|月补|月津"), re.compile(r"每季"), re.compile(r"每人?年")
TOTAL = re.compile(r"(?:共计|合计|总计|总共|一共|共|累计|全年|一年|总额|总金额)[^，。；\d]{0,8}$")
WHOLE_YEAR = re.compile(r"全年|一年|每年|年均|年度|12个月|十二个月")
# Other payments, other times, several grades: the product is not the whole.
MORE = re.compile(r"每[次期班天日周场件批]|分别|不等|以上|至少|最高|封顶|另|其中|还|首批|陆续|等级|档|[两三四五六]次|不同")
# 每人400元红包和一份年夜饭: the sum pays for more.
THINGS_TOO = re.compile(r"[和及与、加]")
MONTHS = {"半年": 6.0, "上半年": 6.0, "下半年": 6.0, "一季度": 3.0, "季度": 3.0}
# An average is rounded, and so is a sum in 万.
SLACK = 0.01


def conflicts(passage: Passage) -> Iterator[Conflict]:
    """Sums of money that are not what people times amount times months give."""
    if "每" in passage.text or "人均" in passage.text:
        for segment in passage.segments:
            yield from _in_segment(passage, segment)


def _in_segment(passage: Passage, segment: Segment) -> Iterator[Conflict]:
    text = passage.text[segment.start : segment.end]
    money = [a for a in segment.amounts if a.unit == "元"]
    if len(money) != 2 or MORE.search(text):
        return
    each = next((a for a in money if _is_each(passage, segment, a)), None)
    total = next((a for a in money if a is not each and TOTAL.search(passage.before(a, 14))), None)
    if each is None or total is None:
        return
    if THINGS_TOO.search(passage.after(each, 16)):
        return
    match = _is_each(passage, segment, each)
    unit = (match["thing"] or "人") if match else "人"
    counted = [a for a in segment.amounts if a.unit == ("人" if unit == "名" else unit)]
    if len(counted) != 1:
        return
    count = counted[0]
    periods = _periods(passage, segment, each, text)
    if not periods:
        return
    low, high = count.least * each.least, count.most * each.most
    if any(low * p * (1 - SLACK) <= total.most and high * p * (1 + SLACK) >= total.least for p in periods):
        return
    product = count.value * each.value * periods[0]
    terms = f"{say(count.value, count.unit)}×{say(each.value, each.unit)}" + (f"×{periods[0]:g}个月" if periods[0] > 1 else "")
    yield Conflict(
        total.number, total.end, min(count.number, each.number), max(count.end, each.end),
        f"{terms}应是{say(product, '元')}，文中写的是{passage.said(total)}，存疑。", "人数、标准、月数和总额，哪一个写错了？",
    )  # fmt: skip


def _is_each(passage: Passage, segment: Segment, amount: Quantity) -> re.Match[str] | None:
    found = None
    for found in EACH.finditer(passage.before(amount, 14)):  # noqa: B007  the last one counts
        pass
    return found


def _periods(passage: Passage, segment: Segment, each: Quantity, text: str) -> list[float]:
    """How many times the amount may have been paid: the likeliest first; none where it is not said."""
    before = passage.before(each, 14)
    months = [a.value for a in segment.amounts if a.unit == "月"] + [n for word, n in MONTHS.items() if word in text]
    if MONTHLY.search(before):
        return [*months, *([12.0] if WHOLE_YEAR.search(text) else []), *([1.0] if months or WHOLE_YEAR.search(text) else [])]
    if QUARTERLY.search(before):
        return [4.0, *(m / 3 for m in months), 1.0] if WHOLE_YEAR.search(text) else []
    return [1.0, *months, *(m / 12 for m in months), *([12.0] if "人均" in before else [])]
