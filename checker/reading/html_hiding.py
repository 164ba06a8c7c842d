"""Whether text in a page is seen: the colours of letters and ground, sizes, and the ways to put an element out of sight.

Besides `style` attributes the rules of the page's own style sheet count (`html_sheet`). What a sheet in another file says is
unknown, and with it the ground of all that says nothing of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from colorsys import hls_to_rgb
from typing import NamedTuple

from checker.reading import hidden
from checker.reading.hidden import Colour
from checker.reading.html_sheet import WAITS

# The names of colours that matter here: those near white, and the usual dark ones; an unknown one is no known ground.
_NAMES = {
    **{"white": "ffffff", "snow": "fffafa", "ivory": "fffff0", "ghostwhite": "f8f8ff", "whitesmoke": "f5f5f5"},
    **{"floralwhite": "fffaf0", "mintcream": "f5fffa", "azure": "f0ffff", "aliceblue": "f0f8ff", "seashell": "fff5ee"},
    **{"black": "000000", "red": "ff0000", "green": "008000", "blue": "0000ff", "navy": "000080", "gray": "808080"},
    **{"yellow": "ffff00", "silver": "c0c0c0", "maroon": "800000", "purple": "800080", "teal": "008080", "orange": "ffa500"},
}
_NUMBER = r"-?\d{0,6}(?:\.\d{0,6})?"
_PART = r"(-?\d{0,4}(?:\.\d{0,8})?)(%|deg|)"
_BY_PARTS = re.compile(rf"(rgb|hsl)a?\({_PART},{_PART},{_PART}(?:,{_PART})?\)")
_SHORT, _LONG = re.compile(r"#[0-9a-f]{3,4}"), re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{8})")
_COLOUR = re.compile(r"(?:^|;)(?:color|-webkit-text-fill-color):([^;!]{1,60})")
_FILLED = re.compile(r"(?:^|;)-webkit-text-fill-color:([^;!]{1,60})")
_GROUND = re.compile(r"(?:^|;)(?:background|background-color|background-image|mso-shading):([^;]{1,300})")
_SIZE = re.compile(
    rf"(?:^|;)(?:font-size:|font:(?:[a-z-]{{1,12}})?)({_NUMBER})(pt|px|em|rem|%|cm|mm|in|pc|vw|vh|ex|ch|)(?=;|!|/|[a-z\"']|$)"
)
_AT = re.compile(
    rf"(?:^|;)(text-indent|left|top|right|bottom|margin-left|margin-top|inset-inline-start):({_NUMBER})(px|pt|em|rem|%|cm|in|vw|vh|)(?=;|!|$)"
)
_MOVED = re.compile(
    rf"(?:^|;)(?:transform:translate(?:x|y|3d)?\(|translate:)({_NUMBER})(px|pt|em|rem|%|vw|vh|)(?:,({_NUMBER})(px|pt|em|rem|%|vw|vh|))?"
)
_PLACED = re.compile(r"(?:^|;)position:(?:absolute|fixed|relative|sticky)")
_DENSITY = re.compile(rf"(?:^|;)(?:opacity:|filter:opacity\(|filter:alpha\(opacity=)({_NUMBER})(%?)")
_NOTHING = re.compile(
    r"(?:^|;)(?:transform:(?:scale(?:x|y|3d)?\(0?\.?0[\d]?[),]|matrix\(0,0,0,0|rotate[xy]\(90deg)|scale:0?\.?0+(?=;|$)|content-visibility:hidden)"
)
_SIDE = re.compile(
    r"(?:^|;)(?:(?:(?:max-)?(?:width|height)|line-height):0?(?:\.\d{1,3})?(?:px|pt|em|rem|%|vh|vw)?|(?:max-)?(?:width|height):1(?:px|pt))(?=;|!|$)"
)
_PADDED = re.compile(r"(?:^|;)padding(?:-top|-bottom)?:(?:0,?)*[1-9.]")
_CUT = re.compile(r"(?:^|;)overflow(?:-x|-y)?:(?:hidden|clip)")
_CLIP = re.compile(
    r"(?:^|;)(?:clip:rect\((?:[01](?:px)?,?){4}\)|clip-path:(?:inset\((?:[^();]{0,20},)?(?:[5-9]\d|100)%|(?:circle|ellipse)\(0|polygon\((0(?:px|%)?),?(?:0(?:px|%)?,?){3,20}\)))"
)
_OFF = re.compile(r"(?:^|;)(?:display:none|mso-hide:all)")
VISIBILITY = re.compile(r"(?:^|;)visibility:(hidden|collapse|visible)")
# What moves into sight is seen in the end.
_MOVES = re.compile(r"(?:^|;)(?:-webkit-)?animation(?:-name)?:(?!none)")
# Further left or up, in pixels, is beside every page; further right or down is so only where nothing can be scrolled to.
_FAR, _FAR_ON = 500, 5_000
_PIXELS = {"px": 1.0, "": 1.0, "pt": 1.33, "em": 16.0, "rem": 16.0, "%": 4.0, "cm": 37.8, "in": 96.0, "vw": 8.0, "vh": 8.0}
_POINTS = {
    **{"pt": 1.0, "px": 0.75, "": 0.75, "em": 0.0, "rem": 12.0, "%": 0.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "pc": 12.0},
    **{"vw": 8.0, "vh": 6.0, "ex": 6.0, "ch": 6.0},
}
_USUAL_SIZE = 12.0
# Paint of 5 % is not seen.
_CLEAR = 0.05


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
_SHADES, _HIDES = (
    r"color:|background|font-size|font:|shadow|shading|stroke",
    r"display:|visibility|hide|opacity|scale|:-|\(-|transl|overflow|clip|transf|\d{4}",
)
MAY_MATTER, _MAY_SHADE, _MAY_HIDE = (re.compile(pattern) for pattern in (f"{_SHADES}|{_HIDES}", _SHADES, _HIDES))
_COLOURED = frozenset({"bgcolor", "background", "color", "text"})
# Attributes whose words are for people.
_SAYING = {"alt": hidden.ALTERNATIVE} | dict.fromkeys(
    ("title", "aria-label", "aria-description", "placeholder", "summary"), hidden.TIP
)
_HELD_ON = frozenset({"inherit", "currentcolor", "unset"})


def shaded(shade: Shade, tag: str, attributes: Mapping[str, str], style: str) -> Shade:
    """The shade of an element inside one of this shade; `style` is what rules and attribute say, settled."""
    if not ((style and _MAY_SHADE.search(style)) or not _COLOURED.isdisjoint(attributes) or tag in ("mark", "button", "font")):
        return shade
    letters, clear, ground = shade.letters, shade.clear, shade.ground
    back = _last(_GROUND, style) or attributes.get("bgcolor", "").strip().lower()
    said = (
        _last(_FILLED, style) or _last(_COLOUR, style) or attributes.get("color" if tag == "font" else "text", "").strip().lower()
    )
    if "background" in attributes or tag in ("mark", "button"):
        ground = None
    elif back == "currentcolor":
        ground = _rgba(said)[0] if said else letters
    elif back and back not in ("inherit", "none", "transparent", "initial", "unset") and _density(back) > 0:
        ground = _ground(back)
    if said and said not in _HELD_ON:
        letters, density = _rgba(said)
        clear = density <= _CLEAR
        letters = _mixed(letters, ground, density)
    if "background-clip:text" in style:
        letters, clear = None, False
    outlined = "text-shadow:" in style.replace("text-shadow:none", "") or "text-stroke" in style
    return Shade(letters, ground, clear, _size(shade.size, style), shade.shadow or outlined)


def _size(size: float, style: str) -> float:
    """The size in points of letters in an element around which they have this one."""
    around = size
    for number, unit in _SIZE.findall(style):
        if number.strip("-."):
            size = float(number) * (_POINTS[unit] or around / (100 if unit == "%" else 1))
    return size


def said_beside(tag: str, attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What an element says and shows at most on touch, each with its kind."""
    for name, value in attributes.items():
        # Nearly all attributes are short or name something.
        if len(value) < hidden.LEAST_ASIDE or (value.isascii() and (len(value) < hidden.LEAST_LETTERS or " " not in value)):
            continue
        if name in _SAYING:
            yield _SAYING[name], value
        elif name.startswith("data-") or (name == "content" and tag == "meta") or (name == "value" and tag == "input"):
            yield hidden.SUMMARY, value


