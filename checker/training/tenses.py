"""Dates of papers before and after their signatures: what the model of tenses is learned from.

Nobody labels them. A clean paper tells what it dates before its signature as done, what it dates after it as planned;
`dated.txt` holds such dates of papers of our own, cut to the words that the features look at. Run on papers (`.toml`, as in
tests/planted/) and on the corpora's materials it writes that file:

    python -m checker.training.tenses corpora tests/planted/ordinary tests/planted/clean > dated.txt
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from checker import toml
from checker.checks.consistency import SURELY_PAST, paper_of
from checker.language.figures import order
from checker.language.figures.timeline import sentence_after, sentence_before
from checker.language.material import prepare
from checker.learned.linear import Linear
from checker.learned.tenses import AFTER, BEFORE, row, signs
from checker.reading import plain
from checker.training.corpus import load_all
from checker.training.fitting import balanced, logistic
from checker.training.train import head, over, vectorise

# Inverse strength of the L2 penalty, and the least dates that a feature is seen at; chosen by folds over papers.
STRENGTH, LEAST = 0.1, 5
# Every fifth paper is kept back for the figures of the card.
FOLDS = 5


class Dated(NamedTuple):
    """A date of a paper: before its signature or after it, what is known of it, and the words around it."""

    paper: str
    past: bool
    known: tuple[str, ...]
    before: str
    after: str


def read(path: Path) -> list[Dated]:
    """The lines of dated.txt: paper, past or future, signs, words before and after, parted by tabs."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, tense, known, before, after = line.split("\t")
            found.append(Dated(name, tense == "past", tuple(filter(None, known.split(","))), before, after))
    return found


def digest(dated: Sequence[Dated]) -> str:
    """What tells these dates from all others."""
    return hashlib.sha256(repr(sorted(dated)).encode()).hexdigest()


def dates_of(name: str, text: str) -> Iterator[Dated]:
    """The dates of a paper that surely lie before its signature, or after it."""
    paper = paper_of(prepare(plain.parse(text)))
    for date, later in order.beside_signature(paper):
        before, after = sentence_before(paper.text, date.start)[-BEFORE:], sentence_after(paper.text, date.end)[:AFTER]
        yield Dated(name, not later, signs(paper, date), before.replace("\t", " "), after.replace("\t", " "))


def train(dated: Sequence[Dated]) -> dict[str, Any]:
    """The model of tenses as data; its card says how many of a fifth of the papers a model of the others tells rightly."""
    names = sorted({each.paper for each in dated})
    kept = set(names[::FOLDS])
    tried = _fit([each for each in dated if each.paper not in kept])
    figures = _figures(tried, [each for each in dated if each.paper in kept])
    return {"card": {"dates": len(dated), "sentences": digest(dated), "papers": len(names), "figures": figures}} | _fit(dated)


def _fit(dated: Sequence[Dated]) -> dict[str, Any]:
    rows = [row(each.before, each.after, each.known) for each in dated]
    truth = [each.past for each in dated]
    names, _ = vectorise(rows, LEAST)
    fitted = logistic(over(names, rows), truth, STRENGTH, balanced(truth))
    return {"features": names, "heads": {"past": head(["past"], *fitted) | {"independent": True}}}


def _figures(data: dict[str, Any], dated: Sequence[Dated]) -> dict[str, float]:
    model = Linear({"card": {}} | data)
    scores = model.scores([row(each.before, each.after, each.known) for each in dated])
    believed = model.probabilities(scores, "past")[:, 0]
    return {
        name: round(
            float(np.mean([belief > SURELY_PAST for belief, each in zip(believed, dated, strict=True) if each.past == past])), 4
        )
        for past, name in ((True, "past surely"), (False, "future surely past"))
    }


def main(folders: Sequence[Path]) -> Iterator[Dated]:
    """The dates of all papers of the folders; of the corpora the test part is left out."""
    for folder in folders:
        if (folder / "materials").is_dir():
            parts = toml.loads((folder / "splits.toml").read_text("utf-8"))
            kept = {*parts["train"], *parts["development"]}
            for material in load_all(folder / "materials"):
                if material.name.partition("/")[0] in kept:
                    yield from dates_of(material.name, material.text)
        for path in sorted(folder.glob("*.toml")):
            for number, paper in enumerate(toml.loads(path.read_text("utf-8")).get("paper", ()), 1):
                yield from dates_of(f"{path.stem}/{number}", f"{paper['title']}\n{paper['text'].strip()}")


if __name__ == "__main__":
    sys.stdout.write("# Dates of papers: paper, told as past or future, what is known of it, the words before and after it.\n")
    for each in main([Path(argument) for argument in sys.argv[1:]]):
        sys.stdout.write(
            "\t".join((each.paper, "past" if each.past else "future", ",".join(each.known), each.before, each.after)) + "\n"
        )
