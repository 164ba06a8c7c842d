"""How a reader that works page by page asks for more time than one file usually gets.

A worker grants it by listening; where nobody listens, asking costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[float], None]] = []


def listen(listener: Callable[[float], None]) -> None:
    """Call `listener` with the seconds whenever a reader asks for more time."""
    _listeners.append(listener)


def more(seconds: float) -> None:
    """Ask for `seconds` from now on."""
    for listener in _listeners:
        listener(seconds)
