"""The checks by id, in the order of reports. Adding one is adding a module and a line here."""

from __future__ import annotations

from types import ModuleType

from checker.checks import boilerplate, elements, emptiness, genre, specificity

CHECKS: dict[str, ModuleType] = {module.ID: module for module in (emptiness, genre, specificity, elements, boilerplate)}
