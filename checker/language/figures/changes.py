"""Changes against their ends: 由41%提高到63%，提高25个百分点; 由63%提高到41%; 418万元，比上年增加31万元、增长12.5%.

Two amounts are the ends of a change (由A提高到B; 去年A，今年B; B，比去年的A), and an amount beside them claims how much it was. A
percentage of a percentage may mean points or a share of the first end; 增长两倍 may mean twice or three times as much. What
is right in one reading is left alone.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator

from checker.language import lazily
from checker.language.figures.paper import ENDS, Conflict, Paper
from checker.language.figures.slips import near
from checker.language.quantities import Quantity, say

UP = (
    "扩展|拓展|提高|提升|提|上升|增加|增长|增多|增|升高|升|上涨|涨|扩大|扩充|攀升|上调|壮大|发展|拉高|抬高|加|多拿|多挣|多领|多补|多得|"
    "多|长|高|翻|添|延长|延|拉长|增产|增收|增员"
)
DOWN = (
    "下降|降低|减少|缩短|缩|收窄|压缩|压减|压降|减|降|压|下调|下滑|缩减|缩小|回落|精简|下跌|省下|节省|节约|省|腾出|少磨|少跑|少花|少|低|短|砍|"
    "提前|加快|快|腾|减产|减员|减收"
)
RISING = frozenset(UP.split("|"))
# Of a rate faster is more, of a term less.
FASTER = frozenset(("快", "提前", "加快"))
# Of these a smaller number may be the better one, or it names a thing: 由三级提高到一级.
NOT_MEASURED = frozenset(("级", "档", "号", "番", "班", "期", "岗", "场", "次", "条", "类", "种", "倍", "成", ""))
# 高一级 is none of the amounts that change.
RANKS = frozenset("级档号款届")
LABELS = frozenset(("级", "档", "号", "番", "倍", "成", "", "款"))

# Between the two ends: 左右下降到2021年的. 了 and 为 as clerks write them; nothing between the amount and its verb but its noun.
CHANGE = lazily.pattern(
    rf"(?:(?:/[\u4e00-\u9fff])?[\u4e00-\u9fff]{{0,6}}?[，,]?(?:一下子|逐步|大幅|直接|稳步|持续|已经?)?(?P<verb>{UP}|{DOWN})(?:到了|到|至|为|成)"
    r"|[\u4e00-\u9fff“”]{0,6}?(?:调整|归并|合并|整合|压减|精简|缩编|并)[为成到]"
    r"|[\u4e00-\u9fff]{0,4}?(?P<bare>[到至]|变成|变为|改为|调到|调为|换成|[并减合拆][成为到]))"
    r"(?P<when>[^，。；、]{0,12}?的|每[\u4e00-\u9fff]|现在的?|目前的?|如今的?|(?:19|20)\d\d年的?)?"
)
START = lazily.pattern(r"[由从把将][^，。；]{0,20}$")
# 一等品率比上年提高，从98.1%到了97.9%.
VERB_BEFORE = lazily.pattern(r"(提高|提升|上升|增加|增长|下降|降低|减少|缩短)了?[，,（(]$")
# 今年320人，比去年的280人; 比全省平均的27%.
COMPARED = lazily.pattern(
    r"[^，。；]{0,16}[，,（(]?(?:(?:[^，。；\d]{0,6})(?:比|较|由(?=年初|[去上]年))[^，。；]{1,14}?|(?:[去上]年|上一年|[去上]年同期|原来|过去|以前|改革前)(?:是|为|只有?|有|的)*)"
)
# 去年280人，今年320人.
BEFORE_WORDS = lazily.pattern(
    r"(?:去年|上年|前年|年前|原来|改革前|以前|过去|原先|年初|(?:19|20)\d\d年)[^，。；]{0,10}$|[一二三四五六七八九两]年前[，,]?[^，。；]{0,10}$"
)
NOW_WORDS = lazily.pattern(
    r"[\u4e00-\u9fff]{0,6}[，,]?[^，。；]{0,6}(?:今年|现在|目前|如今|改革后|年底|年末|(?:19|20)\d\d年)(?!(?:新|又|再|净|还|另)[增])[^，。；比较增加减少]{0,10}"
)
ADVERB = (
    "[一两二三四五半]个?[年月](?:里|间|内|来|下来|多)?|总共|一共|累计|整整|足足|直接|整体|总体|同比|环比|每次|大约|实际|分别|前后|"
    "一下子?|人数|户数|总数|又|共|净|约|也|即|已|还|就|正好|刚好|比(?:从前|以前|过去|原来|之前|改革前|去年|上年)|较上年|效率|寿命|速度|幅度"
)
# What a claim begins with after the second end, after the noun of that and a mark.
CLAIM = lazily.pattern(
    rf"(?:/[\u4e00-\u9fff])?[\u4e00-\u9fff]{{0,6}}?[）)]?[，,、（(]?(?:{ADVERB}){{0,2}}(?P<each>(?:每|一)[个人]?[班月台户项天日餐次件人家榨季年])?(?:平均|各)?"
    rf"(?:(?P<verb>净?(?:{UP}|{DOWN})|[多少][走跑来去等干招培收停废赔报烧吃换修返])(?:了|出|用|花|掉|去|幅度?(?:为|达到?)|近|约|下)*的?|(?P<span>[增降涨减]幅|涨幅|跌幅)(?:为|达到?|近|约)*|(?P<times>翻)了?)"
)
# 翻了一番还多
MORE = lazily.pattern("还?多|有余|以上")
TIMES = lazily.pattern(
    r"[\u4e00-\u9fff]{0,6}?[，,、]?(?:只|仅|已)?(?:约?为|就?是|相当于|达到|有|(?P<under>不到|不足))"
    r"(?:了|原来|改革前|过去|上年|去年|以前|前|改前|上年同期|之前|起初|年初|当初)*的"
)
YEAR_BEFORE = lazily.pattern("[去上]年|同期")
# 前年240人次，去年是624人次: told in order.
DATED = lazily.pattern(r"(?:19|20)\d\d年")
EARLIER = lazily.pattern("前年[^，。；]{0,20}$")
# Without one of these nothing changed from one amount to the next.
TOLD = lazily.pattern("[到至为成比较增加减少降升涨高年在变]")
# The claim before its ends: 提高22个百分点，由41%提高到63%; 新建驿站9个，总数由20个增加到31个.
CLAIM_BEFORE = lazily.pattern(rf"({UP}|{DOWN})(?:了|近|约)?$|(?:新[建增设发展]|净增)[^，。；\d]{{0,10}}$")
ENDS_AFTER = lazily.pattern(r"[，,（(](?:即|已|总数|全[县市区厂]|累计)?[由从][^，。；]{0,16}")
# 比去年的280人增加60人，达到340人.
ADDED = lazily.pattern(
    rf"[，,]?[\u4e00-\u9fff]{{0,4}}?(?:净|共)?(?P<verb>{UP}|{DOWN})(?:(?![到至为成])[\u4e00-\u9fff]){{0,2}}?了?"
)
MORE_BY = lazily.pattern(rf"(?:{UP}|{DOWN})[\u4e00-\u9fff]?(?:[了出花]|多)*$")
REACHED = lazily.pattern(
    r"[\u4e00-\u9fff]{0,4}[，,](?:总数|人数|现)?(?:达到了?|达|(?:增加|提高|增长|增|升|上升|减少|下降|降|减)[到至为])"
)
MORE_THAN_THEN = lazily.pattern(
    rf"[^，。；\d]{{0,8}}[，,（(]?(?:同比|(?:比|较)(?:[去上]年|上一年|年初|上届|(?:19|20)\d\d年)(?:同期|底)?)[^，。；\d]{{0,4}}?(?P<verb>{UP}|{DOWN})(?:了|近|约)?"
)
BASED = lazily.pattern(r"(?:比|较|在)[^，。；]{0,14}$")
AND_SHARE = lazily.pattern(rf"[，,、（(]?(?:同比)?(?P<verb>{UP}|{DOWN}|[增降涨]幅)(?:了|为|达|近|约)?")
EACH = lazily.pattern(r"每[个人]?[班月台户项天日餐次件人家榨季]|一个月")
# How far a percentage may lie from what its ends give: rounded, or cut off.
CUT = 1.0
ROUND_NUMBERS = 2.0
FAR_OFF = 2.5
# 由180元左右提到160元: so much less is less.
ABOUT = 0.92
RANGED = frozenset("至到—-–~～")
FARTHEST, CLAIM_FARTHEST, HUNDREDS = 44, 30, 100

Reading = tuple[float, float, str]


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Changes told against their ends, and claims of how much that the ends contradict."""
    amounts = [a for a in paper.amounts if a.unit not in RANKS]
    for index in range(len(amounts) - 1):
        first, second = amounts[index], amounts[index + 1]
        gap_length = second.start - first.end
        if gap_length > FARTHEST or not TOLD.search(paper.text, first.end, second.start):
            continue
        gap = paper.between(first, second)
        if "\n" in gap or "。" in gap:
            continue
        yield from _changed(paper, amounts, index, gap)
        yield from _compared(paper, amounts, index, gap)
        yield from _based(paper, amounts, index, gap)


