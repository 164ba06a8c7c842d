"""Fits to the last digit: the answers of scikit-learn, and the same files from every process."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from checker.training.fitting import balanced, logistic, ridge
from tests.paths import CORPORA, ROOT

GENERATOR = np.random.default_rng(0)
SEEN = GENERATOR.normal(size=(60, 8)) * GENERATOR.integers(0, 2, size=(60, 8))
ANSWERS = (SEEN @ GENERATOR.normal(size=(8, 3)) + GENERATOR.normal(size=(60, 3))).argmax(axis=1)
WEIGHTS = GENERATOR.uniform(0.2, 2.0, 60)
PARTS = {"train": ["b01", "b05"], "development": ["b02"], "test": []}
# One good, one hollow, one of a union, one of neither, one of both.
PAPERS = ("01.txt", "12.txt", "13.txt", "17.txt", "18.txt")


@pytest.mark.parametrize("answers", [ANSWERS, ANSWERS == 1], ids=["three classes", "two classes"])
@pytest.mark.parametrize("weights", [None, WEIGHTS], ids=["all alike", "weighted"])
@pytest.mark.parametrize("even", [False, True], ids=["as they come", "balanced"])
def test_logistic_regression_finds_the_minimum_that_scikit_learn_nears(answers, weights, even) -> None:
    from sklearn.linear_model import LogisticRegression

    given = balanced(answers, weights) if even else weights
    reference = LogisticRegression(C=0.7, solver="newton-cg", tol=1e-12).fit(SEEN, answers, sample_weight=given)
    intercepts, coefficients = logistic(SEEN, answers, 0.7, given)
    assert coefficients == pytest.approx(reference.coef_, abs=1e-8)
    assert intercepts == pytest.approx(
        reference.intercept_ - (reference.intercept_.mean() if len(intercepts) > 1 else 0), abs=1e-8
    )


def test_balanced_classes_weigh_the_same_and_all_as_much_as_before() -> None:
    own = balanced(ANSWERS, WEIGHTS)
    assert np.bincount(ANSWERS, own) == pytest.approx([WEIGHTS.sum() / 3] * 3)


def test_ridge_regression_is_the_closed_form() -> None:
    from sklearn.linear_model import Ridge

    reference = Ridge(alpha=3.0, solver="cholesky").fit(SEEN, ANSWERS)
    intercepts, weights = ridge(SEEN, ANSWERS, 3.0)
    assert weights[0] == pytest.approx(reference.coef_, abs=1e-10)
    assert intercepts == pytest.approx(reference.intercept_, abs=1e-10)


def test_the_order_of_rows_and_features_leaves_nothing_but_rounding() -> None:
    rows, columns = GENERATOR.permutation(60), GENERATOR.permutation(8)
    first = logistic(SEEN, ANSWERS, 0.2)[1][:, columns]
    assert np.abs(logistic(SEEN[rows][:, columns], ANSWERS[rows], 0.2)[1] - first).max() < 1e-13


def test_a_class_without_a_row_is_refused() -> None:
    with pytest.raises(ValueError, match="class 1"):
        logistic(SEEN, ANSWERS * 2, 0.7)


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some papers of three writers, and every eighth sentence of neighbours."""
    folder = tmp_path_factory.mktemp("corpora")
    for brief in ("b01", "b02", "b05"):
        (folder / "materials" / brief).mkdir(parents=True)
        for paper in PAPERS:
            shutil.copy(CORPORA / "materials" / brief / paper, folder / "materials" / brief)
    parts = "".join(f"{name} = {briefs}\n" for name, briefs in PARTS.items())
    (folder / "splits.toml").write_text(f'date = "2026-11-22"\n{parts}', encoding="utf-8")
    lines = (CORPORA / "neighbours.txt").read_text(encoding="utf-8").splitlines()
    (folder / "neighbours.txt").write_text("\n".join(lines[::8]), encoding="utf-8")
    dated = (CORPORA / "dated.txt").read_text(encoding="utf-8").splitlines()
    (folder / "dated.txt").write_text("\n".join(dated[::4]), encoding="utf-8")
    return folder


def test_processes_with_other_hashes_threads_and_instructions_write_the_same_files(corpora: Path, tmp_path: Path) -> None:
    instructions = np.show_config(mode="dicts").get("SIMD Extensions", {}).get("found", [])
    plain = {"NPY_DISABLE_CPU_FEATURES": " ".join(instructions), "OPENBLAS_CORETYPE": "Nehalem"}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "checker", "train", "--corpora", str(corpora), "--out", str(tmp_path / seed)],
            env=os.environ | {"PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": threads} | more,
            cwd=ROOT,
        )
        for seed, threads, more in (("1", "1", {}), ("2", "2", plain))
    ]
    assert [process.wait() for process in running] == [0, 0]
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / seed).iterdir()} for seed in "12")
    assert set(first) == {"README.md", "background.npy", "material.json", "sentence.json", "slots.json", "tenses.json"}
    assert first == second
