"""Texts, names and files that do no harm."""

import pytest

from checker.reports.safe import file_name, write_whole, xml_text

NAMES = {
    "../../etc/passwd": "etc_passwd",
    "海湾县总工会《产改》总结（终稿）.docx": "海湾县总工会《产改》总结（终稿）.docx",
    "CON": "_CON",
    "nul.txt": "_nul.txt",
    "a\x00b:c|d?": "ab_c_d",
    "": "未命名",
    "...": "未命名",
    "产" * 99: "产" * 60,
}


@pytest.mark.parametrize(("text", "name"), NAMES.items())
def test_any_text_becomes_a_harmless_file_name(text: str, name: str) -> None:
    assert file_name(text) == name


def test_what_xml_forbids_is_left_out() -> None:
    assert xml_text("甲\x00乙\x0b\x1f\ud800\uffff\t丙\n<&>") == "甲乙\t丙\n<&>"


def test_a_file_is_whole_or_not_there(tmp_path) -> None:
    path = tmp_path / "通报.docx"
    write_whole(path, b"first")
    write_whole(path, b"second")
    assert path.read_bytes() == b"second"
    with pytest.raises(TypeError):
        write_whole(path, "no bytes")  # type: ignore[arg-type]
    with pytest.raises(ZeroDivisionError):
        write_whole(path, (b"%d" % (1 // number) for number in (1, 0)))
    assert [p.name for p in tmp_path.iterdir()] == ["通报.docx"]
    assert path.read_bytes() == b"second"
    write_whole(path, iter([b"in ", b"pieces"]))
    assert path.read_bytes() == b"in pieces"
