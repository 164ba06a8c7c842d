"""Papers with another unit's or county's name put in the place of their own: what the model of slots is learned from.

A name is put where the paper names its own unit or says 公司 or 我县, before a sentence without a subject, before 职工 and 力量:
these are places of the own unit. The sentences of neighbours.txt, put into papers, and whatever else papers name are others'.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from checker.language import counties, strangers
from checker.language.material import prepare
from checker.language.names import Named
from checker.language.selves import is_public, kind_of, own_names
from checker.language.whole import Whole
from checker.learned.linear import Linear
from checker.learned.slots import Head, Row, rows
from checker.reading import plain
from checker.roster import Roster, Unit
from checker.training.corpus import LabelledMaterial
from checker.training.fitting import logistic
from checker.training.planting import AGAIN, Planted, as_a_neighbour, as_a_partner, in_own, short_forms
from checker.training.train import Corpus, over, vectorise
from checker.training.train import head as head_of

# Inverse strength of the L2 penalty; how many names are put into each paper; and the least papers that a feature is seen in.
STRENGTH, TIMES, LEAST = 1.0, 16, 5
# What a place is at least believed to be counted in the figures.
EVEN = 0.62
HEADS: tuple[Head, ...] = ("unit", "place")
NEIGHBOURS = {"company": "c", "county": "u", "town": "u", "zone": "u", "bureau": "b"}


class Answer(NamedTuple):
    """What was planted, whether the list held the name, and the places found there with their features."""

    planted: Planted
    listed: bool
    found: list[tuple[Named, Row]]


def read(path: Path) -> dict[str, list[str]]:
    """The sentences of neighbours.txt by the kind of unit that they name."""
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, _, sentence = line.partition(" ")
            found.setdefault(kind, []).append(sentence)
    return found


def units_named(text: str, unit: str, listed: Sequence[str]) -> tuple[Whole, list[tuple[Named, Row]]]:
    """Every place of the text that names another unit of the own kind, with its features."""
    whole, known = _whole(text, [Unit(unit), *map(Unit, listed)] if listed else [])
    own = own_names(whole, unit if listed else None)
    return whole, rows(whole, strangers.others(whole, own, known), "unit", is_public(own)) if own else []


def counties_named(text: str, unit: str, mine: str, listed: Sequence[str]) -> tuple[Whole, list[tuple[Named, Row]]]:
    """Every place of the text that names another county, with its features."""
    others = [Unit(name + "总工会", county=name) for name in listed]
    whole, known = _whole(text, [Unit(unit, county=mine), *others] if others else [])
    own = own_names(whole, unit)
    return whole, rows(whole, counties.others(whole, own, mine, known), "place", is_public(own))


def _whole(text: str, units: list[Unit]) -> tuple[Whole, list[Named]]:
    material = prepare(plain.parse(text))
    whole = Whole(material)
    mentions = Roster(units).mentions(material) if units else ()
    return whole, [Named(whole.at(start), whole.at(end), unit.name, unit.county, True) for start, end, unit in mentions]


def answers(materials: Sequence[LabelledMaterial], sentences: Mapping[str, Sequence[str]], head: Head) -> Iterator[Answer]:
    """Papers with names of one another's units planted in them; what else they name is in the answers too, as a neighbour's."""
    chance = random.Random(0)  # noqa: S311
    units = sorted({re.sub("(?<=公司)工会(?:委员会)?$", "", other.unit) for other in materials})
    homes = sorted(
        {place for unit in units for place in re.findall(r"^(?:[\u4e00-\u9fff]{2}市)?([\u4e00-\u9fff]{2}[县区市旗])(?!域)", unit)}
    )
    for labelled in materials:
        material = prepare(plain.parse(labelled.text))
        kind = kind_of(labelled.unit) or "company"
        mine = counties.own_county((labelled.unit,), None)
        pool = homes if head == "place" else [unit for unit in units if (kind_of(unit) or "company") == kind]
        pool = [name for name in pool if name[:2] not in labelled.text]
        told = sentences.get("p" if head == "place" else NEIGHBOURS.get(kind, ""), ())
        for turn in range(TIMES if pool else 0):
            name = chance.choice(pool)
            written = name if head == "place" else chance.choice([name, *short_forms(name)])
            planted = in_own(material, labelled.unit, mine, name, chance, head)
            if planted and chance.random() < AGAIN:
                planted = in_own(prepare(plain.parse(planted.text)), labelled.unit, mine, name, chance, head) or planted
            beside = as_a_neighbour(material, chance.choice(told), name, written, chance) if told and turn % 2 == 0 else None
            partner = as_a_partner(material, name, written, chance, head) if turn % 2 else None
            for each in filter(None, (planted, beside, partner)):
                for listed in (True, False):
                    county = mine or "甲乙" + each.name[-1]
                    given = [each.name] if listed else []
                    whole, found = (
                        counties_named(each.text, labelled.unit, county, given)
                        if head == "place"
                        else units_named(each.text, labelled.unit, given)
                    )
                    yield from _split(whole, each, listed, found)


def _split(whole: Whole, planted: Planted, listed: bool, found: list[tuple[Named, Row]]) -> Iterator[Answer]:
    start, end = whole.at(planted.start), whole.at(planted.end - 1) + 1
    here = [(named, row) for named, row in found if (named.start < end and start < named.end) or named.unit == planted.name]
    yield Answer(planted, listed, here)
    rest = [each for each in found if each not in here and each[0].unit != planted.name]
    if rest:
        yield Answer(planted._replace(own=False), listed, rest)


def train(corpus: Corpus, sentences: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The model of slots as data. Its card says what of the part development a model of the part train finds.

    A third of the sentences goes with the part development, so that neither papers, names nor sentences were seen before.
    """
    told = {
        part: {
            head: list(
                answers(
                    labelled,
                    {kind: [*own[first::3], *(own[2::3] if first == 0 else ())] for kind, own in sentences.items()},
                    head,
                )
            )
            for head in HEADS
        }
        for part, first, labelled in (
            (name, first, [e.labelled for e in corpus.part(name)]) for name, first in (("train", 0), ("development", 1))
        )
    }
    tried = Linear({"card": {}} | _fit([told["train"]]))
    figures = {
        f"{head}: {name}": value for head in HEADS for name, value in _figures(tried, told["development"][head], head).items()
    }
    card = {
        "corpus": corpus.digest,
        "sentences": digest(sentences),
        "date": corpus.date,
        "parts": list(told),
        "places": sum(len(answer.found) for each in told.values() for own in each.values() for answer in own),
        "figures": figures,
    }
    return {"card": card} | _fit(list(told.values()))


