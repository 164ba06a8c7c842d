"""The numbers of chapters and points, which are skipped and which stand twice: 一、 （一） 1. （1） ① 01 第一章 做法一, 一是.

Deliberate ways of numbering are left alone: points that begin again under each chapter or go on across them, a new
count from one for another part or an annex, levels in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.language.whole import Trace, Whole

NUMERAL = "[一二三四五六七八九十]{1,3}"
# 一、二车间; 二、一季度 is the second of a count.
NEXT_TO = (
    "(?:" + "|".join(f"{one}[、．.]{two}" for one, two in zip("一二三四五六七八九", "二三四五六七八九十", strict=True)) + ")"
)
# Where a number may stand: at the head of a paragraph, or after the end of a sentence. 一、二车间 and 3、4号炉 are no numbers.
NUMBER = re.compile(
    rf"[\n。！？；;：，,][ \u3000]*(?=[\d一二三四五六七八九十第（(①-⑳做举经亮体任措])"
    rf"(?:(?P<is>{NUMERAL})是(?!{NUMERAL}[，、；。]|否|不是)|(?<![，,])"
    rf"(?:(?P<padded>0\d)(?![\d.．:：\-/年月日号时点])|(?:做法|举措|经验|亮点|体会|任务|措施)"
    rf"(?P<named>{NUMERAL}|\d{{1,2}})(?=[：:，、 \u3000])"
    rf"|第(?P<ordinal>{NUMERAL})(?:件事|句话|笔账|阶段(?=[（(：:])|[条点个](?:体会|经验|做法|启示)(?=[，,：:])|[，,、：:])"
    rf"|第(?P<part>{NUMERAL})(?:章|部分|篇|编)(?=[ ：:、\u4e00-\u9fff])"
    rf"|(?!{NEXT_TO}(?:[、．.和]|号|期|车间|级|等|线|班|区|段|季度|月|分))(?P<chapter>{NUMERAL})[、．.](?!{NUMERAL}[、．.和])"
    rf"|[（(](?P<section>{NUMERAL})[）)](?![款条类种]|项(?!目))|(?P<point>\d{{1,2}})(?:[．.](?!\d)|[｜|](?=[\u4e00-\u9fff])|、(?!\d)|(?<=[\n。]\d)、(?=\d{{1,2}}月))"
    rf"|[（(](?P<item>\d{{1,2}})[）)](?!年|[款条]|项(?!目))|(?P<circle>[①-⑳])))"
)
LEVELS = ("part", "named", "padded", "chapter", "section", "point", "item", "circle", "ordinal", "is")
# Those that run on in a text, and those that are numbers at the head of a line alone.
RUNNING, HEADS = ("ordinal", "is"), ("named", "padded")
# Sequences shorter than this are no count: a lone 二、 quotes something.
SHORTEST, SECOND = 2, 2
DIGITS = {character: number for number, character in enumerate("一二三四五六七八九", 1)}
# What stands in a table, in the furniture or in the signature is no chapter.
LEFT_OUT = ("cell", "furniture", "signature", "addressee")


class _Number(NamedTuple):
    value: int
    start: int
    end: int
    level: int
    paragraph: int
    head: bool


def slips(whole: Whole) -> list[Trace]:
    """Kinds ``skipped`` and ``repeated``; `detail` is what should stand there, `other` the number before."""
    found = list(_numbers(whole))
    traces = [
        trace
        for level in {number.level for number in found}
        for run in _runs(found, level)
        for trace in _wrong(run, found, whole.text)
    ]
    return sorted(traces)


def _numbers(whole: Whole) -> Iterator[_Number]:
    # Every number stands behind something: the text is looked at with a line feed before it.
    for match in NUMBER.finditer("\n" + whole.text):
        name = match.lastgroup or ""
        start, end = match.start() + len(match.group()) - len(match.group()[1:].lstrip()) - 1, match.end() - 1
        paragraph = whole.paragraph_at(start)
        head = match.group()[0] == "\n"
        if whole.parts[paragraph] not in LEFT_OUT and (head or name not in HEADS):
            yield _Number(_value(match[name]), start, end, LEVELS.index(name), paragraph, head)


def _value(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    tens, ten, ones = text.partition("十")
    if not ten:
        return DIGITS.get(text, 0)
    return 10 * DIGITS.get(tens, 1) + DIGITS.get(ones, 0)


def _runs(found: list[_Number], level: int) -> Iterator[list[_Number]]:
    """The numbers of one level that count on. A number of a higher level, and a new one, begins a new run.

    Points that go on across the chapters (（一）（二） under 一, （三） under 二) stay one run.
    """
    run: list[_Number] = []
    parted = False
    for number in found:
        if number.level < level:
            parted = True
        if number.level != level:
            continue
        far = LEVELS[level] in RUNNING and bool(run) and not (number.paragraph == run[-1].paragraph or number.head)
        goes_on = bool(run) and number.value == run[-1].value + 1
        repeats_first = bool(run) and number.value == run[-1].value == 1 and not parted and len(run) == 1
        if run and ((number.value == 1 and not repeats_first) or (parted and not goes_on) or far):
            yield run
            run = []
        run.append(number)
        parted = False
    yield run


def _wrong(run: list[_Number], found: list[_Number], text: str) -> Iterator[Trace]:
    if len(run) < SHORTEST or 0 in {number.value for number in run}:
        return
    before = run[0]
    expected = before.value + 1
    if before.value == SECOND and before.head and LEVELS[before.level] == "chapter" and len(run) > SHORTEST:
        # 二、三、四 without a 一.
        yield Trace(before.start, before.end, "headless", _written(text[before.start : before.end], 1))
    for index, number in enumerate(run[1:], 1):
        following = run[index + 1].value if index + 1 < len(run) else None
        if number.value == expected:
            expected += 1
        elif following == expected + 1:
            # One number alone is wrong, the count goes on as if it were not.
            yield _trace(number, before, expected, text)
            expected += 1
        elif number.value > expected and _stands(text, before, number, expected):
            expected = number.value + 1
        elif number.value == expected + 1 and (mixed := _mixed(found, before, number)):
            yield Trace(
                mixed.start, mixed.end, "mixed", _written(text[number.start : number.end], expected), (before.start, before.end)
            )
            expected = number.value + 1
        elif number.value == before.value or number.value > expected:
            yield _trace(number, before, expected, text)
            expected = number.value + 1
        else:
            expected = number.value + 1
        before = number


def _mixed(found: list[_Number], before: _Number, after: _Number) -> _Number | None:
    """A heading with the number that is missing, in another manner: 一、 二、 （三） 四、."""
    between = [n for n in found if before.start < n.start < after.start and n.head and n.level != before.level]
    missing = before.value + 1
    return next((n for n in between if n.value == missing and not any(o.level == n.level and o is not n for o in between)), None)


def _stands(text: str, before: _Number, number: _Number, value: int) -> bool:
    """Whether a number is there that was not taken for one: 2.28名调温师没有证书; 3、7日举办."""
    return _written(text[number.start : number.end], value) in text[before.end : number.start]


def _trace(number: _Number, before: _Number, expected: int, text: str) -> Trace:
    kind = "skipped" if number.value > expected else "repeated"
    written = text[number.start : number.end]
    return Trace(number.start, number.end, kind, _written(written, expected), (before.start, before.end))


def _written(like: str, value: int) -> str:
    """`value` in the manner of `like`: 三、 after 一、, ③ after ①."""
    if re.search(r"[①-⑳]", like):
        return chr(ord("①") + value - 1)
    if re.search(r"\d", like):
        return re.sub(r"\d+", lambda digits: str(value).zfill(len(digits.group())), like)
    tens, ones = divmod(value, 10)
    numeral = ("" if tens == 0 else "十" if tens == 1 else "一二三四五六七八九"[tens - 1] + "十") + (
        "" if ones == 0 else "一二三四五六七八九"[ones - 1]
    )
    return re.sub(NUMERAL, numeral, like, count=1)
