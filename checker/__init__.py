"""干货: says which materials about the industrial-worker reform have substance, and shows the sentences that prove it.

>>> import checker
>>> checker.Checker().check_text("二〇二一年产改工作总结").verdict
'reject'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.assessment import Assessment, Settings
    from checker.checker import Checker, check

__version__ = "0.1.0"
__all__ = ["Assessment", "Checker", "Settings", "check"]

_HOMES = {"Assessment": "assessment", "Settings": "assessment", "Checker": "checker", "check": "checker"}


def __getattr__(name: str) -> Any:
    """The public names, fetched when first used: a command that starts a worker need not wait for the models itself."""
    if name in _HOMES:
        return getattr(import_module(f"checker.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'checker' has no attribute {name!r}")
