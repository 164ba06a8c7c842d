"""The lexicons as data, and the phrases they find."""

import re
from importlib.resources import files

import pytest

from checker.language.lexicon import families, load, scan, signals, topics

LISTS = {f"{f.id} {f.name}": f.phrases for f in families().values()} | signals() | topics()


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_sorted_and_unique(name: str) -> None:
    words = LISTS[name]
    assert list(words) == sorted(set(words))


@pytest.mark.parametrize("name", LISTS)
def test_entries_are_chinese_and_longer_than_one_character(name: str) -> None:
    for word in LISTS[name]:
        assert len(word) > 1
        assert re.fullmatch(r"[\u4e00-\u9fffXYNV、，“”\d—]+", word), word


def test_there_are_fifteen_families() -> None:
    assert list(families()) == [f"F{number}" for number in range(1, 16)]


@pytest.mark.parametrize("name", ["boilerplate", "signals", "topics", "names", "workers"])
def test_every_lexicon_names_its_source(name: str) -> None:
    text = (files("checker.language") / "lexicons" / f"{name}.toml").read_text(encoding="utf-8")
    assert "Source:" in text.split("[", 1)[0]
    assert load(name)


@pytest.mark.parametrize(
    ("text", "lexicon", "found"),
    [
        ("在市委市政府的正确领导下，", "F1", ["在市委市政府的正确领导下"]),
        ("以劳动竞赛为抓手，", "F9", ["以劳动竞赛为抓手"]),
        ("成立以书记为组长的小组", "F5", ["成立以书记为组长"]),
        ("进一步加强学习", "F7", ["进一步加强"]),
        ("慰问困难职工", "union.送温暖", ["慰问"]),
        ("首席技师每月津贴", "mechanism", ["首席", "每月津贴"]),
    ],
)
def test_phrases_are_found_with_their_slots(text: str, lexicon: str, found: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in scan(text) if hit.lexicon == lexicon] == found


def test_a_slot_does_not_reach_over_a_comma() -> None:
    assert not [hit for hit in scan("在车间里，工人说领导下去吧") if hit.lexicon == "F1"]


def test_of_two_phrases_of_one_family_the_longer_is_found() -> None:
    text = "开创新局面"
    assert [text[hit.start : hit.end] for hit in scan(text) if hit.lexicon == "F14"] == ["开创新局面"]
