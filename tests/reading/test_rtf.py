"""Rich text comes back as it is shown. The files are built by tests/fixtures/rtf/make.py."""

from __future__ import annotations

import random
import time
from contextlib import suppress
from pathlib import Path

import pytest

from checker.reading import limits, rtf
from checker.reading.document import Document, LeftOut, Paragraph, Place
from checker.reading.errors import Unreadable

FIXTURES = Path(__file__).parents[1] / "fixtures"
SAMPLES = sorted((FIXTURES / "formats").glob("*.txt"))


def data(name: str) -> bytes:
    return (FIXTURES / "rtf" / name).read_bytes()


def rich(body: str, fonts: str = r"{\f0\fcharset134 SimSun;}", page: str = r"\ansicpg936") -> bytes:
    r"""A file with this body, in which Han are written as \u with a fallback, as Word does."""
    safe = "".join(character if character.isascii() else rf"\u{ord(character)}?" for character in body)
    return rf"{{\rtf1\ansi{page}\deff0{{\fonttbl{fonts}}}{safe}}}".encode("latin-1")


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in rtf.read(content).paragraphs]


def refusal(content: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        rtf.read(content)
    return caught.value


@pytest.fixture(scope="module")
def features() -> Document:
    return rtf.read(data("features.rtf"))


def test_only_what_begins_like_rich_text_is_accepted() -> None:
    assert rtf.accepts(data("features.rtf"))
    assert rtf.accepts(b" \r\n" + data("features.rtf"))
    assert not rtf.accepts(b"{\\pard}")
    assert not rtf.accepts("正文里提到{\\rtf1".encode())


# Whole files


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_has_the_very_paragraphs_of_its_text(sample: Path) -> None:
    document = rtf.read(data(f"{sample.stem}.rtf"))
    assert [paragraph.text for paragraph in document.paragraphs] == sample.read_text("utf-8").splitlines()
    assert (document.format, document.notes, document.left_out) == ("rtf", (), ())
    title, *rest = document.paragraphs
    assert (title.centred, title.size) == (True, 22.0)
    assert {paragraph.size for paragraph in rest if not paragraph.centred} == {16.0}


def test_every_story_is_read_in_its_place(features: Document) -> None:
    assert [(item.text.strip(), item.story, item.cell) for item in features.paragraphs] == [
        ("焊工班的三条通道", "body", None),
        ("主要做法", "body", None),
        ("一、评级不看学历，看焊缝。", "body", None),
        ("二、带徒有津贴，每月三百元。", "body", None),
        ("红头：青石机械厂工会", "textbox", None),
        ("焊工老周说：“焊缝自己会说话。”", "body", None),
        ("这句话贴在墙上。", "body", None),
        ("等级", "table", (0, 0, 0)),
        ("人数", "table", (0, 0, 1)),
        ("高级", "table", (0, 1, 0)),
        ("12", "table", (0, 1, 1)),
        ("青石机械厂工会", "body", None),
        ("指厂内技能等级。", "footnote", None),
        ("青石机械厂内部资料", "header", None),
        ("第1页", "footer", None),
    ]


def test_forms_are_those_of_the_chinese_letters(features: Document) -> None:
    title, heading, listed = features.paragraphs[:3]
    assert (title.centred, title.bold, title.size, title.level) == (True, True, 22.0, 0)
    assert (heading.level, heading.bold, heading.size) == (1, False, 16.0)
    assert (listed.label_length, listed.places) == (2, (Place(2, 13, "8"),))
    (signature,) = (item for item in features.paragraphs if item.right_aligned)
    assert signature.text == "青石机械厂工会"


def test_what_nobody_sees_is_left_out_and_counted(features: Document) -> None:
    assert features.left_out == (LeftOut("隐藏文字", 5), LeftOut("修订中删除的文字", 4), LeftOut("批注", 4))
    assert features.notes == ("存在隐藏文字5字，未计入。",)


def test_bare_gbk_bytes_are_read_even_where_the_second_is_a_brace_or_a_backslash() -> None:
    document = rtf.read(data("bare-gbk.rtf"))
    assert [(item.text, item.centred, item.bold, item.size) for item in document.paragraphs] == [
        ("三位班长", True, True, 22.0),
        ("首批评上首席技师的是郑玕、李珄和王妢，三人都在一线{炼胶工段}干了十年以上。", False, False, 16.0),
        ("第二批报名的有26人。", False, False, 16.0),
    ]


# Letters

GBK = r"\'b8\'c4\'b8\'ef"
CYRILLIC, MAC, SYMBOL = r"{\f1\fcharset204 A;}", r"{\f1\fcharset77 A;}", r"{\f1\fcharset2 Wingdings;}"
LETTERS = {
    "the charset of the font": (rich(GBK, page=r"\ansicpg1252"), "改革"),
    "the code page of the file": (rich(GBK, fonts="", page=r"\ansicpg936"), "改革"),
    "GBK that nobody declared": (rich(GBK, fonts="", page=""), "改革"),
    "bare GBK that nobody declared": (r"{\rtf1\ansi 改革试点}".encode("gbk"), "改革试点"),
    "bare UTF-8": (r"{\rtf1\ansi 改革试点}".encode(), "改革试点"),
    "an accent among Han": (rich(rf"caf\'e9 {GBK}", fonts=r"{\f0\fcharset0 Times;}", page=r"\ansicpg1252"), "café 改革"),
    "an accent in a Chinese file": (rich(r"caf\'e9", fonts=""), "café"),
    "another script": (rich(r"\f1 \'cc\'e8\'f0", CYRILLIC), "Мир"),
    "another system": (rich(r"\f1 \'8e", MAC), "é"),
    "the font for Han alone": (
        rich(r"\f1\dbch\af0 " + GBK + r"\loch\f1 \'e9", r"{\f0\fcharset134 A;}{\f1\fcharset0 B;}", ""),
        "改革é",
    ),
    "pictograms": (rich(r"{\f1 \'fe} a \u-3842?", SYMBOL), "□ a □"),
    "a fallback of two bytes": (rich(r"\uc2\u25913\'b8\'c4\u-26775\'b8\'ef\uc0\u35797 x\uc1\u28857\{y"), "改革试x点y"),
    "a fallback that a group ends": (rich(r"{\u25913}\u-26775 ?"), "改革"),
    "halves of a rare letter": (rich(r"\u-10174?\u-8199?\u-10174?"), "\U00020bf9\ufffd"),
    "two ways for one text": (rich(r"{\upr{ansi}{\*\ud{unicode}}}"), "unicode"),
    "signs": (rich(r"a\~b\_c\-d\tab e\emdash f\{\}\\"), "a\u00a0b-cd\te—f{}\\"),
    "pairs over a line end": (rich("\\'b8\r\n\\'c4"), "改"),
}


@pytest.mark.parametrize(("content", "text"), LETTERS.values(), ids=LETTERS.keys())
def test_letters_are_read_by(content: bytes, text: str) -> None:
    assert texts(content) == [text]


# Groups

GROUPS = {
    "fields show their result": (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt 网页}}", ["网页"]),
    "objects show their result": (r"{\object{\*\objdata 00ff}{\result 表}}", ["表"]),
    "unknown groups are skipped": (r"甲{\*\unknown 丙{\b 丁}}乙", ["甲乙"]),
    "a star inside a group is nothing": (r"{\b甲\*\cs7 乙}", ["甲乙"]),
    "pictures and properties": (r"甲{\pict ffff}{\info{\title 题}{\*\company 厂}}{\colortbl;\red0;}乙", ["甲乙"]),
    "binary data with braces": (r"甲{\pict\bin3 }}}}乙", ["甲乙"]),
    "index entries": (r"甲{\xe 索引}{\*\bkmkstart 书签}乙", ["甲乙"]),
    "breaks of lines and pages": (r"甲\line 乙\page 丙\par\par 丁", ["甲", "乙", "丙", "丁"]),
    "a backslash at a line end": ("甲\\\n乙", ["甲", "乙"]),
    "a deleted paragraph mark": (r"甲{\deleted\par}乙\par 丙", ["甲乙", "丙"]),
    "what follows the end": (r"甲}乙{", ["甲"]),
    "bullets are no numbers": (r"{\listtext\f1 \'b7\tab}甲\par{\listtext o\tab}乙\par{\pntext 1.\tab}丙", ["甲", "乙", "1. 丙"]),
    "comments": (r"甲{\*\atnid X}{\*\annotation{\*\atndate 1}批\par 注\par}乙", ["甲乙"]),
    "WordArt": (r"{\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv 青石厂文件}}{\shprslt 旧}}}甲", ["青石厂文件", "甲"]),
    "old text boxes": (r"甲{\*\do\dptxbx{\dptxbxtext 框\par}\dpx1}乙", ["框", "甲乙"]),
}


