"""Text as written -> text as matched, with the way back.

Radicals and compatibility ideographs that PDF fonts leave behind become Han, full-width digits and letters become
ASCII, and blanks that only layout put between Han and digits disappear. Punctuation is left alone: ， and , differ
in official Chinese. NFKC on the whole text would change it, so the mapping is by single characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence


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
    return table


TABLE = _table()
# Two quick looks that spare most paragraphs the slow ones.
UNUSUAL = re.compile("[" + "".join(map(re.escape, map(chr, TABLE))) + "]")
BLANKS = re.compile("[ \u200b-\u200f\u2060\ufeff\u00ad]")
HAN = r"\u3400-\u9fff"
# A blank between a Han character and a digit or letter, or between two Han characters, is layout; zero-width marks are nothing.
LAYOUT = re.compile(
    rf"(?<=[{HAN}，。；：、（）“”《》]) +(?=[{HAN}0-9A-Za-z，。；：、（）“”《》])"
    rf"|(?<=[0-9A-Za-z%％.]) +(?=[{HAN}，。；：、（）“”《》])|[\u200b-\u200f\u2060\ufeff\u00ad]+"
)


def normalise(text: str) -> tuple[str, Sequence[int]]:
    """`text` as matched, and for each of its characters (and its end) the offset in `text` that it came from."""
    plain = text.translate(TABLE) if UNUSUAL.search(text) else text
    if not BLANKS.search(plain) or not LAYOUT.search(plain):
        return plain, range(len(plain) + 1)
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
