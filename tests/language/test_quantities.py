"""Numerals in digits and characters, with their vague words and units."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.language.numerals import LARGE, value
from checker.language.quantities import find, say

NUMERALS = [
    ("一百二十三", 123),
    ("十二", 12),
    ("二十", 20),
    ("一千零五十", 1050),
    ("三百五", 350),
    ("一万二", 12_000),
    ("一万零二", 10_002),
    ("两千", 2000),
    ("三十万", 300_000),
    ("一亿零三百万", 103_000_000),
    ("二〇二一", 2021),
    ("三点五", 3.5),
    ("1,864", 1864),
    ("1，864", 1864),
    ("15．3", 15.3),
]


@pytest.mark.parametrize(("written", "number"), NUMERALS)
def test_a_numeral_has_its_value(written: str, number: float) -> None:
    assert value(written) == number


@pytest.mark.parametrize("written", ["一三百", "万", "百人", "三点人", ""])
def test_what_is_no_numeral_has_no_value(written: str) -> None:
    assert value(written) is None


def numeral(number: int) -> str:
    """A whole number below 10**12 in characters: 120 is ``一百二十``."""
    if number >= 10_000:
        for name, size in (("亿", LARGE["亿"]), ("万", LARGE["万"])):
            if number >= size:
                rest = number % size
                return numeral(number // size) + name + (("零" if rest < size // 10 else "") + numeral(rest) if rest else "")
    written, zero = "", False
    for name, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // size % 10
        if digit:
            written += ("零" if zero and written else "") + "零一二三四五六七八九"[digit] + name
        zero = not digit
    return (written.removeprefix("一") if written.startswith("一十") else written) or "零"


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_numbers_come_back_from_characters(number: int) -> None:
    assert value(numeral(number)) == number


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=0, max_value=99))
def test_numbers_come_back_from_digits_with_commas_and_points(number: int, part: int) -> None:
    assert value(f"{number:,}.{part:02}") == float(f"{number}.{part:02}")


# What is written, and from where to where it reaches, in which unit.
AMOUNTS = [
    ("共有 一百二十三人", 123, 123, "人"),
    ("三百余人", 300, 400, "人"),
    ("1200多人", 1200, 1300, "人"),
    ("两千余名", 2000, 3000, "人"),
    ("近五百人", 425, 500, "人"),
    ("约120名", 105.6, 134.4, "人"),
    ("120名左右", 105.6, 134.4, "人"),
    ("不到40户", 0, 40, "户"),
    ("上千人次", 900, 3000, "人次"),
    ("数十家", 20, 100, "家"),
    ("十几个", 10, 20, "个"),
    ("三四十人", 30, 40, "人"),
    ("三到五人", 3, 5, "人"),
    ("300—500元", 300, 500, "元"),
    ("5至8万元", 50_000, 80_000, "元"),
    ("三百多万元", 3_000_000, 4_000_000, "元"),
    ("1.2万人", 12_000, 12_000, "人"),
    ("1小时", 60, 60, "分钟"),
    ("两年", 24, 24, "月"),
    ("半数", 50, 50, "%"),
    ("过半", 50, 100, "%"),
    ("三成五", 35, 35, "%"),
    ("近四成", 34, 40, "%"),
    ("四分之三", 75, 75, "%"),
    ("百分之三十五点二", 35.2, 35.2, "%"),
    ("22个百分点", 22, 22, "百分点"),
    ("1，864人", 1864, 1864, "人"),
]


@pytest.mark.parametrize(("written", "low", "high", "unit"), AMOUNTS)
def test_an_amount_reaches_as_far_as_its_words_allow(written: str, low: float, high: float, unit: str) -> None:
    text = f"报表上写的是{written}，已经核过。"
    found = find(text)
    assert [(round(a.low, 6), round(a.high, 6), a.unit) for a in found] == [(low, high, unit)]
    assert text[found[0].start : found[0].end].strip() == written.removeprefix("共有 ")


def test_three_hundred_odd_is_less_or_more() -> None:
    (amount,) = find("三百来人")
    assert amount.low < 300 < amount.high and amount.vague


def test_the_ends_of_a_change_are_two_amounts() -> None:
    assert [(a.low, a.unit) for a in find("由30%到52%")] == [(30, "%"), (52, "%")]
    assert [(a.low, a.unit) for a in find("从12到20人")] == [(12, "人"), (20, "人")]


def test_a_decimal_is_as_exact_as_its_digits() -> None:
    assert [(round(a.least, 3), round(a.most, 3)) for a in find("70.4%和1.2万人")] == [(70.35, 70.45), (11_500, 12_500)]


@pytest.mark.parametrize(
    "text",
    [
        "2021年3月5日",
        "二〇二一年三月",
        "2021—2025年",
        "第十二期",
        "一线工人",
        "人才万千",
        "按7：3选出",
        "A12人",
        "三项制度改革",
        "12月31号",
    ],
)
def test_dates_ordinals_and_set_phrases_are_no_amounts_of_people_or_money(text: str) -> None:
    assert [a.unit for a in find(text) if a.unit in ("人", "元", "%", "月", "")] == []


@pytest.mark.parametrize(
    ("amount", "unit", "said"),
    [(128, "人", "128人"), (43_200, "元", "4.32万元"), (76.9, "%", "76.9%"), (22, "百分点", "22个百分点")],
)
def test_amounts_are_said_as_people_write_them(amount: float, unit: str, said: str) -> None:
    assert say(amount, unit) == said


@given(st.text(alphabet="0123456789一二三十百千万亿零点余多来近约至到—，,.%人元年月由从第", max_size=60))
def test_no_run_of_numerals_breaks_the_parser(text: str) -> None:
    for amount in find(text):
        assert 0 <= amount.start <= amount.number < amount.end <= len(text)
        assert amount.low <= amount.high


@pytest.mark.parametrize("piece", ["1", "12,", "一", "三百", "百分之", "由1到", "1.", "近", "3—"])
def test_a_file_of_nothing_but_numerals_takes_time_in_proportion(piece: str) -> None:
    def seconds(length: int) -> float:
        begun = time.process_time()
        find(piece * (length // len(piece)))
        return time.process_time() - begun

    assert seconds(300_000) < 20 * seconds(30_000) + 1
