"""PDF with a text layer: letters with boxes from pdfium, put together to paragraphs by `lines`.

A place's box is counted from the upper left corner of the page as it is shown, that is, of its crop box after /Rotate
(on a page whose text runs sideways: after turning it upright).
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pypdfium2
from pypdfium2 import raw

from checker.reading.document import Document, Paragraph
from checker.reading.errors import Unreadable
from checker.reading.layout.lines import Sheet, joined, to_paragraphs
from checker.reading.layout.rows import Line, assemble
from checker.reading.limits import CHARACTERS, PDF_PAGE_POINTS, PDF_PAGES
from checker.reading.options import DEFAULT, Options
from checker.reading.pdf_page import PageContent, read_page

FORMAT, NAME = "pdf", "PDF"

# Readers look for the mark within the first KiB.
HEADER_BYTES = 1024
# A cell this wide, in letters, holds a text of its own rather than an entry.
WIDE_CELL = 14.0
# A line of a cell that ends this much before the longest one was ended on purpose.
CELL_SLACK = 2.0

# pdfium keeps global state and must not be entered by two threads.
_pdfium = threading.Lock()


def accepts(data: bytes) -> bool:
    """Whether the mark of a PDF stands at its beginning."""
    return b"%PDF-" in data[:HEADER_BYTES]


def read(data: bytes, options: Options = DEFAULT) -> Document:
    """The document in a PDF file; raises `Unreadable`."""
    with _pdfium:
        try:
            return _read(data)
        except Unreadable:
            raise
        except pypdfium2.PdfiumError as error:
            if error.err_code == raw.FPDF_ERR_PASSWORD:
                message = "这个PDF设了打开密码，无法读取。请去掉密码后重新报送。"
                raise Unreadable("encrypted", message) from error
            raise _damaged() from error
        except Exception as error:
            raise _damaged() from error


def _damaged() -> Unreadable:
    return Unreadable("damaged", "这个PDF已损坏，打不开。请重新导出或重新发送。")


def _read(data: bytes) -> Document:
    document = pypdfium2.PdfDocument(data)
    try:
        return _read_pages(document)
    finally:
        document.close()


def _read_pages(document: Any) -> Document:
    count = len(document)
    if not count:
        raise _damaged()
    contents: dict[int, PageContent] = {}
    broken: list[int] = []
    letters = 0
    for number in range(1, min(count, PDF_PAGES) + 1):
        content = _page(document, number)
        if content is None:
            broken.append(number)
        else:
            contents[number] = content
            letters += content.letters
        if letters > CHARACTERS:
            break
    if not contents:
        raise _damaged()
    scans = [page for page, content in contents.items() if content.is_scan]
    readable = {page: content for page, content in contents.items() if not content.is_scan}
    if not any(content.letters for content in readable.values()) and _has_pictures(contents):
        raise Unreadable("scanned", "这是扫描件或图片，没有文字层，读不出内容。请报送Word文件或由Word导出的PDF。")
    notes = []
    pictures = [page for page in scans if not contents[page].gibberish]
    gibberish = [page for page in scans if contents[page].gibberish]
    if pictures:
        notes.append(f"第{_page_list(pictures)}页是扫描图片，未读出。")
    if gibberish:
        notes.append(f"第{_page_list(gibberish)}页的文字是乱码，未读出。")
    if broken:
        notes.append(f"第{_page_list(broken)}页已损坏或幅面异常，未读出。")
    if number < count:
        notes.append(f"全文共{count}页，只读了前{number}页。")
    return Document(tuple(to_paragraphs(_sheets(readable))), FORMAT, count, tuple(notes))


def _page(document: Any, number: int) -> PageContent | None:
    """The content of one page, None if it is broken. Its handle is closed at once: a long file would hold them all."""
    page = raw.FPDF_LoadPage(document, number - 1)
    if not page:
        return None
    try:
        sides = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        return read_page(page, number) if all(0 < side <= PDF_PAGE_POINTS for side in sides) else None
    finally:
        raw.FPDF_ClosePage(page)


def _has_pictures(contents: dict[int, PageContent]) -> bool:
    """Whether a file without text shows anything: an unread picture is not an empty paper."""
    return any(content.is_scan or content.picture_share > 0 for content in contents.values())


def _page_list(numbers: Sequence[int]) -> str:
    """Page numbers as a person writes them: 3、5—8."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}—{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _sheets(contents: dict[int, PageContent]) -> list[Sheet]:
    sheets = []
    tables = 0
    for number, content in contents.items():
        flow = assemble([line for cell, line in content.parts if cell is None], content.width)
        cells: dict[tuple[int, int, int], list[Line]] = defaultdict(list)
        for cell, line in content.parts:
            if cell is not None:
                cells[cell].append(line)
        items: list[Line | tuple[Paragraph, ...]] = list(flow)
        for index, grid in enumerate(content.grids):
            inside = {cell: lines for cell, lines in sorted(cells.items()) if cell[0] == index}
            if inside:
                table = [part for cell, lines in inside.items() for part in _cell_paragraphs(lines, (tables, *cell[1:]), content)]
                items.insert(_position(items, grid.ys[0]), tuple(table))
                tables += 1
        sheets.append(Sheet(number, content.width, content.height, tuple(items)))
    return sheets


def _position(items: Sequence[Line | tuple[Paragraph, ...]], top: float) -> int:
    """Where in the flow a table that begins at `top` belongs."""
    return next((index for index, item in enumerate(items) if isinstance(item, Line) and item.top > top), len(items))


def _cell_paragraphs(parts: list[Line], cell: tuple[int, int, int], content: PageContent) -> list[Paragraph]:
    """A paragraph for a cell; a wide cell with a text in it gives the paragraphs of that text."""
    lines = assemble(parts, content.width)
    width = (max(line.x1 for line in lines) - min(line.x0 for line in lines)) / lines[0].size
    if width >= WIDE_CELL and len(lines) > 1:
        sheet = Sheet(lines[0].page, content.width, content.height, tuple(lines))
        return [replace(part, story="table", cell=cell) for part in to_paragraphs([sheet])]
    edge = max(line.x1 for line in lines)
    spaced = [replace(line, text=line.text + " ") if line.x1 < edge - CELL_SLACK * line.size else line for line in lines[:-1]]
    text, places = joined([*spaced, lines[-1]])
    return [Paragraph(text, "table", size=round(lines[0].size * 2) / 2, cell=cell, places=places)]
