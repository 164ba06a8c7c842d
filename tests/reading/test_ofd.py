"""OFDs come back as the paragraphs that were typed. The fixtures are built by tests/fixtures/ofd/make.py."""

from __future__ import annotations

import random
import time
import zipfile
from pathlib import Path

import pytest

from checker.reading import limits, ofd, pdf
from checker.reading.document import Document, LeftOut
from checker.reading.errors import Unreadable

from .ofd_files import SIZE, document, drawn, entry, lines, page, parts, resources, text
from .ofd_files import ofd as made
from .word_files import zipped

FIXTURES = Path(__file__).parents[1] / "fixtures"
SAMPLES = ("b02-02", "b05-13", "b12-11", "b13-16")
FIRST = "焊工班去年冬天自己凑钱买了一台旧的仿真机，放在库房里练手，谁"
SECOND = "下了班都可以去练，练满二十个小时才准上台位。"


def data(name: str) -> bytes:
    return (FIXTURES / "ofd" / name).read_bytes()


def texts(file: bytes) -> list[str]:
    return [paragraph.text for paragraph in ofd.read(file).paragraphs]


def refusal(file: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        ofd.read(file)
    return caught.value


def looks(file: Document) -> list[tuple[object, ...]]:
    return [(p.text, p.story, p.cell, p.centred, p.right_aligned) for p in file.paragraphs]


# What is read


@pytest.mark.parametrize("stem", SAMPLES)
def test_every_letter_of_a_sample_comes_back_in_the_paragraphs_that_its_pdf_gives(stem: str) -> None:
    file, source = ofd.read(data(f"{stem}.ofd")), pdf.read((FIXTURES / "formats" / f"{stem}.pdf").read_bytes())
    typed = (FIXTURES / "formats" / f"{stem}.txt").read_text("utf-8")
    assert "".join(file.text.split()) == "".join(typed.split())
    assert looks(file) == looks(source)
    assert (file.format, file.pages, file.notes, file.left_out) == ("ofd", source.pages, (), ())


@pytest.mark.parametrize("stem", ["b02-02", "b12-11"])
def test_a_sample_whose_title_has_one_line_comes_back_as_it_was_typed(stem: str) -> None:
    typed = (FIXTURES / "formats" / f"{stem}.txt").read_text("utf-8").splitlines()
    assert ["".join(found.split()) for found in texts(data(f"{stem}.ofd"))] == ["".join(line.split()) for line in typed]


def test_a_report_with_a_table_page_numbers_and_a_running_head_is_read_like_its_pdf() -> None:
    file = ofd.read(data("report.ofd"))
    assert looks(file) == looks(pdf.read((FIXTURES / "pdf" / "report.pdf").read_bytes()))
    assert [item.text for item in file.paragraphs if item.cell and item.cell[1] == 0] == [
        "车间",
        "职工人数",
        "高级工以上（人）",
        "采用建议（条）",
        "备注",
    ]


def test_the_head_of_a_template_page_is_read_once() -> None:
    file = ofd.read(data("letter.ofd"))
    assert looks(file) == looks(pdf.read((FIXTURES / "pdf" / "letter.pdf").read_bytes()))
    assert [(item.story, item.text) for item in file.paragraphs[-2:]] == [("header", "青石机械厂"), ("footer", "—1—")]


def test_a_place_is_a_page_and_a_box_in_millimetres_and_a_size_is_in_points() -> None:
    (paragraph,) = ofd.read(made(page(lines(FIRST, SECOND)), page(""))).paragraphs
    assert (paragraph.text, paragraph.size) == (FIRST + SECOND, 16.0)
    assert [(place.start, place.end, place.page) for place in paragraph.places] == [
        (0, len(FIRST), 1),
        (len(FIRST), len(FIRST + SECOND), 1),
    ]
    first, second = (place.box for place in paragraph.places)
    assert first == pytest.approx((28, 50 - 0.88 * SIZE, 28 + len(FIRST) * SIZE, 50 + 0.12 * SIZE), abs=0.02)
    assert second == pytest.approx((28, 60 - 0.88 * SIZE, 28 + len(SECOND) * SIZE, 60 + 0.12 * SIZE), abs=0.02)


def test_a_box_is_counted_from_the_corner_of_the_page() -> None:
    (paragraph,) = ofd.read(made(page(text("焊工班", 38, 70), box="10 20 210 297"))).paragraphs
    assert paragraph.places[0].box == pytest.approx((28, 50 - 0.88 * SIZE, 28 + 3 * SIZE, 50 + 0.12 * SIZE), abs=0.02)


def test_letters_placed_one_by_one_are_put_together_in_the_order_of_the_line() -> None:
    words = [("工", 1), ("焊", 0), ("班", 2), ("2", 3), ("1", 3.5), ("人", 4), (" ", 5), ("开", 7), ("会", 8)]
    singles = "".join(text(letter, 28 + place * SIZE) for letter, place in words)
    assert texts(made(page(singles))) == ["焊工班21人 开会"]


def test_blanks_that_are_layout_are_dropped_and_typed_ones_are_kept() -> None:
    half = SIZE / 2
    words = text("  有 21 人  到", deltas=f"{half} {half} {SIZE} {half} {half} {half} {half} {SIZE} {half} {half}")
    assert texts(made(page(words))) == ["有21人 到"]


def test_letters_printed_twice_and_raised_ones_are_read_once_in_their_line() -> None:
    bold = text("天天向上") + text("天天向上", 28.1) + text("①", 28 + 4 * SIZE, 48, size=3) + text("的班组", 28 + 4.6 * SIZE)
    assert texts(made(page(bold))) == ["天天向上①的班组"]


def test_graphic_units_are_read_where_they_are_drawn() -> None:
    common = "<ofd:PublicRes>Res.xml</ofd:PublicRes>"
    file = made(page(drawn("a") + text("下", y=90)), common=common, Res=resources(a=text("上") + drawn("b"), b=text("中", y=150)))
    assert texts(file) == ["上", "下", "中"]


def test_all_documents_of_a_file_are_read_and_their_pages_counted_through() -> None:
    file = zipped(
        {
            **parts(page(text(FIRST))),
            "OFD.xml": entry("Doc_0/Document.xml", "/Doc_1/Document.xml"),
            "Doc_1/Document.xml": document(1),
            "Doc_1/Pages/0.xml": page(text(SECOND)),
        }
    )
    (paragraph,) = ofd.read(file).paragraphs
    assert (paragraph.text, [place.page for place in paragraph.places]) == (FIRST + SECOND, [1, 2])
    assert ofd.read(file).pages == 2


def test_names_in_chinese_are_found_however_they_are_written() -> None:
    content = {**parts(page(text("甲"))), "Doc_0/Document.xml": document(1, folder="页面")}
    content["Doc_0/页面/0.xml"] = content.pop("Doc_0/Pages/0.xml")
    assert texts(zipped(content)) == ["甲"]
    for encoding in ("utf-8", "gb18030"):
        assert texts(_renamed(content, encoding)) == ["甲"]


def _renamed(content: dict[str, str | bytes], encoding: str) -> bytes:
    """The zip with its names in these bytes, and without the mark that they are UTF-8."""
    plain = {name: name.encode(encoding) for name in content}
    stand_ins = {name: "x" * (len(raw) - 4) + f"{index:04}" for index, (name, raw) in enumerate(plain.items())}
    file = zipped({stand_ins[name]: part for name, part in content.items()})
    for name, raw in plain.items():
        file = file.replace(stand_ins[name].encode(), raw)
    return file


def test_parts_in_the_encodings_of_chinese_windows_are_read() -> None:
    for declared in ("GB2312", "gbk"):
        part = f'<?xml version="1.0" encoding="{declared}"?>{page(text("朱镕基"))}'.encode("gb18030")
        assert texts(zipped({**parts(""), "Doc_0/Pages/0.xml": part})) == ["朱镕基"]


# What is left out


def test_invisible_text_watermarks_and_text_beside_the_page_are_counted_and_not_read() -> None:
    askew = text("内部资料", attributes='CTM="0.7071 0.7071 -0.7071 0.7071 0 0"')
    hidden = (
        text("藏起来", attributes='Visible="false"') + f'<ofd:PageBlock ID="8" Visible="false">{text("也藏起来")}</ofd:PageBlock>'
    )
    annotations = page(text("批注")).replace("ofd:Page ", "ofd:PageAnnot ").replace("</ofd:Page>", "</ofd:PageAnnot>")
    turned = text("横排", y=200, attributes='CTM="0 1 -1 0 0 0"')
    file = ofd.read(made(page(askew + hidden + turned + text("正文", y=90) + text("页外", x=-300)), Annot=annotations))
    assert [item.text for item in file.paragraphs] == ["正文", "横排"]
    assert file.left_out == (LeftOut("隐藏文字", 7), LeftOut("页面之外的文字", 2), LeftOut("水印和批注", 6))


def test_a_page_of_pictures_among_others_is_noted() -> None:
    image = '<ofd:ImageObject ID="7" Boundary="0 0 210 297" ResourceID="9"/>'
    outlines = '<ofd:PathObject ID="7" Boundary="0 0 9 9"><ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData></ofd:PathObject>'
    file = ofd.read(made(page(lines(FIRST)), page(image + text("1", y=280)), page(outlines * 200), page("")))
    assert ([item.text for item in file.paragraphs], file.pages) == ([FIRST], 4)
    assert file.notes == ("第2—3页只有图片或图形，未读出。",)
    assert file.left_out == (LeftOut("图片或图形2页", None, seen=True),)


def test_a_file_of_pictures_or_outlines_is_unread_and_blank_pages_are_blank() -> None:
    outline = '<ofd:PathObject ID="7" Boundary="0 0 9 9"><ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData></ofd:PathObject>'
    message = "这个OFD里没有文字，只有图形或图片，读不出内容；请报送Word文件，或用阅读器另存为PDF后再报。"
    for file in (data("picture.ofd"), made(page(outline)), made(page(drawn("a")), Res=resources(a=outline))):
        assert (refusal(file).code, refusal(file).message) == ("scanned", message)
    assert ofd.read(made(page(""), page(text(" ")))) == Document((), "ofd", 2)


def test_letters_without_meaning_are_named_as_the_reason() -> None:
    soup = page(text("\ue001\ue002\ue003" * 9 + "。" * 30))
    assert refusal(made(soup)).message.startswith("这个OFD的文字是乱码")
    assert ofd.read(made(page(text(FIRST)), soup)).notes == ("第2页的文字是乱码，未读出。",)


def test_a_broken_or_missing_page_costs_the_page_and_not_the_file() -> None:
    file = made(
        page(text("甲")), "<broken", "<!DOCTYPE a [<!ENTITY b 'c'>]>" + page(text("&b;")), page(text("乙"), box="0 0 1e9 1")
    )
    assert (texts(file), ofd.read(file).notes) == (["甲"], ("第2—4页已损坏或幅面异常，未读出。",))
    missing = zipped({**parts(page(text("甲"))), "Doc_0/Document.xml": document(2)})
    assert (texts(missing), ofd.read(missing).notes) == (["甲"], ("第2页已损坏或幅面异常，未读出。",))


def test_only_the_first_pages_of_a_huge_file_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PDF_PAGES", 2)
    file = ofd.read(data("report.ofd"))
    assert {place.page for item in file.paragraphs for place in item.places} == {1, 2}
    assert (file.pages, file.notes) == (5, ("全文共5页，只读了前2页。",))


def test_reading_stops_at_the_length_of_a_book(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHARACTERS", 600)
    assert ofd.read(data("report.ofd")).notes == ("全文共5页，只读了前2页。",)


# Tables


def rule(x: float, y: float, width: float, height: float, attributes: str = "") -> str:
    path = f"M 0 0 L {width} {height}"
    return f'<ofd:PathObject ID="7" Boundary="{x} {y} {width} {height}" {attributes}><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>'


def cells(file: bytes) -> list[tuple[str, tuple[int, int, int] | None]]:
    return [(item.text, item.cell) for item in ofd.read(file).paragraphs]


WORDS = text("班组", 32, 57) + text("人数", 92, 57) + text("焊工", 32, 67) + text("12", 92, 67, deltas="3")
GRID = [("班组", (0, 0, 0)), ("人数", (0, 0, 1)), ("焊工", (0, 1, 0)), ("12", (0, 1, 1))]


def test_a_table_ruled_with_strokes_is_read_cell_by_cell() -> None:
    ruled = "".join(rule(30, y, 120, 0) for y in (50, 60, 70)) + "".join(rule(x, 50, 0, 20) for x in (30, 90, 150))
    assert cells(made(page(lines(FIRST, top=40) + ruled + WORDS))) == [(FIRST, None), *GRID]


def test_a_table_of_rectangles_under_a_matrix_is_read_cell_by_cell() -> None:
    def rectangle(x: float, y: float) -> str:
        box, path = f'Boundary="{x} {y} 60 10" CTM="0.5 0 0 0.5 0 0"', "M 0 0 L 120 0 L 120 20 L 0 20 C"
        return f'<ofd:PathObject ID="7" {box}><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>'

    assert cells(made(page("".join(rectangle(x, y) for x in (30, 90) for y in (50, 60)) + WORDS))) == GRID


def test_what_is_no_straight_line_rules_nothing() -> None:
    curves = '<ofd:PathObject ID="7" Boundary="30 50 120 20"><ofd:AbbreviatedData>{}</ofd:AbbreviatedData></ofd:PathObject>'
    bad = (
        "M 0 0 B 1 1 2 2 120 0 Q 1 1 120 20 A 1 1 0 0 0 0 0 C",
        "M a b L",
        "L L L C",
        "M 0 0 L 1e999 nan L 5 5",
        "M 0 0 " * 2_000,
    )
    drawings = "".join(map(curves.format, bad)) + '<ofd:PathObject Boundary="1 2"/><ofd:PathObject Boundary="0 0 1 1" CTM="x"/>'
    assert cells(made(page(drawings + text("焊工")))) == [("焊工", None)]


# Files that are refused


def test_ofds_are_accepted_and_other_packages_are_not() -> None:
    whole = zipped(parts(page(text("甲"))), zipfile.ZIP_STORED)
    assert ofd.accepts(whole)
    assert ofd.accepts(whole[: len(whole) // 2])
    assert ofd.accepts(data("picture.ofd"))
    assert ofd.accepts(zipped({"Encryptions.xml": "", "OFD.xml": ""}))
    assert not ofd.accepts(zipped({"word/document.xml": ""}))
    assert not ofd.accepts(zipped({"材料.ofd": whole}, zipfile.ZIP_STORED))
    assert not ofd.accepts(zipped({"材料.ofd": whole}, zipfile.ZIP_STORED)[:-40])
    assert not ofd.accepts(b"PK\x03\x04") and not ofd.accepts(b"") and not ofd.accepts("材料".encode())


def test_encryption_is_named_as_the_reason() -> None:
    assert refusal(zipped({**parts(page(text("请联系作者"))), "Encryptions.xml": "<x/>"})).code == "encrypted"
    locked = bytearray(zipped(parts(page(text("甲")))))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(locked)).code == "encrypted"


@pytest.mark.parametrize(
    "file",
    [
        b"PK\x03\x04 no zip",
        zipped({"OFD.xml": "<a/>"}),
        zipped({"OFD.xml": entry("Doc_0/Document.xml")}),
        zipped({**parts(page("")), "OFD.xml": "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]>" + entry("&b;")}),
        zipped({**parts(page("")), "OFD.xml": ("<!DOCTYPE a [<!ENTITY b 'c'>]>" + entry("&b;")).encode("utf-16")}),
        zipped(parts(page(text("甲"))), zipfile.ZIP_LZMA),
        made(),
        made("<broken"),
        made("<ofd:Layer>" * 300),
    ],
)
def test_damaged_files_are_refused_in_plain_words(file: bytes) -> None:
    assert (refusal(file).code, refusal(file).message) == ("damaged", "这个OFD已损坏，打不开。请重新导出或重新发送。")


def test_a_file_cut_anywhere_ends_in_the_one_error() -> None:
    whole = made(page(lines(FIRST, SECOND)))
    assert {refusal(whole[:end]).code for end in range(0, len(whole) - 1, 7)} == {"damaged"}


def test_bombs_are_refused_before_ofdkit_sees_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(source: bytes) -> None:
        raise AssertionError

    monkeypatch.setattr(ofd.ofdkit, "open", opened)
    common = "<ofd:PublicRes>Res.xml</ofd:PublicRes>"
    spaces = zipped({"OFD.xml": b" " * (limits.XML_PART_BYTES + 1)})
    doubling = {f"u{depth}": drawn(f"u{depth + 1}") * 10 for depth in range(20)} | {"u20": text("甲")}
    endless = resources(a=drawn("a"))
    wide = resources(a=text("甲" * 100_000))
    named = "<ofd:PageRes>../Res.xml</ofd:PageRes>" * 5_000
    for file in (
        spaces,
        made(page(text("甲" * (limits.CHARACTERS + 1)))),
        made(page(drawn("u0")), common=common, Res=resources(**doubling)),
        made(page(drawn("a")), common=common, Res=endless),
        made(page(drawn("a") * 2_000), common=common, Res=wide),
        made(page("", before=named), Res=wide),
        made(page("", before='<ofd:Template TemplateID="1"/>' * 5_000), page(text("甲" * 100_000))),
        made(page(""), common=common * 5_000, Res=wide),
        zipped(dict.fromkeys(map(str, range(limits.ZIP_ENTRIES + 1)), "")),
    ):
        assert len(file) < 400_000
        assert refusal(file).code == "too_large"


def test_pages_named_again_and_again_are_read_once() -> None:
    listed = '<ofd:Page ID="1" BaseLoc="Pages/0.xml"/>' * 100_000
    once = document(0).replace("<ofd:Pages></ofd:Pages>", f"<ofd:Pages>{listed}</ofd:Pages>")
    file = zipped({**parts(page(lines(FIRST))), "Doc_0/Document.xml": once, "OFD.xml": entry(*["Doc_0/Document.xml"] * 100_000)})
    started = time.perf_counter()
    assert texts(file) == [FIRST]
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "deltas", ["g 999999999999 5", "g 1e300 5", "g nan 5", "g", "g g g", "nan", "1e999", "-5", "x y", "g -9 5"]
)
def test_absurd_advances_cost_nothing(deltas: str) -> None:
    assert texts(made(page(text("焊工班", deltas=deltas) + text("在", y=200)))) in (["焊工班", "在"], ["在"])


@pytest.mark.parametrize(
    "attributes", ['CTM="nan nan nan nan nan nan"', 'CTM="1e308 0 0 1e308 1e308 1e308"', 'CTM="0 0 0 0 0 0"', 'CTM="x"']
)
def test_absurd_matrices_cost_their_text_at_most(attributes: str) -> None:
    assert "在" in texts(made(page(text("焊工班", attributes=attributes) + text("在", y=200))))


@pytest.mark.parametrize("size", [0, -5, 1e-300, 1e300, float("nan")])
def test_absurd_sizes_cost_their_text_at_most(size: float) -> None:
    sized = f'<ofd:TextObject ID="1" Boundary="28 90 9 9" Size="{size}"><ofd:TextCode X="0" Y="1">焊工</ofd:TextCode></ofd:TextObject>'
    assert "在" in texts(made(page(sized + text("在", y=200))))


def test_noise_in_a_file_ends_in_nothing_but_unreadable() -> None:
    chance = random.Random(7)
    original = data("letter.ofd")
    for _ in range(60):
        noisy = bytearray(original)
        for _ in range(20):
            noisy[chance.randrange(len(noisy))] = chance.randrange(256)
        ofd.accepts(bytes(noisy))
        try:
            ofd.read(bytes(noisy))
        except Unreadable:
            continue


def test_noise_in_the_parts_ends_in_nothing_but_unreadable() -> None:
    chance = random.Random(7)
    with zipfile.ZipFile(FIXTURES / "ofd" / "letter.ofd") as package:
        content = {name: package.read(name) for name in package.namelist()}
    for _ in range(60):
        noisy = dict(content)
        for name, part in content.items():
            letters = bytearray(part)
            for _ in range(3):
                letters[chance.randrange(len(letters))] = chance.choice(b'0123456789 "<>=agMLC.-')
            noisy[name] = bytes(letters)
        try:
            ofd.read(zipped(noisy))
        except Unreadable:
            continue


def test_a_long_file_takes_time_in_proportion() -> None:
    for content in (
        "".join(
            text(letter, 28 + 5 * (index % 30), 40 + index // 30 % 200) for index, letter in enumerate("技能津贴按月发放" * 1_500)
        ),
        lines(*["技能津贴按月发放"] * 3_000),
        "".join(rule(30, y / 10, 120, 0) for y in range(5_000)) + text(FIRST),
    ):
        file = made(page(content))
        started = time.perf_counter()
        ofd.read(file)
        assert time.perf_counter() - started < 3
