"""Names listed and their number: 土建、安装、机电三个支部; 两家，分别是A、B和C; 合同、工资协议各1份，共3份."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.language import lazily
from checker.language.figures.paper import CLAUSE_ENDS, Conflict, Paper
from checker.language.figures.slips import near
from checker.language.figures.sums import TOTAL
from checker.language.numerals import DIGITS
from checker.language.quantities import Quantity, say

UNITS = frozenset("个项家类种条支门件处座所间台款张本岗道级档大户册套路班场")
COUNTED = UNITS | frozenset("人次起期位份件本")
FEWEST, MOST, FARTHEST, CLOSE, NEAR = 2, 12, 90, 20, 1.7
# A list goes back to one of these.
BEGINS = lazily.pattern(r"[，。；：！？（）()“”\n\d《》]")
# A verb inside a list: what is listed begins behind it.
VERB = lazily.pattern(
    r"设(?![备计施置])|组成|组建|抽调|派出|设立|设有|开办|开展|包括|覆盖|分成|分为|按照|取得|推行|实行|[把将的了]"
)
# 各两人, 前三名, 和4家企业: no number of what is listed.
APART = lazily.pattern(r"[各每前第头另约近和与及或同跟分评定升为有]$|以及$|其[中余他]$|新[建增]$")
# 在车站、广场、街道设服务点6个: places, and what is there.
AT = lazily.pattern("(?:^|[^存现])在[^在]{2,8}$")
AND = lazily.pattern(r"以及|(?<![参合共协相普涉大])[和与及同跟](?![谐平睦善约时格])")
BEHIND = lazily.pattern(
    r"[^。；\n：\d]{0,24}?分别[是为](?P<names>(?!\d+(?!\d|月|号))[^。；\n：]{4,120})"
    r"|[^，。；、\n：\d（(中两二三四五六七八九]{0,12}[（(：](?P<closed>(?!含|如|主要|包括)[^，,。；\n：\d（）()两]{4,90})[）)。；\n]"
)
COMMA = lazily.pattern("[，,]")
# 遵义、铜仁、毕节四地: no amounts, for places count nothing else.
PLACES = lazily.pattern(
    r"、[\u4e00-\u9fff]{1,8}?(?P<number>[三四五六七八九])(?P<unit>[地县市区镇乡省矿厂村校院])(?![级长委政图])"
)
HAN = lazily.pattern("[\u4e00-\u9fff]")
# 分别为月嫂7期、281人次，育婴8期
NUMBERED = lazily.pattern(r"\d[\u4e00-\u9fff]{1,2}、")
# 沙发、桌游、按摩椅4台: of the last alone.
THINGS = frozenset("台件套张辆把条支")
LONGEST = 22
JOINED = lazily.pattern(r"(?:这|那|共|全部)?$")


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Numbers that are not those of the names that stand right before them."""
    yield from _places(paper)
    for index, amount in enumerate(paper.amounts):
        if paper.text.startswith("各", amount.start - 1) and index + 1 < len(paper.amounts):
            yield from _of_each(paper, index)
        if amount.unit in COUNTED and not amount.vague and FEWEST <= amount.value <= MOST:
            yield from _behind(paper, amount)
        if amount.unit in THINGS and not HAN.match(paper.text, amount.end):
            continue
        if amount.unit not in UNITS or amount.vague or not FEWEST <= amount.value <= MOST or amount.value != int(amount.value):
            continue
        start = paper.amounts[index - 1].end if index else 0
        begin = max(start, amount.start - FARTHEST)
        text = paper.text[begin : amount.start]
        marks = list(BEGINS.finditer(text))
        begin += marks[-1].end() if marks else 0
        if "、" in paper.text[begin : amount.start] or AND.search(paper.text, begin, amount.start):
            yield from _before(paper, amount, begin)


def _places(paper: Paper) -> Iterator[Conflict]:
    for match in PLACES.finditer(paper.text):
        number, end = match.start("number"), match.end()
        count = float(DIGITS[match["number"]])
        marks = list(BEGINS.finditer(paper.text, max(0, number - FARTHEST), number))
        yield from _before(
            paper,
            Quantity(number, number, end, count, count, count, 0.0, match["unit"], False),
            marks[-1].end() if marks else number,
        )


