"""How much a change was, told anywhere beside it: 由22天缩短到6天，职工少等16天; 一年多挣了三万二，由六万二涨到九万四.

Looser than `changes` in what stands between, and stricter in the numbers: only amounts of the same unit, near the difference of
the ends, are held against it, and one that fits ends the search.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise, takewhile

from checker.language import lazily
from checker.language.figures.changes import CHANGE, DOWN, FAR_OFF, LABELS, RISING, START, UP, are_listed
from checker.language.figures.paper import ENDS, LONGEST_CLAUSE, Conflict, Paper
from checker.language.figures.slips import near
from checker.language.quantities import Quantity, say

# More or less of it, right before how much: 少等16天, 净增69人, 腾出的23人; not 高级工120人, 提高到600元.
VERBS = "|".join(
    [
        *(verb for verb in f"{UP}|{DOWN}".split("|") if len(verb) > 1),
        "[增减降升涨省快压加砍缩抬涨挣拿]",
        "年轻|改善|抽出|增[收产]|减产",
    ]
)
DELTA = lazily.pattern(
    rf"(?:净|新)?(?:{VERBS}|[多少](?:进账|[\u4e00-\u9fff])?|新[设建添])(?:[了出下去掉的约近多少]|来|整整|将近|幅度?|分别为|为)*$"
)
# Who has more or less, and when, is said beside what changed: 每人每月, 一根辊, 职工.
WHO = lazily.pattern(
    r"[一两二三四五六七八九十半每各\d]+个?(?:夜班|[人月年天日班户台根件套份次单吨斤餐])|[人月年户班]均|摊到|(?<![男女线])(?:职工|工人)|班组|大家|[他她我你]们?|[^，]{0,6}下来|[累共总]计|比[^，]*|一下子?|下来|[的又也就能再还算净总共实打里内间前后足上]"
)
# 总数由41处增加到55处，新设12处.
NEWLY, TOTAL = lazily.pattern("新|命名|培育|创建"), lazily.pattern("总数|累计|总量")
# Of another step, time or place; or of several changes at once.
ELSE = lazily.pattern(
    r"先|后来|再(?!添)|又|另|最|等新|每带|合计|[两三四][项者类]|上下|差|其间|退休|[前第]$|分别|各|计划|其中|[比较](?!从前|以前|过去|之前|改革前|原|老|[\u4e00-\u9fff]{1,3}前)"
)
THIS_YEAR = lazily.pattern("(?<![比较])(?:[今当上]|(?<!过)去)年")
PER_MONTH, PER_YEAR, PERIOD = (
    lazily.pattern("月|日|天|班|时"),
    lazily.pattern("年"),
    lazily.pattern("[每一]个?[月日天班年]|[全整]年"),
)
MONTHLY, YEARLY = lazily.pattern("每月|月均"), lazily.pattern("一年(?!级)[^，。；]{0,6}(?:多|增|加)")
TIMES_OF = lazily.pattern(r"[^，。；\d]{0,6}[，,](?:已|约)?(?:是|为|相当于)[^，。；\d]{0,10}")
# Money without its unit; 减到4个人.
LIKE = ({"", "元"}, {"个", "人"})
BESIDES = lazily.pattern("加上|连同|算上|奖|贴")
EACH = lazily.pattern(r"分别(?=[^，。；\d]{0,8}[由从])")
MONTH, DAILY = lazily.pattern("月"), lazily.pattern("[日天]")
TIMES = frozenset(("个", "月", "天", "班", "次"))
OPENING = 5
GAP, NEARBY, LOOSE, CLAUSES, MOST_LISTED, MONTHS = 40, 3, 0.1, 3, 4, 12.0


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Differences that are not those of the ends, a year's sum of what each month brings, times as much."""
    # 上一个夜班比从前多挣9元, 一年就抬高了25个百分点: a time is not counted.
    amounts = [a for a in paper.amounts if a.value > 1 or a.unit not in TIMES or paper.text[a.number] != "一"]
    money = [a for a in amounts if a.unit == "元"] if "一年" in paper.text else []
    for one, other in pairwise(money):
        yield from _of_a_year(paper, one, other)
    for index, times in enumerate(amounts):
        if times.unit == "倍" and index > 1:
            yield from _times(paper, amounts[index - 2], amounts[index - 1], times)
    for each in EACH.finditer(paper.text):
        yield from _each(paper, amounts, bisect_left(amounts, (each.end(),)))
    starts = [i for i in range(len(amounts) - 1) if _is_change(paper, *amounts[i : i + 2])]
    taken = {end for start in starts for end in (start, start + 1)}
    for start in starts:
        behind = takewhile(lambda i: i not in taken, range(start + 2, min(len(amounts), start + 2 + NEARBY)))
        # 从25%调到20%，少了5个百分点，另一项从1%提到3%: an amount between two changes tells of the first.
        ahead = [start - 1] if start and not {start - 1, start - 2} & taken else []
        first, second = amounts[start : start + 2]
        told = [(amounts[i], often) for i in (*behind, *ahead) if (often := _told(paper, amounts, start, i))]
        if not any(_fits(first, second, *claim) for claim in told):
            yield from (_off(paper, first, second, *claim) for claim in told if _is_near(first, second, *claim))


