"""Where sentences of official Chinese end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.language.splitting import split

CASES = {
    "full stops": ("组织竞赛。评出名次！涨了没有？涨了。", ["组织竞赛。", "评出名次！", "涨了没有？", "涨了。"]),
    "an enumeration is cut at its items": (
        "一是定标准；二是发津贴；三是管退出。",
        ["一是定标准；", "二是发津贴；", "三是管退出。"],
    ),
    "items may be parted by commas": ("一是定标准，二是发津贴。", ["一是定标准，", "二是发津贴。"]),
    "brackets may open an item": ("做法有：（1）定标准；（2）发津贴。", ["做法有：（1）定标准；", "（2）发津贴。"]),
    "the halves of a rule stay together": ("高级工三百元；技师五百元。", ["高级工三百元；技师五百元。"]),
    "a quotation ends with its sentence": ("他说：“能涨就干。”大家笑了。", ["他说：“能涨就干。”", "大家笑了。"]),
    "a stop inside a quotation that goes on": ("他说：“干得好。就涨。”完。", ["他说：“干得好。就涨。”", "完。"]),
    "a quoted name inside its sentence": ("推行“一岗多能。”的办法。", ["推行“一岗多能。”的办法。"]),
    "a bracket inside its sentence": ("按办法（见附件。后同）执行。发钱。", ["按办法（见附件。后同）执行。", "发钱。"]),
    "a quotation mark that was never closed shields nothing": ("他说：“能涨。大家笑了。", ["他说：“能涨。", "大家笑了。"]),
    "is it not": ("不是一是一、二是二。", ["不是一是一、二是二。"]),
    "a heading run into its text": ("（一）定标准。分四级。", ["（一）定标准。", "分四级。"]),
}


@pytest.mark.parametrize("name", CASES)
def test_sentences(name: str) -> None:
    text, sentences = CASES[name]
    assert [text[start:end] for start, end in split(text)] == sentences


@given(st.text(alphabet="工资。；！“”（）一二是，、 ", max_size=80))
def test_sentences_cover_everything_but_blanks_in_order(text: str) -> None:
    spans = split(text)
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")
