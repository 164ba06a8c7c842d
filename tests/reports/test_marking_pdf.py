from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.generic import RectangleObject

from checker import Checker
from checker.reading import pdf
from checker.reports import wording
from checker.reports.marking import marked
from tests.paths import ROOT

from .marks import annotations, bare, comments, found_at, found_in_every_sentence, highlights, with_findings

FILES = sorted(
    [*ROOT.glob("corpora/samples/*.pdf"), *ROOT.glob("tests/fixtures/formats/*.pdf"), ROOT / "tests/fixtures/pdf/report.pdf"],
    key=lambda path: path.name,
)
REAL = ROOT / "tests/fixtures/formats/b13-16.pdf"
TURNS = {
    # How the page is shown, how its text runs in the file, both in quarter turns.
    "upright": (0, 0),
    "shown turned, text against it": (1, 1),
    "upside down both": (2, 2),
    "three quarters both": (3, 3),
    "shown sideways": (1, 0),
    "shown upside down": (2, 0),
    "text sideways": (0, 1),
    "text the other way": (0, 3),
}


def words_by_remark(data: bytes) -> dict[str, str]:
    """The words under all highlights of one remark, over all pages."""
    words: dict[str, str] = {}
    for mark in highlights(data):
        words[mark.text] = words.get(mark.text, "") + mark.words
    return words


