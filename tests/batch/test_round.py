"""A round of 120 files from folder to deliverables, as an office runs it."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from python_calamine import CalamineWorkbook

from checker.reports.safe import file_name
from tests.batch.round_files import Made, make
from tests.libreoffice import convert
from tests.paths import ROOT, office
from tests.reports.marks import bare, comments, highlights
from tests.test_cli import ganhuo


class Run:
    """The round, what the command said, and what it left."""

    def __init__(self, made: Made, out: Path, done: subprocess.CompletedProcess[str]) -> None:
        self.made, self.out, self.done = made, out, done
        self.rows: list[dict[str, Any]] = [json.loads(line) for line in (out / "results.jsonl").read_text("utf-8").splitlines()]

    def sheet(self, name: str) -> list[dict[str, Any]]:
        """A sheet as rows by the words of its head, which is the first row with as many words as the sheet has columns."""
        lines = CalamineWorkbook.from_path(self.out / "汇总.xlsx").get_sheet_by_name(name).to_python()
        start = next(index for index, line in enumerate(lines) if sum(bool(value) for value in line) >= 4)
        return [dict(zip(map(str, lines[start]), line, strict=True)) for line in lines[start + 1 :] if any(line)]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("round")
    made, out = make(folder), folder / "结果"
    done = ganhuo("batch", str(made.folder), "--out", str(out), "--roster", str(made.roster), "--round", "2025年第三季度")
    return Run(made, out, done)


def test_it_ends_with_status_1_and_a_few_lines(run: Run) -> None:
    assert (run.done.returncode, run.done.stderr) == (1, "")
    assert run.done.stdout.startswith("共120份：")
    assert "未报" in run.done.stdout


def test_every_file_has_one_row_in_the_order_of_the_files(run: Run) -> None:
    names = [row["file"] for row in run.rows]
    assert Counter(names) == Counter(run.made.files)
    plain = [name for name in names if "!/" not in name]
    assert plain == sorted(plain, key=lambda name: Path(name).parts)


def test_every_row_follows_the_schema(run: Run) -> None:
    schema = Draft202012Validator(json.loads((ROOT / "docs" / "schema.json").read_text("utf-8")))
    assert [error.message for row in run.rows for error in schema.iter_errors(row)] == []


def test_broken_files_are_rows_and_blank_ones_are_judged_blank(run: Run) -> None:
    unreadable = {row["file"] for row in run.rows if row["status"] == "unreadable"}
    assert unreadable == run.made.broken
    assert all(row["quality"] == 0 for row in run.rows if row["file"] in run.made.blank)


def test_the_workbook_counts_every_material_worst_first(run: Run) -> None:
    rows = run.sheet("总表")
    assert len(rows) == 120
    scores = [row["得分"] for row in rows if isinstance(row["得分"], (int, float))]
    assert scores == sorted(scores)
    assert len(scores) == 120 - len(run.made.broken)


def test_late_missing_and_twice_are_told_with_their_evidence(run: Run) -> None:
    rows = run.sheet("未报迟报")
    told = {state: {row["单位"] for row in rows if str(row.get("情况") or "").startswith(state)} for state in ("未报", "迟报")}
    assert told["未报"] >= run.made.missing
    assert told["迟报"] == run.made.late
    assert all("2025年10月18日" in str(row) for row in rows if row["单位"] in run.made.late)
    said = " ".join(str(row) for row in rows)
    assert all(unit in said for unit in run.made.twice)


def marked(run: Run, row: dict[str, Any]) -> Path:
    """The marked copy of a file, whose name ends as the file's does."""
    return next((run.out / "标注").glob(f"* {file_name(Path(row['file']).stem)}.*"))


def shown(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The findings that reports show: of each check the three worst, those that are about words."""
    counts: Counter[str] = Counter()
    found = []
    for finding in row["findings"]:
        counts[finding["check"]] += 1
        if finding["quote"] and counts[finding["check"]] <= 3:
            found.append(finding)
    return found


def test_the_comments_of_a_word_file_stand_at_the_very_sentences(run: Run) -> None:
    checked = 0
    for row in [row for row in run.rows if row["file"].endswith(".docx") and "一季度" in row["file"]][:25]:
        words = [bare(mark.words) for mark in comments(marked(run, row).read_bytes())]
        for finding in shown(row):
            assert bare(finding["quote"]) in words, finding["quote"]
            checked += 1
    assert checked >= 50


def test_the_highlights_of_a_pdf_lie_on_the_very_sentences(run: Run) -> None:
    checked = 0
    for row in [row for row in run.rows if row["file"].endswith(".pdf") and row["status"] == "ok"]:
        under = "".join(bare(highlight.words) for highlight in highlights(marked(run, row).read_bytes()))
        for finding in shown(row):
            assert similar(bare(finding["quote"]), under) >= 0.95, finding["quote"]
            checked += 1
    assert checked >= 10


def similar(words: str, under: str) -> float:
    """The share of the words that stands, in order and in pieces of two letters and more, among what is highlighted."""
    blocks = SequenceMatcher(None, words, under, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1) / len(words)


def test_every_unit_that_must_revise_gets_a_memo_and_nobody_else(run: Run) -> None:
    wanted = sum(row["verdict"] != "pass" for row in run.rows)
    memos = list((run.out / "退改意见").glob("*.docx"))
    assert wanted - 2 <= len(memos) <= wanted  # a first submission that was replaced is not answered


def test_the_index_links_to_pages_that_are_there(run: Run) -> None:
    text = (run.out / "index.html").read_text("utf-8")
    links = set(re.findall(r'href="(材料/[^"#]+|%E6%9D%90%E6%96%99/[^"#]+)"', text))
    assert len(links) == 120
    assert "http://" not in text.replace("http://www.w3.org", "")


def test_nothing_unfinished_lies_about(run: Run) -> None:
    assert not [path for path in run.out.rglob("*") if path.name.endswith((".part", ".new"))]


def test_originals_are_as_they_were(run: Run) -> None:
    left = {path.relative_to(run.made.folder).as_posix() for path in run.made.folder.rglob("*") if path.is_file()}
    assert left == {name.partition("!/")[0] for name in run.made.files}


def test_what_it_leaves_opens_in_libreoffice(run: Run, tmp_path: Path) -> None:
    office()
    memos, copies = sorted((run.out / "退改意见").glob("*.docx"))[:6], sorted((run.out / "标注").glob("*.docx"))[:6]
    papers = [run.out / "汇总.xlsx", run.out / "通报.docx", *memos, *copies]
    convert("pdf", tmp_path, *papers)
    assert {path.stem for path in papers} == {path.stem for path in tmp_path.glob("*.pdf")}
