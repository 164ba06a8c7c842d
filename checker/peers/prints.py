"""Fingerprints of a masked text: hashes of runs of characters, thinned out by winnowing (Schleimer, Wilkerson & Aiken 2003).

Of every `WINDOW` runs in a row the one with the least hash is kept, so that two texts that share `RUN + WINDOW - 1` characters
share at least one fingerprint, wherever these stand.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# A run of six characters is two to four words. With every tenth word changed some 15 characters stay in a row, and 11 are found.
RUN, WINDOW = 6, 6
_FACTOR = np.uint64(0x100000001B3)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


class Prints(NamedTuple):
    """The fingerprints of one text in the order of the text: 32-bit hashes, and at which character each run begins."""

    hashes: NDArray[np.uint32]
    positions: NDArray[np.uint32]


def prints(text: str) -> Prints:
    """The fingerprints of a masked text; none where it is shorter than a run. The same on every machine."""
    hashes = run_hashes(text)
    if len(hashes) <= WINDOW:
        kept = np.array([hashes.argmin()] if len(hashes) else [], dtype=np.int64)
    else:
        windows = np.lib.stride_tricks.sliding_window_view(hashes, WINDOW)
        kept = np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
    return Prints(hashes[kept], kept.astype(np.uint32))


def run_hashes(text: str) -> NDArray[np.uint32]:
    """The hash of every run of `RUN` characters, by the place where it begins."""
    codes = np.frombuffer(text.encode("utf-32-le", errors="surrogatepass"), dtype="<u4").astype(np.uint64)
    count = max(0, len(codes) - RUN + 1)
    hashes = np.zeros(count, dtype=np.uint64)
    # Unsigned numbers wrap round, as they should here.
    for offset in range(RUN):
        hashes = hashes * _FACTOR + codes[offset : offset + count]
    hashes ^= hashes >> np.uint64(29)
    hashes *= _MIX
    return (hashes ^ (hashes >> np.uint64(32))).astype(np.uint32)
