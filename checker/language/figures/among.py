"""More of some than of all they are among: 80人参加考核、92人合格; 发放问卷800份，收回896份; 71票反对 of 65 代表."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from checker.language.figures.paper import Conflict, Paper, Segment
from checker.language.quantities import Quantity

# What is done to all, and what then holds of some of them.
STEPS = tuple(
    (re.compile(all_of_them), re.compile(some))
    for all_of_them, some in (
        (
            r"参加|推荐|报名|报考|来了|到了|前来|参训|应考|参考|送考|申报|应试|应评|报考|参评|参赛|考核|考评|考试|鉴定|评审|受训|培训|申请|招收|招聘|招录|招进|学徒|徒弟|学员|面试|笔试",
            r"合格|获评|评为|当选|通过|过关|取上|定上|考出|定为|取得|取证|获证|拿证|拿到|晋级|达标|及格|优秀|考上|考取|评上|结业|获奖|录取|录用|出师|转正|留用|留下|实考|参评|毕业",
        ),
        (r"发放|发出|下发|印发|回收|收集|问卷|调查表", r"收回|回收|收上|交回|返回|有效"),
        (
            r"收到|征集|受理|接到|提出|提案|建议|诉求|案件",
            r"采纳|办结|落实|解决|答复|调解成功|调成|化解|办好|办成|吸收|当[月天日]办|结案",
        ),
        (r"排查|查找|查出|查处|发现|检查出|隐患|问题", r"整改|销号|消除|改好|治理|解决|当[场天月]|闭环"),
        (r"应到|应参会|设代表|代表|应出席|应出勤", r"实到|到会|出席|签到|实际出勤"),
        (r"揭榜|立项|立了|列出|列入|确定|签订|签约|下达|承接|上榜|张榜", r"完成|结题|验收|销号|兑现|揭榜|攻克|交账|见效"),
    )
)
# Of all there are, only a part can be one of these.
ALL = re.compile(r"共有|现有|总数|总共有")
GOOD = re.compile(r"合格|达标|优秀|获奖")
ELSEWHERE = re.compile(
    r"累计|此前|往年|历年|去年|上年|另|以及|加上|全年|两批|先后|至今|以来|每|目前|带动|人次|项次|个次|还|新|奖金|增加|达到|名师傅|其他|又|再"
)
NOT_ALL = re.compile(r"每|其中|首批发|人均|平均|不少于|不超过|至少|最多|前")
NOT_COUNTED = frozenset(
    ("", "级", "档", "岁", "号", "番", "成", "度", "款", "%", "元", "天", "月", "分钟", "百分点", "倍", "课时", "学时", "分")
)
FARTHEST = 30

VOTE = re.compile(r"反对|赞成|弃权|同意|否决|否掉|退回|通过|支持")
ASSEMBLY = re.compile(r"职代会|代表大会|职工代表|(?:设|共有|选出|选举|应到)[^，。；]{0,6}代表")
DELEGATES_AFTER = re.compile(r"(?:职工|职代会|行业|工友|会员)?代表(?![团队组列谈协中里])")
DELEGATES_BEFORE = re.compile(r"代表(?:共|总数|人数|共有|为|名额|应到|有)*$")


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Pairs of amounts of which the later, a part of the former, is the larger."""
    for segment in paper.segments:
        if len(segment.amounts) > 1:
            yield from _in_segment(paper, segment)


def _in_segment(paper: Paper, segment: Segment) -> Iterator[Conflict]:
    counted = [a for a in segment.amounts if a.unit not in NOT_COUNTED]
    for first, second in pairwise(counted):
        if first.unit != second.unit or second.least <= first.most or second.start - first.end > FARTHEST:
            continue
        head, tail = paper.before(first, 12), paper.after(first, 12)
        passing = paper.before(second, 8) + paper.after(second, 8)
        # 发放800份: what is done to all stands with them, what holds of some with those.
        step = any(all_.search(head + tail) and some.search(passing) for all_, some in STEPS)
        if not (step or (ALL.search(head + tail) and GOOD.search(passing))):
            continue
        if ELSEWHERE.search(paper.text, first.end, min(segment.end, second.end + 10)) or NOT_ALL.search(head):
            continue
        yield _more(paper, first, second)


def votes(paper: Paper) -> Iterator[Conflict]:
    """Votes that are more than the delegates of the whole paper's assembly."""
    cast = [a for a in paper.amounts if a.unit in ("票", "张") and _is_vote(paper, a)]
    if not cast:
        return
    delegates = [a for a in paper.amounts if a.unit == "人" and _are_delegates(paper, a)]
    if delegates:
        most = max(delegates, key=lambda a: a.most)
        yield from (_more(paper, most, vote) for vote in cast if vote.least > most.most)


def _is_vote(paper: Paper, amount: Quantity) -> bool:
    around = paper.before(amount, 6) + paper.after(amount, 6)
    return bool(VOTE.search(around)) and (amount.unit == "票" or "票" in paper.after(amount, 4))


def _are_delegates(paper: Paper, amount: Quantity) -> bool:
    named = DELEGATES_BEFORE.search(paper.before(amount, 10)) or DELEGATES_AFTER.match(paper.after(amount, 8))
    return bool(named) and bool(ASSEMBLY.search(paper.text, max(0, amount.start - 24), amount.end + 8))


def _more(paper: Paper, first: Quantity, second: Quantity) -> Conflict:
    return Conflict(
        second.number, second.end, first.start, first.end,
        f"一共是{paper.said(first)}，其中一部分却有{paper.said(second)}，比一共的还多，存疑。",
        "两个数是不是同一批人？哪一个写错了？",
    )  # fmt: skip
