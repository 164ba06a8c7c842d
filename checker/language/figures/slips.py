"""Numbers that can be one, mistyped or grown old: their digits are the same but for one, or two that changed places."""

from __future__ import annotations

import math
from operator import ne

from checker.language.numerals import LARGE
from checker.language.quantities import Quantity


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether both can be one number, more or less rounded."""
    if (is_bound(one) or is_bound(other)) and one.vague and other.vague:
        return one.value == other.value
    apart = max(one.least - other.most, other.least - one.most)
    # 4000 can be 4200 rounded, but neither 4500 nor 5000.
    return apart <= 0 or apart < max(_roundness(one.value), _roundness(other.value)) / 2


def is_bound(amount: Quantity) -> bool:
    """5万元以内, 不少于20对."""
    return amount.low == 0 or amount.high == math.inf


def _roundness(value: float) -> float:
    """The place of the last digit that is not 0, where two zeros and more end a number."""
    place = 1.0
    while value and value % (place * 10) == 0:
        place *= 10
    return place if place >= 100 else 0.0


def near(one: float, other: float, times: float) -> bool:
    """Whether one number is at most so many times the other; nothing is near to none."""
    return one > 0 and other > 0 and 1 / times <= one / other <= times


SMALL_STEP, ROUND = 2, 100


def mistyped(one: Quantity, other: Quantity) -> bool:
    """Whether one number can be the other with one slip of the hand; below ten every one can."""
    if max(one.value, other.value) < 10 or (abs(one.value - other.value) <= SMALL_STEP and min(one.value, other.value) < 10):
        return True
    first, last = digits(one), digits(other)
    # 收到27350元 … 两万三千七百多元
    if (one.vague or other.vague) and 2 <= min(len(first), len(last)) < max(len(first), len(last)):
        shorter = min(len(first), len(last))
        first, last = first[:shorter], last[:shorter]
    return one_slip(first, last)


def one_slip(one: str, other: str) -> bool:
    """One digit differs, or two neighbours have changed places."""
    if len(one) != len(other) or len(one) < 2:
        return False
    differing = sum(map(ne, one, other))
    return differing == 1 or (differing == 2 and _turned(one, other))


def digits(amount: Quantity) -> str:
    """The digits of a number as typed."""
    value = amount.value / LARGE["万"] if amount.step >= 1 else amount.value
    if amount.vague and value >= ROUND:
        return str(int(value)).rstrip("0")
    return str(int(value)) if value == int(value) else f"{value:g}".replace(".", "")


def transposed(one: Quantity, other: Quantity) -> bool:
    """Two neighbouring digits have changed places."""
    return _turned(digits(one), digits(other))


def _turned(one: str, other: str) -> bool:
    differing = [i for i in range(len(one)) if one[i] != other[i]] if len(one) == len(other) else []
    return (
        len(differing) == 2
        and differing[1] == differing[0] + 1
        and one[differing[0]] == other[differing[1]]
        and one[differing[1]] == other[differing[0]]
    )
