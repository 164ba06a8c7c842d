"""What must add up: 已销号33项，剩下7项 of 38项; 个人交60元，行政补40元，合成120元; 收入318万元、支出296万元、结余32万元.

A total, or what is left over, is held against all the amounts before it in every combination. Only where none fits, and those
right beside it come near, is it a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from checker.language import lazily
from checker.language.figures.paper import ENDS, LONGEST_CLAUSE, Conflict, Paper
from checker.language.numerals import DIGITS
from checker.language.quantities import Quantity, say

NOT_COUNTED = frozenset(("", "%", "级", "档", "岁", "号", "番", "成", "度", "款", "倍", "月", "天", "分钟", "百分点", "班"))
KINDRED = {"户": "家", "套": "家", "所": "家", "支": "家"}
# What is left of a whole.
REST = lazily.pattern(
    r"(?:(?P<sure>其余|剩下?|剩余|余下|还剩|尚余|还空着?|空着|结余|余额|(?<!都)[没未](?!有的)(?P<verb>[\u4e00-\u9fff]{1,4})的|只剩|[还尚]差|差的)|(?P<likely>还有|另有|另外|尚有|仍有|在档|实[到考参交]|缺[考席勤]|其他|还没|滞后|(?<!都)[没未](?!收|征|发|交)))"
    r"(?:的|了|下|有|是|为|仅|只|共|约)*(?P<noun>(?![给向为把对])[\u4e00-\u9fff]{0,4}|[^，。；\d]{2,20}[和与、][^，。；\d]{2,16})$"
)
REST_BEHIND = lazily.pattern(
    r"(?P<noun>[\u4e00-\u9fff]{0,8}?)的?(?:还|尚|仍|至今|暂)?(?:没有?(?!再)|未(?!来|成年)|待)[\u4e00-\u9fff]{1,4}"
)
TOTAL = lazily.pattern(
    "(?:共|合计|(?<!第)[两二三四五六七八九](?:[项批笔类期届次家厂地]|年(?!下?来|里|内|间|前|后))(?:新增|一共)?|[共总]计|总共|累计|两[头批项者]|加起来|加在一起|合[编并]为|凑[成够]|相加|^这)[^，。；\\d]{0,6}$"
)
COUNT = lazily.pattern("(?<!第)([两二三四五六七八九])[项批笔类年期届次家厂地]")
# A quick look that spares most amounts the slow ones.
CUE = lazily.pattern("[两项全共计合总累加凑这其剩余还另尚仍未没差缺实空结档只外除扣刨滞]")
LEFT = lazily.pattern("[没未待]")
# Amounts that are no parts of what was told before.
ELSE = lazily.pattern(
    r"(?:每|均|各|至少|最多|不少于|不低于|不超过|比|较|(?:增加|减少)(?![到至为])|超额|新增|补选|增补|累计|先后)[^，。；\d]{0,6}$"
)
PER = lazily.pattern(r"(?:[每均各较]|比(?![武赛例重]))[^，。；\d]{0,6}$")
ALSO, MEMBERS = lazily.pattern("另[有外]"), lazily.pattern("[中里]")
# 36户重点企业里，没更新的有14户
OF_THESE = lazily.pattern(r"[^，。；、\d]{1,8}[里中](?:头|面)?[，,]")
CHANGED = lazily.pattern("(?:调整|增加|减少|缩减|扩大|合并|[增减改调])[为到至成]")
COME = lazily.pattern("新(?:识别|增|招|进|建档|纳入)")
ORDINAL = lazily.pattern("第[二三四五六]")
OVERLAP = lazily.pattern("同时|重复|交叉|重叠")
SPENT = lazily.pattern("[用花]了")
# 除了7户停炉的，开炉的58家.
EXCEPT = lazily.pattern(r"(?:除了?|除去|扣除|刨去)$")
TRAIT = lazily.pattern(r"党员|团员|女|岁|班组长|组长(?!1人|1名)|代表|劳模|以上|大专|本科|双|证|委员|骨干")
# 报名778人，缺考126人
ABSENT, DUE = lazily.pattern("缺[考席勤]$"), lazily.pattern("报名|应[考到试]")
NESTED, PEOPLE = lazily.pattern("其中"), frozenset("个人对")
GROWN = lazily.pattern("[增升加高展长][加展]?[到至为]$")
# 外省招的22人还剩13人
LEFT_OF = lazily.pattern("[^，、；。]*剩")
ALL = lazily.pattern("[共总现全应]")
BREAKS = lazily.pattern("[，；。：]")
# What is counted without a name of its own.
UNNAMED = frozenset(("人", "票", "元", "分", "天", "次"))
AS_PARTS = lazily.pattern("其中|包括|[（(：:]|分|[计即按含][^，。；\\d]{0,8}$|[中里][^，。；\\d]{0,8}$")
NAMED_TOO = lazily.pattern(r"、$|\d[\u4e00-\u9fff]、[^，。；、\d]{1,6}$")
NOUN = lazily.pattern("[\u4e00-\u9fff]{1,5}")
# 配有心理咨询室2个、母婴室3个
HAVING = lazily.pattern(r"[，,][现共还另都]?(?:[配设建拥办]?有|[设配建开添][了成置备立办]?)(?P<noun>[^，。；、\d]{2,10})$")
NEARBY, FARTHEST, LISTED, FEW, LONGEST, LARGE, NESTING, AT_ONCE, BESIDE = 8, 160, 30, 3, 300, 20, 40, 5, 12


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Totals and remainders that nothing told before gives."""
    told: dict[str, int] = {}
    for index, amount in enumerate(paper.amounts):
        thing = kin(amount)
        told_here = amount.start - told.get(thing, -FARTHEST) < FARTHEST
        told[thing] = amount.start
        if index == 0 or amount.unit in NOT_COUNTED or amount.vague or amount.value < 2:
            continue
        behind = amount.end
        if not CUE.search(paper.text, amount.start - 16, amount.start) and not LEFT.search(paper.text, behind, behind + 5):
            continue
        last = paper.amounts[index - 1]
        # 两项支出8.6万元: how many they are is part of the total.
        counted = COUNT.fullmatch(paper.said(last))
        before = paper.text[max(last.start if counted else last.end, amount.start - len(paper.before(amount, 12))) : amount.start]
        if index > 1 and TOTAL.search(before):
            yield from _total(paper, index)
        elif rest := REST.search(before):
            verb = (rest["verb"] or "").removeprefix("有")
            yield from _rest(paper, index, bool(rest["sure"]), verb) if told_here else _elsewhere(paper, index, verb)
        elif index > 1 and (excepted := _last_kin(paper, index)) and EXCEPT.search(paper.before(excepted, 4)):
            yield from _rest(paper, index, True)
        elif rest := REST_BEHIND.match(paper.after(amount, 10)):
            yield from _rest(paper, index, False)


