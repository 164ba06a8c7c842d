"""LibreOffice as a last resort: only when asked for, and never longer than its time."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from checker.reading import converter, limits, read
from checker.reading.errors import Unreadable
from checker.reading.options import Options
from tests.paths import office

# Microsoft's own XML of 2003: a Word file that none of the readers knows.
WORD_2003 = """<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>
<w:p><w:r><w:t>车间把带徒津贴写进工资条例，每人每月二百元。</w:t></w:r></w:p></w:body></w:wordDocument>""".encode()
UNKNOWN = b"\x00\x01\x02" * 100


def refusal(data: bytes, options: Options) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data, options=options)
    return caught.value.code


def pretend(tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program in the place of LibreOffice."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n" + script, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(converter, "PROGRAMS", (str(program),))


def test_it_is_off_unless_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converter, "to_docx", lambda data: pytest.fail("was asked"))
    assert refusal(UNKNOWN, Options()) == "unsupported"


def test_where_it_is_missing_the_message_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converter, "PROGRAMS", ("no-such-program",))
    assert refusal(UNKNOWN, Options(converter=True)) == "needs_extra"


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_it_is_killed_with_its_children_when_its_time_is_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(tmp_path, f"(sleep 1; touch {tmp_path}/alive) & sleep 60", monkeypatch)
    monkeypatch.setattr(limits, "CONVERTER_SECONDS", 0.3)
    assert refusal(UNKNOWN, Options(converter=True)) == "timeout"
    time.sleep(1.2)
    assert not (tmp_path / "alive").exists()


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_a_file_that_it_cannot_open_either_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(tmp_path, "exit 1", monkeypatch)
    assert refusal(UNKNOWN, Options(converter=True)) == "damaged"


def test_what_no_reader_knows_is_read_by_way_of_it() -> None:
    office()
    document = read(WORD_2003, options=Options(converter=True))
    assert [p.text for p in document.paragraphs] == ["车间把带徒津贴写进工资条例，每人每月二百元。"]
    assert document.notes == ("这个文件由 LibreOffice 转换后读取，请对照原件核对。",)
