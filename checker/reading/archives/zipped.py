"""Zip archives. Their names come in two encodings and mostly without saying in which."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import NamedTuple
from zipfile import ZipFile, ZipInfo

from checker.reading import limits
from checker.reading.archives.entries import DAMAGED, ENCRYPTED, HEADERS, METHOD, VOLUME, Budget, Entry
from checker.reading.archives.naming import decoded
from checker.reading.errors import Unreadable
from checker.reading.options import Options
from checker.reading.packages import first_name

# What makes a zip the file of an office program; and what such a file begins with, for one that was cut short.
OFFICE = re.compile(
    rb"\[content_types\]\.xml|mimetype|ofd\.xml|word/document\d*\.xml|xl/workbook\.(?:xml|bin)|ppt/presentation\.xml|index/[^/]*\.iwa"
)
OFFICE_BEGINNING = re.compile(
    rb"\[content_types\]|_rels/|docprops/|(?:word|xl|ppt)/.*\.(?:xml|rels)$|customxml/|mimetype$|ofd\.xml$|doc_0/"
)
LOCAL_HEADER, CENTRAL_HEADER, END, END_64_LOCATOR = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x07"
END_64_BYTES, LONGEST_END = 56, 22 + 65_535
# Before the first entry of a zip that is split, or was to be and turned out small enough not to be.
SPLIT_MARK, SPLIT_MARK_BYTES = b"PK\x07\x08", 4

# zipfile inflates bzip2 without a bound: 4 KiB of it would be 2 GB. Of LZMA, likewise, they are 30 MB.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA)
PORTION = 4096
AES = 99
AES_ENCRYPTED = "压缩包用 AES 加密，打不开；请去掉密码，或用 7z 格式加密后再报。"
IS_ENCRYPTED, IS_UTF8 = 0x1, 0x800
UNICODE_NAME, DOS_DIRECTORY = 0x7075, 0x10


class _Directory(NamedTuple):
    """Where the directory stands, and where it says that it stands."""

    start: int
    end: int
    claimed: int


def accepts(data: bytes) -> bool:
    """Whether this is a zip but no office document; also one that is cut short."""
    directory = _directory(data)
    if directory is None:
        return OFFICE_BEGINNING.match(_plain(first_name(data))) is None
    headers = islice(_headers(data, directory), limits.ARCHIVE_ENTRIES)
    return not any(OFFICE.fullmatch(_plain(_name(data, header))) for header in headers)


def files(data: bytes, options: Options, budget: Budget) -> Iterator[Entry]:
    """The files in the order of the directory at the end; raises Unreadable where there is none."""
    infos = _opened(data).infolist()
    passwords = list(dict.fromkeys(password.encode(name) for password in options.passwords for name in ("utf-8", "gb18030")))
    for info, name in zip(infos, _readable(infos), strict=True):
        budget.entry()
        if not _is_directory(info):
            is_file = stat.S_IFMT(info.external_attr >> 16) in (0, stat.S_IFREG)
            yield Entry(name, budget.counted(_portions(data, info, passwords)) if is_file else None)


def _opened(data: bytes) -> ZipFile:
    directory = _directory(data)
    if directory is None:
        raise Unreadable("unsupported", VOLUME) if data.startswith(SPLIT_MARK) else Unreadable("damaged", DAMAGED)
    if data.count(CENTRAL_HEADER, directory.start, directory.end) > limits.ARCHIVE_ENTRIES:
        raise Unreadable("too_large", HEADERS)
    try:
        return ZipFile(io.BytesIO(data))
    except UnicodeDecodeError:
        return ZipFile(io.BytesIO(_without_claims(data, directory)))


def _portions(data: bytes, info: ZipInfo, passwords: list[bytes]) -> Iterator[bytes]:
    if info.compress_type == AES:
        raise Unreadable("encrypted", AES_ENCRYPTED)
    if info.compress_type not in METHODS:
        raise Unreadable("unsupported", METHOD)
    yield from _decrypted(data, info, passwords) if info.flag_bits & IS_ENCRYPTED else _inflated(data, info, None)


def _inflated(data: bytes, info: ZipInfo, password: bytes | None) -> Iterator[bytes]:
    """The bytes of a file. `ZipFile.open` would insist that its name is written the same way in both places."""
    start = info.header_offset
    if not data.startswith(LOCAL_HEADER, start):
        raise zipfile.BadZipFile
    packed = io.BytesIO(data)
    packed.seek(start + 30 + sum(struct.unpack_from("<HH", data, start + 26)))
    with zipfile.ZipExtFile(packed, "r", info, password) as stream:
        while portion := stream.read(PORTION):
            yield portion


def _decrypted(data: bytes, info: ZipInfo, passwords: list[bytes]) -> list[bytes]:
    """As `_inflated`, but at once: whether a password fits is known at the end. The one that does is tried first next time."""
    for password in passwords:
        try:
            portions = list(islice(_inflated(data, info, password), limits.FILE_BYTES // PORTION + 1))
        except Exception:  # noqa: S112 - a wrong password shows as any kind of damage
            continue
        passwords.remove(password)
        passwords.insert(0, password)
        return portions
    raise Unreadable("encrypted", ENCRYPTED)


def _readable(infos: list[ZipInfo]) -> list[str]:
    """The names: as declared, by the flag or by Unicode beside the name; of those without, the encoding is decided for all."""
    declared = [info.orig_filename if info.flag_bits & IS_UTF8 else _unicode_name(info) for info in infos]
    others = [info.orig_filename.encode("cp437") for info, name in zip(infos, declared, strict=True) if name is None]
    rest = iter(decoded(others))
    return [next(rest) if name is None else name for name in declared]


def _unicode_name(info: ZipInfo) -> str | None:
    """The name that some programs write in UTF-8 beside the old one, if it still belongs to that."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == UNICODE_NAME and field[1:5] == zlib.crc32(info.orig_filename.encode("cp437")).to_bytes(4, "little"):
            with suppress(UnicodeDecodeError):
                return field[5:].decode("utf-8")
    return None


