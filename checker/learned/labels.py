"""A prepared material -> the labels of its sentences and of the whole, by the models in use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from checker.language.material import Material, Sentence
from checker.learned import store, weighing
from checker.learned.features import TOPICS, Floats, material_features, sentence_rows, weights
from checker.learned.linear import Contribution, Linear, load

GENRES = ("reform", "union", "mixed", "other")
ELEMENTS = ("goal", "problem", "measure", "result", "highlight")
# The hollow scale as three questions: is it at least 1, at least 2, at least 3?
HOLLOW_STEPS = ("1", "2", "3")
HIGHEST_SPECIFICITY = 3.0
# From this share of the body on in slogans there is nothing or almost nothing that can be checked (annotation guide, hollow 3).
SLOGANS_ALONE = 0.9
# Calling a sentence 套话 accuses its author, so it wants more belief than the other kinds; chosen on the development part.
BOILERPLATE_BELIEF = 0.55


class SentenceLabel(NamedTuple):
    """What a sentence is: `kind` and `topic` with the probability of each label, `specificity` 0–3."""

    kind: str
    specificity: float
    topic: str
    kinds: dict[str, float]
    topics: dict[str, float]


@dataclass(frozen=True)
class Labels:
    """The labels of a material's sentences, in their order, and of the whole.

    `weights` is each sentence's share of the body (0 for lead, headings and closing). `hollow_steps` are the probabilities
    that hollow is at least 1, 2 and 3; they never rise. `elements` are the probabilities that the body gives each.
    """

    sentences: tuple[SentenceLabel, ...]
    weights: tuple[float, ...]
    genres: dict[str, float]
    hollow_steps: tuple[float, float, float]
    elements: dict[str, float]

    def share(self, kind: str) -> float:
        """Share of the body's characters in sentences of this kind."""
        return sum(w for w, label in zip(self.weights, self.sentences, strict=True) if label.kind == kind)

    def topic_share(self, topic: str) -> float:
        """Expected share of the body's characters that report this topic."""
        return sum(w * label.topics[topic] for w, label in zip(self.weights, self.sentences, strict=True))

    @property
    def hollow_score(self) -> float:
        """How hollow the whole is, 0–1: the mean of the steps."""
        return sum(self.hollow_steps) / len(self.hollow_steps)

    def body(self, sentences: Sequence[Sentence]) -> list[tuple[Sentence, SentenceLabel]]:
        """Those of the material's `sentences` that weigh something, with their labels."""
        return [(s, own) for s, own, w in zip(sentences, self.sentences, self.weights, strict=True) if w > 0]

    @property
    def specificity(self) -> float:
        """Mean specificity of the body, 0–3, by characters."""
        return sum(w * label.specificity for w, label in zip(self.weights, self.sentences, strict=True))


class Models(NamedTuple):
    """The two models that judge, and the name of their set (see `store`), empty for the shipped ones."""

    sentence: Linear
    material: Linear
    name: str

    @property
    def version(self) -> str:
        """What tells these models from all others."""
        card = self.sentence.card
        return f"{card['date']}+{card['corpus'][:12]}" + (f"+{self.name}" if self.name else "")


# Models on trial take the place of those in use, for as long as they are tried.
_ON_TRIAL: ContextVar[Models | None] = ContextVar("on trial", default=None)


def models() -> Models:
    """The models that judge: those learned on this machine, else the shipped ones, unless others are on trial."""
    return _ON_TRIAL.get() or of_set(store.in_use())


@lru_cache(maxsize=2)
def of_set(name: str) -> Models:
    """The models of a set."""
    folder = store.folder(name)
    return Models(load(folder / "sentence.json"), load(folder / "material.json"), name)


@contextmanager
def on_trial(candidates: Models) -> Iterator[None]:
    """Judge by these models within the block."""
    token = _ON_TRIAL.set(candidates)
    try:
        yield
    finally:
        _ON_TRIAL.reset(token)


def label(material: Material) -> Labels:
    """Label a material with at least one sentence."""
    own = models()
    return judge(material, *label_sentences(material.sentences, own.sentence), model=own.material)


def label_sentences(sentences: Sequence[Sentence], model: Linear) -> tuple[Floats, Floats, Floats]:
    """Kinds (sentences, 3), topics (sentences, 4) and specificity (sentences,) of `sentences`."""
    return beliefs(weighing.scores(sentences, model), model)


def beliefs(scores: Floats, model: Linear) -> tuple[Floats, Floats, Floats]:
    """The same from the raw scores of sentences."""
    specificity = np.minimum(np.maximum(model.values(scores, "specificity"), 0.0), HIGHEST_SPECIFICITY)
    return model.probabilities(scores, "kind"), model.probabilities(scores, "topic"), specificity


def judge(material: Material, kinds: Floats, topics: Floats, specificity: Floats, model: Linear) -> Labels:
    """The labels of a material whose sentences are labelled."""
    scores = model.scores([material_features(material, kinds, topics, specificity)])
    steps = np.minimum.accumulate(model.probabilities(scores, "hollow")[0]).tolist()
    elements = model.probabilities(scores, "elements")[0].tolist()
    labels = Labels(
        sentences=tuple(map(_sentence_label, kinds.tolist(), topics.tolist(), specificity.tolist())),
        weights=weights(material.sentences),
        genres=dict(zip(GENRES, model.probabilities(scores, "genre")[0].tolist(), strict=True)),
        hollow_steps=(steps[0], steps[1], steps[2]),
        elements=dict(zip(ELEMENTS, elements, strict=True)),
    )
    slogans = labels.share("boilerplate")
    return _of_slogans_alone(labels, slogans) if slogans >= SLOGANS_ALONE else labels


def _of_slogans_alone(labels: Labels, slogans: float) -> Labels:
    """What consists of slogans is hollow by the guide, whatever a model makes of a paper unlike any that it has seen."""
    first, second, third = labels.hollow_steps
    return replace(
        labels,
        hollow_steps=(max(first, slogans), max(second, slogans), max(third, slogans)),
        elements={name: probability * (1.0 - slogans) for name, probability in labels.elements.items()},
    )


def decide_kind(kinds: Sequence[float]) -> str:
    """The likeliest kind, from probabilities in the order of KINDS; 套话, which is more than half then, only where believed."""
    boilerplate, neutral, specific = kinds
    if boilerplate >= BOILERPLATE_BELIEF:
        return "boilerplate"
    return "neutral" if neutral >= specific else "specific"


def _sentence_label(kinds: list[float], topics: list[float], specificity: float) -> SentenceLabel:
    boilerplate, neutral, specific = kinds
    reform, union, other, none = topics
    # Written out: this is done for every sentence.
    return SentenceLabel(
        decide_kind(kinds),
        specificity,
        TOPICS[topics.index(max(topics))],
        {"boilerplate": boilerplate, "neutral": neutral, "specific": specific},
        {"reform": reform, "union": union, "other": other, "none": none},
    )


def explain_kinds(sentences: Sequence[Sentence], kinds: Sequence[str], least: float) -> Iterator[list[Contribution]]:
    """What in each sentence speaks by more than `least` for and against its being of the kind given for it, strongest first."""
    model = models().sentence
    for row, kind in zip(sentence_rows(sentences), kinds, strict=True):
        yield model.explain(row, "kind", kind, least)
