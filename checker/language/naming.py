"""What a practice is called, and those it is for, cut from the sentences that tell of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any

from checker.language import lazily, lexicon
from checker.language.anatomy import NUMBERED
from checker.language.deeds import DOES, FAR, IF, Span, clauses
from checker.language.material import Sentence
from checker.language.normalising import normalise

# A clause that says who judges reaches so far.
NEAR = 30
# Others in the sentence are whom it is for, if there are any.
OTHERS = 3
# So many words before a name for workers may narrow it.
MOST_MODIFIERS = 3


def whom(sentences: Sequence[Sentence]) -> tuple[int, Span] | None:
    """Those whom the sentences speak of most (细纱车间挡车工): the index of a sentence, a span of its `normal`."""
    # The same sentence may be given twice, to count twice.
    named = {
        start: [(_rank(head) + OTHERS * _judges(s, span), span, head) for span, head in _named(s)]
        for start, s in {s.start: s for s in sentences}.items()
    }
    found = [(rank, index, span, head) for index, s in enumerate(sentences) for rank, span, head in named[s.start]]
    if not found:
        return None
    best = min(rank for rank, *_ in found)
    heads = Counter(head for rank, _, _, head in found if rank == best)
    most = max(heads.values())
    return next((index, span) for rank, index, span, head in found if rank == best and heads[head] == most)


def _judges(sentence: Sentence, span: Span) -> bool:
    return BY.search(sentence.normal[max(0, span[0] - NEAR) : span[0]]) is not None


def _rank(head: str) -> int:
    """A trade says more than 职工, and both more than a grade, which is what one rises to."""
    return 2 if head in _list("grades") else 1 if head in _list("general") else 0


# What makes another thing of a name for workers: 技师学院, 高级工证书, 工人文化宫.
NO_PEOPLE = frozenset({
    "学院", "学校", "厂", "企业", "工资", "证", "证书", "等级", "标准", "档", "班", "线", "合同", "协议", "津贴", "文化宫",
})  # fmt: skip
# Those who judge, and those whom another has taught, are not whom a rule is for: 由两名老师傅一起考, 带出一名徒弟.
BY = lazily.pattern(r"由[^，。；：]{0,24}$|" + lazily.each("带|教|带出|选出|选派", "了?[^，。；：]{0,8}$"))


def _named(sentence: Sentence) -> Iterator[tuple[Span, str]]:
    """Names for workers in a sentence, with the words before that narrow them, several in a row as one, and the first head."""
    row: tuple[int, int, str] | None = None
    for start, end, head in sorted([*_by_words(sentence), *_by_text(sentence)]):
        if row and start < row[1]:
            continue
        if row and sentence.normal[row[1] : start] in ("、", "和", "及", "与"):
            row = (row[0], end, row[2])
            continue
        if row:
            yield row[:2], row[2]
        row = (start, end, head)
    if row:
        yield row[:2], row[2]


def _by_words(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    words, workers = sentence.words, _workers()
    named = [index for index, word in enumerate(words) if word in workers or word[-1] == "工"]
    starts = [0, *accumulate(map(len, words))] if named else []
    for index in named:
        joined = _joined(words, index)
        if joined is not None and words[min(index + 1, len(words) - 1)] not in NO_PEOPLE:
            yield starts[_narrowed(words, joined)], starts[index + 1], "".join(words[joined : index + 1])


def _by_text(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Names that segmentation cuts apart: 派遣 / 工和."""
    for match in _parted().finditer(sentence.normal):
        yield match.start(), match.end(), match.group()


@lru_cache(maxsize=1)
def _parted() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_list("parted"))))


def _joined(words: Sequence[str], index: int) -> int | None:
    """Where a name for workers that ends at a word begins, which may be the word before: 派遣 + 工, 绞车 + 司机; else None."""
    word, before = words[index], words[index - 1] if index else ""
    if word == "工":
        return index - 1 if len(before) == 2 and before + word not in _list("no_workers") else None
    if not _is_worker(word):
        return None
    return index - 1 if word in _list("heads") and _is_trade(before) and before not in _workers() else index


