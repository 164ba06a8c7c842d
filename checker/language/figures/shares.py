"""Shares against their own numbers: 400人，占职工总数520人的62%; 揭榜22项、完成19项、完成率95.4%; 占比120%.

A share is held against the part that stands beside it and the whole that its words name, or that stands before the part. Where
any other amounts of the neighbourhood fit, nothing is said: they may be what the writer counted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from checker.language import lazily
from checker.language.figures.kinds import Item
from checker.language.figures.paper import Conflict, Paper, Segment
from checker.language.figures.rates import GONE, SAID, STAYED, is_told, staff_of
from checker.language.figures.slips import one_slip
from checker.language.figures.telling import telling
from checker.language.figures.weights import LEFT, over_allotted, sum_of_shares
from checker.language.quantities import Quantity, say

# What people and things are counted in; a term or an age is no part of anything.
COUNTED = frozenset("人户家项个件台套辆座条处类种支门岗间所例批对场期次份篇元册本张笔艘票起") | {
    "人次",
    "元",
    "台套",
    "公斤",
    "平方米",
    "千瓦时",
}
# Posts are counted in 个, who holds them in 人.
HELD_BY = frozenset(("个人", "人个", "项个", "家个", "户家", "个家", "套户", "对人", "张份", "人票", "本人"))
HOW = r"(?:的?(?:比重|比例|比)?(?:为|达到?|到|了|近|约|是|：|:|将近|超过?|有|就|正好|刚|只|仅)*)"
# 占职工总数520人的, 占, 占比为: what stands between the part and its percentage.
SHARE = lazily.pattern(rf"占了?(?P<base>[^，。；、]{{0,24}}?){HOW}$")
RATE = lazily.pattern(
    r"(?:(?P<rate>[\u4e00-\u9fff]{1,5})率|(?:^|(?<=[，,、]))(?P<named>[\u4e00-\u9fff]{0,4})比[例重])"
    r"(?:[由从][^，。；]{1,14}(?:[升增高加降长]|提高|上升|增加|提升|下降)[到至为])?(?:达到了?|达|为|是|只有|约|有|在|就有|已达到?)*$"
)
# 占比从9%提高到23%
RISEN = lazily.pattern(r"(?<=占比)[由从][^，。；]{1,12}?(?:[升增高加降长]|提高|上升|增加|提升|下降)[到至为]$")
# 由38人增加到97人: two numbers of one thing.
GROWN = lazily.pattern("(?:[增升加高展大减降]|提高|上升)[到至为]")
OPENING = lazily.pattern(
    r"[^，。；、（(]{0,12}?[（(，,、]?(?:约|已|正好|只|仅|也|就|大约|几乎)*|[，,](?P<again>[^，。；\d]{2,8}?)"
)
# 完成全年目标的, 为年度计划21.3亿元的.
DONE = lazily.pattern(
    r"(?:完成了?|为|达到?|相当于|是)(?:了|全部)?(?P<base>[^，。；、\d占]{2,12}?)(?:总数|总量)?的(?:近|约|将近|超过?)?$"
)
# A share set beside its part by nothing but a mark: 5家由站长兼任、超过一半; 131票赞成、刚过七成.
BESIDE = lazily.pattern(
    r"[^，。；、（(\d]{0,14}[，,、（(](?:已|只|仅|刚|刚好|正好|整整|就|大约|几乎|约|近|也|即|不到|还)*(?:是|有|达到?|过|也就是|就是|够上?)?"
)
ALL, MEMBERS = lazily.pattern("共|现有|总|应"), lazily.pattern(r"[^，。；]{0,6}[中里]")
# 97人，占45%: what has a share of its own is a part too.
PART_TOO = lazily.pattern(r"[^，。；\d]{0,8}[，,（(、]?(?:约|仅|只)?占")
# 40个人、超过七成
APPOSED = lazily.pattern(r"[\u4e00-\u9fff]{0,2}[、（(](?:已|只|仅|刚|正好|就|约|近|也|即|不到)*(?:是|有|达到?)?")
OTHERS = lazily.pattern(
    r"[^，。；]{0,10}[，,、](?:[没未][^，。；\d]{1,6}|其余|剩下|走[掉了]|离[开职]|退出)的?(?:人|职工|工人)?(?:只|仅|还|就)?(?:占|有|是)?"
)
BY, COUNTED_ON = (
    lazily.pattern("[按以]"),
    lazily.pattern(r"[计算][^，。；\d]{0,3}[，,]?[^，。；\d]{0,8}(?:[由从].{1,12}[到至为])?"),
)
AFTER_BESIDE = lazily.pattern(r"[，,、。；）)\n]|$|是|的人|还|都|仍")
BEFORE_PART = lazily.pattern(r"[、，,（(](?:约|共|计|即|也就是|各)*")
# Claims of how much more or less are no shares; nor are rates of interest, growth or completion of all sorts.
CLAIM = lazily.pattern(
    r"(?:提高|增长|增加|上升|下降|降低|减少|降|升|涨|增|减|扩大|缩短|节约|多|少|高|低|超|上浮|下浮|浮动|增幅|降幅|涨幅|打|[没未]有?达到)(?:了|近|约|达)*$"
)
MISSED = lazily.pattern("[未没不][^，。；\\d]$")
WITHIN = lazily.pattern(r"[中里有]|其中|[，,、（(：]|^[^，。；]{0,6}$")
OTHER = lazily.pattern(r"超额|提前|去年|上年|以前|原来|同比|平均|累计|历年|每")
ALL_OF_THEM = lazily.pattern(
    r"^(?:全部|全体)|^新(?=发展|建|增)|^(?:全|本|我)?(?:园区|公司|厂|企业|镇|区|县|市|项目部?|联合会|行业|集团|矿)?(?:的|现有|全部|在册|在岗)*|^我们|^全部|^全体|全部|总数|总人数|全体|总量|的|人数|总|在册|在岗|在职|现有|队伍|全年|年度"
)
SUM_OF = lazily.pattern("(?<=..)(?:总?额|总?量|总数)$")
WORKERS = lazily.pattern("员工|工友|用工|从业者|从业人员|务工人员")
# How far a share may lie from its own numbers: rounded or cut off; round numbers are told more loosely.
CUT, ROUND_TENS, ROUND_FIVES = 0.5, 2.0, 1.0
FAR_OFF = 1.6
PLANNED = lazily.pattern("(?:计划|目标|任务|指标)[^，。；\\d]{0,4}$")
INSIDE = lazily.pattern(r"^[，,]其中[^，,。；、\d]{0,12}$")
# 九十六票赞成，赞成的不到九成; 换下来3个班长，换了三分之一
SAME = lazily.pattern(
    r"[\u4e00-\u9fff]{0,8}[，,](?:(?P<same>[\u4e00-\u9fff]{2,4})的(?:占|超过?|达到?|有|就有|只有|是)?|(?P<verb>[\u4e00-\u9fff])了(?:将近|近|约)?)"
)
SEX = lazily.pattern("[男女]")
BALLOT = frozenset(("赞成", "同意", "反对", "弃权"))
NEARBY, FARTHEST, LONGEST, MOST, SIDE_BY_SIDE, MANY, NAME, EARLY = 8, 40, 60, 200, 30, 300, 3, 30

# No more than all can be content, qualified, covered. 完成率 and 增长率 can pass 100.
UNBOUNDED = ["完成", "增长", "增值", "达产", "负荷", "产销", "利用", "收益", "回报", "利润", "周转", "超额", "达成"]
BOUNDED = "".join(f"(?<!{word})" for word in UNBOUNDED) + "率|满意度|占比|比例|比重|覆盖面"
OVER_ALL = lazily.pattern(
    rf"(?:{BOUNDED})(?:[由从][^，。；]{{1,14}}?(?:提高|提升|上升|增加|升|增长)[到至为]|[^，。；、由从增长升降提超\d]{{0,8}}?(?:(?:提高|提升|上升|增加|升|增长)[到至为])?)$"
)


class Pair(NamedTuple):
    """The part and the whole that a share is told of, and what the share is called."""

    part: Quantity
    whole: Quantity
    named: str
    # Whatever else bears the name of the whole.
    others: tuple[Quantity, ...] = ()
    # Whether it is of these and nothing else, however far off.
    sure: bool = False
    # Whether the share says what it is of, so that no other whole will do.
    by_name: bool = False


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Percentages that their own numbers contradict, shares of more than all."""
    previous: Segment | None = None
    left = MOST
    for segment in paper.segments:
        # A sentence with more amounts is a table, a paper with more shares a book of them.
        if left and len(segment.amounts) <= LONGEST and any(a.unit == "%" for a in segment.amounts):
            left -= 1
            yield from _in_segment(paper, segment, previous)
        previous = segment


