"""corpora/ -> models/: bit for bit the same from the same inputs.

Sentences first: kind and topic by multinomial logistic regression, specificity by ridge regression, all over the same
features. Materials second, over features that come from sentence labels; those are predicted by models that never saw the
material's writer (one fold a brief), so that training meets what use will meet. Temperatures are fitted on the same folds.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from checker import toml
from checker.language.material import Material, Sentence, prepare
from checker.learned import store
from checker.learned.features import KINDS, TOPICS, VERSION, Floats, Row, material_features, sentence_rows
from checker.learned.labels import ELEMENTS, GENRES, HOLLOW_STEPS
from checker.peers.background import FILE, Background, terms
from checker.reading import plain
from checker.training.corpus import LabelledMaterial, LabelledSentence, load_all
from checker.training.fitting import balanced, logistic, ridge

# A feature seen in fewer sentences than this is a name or a slip.
LEAST_SENTENCES = 3
# Inverse strength of the L2 penalty of the logistic models, and strength of the ridge; chosen by folds over the training briefs.
KIND_C, TOPIC_C, SPECIFICITY_ALPHA = 0.2, 0.2, 15.0
GENRE_C, HOLLOW_C, ELEMENTS_C = 0.3, 0.1, 0.1
# What one unit alone says is not what papers usually say.
LEAST_UNITS = 2
# Weights are written with this many decimals: far below any difference a reader could see, far above what `fitting` leaves open.
DECIMALS = 5
# As far as the temperature is sought, and how many decimals of it are written.
TEMPERATURE_SOUGHT, TEMPERATURE_DECIMALS = 1e-8, 3


@dataclass(frozen=True)
class Example:
    """A labelled material beside what the program makes of its text; `pairs` joins labelled and prepared sentences."""

    labelled: LabelledMaterial
    material: Material
    pairs: tuple[tuple[LabelledSentence, Sentence], ...]


@dataclass(frozen=True)
class Corpus:
    """The labelled materials, split by brief."""

    examples: tuple[Example, ...]
    parts: dict[str, tuple[str, ...]]
    date: str
    digest: str

    def part(self, *names: str) -> list[Example]:
        """The examples of these parts (train, development, test)."""
        briefs = {brief for name in names for brief in self.parts[name]}
        return [example for example in self.examples if example.labelled.brief in briefs]


def load_corpus(folder: Path) -> Corpus:
    """Everything under corpora/: the materials, how they are split, and a digest of both."""
    splits = folder / "splits.toml"
    declared = toml.loads(splits.read_text(encoding="utf-8"))
    digest = hashlib.sha256()
    for path in [splits, *sorted((folder / "materials").rglob("*.txt"))]:
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return Corpus(
        examples=tuple(example(labelled) for labelled in load_all(folder / "materials")),
        parts={name: tuple(declared[name]) for name in ("train", "development", "test")},
        date=str(declared["date"]),
        digest=digest.hexdigest(),
    )


def example(labelled: LabelledMaterial) -> Example:
    """Prepare a labelled material and join each prepared sentence to the labelled one at the same place."""
    material = prepare(plain.parse(labelled.text))
    by_span = {(sentence.start, sentence.end): sentence for sentence in material.sentences}
    pairs = []
    position = 0
    for sentence in (sentence for paragraph in labelled.paragraphs for sentence in paragraph):
        text = plain.MARKDOWN.sub("", sentence.text)
        start = material.text.find(text, position)
        if start < 0:
            continue
        position = start + len(text)
        if sentence.kind and (start, position) in by_span:
            pairs.append((sentence, by_span[start, position]))
    return Example(labelled, material, tuple(pairs))


def train(corpus: Corpus, *parts: str) -> dict[str, dict[str, Any]]:
    """The models learned from these parts of the corpus, as data: ``{"sentence": …, "material": …}``."""
    examples = corpus.part(*parts)
    card = {
        "features": VERSION,
        "corpus": corpus.digest,
        "date": corpus.date,
        "parts": list(parts),
        "materials": len(examples),
        "sentences": sum(len(e.pairs) for e in examples),
    }
    folds = out_of_fold(examples)
    card["figures"] = _figures(folds)
    sentence = fit_sentences(examples)
    for head in ("kind", "topic"):
        sentence["heads"][head]["temperature"] = _temperature(folds.logits[head], folds.truth[head])
    material = fit_materials(examples, folds.rows)
    return {"sentence": {"card": card} | sentence, "material": {"card": card} | material}


def usual(corpus: Corpus) -> Background:
    """What papers usually say: the terms of the training part, each unit once, however many papers it has there."""
    by_unit: dict[str, list[Sentence]] = {}
    for e in corpus.part("train"):
        by_unit.setdefault(e.labelled.unit, []).extend(e.material.sentences)
    background = Background()
    for sentences in by_unit.values():
        background.add(terms(sentences))
    return background


def fit_sentences(examples: Sequence[Example]) -> dict[str, Any]:
    """The sentence model without its temperatures."""
    pairs = [pair for e in examples for pair in e.pairs]
    names, matrix = vectorise(sentence_rows([sentence for _, sentence in pairs]), LEAST_SENTENCES)
    kinds = np.array([KINDS.index(str(labelled.kind)) for labelled, _ in pairs])
    topics = np.array([TOPICS.index(str(labelled.topic)) for labelled, _ in pairs])
    degrees = [labelled.specificity for labelled, _ in pairs]
    return {
        "features": names,
        "heads": {
            "kind": fit_kinds(matrix, kinds),
            "topic": head(TOPICS, *logistic(matrix, topics, TOPIC_C, balanced(topics))),
            "specificity": head(("specificity",), *ridge(matrix, degrees, SPECIFICITY_ALPHA)),
        },
    }


def fit_kinds(matrix: Any, kinds: Any, weights: Floats | None = None) -> dict[str, Any]:
    """The head of kinds, from sentences as rows of a matrix and the indices of their kinds."""
    return head(KINDS, *logistic(matrix, kinds, KIND_C, weights))


class Evidence(NamedTuple):
    """One more answer for a head of the material model: of the material with these features, believed with this weight.

    `question` is ``genre`` (the answer is one of GENRES), a step of the hollow scale or an element (the answer is yes or no).
    """

    row: Row
    question: str
    answer: Any
    weight: float


def fit_materials(examples: Sequence[Example], rows: Sequence[Row], more: Sequence[Evidence] = ()) -> dict[str, Any]:
    """The material model from the features of each example's whole text, and from what else is known."""
    from sklearn.preprocessing import StandardScaler

    names, matrix = vectorise(rows, least=3)
    dense = matrix.toarray()
    scaler = StandardScaler().fit(dense)
    scaled = scaler.transform(dense)

    def fit(strength: float, question: str, answers: list[int], even: bool = False) -> tuple[Floats, Floats]:
        """Intercepts and weights in terms of the unscaled features."""
        seen, truth, believed = scaled, answers, [1.0] * len(answers)
        if own := [evidence for evidence in more if evidence.question == question]:
            seen = np.vstack([scaled, scaler.transform(over(names, [evidence.row for evidence in own]).toarray())])
            truth = answers + [evidence.answer for evidence in own]
            believed = believed + [evidence.weight for evidence in own]
        intercepts, weights = logistic(seen, truth, strength, balanced(truth, believed) if even else np.array(believed))
        weights = weights / scaler.scale_
        return intercepts - weights @ scaler.mean_, weights

    more = [e._replace(answer=GENRES.index(e.answer)) if e.question == "genre" else e for e in more]
    genre = fit(GENRE_C, "genre", [GENRES.index(e.labelled.genre) for e in examples], even=True)
    steps = [fit(HOLLOW_C, step, [e.labelled.hollow >= int(step) for e in examples]) for step in HOLLOW_STEPS]
    elements = [fit(ELEMENTS_C, name, [name in e.labelled.elements for e in examples]) for name in ELEMENTS]
    return {
        "features": names,
        "heads": {
            "genre": head(GENRES, *genre),
            "hollow": head(HOLLOW_STEPS, [i[0] for i, _ in steps], [w[0] for _, w in steps]) | {"independent": True},
            "elements": head(ELEMENTS, [i[0] for i, _ in elements], [w[0] for _, w in elements]) | {"independent": True},
        },
    }


