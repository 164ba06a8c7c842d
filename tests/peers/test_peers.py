"""What comparing stands on: masks, fingerprints, the index that is kept and grown, alignment."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.peers.aligning import Seed, align
from checker.peers.index import COMMON, Index
from checker.peers.masking import mask, names_of
from checker.peers.prints import RUN, WINDOW, prints
from tests.peers.comparing import compare

RULE = "焊工考取技师证书的，从次月起每月增发技能津贴四百元，连续两年考核优秀的再加一档，由班组公示后报人力资源部备案。"
FILLER = "夜班食堂改到二号门外，热水器由后勤科每周检修，宿舍漏雨的三间在雨季前翻修，工人搬回去住时窗户也换了新的。"
LETTERS = st.text(alphabet="焊工考取技师证书从次月起每增发能津贴", min_size=0, max_size=200)


def test_a_swapped_name_and_other_figures_read_the_same() -> None:
    one = mask("2021年3月，山桥重工有412名焊工。", names_of("山桥重工有限公司"))
    other = mask("２０２３年 11 月，岚屿机电有一千二百名焊工。", names_of("岚屿机电有限公司"))
    assert one.text == other.text == "#年#月@有#名焊工"


@pytest.mark.parametrize("text", ["２０２１ 年，甲厂\n焊工 412 名", "全厂一线工人", "", "。。。", "\ud800坏字"])
def test_a_mask_leads_back_to_the_text(text: str) -> None:
    masked = mask(text, ("甲厂",))
    assert len(masked.text) == len(masked.starts) == len(masked.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(masked.starts, masked.ends, strict=True))
    for letter, start, end in zip(masked.text, masked.starts, masked.ends, strict=True):
        assert letter in "#@" or text[start:end] == letter


def test_what_a_unit_is_called_at_home() -> None:
    assert names_of("海湾县山石轴承有限公司") == ("海湾县山石轴承有限公司", "海湾县山石轴承", "山石轴承")
    assert names_of(None) == ()


@given(LETTERS, LETTERS, st.text(alphabet="焊工考取技师证书从次", min_size=RUN + WINDOW - 1, max_size=60))
def test_texts_that_share_a_run_share_a_fingerprint(before: str, after: str, shared: str) -> None:
    one, other = prints(before + shared), prints(shared + after)
    assert set(one.hashes.tolist()) & set(other.hashes.tolist())


@given(st.lists(LETTERS, min_size=1, max_size=6), st.integers(0, 6))
def test_an_index_that_grew_is_the_index_of_all(texts: list[str], cut: int) -> None:
    every = [prints(text) for text in texts]
    whole, grown = Index.of(every), Index.of(every[:cut]).grown(Index.of(every[cut:], first=len(every[:cut])))
    for text in texts:
        one, other = whole.look_up(prints(text)), grown.look_up(prints(text))
        assert sorted(zip(*map(np.ndarray.tolist, one), strict=True)) == sorted(zip(*map(np.ndarray.tolist, other), strict=True))


def test_an_index_is_kept_on_disk(tmp_path: Path) -> None:
    index = Index.of([prints(RULE), prints(FILLER)])
    index.save(tmp_path)
    hits = Index.load(tmp_path).look_up(prints("前面的话" + RULE))
    assert set(hits.papers.tolist()) == {0}
    assert set((hits.mine.astype(int) - hits.theirs.astype(int)).tolist()) == {4}


def test_what_everyone_says_is_not_looked_up() -> None:
    index = Index.of([prints(RULE)] * (COMMON + 1))
    assert not len(index.look_up(prints(RULE)).papers)


def test_alignment_ends_where_the_texts_part() -> None:
    mine, theirs = "甲乙丙丁" * 9 + RULE + "戊己庚辛" * 9, "子丑寅卯" * 9 + RULE.replace("四百", "三百") + "辰巳午未" * 9
    first = mine.index("每月增发")
    (found,) = align(mine, theirs, Seed(0, (first, first + 8), (first, first + 8)))
    assert mine[slice(*found.mine)] == RULE
    assert theirs[slice(*found.theirs)] == RULE.replace("四百", "三百")
    assert found.similarity > 0.95


def test_a_copied_paragraph_is_shown_with_both_places(tmp_path: Path) -> None:
    texts = {
        "甲.txt": ("甲厂有限公司", f"做法\n{FILLER}\n{RULE}\n"),
        "乙.txt": ("乙厂有限公司", f"汇报\n{RULE}\n夜班轮休另有安排。\n"),
    }
    found = compare(tmp_path, texts)
    (source,) = found["乙.txt"]
    (passage,) = source.passages
    assert (source.file, source.unit, source.origin, source.earlier) == ("甲.txt", "甲厂有限公司", "other", False)
    assert texts["乙.txt"][1][passage.start : passage.end] == passage.quote == RULE[:-1]
    assert (passage.paragraph, passage.similarity) == (2, 1.0)
    assert source.share == pytest.approx(len(RULE[:-1]) / (len(RULE) + len("夜班轮休另有安排。")), abs=0.01)


def test_two_versions_of_one_unit_are_no_copies_and_its_paper_of_last_year_is_its_own(tmp_path: Path) -> None:
    texts = {"一稿.txt": ("甲厂有限公司", f"做法\n{RULE}"), "二稿.txt": ("甲厂有限公司", f"做法\n{RULE}{FILLER}")}
    found = compare(tmp_path, texts, earlier={"去年.txt": ("甲厂有限公司", f"做法\n{RULE}")})
    assert [(s.file, s.origin) for s in found["二稿.txt"]] == [("去年.txt", "own")]
    assert [(s.file, s.origin) for s in found["一稿.txt"]] == [("去年.txt", "own")]


def test_what_the_order_says_is_free_for_both(tmp_path: Path) -> None:
    texts = {"甲.txt": ("甲厂有限公司", f"做法\n{RULE}"), "乙.txt": ("乙厂有限公司", f"汇报\n{RULE}")}
    found = compare(tmp_path, texts, upper={"通知.txt": f"通知\n{RULE}"})
    assert [(s.file, s.origin) for s in found["甲.txt"]] == [("通知.txt", "upper")]
