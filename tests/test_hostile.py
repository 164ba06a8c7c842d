"""Files made to harm: each is refused or read within the limits, and costs nobody else a row."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checker.assessment import Assessment, Settings
from checker.batch.local import Crew
from checker.batch.messages import Source
from checker.reading import limits
from tests.paths import ROOT, SAMPLES

FIXTURES = ROOT / "tests" / "fixtures"
GOOD = next(SAMPLES.glob("河澜*.docx"))
Maker = Callable[[], bytes]

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
STRANGER = '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>'


def repacked(path: Path, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A package with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data) if entry.filename == part else data)
    return out.getvalue()


def with_declaration(declaration: str, entity: str) -> Callable[[bytes], bytes]:
    """Put a document type before the root and an entity into the first text."""

    def change(xml: bytes) -> bytes:
        head, _, rest = xml.partition(b"?>")
        return head + b"?>" + declaration.encode() + rest.replace(b"<w:t>", f"<w:t>{entity}".encode(), 1)

    return change


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def nested(depth: int) -> bytes:
    data = GOOD.read_bytes()
    name = "材料.docx"
    for level in range(depth):
        data, name = packed({name: data}), f"第{level}层.zip"
    return data


def many_entries() -> bytes:
    return packed({f"{number}.txt": b"" for number in range(100_000)})


def links_and_paths() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name in ("../../甲.docx", "/etc/乙.docx", "C:\\Windows\\丙.docx", "CON.docx"):
            entry = tarfile.TarInfo(name)
            entry.size = GOOD.stat().st_size
            archive.addfile(entry, io.BytesIO(GOOD.read_bytes()))
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
            entry = tarfile.TarInfo(f"链接{kind!r}.docx")
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
    return out.getvalue()


def pdf(objects: list[bytes]) -> bytes:
    """A PDF of numbered objects; the first is the catalogue."""
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + (
        b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    )  # fmt: skip


def long_pdf(pages: int = 10_000) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 5) for number in range(pages))
    text = b"BT /F1 12 Tf 72 700 Td (The plant signed the agreement with its union.) Tj ET"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
    tree = b"<</Type/Pages/Count %d/Kids[" % pages + kids + b"]>>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    stream = b"<</Length %d>>stream\n" % len(text) + text + b"\nendstream"
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", tree, font, stream, *[page] * pages])


def cyclic_pdf() -> bytes:
    return pdf(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 9/Kids[3 0 R]>>", b"<</Type/Pages/Count 9/Kids[2 0 R 3 0 R]>>"]
    )


def png(width: int, height: int) -> bytes:
    """A white bilevel picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\0" + b"\xff" * ((width + 7) // 8)
    squeeze = zlib.compressobj(1)
    pixels = b"".join(squeeze.compress(row * 100) for _ in range(max(1, height // 100))) + squeeze.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def looping_doc() -> bytes:
    """Every sector of the allocation table leads to the sector before it."""
    data = bytearray((FIXTURES / "doc" / "b02-02.doc").read_bytes())
    first = (int.from_bytes(data[76:80], "little") + 1) * 512
    for index in range(128):
        data[first + 4 * index : first + 4 * index + 4] = max(0, index - 1).to_bytes(4, "little")
    return bytes(data)


def spaces_in(path: Path, part: str) -> bytes:
    """A part that inflates to 200 MB."""
    return repacked(path, part, lambda xml: xml + b" " * (200 * 2**20))


# Name of the file -> how it is made, and what may be said of it.
CASES: dict[str, tuple[Maker, set[str]]] = {
    "解压后很大.docx": (lambda: spaces_in(GOOD, "word/document.xml"), {"too_large"}),
    "三百万空段.docx": (
        lambda: repacked(GOOD, "word/document.xml", lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 3_000_000)),
        {"too_large", "timeout", "memory", "pass"},
    ),
    "实体炸弹.docx": (lambda: repacked(GOOD, "word/document.xml", with_declaration(LAUGHS, "&i;")), {"damaged"}),
    "外部实体.docx": (lambda: repacked(GOOD, "word/document.xml", with_declaration(STRANGER, "&i;")), {"damaged"}),
    "嵌套过深.docx": (
        lambda: repacked(GOOD, "word/document.xml", lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b"<w:sdt>" * 100_000)),
        {"damaged"},
    ),
    "平铺炸弹.zip": (lambda: packed({f"{number}.txt": b"0" * (60 * 2**20) for number in range(3)}), {"too_large"}),
    "套了五层.zip": (lambda: nested(5), {"too_large"}),
    "套了两层.zip": (lambda: nested(3), {"pass"}),
    "十万个文件.zip": (many_entries, {"too_large"}),
    "链接和怪路径.tar": (links_and_paths, {"pass"}),
    "一万页.pdf": (long_pdf, {"reject"}),
    "页树成环.pdf": (cyclic_pdf, {"damaged"}),
    "一个点.png": (lambda: png(1, 1), {"scanned"}),
    "三万见方.png": (lambda: png(30_000, 30_000), {"too_large"}),
    "扇区成环.doc": (looping_doc, {"damaged", "unsupported"}),
}  # fmt: skip


def outcomes(folder: Path) -> dict[str, list[Assessment]]:
    """All rows for each file of a folder, a good one judged beside them."""
    files = sorted(folder.iterdir())
    with Crew(Settings(), 2) as crew:
        rows: dict[str, list[Assessment]] = {file.name: [] for file in files}
        for key, row in crew.judge([Source(str(file), str(file)) for file in files]):
            rows[files[key[0]].name].append(row)
    return rows


def code(row: Assessment) -> str:
    return row.error[0] if row.error else str(row.verdict)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Assessment]]:
    folder = tmp_path_factory.mktemp("hostile")
    for name, (make, _) in CASES.items():
        (folder / name).write_bytes(make())
    (folder / "好.docx").write_bytes(GOOD.read_bytes())
    return outcomes(folder)


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_is_refused_or_read_within_limits(judged: dict[str, list[Assessment]], name: str) -> None:
    rows = judged[name]
    assert rows
    assert {code(row) for row in rows} <= CASES[name][1], [row.error for row in rows]
    assert all(row.error is None or row.error[1].endswith("。") for row in rows)


