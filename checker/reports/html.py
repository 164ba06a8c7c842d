"""Assessments as one HTML file that holds everything it needs: to open, to print, to keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment, PackageLoader, Template, select_autoescape

from checker.assessment import Assessment, JudgedSentence
from checker.checks.finding import Finding
from checker.reports import explaining, wording
from checker.reports.as_json import versions
from checker.reports.cards import FIELDS, cards

# Papers, and passages of each, that are shown side by side; the rest is counted.
MOST_SOURCES, MOST_PASSAGES = 6, 8


@dataclass(frozen=True)
class Run:
    """A run of a paragraph's text: a sentence with its label and why, or what stands between sentences (`sentence` is None)."""

    text: str
    sentence: JudgedSentence | None
    why: str
    remarks: tuple[tuple[str, Finding], ...]


@dataclass(frozen=True)
class Line:
    """One paragraph of the material as runs."""

    runs: tuple[Run, ...]


@lru_cache(maxsize=8)
def template(name: str) -> Template:
    """A template of this package; what is put into one whose name ends in ``.html`` is escaped."""
    environment = Environment(
        loader=PackageLoader("checker.reports"), autoescape=select_autoescape(), trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)


def render(assessments: Sequence[Assessment], home: str | None = None) -> str:
    """The page: a table of all materials, worst first, then each with coloured sentences and its findings beside them.

    `home` is the relative address of the round's overview that the page belongs to.
    """
    ordered = wording.worst_first(assessments)
    return template("report.html").render(
        assessments=ordered,
        wording=wording,
        lines=_lines,
        most_sources=MOST_SOURCES,
        most_passages=MOST_PASSAGES,
        cards=cards,
        fields=FIELDS,
        versions=versions(),
        shown=_shown,
        home=home,
    )


def _shown(assessment: Assessment) -> set[str]:
    return {id for group in wording.groups(assessment) for id, _ in group.shown}


def _lines(assessment: Assessment) -> Iterator[Line]:
    """The whole text, paragraph by paragraph; a finding stands with the first sentence that it touches."""
    if assessment.material is None:
        return
    document = assessment.material.document
    sentences = list(assessment.sentences or ())
    reasons = iter(explaining.reasons(assessment))
    pending = sorted(assessment.findings or (), key=lambda pair: (pair[1].start, pair[0]))
    for start, paragraph in zip(document.starts, document.paragraphs, strict=True):
        end = start + len(paragraph.text)
        runs: list[Run] = []
        position = start
        while sentences and sentences[0].start < end:
            sentence = sentences.pop(0)
            if sentence.start > position:
                runs.append(Run(document.text[position : sentence.start], None, "", ()))
            remarks = tuple(pair for pair in pending if pair[1].start < sentence.end)
            pending = pending[len(remarks) :]
            runs.append(Run(sentence.text, sentence, next(reasons), remarks))
            position = sentence.end
        if position < end:
            runs.append(Run(document.text[position:end], None, "", ()))
        yield Line(tuple(runs))
