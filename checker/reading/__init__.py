"""The one door: a path or bytes -> Document. Each format is one module that knows its files by their content."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from checker.reading import limits
from checker.reading.document import Document
from checker.reading.errors import Unreadable

# Readers in the order in which they are asked; what none of them knows is no text.
READERS = ("docx", "pdf", "plain")
# Recognised but not read: by the first bytes, what it is and what to do.
KNOWN = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Word/Excel 文件（.doc、.wps、.xls）或加了密码的文件"),
    (b"{\\rtf", "RTF 文件"),
    (b"PK\x03\x04", "压缩包或其他办公文件"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\xff\xd8\xff", "图片"),
    (b"\x89PNG", "图片"),
    (b"II*\0", "图片"),
)
# Two letters alone would take a text that begins with BMW for a bitmap: its reserved bytes are zero.
BITMAP = re.compile(rb"BM.{4}\0{4}", re.DOTALL)
ENCRYPTED_OFFICE = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0".encode("latin-1")
OFFICE = (".docx", ".docm", ".dotx", ".pdf")
# A paper under a false name holds at least so many Han characters; fewer are the rest of something broken.
FEWEST_HAN = 80
SUFFIXES = (*OFFICE, ".txt", ".md")


def load(path: Path) -> bytes:
    """The bytes of a file that may be judged. Raises Unreadable where it is missing, locked, empty or too large."""
    try:
        size = path.stat().st_size
        if size > limits.FILE_BYTES:
            raise Unreadable(
                "too_large", f"文件有{size // 2**20}MB，超过{limits.FILE_BYTES // 2**20}MB的上限；请压缩图片或拆分后再报。"
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable("missing", "文件不存在；请检查路径。") from error
    except OSError as error:
        raise Unreadable("denied", "文件打不开，可能正被其他程序占用或没有权限；请关闭后重试。") from error
    if not data:
        raise Unreadable("empty_file", "文件大小为0字节，没有任何内容；请重新导出或重新发送。")
    return data


def read(data: bytes, name: str = "") -> Document:
    """The document in `data`; `name` serves messages alone. Raises Unreadable."""
    for reader in READERS:
        module = import_module(f"checker.reading.{reader}")
        if reader == "plain":
            _refuse_known(data, name)
        if module.accepts(data):
            document: Document = module.read(data)
            if len(document.text) > limits.CHARACTERS:
                raise Unreadable("too_large", f"正文超过{limits.CHARACTERS // 10000}万字，不像一份材料；请拆分后再报。")
            return _said_to_be_text(document, name) if reader == "plain" else document
    raise Unreadable("unsupported", "认不出这种文件；请另存为 .docx、.pdf 或 .txt 后再报。")


def _said_to_be_text(document: Document, name: str) -> Document:
    """A text whose name claims another format: read as what it is, with a note, if it is one; else the file is damaged."""
    suffix = Path(name).suffix.lower()
    if suffix not in OFFICE:
        return document
    if sum("\u4e00" <= character <= "\u9fff" for character in document.text) < FEWEST_HAN:
        raise Unreadable("damaged", f"扩展名是 {suffix}，内容却不是这种文件，可能已损坏或没有存完；请重新另存后再报。")
    return replace(document, notes=(*document.notes, f"扩展名是 {suffix}，内容其实是纯文本，已按文本读取。"))


def _refuse_known(data: bytes, name: str) -> None:
    for magic, kind in KNOWN:
        if data.startswith(magic) or (kind == "图片" and BITMAP.match(data)):
            if ENCRYPTED_OFFICE in data[: 2**20]:
                raise Unreadable("encrypted", "文件加了密码，打不开；请取消密码后再报。")
            claimed = "（扩展名是 .docx，内容却不是 Word 文档）" if name.lower().endswith(".docx") else ""
            raise Unreadable("unsupported", f"这是{kind}{claimed}，暂不能直接读取；请用 Word 或 WPS 另存为 .docx 后再报。")
