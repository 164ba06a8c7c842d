"""Packages are read as zipfile reads them, whatever their directory looks like, and refused where it refuses them."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from checker.reading import limits, packages
from checker.reading.errors import Unreadable
from checker.reading.packages import Package
from tests.paths import ROOT, SAMPLES

FILES = sorted(
    {
        *SAMPLES.glob("*.docx"),
        *(path for path in ROOT.glob("tests/fixtures/*/*") if path.suffix in (".docx", ".odt", ".xlsx", ".pptx", ".ofd")),
    }
)
PARTS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a>" + b"x" * 5000 + b"</a>", "word/leer.xml": b""}


def packed(method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"", extra: bytes = b"", long: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = comment
        for name, content in PARTS.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.extra = method, extra
            with archive.open(entry, "w", force_zip64=long) as stream:
                stream.write(content)
    return out.getvalue()


def read(data: bytes) -> dict[str, bytes | None]:
    package = Package(data)
    return {name: package.read(name) for name in PARTS}


def changed(data: bytes, old: bytes, new: bytes, which: int) -> bytes:
    """The data with one occurrence of some bytes replaced; -1 is the last."""
    pieces = data.split(old)
    at = which % (len(pieces) - 1) + 1
    return old.join(pieces[:at]) + new + old.join(pieces[at:])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_all_parts_of_a_file_are_those_that_zipfile_finds(path: Path) -> None:
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        theirs = {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
    package = Package(data)
    assert {name: package.read(name) for name in theirs} == theirs
    assert {name: package.head(name, 100) for name in theirs} == {name: part[:100] for name, part in theirs.items()}


@pytest.mark.parametrize(
    ("data", "is_plain"),
    [
        (packed(), True),
        (packed(zipfile.ZIP_STORED), True),
        (packed(comment=b"a comment"), False),
        (packed(extra=struct.pack("<HH4s", 0xCAFE, 4, b"abcd")), False),
        (packed(long=True), True),
    ],
    ids=["deflated", "stored", "with a comment", "with extras", "made for long parts"],
)
def test_odd_directories_are_left_to_zipfile(data: bytes, is_plain: bool) -> None:
    assert read(data) == PARTS
    assert bool(packages._plain_directory(data)) == is_plain


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (packed()[:-30], "damaged"),
        (b"MZ" + packed(), "damaged"),
        (changed(packed(), b"word/document.xml", b"word/dokument.xml", 0), "damaged"),
        (changed(packed(zipfile.ZIP_STORED), b"xxxx", b"xxxy", 0), "damaged"),
        (packed(zipfile.ZIP_BZIP2), "damaged"),
        (changed(packed(), b"PK\3\4", b"PK\3\5", 1), "damaged"),
    ],
    ids=["cut short", "begins with something else", "two names", "a wrong letter", "another method", "no header"],
)
def test_what_is_not_as_the_directory_says_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.code == code


def test_a_part_is_not_inflated_beyond_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "XML_PART_BYTES", 5006)
    with pytest.raises(Unreadable) as caught:
        read(packed())
    assert caught.value.code == "too_large"


def test_all_parts_together_are_bounded_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "XML_TOTAL_BYTES", 5010)
    with pytest.raises(Unreadable) as caught:
        read(packed())
    assert caught.value.code == "too_large"
