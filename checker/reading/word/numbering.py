"""Automatic numbers of Word paragraphs: ``一、``, ``（二）``, ``1.1``, ``①``, as the program that wrote the file shows them.

Word stores only "this paragraph is at level 2 of list 5"; the label is made while reading, by counting. All lists that
share an abstract definition share its counters; a number at one level starts the deeper ones afresh.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from lxml.etree import _Element

from checker.reading.word.names import VAL, W, child, switched_on, whole_number

LEVELS = 9
# No honest label is longer; a longer pattern would be copied in front of every paragraph.
LABEL_CHARACTERS = 40
_REFERENCE = re.compile("%([1-9])")

_DIGITS = "零一二三四五六七八九"
_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN_HIGH = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_ROMAN = (*_ROMAN_HIGH, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    pattern: str
    spaced: bool
    legal: bool
    restart: int
    style: str | None


@dataclass(frozen=True, slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """The lists of one file with their counters; `label` must be asked in reading order.

    `part` gives the root of the part that defines them, and is asked for it where there is a list.
    """

    def __init__(self, part: Callable[[], _Element | None]) -> None:
        self._part = part
        self._lists: dict[str, _List | None] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    @cached_property
    def _root(self) -> _Element | None:
        return self._part()

    @cached_property
    def _nums(self) -> dict[str, _Element]:
        return _by_id(self._root, "num", "numId")

    @cached_property
    def _abstracts(self) -> dict[str, _Element]:
        return _by_id(self._root, "abstractNum", "abstractNumId")

    @cached_property
    def _style_lists(self) -> dict[str | None, str]:
        links = ((child(element, W + "styleLink"), key) for key, element in self._abstracts.items())
        return {link.get(VAL): key for link, key in links if link is not None}

    def label(self, num_id: str | None, level: int | None, style: str | None) -> str:
        """Count one paragraph and give its label, empty for bullets and for what is no list.

        A paragraph that does not say its `level` has the one that names its `style` as its own.
        """
        numbers = None if num_id is None else self._list(num_id)
        if num_id is None or numbers is None:
            return ""
        if level is None:
            level = next((index for index, own in numbers.levels.items() if style is not None and own.style == style), 0)
        if level not in numbers.levels:
            return ""
        counts = self._counts.setdefault(numbers.abstract, [None] * LEVELS)
        self._advance(counts, numbers, num_id, level)
        return _label(numbers.levels, counts, level)

    def _advance(self, counts: list[int | None], numbers: _List, num_id: str, level: int) -> None:
        count, override = counts[level], numbers.starts.get(level)
        restarts = override is not None and (num_id, level) not in self._started
        if count is None or restarts:
            counts[level] = numbers.levels[level].start if override is None else override
        else:
            counts[level] = count + 1
        self._started.add((num_id, level))
        for deeper in range(level + 1, LEVELS):
            if deeper not in numbers.levels or level < numbers.levels[deeper].restart:
                counts[deeper] = None

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._build(num_id)
        return self._lists[num_id]

    def _build(self, num_id: str) -> _List | None:
        num = self._nums.get(num_id)
        reference = child(num, W + "abstractNumId")
        if num is None or reference is None:
            return None
        abstract = self._followed(reference.get(VAL, ""))
        levels, starts = dict(self._abstract_levels(abstract)), {}
        for override in num.iterchildren(W + "lvlOverride"):
            index = level_index(override, W + "ilvl")
            start = whole_number(override.find(W + "startOverride"))
            if start is not None:
                starts[index] = start
            if (own := override.find(W + "lvl")) is not None:
                levels[index] = _level(own, index)
        return _List(abstract, levels, starts)

    def _followed(self, abstract: str) -> str:
        """A definition may only point to a list style, whose definition then counts."""
        element = self._abstracts.get(abstract)
        link = child(element, W + "numStyleLink")
        return abstract if link is None else self._style_lists.get(link.get(VAL), abstract)

    def _abstract_levels(self, abstract: str) -> dict[int, _Level]:
        if abstract not in self._levels:
            element = self._abstracts.get(abstract)
            found = [] if element is None else [(level_index(item, W + "ilvl"), item) for item in element.iterchildren(W + "lvl")]
            self._levels[abstract] = {index: _level(item, index) for index, item in found}
        return self._levels[abstract]


def level_index(element: _Element, attribute: str) -> int:
    """A list level from an attribute, kept within the nine that exist."""
    value = element.get(attribute, "")
    return min(int(value), LEVELS - 1) if value.isdecimal() and len(value) < LEVELS else 0


def _by_id(root: _Element | None, tag: str, key: str) -> dict[str, _Element]:
    return {} if root is None else {item.get(W + key, ""): item for item in root.iterchildren(W + tag)}


def _level(element: _Element, index: int) -> _Level:
    # Word wraps newer number formats into alternatives, hence not only among the children.
    form = next(element.iter(W + "numFmt"), None)
    text, legal, suffix, style = (child(element, W + name) for name in ("lvlText", "isLgl", "suff", "pStyle"))
    restart = whole_number(child(element, W + "lvlRestart"))
    return _Level(
        start=whole_number(child(element, W + "start"), 0) or 0,
        form="decimal" if form is None else form.get(VAL, "decimal"),
        pattern="" if text is None else text.get(VAL, ""),
        spaced=suffix is None or suffix.get(VAL) != "nothing",
        legal=legal is not None and switched_on(legal),
        restart=index if restart is None else restart,
        style=None if style is None else style.get(VAL),
    )


def _label(levels: dict[int, _Level], counts: list[int | None], level: int) -> str:
    here = levels[level]
    if here.form == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        if index not in levels:
            return ""
        count = counts[index]
        form = "decimal" if here.legal else levels[index].form
        return formatted(levels[index].start if count is None else count, form)

    return as_label(_REFERENCE.sub(number, here.pattern), here.spaced)


def as_label(written: str, spaced: bool) -> str:
    """A label as it stands before its text: none where it is blank or too long, a Latin one with a blank behind it."""
    if not written.strip() or len(written) > LABEL_CHARACTERS:
        return ""
    return written + " " if spaced and written[-1].isascii() and not written[-1].isspace() else written


def formatted(number: int, form: str) -> str:
    """A number in one of Word's number formats; plain digits where the format is unknown or does not reach so far."""
    if form == "none":
        return ""
    return _FORMS.get(form, str)(number) or str(number)


