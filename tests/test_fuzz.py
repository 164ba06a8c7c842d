"""The fuzzing harness: every reader that is there withstands a few broken files, and planted faults are noticed."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

from checker.reading.document import Document, Paragraph, Place
from fuzz import targets, watch
from fuzz.loop import Session

MUTATIONS = 150
FAKE = """
import os, time
from checker.reading.document import Document, Paragraph
from checker.reading.errors import Unreadable

def read(data):
    {fault}
    return Document((Paragraph(data.decode("latin-1").replace("\\n", "").replace("\\0", "")),), "fake")
"""


def present(name: str) -> targets.Target:
    try:
        return targets.discover(name)
    except ImportError as error:
        pytest.skip(str(error))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", targets.NAMES)
def test_a_reader_answers_every_broken_file_with_a_document_or_a_refusal(name: str) -> None:
    target = present(name)
    # Large files show nothing in so few executions but their own slowness.
    seeds = targets.seeds(name, Random(0))[:8]
    assert seeds, f"no file under tests/fixtures or corpora/samples is one for {name}"
    session = Session(target, seeds, Random(20251123))
    runs = session.runs(True, lambda data: None)
    ends = [next(runs).outcome for _ in range(len(seeds) + MUTATIONS)]
    assert [end.report for end in ends if end.fault] == []
    readable = ("document", "scanned", "needs_extra")  # a picture, where the extra is not installed
    assert any(end.key.startswith(readable) for end in ends[: len(seeds)]), "no seed can be read"


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("if True: raise ValueError('planted')", "crash: ValueError at fake_reader.py:7"),
        ("if True: raise SystemExit(0)", "crash: SystemExit at fake_reader.py:7"),
        ("if True: raise Unreadable('damaged', 'in English')", "invariant: message"),
        ("if True: return Document((Paragraph('甲\\\\0乙'),), 'fake')", "invariant: NUL in a text"),
        ("if True: time.sleep(60)", "hang: fake_reader.py read"),
        ("if True: os.abort()", "death (SIGABRT): fake_reader.py read"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="the names of signals are those of POSIX")
def test_a_planted_fault_is_noticed_and_its_input_kept(tmp_path: Path, monkeypatch, fault: str, expected: str) -> None:
    (tmp_path / "fake_reader.py").write_text(FAKE.format(fault=fault.replace("\\\\", "\\")), "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    findings = tmp_path / "findings"
    state = watch.run(watch.Job("plain", tmp_path / "work", findings, ".txt", 0.1, module="fake_reader", seconds=0.5))
    assert list(state.faults) == [expected]
    (kept,) = findings.glob("plain-*.txt")
    assert state.faults[expected] == kept.name
    assert kept.with_suffix(".traceback").read_text("utf-8").startswith(expected)


@pytest.mark.parametrize(
    ("paragraph", "rule"),
    [
        (Paragraph("甲\n乙"), "line feed in a paragraph"),
        (Paragraph("甲\ud800"), "lone surrogate in a text"),
        (Paragraph("甲", label_length=2), "label longer than the text"),
        (Paragraph("甲", confidence=1.5), "confidence outside 0..1"),
        (Paragraph("甲乙", places=(Place(0, 3),)), "place outside its paragraph"),
        (Paragraph("甲乙", places=(Place(1, 1),)), "place outside its paragraph"),
        (Paragraph("甲乙", places=(Place(1, 2), Place(0, 1))), "places not ascending"),
        (Paragraph("甲", places=(Place(0, 1, page=1, box=(0, 0, float("nan"), 1)),)), "box not finite"),
    ],
)
def test_a_document_that_breaks_its_rules_is_a_fault(paragraph: Paragraph, rule: str) -> None:
    assert next(targets.violations(Document((paragraph,), "fake"))).startswith(rule)
    assert targets.Target("fake", lambda data: Document((paragraph,), "fake")).attempt(b"x").fault


def test_a_sound_document_breaks_no_rule() -> None:
    paragraph = Paragraph("一、甲", label_length=2, confidence=0.9, places=(Place(0, 2, "0"), Place(2, 3, "1")))
    assert list(targets.violations(Document((paragraph, Paragraph("")), "fake"))) == []
