"""A whole, and right after it its parts one by one: 应报24份，按时报送15份，迟报4份，未报3份; 会员430人，其中羽毛球148人，….

Hardly any words are asked for. What speaks for an account is that its amounts follow each other and nearly add up; what speaks
against a slip is that any others of the neighbourhood do add up, so that the writer counted something else: lists are parts of
an earlier whole, or have a total of their own. Left alone, too, is what may overlap (traits of people, one step of a procedure
after another) and what is told of other times.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import NamedTuple

from checker.language import lazily
from checker.language.figures.kinds import CLASSES, Item, exclusive
from checker.language.figures.paper import Conflict, Paper
from checker.language.figures.slips import one_slip
from checker.language.figures.sums import KINDRED, NOT_COUNTED, are_other_things, meets, sum_conflict
from checker.language.numerals import LARGE
from checker.language.quantities import Quantity, say

# What came of some, who are then none of the others.
ILL = lazily.pattern(
    r"未|没(?!人)|撤|终止|退[回档出]|迟|滞后|降(?![本低到至])|淘汰|延期|取消|停(?!车)|解[除聘]|驳回|否|弃|缺|暂缓|注销|不[合达予过及再愿到]|离[开职]|补考|转[入到为向]|重[来考]|"
    r"剩|其余|余下|另|还(?=有|在)|自愿|返工|落选|余(?![人名家])|负(?![责担荷])|请假|换下"
)
# One step of a procedure after another: whoever took the second took the first.
STEP = lazily.pattern(
    r"立案|揭榜|揭走|报[名考了]|过了|参[加考评]|受理|办[结成]|合格|通过|验收|采纳|落实|完成|考取|取得|取证|达标|应答|收[回到]|上岗|兑现|征集|[挂张]榜|见到效益|"
    r"成功|投产|签订|建会|来[了自]|当[上选]|第[一二三四五]|评[为上]|整改|装了|建了"
)
TRAIT = lazily.pattern(
    r"党员|团员|女|岁|高级工|技师|本科|大专|证|劳模|农民工|困难|代表|骨干|以上|一线|组长|班长|职称|都|两样|兼|排在|主要|先后|列席|旁听"
)
NAMELESS = lazily.pattern("的$|^(?:其中|[里中有])*$")
TIME = lazily.pattern(r"[\d两三四五六七八九十]年|[去今前上]年|季度|届")
# Not a whole, not one of its parts.
NO_WHOLE = lazily.pattern(r"[每均各比较由]|不低于|不少于|至少|增加|减少|超|前$|从(?!业)|其中|新增|季$|以[上下]的?$|岁的?$")
AVERAGE = lazily.pattern("[平人户月班]均")
CHANGED = frozenset(("增加", "减少", "新增"))
NO_PART = lazily.pattern(
    r"[每均各比较由从]|离职|流失|增加|减少|新[增进来招]|又|累计|超|不低于|不少于|至少|先后|带动|原[来有]|过去|计划|目标|达到"
)
# Of another list, or taken up again.
APART = lazily.pattern("分别|[这那该]|[出入]的$|^[里中就]?有$")
# Money that is there to be parted.
FUND = lazily.pattern("经费|资金|收入|投入|预算|安排|支出|[共总合]|筹|拨|奖金|收到|争取|款")
# What surely makes up the whole.
REST = lazily.pattern("其余|其他|剩|余下|[未没](?!有?[再来])|不[合达]|待")
SOME = lazily.pattern("主要|大多|多数|[重]点")
# 应报22家，按时报13家: 报 names no one part.
DUE = lazily.pattern("应[^，。；]{1,3}$")
LABEL_END = lazily.pattern("(?:[有的为是各共约占达了]|大约)+$")
# What there is in the end: 退出11户，新增4户，现建档26户.
IN_THE_END = lazily.pattern(r"(?:现[在有]?|如今|目前|结余|余|还[有在剩]|剩|变[为成])[^，。；、\d]{0,6}$")
GONE, COME = lazily.pattern(r"走|退|减|支|离|出|销|脱|还清|用|花"), lazily.pattern(r"回|新|来|进|增|补|收|招|加")
KIN = KINDRED | dict.fromkeys("票张对", "人")
# 个 may be 个人.
LIKE = KIN | {"个": "人"}
CLAUSE, MARK = lazily.pattern(r"[，,；：:]"), lazily.pattern(r"[，、,；：:（(]")
ENDS, NESTED = lazily.pattern(r"[。！？\n]"), lazily.pattern("其中|包括|含")
SOME_SIZE, OPENED = 20, lazily.pattern("其中|[：（(]|分[为成别布]|按|^[^，。]{0,8}[中里](?![级专高等])")
FEWEST, GAP, MOST, AROUND, CLOSE, FARTHEST = 3, 44, 6, 8, 20, 200
NEAR, NEAR_ILL = (0.87, 1.15), (0.8, 1.3)


class Part(NamedTuple):
    """A part of a whole, the words before its amount and those behind."""

    amount: Quantity
    label: str
    behind: str
    gap: int
    mark: str


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Wholes that their parts do not make up."""
    averages = "均" in paper.text
    for index in sorted(_followed(paper)):
        whole = paper.amounts[index]
        before = paper.before(whole, 12)
        # 减少58人，其中退休34人…
        if (no := NO_WHOLE.search(before[-8:])) and not (no.group() in CHANGED and NESTED.match(paper.text, whole.end + 1)):
            continue
        # 分学段平均场数：高中14场，职校15场
        if averages and AVERAGE.search(paper.text, paper.last("。；\n", whole.start - FARTHEST, whole.start) + 1, whole.start):
            continue
        if whole.unit == "元" and not FUND.search(before):
            continue
        parts = _parts(paper, index)
        # Of a longer list nobody knows where it ends.
        if 1 < len(parts) <= MOST:
            yield from _flow(paper, whole, parts) if _is_flow(parts) else _unbalanced(paper, index, parts)