def _in_segment(paper: Paper, segment: Segment, previous: Segment | None) -> Iterator[Conflict]:
    items: list[Item] = []
    for index, share in enumerate(segment.amounts):
        if share.unit != "%":
            continue
        before = paper.text[max(segment.start, share.start - FARTHEST) : share.start]
        if share.low - share.step > 100 and (SHARE.search(before) or OVER_ALL.search(paper.before(share, 24))):
            yield _over_all(paper, segment, share, "占" in before)
            continue
        if share.most > 0 and not CLAIM.search(before):
            pair = _pair(paper, segment, previous, index, before)
            if pair and _is_near(pair, share) and not _fits(paper, segment, previous, index, pair):
                yield _no_share(paper, pair, share)
        label = paper.before(share, 16)
        if "占" in label or LEFT.search(label) or label.endswith(("承担", "分担", "负担")):
            items.append(Item(label.replace("占比", "").replace("占", "").strip("为达到约"), "、", share))
    if len(items) > 1:
        yield from sum_of_shares(paper, items)
    yield from over_allotted(paper, segment)


def _over_all(paper: Paper, segment: Segment, share: Quantity, is_share: bool) -> Conflict:
    start = max(segment.start, share.start - len(paper.before(share, 24)))
    what = "占比" if is_share else "这个比率"
    return Conflict(
        start, share.end, start, share.end,
        f"{what}写的是{paper.said(share)}，超过了百分之百，存疑。", "这个百分比是怎么算出来的？是不是写错了数？",
    )  # fmt: skip