def digest(sentences: Mapping[str, Sequence[str]]) -> str:
    """What tells these sentences from all others."""
    return hashlib.sha256(repr(sorted(sentences.items())).encode()).hexdigest()


def _fit(parts: Sequence[Mapping[Head, Sequence[Answer]]]) -> dict[str, Any]:
    rows = {head: [(row, a.planted.own) for part in parts for a in part[head] for _, row in a.found] for head in HEADS}
    names, _ = vectorise([row for own in rows.values() for row, _ in own], LEAST)
    heads: dict[str, Any] = {}
    for name, own in rows.items():
        fitted = logistic(over(names, [row for row, _ in own]), [truth for _, truth in own], STRENGTH)
        heads[name] = head_of([name], *fitted) | {"independent": True}
    return {"features": names, "heads": heads}


def _figures(model: Linear, told: Sequence[Answer], head: Head) -> dict[str, float]:
    """What share of planted names is found, listed or not, and what share of neighbours is taken for the own unit, at EVEN."""
    believed: dict[str, list[bool]] = {"found listed": [], "found unlisted": [], "wrong": []}
    for answer in told:
        scores = model.scores([row for _, row in answer.found])
        said = bool(answer.found) and bool(model.probabilities(scores, head).max() > EVEN)
        name = ("found listed" if answer.listed else "found unlisted") if answer.planted.own else "wrong"
        if answer.planted.own or answer.found:
            believed[name].append(said)
    return {name: round(sum(own) / max(1, len(own)), 3) for name, own in believed.items()}
