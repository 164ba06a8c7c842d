"""Files with hidden words, and honest ones that look a little like them, by somebody who had not seen the check."""

from __future__ import annotations

import json
from typing import Any

import pytest

from checker.assessment import Assessment
from checker.checker import Checker
from tests.planted.hidden import make

# Of half the planted files the misses were looked at while the check was made, of the other half after it.
FOUND, WRONG = 0.98, 0


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[dict[str, Any], Assessment]]:
    """Every file with its row of the manifest; those that their maker doubts are left out."""
    folder = tmp_path_factory.mktemp("hidden")
    make.write(folder)
    checker = Checker()
    rows = json.loads((folder / "manifest.json").read_text("utf-8"))
    return [(row, checker.check(folder / row["file"])) for row in rows if not row.get("doubt")]


def told(assessment: Assessment) -> bool:
    return any(finding.check == "hidden" for _, finding in assessment.findings or ())


def test_every_file_is_read(judged: list[tuple[dict[str, Any], Assessment]]) -> None:
    assert [(row["file"], a.error) for row, a in judged if a.status != "ok"] == []


def test_hidden_words_are_told_in_nearly_all_files(judged: list[tuple[dict[str, Any], Assessment]]) -> None:
    planted = [(row, a) for row, a in judged if row["planted"]]
    missed = [row["file"] for row, a in planted if not told(a)]
    assert len(planted) >= 140
    assert len(missed) <= (1 - FOUND) * len(planted), missed


def test_honest_files_are_left_alone(judged: list[tuple[dict[str, Any], Assessment]]) -> None:
    clean = [(row, a) for row, a in judged if not row["planted"]]
    assert len(clean) >= 160
    assert len([row["file"] for row, a in clean if told(a)]) <= WRONG


def test_what_nobody_sees_is_no_content(judged: list[tuple[dict[str, Any], Assessment]]) -> None:
    marks = ("zero_width", "look_alike")
    leaked = [
        r["file"] for r, a in judged if r["planted"] and told(a) and r["kind"] not in marks and r["hidden"][:20] in (a.text or "")
    ]
    # Under a picture may lie what was recognised in it: such text is told, and read too.
    assert leaked == ["lo-pdf-under-picture.pdf"]
