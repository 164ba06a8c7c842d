"""A passage that a material shares with another paper, with both places."""

from __future__ import annotations

from typing import Literal, NamedTuple

# Upper-level wording (policy, the notice), the unit's own earlier paper, another unit's paper.
Origin = Literal["upper", "own", "other"]


class Passage(NamedTuple):
    """Characters `start`…`end` of a material's text that stand, nearly so, in another paper as `quote`.

    `file` is what the other paper is called, `unit` whose it is, where known; `earlier` says that it was handed in in an
    earlier round. `paragraph`, `their_start` and `their_end` are the other place, as offsets into that paper's text.
    `similarity` (0–1) is the share of characters alike, names, numbers and dates taken as alike. `content` counts the
    characters alike that are a unit's own words: no stock phrase, no quotation, no courtesy of lead and closing, nothing that
    upper-level wording has too. `rare` are those of them that hardly any other paper has.
    """

    start: int
    end: int
    origin: Origin
    file: str
    unit: str | None
    earlier: bool
    paragraph: int
    their_start: int
    their_end: int
    quote: str
    similarity: float
    content: int
    rare: int
