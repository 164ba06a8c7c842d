"""How much there is: text as it is counted for the report, and where a reader stops because it is a book."""

from __future__ import annotations

from checker.reading import limits
from checker.reading.errors import Unreadable

# A paper holds at least so many characters. Fewer beside pictures are a title; fewer Han under a false name, scraps.
FEWEST = 80
# No material has so many pages; what a damaged file claims is often a number of four bytes.
_MOST_PAGES = 100_000


def characters(text: str) -> int:
    """How many characters a text has, blanks not counted."""
    return len("".join(text.split()))


def declared_pages(count: int | None) -> int | None:
    """The page count that the writing program left in a file, None where it left none or one that cannot be."""
    return count if count is not None and 0 < count < _MOST_PAGES else None


class Allowance:
    """The characters that one file may still have: a reader stops early, since millions of them cost as much as a bomb."""

    def __init__(self) -> None:
        self._left = limits.CHARACTERS

    def spend(self, length: int) -> None:
        """So many more were read. Raises Unreadable once they are as many as in a book."""
        self._left -= length
        if self._left < 0:
            raise too_long()


def too_long() -> Unreadable:
    """The refusal of a text as long as a book."""
    return Unreadable("too_large", f"文件正文超过{limits.CHARACTERS // 10_000}万字，不像一份材料；请拆分后分别上报。")
