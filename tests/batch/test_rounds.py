"""A round that is put together from rows: whose each file is, who is late by which evidence."""

from __future__ import annotations

import json
from pathlib import Path

from python_calamine import CalamineWorkbook

from tests.batch.round_files import materials, text_of, word
from tests.test_cli import ganhuo


def run(tmp_path: Path, papers: dict[str, str], roster: str) -> tuple[list[list[str]], str]:
    """The rows of 未报迟报 and what the command said."""
    home = tmp_path / "报送"
    home.mkdir()
    for name, text in papers.items():
        (home / name).write_bytes(word(text))
    (tmp_path / "名单.csv").write_text(roster, encoding="utf-8")
    done = ganhuo("batch", str(home), "--out", str(tmp_path / "结果"), "--roster", str(tmp_path / "名单.csv"))
    assert done.stderr == ""
    sheet = CalamineWorkbook.from_path(tmp_path / "结果" / "汇总.xlsx").get_sheet_by_name("未报迟报")
    return [[str(cell) for cell in line] for line in sheet.to_python()], done.stdout


def test_several_units_in_one_file_are_told_apart(tmp_path: Path) -> None:
    first, second, third = (m for m in materials()[:6:2])
    papers = {"汇编.docx": text_of(first) + text_of(second)}
    _, said = run(tmp_path, papers, f"单位\n{first.unit}\n{second.unit}\n{third.unit}\n")
    row = json.loads((tmp_path / "结果" / "results.jsonl").read_text("utf-8"))
    assert {found["unit"] for found in row["units"]} == {first.unit, second.unit}
    assert "名单上3家：按时2，迟报0，未报1。" in said


def test_the_file_counts_for_nobody_when_it_names_no_unit_of_the_list(tmp_path: Path) -> None:
    own, other = materials()[0], materials()[10]
    _, said = run(tmp_path, {"总结.docx": text_of(own)}, f"单位\n{other.unit}\n")
    assert "名单上1家：按时0，迟报0，未报1。" in said
    assert "有1份认不出是名单上哪个单位的" in said


def test_the_same_file_twice_counts_once(tmp_path: Path) -> None:
    own = materials()[0]
    home = tmp_path / "报送"
    _, said = run(tmp_path, {"甲.docx": text_of(own)}, f"单位\n{own.unit}\n")
    (home / "乙.docx").write_bytes((home / "甲.docx").read_bytes())
    again = ganhuo("batch", str(home), "--out", str(tmp_path / "二"), "--roster", str(tmp_path / "名单.csv"))
    assert "名单上1家：按时1" in said
    sheet = CalamineWorkbook.from_path(tmp_path / "二" / "汇总.xlsx").get_sheet_by_name("未报迟报").to_python()
    assert "同一份文件报送了2次，按1份计" in str(sheet)
    assert again.stdout.startswith("共2份")
