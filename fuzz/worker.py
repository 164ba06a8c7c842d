"""The child: runs the loop of one reader and leaves in its folder what the parent needs if it dies.

`current` is the input being read, `state.json` the account so far, `kept/` the inputs that reached new lines. A hang
ends in faulthandler's own thread, which writes where the process stood even while C code holds it.
"""

from __future__ import annotations

import contextlib
import faulthandler
import hashlib
import json
import sys
import time
import warnings
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from fuzz import targets, tracing
from fuzz.loop import Run, Session

SAVE_SECONDS = 0.5
# A process that has grown so far is replaced, so that what a library leaks is not laid to an input.
GROWN = 700 * 2**20
REPLACE, FAULT = 3, 1
# Address space beyond this ends in MemoryError before the machine suffers.
ADDRESS_SPACE = 8 * 2**30


@dataclass
class State:
    """The account of one reader over all its processes."""

    executions: int = 0
    seeds_done: bool = False
    reached: list[str] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)  # key -> file
    swallowed: dict[str, int] = field(default_factory=dict)
    slowest: float = 0.0
    slowest_input: str = ""
    peak: int = 0

    @classmethod
    def load(cls, folder: Path) -> State:
        """The state left in a folder."""
        try:
            return cls(**json.loads((folder / "state.json").read_text("utf-8")))
        except FileNotFoundError:
            return cls()

    def save(self, folder: Path) -> None:
        """Written whole or not at all."""
        (folder / "state.new").write_text(json.dumps(asdict(self)), "utf-8")
        (folder / "state.new").replace(folder / "state.json")


def keep_finding(folder: Path, name: str, suffix: str, data: bytes, report: str) -> str:
    """Write an input and its report into `folder`; the name of the input's file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}{suffix}"
    path.write_bytes(data)
    path.with_suffix(".traceback").write_text(report, "utf-8", "backslashreplace")
    return path.name


def memory(field_name: str, process: str = "self") -> int:
    """Bytes of a process by /proc (`VmRSS` now, `VmHWM` at most); 0 where there is none."""
    with contextlib.suppress(OSError, StopIteration):
        lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
        return int(next(line for line in lines if line.startswith(field_name)).split()[1]) * 1024
    return 0


def forget_peak() -> None:
    """Count the highest memory anew."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")


class Keeper:
    """Notes each run into the state."""

    def __init__(self, job: dict[str, Any], folder: Path, target: targets.Target, tracer: tracing.Tracer) -> None:
        self.state = State.load(folder)
        self._job, self._folder, self._target, self._tracer = job, folder, target, tracer
        self._saved = time.monotonic()

    def begin(self, data: bytes) -> None:
        """The input that is to blame from now on."""
        (self._folder / "current").write_bytes(data)
        faulthandler.dump_traceback_later(self._job["seconds"], exit=True)

    def note(self, run: Run) -> None:
        """Count, and keep what is worth it."""
        faulthandler.cancel_dump_traceback_later()
        state, peak = self.state, memory("VmHWM")
        state.executions += 1
        state.peak = max(state.peak, peak)
        fault = run.outcome.fault
        if peak > self._job["memory"]:
            self._fault(f"memory: {run.outcome.key}", run.data, f"{peak >> 20} MB\n{run.outcome.report}")
        if fault and run.outcome.key not in state.faults:
            self._fault(run.outcome.key, run.data, run.outcome.report)
        if run.outcome.swallowed:
            self._swallow(run)
        if run.seconds > max(state.slowest, 0.1):
            self._time_again(run.data)
        if run.is_new:
            kept = self._folder / "kept"
            kept.mkdir(exist_ok=True)
            (kept / f"{state.executions:08}").write_bytes(run.data)
        if run.is_new or time.monotonic() - self._saved > SAVE_SECONDS:
            self.save()
        forget_peak()

    def save(self) -> None:
        """The state to disk."""
        self.state.reached = sorted(self._tracer.reached)
        self.state.save(self._folder)
        self._saved = time.monotonic()

    def _fault(self, key: str, data: bytes, report: str) -> None:
        if key not in self.state.faults:
            findings = Path(self._job["findings"])
            text = f"{key}\n\n{report}"
            self.state.faults[key] = keep_finding(findings, self._job["name"], self._job["suffix"], data, text)
            self.save()

    def _swallow(self, run: Run) -> None:
        where = run.outcome.key
        if where not in self.state.swallowed:
            findings = Path(self._job["findings"]) / "swallowed"
            keep_finding(findings, self._job["name"], self._job["suffix"], run.data, run.outcome.swallowed)
        self.state.swallowed[where] = self.state.swallowed.get(where, 0) + 1

    def _time_again(self, data: bytes) -> None:
        """Tracing costs time, and the first call imports; the seconds that count are those of a second call without."""
        self.begin(data)
        start = time.perf_counter()
        self._target.attempt(data)
        seconds = time.perf_counter() - start
        faulthandler.cancel_dump_traceback_later()
        if seconds > self.state.slowest:
            self.state.slowest = seconds
            slow = Path(self._job["findings"]) / "slowest"
            self.state.slowest_input = keep_finding(slow, self._job["name"], self._job["suffix"], data, f"{seconds:.2f} s")


def fuzz(job: dict[str, Any], folder: Path) -> int:
    """Run until the deadline; the exit status."""
    target = targets.discover(job["name"], job["module"])
    rng = Random(f"{job['seed']}/{job['name']}/{job['process']}")
    corpus = Path(job["corpus"]) if job["corpus"] else None
    blamed = set(job["blamed"])
    seeds = [seed for seed in targets.seeds(job["name"], Random(job["seed"]), corpus) if _sha(seed) not in blamed]
    kept = [path.read_bytes() for path in sorted((folder / "kept").glob("*"))] if (folder / "kept").exists() else []
    tracer = tracing.Tracer(State.load(folder).reached, (*tracing.HOME, f"{job['module']}.py") if job["module"] else tracing.HOME)
    keeper = Keeper(job, folder, target, tracer)
    session = Session(target, [*seeds, *(data for data in kept if _sha(data) not in blamed)], rng, tracer)
    if not session.kept:
        raise SystemExit(f"{job['name']}: nothing to begin with")
    for number, run in enumerate(session.runs(not keeper.state.seeds_done, keeper.begin)):
        keeper.note(run)
        keeper.state.seeds_done = keeper.state.seeds_done or number + 1 >= len(seeds) + len(kept)
        if time.time() >= job["deadline"]:
            break
        if number % 50 == 0 and memory("VmRSS") > GROWN:
            keeper.save()
            return REPLACE
    keeper.save()
    return 0


def replay(job: dict[str, Any]) -> int:
    """Read one file without tracing and say how it went."""
    target = targets.discover(job["name"], job["module"])
    data = Path(job["replay"]).read_bytes()
    faulthandler.dump_traceback_later(job["seconds"], exit=True)
    start = time.perf_counter()
    outcome = target.attempt(data)
    print(f"{outcome.key}\n{outcome.swallowed}{outcome.report}\n{time.perf_counter() - start:.2f} s, {memory('VmHWM') >> 20} MB")
    return FAULT if outcome.fault or memory("VmHWM") > job["memory"] else 0


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _confine() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """The job is in the folder named on the command line."""
    folder = Path(sys.argv[1])
    job = json.loads((folder / "job.json").read_text("utf-8"))
    faulthandler.enable()
    warnings.simplefilter("ignore")
    _confine()
    return replay(job) if job["replay"] else fuzz(job, folder)


if __name__ == "__main__":
    sys.exit(main())