def _of_each(paper: Paper, index: int) -> Iterator[Conflict]:
    """集体合同、工资专项合同和女职工专项合同各1份，合计4份."""
    each, total = paper.amounts[index : index + 2]
    if each.unit != total.unit or total.start - each.end > CLOSE or not TOTAL.search(paper.between(each, total)):
        return
    begin = paper.last(CLAUSE_ENDS, each.start - FARTHEST, each.start) + 1
    listed = paper.text[begin : each.start - 1]
    if "、" not in listed or re.search(r"[等\d]", listed) or each.vague or total.vague:
        return
    readings = {each.value * reading for reading in _readings(listed.split("、"))}
    if total.value not in readings and near(total.value, max(readings), NEAR):
        yield Conflict(
            total.number, total.end, begin, each.end,
            f"列出的各{paper.said(each)}，相加应是{say(max(readings), total.unit)}，文中写的是{paper.said(total)}，存疑。",
            "是列漏了，还是数写错了？",
        )  # fmt: skip


def _before(paper: Paper, amount: Quantity, begin: int) -> Iterator[Conflict]:
    """A、B、C三个支部."""
    listed = paper.text[begin : amount.start]
    if "等" in listed:
        return
    listed = JOINED.sub("", listed)
    parts = listed.split("、")
    for index in range(len(parts) - 1, 0, -1):
        if verb := _last(VERB, parts[index]):
            begin += sum(len(part) + 1 for part in parts[:index]) + verb.end()
            parts = [parts[index][verb.end() :], *parts[index + 1 :]]
            break
    if (
        not parts[0].strip()
        or APART.search(listed)
        or AT.search(parts[0])
        or not all(0 < len(part.strip()) <= 16 for part in parts[1:])
    ):
        return
    number = int(amount.value)
    readings = _readings(parts)
    high = max(readings)
    if number in readings:
        return
    if number > high and high >= 3 and number - high <= 2 and len(parts) > 1:
        yield _other(paper, amount, begin, high)


def _behind(paper: Paper, amount: Quantity) -> Iterator[Conflict]:
    """三家至今未报，分别是A、B、C."""
    told = BEHIND.match(paper.text, amount.end)
    names = (told["names"] or told["closed"]) if told else ""
    if (
        not told
        or "等" in names
        or NUMBERED.search(names)
        or paper.text.startswith(("；", ";"), told.end(told.lastgroup or 0))
        or not ("、" in names or AND.search(names))
    ):
        return
    # A、B和C，…: the list may end with a clause, or go on behind it.
    clauses = COMMA.split(names)
    parts = clauses[0].split("、")
    readings = _readings(parts) | (_readings(clauses) if "、" not in names else set())
    if int(amount.value) in readings or not all(0 < len(part.strip()) <= LONGEST for part in parts) or len(parts) < FEWEST:
        return
    if min(abs(int(amount.value) - reading) for reading in readings) <= FEWEST:
        yield Conflict(
            amount.start, amount.end, told.start(told.lastgroup or 0), told.start(told.lastgroup or 0) + len("、".join(parts)),
            f"说的是{paper.said(amount)}，列出的是{max(_readings(parts))}个，存疑。", "是列漏了，还是数写错了？",
        )  # fmt: skip


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):  # noqa: B007  the last one counts
        pass
    return found


def _readings(parts: list[str]) -> set[int]:
    """How many names a list may be read to hold: 和 joins two of them, or is part of one."""
    joined = [len(AND.findall(part)) for part in parts]
    return {len(parts), len(parts) + joined[-1], len(parts) + sum(joined), len(parts) + min(1, joined[-1])}


def _other(paper: Paper, amount: Quantity, start: int, number: int) -> Conflict:
    return Conflict(
        amount.start, amount.end, start, amount.start,
        f"列出的是{number}个，说的却是{paper.said(amount)}，存疑。", "是列漏了，还是数写错了？",
    )  # fmt: skip
