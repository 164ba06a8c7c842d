"""A quick look whether a text holds any of some words at all: most texts spare themselves the slow patterns."""

from __future__ import annotations

import ahocorasick_rs


class Gate:
    """One automaton over words, given as ``点击|版权|转载``; it knows nothing of where they stand."""

    def __init__(self, words: str) -> None:
        self._automaton = ahocorasick_rs.AhoCorasick(words.split("|"))

    def opens(self, text: str) -> bool:
        """Whether `text` holds one of the words."""
        return bool(self._automaton.find_matches_as_indexes(text))
