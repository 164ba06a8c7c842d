"""Slides come back in the order in which an audience reads them. The files are built by tests/fixtures/slides/make.py."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest

from checker.reading import docx, limits, sheets, slides
from checker.reading.document import Document, LeftOut, Place
from checker.reading.errors import Unreadable

from .word_files import p as word_paragraph
from .word_files import word, zipped

FIXTURES = Path(__file__).parents[1] / "fixtures"
SAMPLE = (FIXTURES / "formats" / "b13-16.txt").read_text("utf-8").splitlines()
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    f'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:r="{OFFICE}"'
)


def data(name: str) -> bytes:
    return (FIXTURES / "slides" / name).read_bytes()


def refusal(content: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        slides.read(content)
    return caught.value


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in slides.read(content).paragraphs]


def p(*content: str, form: str = "") -> str:
    """A paragraph; content that is not XML becomes a run."""
    runs = "".join(item if item.startswith("<") else f"<a:r><a:t>{item}</a:t></a:r>" for item in content)
    return f"<a:p>{form}{runs}</a:p>"


def place(top: int, left: int) -> str:
    return f'<a:xfrm><a:off x="{left * 360_000}" y="{top * 360_000}"/></a:xfrm>'


def sp(*paragraphs: str, at: tuple[int, int] | None = None, holder: str = "") -> str:
    """A shape; `at` is its top and left in centimetres, `holder` the placeholder that it fills."""
    body = "".join(item if item.startswith("<") else p(item) for item in paragraphs)
    return (
        f"<p:sp><p:nvSpPr><p:nvPr>{holder and f'<p:ph {holder}/>'}</p:nvPr></p:nvSpPr>"
        f"<p:spPr>{place(*at) if at else ''}</p:spPr><p:txBody>{body}</p:txBody></p:sp>"
    )


def relations(*targets: tuple[str, str]) -> str:
    items = "".join(f'<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="{to}"/>' for i, (kind, to) in enumerate(targets))
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'


def tree(*shapes: str, root: str = "sld", form: str = "") -> str:
    return f"<p:{root} {NAMESPACES} {form}><p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld></p:{root}>"


def deck(*slide_parts: str, **more: str | bytes) -> bytes:
    """A presentation of these slides; `more` are further parts, by their names with ``__`` for ``/`` and ``_`` for ``.``."""
    listed = "".join(f'<p:sldId id="{256 + i}" r:id="rId{i}"/>' for i in range(len(slide_parts)))
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {NAMESPACES}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(*(("slide", f"slides/slide{i}.xml") for i in range(len(slide_parts)))),
        **{f"ppt/slides/slide{i}.xml": part for i, part in enumerate(slide_parts)},
    }
    return zipped({**parts, **{f"ppt/{name}": part for name, part in more.items()}})


# Whole files


def test_a_sample_has_the_very_paragraphs_of_its_text() -> None:
    document = slides.read(data("sample.pptx"))
    assert [paragraph.text for paragraph in document.paragraphs] == SAMPLE
    assert (document.format, document.pages, document.notes, document.left_out) == ("pptx", 4, (), ())
    assert [item.text for item in document.paragraphs if item.level] == [SAMPLE[0], SAMPLE[2], SAMPLE[5], SAMPLE[8]]
    assert [item.places for item in document.paragraphs[:4]] == [
        (Place(0, 11, "slide1/shape0/0", 1),),
        (Place(0, 24, "slide1/shape1/0", 1),),
        (Place(0, len(SAMPLE[2]), "slide2/shape0/0", 2),),
        (Place(0, len(SAMPLE[3]), "slide2/shape1/0", 2),),
    ]


def test_an_odd_presentation_is_read_as_it_is_seen() -> None:
    document = slides.read(data("odd.pptx"))
    assert [(item.text, item.story, item.cell, item.places[0].block) for item in document.paragraphs] == [
        ("焊工班的", "body", None, "slide1/shape0/0"),
        ("三条通道", "body", None, "slide1/shape0/0@5"),
        ("一．先评级", "body", None, "slide1/shape6/0"),
        ("二．再带徒", "body", None, "slide1/shape6/1"),
        ("三．后转岗", "body", None, "slide1/shape6/2"),
        ("左上：评级看焊缝。", "body", None, "slide1/shape5/0"),
        ("左下：带徒有津贴。", "body", None, "slide1/shape4/0"),
        ("右边：每月三百元。", "body", None, "slide1/shape3/0"),
        ("等级", "table", (0, 0, 0), "slide1/shape2/0/0/0"),
        ("津贴", "table", (0, 0, 1), "slide1/shape2/0/1/0"),
        ("人数", "table", (0, 0, 2), "slide1/shape2/0/2/0"),
        ("高级工以上", "table", (0, 1, 0), "slide1/shape2/1/0/0"),
        ("12", "table", (0, 1, 2), "slide1/shape2/1/2/0"),
        ("落款：青石机械厂工会", "body", None, "slide1/shape1/0"),
        ("谢谢", "body", None, "slide2/shape0/0"),
    ]
    title, listed, last = document.paragraphs[0], document.paragraphs[2], document.paragraphs[-2]
    assert (title.level, title.bold, title.size) == (1, True, 40.0)
    assert (listed.label_length, listed.places[0].start, last.right_aligned) == (2, 2, True)


def test_hidden_slides_and_speaker_notes_are_left_out_and_counted() -> None:
    document = slides.read(data("odd.pptx"))
    assert (document.pages, document.left_out) == (3, (LeftOut("隐藏幻灯片", 5), LeftOut("演讲者备注", 7)))


def test_presentations_are_accepted_by_their_content_and_others_are_not() -> None:
    assert slides.accepts(data("odd.pptx"))
    assert slides.accepts(data("odd.pptx")[:-100])
    renamed = {"[Content_Types].xml": "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml", "a.xml": "<a/>"}
    assert slides.accepts(zipped(renamed))
    others = [
        word(word_paragraph("正文")),
        (FIXTURES / "sheets" / "material.xlsx").read_bytes(),
        zipped({"a.txt": "ppt"}),
        b"ppt",
    ]
    assert not any(map(slides.accepts, others))
    assert not any(other.accepts(data("odd.pptx")) for other in (docx, sheets))


# Order


def test_shapes_are_read_from_top_to_bottom_and_side_by_side_from_left_to_right() -> None:
    shapes = [
        sp("丁", at=(9, 1)),
        sp("丙", at=(5, 9)),
        sp("乙", at=(5, 1)),
        sp("无处"),
        sp("甲", at=(1, 9)),
        sp("题", at=(8, 1), holder='type="title"'),
    ]
    assert texts(deck(tree(*shapes))) == ["题", "甲", "乙", "丙", "丁", "无处"]


def test_slightly_lower_boxes_stand_side_by_side() -> None:
    lower = sp("左", at=(5, 1)).replace(f'y="{5 * 360_000}"', f'y="{5 * 360_000 + 100_000}"')
    assert texts(deck(tree(sp("右", at=(5, 9)), lower))) == ["左", "右"]


def test_a_group_is_read_as_one_and_alternatives_once() -> None:
    group = f"<p:grpSp><p:grpSpPr>{place(2, 1)}</p:grpSpPr>{sp('组二', at=(20, 1))}{sp('组一', at=(1, 1))}</p:grpSp>"
    both = f"<mc:AlternateContent><mc:Choice>{sp('选', at=(9, 1))}</mc:Choice><mc:Fallback>{sp('旧', at=(9, 1))}</mc:Fallback></mc:AlternateContent>"
    assert texts(deck(tree(both, sp("中", at=(5, 1)), group))) == ["组一", "组二", "中", "选"]


def test_placeholders_stand_where_layout_and_master_place_them() -> None:
    slide = tree(sp("下", holder='type="body" idx="2"'), sp("中", at=(6, 1)), sp("上", holder='idx="1"'))
    content = deck(
        slide,
        **{
            "slides/_rels/slide0.xml.rels": relations(("slideLayout", "../layouts/l.xml")),
            "layouts/l.xml": tree(sp(holder='type="body" idx="2"'), sp(at=(2, 1), holder='idx="1"'), root="sldLayout"),
            "layouts/_rels/l.xml.rels": relations(("slideMaster", "../masters/m.xml")),
            "masters/m.xml": tree(sp(at=(12, 1), holder='type="body" idx="1"'), root="sldMaster"),
        },
    )
    assert texts(content) == ["上", "中", "下"]


# Text


def test_breaks_cut_paragraphs_and_fields_show_their_text() -> None:
    field = '<a:fld type="datetime"><a:t>十一月</a:t></a:fld>'
    document = slides.read(
        deck(tree(sp(p("甲", "<a:br/>", field, "乙", form='<a:pPr algn="ctr"/>'), p(" "), p("<a:br/>", "丙"))))
    )
    assert [(item.text, item.centred, item.places) for item in document.paragraphs] == [
        ("甲", True, (Place(0, 1, "slide1/shape0/0", 1),)),
        ("十一月乙", True, (Place(0, 4, "slide1/shape0/0@2", 1),)),
        ("丙", False, (Place(0, 1, "slide1/shape0/2@1", 1),)),
    ]


def test_the_look_is_that_of_most_letters_and_icons_are_no_text() -> None:
    big, small = ('<a:r><a:rPr sz="4000" b="1"/><a:t>大字</a:t></a:r>', '<a:r><a:rPr sz="999999999" b="0"/><a:t>小</a:t></a:r>')
    document = slides.read(deck(tree(sp(p(big, small), p(big), p("\uf0e3 ")))))
    assert [(item.text, item.size, item.bold) for item in document.paragraphs] == [("大字小", 40.0, False), ("大字", 40.0, True)]


def number(kind: str, level: int = 0, start: int = 1) -> str:
    return f'<a:pPr lvl="{level}"><a:buAutoNum type="{kind}" startAt="{start}"/></a:pPr>'


def test_automatic_numbers_count_by_level_and_start_again_after_other_text() -> None:
    listed = [
        p("甲", form=number("arabicParenBoth", start=3)),
        p("子", form=number("circleNumDbPlain", 1)),
        p(" ", form=number("arabicParenBoth", start=3)),
        p("丑", form=number("circleNumDbPlain", 1)),
        p("乙", form=number("arabicParenBoth", start=3)),
        p("寅", form=number("circleNumDbPlain", 1)),
        p("平"),
        p("丙", form=number("ea1ChsPlain")),
        p("丁", form=number("unknown")),
    ]
    assert texts(deck(tree(sp(*listed)))) == ["(3) 甲", "①子", "②丑", "(4) 乙", "①寅", "平", "一丙", "1. 丁"]


def test_diagrams_are_read_from_their_data() -> None:
    frame = '<p:graphicFrame><a:graphic><a:graphicData><dgm:relIds r:dm="rId0"/></a:graphicData></a:graphic></p:graphicFrame>'
    points = f"<dgm:dataModel {NAMESPACES}><dgm:pt><dgm:t>{p('评级')}</dgm:t></dgm:pt><dgm:pt><dgm:t>{p('转岗')}</dgm:t></dgm:pt></dgm:dataModel>"
    more = {"slides/_rels/slide0.xml.rels": relations(("diagramData", "../diagrams/d.xml")), "diagrams/d.xml": points}
    document = slides.read(deck(tree(frame), **more))
    assert [(item.text, item.places[0].block) for item in document.paragraphs] == [
        ("评级", "slide1/shape0/0"),
        ("转岗", "slide1/shape0/1"),
    ]


def test_footers_are_read_once_and_slide_numbers_not() -> None:
    slide = tree(
        sp("正文"), sp("内部资料", holder='type="ftr"'), sp("2021年", holder='type="dt"'), sp("3", holder='type="sldNum"')
    )
    document = slides.read(deck(slide, slide))
    assert [(item.text, item.story) for item in document.paragraphs] == [
        ("正文", "body"),
        ("正文", "body"),
        ("内部资料", "footer"),
        ("2021年", "footer"),
    ]


def test_strict_files_are_read() -> None:
    content = tree(sp("严格")).replace(
        "http://schemas.openxmlformats.org/presentationml/2006/", "http://purl.oclc.org/ooxml/presentationml/"
    )
    assert texts(deck(content)) == ["严格"]


# What cannot be read


def test_pictures_without_text_are_no_empty_paper() -> None:
    assert refusal(data("pictures.pptx")).code == "scanned"
    assert slides.read(deck(tree(sp(" ")))) == Document((), "pptx", 1)


def test_only_the_first_slides_of_a_huge_file_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SLIDES", 2)
    document = slides.read(deck(*(tree(sp(text)) for text in "甲乙丙")))
    assert (document.text, document.pages, document.notes) == ("甲\n乙", 3, ("全文共3页，只读了前2页。",))


def test_books_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHARACTERS", 100)
    assert refusal(data("sample.pptx")).code == "too_large"


DEEP = "<p:grpSp>" * 100 + sp("深") + "</p:grpSp>" * 100
BROKEN = {
    "a zip cut short": data("odd.pptx")[:-100],
    "a slide that is no XML": deck(tree("<p:sp>")),
    "no presentation": zipped({"_rels/.rels": relations(("officeDocument", "ppt/presentation.xml"))}),
    "an entity": deck(f'<!DOCTYPE p [<!ENTITY a "b">]>{tree(sp("&a;"))}'),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_called_damaged_in_words_of_presentations(content: bytes) -> None:
    error = refusal(content)
    assert error.code == "damaged"
    assert "PowerPoint 或 WPS" in error.message and ".docx" not in error.message


def test_missing_parts_and_absurd_groups_cost_nothing_else() -> None:
    content = deck(
        tree(sp("甲")), tree(DEEP, sp("乙")), **{"slides/_rels/slide0.xml.rels": relations(("notesSlide", "../none.xml"))}
    )
    assert texts(content) == ["甲", "乙"]


def test_noise_in_a_file_ends_in_nothing_but_unreadable() -> None:
    chance = random.Random(7)
    original = deck(tree(sp("甲"), sp("乙")))
    for _ in range(150):
        noisy = bytearray(original)
        for _ in range(5):
            noisy[chance.randrange(len(noisy))] = chance.randrange(256)
        with suppress(Unreadable):
            slides.read(bytes(noisy))
