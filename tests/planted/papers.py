"""Papers of the corpora with slips planted in them by people who had not seen the checks, and clean papers to spare.

`leftovers.toml` and `consistency.toml`, `…_2.toml` to `…_7.toml` hold slips that were looked at while the checks were made, each lot
by other writers; `…_unseen.toml` those that were only scored: edits to a paper, and the words that a finding must touch. `clean/`
holds whole papers that look suspicious and are not, `ordinary/` papers as they come, `ordinary_unseen/` those that were only scored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from checker import toml
from checker.assessment import Settings
from checker.checks import CHECKS
from checker.checks.around import NOTHING, Around, Mention
from checker.checks.finding import Finding
from checker.language.material import Material, prepare
from checker.learned.labels import label
from checker.reading.plain import MARKDOWN, parse
from checker.roster import Roster, Unit
from checker.training.corpus import LabelledMaterial, load_all
from tests.paths import CORPORA

FOLDER = Path(__file__).parent


@cache
def by_name() -> dict[str, LabelledMaterial]:
    return {material.name: material for material in load_all(CORPORA / "materials")}


@dataclass(frozen=True)
class Case:
    """A planted slip: the edited text, who wrote it, and the words that a finding must touch (either of them)."""

    name: str
    kind: str
    text: str
    unit: str
    county: str | None
    roster: tuple[str, ...]
    words: tuple[str, ...]


def cases(name: str) -> Iterator[Case]:
    for number, case in enumerate(toml.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["case"], 1):
        base = by_name()[case["material"]]
        text = base.text
        for old, new in case["edits"]:
            assert text.count(old) == 1, (number, old)
            text = text.replace(old, new)
        words = tuple(word for word in (case["quote"], case.get("other")) if word)
        name = f"{number} {case['kind']} {case['material']}"
        yield Case(name, case["kind"], text, base.unit, case.get("county"), tuple(case.get("roster", ())), words)


def spotless(folder: str) -> Iterator[tuple[str, str, str, str | None, tuple[str, ...]]]:
    """Name, text, unit, county and roster of papers that hold no slip."""
    for path in sorted((FOLDER / folder).glob("*.toml")):
        for number, paper in enumerate(toml.loads(path.read_text("utf-8"))["paper"], 1):
            written = paper["text"].strip()
            text = written if written.startswith(paper["title"]) else f"{paper['title']}\n{written}"
            yield f"{path.stem} {number}", text, paper["unit"], paper.get("county"), tuple(paper.get("roster", ()))


def around(material: Material, unit: str, county: str | None, others: tuple[str, ...]) -> Around:
    """What a round knows of a paper: whose it is, and which units of the roster it names."""
    if not others and county is None:
        return NOTHING
    roster = Roster([Unit(unit, county=county), *(Unit(name) for name in others)])
    mentions = tuple(Mention(start, end, found.name, found.county) for start, end, found in roster.mentions(material))
    return Around(unit=unit, county=county, mentions=mentions)


def findings(check: str, text: str, unit: str, county: str | None, roster: tuple[str, ...]) -> tuple[str, list[Finding]]:
    """The text as read and what a check finds in it."""
    material = prepare(parse(text))
    known: Any = around(material, unit, county, roster)
    outcome = CHECKS[check].check(material, label(material), known, Settings().options(check))
    return material.text, list(outcome.findings)


def touches(text: str, words: tuple[str, ...], found: list[Finding]) -> bool:
    """Whether a finding, or its other place, touches one of the words."""
    spans = []
    for finding in found:
        spans.append((finding.start, finding.end))
        if finding.related and finding.related.file is None:
            spans.append((finding.related.start, finding.related.end))
    for word in words:
        # The reader of plain text takes an assistant's marks away.
        start = max(text.find(word), text.find(word := MARKDOWN.sub("", word)))
        if start >= 0 and any(first < start + len(word) and last > start for first, last in spans):
            return True
    return False