def turned(data: bytes, shown: int, text: int, crop: bool = False) -> bytes:
    """The first page of a PDF with its text turned anticlockwise and its page shown clockwise by quarter turns."""
    writer = PdfWriter()
    page = writer.add_page(PdfReader(io.BytesIO(data)).pages[0])
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    shifts = ((0, 0), (height, 0), (width, height), (0, width))
    page.add_transformation(Transformation().rotate(90 * text).translate(*shifts[text]))
    sides = (width, height) if text % 2 == 0 else (height, width)
    page.mediabox = page.cropbox = RectangleObject((0, 0, *sides))
    if crop:
        page.mediabox = RectangleObject((-30, -50, sides[0] + 20, sides[1] + 10))
        page.cropbox = RectangleObject((11, 7, sides[0] - 5, sides[1] - 13))
    page.rotation = 90 * shown
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def is_close(words: str, quote: str) -> bool:
    """Whether at least 95 % of the characters are the same, in order."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, bare(words), bare(quote), autojunk=False).ratio() >= 0.95


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_sentence_of_a_real_file_lies_under_its_highlight(path) -> None:
    data = path.read_bytes()
    assessment = found_in_every_sentence(data)
    copy = marked(assessment, data)
    assert (copy.suffix, copy.placed, copy.elsewhere) == (".pdf", len(assessment.findings), ())
    words = words_by_remark(copy.data)
    for number, sentence in enumerate(assessment.sentences):
        assert is_close(words[f"【官话套话】第{number}句\n建议：请改"], sentence.text), sentence.text
    assert pdf.read(copy.data).text == assessment.text


@pytest.mark.parametrize("crop", [False, True], ids=["whole", "cropped"])
@pytest.mark.parametrize(("shown", "text"), TURNS.values(), ids=TURNS)
def test_highlights_follow_turned_and_cropped_pages(shown: int, text: int, crop: bool) -> None:
    data = turned(REAL.read_bytes(), shown, text, crop)
    quote = "公司召开三届六次职代会"
    copy = marked(found_at(data, quote), data)
    assert [mark.words for mark in highlights(copy.data)] == [quote]


@pytest.mark.parametrize("shown", range(4))
def test_the_verdict_is_a_note_at_the_upper_left_of_the_first_page_as_it_is_shown(shown: int) -> None:
    data = turned(REAL.read_bytes(), shown, 0, crop=True)
    assessment = Checker().check_bytes(data)
    (note,) = annotations(marked(assessment, data).data, "/Text")
    left, bottom, right, top = PdfReader(io.BytesIO(data)).pages[0].cropbox
    x0, y0, x1, y1 = (float(value) for value in note["/Rect"])
    near = {0: (x0 - left, top - y1), 1: (x0 - left, y0 - bottom), 2: (right - x1, y0 - bottom), 3: (right - x1, top - y1)}[shown]
    assert near == pytest.approx((18, 18))
    assert str(note["/Contents"]).startswith(f"【总评】结论：{wording.verdict(assessment)}\n得分：100 − ")
    assert (note["/T"], note["page"]) == ("干货", 1)


def test_a_highlight_says_its_remark_in_a_window_of_its_own_and_is_printed() -> None:
    data = REAL.read_bytes()
    copy = marked(found_at(data, "改革为先"), data)
    (mark,) = annotations(copy.data)
    assert (mark["/Contents"], mark["/T"], mark["/F"]) == ("【官话套话】说的是改革为先\n建议：请改", "干货", 4)
    popup = mark["/Popup"].get_object()
    assert (popup["/Subtype"], popup["/Parent"].get_object()["/Contents"]) == ("/Popup", mark["/Contents"])


def test_the_graver_the_redder() -> None:
    data = REAL.read_bytes()
    first, second, third = (found_at(data, quote).findings[0][1] for quote in ("改革为先", "民主为基", "有话好好说"))
    findings = [first, replace(second, severity="medium"), replace(third, severity="low")]
    marks = highlights(marked(with_findings(Checker().check_bytes(data), findings), data).data)
    assert [(mark.words, mark.colour) for mark in marks] == [
        ("改革为先", (1.0, 0.7, 0.69)),
        ("民主为基", (1.0, 0.87, 0.54)),
        ("有话好好说", (1.0, 0.97, 0.69)),
    ]


def test_a_part_of_a_line_is_marked_to_the_letter_beside_digits_and_latin() -> None:
    data = REAL.read_bytes()
    quotes = ("月津贴600元", "4月起", "14小时降到7.5小时")
    present = [quote for quote in quotes if quote in pdf.read(data).text]
    assert len(present) > 1
    assert [mark.words for mark in highlights(marked(found_at(data, *present), data).data)] == sorted(
        present, key=pdf.read(data).text.index
    )


def test_a_sentence_over_two_pages_is_marked_on_both() -> None:
    path = ROOT / "corpora/samples/瑞澜水务设备产改总结.pdf"
    data = path.read_bytes()
    assessment = found_in_every_sentence(data)
    marks = highlights(marked(assessment, data).data)
    over = {mark.text for mark in marks if mark.page == 1} & {mark.text for mark in marks if mark.page == 2}
    assert len(over) == 1


def test_a_scan_is_marked_by_the_widths_of_its_letters() -> None:
    data = turned(REAL.read_bytes(), 0, 0)
    assessment = found_at(data, "公司召开三届六次职代会")
    blank = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    blank.pages[0]["/Contents"].get_object().set_data(b"")
    out = io.BytesIO()
    blank.write(out)
    (there,) = annotations(marked(assessment, data).data)
    (guessed,) = annotations(marked(assessment, out.getvalue()).data)
    assert [float(x) for x in guessed["/QuadPoints"]] == pytest.approx([float(x) for x in there["/QuadPoints"]], abs=8)


@pytest.mark.parametrize("how", ["locked", "cut off", "of other pages"])
def test_a_pdf_that_cannot_be_written_to_gives_its_text_with_comments(how: str) -> None:
    data = REAL.read_bytes()
    assessment = found_at(data, "改革为先")
    if how == "locked":
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
        writer.encrypt("", "owner", algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        data = out.getvalue()
    elif how == "cut off":
        data = data[: len(data) // 3]
    else:
        data = turned(data, 0, 0)
    copy = marked(assessment, data)
    assert (copy.suffix, copy.placed) == (".docx", 1)
    assert comments(copy.data)[1].words == "改革为先"


def test_a_finding_without_words_is_told_with_the_verdict() -> None:
    data = REAL.read_bytes()
    assessment = found_at(data, "改革为先")
    blank = replace(assessment.findings[0][1], start=0, end=0)
    copy = marked(with_findings(assessment, [blank]), data)
    assert (copy.placed, copy.elsewhere) == (0, ("boilerplate-1",))
    (note,) = annotations(copy.data, "/Text")
    assert "【官话套话】说的是改革为先\n建议：请改" in str(note["/Contents"])
