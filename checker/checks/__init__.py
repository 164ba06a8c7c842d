"""The checks by id, in the order of reports. Adding one is adding a module and a line here."""

from __future__ import annotations

from typing import Protocol

from checker.checks import boilerplate, consistency, elements, emptiness, genre, hidden, leftovers, reuse, specificity, typicality
from checker.checks.around import Around
from checker.checks.finding import Options, Outcome
from checker.language.material import Material
from checker.learned.labels import Labels


class Check(Protocol):
    """What a module must offer to be a check; its docstring is its page for users."""

    __doc__: str | None
    ID: str
    NAME: str
    OPTIONS: dict[str, float]

    def check(self, material: Material, labels: Labels, around: Around, options: Options) -> Outcome:
        """Measure one material and point at what is wrong."""


CHECKS: dict[str, Check] = {
    module.ID: module
    for module in (emptiness, genre, specificity, elements, boilerplate, typicality, reuse, leftovers, consistency, hidden)
}