def _followed(paper: Paper) -> Iterator[int]:
    """The amounts that two smaller ones of the like follow not far behind: a quick look that spares most the slow one."""
    alike: dict[str, list[int]] = defaultdict(list)
    for index, amount in enumerate(paper.amounts):
        alike[LIKE.get(amount.unit, amount.unit)].append(index)
    for unit, indices in alike.items():
        if len(indices) < FEWEST or unit in NOT_COUNTED:
            continue
        amounts = [paper.amounts[index] for index in indices]
        for index, whole, second, third in zip(indices, amounts, amounts[1:], amounts[2:], strict=False):
            near = second.start - whole.end <= GAP and third.start - whole.end <= 2 * GAP
            if near and second.value < whole.value >= FEWEST and not whole.vague:
                yield index


def _kin(paper: Paper, amount: Quantity) -> str:
    """What an amount counts, and what else counts it: 41对师徒, 35名徒弟."""
    if amount.unit == "个" and paper.text.startswith("人", amount.end):
        return "人"
    return KIN.get(amount.unit, amount.unit)


def _parts(paper: Paper, index: int) -> list[Part]:
    """The amounts of the same kind told right after, in the same sentence."""
    parts: list[Part] = []
    last = whole = paper.amounts[index]
    for amount in paper.amounts[index + 1 : index + 3 * MOST]:
        gap = paper.text[last.end : amount.start]
        if len(gap) > GAP or ENDS.search(gap):
            break
        # 一家一家, 一名调机工: what is told as 一 is seldom counted.
        if _kin(paper, amount) != _kin(paper, whole) or amount.vague or (amount.value == 1 and paper.text[amount.number] == "一"):
            continue
        label = MARK.split(gap)[-1]
        # 尚未启动的5项有4项在这里
        inside = parts and (NESTED.search(gap) or APART.search(label))
        # 有6份没写日期，有4份…，还有3份…: three kinds of fault.
        beside = label in ("有", "还有", "另有") and paper.before(whole, 4).endswith("有")
        # 四级4人、三级10人: the whole is one of the list; 一级28人，二级52人, too.
        begun = (
            not parts
            and "其中" not in gap
            and ((gap.startswith("、") and not GONE.search(label)) or _is_like(DUE.sub("", paper.before(whole, 12)), label))
        )
        # 前十名占了7席 is of ranks.
        ranked = label.endswith("前")
        # 其中标杆班组3个，设职工书屋4个: things that there are.
        things = parts and len(label) > 2 and label[0] in "设建配"
        if inside or ranked or beside or begun or things or amount.value >= whole.value or (not parts and SOME.search(gap)):
            break
        mark = "".join(MARK.findall(gap)[-1:])
        parts.append(Part(amount, NESTED.sub("", label), paper.after(amount, 8), len(gap), mark))
        last = amount
    return parts


def _is_like(one: str, other: str) -> bool:
    """Whether two labels end alike: 木工, 钢筋工; 一档, 二档."""
    labels = [LABEL_END.sub("", label) for label in (one, other)]
    return all(labels) and labels[0][-1] == labels[1][-1]


def _is_flow(parts: Sequence[Part]) -> bool:
    """Whether parts tell who went and came, and who there is in the end."""
    *moves, end = parts[:4]
    return bool(IN_THE_END.search(end.label)) and all(GONE.search(m.label) or COME.search(m.label) for m in moves)


