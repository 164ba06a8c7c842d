"""What scans and photos say comes back as the paragraphs that were printed. The scans are made by tests/fixtures/scans/make.py."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from math import cos, radians, sin
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from checker import Assessment, Checker
from checker.reading import limits, load, ocr, patience, pdf, picture, seal
from checker.reading.document import Document, LeftOut, Place
from checker.reading.errors import Unreadable

# The extra is not for everybody; GANHUO_NEEDS_OCR says that it must be here.
pytestmark = pytest.mark.skipif(
    not ocr.is_installed() and not os.environ.get("GANHUO_NEEDS_OCR"), reason="the extra `ocr` is not installed"
)

FIXTURES = Path(__file__).parents[1] / "fixtures"
SCANS, FORMATS = FIXTURES / "scans", FIXTURES / "formats"
# A page of the fixtures is 612 × 792 points at 200 dpi.
DOTS = 200 / 72
CHECKER = Checker()


@cache
def checked(path: Path) -> Assessment:
    return CHECKER.check(path)


def solid(lines: str) -> list[str]:
    """The paragraphs without blanks: those between Han and digits are layout."""
    return ["".join(line.split()) for line in lines.splitlines()]


def typed(stem: str) -> list[str]:
    return solid((FORMATS / f"{stem}.txt").read_text("utf-8"))


@cache
def printed(stem: str, page: int) -> Document:
    """One page as the PDF from which it was printed has it."""
    writer = PdfWriter()
    writer.add_page(PdfReader(FORMATS / f"{stem}.pdf").pages[page - 1])
    return pdf.read(written(writer))


def written(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def page(name: str, number: int) -> Image.Image:
    """The picture on a page of a scanned PDF."""
    return PdfReader(SCANS / name).pages[number - 1].images[0].image.copy()


def saved(image: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **how)
    return buffer.getvalue()


def wrong(found: list[str], expected: list[str]) -> float:
    """Share of letters to be changed, added or taken out until one text is the other."""
    one, other = "".join(found), "".join(expected)
    previous = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, wanted in enumerate(other, 1):
            current.append(min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (letter != wanted)))
        previous = current
    return previous[-1] / len(other)


@pytest.mark.parametrize(("name", "stem"), [("clean", "b12-11"), ("noisy", "b02-02"), ("stamped", "b13-16")])
def test_a_scan_gets_the_letters_the_paragraphs_and_the_verdict_of_its_text(name: str, stem: str) -> None:
    scan, text = checked(SCANS / f"{name}.pdf"), checked(FORMATS / f"{stem}.txt")
    found, expected = solid(scan.text or ""), typed(stem)
    assert wrong(found, expected) <= 0.005
    assert [len(paragraph) for paragraph in found] == pytest.approx([len(paragraph) for paragraph in expected], abs=1)
    assert (scan.status, scan.verdict) == ("ok", text.verdict)
    assert scan.quality == pytest.approx(text.quality, abs=3)


@cache
def photo() -> Document:
    return picture.read(load(SCANS / "photo.jpg"))


def test_a_photo_taken_askew_comes_back_in_whole_paragraphs() -> None:
    assert solid(photo().text) == typed("b13-16")[:5]
    assert [paragraph.centred for paragraph in photo().paragraphs] == [True, True, False, False, False]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_lies_sideways_or_upside_down_is_read(degrees: int) -> None:
    width, height = 1700, 1200
    image = page("clean.pdf", 3).crop((0, 0, width, height)).rotate(degrees, expand=True)
    document = picture.read(saved(image))
    assert solid(document.text) == solid(printed("b12-11", 3).text)
    # What stands first is where it was turned to, give or take the blank half of its last mark.
    x0, top, x1, bottom = (side * DOTS for side in box_of(printed("b12-11", 3)))
    turned = {
        90: (top, width - x1, bottom, width - x0),
        180: (width - x1, height - bottom, width - x0, height - top),
        270: (height - bottom, x0, height - top, x1),
    }
    assert box_of(document) == pytest.approx(turned[degrees], abs=30)


def box_of(document: Document, paragraph: int = 0) -> tuple[float, float, float, float]:
    box = document.paragraphs[paragraph].places[0].box
    assert box is not None
    return box


def test_the_lines_of_a_scan_are_where_they_are_on_the_page() -> None:
    """The page was laid in 1.2° to the left."""
    writer = PdfWriter()
    writer.add_page(PdfReader(SCANS / "noisy.pdf").pages[0])
    scanned = [place for p in pdf.read(written(writer)).paragraphs for place in p.places]
    upright = [place for p in printed("b02-02", 1).paragraphs for place in p.places]
    assert len(scanned) == len(upright) > 15
    for place, original in zip(scanned, upright, strict=True):
        assert place.box == pytest.approx(leaning(original, 1.2), abs=12)


def leaning(place: Place, degrees: float) -> tuple[float, float, float, float]:
    """The box around a place of a page (612 × 792) that is turned to the left about its middle."""
    assert place.box
    x0, top, x1, bottom = place.box
    c, s = cos(radians(degrees)), sin(radians(degrees))
    corners = [(x - 306, y - 396) for x in (x0, x1) for y in (top, bottom)]
    xs, ys = [306 + x * c + y * s for x, y in corners], [396 - x * s + y * c for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def test_a_scan_says_that_it_was_recognised_and_how_surely() -> None:
    document = photo()
    assert document.notes == ("文字由图片识别而来（平均把握99%），请对照原件核对。",)
    assert (document.format, document.pages, document.left_out) == ("picture", 1, ())
    assert document.confidence and 0.98 < document.confidence < 1
    assert all(paragraph.confidence and paragraph.confidence > 0.9 for paragraph in document.paragraphs)


def mixed() -> bytes:
    """The first page as it was typed, the second as it was scanned."""
    writer = PdfWriter()
    writer.add_page(PdfReader(FORMATS / "b02-02.pdf").pages[0])
    writer.add_page(PdfReader(SCANS / "noisy.pdf").pages[1])
    return written(writer)


def test_a_sentence_goes_on_from_a_typed_page_to_a_scanned_one() -> None:
    document = pdf.read(mixed())
    assert solid(document.text) == typed("b02-02")
    assert document.notes == ("第2页是扫描图片，文字由识别而来（平均把握99%），请对照原件核对。",)
    assert [paragraph.confidence is None for paragraph in document.paragraphs][:5] == [True, True, True, True, False]
    assert {place.page for place in document.paragraphs[4].places} == {1, 2}


def test_scanned_pages_over_the_limit_are_noted_and_estimated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OCR_PAGES", 1)
    document = pdf.read(load(SCANS / "noisy.pdf"))
    assert document.notes[1] == "第2页是扫描图片，未读出；一份文件最多识别1页。"
    assert document.left_out == (LeftOut("扫描页", sum(document.sources.values()), seen=True),)


def test_a_page_of_soup_that_is_soup_to_the_eye_stays_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    soup = ocr._Piece(np.array([[100, 100], [900, 100], [900, 140], [100, 140]], float), "ÇàÊ¯»úÐµ³§¹¤»áÍÆ½ø¸Ä¸ï", 0.9)
    monkeypatch.setattr(ocr, "_run", lambda pixels: [soup])
    document = pdf.read(load(FIXTURES / "pdf" / "half-garbled.pdf"))
    assert (len(document.paragraphs), document.notes) == (2, ("第2页的文字是乱码，未读出。",))


def test_a_scan_with_nothing_but_the_mark_of_its_scanner_is_unread() -> None:
    with pytest.raises(Unreadable, match="识别不出成篇的文字") as caught:
        pdf.read(load(FIXTURES / "pdf" / "scan.pdf"))
    assert caught.value.code == "scanned"


def signed(image: Image.Image) -> Image.Image:
    """The last lines with the signature, under the seal."""
    return image.crop((0, 1500, 1700, 2200))


LAST = ["务工作先进单位。", *typed("b13-16")[-3:]]


def test_what_lies_under_a_red_seal_is_read_and_the_seal_is_not() -> None:
    assert solid(picture.read(saved(signed(page("stamped.pdf", 2)))).text) == LAST


def test_without_taking_the_seal_out_a_line_under_it_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """This is what `seal` is for: should the engine learn to look through seals, it can go."""
    monkeypatch.setattr(ocr, "without_seals", lambda pixels: pixels)
    monkeypatch.setattr(ocr, "_missed", lambda pixels, pieces: 0.0)
    assert wrong(solid(picture.read(saved(signed(page("stamped.pdf", 2)))).text), LAST) > 0.1


def test_what_lies_under_a_seal_is_read_in_a_grey_scan() -> None:
    assert wrong(solid(picture.read(saved(signed(page("stamped.pdf", 2)).convert("L"))).text), LAST) < 0.06


def test_a_red_head_is_no_seal() -> None:
    image = np.full((1000, 700, 3), 250, np.uint8)
    image[100:160, 60:640] = (210, 30, 40)
    image[200:204, 60:640] = (210, 30, 40)
    assert seal.without_seals(image) is image
    image[700:830, 400:530] = (210, 30, 40)
    cleaned = seal.without_seals(image)
    assert (cleaned[:300] == image[:300]).all() and (cleaned[600:] == 250).all()


KINDS: dict[str, dict[str, object]] = {"PNG": {}, "BMP": {}, "TIFF": {"compression": "group4"}}


@pytest.mark.parametrize("kind", KINDS)
def test_all_kinds_of_pictures_are_read(kind: str) -> None:
    image = page("clean.pdf", 3).crop((0, 0, 1700, 700))
    if kind == "TIFF":
        image = image.convert("1", dither=Image.Dither.NONE)
    text = "".join(solid(picture.read(saved(image, kind, **KINDS[kind])).text))
    assert text[:15] == "".join(solid(printed("b12-11", 3).text))[:15] and len(text) > 80


def test_the_pages_of_a_fax_are_one_text() -> None:
    whole = page("clean.pdf", 3).convert("1", dither=Image.Dither.NONE)
    parts = [whole.crop((0, 0, 1700, 440)), whole.crop((0, 440, 1700, 1200))]
    document = picture.read(saved(parts[0], "TIFF", save_all=True, append_images=parts[1:], compression="group4"))
    assert solid(document.text) == solid(printed("b12-11", 3).text)
    assert (document.pages, {place.page for p in document.paragraphs for place in p.places}) == (2, {1, 2})


def test_a_long_screenshot_is_read_piece_by_piece() -> None:
    image = Image.new("L", (1260, 2450), 242)
    image.paste(page("clean.pdf", 1).crop((220, 180, 1480, 1795)), (0, 0))
    image.paste(page("clean.pdf", 2).crop((220, 180, 1480, 880)), (0, 1615))
    first, second = (solid(printed("b12-11", number).text) for number in (1, 2))
    # The last heading of the first sheet was cut off.
    assert solid(picture.read(saved(image)).text) == first[:-1] + second[:2]


def test_a_picture_in_another_file_gives_paragraphs_of_its_own_story() -> None:
    data = saved(signed(page("stamped.pdf", 2)))
    paragraphs = picture.recognise_bytes(data, 3)
    assert [paragraph.text for paragraph in paragraphs] == LAST
    assert {paragraph.story for paragraph in paragraphs} == {"picture"}
    assert {place.page for paragraph in paragraphs for place in paragraph.places} == {3}


def test_unclear_letters_are_left_out_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    box = np.array([[0, 0], [200, 0], [200, 20], [0, 20]], float)
    pieces = [
        ocr._Piece(box + np.array((100, 100)), "这一行认得清楚，留下。", 0.97),
        ocr._Piece(box + np.array((100, 140)), "这一行认不清", 0.4),
        ocr._Piece(np.array([[400, 100], [440, 140], [425, 155], [385, 115]], float), "公章", 0.9),
        ocr._Piece(np.array([[20, 100], [40, 100], [40, 300], [20, 300]], float), "装订线", 0.9),
    ]
    monkeypatch.setattr(ocr, "_run", lambda pixels: pieces)
    scan = ocr.recognise(np.full((900, 600), 255, np.uint8), 1)
    assert ([line.text for line in scan.lines], scan.unclear) == (["这一行认得清楚，留下。"], 11)
    assert ocr.left_out([scan]) == (LeftOut("识别不清的文字", 11, seen=True),)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        ("2022 年 3 月", "2022年3月"),
        ("Open Day 平台", "Open Day平台"),
        ("张三 李四", "张三 李四"),
        ("声声入耳;同心,同向", "声声入耳；同心，同向"),
        ("(一)做法:先易后难", "（一）做法：先易后难"),
        ("比例为3:2,共1,200元", "比例为3:2,共1,200元"),
    ],
)
def test_the_marks_between_chinese_letters_are_chinese(read: str, text: str) -> None:
    assert ocr._text(read) == text


@pytest.fixture
def asked() -> Iterator[list[float]]:
    seconds: list[float] = []
    patience.listen(seconds.append)
    yield seconds
    patience._listeners.remove(seconds.append)


def test_each_page_asks_for_more_time(asked: list[float]) -> None:
    blank = np.full((200, 300), 255, np.uint8)
    for number in (1, 2):
        assert ocr.recognise(blank, number).lines == []
    assert asked == [limits.OCR_PAGE_SECONDS] * 2


def test_an_engine_that_does_not_start_is_no_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ImportError("DLL load failed")

    monkeypatch.setattr(ocr, "_engine", broken)
    with pytest.raises(Unreadable, match="识别组件启动不了") as caught:
        pdf.read(load(SCANS / "clean.pdf"))
    assert caught.value.code == "needs_extra"


def test_recognition_asks_nothing_of_the_net_and_says_nothing(tmp_path: Path) -> None:
    script = """
import socket
def refuse(*_, **__): raise AssertionError("the net")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
import numpy
from checker.reading import ocr
assert ocr.recognise(numpy.full((200, 300), 255, numpy.uint8), 1).lines == []
"""
    run = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
