"""Looser names of the roster's units, and its places: 西陵厂, 惠屿电子, 闽岬力量. They make a unit likely, no more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import ahocorasick_rs

from checker.language.kin import kernels
from checker.roster.forms import KIND, places, plain
from checker.roster.matching import Mention
from checker.roster.unit import Unit

# What people put behind the short name of a unit.
BODY = re.compile(r"公司|集团|总?厂|煤?矿|[工车机电]务段|供电段|项目部|段(?=[党工职的，])|港(?=[党工职的人])")
BRANDED = re.compile(
    r"(?:人(?![才员数均民家力])|的?(?:力量|答卷|样板|方案|智慧|担当|贡献|经验|实践|模式|样本|故事|篇章|品牌|精神|风采|速度|特色|名片|图景|之路))"
    r"|党[委工总支政]|工会|职工|员工|产业工人|上下|发展|高质量"
)
# No short name is longer.
MOST = 8
# A place of these kinds may be a unit's home.
HOMES = re.compile("[市县区旗]$")


class Nicknames:
    """The short names that the list's own names make likely; `units` of those that share one are told apart by nobody."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.of: dict[str, Unit] = {}
        self.homes: dict[str, Unit] = {}
        for unit in units:
            name = plain(unit.name)
            for place in (*places(name), plain(unit.county or "")):
                if HOMES.search(place) and len(place) > 2:
                    self.homes.setdefault(KIND.sub("", place), Unit(place, county=place))
            for kernel in kernels(name):
                self.of.setdefault(kernel, unit)
        self.texts = list(dict.fromkeys([*self.homes, *self.of]))
        self.automaton = ahocorasick_rs.AhoCorasick(self.texts)


def nicknamed(names: Nicknames, text: str, known: Sequence[Mention]) -> Iterator[tuple[int, int, Unit]]:
    """`known`, and between them what may be short names and places of the list, in order."""
    found = [(mention.start, mention.end, mention.unit) for mention in known]
    end = 0
    for index, start, after in names.automaton.find_matches_as_indexes(text):
        if start < end or any(mention.start < after and start < mention.end for mention in known):
            continue
        stem = names.texts[index]
        if stem in names.homes:
            home = names.homes[stem]
            end = after + (text[after : after + 1] == home.name[-1])
            found.append((start, end, home))
        elif end_of_name := _ends(names.of[stem], stem, text, after):
            end = end_of_name
            found.append((start, end, names.of[stem]))
    return iter(sorted(found, key=lambda each: each[0]))


def _ends(unit: Unit, kernel: str, text: str, after: int) -> int:
    """Where the short name ends: what follows is drawn in order from the unit's name; 0 where nothing makes it a name."""
    rest = iter(plain(unit.name).split(kernel, 1)[-1])
    end = after
    while end < after + MOST and text[end : end + 1] in rest:
        end += 1
    if end > after + 1 and text[end - 1] in "有限责任股份":
        end = after
    if body := BODY.match(text, end):
        return body.end()
    if end > after + 1 or BRANDED.match(text, end):
        return end
    return 0