def _flow(paper: Paper, whole: Quantity, parts: Sequence[Part]) -> Iterator[Conflict]:
    """35户，退出11户，新增4户，现建档26户: what there was, went, came, and is."""
    *moves, end = parts[:4]
    signs = [-1.0 if GONE.search(move.label) else 1.0 for move in moves]
    given = whole.value + sum(sign * move.amount.value for sign, move in zip(signs, moves, strict=True))
    amounts = [whole.value, *(move.amount.value for move in moves)]
    fits = any(
        abs(abs(sum(s * a for s, a in zip(turn, amounts, strict=True))) - end.amount.value) <= end.amount.step / 2
        for turn in product((1.0, -1.0), repeat=len(amounts))
    )
    if not fits and given > 0 and abs(given - end.amount.value) <= max(2.0, 0.3 * given):
        yield Conflict(
            end.amount.number, end.amount.end, whole.start, moves[-1].amount.end,
            f"按前面的增减算应是{say(given, whole.unit)}，这里写的是{paper.said(end.amount)}，存疑。",
            "原有、增减和现有，哪一个数写错了？",
        )  # fmt: skip


def _unbalanced(paper: Paper, index: int, parts: Sequence[Part]) -> Iterator[Conflict]:
    whole = paper.amounts[index]
    if _adds_up(paper, index, parts):
        return
    opening = paper.text[whole.end : parts[0].amount.start]
    # 补考8人中过6人，另有3人退出: of others than the eight.
    if opening[:1] in ("中", "里") and any("另" in part.label for part in parts):
        return
    for size in range(len(parts), 1, -1):
        some = parts[:size]
        low, high = sum(part.amount.least for part in some), sum(part.amount.most for part in some)
        if meets(low, high, whole):
            return
        ratio = sum(part.amount.value for part in some) / whole.value
        ill = any(ILL.search(part.label + part.behind) for part in some)
        apart = exclusive([Item(part.label, part.mark, part.amount) for part in some])
        # 预算360万元，到位270万元，使用198万元: nothing says that they are parts, and of one whole.
        if not (ill or apart or OPENED.search(opening)):
            continue
        least, most = (NEAR[0], NEAR_ILL[1]) if apart else NEAR_ILL if ill else NEAR
        listed = size > 2 and all(part.gap <= CLOSE for part in some) and not any("另" in part.label for part in some)
        slip = (
            size == len(parts)
            and OPENED.search(opening)
            and whole.value >= SOME_SIZE
            and one_slip(_digits(low, high), _digits(whole.low, whole.high))
        )
        # Fewer than all may be all that is told, where nothing says that the last are the rest.
        if ratio < 1 and not (listed or slip or REST.search(some[-1].label + some[-1].behind)):
            continue
        apart_by = any("；" in paper.text[part.amount.start - part.gap : part.amount.start] for part in some)
        if apart_by and ("；" in opening or not (ill or apart)):
            continue
        if not (least <= ratio <= most or (slip and 0.75 <= ratio <= 1.35)) and abs(ratio - 1) * whole.value > 1 + 1e-6:
            continue
        # 产业工人465人，装卸288人，维修162人，其余为管理: all of a larger whole told before.
        begin = paper.last("。\n", whole.start - FARTHEST, whole.start)
        wider = [a for a in _near(paper, index, begin, whole.start) if a.value > whole.value]
        if (
            (not ill and any(a.value >= whole.value + low for a in wider[-1:]))
            or _may_overlap(paper, some, ill, apart)
            or are_other_things(paper, whole, [part.amount for part in some])
            or _is_sum_of_its_own(paper, some)
            or _are_parts_too(paper, index, parts)
            or _is_one_of_a_list(paper, index, some if ill or apart else None)
        ):
            return
        yield sum_conflict(paper, whole, [part.amount for part in some], "超过" if ratio > 1 else "不等于")
        return


def _digits(low: float, high: float) -> str:
    value = (low + high) / 2
    return f"{value / LARGE['万'] if value % LARGE['万'] == 0 else value:g}".replace(".", "")


def _may_overlap(paper: Paper, parts: Sequence[Part], ill: bool, apart: bool) -> bool:
    """Whether what is told of one part may be true of another too."""
    far = parts[0].amount.unit == "元" and max(part.gap for part in parts) > CLOSE
    if far or any(TIME.search(part.label) for part in parts):
        return True
    if apart:
        return False
    # 已评级427人，四级62人，五级17人: grades beside what is none.
    graded = sum(bool(CLASSES["grade"].search(part.label) or CLASSES["star"].search(part.label)) for part in parts)
    if 0 < graded < len(parts):
        return True
    labels = [CLAUSE.split(paper.text[part.amount.start - part.gap : part.amount.start])[-1] for part in parts]
    # 46个班长换下17个: what all are is no trait of some.
    if len(labels[0]) == parts[0].gap and (noun := TRAIT.match(labels[0])):
        labels[0] = labels[0][noun.end() :]
    if any(TRAIT.search(label) for label in labels):
        return True
    # 加薪的376人，晋级的418人; 8个配了专职，5个有了阵地: what is told of some may be true of others too.
    if not ill and sum(NAMELESS.search(label) is not None for label in labels) > 1:
        return True
    if any(NO_PART.search(part.label) for part in parts):
        return True
    steps = sum(bool(STEP.search(part.label + part.behind)) and not ILL.search(part.label + part.behind) for part in parts)
    if steps > 1 or (not ill and len(parts) == 2 and (steps or any(part.gap > CLOSE for part in parts[1:]))):
        return True
    return not ill and any(TRAIT.search(part.behind) for part in parts)