def _earlier(paper: Paper, index: int, ends: str) -> list[Quantity]:
    """The amounts of the same unit told not far before, back to one of `ends`."""
    told = paper.amounts[index]
    begin = paper.last(ends, told.start - FARTHEST, told.start)
    return [
        a for a in paper.amounts[max(0, index - 2 * NEARBY) : index]
        if a.start > max(begin, told.start - FARTHEST) and kin(a) == kin(told)
    ][-NEARBY:]  # fmt: skip


def _last_kin(paper: Paper, index: int) -> Quantity | None:
    """The amount of the same unit right before, not far from it."""
    last, amount = paper.amounts[index - 1], paper.amounts[index]
    return last if kin(last) == kin(amount) and amount.start - last.end < 16 else None


def kin(amount: Quantity) -> str:
    """What an amount counts, with the like of it."""
    return KINDRED.get(amount.unit, amount.unit)


def _sums(amounts: Sequence[Quantity], least: int = 1, among: Sequence[Quantity] = ()) -> Iterator[tuple[float, float]]:
    """The sums of all choices of at least so many amounts, as intervals; only of those that hold one of `among`, if given."""
    for size in range(least, len(amounts) + 1):
        for chosen in combinations(amounts, size):
            if not among or any(a in among for a in chosen):
                yield sum(a.least for a in chosen), sum(a.most for a in chosen)


