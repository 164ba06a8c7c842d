"""Runs of characters that papers have in common because all of them talk so: a passage of nothing else is nobody's own."""

from __future__ import annotations

import io
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from checker.peers.prints import RUN, Prints, run_hashes

FILE = "stock_runs.npy"


@lru_cache(maxsize=1)
def stock_runs() -> NDArray[np.uint32]:
    """The hashes of the runs, sorted. Counted by `checker.training.stock`; hashes only, no text."""
    data = (files("checker.peers") / FILE).read_bytes()
    runs: NDArray[np.uint32] = np.load(io.BytesIO(data), allow_pickle=False)
    return runs


def without_stock(found: Prints) -> Prints:
    """Fingerprints without those of stock runs: looking these up would lead to every paper."""
    telling = ~_is_stock(found.hashes)
    return Prints(found.hashes[telling], found.positions[telling])


def stock(text: str) -> NDArray[np.bool_]:
    """Which characters of a masked text stand in such a run."""
    hashes = run_hashes(text)
    found = _is_stock(hashes)
    covered: NDArray[np.bool_] = np.zeros(len(text), dtype=bool)
    for offset in range(RUN):
        covered[offset : offset + len(hashes)] |= found
    return covered


def _is_stock(hashes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    known = stock_runs()
    found: NDArray[np.bool_] = known[np.minimum(np.searchsorted(known, hashes), len(known) - 1)] == hashes
    return found
