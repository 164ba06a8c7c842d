"""What of an OFD file ofdkit may see: the parts that lead to text, written anew, and nothing that multiplies.

ofdkit has a bound for one part (64 MB) and none for a file: a graphic unit made of ten others that are made of ten others …,
or a page that names the same resources a million times, would keep it busy for ever. So every part is inflated and parsed
here first, within the limits; what draws no text is taken out and counted; and how far the rest can grow is worked out
before it may.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from math import atan2, degrees

from lxml import etree
from lxml.etree import _Element

from checker.reading import limits
from checker.reading.counting import characters
from checker.reading.errors import Unreadable
from checker.reading.hidden import SWITCHED_OFF
from checker.reading.layout.grids import PATHS, Rule
from checker.reading.layout.pages import ASKEW_DEGREES, Unseen
from checker.reading.ofd_hidden import Painted
from checker.reading.ofd_rules import numbers, rules
from checker.reading.packages import Package, parse

# Where the keys of an encrypted file stand (GM/T 0099); its parts are ciphers or dummies.
_KEYS = frozenset({"encryptions.xml", "decryptseed.dat"})
_DRAWINGS = frozenset({"PathObject", "ImageObject"})
_MAY_BE_INVISIBLE = frozenset({"Layer", "PageBlock", "TextObject", "CompositeObject"})
# Writers declare GB2312 and mean what Windows calls so.
_DECLARED = re.compile(rb"(<\?xml[^>]{0,80}encoding=[\"'])(?:gb2312|gbk|cp936)(?=[\"'])", re.IGNORECASE)
_UTF8_NAME = 0x800

TOO_LARGE = "这个OFD解开后过大，无法处理。请拆分后再报，或改报Word文件。"
_LOCKED = "这个OFD已加密，无法读取。请解除加密后重新报送。"


@dataclass(slots=True)
class Part:
    """One part as it is handed on: `size` is in bytes; `paths`, `image_area` (mm²) and rules (mm) is what was taken out of it.

    `units` says how often each graphic unit is drawn, `templates` and `resources` how many of these are named. `unseen` is text
    that was taken out because it is not seen, its top in mm.
    """

    kind: str
    size: int = 0
    paths: int = 0
    image_area: float = 0.0
    across: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    templates: int = 0
    resources: int = 0
    units: Counter[str] = field(default_factory=Counter)
    unseen: list[Unseen] = field(default_factory=list)


@dataclass(slots=True)
class Screened:
    """The package for ofdkit, its `parts` by name, and how many characters and pages are not in it."""

    package: bytes = b""
    parts: dict[str, Part] = field(default_factory=dict)
    units: dict[str, Part] = field(default_factory=dict)
    params: dict[str, _Element] = field(default_factory=dict)
    invisible: int = 0
    watermarks: int = 0
    pages: int = 0

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything to see beside text."""
        return any(part.paths or part.image_area for part in self.parts.values())


