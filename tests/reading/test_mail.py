"""Mails: what is attached, what is written above it, and in which encodings."""

from __future__ import annotations

import base64
import quopri
import time
from email.message import EmailMessage

import pytest

from checker.reading import archives, limits
from checker.reading.archives import Member, PassedOver, Refused, mail

from .archive_files import zipped
from .word_files import p, word

PAPER = word(p("焊工班的津贴按月发放。"))
SHORT, LONG = "请查收附件。", "焊工班的津贴按月发放，由车间推选考评员。" * 12


def sent(text: str = "", html: str = "", subject: str = "报送产改材料", **attached: bytes) -> EmailMessage:
    """A mail; names of attachments are given with an underscore before the suffix."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.com", "b@example.com", subject
    if text:
        message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in attached.items():
        message.add_attachment(data, "application", "octet-stream", filename=".".join(name.rsplit("_", 1)))
    return message


def found(data: bytes | EmailMessage) -> dict[str, bytes]:
    data = data if isinstance(data, bytes) else data.as_bytes()
    assert archives.accepts(data)
    items = list(archives.unpack(data))
    assert all(isinstance(item, Member) for item in items)
    return {item.name: item.data for item in items if isinstance(item, Member)}


def raw(head: str, body: bytes = b"", encoding: str = "gb18030") -> bytes:
    return f"From: a@example.com\r\nTo: b@example.com\r\n{head}\r\n\r\n".encode(encoding) + body


# Which files are in it


def test_attachments_are_the_files_and_a_covering_note_is_none() -> None:
    assert found(sent(SHORT, 总结_docx=PAPER, 附表_xlsx=b"sheet")) == {"总结.docx": PAPER, "附表.xlsx": b"sheet"}


def test_a_text_as_long_as_a_paper_is_a_file_beside_the_attachments() -> None:
    files = found(sent(LONG, 总结_docx=PAPER))
    assert list(files) == ["正文.txt", "总结.docx"]
    assert files["正文.txt"].decode("utf-8-sig").strip() == LONG


def test_the_text_is_the_file_where_nothing_else_is_one() -> None:
    assert list(found(sent(SHORT))) == ["正文.txt"]
    items = list(archives.unpack(sent(SHORT, 名片_vcf=b"card").as_bytes()))
    assert [type(item) for item in items] == [Member, PassedOver]


def test_of_a_mail_written_twice_the_plain_text_is_taken_and_a_page_only_for_want_of_it() -> None:
    assert list(found(sent(SHORT, html=f"<p>{SHORT}</p>"))) == ["正文.txt"]
    page = found(sent(html=f"<meta charset=gb2312><p>{SHORT}</p>"))
    assert page["正文.html"].decode("utf-8-sig").strip() == f"<meta charset=gb2312><p>{SHORT}</p>"


def test_pictures_that_stand_in_the_text_are_passed_over() -> None:
    message = sent(html="<p><img src=cid:logo></p>", 总结_docx=PAPER)
    picture = EmailMessage()
    picture.set_content(b"png", "image", "png", disposition="inline", filename="logo.png", cid="<logo>")
    message.attach(picture)
    assert [(type(item), item.name) for item in archives.unpack(message.as_bytes())] == [
        (Member, "总结.docx"),
        (PassedOver, "logo.png"),
    ]


def test_archives_and_mails_that_are_attached_are_opened() -> None:
    inner = sent(SHORT, subject="转报/二季度", 乙厂_docx=PAPER)
    message = sent(SHORT, 材料_zip=zipped({"甲厂.docx": PAPER}))
    message.add_attachment(inner)
    assert list(found(message)) == ["材料.zip!/甲厂.docx", "转报_二季度.eml!/乙厂.docx"]
    assert list(found(zipped({"邮件.eml": sent(SHORT, 甲厂_docx=PAPER).as_bytes()}))) == ["邮件.eml!/甲厂.docx"]


# Encodings


GBK_NAME = "产改总结.docx".encode("gbk")


@pytest.mark.parametrize(
    "disposition",
    [
        b'attachment; filename="' + GBK_NAME + b'"',
        b'attachment; filename="' + "产改总结.docx".encode() + b'"',
        b'attachment; filename="=?GB2312?B?' + base64.b64encode(GBK_NAME) + b'?="',
        b'attachment; filename="=?gbk?Q?' + quopri.encodestring(GBK_NAME) + b'?="',
        # Cut between the two bytes of a character.
        b'attachment;\r\n filename="=?gb18030?B?'
        + base64.b64encode(GBK_NAME[:3])
        + b"?=\r\n =?gb18030?B?"
        + base64.b64encode(GBK_NAME[3:])
        + b'?="',
        b"attachment; filename*=gb2312''" + b"".join(b"%%%02X" % byte for byte in GBK_NAME),
        b"attachment; filename*0*=utf-8''"
        + b"".join(b"%%%02X" % byte for byte in "产改".encode())
        + b"; filename*1*="
        + b"".join(b"%%%02X" % byte for byte in "总结.docx".encode()),
        b"attachment; filename*=no-such''" + b"".join(b"%%%02X" % byte for byte in GBK_NAME),
    ],
)
def test_names_of_attachments_are_read_however_they_are_written(disposition: bytes) -> None:
    head = b"From: a@example.com\r\nTo: b@example.com\r\nMIME-Version: 1.0\r\nContent-Type: application/msword\r\n"
    data = (
        head + b"Content-Disposition: " + disposition + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(PAPER)
    )
    assert found(data) == {"产改总结.docx": PAPER}


@pytest.mark.parametrize("written", ["=?GBK?B?{}?=".format(base64.b64encode("报送材料".encode("gbk")).decode()), "报送材料"])
def test_subjects_are_read_in_gbk(written: str) -> None:
    inner = raw(f"Subject: {written}", base64.b64decode(b"") + SHORT.encode("gbk"), "gbk")
    outer = (
        raw("Content-Type: multipart/mixed; boundary=x")
        + b"--x\r\nContent-Type: message/rfc822\r\n\r\n"
        + inner
        + b"\r\n--x--\r\n"
    )
    assert list(found(outer)) == ["报送材料.eml!/正文.txt"]
    assert mail.readable("=?GBK?B?broken") == "=?GBK?B?broken"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("transfer", ["8bit", "base64", "quoted-printable"])
def test_the_text_is_read_in_its_encoding(encoding: str, transfer: str) -> None:
    body = LONG.encode(encoding)
    body = {"8bit": body, "base64": base64.encodebytes(body), "quoted-printable": quopri.encodestring(body)}[transfer]
    data = raw(f"Content-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: {transfer}", body)
    assert found(data)["正文.txt"].decode("utf-8-sig").strip() == LONG


# What is a mail


@pytest.mark.parametrize(
    ("data", "is_mail"),
    [
        (b"From: a@b.c\nSubject: x\n\ntext", True),
        (b"Received: by x;\n\tfolded\nDate: today\n\ntext", True),
        (b"From a@b.c Mon Jan 1\nReturn-Path: <a@b.c>\nSubject: x\n\ntext", True),
        (b"Date: today\nTitle: notes\n\ntext", False),
        (b"From: a@b.c\nthis is no header\nTo: x\n\n", False),
        ("单位：甲厂\n日期：今天\n\n".encode(), False),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n", False),
        (b"From: <Saved by a browser>\nSubject: x\nContent-Type: multipart/related;\n\tboundary=x\n\n--x\n", False),
    ],
)
def test_a_mail_is_known_by_its_head(data: bytes, is_mail: bool) -> None:
    assert archives.accepts(data) == is_mail


# Hostile ones


def test_a_mail_of_a_hundred_thousand_parts_is_refused_before_it_is_taken_apart() -> None:
    data = raw("Content-Type: multipart/mixed; boundary=x") + b"--x\n\na\n" * 100_000
    started = time.perf_counter()
    (item,) = archives.unpack(data)
    assert isinstance(item, Refused) and item.error.code == "too_large"
    assert time.perf_counter() - started < 1


def test_parts_in_parts_without_end_are_refused() -> None:
    data = raw("Content-Type: multipart/mixed; boundary=0")
    for number in range(2_000):
        data += b"--%d\nContent-Type: multipart/mixed; boundary=%d\n\n" % (number, number + 1)
    items = list(archives.unpack(data))
    assert all(isinstance(item, Refused) and item.name == "" for item in items)


def test_mails_in_mails_are_opened_as_deep_as_archives() -> None:
    data = sent(SHORT)
    for _ in range(5):
        outer = sent(SHORT)
        outer.add_attachment(data)
        data = outer
    (item,) = archives.unpack(data.as_bytes())
    assert isinstance(item, Refused) and item.error.code == "too_large"
    assert item.name.count("!/") == limits.ARCHIVE_DEPTH


def test_a_mail_cut_anywhere_gives_members_or_a_reason() -> None:
    whole = sent(LONG, html=f"<p>{LONG}</p>", 总结_docx=PAPER, 材料_zip=zipped({"甲.docx": PAPER})).as_bytes()
    for tenth in range(1, 10):
        cut = whole[: len(whole) * tenth // 10]
        assert archives.accepts(cut)
        assert all(isinstance(item, Member | Refused | PassedOver) for item in archives.unpack(cut))
