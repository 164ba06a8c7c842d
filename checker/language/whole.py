"""All paragraphs of a material as matched, in one text with the way back: for what may stand anywhere, title and date too."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from checker.language.anatomy import Part
from checker.language.material import Material
from checker.language.normalising import in_chinese_marks


class Trace(NamedTuple):
    """A place in the whole text where something was left over: what kind of thing, and the words that its message needs.

    `other` is the second place that proves it, where there is one.
    """

    start: int
    end: int
    kind: str
    detail: str = ""
    other: tuple[int, int] | None = None


# 二〇二〇年 is told like 2020年, and is as long.
YEAR = re.compile("二[〇○零0O][〇○零0O一二三][〇○零0O一二三四五六七八九](?=年)")
DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")


def _in_digits(match: re.Match[str]) -> str:
    return match.group().translate(DIGITS)


def in_digits(text: str) -> str:
    """`text` with the years that are told in characters told in digits."""
    return YEAR.sub(_in_digits, text)


class Whole:
    """`text` is the paragraphs as matched, years in digits and marks as Chinese sets them, joined by line feeds.

    Offsets of traces count in it.
    """

    def __init__(self, material: Material) -> None:
        self.material = material
        self.paragraphs = [in_digits(in_chinese_marks(normal)) for normal, _ in material.normals]
        self.parts: tuple[Part, ...] = material.parts
        self.starts = [0, *accumulate(len(normal) + 1 for normal in self.paragraphs)][:-1]
        self.text = "\n".join(self.paragraphs)
        self._origins = [origin for _, origin in material.normals]
        self._places: dict[Part, list[int]] = {}
        for index, part in enumerate(self.parts):
            self._places.setdefault(part, []).append(index)

    def paragraph_at(self, offset: int) -> int:
        """Index of the paragraph that holds `offset`."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """`start`…`end` as offsets into the material's text."""
        return self._back(start), self._back(end - 1) + 1 if end > start else self._back(start)

    def _back(self, offset: int) -> int:
        index = self.paragraph_at(offset)
        origin = self._origins[index]
        return self.material.document.starts[index] + origin[min(offset - self.starts[index], len(origin) - 1)]

    def at(self, offset: int) -> int:
        """The first offset here that came from `offset` of the material's text or from after it."""
        index = self.material.document.paragraph_at(offset)
        inside = offset - self.material.document.starts[index]
        origin = self._origins[index]
        return self.starts[index] + (inside if isinstance(origin, range) else bisect_right(origin, inside - 1))

    def of(self, *parts: Part) -> list[int]:
        """Indices of the paragraphs that are one of `parts`."""
        return sorted(index for part in parts for index in self._places.get(part, ()))
