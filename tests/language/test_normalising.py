"""Text as matched keeps the way back to text as written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.language.normalising import normalise


@pytest.mark.parametrize(
    ("written", "matched"),
    [
        ("⼯会⻓期", "工会长期"),
        ("２０２１年Ａ类", "2021年A类"),
        ("11 月 25 日前", "11月25日前"),
        ("2 家单位", "2家单位"),
        ("产\u200b改", "产改"),
        ("五 一 劳动", "五一劳动"),
    ],
)
def test_layout_and_look_alikes_are_undone(written: str, matched: str) -> None:
    assert normalise(written)[0] == matched


@pytest.mark.parametrize("text", ["，。；：“”（）", "a, b.", "three words here", "第1项，第2项"])
def test_punctuation_and_latin_words_are_left_alone(text: str) -> None:
    assert normalise(text)[0] == text


@given(st.text(alphabet="工会 0123年月，。⼯２\u200bab\u3000", max_size=60))
def test_every_character_leads_back_to_the_one_it_came_from(text: str) -> None:
    normal, origin = normalise(text)
    assert len(origin) == len(normal) + 1
    assert list(origin) == sorted(set(origin))
    assert all(normalise(text[origin[i]])[0] in (normal[i], "") or normal[i] == " " for i in range(len(normal)))
