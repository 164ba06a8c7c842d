"""The parent: starts the child again and again until the time is up, and lays hangs and deaths to the input being read."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fuzz.targets import ROOT
from fuzz.worker import REPLACE, State, keep_finding, memory

HERE = Path(__file__).resolve().parent
POLL_SECONDS = 0.05
# The child ends a hang by itself; only where even that fails does the parent, so much later.
GRACE_SECONDS = 5.0
# Imports and the first words of jieba, on a busy machine.
START_SECONDS = 90.0
# So many failures before the first input are no finding but a harness that does not work.
FALSE_STARTS = 3
FRAME = re.compile(r'File "[^"]*/(checker/[^"]+|[^"/]+)", line (\d+) in (\S+)')


@dataclass(frozen=True)
class Job:
    """What to run: the reader's name, its module where that is not checker.reading's, and how long and large one input may be."""

    name: str
    folder: Path
    findings: Path
    suffix: str
    total: float
    seed: int = 0
    corpus: Path | None = None
    module: str = ""
    seconds: float = 20.0
    memory: int = 1536 * 2**20


@dataclass(frozen=True)
class End:
    """How a process ended: `kind` is empty where it was no fault."""

    kind: str
    log: str
    status: int = 0


def run(job: Job) -> State:
    """Fuzz one reader for `total` seconds; findings are in `job.findings`."""
    deadline, process, false_starts = time.time() + job.total, 0, 0
    blamed: list[str] = []
    job.folder.mkdir(parents=True, exist_ok=True)
    while time.time() < deadline:
        current = job.folder / "current"
        current.unlink(missing_ok=True)
        end = _child(job, job.folder, deadline=deadline, process=process, blamed=blamed, replay="")
        process += 1
        if not end.kind:
            if end.status == REPLACE:
                continue
            break
        if not current.exists():
            false_starts += 1
            if false_starts >= FALSE_STARTS:
                raise RuntimeError(f"{job.name} does not start:\n{end.log}")
            continue
        data = current.read_bytes()
        blamed.append(hashlib.sha256(data).hexdigest())
        _blame(job, data, end)
    return State.load(job.folder)


def _blame(job: Job, data: bytes, end: End) -> None:
    """Read the input once more by itself, untraced: a hang that was only slow tracing, or a busy machine, is none."""
    path = job.folder / "suspect"
    path.write_bytes(data)
    again = replay(replace(job, folder=job.folder / "replay"), path)
    state = State.load(job.folder)
    state.executions += 1
    if end.kind != "hang" or again.kind:
        key = f"{end.kind}: {_frames(again.log) or _frames(end.log) or end.status}"
        alone = f"alone: {again.kind or 'no fault'}"
        if key not in state.faults:
            state.faults[key] = keep_finding(
                job.findings, job.name, job.suffix, data, f"{key}\n{alone}\n\n{end.log}\n{again.log}"
            )
    state.save(job.folder)


def replay(job: Job, path: Path) -> End:
    """Read one file in a child of its own."""
    job.folder.mkdir(parents=True, exist_ok=True)
    return _child(job, job.folder, deadline=0.0, process=0, blamed=[], replay=str(path))


def _child(job: Job, folder: Path, **more: Any) -> End:
    """One process from its start to its end."""
    fields = {key: getattr(job, key) for key in ("name", "module", "suffix", "seed", "seconds", "memory")}
    fields |= {"findings": str(job.findings), "corpus": str(job.corpus or ""), **more}
    (folder / "job.json").write_text(json.dumps(fields), "utf-8")
    # Python's own hash seed, or two runs with one seed would differ.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), "PYTHONHASHSEED": "0"}
    with (folder / "log").open("wb") as log:
        command = [sys.executable, "-m", "fuzz.worker", str(folder)]
        child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            kind = _watch(child, job, folder)
        finally:
            child.kill()
            child.wait()
    text = (folder / "log").read_text("utf-8", "replace")[-20_000:]
    if "Timeout (" in text:
        kind = "hang"
    elif not kind and child.returncode not in (0, REPLACE):
        kind = "fault" if fields["replay"] and child.returncode == 1 else f"death ({_signal(child.returncode)})"
    return End(kind, text, child.returncode)


def _watch(child: subprocess.Popen[bytes], job: Job, folder: Path) -> str:
    """Wait for the end; kill what hangs or grows. Gives why."""
    started = time.time()
    while child.poll() is None:
        time.sleep(POLL_SECONDS)
        if memory("VmRSS", str(child.pid)) > job.memory:
            # Its last act is to write where it stood.
            child.send_signal(signal.SIGABRT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(GRACE_SECONDS)
            return "memory"
        age = 0.0
        with contextlib.suppress(FileNotFoundError):
            age = time.time() - (folder / "current").stat().st_mtime
        if age > job.seconds + GRACE_SECONDS or (age == 0 and time.time() - started > START_SECONDS + job.seconds):
            return "hang"
    return ""


def _signal(status: int) -> str:
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"status {status}"


def _frames(log: str) -> str:
    """The two functions of ours in which a process stood, the innermost first."""
    ours = [match for match in FRAME.finditer(log) if str(HERE) not in match[0] and "runpy" not in match[0]]
    checker = [match for match in ours if match[1].startswith("checker/")] or ours
    return " < ".join(f"{match[1]} {match[3]}" for match in checker[:2])