def _is_trade(word: str) -> bool:
    """Whether a word that official prose does not know may name a trade or a shop: 绞车, 细纱."""
    return len(word) > 1 and word.isalnum() and not word.isascii() and word not in lexicon.common_words()


def _narrowed(words: Sequence[str], index: int) -> int:
    places, narrowing = _places(), _list("modifiers")
    first = index
    while first and (words[first - 1] in narrowing or words[first - 1] in places) and index - first < MOST_MODIFIERS:
        first -= 1
    if words[first] in places and first and _is_trade(words[first - 1]):
        first -= 1
    while words[first] == "的":
        first += 1
    return first


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    return lexicon.load("workers")


@lru_cache(maxsize=16)
def _list(name: str) -> frozenset[str]:
    """A list of workers.toml."""
    return frozenset(_lists()[name]["words"])


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    return frozenset(lexicon.signals()["inner_place"])


@lru_cache(maxsize=1)
def _workers() -> frozenset[str]:
    return (_list("workers") | frozenset(lexicon.signals()["post"])) - _list("offices")


def _is_worker(word: str) -> bool:
    if word in _workers():
        return True
    return len(word) > 1 and word[-1] == "工" and word not in _list("no_workers")


# A clause begins with who acts and since when; what is done comes after.
LEADING = lazily.pattern(
    r"(?:(?:从|自)?(?:(?:19|20)\d\d年|二[〇零○]{1,2}[一二三四五六七八九十〇]{1,2}年|[去今前]年)(?:\d{1,2}月(?:\d{1,2}日)?|[一二三四五六七八九十]{1,2}月|[春夏秋冬上下]\S?|初|底|末)?(?:起|开始|以来)?"
    r"|同时|为此|于是|所以|因此|随后|此外|另外|其次|首先|最后|还|又|再|先|并|则|就|也|都"
    r"|[一二三四五六七八九]是"
    r"|(?:我们|我)?(?:公司|集团|企业|厂里|厂|矿上|矿|工会|党委|行政|县里|市里|段里|站里|局里|院里|人力资源部|单位)(?:党委|工会|行政)?(?=[把将对在给按以从推实建设制出规改创探拿拆定专拟与取并合撤增])"
    r"|我们|并且)"
)
# Headings that announce and name nothing: 主要做法, 怎么改的, 先说考, a subtitle.
GENERIC = lazily.pattern(
    r"(?:主要|基本|具体|几[点个项]|我们|这样|怎[么样]|如何|工作|改革|产改|经验|做法|举措|措施|内容|过程|情况|开展|推进|[改办做干的是和与及]|实施"
    r"|变化|成效|问题|目标|总体|思路|介绍|亮点|特色|方面|部分){1,8}"
)
TELLING = lazily.pattern(r"[先再后最其次首]{0,3}[说讲谈看来]|——|有没有|怎么")
# How a quotation that is a name is brought in, and what may follow it.
NAMED_BEFORE = lazily.pattern(
    r"(?:推行|实行|实施|建立|建起|设立|设|开展|推出|搞|办|开|立|挂|签|叫|叫做|称为|名为|创建|创新|探索|打造|构建|制定|出台|形成|改成|变成|发|写进|签订|试行|用|施行)(?:了|起|一[本张个套条])?(?:[^，。；“《]{0,8})$"
)
NAMED_AFTER = lazily.pattern(
    r"[^，。；“”《》的]{0,4}(?:制度|机制|办法|模式|通道|工作法|工程|计划|行动|平台|津贴|清单|超市|账户|积分|法|制|本|卡|册|榜|岗|站|室|学院|[一二三四五六七八九十两\d]级)"
)
# A name is no shorter and no longer; a sentence at the head of a paragraph is its name up to SHORT characters.
SHORTEST_NAME, LONGEST_NAME, SHORT = 4, 30, 18
WHO_SAYS = lazily.pattern("[说讲问喊道：:]")


