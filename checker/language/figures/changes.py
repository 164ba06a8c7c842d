"""Changes against their ends: 由41%提高到63%，提高25个百分点; 由63%提高到41%; 去年280人，今年320人，增加60人.

A percentage of a percentage may mean points or a share of the first end; 增长两倍 may mean twice or three times as much. What is
right in one reading is left alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from checker.language.figures.passage import Conflict, Passage
from checker.language.quantities import Quantity, say

UP = "扩展|拓展|提高|提升|上升|增加|增长|增多|增|升高|升|上涨|涨|扩大|扩充|攀升|上调|壮大|发展壮大|拉高|抬高|多|长|高"
DOWN = "下降|降低|减少|缩短|压缩|压减|压降|减|降|压|下调|缩减|缩小|回落|精简|下跌|省下|节省|节约|省|少|低|短|快"
RISING = frozenset(UP.split("|"))
# Of these a smaller number may be the better one, or it names a thing: 由三级提高到一级.
NOT_MEASURED = frozenset(("级", "档", "号", "番", "班", "期", "岗", "场", "次", "条", "类", "种", "倍", "成", ""))

LABELS = frozenset(("级", "档", "号", "番", "倍", "成", ""))

# Between the two ends: 左右下降到2021年的. 了 and 为 as clerks write them; nothing between the amount and its verb but its noun.
CHANGE = re.compile(
    rf"(?:(?:/[\u4e00-\u9fff])?[\u4e00-\u9fff]{{0,6}}?[，,]?(?:一下子|逐步|大幅|直接|稳步|持续|已经?)?(?P<verb>{UP}|{DOWN})(?:到了|到|至|为|成)"
    r"|[\u4e00-\u9fff]{0,4}?(?P<bare>[到至]))"
    r"(?P<when>[^，。；、]{0,12}?的|现在的?|目前的?|如今的?|(?:19|20)\d\d年的?)?"
)
START = re.compile(r"[由从][^，。；]{0,20}$")
ADVERB = (
    "[一两二三四五半]个?[年月](?:里|间|内|来|下来|多)?|总共|一共|累计|整整|足足|直接|整体|总体|同比|环比|每次|大约|实际|分别|前后|"
    "一下子?|人数|户数|总数|新|就|又|共|净|约|也|即|已|还"
)
# What a claim begins with after the second end. 年均 and 同比 have another base.
CLAIM = re.compile(
    rf"(?:/[\u4e00-\u9fff])?[\u4e00-\u9fff]{{0,6}}?[）)]?[，,（(、]?(?:{ADVERB}){{0,2}}(?P<each>每[人班月台户项])?"
    rf"(?:(?P<verb>{UP}|{DOWN})(?:了|用|花|幅度?(?:为|达到?)|近|约)?|(?P<span>[增降涨减]幅)(?:为|达到?)?|(?P<times>翻)了?)"
)
TIMES = re.compile(
    r"[\u4e00-\u9fff]{0,6}?[，,]?(?:约?为|是|相当于|达到)(?:原来|改革前|过去|上年|去年|以前|前|改前|上年同期|之前)的"
)
YEAR_BEFORE = re.compile("[去上]年|同期")
# Without one of these nothing changed from one amount to the next.
TOLD = re.compile("[到至为成比较增加减少降升涨高年在]")
# The claim before its ends: 提高22个百分点，由41%提高到63%.
CLAIM_BEFORE = re.compile(rf"({UP}|{DOWN})(?:了|近|约)?$")
ENDS_AFTER = re.compile(r"[，,（(](?:即|已)?[由从][^，。；]{0,16}")
# 今年320人，比去年的280人增加60人; 比去年的280人增加60人，达到340人.
COMPARED = re.compile(r"[^，。；]{0,16}[，,（(]?(?:比|较)[^，。；]{1,14}?")
ADDED = re.compile(rf"[\u4e00-\u9fff]{{0,4}}?(?:净|共)?(?P<verb>{UP}|{DOWN})了?")
REACHED = re.compile(
    r"[\u4e00-\u9fff]{0,4}[，,](?:总数|人数|现)?(?:达到了?|达|(?:增加|提高|增长|增|升|上升|减少|下降|降|减)[到至为])"
)
BASED = re.compile(r"(?:比|较|在)[^，。；]{0,14}$")
# 去年280人，今年320人.
BEFORE_WORDS = re.compile(r"(?:去年|上年|前年|原来|改革前|以前|过去|原先|年初|(?:19|20)\d\d年)[^，。；]{0,10}$")
NOW_WORDS = re.compile(
    r"[\u4e00-\u9fff]{0,6}[，,]?[^，。；]{0,6}(?:今年|现在|目前|如今|改革后|年底|年末|(?:19|20)\d\d年)(?!(?:新|又|再|净|还|另)[增])[^，。；比较增加减少]{0,10}"
)
# How far a percentage may lie from what its ends give: rounded, or cut off.
CUT = 1.0
ROUND_NUMBERS = 2.0


def conflicts(passage: Passage) -> Iterator[Conflict]:
    """Changes told against their ends, and claims of how much that the ends contradict."""
    amounts = passage.amounts
    for index in range(len(amounts) - 1):
        first, second = amounts[index], amounts[index + 1]
        if second.start - first.end > 44 or not TOLD.search(passage.text, first.end, second.start):
            continue
        third = _third(amounts, index)
        earlier = amounts[index - 1] if index and first.start - amounts[index - 1].end <= 30 else None
        yield from _told(passage, first, second, third, earlier)
        if third is not None:
            yield from _compared(passage, first, second, third)


def _third(amounts: list[Quantity], index: int) -> Quantity | None:
    """The amount after two ends, lengths of time (两年增加) left out."""
    second = amounts[index + 1]
    for amount in amounts[index + 2 : index + 4]:
        if amount.start - second.end > 30:
            break
        if amount.unit not in ("月", "天") or second.unit in ("月", "天"):
            return amount
    return None


def _told(
    passage: Passage, first: Quantity, second: Quantity, third: Quantity | None, earlier: Quantity | None
) -> Iterator[Conflict]:
    """由A提高到B，提高C."""
    gap = passage.between(first, second)
    match = CHANGE.fullmatch(gap)
    begun = START.search(passage.text, max(0, first.start - 22), first.start)
    if match is None or (match["bare"] and not begun) or not _comparable(passage, first, second):
        if (
            third is not None
            and _comparable(passage, first, second)
            and (earlier is None or earlier.unit != first.unit)
            and NOW_WORDS.fullmatch(gap)
            and BEFORE_WORDS.search(passage.before(first, 24))
        ):
            yield from _claimed(passage, first, second, third)
        return
    if match["verb"] and second.unit not in NOT_MEASURED:
        rising = match["verb"] in RISING
        if (second.most < first.least) if rising else (second.least > first.most):
            start = begun.start() if begun else first.start
            way = "下降" if rising else "上升"
            yield Conflict(
                start, second.end, start, second.end,
                f"说的是{match['verb']}，可是从{passage.said(first)}到{passage.said(second)}是{way}了，存疑。",
                "前后两个数是不是写反了？",
            )  # fmt: skip
            return
    if third is not None:
        yield from _claimed(passage, first, second, third)
    if (
        earlier is not None
        and ENDS_AFTER.fullmatch(passage.between(earlier, first))
        and CLAIM_BEFORE.search(passage.before(earlier, 8))
    ):
        yield from _judged(passage, first, second, earlier)


def _claimed(passage: Passage, first: Quantity, second: Quantity, third: Quantity) -> Iterator[Conflict]:
    gap = passage.between(second, third)
    claim, times = CLAIM.fullmatch(gap), third.unit == "倍" and TIMES.fullmatch(gap)
    # A share on the year before has another base.
    if (
        claim
        and third.unit in ("%", "百分点")
        and ("同比" in gap or "环比" in gap)
        and not YEAR_BEFORE.search(passage.before(first, 12))
    ):
        return
    # 每月增加 is a rise of each month, unless the ends are told 每月 too.
    if claim and claim["each"] and claim["each"] not in passage.text[max(0, first.start - 16) : second.start]:
        return
    if claim or times:
        yield from _judged(passage, first, second, third, times=bool(times))


def _compared(passage: Passage, first: Quantity, second: Quantity, third: Quantity) -> Iterator[Conflict]:
    """B，比…的A增加C, and 比…的A增加C，达到B."""
    # 比前五年增长: what is compared is no length of time.
    if (
        second.unit not in ("月", "天")
        and COMPARED.fullmatch(passage.between(first, second))
        and ADDED.fullmatch(passage.between(second, third))
    ):
        if _comparable(passage, second, first):
            yield from _judged(passage, second, first, third)
    elif (
        _comparable(passage, first, third)
        and ADDED.fullmatch(passage.between(first, second))
        and REACHED.fullmatch(passage.between(second, third))
        and BASED.search(passage.text, max(0, first.start - 16), first.start)
    ):
        yield from _judged(passage, first, third, second)


def _comparable(passage: Passage, first: Quantity, second: Quantity) -> bool:
    """Whether both ends count the same, the first perhaps without its unit: 由30提高到45人."""
    bare = first.unit == "" and second.unit in ("%", "人", "元", "天", "项", "个", "家")
    return first.unit == second.unit or (bare and passage.text[max(0, first.start - 1) : first.start] in ("由", "从", "的"))


def _judged(passage: Passage, first: Quantity, second: Quantity, claim: Quantity, times: bool = False) -> Iterator[Conflict]:
    """Nothing where the claim fits the ends in any reading; else what the ends give."""
    if first.most <= 0 or math.inf in (first.high, second.high) or first.unit in ("级", "档", "号"):
        return
    given = _given(first, second, claim, times)
    if not given or any(_fits(low, high, claim) for low, high, _ in given):
        return
    _, _, arithmetic = given[0]
    ends = (first.number, second.end) if first.start < second.start else (second.number, first.end)
    yield Conflict(
        claim.number, claim.end, *ends,
        f"从{passage.said(first)}到{passage.said(second)}，{arithmetic}，与文中的{passage.said(claim)}对不上，存疑。",
        "两头的数和变化的数，哪一个写错了？",
    )  # fmt: skip


Reading = tuple[float, float, str]


def _given(first: Quantity, second: Quantity, claim: Quantity, times: bool) -> list[Reading]:
    """What a claim in this unit could mean, as intervals with the arithmetic in words; the likeliest first."""
    points = (
        max(0.0, max(second.least - first.most, first.least - second.most)),
        max(second.most - first.least, first.most - second.least),
    )
    difference = abs(second.value - first.value)
    low, high = second.least / max(first.most, 1e-9), second.most / max(first.least, 1e-9)
    share = sorted((abs(low - 1) * 100, abs(high - 1) * 100))
    if low < 1 < high:
        share[0] = 0.0
    relative = round(abs(second.value / first.value - 1) * 100, 1) if first.value else math.inf
    by_share: Reading = (share[0], share[1], f"算下来是{say(relative, '%')}")
    ratio = second.value / first.value if first.value else 0.0
    if claim.unit == "%":
        reading: Reading = (*points, f"相差{say(difference, '百分点')}")
        return [by_share, reading] if first.unit == "%" else [by_share]
    if claim.unit == "百分点":
        return [(*points, f"相差{say(difference, '百分点')}")] if second.unit == "%" else []
    if claim.unit == "倍":
        exact: Reading = (low, high, f"后面的是前面的{ratio:.2g}倍")
        return [exact] if times else [exact, (low - 1, high - 1, f"后面的是前面的{ratio:.2g}倍")]
    if claim.unit == "番":
        return [(math.log2(max(low, 1e-9)), math.log2(max(high, 1e-9)), f"后面的是前面的{ratio:.2g}倍")]
    if claim.unit == second.unit and claim.unit not in LABELS:
        return [(*points, f"相差{say(difference / _factor(claim), _word(claim))}")]
    return []


# Units that are told in another size than they are counted in.
def _factor(amount: Quantity) -> float:
    return {"月": 12.0 if amount.value >= 12 and amount.value % 12 == 0 else 1.0, "公斤": 1000.0 if amount.value >= 1000 else 1.0,
            "分钟": 60.0 if amount.value >= 60 and amount.value % 60 == 0 else 1.0}.get(amount.unit, 1.0)  # fmt: skip


def _word(amount: Quantity) -> str:
    if _factor(amount) == 1.0:
        return {"月": "个月"}.get(amount.unit, amount.unit)
    return {"月": "年", "公斤": "吨", "分钟": "小时"}[amount.unit]


def _fits(low: float, high: float, claim: Quantity) -> bool:
    slack = 1e-6
    if claim.unit == "%":
        slack = CUT * (2.0 if claim.step == 10 else claim.step) / 2 + (
            ROUND_NUMBERS if claim.value % 10 == 0 and claim.step >= 1 else 0.0
        )
    elif claim.unit in ("倍", "番"):
        slack = 0.06 + (0.25 if claim.value % 1 == 0 else 0.0)
    return low <= claim.most + slack and high >= claim.least - slack