def _is_directory(info: ZipInfo) -> bool:
    return info.orig_filename.endswith(("/", "\\")) or bool(info.external_attr & DOS_DIRECTORY and not info.file_size)


def _directory(data: bytes) -> _Directory | None:
    """The directory of the archive itself: one that is elsewhere than it says is that of another zip, stored in one cut short."""
    end = data.rfind(END, max(0, len(data) - LONGEST_END))
    if end < 0 or len(data) < end + 22:
        return None
    size, claimed = struct.unpack_from("<II", data, end + 12)
    if end >= END_64_BYTES + 20 and data.startswith(END_64_LOCATOR, end - 20):
        end -= END_64_BYTES + 20
        size, claimed = struct.unpack_from("<QQ", data, end + 40)
    start = end - size
    return _Directory(start, end, claimed) if 0 <= start - claimed <= SPLIT_MARK_BYTES else None


def _headers(data: bytes, directory: _Directory) -> Iterator[int]:
    """The offsets of the directory's entries."""
    at = directory.start
    while data.startswith(CENTRAL_HEADER, at) and at + 46 <= directory.end:
        yield at
        at += 46 + sum(struct.unpack_from("<HHH", data, at + 28))


def _name(data: bytes, header: int) -> bytes:
    return data[header + 46 : header + 46 + int.from_bytes(data[header + 28 : header + 30], "little")]


def _plain(name: bytes) -> bytes:
    return name.lower().replace(b"\\", b"/")


def _without_claims(data: bytes, directory: _Directory) -> bytes:
    """`data` with no name declared to be UTF-8, for one of them is not."""
    changed = bytearray(data)
    for header in _headers(data, directory):
        changed[header + 9] &= ~(IS_UTF8 >> 8)
    return bytes(changed)