def _names(data: bytes) -> dict[str, str]:
    """The parts of a zip, their name -> their name in its directory. Chinese writers forget to say that a name is UTF-8."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {posixpath.normpath("/" + _name(entry)).lstrip("/"): entry.filename for entry in package.infolist()}


def screen(data: bytes) -> Screened:
    """Inflates and parses what leads to text. Raises Unreadable for a package that is encrypted, damaged or too large."""
    package = Package(data)
    stored = _names(data)
    if any(posixpath.basename(name).lower() in _KEYS for name in stored):
        raise Unreadable("encrypted", _LOCKED)
    screened = Screened()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as clean:
        # Resources first: pages may stand before them in the file, and name them.
        for name in sorted(stored, key=lambda name: "res" not in posixpath.basename(name).lower()):
            root = _root(package.read(stored[name])) if name.lower().endswith(".xml") else None
            screener = None if root is None else _SCREENERS.get(_local(root))
            if root is None or screener is None:
                continue
            part = screened.parts[name] = screener(root, screened)
            raw = etree.tostring(root, encoding="utf-8")
            part.size = len(raw)
            if part.kind != "PageAnnot":
                clean.writestr(name, raw)
    if _grown(screened) > limits.XML_TOTAL_BYTES:
        raise Unreadable("too_large", TOO_LARGE)
    screened.package = buffer.getvalue()
    return screened


def _name(entry: zipfile.ZipInfo) -> str:
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME and not name.isascii():
        with suppress(UnicodeError):
            raw = name.encode("cp437")
            name = raw.decode("gb18030")
            name = raw.decode("utf-8")
    return name.replace("\\", "/")


def _root(raw: bytes | None) -> _Element | None:
    """The root of a part; a broken part costs its page, not the file."""
    try:
        return None if raw is None else parse(_DECLARED.sub(rb"\1gb18030", raw))
    except Unreadable:
        return None


def _local(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _entry(root: _Element, screened: Screened) -> Part:
    _remove(islice(list(root.iterchildren("{*}DocBody")), limits.OFD_DOCUMENTS, None))
    return Part("OFD")


def _document(root: _Element, screened: Screened) -> Part:
    pages = list(root.iterfind("{*}Pages/{*}Page"))
    screened.pages += len(pages)
    _remove(pages[limits.PDF_PAGES :])
    return Part("Document", resources=_count(root, "PublicRes", "DocumentRes"))


def _resources(root: _Element, screened: Screened) -> Part:
    part = Part("Res")
    screened.params.update((item.get("ID", ""), item) for item in root.iter("{*}DrawParam"))
    _remove(child for child in list(root) if _local(child) != "CompositeGraphicUnits")
    _leave_text(root, part, screened)
    for element in root.iter("{*}CompositeGraphicUnit"):
        unit = screened.units.setdefault((element.get("ID") or "").strip(), Part("CompositeGraphicUnit"))
        unit.size += len(etree.tostring(element))
        unit.units += _drawn_units(element)
    return part


def _page(root: _Element, screened: Screened) -> Part:
    part = Part("Page", templates=_count(root, "Template"), resources=_count(root, "PageRes"))
    _take_out_unseen(root, part, screened)
    _leave_text(root, part, screened)
    part.units = _drawn_units(root)
    return part


def _annotations(root: _Element, screened: Screened) -> Part:
    screened.watermarks += _characters(root)
    return Part("PageAnnot", paths=_count(root, *_DRAWINGS))


_SCREENERS = {"OFD": _entry, "Document": _document, "Res": _resources, "Page": _page, "PageAnnot": _annotations}


def _take_out_unseen(root: _Element, part: Part, screened: Screened) -> None:
    """Takes out what is painted so as not to be seen."""
    painted = Painted(screened.params, has_template=part.templates > 0)
    for element in root.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject"):
        name = _local(element)
        if name == "TextObject":
            painted.text(element)
        elif name == "PathObject":
            painted.path(element)
        else:
            painted.image(element)
    for element, unseen in painted.unseen():
        # What says of itself that it is not shown is counted with its layer.
        if not any(around.get("Visible") == "false" for around in (element, *element.iterancestors())):
            part.unseen.append(unseen)
            _remove([element])


def _leave_text(root: _Element, part: Part, screened: Screened) -> None:
    """Takes out drawings and text that is invisible or a watermark. Raises Unreadable where there is more text than in a book."""
    if _characters(root) > limits.CHARACTERS:
        raise Unreadable("too_large", TOO_LARGE)
    unwanted = list(_unwanted(root))
    for element in unwanted:
        name = _local(element)
        if name == "ImageObject":
            part.image_area += _area(element)
        elif name == "PathObject":
            part.paths += 1
            if part.paths <= PATHS:
                across, upright = rules(element)
                part.across += across
                part.upright += upright
        elif element.get("Visible") == "false":
            screened.invisible += _characters(element)
            words = "".join(code.text or "" for code in element.iter("{*}TextCode"))
            tops = [numbers(item.get("Boundary")) for item in element.iter("{*}TextObject")]
            part.unseen.append(Unseen(SWITCHED_OFF, words, next((top[1] for top in tops if len(top) == 4), 0.0)))
        else:
            screened.watermarks += _characters(element)
    _remove(unwanted)


def _unwanted(parent: _Element) -> Iterator[_Element]:
    for element in parent:
        name = _local(element)
        invisible = name in _MAY_BE_INVISIBLE and element.get("Visible") == "false"
        if invisible or name in _DRAWINGS or (name == "TextObject" and _is_askew(element)):
            yield element
        else:
            yield from _unwanted(element)


def _is_askew(text: _Element) -> bool:
    matrix = numbers(text.get("CTM"))
    angle = degrees(atan2(matrix[1], matrix[0])) % 90 if len(matrix) >= 2 else 0.0
    return ASKEW_DEGREES < angle < 90 - ASKEW_DEGREES


def _area(image: _Element) -> float:
    box = numbers(image.get("Boundary"))
    return max(0.0, box[2]) * max(0.0, box[3]) if len(box) == 4 else 0.0


def _characters(element: _Element) -> int:
    return sum(characters(code.text or "") for code in element.iter("{*}TextCode"))


def _drawn_units(element: _Element) -> Counter[str]:
    return Counter((item.get("ResourceID") or "").strip() for item in element.iter("{*}CompositeObject"))


def _count(root: _Element, *tags: str) -> int:
    return sum(1 for _ in root.iter(*(f"{{*}}{tag}" for tag in tags)))


def _remove(elements: Iterator[_Element] | list[_Element]) -> None:
    for element in elements:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _grown(screened: Screened) -> int:
    """How many bytes ofdkit will have gone through at most, all graphic units drawn and all templates and resources opened."""
    largest = {kind: max((part.size for part in screened.parts.values() if part.kind == kind), default=0) for kind in _SCREENERS}
    weights: dict[str, int] = {}

    def weight(name: str) -> int:
        unit = screened.units.get(name)
        if unit is None:
            return 0
        if name not in weights:
            # Until it is known: a unit that draws itself is endless.
            weights[name] = limits.XML_TOTAL_BYTES + 1
            weights[name] = unit.size + drawn(unit)
        return weights[name]

    def drawn(part: Part) -> int:
        return sum(count * weight(name) for name, count in part.units.items())

    return sum(
        part.size + drawn(part) + part.templates * largest["Page"] + part.resources * largest["Res"]
        for part in screened.parts.values()
    )
