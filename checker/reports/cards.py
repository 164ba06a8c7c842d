"""Practices as cards: what each is called, what was done, for whom, by which rule, with what result, whether it can be copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from checker.assessment import Assessment
from checker.language.deeds import Span
from checker.reports.courtesy import shortened
from checker.reports.round import Card

# A card of a round is a light one: so much of each field, the name shorter.
LONGEST, LONGEST_NAME = 160, 30


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
