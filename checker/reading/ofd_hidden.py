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
# What says nothing of its colour is black.
_UNSAID: Colour = (0, 0, 0)
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
    # Each with how many covers are drawn before it, whether it is clear, and the colour of its letters.
    texts: list[tuple[_Element, int, bool, Colour | None]] = field(default_factory=list)
    image_area: float = 0.0
    _paints: dict[tuple[str | None, ...], tuple[bool, Colour | None]] = field(default_factory=dict)

    def path(self, element: _Element) -> None:
        """A path is drawn; only its fill matters."""
        box = _boundary(element) if element.get("Fill") == "true" else None
        if box is None or min(box[2] - box[0], box[3] - box[1]) < _NARROW:
            return
        colour = _child(element, "FillColor")
        dense = _density(element, colour) >= _DENSE and _is_box(element)
        self.covers.append((box, (self._colour(element, colour) or _UNSAID) if dense else None))

    def image(self, element: _Element) -> None:
        """An image is drawn: what is seen through it nobody here knows."""
        if box := _boundary(element):
            self.covers.append((box, None))
            self.image_area += (box[2] - box[0]) * (box[3] - box[1])

    def text(self, element: _Element) -> None:
        """A text is drawn."""
        colour = _child(element, "FillColor")
        said = (None, None) if colour is None else (colour.get("Value"), colour.get("Alpha"))
        key = (*said, *map(element.get, ("Fill", "Stroke", "Alpha", "DrawParam")))
        if key not in self._paints:
            filled, stroked = element.get("Fill") != "false", element.get("Stroke") == "true"
            clear = not stroked and (not filled or _density(element, colour) < _CLEAR)
            self._paints[key] = clear, None if stroked else self._colour(element, colour)
        self.texts.append((element, len(self.covers), *self._paints[key]))

    def unseen(self) -> list[tuple[_Element, Unseen]]:
        """The texts that are not seen, all drawn."""
        found = {}
        for index, (element, before, clear, letters) in enumerate(self.texts):
            if not clear and letters is None and before == len(self.covers):
                continue
            box = _boundary(element)
            if box is not None and (kind := hidden.CLEAR if clear else self._kind(box, before, letters)):
                found[index] = element, Unseen(kind, _words(element), box[1])
        if found and self.image_area > SCAN_AREA:
            seen = sum(characters(_words(text[0])) for index, text in enumerate(self.texts) if index not in found)
            return [] if seen <= STAMP_LETTERS else list(found.values())
        return list(found.values())

    def _kind(self, box: Box, before: int, letters: Colour | None) -> str:
        if any(colour and _holds(cover, box) for cover, colour in self.covers[before:]):
            return hidden.COVERED
        if letters is None:
            return ""
        below = [cover for cover in self.covers[:before] if _meets(cover[0], box)]
        if below:
            return hidden.by_colour(letters, below[-1][1] if _holds(below[-1][0], box) else None)
        return "" if self.has_template else hidden.by_colour(letters, hidden.PAPER)

    def _colour(self, element: _Element, item: _Element | None) -> Colour | None:
        param = self.params.get(element.get("DrawParam", ""))
        if item is None and param is not None:
            item = _child(param, "FillColor")
        return None if item is None or len(item) else _mixed(numbers(item.get("Value")))


def _words(element: _Element) -> str:
    return "".join(code.text or "" for code in element.iter("{*}TextCode"))


def _child(element: _Element, name: str) -> _Element | None:
    return next((child for child in element if isinstance(child.tag, str) and child.tag.endswith(name)), None)


def _density(element: _Element, colour: _Element | None) -> int:
    shares = [numbers(item.get("Alpha", "255")) for item in (element, colour) if item is not None]
    return min((int(share[0]) for share in shares if share), default=255)


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
