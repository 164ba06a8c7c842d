"""`python -m fuzz docx --minutes 10`, `python -m fuzz all --minutes 10`, `python -m fuzz replay fuzz/findings/docx-….docx`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from checker.reading.names import READERS
from fuzz import targets, tracing, watch
from fuzz.worker import State

FINDINGS = Path(__file__).resolve().parent / "findings"
COLUMNS = ("reader", "seconds", "executions", "lines", "crashes", "hangs", "slowest s", "peak MB")


def main() -> int:
    """1 if anything was found."""
    options = _options()
    if options.reader == "replay":
        return _replay(options.file)
    names = targets.NAMES if options.reader == "all" else (options.reader,)
    rows, states = [], {}
    for name in names:
        if reason := _missing(name, options.corpus):
            print(f"{name}: skipped, {reason}")
            continue
        print(f"{name}: {options.minutes:g} min, seed {options.seed}", flush=True)
        started = time.time()
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            job = watch.Job(name, Path(folder), FINDINGS, _suffix(name), options.minutes * 60, options.seed, options.corpus)
            states[name] = watch.run(job)
        rows.append(_row(name, time.time() - started, states[name]))
    _print_table(rows)
    _print_details(states)
    return int(any(state.faults for state in states.values()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("reader", choices=[*targets.NAMES, "all", "replay"])
    parser.add_argument("file", nargs="?", type=Path, help="with replay: an input to read once more")
    parser.add_argument("--minutes", type=float, default=10.0, help="for each reader")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--corpus", type=Path, help="a folder of more files to begin with")
    options = parser.parse_args()
    if (options.reader == "replay") != (options.file is not None):
        parser.error("a file goes with replay, and only with it")
    return options


def _missing(name: str, corpus: Path | None) -> str:
    """Why a reader cannot be fuzzed; empty if it can."""
    try:
        targets.discover(name)
    except ImportError as error:
        return str(error)
    return "" if targets.seeds(name, Random(0), corpus) else "no files to begin with"


def _suffix(name: str) -> str:
    return ".zip" if name == targets.ARCHIVES else READERS[name][0]


def _replay(path: Path) -> int:
    name = path.name.partition("-")[0]
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        end = watch.replay(watch.Job(name, Path(folder), FINDINGS, path.suffix, 0), path.resolve())
    print(f"{end.kind}\n{end.log}")
    return int(bool(end.kind))


def _row(name: str, seconds: float, state: State) -> tuple[str, ...]:
    everything = tracing.reachable(targets.loaded())
    own = {line for line in everything if line.startswith((f"{name}.py", f"{name}_", f"{name}/"))}
    reached = set(state.reached)
    lines = f"{len(reached)} (own {len(own & reached)}/{len(own)})"
    hangs = sum(key.startswith(("hang", "memory")) for key in state.faults)
    crashes = len(state.faults) - hangs
    figures = (crashes, hangs, f"{state.slowest:.1f}", state.peak >> 20)
    return name, f"{seconds:.0f}", str(state.executions), lines, *map(str, figures)


def _print_table(rows: list[tuple[str, ...]]) -> None:
    table = [COLUMNS, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(COLUMNS))]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _print_details(states: dict[str, State]) -> None:
    for name, state in states.items():
        for key, file in state.faults.items():
            print(f"\n{name}: {key}\n  {FINDINGS / file}")
        if state.swallowed:
            print(f"\n{name}: errors behind a refusal, no faults (inputs in {FINDINGS / 'swallowed'})")
        for key, count in sorted(state.swallowed.items(), key=lambda item: -item[1]):
            print(f"  {count:7}  {key}")


if __name__ == "__main__":
    sys.exit(main())