def _pair(paper: Paper, segment: Segment, previous: Segment | None, index: int, before: str) -> Pair | None:
    """What a share is of, where its sentence says so."""
    share, amounts = segment.amounts[index], segment.amounts
    counted = [a for a in amounts[max(0, index - NEARBY) : index] if a.unit in COUNTED and not (a.unit == "次" and a.value == 1)]
    following = amounts[index + 1] if index + 1 < len(amounts) else None
    if rate := RATE.search(before):
        named = rate["rate"] or rate["named"] or "这个"
        pair = _rated(paper, segment, previous, index, named)
        # 72票赞成、5票反对，赞成率: of the votes that are named so.
        other = pair and named[:2] in BALLOT and named[:2] not in paper.before(pair.part, 4) + paper.after(pair.part, 4)
        return None if other else pair
    if not counted:
        return None
    part = counted[-1]
    if len(counted) > 1 and COUNTED_ON.fullmatch(paper.between(part, share)) and BY.search(paper.before(part, 6)):
        # 走了386人，按1480人算占26.1%
        return None if before.endswith(("由", "从")) else _of(paper, counted[-2], part, "")
    if (
        following
        and not _is_threshold(paper, following)
        and following.unit in {a.unit for a in counted}
        and not SHARE.search(before)
    ):
        gap = paper.between(share, following)
        # 530人，其中三分之二、253人; 省下24万元，按20%分得3.6万元
        # 考了236人，九成定上了级，共181人
        summed = re.fullmatch(r"[^，。；\d]{0,10}[，,、]?(?:共|计|即|合计)有?", gap)
        shared_out = index and amounts[index - 1].unit == "%" and paper.text[following.end : following.end + 1] in "和、"
        if shared_out:
            # 企业出七成、工会出三成，即25万元和11万元
            return None
        beside = summed or (not gap and not paper.said(share).endswith(("%", "％"))) or BEFORE_PART.fullmatch(gap)
        if (beside and (WITHIN.search(paper.between(part, share)) or "即" in gap)) or (
            re.search("按(?:照)?$", before) and re.fullmatch("[^，。；]{0,4}[分得提奖给拿]了?", gap)
        ):
            return _of(paper, following, next((a for a in reversed(counted) if a.unit == following.unit), None), "")
    if share.start - part.end > FARTHEST or _is_threshold(paper, part):
        return None
    gap = RISEN.sub("", paper.between(part, share))
    if OTHERS.fullmatch(gap):
        # 45人中38人已定岗，没定的不到一成
        whole = _before(paper, segment, previous, part)
        rest = whole.value - part.value if whole else 0.0
        pair = _of(paper, part._replace(value=rest, low=rest, high=rest), whole, "") if not part.vague else None
        return pair._replace(sure=True) if pair else None
    if (
        len(counted) > 1
        and re.fullmatch("(?:[\u4e00-\u9fff]{2,8})?的(?:近|约)?", gap)
        and re.search("[占为是成]", paper.between(counted[-2], part))
    ):
        # 占职工总数520人的62%, 是计划210万吨的105%
        plan = re.search("计划|任务|目标|指标|[去上]年", paper.between(counted[-2], part))
        return (
            Pair(counted[-2], part, "")
            if plan and part.least > 0 and _belong(part, counted[-2])
            else _of(paper, counted[-2], part, "")
        )
    said = SHARE.search(gap)
    if said and not _is_opened(paper, part, gap[: said.start()]):
        again = OPENING.fullmatch(gap[: said.start()])
        # 赞成97票，反对12票，赞成票占
        name = (again["again"] or "")[:2] if again else ""
        named = [a for a in counted[:-1] if name and name in paper.before(a, 8).rpartition("、")[2]]
        if not named:
            return None
        part = named[-1]
    base = said["base"] if said else None
    if base is None and (done := DONE.search(gap)) and re.search("计划|目标|任务|指标|名额", done["base"]):
        base = done["base"]
        # 计划210万吨，实际生产231万吨，是计划的105%
        planned = counted[-2] if len(counted) > 1 and _belong(counted[-2], part) else None
        close = planned and share.start - part.end < 2 * NEARBY and WITHIN.search(paper.between(planned, part))
        if planned and close and PLANNED.search(paper.before(planned, 8)):
            return Pair(part, planned, "", sure=True)
    set_beside = APPOSED.fullmatch(gap) or (BESIDE.fullmatch(gap) and AFTER_BESIDE.match(paper.text, share.end))
    if base is None and not set_beside and not _takes_up(paper, part, share):
        return None
    core = SUM_OF.sub("", ALL_OF_THEM.sub("", WORKERS.sub("职工", base or "")))
    if len(core) > 1:
        wholes = [a for a in named_wholes(paper, segment.first + index, part, core) if a.most >= part.least]
        # 占旺季用工的28%, of 旺季工地上3400人.
        if not wholes and part.unit == "人" and core.endswith("职工") and len(core) > 3:
            wholes = [a for a in named_wholes(paper, segment.first + index, part, core[:-2]) if a.most >= part.least]
        pair = _of(paper, part, wholes[0], "") if wholes else None
        return pair._replace(others=tuple(wholes[1:]), by_name=True) if pair else None
    pair = _of(paper, part, _before(paper, segment, previous, part), "")
    # 支出137.9万元，其中抗疫28.4万元，占36%: of these and nothing else.
    of_it = pair and gap.strip("，,") == "占" and INSIDE.search(paper.between(pair.whole, part))
    return pair._replace(sure=True) if pair and of_it else pair


