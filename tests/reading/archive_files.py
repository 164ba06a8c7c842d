"""Small archives written by hand, so that a test shows the very names, flags and links it is about."""

from __future__ import annotations

import io
import os
import struct
import tarfile
import zlib
from dataclasses import dataclass
from types import ModuleType

import pytest


@dataclass(frozen=True)
class Z:
    """An entry of a zip. `name` is written as it is; with a password the data are encrypted as old programs do."""

    name: bytes
    data: bytes = b""
    flags: int = 0
    extra: bytes = b""
    mode: int = 0
    password: bytes = b""
    method: int = 8
    start: int = -1


def zip_file(*entries: Z) -> bytes:
    """A zip of these entries; one with a `start` is in the directory only, and points there."""
    body, directory = bytearray(), bytearray()
    for entry in entries:
        start = entry.start if entry.start >= 0 else len(body)
        crc, packed = zlib.crc32(entry.data), entry.data
        if entry.method == 8:
            squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
            packed = squeezer.compress(entry.data) + squeezer.flush()
        flags = entry.flags | (1 if entry.password else 0)
        if entry.password:
            packed = _encrypted(bytes(11) + (crc >> 24).to_bytes(1, "little") + packed, entry.password)
        sizes = (flags, entry.method, 0, 33, crc, len(packed), len(entry.data), len(entry.name), len(entry.extra))
        if entry.start < 0:
            body += b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, *sizes) + entry.name + entry.extra + packed
        directory += b"PK\x01\x02" + struct.pack("<HHHHHHIIIHH", 0x031E, 20, *sizes)
        directory += struct.pack("<HHHII", 0, 0, 0, entry.mode << 16, start) + entry.name + entry.extra
    count = min(len(entries), 0xFFFF)
    return bytes(body + directory) + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)


def _encrypted(data: bytes, password: bytes) -> bytes:
    keys = [0x12345678, 0x23456789, 0x34567890]

    def update(byte: int) -> None:
        keys[0] = _crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = _crc(keys[2], keys[1] >> 24)

    for byte in password:
        update(byte)
    result = bytearray()
    for byte in data:
        k = keys[2] | 2
        result.append(byte ^ (k * (k ^ 1) >> 8 & 0xFF))
        update(byte)
    return bytes(result)


def _crc(crc: int, byte: int) -> int:
    return zlib.crc32(bytes([byte]), crc ^ 0xFFFFFFFF) ^ 0xFFFFFFFF


def unicode_name(name: bytes, better: str) -> bytes:
    """The extra field that holds a name in UTF-8 beside the old one."""
    field = b"\x01" + zlib.crc32(name).to_bytes(4, "little") + better.encode()
    return struct.pack("<HH", 0x7075, len(field)) + field


def tar_file(*members: tuple[tarfile.TarInfo, bytes], mode: str = "w", **more: object) -> bytes:
    """A tar; `mode` as tarfile has it, with the compression."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode, **more) as archive:  # type: ignore[call-overload]
        for info, data in members:
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def t(name: str, data: bytes = b"", kind: bytes = tarfile.REGTYPE, target: str = "") -> tuple[tarfile.TarInfo, bytes]:
    """A member of a tar."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size = kind, target, len(data)
    return info, data


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    """A tar of files."""
    return tar_file(*(t(name, data) for name, data in files.items()), mode=mode)


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of files, names in UTF-8 and said to be."""
    return zip_file(*(Z(name.encode(), data, flags=0x800) for name, data in files.items()))


def sevenz(files: dict[str, bytes], **more: object) -> bytes:
    """A 7z of files; `more` as py7zr has it."""
    file = io.BytesIO()
    with library("py7zr").SevenZipFile(file, "w", **more) as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return file.getvalue()


def rar5(*blocks: bytes, volume: bool = False) -> bytes:
    """A RAR 5 archive."""
    return b"Rar!\x1a\x07\x01\x00" + _rar5_block(1, 0, _vint(1 if volume else 0)) + b"".join(blocks) + _rar5_block(5, 0, b"\0")


def rar5_file(name: str, data: bytes, link: int = 0, wrong: int = 0) -> bytes:
    """A stored file; `link` is its kind (1 symbolic), `wrong` is added to its checksum."""
    fields = _vint(0x04) + _vint(len(data)) + _vint(0o100644) + ((zlib.crc32(data) + wrong) & 0xFFFFFFFF).to_bytes(4, "little")
    fields += _vint(0) + _vint(1) + _vint(len(name.encode())) + name.encode()
    record = _vint(5) + _vint(link) + _vint(0) + _vint(1) + b"x"
    return _rar5_block(2, 2, fields, _vint(len(record)) + record if link else b"", len(data)) + data


def _rar5_block(kind: int, flags: int, fields: bytes, extra: bytes = b"", size: int = 0) -> bytes:
    head = _vint(kind) + _vint(flags | (1 if extra else 0))
    head += (_vint(len(extra)) if extra else b"") + (_vint(size) if flags & 2 else b"") + fields + extra
    head = _vint(len(head)) + head
    return zlib.crc32(head).to_bytes(4, "little") + head


def _vint(number: int) -> bytes:
    result = bytearray()
    while number > 0x7F:
        result.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*result, number])


def rar4(*files: bytes, volume: bool = False) -> bytes:
    """A RAR 4 archive."""
    return (
        b"Rar!\x1a\x07\x00" + _rar4_block(0x73, 1 if volume else 0, bytes(6)) + b"".join(files) + _rar4_block(0x7B, 0x4000, b"")
    )


def rar4_file(name: bytes, data: bytes, encrypted: bool = False, mode: int = 0o100644) -> bytes:
    """A stored file, its name in bytes; an encrypted one is only said to be."""
    fields = struct.pack("<IIBIIBBHI", len(data), len(data), 3, zlib.crc32(data), 33 << 16, 29, 0x30, len(name), mode) + name
    return _rar4_block(0x74, 0x8000 | (0x404 if encrypted else 0), fields + (b"saltsalt" if encrypted else b"")) + data


def _rar4_block(kind: int, flags: int, fields: bytes) -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return (zlib.crc32(head) & 0xFFFF).to_bytes(2, "little") + head


def library(name: str) -> ModuleType:
    """An optional library; the test is skipped without it, unless GANHUO_NEEDS_ARCHIVES says that it must be there."""
    if os.environ.get("GANHUO_NEEDS_ARCHIVES"):
        return __import__(name)
    module: ModuleType = pytest.importorskip(name)
    return module