def out_of_sight(attributes: Mapping[str, str], style: str) -> str:
    """How an element is put out of sight with all that is in it, empty where it is not, `WAITS` where a touch shows it."""
    if "hidden" in attributes and not re.search(r";display:(?!none)", style):
        return hidden.SWITCHED_OFF
    if not style or not _MAY_HIDE.search(style) or _MOVES.search(style):
        return ""
    kind = hidden.SWITCHED_OFF if _OFF.search(style) else _by_form(style)
    return WAITS if kind and WAITS in style else kind


def _by_form(style: str) -> str:
    if _NOTHING.search(style) or any(
        number.strip("-.") and _share(number, sign) <= _CLEAR for number, sign in _DENSITY.findall(style)
    ):
        return hidden.CLEAR
    if _is_far(style):
        return hidden.OUTSIDE
    flat = _CUT.search(style) and _SIDE.search(style) and not _PADDED.search(style)
    return hidden.FLAT if flat or _CLIP.search(style) else ""


def _is_far(style: str) -> bool:
    placed = _PLACED.search(style) is not None
    for name, number, unit in _AT.findall(style):
        if not number.strip("-.") or (name in ("left", "top", "right", "bottom") and not placed):
            continue
        pixels = float(number) * _PIXELS[unit]
        if pixels <= -_FAR or (pixels >= _FAR_ON and name != "margin-top" and (placed or _CUT.search(style))):
            return True
    moves = [
        (x, unit)
        for match in _MOVED.finditer(style)
        for x, unit in (match.groups()[:2], match.groups()[2:])
        if x and x.strip("-.")
    ]
    return any(not -_FAR_ON < float(x) * _PIXELS[unit] < _FAR_ON or float(x) * _PIXELS[unit] <= -2 * _FAR for x, unit in moves)


