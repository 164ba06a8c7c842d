"""Opening a zip of XML parts (Office Open XML, OpenDocument, OFD) that may be hostile.

Nothing is unpacked to disk, sizes are counted while inflating and never believed from the header, a DOCTYPE is
refused, and no entity or address is followed. Part names are compared without case and with either slash, because
the programs that write them do not agree.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from checker.reading import limits
from checker.reading.errors import Unreadable
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
_CENTRAL_HEADER, _END_OF_DIRECTORY, _LOCAL_HEADER = b"PK\x01\x02", b"PK\x05\x06", b"PK\x03\x04"
_ENCRYPTED_FLAG, _UTF_8_FLAG = 0x1, 0x800
# Of these nobody makes use in packages, and zipfile knows none: patches, strong encryption.
_UNKNOWN_FLAGS = 0x20 | 0x40
# Version, flags, method, checksum, sizes packed and unpacked, lengths of name, extras and comment, where the entry begins.
_DIRECTORY_ENTRY, _DIRECTORY_END = struct.Struct("<4s2xHHH4xIIIHHH8xI"), struct.Struct("<4s4xHHIIH")
_LOCAL_ENTRY = struct.Struct("<4s2xH18xHH")
# Where a value does not fit into 32 bits it stands elsewhere; where one may, this is to be found so many bytes before the end.
_ELSEWHERE, _LONG_DIRECTORY, _LONG_BEFORE = 0xFFFFFFFF, b"PK\x06\x07", 20
# The version of the format up to which zipfile reads it.
_NEWEST = 63
# Names of parts are of a few kinds; longer ones are not worth keeping.
_USUAL_NAME = 100
# Programs write the same relations into one file after the other, some thousand bytes.
_USUAL_RELATIONS = 10_000

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)

DAMAGED = "文件已损坏，无法打开；请用 Word 或 WPS 重新另存为 .docx 后再报。"
_TOO_LARGE = "文件解压后过大，无法处理；请删去多余的图片和附件，另存为 .docx 后再报。"
_DOCTYPE = "文件内含不安全的声明（DOCTYPE），不予打开；请用 Word 或 WPS 重新另存为 .docx 后再报。"


class Relation(NamedTuple):
    """A part that another points to by `id` (``rId2``); `kind` is the last word of the relationship's type (``header``)."""

    id: str
    kind: str
    target: str


class Entry(NamedTuple):
    """What the directory says of a part: where it begins in the file, how it is packed and how long it is, packed and not."""

    name: str
    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    offset: int


class Packed(NamedTuple):
    """The packed bytes of a part; parts of which all of this is the same are the same."""

    raw: bytes
    method: int
    checksum: int
    size: int


