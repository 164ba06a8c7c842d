"""One text gets the same verdict and the same sentences in every format that an office receives."""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import docx
import pytest
from PIL import Image

from checker import Assessment, Checker, Settings
from checker.batch.local import Crew
from checker.batch.messages import Source
from checker.reading import load, read
from tests.paths import ROOT, SAMPLES, archives, ocr

CHECKER = Checker()
FIXTURES = ROOT / "tests" / "fixtures"
PAIRS = FIXTURES / "formats"
STEMS = sorted({path.stem for path in PAIRS.iterdir()})
BLANKS = re.compile(r"\s")


def fixture(folder: str, suffix: str) -> Callable[[str], bytes]:
    return lambda stem: (FIXTURES / folder / f"{stem}{suffix}").read_bytes()


def text_of(stem: str) -> str:
    return (PAIRS / f"{stem}.txt").read_text(encoding="utf-8")


def encoded(encoding: str) -> Callable[[str], bytes]:
    return lambda stem: text_of(stem).encode(encoding)


def macros(stem: str) -> bytes:
    """The same package under the main type that a file with macros has."""
    old, out = zipfile.ZipFile(PAIRS / f"{stem}.docx"), io.BytesIO()
    plain, other = b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry).replace(plain, other))
    return out.getvalue().replace(b"application/vnd.openxmlformats-officedocument.ms-word", b"application/vnd.ms-word")


DIGITAL: dict[str, Callable[[str], bytes]] = {
    ".docx": fixture("formats", ".docx"),
    ".docm": macros,
    ".pdf": fixture("formats", ".pdf"),
    ".doc": fixture("doc", ".doc"),
    ".wps": fixture("doc", ".doc"),
    ".rtf": fixture("rtf", ".rtf"),
    ".ofd": fixture("ofd", ".ofd"),
    ".odt": fixture("odt", ".odt"),
    ".html": fixture("html", ".html"),
    ".gb2312.html": fixture("html", "-gb2312.html"),
    ".utf8.md": encoded("utf-8"),
    ".bom.txt": encoded("utf-8-sig"),
    ".utf16.txt": encoded("utf-16"),
    ".utf16le.txt": encoded("utf-16-le"),
    ".gb18030.txt": encoded("gb18030"),
}


@cache
def plain(stem: str) -> Assessment:
    return CHECKER.check(PAIRS / f"{stem}.txt")


def letters(texts: Sequence[str]) -> str:
    """Without blanks: those between Han and digits exist in a PDF only as layout."""
    return BLANKS.sub("", "".join(texts))


def sentences(a: Assessment) -> set[str]:
    return {BLANKS.sub("", s.text) for s in a.sentences or ()}


def agreement(one: set[str], other: set[str]) -> float:
    """Share of sentences that both have."""
    return 2 * len(one & other) / (len(one) + len(other))


def characters_right(want: str, got: str) -> float:
    """Share of the wanted characters that stand in the same order, less what was added."""
    blocks = SequenceMatcher(None, want, got, autojunk=False).get_matching_blocks()
    same = sum(block.size for block in blocks)
    return 1 - (max(len(want), len(got)) - same) / len(want)


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("suffix", DIGITAL)
def test_every_format_gives_the_same_text_sentences_and_verdict(stem: str, suffix: str) -> None:
    data = DIGITAL[suffix](stem)
    document = read(data, f"{stem}{suffix}")
    assert characters_right(letters([text_of(stem)]), letters([p.text for p in document.paragraphs])) >= 0.995
    judged = CHECKER.check_bytes(data, f"{stem}{suffix}")
    assert judged.verdict == plain(stem).verdict
    assert agreement(sentences(judged), sentences(plain(stem))) >= 0.98


TYPED = {"sheets/material.xlsx": "b02-02", "sheets/material.xls": "b02-02", "slides/sample.pptx": "b13-16"}


@pytest.mark.parametrize("name", TYPED)
def test_a_text_typed_into_cells_or_onto_slides_is_judged_as_the_text(name: str) -> None:
    path, stem = FIXTURES / name, TYPED[name]
    document, judged = read(load(path), path.name), CHECKER.check(path)
    want, got = letters([text_of(stem)]), letters([p.text for p in document.paragraphs])
    # Beside the text stand the headings of columns, a date and a figure.
    same = sum(block.size for block in SequenceMatcher(None, want, got, autojunk=False).get_matching_blocks())
    assert same / len(want) >= 0.995
    assert judged.verdict == plain(stem).verdict
    assert agreement(sentences(judged), sentences(plain(stem))) >= 0.98


