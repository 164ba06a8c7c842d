"""The pages of a PDF that are pictures of text: drawn by pdfium, recognised by `ocr`, and an account of them for the report.

Coordinates are those of the page as it is shown, in points.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from checker.reading import limits, ocr
from checker.reading.document import LeftOut
from checker.reading.ocr import Scan
from checker.reading.pdf_page import is_gibberish
from checker.reading.seal import Pixels
from checker.reading.wording import page_list


def recognise(document: Any, pages: Sequence[int], gibberish: Sequence[int], pdfium: threading.Lock) -> dict[int, Scan]:
    """What is recognised on `pages` (from 1), as far as there is time for; nothing where the extra is missing.

    Pages that are `gibberish` in their letters may be so to the eye: those stay unread. `pdfium` is held while a page is drawn,
    not while it is recognised.
    """
    scans = {}
    for number in pages[: limits.OCR_PAGES] if pages and ocr.is_installed() else ():
        with pdfium:
            pixels, scale = _drawn(document, number)
        scan = ocr.recognise(pixels, number, 1 / scale)
        if number not in gibberish or not is_gibberish("".join(line.text for line in scan.lines)):
            scans[number] = scan
    return scans


def _drawn(document: Any, number: int) -> tuple[Pixels, float]:
    """A page as height × width × RGB, and its dots a point."""
    page = document[number - 1]
    try:
        scale = min(limits.OCR_DPI / 72, limits.OCR_LONGEST_SIDE / max(page.get_size()))
        bitmap = page.render(scale=scale, rev_byteorder=True)
        pixels: Pixels = bitmap.to_numpy()[..., :3].copy()
        bitmap.close()
        return pixels, scale
    finally:
        page.close()


def notes(pages: Sequence[int], gibberish: Sequence[int], scans: dict[int, Scan]) -> list[str]:
    """What to say of the `pages` without text of their own: most are pictures, of some the letters are `gibberish`."""
    pictures = [page for page in pages if page not in gibberish]
    found = []
    for kind, what, how in ((pictures, "页是扫描图片", "文字由识别而来"), (gibberish, "页的文字是乱码", "改由识别得来")):
        done = [page for page in kind if page in scans and scans[page].characters]
        empty = [page for page in kind if page in scans and not scans[page].characters]
        left = [page for page in kind if page not in scans]
        if done:
            sure = ocr.certainty(scans[page] for page in done)
            found.append(f"第{page_list(done)}{what}，{how}（平均把握{sure}），请对照原件核对。")
        if empty:
            found.append(f"第{page_list(empty)}{what}，没有识别出文字。")
        if left:
            found.append(f"第{page_list(left)}{what}，未读出{_advice(pages)}。")
    return found


def _advice(pages: Sequence[int]) -> str:
    if not ocr.is_installed():
        return f"；请报送Word文件，或安装识别组件后重试：{ocr.INSTALL}"
    return f"；一份文件最多识别{limits.OCR_PAGES}页" if len(pages) > limits.OCR_PAGES else ""


def left_out(unread: int, characters: Sequence[int], scans: dict[int, Scan]) -> tuple[LeftOut, ...]:
    """Letters of `unread` pages, by the mean of the pages that were read (`characters`), and those that were too unclear."""
    if not unread:
        return ocr.left_out(scans.values())
    estimate = round(sum(characters) / len(characters) * unread) if any(characters) else None
    return (LeftOut("扫描页", estimate, seen=True), *ocr.left_out(scans.values()))
