"""Patterns that are compiled when first used, and those that begin with a set of characters."""

import re

import pytest

from checker.language import deeds, lazily
from checker.language.normalising import normalise, normalise_all


def test_a_pattern_does_what_a_compiled_one_does() -> None:
    lazy, compiled = lazily.pattern(r"(?P<year>20\d\d)年", re.IGNORECASE), re.compile(r"(?P<year>20\d\d)年", re.IGNORECASE)
    text = "2021年至2023年"
    assert [match.span("year") for match in lazy.finditer(text)] == [match.span("year") for match in compiled.finditer(text)]
    assert lazy.sub("", text) == compiled.sub("", text) == "至"
    assert lazy.search("去年") is None
    assert lazy.pattern == compiled.pattern


def test_a_mistake_shows_when_the_pattern_is_used() -> None:
    broken = lazily.pattern("(")
    with pytest.raises(re.error):
        broken.search("任何")


def test_alternatives_each_begin_with_their_word() -> None:
    assert lazily.each("的|者", "[，,]") == "的[，,]|者[，,]"


def test_a_led_pattern_is_found_where_its_source_begins() -> None:
    led = re.compile(lazily.led("提降", "(?:提高|降)(?:到|了)"))
    assert [match.start() for match in led.finditer("提案提高了，成本降到九元，降价")] == [2, 8]


CHANGES = ["由31个降到9个", "比上年少了一半", "同比增长", "多出一千一百元", "提高认识", "高度重视", "翻了一番"]


@pytest.mark.parametrize("text", CHANGES)
def test_the_words_of_change_are_all_among_those_that_lead(text: str) -> None:
    source = deeds.CHANGED.pattern.partition("(?<=(?=")[2].removesuffix(").)")
    assert bool(deeds.CHANGED.search(text)) == bool(re.search(source, text))


@pytest.mark.parametrize("texts", [["一、做法", "二、成效"], ["11 月 25 日", "车间"], ["Ａ线", "一二\u200b三"], []])
def test_all_paragraphs_are_matched_as_each_is(texts: list[str]) -> None:
    assert normalise_all(texts) == [normalise(text) for text in texts]
