"""Linear models fitted to the last digits: the same weights whatever machine, library build or number of threads.

Every penalised loss here has one minimum. Newton's method goes on until a step changes no weight by SMALL, and a step so near to
the minimum gains more digits than it is wide: what is left is rounding, some 1e-13, far below the digits that are stored. A
solver that stops where a tolerance lets it leaves weights that differ in the first digit from machine to machine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from checker.learned.features import Floats

# A step that changes no weight by so much is the last.
SMALL = 1e-11
# What share of the gradient a step leaves, when far from the minimum and when near.
COARSE, FINE = 0.1, 1e-4
# More steps or halvings than any fit has needed, many times over.
MOST_STEPS, MOST_HALVINGS, MOST_DIRECTIONS = 100, 30, 5000
# By how much of itself rounding may raise a loss.
ROUNDING = 1e-12


class _Local(NamedTuple):
    """A loss at a point: its value, its gradient, and its second derivatives as a product with a step."""

    value: float
    gradient: Floats
    product: Callable[[Floats], Floats]


def logistic(matrix: Any, answers: Any, strength: float, weights: Floats | None = None) -> tuple[Floats, Floats]:
    """Intercepts (classes,) and weights (classes, features) of multinomial logistic regression, as scikit-learn defines it.

    `answers` are the numbers of the classes; with two classes there is one row, which speaks for the second. `strength` is
    the inverse of the L2 penalty, `weights` are those of the rows.
    """
    truth = np.eye(int(np.max(answers)) + 1)[np.asarray(answers, dtype=int)]
    classes = truth.shape[1]
    if missing := np.flatnonzero(~truth.any(axis=0)).tolist():
        raise ValueError(f"no row of class {missing[0]}: its intercept would have no end")
    own = np.ones((len(truth), 1)) if weights is None else np.asarray(weights, dtype=float)[:, None]
    design = _with_intercept(matrix)
    # Two rows that mirror each other bear half the penalty of their difference.
    penalty = _penalty(design, (2.0 if classes == 2 else 1.0) / strength)

    def at(theta: Floats) -> _Local:
        scores = design @ theta
        scores -= scores.max(axis=1, keepdims=True)
        believed = np.exp(scores)
        total = believed.sum(axis=1, keepdims=True)
        believed /= total
        value = float((own * (np.log(total) - (scores * truth).sum(axis=1, keepdims=True))).sum())

        def product(step: Floats) -> Floats:
            moved = believed * (design @ step)
            moved -= believed * moved.sum(axis=1, keepdims=True)
            return _centred(design.T @ (own * moved) + penalty * step)

        return _Local(
            value + float((penalty * theta**2).sum()) / 2,
            _centred(design.T @ (own * (believed - truth)) + penalty * theta),
            product,
        )

    theta = _minimum(at, (design.shape[1], classes))
    theta = theta[:, 1:] - theta[:, :1] if classes == 2 else theta
    return theta[-1], theta[:-1].T


def balanced(answers: Any, weights: Any = None) -> Floats:
    """The weights of rows by which every class weighs the same, from those that they have of their own."""
    own = np.ones(len(answers)) if weights is None else np.asarray(weights, dtype=float)
    totals = np.bincount(answers, own)
    return np.asarray(own * (own.sum() / (len(totals) * totals))[np.asarray(answers, dtype=int)])


def ridge(matrix: Any, answers: Any, strength: float) -> tuple[Floats, Floats]:
    """Intercept (1,) and weights (1, features) of least squares with an L2 penalty of this strength."""
    design, truth = _with_intercept(matrix), np.asarray(answers, dtype=float)[:, None]
    penalty = _penalty(design, strength)

    def product(step: Floats) -> Floats:
        return np.asarray(design.T @ (design @ step) + penalty * step)

    def at(theta: Floats) -> _Local:
        wrong = design @ theta - truth
        value = (float((wrong**2).sum()) + float((penalty * theta**2).sum())) / 2
        return _Local(value, design.T @ wrong + penalty * theta, product)

    theta = _minimum(at, (design.shape[1], 1))
    return theta[-1], theta[:-1].T


def _centred(theta: Floats) -> Floats:
    """With a mean of nothing over the classes: the same amount more for every class would say the same."""
    return np.asarray(theta - theta.mean(axis=1, keepdims=True))


def _with_intercept(matrix: Any) -> Any:
    from scipy.sparse import csr_array, hstack

    return hstack([csr_array(matrix), np.ones((matrix.shape[0], 1))], format="csr")


def _penalty(design: Any, strength: float) -> Floats:
    """The penalty of each row of weights; the intercept's is none."""
    penalty = np.full((design.shape[1], 1), strength)
    penalty[-1] = 0.0
    return penalty


def _minimum(at: Callable[[Floats], _Local], shape: tuple[int, int]) -> Floats:
    """Where a convex loss is least (Newton's method; its steps by conjugate gradients, the more exact the nearer)."""
    theta = np.zeros(shape)
    here = at(theta)
    first = float(np.abs(here.gradient).max())
    for _ in range(MOST_STEPS):
        near = float(np.abs(here.gradient).max()) / first if first else 0.0
        step = _step(here, min(COARSE, max(FINE, near**0.5)))
        there = at(theta + step)
        for _ in range(MOST_HALVINGS):
            if there.value <= here.value * (1 + ROUNDING):
                break
            step = step / 2
            there = at(theta + step)
        theta, here = theta + step, there
        if np.abs(step).max() < SMALL:
            return theta
    raise ArithmeticError("the fit does not converge")


def _step(here: _Local, share: float) -> Floats:
    """Newton's step, by conjugate gradients, until this share of the gradient is left."""
    rest = -here.gradient
    step, direction = np.zeros_like(rest), rest
    size = float((rest**2).sum())
    enough = size * share**2
    for _ in range(MOST_DIRECTIONS):
        if size <= enough:
            break
        curved = here.product(direction)
        length = size / float((direction * curved).sum())
        step = step + length * direction
        rest = rest - length * curved
        last, size = size, float((rest**2).sum())
        direction = rest + size / last * direction
    return step
