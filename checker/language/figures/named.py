"""One named quantity told twice: 现有职工520人 in the lead and 现有职工560人 in the body.

Compared are only quantities that are one by their words: the same noun with the same qualifiers, of the unit as a whole or of
one and the same place in it, now (no year, no 原来, no 计划) or cumulated over the same time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.language.figures.changes import CHANGE, START
from checker.language.figures.passage import Passage
from checker.language.quantities import Quantity

PEOPLE = (
    "职工|员工|从业人员|产业工人|一线工人|一线职工|一线员工|一线产业工人|技术工人|技能人才|工会会员|会员|技师|高级技师|高级工|中级工|技能工人|"
    "农民工|女职工|党员|劳模|职工代表|生产工人|操作工|考评员"
)
THINGS = (
    "试点单位|试点企业|成员单位|基层工会|劳模创新工作室|创新工作室|劳模工作室|工作室|车间|班组|生产线|规上企业|规模以上企业|企业"
)
NOUN = rf"(?P<noun>(?:在册|在岗|在职|正式|一线)?(?:{PEOPLE}|{THINGS})(?:及以上|以上)?)"
# 现有职工, 职工总数, 全厂职工共有: words by which a number is that of all there are, now.
STOCK_BEFORE = re.compile(
    rf"(?:现有|共有|拥有|目前有|现共有|总计有|(?:公司|企业|厂|集团|矿|我们|全[市县区厂矿公集])有){NOUN}(?:总数|总人数)?(?:共|约|近|达)?$"
)
TOTAL_BEFORE = re.compile(rf"{NOUN}(?:的)?(?:总数|总人数|人数|总量|现有|共有|共计)(?:共|约|近|已|为|是|达到?|有){{0,2}}$")
STOCK_AFTER = re.compile(rf"的?{NOUN}(?=[，。；、（(]|$|中|里|分|平均|其中|都|全部|全都|人人|均|已)")
HAVE = re.compile(r"(?:现有|共有|拥有|目前有|总计有|全(?:公司|集团|[厂县市区矿])共?)$")
# 现有职工520人，其中一线工人400人: what is among those there are now, is there now.
AMONG = re.compile(rf"(?:其中|[，、])(?:有)?{NOUN}$")
# 两年累计投入资金86万元; 共评上技师31人: what was done in all, over the same time.
DEEDS = "投入|发放|兑现|节约|节省|创造|创效|培训|举办|开展|完成|采纳|收到|建成|建立|评上|评出|评聘|认定|培养|聘任|选送"
CUMULATED = re.compile(
    rf"(?P<lead>(?:^|，)(?:[一二三四五两\d]{{1,2}}年(?:多)?(?:来)?|[\u4e00-\u9fff]{{0,4}}以来|公司|我公司|全公司|全厂|企业|厂里|目前|已|全年)*)"
    rf"(?:累计|总共|共计|一共|共)已?(?P<noun>(?:{DEEDS})[^，。；\d]{{0,10}}?)$"
)
# What makes a number one of another time or another kind.
OTHER_TIME = re.compile(
    r"去年|上年|前年|原来|原有|改革前|过去|当时|曾|年初|年底|年末|计划|目标|力争|预计|将|到20|20\d\d年|之初|初期|最多|成立时|建厂|鼎盛|试点前|新增|每|平均|截至|首批|第[一二三四]批"
)
# Places in the unit, other units, wider areas: the scope of a number.
SCOPE = re.compile(
    r"全[市县区省国镇乡矿行]|集团|[\u4e00-\u9fffA-Za-z\d]{1,6}?(?:车间|分厂|工段|班组|班|项目部|分公司|子公司|工区|作业区|分会|本部|总部|下属|基地)"
    r"|[\u4e00-\u9fff]{1,6}?(?:[县区市镇乡村]|街道|园区)|[几两三四五六七八九十\d]+家|行业|[男女]|老厂|新厂|北厂|南厂|东厂|西厂|[一二三四五六]厂"
)
NAMED_UNIT = re.compile(r"[\u4e00-\u9fff]{2,10}(?:公司|集团|厂|矿|工会|局|站)")
# 提高了全公司: a name begins after these.
NOT_IN_NAMES = re.compile("[了的在是把对由为和与从至到全我本该有]")
OWN = re.compile(r"^(?:我们|我|本|该)?(?:公司|集团|厂|矿|企业|单位)$")
# Without one of these no quantity is named, no change told.
TOLD = re.compile("现有|拥有|共|总[数人量计]|人数|累计|目前有|(?:公司|企业|厂|集团|矿|我们|全.)有|全(?:公司|集团|[厂县市区矿])")
NAMED = re.compile("有|共|总|数|累计|全")
FROM = re.compile("[由从]")
SAME = str.maketrans({"员": "职"})
STRIPPED = re.compile(r"^(?:使|让|把|将|其中|目前|现在|如今|我公司|公司|全厂|我厂|企业|的|，)+")
MEASURED = re.compile(r"率|比例|占比|比重|工资|收入|时间|时长|人数|成本|周期|产量|津贴|数量|差距|天数|次数|数$")


WORKERS = re.compile(rf"(?:{PEOPLE})$")
UNITS = frozenset(("人", "家", "个", "元", "户", "人次", "期", "项", "件", "条", "场", "对"))


class Mention(NamedTuple):
    """One telling of a named quantity, `key` saying which quantity, at `start`…`end` of a passage."""

    key: tuple[str, ...]
    amount: Quantity
    start: int
    end: int
    name: str


def mentions(passage: Passage, context: str, own: str) -> Iterator[Mention]:
    """The named quantities of a passage. `context` is the heading above it, `own` the name of the unit that speaks."""
    text = passage.text
    if not TOLD.search(text):
        return
    now = "现有" in text
    for index, amount in enumerate(passage.amounts):
        if amount.unit not in UNITS or not (now or NAMED.search(text, max(0, amount.start - 24), amount.start)):
            continue
        named = _named(passage, amount)
        if named is None:
            continue
        noun, start, end = named
        sentence = text[max(*(text.rfind(mark, max(0, start - 80), start) for mark in "。；"), start - 80, -1) + 1 : start]
        clause = text[start : amount.start] + passage.before(amount, 30)
        if OTHER_TIME.search(clause) or (OTHER_TIME.search(sentence[-24:]) and "现有" not in clause):
            continue
        if _is_change(passage, index):
            continue
        scope = _scope(sentence + text[start : amount.start], own) | (_scope(context, own) if context else set())
        if any(_units(text[max(0, amount.start - 200) : amount.start], own)):
            continue
        yield Mention((noun.translate(SAME), amount.unit, *sorted(scope)), amount, start, end, noun)


def _named(passage: Passage, amount: Quantity) -> tuple[str, int, int] | None:
    """What an amount counts, as noun, start and end; None where it is not the number of all there are."""
    before = passage.before(amount, 24)
    begin = amount.start - len(before)
    for pattern in (STOCK_BEFORE, TOTAL_BEFORE) if "其中" not in before else ():
        if match := pattern.search(before):
            return match["noun"], begin + match.start(), amount.end
    sentence = passage.text[max(0, begin - 60) : amount.start]
    if (match := AMONG.search(sentence)) and "现有" in sentence[max(sentence.rfind(mark) for mark in "。；") + 1 :]:
        return match["noun"], amount.start - len(match["noun"]), amount.end
    if match := CUMULATED.search(before if passage.text[max(0, begin - 1) : begin] in "。；\n" else "，" + before):
        # What it was for, if that follows, is part of the name.
        name = match["lead"].strip("，") + match["noun"].strip("了资金经费已") + passage.after(amount, 10)
        return name, amount.start - len(match.group().lstrip("，")), amount.end
    if (have := HAVE.search(before)) and (match := STOCK_AFTER.match(passage.after(amount, 12) + "，")):
        return match["noun"], begin + have.start(), amount.end + match.end("noun")
    return None


def _is_change(passage: Passage, index: int) -> bool:
    following = passage.amounts[index + 1] if index + 1 < len(passage.amounts) else None
    return following is not None and bool(
        CHANGE.fullmatch(passage.text[passage.amounts[index].end : min(following.start, passage.amounts[index].end + 40)])
    )


def _scope(text: str, own: str) -> set[str]:
    return {match.group() for match in SCOPE.finditer(text) if match.group() not in own}


def _units(text: str, own: str) -> Iterator[str]:
    """Units that a text names beside the one that speaks."""
    for match in NAMED_UNIT.finditer(text):
        name = NOT_IN_NAMES.split(match.group())[-1]
        if len(name) > 2 and not OWN.fullmatch(name) and not (own and (name in own or own in name or name[-6:] in own)):
            yield name


def changes(passage: Passage) -> Iterator[Mention]:
    """Named changes: 合格率由91%提高到97%, as two mentions each: the end under its beginning, the beginning under its end."""
    amounts = passage.amounts
    if not FROM.search(passage.text):
        return
    for index in range(len(amounts) - 1):
        first, second = amounts[index], amounts[index + 1]
        if second.start - first.end > 24 or first.vague or second.vague:
            continue
        match = CHANGE.fullmatch(passage.between(first, second))
        begun = START.search(passage.text, max(0, first.start - 22), first.start)
        if not match or not begun or not match["verb"] or first.unit != second.unit:
            continue
        label = STRIPPED.sub("", passage.before(first, 24).partition(begun.group()[0])[0])
        clause = passage.text[max(0, begun.start() - 24) : second.end]
        if not ((MEASURED.search(label) and len(label) > 2) or WORKERS.search(label)) or re.search(
            r"\d年|去年|上年|今年|月|季度|期|批", clause
        ):
            continue
        start = begun.start() - len(label)
        yield Mention(("end", label, f"{first.value:g}", first.unit), second, start, second.end, label)


def differ(first: Mention, second: Mention) -> bool:
    """Whether two tellings of one quantity can not both be right, round numbers taken as rounded."""
    a, b = first.amount, second.amount
    slack = sum(_roundness(x) for x in (a, b))
    return a.most + slack < b.least or b.most + slack < a.least


def _roundness(amount: Quantity) -> float:
    """Half the place of the last digit that is not 0, where two zeros and more end a number; a tenth of a vague one."""
    if amount.vague:
        return 0.1 * amount.value
    place = 1.0
    while amount.value and amount.value % (place * 10) == 0:
        place *= 10
    return place / 2 if place >= 100 else 0.0
