"""One thing told in two places of a paper: 高峰期有1380名工友 … 高峰期的1830名工友; 从业者约4300人 … 58人，占从业者的13%.

A later telling names its thing by the words of the first: with 全部, 现有, or with what sets it apart (首批认定的十八名技师).
Where any telling of it in the paper has the same number, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.language.figures.passage import Conflict, Passage
from checker.language.figures.shares import COUNTED, fits, is_share
from checker.language.figures.transposed import parallel
from checker.language.quantities import Quantity, say

# One word for all who work there.
WORKERS = re.compile("员工|工友|用工|从业者|从业人员|务工人员")
# 全部231个网点, 现有的1182名员工, N名工友全部: all there are.
ALL_BEFORE = re.compile(
    r"(?:全部|全体|所有|现有|共有|现在|目前|总共|拥有)的?(?P<noun>[\u4e00-\u9fff]{2,6}?)?$|(?P<whole>全(?:公司|厂|矿|镇|县|区|街道|园区|局|段|站|集团|港|场|院|项目部?))的?$"
)
ALL_AFTER = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:全部|全都|人人|个个|无一|悉数|一个不落|都已?|均已?)")
# What sets a thing apart: 首批认定的, 高峰期的, 一年半来转录的.
APART = re.compile(r"(?P<apart>[\u4e00-\u9fff\d]{2,14})的(?P<noun>[\u4e00-\u9fff]{2,6}?)?$|(?P<batch>首批|首期|第[一二三]批)$")
PREPOSITIONS = re.compile(
    r"^(?:而?且|并|也|又|还|已|就|再|以及|使|让|把|将|给|为|对|向|由|从|被|跟|同|与|和|带着?|带领|组织|安排|请|叫|要求|这|那|此|我们|我|本|该|公司|联合会|工会|厂里?|项目部?|梁场)+(?!期)"
)
# Words that say how a number stands before it, not of what.
ROLES = re.compile(r"(?:约|近|达到?|共|有|已|为|是|了|计|的|总数|人数|总计|累计|现|超过?)+$")
ROLE = re.compile(r"[有是占达到共约只仅就]")
STOCK = re.compile(
    r"现有|共有|拥有|总数|总人数|覆盖|下辖|下设|设有?|管辖|辖|装着|入驻|累计|共|有|建有|建成|在册|在岗|会员|全(?:公司|厂|镇|县|区)|达到?|发展到|增(?:加|至|长)到?"
)
CUMULATED = re.compile(r"^(?:累计|总数|总量|共计?|现有|达到?|总共|已有)+$")
# Words before a noun that make it another: 高级技师 are no 技师.
NARROWER = re.compile(
    r"(?:高级|中级|初级|首席|特级|一线|女|男|青年|骨干|技术|技能|外来|新|老|退休|困难|派遣|外包|专职|兼职|农民|派|持证|优秀|参训|部分|其余|其他|另外|下属|试点|规上|示范|重点|小微|百人以上|未|不)的?$"
)
LONGER = re.compile(r"[学长会证岗家班组代队厂室线级站点宿]")
EACH = re.compile(
    r"每|各(?!类|种|项)|平均|人均|至少|不少于|最多|不超过|比|较|由|从|[到至]$|增加|减少|新增|新建|(?<!创)新|另|其余|剩|还有|前(?!期)"
)
ANOTHER_TIME = re.compile(
    r"(?:19|20)?\d\d年|[去前上今同当]年|年初|年底|年末|月|季度|原来|原有|改革前|过去|当时|计划|目标|力争|预计|最多|最少|成立时|首批|第[一二三四五]批|首期|[上下]半年|试点前|高峰|旺季|淡季|两年|三年|一年"
)
# Part of the unit, and places wider than it or in it.
WORKSHOP = re.compile(
    r"车间|分厂|工段|班组|项目部|分公司|子公司|工区|作业区|分会|标段|下属|其中[^，]*$|[一二三四五东西南北老新]厂"
)
PLACE = re.compile(r"[县市镇乡村]|街道|[男女该]")
# The shortest words that set a thing apart, and the number of amounts looked at: a longer paper is a book of tables.
SETTING_APART, MOST = 2, 300
# A fund by its name: 区财政每年安排专项经费120万元, 区财政每年150万元专项经费.
FUND = re.compile(r"[\u4e00-\u9fff]{0,4}(?:经费|资金|基金|预算|补助款|专款|奖励金|专项)")
YEARLY = re.compile(r"(?:每年|每月|年度|每季度)")
UNITS = frozenset(("人", "家", "个", "户", "项", "座", "台", "支", "间", "条", "所", "处", "件", "套", "辆", "门", "岗"))
FARTHEST = 24

# 占园区从业者的13%, 完成全年目标的57.2%, 代表里…86人，占71%.
BASE = re.compile(
    r"(?:占|为|是|完成了?|达到?)(?:到|了|全部)?(?P<base>[^，。；、\d占]{2,12}?)(?:总数|总人数|总量|人数)?的?(?:比重|比例)?(?:约|近|超过?)?$"
)
OF_IT = re.compile(r"[^，。；\d]{0,10}[，,、（(](?:已|约|只|相当于)?(?:为|是|占|相当于|完成了?|达到?)[^，。；、\d]{0,12}")
# Words for the unit as a whole, before what is its.
OWN = re.compile("^(?:全|本|我)?(?:园区|公司|厂|企业|镇|区|县|市|项目部?|联合会|行业|集团)(?:的|现有|全部)?|^我们|^全部|^全体")
BARE = re.compile(r"[，,、（(](?:约|已|只|仅)?占(?:比)?(?:约|近|到|达|为)?$")
AMONG = re.compile(r"(?:^|[，。；])(?P<base>[^，。；、\d]{2,8}?)(?:[中里]|当中)[，,]?(?:的)?[^，。；\d]{0,14}$")


class Telling(NamedTuple):
    """An amount with the words before and after it in its clause, those of the clause before, and the sentence up to it."""

    amount: Quantity
    before: str
    after: str
    context: str


def conflicts(passage: Passage) -> Iterator[Conflict]:
    """Numbers of one thing that differ, and shares that a whole told elsewhere contradicts."""
    amounts = passage.amounts[:MOST]
    tellings: list[Telling] | None = None
    for index, amount in enumerate(amounts):
        if amount.unit in UNITS:
            before = passage.before(amount, FARTHEST)
            definite = before.endswith(("的", "有", "部", "批", "期", "体", "在", "前", *PLACES))
            definite = definite or ALL_AFTER.match(passage.after(amount, 10)) is not None
            if not definite and not ALL_BEFORE.search(before):
                continue
            tellings = tellings or _tellings(passage)
            yield from _restated(passage, tellings, index)
        elif amount.unit == "元":
            if FUND.match(passage.after(amount, 10)) and YEARLY.search(passage.before(amount, 12)):
                tellings = tellings or _tellings(passage)
                yield from _fund(passage, tellings, index)
        elif amount.unit == "%" and index:
            yield from _share(passage, index)


PLACES = ("司", "厂", "矿", "镇", "县", "区", "道", "局", "段", "站", "团", "港", "场", "院", "目", "么")


def _tellings(passage: Passage) -> list[Telling]:
    told = []
    for index, amount in enumerate(passage.amounts[:MOST]):
        before = passage.before(amount, FARTHEST)
        # 新建驿站7个，累计19个: of the same thing as the number before it.
        if CUMULATED.fullmatch(before) and index and amount.start - passage.amounts[index - 1].end < 8:
            last = passage.amounts[index - 1]
            before = re.sub("新[建增设]", "", passage.before(last, FARTHEST)) + before
        start = max(0, amount.start - 40)
        context = re.split("[。；\n]", passage.text[start : amount.start])[-1]
        told.append(Telling(amount, _plain(before), _plain(passage.after(amount, 12)), _plain(context)))
    return told


def _plain(text: str) -> str:
    return WORKERS.sub("职工", text)


def _restated(passage: Passage, tellings: list[Telling], index: int) -> Iterator[Conflict]:
    """A number of all there are, or of what is set apart by words, against the others of the same."""
    told = tellings[index]
    amount = told.amount
    apart = APART.search(told.before)
    words = _content(apart["apart"] or apart["batch"]) if apart else ""
    if apart and (len(words) < SETTING_APART or (apart["noun"] and ROLE.search(apart["noun"]))):
        apart = None
    # 转正的96名劳务工: two characters are enough only right before a number that has its noun.
    if apart and len(words) == SETTING_APART and (apart["noun"] or not told.after[:2].isalpha()):
        apart = None
    all_ = None if apart else ALL_BEFORE.search(told.before) or ALL_AFTER.match(told.after)
    if all_ and told.after.startswith("企业") and "现有" in told.before:
        return
    if not (all_ or apart) or amount.vague or EACH.search(told.before if all_ else told.before[-4:]):
        return
    if WORKSHOP.search(told.context.replace(words, "")) or (all_ and PLACE.search(told.before)):
        return
    others = []
    for other in tellings:
        if other.amount is amount or other.amount.unit != amount.unit or _in_one_sentence(passage, amount, other.amount):
            continue
        if all_:
            same = _same_thing(told, other) and _is_stock(other) and not PLACE.search(other.before)
        else:
            same = (_same_thing(told, other) or _same_deed(other, words)) and _said(words, other)
        if same and not parallel(told.before, other.before) and not WORKSHOP.search(other.context):
            others.append(other)
    if all_ and ANOTHER_TIME.search(told.before):
        return
    if others and not any(_agree(amount, other.amount) for other in others):
        other = others[0]
        yield _two(passage, amount, other.amount)


def _in_one_sentence(passage: Passage, one: Quantity, other: Quantity) -> bool:
    start, end = min(one.end, other.end), max(one.start, other.start)
    return end - start < 80 and not re.search("[。；\n]", passage.text[start:end])


def _agree(one: Quantity, other: Quantity) -> bool:
    slack = sum(0.1 * a.value if a.vague else _roundness(a.value) for a in (one, other))
    return one.least - slack <= other.most and other.least - slack <= one.most


def _roundness(value: float) -> float:
    place = 1.0
    while value and value % (place * 10) == 0:
        place *= 10
    return place / 2 if place >= 100 else 0.0


def _content(words: str) -> str:
    return re.sub("[的了来]", "", PREPOSITIONS.sub("", words))


def _said(words: str, other: Telling) -> bool:
    """Whether the words that set a thing apart are all said of another telling: 一年半来转录 of 实行一年半，转录473人."""
    text = other.context + other.after
    pairs = [words[i : i + 2] for i in range(len(words) - 1)]
    # At a seam of two words one pair may be missing.
    missing = sum(pair not in text for pair in pairs)
    return missing <= (len(words) > 4) and not re.search("[去前上]年", text)


def _same_thing(told: Telling, other: Telling) -> bool:
    """Whether two amounts count the same noun: 1182名员工, 现有员工1128人."""
    behind, front = ROLES.sub("", other.before), ROLES.sub("", told.before)
    for length in range(min(8, len(told.after)), 1, -1):
        noun = told.after[:length]
        if behind.endswith(noun) and not NARROWER.search(behind[:-length]) and not LONGER.match(told.after[length:]):
            return True
        if other.after.startswith(noun) and not any(LONGER.match(t.after[length:]) for t in (told, other)):
            return True
    noun = front[-2:]
    return (
        len(noun) == 2
        and not told.after[:1].strip("，。；、都")
        and other.after.startswith(noun)
        and not LONGER.match(other.after[2:])
        and not NARROWER.search(front[:-2])
    )


def _same_deed(other: Telling, words: str) -> bool:
    """Whether both are told with one verb right before: 转录的437名员工, 转录473人."""
    return len(words) >= SETTING_APART and ROLES.sub("", other.before).endswith(words[-2:]) and not EACH.search(other.before[-6:])


def _is_stock(other: Telling) -> bool:
    if "已有" in other.before or (other.before.endswith("的") and not other.before.endswith("现有的")):
        return False
    return bool(STOCK.search(other.before)) and not EACH.search(other.before) and not ANOTHER_TIME.search(other.before)


def _fund(passage: Passage, tellings: list[Telling], index: int) -> Iterator[Conflict]:
    """A yearly fund told with two amounts."""
    told = tellings[index]
    match = FUND.match(told.after)
    name = match.group() if match else ""
    lead = _content(re.split("[从由用在把将给]", told.before)[-1])
    others = [
        other for other in tellings
        if other.amount is not told.amount and other.amount.unit == "元" and YEARLY.search(other.before)
        and (ROLES.sub("", other.before).endswith(name) or other.after.startswith(name))
        and _said(lead, other)
    ]  # fmt: skip
    if others and not any(_agree(told.amount, other.amount) for other in others):
        yield _two(passage, told.amount, others[0].amount)


def _two(passage: Passage, amount: Quantity, other: Quantity) -> Conflict:
    first = min(amount, other, key=lambda a: a.start)
    where = "前面" if other is first else "后面"
    return Conflict(
        amount.start, amount.end, other.start, other.end,
        f"同一个数，{where}写的是{passage.said(other)}，这里写的是{passage.said(amount)}，存疑。",
        "哪一个数是对的？如果时间或范围不同，请写明。",
    )  # fmt: skip


def _share(passage: Passage, index: int) -> Iterator[Conflict]:
    """X，占BASE的Z% with the whole told in another sentence."""
    share, part = passage.amounts[index], passage.amounts[index - 1]
    if index > 1 and passage.between(part, share) == "的":
        yield from _of(passage, passage.amounts[index - 2], part, share)
        return
    if share.start - part.end > FARTHEST or part.unit not in COUNTED or "。" in passage.between(part, share):
        return
    before = passage.between(part, share)
    base = BASE.search(before)
    if base is None and BARE.search(before):
        base = AMONG.search(passage.text[max(0, part.start - 30) : part.start])
    if base is None or "%" in before:
        return
    named = OWN.sub("", _plain(base["base"]))
    if len(named) < 2:
        return
    wholes = [a for a in passage.amounts[:MOST] if a.unit == part.unit and not part.start <= a.start < share.end]
    found = [a for a in wholes if _is_base(passage, a, named)]
    if found and not any(a.most >= part.least for a in found):
        return
    own = [a for a in passage.amounts[max(0, index - 6) : index] if a.unit == part.unit]
    if found and not any(fits(passage, own, a, share) for a in wholes if a.least > 0):
        yield _no_share(passage, part, found[0], share)


def _of(passage: Passage, part: Quantity, whole: Quantity, share: Quantity) -> Iterator[Conflict]:
    """产值8.7亿元，为年度计划21.3亿元的54%."""
    if part.unit != whole.unit or part.unit not in COUNTED or not OF_IT.fullmatch(passage.between(part, whole)):
        return
    if whole.least > 0 and not is_share(part.least, part.most, whole, share):
        yield _no_share(passage, part, whole, share)


def _no_share(passage: Passage, part: Quantity, whole: Quantity, share: Quantity) -> Conflict:
    percent = round(100 * part.value / whole.value, 1)
    return Conflict(
        share.start, share.end, whole.start, whole.end,
        f"{passage.said(part)}占{passage.said(whole)}应是{say(percent, '%')}，文中写的是{passage.said(share)}，存疑。",
        "人数（数量）和百分比，哪一个写错了？占的是不是这个总数？",
    )  # fmt: skip


def _is_base(passage: Passage, amount: Quantity, named: str) -> bool:
    """Whether an amount is told by the name of a whole: its last word beside it, the rest in its clause."""
    before, after = _plain(passage.before(amount, FARTHEST)), _plain(passage.after(amount, 10))
    head, rest = named[-2:], named[:-2]
    beside = ROLES.sub("", before).endswith(head) or head in after
    if not beside or EACH.search(before[-6:]):
        return False
    return not rest or all(pair in before + after for pair in (rest[i : i + 2] for i in range(0, len(rest) - 1, 2)))