def _is_opened(paper: Paper, part: Quantity, opening: str) -> bool:
    """Whether what stands between a part and 占 speaks of nothing else: 1098人，占; 产业工人1250人，产业工人占."""
    opened = OPENING.fullmatch(opening)
    return opened is not None and (opened["again"] or "") in paper.before(part, 16).rpartition("、")[2]


def _takes_up(paper: Paper, part: Quantity, share: Quantity) -> bool:
    """Whether what a share is of is told in the part's own words: 赞成96票，赞成的不到九成; 换下来3个班长，换了三分之一."""
    same = SAME.fullmatch(RISEN.sub("", paper.between(part, share)))
    if not same or not AFTER_BESIDE.match(paper.text, share.end):
        return False
    told = same["same"] or same["verb"]
    return told in paper.text[part.start - 2 * len(told) - 2 : part.end + len(told) + 2]


def _of(paper: Paper, part: Quantity, whole: Quantity | None, named: str) -> Pair | None:
    if (
        whole is None
        or not _belong(whole, part)
        or part.least > whole.most
        or whole.least <= 0
        or _is_of_others(paper, whole, part)
    ):
        return None
    return Pair(part, whole, named)


def _is_of_others(paper: Paper, whole: Quantity, part: Quantity) -> bool:
    """Whether two numbers count things beside each other, or of other names: 9个项目部…，四个工种占七成."""
    sexes = [SEX.findall(paper.before(amount, NAME)) for amount in (whole, part)]
    if all(sexes) and sexes[0] != sexes[1]:
        # 男性16660人，女性7140人，女性占30%
        return True
    names = [set(paper.after(amount, NAME).partition("占")[0]) for amount in (whole, part)]
    return whole.unit == part.unit == "个" and all(names) and names[0].isdisjoint(names[1])


