"""A material against all papers: the passages that it shares with each, with both places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

from checker.language import lexicon
from checker.language.material import Material
from checker.language.normalising import normalise
from checker.peers.aligning import Aligned, Seed, align, joined, seeds
from checker.peers.index import Index
from checker.peers.masking import NAME, Masked
from checker.peers.papers import Among, Paper
from checker.peers.passage import Origin, Passage
from checker.peers.prints import RUN, Prints, prints
from checker.peers.stock import stock, without_stock

# Shorter runs are phrases, whoever says them; below this likeness two passages only speak of the same thing.
SHORTEST, LEAST_ALIKE = 20, 0.6
# A material is compared in detail with so many papers at the most, those that share most with it.
MOST_PAPERS = 24
# Fewer characters in common with one paper, in all, are no evidence of anything.
LEAST_REACH = 16
# Equal pieces that are shorter are words that both use.
A_PIECE = 8
# A run of characters is rare that no more papers have than these, my own among them.
RARE = 3

Flags = NDArray[np.bool_]


def passages(papers: Among, material: Material, own: Paper) -> tuple[Passage, ...]:
    """What a material shares with other papers, in the order of its text. `own` is the material as one of the papers."""
    masked = own.masked()
    marks = prints(masked.text)
    closest = near(papers.index, papers.upper, marks)
    if not closest:
        return ()
    rare = _rare(papers, marks, len(masked.text))
    content = _content(material, masked)
    found = []
    upper = np.zeros(len(masked.text), dtype=bool)
    for number, shared in closest.items():
        paper = papers[number]
        origin = _origin(paper, own)
        if origin is None:
            continue
        for aligned in _shared(masked, papers.masked(number), shared):
            found.append((paper, origin, number, aligned))
            if origin == "upper":
                upper[aligned.mine[0] : aligned.mine[1]] = True
    content &= ~upper
    own_words = (content, content & rare)
    told = [_passage(masked, papers.masked(number), paper, origin, one, own_words) for paper, origin, number, one in found]
    return tuple(sorted(told, key=lambda passage: (passage.start, -passage.end, passage.file)))


def near(index: Index, upper: AbstractSet[int], marks: Prints) -> dict[int, list[Seed]]:
    """The papers that share most with a text of these fingerprints, with what they share.

    Upper-level wording first: what stands in it counts for nothing anywhere else.
    """
    by_paper: dict[int, list[Seed]] = defaultdict(list)
    for seed in seeds(index.look_up(without_stock(marks))):
        by_paper[seed.paper].append(seed)
    reaches = {number: _reach(found) for number, found in by_paper.items()}
    enough = [number for number in reaches if reaches[number] >= LEAST_REACH]
    ranked = sorted(enough, key=lambda number: (number not in upper, -reaches[number], number))
    return {number: by_paper[number] for number in ranked[:MOST_PAPERS]}


def _reach(found: list[Seed]) -> int:
    return sum(seed.mine[1] - seed.mine[0] for seed in found)


def _origin(paper: Paper, own: Paper) -> Origin | None:
    """Where the other paper stands to this one; None for the same file, and for another version of it in the same round."""
    if paper.kind == "upper":
        return "upper"
    same_unit = bool(set(paper.units) & set(own.units))
    if paper.kind == "earlier":
        return "own" if same_unit else "other"
    same_file = paper.file == own.file
    return None if same_unit or same_file else "other"


def _shared(mine: Masked, theirs: Masked, found: list[Seed]) -> Iterator[Aligned]:
    """The runs that two texts share, each once."""
    taken: list[tuple[int, int]] = []
    for seed in joined(found):
        for aligned in align(mine.text, theirs.text, seed):
            first, last = aligned.mine
            if last - first < SHORTEST or aligned.similarity < LEAST_ALIKE:
                continue
            if any(first >= start and last <= end for start, end in taken):
                continue
            taken.append(aligned.mine)
            yield aligned


def _passage(
    mine: Masked, theirs: Masked, paper: Paper, origin: Origin, aligned: Aligned, own_words: tuple[Flags, Flags]
) -> Passage:
    pieces = [slice(first, first + length) for first, _, length in aligned.blocks if length >= A_PIECE]
    content, rare = (int(sum(flags[piece].sum() for piece in pieces)) for flags in own_words)
    start, end = mine.span(*aligned.mine)
    their_start, their_end = theirs.span(*aligned.theirs)
    return Passage(
        start=start,
        end=end,
        origin=origin,
        file=paper.file,
        unit=paper.units[0] if paper.units else None,
        earlier=paper.kind == "earlier",
        paragraph=paper.paragraph_at(their_start),
        their_start=their_start,
        their_end=their_end,
        quote=paper.text[their_start:their_end],
        similarity=round(aligned.similarity, 4),
        content=content,
        rare=rare,
    )


def _content(material: Material, masked: Masked) -> Flags:
    """Which characters of the masked text are a unit's own words: in a sentence, no stock phrase, no quotation."""
    own: Flags = np.zeros(len(material.text) + 1, dtype=bool)
    families = lexicon.families()
    for sentence in material.sentences:
        if sentence.quotation:
            continue
        own[sentence.start : sentence.end] = True
        straight = len(sentence.normal) == sentence.end - sentence.start
        origin = range(len(sentence.normal) + 1) if straight else normalise(sentence.text)[1]
        for hit in sentence.hits:
            if hit.lexicon in families:
                own[sentence.start + origin[hit.start] : sentence.start + origin[hit.end - 1] + 1] = False
    # A figure in its place is one's own, whatever it is; one's own name is in every paper.
    unnamed: Flags = np.array([character != NAME for character in masked.text], dtype=bool)
    unnamed &= own[masked.starts] & ~stock(masked.text)
    return unnamed


def _rare(papers: Among, marks: Prints, length: int) -> Flags:
    """Which characters of a masked text of this length stand in a run that hardly any other paper has."""
    rare = np.zeros(length, dtype=bool)
    for position in marks.positions[papers.index.counts(marks) <= RARE].tolist():
        rare[position : position + RUN] = True
    return rare
