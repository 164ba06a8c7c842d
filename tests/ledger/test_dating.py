"""When a round was held: its deadline, else what its name says, else the day it was written."""

from datetime import date

import pytest

from checker.ledger.dating import held_on

TODAY = date(2030, 1, 2)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2021年第三季度", date(2021, 9, 30)), ("2021年3季度", date(2021, 9, 30)), ("2021Q1", date(2021, 3, 31)), ("2021年上半年", date(2021, 6, 30)),
        ("2020年2月", date(2020, 2, 29)), ("2021年度", date(2021, 12, 31)), ("第二批试点2019", date(2019, 12, 31)), ("2021年12月补报", date(2021, 12, 31)),
        ("春季", TODAY), ("9999年", TODAY), ("2021年13月", date(2021, 12, 31)), ("", TODAY),
    ],
)  # fmt: skip
def test_a_name_says_when(name: str, day: date) -> None:
    assert held_on(name, [], TODAY) == day


def test_a_deadline_says_it_better() -> None:
    assert held_on("2021年第三季度", [None, date(2021, 10, 15), date(2021, 10, 11)], TODAY) == date(2021, 10, 15)
