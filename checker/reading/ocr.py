"""Letters in pictures, by RapidOCR (the extra `ocr`): its models lie in its wheel, so nothing is ever fetched.

A page may lie sideways, upside down, askew or be photographed from the side. Lines are given as if it lay straight, because
only so can their beginnings and ends be compared; `Scan.shown` leads back to the picture as it is.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from math import floor
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from checker.reading import limits, patience, share
from checker.reading.counting import characters
from checker.reading.document import Box, LeftOut, Paragraph, Place
from checker.reading.errors import Unreadable
from checker.reading.layout.lines import Sheet
from checker.reading.layout.rows import Line, assemble, blank_between, rounded
from checker.reading.layout.straight import Points, Straight, straighten
from checker.reading.seal import Pixels, dark_only, without_seals

if TYPE_CHECKING:
    from PIL.Image import Image

INSTALL = 'pip install "ganhuo[ocr]"'
_NOT_STARTING = f"识别组件启动不了，可能没有装全（Windows上还要有VC++运行库）；请重新安装：{INSTALL}，或报送Word文件。"

# The engine sees no more of a page than this: 170 dpi on A4, letters of 16 pt 38 high.
SHORTEST_SIDE, LONGEST_SIDE = 1414, 2000
# A long screenshot is cut in the middle of so many rows without letters.
CALM = 15
# Lines are found on a smaller picture than letters are read on: as good, in a third of the time and of the memory.
LINES_SIDE = 1280
# Boxes are passed on from this likelihood on: what is nothing, or a lump under a seal, the reading of its letters will tell.
LEAST_LIKELY = 0.3
# A batch is filled up to its longest line: one at a time is faster and takes 80 MB less.
BATCH = 1
# Lines that are less sure than this are seals, drawings and dirt.
UNCLEAR = 0.5
# A file of pictures with fewer letters than this is not an empty paper but one that was not recognised.
FEWEST_LETTERS = 20
# Upright pages have a mean of 0.97 and more, those upside down 0.6.
DOUBTFUL = 0.85
# Lines of one page slope alike; what stands out by more is the ring of a seal or a watermark.
ASKEW_DEGREES = 8.0
# A box so much higher than wide is a line of a page that lies sideways, or else of a margin.
STANDING = 1.5
# A box this much higher than most holds more than one line, or a heading.
LUMP = 1.8
# Ink in no line is a reason to look again: that costs a second and takes nothing away. Signatures stand so many lines below.
MISSED, BELOW = 0.02, 8
# Lines of so many letters tell how high the boxes of this page are for their letters, which else are this share of them.
WORDY, BOX_SHARE = 8.0, 0.9
# Boxes of lines shorter than this are too high, or too wide, to tell a heading by.
SHORT, SHORT_RANGE = 4.0, (0.7, 1.5)
# A spaced-out line is wide without having large letters; a justified one is at most this much wider than its boxes are high for.
STRETCH = 1.3

_MODELS = ("PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx")
_NARROW = re.compile(r"[\u0020-\u024f]")
_CHANGE = re.compile(r"(?<=[0-9A-Za-z%])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])")
_OPENING, _CLOSING = re.compile(r"^[（《“‘〔【「]"), re.compile(r"[，。、；：！？）》”’〕】」]$")
# The engine takes marks of Chinese text for their Latin likes.
_LATIN_MARKS = re.compile(r"(?<=[\u3400-\u9fff”’》）])[,;:?!](?![0-9A-Za-z])|[(](?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])[)]")
_TO_CHINESE = {ord(latin): chr(ord(latin) + 0xFEE0) for latin in ",;:?!()"}
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line as the engine gives it; `corners` are upper left, upper right, lower right and lower left."""

    corners: Points
    text: str
    sure: float

    @property
    def sides(self) -> tuple[float, float]:
        """Width and height along its own direction."""
        across, down = self.corners[[1, 2]] - self.corners[[0, 3]], self.corners[[3, 2]] - self.corners[[0, 1]]
        return float(np.hypot(*across.T).mean()), float(np.hypot(*down.T).mean())

    @property
    def slope(self) -> float:
        """Degrees by which it falls from left to right."""
        across = (self.corners[[1, 2]] - self.corners[[0, 3]]).mean(0)
        return float(np.degrees(np.arctan2(across[1], across[0])))

    @property
    def ems(self) -> float:
        """Its length in letters: Latin ones and digits take half, a change to Han a quarter, marks at its ends half."""
        halves = len(_NARROW.findall(self.text)) + len(_OPENING.findall(self.text)) + len(_CLOSING.findall(self.text))
        return len(self.text) - 0.5 * halves + 0.25 * len(_CHANGE.findall(self.text))


