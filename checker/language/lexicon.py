"""The lexicons at work: every phrase and signal word of a text in one pass of one automaton.

A phrase with slots (``在X的正确领导下``) is found by its longest literal piece and then confirmed by its pattern
inside the clause. A `Hit` says which lexicon a run of text belongs to; what that means is for features and checks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import Any, NamedTuple

import ahocorasick_rs

from checker import toml

SLOTS = {
    "X": r"[^，。；：！？、\n]{1,25}?",
    "Y": r"[^，。；：！？、\n]{1,25}?",
    "N": r"[\d一二三四五六七八九十百千万余]{1,8}",
    "V": "(?:加强|强化|完善|规范|优化|提升|健全|推动|深化|提高|增强|创新|拓展|丰富|促进|夯实|巩固|改进|激发|营造|发挥)",
}
SLOT = re.compile("([XYNV])")
# How far before and after its literal piece a phrase with slots may reach.
REACH = 60


class Hit(NamedTuple):
    """A run of text (offsets into the text that was scanned) and the lexicon that knows it."""

    start: int
    end: int
    lexicon: str


@dataclass(frozen=True, slots=True)
class Family:
    """One family of stock phrases: its number (F1…F15) and its name. In lead and closing all of them are courtesy."""

    id: str
    name: str
    phrases: tuple[str, ...]


@lru_cache(maxsize=1)
def families() -> dict[str, Family]:
    """The fifteen families of stock phrases, by number."""
    return {key: Family(key, entry["name"], tuple(entry["phrases"])) for key, entry in load("boilerplate").items()}


@lru_cache(maxsize=1)
def signals() -> dict[str, tuple[str, ...]]:
    """The lists of signal words, by name."""
    return {key: tuple(entry["words"]) for key, entry in load("signals").items()}


@lru_cache(maxsize=1)
def topics() -> dict[str, tuple[str, ...]]:
    """The words of each topic, by ``topic.chapter`` (``union.送温暖``)."""
    return {
        f"{topic}.{chapter}": tuple(entry["words"])
        for topic, chapters in load("topics").items()
        for chapter, entry in chapters.items()
    }


@lru_cache(maxsize=1)
def common_words() -> dict[str, int]:
    """How often a word stands in a large sample of official prose; words of one character are not counted."""
    text = (files("checker.language") / "lexicons" / "common_words.tsv").read_text(encoding="utf-8")
    pieces = text[text.index("\n", text.rindex("#")) :].split()
    return dict(zip(pieces[::2], map(int, pieces[1::2]), strict=True))


def load(name: str) -> dict[str, Any]:
    """One lexicon file as it stands."""
    return toml.loads((files("checker.language") / "lexicons" / f"{name}.toml").read_text(encoding="utf-8"))


# A run of text as `Hit` has it, where thousands of them pass through and few are looked at.
Place = tuple[int, int, str]
# A place as a hit, at a third of the time that calling the class takes.
as_hit: Callable[[Place], Hit] = partial(tuple.__new__, Hit)


class _Phrase(NamedTuple):
    """A phrase of a lexicon, found by its longest literal piece; `others` are its other pieces, empty where it has no slots."""

    lexicon: str
    text: str
    others: tuple[str, ...]
    slots: bool


class _Scanner:
    """All lexicons as one automaton over literal pieces."""

    def __init__(self) -> None:
        by_piece: dict[str, list[_Phrase]] = {}
        for name, phrases in [*((f.id, f.phrases) for f in families().values()), *signals().items(), *topics().items()]:
            for phrase in phrases:
                # Only phrases of families have slots.
                longest, others, slots = _pieces(phrase) if name in families() else (phrase, (), False)
                by_piece.setdefault(longest, []).append(_Phrase(name, phrase, others, slots))
        self.meanings = list(by_piece.values())
        # Of the kinds of automaton the one whose states lie close together: half the time where the caches are cold.
        self.automaton = ahocorasick_rs.AhoCorasick(list(by_piece), implementation=ahocorasick_rs.Implementation.ContiguousNFA)

    def places(self, text: str) -> list[Place]:
        found: list[tuple[int, int, str]] = []
        for number, start, end in self.automaton.find_matches_as_indexes(text, overlapping=True):
            for name, phrase, others, slots in self.meanings[number]:
                if not slots:
                    found.append((start, -end, name))
                elif span := _confirm(phrase, others, text, start, end):
                    found.append((span[0], -span[1], name))
        return _longest(sorted(found))


def _pieces(phrase: str) -> tuple[str, tuple[str, ...], bool]:
    """The longest literal piece of a phrase, its other ones, and whether it has slots."""
    pieces = SLOT.split(phrase)
    literal = [piece for piece in pieces if piece not in SLOTS]
    longest = max(literal, key=len)
    if not longest:  # nothing but slots: V、V、V
        raise ValueError(f"a phrase needs a literal piece: {phrase}")
    literal.remove(longest)
    return longest, tuple(filter(None, literal)), len(pieces) > 1


# Most of the patterns are never asked for: compiling all of them took a tenth of a second of every start.
@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile("".join(SLOTS.get(piece, re.escape(piece)) for piece in SLOT.split(phrase)))


def _confirm(phrase: str, others: tuple[str, ...], text: str, start: int, end: int) -> tuple[int, int] | None:
    first, last = max(0, start - REACH), min(len(text), end + REACH)
    # A phrase of which another piece is missing is out at a tenth of the time.
    for piece in others:
        if text.find(piece, first, last) < 0:
            return None
    for match in _pattern(phrase).finditer(text, first, last):
        if match.start() <= start and match.end() >= end:
            return match.span()
    return None


def _longest(found: list[tuple[int, int, str]]) -> list[Place]:
    """Places without those that lie inside another of the same lexicon, in order; `found` have their ends as negative numbers."""
    kept: list[Place] = []
    reached: dict[str, int] = {}
    for start, end, name in found:
        if -end > reached.get(name, 0):
            reached[name] = -end
            kept.append((start, -end, name))
    return sorted(kept)


@lru_cache(maxsize=1)
def _scanner() -> _Scanner:
    return _Scanner()


def places(text: str) -> list[Place]:
    """As `scan`, in plain tuples."""
    return _scanner().places(text)


def scan(text: str) -> list[Hit]:
    """Every phrase and signal word in `text`, in order."""
    return [*map(as_hit, places(text))]
