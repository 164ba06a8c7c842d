"""A quick look whether a text holds any of some words at all: most texts spare themselves the slow patterns."""

from __future__ import annotations

from collections.abc import Iterable

import ahocorasick_rs


class Gate:
    """One automaton over words; it knows nothing of where they stand."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = ahocorasick_rs.AhoCorasick(list(words))

    def opens(self, text: str) -> bool:
        """Whether `text` holds one of the words."""
        return bool(self._automaton.find_matches_as_indexes(text))
