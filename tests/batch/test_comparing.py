"""A material against an earlier one of the same unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.batch.comparing import change, identity
from checker.reports.round import Entry, Remark
from tests.batch.round_files import materials, text_of, word
from tests.test_cli import ganhuo

SLOGAN = Remark("boilerplate", "high", "这句换到别处也成立。", "谁做的？", "高度重视，狠抓落实。", "〔开头部分〕")
MISSING = Remark("elements", "high", "没有写成效。", "变了多少？", "", "〔开头部分〕")


def paper(sha: str, quality: float | None, verdict: str | None, characters: int = 1000) -> Entry:
    return Entry((0,), f"{sha}.docx", sha, quality=quality, verdict=verdict, characters=characters, remarks=(SLOGAN, MISSING))


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (paper("a", 30, "revise"), paper("a", 30, "revise"), "同一文件"),
        (paper("a", 30, "revise"), paper("b", 80, "pass"), "明显改进"),
        (paper("a", 30, "revise"), paper("b", 45, "revise"), "明显改进"),
        (paper("a", 80, "pass"), paper("b", 60, "revise"), "不如前一份"),
        (paper("a", 50, "revise"), paper("b", 52, "revise", 1300), "只是变长"),
        (paper("a", 50, "revise"), paper("b", 52, "revise"), "变化不大"),
        (paper("a", None, None), paper("b", 52, "revise"), "前一份读不出"),
        (paper("a", 50, "revise"), paper("b", None, None), "这一份读不出"),
    ],
)
def test_what_became_of_it_in_one_phrase(before: Entry, after: Entry, kind: str) -> None:
    assert change(before, after, set()).kind == kind


def test_a_remark_is_met_when_its_words_are_gone_and_unmet_while_they_stand() -> None:
    still = {identity("boilerplate", "高度重视， 狠抓落实。", "别的话")}
    found = change(paper("a", 50, "revise"), paper("b", 52, "revise"), still)
    assert (found.met, found.unmet) == ((MISSING,), (SLOGAN,))


def test_two_rounds_are_compared_by_unit(tmp_path: Path) -> None:
    def hand_in(name: str, papers: list[bytes]) -> Path:
        home = tmp_path / name
        home.mkdir()
        for number, paper in enumerate(papers):
            (home / f"{number}.docx").write_bytes(paper)
        return home

    hollow = next(m for m in materials() if m.verdict == "reject")
    good, other = [m for m in materials() if m.verdict == "pass"][:2]
    same = word(text_of(other))
    better = text_of(hollow).replace(hollow.text, good.text.replace(good.unit, hollow.unit))
    ganhuo("batch", str(hand_in("二季度", [word(text_of(hollow)), same])), "--out", str(tmp_path / "甲"))
    third, before = hand_in("三季度", [word(better), same]), tmp_path / "甲" / "results.jsonl"
    done = ganhuo("batch", str(third), "--out", str(tmp_path / "乙"), "--previous", str(before))
    page = (tmp_path / "乙" / "index.html").read_text("utf-8")
    assert (done.stderr, page.count("同一文件"), page.count("明显改进")) == ("", 1, 1)