def _rest(paper: Paper, index: int, sure: bool, verb: str = "") -> Iterator[Conflict]:
    """What is left, and the last part told before it, against any whole."""
    rest, told = paper.amounts[index], _told_with(paper, index)
    parts, lasts = _parts(paper, rest, told, verb)
    if parts and rest.unit in PEOPLE:
        # 师徒49对，出师36个，没出师的11个; 打通电话82个，…的31人，…的24人，其他27人
        near_by = [a for a in paper.amounts[max(0, index - 2 * NEARBY) : index] if not a.vague]
        if any(meets(low + rest.least, high + rest.most, a) for a in near_by if a.unit == "个" for low, high in _sums(parts)):
            return
        told += [a for a in near_by if verb and a.unit == "对"]
    # 143户，脱困19户、新识别6户，还有130户: who came is no part of who was there.
    if any(COME.search(paper.before(a, 6)) for a in parts):
        return
    # 补考8人中过6人，另有3人退出: of others than the eight.
    if parts and ALSO.search(paper.before(rest, 8)) and len(told) > 1 and MEMBERS.match(paper.text, told[-2].end):
        return
    # 外省招的22人还剩13人: of those told last.
    absent = parts and ABSENT.search(paper.before(rest, 8)) and DUE.search(paper.before(parts[-1], 8))
    if parts and rest.start - parts[-1].end < LISTED and OF_THESE.match(paper.text, parts[-1].end):
        return
    of_the_last = absent or (parts and rest.start - parts[-1].end <= AT_ONCE and LEFT_OF.match(paper.between(parts[-1], rest)))
    if len(told) < 2 or not parts or of_the_last:
        return
    if any(_is_explained(paper, rest, told, last, last in parts) for last in lasts):
        return
    # 复考161人，合格147人，另有2人离职: not all of the others may be told.
    least, most = (0.8, 1.25) if sure else (1.0, 1.15)
    near = [
        (abs(ratio - 1), whole, sorted([*run, rest]))
        for run in _runs(paper, parts, rest)
        for whole in told
        if _can_be_whole(paper, whole, run, rest, told, sure)
        and least <= (ratio := (sum(part.value for part in run) + rest.value) / whole.value) <= most
    ]
    if near:
        _, whole, run = min(near, key=lambda found: found[0])
        yield sum_conflict(paper, whole, run, "超过" if sum(part.value for part in run) > whole.value else "不等于")


def _parts(paper: Paper, rest: Quantity, told: list[Quantity], verb: str) -> tuple[list[Quantity], set[Quantity]]:
    """The amounts before what is left that may be the other parts, and those of them that may be the last."""
    earlier = [a for a in told if a.start < rest.start]
    # 没有报到的39人 is the rest of those who should, beside 报到189人.
    if verbal := [a for a in earlier if verb and paper.before(a, 8).endswith(verb)]:
        return verbal, {verbal[-1]}
    # 办结18件，其中两件当月解决，未办结的…: the last part told may be a part of the last but one.
    outer = [a for a in earlier if not NESTED.search(paper.clause_to(a.start, LONGEST_CLAUSE))]
    return outer, {*earlier[-1:], *outer[-1:]}


