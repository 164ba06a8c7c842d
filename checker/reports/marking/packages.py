"""Opening a Word file to write into it: within the limits, and mended in memory where python-docx refuses what Word opens."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile

import docx
from docx.document import Document
from lxml import etree

from checker.reading import limits
from checker.reading.errors import Unreadable
from checker.reading.packages import DAMAGED, parse

_TYPES = "[Content_Types].xml"
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_MAIN = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?"
    rb"|openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml"
)
# A copy is for reading remarks: macros stay behind, and what may stand in a file with macros only.
_MACROS = ("vbaProject", "wordVbaData", "attachedToolbars", "keyMapCustomizations")
# "Strict" files name the same vocabulary otherwise.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_STRICT_NAMES = ((b"/extendedProperties", b"/extended-properties"), (b"/customProperties", b"/custom-properties"))
_CONFORMANCE = re.compile(rb"""\s(?:\w+:)?conformance=["']strict["']""")
# What stands in for a picture whose part is missing: no picture either, but a part.
_NO_PICTURE = "/word/media/missing.png"


def opened(data: bytes) -> Document:
    """The Word file in `data`, open. Raises many kinds of errors for what is none."""
    parts = _inflated(data)
    try:
        return docx.Document(io.BytesIO(data))
    except MemoryError:
        raise
    except Exception:
        return docx.Document(io.BytesIO(_mended(parts)))


def _inflated(data: bytes) -> dict[str, bytes]:
    """All parts by name. They are counted here, since python-docx inflates without a limit."""
    parts: dict[str, bytes] = {}
    room = limits.XML_TOTAL_BYTES
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
        if len(entries) > limits.ZIP_ENTRIES:
            raise Unreadable("too_large", DAMAGED)
        for entry in entries:
            with package.open(entry) as stream:
                raw = stream.read(room + 1)
            room -= len(raw)
            if room < 0:
                raise Unreadable("too_large", DAMAGED)
            parts[entry.filename] = raw
    return parts


def _mended(parts: dict[str, bytes]) -> bytes:
    """The package as python-docx wants it: an ordinary document, in the usual words, with all its parts."""
    mended = {name: _usual(raw) if name.endswith((".xml", ".rels")) else raw for name, raw in parts.items()}
    mended[_TYPES] = _OTHER_MAIN.sub(_DOCUMENT, mended[_TYPES])
    known = {name.lower(): name for name in mended}
    for name in [name for name in mended if name.endswith(".rels")]:
        mended[name] = _without_gaps(mended, name, known)
    if _NO_PICTURE[1:] in mended:
        types = parse(mended[_TYPES])
        etree.SubElement(types, types.tag.replace("Types", "Override"), PartName=_NO_PICTURE, ContentType="image/png")
        mended[_TYPES] = etree.tostring(types)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, raw in mended.items():
            package.writestr(name, raw)
    return file.getvalue()


def _usual(raw: bytes) -> bytes:
    if b"http://purl.oclc.org/ooxml/" not in raw:
        return raw
    raw = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", raw)
    for strict, usual in _STRICT_NAMES:
        raw = raw.replace(strict, usual)
    return _CONFORMANCE.sub(b"", raw)


def _without_gaps(parts: dict[str, bytes], name: str, known: dict[str, str]) -> bytes:
    """A relationship part that leads to parts that are there, and to no macros; puts the stand-in for pictures into `parts`."""
    root = parse(parts[name])
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in list(root.iterchildren("{*}Relationship")):
        if relation.get("TargetMode") == "External":
            continue
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "").replace("\\", "/"))).lstrip("/")
        kind = relation.get("Type", "").rpartition("/")[2]
        if kind in _MACROS:
            root.remove(relation)
        elif target not in parts and target.lower() in known:
            relation.set("Target", "/" + known[target.lower()])
        elif target not in parts and kind == "image":
            relation.set("Target", _NO_PICTURE)
            parts[_NO_PICTURE[1:]] = b""
        elif target not in parts:
            root.remove(relation)
    return etree.tostring(root)
