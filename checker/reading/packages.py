"""Opening a zip of XML parts (Office Open XML, OpenDocument, OFD) that may be hostile.

Nothing is unpacked to disk, sizes are counted while inflating and never believed from the header, a DOCTYPE is
refused, and no entity or address is followed. Part names are compared without case and with either slash, because
the programs that write them do not agree.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from contextlib import suppress
from dataclasses import dataclass

from lxml import etree

from checker.reading import limits
from checker.reading.errors import Unreadable, damaged_as
from checker.reading.wording import ENCRYPTED

# "Strict" files use other names for the same vocabulary; mapped once, so that nothing above has to know.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/presentationml/main", b"http://schemas.openxmlformats.org/presentationml/2006/main"),
)
# The package standard knows these two; others (bzip2, LZMA) inflate without a bound in zipfile.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_CENTRAL_HEADER, _END_OF_DIRECTORY = b"PK\x01\x02", b"PK\x05\x06"
_ENCRYPTED_FLAG = 0x1

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)

DAMAGED = "文件已损坏，无法打开；请用 Word 或 WPS 重新另存为 .docx 后再报。"
_TOO_LARGE = "文件解压后过大，无法处理；请删去多余的图片和附件，另存为 .docx 后再报。"
_DOCTYPE = "文件内含不安全的声明（DOCTYPE），不予打开；请用 Word 或 WPS 重新另存为 .docx 后再报。"


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another points to by `id` (``rId2``); `kind` is the last word of the relationship's type (``header``)."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of one package, read by name within the limits."""

    def __init__(self, data: bytes) -> None:
        if _entries(data) > limits.ZIP_ENTRIES:
            raise Unreadable("too_large", _TOO_LARGE)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile as error:
            raise Unreadable("damaged", DAMAGED) from error
        # A directory that does not reach back to the first byte is that of another package stored inside this one.
        if all(entry.header_offset for entry in self._zip.infolist()):
            raise Unreadable("damaged", DAMAGED)
        self._entries = {_key(entry.filename): entry for entry in self._zip.infolist()}
        self._budget = limits.XML_TOTAL_BYTES

    def names(self) -> list[str]:
        """Lower-case names of all parts."""
        return list(self._entries)

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, None if there is no such part; raises `Unreadable`."""
        entry = self._entries.get(_key(name))
        if entry is None:
            return None
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise Unreadable("encrypted", ENCRYPTED)
        if entry.compress_type not in _METHODS:
            raise Unreadable("damaged", DAMAGED)
        limit = min(limits.XML_PART_BYTES, self._budget)
        # zipfile and zlib have half a dozen errors for a damaged part.
        with damaged_as(DAMAGED), self._zip.open(entry) as stream:
            raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise Unreadable("too_large", _TOO_LARGE)
        self._budget -= len(raw)
        return raw

    def head(self, name: str, length: int) -> bytes:
        """The first bytes of a part, empty where it is missing or damaged; they are no part of what may be inflated."""
        entry = self._entries.get(_key(name))
        if entry is None or entry.flag_bits & _ENCRYPTED_FLAG or entry.compress_type not in _METHODS:
            return b""
        with suppress(Unreadable), damaged_as(DAMAGED), self._zip.open(entry) as stream:
            return stream.read(length)
        return b""

    def xml(self, name: str) -> etree._Element | None:
        """The root element of a part, None if there is no such part."""
        raw = self.read(name)
        return None if raw is None else parse(raw)

    def relations(self, name: str) -> list[Relation]:
        """What a part (``""`` for the package itself) points to inside the package, in the order of the file."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", base + ".rels"))
        if root is None:
            return []
        found = [item for item in root.iterchildren("{*}Relationship") if item.get("TargetMode") != "External"]
        return [
            Relation(str(item.get("Id")), _kind(item), posixpath.join("/", folder, str(item.get("Target")))) for item in found
        ]


def _kind(relationship: etree._Element) -> str:
    return str(relationship.get("Type")).rpartition("/")[2]


def first_name(data: bytes) -> bytes:
    """Name of the first entry, as its own header has it: all that a zip without its directory can tell of itself."""
    return data[30 : 30 + int.from_bytes(data[26:28], "little")]


def parse(raw: bytes) -> etree._Element:
    """Root of an XML text, with a DOCTYPE refused and no entity resolved."""
    if b"<!DOCTYPE" in raw:
        raise Unreadable("damaged", _DOCTYPE)
    if b"http://purl.oclc.org/ooxml/" in raw:
        for strict, usual in _STRICT:
            raw = raw.replace(strict, usual)
    try:
        root = etree.fromstring(raw, _PARSER)
    except etree.XMLSyntaxError as error:
        raise Unreadable("damaged", DAMAGED) from error
    # Again for encodings in which the bytes above look different.
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("damaged", _DOCTYPE)
    return root


def _entries(data: bytes) -> int:
    """How many entries the directory at the end has, before zipfile builds an object for each."""
    end = data.rfind(_END_OF_DIRECTORY)
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    return data.count(_CENTRAL_HEADER, max(0, end - size), end) if end >= 0 else 0


def _key(name: str) -> str:
    return posixpath.normpath("/" + name.replace("\\", "/").lower()).lstrip("/")