def _of_a_year(paper: Paper, month: Quantity, year: Quantity) -> Iterator[Conflict]:
    """每月增加236元，一年下来多拿2800多元."""
    gap = paper.between(month, year)
    if len(gap) > GAP or ENDS.search(gap):
        return
    if not (MONTHLY.search(paper.before(month, 10)) and YEARLY.search(gap)) or month.vague or ELSE.search(gap):
        return
    given = 12 * month.value
    slack = 6 * month.step + year.step / 2
    if not (year.low <= given + slack and year.high >= given - slack) and near(year.value, given, FAR_OFF):
        yield Conflict(
            year.number, year.end, month.number, month.end,
            f"每月{paper.said(month)}，一年应是{say(given, '元')}，与文中的{paper.said(year)}对不上，存疑。",
            "每月的数和一年的数，哪一个写错了？",
        )  # fmt: skip


def _times(paper: Paper, now: Quantity, then: Quantity, times: Quantity) -> Iterator[Conflict]:
    """1246件，是去年112件的11倍."""
    if now.unit != then.unit or not TIMES_OF.fullmatch(paper.between(now, then)):
        return
    if paper.between(then, times) != "的" or now.vague or then.vague:
        return
    given = now.value / then.value if then.value else 0.0
    if abs(given - times.value) > max(0.5, 0.1 * times.value) and not times.vague and near(given, times.value, FAR_OFF):
        yield Conflict(
            times.number, times.end, now.number, then.end,
            f"{paper.said(now)}是{paper.said(then)}的{given:.2g}倍，与文中的{paper.said(times)}对不上，存疑。",
            "两个数和倍数，哪一个写错了？",
        )  # fmt: skip


def _each(paper: Paper, amounts: list[Quantity], index: int) -> Iterator[Conflict]:
    """分别由2.1%、1.6%降到1.3%和1.1%，分别降0.8个和0.5个百分点: lists of ends, and of how much each changed."""
    size = 1
    while size < MOST_LISTED and index + size < len(amounts) and _is_list(paper, amounts[index + size - 1 : index + size + 1]):
        size += 1
    firsts, seconds = amounts[index : index + size], amounts[index + size : index + 2 * size]
    if size == 1 or len(seconds) < size or not _is_list(paper, seconds) or len({a.unit for a in (*firsts, *seconds)}) > 1:
        return
    change = CHANGE.fullmatch(paper.between(firsts[-1], seconds[0]))
    if not change or not change["verb"]:
        return
    rising = change["verb"] in RISING
    for first, second in zip(firsts, seconds, strict=True):
        # 分别由2.1%、1.6%下降到1.3%和1.9%
        if second.most < first.least if rising else second.least > first.most:
            yield _against(paper, first, second, change["verb"])
            return
    claims = amounts[index + 2 * size : index + 3 * size]
    gap = paper.between(seconds[-1], claims[0]) if claims else ""
    each = claims[:1] * size if re.search("各[^，。；]{0,4}$", gap) else claims
    unit = {"%": "百分点"}.get(firsts[0].unit, firsts[0].unit)
    if len(each) < size or not DELTA.search(gap) or "。" in gap or each[-1].unit != unit:
        return
    if each is claims and not ("分别" in gap and _is_list(paper, claims)):
        return
    yield from (
        _off(paper, first, second, claim._replace(unit=unit), 1.0)
        for first, second, claim in zip(firsts, seconds, each, strict=True)
        if not _fits(first, second, claim, 1.0) and _is_near(first, second, claim, 1.0)
    )


def _against(paper: Paper, first: Quantity, second: Quantity, verb: str) -> Conflict:
    return Conflict(
        second.number, second.end, first.start, first.end,
        f"说的是{verb}，可是从{paper.said(first)}到{paper.said(second)}正相反，存疑。", "前后两个数是不是写反了？",
    )  # fmt: skip


