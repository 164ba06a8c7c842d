"""Text as written -> text as matched, with the way back.

Radicals and compatibility ideographs that PDF fonts leave behind become Han, full-width digits and letters and those of
other scripts that look like Latin ones become ASCII, marks that show nothing are dropped, and blanks that only layout put
between Han and digits disappear. Punctuation is left alone: ， and , differ in official Chinese. NFKC on the whole text would
change it, so the mapping is by single characters.

Lexicons and models are written in simplified characters, so a paragraph in traditional ones is matched in simplified ones,
one for one, with the quotation marks of the mainland.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from checker.language import lazily
from checker.language.lookalikes import INVISIBLE, KANA, LETTERS, MATHS, false_han
from checker.reading.hanzi import TRADITIONAL

if TYPE_CHECKING:
    from opencc import OpenCC


def _table() -> dict[int, str]:
    ranges = [(0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A)]
    table = {0xA0: " ", 0x3000: " ", 0x0D: " ", 0x09: " "}
    for first, last in ranges:
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[code] = plain
    # Radicals that carry no decomposition in Unicode but that Chinese PDF fonts do put in place of the character.
    table.update({0x2EC5: "见", 0x2ED3: "长", 0x2ED4: "门", 0x2EDA: "页", 0x2EE2: "马", 0x2EE5: "鱼", 0x2EE6: "鸟"})
    table.update({ord(letter): plain for letter, plain in (LETTERS | MATHS).items()})
    return table


TABLE = _table()
# Quick looks that spare most paragraphs the slow ones.
_RARE = "".join(re.escape(chr(code)) for code in TABLE if code < 0x1D400)
_UNUSUAL = f"{_RARE}{TRADITIONAL}{''.join(KANA)}\U0001d400-\U0001d7ff"
UNUSUAL = lazily.pattern(f"[{_UNUSUAL}]")
UNSIMPLIFIED = lazily.pattern(f"[{TRADITIONAL}]")
# A paragraph in traditional characters has at least this share of them; below it, a simplified one quotes some.
TRADITIONAL_SHARE = 0.04
# What the conversion from Taiwan leaves: its quotation marks, and how Hong Kong writes some characters.
LEFT = str.maketrans("「」『』衞枱敍粧衹", "“”‘’卫台叙妆只")
BLANKS = lazily.pattern(f"[ {INVISIBLE}]")
EITHER = lazily.pattern(f"[ {INVISIBLE}{_UNUSUAL}]")
HAN = r"\u3400-\u9fff"
# A blank between a Han character and a digit or letter, or between two Han characters, is layout; zero-width marks are nothing.
LAYOUT = lazily.pattern(
    rf"(?<=[{HAN}，。；：、（）“”《》]) +(?=[{HAN}0-9A-Za-z，。；：、（）“”《》])"
    rf"|(?<=[0-9A-Za-z%％.]) +(?=[{HAN}，。；：、（）“”《》])|[{INVISIBLE}]+"
)


# Marks that many keyboards type in half width; 3,870 and 8:30 keep theirs.
HALF_WIDTH = lazily.pattern(rf"[,;:!?()](?:(?<=[{HAN}“”《》（）%％].)|(?=[{HAN}“”《》（）]))")
FULL_WIDTH = str.maketrans(",;:!?()", "，；：！？（）")


def normalise(text: str) -> tuple[str, Sequence[int]]:
    """`text` as matched, and for each of its characters (and its end) the offset in `text` that it came from."""
    if not EITHER.search(text):
        return text, range(len(text) + 1)
    plain = _usual(text) if UNUSUAL.search(text) else text
    if not BLANKS.search(plain) or not LAYOUT.search(plain):
        return plain, range(len(plain) + 1)
    return _closed_up(plain)


def in_chinese_marks(text: str) -> str:
    """`text`, as long as before, with half-width marks beside Han characters as Chinese sets them: 12人,其中 is 12人，其中."""
    return HALF_WIDTH.sub(_full_width, text)


def _full_width(match: re.Match[str]) -> str:
    return match.group().translate(FULL_WIDTH)


def normalise_all(texts: Sequence[str]) -> list[tuple[str, Sequence[int]]]:
    """Each of `texts` as `normalise` has it: most papers are spared the look at every paragraph."""
    if EITHER.search("\n".join(texts)):
        return [normalise(text) for text in texts]
    return [(text, range(len(text) + 1)) for text in texts]


def _closed_up(plain: str) -> tuple[str, Sequence[int]]:
    kept: list[str] = []
    origin: list[int] = []
    position = 0
    for gap in LAYOUT.finditer(plain):
        kept.append(plain[position : gap.start()])
        origin.extend(range(position, gap.start()))
        position = gap.end()
    kept.append(plain[position:])
    origin.extend(range(position, len(plain) + 1))
    return "".join(kept), origin


def _usual(text: str) -> str:
    plain = text.translate(TABLE)
    if spots := false_han(text):
        letters = list(plain)
        for spot in spots:
            letters[spot.start] = spot.plain
        plain = "".join(letters)
    return _simplified(plain) if len(UNSIMPLIFIED.findall(plain)) > TRADITIONAL_SHARE * len(plain) else plain


def _simplified(text: str) -> str:
    """`text` in simplified characters, as long as before. Words decide: 乾淨 is 干净, 乾坤 stays; 沿著 is 沿着, 著作 stays."""
    plain = _converter().convert(text)
    # Offsets count on the length, and only the library's tables promise it.
    return plain.translate(LEFT) if len(plain) == len(text) else text


@cache
def _converter() -> OpenCC:
    # Its tables take 40 ms to load, which most runs, all in simplified characters, never need.
    from opencc import OpenCC

    return OpenCC("tw2s")
