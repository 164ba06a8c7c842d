"""Assessments as the JSON of docs/schema.json: the contract for other programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from checker.reports import wording
from checker.reports.cards import as_data

if TYPE_CHECKING:
    from checker.assessment import Assessment
    from checker.checks.finding import Finding

SCHEMA = 1


def versions() -> dict[str, str]:
    """What judged: the same file under the same versions always gets the same result."""
    from checker import __version__
    from checker.learned.labels import models

    return {"ganhuo": __version__, "models": models().version}


def as_dict(assessment: Assessment, with_text: bool = False) -> dict[str, Any]:
    """One assessment as plain data; judgement keys are None for an unreadable file."""
    a = assessment
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "file": a.file,
        "sha256": a.sha256,
        "versions": versions(),
        "status": a.status,
        "error": {"code": a.error[0], "message": a.error[1]} if a.error else None,
        "title": a.title,
        "unit": a.unit,
        "period": a.period,
        "characters": a.characters,
        "pages": a.pages,
        "notes": list(a.notes),
        "reading": _reading(a),
        "verdict": a.verdict,
        "certainty": a.certainty,
        "needs_review": a.needs_review,
        "review_reason": a.review_reason,
        "quality": a.quality,
        "genre": a.genre,
        "genre_scores": dict(a.genre_scores) if a.genre_scores else None,
        "disguised": a.disguised,
        "hollow": a.hollow,
        "hollow_score": a.hollow_score,
        "elements": list(a.elements) if a.elements is not None else None,
        "scores": dict(a.scores) if a.scores else None,
        "deductions": _deductions(a),
        "findings": _findings(a),
        "practices": as_data(a),
        "sentences": _sentences(a),
        "reuse": _reuse(a),
    }
    if with_text:
        data["text"] = a.text
    return data


def _reading(a: Assessment) -> dict[str, Any] | None:
    """What of the file was read: in which format, how much from where, what was left out."""
    if a.material is None:
        return None
    document = a.material.document
    return {
        "format": document.format,
        "share": round(document.share_read, 4),
        "sources": document.sources,
        "left_out": [{"what": left.what, "characters": left.characters, "seen": left.seen} for left in document.left_out],
        "confidence": None if document.confidence is None else round(document.confidence, 4),
    }


def _deductions(a: Assessment) -> list[dict[str, Any]] | None:
    if a.deductions is None:
        return None
    return [{"check": d.check, "points": d.points, "reason": d.reason, "findings": list(d.findings)} for d in a.deductions]


def _findings(a: Assessment) -> list[dict[str, Any]] | None:
    if a.findings is None or a.material is None:
        return None
    document = a.material.document
    return [
        {
            "id": id,
            "check": f.check,
            "severity": f.severity,
            "message": f.message,
            "suggestion": f.suggestion,
            "quote": document.text[f.start : f.end],
            "place": wording.place(a, f),
            "paragraph": document.paragraph_at(f.start),
            "start": f.start,
            "end": f.end,
            "related": _related(a, f),
        }
        for id, f in a.findings
    ]


def _related(a: Assessment, f: Finding) -> dict[str, Any] | None:
    if f.related is None:
        return None
    there = f.related
    return {
        "file": there.file or a.file,
        "unit": there.unit if there.file else a.unit,
        "paragraph": there.paragraph,
        "start": there.start,
        "end": there.end,
        "quote": there.quote,
    }


def _reuse(a: Assessment) -> list[dict[str, Any]] | None:
    """The papers that the material shares passages with; None where nobody searched."""
    if a.sources is None or a.material is None:
        return None
    document = a.material.document
    return [
        {
            "file": source.file,
            "unit": source.unit,
            "origin": source.origin,
            "earlier": source.earlier,
            "share": source.share,
            "passages": [
                {
                    "paragraph": document.paragraph_at(p.start),
                    "start": p.start,
                    "end": p.end,
                    "quote": document.text[p.start : p.end],
                    "similarity": p.similarity,
                    "related": {"paragraph": p.paragraph, "start": p.their_start, "end": p.their_end, "quote": p.quote},
                }
                for p in source.passages
            ],
        }
        for source in a.sources
    ]


def _sentences(a: Assessment) -> list[dict[str, Any]] | None:
    if a.sentences is None:
        return None
    return [
        {
            "text": s.text,
            "paragraph": s.paragraph,
            "start": s.start,
            "end": s.end,
            "kind": s.label.kind,
            "specificity": round(s.label.specificity, 2),
            "topic": s.label.topic,
        }
        for s in a.sentences
    ]


def listed(rows: Sequence[Mapping[str, Any]]) -> str:
    """What `as_dict` gives, as a JSON list."""
    return json.dumps(rows, ensure_ascii=False, indent=2)


def line(row: Mapping[str, Any]) -> str:
    """What `as_dict` gives, as one line of JSON."""
    return json.dumps(row, ensure_ascii=False)