@dataclass(frozen=True)
class Folds:
    """What models that never saw its writer say of each example: features of the material, logits and truth of sentences."""

    rows: list[Row]
    logits: dict[str, Floats]
    truth: dict[str, list[int]]
    degrees: tuple[list[int], list[float]]


def out_of_fold(examples: Sequence[Example]) -> Folds:
    """Each example as seen by sentence models that were trained on all other writers."""
    from checker.learned.labels import beliefs
    from checker.learned.linear import Linear

    rows: dict[str, Row] = {}
    logits: dict[str, list[Floats]] = {"kind": [], "topic": []}
    truth: dict[str, list[int]] = {"kind": [], "topic": []}
    degrees: tuple[list[int], list[float]] = ([], [])
    for brief in sorted({e.labelled.brief for e in examples}):
        model = Linear({"card": {}} | fit_sentences([e for e in examples if e.labelled.brief != brief]))
        for e in (e for e in examples if e.labelled.brief == brief):
            rows[e.labelled.name] = material_features(
                e.material, *beliefs(model.scores(sentence_rows(e.material.sentences)), model)
            )
            if not e.pairs:
                continue
            scores = model.scores(sentence_rows([sentence for _, sentence in e.pairs]))
            degrees[0].extend(int(labelled.specificity or 0) for labelled, _ in e.pairs)
            degrees[1].extend(model.values(scores, "specificity").tolist())
            for name, labels in (("kind", KINDS), ("topic", TOPICS)):
                logits[name].append(scores[:, model.heads[name].columns])
                truth[name] += [labels.index(str(getattr(labelled, name))) for labelled, _ in e.pairs]
    return Folds([rows[e.labelled.name] for e in examples], {k: np.concatenate(v) for k, v in logits.items()}, truth, degrees)


