"""A worker that hangs, grows or dies costs its own file alone."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import psutil
import pytest

from checker import Checker
from checker.assessment import Assessment, Settings
from checker.batch import local
from checker.batch.local import Crew
from checker.batch.messages import Source
from checker.reading import limits
from tests.paths import ROOT, SAMPLES

GOOD = sorted(map(str, SAMPLES.glob("*.docx")))[:3]


class Trap(str):
    """A path that does something to the worker when it arrives there."""

    deed: tuple[Any, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return self.deed


class Dying(Trap):
    deed = (os._exit, (9,))


class Sleeping(Trap):
    deed = (time.sleep, (60,))


class Growing(Trap):
    deed = (eval, ("[bytearray(2**20) for _ in range(600)] and __import__('time').sleep(60)",))


def judged(sources: list[Source], count: int = 2) -> list[Assessment]:
    """All assessments in the order of the files."""
    with Crew(Settings(), count) as crew:
        rows = dict(crew.judge(sources))
    return [rows[key] for key in sorted(rows)]


def outcome(row: Assessment) -> tuple[str, str | None]:
    return row.file, row.error[0] if row.error else row.verdict


def test_a_crew_judges_as_the_library_does() -> None:
    rows = judged([Source(path, path) for path in GOOD])
    assert rows == [Checker().check(path) for path in GOOD]


def test_bytes_are_judged_under_the_name_given() -> None:
    row = judged([Source("-", "二〇二一年产改工作总结".encode())], count=1)[0]
    assert outcome(row) == ("-", "reject")


@pytest.mark.parametrize(("trap", "code"), [(Dying, "crashed"), (Sleeping, "timeout"), (Growing, "memory")])
def test_a_lost_worker_costs_its_file_alone(trap: type[Trap], code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "START_SECONDS", 8.0)
    monkeypatch.setattr(limits, "FILE_MEMORY", 400 * 2**20)
    rows = judged([Source(GOOD[0], GOOD[0]), Source("坏.docx", trap(GOOD[1])), Source(GOOD[2], GOOD[2])])
    assert [row.file for row in rows] == [GOOD[0], "坏.docx", GOOD[2]]
    assert outcome(rows[1]) == ("坏.docx", code)
    assert rows[1].sha256 == Checker().check(GOOD[1]).sha256
    assert [rows[0], rows[2]] == [Checker().check(path) for path in (GOOD[0], GOOD[2])]


def test_a_file_is_tried_again_when_its_worker_was_killed_from_outside() -> None:
    with Crew(Settings(), 1) as crew:
        crew._workers[0].process.kill()
        rows = dict(crew.judge([Source(GOOD[0], GOOD[0])]))
    assert rows == {(0,): Checker().check(GOOD[0])}


def test_what_archives_hold_comes_in_their_place_and_is_gone_afterwards(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in GOOD[:2]:
            archive.write(path, f"一季度/{Path(path).name}")
        archive.writestr("一季度/空.docx", b"")
        archive.writestr("一季度/Thumbs.db", b"x")
    bundle = tmp_path / "报送.zip"
    bundle.write_bytes(packed.getvalue())
    with Crew(Settings(), 2) as crew:
        folder = Path(crew._folder.name)
        rows = dict(crew.judge([Source(str(bundle), str(bundle)), Source(GOOD[2], GOOD[2])]))
        passed_over = crew.passed_over
    names = [f"{bundle}!/一季度/{Path(path).name}" for path in GOOD[:2]]
    ordered = [rows[key] for key in sorted(rows)]
    assert [row.file for row in ordered] == [*names, f"{bundle}!/一季度/空.docx", GOOD[2]]
    assert [row.sha256 for row in ordered[:2]] == [Checker().check(path).sha256 for path in GOOD[:2]]
    assert outcome(ordered[2])[1] == "empty_file"
    assert passed_over == 1
    assert not folder.exists()


def test_what_python_prints_when_it_starts_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "usercustomize.py").write_text("print('x' * 100)\n", encoding="utf-8")
    (tmp_path / "sitecustomize.py").write_text("print('x' * 100, flush=True)\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert judged([Source(GOOD[0], GOOD[0])], count=1) == [Checker().check(GOOD[0])]


def test_a_worker_that_nobody_wants_goes_when_its_main_process_does() -> None:
    code = "from checker.batch import hiring; hiring.ahead(); print(hiring._ready[0].process.pid)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    ended = time.monotonic() + 20
    while lives(int(done.stdout)) and time.monotonic() < ended:
        time.sleep(0.05)
    assert not lives(int(done.stdout))


def lives(pid: int) -> bool:
    """Whether a process runs; one that ended and that nobody has asked about does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
