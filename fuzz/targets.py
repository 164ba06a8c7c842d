"""What is fuzzed: the readers that are there, the files to begin with, and what every answer must hold to."""

from __future__ import annotations

import importlib
import math
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import numpy as np

from checker.reading import limits
from checker.reading.document import Document, Paragraph
from checker.reading.errors import Unreadable
from checker.reading.names import CONTAINERS, READERS
from fuzz.made import MADE

ROOT = Path(__file__).resolve().parent.parent
HOMES = (ROOT / "tests" / "fixtures", ROOT / "corpora" / "samples")
ARCHIVES = "archives"
NAMES = (*READERS, ARCHIVES)
# Larger files to begin with cost executions and reach nothing that smaller ones do not.
SEED_BYTES, FOREIGN_SEEDS = 1_500_000, 300
# Judging costs more than reading; every so many documents are carried that far.
PREPARED_EVERY = 20


@dataclass(frozen=True)
class Outcome:
    """What an input came to: a document, a refusal, or (`fault`) what it must not. `key` is the same for the same cause."""

    key: str
    fault: bool = False
    report: str = ""
    # The error that the reader's door turned into "damaged": no fault, but often a paper that could have been read.
    swallowed: str = ""


@dataclass
class Target:
    """A reader by name; `call` reads bytes and returns a Document or an iterable of files of an archive."""

    name: str
    call: Callable[[bytes], Any]
    accepts: Callable[[bytes], bool] = bool
    documents: int = 0

    def attempt(self, data: bytes) -> Outcome:
        """Read `data` and judge how it ended."""
        try:
            # As the door does it: who does not accept a file is never asked to read it.
            if not self.accepts(data):
                return Outcome("not accepted")
            result = self.call(data)
            if isinstance(result, Document):
                return self._judge(result)
            return _judge_files(result)
        except Unreadable as error:
            return _refusal(error)
        except BaseException as error:
            return _crash(error)

    def _judge(self, document: Document) -> Outcome:
        wrong = next(violations(document), None)
        if wrong:
            return Outcome(f"invariant: {wrong.partition(':')[0]}", fault=True, report=wrong)
        self.documents += 1
        if self.documents % PREPARED_EVERY == 1:
            from checker.language.material import prepare

            trace = sys.gettrace()
            sys.settrace(None)
            try:
                prepare(document)
            finally:
                sys.settrace(trace)
        return Outcome("document")


def violations(document: Document) -> Iterator[str]:
    """What is wrong with a document, as `rule: particulars`."""
    for index, paragraph in enumerate(document.paragraphs):
        for wrong in _of_paragraph(paragraph):
            yield f"{wrong}, in paragraph {index} {paragraph.text[:60]!r}"
    if not 0 <= document.share_read <= 1:
        yield f"share_read outside 0..1: {document.share_read}"
    if document.confidence is not None and not 0 <= document.confidence <= 1:
        yield f"confidence outside 0..1: {document.confidence}"


def _of_paragraph(paragraph: Paragraph) -> Iterator[str]:
    text, end = paragraph.text, 0
    if "\n" in text:
        yield f"line feed in a paragraph: at {text.index(chr(10))}"
    if "\0" in text:
        yield f"NUL in a text: at {text.index(chr(0))}"
    if any("\ud800" <= character <= "\udfff" for character in text):
        yield "lone surrogate in a text: it cannot be written as UTF-8"
    if not 0 <= paragraph.label_length <= len(text):
        yield f"label longer than the text: {paragraph.label_length} > {len(text)}"
    if paragraph.confidence is not None and not 0 <= paragraph.confidence <= 1:
        yield f"confidence outside 0..1: {paragraph.confidence}"
    for place in paragraph.places:
        if not 0 <= place.start < place.end <= len(text):
            yield f"place outside its paragraph: {place.start}…{place.end} of {len(text)}"
        if place.start < end:
            yield f"places not ascending: {place.start} after one that ends at {end}"
        if place.box is not None and not all(math.isfinite(side) for side in place.box):
            yield f"box not finite: {place.box}"
        end = place.end