def called(sentence: Sentence) -> Span | None:
    """What a sentence calls a practice, in quotes or as a paper's title (“三通道”, 《技能津贴办法》); a span of `normal`."""
    text = sentence.normal
    for fact in sentence.facts:
        if fact.lexicon == "rule":
            return fact.start, fact.end
        if fact.lexicon == "quoted" and not WHO_SAYS.match(text[fact.start - 1 : fact.start]):
            before, after = text[max(0, fact.start - 16) : fact.start], text[fact.end : fact.end + 10]
            kind = NAMED_AFTER.match(after)
            if kind or NAMED_BEFORE.search(before):
                return fact.start, fact.end + (kind.end() if kind else 0)
    return None


def key_clause(sentence: Sentence) -> Span:
    """The clause of a sentence that says best what was done, without who did it since when; a span of `normal`."""
    text = sentence.normal[:FAR]
    marks = [hit[:2] for hit in sentence.hits if hit.lexicon == "mechanism" and hit.end <= FAR]
    marks += [fact[:2] for fact in sentence.facts if fact.lexicon in ("arrangement", "condition", "quoted") and fact.end <= FAR]
    best, most = (0, len(text)), -1.0
    for order, match in enumerate(clauses(text)):
        start, end = _bare(text, *match)
        if not SHORTEST_NAME <= end - start <= LONGEST_NAME:
            continue
        weight = sum(start <= a and b <= end for a, b in marks) + (DOES.search(text, start, end) is not None) - 0.2 * order
        if weight > most:
            best, most = (start, end), weight
    return best if most >= 0 else _bare(text, *next(iter(clauses(text)), (0, len(text))))


def _bare(text: str, start: int, end: int) -> Span:
    for _ in range(3):
        match = LEADING.match(text, start, end)
        if not match or end - match.end() < SHORTEST_NAME:
            break
        start = match.end()
    return start, end


def conditions(sentence: Sentence) -> Span | None:
    """The part of a sentence that lays down who gets what on which condition; a span of `normal`."""
    text = sentence.normal[:FAR]
    places = [fact[:2] for fact in sentence.facts if fact.lexicon in ("condition", "arrangement", "rule") and fact.end <= FAR]
    places += [match.span() for match in IF.finditer(text)]
    every = list(clauses(text))
    own = [n for n, (a, b) in enumerate(every) if any(a < end and start < b for start, end in places)]
    if not own:
        return None
    # A condition (满一年的，) is half a rule: what follows from it comes after.
    last = own[-1] + (text[every[own[-1]][1] - 1] in "的者" and own[-1] + 1 < len(every))
    return every[own[0]][0], every[last][1]


def heading(sentence: Sentence) -> Span | None:
    """A heading without its number and stop; None where it only announces; a span of `normal`."""
    number = NUMBERED.match(sentence.normal)
    start = number.end() if number else 0
    bare = sentence.normal[start:].rstrip("。；：;:.，, ")
    start += len(bare) - len(bare.lstrip())
    bare = bare.lstrip()
    announces = TELLING.match(bare) or GENERIC.fullmatch(bare)
    return None if announces or len(bare) < SHORTEST_NAME else (start, start + len(bare))


def in_text(sentence: Sentence, span: Span) -> Span:
    """A span of a sentence's `normal` as offsets in the document's text."""
    start, end = span
    if len(sentence.text) == len(sentence.normal):
        return sentence.start + start, sentence.start + end
    normal, origin = normalise(sentence.text)
    if len(normal) != len(sentence.normal) or start == end:
        return sentence.start, sentence.end
    return sentence.start + origin[start], sentence.start + origin[end - 1] + 1
