"""Mails (.eml): the attachments are the files; the text is one too where it is all there is, or long enough to be a paper."""

from __future__ import annotations

import email
import email.errors
import email.header
import email.policy
import re
from collections.abc import Iterator
from email.message import Message

from checker.reading import limits, plain
from checker.reading.archives.entries import HEADERS, Budget, Entry
from checker.reading.archives.naming import decoded, from_surrogates
from checker.reading.errors import Unreadable
from checker.reading.names import is_wanted
from checker.reading.options import Options

# What the first lines of a mail name. A page saved whole by a browser (.mht) looks like one but was sent to nobody.
SENT = frozenset({"to", "cc", "bcc", "received", "return-path", "delivered-to", "message-id", "reply-to"})
WRITTEN = SENT | {"from", "subject", "date", "mime-version", "content-type", "sender", "x-mailer", "content-transfer-encoding"}
FIELD = re.compile(rb"([!-9;-~]{1,70}):")
PAGE_OF_PARTS = b"multipart/related"
HEAD_BYTES = 256 * 1024
# What is written above an attachment is shorter.
PAPER_HAN = 200
HAN = re.compile("[\u4e00-\u9fff]")
TOO_LARGE = f"邮件超过{limits.MAIL_BYTES // 2**20}MB，无法处理；请把附件取出后再报。"
# Encodings by names under which mails use more than is in them.
GREATER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
NO_NAME = "附件"


class _Raw(email.policy.Compat32):
    """Headers as they stand: the library would put question marks in the place of Chinese that is not encoded."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """The value, with bytes outside ASCII as surrogates."""
        return value


def accepts(data: bytes) -> bool:
    """Whether `data` begins with the lines of a mail's head, up to an empty one."""
    head, names = data[:HEAD_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip(), set()
    for number, line in enumerate(head.splitlines()):
        field = FIELD.match(line)
        if not line.strip():
            break
        if field:
            names.add(field[1].decode("ascii").lower())
        elif not line.startswith((b" ", b"\t")) and not (number == 0 and line.startswith(b"From ")):
            return False
    is_sent = bool(names & SENT) or ("from" in names and PAGE_OF_PARTS not in head.lower())
    return is_sent and len(names & WRITTEN) >= 2


def files(data: bytes, options: Options, budget: Budget) -> Iterator[Entry]:
    """The text, if it counts, then the attachments. Pictures that stand in the text are none."""
    if len(data) > limits.MAIL_BYTES:
        raise Unreadable("too_large", TOO_LARGE)
    if data.count(b"\n--") > limits.ARCHIVE_ENTRIES:
        raise Unreadable("too_large", HEADERS)
    message: Message = email.message_from_bytes(data, policy=_Raw())
    texts: dict[str, list[bytes]] = {"text/plain": [], "text/html": []}
    attached: list[Entry] = []
    for part in _leaves(message):
        budget.entry()
        name, kind = _name(part), part.get_content_type()
        if kind in texts and not name and part.get_content_disposition() != "attachment":
            texts[kind].append(_content(part))
        else:
            attached.append(Entry(name or NO_NAME, None if _stands_in_text(part) else budget.counted(_portions(part))))
    has_paper = any(entry.portions is not None and is_wanted(entry.name) for entry in attached)
    yield from _body(texts, PAPER_HAN if has_paper else 0)
    yield from attached


def _stands_in_text(part: Message) -> bool:
    """Whether this is a picture that the text refers to: a logo, a signature."""
    return part.get_content_maintype() == "image" and "Content-ID" in part and part.get_content_disposition() != "attachment"


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something; a mail within the mail is one."""
    if message.is_multipart() and message.get_content_maintype() != "message":
        for part in _messages(message):
            yield from _leaves(part)
    else:
        yield message


def _messages(message: Message) -> list[Message]:
    parts = message.get_payload()
    return [part for part in parts if isinstance(part, Message)] if isinstance(parts, list) else []


def _body(texts: dict[str, list[bytes]], fewest_han: int) -> Iterator[Entry]:
    """The text of the mail, plain rather than as a page."""
    for kind, suffix in (("text/plain", ".txt"), ("text/html", ".html")):
        text = "\n".join(map(_decoded, texts[kind]))
        if text.strip():
            if len(HAN.findall(text)) >= fewest_han:
                # The mark outweighs what a page says of its encoding.
                yield Entry("正文" + suffix, iter([text.encode("utf-8-sig", errors="replace")]))
            return


def _portions(part: Message) -> Iterator[bytes]:
    yield _content(part)


def _content(part: Message) -> bytes:
    """The bytes of one part."""
    if part.is_multipart():
        return b"\n".join(message.as_bytes() for message in _messages(part))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _decoded(raw: bytes) -> str:
    try:
        return plain.decode(raw)
    except Unreadable:
        return raw.decode("utf-8", errors="replace")


def _name(part: Message) -> str:
    """The name of an attachment; a mail within the mail is named after its subject, if by nothing else."""
    for key, header in (("filename", "content-disposition"), ("name", "content-type")):
        value = part.get_param(key, header=header)
        if isinstance(value, tuple):
            charset, _, text = value
            return _in_charset(text.encode("latin-1", errors="replace"), charset)
        if value:
            return readable(str(value))
    if part.get_content_type() == "message/rfc822":
        subjects = [readable(str(message.get("Subject", NO_NAME))) for message in _messages(part)]
        return "".join(subjects[:1]).replace("/", "_") + ".eml"
    return ""


def readable(header: str) -> str:
    """The text of a header: encoded as the standards have it, or bytes in UTF-8 or GB18030 as they are."""
    try:
        pieces = email.header.decode_header(header) if "=?" in header else []
    except (email.errors.HeaderParseError, ValueError):
        pieces = []
    if not pieces:
        return from_surrogates(header)
    return "".join(piece if isinstance(piece, str) else _in_charset(piece, charset) for piece, charset in pieces)


def _in_charset(raw: bytes, charset: str | None) -> str:
    if charset:
        try:
            return raw.decode(GREATER.get(charset.lower(), charset))
        except (LookupError, UnicodeError):
            pass
    return decoded([raw])[0]