def test_a_good_file_beside_them_is_judged(judged: dict[str, list[Assessment]]) -> None:
    assert [code(row) for row in judged["好.docx"]] == ["pass"]


def test_paths_from_an_archive_are_names_and_links_are_not_followed(judged: dict[str, list[Assessment]]) -> None:
    names = sorted(row.file.partition("!/")[2] for row in judged["链接和怪路径.tar"])
    assert len(names) == 4
    assert all(".." not in name and ":" not in name and "\\" not in name and not name.startswith("/") for name in names)


def test_a_long_pdf_is_read_as_far_as_the_limit(judged: dict[str, list[Assessment]]) -> None:
    assert f"全文共10000页，只读了前{limits.PDF_PAGES}页。" in judged["一万页.pdf"][0].notes


def cut() -> Iterator[tuple[str, bytes]]:
    """One file of every format, cut at every tenth of its length."""
    for path in sorted(FIXTURES.rglob("*")):
        if path.suffix in (".docx", ".doc", ".rtf", ".pdf", ".ofd", ".odt", ".html", ".xlsx", ".xls", ".pptx", ".zip") and path.stem in (
            "b02-02", "prose", "register", "slides"):  # fmt: skip
            data = path.read_bytes()
            for tenth in range(10):
                yield f"{path.parent.name}-{tenth}{path.suffix}", data[: len(data) * tenth // 10]


def test_files_cut_at_every_tenth_are_rows(tmp_path: Path) -> None:
    for name, data in cut():
        (tmp_path / name).write_bytes(data)
    rows = outcomes(tmp_path)
    assert len(rows) >= 80
    strange = {name: code(row) for name, found in rows.items() for row in found if code(row) in ("crashed", "timeout", "memory")}
    assert strange == {}
    assert all(len(found) == 1 for found in rows.values())
