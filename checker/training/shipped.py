"""Learning with what ships with the program: its models, its corpora, its floors."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib.resources import as_file

from checker import toml
from checker.learned import store
from checker.learned.labels import models
from checker.resources import shipped
from checker.training.learning import Data, Floors, Outcome
from checker.training.learning import learn as run
from checker.training.reviewed import Reviewed
from checker.training.train import load_corpus


def learn(reviewed: Sequence[Reviewed], say: Callable[[str], None]) -> Outcome:
    """Learn from corrections, beginning with the shipped models, and try the outcome against those in use. Raises TooFew."""
    with as_file(shipped("corpora")) as folder:
        corpus = load_corpus(folder)
        bounds = toml.loads((folder / "floors.toml").read_text(encoding="utf-8"))
    return run(corpus, _base(), models(), reviewed, Floors(bounds["floors"], bounds["ceilings"]), say)


def _base() -> Data:
    return {file.removesuffix(".json"): json.loads((shipped("models") / file).read_bytes()) for file in store.FILES}
