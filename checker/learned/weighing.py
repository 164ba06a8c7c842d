"""The scores of a paper's sentences, all at once: `sentence_features` by rows of the model's weights instead of by name.

Training and explaining want names, judging wants speed, and a test holds both equal. What a word brings is looked up once for
all papers, and all sentences are weighed by a few calls of numpy: three times as fast as row by row.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np

from checker.language.anatomy import Part
from checker.language.material import Sentence
from checker.learned.features import (
    MEASURES,
    MOST,
    Floats,
    Integers,
    Remembered,
    closing,
    counted,
    length_class,
    marks,
    measures,
    official_count,
    opening,
    present,
)
from checker.learned.linear import INTERCEPT, UNKNOWN, Linear

# How the names of features begin that count hits.
COUNTED = ("套:", "类:", "题:")


class _Weights:
    """One model's weights as sentences are weighed by them.

    What a sentence has is one run of numbers: rows of the weights that it has once, however often they come, then features that
    are counted, as numbers above these rows, and official counts of words, as negative numbers. The row of the intercept ends it.
    """

    def __init__(self, model: Linear) -> None:
        self.table = model.table
        self._row = model.vocabulary
        self._unknown, self._intercept = len(self.table) + UNKNOWN, len(self.table) + INTERCEPT
        names = [name for name in model.vocabulary if name.startswith(COUNTED)]
        self._column = {name: len(self.table) + column for column, name in enumerate(names)}
        self._measures = self.table[[self._row.get(name, UNKNOWN) for name in MEASURES]]
        self._counts = self.table[[self._row[name] for name in names]]
        self._of_word = Remembered(self._record)
        self._of_opening: Remembered[str, bytes] = Remembered(lambda word: self._rows(opening(word)))
        self._of_closing: Remembered[str, bytes] = Remembered(lambda word: self._rows(closing(word)))
        self._of_hit: Remembered[str, bytes] = Remembered(lambda lexicon: self._columns(counted(lexicon)))
        self._of_marks: Remembered[tuple[Part, bool, int], bytes] = Remembered(
            lambda marked: self._rows(marks(*marked)) + _packed([self._intercept])
        )

    def _record(self, word: str) -> bytes:
        """All that is to be known of a word: its rows and, if it has one, its official count.

        In bytes, because nothing joins lists of numbers as fast as `join` does bytes, and in one place, because to look up
        hundreds of words that lie all over the memory is what takes the time.
        """
        count = official_count(word)
        return self._rows(present(word)) + (b"" if count is None else _packed([-1 - count]))

    def _rows(self, names: Iterable[str]) -> bytes:
        return _packed([self._row.get(name, self._unknown) for name in names])

    def _columns(self, names: Iterable[str]) -> bytes:
        return _packed([self._column[name] for name in names if name in self._column])

    def scores(self, sentences: Sequence[Sentence]) -> Floats:
        """As the function of the module has it."""
        numbers = np.frombuffer(self._records(sentences), dtype=np.intc).astype(np.intp)
        last = numbers == self._intercept
        owners = np.cumsum(last) - last
        known, counted = numbers < 0, numbers >= len(self.table)
        measured = measures(sentences, -1 - numbers[known], owners[known])
        counts = self._count(len(sentences), numbers[counted], owners[counted])
        present = ~(known | counted)
        summed = self._sum(len(sentences), numbers[present], owners[present])
        return np.asarray(summed + measured @ self._measures + counts @ self._counts)

    def _records(self, sentences: Sequence[Sentence]) -> bytes:
        found: list[bytes] = []
        of_word, of_hit = self._of_word.__getitem__, self._of_hit.__getitem__
        for sentence in sentences:
            words = sentence.words
            found += map(of_word, words)
            found += [of_hit(hit[2]) for hit in sentence.hits]
            found += [of_hit(fact[2]) for fact in sentence.facts]
            found.append(_first(words, self._of_opening))
            found.append(_first(reversed(words), self._of_closing))
            found.append(self._of_marks[sentence.part, sentence.quotation, length_class(sentence)])
        return b"".join(found)

    def _sum(self, sentences: int, rows: Integers, owners: Integers) -> Floats:
        """The weights of all features that are 1, each once for a sentence."""
        bits = len(self.table).bit_length()
        keys = (owners << bits) | rows
        # What np.unique does, at a quarter of its time.
        keys.sort()
        first = np.ones(len(keys), dtype=bool)
        np.not_equal(keys[1:], keys[:-1], out=first[1:])
        keys = keys[first]
        weights = self.table.take(keys & ((1 << bits) - 1), axis=0)
        return np.asarray(np.add.reduceat(weights, np.searchsorted(keys, np.arange(sentences) << bits)))

    def _count(self, sentences: int, columns: Integers, owners: Integers) -> Floats:
        """How often each counted feature stands in each sentence; more than MOST says no more."""
        size = len(self._column)
        counts = np.bincount(owners * size + (columns - len(self.table)), minlength=size * sentences)
        return np.minimum(MOST, counts.reshape(sentences, size))


def _packed(numbers: list[int]) -> bytes:
    return array("i", numbers).tobytes()


def _first(words: Iterable[str], rows: Mapping[str, bytes]) -> bytes:
    """The rows of the first word that has any."""
    for word in words:
        if own := rows[word]:
            return own
    return b""


# Training makes many models one after the other.
@lru_cache(maxsize=4)
def _weights(model: Linear) -> _Weights:
    return _Weights(model)


def scores(sentences: Sequence[Sentence], model: Linear) -> Floats:
    """The raw scores of sentences, shape (sentences, labels of all heads)."""
    return _weights(model).scores(sentences) if sentences else np.zeros((0, model.table.shape[1]))