def _judge_files(files: Iterable[Any]) -> Outcome:
    """An archive's files: names that can be written, data within the limits, errors that are Unreadable."""
    count = size = 0
    for file in files:
        count += 1
        size += len(getattr(file, "data", b""))
        try:
            file.name.encode("utf-8")
        except UnicodeEncodeError:
            return Outcome("invariant: name", fault=True, report=f"a name that cannot be written as UTF-8: {file.name!a}")
        if "\0" in file.name:
            return Outcome("invariant: NUL in a name", fault=True, report=f"NUL in a name: {file.name!r}")
        if not isinstance(getattr(file, "error", None), Unreadable | None):
            return Outcome("invariant: error", fault=True, report=f"not Unreadable: {file.error!r}")
    if size > limits.ARCHIVE_BYTES or count > 2 * limits.ARCHIVE_ENTRIES:
        return Outcome("invariant: archive", fault=True, report=f"more than an archive may hold: {count} files, {size} bytes")
    return Outcome("document" if count else "nothing in it")


def _refusal(error: Unreadable) -> Outcome:
    cause = error.__cause__
    if not error.message or not any("\u4e00" <= character <= "\u9fff" for character in error.message):
        return Outcome("invariant: message", fault=True, report=f"no Chinese message: {error.code} {error.message!r}")
    if cause is None or isinstance(cause, Unreadable):
        return Outcome(f"{error.code}: {error.message}")
    return Outcome(f"{error.code}: {_where(cause)}", swallowed=f"{_where(cause)}: {str(cause)[:120]}")


def _crash(error: BaseException) -> Outcome:
    # A stack that is too deep has a million lines, the last of which tell all.
    report = "".join(traceback.format_exception(type(error), error, error.__traceback__, limit=-30))
    return Outcome(f"crash: {_where(error)}", fault=True, report=report)


def _where(error: BaseException) -> str:
    """The error's class and the last line of ours that it passed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "checker" in frame.filename] or frames[-1:]
    line = f" at {Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{line}"


def discover(name: str, module: str = "") -> Target:
    """The reader of this name. Raises ImportError where it is not there yet or cannot be imported."""
    try:
        found = importlib.import_module(module or f"checker.reading.{name}")
        call = found.unpack if name == ARCHIVES else found.read
    except (AttributeError, SyntaxError) as error:
        raise ImportError(f"{name}: {error}") from error
    _switch_off_recognition()
    accepts = getattr(found, "accepts", bool)
    return Target(name, (lambda data: list(call(data))) if name == ARCHIVES else call, accepts)


def _switch_off_recognition() -> None:
    """The engine that reads pictures is not ours and takes seconds: in its place two lines stand on every picture."""
    try:
        engine: Any = importlib.import_module("checker.reading.ocr")
    except ImportError:
        return

    def two_lines(pixels: Any) -> list[Any]:
        height, width = pixels.shape[:2]
        return [
            engine._Piece(np.array([(0, top), (width, top), (width, top + height / 9), (0, top + height / 9)]), text, 0.9)
            for top, text in ((height / 9, "产改工作总结"), (height / 3, "一、开设焊工班3期，42人取证。"))
        ]

    # Without the extra, or where our own code is written otherwise, nothing is recognised at all.
    ready = find_spec("cv2") is not None and hasattr(engine, "_run") and hasattr(engine, "_Piece")
    stubs: dict[str, Any] = {"_run": two_lines, "is_installed": lambda: True} if ready else {"recognise": _nothing}
    for name, stub in stubs.items():
        real = getattr(engine, name, None)
        for module in loaded():
            for attribute, value in list(vars(module).items()):
                if real is not None and value is real:
                    setattr(module, attribute, stub)


def _nothing(*_: object, **__: object) -> Any:
    raise Unreadable("scanned", "这里不识别图片。")


def loaded() -> list[ModuleType]:
    """The modules of checker.reading that have been imported."""
    return [module for name, module in sorted(sys.modules.items()) if name.startswith("checker.reading")]


def seeds(name: str, rng: Random, corpus: Path | None = None) -> list[bytes]:
    """The files to begin with, small ones first: our own, some of `corpus`, and a few made here."""
    own = [path for home in HOMES for path in _files(home, name)]
    foreign = _files(corpus, name) if corpus else []
    foreign = rng.sample(foreign, min(len(foreign), FOREIGN_SEEDS))
    found = [path.read_bytes() for path in (*own, *foreign)]
    found += MADE.get(name, list)()
    return sorted(dict.fromkeys(found), key=len)


def _files(home: Path, name: str) -> list[Path]:
    suffixes = CONTAINERS if name == ARCHIVES else READERS[name]
    wanted = (path for path in sorted(home.rglob("*")) if path.name.lower().endswith(suffixes) and path.is_file())
    return [path for path in wanted if path.stat().st_size <= SEED_BYTES]
