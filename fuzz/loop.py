"""The loop of one reader in one process: take a file, break it, read it, keep it if it reached new lines."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from fuzz import tracing
from fuzz.mutate import Mixer, mutate
from fuzz.targets import Outcome, Target, loaded

# Inputs that were kept last lead to new lines most often.
RECENT, RECENT_SHARE = 12, 0.5
# The same words of refusal and the same lines, but a kind of end not seen before: kept as well, up to so many.
KINDS_KEPT = 300


class Run(NamedTuple):
    """One input and what it came to; `is_new` where it reached lines or an end not seen before."""

    data: bytes
    outcome: Outcome
    seconds: float
    is_new: bool


class Session:
    """The files to break, and the lines reached."""

    def __init__(self, target: Target, seeds: list[bytes], rng: Random, tracer: tracing.Tracer | None = None) -> None:
        self.target, self.tracer, self.kept = target, tracer, list(seeds)
        self._mixer = Mixer(rng, tracing.words(loaded()))
        self._ends: set[str] = set()

    def runs(self, seeds_first: bool, begin: Callable[[bytes], None]) -> Iterator[Run]:
        """Runs without end; `begin` is told each input before it is read."""
        for seed in list(self.kept) if seeds_first else ():
            begin(seed)
            yield self._run(seed)
        rng = self._mixer.rng
        while True:
            source = self.kept[-RECENT:] if rng.random() < RECENT_SHARE else self.kept
            # Of two the smaller one: what is kept would otherwise grow and grow.
            good = min(rng.choice(source), rng.choice(source), key=len)
            data = mutate(good, rng.choice(self.kept), self._mixer)
            begin(data)
            run = self._run(data)
            if run.is_new:
                self.kept.append(data)
            yield run

    def _run(self, data: bytes) -> Run:
        start = time.perf_counter()
        new_lines = 0
        if self.tracer is None:
            outcome = self.target.attempt(data)
        else:
            outcome, new_lines = self.tracer.run(lambda: self.target.attempt(data))
        seconds = time.perf_counter() - start
        is_new_end = outcome.key not in self._ends and len(self._ends) < KINDS_KEPT
        self._ends.add(outcome.key)
        return Run(data, outcome, seconds, new_lines > 0 or is_new_end)
