"""What a file holds for a program and not for its reader: how such text is told from text that is seen, and how it is kept.

Whoever is not sure whether text is seen takes it as seen: a false alarm is an accusation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress

from checker.reading.counting import characters
from checker.reading.document import HiddenText
from checker.reading.errors import Unreadable
from checker.reading.packages import Package, parse

# How text is kept from being seen.
SWITCHED_OFF, WHITE, LIKE_GROUND, CLEAR = "设为隐藏", "白色", "与底色相同", "透明"
TINY, FLAT, OUTSIDE, COVERED, UNSEEN_PART = "字号极小", "宽或高为零", "在页面之外", "被图片或色块盖住", "隐藏的工作表、行或列"
# Where text stands that belongs to the file and not to its pages.
ALTERNATIVE, PROPERTIES, FIELD, REMARK = "图片的替代文字", "文件属性", "域代码", "网页注释"
ASIDES = frozenset({ALTERNATIVE, PROPERTIES, FIELD, REMARK})

Colour = tuple[int, int, int]
PAPER: Colour = (255, 255, 255)
# Two colours that differ by no more than this in each of red, green and blue (0–255) cannot be told apart as letter and ground:
# F0F0F0 on white is; E7E6E6, the light grey that Office offers, is not.
SAME_COLOUR = 20
# Letters up to this size, in points, are dots: a millimetre high. The smallest print that people set is 5.
TINIEST = 3.0
# What is kept of one hidden text, and how many texts of a file.
LONGEST_TEXT, MOST_TEXTS = 400, 60
# An aside with fewer Han is a name or a label.
LEAST_ASIDE = 20

# Names of properties in Office packages and in OpenDocument.
_PROPERTIES = frozenset(
    {"subject", "keywords", "keyword", "description", "category", "contentStatus", "Company", "Manager", "lpwstr", "user-defined"}
)

_ASCII = bytes(range(128))
_HAN = re.compile("[\u3400-\u9fff]")
_HEX = re.compile(r"#?([0-9A-Fa-f]{6})")


def same(one: Colour, other: Colour) -> bool:
    """Whether letters of one colour are not seen on the other."""
    return all(abs(a - b) <= SAME_COLOUR for a, b in zip(one, other, strict=True))


def colour(value: str | None) -> Colour | None:
    """The colour of ``FFFFFF`` or ``#ffffff``, None where it is something else."""
    match = _HEX.fullmatch(value or "")
    return None if match is None else (int(match[1][:2], 16), int(match[1][2:4], 16), int(match[1][4:], 16))


def by_colour(letters: Colour, ground: Colour | None) -> str:
    """How letters of this colour are hidden on that ground, empty where they are seen or nobody knows the ground."""
    if ground is None or not same(letters, ground):
        return ""
    return WHITE if same(letters, PAPER) else LIKE_GROUND


class Hoard:
    """Collects the hidden text of one file; `count` is how many characters of it are styled so as not to be seen."""

    def __init__(self) -> None:
        self.count = 0
        self._found: list[HiddenText] = []

    def add(self, pieces: Iterable[tuple[str, str]], paragraph: int) -> None:
        """Keep pieces (kind, text) that stand in or after the paragraph with this index."""
        for kind, text in pieces:
            length = characters(text)
            self.count += length if kind not in ASIDES else 0
            if not length:
                continue
            last = self._found[-1] if self._found else None
            # What was cut into runs, or set over several paragraphs in a row, was hidden as one.
            if last is not None and (last.kind, last.paragraph) == (kind, paragraph) and kind not in ASIDES:
                whole = (last.text + text)[:LONGEST_TEXT]
                self._found[-1] = HiddenText(kind, whole, last.characters + length, paragraph)
            elif len(self._found) < MOST_TEXTS:
                self._found.append(HiddenText(kind, text[:LONGEST_TEXT], length, paragraph))

    def aside(self, kind: str, text: str | None, paragraph: int = 0) -> None:
        """Keep text that belongs to the file and not to its pages, where it is long enough to say something."""
        words = " ".join((text or "").split())
        if len(_HAN.findall(words[:LONGEST_TEXT])) >= LEAST_ASIDE:
            self.add([(kind, words)], paragraph)

    def found(self, paragraphs: Sequence[object]) -> tuple[HiddenText, ...]:
        """All that was kept, each text once, its paragraph one of those that there are."""
        last = max(0, len(paragraphs) - 1)
        texts = {
            (text.kind, text.text): text._replace(paragraph=min(max(text.paragraph, 0), last)) for text in reversed(self._found)
        }
        return tuple(sorted(texts.values(), key=lambda text: text.paragraph))


def properties(hoard: Hoard, package: Package, *names: str) -> None:
    """Keep what the properties of a file, in these parts, say beside its title: keywords, a description, some of its own."""
    for name in names:
        with suppress(Unreadable):
            raw = package.read(name) or b""
            # Nearly all of them are not worth parsing: an aside has more letters than names and dates.
            if len(raw.translate(None, _ASCII)) < LEAST_ASIDE and b"&#" not in raw:
                continue
            for element in parse(raw).iter():
                if isinstance(element.tag, str) and element.tag.rpartition("}")[2] in _PROPERTIES:
                    hoard.aside(PROPERTIES, element.text)
