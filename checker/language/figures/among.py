"""More of some than of all they are among: 80人参加考核、92人合格; 发放问卷800份，收回896份; 71票反对 of 65 delegates.

What is told of some (they passed, were mended, were taken up) follows what is told of all (they took part, were found, were
handed in). Words of another time or another whole set the two apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import combinations, pairwise

from checker.language import lazily
from checker.language.figures.paper import LONGEST_CLAUSE, Conflict, Paper, Segment
from checker.language.figures.shares import named_wholes
from checker.language.figures.sums import TOTAL, sum_conflict
from checker.language.figures.telling import shared_noun, telling
from checker.language.numerals import value
from checker.language.quantities import Quantity

# What holds of some, told right before or behind their number.
OUTCOME = (
    "授权|揭走|走了|去考|做成|改了|合格|过关|通过|考过|考上|考取|考出|取得|取证|拿证|拿到|获证|获评|评上|评为|当选|入选|入围|晋级|晋升|升级|升档|升了|达标|及格|优秀|"
    "选出|选上|用[了掉完去]|结业|毕业|获奖|录取|录用|聘任|受聘|聘用|上岗|到岗|定岗|转岗|转正|出师|留用|留下|留任|留在|脱困|脱贫|解困|签约|签字|到会|实到|出席|报到|入住|"
    "住进|返岗|解聘|停发|落选|过了|得到|办结|办好|办成|办妥|办完|办了|结案|成功|调成|化解|采纳|采用|吸收|落实|解决|答复|回复|"
    "整改|改好|改完|销号|闭环|消除|治理|验收|完成|结题|攻克|转化|投产|获批|立案|立项|揭榜|兑现|到位|收回|回收|收上|交回|返回|有效|赞成|反对|同意"
)
BEHIND = lazily.pattern(rf"(?:{OUTCOME})(?![率生])[^，。；、\d]{{0,6}}$")
AHEAD = lazily.pattern(rf"(?:[^，。；、\d]{{0,8}}?(?:全部|都|已|均|一次|被|又)?)(?:{OUTCOME})(?!率)")
# 职工286人，车间里干活的291人.
STAFF, WORKERS = lazily.pattern("(?:职工|员工)(?:共|有|约)*$"), lazily.pattern("一线|车间|生产|操作|工人$")
# 委员23名，非公企业的占24名.
SHARE, AFTER_SHARE = lazily.pattern("占了?$"), frozenset("，。；、：）\n")
# 64户全部达到 of 62户.
WHOLLY = lazily.pattern(r"[\u4e00-\u9fff]{0,4}?(?:全部|全都|都|均|个个|无一)")
# These are also what all went through: 征集提案27件，立案19件.
FIRST = lazily.pattern(
    r"(?:立案|立项|揭[榜走了]|验收|毕业|报到|签约|立|到期|同意|参加|考试|报考|应试|受理|收到|参评)[^，。；\d]{0,8}$"
)
ELSEWHERE = lazily.pattern(
    r"累计|此前|往年|历年|去年|上年|另|以及|加上|全年|两批|先后|至今|以来|每|目前|带动|人次|项次|个次|还|新|奖金|增加|达到|名师傅|其他|第[二三四五]|又|再|由|从|慰问|走访|同时|组织|举办|开展|其中"
)
NOT_ALL = lazily.pattern(
    r"每|在[建办]|其中|计划|目标|任务|指标|首批发|人均|平均|不少于|不超过|至少|最多|前(?![来年])|新增|再|第[一二三四五六\d](?![方批期届])|满|由|从|[增提升加长高达]到$"
)
NOT_COUNTED = frozenset(
    (
        "",
        "级",
        "档",
        "岁",
        "号",
        "番",
        "成",
        "度",
        "款",
        "%",
        "元",
        "天",
        "月",
        "分钟",
        "百分点",
        "倍",
        "课时",
        "学时",
        "分",
        "次",
        "年",
        "班",
        "人次",
    )
)
AIMED = lazily.pattern("的?(?:目标|任务|计划|指标)")
PLANNED = lazily.pattern("(?:计划|目标|任务|指标)[^，。；\\d]{0,2}$")
FARTHEST, NEAR, LONGEST_ADVERB = 30, 1.6, 3
MARK = lazily.pattern(r"[，、,；]")

# All there are, and what makes a number one of another time or of others.
STOCK = lazily.pattern(
    r"(?:现有|共有|在[册岗职档]|建档|总数|人数|下[辖设]|辖|发展到|增加到|拥有|[区县市镇厂司矿]有|共|设有?|选出|[总合]计|运行|[路热]站)[^，。；\d]{0,14}$"
)
NO_STOCK = lazily.pattern("[每新另再]|其中|增加(?!到)")
OTHER_TIME = lazily.pattern(
    r"累计|人次|先后|历年|以来|[两三四五]年|计划|力争|目标|到20|明年|带动|慰问|每|平均|[涨增扩]|提高|达到|[去上前]年|原[来有]|过去|以前|改革前|其他|外"
)
# 安检员中有; 两个以上岗位的有
AMONG_NAMED = lazily.pattern(
    r"(?:^|[的原])(?P<noun>[\u4e00-\u9fff]{2,6}?)(?<![其年集])[中里](?![心央级等专年型小])(?:面|头)?[^，。；\d]{0,12}$"
)
WITHIN = lazily.pattern("[中里]")
STEP = lazily.pattern(r"(?P<number>[一二三四五六七八九两\d]+)(?P<unit>[\u4e00-\u9fff])[^，。；、\d]{0,4}?以上[^，。；、\d]{0,6}$")
STOCKED = frozenset("人家座个台户票张")
# Of others than those before.
OTHERS, NEGATED = lazily.pattern("另有?|另外|退休|外包|劳务|临时"), lazily.pattern("(?:没有?|未|不|班组次|人次)")
AROUND, SMALLEST = 8, 0.1
Pair = tuple[Quantity, Quantity]
MOST, LEAST, BEYOND, ALL_OF, FEW, ALL_VOTES = 200, 20, 1.45, 1.12, 8, 1.2


VOTE = lazily.pattern(r"反对|赞成|弃权|同意|否决|否掉|退回|通过|支持")
ASSEMBLY = lazily.pattern(r"职代会|代表大会|职工代表|(?:设|共有|选出|选举|应到|行业)[^，。；]{0,6}代表")
DELEGATES_AFTER = lazily.pattern(r"[\u4e00-\u9fff]{0,5}代表(?![团队组列谈协])")
DELEGATES_BEFORE = lazily.pattern(r"代表(?:共|总数|人数|共有|为|名额|应到|有)*$")
SOME_DELEGATES = lazily.pattern("(?:一线|女|青年|列席|特邀|其中)[^，。；]{0,4}代表")
AT_VOTE = lazily.pattern(r"(?:名|人|个|位)?代表投了?(?:反对|赞成)票")


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Pairs of amounts of which the later, a part of the former, is the larger; votes above the delegates."""
    yield from (_more(paper, first, second) for first, second in _pairs(paper) if not _is_told_for(paper, first, second))
    if "代表" in paper.text:
        yield from _votes(paper)


