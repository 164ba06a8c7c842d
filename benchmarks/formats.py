"""Reading by format beside the best peer: speed as a ratio within one run, whose text is right: `python benchmarks/formats.py`.

Reads the four texts of tests/fixtures in every format, ours and the peer's in turn, five rounds, medians of wall seconds (some
peers are programs). "right" is the share of the true characters that come out in order, blanks aside, less what was added. A peer
that is not installed is said to be missing; most want `pip install striprtf odfpy inscriptis openpyxl python-pptx` and
`apt-get install antiword`.
"""

from __future__ import annotations

import io
import re
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from checker.reading import read

FIXTURES = Path(__file__).resolve().parent.parent / "tests" / "fixtures"
STEMS = ("b02-02", "b05-13", "b12-11", "b13-16")
ROUNDS = 5
BLANKS = re.compile(r"\s")
ENTRY = re.compile(rb'<manifest:file-entry manifest:full-path="([^"]*)"[^>]*/>')
Peer = Callable[[bytes], str]


def python_docx(data: bytes) -> str:
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def antiword(data: bytes) -> str:
    return subprocess.run(
        ["antiword", "-m", "UTF-8.txt", "-w", "0", "-"], input=data, capture_output=True, check=True
    ).stdout.decode()


def striprtf(data: bytes) -> str:
    from striprtf.striprtf import rtf_to_text

    return str(rtf_to_text(data.decode("latin-1"), errors="replace"))


def pdfplumber(data: bytes) -> str:
    import pdfplumber as library

    with library.open(io.BytesIO(data)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def ofdkit(data: bytes) -> str:
    import ofdkit as library

    return str(library.open(io.BytesIO(data)).text())


@cache
def listed(data: bytes) -> bytes:
    """The package without what its manifest lists and it does not have, over which odfpy fails: our fixtures were made lean."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = {name.encode() for name in old.namelist()} | {b"/"}
        for name in old.namelist():
            part = old.read(name)
            if name == "META-INF/manifest.xml":
                part = ENTRY.sub(lambda entry: entry[0] if entry[1] in names else b"", part)
            new.writestr(name, part)
    return out.getvalue()


def odfpy(data: bytes) -> str:
    from odf import teletype
    from odf.opendocument import load
    from odf.text import H, P

    document = load(io.BytesIO(listed(data)))
    return "\n".join(teletype.extractText(element) for kind in (H, P) for element in document.getElementsByType(kind))


def inscriptis(data: bytes) -> str:
    from inscriptis import get_text

    return str(get_text(data.decode("utf-8")))


def openpyxl(data: bytes) -> str:
    from openpyxl import load_workbook

    sheets = load_workbook(io.BytesIO(data), read_only=True)
    return "\n".join(
        str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
    )


def python_pptx(data: bytes) -> str:
    from pptx import Presentation

    shapes = (shape for slide in Presentation(io.BytesIO(data)).slides for shape in slide.shapes)
    return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


def rapidocr(data: bytes, engine: list[object] = []) -> str:  # noqa: B006 - one engine for all rounds
    from rapidocr import RapidOCR

    if not engine:
        engine.append(RapidOCR(params={"Global.log_level": "error"}))
    return "\n".join(engine[0](data).txts or ())  # type: ignore[operator]


def files(folder: str, suffix: str) -> list[tuple[str, bytes]]:
    return [(stem, (FIXTURES / folder / f"{stem}{suffix}").read_bytes()) for stem in STEMS]


def one(folder: str, name: str, stem: str) -> list[tuple[str, bytes]]:
    return [(stem, (FIXTURES / folder / name).read_bytes())]


CASES: tuple[tuple[str, str, list[tuple[str, bytes]], Peer], ...] = (
    (".docx", "python-docx", files("formats", ".docx"), python_docx),
    (".doc", "antiword", files("doc", ".doc"), antiword),
    (".rtf", "striprtf", files("rtf", ".rtf"), striprtf),
    (".pdf", "pdfplumber", files("formats", ".pdf"), pdfplumber),
    (".ofd", "ofdkit", files("ofd", ".ofd"), ofdkit),
    (".odt", "odfpy", files("odt", ".odt"), odfpy),
    (".html", "inscriptis", files("html", ".html"), inscriptis),
    (".xlsx", "openpyxl", one("sheets", "material.xlsx", "b02-02"), openpyxl),
    (".pptx", "python-pptx", one("slides", "sample.pptx", "b13-16"), python_pptx),
    (".jpg", "rapidocr", one("scans", "photo.jpg", "b13-16"), rapidocr),
)


def letters(text: str) -> str:
    return BLANKS.sub("", text)


def right(stem: str, text: str, folder_has_all: bool) -> float:
    want, got = letters((FIXTURES / "formats" / f"{stem}.txt").read_text("utf-8")), letters(text)
    want = want if folder_has_all else want[: len(got)]
    same = sum(block.size for block in SequenceMatcher(None, want, got, autojunk=False).get_matching_blocks())
    return 1 - (max(len(want), len(got)) - same) / len(want)


def ours(data: bytes) -> str:
    return read(data).text


def timed(work: Peer, papers: list[tuple[str, bytes]]) -> float:
    start = time.perf_counter()
    for _, data in papers:
        work(data)
    return time.perf_counter() - start


def main() -> None:
    print("| format | ours, ms a file | right | peer | its ms | its right | ratio |\n| --- | --- | --- | --- | --- | --- | --- |")
    for suffix, name, papers, peer in CASES:
        whole = suffix != ".jpg"
        mine = statistics.mean(right(stem, ours(data), whole) for stem, data in papers)
        try:
            theirs = statistics.mean(right(stem, peer(data), whole) for stem, data in papers)
        except Exception as error:  # whatever a peer fails with, the others are measured
            print(f"| {suffix} | | {mine:.2%} | {name} is missing or fails ({type(error).__name__}) | | | |")
            continue
        pairs = [(timed(ours, papers), timed(peer, papers)) for _ in range(ROUNDS)]
        a, b = (1000 * statistics.median(column) / len(papers) for column in zip(*pairs, strict=True))
        print(f"| {suffix} | {a:.1f} | {mine:.2%} | {name} | {b:.1f} | {theirs:.2%} | {a / b:.2f}× |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