@dataclass(frozen=True, slots=True)
class Scan:
    """What was recognised on one page. `sheet` is the page as if it lay straight; `unclear` letters were left out of it."""

    sheet: Sheet
    unclear: int
    straight: Straight
    turn: int

    @property
    def lines(self) -> list[Line]:
        """The lines in reading order, with boxes in the coordinates of the straight page."""
        return self.sheet.lines

    @property
    def characters(self) -> int:
        """How many letters were recognised, blanks not counted."""
        return sum(characters(line.text) for line in self.lines)

    def shown(self, box: Box) -> Box:
        """Where a box of the straight page is on the page as it is shown."""
        x0, top, x1, bottom = self.straight.askew(box)
        width, height = self.sheet.width, self.sheet.height
        turned = (
            (x0, top, x1, bottom),
            (height - bottom, x0, height - top, x1),
            (width - x1, height - bottom, width - x0, height - top),
        )
        return turned[self.turn] if self.turn < 3 else (top, width - x1, bottom, width - x0)


def is_installed() -> bool:
    """Whether pictures can be recognised: the engine is there, with the models that this was measured with."""
    return _models() is not None and find_spec("onnxruntime") is not None


def recognise(image: Pixels | Image, page: int, scale: float = 1.0) -> Scan:
    """The lines on a picture (an array of height × width, × RGB, or a PIL image), which is page `page`.

    Boxes are in pixels × `scale`. Wants the extra: ask `is_installed` first. Raises `Unreadable` where it does not start.
    """
    patience.more(limits.OCR_PAGE_SECONDS)
    _start()
    pixels, shrunk = _for_the_engine(image)
    pixels = without_seals(pixels)
    pieces, turn = _upright(pixels)
    if _missed(np.rot90(pixels, turn), pieces) > MISSED:
        # Something paler than letters hides lines or joins them to lumps: the grey ring of a seal.
        pieces = max(pieces, _run(np.rot90(dark_only(pixels), turn)), key=_legible)
    unit = scale / shrunk
    pieces = [replace(piece, corners=piece.corners * unit) for piece in pieces]
    sides = (pixels.shape[1] * unit, pixels.shape[0] * unit)
    width, height = sides if turn % 2 == 0 else sides[::-1]
    clear = _clear(pieces)
    straight = _straight(clear)
    lines = assemble(_lines(clear, straight, page), width)
    unclear = sum(len(piece.text) for piece in pieces) - sum(len(piece.text) for piece in clear)
    return Scan(Sheet(page, width, height, tuple(lines)), unclear, straight, turn)


def shown(paragraphs: Sequence[Paragraph], scans: Mapping[int, Scan]) -> list[Paragraph]:
    """The paragraphs with the places on recognised pages led back to the pages as they are shown."""

    def place(old: Place) -> Place:
        scan = scans.get(old.page or 0)
        if scan is None or old.box is None:
            return old
        return replace(old, box=rounded(scan.shown(old.box)))

    if not scans:
        return list(paragraphs)
    return [replace(paragraph, places=tuple(place(old) for old in paragraph.places)) for paragraph in paragraphs]


def certainty(scans: Iterable[Scan]) -> str:
    """How sure the recognition is on the average, for a note: ``97%``."""
    sure = [(line.confidence or 0.0, len(line.text)) for scan in scans for line in scan.lines]
    return f"{floor(100 * sum(c * n for c, n in sure) / max(1, sum(n for _, n in sure)))}%"


def left_out(scans: Iterable[Scan]) -> tuple[LeftOut, ...]:
    """An account of the letters that were too unclear to be taken."""
    unclear = sum(scan.unclear for scan in scans)
    return (LeftOut("识别不清的文字", unclear, seen=True),) if unclear else ()


@cache
def _models() -> tuple[str, ...] | None:
    """The files of the models for lines and letters; None where they are missing."""
    spec = find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else None
    paths = [folder / name for name in _MODELS] if folder else []
    return tuple(map(str, paths)) if paths and all(path.is_file() for path in paths) else None


