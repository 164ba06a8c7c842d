"""results.jsonl, the roster and the dates of the files -> the Round that all reports of a round are made from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from sys import intern
from typing import Any

from checker.batch.comparing import change, identities
from checker.batch.messages import Key
from checker.batch.products import MARKED, PAGES, slot
from checker.batch.shelf import Shelf
from checker.notice import Notice
from checker.reports.cards import light
from checker.reports.round import Change, Entry, Remark, Round, Similar, Standing
from checker.reports.wording import SHOWN
from checker.roster import Roster, standings

Row = dict[str, Any]
# A paper handed round a whole county is like all of them: the first few tell it.
MOST_SIMILAR = 5

# Of one material so many practices at most are told of in a round.
MOST_CARDS = 2


def rows(results: Path) -> Iterator[Row]:
    """The rows of a results.jsonl in order, one at a time: all of them would fill the memory."""
    with results.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def assemble(
    results: Path,
    keys: Mapping[str, Key],
    dates: Mapping[str, date],
    roster: Roster | None,
    name: str | None,
    notice: Notice | None,
    previous: Path | None,
) -> Round:
    """The round in `results`. `keys` and `dates` are by the name of a file; `previous` are the results of an earlier round."""
    units = {unit.name: unit for unit in roster.units} if roster else {}
    marked = {path.name.partition(" ")[0]: path.name for path in (results.parent / MARKED).glob("*")}
    entries: list[Entry] = []
    shelf = Shelf()
    signed: dict[str, date] = {}
    versions: Row = {}
    for row in rows(results):
        versions = row["versions"]
        if row.get("signed"):
            signed[row["sha256"]] = date.fromisoformat(row["signed"])
        plain = entry(row, keys[row["file"]], dates.get(row["file"]), marked)
        recognised = [
            replace(plain, unit=units[found["unit"]], recognised_by=found["by"])
            for found in row.get("units") or ()
            if found["unit"] in units
        ]
        entries += map(shelf.put, recognised or [plain])
    standing = standings(roster, entries, notice.due if notice else None, signed) if roster else ()
    return Round(
        name=name,
        entries=tuple(sorted(entries, key=lambda e: (-1.0 if e.quality is None else e.quality, e.key))),
        standings=standing,
        unmatched=tuple(e for e in entries if roster and e.unit is None),
        revised=tuple(_revised(results, standing)),
        since=tuple(_since(results, entries, previous)) if previous else (),
        notice=notice.title if notice else None,
        versions=versions,
    )


def entry(row: Row, key: Key, handed_in: date | None, marked: Mapping[str, str]) -> Entry:
    """What the reports need of a row."""
    findings = row["findings"] or ()
    counts: dict[str, int] = {}
    remarks = []
    for finding in findings:
        counts[intern(finding["check"])] = counts.get(finding["check"], 0) + 1
        if counts[finding["check"]] <= SHOWN:
            remarks.append(_remark(finding, row["file"]))
    error = row["error"]
    return Entry(
        key=key,
        file=row["file"],
        sha256=row["sha256"],
        error=(error["code"], error["message"]) if error else None,
        title=row["title"],
        said=row["unit"],
        handed_in=handed_in,
        characters=row["characters"],
        verdict=intern(row["verdict"]) if row["verdict"] else None,
        quality=row["quality"],
        certainty=row["certainty"],
        review_reason=intern(row["review_reason"]) if row["review_reason"] else None,
        genre=intern(row["genre"]) if row["genre"] else None,
        disguised=row["disguised"],
        hollow=row["hollow"],
        elements=tuple(map(intern, row["elements"] or ())),
        scores={intern(name): score for name, score in (row["scores"] or {}).items()},
        deductions=tuple((intern(d["check"]), d["points"], intern(d["reason"])) for d in row["deductions"] or ()),
        remarks=tuple(remarks),
        counts=counts,
        similar=None if row["reuse"] is None else tuple(_similar(row["reuse"])),
        practices=light(row.get("practices"), MOST_CARDS),
        page=f"{PAGES}/{slot(key)}.html",
        marked=f"{MARKED}/{marked[slot(key)]}" if slot(key) in marked else None,
        note="".join(row["notes"]) or None,
    )


def _remark(finding: Row, file: str) -> Remark:
    there = finding["related"]
    # Of many papers the same is said: in memory it is once.
    return Remark(
        intern(finding["check"]),
        intern(finding["severity"]),
        intern(finding["message"]),
        intern(finding["suggestion"]),
        finding["quote"],
        finding["place"],
        there["quote"] if there and there["file"] == file else "",
    )


def _similar(reuse: Sequence[Row]) -> Iterator[Similar]:
    """The papers that a material shares most with; upper-level wording is free."""
    for source in [source for source in reuse if source["origin"] != "upper"][:MOST_SIMILAR]:
        longest = max(source["passages"], key=lambda passage: passage["end"] - passage["start"])
        yield Similar(
            file=source["file"],
            unit=source["unit"],
            origin=source["origin"],
            earlier=source["earlier"],
            share=source["share"],
            passages=len(source["passages"]),
            quote=longest["quote"],
            theirs=longest["related"]["quote"],
        )


def _revised(results: Path, standing: Sequence[Standing]) -> Iterator[Change]:
    """Second submissions against first ones, unit by unit."""
    pairs = [pair for found in standing for pair in zip(found.files, found.files[1:], strict=False)]
    found = _identities(results, {later.file for _, later in pairs})
    for before, after in pairs:
        yield change(before, after, found[after.file])


def _since(results: Path, entries: Sequence[Entry], previous: Path) -> Iterator[Change]:
    """The materials of the round against the earlier ones of the same unit; the latest of each counts."""
    shelf = Shelf()
    earlier = {_who(e): e for e in (shelf.put(entry(row, (0,), None, {})) for row in rows(previous))}
    pairs = [(earlier[_who(e)], e) for e in entries if _who(e) in earlier]
    found = _identities(results, {later.file for _, later in pairs})
    for before, after in pairs:
        yield change(before, after, found[after.file])


def _who(e: Entry) -> str:
    """The unit, by the roster or by what the material says of itself; without either the file's own name."""
    return e.unit.name if e.unit else e.said or Path(e.file).name


def _identities(results: Path, files: set[str]) -> dict[str, set[tuple[str, str]]]:
    """All findings of some files."""
    return {row["file"]: identities(row) for row in rows(results) if row["file"] in files} if files else {}