def zipped(stem: str) -> bytes:
    """A zip whose names are GBK, as Chinese Windows writes them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("XXXXXXXX.docx", (PAIRS / f"{stem}.docx").read_bytes())
    return out.getvalue().replace(b"XXXXXXXX", "产改总结".encode("gbk"))


def tarred(stem: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        entry = tarfile.TarInfo("产改总结.docx")
        data = (PAIRS / f"{stem}.docx").read_bytes()
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def mailed(stem: str) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "报送产改总结", "a@example.com", "b@example.com"
    mail.set_content("请查收附件。")
    data = (PAIRS / f"{stem}.docx").read_bytes()
    mail.add_attachment(data, maintype="application", subtype="octet-stream", filename="产改总结.docx")
    return mail.as_bytes()


def seven(stem: str) -> bytes:
    archives()
    import py7zr

    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        archive.writestr((PAIRS / f"{stem}.docx").read_bytes(), "产改总结.docx")
    return out.getvalue()


@pytest.mark.parametrize(("suffix", "pack"), [(".zip", zipped), (".tar.gz", tarred), (".eml", mailed), (".7z", seven)])
def test_what_is_packed_is_judged_under_its_own_name(suffix: str, pack: Callable[[str], bytes], tmp_path: Path) -> None:
    path = tmp_path / f"报送{suffix}"
    path.write_bytes(pack(STEMS[0]))
    with Crew(Settings(), 1) as crew:
        rows = [row for _, row in crew.judge([Source(path.name, str(path))])]
    assert [row.file for row in rows] == [f"{path.name}!/产改总结.docx"]
    assert rows[0].verdict == plain(STEMS[0]).verdict
    assert sentences(rows[0]) == sentences(CHECKER.check(PAIRS / f"{STEMS[0]}.docx"))


# The photo shows the first page alone.
SCANS = {"clean.pdf": "b12-11", "noisy.pdf": "b02-02", "stamped.pdf": "b13-16", "photo.jpg": "b13-16"}


@pytest.mark.parametrize("name", SCANS)
def test_a_scan_is_read_and_judged_as_its_text(name: str) -> None:
    ocr()
    path, stem = FIXTURES / "scans" / name, SCANS[name]
    document, judged = read(load(path), name), CHECKER.check(path)
    want, got = letters([text_of(stem)]), letters([p.text for p in document.paragraphs])
    if name == "photo.jpg":
        assert characters_right(want[: len(got)], got) >= 0.97
    else:
        assert characters_right(want, got) >= 0.97
        assert judged.verdict == plain(stem).verdict
    assert document.confidence is not None
    assert (judged.certainty or 0) <= document.confidence


@pytest.mark.parametrize(("suffix", "kind"), [(".png", "PNG"), (".bmp", "BMP"), (".tif", "TIFF")])
def test_a_photo_is_the_same_in_every_picture_format(suffix: str, kind: str) -> None:
    ocr()
    out = io.BytesIO()
    Image.open(FIXTURES / "scans" / "photo.jpg").save(out, kind)
    photo = read(load(FIXTURES / "scans" / "photo.jpg"), "photo.jpg")
    assert characters_right(letters([photo.text]), letters([read(out.getvalue(), f"photo{suffix}").text])) >= 0.97


@pytest.mark.parametrize(("name", "said"), [("甲.wps", "Word 文档"), ("甲.pdf", "Word 文档"), ("甲.txt", "Word 文档")])
def test_a_name_that_lies_is_said_and_the_file_read_as_what_it_is(name: str, said: str) -> None:
    document = read((PAIRS / f"{STEMS[0]}.docx").read_bytes(), name)
    assert document.notes == (f"扩展名是 {Path(name).suffix}，内容其实是{said}，已按内容读取。",)
    assert characters_right(letters([text_of(STEMS[0])]), letters([p.text for p in document.paragraphs])) >= 0.995


def test_places_lead_back_into_the_word_file() -> None:
    path = next(SAMPLES.glob("华砚*.docx"))
    document, assessment = read(load(path)), CHECKER.check(path)
    body = docx.Document(str(path)).element.body
    blocks = [child for child in body if child.tag.endswith(("}p", "}tbl"))]
    for _, finding in assessment.findings or ():
        first = document.places(finding.start, finding.end)[0]
        paragraph = "".join(
            t.text or "" for t in blocks[int((first.block or "").partition("@")[0])].iter() if t.tag.endswith("}t")
        )
        assert (assessment.text or "")[finding.start : finding.start + 10] in paragraph


def test_places_lead_back_to_the_page_of_a_pdf() -> None:
    path = next(SAMPLES.glob("瑞澜*.pdf"))
    document, assessment = read(load(path)), CHECKER.check(path)
    for sentence in assessment.sentences or ():
        places = document.places(sentence.start, sentence.end)
        assert places
        assert all(
            place.page in (1, 2) and place.box and place.box[0] < place.box[2] and place.box[1] < place.box[3] for place in places
        )


def test_a_scan_put_into_a_word_file_is_recognised_and_said_to_be() -> None:
    ocr()
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("产改工作总结")
    document.add_picture(str(FIXTURES / "scans" / "photo.jpg"))
    document.save(out)
    found = read(out.getvalue(), "扫描.docx")
    pictured = [paragraph.text for paragraph in found.paragraphs if paragraph.story == "picture"]
    assert characters_right(letters([read(load(FIXTURES / "scans" / "photo.jpg")).text]), letters(pictured)) >= 0.99
    assert found.notes[0].startswith("正文是图片，文字由识别而来（平均把握")
    assert found.sources["body"] == 6