def _following(amounts: list[Quantity], index: int) -> Quantity | None:
    """The amount after `index`, lengths of time (两年增加) left out."""
    told = amounts[index]
    for amount in amounts[index + 1 : index + 3]:
        if amount.start - told.end > CLAIM_FARTHEST:
            return None
        # 两年增加, 一个班多拿
        if (amount.unit not in ("月", "天") or told.unit in ("月", "天")) and not (
            amount.value == 1 and amount.unit in ("个", "天", "月", "班")
        ):
            return amount
    return None


def _changed(paper: Paper, amounts: list[Quantity], index: int, gap: str) -> Iterator[Conflict]:
    """由A提高到B，提高C; 去年A，今年B，增加C; 提高C，由A提高到B."""
    first, second = amounts[index], amounts[index + 1]
    claim = _following(amounts, index + 1)
    earlier = amounts[index - 1] if index and first.start - amounts[index - 1].end <= CLAIM_FARTHEST else None
    match = CHANGE.fullmatch(gap)
    begun = START.search(paper.text, max(0, first.start - 22), first.start)
    if not _comparable(paper, first, second) or are_listed(paper, first, second):
        return
    if match is None or (match["bare"] and not begun):
        if (
            claim is not None
            and "比" not in gap
            and "较" not in gap
            and (earlier is None or earlier.unit != first.unit)
            and NOW_WORDS.fullmatch(gap)
            and BEFORE_WORDS.search(paper.text, max(0, first.start - 24), first.start)
        ):
            # 去年41起，2022年是97起，下降了58%: told from the end.
            if DATED.search(gap) and not list(judged(paper, second, first, claim)):
                return
            yield from list(_claimed(paper, first, second, claim)) or _further(paper, amounts, first, second, claim)
        return
    # 从40元至400元提高到80元至900元
    ranged = paper.text[first.start - 1 : first.start] in RANGED or paper.text[second.end : second.end + 1] in RANGED
    verb = match["verb"] or (
        (told := VERB_BEFORE.search(paper.text, max(0, begun.start() - 6), begun.start())) and told[1] if begun else None
    )
    measured = second.unit not in NOT_MEASURED or (first.value % 1 and second.value % 1)
    # 到手由四千三涨到三千七
    measured = measured or (second.unit == "" and min(first.value, second.value) >= HUNDREDS)
    if verb and begun and not ranged and measured:
        rising = verb in RISING
        low, high = (second, first) if rising else (first, second)
        if low.value < ABOUT * high.value if low.vague or high.vague else low.most < high.least:
            yield _backwards(paper, first, second, verb, begun.start())
            return
    found = list(_claimed(paper, first, second, claim)) if claim is not None else []
    yield from found or _further(paper, amounts, first, second, claim)
    if (
        earlier is not None
        and ENDS_AFTER.fullmatch(paper.between(earlier, first))
        and CLAIM_BEFORE.search(paper.before(earlier, 14))
    ):
        yield from judged(paper, first, second, earlier)


