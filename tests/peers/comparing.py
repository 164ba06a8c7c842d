"""Texts as papers of a round, and what each shares with the others, without files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from checker.checks.reuse import OPTIONS, Source, sources
from checker.language.material import Material, prepare
from checker.peers.masking import names_of
from checker.peers.papers import Kind, Paper, Papers, write
from checker.peers.searching import passages
from checker.reading.plain import parse


def paper(file: str, unit: str | None, text: str, kind: Kind = "round") -> tuple[Paper, Material]:
    material = prepare(parse(text))
    units = (unit,) if unit else ()
    return Paper(file, file, units, names_of(unit), kind, material.text, material.document.starts), material


def compare(
    folder: Path,
    texts: Mapping[str, tuple[str | None, str]],
    earlier: Mapping[str, tuple[str | None, str]] | None = None,
    upper: Mapping[str, str] | None = None,
) -> dict[str, tuple[Source, ...]]:
    """The sources of every text of a round; texts are by file, each with its unit."""
    own = {file: paper(file, unit, text) for file, (unit, text) in texts.items()}
    others = [paper(file, unit, text, "earlier")[0] for file, (unit, text) in (earlier or {}).items()]
    others += [paper(file, None, text, "upper")[0] for file, text in (upper or {}).items()]
    write(folder, [*(one for one, _ in own.values()), *others])
    papers = Papers(folder)
    return {file: sources(material, passages(papers, material, one), OPTIONS) for file, (one, material) in own.items()}
