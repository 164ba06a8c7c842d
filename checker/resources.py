"""The data that ship with the program, found from a wheel, from a zip and from a checkout alike."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def shipped(name: str) -> Traversable:
    """The folder `name` (``models``, ``samples``, ``corpora``): inside the package once installed, at its home in a checkout."""
    inside = files("checker") / "shipped" / name
    if inside.is_dir():
        return inside
    homes = {"models": ("models",), "samples": ("corpora", "samples"), "corpora": ("corpora",)}
    return files("checker").joinpath("..", *homes[name])