def _belong(whole: Quantity, part: Quantity) -> bool:
    return part.unit in COUNTED and (whole.unit == part.unit or whole.unit + part.unit in HELD_BY)


def _is_threshold(paper: Paper, amount: Quantity) -> bool:
    """Whether an amount is part of a name: 百人以下的企业."""
    return amount.low == 0 or math.isinf(amount.high) or (amount.vague and paper.said(amount).startswith(("超", "逾", "不")))


def _before(paper: Paper, segment: Segment, previous: Segment | None, part: Quantity, rated: bool = False) -> Quantity | None:
    """The whole that stands before a part: the last that is larger, in its sentence or at the end of the one before."""
    own = [a for a in segment.amounts if a.end <= part.start and _belong(a, part)]
    for whole in reversed(own[-5:]):
        if (
            whole.value > part.value
            and not PART_TOO.match(paper.text, whole.end)
            and not OTHER.search(paper.text, whole.end, part.start)
        ):
            return whole if rated or WITHIN.search(paper.text[whole.end : part.start]) else None
    if previous is None or segment.start - previous.end > 1:
        return None
    if paper.text[previous.end : previous.end + 1] in "；;":
        return _first(paper, segment, part)
    if own or part.start - segment.start > 24:
        return None
    earlier = [a for a in previous.amounts[-4:] if _belong(a, part) and a.value > part.value]
    return earlier[-1] if len(earlier) == 1 else None


def _first(paper: Paper, segment: Segment, part: Quantity) -> Quantity | None:
    """The whole that a sentence begins with: 217人中，高级48人，占22%；中级97人，占45%."""
    begin = paper.last("。\n", 0, segment.start)
    own = [a for a in paper.amounts[max(0, segment.first - 12) : segment.first] if a.start > begin and _belong(a, part)]
    whole = own[0] if own else None
    if (
        whole is None
        or whole.value <= part.value
        or not (ALL.search(paper.before(whole, 10)) or MEMBERS.match(paper.text, whole.end))
    ):
        return None
    return whole