def are_listed(paper: Paper, first: Quantity, second: Quantity) -> bool:
    """Whether each end is one of a list: 分别由50元、100元提高到80元、150元."""
    return paper.text[first.start - 1 : first.start] in "、和" and paper.text[second.end : second.end + 1] in "、和"


def _further(paper: Paper, amounts: list[Quantity], first: Quantity, second: Quantity, claim: Quantity | None) -> list[Conflict]:
    """由96人增加到168人，增加72人，增长65%: a second claim beside the first."""
    at = bisect_left(amounts, claim) + 1 if claim else len(amounts)
    if claim is None or at >= len(amounts):
        return []
    said = paper.between(max(first, second), claim)
    if not (CLAIM.fullmatch(said) or (first > second and ADDED.fullmatch(said))):
        return []
    further = amounts[at]
    if further.start - claim.end > 8 or not AND_SHARE.fullmatch(paper.between(claim, further)):
        return []
    return list(judged(paper, first, second, further))


def _backwards(paper: Paper, first: Quantity, second: Quantity, verb: str, start: int) -> Conflict:
    way = "下降" if verb in RISING else "上升"
    return Conflict(
        start, second.end, start, second.end,
        f"说的是{verb}，可是从{paper.said(first)}到{paper.said(second)}是{way}了，存疑。", "前后两个数是不是写反了？",
    )  # fmt: skip


