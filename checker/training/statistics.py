"""The statistics that the evaluation is made of."""

from __future__ import annotations

from collections.abc import Sequence


def f1(truth: list[str], said: list[str], only: str | None = None) -> float:
    """F1 of label `only`, or the mean over all labels that occur."""
    from sklearn.metrics import f1_score

    labels = [only] if only else sorted(set(truth))
    return float(f1_score(truth, said, labels=labels, average="macro", zero_division=0.0))


def spearman(truth: Sequence[float], said: Sequence[float]) -> float:
    """Rank correlation; NaN where one side is constant."""
    from scipy.stats import spearmanr

    return float(spearmanr(truth, said)[0]) if len(set(truth)) > 1 and len(set(said)) > 1 else float("nan")


def clopper_pearson(hits: int, count: int) -> tuple[float, float]:
    """The exact 95 % interval of a share (Clopper & Pearson 1934)."""
    from scipy.stats import beta

    low = float(beta.ppf(0.025, hits, count - hits + 1)) if hits else 0.0
    high = float(beta.ppf(0.975, hits + 1, count - hits)) if hits < count else 1.0
    return low, high
