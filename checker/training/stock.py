"""Counts the runs that papers have in common: `python -m checker.training.stock corpora OFFICIAL.jsonl`.

A run of characters is stock where independent writers of the corpora (never of the frozen test part) use it for two units and
more, or where three official texts have it. The official texts are public ones (see lexicons/common_words.tsv) and are not
shipped: only hashes of runs are.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from checker import toml
from checker.peers.masking import mask, names_of
from checker.peers.prints import run_hashes
from checker.peers.stock import FILE
from checker.training.corpus import load_all

UNITS, TEXTS = 2, 3


def count(texts: Iterable[tuple[str, str | None]], least: int) -> set[int]:
    """The runs that texts of at least so many owners have; each text comes with its owner."""
    owners: dict[int, set[str | None]] = defaultdict(set)
    for text, owner in texts:
        for run in np.unique(run_hashes(mask(text, names_of(owner)).text)).tolist():
            owners[run].add(owner)
    return {run for run, own in owners.items() if len(own) >= least}


def build(corpora: Path, official: Path) -> NDArray[np.uint32]:
    """The hashes of all stock runs, sorted."""
    return np.array(sorted(count(_papers(corpora), UNITS) | count(_official(official), TEXTS)), dtype=np.uint32)


def _papers(corpora: Path) -> Iterator[tuple[str, str | None]]:
    parts = toml.loads((corpora / "splits.toml").read_text(encoding="utf-8"))
    wanted = {*parts["train"], *parts["development"]}
    yield from ((material.text, material.unit) for material in load_all(corpora / "materials") if material.brief in wanted)


def _official(path: Path) -> Iterator[tuple[str, str | None]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        yield json.loads(line)["text"], f"official text {number}"


if __name__ == "__main__":
    np.save(Path(__file__).parent.parent / "peers" / FILE, build(Path(sys.argv[1]), Path(sys.argv[2])), allow_pickle=False)
