"""Whether text in a page is seen: the colours of letters and ground, sizes, and the ways to put an element out of sight.

Besides `style` attributes the plain rules of the page's own style sheet count (``.name``, ``#name``, ``p``, ``p.name``). What a
sheet in another file says is unknown, and with it the ground of all that says nothing of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from checker.reading import hidden
from checker.reading.hidden import Colour

# The names of colours that matter here: those near white, and the usual dark ones; an unknown one is no known ground.
_NAMES = {
    **{"white": "ffffff", "snow": "fffafa", "ivory": "fffff0", "ghostwhite": "f8f8ff", "whitesmoke": "f5f5f5"},
    **{"floralwhite": "fffaf0", "mintcream": "f5fffa", "azure": "f0ffff", "aliceblue": "f0f8ff", "seashell": "fff5ee"},
    **{"black": "000000", "red": "ff0000", "green": "008000", "blue": "0000ff", "navy": "000080", "gray": "808080"},
    **{"yellow": "ffff00", "silver": "c0c0c0", "maroon": "800000", "purple": "800080", "teal": "008080", "orange": "ffa500"},
}
_NUMBER = r"-?\d{0,6}(?:\.\d{0,6})?"
_RGB = re.compile(r"rgba?\((\d{1,3})[,/ ](\d{1,3})[,/ ](\d{1,3})(?:[,/ ]([\d.]{1,8}%?))?\)")
_COLOUR = re.compile(r"(?:^|;)color:([^;!]{1,60})")
_GROUND = re.compile(r"(?:^|;)(?:background|background-color|background-image|mso-shading):([^;]{1,300})")
_SIZE = re.compile(rf"(?:^|;)font-size:({_NUMBER})(pt|px|em|rem|%|)(?=;|!|$)")
_INDENT = re.compile(r"(?:^|;)text-indent:-(\d{3,6})(?:px|pt|em)")
_PLACE = re.compile(r"(?:^|;)(?:left|top|right|bottom|margin-left|margin-top):-(\d{3,6})(?:px|pt|em|rem|%)")
_NOTHING = re.compile(
    r"(?:^|;)(?:opacity:0?\.?0+[1-4]?(?=;|!|$)|transform:scale[xy]?\(0[),]|filter:(?:opacity\(0|alpha\(opacity=0\)))"
)
_SIDE = re.compile(r"(?:^|;)(?:width|height|max-height|max-width|line-height):[01]?(?:px|pt|em|%)?(?=;|!|$)")
_CLIP = re.compile(r"(?:^|;)(?:clip:rect\((?:[01](?:px)?,?){4}\)|clip-path:inset\((?:50|100)%)")
_OFF = re.compile(r"(?:^|;)(?:display:none|visibility:hidden|visibility:collapse|mso-hide:all)")
# Further left or up, in pixels, is beside every page.
_FAR = 500
_POINTS = {"pt": 1.0, "px": 0.75, "": 0.75, "em": 0.0, "rem": 12.0, "%": 0.0}
_USUAL_SIZE = 12.0

_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,2000})\}")
_NOTE = re.compile(r"/\*.{0,5000}?\*/", re.DOTALL)
_PLAIN_SELECTOR = re.compile(r"[a-z][a-z0-9]{0,12}|(?:[a-z][a-z0-9]{0,12})?[.#][\w-]{1,60}")
_LAST_PART = re.compile(r"[.#]?[\w-]{1,60}$")
_MOST_RULES = 3_000
_UNKNOWN_GROUND = ";background:unknown"


class Shade(NamedTuple):
    """What an element hands down of colours and sizes: `letters` None for the program's own, `ground` None for unknown."""

    letters: Colour | None = None
    ground: Colour | None = hidden.PAPER
    clear: bool = False
    size: float = _USUAL_SIZE
    shadow: bool = False

    @property
    def kind(self) -> str:
        """How text is hidden by its look, empty where it is seen."""
        if self.size <= hidden.TINIEST:
            return hidden.TINY
        if self.shadow:
            return ""
        if self.clear:
            return hidden.CLEAR
        return "" if self.letters is None else hidden.by_colour(self.letters, self.ground)


AS_USUAL = Shade()
# Quick looks: most styles say nothing of what matters here.
_MAY_SHADE, _MAY_HIDE = (
    re.compile(r"color:|background|font-size|shadow|shading"),
    re.compile(r"display:n|visibility|hide|opacity|scale|:-\d{3}|overflow|clip"),
)
_COLOURED = frozenset({"bgcolor", "background", "color", "text"})