def _near(paper: Paper, index: int, start: int, end: int) -> list[Quantity]:
    """The other amounts of the same kind, of those around and in `start`…`end`."""
    whole = paper.amounts[index]
    around = paper.amounts[max(0, index - AROUND) : index + 2 * AROUND]
    kin = _kin(paper, whole)
    # 一名调机工: what is told as 一 is seldom counted.
    told = [a for a in around if a is not whole and start <= a.start < end and (a.value > 1 or paper.text[a.number] != "一")]
    return [a for a in told if _kin(paper, a) == kin]


def _adds_up(paper: Paper, index: int, parts: Sequence[Part]) -> bool:
    """Whether amounts after the whole, up to the end of the sentence behind the parts, make it up, some perhaps taken off."""
    whole = paper.amounts[index]
    end = _sentence_end(paper, parts[-1].amount.end)
    # 甲3个、乙4个、丙5个: with more parts the sentence behind speaks of something else.
    if len(parts) < FEWEST or whole.unit == "元":
        end = _sentence_end(paper, end)
    told = _near(paper, index, whole.end, end)[: MOST + 4]
    signed = any(
        abs(sum(sign * a.value for sign, a in zip(turn, told[:3], strict=True)) - whole.value) < 1e-6
        for turn in product((1, -1), repeat=len(told[:3]))
    )
    return signed or _make_up(told, whole, 2)


def _is_one_of_a_list(paper: Paper, index: int, parts: Sequence[Part] | None) -> bool:
    """Whether the whole and others of its paragraph, or `parts` alone, are the parts of a larger one."""
    whole = paper.amounts[index]
    start = whole.start - FARTHEST
    opened = paper.last("。\n", start, whole.start)
    if parts and not paper.text.startswith("其中", opened + 1):
        start = max(start, opened)
    ended = paper.text.find("\n", whole.end, whole.end + FARTHEST)
    around = _near(paper, index, start, ended if ended > 0 else whole.end + FARTHEST)
    for larger in around:
        if larger.value > whole.value:
            rest = larger._replace(low=larger.low - whole.value, high=larger.high - whole.value, value=larger.value - whole.value)
            others = [a for a in around if a.value < larger.value and (parts is None or a.start > larger.start)][: AROUND + 1]
            if rest.value and _make_up(others, rest, 1):
                return True
    return False


def _are_parts_too(paper: Paper, index: int, parts: Sequence[Part]) -> bool:
    """Whether the whole and its parts make up what was told before: 20项任务。完成11项，正在推进7项，尚未启动2项."""
    whole = paper.amounts[index]
    together = whole.value + sum(part.amount.value for part in parts)
    return any(a.value == together for a in _near(paper, index, whole.start - FARTHEST, whole.start))


def _is_sum_of_its_own(paper: Paper, parts: Sequence[Part]) -> bool:
    """Whether the parts, or some of them, have a total of their own: 清扫1725人、清运312人、机修214人，一线合计2251人."""
    total = sum(part.amount.value for part in parts)
    amounts = [part.amount for part in parts]
    if any(_make_up([a for a in amounts if a is not one], one, 2) for one in amounts):
        return True
    end = _sentence_end(paper, parts[-1].amount.end)
    first, last = (bisect_left(paper.amounts, (place,)) for place in (parts[0].amount.start, parts[-1].amount.end))
    around = [*paper.amounts[max(0, first - AROUND) : first], *(a for a in paper.amounts[last : last + AROUND] if a.start < end)]
    return any(a.value == total for a in around)


def _make_up(amounts: Sequence[Quantity], whole: Quantity, least: int) -> bool:
    return any(
        meets(sum(a.least for a in chosen), sum(a.most for a in chosen), whole)
        for size in range(least, min(MOST, len(amounts)) + 1)
        for chosen in combinations(amounts, size)
    )


def _sentence_end(paper: Paper, start: int) -> int:
    ended = ENDS.search(paper.text, start, start + FARTHEST)
    return ended.end() if ended else min(start + FARTHEST, len(paper.text))
