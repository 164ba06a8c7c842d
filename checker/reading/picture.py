"""Scans and photos (.jpg, .png, .tif, .bmp): the text that `ocr` recognises in them.

A place's box is in pixels from the upper left corner of the picture as it is stored, turned as its EXIF says; `page` counts the
pictures in a TIFF.
"""

from __future__ import annotations

import re
from dataclasses import replace

from checker.reading import limits, ocr
from checker.reading.document import Document, LeftOut, Paragraph
from checker.reading.errors import Unreadable, damaged_as
from checker.reading.layout.lines import to_paragraphs
from checker.reading.options import DEFAULT, Options
from checker.reading.wording import first_pages

FORMAT, NAME = "picture", "图片"

# Two letters alone would take a text that begins with BMW for a bitmap: its reserved bytes are zero.
_MAGIC = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|II\*\0|MM\0\*|BM.{4}\0{4}", re.DOTALL)

_DAMAGED = "这张图片已损坏，打不开。请重新扫描、拍照或重新发送。"
_NOT_INSTALLED = f"这是图片，要先做文字识别才能读；请报送Word文件，或安装识别组件后重试：{ocr.INSTALL}。"
_TOO_SMALL = "这张图片太小，里面不会有成篇的文字；请检查是否发错了文件。"
_NOTHING = "图片里没有识别出成篇的文字；请检查是否拍清楚、是否发错了文件，或报送Word文件。"


def accepts(data: bytes) -> bool:
    """Whether this begins like a JPEG, PNG, TIFF or BMP."""
    return _MAGIC.match(data) is not None


def read(data: bytes, options: Options = DEFAULT) -> Document:
    """The document that a scan or a photo shows; raises `Unreadable`."""
    scans, unread = _scans(data)
    paragraphs = _paragraphs(scans)
    if sum(scan.characters for scan in scans.values()) < ocr.FEWEST_LETTERS:
        raise Unreadable("scanned", _NOTHING)
    notes = [f"文字由图片识别而来（平均把握{ocr.certainty(scans.values())}），请对照原件核对。"]
    left_out = ocr.left_out(scans.values())
    if unread:
        notes += first_pages(len(scans), len(scans) + unread)
        estimate = round(sum(scan.characters for scan in scans.values()) / len(scans) * unread)
        left_out = (LeftOut("扫描页", estimate, seen=True), *left_out)
    return Document(paragraphs, FORMAT, len(scans) + unread, tuple(notes), left_out)


def recognise_bytes(data: bytes, page: int | None = None) -> tuple[Paragraph, ...]:
    """The text on a picture inside another file: its paragraphs, what would be body having the story ``picture``.

    `page` is that of their places, whose boxes are in pixels of the picture. Raises `Unreadable` where it is no picture that can
    be read, shows no text, or recognition is not installed.
    """
    scans, _ = _scans(data)
    return tuple(
        replace(
            paragraph,
            story="picture" if paragraph.story == "body" else paragraph.story,
            places=tuple(replace(place, page=page) for place in paragraph.places),
        )
        for paragraph in _paragraphs(scans)
    )


def _paragraphs(scans: dict[int, ocr.Scan]) -> tuple[Paragraph, ...]:
    paragraphs = ocr.shown(to_paragraphs([scan.sheet for scan in scans.values()]), scans)
    if not paragraphs:
        raise Unreadable("scanned", _NOTHING)
    return tuple(paragraphs)


def _scans(data: bytes) -> tuple[dict[int, ocr.Scan], int]:
    """What is recognised on each page of the file, and how many pages were too many."""
    if not ocr.is_installed():
        raise Unreadable("scanned", _NOT_INSTALLED)
    from checker.reading import dots  # Pillow is not for those who only ask whose file this is

    scans: dict[int, ocr.Scan] = {}
    with damaged_as(_DAMAGED):
        count = dots.count(data)
        for number in range(1, min(count, limits.OCR_PAGES) + 1):
            if (picture := dots.picture(data, number)) is not None:
                image, shrunk = picture
                scans[number] = ocr.recognise(image, number, 1 / shrunk)
    if not scans:
        raise Unreadable("scanned", _TOO_SMALL)
    return scans, max(0, count - limits.OCR_PAGES)
