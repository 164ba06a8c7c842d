"""Rounds for a cluster: short texts, some with passages of others, some that are none, some that kill who reads them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from checker.batch.judging import Judged
from checker.batch.messages import Key
from checker.batch.products import Products
from tests.batch.round_files import materials
from tests.cluster.traps.sitecustomize import FATAL

# So many files are in a folder.
FOLDER = 40


@cache
def sentences() -> list[str]:
    return [line for m in materials() for line in m.text.splitlines() if len(line) > 60]


def text(number: int) -> str:
    """A text of some 600 characters; every tenth has a passage of the one before."""
    lines, known = sentences(), len(sentences())
    own = [lines[(number * 7 + step * 31) % known][:200] for step in range(4)]
    if number % 10 == 9:
        own[1] = lines[((number - 1) * 7 + 31) % known][:200]
    return "\n".join([f"第{number}工厂产改工作总结", *own, f"第{number}工厂有限公司", "2025年10月10日"])


def hand_in(folder: Path, count: int, fatal: dict[int, str] | None = None) -> Path:
    """A round of so many files; `fatal` says which of them kill what."""
    for number in range(count):
        path = folder / f"{number // FOLDER:03}县" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        what = (fatal or {}).get(number)
        path.write_text(f"{FATAL}{what}\n{text(number)}" if what else text(number), encoding="utf-8")
    return folder


def rows(out: Path) -> list[dict[str, Any]]:
    """The rows of all shards, in order."""
    return [json.loads(line) for path in sorted((out / "results").iterdir()) for line in path.read_text("utf-8").splitlines()]


class Rows(Products):
    """The second pass of one machine, which leaves rows alone."""

    def _leave(self, judged: Judged, data: bytes, key: Key) -> tuple[str, str]:
        return judged.assessment.file, judged.line()


def complaints(said: str) -> str:
    """What stands on standard error besides how far a slow run is."""
    return "".join(line for line in said.splitlines(keepends=True) if not line.startswith("已"))


def of_one_machine(out: Path) -> list[dict[str, Any]]:
    """The rows that a run on this machine left."""
    return [json.loads(line) for line in (out / "results.jsonl").read_text("utf-8").splitlines()]
