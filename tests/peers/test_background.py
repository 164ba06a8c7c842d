"""What papers usually say: which words count, that counts add up, and that a table is the same everywhere."""

import subprocess
import sys

import numpy as np
import pytest

from checker.language.material import prepare
from checker.peers.background import FILE, MOST, SLOTS, Background, load_shipped, terms
from checker.reading.plain import parse
from checker.training.train import LEAST_UNITS, load_corpus, usual
from tests.paths import CORPORA, ROOT

MEASURE = "公司把技能等级与岗位工资挂钩，考上高级工的每月增加三百元。"


def hashes(text: str) -> list[int]:
    return terms(prepare(parse(text)).sentences).tolist()


def counted(*texts: str) -> Background:
    background = Background()
    for text in texts:
        background.add(terms(prepare(parse(text)).sentences))
    return background


@pytest.mark.parametrize(
    "said_otherwise",
    [
        "公司把技能等级与岗位工资挂钩，考上高级工的每月增加八百元。",
        "海湾轴承把技能等级与岗位工资挂钩，考上高级工的每月增加300元。",
        "集团把技能等级与岗位工资挂钩，郭铁柱考上高级工的每月增加三百元。",
    ],
)
def test_names_of_units_and_people_and_numbers_are_no_terms(said_otherwise: str) -> None:
    assert hashes(said_otherwise) == hashes(MEASURE)


def test_terms_are_each_once_and_the_order_of_words_counts() -> None:
    assert hashes(MEASURE + MEASURE) == hashes(MEASURE)
    assert hashes("岗位工资与技能等级挂钩。") != hashes("技能等级与岗位工资挂钩。")


def test_no_term_reaches_over_the_end_of_a_sentence() -> None:
    apart = set(hashes("推行技能等级。岗位工资挂钩。"))
    assert apart < set(hashes("推行技能等级岗位工资挂钩。"))


def test_terms_are_the_same_in_every_process() -> None:
    code = (
        "from checker.language.material import prepare; from checker.reading.plain import parse\n"
        f"from checker.peers.background import terms; print(terms(prepare(parse({MEASURE!r})).sentences).tolist())"
    )
    for seed in ("0", "1"):
        run = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            check=True,
        )
        assert run.stdout.decode().strip() == str(hashes(MEASURE))


def test_what_one_paper_alone_says_is_rare_and_what_all_say_is_not() -> None:
    own = np.asarray(hashes(MEASURE), dtype=np.uint32)
    others = ["班组长由工人投票选举产生，任期两年，考核末位的免职。"] * 9
    assert counted(MEASURE, *others).rarity(own).tolist() == [1.0] * len(own)
    assert counted(*[MEASURE] * 10).rarity(own) == pytest.approx(np.full(len(own), 1 - np.log(10) / np.log(11)))
    half = counted(*[MEASURE] * 5, *others)
    assert (half.rarity(own) < 1).all()
    assert (half.rarity(own) > 0).all()


def test_nothing_and_nobody_can_be_asked_about() -> None:
    nothing = np.zeros(0, dtype=np.uint32)
    assert Background().rarity(nothing).shape == (0,)
    assert Background().rarity(np.asarray([7], dtype=np.uint32)).tolist() == [1.0]
    assert hashes("") == []


def test_tables_add_up(tmp_path) -> None:
    one, two = counted(MEASURE), counted(MEASURE, "师傅带徒弟签订协议，徒弟出师以后奖励师傅。")
    one.merge(two)
    assert one.papers == 3
    assert set(one.counts[np.asarray(hashes(MEASURE)) % SLOTS].tolist()) == {2}
    one.save(tmp_path / "a.npy")
    again = Background.load(tmp_path / "a.npy")
    assert again.papers == 3
    assert np.array_equal(again.counts, one.counts)
    again.save(tmp_path / "b.npy")
    assert (tmp_path / "a.npy").read_bytes() == (tmp_path / "b.npy").read_bytes()
    one.save(tmp_path / "c.npy", least=2)
    assert int(Background.load(tmp_path / "c.npy").counts.min(initial=9, where=again.counts > 1)) == 2


def test_a_count_never_runs_over() -> None:
    full = counted(MEASURE)
    full.counts[full.counts > 0] = MOST
    full.add(np.asarray(hashes(MEASURE), dtype=np.uint32))
    full.merge(counted(MEASURE))
    assert int(full.counts.max()) == MOST


def test_a_table_is_as_large_for_many_papers_as_for_one() -> None:
    background = Background()
    size = background.counts.nbytes
    generator = np.random.default_rng(7)
    for _ in range(2000):
        background.add(np.unique(generator.integers(0, 2**32, 400, dtype=np.uint32)))
    assert background.counts.nbytes == size
    assert size <= 4 * 2**20


@pytest.mark.parametrize(
    "table", [np.zeros(3), np.array([[1], [2]]), np.array([[SLOTS, SLOTS], [1, 1]]), np.array([[SLOTS, 0], [1, MOST + 1]])]
)
def test_another_file_is_no_background(table, tmp_path) -> None:
    np.save(tmp_path / "x.npy", table.astype("<u4"))
    with pytest.raises(ValueError, match="no background"):
        Background.load(tmp_path / "x.npy")


def test_the_shipped_table_is_what_training_makes_of_the_training_part_and_small(tmp_path) -> None:
    shipped = ROOT / "models" / FILE
    assert shipped.stat().st_size < 400_000
    usual(load_corpus(CORPORA)).save(tmp_path / FILE, LEAST_UNITS)
    assert (tmp_path / FILE).read_bytes() == shipped.read_bytes()
    assert load_shipped().papers > 200
