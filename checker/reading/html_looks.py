"""How text in a page looks: what an element hands down to what is in it, and what it keeps from being seen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from checker.reading.html_hiding import AS_USUAL, Shade, out_of_sight, shaded
from checker.reading.wording import DELETED, HIDDEN

STRUCK = "加了删除线的文字"

# fmt: off
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend",
    "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "ul",
})
# What a browser that runs scripts shows nothing of, or as a control, not as text. Of ruby the base is read only.
CLOSED = frozenset({
    "head", "title", "script", "style", "template", "noscript", "noframes", "iframe", "object", "applet", "audio", "video",
    "canvas", "svg", "select", "datalist", "textarea", "rt", "rp",
})
# fmt: on
_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
# Elements whose look differs without an attribute.
_CHANGING = _BOLD | {"center", "pre", "del", "s", "strike"}
_HEADING = re.compile(r"h([1-6])")
_OUTLINE = re.compile(r"mso-outline-level:([1-9])")
_ALIGN = re.compile(r"text-align:(?:-\w+-)?(left|right|center|justify|start|end)")
_WEIGHT = re.compile(r"font-weight:(?:(bold|[6-9]00)|normal|[1-5]00)")
_SIZE = re.compile(r"font-size:(\d{1,4}(?:\.\d{1,4})?)(pt|px)")
_POINTS_A_PIXEL = 0.75


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What an element hands down. `out` is why its text is left out: None if it is not, empty where nobody would miss it.

    `how` says how it is hidden where that is why, `shade` what the colours are, `faint` how these hide it.
    """

    out: str | None = None
    level: int = 0
    aligned: str = ""
    bold: bool = False
    size: float | None = None
    kept: bool = False
    label: bool = False
    how: str = ""
    shade: Shade = AS_USUAL
    faint: str = ""


def inherited(look: Look, tag: str, attributes: Mapping[str, str], of_word: bool, ruled: str = "") -> Look:
    """The look of an element inside one of look `look`; `ruled` is what style sheets say of it."""
    if tag in CLOSED:
        return look if look.out is not None else replace(look, out="")
    if not attributes and not ruled and tag not in _CHANGING:
        return look
    style = "".join(attributes.get("style", "").split()).lower()
    whole = f"{ruled};{style}" if ruled else style
    shade = shaded(look.shade, tag, attributes, whole)
    how = look.how or out_of_sight(attributes, whole)
    heading, outline, weight, size = _HEADING.fullmatch(tag), _OUTLINE.search(style), _WEIGHT.search(style), _SIZE.search(style)
    return Look(
        out=look.out if look.out is not None else HIDDEN if how else _reason(tag, of_word),
        level=int(heading[1]) if heading else int(outline[1]) if outline else look.level,
        aligned=_alignment(tag, attributes, style) or look.aligned,
        bold=bool(weight[1]) if weight else look.bold or tag in _BOLD,
        size=float(size[1]) * (1 if size[2] == "pt" else _POINTS_A_PIXEL) if size else look.size,
        kept=look.kept or tag == "pre",
        label=look.label or "mso-list:ignore" in style,
        how=how,
        shade=shade,
        faint=look.faint if shade is look.shade else shade.kind,
    )


def _reason(tag: str, of_word: bool) -> str | None:
    """Why an element that is not hidden is left out, None if it is not."""
    if tag == "del":
        return DELETED
    return STRUCK if of_word and tag in ("s", "strike") else None


def _alignment(tag: str, attributes: Mapping[str, str], style: str) -> str:
    said = _ALIGN.search(style)
    if said:
        return said[1]
    if tag in ("center", "th"):
        return "center"
    return attributes.get("align", "").strip().lower() if tag in BLOCKS else ""