def named_wholes(paper: Paper, index: int, part: Quantity, core: str) -> list[Quantity]:
    """The amounts of the paper that are told by the name of a whole, the nearest before first."""
    called = [
        place for place, a in enumerate(paper.amounts[:MANY]) if _belong(a, part) and a is not part and _is_called(paper, a, core)
    ]
    # 技能人才由9800人增加到13300人: what there is now bears the name too.
    called += [place + 1 for place in called if paper.amounts[place + 1 :][:1] != [part] and telling(paper, place).first]
    found = [(abs(place - index) + (place > index) * 100, paper.amounts[place]) for place in called]
    return [a for _, a in sorted(found, key=lambda pair: pair[0])]


def _is_called(paper: Paper, amount: Quantity, core: str) -> bool:
    before = re.sub(
        "(?:约|近|达到?|共|有|已|为|是|了|的|总数|人数|总计|现|超过?)+$", "", WORKERS.sub("职工", paper.before(amount, 20))
    )
    after = WORKERS.sub("职工", paper.after(amount, 10))
    head, rest = core[-2:], core[:-2]
    if (
        not (head in before[-6:] or head in after)
        or re.search("[每新另]" if len(core) > 2 and before.endswith(core) else "[每新另]|其中|其余", before[-6:])
        or re.search(r"明年|\d年计划", before)
    ):
        return False
    return all(pair in before + after for pair in (rest[i : i + 2] for i in range(0, len(rest) - 1, 2)))


def _rated(paper: Paper, segment: Segment, previous: Segment | None, index: int, rated: str) -> Pair | None:
    """146人参加考评，63人合格，合格率43%: a part told in the words of the rate, and what stands before it."""
    rate, amounts = segment.amounts[index], segment.amounts
    stem = next((word for word in SAID if rated.endswith(word)), rated)
    before = [a for a in amounts[max(0, index - NEARBY) : index] if a.unit in COUNTED]
    after = [a for a in amounts[index + 1 : index + 2] if a.unit in COUNTED and a.start - rate.end <= 12]
    near = [a for a in before[-3:] if rate.start - a.end <= FARTHEST]
    # 受理103件，调解成功87件，涉及金额316万元，调解成功率: what the rate is of may stand one before the last.
    candidates = [*near[-1:], *(a for a in reversed(near[:-1]) if stem in SAID and re.search(SAID[stem], paper.before(a, 12)))]
    if len(before) == 1 and stem in SAID:
        # 报考的64人，通过率为75%，通过58人
        candidates += after
    for part in candidates:
        if part in after and not re.fullmatch(f"[，,、（(](?:有|共)?(?:{SAID[stem]})(?:了|的)?", paper.between(rate, part)):
            continue
        planned = before[-2] if len(before) > 1 and part is before[-1] and before[-2].unit == part.unit else None
        if stem == "完成" and planned and planned.value and re.search("目标|计划|任务", paper.before(planned, 8)):
            # 目标值10000份，实际值12500份，完成率125%
            return Pair(part, planned, rated)
        if any(a.unit == "%" for a in amounts[:index] if a.start > part.end):
            continue
        # 考过39人，未过15人，通过率72.2%
        if MISSED.search(paper.before(part, 4)):
            continue
        gone = stem in STAYED and bool(GONE.search(paper.before(part, 10) + paper.after(part, 12).partition("、")[0]))
        if not gone and stem != "这个" and not is_told(paper, part, stem):
            continue
        # 整改31条，整改率100%: else all of another thing than the two that stand there.
        if rate.value == 100 and not (stem in SAID and stem != "入会" and re.search(SAID[stem], paper.before(part, 6))):
            continue
        whole = _before(paper, segment, previous, part, rated=True) or staff_of(paper, part, stem)
        # 参保率 may be of the members, whom another sentence tells.
        told = paper.amounts[:EARLY] if whole and whole.end < segment.start else ()
        if any(is_share(part.least, part.most, a, rate) for a in told if a is not part and _belong(a, part) and a.least > 0):
            return None
        between = paper.text[max(whole.end, segment.start) : max(part.end, rate.end)] if whole else ""
        if whole is None or OTHER.search(between):
            continue
        if gone and any(is_share(w.value - part.value, w.value - part.value, w, rate) for w in before if w.value > part.value):
            continue
        if gone:
            left = whole.value - part.value
            part = part._replace(value=left, low=left, high=left)
        # 取得初级证412人、中级证67人，合计479人，取证率65.1%: whatever stands before it may be meant.
        if not gone and any(
            is_share(a.least, a.most, whole, rate) for a in before if a is not whole and a.high < math.inf and _belong(whole, a)
        ):
            return None
        return _of(paper, part, whole, rated)
    return None


