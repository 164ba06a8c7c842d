"""What is known around a material, beyond its own text, when it is judged in a round: for the checks that compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from checker.peers.background import Background
from checker.peers.passage import Passage


class Mention(NamedTuple):
    """A place where the text names a unit of the roster; offsets count in the material's text."""

    start: int
    end: int
    unit: str
    county: str | None


@dataclass(frozen=True)
class Around:
    """A check that lacks what it needs here says nothing: a file judged by itself has nothing around it.

    `unit` and `county` are the roster's for the unit that the material is from, where it was recognised; `mentions` are the
    places where the text names units of the roster, its own among them. `passages` are what it shares with other
    papers, None where nobody searched. `background` is what papers usually say, the round's own among them, None where
    only what ships with the program is to be compared with.
    """

    unit: str | None = None
    county: str | None = None
    mentions: tuple[Mention, ...] = ()
    passages: tuple[Passage, ...] | None = None
    background: Background | None = None


NOTHING = Around()
