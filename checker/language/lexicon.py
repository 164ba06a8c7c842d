"""The lexicons at work: every phrase and signal word of a text in one pass of one automaton.

A phrase with slots (``在X的正确领导下``) is found by its longest literal piece and then confirmed by its pattern
inside the clause. A `Hit` says which lexicon a run of text belongs to; what that means is for features and checks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
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
    return {word: int(count) for word, _, count in (line.partition("\t") for line in text.splitlines() if line[0] != "#")}


def load(name: str) -> dict[str, Any]:
    """One lexicon file as it stands."""
    return toml.loads((files("checker.language") / "lexicons" / f"{name}.toml").read_text(encoding="utf-8"))


class _Scanner:
    """All lexicons as one automaton over literal pieces."""

    def __init__(self) -> None:
        entries: list[tuple[str, re.Pattern[str] | None, str]] = []
        for family in families().values():
            entries += [(*_compiled(phrase), family.id) for phrase in family.phrases]
        for name, words in (signals() | topics()).items():
            entries += [(word, None, name) for word in words]
        by_piece: dict[str, list[tuple[re.Pattern[str] | None, str]]] = {}
        for piece, pattern, name in entries:
            by_piece.setdefault(piece, []).append((pattern, name))
        self.meanings = list(by_piece.values())
        self.automaton = ahocorasick_rs.AhoCorasick(list(by_piece))

    def scan(self, text: str) -> list[Hit]:
        hits: set[Hit] = set()
        for number, start, end in self.automaton.find_matches_as_indexes(text, overlapping=True):
            for pattern, name in self.meanings[number]:
                if pattern is None:
                    hits.add(Hit(start, end, name))
                elif found := _confirm(pattern, text, start, end):
                    hits.add(Hit(*found, name))
        return _longest(sorted(hits, key=lambda hit: (hit.lexicon, hit.start, -hit.end)))


def _compiled(phrase: str) -> tuple[str, re.Pattern[str] | None]:
    """The longest literal piece of a phrase, and its pattern if it has slots."""
    pieces = SLOT.split(phrase)
    longest = max((piece for piece in pieces if piece not in SLOTS), key=len)
    if len(pieces) == 1:
        return longest, None
    if not longest:  # nothing but slots: V、V、V
        raise ValueError(f"a phrase needs a literal piece: {phrase}")
    return longest, re.compile("".join(SLOTS.get(piece, re.escape(piece)) for piece in pieces))


def _confirm(pattern: re.Pattern[str], text: str, start: int, end: int) -> tuple[int, int] | None:
    for match in pattern.finditer(text, max(0, start - REACH), min(len(text), end + REACH)):
        if match.start() <= start and match.end() >= end:
            return match.span()
    return None


def _longest(hits: list[Hit]) -> list[Hit]:
    """Hits without those that lie inside another of the same lexicon, in the order of the text."""
    kept: list[Hit] = []
    for hit in hits:
        if not kept or kept[-1].lexicon != hit.lexicon or hit.end > kept[-1].end:
            kept.append(hit)
    return sorted(kept)


@lru_cache(maxsize=1)
def _scanner() -> _Scanner:
    return _Scanner()


def scan(text: str) -> list[Hit]:
    """Every phrase and signal word in `text`, in order."""
    return _scanner().scan(text)
