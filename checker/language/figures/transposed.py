"""One number typed twice with its digits in another order: 双证人员286人 … 双证人员达到268人.

Two numbers of the same digits seldom count the same kind of thing by chance, so a few shared words beside them are
enough; words of another place, time or plan set them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.language.figures.passage import Conflict, Passage
from checker.language.quantities import LARGE, Quantity

NOT_COUNTED = frozenset(("", "%", "百分点", "级", "档", "岁", "号", "番", "成", "度", "款", "月", "天", "分钟", "倍", "班"))
# Characters that name nothing; words that much in every paper has.
EMPTY = frozenset(
    "的了在和有是为到共约近达已人名个家位与、及由从全新增加减少里各每其对等上下来后前不被把将给也都就还均只仅之一二三四五六七八九十两第"
)
_COMMON = (
    "工会企业职工员工公司车间基层层工工人人员产业业工一线线工全县全市技能分厂项目活动资金参加参与培训举办开展投入完成"
    "组织发放建成达到累计目前今年全年现有单位奖励提高下降班组组长会员职代代表技术元的先后以上通过高级级工技师干部合格"
    "建立新建成立创建设立走访慰问评选推荐签订配备拨付覆盖服务惠及徒弟师傅入资名职解决推进工程"
)
COMMON = frozenset(_COMMON[at : at + 2] for at in range(0, len(_COMMON), 2))
# What sets two numbers apart: a place, another time, a plan, a part.
PLACE = re.compile(r"(?![\u4e00-\u9fff]?[全我本])[\u4e00-\u9fff]{2}(?:车间|分厂|工段|厂|县|区|镇|街道|公司|标段|矿)")
PART = re.compile(r"其中|[男女]")
TIME = re.compile(
    r"(?:19|20)\d\d(?=年)|[去前上今明]年|(?:国家|[省市县区厂]|公司)级|[\u4e00-\u9fff]工(?=培训)|上半年|下半年|[一二三四]季度|\d{1,2}月|首[批期]|第[一二三四五]"
)
ALL = re.compile("全(?:公司|[厂矿县市区镇])|现有|全部|全体|总数|共有|在册")
DELTA = re.compile(r"(?:增加|减少|增|减|新增|提高|降低|下降|节约|节省|多|少)了?$")
PLAN = re.compile(r"力争|计划|目标|预计|打算|拟|将|要求|不少于|至少|应|原|过去|改革前|每|平均|人均|另|其余|还有|又")
YEAR = re.compile(r"20\d\d年")
LONG_NOUN = 4
WIDTH, BEHIND, ENOUGH, ENOUGH_COMMON = 18, 8, 2, 4
MARK = re.compile(r"[。；，：！？（）()\n]")
# A paper with more amounts is a book of tables.
MOST, SMALLEST = 300, 12


class _Telling(NamedTuple):
    amount: Quantity
    words: frozenset[str]
    before: str
    after: str
    sentence: str


def conflicts(passage: Passage) -> Iterator[Conflict]:
    """Pairs of numbers of the same digits in another order that count the same by the words beside them."""
    alike: dict[tuple[str, str], list[Quantity]] = {}
    for amount in passage.amounts[:MOST]:
        if amount.unit not in NOT_COUNTED and not amount.vague and amount.value >= SMALLEST:
            alike.setdefault((amount.unit, "".join(sorted(_digits(amount)))), []).append(amount)
    for group in alike.values():
        values = {a.value for a in group}
        if len(values) == 2:
            yield from _in_group(passage, group)


def _digits(amount: Quantity) -> str:
    return f"{amount.value / LARGE['万'] if amount.step >= 1 else amount.value:g}"


def _in_group(passage: Passage, group: list[Quantity]) -> Iterator[Conflict]:
    first = _telling(passage, group[0])
    for amount in group[1:]:
        if amount.value != first.amount.value:
            second = _telling(passage, amount)
            if _same(passage, first, second):
                yield _two(passage, first.amount, amount)
                return


def _telling(passage: Passage, amount: Quantity) -> _Telling:
    text = passage.text
    before, after = passage.before(amount, WIDTH), passage.after(amount, BEHIND)
    start = max(text.rfind(mark, max(0, amount.start - 60), amount.start) for mark in "。；\n") + 1
    context = text[max(start, amount.start - 60) : amount.start]
    words = _words(before) | _words(after)
    if not words:
        # 劳务工里, 转正91人: the noun stands in the clause before.
        words = _words("，".join(MARK.split(context)[-2:-1])[-WIDTH:])
    year = YEAR.search(before)
    words |= {year.group()} if year else set()
    words |= {after[:1] + "…"} if after[:1].isalpha() else set()
    return _Telling(amount, words, before, after, "，".join(MARK.split(context)[-2:]) + after)


def _words(text: str) -> frozenset[str]:
    return frozenset(_grams(PLACE.sub("，", text)))


def _grams(text: str) -> Iterator[str]:
    for index in range(len(text) - 1):
        gram = text[index : index + 2]
        # Where two common words meet there is no word.
        if text[max(0, index - 1) : index + 1] in COMMON and text[index + 1 : index + 3] in COMMON:
            continue
        if gram.isalpha() and not gram.isascii() and gram[0] not in EMPTY and gram[1] not in EMPTY:
            yield gram


def _same(passage: Passage, first: _Telling, second: _Telling) -> bool:
    start, end = first.amount.end, second.amount.start
    if end - start < 30 and not re.search("[。；\n]", passage.text[start:end]):
        return False
    shared = first.words & second.words
    # 现有会员, 全部会员: of all there are even a common word is enough.
    all_ = any(ALL.search(t.before) for t in (first, second))
    weights = [_weight(gram, all_ and _beside(gram, first) and _beside(gram, second)) for gram in shared]
    dated = {gram[-1] for gram in shared} >= {"年", "…"}
    named = _noun_first(first, second) or _noun_first(second, first)
    if not (dated or named) and sum(weights) < (ENOUGH if 2 in weights else ENOUGH_COMMON):
        return False
    if parallel(first.before, second.before):
        return False
    if bool(PART.search(first.before)) != bool(PART.search(second.before)):
        return False
    near = [t.before[-12:] for t in (first, second)]
    if bool(PLAN.search(near[0])) != bool(PLAN.search(near[1])) or any(DELTA.search(text) for text in near):
        return False
    places = [set(PLACE.findall(t.sentence)) for t in (first, second)]
    times = [set(TIME.findall(t.before)) for t in (first, second)]
    return places[0] == places[1] and (not all(times) or bool(times[0] & times[1]))


def parallel(one: str, other: str) -> bool:
    """焊工培训合格的, 钳工培训合格的: the same words but for one, so that two things are told side by side."""
    differing = [a != b for a, b in zip(one[::-1], other[::-1], strict=False)]
    return len(one) > 3 and len(one) == len(other) and 1 <= sum(differing) <= 2


def _noun_first(one: _Telling, other: _Telling) -> bool:
    """高级工以上264人, 246名高级工以上: the whole noun before one number and behind the other."""
    return any(len(other.after) >= size and one.before.endswith(other.after[:size]) for size in range(LONG_NOUN, BEHIND))


def _weight(gram: str, all_of_them: bool) -> int:
    return 2 if all_of_them or not (gram[-1] in "年…" or gram in COMMON) else 1


def _beside(gram: str, telling: _Telling) -> bool:
    """Whether a word stands right before or behind a number."""
    return telling.after.startswith(gram) or telling.before.endswith(gram)


def _two(passage: Passage, one: Quantity, other: Quantity) -> Conflict:
    return Conflict(
        other.start, other.end, one.start, one.end,
        f"同一个数，前面写的是{passage.said(one)}，这里写的是{passage.said(other)}，存疑。",
        "哪一个数是对的？是不是数字写颠倒了？如果时间或范围不同，请写明。",
    )  # fmt: skip