def _is_told_for(paper: Paper, first: Quantity, second: Quantity) -> bool:
    """Whether the larger number was told before of others, sums up several, or is of those who are not among them."""
    at = bisect_left(paper.amounts, (second.start,))
    earlier = [a for a in paper.amounts[max(0, at - AROUND) : at] if a.unit == second.unit]
    # 3 of 3个车间 is no part of what 36个班组 are one of.
    alike = [a.value for a in earlier if a.value >= SMALLEST * second.value]
    again = any(a.value == second.value and a is not first for a in earlier)
    summed = TOTAL.search(paper.before(second, 6)) and second.value == sum(a.value for a in earlier[-3:])
    if again or summed or second.value in {sum(alike[-3:]), *(a + b for a, b in combinations(alike, 2))}:
        return True
    others = OTHERS.search(paper.before(second, 8)) and not SHARE.search(paper.before(second, 4))
    return bool(others or NEGATED.match(paper.after(second, 6)))


def _pairs(paper: Paper) -> Iterator[Pair]:
    for segment in paper.segments:
        if len(segment.amounts) > 1:
            yield from _in_segment(paper, segment)
    yield from _beyond(paper)
    yield from _of_the_named(paper)
    yield from _all_of_fewer(paper)
    if "以上" in paper.text:
        yield from _above(paper)