def _can_be_whole(paper: Paper, whole: Quantity, run: list[Quantity], rest: Quantity, told: list[Quantity], sure: bool) -> bool:
    """Whether an amount can be the whole of some parts and what is left."""
    # 报考326人。…在场690人，持证的由86人增加到301人；其余29人: of what there is now.
    grown = GROWN.search(paper.before(run[-1], 6))
    # 持证电工由7人增加到16人；还有21人能处理故障
    if grown and (len(run) > 1 or "还有" in paper.before(rest, 4) or "。" in paper.text[whole.end : run[0].start]):
        return False
    # 工资84件、保险46件、合同31件、其他27件: what is set beside the others by 、 is one of them.
    gap = paper.text[whole.end : run[0].start]
    if ORDINAL.search(gap) or ("、" in gap and not BREAKS.search(gap) and not AS_PARTS.search(gap)):
        return False
    # 名额由101名调整为96名: what was is no whole.
    if CHANGED.match(paper.text, whole.end):
        return False
    # 走了44个航次，…剩下3个岛
    if whole.unit == "个" and _are_named_apart(paper, whole, rest):
        return False
    # 按类别：设备204条，用电118条，其他84条: the first of a list.
    begin = paper.last("，。；：、\n", whole.start - LONGEST_CLAUSE, whole.start)
    if (
        paper.text[begin] == "："
        and paper.last("。；\n", whole.end, rest.start) < whole.end
        and not ALL.search(paper.before(whole, 10))
    ):
        return False
    # What was told two sentences before is of another account, unless its name is told again: 会员8240人。…。会员录入7915人，差….
    begin = max(0, paper.last("。", rest.start - FARTHEST, rest.start))
    named = len(name := paper.before(whole, 2)) > 1 and name in paper.text[begin : rest.start]
    if paper.text.count("。", whole.end, rest.start) > sure + named:
        return False
    # Of a list behind 其中 nothing is a whole.
    if not named and "其中" in paper.text[max(0, whole.start - NESTING) : whole.start].rpartition("。")[2]:
        return False
    if whole in run or whole.value <= max(part.value for part in (*run, rest)) or ELSE.search(paper.before(whole, 10)):
        return False
    # 正在办的12个，8个三季度办结，4个四季度办结。没有启动的2个: those in hand are told in full.
    if any(meets(low, high, whole) for low, high in _sums([a for a in told if a is not whole], 2, run)):
        return False
    # 有6份没写日期，有4份…，还有3份…: three kinds of fault.
    return sure or not all(paper.before(a, 4).endswith("有") for a in (whole, run[-1]))


def _are_named_apart(paper: Paper, one: Quantity, other: Quantity) -> bool:
    names = [set(paper.after(amount, 2)) for amount in (one, other)]
    return all(names) and names[0].isdisjoint(names[1])


def _told_with(paper: Paper, index: int) -> list[Quantity]:
    """The counted amounts of the paragraph that what is left belongs to."""
    rest, amounts = paper.amounts[index], paper.amounts
    # 一等奖1名 is counted, 一名站长 seldom.
    told = [a for a in _earlier(paper, index, "\n") if not a.vague and (a.value > 1 or paper.text[a.number] != "一")]
    following = amounts[index + 1] if index + 1 < len(amounts) else None
    if (
        following
        and kin(following) == kin(rest)
        and following.start - rest.end < 12
        and not re.search("[。；里]|其中|有", paper.between(rest, following))
    ):
        told.append(following)
    return told


