"""Several papers in one file: a county hands in the papers of its pilots as one, each with its own title or signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.language.anatomy import DATE_LINE, NUMBERED, TITLE_CHARACTERS, TITLE_END
from checker.language.material import Material
from checker.roster.forms import plain
from checker.roster.matching import Matcher
from checker.roster.recognising import Recognised, by_title, recognise, signer
from checker.roster.unit import Unit

# Of a list of names each has a line; a paper has at least this many characters of prose.
PAPER_CHARACTERS = 120
SECOND_LINE = ("——", "—", "--", "―")
# A line of prose is at least so long.
PROSE_CHARACTERS = 25


@dataclass(slots=True)
class _Paper:
    """One paper inside a file: who its title and its signature name, and how much it says."""

    titled: Unit | None = None
    signed: Unit | None = None
    characters: int = 0

    @property
    def recognised(self) -> Recognised | None:
        # Who compiled the papers signs below the last of them.
        if self.characters < PAPER_CHARACTERS:
            return None
        if self.titled:
            return Recognised(self.titled, "标题")
        return Recognised(self.signed, "落款") if self.signed else None


@dataclass(slots=True)
class _Papers:
    found: list[_Paper] = field(default_factory=lambda: [_Paper()])

    def begin(self, unit: Unit) -> None:
        """A title begins a paper."""
        if self.found[-1].characters >= PAPER_CHARACTERS:
            self.found.append(_Paper(titled=unit))
        else:
            self.found[-1].titled = unit

    def sign(self, unit: Unit) -> None:
        """A signature ends a paper, or stands under its title."""
        last = self.found[-1]
        last.signed = unit
        if last.characters >= PAPER_CHARACTERS:
            self.found.append(_Paper())


def parts(matcher: Matcher, material: Material, name: str) -> tuple[Recognised, ...]:
    """The units whose papers a file holds, in their order; of an ordinary paper its own unit, as `recognise` knows it."""
    papers = _papers(matcher, material)
    found = {own.unit: own for paper in reversed(papers) if (own := paper.recognised)}
    if len(found) > 1:
        return tuple(reversed(found.values()))
    alone = recognise(matcher, material, name)
    return (alone,) if alone else ()


def _papers(matcher: Matcher, material: Material) -> list[_Paper]:
    texts = [plain(paragraph.text).strip() for paragraph in material.document.paragraphs]
    papers = _Papers()
    for i, text in enumerate(texts):
        if material.document.paragraphs[i].story in ("table", "header", "footer") or not text:
            continue
        if len(text) >= PROSE_CHARACTERS and "。" in text:
            papers.found[-1].characters += len(text)
        elif unit := _titled(matcher, texts, i):
            papers.begin(unit)
        elif _is_dated(texts, i) and (unit := signer(matcher, text)):
            papers.sign(unit)
    return papers.found


def _titled(matcher: Matcher, texts: Sequence[str], i: int) -> Unit | None:
    """The unit of a line that is a title or its second line: no chapter, for it has no number."""
    line = texts[i]
    if len(line) > TITLE_CHARACTERS or NUMBERED.match(line) or not (TITLE_END.fullmatch(line) or line.startswith(SECOND_LINE)):
        return None
    return by_title(matcher, [line])


def _is_dated(texts: Sequence[str], i: int) -> bool:
    """Whether a line has a date, or stands beside one."""
    beside = (texts[i - 1] if i else "", texts[i + 1] if i + 1 < len(texts) else "")
    return bool(DATE_LINE.search(texts[i])) or any(DATE_LINE.fullmatch(text.strip("（）() ")) for text in beside)
