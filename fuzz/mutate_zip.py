"""Zip packages: one part of XML broken as a tree, so that it stays well-formed and gets past the parser; or the zip itself."""

from __future__ import annotations

import copy
import io
import warnings
import zipfile
from functools import lru_cache
from typing import Any

from lxml import etree

from fuzz.mutate import ODD_TEXTS, Mixer, mutate, raw

# Beyond 256 levels libxml2 stops by itself; the readers' own depth is tried below that.
DEPTHS = (3, 30, 120, 200, 245, 1000)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True)
Parts = dict[str, bytes]


@lru_cache(maxsize=64)
def _parts(data: bytes) -> Parts | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if entry.file_size < 2_000_000][:300]
            return {entry.filename: archive.read(entry) for entry in entries}
    except Exception:
        return None


def package(data: bytes, other: bytes, mixer: Mixer) -> bytes:
    """A zip with one part, its directory or its headers broken."""
    rng, parts = mixer.rng, _parts(data)
    if not parts:
        return raw(data, other, mixer)
    parts = dict(parts)
    chance = rng.random()
    if chance < 0.08:
        return _directory(data, mixer)
    if chance < 0.2:
        _rearrange(parts, _parts(other) or parts, mixer)
        return _zipped(parts, mixer)
    name = _pick(parts, mixer)
    if name.endswith((".xml", ".rels", ".xhtml")) and rng.random() < 0.9:
        parts[name] = tree(parts[name], (_parts(other) or {}).get(name, parts[name]), mixer)
    else:
        parts[name] = (
            mutate(parts[name] or b"\0", other, mixer) if rng.random() < 0.5 else raw(parts[name] or b"\0", other, mixer)
        )
    return _zipped(parts, mixer)


def _pick(parts: Parts, mixer: Mixer) -> str:
    """A part, those that hold the text more often than the pictures and properties round it."""
    telling = [
        name
        for name in parts
        if name.lower().endswith((".xml", ".rels")) and "theme" not in name and "docprops" not in name.lower()
    ]
    main = [
        name for name in telling if name.lower().rpartition("/")[2].startswith(("document", "content", "sheet", "slide", "ofd"))
    ]
    for names, share in ((main, 0.5), (telling, 0.85)):
        if names and mixer.rng.random() < share:
            return mixer.rng.choice(names)
    return mixer.rng.choice(list(parts))


def _rearrange(parts: Parts, donors: Parts, mixer: Mixer) -> None:
    rng, names = mixer.rng, list(parts)
    name, second = rng.choice(names), rng.choice(names)
    match rng.randrange(6):
        case 0:
            del parts[name]
        case 1:
            parts[name], parts[second] = parts[second], parts[name]
        case 2:
            donor = rng.choice(list(donors))
            parts[donor] = donors[donor]
        case 3:
            renamed = rng.choice(
                (name.upper(), "/" + name, name.replace("/", "\\"), "../" + name, name + "\0x", "", mixer.word())
            )
            parts[renamed] = parts.pop(name)
        case 4:
            parts[name] = b""
        case _:
            parts.update({f"{number}/{name}": parts[name][:1000] for number in range(mixer.count())})


def _zipped(parts: Parts, mixer: Mixer) -> bytes:
    # Packing costs more than most readings; zipfile knows two ways that the readers accept and one that they do not.
    out, usual = io.BytesIO(), zipfile.ZIP_DEFLATED if mixer.rng.random() < 0.2 else zipfile.ZIP_STORED
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        for name, data in parts.items():
            method = zipfile.ZIP_BZIP2 if mixer.rng.random() < 0.002 else usual
            archive.writestr(zipfile.ZipInfo(name.encode("utf-8", "replace").decode()), data, method, 1)
            if mixer.rng.random() < 0.002:
                archive.writestr(name.encode("utf-8", "replace").decode() or "x", data)
    return out.getvalue()


