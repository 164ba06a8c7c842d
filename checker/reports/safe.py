"""What keeps a report harmless: text of materials for XML, names for files, files that are whole or not there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from urllib.parse import quote

# XML 1.0 holds no control characters but tab, line feed and return, no lone surrogates and no U+FFFE, U+FFFF.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What may stand in a name on every system; the rest becomes one `_`.
HARMFUL = re.compile(r"[^\u3400-\u9fff\w《》（）.,\-]+|\.{2,}")
# Names that Windows keeps for devices, with any ending.
DEVICES = re.compile(r"(?i)^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")
LONGEST_NAME = 60


def xml_text(text: str) -> str:
    """`text` without the characters that XML forbids."""
    return FORBIDDEN.sub("", text)


def file_name(text: str) -> str:
    """A harmless stem of a file name made from any text: Han, letters, digits and a few marks, 1–60 characters."""
    stem = HARMFUL.sub("_", xml_text(text))[:LONGEST_NAME].strip("._ ") or "未命名"
    return f"_{stem}"[:LONGEST_NAME] if DEVICES.match(stem) else stem


def relative_url(path: str | None) -> str | None:
    """What links to a file inside the folder of the report, given its path with ``/``; None where that would lead elsewhere."""
    if not path or path.startswith("/") or "\\" in path or ".." in PurePosixPath(path).parts:
        return None
    return quote(xml_text(path), safe="/")


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file that others see whole or not at all: a temporary one beside it, then one move. Makes its folder.

    The temporary name is always the same, so that what a killed run left is overwritten by the next. A large file may come in
    pieces.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    try:
        with temporary.open("wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
