"""How many papers say what: a table of counts of hashed terms, as large for twenty thousand papers as for two.

A term is a pair of content words that stand next to each other in a sentence, or with one word between. Words that
official prose does not know are left out, and with them names of people, places and units; so are numbers and dates, and
words that stand in every sentence. Two terms may fall into one slot of the table and are counted as one then: that makes
a rare term look commoner than it is, never the other way round.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from operator import xor
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from checker.language import lazily, lexicon, segmenting
from checker.language.material import Sentence
from checker.resources import shipped

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

# Slots of the table, a power of two: 4 MB. A paper has some 400 terms; twenty thousand papers fill most slots, each with
# a few rare terms, which shifts all counts alike.
SLOTS = 1 << 21
MOST = np.iinfo(np.uint16).max
# What any paper of the kind names: pairs with these say who, not what.
SELF_EVIDENT = frozenset(
    {"公司", "企业", "集团", "我们", "职工", "工人", "员工", "产业工人", "一个", "这个", "进行", "可以", "以及"}
)
NUMERAL = lazily.pattern(r"[\d０-９.,，%％]+|[一二三四五六七八九十百千万两〇零几多]+[个项名人次年月日元级条种家]?")
# So many different words are remembered; hostile files could bring any number.
MOST_WORDS = 65_536

# Among the models.
FILE = "background.npy"

Hashes = NDArray[np.uint32]


def terms(sentences: Iterable[Sentence]) -> Hashes:
    """The hashes of the terms of some sentences, each once, in rising order: the same on every machine."""
    found: set[int] = set()
    for sentence in sentences:
        if not sentence.quotation:
            said = [*filter(None, map(_WORDS.__getitem__, sentence.words))]
            # Odd factors lose nothing of a word's hash; two of them keep the order of the words.
            first = [hashed * 0x9E3779B1 & 0xFFFFFFFF for hashed in said]
            second = [hashed * 0x85EBCA77 & 0xFFFFFFFF for hashed in said]
            found.update(map(xor, first, second[1:]), map(xor, first, second[2:]))
    return np.array(sorted(found), dtype=np.uint32)


class _Words(dict[str, int]):
    """The hash of a word that counts, 0 for any other, remembered."""

    def __missing__(self, word: str) -> int:
        counts = len(word) > 1 and word in _known() and not NUMERAL.fullmatch(word)
        hashed = (crc32(word.encode()) or 1) if counts else 0
        if len(self) < MOST_WORDS:
            self[word] = hashed
        return hashed


_WORDS = _Words()


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Words of official prose and of the field, without those that stand everywhere."""
    field = chain(segmenting.terms(), *lexicon.signals().values(), *lexicon.topics().values())
    return frozenset(chain(lexicon.common_words(), field)) - SELF_EVIDENT


class Background:
    """How many papers, of different units, say a term."""

    def __init__(self) -> None:
        self.papers = 0
        self.counts = np.zeros(SLOTS, dtype=np.uint16)

    def add(self, hashes: Hashes) -> None:
        """Count a paper by its `terms`; several papers of one unit are one: give their terms together, each once."""
        self.papers += 1
        slots = np.unique(hashes & np.uint32(SLOTS - 1))
        self.counts[slots] += self.counts[slots] < MOST

    def merge(self, other: Background) -> None:
        """Count all papers of `other` too."""
        self.papers += other.papers
        self.counts = np.minimum(self.counts.astype(np.uint32) + other.counts, MOST).astype(np.uint16)

    def rarity(self, hashes: Hashes) -> NDArray[np.float64]:
        """How rare each term is, 0–1: 1 where one paper at most says it, 0 where all do; shape as that of `hashes`.

        One paper is none, because in a round the paper asked about is among those counted.
        """
        others = np.maximum(self.counts[hashes & np.uint32(SLOTS - 1)].astype(np.float64) - 1.0, 0.0)
        return np.asarray(1.0 - np.log1p(others) / math.log1p(max(1, self.papers, int(others.max(initial=0.0)))))

    def save(self, path: Path, least: int = 1) -> None:
        """Write what is counted at least `least` times as .npy: an array (2, n + 1) of slots and counts.

        Its first column holds the number of slots and that of papers.
        """
        slots = np.flatnonzero(self.counts >= least)
        head = np.array([[SLOTS], [self.papers]], dtype="<u4")
        table = np.concatenate([head, np.stack([slots, self.counts[slots]]).astype("<u4")], axis=1)
        with path.open("wb") as file:
            np.save(file, table, allow_pickle=False)

    @classmethod
    def load(cls, path: Path | Traversable) -> Background:
        """What `save` wrote. Raises ValueError where it is something else."""
        with path.open("rb") as file:
            table = np.load(file, allow_pickle=False)
        if table.ndim != 2 or table.shape[0] != 2 or table[0, 0] != SLOTS or (table[:, 1:] >= [[SLOTS], [MOST + 1]]).any():
            raise ValueError(f"no background: {path}")
        background = cls()
        background.papers = int(table[1, 0])
        background.counts[table[0, 1:]] = table[1, 1:]
        return background


def load_shipped() -> Background:
    """What papers usually say, as learned from the corpora: a table of its own, to which the papers of a round may be added."""
    return Background.load(shipped("models") / FILE)
