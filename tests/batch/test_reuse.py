"""A round with copies in it, from files to deliverables: both places are told where they stand, and nobody is accused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import docx
import pytest
from python_calamine import CalamineWorkbook

from checker.batch import BatchError
from checker.batch.gathering import Gather, Spool
from checker.batch.peers import earlier
from checker.batch.recording import earlier_rows
from checker.reading.errors import Unreadable
from tests.batch.round_files import materials, text_of, word
from tests.test_cli import ganhuo


def hand_in(folder: Path, papers: Iterable[tuple[str, str]]) -> Path:
    for name, text in papers:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(word(text) if name.endswith(".docx") else text.encode())
    return folder


def rows(out: Path) -> dict[str, dict[str, Any]]:
    return {(row := json.loads(line))["file"]: row for line in (out / "results.jsonl").read_text("utf-8").splitlines()}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, dict[str, Any]], dict[str, str]]:
    """Eight good papers; of the first a copy with another unit's name, the second one's own paper of a year ago, a policy in two."""
    tmp = tmp_path_factory.mktemp("reuse")
    good = [m for m in materials() if m.verdict == "pass"][:8]
    policy = (
        "各地要把班组长的选聘权交给班组，由工人投票产生，任期两年，连任不得超过两届，任期内享受岗位补贴，补贴标准由职代会定。" * 3
    )
    texts = {f"{number}.docx": text_of(m) for number, m in enumerate(good)}
    texts["抄.docx"] = texts["0.docx"].replace(good[0].unit, "岚桐机电有限公司")
    for number in (2, 3):
        texts[f"{number}.docx"] = texts[f"{number}.docx"].replace("\n", f"\n{policy}\n", 1)
    before = hand_in(tmp / "去年", [("旧.docx", text_of(good[1])), ("别家.docx", text_of(good[7]))])
    ganhuo("batch", str(before), "--out", str(tmp / "去年结果"))
    policies = hand_in(tmp / "文件", [("意见.txt", f"关于班组长的意见\n{policy}")])
    done = ganhuo(
        "batch", str(hand_in(tmp / "报送", texts.items())), "--out", str(tmp / "结果"), "--policies", str(policies),
        "--previous", str(tmp / "去年结果" / "results.jsonl"),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")
    return tmp / "结果", rows(tmp / "结果"), texts


def told(row: dict[str, Any]) -> list[tuple[str, str, bool]]:
    return [(source["file"], source["origin"], source["earlier"]) for source in row["reuse"] if source["origin"] != "upper"]


Run = tuple[Path, dict[str, dict[str, Any]], dict[str, str]]


def test_the_two_that_are_alike_are_named_and_no_others(run: Run) -> None:
    _, found, _ = run
    assert told(found["0.docx"]) == [("抄.docx", "other", False)]
    assert told(found["抄.docx"]) == [("0.docx", "other", False)]
    assert told(found["1.docx"]) == [("旧.docx", "own", True)]
    assert told(found["7.docx"]) == [("别家.docx", "own", True)]
    assert [name for name, row in found.items() if told(row)] == ["0.docx", "1.docx", "7.docx", "抄.docx"]


def test_nobody_knows_who_was_first_so_both_go_back_to_be_looked_at(run: Run) -> None:
    _, found, _ = run
    for name in ("0.docx", "抄.docx"):
        row = found[name]
        assert (row["verdict"], row["needs_review"]) == ("revise", True)
        assert "人工复核" in row["review_reason"]
        assert 20 <= row["quality"] <= 69
        assert row["quality"] == pytest.approx(100 - sum(d["points"] for d in row["deductions"]))


def test_a_paper_of_last_year_handed_in_again_is_no_paper_of_this_year(run: Run) -> None:
    _, found, _ = run
    assert found["1.docx"]["verdict"] == "reject"
    assert [d["check"] for d in found["1.docx"]["deductions"]].count("reuse") == 1


def test_policy_is_free_and_told_as_policy(run: Run) -> None:
    _, found, _ = run
    for name in ("2.docx", "3.docx"):
        assert [source["origin"] for source in found[name]["reuse"]] == ["upper"]
        assert not [finding for finding in found[name]["findings"] if finding["check"] == "reuse"]


def test_every_finding_reads_back_at_both_places(run: Run) -> None:
    _, found, _ = run
    texts = {name: "\n".join(p.text for p in docx.Document(str(run[0].parent / "报送" / name)).paragraphs) for name in found}
    checked = 0
    for name, row in found.items():
        for finding in row["findings"]:
            if finding["check"] != "reuse":
                continue
            assert texts[name][finding["start"] : finding["end"]] == finding["quote"]
            there = finding["related"]
            if there["file"] in texts:
                assert texts[there["file"]][there["start"] : there["end"]] == there["quote"]
                assert texts[there["file"]][: there["start"]].count("\n") == there["paragraph"]
                checked += 1
    assert checked >= 2


def test_what_goes_back_to_a_unit_names_no_other(run: Run) -> None:
    out, found, _ = run
    other = found["0.docx"]["unit"]
    (memo,) = (out / "退改意见").glob("*岚桐机电*.docx")
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(memo)).paragraphs)
    assert "相似" in text
    (marked,) = (out / "标注").glob("*抄.docx")
    comments = "\n".join(p.text for c in docx.Document(str(marked)).comments for p in c.paragraphs)
    assert "相似" in comments
    for said in (text, comments):
        assert other not in said
        assert "0.docx" not in said


def test_the_workbook_and_the_overview_show_them_side_by_side(run: Run) -> None:
    out, found, _ = run
    lines = CalamineWorkbook.from_path(out / "汇总.xlsx").get_sheet_by_name("雷同").to_python()[1:]
    assert len(lines) == 3
    assert {(frozenset({line[1], line[3]}), line[4]) for line in lines} == {
        (frozenset({"抄.docx", "0.docx"}), "其他单位"),
        (frozenset({"1.docx", "旧.docx"}), "本单位往期"),
        (frozenset({"7.docx", "别家.docx"}), "本单位往期"),
    }
    page = (out / "index.html").read_text("utf-8")
    section = page[page.index('id="similar"') : page.index('id="standing"')]
    assert len(re.findall(r"<tr><td data-label=\"材料\"", section)) == 3
    own = (out / "材料" / "0001.html").read_text("utf-8")
    assert "相似段落" in own
    assert found["0.docx"]["reuse"][0]["passages"][0]["quote"].split("\n")[0][:20] in own


def test_a_run_leaves_nothing_of_its_own_behind(run: Run) -> None:
    assert not (run[0] / ".ganhuo-round").exists()


def test_a_paper_that_joins_later_is_compared_and_the_others_are_judged_again(tmp_path: Path) -> None:
    good = next(m for m in materials() if m.verdict == "pass")
    home = hand_in(tmp_path / "报送", [("甲.docx", text_of(good))])
    ganhuo("batch", str(home), "--out", str(tmp_path / "结果"))
    assert rows(tmp_path / "结果")["甲.docx"]["verdict"] == "pass"
    hand_in(home, [("乙.docx", text_of(good).replace(good.unit, "岚桐机电有限公司"))])
    ganhuo("batch", str(home), "--out", str(tmp_path / "结果"), "--resume")
    assert {name: row["verdict"] for name, row in rows(tmp_path / "结果").items()} == {"甲.docx": "revise", "乙.docx": "revise"}


def test_a_policy_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    home = hand_in(tmp_path / "报送", [("甲.txt", "产改")])
    done = ganhuo("batch", str(home), "--out", str(tmp_path / "结果"), "--policies", str(tmp_path / "没有"))
    assert (done.returncode, done.stderr) == (2, f"ganhuo: 没有这个文件或文件夹：{tmp_path / '没有'}\n")


def test_what_was_read_is_kept_and_a_spoilt_keeping_is_none(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    Gather(spool).refused("甲.docx", b"x", (0,), Unreadable("damaged", "坏了"))
    (kept,) = tmp_path.iterdir()
    found = spool.get("甲.docx", "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881")
    assert found is not None
    with pytest.raises(Unreadable, match="坏了"):
        found.read()
    kept.write_bytes(b"\x00nonsense")
    assert spool.get("甲.docx", "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881") is None


def test_an_earlier_round_s_rows_give_its_papers_back_at_their_places() -> None:
    sentence: Callable[[str, int, int], dict[str, Any]] = lambda text, paragraph, start: {  # noqa: E731
        "text": text, "paragraph": paragraph, "start": start, "end": start + len(text),
    }  # fmt: skip
    row = {
        "file": "甲.docx", "sha256": "0", "unit": "甲厂", "units": [],
        "sentences": [sentence("第一句。", 1, 5), sentence("第二句。", 1, 9), sentence("第三句。", 3, 20)],
    }  # fmt: skip
    (paper,) = earlier([row, row | {"sentences": None}])
    assert (paper.units, paper.kind) == (("甲厂",), "earlier")
    assert (paper.text[5:13], paper.text[20:24]) == ("第一句。第二句。", "第三句。")
    assert [paper.paragraph_at(offset) for offset in (5, 12, 21)] == [1, 1, 3]


def test_a_round_with_a_name_is_compared_with_those_in_the_ledger(tmp_path: Path) -> None:
    good = next(m for m in materials() if m.verdict == "pass")
    ledger = str(tmp_path / "台账.db")
    for year in ("2020年", "2021年"):
        home = hand_in(tmp_path / year, [(f"{year}总结.docx", text_of(good))])
        done = ganhuo("batch", str(home), "--out", str(tmp_path / f"{year}结果"), "--round", year, "--ledger", ledger)
        assert done.stderr == ""
    assert rows(tmp_path / "2020年结果")["2020年总结.docx"]["reuse"] == []
    (source,) = rows(tmp_path / "2021年结果")["2021年总结.docx"]["reuse"]
    assert (source["file"], source["origin"], source["earlier"]) == ("2020年：2020年总结.docx", "own", True)
    assert source["share"] > 0.9


def test_a_verdict_that_a_copy_lowered_is_certain_and_its_reason_is_the_copy(run: Run) -> None:
    _, found, _ = run
    assert found["1.docx"]["certainty"] == 1.0
    assert not found["1.docx"]["needs_review"]
    assert found["0.docx"]["certainty"] > 0.5
    assert "相似" in found["0.docx"]["review_reason"]


def test_a_ledger_that_cannot_be_read_stops_the_run_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "坏.db").write_bytes(b"no database" * 100)
    with pytest.raises(BatchError, match="台账里往期的材料读不出"):
        list(earlier_rows("2021年", str(tmp_path / "坏.db")))