def _in_segment(paper: Paper, segment: Segment) -> Iterator[Pair]:
    counted = [a for a in segment.amounts if a.unit not in NOT_COUNTED and a.value >= 2]
    for index, second in enumerate(counted[1:], 1):
        first = counted[index - 1]
        if not _belong(first, second) or second.least <= first.most or second.start - first.end > FARTHEST:
            continue
        # Whatever else of the unit stands before may be the whole.
        wider = any(_belong(a, second) and a.most >= second.least for a in counted[max(0, index - 4) : index])
        if wider and not FIRST.search(paper.before(first, 12)):
            continue
        head, between = paper.before(first, 12), paper.text[first.end : second.start]
        if (
            between in ("、", "和")
            or paper.text[first.start - 1] in "和、"
            or "。" in between
            or "\n" in between
            or paper.text.startswith("次", second.end)
            or second.value > NEAR * first.value
        ):
            continue
        if (
            AIMED.match(paper.text, second.end)
            or NOT_ALL.search(head)
            or PLANNED.search(paper.before(second, 8))
            or ELSEWHERE.search(between + paper.after(second, 4))
        ):
            continue
        if STAFF.search(paper.before(first, 6)) and WORKERS.search(paper.before(second, 16)):
            yield (first, second)
            continue
        if SHARE.search(paper.before(second, 4)) and paper.text[second.end : second.end + 1] in AFTER_SHARE:
            yield (first, second)
            continue
        before = BEHIND.search(paper.before(second, 8))
        told = before or AHEAD.match(paper.after(second, 12))
        # What stands right before the later amount is told of it alone: 67名学徒留下69名.
        own = paper.after(first, 12)[: max(0, second.start - len(before.group()) - first.end) if before else None]
        too = (BEHIND.search(head) or AHEAD.match(own)) and not FIRST.search(head)
        # 招进1015人，走了1187人，净减少172人: two ways of one coming and going.
        at = bisect_left(paper.amounts, (second.end,))
        if any(a.unit == second.unit and a.value == second.value - first.value for a in paper.amounts[at : at + 1]):
            continue
        if told and not too and not _is_another(paper, first, second, told):
            yield (first, second)


def _is_another(paper: Paper, first: Quantity, second: Quantity, told: re.Match[str]) -> bool:
    """Whether a name of its own stands before the later amount: 发展党员4名，预备党员转正5名."""
    before = MARK.split(paper.text[first.end : second.start])[-1]
    name = before[: -len(told.group())] if before.endswith(told.group()) else ""
    known = paper.before(first, 12) + paper.after(first, 12)
    return len(name) > LONGEST_ADVERB and name not in known


def _belong(first: Quantity, second: Quantity) -> bool:
    return first.unit == second.unit or (first.unit, second.unit) in (("对", "人"), ("套", "户"), ("套", "家"))


def _beyond(paper: Paper) -> Iterator[Pair]:
    """More than all there are: 现有分会22个 … 24个分会全部参加."""
    counted = [i for i, a in enumerate(paper.amounts[:MOST]) if a.unit in STOCKED and a.value >= LEAST and not a.vague]
    stock = [
        i
        for i in counted
        if STOCK.search(paper.before(paper.amounts[i], 16)) and not NO_STOCK.search(paper.before(paper.amounts[i], 6))
    ]
    for place in stock:
        whole = paper.amounts[place]
        most = max(paper.amounts[i].value for i in stock if paper.amounts[i].unit == whole.unit)
        for index in counted:
            amount = paper.amounts[index]
            rounded = amount.value % 10 == 0 and amount.value - whole.value < 10
            if amount.unit != whole.unit or not most < amount.value <= BEYOND * whole.value or index < place or rounded:
                continue
            told = telling(paper, index)
            # 由3418人增至4236人 is no more than all.
            if told.first or told.last:
                continue
            around = f"{told.sentence[-20:]}｜{told.behind}"
            noun = shared_noun(telling(paper, place), told)
            if len(noun) > 1 and not OTHER_TIME.search(around) and not OTHER_TIME.search(paper.before(whole, 16)):
                yield (whole, amount)
                break


