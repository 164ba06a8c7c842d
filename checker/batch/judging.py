"""One material of a round, as it was read, beside all others: its assessment, and its row in results.jsonl."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from checker.assessment import Assessment
from checker.batch.gathering import Kept
from checker.checker import Checker
from checker.checks.around import Around, Mention
from checker.language.material import Material
from checker.peers.background import Background
from checker.peers.papers import Among, Paper
from checker.peers.searching import passages
from checker.reports.as_json import as_dict, line
from checker.roster import Recognised, Roster, signed_on

# Opened where they are needed.
Peers = Callable[[], tuple[Among, Background]]


class Judged(NamedTuple):
    """An assessment, the units of the roster that the material is from, and the day that it is signed on."""

    assessment: Assessment
    recognised: tuple[Recognised, ...]
    signed: date | None

    def line(self) -> str:
        """Its row."""
        units = [{"unit": found.unit.name, "by": found.by} for found in self.recognised]
        signed = self.signed.isoformat() if self.signed else None
        row: dict[str, Any] = as_dict(self.assessment) | {"units": units, "signed": signed}
        return line(row)


def judge(checker: Checker, kept: Kept, name: str, sha256: str, roster: Roster | None, peers: Peers) -> Judged:
    """Judge what was read of a file. Raises Unreadable where nothing was."""
    material = checker.prepare(kept.read())
    recognised = roster.parts(material, name) if roster else ()
    around = _around(material, kept.paper, recognised, roster, peers)
    return Judged(checker.judge(material, around, name, sha256), recognised, signed_on(material) if roster else None)


def not_read(assessment: Assessment, roster: Roster | None) -> Judged:
    """What is said of a file that cannot be read: whose it is, its name alone may tell."""
    by_name = roster.recognise_name(assessment.file) if roster else None
    return Judged(assessment, (by_name,) if by_name else (), None)


def _around(
    material: Material, paper: Paper | None, recognised: tuple[Recognised, ...], roster: Roster | None, peers: Peers
) -> Around:
    if paper is None:
        return Around()
    unit = recognised[0].unit if len(recognised) == 1 else None
    mentions = roster.mentions(material) if roster else ()
    papers, background = peers()
    return Around(
        unit=unit.name if unit else None,
        county=unit.county if unit else None,
        mentions=tuple(Mention(start, end, named.name, named.county) for start, end, named in mentions),
        passages=passages(papers, material, paper),
        background=background,
    )
