"""Plain text: encodings, and lines that a conversion broke."""

import codecs

import pytest

from checker.reading.errors import Unreadable
from checker.reading.plain import accepts, decode, parse

TEXT = "公司把焊工分成四级，每级相差三百元。\n师傅带出一名高级工，奖励八百元，逐月发放。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_every_encoding_of_chinese_desktops_is_read(encoding: str) -> None:
    data = (TEXT * 5).encode(encoding)
    assert accepts(data)
    assert decode(data) == TEXT * 5


def test_one_broken_byte_does_not_lose_the_paper() -> None:
    data = (TEXT * 20).encode("gb18030")
    assert decode(data[:12] + b"\xff" + data[13:]).count("师傅带出一名高级工") == 20


def test_noise_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        decode(bytes(range(128, 256)) * 20)
    assert refused.value.code == "damaged"


def test_bytes_with_zeros_are_no_text() -> None:
    assert not accepts(b"\x7fELF\0\0\0\0" * 100)
    assert accepts(codecs.BOM_UTF16_LE + "工会".encode("utf-16-le"))


WRAPPED = """关于津贴的通报

　公司自二〇二〇年三月起把焊工分成四级，每级相差三百元，津

贴逐月发放，考评员由车间推选，全年共有四十六名焊工参加了考

评，其中十一名评上了高级工。

一、师徒同奖

　师傅带出一名高级工的，奖励八百元，徒弟出师后一年内离开公

司的，奖励收回一半，这一条是职代会上一线代表提出来的。
"""


def test_lines_broken_by_a_conversion_are_joined_again() -> None:
    assert [paragraph.text for paragraph in parse(WRAPPED).paragraphs] == [
        "关于津贴的通报",
        "公司自二〇二〇年三月起把焊工分成四级，每级相差三百元，津贴逐月发放，考评员由车间推选，全年共有四十六名焊工参加了考评，其中十一名评上了高级工。",
        "一、师徒同奖",
        "师傅带出一名高级工的，奖励八百元，徒弟出师后一年内离开公司的，奖励收回一半，这一条是职代会上一线代表提出来的。",
    ]


def test_paragraphs_on_lines_of_their_own_are_left_alone() -> None:
    text = "题目\n公司把焊工分成四级。\n师傅带出一名高级工，奖八百元。\n明年推到钳工。"
    assert [paragraph.text for paragraph in parse(text).paragraphs] == text.splitlines()


def test_markdown_marks_are_dropped_and_headings_known() -> None:
    document = parse("# 题目\n\n## 一、做法\n\n把**焊工**分成四级。\n\n- 每级三百元")
    assert [(paragraph.text, paragraph.level) for paragraph in document.paragraphs] == [
        ("题目", 1), ("一、做法", 2), ("把焊工分成四级。", 0), ("每级三百元", 0),
    ]  # fmt: skip


def test_places_lead_to_the_lines() -> None:
    document = parse("题目\n\n公司把焊工分成四级。")
    start = document.text.index("焊工")
    assert [place.block for place in document.places(start, start + 2)] == ["3"]


@pytest.mark.parametrize("data", [b"**", b"\xff\xfe\0\0", b"\xef\xbb\xbf\0"])
def test_marks_and_zero_bytes_alone_are_no_paragraph(data: bytes) -> None:
    assert parse(decode(data)).paragraphs == ()


def test_zero_bytes_inside_a_text_are_nothing() -> None:
    assert parse(decode(b"\xef\xbb\xbf\xe7\x94\xb2\0\xe4\xb9\x99")).text == "甲乙"
