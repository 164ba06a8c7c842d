"""How much of the machine recognition may use, where several workers share it."""

from __future__ import annotations

import os

# Recognition gains little from more threads, and other files want theirs.
MOST_THREADS = 4

_most = MOST_THREADS


def use_threads(most: int) -> None:
    """Recognise with so many threads at most. Holds for an engine that is not running yet."""
    global _most
    _most = most


def threads() -> int:
    """With how many threads an engine is to run."""
    return max(1, min(_most, os.cpu_count() or 1))
