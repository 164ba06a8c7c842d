"""Scars of replacing: a word that was replaced inside longer ones as well (阶公司性成效, 良好委面, 留守职联合会餐).

Broken are the words of lexicons/replaced.toml with another kind of unit, place or worker in them. What looks like one may be
right (公司部门 is no 局部): a scar makes more pieces of its clause, cut into words, than the clause restored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from checker.language import lexicon
from checker.language.segmenting import cut, is_word
from checker.language.whole import Trace, Whole

# As much of a clause on either side as decides how it is cut.
AROUND, LONGEST_WORD, BRAND = 7, 3, 2
FIRST_HAN, LAST_HAN = "\u4e00", "\u9fff"


class _Broken(NamedTuple):
    """What a form may have been, and how much of it is left before and behind what was put in."""

    word: str
    before: int
    behind: int


@lru_cache(maxsize=1)
def _broken() -> dict[str, list[_Broken]]:
    """Every broken form, with the words that it may have been."""
    found: dict[str, list[_Broken]] = {}
    for listed in lexicon.load("replaced").values():
        for part, words in listed.items():
            for word, kind in product(words, listed["with"]) if part != "with" else ():
                before, _, behind = word.partition(part)
                form = before + kind + behind
                # 件件 is how people say that it is all of them.
                if kind not in (part, before, behind) and not is_word(form):
                    found.setdefault(form, []).append(_Broken(word, len(before), len(behind)))
    return found


def forms() -> str:
    """Without one of these there is no scar."""
    return "|".join(_broken())


def scars(whole: Whole, places: Sequence[tuple[int, int]], own: str) -> Iterator[Trace]:
    """Kind ``broken``; `places` are those of `forms`, `own` is what the paper's unit and county are called."""
    for start, end in places:
        # 凌原县|山高沟深, 古驿县: the kind of a place or unit that the paper names again.
        listed = _broken()[whole.text[start:end]]
        named = any(_is_name(whole.text, own, start, end, broken) for broken in listed)
        if not named and any(_is_scar(whole.text, start, end, broken) for broken in listed):
            yield Trace(start, end, "broken")


def _is_name(text: str, own: str, start: int, end: int, broken: _Broken) -> bool:
    """Whether what was put in and the two characters before it are a name of the paper's own, or one that it says again."""
    put_in = start + broken.before
    head = text[max(0, put_in - BRAND) : put_in]
    # 塬上红公司 is 塬上红食品有限公司, but 面粉有限厂 was 有限公司.
    if broken.before and head in own and head + broken.word[broken.before :] not in own:
        return True
    name = head + text[put_in : end - broken.behind]
    again = broken.before == 0 and text.count(name) > 1
    return len(name) > BRAND and name.isalpha() and broken.before < BRAND and (name in own or again)


def _is_scar(text: str, start: int, end: int, broken: _Broken) -> bool:
    begin, finish = start, end
    while begin > max(0, start - AROUND) and _is_han(text[begin - 1]):
        begin -= 1
    while finish < min(len(text), end + AROUND) and _is_han(text[finish]):
        finish += 1
    written, restored = cut(text[begin:finish]), cut(text[begin:start] + broken.word + text[end:finish])
    # 征集产改案例, 公司部门: what seems to be left of a word is part of the next one. A phrase (人员工作) may end in it too.
    phrase, at = len(broken.word) > LONGEST_WORD, begin
    for word in written:
        past = at + len(word)
        begins = not broken.behind and start + broken.before <= at < end < past
        astride = (broken.before and at < start < past) or (broken.behind and at < end < past) or begins
        if astride and is_word(word) and not (phrase and word in restored):
            return False
        at = past
    return _pieces(restored) < _pieces(written)


def _pieces(words: Sequence[str]) -> int:
    """How many words there are; one that no dictionary holds counts twice."""
    return sum(1 if len(word) == 1 or is_word(word) else 2 for word in words)


def _is_han(character: str) -> bool:
    return FIRST_HAN <= character <= LAST_HAN
