"""Practices as cards: what each is called, what was done, for whom, by which rule, with what result, whether it can be copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from checker.reports.courtesy import shortened

if TYPE_CHECKING:
    from checker.assessment import Assessment
    from checker.language.deeds import Span

# A card of a round is a light one: so much of each field, the name shorter.
LONGEST, LONGEST_NAME = 160, 30
# The fields of a card as people read them, in order.
FIELDS = {"what": "做什么", "whom": "对谁", "rule": "按什么规定", "result": "结果如何", "transferable": "能不能照着做"}
# What another unit needs to do the same.
NEEDED = {"whom": "对谁", "rule": "规定", "result": "结果"}


@dataclass(frozen=True, slots=True)
class Card:
    """One practice in the material's own words; a field that the material does not give is empty. `score` is 0–1."""

    name: str
    what: str
    whom: str
    rule: str
    result: str
    score: float

    @property
    def transferable(self) -> str:
        """Whether another unit can do the same, or what it would have to ask."""
        lacking = "、".join(name for field, name in NEEDED.items() if not getattr(self, field))
        return f"还要问清：{lacking}" if lacking else "对谁、规定、结果都写了，可以照着做"


def as_data(assessment: Assessment) -> list[dict[str, Any]] | None:
    """The practices as plain data, as docs/schema.json has them; None for an unreadable file."""
    if assessment.practices is None or assessment.material is None:
        return None
    document = assessment.material.document

    def place(span: Span) -> dict[str, Any]:
        start, end = span
        return {"text": document.text[start:end], "paragraph": document.paragraph_at(start), "start": start, "end": end}

    return [
        {
            "name": place(practice.name),
            "what": place(practice.what),
            "whom": place(practice.whom) if practice.whom else None,
            "rule": [place(span) for span in practice.rule],
            "results": [place(span) for span in practice.results],
            "transferable": practice.transferable,
            "rarity": round(practice.rarity, 4),
            "completeness": round(practice.completeness, 4),
            "score": round(practice.score, 4),
        }
        for practice in assessment.practices
    ]


def cards(assessment: Assessment) -> tuple[Card, ...]:
    """The cards of a material, the most distinctive first."""
    return tuple(_card(practice) for practice in as_data(assessment) or ())


def light(practices: Sequence[Mapping[str, Any]] | None, most: int) -> tuple[Card, ...]:
    """The first cards of the practices of a row of results.jsonl, their fields shortened."""
    return tuple(_short(_card(practice)) for practice in (practices or ())[:most])


def _card(practice: Mapping[str, Any]) -> Card:
    """Places that follow each other are joined; a rule that is the deed itself is not told twice."""
    rule = [place for place in practice["rule"] if place != practice["what"]]
    return Card(
        name=_bare(_said(practice["name"])),
        what=_said(practice["what"]),
        whom=_said(practice["whom"]) if practice["whom"] else "",
        rule="同上" if practice["rule"] and not rule else _said(*rule),
        result=_said(*practice["results"]),
        score=practice["score"],
    )


def _said(*places: Mapping[str, Any]) -> str:
    return "".join(" ".join(place["text"].split()).lstrip("，,；;*").rstrip("，,；;") for place in places)


def _bare(name: str) -> str:
    """A name that is wholly a quotation needs no marks of its own."""
    inside = name[1:-1]
    return inside if name[:1] == "“" and name[-1:] == "”" and not set(inside) & set("“”") else name


def _short(card: Card) -> Card:
    return replace(
        card,
        name=shortened(card.name, LONGEST_NAME),
        what=shortened(card.what, LONGEST),
        whom=shortened(card.whom, LONGEST_NAME),
        rule=shortened(card.rule, LONGEST),
        result=shortened(card.result, LONGEST),
    )