def shaded(shade: Shade, tag: str, attributes: Mapping[str, str], style: str) -> Shade:
    """The shade of an element inside one of this shade; `style` is what rules and attribute say, without blanks."""
    if not (_MAY_SHADE.search(style) or not _COLOURED.isdisjoint(attributes) or tag in ("mark", "button")):
        return shade
    letters, clear, ground = shade.letters, shade.clear, shade.ground
    said = _last(_COLOUR, style) or attributes.get("color" if tag == "font" else "text", "").strip().lower()
    if said and said not in ("inherit", "currentcolor"):
        letters, clear = _colour(said), said == "transparent" or _is_clear(said)
    back = _last(_GROUND, style) or attributes.get("bgcolor", "").strip().lower()
    if "background" in attributes or tag in ("mark", "button"):
        ground = None
    elif back and back not in ("inherit", "none", "transparent", "initial") and not _is_clear(back):
        ground = _ground(back)
    size = shade.size
    for number, unit in _SIZE.findall(style):
        if number.strip("-."):
            share = shade.size / (100 if unit == "%" else 1)
            size = float(number) * (_POINTS[unit] or share)
    return Shade(letters, ground, clear, size, shade.shadow or "text-shadow:" in style.replace("text-shadow:none", ""))


def out_of_sight(attributes: Mapping[str, str], style: str) -> str:
    """How an element is put out of sight with all that is in it, empty where it is not."""
    if "hidden" in attributes:
        return hidden.SWITCHED_OFF
    if not _MAY_HIDE.search(style):
        return ""
    if _OFF.search(style):
        return hidden.SWITCHED_OFF
    if _NOTHING.search(style):
        return hidden.CLEAR
    places = [*_INDENT.findall(style), *_PLACE.findall(style)]
    if any(int(place) >= _FAR for place in places):
        return hidden.OUTSIDE
    if _CLIP.search(style) or ("overflow:hidden" in style and _SIDE.search(style)):
        return hidden.FLAT
    return ""


class Sheet:
    """The rules of a page's own style sheets that are plain enough to be followed."""

    def __init__(self) -> None:
        self._rules: dict[str, str] = {}

    def read(self, text: str) -> None:
        """Take the rules of one sheet."""
        for selectors, declarations in _RULE.findall(_NOTE.sub("", text.lower())):
            style = ";" + "".join(declarations.split())
            for selector in selectors.split(","):
                name = selector.strip()
                if len(self._rules) >= _MOST_RULES:
                    return
                if _PLAIN_SELECTOR.fullmatch(name):
                    self._rules[name] = self._rules.get(name, "") + style
                # Where it holds is not followed up; that the ground may be another is enough to know.
                elif "background" in style and (last := _LAST_PART.search(name)):
                    self._rules[last[0]] = self._rules.get(last[0], "") + _UNKNOWN_GROUND

    def style(self, tag: str, attributes: Mapping[str, str]) -> str:
        """What the rules say of an element."""
        if not self._rules:
            return ""
        names = ["." + name for name in attributes.get("class", "").lower().split()[:20]]
        if "id" in attributes:
            names.append("#" + attributes["id"].lower())
        return "".join(self._rules.get(name, "") for name in [tag, *(tag[:prefix] + n for n in names for prefix in (0, 20))])


def _last(pattern: re.Pattern[str], style: str) -> str:
    found: list[str] = pattern.findall(style)
    return found[-1] if found else ""


def _colour(value: str) -> Colour | None:
    value = value.removesuffix("!important")
    if len(value) == 4 and value.startswith("#"):
        value = "#" + "".join(2 * digit for digit in value[1:])
    if match := _RGB.fullmatch(value):
        red, green, blue = (min(255, int(part)) for part in match.groups()[:3])
        return red, green, blue
    return hidden.colour(_NAMES.get(value, value))


def _is_clear(value: str) -> bool:
    match = _RGB.match(value)
    return match is not None and match[4] is not None and float(match[4].rstrip("%") or 1) == 0


def _ground(value: str) -> Colour | None:
    """A ground of one colour; pictures and gradients are of none."""
    if "url(" in value or "gradient" in value:
        return None
    # Blanks are gone: what stands behind the colour in `background` is glued to it.
    for length in (7, 4):
        if value.startswith("#") and (found := _colour(value[:length])):
            return found
    match = _RGB.match(value)
    if match:
        return None if match[4] is not None else _colour(match[0])
    return next((_colour(name) for name in _NAMES if value.startswith(name)), None)
