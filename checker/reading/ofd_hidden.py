"""Text of an OFD page that is there and is not seen: unpainted or clear, of the colour of what is below, or covered afterwards.

All measures are millimetres from the corner of the page area.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element

from checker.reading import hidden
from checker.reading.counting import characters
from checker.reading.document import Box
from checker.reading.hidden import Colour
from checker.reading.layout.pages import Unseen
from checker.reading.ofd_rules import numbers
from checker.reading.pdf_hidden import STAMP_LETTERS

# Of 255: paint of 5 % is not seen, what is less than 95 % dense lets see what it covers.
_CLEAR, _DENSE = 13, 242
# Fillings narrower than this are rules; letters may reach out of what covers them by as much as the second.
_NARROW, _OUTREACH = 1.5, 0.5
# An image over so much of a page is a scan, and what is invisible there its text layer (A4 is 62,370 mm²).
SCAN_AREA = 31_000.0


@dataclass(slots=True)
class Painted:
    """What one page has painted so far. `params` are the named sets of properties (DrawParam) by their number."""

    params: Mapping[str, _Element]
    has_template: bool
    covers: list[tuple[Box, Colour | None]] = field(default_factory=list)
    texts: list[tuple[_Element, Box, int, str]] = field(default_factory=list)
    image_area: float = 0.0

    def path(self, element: _Element) -> None:
        """A path is drawn; only its fill matters."""
        box = _boundary(element)
        if element.get("Fill") != "true" or box is None or min(box[2] - box[0], box[3] - box[1]) < _NARROW:
            return
        dense = self._density(element) >= _DENSE and _is_box(element)
        self.covers.append((box, self._colour(element, "FillColor") or (0, 0, 0) if dense else None))

    def image(self, element: _Element) -> None:
        """An image is drawn: what is seen through it nobody here knows."""
        if box := _boundary(element):
            self.covers.append((box, None))
            self.image_area += (box[2] - box[0]) * (box[3] - box[1])

    def text(self, element: _Element) -> None:
        """A text is drawn."""
        box = _boundary(element)
        if box is not None:
            self.texts.append((element, box, len(self.covers), self._kind(element, box)))

    def unseen(self) -> list[tuple[_Element, Unseen]]:
        """The texts that are not seen, all drawn."""
        found = []
        seen = 0
        for element, box, before, kind in self.texts:
            above = self.covers[before:]
            how = kind or (hidden.COVERED if any(colour and _holds(cover, box) for cover, colour in above) else "")
            words = "".join(code.text or "" for code in element.iter("{*}TextCode"))
            if how:
                found.append((element, Unseen(how, words, box[1])))
            else:
                seen += characters(words)
        return [] if self.image_area > SCAN_AREA and seen <= STAMP_LETTERS else found

    def _kind(self, element: _Element, box: Box) -> str:
        filled, stroked = element.get("Fill", "true") != "false", element.get("Stroke") == "true"
        if not stroked and (not filled or self._density(element) < _CLEAR):
            return hidden.CLEAR
        letters = self._colour(element, "FillColor")
        if stroked or letters is None:
            return ""
        below = [cover for cover in self.covers if _meets(cover[0], box)]
        if below:
            return hidden.by_colour(letters, below[-1][1] if _holds(below[-1][0], box) else None)
        return "" if self.has_template else hidden.by_colour(letters, hidden.PAPER)

    def _density(self, element: _Element) -> int:
        colour = element.find("{*}FillColor")
        shares = [numbers(item.get("Alpha", "255")) for item in (element, colour) if item is not None]
        return min((int(share[0]) for share in shares if share), default=255)

    def _colour(self, element: _Element, name: str) -> Colour | None:
        item = element.find(f"{{*}}{name}")
        param = self.params.get(element.get("DrawParam", ""))
        if item is None and param is not None:
            item = param.find(f"{{*}}{name}")
        return None if item is None or len(item) else _mixed(numbers(item.get("Value")))


def _mixed(parts: list[float]) -> Colour | None:
    """A colour of one (grey), three (red, green, blue) or four parts (printing inks)."""
    whole = [min(255, max(0, int(part))) for part in parts if abs(part) < 1_000]
    if len(whole) == 3:
        return whole[0], whole[1], whole[2]
    if len(whole) == 1:
        return whole[0], whole[0], whole[0]
    if len(whole) == 4:
        return tuple((255 - ink) * (255 - whole[3]) // 255 for ink in whole[:3])  # type: ignore[return-value]
    return None


def _boundary(element: _Element) -> Box | None:
    box = numbers(element.get("Boundary"))
    return (box[0], box[1], box[0] + box[2], box[1] + box[3]) if len(box) == 4 else None


def _is_box(path: _Element) -> bool:
    """Whether a path fills all of its boundary, as far as its few straight lines tell."""
    data = (path.findtext("{*}AbbreviatedData") or "")[:400]
    points = numbers(" ".join(part for part in data.replace("C", " ").split() if part not in "MLS"))
    xs, ys = points[::2], points[1::2]
    return bool(points) and len(data) < 300 and len({round(x, 1) for x in xs}) <= 2 and len({round(y, 1) for y in ys}) <= 2


def _meets(cover: Box, box: Box) -> bool:
    return cover[0] < box[2] and box[0] < cover[2] and cover[1] < box[3] and box[1] < cover[3]


def _holds(cover: Box, box: Box) -> bool:
    reach = _OUTREACH
    return cover[0] - reach <= box[0] and cover[1] - reach <= box[1] and box[2] <= cover[2] + reach and box[3] <= cover[3] + reach