def _start() -> None:
    """On Windows the engine wants the runtime of Visual C++, which not every machine has."""
    try:
        with _lock:
            import_module("onnxruntime")
            _engine()
    except Exception as error:
        raise Unreadable("needs_extra", _NOT_STARTING) from error


@cache
def _engine() -> Any:
    models = _models()
    if models is None:
        raise RuntimeError("recognition is not installed")
    settings = {
        "Global.log_level": "critical",
        "Global.text_score": 0.0,  # what is unclear is counted here
        "Global.max_side_len": LONGEST_SIDE,
        # Letters of a page that lies upside down came out right, but its lines from the last to the first.
        "Global.use_cls": False,
        "Det.limit_type": "max",
        "Det.limit_side_len": LINES_SIDE,
        "Det.box_thresh": LEAST_LIKELY,
        "Rec.rec_batch_num": BATCH,
        # Named, a model is never looked for in the net.
        "Det.model_path": models[0],
        "Rec.model_path": models[1],
        "EngineConfig.onnxruntime.intra_op_num_threads": share.threads(),
    }
    return import_module("rapidocr").RapidOCR(params=settings)


def _for_the_engine(image: Any) -> tuple[Pixels, float]:
    """Height × width × RGB, no wider than the engine looks at, and how much smaller than it was."""
    cv2 = import_module("cv2")  # comes with the engine
    pixels = np.asarray(image if isinstance(image, np.ndarray) or image.mode in ("L", "RGB") else image.convert("RGB"))
    shrunk = min(1.0, SHORTEST_SIDE / min(pixels.shape[:2]))
    if shrunk < 1:
        size = [max(1, round(side * shrunk)) for side in pixels.shape[1::-1]]
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return np.repeat(pixels[..., None], 3, 2) if pixels.ndim == 2 else pixels, shrunk


def _upright(pixels: Pixels) -> tuple[list[_Piece], int]:
    """What stands there, and how many quarter turns to the left put it upright."""
    pieces, turn = _run(pixels), 0
    if _share(pieces, lambda piece: piece.sides[1] >= STANDING * piece.sides[0]) > 0.5:
        # The engine itself turns such boxes to the left: if it understood them, so shall we.
        turn = 1 if _sureness(pieces) >= DOUBTFUL else 3
        pieces = _run(np.rot90(pixels, turn))
    if pieces and _sureness(pieces) < DOUBTFUL:
        other = _run(np.rot90(pixels, turn + 2))
        if _sureness(other) > _sureness(pieces):
            return other, (turn + 2) % 4
    return pieces, turn


def _run(pixels: Pixels) -> list[_Piece]:
    pieces: list[_Piece] = []
    for top, bottom in _bands(pixels):
        with _lock:
            found = _engine()(np.ascontiguousarray(pixels[top:bottom, :, ::-1]))
        if found.boxes is not None and len(found.boxes):
            rows = zip(np.asarray(found.boxes, float) + np.array((0, top)), found.txts, found.scores, strict=True)
            pieces += [_Piece(box, _text(text), float(sure)) for box, text, sure in rows if text.strip()]
    return pieces