def _directory(data: bytes, mixer: Mixer) -> bytes:
    """A lie in a local or central header: flags, method, sizes, offsets, lengths."""
    rng, marks = mixer.rng, (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06")
    found = [at for mark in marks for at in _all(data, mark)]
    if not found:
        return raw(data, data, mixer)
    changed, at = bytearray(data), rng.choice(found)
    for _ in range(rng.choice((1, 1, 2))):
        where = min(at + rng.randrange(4, 46), len(changed) - 4)
        value = rng.choice((0, 1, 8, 9, 12, 14, 99, 255, 0xFFFF, 0xFFFFFFFF, 0x7FFFFFFF, len(data), rng.getrandbits(32)))
        width = rng.choice((1, 2, 4))
        changed[where : where + width] = value.to_bytes(8, "little")[:width]
    return bytes(changed)


def _all(data: bytes, mark: bytes) -> list[int]:
    found: list[int] = []
    at = data.find(mark)
    while at >= 0 and len(found) < 1000:
        found.append(at)
        at = data.find(mark, at + 1)
    return found


def tree(data: bytes, other: bytes, mixer: Mixer) -> bytes:
    """XML with one to four elements broken."""
    try:
        root = etree.fromstring(data, _PARSER)
        donor = etree.fromstring(other, _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return raw(data or b"\0", other or b"\0", mixer)
    if root is None or donor is None:
        return raw(data or b"\0", other or b"\0", mixer)
    for _ in range(mixer.rng.choice((1, 1, 2, 4))):
        try:
            _break(root, donor, mixer)
        except (ValueError, TypeError):
            continue  # a name or text that XML cannot hold
    encoding = mixer.rng.choice(("utf-8",) * 9 + ("utf-16", "gb18030"))
    try:
        written: Any = etree.tostring(root, encoding=encoding, xml_declaration=True)
    except etree.SerialisationError:  # the document itself declared an encoding that is none
        return raw(data, other or b"\0", mixer)
    # Characters that the library refuses to write, and references to them.
    if mixer.rng.random() < 0.06:
        written = written.replace(b"</", mixer.rng.choice(ODD_TEXTS).encode("utf-8", "surrogatepass") + b"</", 1)
    return bytes(written)


def _break(root: etree._Element, donor: etree._Element, mixer: Mixer) -> None:
    rng = mixer.rng
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    element, second = rng.choice(elements), rng.choice(elements)
    parent = element.getparent()
    match rng.randrange(15):
        case 0 if parent is not None:
            parent.remove(element)
        case 1 if parent is not None and len(elements) < 20_000:
            size = sum(1 for _ in element.iter())
            for _ in range(min(mixer.count(), 200_000 // size)):
                parent.insert(parent.index(element), copy.deepcopy(element))
        case 2 if parent is not None:
            parent.replace(element, copy.deepcopy(second))
        case 3:
            element.append(copy.deepcopy(rng.choice(list(donor.iter()))))
        case 4:
            _nest(element, mixer)
        case 5 | 6:
            _attributes(element, mixer)
        case 7:
            element.tag = _name(element, mixer)
        case 8 | 9:
            made = etree.SubElement(element, _name(element, mixer))
            made.set(_name(element, mixer), mixer.number())
            made.text = mixer.word()
            element.insert(rng.randrange(len(element)), made)
        case 10:
            element.text = mixer.rng.choice((mixer.word(), mixer.number()))
        case 11:
            element.tail = mixer.word()
        case 12 | 13 if parent is not None:
            outer = etree.Element(_name(element, mixer))
            outer.set(_name(element, mixer), mixer.word())
            parent.replace(element, outer)
            outer.append(element)
        case _:
            element.extend([copy.deepcopy(child) for child in second][:50])


def _nest(element: etree._Element, mixer: Mixer) -> None:
    """The element inside copies of its own shell."""
    parent = element.getparent()
    if parent is None:
        return
    index, shell = parent.index(element), copy.copy(element.tag)
    attributes: Any = dict(element.items())
    names: Any = element.nsmap
    innermost = element
    outermost = element
    for _ in range(mixer.rng.choice(DEPTHS)):
        outer = etree.Element(shell, attributes, names)
        outer.append(outermost)
        outermost = outer
    if mixer.rng.random() < 0.3:
        innermost.append(copy.deepcopy(element))
    parent.insert(index, outermost)


def _attributes(element: etree._Element, mixer: Mixer) -> None:
    names = list(element.attrib)
    if not names or mixer.rng.random() < 0.2:
        element.set(_name(element, mixer), mixer.rng.choice((mixer.word(), mixer.number())))
        return
    name = mixer.rng.choice(names)
    match mixer.rng.randrange(4):
        case 0:
            del element.attrib[name]
        case 1:
            element.set(name, mixer.word())
        case _:
            element.set(name, mixer.number())


def _name(element: etree._Element, mixer: Mixer) -> str:
    """A name that the reader knows, in the element's namespace."""
    space, word = etree.QName(element).namespace, mixer.word()
    if word.startswith("{"):
        return word + mixer.word() if word.endswith("}") else word
    return f"{{{space}}}{word}" if space and mixer.rng.random() < 0.9 else word
