"""The one door: a path or bytes -> Document. Each format is one module that knows its files by their content.

The readers are those in `READERS`; each has `accepts`, `read`, `FORMAT` and `NAME`. What only one of them needs bears its name
(`html_looks`, `ofd_parts`, `pdf_page`) or has a room of its own (`word`, `opendocument`, `richtext`, `workbook`, `slide`). Shared
are `packages` and `office` (zips of XML), `layout` (lines with geometry), `ocr` with `dots` and `seal` (pictures), `counting` and
`wording`; every bound on what is accepted stands in `limits`. Archives and mails have a door of their own, `archives`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType

from checker.reading import limits
from checker.reading.counting import FEWEST, too_long
from checker.reading.document import Document
from checker.reading.errors import Unreadable
from checker.reading.names import CONTAINERS, PROMISED
from checker.reading.options import DEFAULT, Options
from checker.reading.wording import EMPTY

# Which readers are worth asking, by the first bytes: a reader is imported only for files that may be its own.
READERS: tuple[tuple[re.Pattern[bytes], tuple[str, ...]], ...] = (
    (re.compile(rb"PK[\x03\x05]"), ("docx", "sheets", "slides", "odt", "ofd")),
    (re.compile(rb"\xd0\xcf\x11\xe0"), ("doc", "sheets")),
    (re.compile(rb"\s{0,16}\{\\rtf"), ("rtf",)),
    (re.compile(rb".{0,1023}%PDF-", re.DOTALL), ("pdf",)),
    (re.compile(rb"\xff\xd8\xff|\x89PNG|II\*\0|MM\0\*|BM"), ("picture",)),
    (re.compile(rb".{0,4095}<", re.DOTALL), ("html",)),
    (re.compile(rb""), ("plain",)),
)
# Recognised but not read: by the first bytes, what it is and what to do.
REFUSED = (
    (re.compile(rb"PK[\x03\x05]|Rar!|7z\xbc\xaf|\x1f\x8b"), "压缩包", "请解压后再报"),
    (
        re.compile(rb"\xd0\xcf\x11\xe0"),
        "旧版办公软件的文件，但不是文字材料，或者已经损坏",
        "请用 Word 或 WPS 打开并另存为 .docx 后再报",
    ),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml"), "XML 文件", "请用 Word 或 WPS 打开并另存为 .docx 后再报"),
    (
        re.compile(rb"From: <Saved by|MIME-Version: 1\.0\r?\nContent-Type: multipart/related"),
        "单个文件的网页（.mht）",
        "请另存为 .docx 后再报",
    ),
    (re.compile(rb"GIF8|RIFF.{4}WEBP|.{4}ftyp(?:heic|mif1)", re.DOTALL), "不常用的图片格式", "请转成 .jpg 或 .png 后再报"),
)
# The formats whose pictures are recognised where the extra is installed.
RECOGNISED = frozenset({"docx", "pdf", "picture"})


def load(path: Path) -> bytes:
    """The bytes of a file that may be judged. Raises Unreadable where it is missing, locked, empty or too large."""
    try:
        is_container = path.suffix.lower() in CONTAINERS
        _refuse_large(path.stat().st_size, limits.ARCHIVE_FILE_BYTES if is_container else limits.FILE_BYTES)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable("missing", "文件不存在；请检查路径。") from error
    except OSError as error:
        raise Unreadable("denied", "文件打不开，可能正被其他程序占用或没有权限；请关闭后重试。") from error
    if not data:
        raise Unreadable("empty_file", EMPTY)
    return data


def _refuse_large(size: int, most: int) -> None:
    if size > most:
        raise Unreadable("too_large", f"文件有{size // 2**20}MB，超过{most // 2**20}MB的上限；请压缩图片或拆分后再报。")


def read(data: bytes, name: str = "", options: Options = DEFAULT) -> Document:
    """The document in `data`; `name` serves messages alone. Raises Unreadable."""
    try:
        return _read(data, name, options)
    except Unreadable as error:
        if not options.converter or error.code not in ("unsupported", "damaged"):
            raise
        return _converted(data)


def _read(data: bytes, name: str, options: Options) -> Document:
    module = _reader(data)
    if module is None:
        raise _refusal(data)
    _refuse_large(len(data), limits.FILE_BYTES)
    document: Document = module.read(data, options)
    if len(document.text) > limits.CHARACTERS:
        raise too_long()
    _refuse_unread(document)
    return _under_its_name(document, module, Path(name).suffix.lower())


def _converted(data: bytes) -> Document:
    """The document by way of LibreOffice."""
    from checker.reading import converter, docx

    document = docx.read(converter.to_docx(data))
    _refuse_unread(document)
    return replace(document, notes=(*document.notes, "这个文件由 LibreOffice 转换后读取，请对照原件核对。"))


def _refuse_unread(document: Document) -> None:
    """A scan behind a digital cover is an unread paper, not an empty one."""
    unread = [left.what for left in document.left_out if left.seen]
    if unread and sum(document.sources.values()) < FEWEST:
        from checker.reading import ocr

        would_help = document.format in RECOGNISED and not ocr.is_installed()
        remedy = f"，或安装识别组件后重试：{ocr.INSTALL}" if would_help else ""
        raise Unreadable("scanned", f"能读出的文字太少，{'、'.join(unread)}没有读到；请改报可编辑的文字稿{remedy}。")


def _reader(data: bytes) -> ModuleType | None:
    """The module that knows this file by its content."""
    for hint, names in READERS:
        if hint.match(data):
            for name in names:
                module = import_module(f"checker.reading.{name}")
                if module.accepts(data):
                    return module
            if any(kind.match(data) for kind, _, _ in REFUSED):
                return None
    return None


def _refusal(data: bytes) -> Unreadable:
    for kind, what, advice in REFUSED:
        if kind.match(data):
            return Unreadable("unsupported", f"这是{what}，不能直接读取；{advice}。")
    return Unreadable("unsupported", "认不出这种文件；请另存为 .docx、.pdf 或 .txt 后再报。")


def _under_its_name(document: Document, module: ModuleType, suffix: str) -> Document:
    """A file whose name claims another format: read as what it is, with a note; if it is only scraps of text, it is damaged."""
    claimed = PROMISED.get(suffix)
    if claimed in (None, module.__name__.rpartition(".")[2]):
        return document
    if module.FORMAT in ("text", "html") and _han(document) < FEWEST:
        raise Unreadable("damaged", f"扩展名是 {suffix}，内容却不是这种文件，可能已损坏或没有存完；请重新另存后再报。")
    return replace(document, notes=(*document.notes, f"扩展名是 {suffix}，内容其实是{module.NAME}，已按内容读取。"))


def _han(document: Document) -> int:
    return sum("\u4e00" <= character <= "\u9fff" for character in document.text)
