"""A number with the words around it, and the noun that two of them count."""

from __future__ import annotations

from typing import NamedTuple

from checker.language import lazily
from checker.language.figures.paper import Paper
from checker.language.quantities import Quantity

BEFORE, BEHIND, SENTENCE_LENGTH = 16, 10, 70
SENTENCE = lazily.pattern(r"[。；！？\n]")
# Words that say how a number stands before it, not of what.
ROLES = lazily.pattern(
    r"(?:约|近|达到?|多达|共|有|已|为|是|了|计|的|总数|人数|总计|累计|现|超过?|由|从|仅|只|就|在|于|至|到|成|占|合计|一共|总共|出|完|走)+$"
)
CHANGE = lazily.pattern(
    r"[^，。；、\d]{0,6}(?:/[\u4e00-\u9fff])?[，,]?[^，。；、\d到至]{0,4}(?:提高|增加|增长|升|增|扩大|扩充|发展|壮大|涨|降|减|减少|下降|缩短|压缩|压|压减|调|改|变|缩减|加|提|上升|提升|归并|并)?"
    r"(?:到了?|至|为|成)(?:了|[^，。；、]{0,6}的)?(?:约|近)?"
)
FROM = lazily.pattern(r"[由从][^，。；]{0,12}$")
# Characters that name nothing.
EMPTY = frozenset(
    "、的了在和有是为到共约近达已与、及由从里各每其对上下来不被把将给也都就还只仅之这那该一二三四五六七八九十两第，。；：“”《》（）()0123456789.%万余多年月日"
)
# 新建驿站7个，累计19个: of the same thing as the number before it.
CUMULATED = lazily.pattern(r"[，,](?:累计|总数|总量|共计?|现有|达到?|总共|已有)+")
COUNTERS = frozenset("人名位家户个支项")
# Only a time stands before a number.
WHEN = lazily.pattern(r"(?:到|截至|至)?(?:[今去前]年|\d+年)?(?:\d+月)?(?:\d+日)?[底末初]?")

NEW = lazily.pattern(r"新[增建设招签办开发评聘添]")
PHRASE_ENDS = lazily.pattern(r"里|(?<!其)中(?![级等专年心型小])|当中|全部|全都|都|均|每|逐")


class Telling(NamedTuple):
    """A number, where it is `at` among the paper's, and the words around it: subject, noun behind, sentence so far."""

    amount: Quantity
    at: int
    subject: str
    before: str
    behind: str
    sentence: str
    first: bool
    last: bool


def telling(paper: Paper, index: int) -> Telling:
    """The words around an amount; both ends of a change have those before the first."""
    amounts, text = paper.amounts, paper.text
    amount = amounts[index]
    start, last = amount.start, False
    earlier = amounts[index - 1] if index else None
    if (
        earlier
        and earlier.unit == amount.unit
        and start - earlier.end < 20
        and CHANGE.fullmatch(text[earlier.end : start])
        and FROM.search(text[max(0, earlier.start - 20) : earlier.start])
    ):
        start, last = earlier.start, True
        earlier = amounts[index - 2] if index > 1 else None
    cumulated = earlier and start - earlier.end < 8 and CUMULATED.fullmatch(text[earlier.end : start])
    if earlier and cumulated:
        start, earlier = earlier.start, None
    before = paper.clause_to(start, BEFORE)
    if cumulated:
        before = NEW.sub("", before)
    if earlier and earlier.value != 1 and earlier.end > start - len(before):
        before = text[earlier.end : start]
    behind = paper.after(amount, BEHIND)
    following = amounts[index + 1] if index + 1 < len(amounts) else None
    if following and following.start < amount.end + len(behind):
        behind = text[amount.end : following.start]
    behind = behind.lstrip("的").partition("、")[0]
    first = bool(
        following
        and following.unit == amount.unit
        and FROM.search(before)
        and CHANGE.fullmatch(text[amount.end : following.start])
    )
    sentence = SENTENCE.split(text[max(0, start - SENTENCE_LENGTH) : start])[-1]
    before = "" if WHEN.fullmatch(before) else before
    return Telling(amount, index, ROLES.sub("", before), before, behind, sentence, first, last)


def shared_noun(one: Telling, other: Telling) -> str:
    """The longest word that both numbers count: behind both, before both, or before one and behind the other."""
    subjects = [t.subject[-8:][::-1] for t in (one, other)]
    phrases = [_phrase(t.behind) for t in (one, other)]
    longer = _common(subjects[0], subjects[1], 1, 1)[::-1]
    pairs = (
        _common(phrases[0], phrases[1], 4, 4),
        _common(subjects[0], subjects[1], 0, 0)[::-1],
        longer if len(longer) > 4 else "",
        _common(phrases[0], subjects[1], 4, 0, turned=True),
        _common(phrases[1], subjects[0], 4, 0, turned=True),
        "" if one.behind else _named(phrases[1], one.sentence),
    )
    return max(pairs, key=len)


def _named(phrase: str, sentence: str) -> str:
    """What a number counts that its sentence names, but of no other number: 试点“工会联络员”制度，共聘26名."""
    word = _common(phrase, sentence, 0, len(sentence))
    at = sentence.rfind(word)
    return "" if sentence[at - 1 : at] in COUNTERS or sentence[at + len(word) :][:1].isdigit() else word


def _phrase(behind: str) -> str:
    """What is counted behind a number, up to a word that says what is told of it."""
    return PHRASE_ENDS.split(behind[:8])[0]


def _common(one: str, other: str, reach: int, other_reach: int, turned: bool = False) -> str:
    """The longest stretch of both that begins no later than `reach` in each; `other` is `turned` where it is told backwards."""
    for length in range(min(len(one), len(other)), 1, -1):
        for start in range(min(reach, len(one) - length) + 1):
            word = one[start : start + length]
            at = other.find(word[::-1] if turned else word)
            if 0 <= at <= other_reach and (grams(word) or (length > 4 and not EMPTY.issuperset(word))):
                return word
    return ""


def grams(text: str) -> set[str]:
    """The pairs of neighbouring characters that may be words."""
    return {text[i : i + 2] for i in range(len(text) - 1) if text[i] not in EMPTY and text[i + 1] not in EMPTY}
