"""The dates that the model of tenses learns from, and its card."""

import json
from pathlib import Path

from checker.training import tenses
from tests.paths import CORPORA, ROOT

PAPER = """华砚电缆有限公司产改工作总结
2023年3月，公司定了四级津贴，41人领到了。2024年6月起，办法推到全厂。
华砚电缆有限公司
2023年12月15日"""


def test_a_date_before_the_signature_is_past_and_one_after_it_is_future() -> None:
    found = list(tenses.dates_of("a", PAPER))
    assert [(each.past, each.after) for each in found] == [(True, "，公司定了四级津贴，41人领到了"), (False, "起，办法推到全厂")]


def test_a_line_of_the_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "dated.txt").write_text("# a comment\na/1\tfuture\tplan,今\t拟于\t开班\n", encoding="utf-8")
    assert tenses.read(tmp_path / "dated.txt") == [tenses.Dated("a/1", False, ("plan", "今"), "拟于", "开班")]


def test_the_shipped_model_was_trained_on_these_dates_and_knows_its_figures() -> None:
    data = json.loads((ROOT / "models" / "tenses.json").read_text(encoding="utf-8"))
    dated = tenses.read(CORPORA / "dated.txt")
    assert data["card"]["sentences"] == tenses.digest(dated)
    assert data["card"]["dates"] == len(dated)
    assert data["card"]["figures"]["future surely past"] < 0.03
    assert len(data["heads"]["past"]["weights"][0]) == len(data["features"])


def test_training_gives_the_shipped_model_again() -> None:
    data = json.loads((ROOT / "models" / "tenses.json").read_text(encoding="utf-8"))
    assert tenses.train(tenses.read(CORPORA / "dated.txt")) == data
