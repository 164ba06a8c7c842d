"""Offices that correct the program: simulated from labelled materials that its models have never seen.

A careful clerk goes over every sentence of a material and over its verdict and puts right what is wrong; now and then the
clerk errs. A careless one writes anything.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from checker.assessment import Settings, assess
from checker.learned.features import KINDS
from checker.learned.labels import Models, decide_kind, label_sentences, on_trial
from checker.training.corpus import VERDICTS
from checker.training.learning import Data, Floors, as_models, figures_of
from checker.training.reviewed import Reviewed, Said
from checker.training.train import Corpus, Example, train

DAY = "2026-11-01"


def without(corpus: Corpus, writers: Sequence[str]) -> Corpus:
    """The corpus as if these writers had never been labelled: its test part stays."""
    return replace(
        corpus,
        parts={
            "train": tuple(b for b in corpus.parts["train"] if b not in writers),
            "development": (),
            "test": corpus.parts["test"],
        },
    )


def base_models(corpus: Corpus) -> Data:
    return train(corpus, "train")


def lowered(floors: Floors, corpus: Corpus, shipped: Models, base: Data) -> Floors:
    """The floors of models that learned from fewer writers: as far below these as the shipped ones' are below them."""
    examples = corpus.part("test")
    best, own = figures_of(examples, shipped), figures_of(examples, as_models(base))
    return Floors(
        {name: own[name] - (best[name] - bound) for name, bound in floors.floors.items()},
        {name: own[name] + (bound - best[name]) for name, bound in floors.ceilings.items()},
    )


def corrected(examples: Sequence[Example], base: Data, *, wrong: float = 0.1, seed: int = 0) -> list[Reviewed]:
    """What a careful clerk leaves of these materials; of the corrections this share is wrong."""
    generator = np.random.default_rng(seed)
    models = as_models(base)
    return [one for one in (_gone_over(e, models, generator, wrong) for e in examples) if one.corrections]


def _gone_over(example: Example, models: Models, generator: np.random.Generator, wrong: float) -> Reviewed:
    said = []
    kinds = _kinds(example, models)
    for (labelled, sentence), kind in zip(example.pairs, kinds, strict=True):
        right = str(labelled.kind)
        if right != kind and generator.random() < wrong:
            right = str(generator.choice([k for k in KINDS if k != kind]))
        said.append(Said(sentence, right, right != kind))
    verdict, right = _verdict(example, models), example.labelled.verdict
    if right != verdict and generator.random() < wrong:
        right = str(generator.choice([v for v in VERDICTS if v != verdict]))
    return _reviewed(example, said, verdict, right)


def flipped(examples: Sequence[Example], base: Data, count: int, seed: int = 0) -> list[Reviewed]:
    """What someone leaves who changes so many sentences of these materials at random."""
    generator = np.random.default_rng(seed)
    models = as_models(base)
    share = count / sum(len(e.pairs) for e in examples)
    found = []
    for example in examples:
        said = []
        for (_, sentence), kind in zip(example.pairs, _kinds(example, models), strict=True):
            changed = bool(generator.random() < share)
            said.append(Said(sentence, str(generator.choice([k for k in KINDS if k != kind])) if changed else kind, changed))
        verdict = _verdict(example, models)
        found.append(_reviewed(example, said, verdict, verdict))
    return [one for one in found if one.corrections]


def lenient(examples: Sequence[Example], base: Data) -> list[Reviewed]:
    """What someone leaves who calls no sentence 套话."""
    models = as_models(base)
    found = []
    for example in examples:
        kinds = _kinds(example, models)
        said = [
            Said(sentence, "neutral" if kind == "boilerplate" else kind, kind == "boilerplate")
            for (_, sentence), kind in zip(example.pairs, kinds, strict=True)
        ]
        verdict = _verdict(example, models)
        found.append(_reviewed(example, said, verdict, verdict))
    return [one for one in found if one.corrections]


def _kinds(example: Example, models: Models) -> list[str]:
    return [decide_kind(row) for row in label_sentences([s for _, s in example.pairs], models.sentence)[0].tolist()]


def _verdict(example: Example, models: Models) -> str:
    with on_trial(models):
        return str(assess(example.material, Settings()).verdict)


def _reviewed(example: Example, said: list[Said], machine: str, verdict: str) -> Reviewed:
    labelled = example.labelled
    touched = tuple(said) if any(own.changed for own in said) else ()
    return Reviewed(f"{labelled.brief}{labelled.unit}", example.material, touched, verdict, machine, verdict != machine, 0.0, DAY)