def _is_explained(paper: Paper, rest: Quantity, told: list[Quantity], last: Quantity, alone: bool) -> bool:
    """Whether what is left, the last part told and any others make up one of the amounts, or it was told before."""
    for whole in told:
        if whole is last:
            continue
        others = [a for a in told if a is not whole and a is not last]
        if any(
            meets(low + rest.least + last.least, high + rest.most + last.most, whole)
            for low, high in [(0.0, 0.0), *_sums(others)]
        ):
            return True
        if whole.value == rest.value and (rest.value > FEW or "。" in paper.text[whole.end : rest.start]):
            return True
    # 定上的226人，年末还有214人，离开的12人: the last may be the whole itself.
    # 通过1197人，实际参考1152人，…，其余45人弃考: large numbers do not add up by chance.
    if rest.value >= LARGE and any(a.value + rest.value == b.value for a in told for b in told):
        return True
    spent = (last.least + rest.least, last.most + rest.most)
    # 涉及驾驶员52人、站务员19人，…转岗48人，解除16人，内退7人: of both together.
    for one, other in pairwise(told):
        if paper.text[one.end : one.end + 1] == "、" and other.start - one.end < BESIDE:
            both = other._replace(low=one.low + other.low, high=one.high + other.high)
            left = [a for a in told if a not in (one, other, last, rest)]
            if any(meets(low + spent[0], high + spent[1], both) for low, high in _sums(left)):
                return True
    # 拨付60万元；补助5万元。支出58万元，结余7万元: of both together, however far apart.
    if rest.unit == "元":
        others = [a for a in told if a not in (last, rest)]
        if any(meets(*spent, a._replace(low=a.low + b.low, high=a.high + b.high)) for a, b in combinations(others, 2)):
            return True
    # 汇总2870人，上报2915人，差45人, too.
    added = [(0.0, 0.0)] * alone + [(a.least, a.most) for a in told if a is not last]
    return any(meets(low + rest.least, high + rest.most, last) for low, high in added)


def _elsewhere(paper: Paper, index: int, verb: str) -> Iterator[Conflict]:
    """没入会的6家 against 47家厂入会43家, which another paragraph tells."""
    rest = paper.amounts[index]
    if len(verb) < 2 or rest.vague:
        return
    for place, part in enumerate(paper.amounts[1:LONGEST], 1):
        whole = paper.amounts[place - 1]
        alike = kin(whole) == kin(part) == kin(rest) and part.value < whole.value
        told = alike and part is not rest and whole is not rest and whole.end > part.start - 20
        if told and paper.before(part, 8).endswith(verb) and not LEFT.search(paper.before(part, 8)):
            value = part.value + rest.value
            if not part.vague and not whole.vague and 0.8 <= value / whole.value <= 1.25 and value != whole.value:
                yield sum_conflict(paper, whole, [part, rest], "超过" if value > whole.value else "不等于")
                return


def _runs(paper: Paper, told: list[Quantity], rest: Quantity) -> Iterator[list[Quantity]]:
    """The last part told in the sentence of what is left, or the one before, alone and with those listed right before it."""
    begin = paper.text.rfind("。", max(0, rest.start - FARTHEST), rest.start)
    opens = "，" not in paper.text[begin + 1 : rest.start] or LEFT.search(paper.before(rest, 8))
    if not opens and not any(begin < a.start < rest.start for a in told):
        return
    if not any(begin < a.start < rest.start for a in told):
        begin = paper.text.rfind("。", max(0, begin - FARTHEST), max(0, begin))
    run: list[Quantity] = []
    for amount in reversed(told):
        if amount.start < begin or ELSE.search(paper.before(amount, 10)) or (run and not 0 < run[0].start - amount.end <= 20):
            return
        run = [amount, *run]
        yield run


