"""Big5 and GB18030 use the same bytes, and each is told from the other."""

import pytest

from checker.reading.hanzi import SIMPLIFIED, TRADITIONAL
from checker.reading.plain import decode, parse
from tests.paths import CORPORA, ROOT

FORMATS, BIG5 = ROOT / "tests" / "fixtures" / "formats", ROOT / "tests" / "fixtures" / "traditional"
NAMES = ["b02-02.txt", "b05-13.txt", "b12-11.txt", "b13-16.txt"]
HONG_KONG = "一、深化產業工人隊伍建設改革，促進職業發展\n①全年培訓職工3～5期，津貼￥800。\n"


@pytest.mark.parametrize("name", NAMES)
def test_big5_of_windows_is_read_to_the_letter(name: str) -> None:
    data = (BIG5 / name).read_bytes()
    assert decode(data) == data.decode("cp950")
    assert decode(data[:120]) == data[:120].decode("cp950", errors="replace")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16-le", "utf-16-be"])
def test_traditional_text_is_read_in_every_other_encoding(encoding: str) -> None:
    text = (BIG5 / "b02-02.txt").read_bytes().decode("cp950")
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_texts_of_the_mainland_are_not_taken_for_big5(name: str, encoding: str) -> None:
    text = (FORMATS / name).read_text(encoding="utf-8")
    for length in (20, 60, len(text)):
        assert decode(text[:length].encode(encoding)) == text[:length]


def test_numbers_in_circles_are_hong_kongs_and_marks_are_windows() -> None:
    data = HONG_KONG.replace("～", "∼").replace("￥", "¥").encode("big5hkscs")
    assert decode(data) == HONG_KONG


def test_one_broken_byte_does_not_lose_a_paper_in_big5() -> None:
    data = (BIG5 / "b02-02.txt").read_bytes()
    assert decode(data[:400] + b"\xff" + data[401:])[600:] in data.decode("cp950")


def test_chapters_in_traditional_characters_begin_paragraphs() -> None:
    line = "公司把焊工分成四級，每級相差三百元，津貼逐月發放，共"
    text = "\n".join([line, line, "一共四十六名。", "第一節　師徒同獎的做法和它一年來的成效以及明年打算。", line, line])
    assert any(paragraph.text.startswith("第一節") for paragraph in parse(text).paragraphs)


def test_no_traditional_character_is_one_of_the_mainland() -> None:
    mainland = {character for character in TRADITIONAL if character.encode("gb2312", errors="ignore")}
    assert mainland == {"後"}
    assert not set(TRADITIONAL) & set(SIMPLIFIED)
    assert len(set(TRADITIONAL)) == len(TRADITIONAL)


def test_no_material_of_the_corpora_holds_traditional_text() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPORA.glob("materials/*/*.txt"))]
    assert texts
    assert not {character for text in texts for character in text} & set(TRADITIONAL)
