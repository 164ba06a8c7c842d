"""PDFs with a text layer come back as the paragraphs that were typed. The fixtures are built by tests/fixtures/pdf/make.py."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pypdfium2  # type: ignore[import-untyped]
import pytest
from pypdf import PdfWriter

from checker.reading import limits, ocr, pdf, pdf_page
from checker.reading.document import Document, LeftOut, Paragraph
from checker.reading.errors import Unreadable
from checker.reading.options import Options
from checker.reading.wording import page_list

FIXTURES = Path(__file__).parents[1] / "fixtures" / "pdf"


def data(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


def source_lines(name: str) -> list[str]:
    return (FIXTURES / name).read_text("utf-8").splitlines()


def typed(name: str) -> list[str]:
    """The paragraphs outside tables as they were typed; blanks between Han and Latin letters cannot survive a PDF."""
    lines = [line.removeprefix("# ").removeprefix("= ").removeprefix("> ") for line in source_lines(name) if line[0] != "|"]
    return [line.replace("CNC programming 方", "CNC programming方").replace("ELECTRIC 公", "ELECTRIC公") for line in lines]


def texts(document: Document, story: str = "body") -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.story == story]


def one(document: Document, text: str) -> Paragraph:
    (found,) = (paragraph for paragraph in document.paragraphs if paragraph.text == text)
    return found


def error(content: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        pdf.read(content)
    return caught.value


@pytest.fixture(scope="module")
def report() -> Document:
    return pdf.read(data("report.pdf"))


def blank_pages(count: int, width: float = 595, height: float = 842) -> bytes:
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(width, height)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_what_begins_like_a_pdf_is_accepted() -> None:
    assert pdf.accepts(data("report.pdf"))
    assert pdf.accepts(b"\n\n" + data("report.pdf"))
    assert not pdf.accepts("一份PDF的说明".encode())


def test_every_paragraph_of_a_long_report_comes_out_whole(report: Document) -> None:
    assert texts(report) == typed("report.txt")
    assert (report.format, report.pages, report.notes) == ("pdf", 5, ())


def test_paragraphs_without_an_indent_come_out_whole() -> None:
    assert texts(pdf.read(data("letter.pdf"))) == typed("letter.txt")


def test_page_numbers_and_running_heads_stand_once_at_the_end(report: Document) -> None:
    assert [(p.story, p.text) for p in report.paragraphs[-2:]] == [("header", "青石机械厂改革试点材料"), ("footer", "—1—")]
    assert texts(report, "header") + texts(report, "footer") == ["青石机械厂改革试点材料", "—1—"]


def test_a_table_is_read_cell_by_cell(report: Document) -> None:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in source_lines("report.txt") if line[0] == "|"]
    expected = [((0, i, j), text) for i, row in enumerate(rows) for j, text in enumerate(row)]
    assert [(p.cell, p.text) for p in report.paragraphs if p.story == "table"] == expected


def test_a_table_stands_where_it_stood(report: Document) -> None:
    order = [paragraph.text for paragraph in report.paragraphs]
    assert order.index("各车间的变化见下表：") + 1 == order.index("车间")
    assert order.index("含外派安装队") + 1 == order.index(next(text for text in order if text.startswith("人留住了")))


def test_the_cells_are_those_that_pdfplumber_finds(report: Document) -> None:
    with pdfplumber.open(FIXTURES / "report.pdf") as document:
        tables = [table for page in document.pages for table in page.extract_tables()]
    cells = [cell.replace("\n", "").replace(" ", "") for table in tables for row in table for cell in row if cell]
    assert texts(report, "table") == cells


def test_titles_and_signatures_know_their_place(report: Document) -> None:
    looks = [(p.centred, p.right_aligned, p.size) for p in report.paragraphs if p.story == "body"]
    assert looks[:4] == [(True, False, 22.0), (True, False, 18.0), (True, False, 16.0), (False, False, 16.0)]
    assert looks[-2:] == [(False, True, 16.0), (False, True, 16.0)]
    assert set(looks[3:-2]) == {(False, False, 16.0)}


def placed_texts(document: Document, name: str) -> Iterator[tuple[str, str]]:
    """For each place, the text that it claims and the text that pdfium finds in its box."""
    with pypdfium2.PdfDocument(FIXTURES / name) as source:
        for paragraph in document.paragraphs:
            for place in paragraph.places:
                assert place.page and place.box
                page = source[place.page - 1]
                x0, top, x1, bottom = place.box
                height = page.get_height()
                found = page.get_textpage().get_text_bounded(x0 - 1, height - bottom + 2, x1 + 1, height - top - 2)
                yield paragraph.text[place.start : place.end], found


def test_each_line_is_found_again_in_its_box(report: Document) -> None:
    pairs = list(placed_texts(report, "report.pdf"))
    assert len(pairs) > 100
    assert [claimed.replace(" ", "") for claimed, _ in pairs] == ["".join(found.split()) for _, found in pairs]


def test_the_places_of_a_paragraph_cover_it_without_a_gap(report: Document) -> None:
    for paragraph in report.paragraphs:
        ends = [0, *(place.end for place in paragraph.places)]
        assert all(0 <= place.start - end <= 1 for place, end in zip(paragraph.places, ends, strict=False))
        assert ends[-1] == len(paragraph.text)


def test_a_paragraph_over_two_pages_has_places_on_both(report: Document) -> None:
    assert any(len({place.page for place in paragraph.places}) == 2 for paragraph in report.paragraphs)


def test_letters_printed_twice_are_read_once_and_layout_blanks_are_dropped() -> None:
    expected = ["天天向上的青石机械厂", "2021年11月25日，全厂2家分厂用上了Open Day平台。"]
    assert texts(pdf.read(data("fake-bold.pdf"))) == expected


def test_two_columns_are_read_one_after_the_other() -> None:
    left = "左边一栏先把试点的由来说完，再说两年里的做法和花了多少钱，最后才说到成效，四行之后才换到右栏。"
    right = "右边一栏讲工人自己的话老周说他以前不敢报名考试，怕考不过丢面子，现在他已经带了三个徒弟，也敢上台讲课了。"
    assert texts(pdf.read(data("columns.pdf"))) == [left, right]


def test_a_turned_page_is_read_as_it_is_shown() -> None:
    (paragraph,) = pdf.read(data("rotated.pdf")).paragraphs
    assert paragraph.text == "横放的页面也要读出来，而且位置要对，第一行就写到这里为止。"
    assert paragraph.places[0].box == pytest.approx((100, 65.9, 564, 81.9), abs=1)


HOW_TO_READ = '请报送Word文件，或安装识别组件后重试：pip install "ganhuo[ocr]"。'


@pytest.fixture
def without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)


@pytest.mark.usefixtures("without_recognition")
def test_a_scan_is_refused_with_advice() -> None:
    advice = '请报送Word文件或由Word导出的PDF，或安装识别组件后重试：pip install "ganhuo[ocr]"。'
    refusal = error(data("scan.pdf"))
    assert (refusal.code, refusal.message) == ("scanned", f"这是扫描件或图片，没有文字层，读不出内容。{advice}")


@pytest.mark.usefixtures("without_recognition")
def test_letters_without_meaning_count_as_a_scan() -> None:
    assert error(data("garbled.pdf")).code == "scanned"


@pytest.mark.usefixtures("without_recognition")
def test_a_scanned_page_among_others_is_noted_and_its_letters_are_estimated() -> None:
    document = pdf.read(data("mixed.pdf"))
    assert texts(document) == typed("letter.txt")
    assert document.notes == (f"第3页是扫描图片，未读出；{HOW_TO_READ}",)
    read = sum(document.sources.values())
    assert document.left_out == (LeftOut("扫描页", pytest.approx(read / 2, abs=5), seen=True),)
    assert document.share_read == pytest.approx(2 / 3, abs=0.01)


@pytest.mark.usefixtures("without_recognition")
def test_a_garbled_page_among_others_is_noted() -> None:
    document = pdf.read(data("half-garbled.pdf"))
    assert (len(document.paragraphs), document.notes) == (2, (f"第2页的文字是乱码，未读出；{HOW_TO_READ}",))


def locked(name: str, password: str) -> bytes:
    writer = PdfWriter(clone_from=FIXTURES / name)
    writer.encrypt(password, algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_a_password_is_named_as_the_reason() -> None:
    assert error(data("encrypted.pdf")).code == "encrypted"


def test_the_given_passwords_are_tried_one_after_the_other() -> None:
    content = locked("letter.pdf", "2023")
    assert texts(pdf.read(content, Options(passwords=("2022", "2023")))) == typed("letter.txt")
    with pytest.raises(Unreadable, match="给出的密码都打不开") as caught:
        pdf.read(content, Options(passwords=("2022",)))
    assert caught.value.code == "encrypted"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", data("report.pdf")[:20_000], blank_pages(0)])
def test_a_broken_file_is_called_damaged(content: bytes) -> None:
    assert error(content).code == "damaged"


def test_blank_pages_are_an_empty_text_and_no_scan() -> None:
    document = pdf.read(blank_pages(2))
    assert (document.paragraphs, document.pages) == ((), 2)


def test_only_the_first_pages_of_a_huge_file_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PDF_PAGES", 2)
    document = pdf.read(data("report.pdf"))
    assert {place.page for paragraph in document.paragraphs for place in paragraph.places} == {1, 2}
    assert document.notes == ("全文共5页，只读了前2页。",)


def test_reading_stops_at_the_length_of_a_book(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHARACTERS", 600)
    assert pdf.read(data("report.pdf")).notes == ("全文共5页，只读了前2页。",)


def test_pages_of_an_impossible_size_are_left_out() -> None:
    assert error(blank_pages(1, width=1e6)).code == "damaged"


def test_page_numbers_in_a_note_are_drawn_together() -> None:
    assert page_list([3, 5, 6, 7, 9]) == "3、5—7、9"


@pytest.mark.usefixtures("without_recognition")
def test_noise_in_a_file_ends_in_nothing_but_unreadable() -> None:
    chance = random.Random(7)
    original = data("letter.pdf")
    for _ in range(30):
        noisy = bytearray(original)
        for _ in range(60):
            noisy[chance.randrange(len(noisy))] = chance.randrange(256)
        try:
            pdf.read(bytes(noisy))
        except Unreadable:
            continue


def test_a_page_of_private_letters_is_gibberish() -> None:
    assert pdf_page.is_gibberish("\ue001" * 30, 0)
    assert pdf_page.is_gibberish("(cid:12)" * 10, 0)
    assert pdf_page.is_gibberish("!#$%&'()*+,-./012345678………………", wide=23)
    assert not pdf_page.is_gibberish("我厂有职工320人，其中工人260人，占八成还多一点。", 0)