def _claimed(paper: Paper, first: Quantity, second: Quantity, claim: Quantity) -> Iterator[Conflict]:
    gap = paper.between(second, claim)
    said, times = CLAIM.fullmatch(gap), TIMES.fullmatch(gap) if claim.unit in ("倍", "%") else None
    if not said and not times:
        return
    # 由90分钟缩短到60分钟，效率提高50%: as much more in the same time.
    if "效率" in gap and any(_fits(low, high, claim) for low, high, _ in _given(second, first, claim, times=False)):
        return
    if times and times["under"]:
        claim = claim._replace(low=0.0)
    ends = paper.text[max(0, first.start - 16) : second.start]
    if said:
        if "分别" in gap:
            return
        # A share on the year before has another base.
        shared = claim.unit in ("%", "百分点")
        if shared and ("同比" in gap or "环比" in gap) and not YEAR_BEFORE.search(paper.before(first, 12)):
            return
        # 月津贴由200元加到600元，一年多拿4800元.
        if claim.unit == "元" and re.search("[年月]", gap) and re.search("[月天日班每]", ends):
            return
        # 每月增加 is a rise of each month, unless the ends are told 每月 too.
        if said["each"] and not _same_each(said["each"], ends):
            return
    yield from judged(paper, first, second, claim, times=bool(times))


def _same_each(each: str, ends: str) -> bool:
    thing = each[-1]
    if thing in "人月" and re.search("工资|收入|津贴|补贴|月", ends):
        return True
    return each in ends or (f"每{thing}" in ends) or (thing in "天日班餐" and not re.search("[每月年]", ends))


def _compared(paper: Paper, amounts: list[Quantity], index: int, gap: str) -> Iterator[Conflict]:
    """B，比…的A增加C; 比…的A增加C，达到B; B，比上年增加C、增长D."""
    first, second, claim = amounts[index], amounts[index + 1], _following(amounts, index + 1)
    # 活动增加44场，上年342场，增长12.9%: how much more, then what it was.
    if claim is None or (claim.unit == "%" and CLAIM_BEFORE.search(paper.before(first, 14))):
        return
    between = paper.between(second, claim)
    # 比前五年增长: what is compared is no length of time.
    if (
        second.unit not in ("月", "天")
        and COMPARED.fullmatch(gap)
        and not (YEAR_BEFORE.search(gap) and EARLIER.search(paper.text, max(0, first.start - 24), first.start))
        and ADDED.fullmatch(between)
        and not MORE_BY.search(gap)
    ):
        if _comparable(paper, second, first):
            # 60万元，其中…8万元，比上年的52万元增加8万元: what is compared may be the whole of a list.
            listed = [
                a for a in amounts[max(0, index - 2) : index] if a.unit == first.unit and first.start - a.end < CLAIM_FARTHEST
            ]
            alone = len(listed) < 2 or ENDS.search(paper.text, listed[0].end, first.start)
            found = list(judged(paper, second, first, claim, sure=bool(alone)))
            if any(_fits(low, high, claim) for a in listed for low, high, _ in _given(second, a, claim, times=False)):
                return
            other_way = alone and ("比" in gap or "较" in gap)
            found = found or list(_other_way(paper, second, first, claim, between) if other_way else ())
            yield from found or _further(paper, amounts, second, first, claim)
    elif (
        _comparable(paper, first, claim)
        and ADDED.fullmatch(gap)
        and REACHED.fullmatch(between)
        and BASED.search(paper.text, max(0, first.start - 16), first.start)
    ):
        yield from judged(paper, first, claim, second)


def _other_way(paper: Paper, base: Quantity, now: Quantity, claim: Quantity, between: str) -> Iterator[Conflict]:
    """1.3万吨，比去年的1.36万吨多800吨."""
    said = ADDED.fullmatch(between)
    if not said or not said["verb"]:
        return
    if said["verb"] in FASTER:
        return
    if now.most < base.least if said["verb"] in RISING else now.least > base.most:
        yield Conflict(
            claim.number, claim.end, now.number, base.end,
            f"说的是{said['verb']}，可是{paper.said(now)}比{paper.said(base)}{'少' if said['verb'] in RISING else '多'}，存疑。",
            "前后两个数是不是写反了？",
        )  # fmt: skip