def _share(number: str, sign: str) -> float:
    return float(number) / (100 if sign else 1)


def _last(pattern: re.Pattern[str], style: str) -> str:
    found: list[str] = pattern.findall(style)
    return found[-1] if found else ""


def _mixed(letters: Colour | None, ground: Colour | None, density: float) -> Colour | None:
    """What a colour that is not dense looks like."""
    if letters is None or density >= 1:
        return letters
    if ground is None:
        return None
    red, green, blue = (round(density * one + (1 - density) * other) for one, other in zip(letters, ground, strict=True))
    return red, green, blue


def _rgba(value: str) -> tuple[Colour | None, float]:
    """A colour and its density from 0 to 1; None for one that is not known."""
    value = value.removesuffix("!important")
    if value == "transparent":
        return None, 0.0
    if _SHORT.fullmatch(value):
        value = "#" + "".join(2 * digit for digit in value[1:])
    if _LONG.fullmatch(value):
        return hidden.colour(value[:7]), int(value[7:] or "ff", 16) / 255
    if match := _BY_PARTS.fullmatch(value):
        return _by_parts(match)
    return hidden.colour(_NAMES.get(value, value)), 1.0


def _by_parts(match: re.Match[str]) -> tuple[Colour | None, float]:
    kind, *parts = match.groups()
    numbers = [float(number) if number and number.strip("-.") else 0.0 for number in parts[::2]]
    density = 1.0 if not (parts[6] or "").strip("-.") else _share(str(numbers[3]), parts[7])
    if kind == "hsl":
        shares = hls_to_rgb(numbers[0] / 360 % 1, min(1.0, numbers[2] / 100), min(1.0, numbers[1] / 100))
        red, green, blue = (round(255 * share) for share in shares)
    else:
        red, green, blue = (
            min(255, max(0, round(number * (2.55 if sign == "%" else 1))))
            for number, sign in zip(numbers[:3], parts[1:6:2], strict=True)
        )
    return (red, green, blue), min(1.0, density)


def _density(value: str) -> float:
    match = _BY_PARTS.match(value)
    return _by_parts(match)[1] if match else _rgba(value)[1]


def _ground(value: str) -> Colour | None:
    """A ground of one colour; pictures and gradients are of none."""
    if "url(" in value or "gradient" in value:
        return None
    # Blanks are gone: what stands behind the colour in `background` is glued to it.
    found: tuple[Colour | None, float] = (None, 1.0)
    if match := _BY_PARTS.match(value):
        found = _by_parts(match)
    elif value.startswith("#"):
        found = next((one for length in (9, 7, 5, 4) if (one := _rgba(value[:length]))[0]), found)
    else:
        return next((_rgba(name)[0] for name in _NAMES if value.startswith(name)), None)
    return found[0] if found[1] >= 1 else None
