"""What holds for every format: how much is accepted, and what may leave a reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.reading import limits, load, read
from checker.reading.document import Paragraph, distinct
from checker.reading.errors import Unreadable, damaged_as
from checker.reading.wording import first_pages, hidden_note, unread_pictures, unseen


def code(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data)
    return caught.value.code


def test_an_archive_may_be_larger_than_a_material(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 2**20)
    monkeypatch.setattr(limits, "ARCHIVE_FILE_BYTES", 3 * 2**20)
    for size, name, is_accepted in ((2, "季度.ZIP", True), (4, "季度.zip", False), (2, "总结.docx", False)):
        path = tmp_path / f"{size}{name}"
        path.write_bytes(bytes(size * 2**20))
        if is_accepted:
            assert len(load(path)) == size * 2**20
        else:
            with pytest.raises(Unreadable, match=f"文件有{size}MB，超过{3 if size == 4 else 1}MB的上限"):
                load(path)


def test_bytes_that_came_from_no_file_have_the_same_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 100)
    assert code("车间把带徒津贴写进工资条例。".encode() * 10) == "too_large"


@pytest.mark.parametrize("error", [ValueError("broken"), RecursionError(), KeyError("R")])
def test_what_breaks_in_a_reader_is_a_damaged_file(error: Exception) -> None:
    with pytest.raises(Unreadable, match="坏了") as caught, damaged_as("坏了"):
        raise error
    assert (caught.value.code, caught.value.__cause__) == ("damaged", error)


@pytest.mark.parametrize("error", [MemoryError(), Unreadable("encrypted", "有密码"), KeyboardInterrupt()])
def test_want_of_memory_a_refusal_and_a_stop_are_told_as_they_are(error: BaseException) -> None:
    with pytest.raises(type(error)) as caught, damaged_as("坏了"):
        raise error
    assert caught.value is error


def test_of_what_is_not_there_nothing_is_said() -> None:
    assert (hidden_note(0), first_pages(3, 3), unread_pictures(0), unseen({"批注": 0})) == ((), (), (), ())
    assert (hidden_note(5), first_pages(2, 3)) == (("存在隐藏文字5字，未计入。",), ("全文共3页，只读了前2页。",))


def test_of_paragraphs_with_one_text_the_first_counts() -> None:
    header, again, other = Paragraph("甲", "header"), Paragraph("甲", "header", bold=True), Paragraph("乙", "header")
    assert distinct([header, again, other, again]) == [header, other]
