"""How far two labellers agree who did not see each other's labels: the ceiling for the models.

`corpora/second_labels.json` holds the second labels of a sample: a material's header, and one code a labelled sentence.
Run as ``python -m checker.training.agreement corpora``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from checker.training.corpus import KINDS, TOPICS, load_all


def agreement(corpora: Path) -> dict[str, float]:
    """Agreement of the first and the second labels: κ, F1 and rank correlations by name, and how much was labelled twice."""
    from scipy.stats import spearmanr
    from sklearn.metrics import cohen_kappa_score, f1_score

    second = json.loads((corpora / "second_labels.json").read_text(encoding="utf-8"))
    first = {material.name: material for material in load_all(corpora / "materials")}
    pairs = [(first[name], labels) for name, labels in second.items()]
    codes = [
        (own, code)
        for material, labels in pairs
        for own, code in zip(material.labelled, labels["sentences"].split(), strict=True)
    ]
    kinds = [str(own.kind) for own, _ in codes], [KINDS[code[0]] for _, code in codes]
    degrees = [int(own.specificity or 0) for own, _ in codes], [int(code[1]) for _, code in codes]
    topics = [str(own.topic) for own, _ in codes], [TOPICS[code[2]] for _, code in codes]
    hollow = [m.hollow for m, _ in pairs], [labels["hollow"] for _, labels in pairs]
    both = sum(len(m.elements & set(labels["elements"])) for m, labels in pairs)
    figures = {
        "materials": float(len(pairs)),
        "sentences": float(len(codes)),
        "share of all materials": len(pairs) / len(first),
        "genre κ": cohen_kappa_score([m.genre for m, _ in pairs], [labels["genre"] for _, labels in pairs]),
        "verdict κ": cohen_kappa_score([m.verdict for m, _ in pairs], [labels["verdict"] for _, labels in pairs]),
        "hollow κ (quadratic)": cohen_kappa_score(*hollow, weights="quadratic"),
        "quality Spearman": spearmanr([m.quality for m, _ in pairs], [labels["quality"] for _, labels in pairs])[0],
        "elements micro-F1": 2 * both / sum(len(m.elements) + len(labels["elements"]) for m, labels in pairs),
        "kind κ": cohen_kappa_score(*kinds),
        "kind macro-F1": f1_score(*kinds, average="macro"),
        "boilerplate F1": f1_score(*kinds, labels=["boilerplate"], average="macro"),
        "topic κ": cohen_kappa_score(*topics),
        "specificity Spearman": spearmanr(*degrees)[0],
    }
    return {name: float(value) for name, value in figures.items()}


if __name__ == "__main__":
    for name, value in agreement(Path(sys.argv[1])).items():
        print(f"{name:<26}{value:8.3f}")
