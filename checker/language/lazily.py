"""Regular expressions that are compiled when first used: nothing else takes as long when the program starts.

A pattern runs fastest over text that cannot match where each of its alternatives begins with a character (``的甲|者甲`` rather
than ``(?:的|者)甲``) or the whole with a set of them: `re` then looks for these alone.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Becomes a pattern's methods, one by one, as they are asked for: a second call costs what it costs of the pattern itself."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        # `re` remembers what it has compiled.
        method = getattr(re.compile(self.pattern, self.flags), name)
        setattr(self, name, method)
        return method


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, later. A mistake in `source` shows when it is first used."""
    return cast("re.Pattern[str]", _Lazy(source, flags))


def each(words: str, rest: str) -> str:
    """Alternatives that each begin with one of `words` (``甲|乙``) and go on with `rest`."""
    return "|".join(word + rest for word in words.split("|"))


def led(firsts: str, source: str) -> str:
    """`source`, which begins with one of `firsts`, as a pattern that begins with this set; it matches that character alone."""
    return f"[{firsts}](?<=(?={source}).)"
