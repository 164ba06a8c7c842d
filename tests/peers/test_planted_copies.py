"""Copies planted in a round of papers that nothing was chosen on: all are found, and nobody is named who did not share."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.checks.reuse import Source
from checker.reading.plain import parse
from checker.training.corpus import load_all
from tests.paths import CORPORA
from tests.peers.comparing import compare
from tests.planted.copies import Copy, Planted, make

# So much of a planted passage must be shown for it to count as found.
SHOWN = 0.8


@pytest.fixture(scope="module", params=[7, 8])
def round(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Planted, dict[str, tuple[Source, ...]]]:
    made = make(request.param)
    texts = {file: (made.units[file], text) for file, text in made.texts.items()}
    whose = {before: made.units[file] for file, before in made.families.items() if file in made.units}
    earlier = {file: (whose[file], text) for file, text in made.earlier.items()}
    return made, compare(tmp_path_factory.mktemp("peers"), texts, earlier, made.policies)


def shown(copy: Copy, sources: tuple[Source, ...]) -> float:
    """The share of a planted passage that lies in passages shown with its source."""
    found = {
        position
        for source in sources
        if source.file == copy.source
        for passage in source.passages
        for position in range(max(passage.start, copy.start), min(passage.end, copy.end))
    }
    return len(found) / (copy.end - copy.start)


def test_nearly_all_copied_passages_are_found(round: tuple[Planted, dict[str, tuple[Source, ...]]]) -> None:
    made, found = round
    missed = [(copy.kind, copy.file) for copy in made.copies if shown(copy, found[copy.file]) < SHOWN]
    assert len(made.copies) >= 150
    assert {copy.kind for copy in made.copies} == {"整篇", "换词", "换序", "一节", "旧稿"}
    assert len(missed) <= 0.05 * len(made.copies), missed


def test_papers_that_share_nothing_are_not_named(round: tuple[Planted, dict[str, tuple[Source, ...]]]) -> None:
    made, found = round
    pairs = [(file, source.file) for file, sources in found.items() for source in sources if source.origin != "upper"]
    wrong = [pair for pair in pairs if not made.related(*pair)]
    assert len(pairs) >= 60
    assert len(wrong) <= 0.02 * len(pairs), wrong


def test_both_places_are_exact(round: tuple[Planted, dict[str, tuple[Source, ...]]]) -> None:
    made, found = round
    texts = made.texts | made.earlier | made.policies
    for sources in found.values():
        for source in sources:
            for passage in source.passages:
                text = parse(texts[source.file]).text
                assert text[passage.their_start : passage.their_end] == passage.quote
                assert text[: passage.their_start].count("\n") == passage.paragraph


def test_a_page_of_policy_is_nobody_s_copy(round: tuple[Planted, dict[str, tuple[Source, ...]]]) -> None:
    made, found = round
    quoting = [file for file in made.texts if file.startswith("引用")]
    assert len(quoting) >= 6
    assert {source.origin for file in quoting for source in found[file]} == {"upper"}


def test_independent_papers_share_nothing(tmp_path: Path) -> None:
    texts = {material.name: (material.unit, material.text) for material in load_all(CORPORA / "materials")}
    found = compare(tmp_path, texts)
    assert len(texts) >= 380
    assert {file: sources for file, sources in found.items() if sources} == {}
