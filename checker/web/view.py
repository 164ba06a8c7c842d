"""A row as its page shows it: paragraphs of runs, findings in the order of the text, what counts first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from checker.batch.rounds import entry
from checker.reports import wording
from checker.reports.cards import Card, light
from checker.reports.round import Entry
from checker.web.judging import Row

# Papers, and passages of each, that are shown side by side; the rest is counted.
MOST_SOURCES, MOST_PASSAGES = 6, 8
# Practices that are shown as cards.
MOST_CARDS = 12


@dataclass(frozen=True)
class Run:
    """A run of a paragraph's text: a sentence with why it is of its kind, or what stands between sentences."""

    text: str
    sentence: Row | None = None
    why: str = ""
    remarks: tuple[Row, ...] = ()


@dataclass(frozen=True)
class View:
    """A material on its page."""

    row: Row
    entry: Entry
    paragraphs: tuple[tuple[Run, ...], ...]
    shown: frozenset[str]
    uncounted: tuple[tuple[str, int, int], ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        """The practices of the material, the most distinctive first; none where an older version judged it."""
        return light(self.row.get("practices"), MOST_CARDS)

    @property
    def findings(self) -> list[Row]:
        """The findings that are shown in full, in the order of the text."""
        own = [run.remarks for paragraph in self.paragraphs for run in paragraph]
        return [finding for remarks in own for finding in remarks if finding["id"] in self.shown]


def view(row: Row) -> View:
    """What the page of a row shows."""
    by_check: dict[str, list[Row]] = {}
    for finding in row["findings"] or ():
        by_check.setdefault(finding["check"], []).append(finding)
    shown = frozenset(finding["id"] for own in by_check.values() for finding in own[: wording.SHOWN])
    uncounted = tuple(
        (wording.check_name(check), len(own), wording.SHOWN) for check, own in by_check.items() if len(own) > wording.SHOWN
    )
    return View(row, entry(row, (0,), None, {}), tuple(_paragraphs(row)), shown, uncounted)


def _paragraphs(row: Row) -> Iterator[tuple[Run, ...]]:
    """The text paragraph by paragraph; a finding stands with the first sentence that it touches."""
    sentences = _runs(row)
    if row.get("text") is None:
        before = None
        runs: list[Run] = []
        for run in sentences:
            own = run.sentence["paragraph"] if run.sentence else before
            if own != before and runs:
                yield tuple(runs)
                runs = []
            before = own
            runs.append(run)
        if runs:
            yield tuple(runs)
        return
    yield from _in_text(row["text"], sentences)


def _in_text(text: str, sentences: Sequence[Run]) -> Iterator[tuple[Run, ...]]:
    position, next = 0, 0
    for line in text.split("\n"):
        end, at, runs = position + len(line), position, []
        while next < len(sentences) and (own := sentences[next].sentence) and own["start"] < end:
            if own["start"] > at:
                runs.append(Run(text[at : own["start"]]))
            runs.append(sentences[next])
            at, next = max(at, own["end"]), next + 1
        if at < end:
            runs.append(Run(text[at:end]))
        position = end + 1
        if runs:
            yield tuple(runs)


def _runs(row: Row) -> list[Run]:
    sentences: list[Row] = row["sentences"] or []
    reasons: list[str] = (row.get("page") or {}).get("why") or [""] * len(sentences)
    pending = sorted(row["findings"] or (), key=lambda finding: (finding["start"], finding["id"]))
    runs: list[Run] = []
    for index, (sentence, why) in enumerate(zip(sentences, reasons, strict=True)):
        last = index == len(sentences) - 1
        remarks = tuple(finding for finding in pending if last or finding["start"] < sentence["end"])
        pending = pending[len(remarks) :]
        runs.append(Run(sentence["text"], sentence, why, remarks))
    return runs


def other_place(finding: Row, file: str, longest: int = 120) -> str:
    """The other place that a finding speaks of, in one phrase with its words; empty where there is none."""
    there: dict[str, Any] | None = finding["related"]
    if there is None:
        return ""
    text = " ".join(there["quote"].split())
    if len(text) > longest:
        text = text[: longest * 2 // 3] + "……" + text[-longest // 3 :]
    unit = f"{there['unit']}，" if there["unit"] else ""
    where = "另一处" if there["file"] == file else f"另一份（{unit}{there['file']}）"
    return f"{where}：“{text}”"