@pytest.mark.parametrize(("body", "expected"), GROUPS.values(), ids=GROUPS.keys())
def test_groups_are_read_as_they_are_shown(body: str, expected: list[str]) -> None:
    assert texts(rich(body, r"{\f0\fcharset134 A;}{\f1\fcharset2 Symbol;}")) == expected


def test_each_header_and_footer_is_read_once_and_notes_come_before_them() -> None:
    document = rtf.read(
        rich(r"{\headerl 内部}{\headerr 内部}{\footer 一页\par}甲{\footnote 注}乙\sect{\header 内部}{\header 另一}丙")
    )
    assert [(item.text, item.story) for item in document.paragraphs] == [
        ("甲乙", "body"),
        ("丙", "body"),
        ("注", "footnote"),
        ("内部", "header"),
        ("另一", "header"),
        ("一页", "footer"),
    ]


def test_tables_count_rows_and_columns_and_nest() -> None:
    nested = r"\pard\intbl\itap2 内一\nestcell 内二\nestcell{\*\nesttableprops\nestrow}{\nonesttables\par}\pard\intbl\itap1 "
    body = rf"\trowd\intbl 甲\par 乙\cell {nested}丙\cell\row\intbl 丁\cell\row\pard 间\par\intbl 戊\cell\row"
    assert [(item.text, item.cell) for item in rtf.read(rich(body)).paragraphs] == [
        ("甲", (0, 0, 0)),
        ("乙", (0, 0, 0)),
        ("内一", (1, 0, 0)),
        ("内二", (1, 0, 1)),
        ("丙", (0, 0, 1)),
        ("丁", (0, 1, 0)),
        ("间", None),
        ("戊", (2, 0, 0)),
    ]


