"""Scars of replacing: a word that was replaced inside longer ones as well (阶公司性成效, 良好委面, 留守职联合会餐).

Broken are the words of lexicons/replaced.toml with another kind of unit, place or worker in them. What looks like one may be
right (公司部门 is no 局部): a scar makes more pieces of its clause, cut into words, than the clause restored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from checker.language import lexicon
from checker.language.segmenting import cut, is_word
from checker.language.whole import Trace, Whole

# As much of a clause on either side as decides how it is cut.
AROUND = 7
FIRST_HAN, LAST_HAN = "\u4e00", "\u9fff"


@lru_cache(maxsize=1)
def _broken() -> dict[str, tuple[str, ...]]:
    """Every broken form, with the words that it may have been."""
    found: dict[str, tuple[str, ...]] = {}
    for listed in lexicon.load("replaced").values():
        for part, words in listed.items():
            for word, kind in product(words, listed["with"]) if part != "with" else ():
                form = word.replace(part, kind, 1)
                if kind != part and not is_word(form):
                    found[form] = (*found.get(form, ()), word)
    return found


def forms() -> str:
    """Without one of these there is no scar."""
    return "|".join(_broken())


def scars(whole: Whole, places: Sequence[tuple[int, int]]) -> Iterator[Trace]:
    """Kind ``scar``; `places` are those of `forms`."""
    for start, end in places:
        if _is_broken(whole.text, start, end):
            yield Trace(start, end, "scar")


def _is_broken(text: str, start: int, end: int) -> bool:
    begin, finish = start, end
    while begin > max(0, start - AROUND) and _is_han(text[begin - 1]):
        begin -= 1
    while finish < min(len(text), end + AROUND) and _is_han(text[finish]):
        finish += 1
    written = _pieces(text[begin:finish])
    words = _broken()[text[start:end]]
    return any(_pieces(text[begin:start] + word + text[end:finish]) < written for word in words)


def _pieces(clause: str) -> int:
    """How many words a clause is cut into; one that no dictionary holds counts twice."""
    return sum(1 if len(word) == 1 or is_word(word) else 2 for word in cut(clause))


def _is_han(character: str) -> bool:
    return FIRST_HAN <= character <= LAST_HAN