def _is_list(paper: Paper, amounts: list[Quantity]) -> bool:
    return all(other.start == one.end + 1 and paper.text[one.end] in "、和" for one, other in pairwise(amounts))


def _is_change(paper: Paper, first: Quantity, second: Quantity) -> bool:
    if (
        first.unit != second.unit
        or are_listed(paper, first, second)
        or first.unit in LABELS - {""}
        or first.vague
        or second.vague
        or first.value == second.value
    ):
        return False
    match = CHANGE.fullmatch(paper.between(first, second)) if second.start - first.end <= GAP else None
    return match is not None and bool(match["verb"] or START.search(paper.text, max(0, first.start - 22), first.start))


def _told(paper: Paper, amounts: list[Quantity], start: int, index: int) -> float:
    """How many times an amount near a change can be how much it was: 12 for a year's sum of months, 0 where it cannot."""
    first, second, claim = amounts[start], amounts[start + 1], amounts[index]
    if claim.unit != ("百分点" if first.unit == "%" else first.unit) and {claim.unit, first.unit} not in LIKE:
        return 0.0
    gap = paper.text[second.end : claim.start] if index > start else paper.text[claim.end : first.start]
    if len(gap) > GAP or "\n" in gap or gap.count("，") > CLAUSES or (ENDS.search(gap) and index != start + 2):
        return 0.0
    said = paper.before(claim, 12)
    # 摘掉2个，新设4个，由11个增加到13个: what is new may not be all that changed.
    new = index < start and NEWLY.search(said) is not None
    added = new and TOTAL.search(paper.before(first, 10))
    delta = DELTA.search(said)
    if not (added if new else delta) or "其中" in gap or ELSE.search(said) or ELSE.search(paper.before(first, 8)):
        return 0.0
    # 由210人增加到386人，今年增加92人; 由30万元增加到50万元，再增加到80万元，两年增加50万元: of a part, of more than these two.
    if THIS_YEAR.search(said) or any(a.unit == first.unit for a in amounts[start + 2 : index]):
        return 0.0
    # 每班由24人减到18人，两班共减少12人
    if any(abs(a.value * abs(second.value - first.value) - claim.value) <= claim.step for a in amounts[start + 2 : index]):
        return 0.0
    # 月收入由A涨到B，一年多挣C; 日工资从A加到B，干满30天多挣C
    ends = paper.before(first, 20)
    days = [a.value for a in amounts[start + 2 : index] if a.unit == "天"] if DAILY.search(ends) else []
    if days and len(days) == index - start - 2:
        return days[-1]
    # 焊工由86人增加到120人，钳工增加44人: of others.
    who = WHO.sub("", said[: delta.start()]) if delta else ""
    # 普涨150元，焊工津贴由100元涨到200元 tells of two things.
    opens = index < start and paper.before(first, 1) in "由从" and len(gap) <= OPENING
    context = paper.before(first, LONGEST_CLAUSE)
    if who and not opens and not all(who[i : i + 2] in context for i in range(max(1, len(who) - 1))):
        return 0.0
    if not PERIOD.search(said):
        return 1.0
    if PER_YEAR.search(said) and PER_MONTH.search(ends):
        alone = MONTH.search(ends) and not PER_YEAR.search(ends) and not BESIDES.search(gap)
        return MONTHS if alone and index > start else 0.0
    return float(all(bool(per.search(said)) == bool(per.search(ends)) for per in (PER_YEAR, PER_MONTH)))


def _fits(first: Quantity, second: Quantity, claim: Quantity, times: float) -> bool:
    slack = (first.step + second.step) / 2
    difference = abs(second.value - first.value)
    # A year has bonuses and idle months.
    loose = LOOSE * difference * times if times > 1 else 1e-6
    return claim.least <= (difference + slack) * times + loose and claim.most >= (difference - slack) * times - loose


def _is_near(first: Quantity, second: Quantity, claim: Quantity, times: float) -> bool:
    return near(claim.value, times * abs(second.value - first.value), FAR_OFF)


def _off(paper: Paper, first: Quantity, second: Quantity, claim: Quantity, times: float) -> Conflict:
    difference = say(times * abs(second.value - first.value), claim.unit)
    apart = f"相差{difference}" if times == 1 else f"{'一年' if times == MONTHS else f'{times:g}天'}应差{difference}"
    return Conflict(
        claim.number, claim.end, first.number, second.end,
        f"从{paper.said(first)}到{paper.said(second)}，{apart}，与文中的{paper.said(claim)}对不上，存疑。",
        "两头的数和变化的数，哪一个写错了？",
    )  # fmt: skip
