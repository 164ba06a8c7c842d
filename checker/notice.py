"""The order that a round answers: its title, its one deadline if it sets just one, and the wording that it demands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checker.language.material import clauses, prepare
from checker.reading import load as load_bytes
from checker.reading import read

# 于11月25日前, 截至2021年11月底, 11月25日之前.
DEADLINE = re.compile(r"(?:(20\d\d)年)?(\d{1,2})月(?:(\d{1,2})日|底)(?:（[^）]{1,8}）)?(?:下班|24时)?(?:之?前|为止|以前|截止)")
YEAR = re.compile(r"20\d\d")
LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class Notice:
    """An order. `due` is None where it sets no deadline, or several for several kinds of units: those the roster has.

    `wording` are its clauses: a sentence that repeats them is taken as a quotation, which a fact may follow.
    """

    title: str | None
    due: date | None
    wording: frozenset[str] = frozenset()


def load(path: Path) -> Notice:
    """Read an order from a file of any format. Raises Unreadable."""
    material = prepare(read(load_bytes(path), str(path)))
    text = "".join(material.text.split())
    # Deadlines name no year: it is that of the date under the order, the last one in it.
    years = YEAR.findall(text)
    found = {day for match in DEADLINE.finditer(text) if (day := _day(match, int(years[-1]) if years else 0))}
    return Notice(material.title, found.pop() if len(found) == 1 else None, frozenset(clauses(material.text)))


def _day(match: re.Match[str], year: int) -> date | None:
    month = int(match[2])
    try:
        return date(int(match[1] or year), month, int(match[3] or LAST_DAYS[month - 1]))
    except (ValueError, IndexError):
        return None
