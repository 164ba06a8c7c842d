"""What the materials of a round are compared with: one another, earlier rounds, upper-level wording; and what all of them say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import numpy as np

from checker.batch.gathering import Kept
from checker.peers.background import Background, load_shipped
from checker.peers.masking import names_of
from checker.peers.papers import Paper, Papers, write

# Beside the papers.
BACKGROUND = "background.npy"


def keep(folder: Path, read: Iterable[Kept], before: Iterable[Paper]) -> str:
    """Keep all papers in a folder, with their index and their background; gives a digest of what they are.

    `read` is what was read of the round and of upper-level wording, `before` the papers of earlier rounds.
    """
    known = hashlib.sha256()
    said = _Voices()

    def papers() -> Iterator[Paper]:
        for kept in read:
            if kept.paper is None:
                continue
            if kept.paper.kind == "round":
                # Several papers of one unit are one voice.
                said.add(kept.paper.units or (kept.paper.file,), kept.terms)
            yield kept.paper
        yield from before

    def noted() -> Iterator[Paper]:
        for paper in papers():
            known.update(f"{paper.kind} {paper.sha256} {paper.file}\n".encode("utf-8", "surrogatepass"))
            yield paper

    write(folder, noted())
    background = load_shipped()
    for terms in said.each():
        background.add(np.frombuffer(terms, dtype=np.uint32))
    background.save(folder / BACKGROUND)
    return known.hexdigest()


class _Voices:
    """What units say, kept on disk: in memory is only where it lies."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 — closed by `each`
        self._places: dict[bytes, list[tuple[int, int]]] = {}

    def add(self, whose: tuple[str, ...], terms: bytes) -> None:
        """The terms of a paper."""
        unit = hashlib.blake2b("\n".join(whose).encode("utf-8", "surrogatepass"), digest_size=12).digest()
        self._places.setdefault(unit, []).append((self._file.tell(), len(terms)))
        self._file.write(terms)

    def each(self) -> Iterator[bytes]:
        """The terms of each unit, in all its papers."""
        with self._file as file:
            for places in self._places.values():
                yield b"".join(self._at(file, *place) for place in places)

    def _at(self, file: IO[bytes], start: int, length: int) -> bytes:
        file.seek(start)
        return file.read(length)


def load(folder: Path) -> tuple[Papers, Background]:
    """What `keep` kept."""
    return Papers(folder), Background.load(folder / BACKGROUND)


def earlier(rows: Iterable[Mapping[str, Any]]) -> Iterator[Paper]:
    """The papers of an earlier round, from its rows: their sentences at their places, which is all of the text that rows have."""
    for row in rows:
        sentences = row["sentences"] or ()
        if not sentences:
            continue
        units = tuple(found["unit"] for found in row.get("units") or ()) or ((row["unit"],) if row["unit"] else ())
        names = tuple(form for unit in units for form in names_of(unit))
        text = ["\n"] * sentences[-1]["end"]
        # A paragraph without sentences begins, for all we know, where the next one does.
        starts = [0] * (sentences[-1]["paragraph"] + 1)
        for sentence in reversed(sentences):
            text[sentence["start"] : sentence["end"]] = sentence["text"]
            starts[: sentence["paragraph"] + 1] = [sentence["start"]] * (sentence["paragraph"] + 1)
        yield Paper(row["file"], row["sha256"], units, names, "earlier", "".join(text), tuple(starts))
