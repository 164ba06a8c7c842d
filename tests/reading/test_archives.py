"""Archives: what comes out of them, under which names, and what they may cost."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import stat
import struct
import sys
import tarfile
import time
import zlib
from collections.abc import Callable, Iterator

import pytest

from checker.reading import archives, limits
from checker.reading.archives import Member, PassedOver, Refused, Unpacked
from checker.reading.options import Options

from .archive_files import (
    Z,
    library,
    rar4,
    rar4_file,
    rar5,
    rar5_file,
    sevenz,
    t,
    tar_file,
    tarred,
    unicode_name,
    zip_file,
    zipped,
)
from .word_files import p, word

Files = dict[str, bytes]
TEXT = "焊工班的津贴按月发放。".encode()


def shown(data: bytes, *passwords: str) -> list[tuple[str, str, str]]:
    """What comes out, as (kind, name, text or code)."""
    return [_row(item) for item in archives.unpack(data, Options(passwords=passwords))]


def _row(item: Unpacked) -> tuple[str, str, str]:
    if isinstance(item, Member):
        return "member", item.name, item.data.decode("utf-8", errors="replace")
    if isinstance(item, Refused):
        return "refused", item.name, item.error.code
    return "passed over", item.name, ""


def members(data: bytes, *passwords: str) -> dict[str, str]:
    return {name: text for kind, name, text in shown(data, *passwords) if kind == "member"}


def only_refusal(data: bytes, *passwords: str) -> Refused:
    (item,) = archives.unpack(data, Options(passwords=passwords))
    assert isinstance(item, Refused)
    return item


def rar5_of(files: Files) -> bytes:
    library("unrar")
    return rar5(*(rar5_file(name, data) for name, data in files.items()))


def rar4_of(files: Files) -> bytes:
    library("unrar")
    return rar4(*(rar4_file(name.encode("gbk"), data) for name, data in files.items()))


def tgz(files: Files) -> bytes:
    return tarred(files, "w:gz")


FORMATS: dict[str, Callable[[Files], bytes]] = {
    "zip": zipped,
    "7z": sevenz,
    "rar 4": rar4_of,
    "rar 5": rar5_of,
    "tar": tarred,
    "tar.gz": tgz,
    "tar.bz2": lambda files: tarred(files, "w:bz2"),
    "tar.xz": lambda files: tarred(files, "w:xz"),
}
every_format = pytest.mark.parametrize("pack", FORMATS.values(), ids=FORMATS)


# What comes out


@every_format
def test_files_come_in_order_and_litter_is_passed_over(pack: Callable[[Files], bytes]) -> None:
    data = pack(
        {
            "一季度/乙厂.txt": TEXT,
            "一季度/甲厂.txt": TEXT + TEXT,
            "一季度/~$甲厂.docx": b"lock",
            "__MACOSX/._甲厂.txt": b"fork",
            "安装.exe": b"MZ",
            "说明": b"no suffix",
            "甲厂.ppt": b"ppt",
        }
    )
    assert archives.accepts(data)
    assert shown(data) == [
        ("member", "一季度/乙厂.txt", TEXT.decode()),
        ("member", "一季度/甲厂.txt", (TEXT + TEXT).decode()),
        ("passed over", "一季度/~$甲厂.docx", ""),
        ("passed over", "__MACOSX/._甲厂.txt", ""),
        ("passed over", "安装.exe", ""),
        ("passed over", "说明", ""),
        ("member", "甲厂.ppt", "ppt"),
    ]


@every_format
def test_archives_in_archives_are_opened_where_they_stand(pack: Callable[[Files], bytes]) -> None:
    inner = pack({"乙厂.txt": TEXT})
    assert list(members(zipped({"甲.txt": TEXT, "县区/内层.zip": inner, "丙.txt": TEXT}))) == [
        "甲.txt",
        "县区/内层.zip!/乙厂.txt",
        "丙.txt",
    ]


@every_format
def test_an_empty_file_is_named_as_one(pack: Callable[[Files], bytes]) -> None:
    assert shown(pack({"空.txt": b"", "甲.txt": TEXT})) == [
        ("refused", "空.txt", "empty_file"),
        ("member", "甲.txt", TEXT.decode()),
    ]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_single_compressed_file_is_an_archive_of_one(pack: Callable[[bytes], bytes]) -> None:
    data = pack(TEXT)
    assert shown(data) == [("member", "未命名", TEXT.decode())]
    assert shown(zipped({"总结.txt.gz": data})) == [("member", "总结.txt.gz!/总结.txt", TEXT.decode())]


def test_gzip_keeps_the_name_of_its_file() -> None:
    file = io.BytesIO()
    with gzip.GzipFile("", "wb", fileobj=file) as stream:
        stream.write(TEXT)
    named = bytearray(file.getvalue())
    named[3] |= 0x08
    named[10:10] = "总结.txt".encode("gbk") + b"\0"
    assert members(bytes(named)) == {"总结.txt": TEXT.decode()}


def test_an_empty_archive_has_nothing_in_it() -> None:
    assert shown(zip_file()) == []


def test_office_documents_are_no_archives_and_archives_of_them_are() -> None:
    document = word(p("甲"))
    office = [
        {"[Content_Types].xml": b"", "xl/workbook.xml": b""},
        {"ppt/presentation.xml": b"", "[Content_Types].xml": b""},
        {"OFD.xml": b"", "Doc_0/Document.xml": b""},
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""},
        {"Word\\document.xml": b""},
    ]
    assert not any(archives.accepts(zipped(files)) for files in office)
    assert not archives.accepts(document) and not archives.accepts(document[: len(document) // 2])
    for inside in (zip_file(Z(b"word/a.docx", document, method=0)), zipped({"word/材料.docx": document, "xl/表.xlsx": b"x"})):
        assert archives.accepts(inside) and archives.accepts(inside[: len(inside) // 2])
    assert list(members(zip_file(Z(b"a.docx", document, method=0)))) == ["a.docx"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        TEXT,
        b"%PDF-1.4",
        b"\0" * 2000,
        "总结：一年来".encode() * 200,
        b"http://www.example.com/\nname: value\n\n",
        b"\xd0\xcf\x11\xe0" * 300,
        b"7z but no archive",
        b"Rar! no archive",
        b"BZ no archive",
    ],
)
def test_other_files_are_no_archives(data: bytes) -> None:
    assert not archives.accepts(data)
    assert shown(data) == []


# Names


GBK, UTF8 = "产改总结.txt".encode("gbk"), "产改总结.txt".encode()


@pytest.mark.parametrize(
    ("entries", "names"),
    [
        ([Z(UTF8, TEXT, flags=0x800)], ["产改总结.txt"]),
        ([Z(GBK, TEXT)], ["产改总结.txt"]),
        ([Z(UTF8, TEXT)], ["产改总结.txt"]),
        ([Z(GBK, TEXT, extra=unicode_name(GBK, "改过.txt"))], ["改过.txt"]),
        ([Z(GBK, TEXT, extra=unicode_name(b"other name", "改过.txt"))], ["产改总结.txt"]),
        # Bytes of the second are UTF-8 as well; what the first says of the archive decides.
        ([Z(GBK, TEXT), Z("联通.txt".encode("gbk"), TEXT)], ["产改总结.txt", "联通.txt"]),
        ([Z("脳脺陆谩.txt".encode("gbk"), TEXT)], ["脳脺陆谩.txt"]),
        # One name is said to be UTF-8 and is not.
        ([Z(GBK, TEXT, flags=0x800), Z("甲.txt".encode("gbk"), TEXT)], ["产改总结.txt", "甲.txt"]),
        ([Z("“甲厂”（2021）①—三、做法.txt".encode(), TEXT)], ["“甲厂”（2021）①—三、做法.txt"]),
    ],
)
def test_zip_names_are_read_in_the_encoding_of_their_archive(entries: list[Z], names: list[str]) -> None:
    assert list(members(zip_file(*entries))) == names


def test_tar_names_are_read_in_both_encodings() -> None:
    info, data = t("x.txt", TEXT)
    info.name = "产改总结.txt"
    assert list(members(tar_file((info, data), encoding="gbk", format=tarfile.GNU_FORMAT))) == ["产改总结.txt"]
    assert list(members(tar_file((info, data), format=tarfile.PAX_FORMAT))) == ["产改总结.txt"]


@pytest.mark.parametrize(
    ("name", "harmless"),
    [
        ("../../etc/甲.txt", "etc/甲.txt"),
        ("/etc/甲.txt", "etc/甲.txt"),
        ("C:\\Windows\\甲.txt", "Windows/甲.txt"),
        ("C:../甲.txt", "甲.txt"),
        ("\\\\server\\share\\甲.txt", "server/share/甲.txt"),
        ("..\\..\\甲.txt", "甲.txt"),
        ("一/./二/.../ /甲.txt ", "一/二/甲.txt"),
        ("CON.txt", "CON.txt"),
        ("NUL/AUX.txt", "NUL/AUX.txt"),
        ("甲\x00\x1b[2J\n乙.txt", "甲__[2J_乙.txt"),
        ("甲\u202etxt.exe.txt", "甲_txt.exe.txt"),
        ("甲\u3000乙.txt", "甲\u3000乙.txt"),
        ("长" * 500 + ".txt", "…" + "长" * 396 + ".txt"),
    ],
)
def test_names_are_shown_harmless(name: str, harmless: str) -> None:
    assert list(members(zip_file(Z(name.encode(), TEXT, flags=0x800)))) == [harmless]


@pytest.mark.parametrize("name", ["../../甲.txt", "/tmp/甲.txt", "C:/甲.txt", "CON.txt"])
@every_format
def test_no_format_lets_a_name_lead_out(pack: Callable[[Files], bytes], name: str) -> None:
    if pack is sevenz:
        data = sevenz({"#" * len(name): TEXT})
        with_name = _renamed_in_7z(data, "#" * len(name), name)
    else:
        with_name = pack({name: TEXT})
    (found,) = members(with_name)
    assert found in ("甲.txt", "tmp/甲.txt", "CON.txt")


def _renamed_in_7z(data: bytes, old: str, new: str) -> bytes:
    """A 7z whose header says another name; py7zr writes no bad ones."""
    py7zr = library("py7zr")
    file = io.BytesIO()
    with py7zr.SevenZipFile(file, "w") as archive:
        archive.set_encoded_header_mode(False)
        archive.writestr(TEXT, old)
    plain = file.getvalue().replace(old.encode("utf-16-le"), new.encode("utf-16-le"))
    start, size = struct.unpack_from("<QQ", plain, 12)
    numbers = struct.pack("<QQI", start, size, zlib.crc32(plain[32 + start : 32 + start + size]))
    return plain[:8] + struct.pack("<I", zlib.crc32(numbers)) + numbers + plain[32:]


def test_names_that_come_twice_are_numbered() -> None:
    entries = [Z(name.encode(), TEXT) for name in ("a/b.txt", "a/b.txt", "a/b (2).txt", "../a/b.txt", "b.tar.gz", "b.tar.gz")]
    assert [name for _, name, _ in shown(zip_file(*entries))] == [
        "a/b.txt",
        "a/b (2).txt",
        "a/b (2) (2).txt",
        "a/b (3).txt",
        "b.tar.gz",
        "b.tar (2).gz",
    ]


# Links and devices


def test_links_and_devices_in_a_tar_are_passed_over_and_folders_are_not_mentioned() -> None:
    data = tar_file(
        t("夹", kind=tarfile.DIRTYPE),
        t("夹/甲.txt", TEXT),
        t("软.txt", kind=tarfile.SYMTYPE, target="/etc/passwd"),
        t("硬.txt", kind=tarfile.LNKTYPE, target="夹/甲.txt"),
        t("设备.txt", kind=tarfile.CHRTYPE),
        t("管道.txt", kind=tarfile.FIFOTYPE),
        t("不明.txt", TEXT, kind=b"Z"),
        t("乙.txt", TEXT),
    )
    assert shown(data) == [
        ("member", "夹/甲.txt", TEXT.decode()),
        *(("passed over", name, "") for name in ("软.txt", "硬.txt", "设备.txt", "管道.txt", "不明.txt")),
        ("member", "乙.txt", TEXT.decode()),
    ]


def test_links_in_a_zip_are_passed_over_and_folders_are_not_mentioned() -> None:
    data = zip_file(
        Z(b"d/", mode=stat.S_IFDIR | 0o755),
        Z(b"e\\"),
        Z(b"link.txt", b"/etc/passwd", mode=stat.S_IFLNK | 0o777),
        Z(b"pipe.txt", b"", mode=stat.S_IFIFO),
        Z(b"a.txt", TEXT, mode=stat.S_IFREG | 0o644),
    )
    assert shown(data) == [("passed over", "link.txt", ""), ("passed over", "pipe.txt", ""), ("member", "a.txt", TEXT.decode())]


def test_links_in_a_rar_are_passed_over() -> None:
    library("unrar")
    five = rar5(rar5_file("软.txt", b"", link=1), rar5_file("硬.txt", b"", link=4), rar5_file("甲.txt", TEXT))
    assert [kind for kind, _, _ in shown(five)] == ["passed over", "passed over", "member"]
    four = rar4(rar4_file(b"l.txt", b"/etc/passwd", mode=0o120777), rar4_file(b"a.txt", TEXT))
    assert [kind for kind, _, _ in shown(four)] == ["passed over", "member"]


# Limits


def test_archives_are_opened_three_deep() -> None:
    data = zipped({"甲.txt": TEXT})
    for number in range(1, 4):
        data = zipped({f"{number}.zip": data})
    assert shown(data) == [("refused", "3.zip!/2.zip!/1.zip", "too_large")]
    assert list(members(zipped({"2.zip": zipped({"1.zip": zipped({"甲.txt": TEXT})})}))) == ["2.zip!/1.zip!/甲.txt"]


@every_format
def test_a_file_that_is_too_large_is_refused_and_the_next_is_not(
    pack: Callable[[Files], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 100_000)
    data = pack({"大.txt": bytes(100_001), "正好.txt": bytes(100_000), "甲.txt": TEXT})
    assert [(kind, name) for kind, name, _ in shown(data)] == [
        ("refused", "大.txt"),
        ("member", "正好.txt"),
        ("member", "甲.txt"),
    ]


@every_format
def test_what_is_inflated_is_counted_in_all(pack: Callable[[Files], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ARCHIVE_BYTES", 250_000)
    data = pack({"甲.txt": TEXT, "乙.txt": bytes(150_000), "丙.txt": bytes(150_000), "丁.txt": TEXT})
    assert [row[:2] for row in shown(data)] == [("member", "甲.txt"), ("member", "乙.txt"), ("refused", "")]


@pytest.mark.parametrize("pack", [tgz, sevenz])
def test_what_has_to_be_inflated_on_the_way_is_counted_too(
    pack: Callable[[Files], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ARCHIVE_BYTES", 250_000)
    data = pack({"甲.txt": TEXT, "一.mp4": bytes(150_000), "二.mp4": bytes(150_000), "乙.txt": TEXT})
    assert shown(data)[-1] == ("refused", "", "too_large")
    assert list(members(data)) == ["甲.txt"]


def test_archives_inside_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ARCHIVE_BYTES", 250_000)
    inner = zipped({"甲.txt": bytes(100_000)})
    found = shown(zipped({"一.zip": inner, "二.zip": inner, "三.zip": inner, "四.txt": TEXT}))
    assert [row[:2] for row in found] == [("member", "一.zip!/甲.txt"), ("member", "二.zip!/甲.txt"), ("refused", "")]


def test_no_more_files_come_than_a_round_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ARCHIVE_FILES", 5)
    inner = zipped({f"{number}.txt": TEXT for number in range(3)})
    found = shown(zipped({"一.zip": inner, "二.zip": inner}))
    assert [kind for kind, _, _ in found] == ["member"] * 5 + ["refused"]
    assert found[-1] == ("refused", "", "too_large")


def test_entries_are_counted_before_objects_are_made_of_them() -> None:
    crowded = zip_file(*(Z(b"%d" % number, method=0) for number in range(100_000)))
    started = time.perf_counter()
    assert only_refusal(crowded).error.code == "too_large"
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize("pack", [tarred, tgz, rar5_of])
def test_entries_of_other_formats_are_counted_as_they_come(
    pack: Callable[[Files], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ARCHIVE_ENTRIES", 10)
    found = shown(pack({f"{number}.exe": b"x" for number in range(11)}))
    assert [kind for kind, _, _ in found] == ["passed over"] * 10 + ["refused"]


def test_a_7z_header_that_inflates_without_end_is_refused() -> None:
    library("py7zr")
    count = 1_000_000
    names = "a\0".encode("utf-16-le") * count
    header = b"\x01\x05" + _number(count) + b"\x11" + _number(len(names) + 1) + b"\0" + names + b"\0\0"
    squeezer = lzma.LZMACompressor(lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 20}])
    packed = squeezer.compress(header) + squeezer.flush()
    streams = b"\x17\x06" + _number(0) + _number(1) + b"\x09" + _number(len(packed)) + b"\0\x07\x0b" + _number(1) + b"\0"
    streams += _number(1) + b"\x21\x21" + _number(1) + b"\x18\x0c" + _number(len(header)) + b"\0\0"
    numbers = struct.pack("<QQI", len(packed), len(streams), zlib.crc32(streams))
    bomb = b"7z\xbc\xaf\x27\x1c\0\4" + struct.pack("<I", zlib.crc32(numbers)) + numbers + packed + streams
    assert len(bomb) < 5_000
    assert only_refusal(bomb).error.code == "too_large"


def _number(number: int) -> bytes:
    return b"\xff" + struct.pack("<Q", number)


def test_tar_headers_without_end_are_refused() -> None:
    info, _ = t("x", kind=b"x")
    info.size = 100_000_000
    assert only_refusal(gzip.compress(info.tobuf() + bytes(8_000_000), 1)).error.code == "too_large"


def test_a_tar_whose_offsets_go_back_ends() -> None:
    info, _ = t("a.txt", kind=b"Z")
    block = bytearray(info.tobuf(tarfile.USTAR_FORMAT))
    block[124:136] = b"\xff" * 10 + (-1024 & 0xFFFF).to_bytes(2, "big")
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    assert [kind for kind, _, _ in shown(bytes(block) + bytes(1024))] == ["passed over", "refused"]


# Bombs, at their true size


def _without_contents(items: Iterator[Unpacked]) -> list[Unpacked]:
    """The items without what was in them, as a worker that writes each away."""
    return [item._replace(data=b"") if isinstance(item, Member) else item for item in items]


def test_a_bomb_in_bombs_stops_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ARCHIVE_BYTES", 100_000_000)
    flat = zip_file(*(Z(b"%d.txt" % number, bytes(10_000_000)) for number in range(4)))
    nested = zip_file(*(Z(b"%d.zip" % number, flat) for number in range(100)))
    assert len(nested) < 50_000
    found = _without_contents(archives.unpack(nested))
    assert len(found) == 10 and isinstance(found[-1], Refused) and found[-1].name == ""


def test_overlapping_entries_are_counted_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ARCHIVE_BYTES", 20_000_000)
    kernel = Z(b"a.txt", bytes(1_000_000))
    again = Z(b"a.txt", bytes(1_000_000), start=0)
    found = list(archives.unpack(zip_file(kernel, *[again] * 100)))
    assert sum(len(item.data) for item in found if isinstance(item, Member)) <= 20_000_000
    assert isinstance(found[-1], Refused)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lambda data: lzma.compress(data, preset=0)])
def test_a_single_file_inflates_no_further_than_a_file_may(pack: Callable[[bytes], bytes]) -> None:
    started = time.perf_counter()
    assert [row[::2] for row in shown(pack(bytes(limits.FILE_BYTES + 1)))] == [("refused", "too_large")]
    assert time.perf_counter() - started < 5


def test_methods_that_inflate_without_bound_are_not_tried() -> None:
    assert [row[2] for row in shown(zip_file(Z(b"a.txt", TEXT, method=12), Z(b"b.txt", TEXT, method=9)))] == ["unsupported"] * 2


# Passwords


ENCRYPTED = zip_file(
    Z("甲.txt".encode("gbk"), TEXT, password="密码".encode("gbk")), Z(b"b.txt", TEXT, password=b"pw"), Z(b"c.txt", TEXT)
)


def test_passwords_are_tried_in_turn_on_each_entry_of_a_zip() -> None:
    assert list(members(ENCRYPTED, "x", "密码", "pw")) == ["甲.txt", "b.txt", "c.txt"]
    assert shown(ENCRYPTED, "pw") == [
        ("refused", "甲.txt", "encrypted"),
        ("member", "b.txt", TEXT.decode()),
        ("member", "c.txt", TEXT.decode()),
    ]
    assert list(members(ENCRYPTED)) == ["c.txt"]


@pytest.mark.parametrize("header", [False, True])
def test_passwords_are_tried_on_a_7z(header: bool) -> None:
    data = sevenz({"甲.txt": TEXT, "乙.txt": TEXT}, password="密码", header_encryption=header)
    assert list(members(data, "x", "密码")) == ["甲.txt", "乙.txt"]
    refused = (
        [("refused", "", "encrypted")] if header else [("refused", "甲.txt", "encrypted"), ("refused", "乙.txt", "encrypted")]
    )
    assert shown(data) == shown(data, "x") == refused


def test_encrypted_files_of_a_rar_are_refused_and_the_others_are_read() -> None:
    library("unrar")
    data = rar4(rar4_file(b"a.txt", bytes(32), encrypted=True), rar4_file(b"b.txt", TEXT))
    assert shown(data) == shown(data, "x", "密码") == [("refused", "a.txt", "encrypted"), ("member", "b.txt", TEXT.decode())]


def test_the_message_names_the_option() -> None:
    refused = next(item for item in archives.unpack(ENCRYPTED) if isinstance(item, Refused))
    assert refused.error.message == "压缩包设了密码，打不开；请用 --password 给出密码，或去掉密码后再报。"


# Damage


@every_format
def test_an_archive_cut_anywhere_gives_what_it_can_and_says_that_it_is_damaged(pack: Callable[[Files], bytes]) -> None:
    noise = random.Random(7)
    files = {f"{number}.txt": noise.randbytes(3_000 + 7 * number) for number in range(5)}
    whole = pack(files).rstrip(b"\0")
    for tenth in range(1, 10):
        found = list(archives.unpack(whole[: len(whole) * tenth // 10]))
        assert all(files[item.name] == item.data for item in found if isinstance(item, Member))
        assert isinstance(found[-1], Refused) and found[-1].error.code == "damaged"
    if pack in (tarred, rar5_of, rar4_of):
        assert len(found) >= 4


@pytest.mark.parametrize("pack", [zipped, rar5_of, rar4_of])
def test_one_damaged_file_costs_no_other(pack: Callable[[Files], bytes]) -> None:
    marked = {"甲.txt": TEXT, "乙.txt": b"\1\2\3\4 in the middle", "丙.txt": TEXT}
    data = pack(marked)
    if pack is zipped:
        data = zip_file(*(Z(name.encode(), text, flags=0x800, method=0) for name, text in marked.items()))
    assert shown(data.replace(b"\1\2\3\4", b"\1\2\3\5")) == [
        ("member", "甲.txt", TEXT.decode()),
        ("refused", "乙.txt", "damaged"),
        ("member", "丙.txt", TEXT.decode()),
    ]


@every_format
def test_changed_bytes_never_end_in_an_exception(pack: Callable[[Files], bytes]) -> None:
    noise = random.Random(11)
    whole = pack({"一季度/甲厂.txt": TEXT * 20, "乙厂.txt": TEXT, "内.zip": zipped({"丙.txt": TEXT})})
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(noise.randint(1, 4)):
            data[noise.randrange(8, len(data))] = noise.randrange(256)
        for item in archives.unpack(bytes(data)):
            assert isinstance(item, Member | Refused | PassedOver)
            item.name.encode()


def test_the_directory_of_a_zip_inside_is_not_taken_for_that_of_the_zip_that_was_cut() -> None:
    inner = zip_file(Z(b"inner.txt", TEXT))
    whole = zip_file(Z(b"a.zip", inner, method=0), Z(b"b.txt", TEXT))
    cut = whole[: whole.index(inner) + len(inner)]
    assert archives.accepts(cut)
    assert shown(cut) == [("refused", "", "damaged")]


# Volumes, components


def test_single_volumes_are_refused_by_name() -> None:
    for data in (
        rar4(rar4_file(b"a.txt", TEXT), volume=True),
        rar5(rar5_file("a.txt", TEXT), volume=True),
        b"PK\x07\x08" + zip_file(Z(b"a.txt", TEXT))[:40],
    ):
        refused = only_refusal(data)
        assert (refused.name, refused.error.code) == ("", "unsupported")
        assert "分卷" in refused.error.message


@pytest.mark.parametrize(
    ("data", "module", "what"),
    [(b"7z\xbc\xaf\x27\x1c" + bytes(40), "py7zr", "7z"), (rar5(rar5_file("a.txt", TEXT)), "unrar.cffi", "RAR")],
)
def test_without_the_component_the_answer_says_how_to_get_it(
    data: bytes, module: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    refused = only_refusal(data)
    assert (refused.name, refused.error.code) == ("", "needs_extra")
    assert (
        refused.error.message == f'读取 {what} 压缩包要另装组件；请安装后重试：pip install "ganhuo[archives]"，或改成 .zip 再报。'
    )