def _counting(number: int, digits: str = _DIGITS, units: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    if not 0 < number < 10_000:
        return ""
    written = ""
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            written += digits[digit] + units[power]
        elif written and not written.endswith(digits[0]):
            written += digits[0]
    written = written.rstrip(digits[0])
    return written[1:] if written.startswith("一十") else written


def _formal(number: int) -> str:
    return _counting(number, _FORMAL_DIGITS, ("", "拾", "佰", "仟"))


def _digit_by_digit(number: int) -> str:
    return "".join("〇" if digit == "0" else _DIGITS[int(digit)] for digit in str(number)) if number >= 0 else ""


def _roman(number: int) -> str:
    if not 0 < number < 4_000:
        return ""
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _letters(number: int) -> str:
    """A … z, aa, bb … zz, aaa; Word itself stops at 780."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 780 else ""


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else ""


def _signs(first: str, count: int) -> str:
    return "".join(chr(ord(first) + index) for index in range(count))


_circled = _one_of(_signs("①", 20))
_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"), _counting),
    "taiwaneseCountingThousand": _counting,
    "chineseLegalSimplified": _formal,
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digit_by_digit),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographEnclosedCircle": _one_of(_signs("㊀", 10)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _one_of(_signs("⑴", 20)),
    "decimalEnclosedFullstop": _one_of(_signs("⒈", 20)),
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
}
