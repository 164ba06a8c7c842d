"""index.html: the whole round in one page to browse offline, to filter, to print; it leads to materials and marked copies."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from checker.reports import tally, wording
from checker.reports.cards import FIELDS
from checker.reports.figures import figures
from checker.reports.html import template
from checker.reports.round import Change, Entry, Round
from checker.reports.safe import relative_url, xml_text

# Dots of one row stand in columns of so many points, one above the other at this distance, the whole within this height.
DOT_POINTS, DOT_STEP, DOTS_HEIGHT, DOT = 2, 9.0, 64.0, 4.0
# Pairs of papers with passages in common that are listed.
MOST_PAIRS = 60
# How a verdict is marked beside its colour, so that it can be told apart in grey.
MARKS = {"pass": "●", "revise": "○", "reject": "■"}


class Dot(NamedTuple):
    """A material in the picture: `x` in percent of the width, `y` in pixels from above."""

    entry: Entry
    x: float
    y: float


@dataclass(frozen=True)
class Strip:
    """A row of the picture of quality: the materials of a county."""

    group: tally.Group
    dots: tuple[Dot, ...]
    height: float

    @property
    def text(self) -> str:
        """What the row shows, in words."""
        qualities = self.group.qualities
        if not qualities:
            return f"{self.group.name}：{len(self.group.entries)}份，都读不出"
        spread = f"得分{qualities[0]:.0f}到{qualities[-1]:.0f}，中位数{self.group.median:.0f}"
        return f"{self.group.name}：{len(self.group.entries)}份，{spread}"


def index(round: Round) -> Iterator[str]:
    """The page, piece by piece.

    Nothing in it comes from elsewhere, and no script runs but its own; without scripts it shows everything.
    """
    script, style = (template(name).render().strip() for name in ("index.js", "index.css"))
    numbers = figures(round)
    pieces = template("index.html").generate(
        round=round,
        numbers=numbers,
        strips=[_strip(group) for group in tally.groups(numbers.counted, tally.county)],
        counties=sorted({tally.county(entry) for entry in round.entries}),
        verdicts=Counter(entry.verdict for entry in round.entries),
        pairs=tally.pairs(round),
        most_pairs=MOST_PAIRS,
        practices=tally.distinctive(numbers.counted),
        fields=FIELDS,
        notices=[notice for notice in tally.notices(round) if notice.unit],
        changes=[("本轮内先后两次报送", round.revised, True), ("与往期相比", round.since, False)],
        marks=MARKS,
        median=tally.group("", numbers.counted).median,
        dot=DOT,
        tally=tally,
        wording=wording,
        url=relative_url,
        gain=_gain,
        # Inside their elements script and style are not escaped; both are files of this package.
        script=Markup(script),  # noqa: S704
        style=Markup(style),  # noqa: S704
        script_hash=_digest(script),
        style_hash=_digest(style),
    )
    return map(xml_text, pieces)


def _digest(text: str) -> str:
    """What a Content-Security-Policy allows an inline script or style by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _strip(group: tally.Group) -> Strip:
    """Dots that would hide one another stand above and below the middle, the first in the middle."""
    judged = [entry for entry in group.entries if entry.quality is not None]
    columns = Counter(_column(entry) for entry in judged)
    most = max(columns.values(), default=1)
    step = min(DOT_STEP, DOTS_HEIGHT / most)
    height = step * most + 2 * DOT
    placed: Counter[int] = Counter()
    dots = []
    for entry in judged:
        column = _column(entry)
        place = placed[column]
        placed[column] += 1
        offset = step * ((place + 1) // 2) * (-1 if place % 2 else 1)
        dots.append(Dot(entry, float(min(100, column * DOT_POINTS)), height / 2 + offset))
    return Strip(group, tuple(dots), height)


def _column(entry: Entry) -> int:
    return int((entry.quality or 0.0) / DOT_POINTS + 0.5)


def _gain(change: Change) -> str:
    """How the quality changed, with its sign."""
    if change.before.quality is None or change.after.quality is None:
        return ""
    gain = round(change.after.quality - change.before.quality)
    return f"+{gain}" if gain > 0 else f"−{-gain}" if gain < 0 else "±0"
