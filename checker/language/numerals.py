"""Numerals in digits (``1,864``) and in characters (``一百二十三``, ``三点五``) -> numbers."""

from __future__ import annotations

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10_000, "亿": 100_000_000}
SCALES = {"": 1, **SMALL, **LARGE, "十万": 100_000, "百万": 1_000_000, "千万": 10_000_000}

# How digits are parted and pointed, at either width.
PLAIN = str.maketrans({",": None, "，": None, " ": None, "．": "."})


def value(numeral: str) -> float | None:
    """The number that a numeral in digits (``1,864``) or characters (``一百二十三``, ``三点五``) is; None for no numeral."""
    plain = numeral.translate(PLAIN)
    if plain[:1].isascii():
        try:
            return float(plain)
        except ValueError:
            return None
    before, _, part = plain.partition("点")
    number = whole(before)
    if number is None or not part:
        return number
    if any(digit not in DIGITS for digit in part):
        return None
    return number + float("0." + "".join(str(DIGITS[digit]) for digit in part))


def whole(numeral: str) -> float | None:
    """The number that a numeral in characters is; None for no numeral."""
    if len(numeral) > 1 and all(character in DIGITS for character in numeral):
        return float("".join(str(DIGITS[character]) for character in numeral))
    total = section = digit = 0
    pending, last = False, 0
    for character in numeral:
        if character in DIGITS:
            if pending and digit:
                return None
            digit, pending = DIGITS[character], True
            last = 0 if character in "零〇" else last
        elif character in SMALL:
            section += (digit if pending and digit else 1) * SMALL[character]
            digit, pending, last = 0, False, SMALL[character]
        elif character in LARGE:
            if not section + digit + total:
                return None
            total = (
                (total + section + digit) * LARGE[character]
                if LARGE[character] > total
                else total + (section + digit) * LARGE[character]
            )
            section, digit, pending, last = 0, 0, False, LARGE[character]
        else:
            return None
    # 一万二 is 12,000, 三百五 350; 一万零二 and 三百零五 are not.
    return float(total + section + (digit * last // 10 if pending and last > 10 else digit))
