"""PDF: letters with boxes from pdfium, or recognised on pages that are scans, put together to paragraphs by `lines`.

A place's box is counted from the upper left corner of the page as it is shown, that is, of its crop box after /Rotate
(on a page whose text runs sideways: after turning it upright; on a scanned page never turned).
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from ctypes import create_string_buffer
from typing import Any

import pypdfium2
from pypdfium2 import raw

from checker.reading import limits, ocr, pdf_scan
from checker.reading.document import Document
from checker.reading.errors import Unreadable, damaged_as
from checker.reading.hidden import PROPERTIES, Hoard
from checker.reading.layout.lines import to_paragraphs
from checker.reading.layout.pages import PageContent, hidden_texts, to_sheets
from checker.reading.options import DEFAULT, Options
from checker.reading.pdf_page import read_page
from checker.reading.wording import HIDDEN, first_pages, hidden_note, page_list, unseen

FORMAT, NAME = "pdf", "PDF"

# Readers look for the mark within the first KiB.
HEADER_BYTES = 1024
_DAMAGED = "这个PDF已损坏，打不开。请重新导出或重新发送。"
_NO_LETTERS = f"这是扫描件或图片，没有文字层，读不出内容。请报送Word文件或由Word导出的PDF，或安装识别组件后重试：{ocr.INSTALL}。"
_UNCLEAR = "这是扫描件或图片，识别不出成篇的文字。请检查扫描是否清楚，或报送Word文件。"

_PROPERTIES, _LONGEST_PROPERTY = (b"Subject", b"Keywords"), 10_000

# pdfium keeps global state and must not be entered by two threads.
PDFIUM = threading.Lock()


def accepts(data: bytes) -> bool:
    """Whether the mark of a PDF stands at its beginning."""
    return b"%PDF-" in data[:HEADER_BYTES]


def read(data: bytes, options: Options = DEFAULT) -> Document:
    """The document in a PDF file; raises `Unreadable`."""
    with damaged_as(_DAMAGED):
        with PDFIUM:
            document = _open(data, options.passwords)
        try:
            return _read(document)
        finally:
            with PDFIUM:
                document.close()


def _open(data: bytes, passwords: Sequence[str]) -> Any:
    for password in (None, *passwords):
        try:
            return pypdfium2.PdfDocument(data, password=password)
        except pypdfium2.PdfiumError as error:
            if error.err_code != raw.FPDF_ERR_PASSWORD:
                raise
    wrong = "，给出的密码都打不开" if passwords else "，无法读取"
    raise Unreadable("encrypted", f"这个PDF设了打开密码{wrong}。请去掉密码后重新报送。")


def _read(document: Any) -> Document:
    with PDFIUM:
        count = len(document)
        contents, last = _contents(document)
    if not contents:
        raise Unreadable("damaged", _DAMAGED)
    pictures = _to_be_recognised(contents)
    gibberish = [page for page in pictures if contents[page].gibberish]
    scans = pdf_scan.recognise(document, pictures, gibberish, PDFIUM)
    texts = {page: content for page, content in contents.items() if page not in pictures}
    characters = [content.letters for content in texts.values()] + [scan.characters for scan in scans.values()]
    if pictures and not any(content.letters for content in texts.values()) and sum(characters) < ocr.FEWEST_LETTERS:
        raise Unreadable("scanned", _UNCLEAR if ocr.is_installed() else _NO_LETTERS)
    notes = pdf_scan.notes(pictures, gibberish, scans)
    broken = [page for page in range(1, last + 1) if page not in contents]
    if broken:
        notes.append(f"第{page_list(broken)}页已损坏或幅面异常，未读出。")
    notes += first_pages(last, count)
    sheets = sorted([*to_sheets(texts), *(scan.sheet for scan in scans.values())], key=lambda sheet: sheet.number)
    paragraphs = ocr.shown(to_paragraphs(sheets), scans)
    hoard = Hoard()
    hidden_texts(texts, paragraphs, hoard)
    with PDFIUM:
        for name in _PROPERTIES:
            hoard.aside(PROPERTIES, _property(document, name))
    notes += hidden_note(hoard.count)
    left_out = unseen({HIDDEN: hoard.count}) + pdf_scan.left_out(len(pictures) - len(scans), characters, scans)
    return Document(tuple(paragraphs), FORMAT, count, tuple(notes), left_out, hoard.found(paragraphs))


def _property(document: Any, name: bytes) -> str:
    length = raw.FPDF_GetMetaText(document, name, None, 0)
    buffer = create_string_buffer(min(length, _LONGEST_PROPERTY))
    return (
        buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
        if raw.FPDF_GetMetaText(document, name, buffer, len(buffer))
        else ""
    )


def _to_be_recognised(contents: dict[int, PageContent]) -> list[int]:
    """The pages that are pictures of text; in a file without any text also those whose picture is small."""
    scans = [page for page, content in contents.items() if content.is_scan]
    if any(content.letters for page, content in contents.items() if page not in scans):
        return scans
    return [page for page, content in contents.items() if content.is_scan or content.picture_share > 0]


def _contents(document: Any) -> tuple[dict[int, PageContent], int]:
    """What stands on each sound page, and the number of the last page looked at."""
    contents: dict[int, PageContent] = {}
    letters = number = 0
    for number in range(1, min(len(document), limits.PDF_PAGES) + 1):
        content = _page(document, number)
        if content is not None:
            contents[number] = content
            letters += content.letters
        if letters > limits.CHARACTERS:
            break
    return contents, number


def _page(document: Any, number: int) -> PageContent | None:
    """The content of one page, None if it is broken. Its handle is closed at once: a long file would hold them all."""
    page = raw.FPDF_LoadPage(document, number - 1)
    if not page:
        return None
    try:
        sides = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        return read_page(page, number) if all(0 < side <= limits.PDF_PAGE_POINTS for side in sides) else None
    finally:
        raw.FPDF_ClosePage(page)
