"""A paper's text as it is compared: names of its own unit, numbers and dates masked, everything but letters dropped.

A copy with the names and figures swapped then reads the same. Chinese has no spaces, so characters are what is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checker.language.normalising import normalise

NUMBER, NAME = "#", "@"
# Numerals in characters too: 三百余人 and 412人 are alike. 一线 becomes #线 in every paper.
_NUMERAL = r"\d一二三四五六七八九十百千万亿〇两余"
_NUMBERS = rf"[{_NUMERAL}](?:[{_NUMERAL}.,，%％]*[{_NUMERAL}%％])?"
_LETTERS = rf"(?:(?![{_NUMERAL}])[\u3400-\u9fffA-Za-z])+"
# What a company's name ends in, and the place that it may begin with: the rest is what it is called at home.
_LEGAL = re.compile(r"(?:集团)?(?:有限责任公司|股份有限公司|有限公司|总公司|公司)?(?:工会委员会|工会|党委)?$")
_PLACE = re.compile(r"^[\u3400-\u9fff]{2,4}?[省市县区旗]")
_SHORTEST_NAME = 2


@dataclass(frozen=True)
class Masked:
    """`text` as compared; `starts` and `ends` say for each of its characters which offsets of the original it stands for."""

    text: str
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The offsets in the original of characters `first`…`last` (the last not included)."""
        return int(self.starts[first]), int(self.ends[last - 1])


def mask(text: str, names: Iterable[str] = ()) -> Masked:
    """Mask a text; `names` are those of its own unit."""
    normal, origin = normalise(text)
    known = "|".join(re.escape(name) for name in sorted(set(names), key=lambda name: (-len(name), name)))
    pattern = re.compile(f"(?P<letters>{_LETTERS})|(?P<number>{_NUMBERS})")
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def add(piece: str, start: int, end: int) -> None:
        pieces.append(piece)
        starts.append(start)
        ends.append(end)

    position = 0
    for gap in (*(re.finditer(known, normal) if known else ()), None):
        stop = gap.start() if gap else len(normal)
        for match in pattern.finditer(normal, position, stop):
            if match.lastgroup == "number":
                add(NUMBER, match.start(), match.end())
            else:
                pieces.append(match.group())
                starts.extend(range(match.start(), match.end()))
                ends.extend(range(match.start() + 1, match.end() + 1))
        if gap:
            add(NAME, gap.start(), gap.end())
            position = gap.end()
    back = np.asarray(origin, dtype=np.int32)
    last = np.asarray(ends, dtype=np.int32)
    return Masked("".join(pieces), back[np.asarray(starts, dtype=np.int32)], back[last - 1] + 1)


def names_of(unit: str | None) -> tuple[str, ...]:
    """What a unit is called by itself: its name, the name without its legal form, and that without its place."""
    if not unit:
        return ()
    stem = _LEGAL.sub("", unit)
    forms = (unit, stem, _PLACE.sub("", stem))
    return tuple(dict.fromkeys(form for form in forms if len(form) >= _SHORTEST_NAME))