def _fits(paper: Paper, segment: Segment, previous: Segment | None, index: int, pair: Pair) -> bool:
    """Whether a share is that of the part, or of some listed up to it, in any whole of the neighbourhood."""
    share, part, whole = segment.amounts[index], pair.part, pair.whole
    near = [
        a for a in [*(previous.amounts[-8:] if previous else ()), *segment.amounts]
        if _belong(a, part) and a.high < math.inf and (a.end <= share.start or a.start == part.start)
    ]  # fmt: skip
    if pair.by_name:
        return any(is_share(part.least, part.most, w, share) for w in (whole, *pair.others))
    wholes = [whole, *(a for a in near if a.start != part.start and a.most >= part.least > 0)]
    # 拉丝120人、镀锌80人，其中90人，占45%: of both together.
    wholes += [a._replace(low=a.low + b.low, high=a.high + b.high, step=a.step + b.step)
               for a, b in combinations(near[-6:], 2) if b.end <= part.start and b.start - a.end <= SIDE_BY_SIDE]  # fmt: skip
    parts = [(part.least, part.most)]
    low, high = parts[0]
    listed = [a for a in near if a.end <= part.start and a is not whole and a.start > whole.start]
    for amount in reversed([a for a in listed if not GROWN.search(paper.text[a.end : part.start])]):
        low, high = low + amount.least, high + amount.most
        parts += [(low, high), (amount.least, amount.most)]
    return any(is_share(low, high, w, share) for low, high in parts for w in wholes)


def _is_near(pair: Pair, share: Quantity) -> bool:
    """Whether a share comes near enough to its numbers to be meant for them, or is one mistyped digit off."""
    given = 100 * pair.part.value / pair.whole.value
    decimals = len(f"{share.value:g}".partition(".")[2])
    if one_slip(f"{given:.{decimals}f}".replace(".", ""), f"{share.value:.{decimals}f}".replace(".", "")):
        return True
    if 0.94 * share.value < 10 * given < 1.06 * share.value:
        return True
    off = 2 * FAR_OFF if pair.sure else FAR_OFF
    return share.low / off <= given <= share.high * off


def is_share(low: float, high: float, whole: Quantity, share: Quantity) -> bool:
    """Whether `low`…`high` of a whole rounds to a share as written."""
    slack = CUT * (2.0 if share.step == 10 else share.step) + (
        ROUND_TENS
        if share.step == 1 and share.value % 10 == 0
        else ROUND_FIVES
        if share.step == 1 and share.value % 5 == 0
        else 0.0
    )
    return 100 * low / max(whole.most, 1e-9) <= share.most + slack and 100 * high / max(whole.least, 1e-9) >= share.least - slack


def _no_share(paper: Paper, pair: Pair, share: Quantity) -> Conflict:
    part, whole = pair.part, pair.whole
    percent = say(round(100 * part.value / whole.value, 1), "%")
    start, end = min(part.number, whole.number), max(part.end, whole.end)
    if pair.named:
        told = f"按{paper.said(whole)}和{paper.said(part)}算，{pair.named}{'率' if pair.named != '这个' else '比例'}应是{percent}"
        question = "人数和比率，哪一个写错了？是不是另有基数？"
    else:
        told = f"{paper.said(part)}占{paper.said(whole)}应是{percent}"
        question = "人数（数量）和百分比，哪一个写错了？占的是不是这个总数？"
    if end - start > 2 * FARTHEST:
        start, end = whole.start, whole.end
    return Conflict(share.start, share.end, start, end, f"{told}，文中写的是{paper.said(share)}，存疑。", question)