def are_other_things(paper: Paper, whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether things of another name follow a number, not introduced as its parts: 4个乡镇，有3个水厂、1个化验室."""
    opening = paper.between(whole, parts[0])
    if whole.unit in UNNAMED or AS_PARTS.search(opening):
        return False
    name = set(paper.before(whole, 4) + paper.after(whole, 5).partition("的")[0])
    behind = [noun.group() if (noun := NOUN.match(paper.text, part.end)) else "" for part in parts]
    if all(behind):
        return not any(name & set(noun) for noun in behind)
    having = HAVING.search(opening)
    return having is not None and not name & set(having["noun"])


def meets(low: float, high: float, whole: Quantity) -> bool:
    """Whether `low`…`high` can be the whole."""
    return low <= whole.most + 1e-6 and high >= whole.least - 1e-6


def _total(paper: Paper, index: int) -> Iterator[Conflict]:
    """初级工40人、中级工62人、高级工18人，共130人: a sum behind what it sums."""
    total = paper.amounts[index]
    told = [a for a in _earlier(paper, index, "\n") if not a.vague]
    begin = paper.last("。；！\n", total.start - FARTHEST, total.start)
    own = [a for a in told if a.start > begin and not PER.search(paper.before(a, 10))]
    ended = ENDS.search(paper.text, total.end, total.end + FARTHEST)
    sentence = ended.start() if ended else total.end + FARTHEST
    following = [a for a in paper.amounts[index + 1 : index + 4] if kin(a) == kin(total) and a.start < sentence and not a.vague]
    before = paper.before(total, 8)
    if "累计" in before:
        # 全年制梁520片，架梁508片，累计制梁968片: more of the one over longer; 第二年累计到1120人，到六月累计1730人.
        again = before.rpartition("累计")[2]
        if any("累计" in paper.before(a, 6) or (again and paper.before(a, 12).endswith(again)) for a in own):
            return
    # …4.9万元；…2.7万元，两项支出8.6万元
    if count := COUNT.search(before):
        opened = paper.last("。\n", total.start - FARTHEST, total.start)
        own = [a for a in told if a.start > opened and not PER.search(paper.before(a, 10))]
        if len(own) != DIGITS[count[1]]:
            return
    # 甲160人、乙48人，其余15家共204人
    rest = own and "其余" in paper.text[own[-1].end : total.start]
    if len(own) < 2 or rest or any(meets(low, high, total) for low, high in _sums([*own, *following])):
        return
    for size in range(2, len(own) + 1):
        run = own[-size:]
        # 有3家同时入选，两批分别为12家和15家，合计24家
        if sum(a.value for a in run) > total.value and OVERLAP.search(
            paper.text, max(begin, run[0].start - LISTED), total.end + LISTED
        ):
            return
        # 经费…，一共用了365万元: what was spent of what was given.
        if SPENT.search(before) and not SPENT.search(paper.text[run[0].start - 12 : run[-1].start]):
            return
        # 专项经费80万元，教育经费300万元，工会经费40万元，一共用了365万元: what stands right before is of the list too.
        if size < len(own) and own[-size - 1].value < total.value and run[0].start - own[-size - 1].end < BESIDE:
            continue
        value = sum(a.value for a in run)
        # 康牧饲料、3家冷链企业和12家合作社，共16家: what is named counts too.
        # So does what is counted by another word: 电站3座、洗煤厂2家、砂石厂4家，共10家.
        if value < total.value and NAMED_TOO.search(paper.text, run[0].start - BESIDE, run[0].start):
            return
        # Who is a party member and a woman is told twice, but not counted twice.
        twice = sum(a.value for a in own) > total.value and any(TRAIT.search(paper.before(a, 8)) for a in own)
        apart = any(b.start - a.end > LISTED for a, b in pairwise([*run, total]))
        if 0.85 <= value / total.value <= 1.2 and not twice and not apart and "每" not in paper.between(run[-1], total):
            yield sum_conflict(paper, total, run, "不等于", "后面")
            return


def sum_conflict(paper: Paper, whole: Quantity, parts: Sequence[Quantity], how: str, where: str = "前面") -> Conflict:
    """Parts whose sum is `how` (超过, 不等于) a whole told `where`."""
    total = sum(part.value for part in parts)
    head = "其中" if where == "前面" else "前面"
    about = "约" if any(part.vague for part in parts) else ""
    return Conflict(
        parts[0].number, parts[-1].end, whole.start, whole.end,
        f"{head}{_count(len(parts))}项相加是{about}{say(total, whole.unit)}，{how}{where}说的{paper.said(whole)}，存疑。",
        "各项和总数，哪一个要改？有没有人或事被重复计算？",
    )  # fmt: skip


def _count(number: int) -> str:
    return "零一两三四五六七八九十"[number] if number <= 10 else str(number)