class Package:
    """The parts of one package, read by name within the limits."""

    def __init__(self, data: bytes) -> None:
        if _entries(data) > limits.ZIP_ENTRIES:
            raise Unreadable("too_large", _TOO_LARGE)
        self._data = data
        entries = _plain_directory(data) or _directory(data)
        # A directory that does not reach back to the first byte is that of another package stored inside this one.
        if all(entry.offset for entry in entries):
            raise Unreadable("damaged", DAMAGED)
        self._entries = {_key(entry.name.partition("\0")[0]): entry for entry in entries}
        self._budget = limits.XML_TOTAL_BYTES

    def names(self) -> list[str]:
        """Lower-case names of all parts."""
        return list(self._entries)

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, None if there is no such part; raises `Unreadable`."""
        packed = self.packed(name)
        return None if packed is None else self.unpacked(packed)

    def packed(self, name: str) -> Packed | None:
        """A part as it is stored, None if there is no such part; raises `Unreadable`."""
        entry = self._entries.get(_key(name))
        if entry is None:
            return None
        if entry.flags & _ENCRYPTED_FLAG:
            raise Unreadable("encrypted", ENCRYPTED)
        start = _content(self._data, entry)
        if start is None:
            raise Unreadable("damaged", DAMAGED)
        return Packed(self._data[start : start + entry.packed], entry.method, entry.checksum, entry.size)

    def unpacked(self, packed: Packed) -> bytes:
        """The bytes of a part that was had with `packed`; raises `Unreadable`."""
        limit = min(limits.XML_PART_BYTES, self._budget)
        raw = inflated(packed, limit + 1)
        if len(raw) > limit:
            raise Unreadable("too_large", _TOO_LARGE)
        self._budget -= len(raw)
        return raw

    def head(self, name: str, length: int) -> bytes:
        """The first bytes of a part, empty where it is missing or damaged; they are no part of what may be inflated."""
        with suppress(Unreadable):
            packed = self.packed(name)
            return b"" if packed is None else inflated(packed, length)
        return b""

    def xml(self, name: str) -> etree._Element | None:
        """The root element of a part, None if there is no such part."""
        raw = self.read(name)
        return None if raw is None else parse(raw)

    def relations(self, name: str) -> list[Relation]:
        """What a part (``""`` for the package itself) points to inside the package, in the order of the file."""
        folder, base = posixpath.split(name)
        raw = self.read(f"{folder}/_rels/{base}.rels")
        if raw is None:
            return []
        relations = _known_relations if len(raw) < _USUAL_RELATIONS else _relations
        return list(relations(raw, posixpath.join("/", folder, "")))


def _relations(raw: bytes, folder: str) -> tuple[Relation, ...]:
    """What a part in `folder` points to."""
    items = (item for item in parse(raw) if _is_relationship(item) and item.get("TargetMode") != "External")
    return tuple(_relation(item, folder) for item in items)


def _is_relationship(item: etree._Element) -> bool:
    return isinstance(tag := item.tag, str) and (tag == "Relationship" or tag.endswith("}Relationship"))


def _relation(item: etree._Element, folder: str) -> Relation:
    target = str(item.get("Target"))
    named = target if target.startswith("/") else folder + target
    return Relation(str(item.get("Id")), str(item.get("Type")).rpartition("/")[2], named)


def _plain_directory(data: bytes) -> list[Entry]:
    """The directory of a zip that ends with it and has nothing out of the ordinary; empty for all others."""
    end = len(data) - _DIRECTORY_END.size
    mark, _, _, whole, at, comment = _DIRECTORY_END.unpack_from(data, end) if end >= 0 else (b"", 0, 0, 0, 0, 0)
    if mark != _END_OF_DIRECTORY or comment or at + whole != end or data[end - _LONG_BEFORE :].startswith(_LONG_DIRECTORY):
        return []
    found = []
    while at + _DIRECTORY_ENTRY.size <= end:
        entry = _DIRECTORY_ENTRY.unpack_from(data, at)
        mark, version, flags, method, checksum, packed, size, length, extra, comment, offset = entry
        at += _DIRECTORY_ENTRY.size
        name = data[at : at + length]
        unusual = extra or comment or version > _NEWEST or offset == _ELSEWHERE or _ELSEWHERE in (packed, size)
        if mark != _CENTRAL_HEADER or unusual or not name.isascii():
            return []
        found.append(Entry(name.decode("ascii"), flags, method, checksum, packed, size, offset))
        at += length
    return found if at == end else []


def _directory(data: bytes) -> list[Entry]:
    """The directory of any zip; raises `Unreadable`."""
    try:
        found = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile as error:
        raise Unreadable("damaged", DAMAGED) from error
    return [
        Entry(
            entry.orig_filename,
            entry.flag_bits,
            entry.compress_type,
            entry.CRC,
            entry.compress_size,
            entry.file_size,
            entry.header_offset,
        )
        for entry in found
    ]


def _content(data: bytes, entry: Entry) -> int | None:
    """Where the content of an entry begins; None where its own header is not as the directory says, or of no known kind."""
    head = data[entry.offset : entry.offset + _LOCAL_ENTRY.size]
    if entry.method not in _METHODS or entry.flags & _UNKNOWN_FLAGS or len(head) < _LOCAL_ENTRY.size:
        return None
    mark, flags, length, extra = _LOCAL_ENTRY.unpack(head)
    at = entry.offset + _LOCAL_ENTRY.size
    name = data[at : at + length].decode("utf-8" if flags & _UTF_8_FLAG else "cp437", "replace")
    return at + length + extra if mark == _LOCAL_HEADER and name == entry.name else None


def inflated(packed: Packed, most: int = limits.XML_PART_BYTES) -> bytes:
    """The first bytes of a part, checked where they are all that there are; raises `Unreadable`."""
    bound = min(most, packed.size)
    try:
        raw = packed.raw[:bound] if packed.method == zipfile.ZIP_STORED else _decompressed(packed.raw, bound)
    except zlib.error as error:
        raise Unreadable("damaged", DAMAGED) from error
    if (len(raw) < most or len(raw) == packed.size) and zlib.crc32(raw) != packed.checksum:
        raise Unreadable("damaged", DAMAGED)
    return raw


def _decompressed(raw: bytes, most: int) -> bytes:
    # For zlib, none at all would mean no bound.
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, most) if most else b""


def first_name(data: bytes) -> bytes:
    """Name of the first entry, as its own header has it: all that a zip without its directory can tell of itself."""
    return data[30 : 30 + int.from_bytes(data[26:28], "little")]


def parse(raw: bytes) -> etree._Element:
    """Root of an XML text, with a DOCTYPE refused and no entity resolved."""
    if b"!" in raw and b"<!DOCTYPE" in raw:
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
    return _known_key(name) if len(name) < _USUAL_NAME else _plain_name(name)


def _plain_name(name: str) -> str:
    """What names of one part have in common, whatever their case and slashes."""
    return posixpath.normpath("/" + name.replace("\\", "/").lower()).lstrip("/")


_known_key = lru_cache(maxsize=1024)(_plain_name)
_known_relations = lru_cache(maxsize=32)(_relations)