def _of_the_named(paper: Paper) -> Iterator[Pair]:
    """More of those than there are: 136名安检员 … 原安检员中有172人; 会员1284人，会员中一线工人1297人."""
    for index, some in enumerate(paper.amounts[:MOST]):
        if some.unit not in STOCKED or some.vague or some.value < 2 or not WITHIN.search(paper.text, some.start - 14, some.start):
            continue
        named = AMONG_NAMED.search(paper.before(some, LONGEST_CLAUSE))
        if not named:
            continue
        core = named["noun"][-4:]
        wholes = named_wholes(paper, index, some, core) or named_wholes(paper, index, some, core[-2:])
        largest = max(wholes, key=lambda a: a.most, default=None)
        if largest and largest.most < some.least <= NEAR * largest.most and not ELSEWHERE.search(named.group()):
            yield (largest, some)


def _all_of_fewer(paper: Paper) -> Iterator[Pair]:
    """All of more than there are: 困难职工62户，…，64户全部达标."""
    largest: dict[str, Quantity] = {}
    seen: set[tuple[str, float]] = set()
    begin = -1
    for some in paper.amounts:
        if some.unit in NOT_COUNTED or some.vague:
            continue
        paragraph = paper.text.rfind("\n", max(0, begin), some.start)
        if paragraph > begin:
            begin, largest = paragraph, {}
        most = largest.get(some.unit)
        if (
            most
            and most.value < some.value <= ALL_OF * most.value
            and most.value >= FEW
            and WHOLLY.match(paper.text, some.end)
            and not NOT_ALL.search(paper.before(some, 12))
            and (some.unit, some.value) not in seen
        ):
            yield (most, some)
        seen.add((some.unit, some.value))
        if most is None or some.value > most.value:
            largest[some.unit] = some


def _above(paper: Paper) -> Iterator[Pair]:
    """Who reaches a higher step reached the lower: 二星以上1527人，三星以上1683人."""
    for segment in paper.segments:
        steps = [(a, step) for a in segment.amounts if a.unit in STOCKED and (step := STEP.search(paper.before(a, 14)))]
        for (first, low), (second, high) in pairwise(steps):
            order = (value(high["number"]) or 0) - (value(low["number"]) or 0)
            if order < 0:
                first, second = second, first
            if order and first.unit == second.unit and low["unit"] == high["unit"] and second.least > first.most:
                yield (first, second)


def _votes(paper: Paper) -> Iterator[Conflict]:
    """Votes that are more than the delegates of the whole paper's assembly."""
    delegates = [a for a in paper.amounts if a.unit == "人" and _are_delegates(paper, a)] if ASSEMBLY.search(paper.text) else []
    if not delegates:
        return
    most = max(delegates, key=lambda a: a.most)
    for segment in paper.segments:
        yield from _all_votes(paper, segment, most)
    for cast in paper.amounts:
        if cast.unit in ("票", "张", "人") and most.most < cast.least <= NEAR * most.value and _is_vote(paper, cast):
            yield _more(paper, most, cast)


def _all_votes(paper: Paper, segment: Segment, most: Quantity) -> Iterator[Conflict]:
    """57票赞成、78张反对票 of 131 delegates: votes of one ballot."""
    ways = {
        way.group(): a
        for a in segment.amounts
        if a.unit in ("票", "张", "人") and not a.vague
        and (way := VOTE.search(paper.after(a, 6).partition("、")[0]) or VOTE.search(paper.before(a, 4)))
    }  # fmt: skip
    cast = sorted(ways.values())
    if len(cast) > 1 and most not in cast and most.most < sum(a.value for a in cast) <= ALL_VOTES * most.value:
        yield sum_conflict(paper, most, cast, "超过")


def _is_vote(paper: Paper, amount: Quantity) -> bool:
    if amount.unit == "人":
        return AT_VOTE.match(paper.text, amount.end) is not None
    around = paper.before(amount, 6) + paper.after(amount, 6)
    return bool(VOTE.search(around)) and (amount.unit == "票" or "票" in paper.after(amount, 4))


def _are_delegates(paper: Paper, amount: Quantity) -> bool:
    named = DELEGATES_BEFORE.search(paper.before(amount, 10)) or DELEGATES_AFTER.match(paper.after(amount, 10))
    return bool(named) and not AT_VOTE.match(paper.text, amount.end) and not SOME_DELEGATES.search(paper.before(amount, 10))


def _more(paper: Paper, first: Quantity, second: Quantity) -> Conflict:
    return Conflict(
        second.number, second.end, first.start, first.end,
        f"一共是{paper.said(first)}，其中一部分却有{paper.said(second)}，比一共的还多，存疑。",
        "两个数是不是同一批人？哪一个写错了？",
    )  # fmt: skip