def test_headings_are_known_by_outline_and_by_style() -> None:
    styles = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 A;}{\s2 heading 2;}{\s3 标题 3;}{\*\cs4\b B;}}"
    body = styles + r"\s1 甲\par\pard\s2 乙\par\pard\s3 丙\par\pard\outlinelevel4 丁\par\pard\s1\outlinelevel9 戊\par\pard 己"
    assert [paragraph.level for paragraph in rtf.read(rich(body)).paragraphs] == [1, 2, 3, 5, 0, 0]


def test_the_form_is_that_of_most_letters_and_ends_with_its_group() -> None:
    body = r"{\b\fs44 四个大字}{\fs20 小}\par\qc\b 粗\b0 细\par\plain\pard 平"
    assert [(item.size, item.bold, item.centred) for item in rtf.read(rich(body)).paragraphs] == [
        (22.0, False, False),
        (12.0, False, True),
        (12.0, False, False),
    ]


def test_places_name_the_paragraph_and_where_a_break_cut_it() -> None:
    document = rtf.read(rich(r"甲\par\par{\listtext 1.}乙丙\line 丁"))
    assert [item.places for item in document.paragraphs] == [
        (Place(0, 1, "0"),),
        (Place(2, 4, "2"),),
        (Place(0, 1, "2@3"),),
    ]


