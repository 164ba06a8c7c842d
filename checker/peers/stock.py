"""Runs of characters that papers have in common because all of them talk so: a passage of nothing else is nobody's own."""

from __future__ import annotations

import io
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from checker.peers.prints import RUN, run_hashes

FILE = "stock_runs.npy"


@lru_cache(maxsize=1)
def stock_runs() -> NDArray[np.uint32]:
    """The hashes of the runs, sorted. Counted by `checker.training.stock`; hashes only, no text."""
    data = (files("checker.peers") / FILE).read_bytes()
    runs: NDArray[np.uint32] = np.load(io.BytesIO(data), allow_pickle=False)
    return runs


def stock(text: str) -> NDArray[np.bool_]:
    """Which characters of a masked text stand in such a run."""
    hashes, known = run_hashes(text), stock_runs()
    found = known[np.minimum(np.searchsorted(known, hashes), len(known) - 1)] == hashes
    covered: NDArray[np.bool_] = np.zeros(len(text), dtype=bool)
    for offset in range(RUN):
        covered[offset : offset + len(hashes)] |= found
    return covered
