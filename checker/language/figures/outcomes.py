"""What became of a whole, told part by part: 应报24份，按时报送15份，迟报4份，未报3份; 到期152家，续签149家，5家终止.

Some came out well and some did not, so nobody is in both. Where nothing told of the whole adds up to it, and the parts come
near, one of the numbers is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from checker.language import lazily
from checker.language.figures.paper import Conflict, Paper
from checker.language.figures.sums import NOT_COUNTED, kin, meets, sum_conflict
from checker.language.quantities import Quantity

WELL = lazily.pattern(
    r"办[结成完好]|完成|整改|改[完好]|重建|续签|留[用下任]|采[用纳]|合格|通过|过关|达标|保级|按[时期]|入会|已建|建[会成立]|签[了订]|回来|到岗|解决|"
    r"成功|脱困|升|揭|考过|出师|取得|上岗|收回|销号|做成|结案|验收|兑现|转正|定级|评[上为定]|选齐|复工|恢复"
)
ILL = lazily.pattern(
    r"未|没|撤|终止|退[回档出]|迟|滞后|降|淘汰|延期|取消|停|解[除聘]|驳回|否|弃|缺|暂缓|注销|不[合达予过及再愿]|离[开职]|补考|转[入到为向]|重[来考]|"
    r"剩|其余|余下|另|还|自愿|返工|落选"
)
# Not a whole, and not one of its parts.
ELSE = lazily.pattern(r"[每均各比较再由从]|其中|不低于|不少于|至少|增加|减少|新增|新进|累计|超|前$")
GAP, MOST, NEAR, NEAR_BELOW = 44, 6, 1.3, 0.8
ENDS = lazily.pattern(r"[。！？\n]")
MARK = lazily.pattern(r"[，、,；：:（(]")


class Part(NamedTuple):
    """A part of a whole, and the words right before and behind its amount."""

    amount: Quantity
    label: str


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Wholes with outcomes that do not make them up."""
    for index, whole in enumerate(paper.amounts):
        if whole.unit in NOT_COUNTED or whole.vague or whole.value < 4 or ELSE.search(paper.before(whole, 8)):
            continue
        parts = _parts(paper, index)
        if len(parts) > 1 and not _adds_up(paper, index, parts):
            yield from _held(paper, whole, parts)


def _parts(paper: Paper, index: int) -> list[Part]:
    """The amounts of the same unit told right after, in the same sentence."""
    parts: list[Part] = []
    last = whole = paper.amounts[index]
    for amount in paper.amounts[index + 1 : index + 2 * MOST]:
        gap = paper.text[last.end : amount.start]
        if len(gap) > GAP or ENDS.search(gap):
            break
        if kin(amount) != kin(whole) or amount.vague:
            continue
        label = MARK.split(gap)[-1]
        # 尚未启动的5项有4项在这里
        if amount.value >= whole.value or ELSE.search(label) or (parts and label.endswith("有") and len(label) < 3):
            break
        parts.append(Part(amount, f"{label}｜{paper.after(amount, 8)}"))
        last = amount
    return parts[:MOST]


def _adds_up(paper: Paper, index: int, parts: Sequence[Part]) -> bool:
    """Whether some amounts after the whole, up to the end of the sentence behind the parts, make it up, or all but one do."""
    whole = paper.amounts[index]
    end = _sentence_end(paper, _sentence_end(paper, parts[-1].amount.end))
    told = [a for a in paper.amounts[index + 1 : index + 16] if kin(a) == kin(whole) and a.start < end][: MOST + 4]
    # 减少168人：转正96人，离职87人，新进15人: who came is taken off.
    came = sum(a.value for a in told[:3]) - 2 * told[2].value if len(told) > 2 else 0.0
    return came == whole.value or any(
        meets(sum(a.least for a in chosen), sum(a.most for a in chosen), whole)
        for size in range(2, min(MOST, len(told)) + 1)
        for chosen in combinations(told, size)
    )


def _sentence_end(paper: Paper, start: int) -> int:
    ended = ENDS.search(paper.text, start)
    return ended.end() if ended else len(paper.text)


def _held(paper: Paper, whole: Quantity, parts: Sequence[Part]) -> Iterator[Conflict]:
    for size in range(len(parts), 1, -1):
        some = parts[:size]
        ratio = sum(part.amount.value for part in some) / whole.value
        ill = [bool(ILL.search(part.label)) for part in some]
        well = [bool(WELL.search(part.label)) and not bad for part, bad in zip(some, ill, strict=True)]
        # 揭榜29项，验收20项: of two that came out well the second may be part of the first.
        if sum(well) > 1 or not any(ill[1:]):
            continue
        if (1 < ratio <= NEAR and (well[0] or ill[0])) or (NEAR_BELOW <= ratio < 1 and well[0]):
            yield sum_conflict(paper, whole, [part.amount for part in some], "超过" if ratio > 1 else "不等于")
            return