def _based(paper: Paper, amounts: list[Quantity], index: int, gap: str) -> Iterator[Conflict]:
    """418万元，比上年增加31万元、增长12.5%: what it was is the difference."""
    now, by = amounts[index], amounts[index + 1]
    share = amounts[index + 2] if index + 2 < len(amounts) else None
    said = MORE_THAN_THEN.fullmatch(gap)
    if not said or now.unit != by.unit or share is None or share.unit != "%" or now.vague or by.vague or by.value >= now.value:
        return
    if AND_SHARE.fullmatch(paper.between(by, share)):
        then = now.value - by.value if said["verb"] in RISING else now.value + by.value
        step = now.step + by.step
        base = now._replace(value=then, low=then, high=then, step=step)
        given = 100 * by.value / then
        if not any(_fits(low, high, share) for low, high, _ in _given(base, now, share, times=False)) and near(
            share.value, given, FAR_OFF
        ):
            yield Conflict(
                share.number, share.end, now.number, by.end,
                f"{said['verb']}{paper.said(by)}到{paper.said(now)}，算下来是{say(round(given, 1), '%')}，"
                f"与文中的{paper.said(share)}对不上，存疑。",
                "增减的数和百分比，哪一个写错了？",
            )  # fmt: skip


def _comparable(paper: Paper, first: Quantity, second: Quantity) -> bool:
    """Whether both ends count the same, the first perhaps without its unit: 由30提高到45人."""
    bare = first.unit == "" and second.unit in ("%", "人", "元", "天", "项", "个", "家")
    if first.unit == "%" and second.unit == "":
        return True
    return first.unit == second.unit or (bare and paper.text[max(0, first.start - 1) : first.start] in ("由", "从", "的"))


def judged(
    paper: Paper, first: Quantity, second: Quantity, claim: Quantity, times: bool = False, sure: bool = False
) -> Iterator[Conflict]:
    """Nothing where the claim fits the ends in any reading; else what the ends give."""
    if first.unit == "%" and second.unit == "":
        second = second._replace(unit="%", step=second.step or 1.0)
    if first.most <= 0 or math.inf in (first.high, second.high) or first.unit in ("级", "档", "号"):
        return
    if claim.unit == "番" and MORE.match(paper.text, claim.end):
        claim = claim._replace(high=math.inf)
    given = _given(first, second, claim, times)
    if not given or any(_fits(low, high, claim) for low, high, _ in given):
        return
    # What is far off is one of something else.
    if not sure and not any(low / FAR_OFF <= claim.value <= high * FAR_OFF for low, high, _ in given):
        return
    _, _, arithmetic = given[0]
    ends = (first.number, second.end) if first.start < second.start else (second.number, first.end)
    yield Conflict(
        claim.number, claim.end, *ends,
        f"从{paper.said(first)}到{paper.said(second)}，{arithmetic}，与文中的{paper.said(claim)}对不上，存疑。",
        "两头的数和变化的数，哪一个写错了？",
    )  # fmt: skip


def _given(first: Quantity, second: Quantity, claim: Quantity, times: bool) -> list[Reading]:
    """What a claim in this unit could mean, as intervals with the arithmetic in words; the likeliest first."""
    # From nought nothing grows by a share.
    if not first.value:
        return []
    points = (
        max(0.0, max(second.least - first.most, first.least - second.most)),
        max(second.most - first.least, first.most - second.least),
    )
    difference = abs(second.value - first.value)
    low, high = second.least / max(first.most, 1e-9), second.most / max(first.least, 1e-9)
    share = sorted((abs(low - 1) * 100, abs(high - 1) * 100))
    if low < 1 < high:
        share[0] = 0.0
    relative = round(abs(second.value / first.value - 1) * 100, 1)
    by_share: Reading = (share[0], share[1], f"算下来是{say(relative, '%')}")
    ratio = second.value / first.value
    if claim.unit == "%" and times:
        return [(100 * low, 100 * high, f"后面的是前面的{say(round(100 * ratio, 1), '%')}")]
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
    if claim.unit == second.unit and (claim.unit not in LABELS or claim.unit == ""):
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
        # 翻了一番还多 is no less than twice.
        slack = 0.02 if math.isinf(claim.high) else 0.06 + (0.25 if claim.value % 1 == 0 and claim.unit == "倍" else 0.08)
    return low <= claim.most + slack and high >= claim.least - slack
