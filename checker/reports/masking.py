"""Quotations without names, so that a circular can show a fault and not whose it is. Numbers stay.

Known names are found for sure: those on the roster and those that materials give themselves, long and short, also when they
are spaced out or written in other characters. Names of others and of people are found by their shape, and rather one too
many than one too few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick, MatchKind

from checker.language import facts, lexicon, segmenting
from checker.language.material import UNIT
from checker.language.normalising import HAN, normalise
from checker.reports.round import Round
from checker.reports.safe import xml_text
from checker.roster.forms import LEGAL, forms, is_distinctive, plain
from checker.roster.unit import Unit

A_UNIT, A_COUNTY, A_PERSON = "某单位", "某县", "某某"
# Shorter names would be found inside other words.
SHORTEST = 2
# A name of so many characters may begin with a place of two without 市 or 县: 河澜华砚电缆.
PLACED = 6
# A figure before a name is no part of it: 200名职工的华山公司.
COUNTED = re.compile(r"^.*\d[年月日名人次个项家元万%％]")
# A works or mine that is no name: 全厂, 我矿, 进厂.
NO_WORKS = re.compile(r"[全各我本该进出入到在离驻][厂矿]$")
# County, town and so on after a word boundary; 厂区, 全市, 社区 and 各县区 are no names.
LETTER = rf"(?![的各全在到由从赴至是向和与及等])[{HAN}]"
WHERE = re.compile(
    rf"(?:(?<=[^{HAN}])|(?<=[在到由从赴至是向的])|^)(?:{LETTER}){{1,3}}"
    rf"(?![厂矿园校社小地库景辖山灾我本该两外邻城超上县]){LETTER}([省市县区镇乡])"
)
MORE_PEOPLE = re.compile(rf"{A_PERSON}(?:[、和](?!{A_PERSON})[{HAN}]{{2,3}}(?=[、和等，。]))+等?")
PHONE = re.compile(r"(?<!\d)(?:1\d{10}|0\d{2,3}-?\d{7,8}|\d{17}[\dXx])(?!\d)")
# Marks that show nothing and could part a name.
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
SPACED = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")


class Mask:
    """Hides the names of one round. Call it with a text; None where a name would not go away."""

    def __init__(self, round: Round) -> None:
        masks = dict(_counties(round)) | dict(_units(round))
        names = [name for name in masks if len(name) >= SHORTEST]
        self.masks = [masks[name] for name in names]
        self.finder = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)

    def __call__(self, text: str) -> str | None:
        """The text in one line with every known name and whatever looks like one replaced."""
        masked = UNIT.sub(_after_figures, self._known(_one_line(text)))
        masked = WHERE.sub(lambda match: f"某{match.group(1)}", masked)
        masked = PHONE.sub("（号码略）", _people(masked))
        return None if self._found(masked) else masked

    def _known(self, text: str) -> str:
        pieces, position = [], 0
        for index, start, end in self._found(text):
            pieces += [text[position:start], self.masks[index]]
            position = end
        return "".join(pieces) + text[position:]

    def _found(self, text: str) -> list[tuple[int, int, int]]:
        """Which names stand where, whether in small letters or large."""
        alike = plain(text)
        return self.finder.find_matches_as_indexes(alike if len(alike) == len(text) else text)


def _one_line(text: str) -> str:
    return SPACED.sub("", normalise(INVISIBLE.sub("", " ".join(xml_text(text).split())))[0])


def _units(round: Round) -> Iterator[tuple[str, str]]:
    units = {entry.unit for entry in round.entries if entry.unit} | {standing.unit for standing in round.standings}
    units |= {Unit(entry.said) for entry in (*round.entries, *round.unmatched) if entry.said}
    for unit in units:
        for form in _forms(unit):
            yield form, A_UNIT


def _forms(unit: Unit) -> Iterator[str]:
    for form in forms(unit):
        yield form.text
        stem = LEGAL.sub("", form.text)
        if stem != form.text and len(stem) >= PLACED and is_distinctive(stem[2:]):
            yield stem[2:]


def _counties(round: Round) -> Iterator[tuple[str, str]]:
    counties = {entry.unit.county for entry in round.entries if entry.unit and entry.unit.county}
    for name in map(plain, counties | {standing.unit.county for standing in round.standings if standing.unit.county}):
        yield name, A_COUNTY
        if len(name) > 2 and name[-1] in "县区市":
            yield name[:-1], A_COUNTY


def _after_figures(match: re.Match[str]) -> str:
    if NO_WORKS.search(match.group()):
        return match.group()
    counted = COUNTED.match(match.group())
    return (counted.group() if counted else "") + A_UNIT


def _people(text: str) -> str:
    words = segmenting.cut(text)
    for index in facts.people(words, lexicon.signals()["post"]):
        words[index] = A_PERSON
    return MORE_PEOPLE.sub(f"{A_PERSON}等", "".join(words))