def _figures(folds: Folds) -> dict[str, float]:
    """How good the sentence labels are on writers that the model did not see; what the card says of it."""
    from scipy.stats import spearmanr
    from sklearn.metrics import f1_score

    said = {name: logits.argmax(axis=1) for name, logits in folds.logits.items()}
    kinds = f1_score(folds.truth["kind"], said["kind"], average=None)
    return {
        "kind macro-F1": round(float(kinds.mean()), 3),
        "boilerplate F1": round(float(kinds[KINDS.index("boilerplate")]), 3),
        "topic macro-F1": round(float(f1_score(folds.truth["topic"], said["topic"], average="macro")), 3),
        "specificity Spearman": round(float(spearmanr(folds.degrees[0], folds.degrees[1])[0]), 3),
    }


def _temperature(logits: Floats, truth: list[int]) -> float:
    """The temperature at which the logits' probabilities have the least log loss (Guo et al. 2017)."""
    from scipy.optimize import minimize_scalar
    from scipy.special import log_softmax

    answers = np.asarray(truth)

    def loss(temperature: float) -> float:
        return -float(log_softmax(logits / temperature, axis=1)[np.arange(len(answers)), answers].mean())

    sought = minimize_scalar(loss, bounds=(0.3, 5.0), method="bounded", options={"xatol": TEMPERATURE_SOUGHT})
    return round(float(sought.x), TEMPERATURE_DECIMALS)


def vectorise(rows: Sequence[Row], least: int) -> tuple[list[str], Any]:
    """The names of the features seen in at least `least` rows, sorted, and the rows as a sparse matrix over them."""
    from sklearn.feature_extraction import DictVectorizer

    seen = Counter(name for row in rows for name in row)
    kept = [{name: value for name, value in row.items() if seen[name] >= least} for row in rows]
    vectoriser = DictVectorizer(sort=True)
    matrix = vectoriser.fit_transform(kept)
    return list(vectoriser.get_feature_names_out()), matrix


def over(names: Sequence[str], rows: Sequence[Row]) -> Any:
    """Rows as a sparse matrix over these features; others are left out."""
    from sklearn.feature_extraction import DictVectorizer

    return DictVectorizer(sort=True).fit([dict.fromkeys(names, 1.0)]).transform(rows)


def head(labels: Sequence[str], intercepts: Any, weights: Any) -> dict[str, Any]:
    """One head as data, rounded."""
    return {"labels": list(labels), "temperature": 1.0, "intercept": _rounded(intercepts), "weights": _rounded(weights)}


def _rounded(numbers: Any) -> Any:
    """As lists; what is nothing has no sign, because which it had would be chance."""
    return (np.round(np.asarray(numbers, dtype=float), DECIMALS) + 0.0).tolist()


CARD = """# Models

Linear models as plain JSON, read by `checker/learned/linear.py` without scikit-learn. Written by `ganhuo train`; do not edit.

| | |
| --- | --- |
| `sentence.json` | a sentence's kind (套话, 一般, 具体), topic (产改, 工会日常, 其他, 无) and specificity (0–3) |
| `material.json` | a material's genre, hollow steps and elements, from the labels of its sentences |
| `slots.json` | whether a name stands in the place of the paper's own unit, or of its county: logistic regression over \
`checker/learned/slots.py`, from names put into the materials and from `corpora/neighbours.txt`; figures in its card |
| `tenses.json` | whether what stands at a date is told as done: logistic regression over `checker/learned/tenses.py`, from \
`corpora/dated.txt`; figures in its card |
| `background.npy` | how many of {units} units of the part train say a pair of words, as hashes; what one alone says is left out |
| how | multinomial logistic regression and ridge regression, L2, each fitted to the last digit \
(`checker/training/fitting.py`), so that every machine writes the same files; probabilities by temperature |
| features | version {features}, `checker/learned/features.py`: words, characters, stock phrases, particulars, rhythm, place |
| corpus | digest `{corpus}`, {date}; parts {parts}: {materials} materials, {sentences} labelled sentences |
| out-of-writer figures | {figures} (folds over the writers of these parts) |
| meant for | materials on the industrial-worker reform and union work summaries, in simplified Chinese |
| not meant for | judging people; other kinds of prose; texts in other languages |
| known weakness | the corpus is written after real papers, not made of them; rare trades and dialect are thin |

Figures on the frozen test part, beside baselines: docs/evaluation.md.
"""


def write(models: dict[str, dict[str, Any]], background: Background, folder: Path) -> None:
    """Write each model as one JSON file, what papers usually say, and their card, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {f"{name}.json": store.as_bytes(data).decode() for name, data in models.items()}
    card = models["sentence"]["card"]
    figures = ", ".join(f"{name} {value}" for name, value in card["figures"].items())
    texts["README.md"] = CARD.format_map(
        card | {"figures": figures, "parts": " + ".join(card["parts"]), "units": background.papers}
    )
    for name, text in texts.items():
        partial = folder / f"{name}.part"
        partial.write_text(text, encoding="utf-8", newline="\n")
        partial.replace(folder / name)
    partial = folder / f"{FILE}.part"
    background.save(partial, LEAST_UNITS)
    partial.replace(folder / FILE)
