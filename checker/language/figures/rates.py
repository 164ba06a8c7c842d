"""Percentages that stand beside two counts: 揭榜22项、完成19项、完成率95.4%; 14家里有5家…，超过一半; 其中三分之二、253人."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.language.figures.passage import Conflict, Passage, Segment
from checker.language.figures.shares import COUNTED, is_share
from checker.language.quantities import Quantity, say

# What a rate is of, by the words that its part is told with.
SAID = {
    **{word: f"{word}|合格|过关|通过|及格|达标" for word in ("合格", "通过", "及格", "达标", "过关")},
    **dict.fromkeys(("取证", "持证", "获证", "拿证"), "取得|取证|拿证|拿到|考取|获证|持证|证书|持有"),
    **dict.fromkeys(
        ("完成", "办结", "落实", "解决", "整改", "销号", "结题", "化解", "结案"),
        "完成|办结|落实|解决|整改|销号|结题|攻克",
    ),
    "调解": "调解|调成|化解",
    "调解成功": "成功|调成|化解",
    **dict.fromkeys(("到岗", "上岗", "聘任", "配备"), "到岗|聘任?|受聘|上岗|配备|配齐|到位"),
    **{word: f"{word}|参加|参与|参训|参赛|参评|报名" for word in ("参与", "参加", "参训", "参赛", "参评")},
    **dict.fromkeys(("覆盖", "签订", "签约"), "覆盖|纳入|签|建"),
    **dict.fromkeys(("建制", "建会"), "建立|建制|建会|建成|建工会|建起"),
    **dict.fromkeys(("到会", "出勤", "出席"), "实到|到会|出席|出勤|到场"),
    **dict.fromkeys(("回收", "收回"), "收回|回收|收上|返回|有效"),
    **dict.fromkeys(("采纳",), "采纳|落实|吸收"),
    **dict.fromkeys(("入会",), "入会|加入"),
    **{word: f"{word}|留下|留在|还在|没走" for word in ("留存", "留岗", "留用", "留任")},
    **{
        word: word
        for word in (
            "晋级", "升级", "优秀", "结业", "录用", "录取", "就业",
            "转正", "出师", "流失", "离职", "兑现", "毕业", "支持", "赞成",
        )
    },
}  # fmt: skip
RATE = re.compile(
    r"(?:(?P<rate>[\u4e00-\u9fff]{1,5})率|(?:^|(?<=[，,]))(?P<named>[\u4e00-\u9fff]{0,4})比例)(?:[由从][^，。；]{1,14}(?:[升增高加降长]|提高|上升|增加|提升|下降)[到至为])?(?:达到了?|达|为|是|只有|约|有|在|就有|已达到?)?$"
)
# Of those who went the others stayed.
STAYED, GONE = ("留用", "留存", "留岗", "留任"), re.compile(r"流失|离职|走了|离厂|离开")
# Posts are counted in 个, who holds them in 人.
HELD_BY = {("个", "人"), ("项", "个"), ("家", "个"), ("户", "家"), ("个", "家")}
NEARBY, FARTHEST = 4, 40
OTHER = re.compile(r"全部|超额|提前|去年|上年|以前|原来|同比|平均|累计|历年")

# A share set beside its part by nothing but a mark: 5家由站长兼任、超过一半; 三分之二、253人; 253人（三分之二）.
BESIDE = re.compile(r"[^，。；、（(\d]{0,14}[，,、（(](?:已|只|仅|刚|刚好|正好|整整|就|大约|几乎)?(?:是|有|达到?)?")
AFTER_BESIDE = re.compile(r"[，,、。；）)]|$|是|的人|还|都|仍")
BEFORE_PART = re.compile(r"[、，,（(](?:约|共|计|即|也就是)?")
# The whole right before: 14家基层工会里有, 530人，其中.
OF_WHOLE = re.compile(
    r"[^，。；\d]{0,6}[，,](?:已|有|只)?(?:评上|通过|考上|考取|取得|合格|过关|拿证|获证|录用|转正|出师|留下|办结|采纳)(?:了|的|有)?|[^，。；\d]{0,12}(?:[中里](?:，|,)?(?:已|就|共|只|仅)?(?:有|是)?|[，,（(]?其中[^，。；、\d]{0,8})"
)


def conflicts(passage: Passage) -> Iterator[Conflict]:
    """Rates and shares that the two counts right beside them contradict."""
    for segment in passage.segments:
        for index, amount in enumerate(segment.amounts):
            if amount.unit == "%" and index:
                yield from _rate(passage, segment, index)
                yield from _proportion(passage, segment, index)
                yield from _beside(passage, segment, index)


def _rate(passage: Passage, segment: Segment, index: int) -> Iterator[Conflict]:
    """146人参加考评，63人合格，合格率43%: a part told in the words of the rate, and what stands before it."""
    rate = segment.amounts[index]
    named = RATE.search(passage.text, max(segment.start, rate.start - 24), rate.start)
    if named is None:
        return
    rated = named["rate"] or named["named"] or "这个"
    stem = next((word for word in SAID if rated.endswith(word)), rated)
    # All of another thing than the two that stand there.
    if rate.value == 100:
        return
    before = [a for a in segment.amounts[max(0, index - NEARBY) : index] if a.unit in COUNTED]
    after = [a for a in segment.amounts[index + 1 : index + 2] if a.unit in COUNTED and a.start - rate.end <= 12]
    # The part is the last count before its rate; where only the whole is, the part follows: 合格率43%，63人合格.
    wholes = [a for a in before[:-1] if _belong(a, before[-1]) and a.value >= before[-1].value]
    orders = [[wholes[-1], before[-1]]] if wholes else []
    if len(before) == 1 and after and stem in SAID:
        orders = [[before[0], after[0]]]
    for pair in orders:
        whole, part = pair
        if not _belong(whole, part) or not 0 <= _distance(part, rate) <= FARTHEST or part.value > whole.value or whole.least <= 0:
            continue
        if OTHER.search(passage.text, whole.start, max(part.end, rate.end)):
            continue
        low, high = part.least, part.most
        if stem in STAYED and GONE.search(passage.before(part, 10) + passage.after(part, 12)):
            low, high = whole.least - high, whole.most - low
        elif stem != "这个" and not _is_told(passage, part, stem):
            continue
        # Whatever else stands before may be what the writer counted against.
        if any(is_share(low, high, w, rate) for w in before if w is not part):
            return
        # 优秀31人，合格88人: both are qualified.
        between = [a for a in before if whole.end <= a.start < part.start and a.unit == part.unit]
        if between and is_share(low + sum(a.least for a in between), high + sum(a.most for a in between), whole, rate):
            return
        percent = round(50 * (low + high) / whole.value, 1)
        yield Conflict(
            rate.start, rate.end, min(whole.number, part.number), max(whole.end, part.end),
            f"按{passage.said(whole)}和{passage.said(part)}算，"
            f"{rated}{'率' if named['rate'] else '比例'}应是{say(percent, '%')}，"
            f"文中写的是{passage.said(rate)}，存疑。",
            "人数和比率，哪一个写错了？是不是另有基数？",
        )  # fmt: skip
        return


PROPORTION = re.compile(r"(?:占比|比重|比例)[由从]?[^，。；]{1,14}(?:升|提高|增加|上升|提升|扩大|增)[到至为]$")


def _proportion(passage: Passage, segment: Segment, index: int) -> Iterator[Conflict]:
    """一线421人，高级工由38人增加到97人，占比从9%提高到31%: the second end of both, of the one whole there is."""
    share = segment.amounts[index]
    if not PROPORTION.search(passage.text, max(segment.start, share.start - 24), share.start):
        return
    counts = [a for a in segment.amounts[max(0, index - 6) : index] if a.unit in COUNTED]
    if len(counts) != 3 or len({a.unit for a in counts}) != 1:
        return
    whole, first, part = counts
    if not re.search("[到至为]", passage.between(first, part)) or not whole.value > part.value > first.value:
        return
    if not is_share(part.least, part.most, whole, share):
        percent = round(100 * part.value / whole.value, 1)
        yield Conflict(
            share.start, share.end, whole.number, part.end,
            f"{passage.said(part)}占{passage.said(whole)}应是{say(percent, '%')}，文中写的是{passage.said(share)}，存疑。",
            "人数（数量）和百分比，哪一个写错了？占的是不是这个总数？",
        )  # fmt: skip


def _is_told(passage: Passage, part: Quantity, stem: str) -> bool:
    """Whether a count is told in the words of a rate: a synonym (聘任 for 到岗) or a character of its own (已建会 for 建制)."""
    around = passage.before(part, 12) + passage.after(part, 8)
    return bool(re.search(f"{SAID.get(stem, '')}|[{stem}]" if stem in SAID else f"[{stem}]", around))


def _belong(whole: Quantity, part: Quantity) -> bool:
    return whole.unit == part.unit or (whole.unit, part.unit) in HELD_BY


def _distance(part: Quantity, rate: Quantity) -> int:
    return rate.start - part.end if part.end <= rate.start else part.start - rate.end


def _beside(passage: Passage, segment: Segment, index: int) -> Iterator[Conflict]:
    share, before = segment.amounts[index], segment.amounts[index - 1]
    following = segment.amounts[index + 1] if index + 1 < len(segment.amounts) else None
    if (
        following is not None
        and before.unit == following.unit in COUNTED
        and BEFORE_PART.fullmatch(passage.between(share, following))
    ):
        whole, part, gap = before, following, passage.between(before, share)
    elif index > 1 and BESIDE.fullmatch(passage.between(before, share)) and AFTER_BESIDE.match(passage.text, share.end):
        whole, part = segment.amounts[index - 2], before
        gap = passage.between(whole, part)
    else:
        return
    if whole.unit != part.unit or part.unit not in COUNTED or part.most > whole.most or not OF_WHOLE.fullmatch(gap):
        return
    if whole.least > 0 and not is_share(part.least, part.most, whole, share):
        percent = round(100 * part.value / whole.value, 1)
        yield Conflict(
            share.start, share.end, min(whole.number, part.number), max(whole.end, part.end),
            f"{passage.said(part)}占{passage.said(whole)}应是{say(percent, '%')}，文中写的是{passage.said(share)}，存疑。",
            "人数（数量）和百分比，哪一个写错了？占的是不是这个总数？",
        )  # fmt: skip
