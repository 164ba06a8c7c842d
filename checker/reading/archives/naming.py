"""Names of files in containers, made readable and harmless: they are shown to people and are never paths."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

UNNAMED = "未命名"
# Nobody reads a longer name; the end of it, with the suffix, is what counts.
LONGEST = 400
# What names of Chinese files are made of. Bytes in GB18030 that happen to be UTF-8 as well come out as something else.
CHINESE = re.compile(
    "[\x20-\x7e\u00b7\u00d7\u2010-\u203b\u2103\u2116\u2160-\u217f\u2460-\u249b\u3000-\u3017\u3220-\u33ff\u3400-\u9fff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]*"
)
# Control characters, marks that turn the direction of writing or show nothing, lone surrogates, line breaks.
HARMFUL = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
DRIVE = re.compile(r"^(?:[A-Za-z]:)+")


def decoded(names: list[bytes]) -> list[str]:
    """The names of one archive that does not say how they are written: UTF-8 if that makes sense of all, else GB18030."""
    try:
        texts = [name.decode("utf-8") for name in names]
    except UnicodeDecodeError:
        texts = []
    if all(map(CHINESE.fullmatch, texts)) and len(texts) == len(names):
        return texts
    return [name.decode("gb18030", errors="replace") for name in names]


def from_surrogates(name: str) -> str:
    """A name in which bytes that could not be decoded are kept as surrogates."""
    raw = name.encode("utf-8", errors="surrogateescape")
    return name if raw == name.encode("utf-8", errors="replace") else decoded([raw])[0]


def harmless(name: str) -> str:
    """`name` as it may be shown, empty if nothing is left: no way out of the archive, no drive, nothing that cannot be seen."""
    considered = name[-10 * LONGEST :]
    visible = "".join("_" if unicodedata.category(character) in HARMFUL else character for character in considered)
    parts = [DRIVE.sub("", part.strip()) for part in re.split(r"[/\\]", visible)]
    shown = "/".join(part for part in parts if part.strip(". "))
    return shown if len(shown) <= LONGEST else "…" + shown[-LONGEST:].lstrip("/")


class Names:
    """The names of one archive, each given once."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def unique(self, name: str) -> str:
        """`name`, or with a number where it was given before: ``总结 (2).docx``."""
        if name not in self._given:
            self._given[name] = 1
            return name
        suffix = PurePosixPath(name).suffix
        stem, number = name.removesuffix(suffix), self._given[name] + 1
        while (other := f"{stem} ({number}){suffix}") in self._given:
            number += 1
        self._given[name], self._given[other] = number, 1
        return other
