"""A quick look which slow patterns a text needs at all: most texts spare themselves nearly all of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import ahocorasick_rs

Places = dict[str, list[tuple[int, int]]]


class Rooms:
    """One automaton over the words, given as ``点击|版权|转载``, without one of which a room need not be entered."""

    def __init__(self, words: Mapping[str, str]) -> None:
        pairs = [(word, room) for room, own in words.items() for word in own.split("|")]
        self._words = [word for word, _ in pairs]
        self._rooms = [room for _, room in pairs]

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(self._words)

    def open(self, text: str) -> Places:
        """The rooms that `text` opens, and where their words stand in it, in the order of their ends."""
        found: Places = {}
        rooms = self._rooms
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            found.setdefault(rooms[index], []).append((start, end))
        return found