def test_hidden_and_deleted_letters_are_counted_without_blanks() -> None:
    document = rtf.read(rich(r"甲{\v 看 不见\par}{\deleted 删 了}{\v\deleted 也}\v0 乙"))
    assert (document.text, document.left_out) == ("甲\n乙", (LeftOut("隐藏文字", 3), LeftOut("修订中删除的文字", 3)))


def test_pages_are_those_that_the_program_counted() -> None:
    assert rtf.read(rich(r"{\info{\nofpages4}}甲")).pages == 4
    assert rtf.read(rich(r"{\info{\nofpages-4}}甲")).pages is None


# What cannot be read


def test_pictures_without_text_are_no_empty_paper() -> None:
    assert refusal(rich(r"{\pict\pngblip 89504e47}\par")).code == "scanned"
    assert rtf.read(rich(r"\par\par")).paragraphs == ()


def test_pictures_beside_text_are_counted_as_unread() -> None:
    twice = r"{\*\shppict{\pict\pngblip 89504e47}}{\nonshppict{\pict\wmetafile8 0100}}"
    assert rtf.read(rich("甲" + twice + twice)).left_out == (LeftOut("图片2张", None, seen=True),)


def test_a_file_cut_short_is_read_with_a_remark() -> None:
    whole = data("b02-02.rtf")
    document = rtf.read(whole[: len(whole) * 3 // 4])
    assert document.paragraphs[0].text == "打样间的门是怎么打开的"
    assert document.notes == ("文件结构不完整，可能没有存完，有的内容没有读到。",)
    assert rtf.read(rich(r"甲\par}\par 乙")).notes == document.notes


@pytest.mark.parametrize("content", [b"", b"{\\rtf1", rich("}甲\\par"), data("b02-02.rtf")[:9_000], b"{\\rtf1" + b"{" * 10_000])
def test_a_broken_file_is_called_damaged(content: bytes) -> None:
    assert refusal(content).code == "damaged"


def test_books_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHARACTERS", 100)
    assert refusal(data("b02-02.rtf")).code == "too_large"


BOMBS = {
    "groups": b"{\\rtf1 " + b"{}" * 100_000,
    "binary data longer than the file": b"{\\rtf1 a{\\pict\\bin9999999999 }}",
    "tables in tables": b"{\\rtf1 a" + b"\\itap99999999\\nestcell b" * 10_000,
    "fallbacks": b"{\\rtf1 \\uc99999999" + b"\\u20013 " * 10_000 + b"}",
    "notes without groups": b"{\\rtf1 a" + b"\\footnote b" * 20_000,
}


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS.keys())
def test_bombs_cost_no_more_than_their_length(content: bytes) -> None:
    begun = time.perf_counter()
    with suppress(Unreadable):
        rtf.read(content)
    assert time.perf_counter() - begun < 2


def test_noise_in_a_file_ends_in_nothing_but_unreadable() -> None:
    chance = random.Random(7)
    for name in ("features.rtf", "bare-gbk.rtf") * 40:
        noisy = bytearray(data(name))
        for _ in range(40):
            noisy[chance.randrange(len(noisy))] = chance.choice(b"{}\\'*u\n0 a\xd6\0")
        try:
            paragraphs = rtf.read(bytes(noisy)).paragraphs
        except Unreadable:
            continue
        assert all(isinstance(paragraph, Paragraph) and paragraph.text.strip() for paragraph in paragraphs)


def test_zero_bytes_in_a_text_are_blanks() -> None:
    assert [p.text for p in rtf.read(rb"{\rtf1 a\'00b}").paragraphs] == ["a b"]