def _bands(pixels: Pixels) -> Iterator[tuple[int, int]]:
    """Rows from and to, of a long screenshot as much at a time as the engine looks at, cut where nothing stands."""
    top, height = 0, len(pixels)
    while height - top > LONGEST_SIDE:
        window = pixels[top + LONGEST_SIDE // 2 : top + LONGEST_SIDE, :, 1]
        restless = np.convolve(window.std(axis=1), np.ones(CALM) / CALM, "same")
        cut = top + LONGEST_SIDE // 2 + int(restless.argmin())
        yield top, cut
        patience.more(limits.OCR_PAGE_SECONDS)
        top = cut
    yield top, height


def _text(read: str) -> str:
    """Without the blanks between Han and Latin letters that are only layout, with the marks that belong to Han."""
    words = read.split()
    text = words[0]
    for word in words[1:]:
        text += blank_between(text[-1], word[0], 0.0, " ") + word
    return _LATIN_MARKS.sub(lambda mark: mark.group().translate(_TO_CHINESE), text)


def _share(pieces: Sequence[_Piece], kind: Callable[[_Piece], bool]) -> float:
    """The share of letters in pieces of a kind; single letters stand in any kind of box."""
    counted = [(len(piece.text), kind(piece)) for piece in pieces if len(piece.text) > 1]
    return sum(n for n, is_so in counted if is_so) / max(1, sum(n for n, _ in counted))


def _sureness(pieces: Sequence[_Piece]) -> float:
    return sum(piece.sure * len(piece.text) for piece in pieces) / max(1, sum(len(piece.text) for piece in pieces))


def _legible(pieces: Sequence[_Piece]) -> float:
    """How many letters are there to read, by how sure they are."""
    return sum(piece.sure * len(piece.text) for piece in _clear(pieces))


def _missed(pixels: Pixels, pieces: Sequence[_Piece]) -> float:
    """The share of the ink within the text, and some lines below it, that stands in no line or in a lump of lines."""
    if not pieces:
        return 0.0
    height = median(piece.sides[1] for piece in pieces)
    corners = np.concatenate([piece.corners for piece in pieces])
    left, top = (int(side) for side in corners.min(0))
    right, bottom = (int(side) for side in corners.max(0) + np.array((0, BELOW * height)))
    ink = np.ascontiguousarray(dark_only(pixels)[top:bottom, left:right, 0] < 128).astype(np.uint8)
    everything = ink.sum()
    lines = [piece.corners - (left, top) for piece in pieces if piece.sides[1] <= LUMP * height]
    import_module("cv2").fillPoly(ink, [line.astype(np.int32) for line in lines], 0)
    return float(ink.sum() / max(1, everything))


def _clear(pieces: Sequence[_Piece]) -> list[_Piece]:
    """What is text of the page: not the ring of a seal, not a margin on end, not what is hardly legible."""
    sure = [piece for piece in pieces if piece.sure >= UNCLEAR]
    slope = median([piece.slope for piece in sure for _ in piece.text]) if sure else 0.0

    def level(piece: _Piece) -> bool:
        width, height = piece.sides
        if len(piece.text) == 1:
            return True
        # The direction of a box as wide as high is chance.
        return height < STANDING * width and (width < STANDING * height or abs(piece.slope - slope) <= ASKEW_DEGREES)

    return [piece for piece in sure if level(piece)]


def _straight(pieces: Sequence[_Piece]) -> Straight:
    if not pieces:
        return Straight()
    corners = np.array([piece.corners for piece in pieces])
    height = median(piece.sides[1] for piece in pieces)
    return straighten(corners[:, [0, 3]].mean(1), corners[:, [1, 2]].mean(1), height)


def _lines(pieces: Sequence[_Piece], straight: Straight, page: int) -> list[Line]:
    """The pieces as lines of the straight page, each as high as its letters."""
    if not pieces:
        return []
    corners = np.array([straight.level(piece.corners) for piece in pieces])
    x0, x1 = corners[:, [0, 3], 0].mean(1), corners[:, [1, 2], 0].mean(1)
    middles = corners[:, :, 1].mean(1)
    heights = corners[:, [2, 3], 1].mean(1) - corners[:, [0, 1], 1].mean(1)
    sizes = _sizes([piece.ems for piece in pieces], x1 - x0, heights)
    return [
        Line(piece.text, page, float(a), float(y - size / 2), float(b), float(y + size / 2), size, confidence=piece.sure)
        for piece, a, b, y, size in zip(pieces, x0, x1, middles, sizes, strict=True)
    ]


def _sizes(ems: Sequence[float], widths: Points, heights: Points) -> list[float]:
    """The size of the letters of each line: its width tells it best; where it is spaced out or very short, its height."""
    lines = list(zip(ems, widths.tolist(), heights.tolist(), strict=True))
    wordy = [(width / n, width / n / height, n) for n, width, height in lines if n >= WORDY and width > 0 < height]
    share = median([share for _, share, _ in wordy]) if wordy else BOX_SHARE
    body = median([size for size, _, n in wordy for _ in range(round(n))]) if wordy else None
    sizes = []
    for n, width, height in lines:
        size = max(0.01, height * share)
        if n >= SHORT and width / n <= size * STRETCH:
            size = max(0.01, width / n)
        elif body and n < SHORT and SHORT_RANGE[0] * body <= size <= SHORT_RANGE[1] * body:
            size = body
        sizes.append(size)
    return sizes
