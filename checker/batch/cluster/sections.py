"""One file of many sections, any run of which can be fetched without the others: offsets first, then the sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np

from checker.batch.cluster.store import Range, Store

_OFFSET = 8


class Run(NamedTuple):
    """Sections `first`…`end` of a file."""

    name: str
    first: int
    end: int


def joined(sections: Iterable[bytes]) -> bytes:
    """The file."""
    found = list(sections)
    head = _OFFSET * (len(found) + 1)
    offsets = np.fromiter(accumulate(map(len, found), initial=head), dtype="<u8", count=len(found) + 1)
    return b"".join([offsets.tobytes(), *found])


def split(data: bytes) -> list[bytes]:
    """All sections of a file."""
    count = int(np.frombuffer(data, dtype="<u8", count=1)[0]) // _OFFSET
    return [data[start:end] for start, end in pairwise(np.frombuffer(data, dtype="<u8", count=count).tolist())]


def fetch(store: Store, wanted: Sequence[Run]) -> list[list[bytes]]:
    """Runs of sections. Raises OSError."""
    heads = store.ranges([Range(run.name, _OFFSET * run.first, _OFFSET * (run.end + 1)) for run in wanted])
    offsets = [np.frombuffer(head, dtype="<u8").tolist() for head in heads]
    bodies = store.ranges([Range(run.name, own[0], own[-1]) for run, own in zip(wanted, offsets, strict=True)])
    return [
        [body[start - own[0] : end - own[0]] for start, end in pairwise(own)] for body, own in zip(bodies, offsets, strict=True)
    ]
