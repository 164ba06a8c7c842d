"""Takes in what a form or a program sends: files go to the disk as they come, each counted, and are refused at their limit.

Nothing is held in memory but the piece at hand. What is refused, or broken off, leaves nothing behind.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import IO, Any
from urllib.parse import parse_qsl

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from checker.reading import limits
from checker.web.errors import StoreError, WebError
from checker.web.store import Arrived, Store, is_container

# A folder of a whole round in one request, and no more.
REQUEST_FILES, REQUEST_BYTES = limits.ARCHIVE_FILES, 2**30
# Fields are names and reasons.
FIELDS, FIELD_BYTES, FORM_BYTES = 40, 16 * 1024, 256 * 1024
HEADER_BYTES, LONGEST_NAME = 8 * 1024, 240

NOT_A_FORM = partial(WebError, 400, "bad_request", "请求不是一份完整的表单。")
NO_FILE = partial(WebError, 400, "no_file", "没有选文件。")
TOO_MANY = partial(WebError, 413, "too_many", f"一次最多传{REQUEST_FILES}个文件，请分几次。")
TOO_MUCH = partial(WebError, 413, "too_large", f"一次最多传{REQUEST_BYTES // 2**20}MB，请分几次。")
FILE_TOO_LARGE = partial(
    WebError, 413, "too_large", f"有文件超过{limits.FILE_BYTES // 2**20}MB，没有收下；请压缩图片或拆分后再传。"
)
ARCHIVE_TOO_LARGE = partial(
    WebError, 413, "too_large", f"压缩包超过{limits.ARCHIVE_FILE_BYTES // 2**20}MB，没有收下；请分成几个再传。"
)

# Told the fields that came before the first file, it may refuse.
Admit = Callable[[dict[str, str]], None]


@dataclass
class _Part:
    """The part at hand: a field's bytes, or a file that is being written."""

    name: str = ""
    file: str | None = None
    value: bytearray = field(default_factory=bytearray)
    arrived: Arrived | None = None
    stream: IO[bytes] | None = None
    digest: Any = None
    size: int = 0


class _Taking:
    """One request, as the parser tells it."""

    def __init__(self, store: Store, admit: Admit) -> None:
        self.fields: dict[str, str] = {}
        self.files: list[Arrived] = []
        self.ended = False
        self._store, self._admit = store, admit
        self._admitted = False
        self._part = _Part()
        self._header, self._value = bytearray(), bytearray()

    def callbacks(self) -> dict[str, Any]:
        """What the parser calls."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._header_end,
            "on_headers_finished": self._open,
            "on_part_data": lambda data, start, end: self._data(data[start:end]),
            "on_part_end": self._close,
            "on_end": self._end,
        }

    def give_up(self) -> None:
        """Leave nothing behind."""
        if self._part.stream:
            with suppress(OSError):
                self._part.stream.close()
        for file in (*self.files, self._part.arrived):
            if file:
                with suppress(OSError):
                    file.path.unlink(missing_ok=True)

    def _begin(self) -> None:
        self._part = _Part()
        if len(self.fields) > FIELDS:
            raise NOT_A_FORM()

    def _header_end(self) -> None:
        if bytes(self._header).lower() == b"content-disposition":
            _, options = parse_options_header(bytes(self._value))
            self._part.name = options.get(b"name", b"").decode("utf-8", "replace")
            if b"filename" in options:
                self._part.file = shown(options[b"filename"].decode("utf-8", "replace"))
        self._header.clear()
        self._value.clear()

    def _open(self) -> None:
        part = self._part
        if not part.file:
            return
        if not self._admitted:
            self._admit(self.fields)
            self._admitted = True
        if len(self.files) >= REQUEST_FILES:
            raise TOO_MANY()
        part.digest = sha256()
        part.arrived = Arrived(self._store.arriving(), part.file, "", 0)
        part.stream = part.arrived.path.open("wb")

    def _data(self, data: bytes) -> None:
        part = self._part
        part.size += len(data)
        if part.stream is None:
            if part.file is None and part.size > FIELD_BYTES:
                raise NOT_A_FORM()
            part.value += data if part.file is None else b""
            return
        container = is_container(part.file or "")
        if part.size > (limits.ARCHIVE_FILE_BYTES if container else limits.FILE_BYTES):
            raise ARCHIVE_TOO_LARGE() if container else FILE_TOO_LARGE()
        part.digest.update(data)
        part.stream.write(data)

    def _close(self) -> None:
        part = self._part
        if part.stream is not None and part.arrived is not None:
            part.stream.close()
            self.files.append(Arrived(part.arrived.path, part.arrived.name, part.digest.hexdigest(), part.size))
        elif part.file is None:
            self.fields[part.name] = part.value.decode("utf-8", "replace")
        self._part = _Part()

    def _end(self) -> None:
        self.ended = True


async def receive(request: Request, store: Store, admit: Admit) -> tuple[dict[str, str], list[Arrived]]:
    """The fields of a request, and its files on the disk; they are the caller's to accept or to delete.

    `admit` is asked once, before the first file is written. Raises WebError.
    """
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise NOT_A_FORM()
    if _promised(request) > REQUEST_BYTES:
        raise TOO_MUCH()
    taking = _Taking(store, admit)
    try:
        callbacks: Any = taking.callbacks()
        parser = MultipartParser(options[b"boundary"], callbacks, max_header_size=HEADER_BYTES)
        count = 0
        async for piece in request.stream():
            count += len(piece)
            if count > REQUEST_BYTES:
                raise TOO_MUCH()
            await run_in_threadpool(parser.write, piece)
        if not taking.ended:
            raise NOT_A_FORM()
    except FormParserError as error:
        taking.give_up()
        raise NOT_A_FORM() from error
    except OSError as error:
        taking.give_up()
        raise StoreError from error
    except BaseException:
        taking.give_up()
        raise
    return taking.fields, taking.files


async def form(request: Request) -> dict[str, str]:
    """The fields of a plain form. Raises WebError."""
    if _promised(request) > FORM_BYTES:
        raise TOO_MUCH()
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > FORM_BYTES:
            raise TOO_MUCH()
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=FIELDS))
    except ValueError as error:
        raise NOT_A_FORM() from error


def shown(name: str) -> str:
    """What people call a file: any text, without characters that cannot be seen; it never becomes a path."""
    plain = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    return " ".join(plain.split())[-LONGEST_NAME:]


def drop(files: list[Arrived]) -> None:
    """Delete files that are not wanted."""
    for file in files:
        with suppress(OSError):
            file.path.unlink(missing_ok=True)


def _promised(request: Request) -> int:
    """How long the request says that it is."""
    given = request.headers.get("content-length", "0")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0
