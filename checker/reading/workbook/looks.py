"""Which forms of cells in an Excel package (.xlsx) keep what is in them from being seen."""

from __future__ import annotations

from typing import TypeVar

from lxml.etree import _Element

from checker.reading import hidden
from checker.reading.hidden import Colour
from checker.reading.packages import parse

# The first colour of a theme is that of the paper, whatever the theme; of the numbered ones these two are white.
_PAPER_THEME, _WHITE_INDICES = "0", frozenset({"1", "9"})
# A sheet in which these are set looks otherwise than its cells say.
_LOOKS_OTHERWISE = (b"<conditionalFormatting", b"<picture")
_SHOWS_NOTHING = ";;;"
_MOST_FORMS = 70_000
_Item = TypeVar("_Item")


def kinds(styles: bytes | None) -> list[str]:
    """How each form of cells, in their order, hides what is in it, empty where it does not."""
    if styles is None:
        return []
    root = parse(styles)
    fonts = [_font(font) for font in root.iterfind("{*}fonts/{*}font")]
    fills = [_fill(fill) for fill in root.iterfind("{*}fills/{*}fill")]
    formats = {item.get("numFmtId"): item.get("formatCode", "") for item in root.iterfind("{*}numFmts/{*}numFmt")}
    found = []
    for form in root.findall("{*}cellXfs/{*}xf")[:_MOST_FORMS]:
        letters, size = _at(fonts, form.get("fontId"), (None, None))
        ground: Colour | None = _at(fills, form.get("fillId"), hidden.PAPER)
        if formats.get(form.get("numFmtId"), "").replace(" ", "").replace('"', "") == _SHOWS_NOTHING:
            found.append(hidden.SWITCHED_OFF)
        elif size is not None and size <= hidden.TINIEST:
            found.append(hidden.TINY)
        else:
            found.append("" if letters is None else hidden.by_colour(letters, ground))
    return found


def looks_otherwise(sheet: bytes) -> bool:
    """Whether colours of cells alone do not tell what a sheet looks like."""
    return any(mark in sheet for mark in _LOOKS_OTHERWISE)


def _font(font: _Element) -> tuple[Colour | None, float | None]:
    size = font.find("{*}sz")
    try:
        points = None if size is None else float(size.get("val", ""))
    except ValueError:
        points = None
    return _colour(font.find("{*}color")), points


def _fill(fill: _Element) -> Colour | None:
    """The colour of a filling: that of paper where there is none, None where it is a pattern or a gradient."""
    pattern = fill.find("{*}patternFill")
    kind = "gradient" if pattern is None else pattern.get("patternType", "none")
    if kind == "none":
        return hidden.PAPER
    return _colour(pattern.find("{*}fgColor")) if kind == "solid" and pattern is not None else None


def _colour(item: _Element | None) -> Colour | None:
    if item is None or item.get("tint") not in (None, "0"):
        return None
    if item.get("theme") == _PAPER_THEME or item.get("indexed") in _WHITE_INDICES:
        return hidden.PAPER
    return hidden.colour((item.get("rgb") or "")[-6:])


def _at(items: list[_Item], index: str | None, default: _Item) -> _Item:
    return items[int(index)] if index and index.isdecimal() and int(index) < len(items) else default
