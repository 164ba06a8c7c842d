"""Characters that look like others, or like nothing: which ones there are, and where in a text they were put on purpose.

The letters follow Unicode's table of confusables (UTS 39) as far as a reader of printed Chinese could not tell them apart.
Units and symbols of engineering (μ, Ω, Φ, Δ, α) imitate nothing. Full-width letters and 〇 are honest.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from checker.language import lazily

_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсухһԛԝ", "ABESIJKMHOPCTYXaesijopcyxhqw", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
LETTERS = _CYRILLIC | _GREEK
# Letters and digits for formulas.
MATHS = {
    chr(code): plain
    for code in range(0x1D400, 0x1D800)
    if len(plain := unicodedata.normalize("NFKC", chr(code))) == 1 and plain.isascii()
}
# Kana and strokes that look like Han, where no Japanese is around them.
KANA = dict(zip("エニハロカタトー㇐", "工二八口力夕卜一一", strict=True))
# Radicals, and characters that other standards have twice.
RADICALS = "\u2e80-\u2fdf\uf900-\ufa0d\ufa30-\ufad9\U0002f800-\U0002fa1d"

# What takes no room and shows nothing, or a blank that no keyboard writes.
INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\U0001d173-\U0001d17a"
    "\U000e0000-\U000e01ef"
)
_HAN = "\u3400-\u9fff"
_LOOKING = "".join(LETTERS)
_MATH = "\U0001d400-\U0001d7ff"

# Quick looks: nearly all texts have none of these.
ANY_LETTER = lazily.pattern(f"[{_LOOKING}{_MATH}]")
ANY_INVISIBLE = lazily.pattern(f"[{INVISIBLE}]")
ANY_KANA = lazily.pattern(f"[{''.join(KANA)}]")
ANY_RADICAL = lazily.pattern(f"[{RADICALS}]")
ANY_PRIVATE = lazily.pattern("[\ue000-\uf8ff]")
ANY = lazily.pattern(f"[{_LOOKING}{_MATH}{INVISIBLE}{''.join(KANA)}{RADICALS}\ue000-\uf8ff]")
_OTHER_KANA = lazily.pattern("[\u3041-\u30ff]")
_FALSE_HAN = lazily.pattern(f"(?<=[{_HAN}])[{''.join(KANA)}](?=[{_HAN}])|(?<=[{_HAN}])[エ](?![\u3041-\u30ff])")

_WORD = lazily.pattern(f"[A-Za-z0-9{_LOOKING}]{{1,60}}")
# Crosses for what is not told: ХХ公司.
_CROSSES = lazily.pattern("[ХхΧXx]{2,}")
_FORMULA = lazily.pattern(f"(?<=[{_HAN}])[{_MATH}]{{1,60}}|[{_MATH}]{{1,60}}(?=[{_HAN}])")
_LETTER = lazily.pattern("[A-Za-z0-9]")
_REAL_CYRILLIC = lazily.pattern("[БГДЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯбвгджзийклмнптфцчшщъыьэюя]")
# Variation selectors choose the form of a rare Han; joiners make one sign of several.
_WORD_PARTING = (
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U0001d173-\U0001d17a]{1,9}"
)
_PARTING = f"[\u00ad\u200e\u200f\u202a-\u202e{_WORD_PARTING[1:-6]}]+"
# Inside of Latin words they come from long addresses; so many were put there.
_IN_WORDS = lazily.pattern(f"(?<=[A-Za-z0-9]){_WORD_PARTING}(?=[A-Za-z0-9])")
_MANY_IN_WORDS = 12
# Words are written backwards, and turned round by a mark.
_TURNED = lazily.pattern(f"[\u202e\u2067](?=[^\\n\u202c\u2069]{{0,40}}[{_HAN}]{{2}})[^\\n\u202c\u2069]{{4,400}}")
# Selectors of forms stand alone behind their character; a row of them is a code.
_CODED = lazily.pattern("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{4,}")
_BETWEEN = lazily.pattern(f"(?<=[{_HAN}A-Za-z0-9]){_PARTING}(?=[{_HAN}])|(?<=[{_HAN}]){_PARTING}(?=[A-Za-z0-9])")
# So many in a row part no words: they stand for the bits of a text.
_BITS = lazily.pattern("[\u200b-\u200f\u2060-\u2064\ufeff]{8,}")
_TAGS = lazily.pattern("[\U000e0020-\U000e007e]{4,}")
_PRIVATE_AMONG_HAN = lazily.pattern(f"(?<=[{_HAN}])[\ue000-\uf8ff]{{1,20}}(?=[{_HAN}])")


class Spot(NamedTuple):
    """Characters `start`…`end` of a text, and what they pass for."""

    start: int
    end: int
    plain: str


def false_letters(text: str) -> list[Spot]:
    """Words in which letters of other scripts stand for Latin ones, and figures and words in letters for formulas."""
    if not ANY_LETTER.search(text):
        return []
    found = []
    if not _REAL_CYRILLIC.search(text):
        for match in _WORD.finditer(text):
            word = match[0]
            false = [letter for letter in word if letter in LETTERS]
            alone = len(word) == 1 and word in "ХхΧ"
            if false and not alone and not _CROSSES.fullmatch(word) and _is_put_in(word, match.start(), text):
                found.append(Spot(*match.span(), "".join(LETTERS.get(letter, letter) for letter in word)))
    for match in _FORMULA.finditer(text):
        plain = "".join(MATHS.get(letter, letter) for letter in match[0])
        # A lone letter is one of a formula.
        if len(plain) > 1 or plain.isdigit():
            found.append(Spot(*match.span(), plain))
    return sorted(found)


def _is_put_in(word: str, start: int, text: str) -> bool:
    """Whether honest letters or figures stand beside the false ones, or Han on both sides of a word of them."""
    if _LETTER.search(word):
        return True
    before, after = text[start - 1 : start], text[start + len(word) : start + len(word) + 1]
    return len(word) > 1 and "\u3400" <= before <= "\u9fff" and "\u3400" <= after <= "\u9fff"


def false_han(text: str) -> list[Spot]:
    """Kana and strokes that stand for Han."""
    if not ANY_KANA.search(text) or _is_japanese(text):
        return []
    return [Spot(*match.span(), KANA[match[0]]) for match in _FALSE_HAN.finditer(text)]


def _is_japanese(text: str) -> bool:
    return any(kana not in KANA for kana in _OTHER_KANA.findall(text))


def invisible_between(text: str) -> list[Spot]:
    """What shows nothing and parts Han from each other or from letters, and the letters of many words."""
    if not ANY_INVISIBLE.search(text):
        return []
    inside = [Spot(*match.span(), "") for match in _IN_WORDS.finditer(text)]
    between = [Spot(*match.span(), "") for match in _BETWEEN.finditer(text)]
    return sorted(between + (inside if len(inside) >= _MANY_IN_WORDS else []))


def turned(text: str) -> list[Spot]:
    """Words that a mark shows backwards."""
    return [Spot(*match.span(), match[0][1:]) for match in _TURNED.finditer(text)] if ANY_INVISIBLE.search(text) else []


def tagged(text: str) -> list[Spot]:
    """Words in tags, which no program shows, and what they say."""
    return [Spot(*match.span(), "".join(chr(ord(tag) - 0xE0000) for tag in match[0])) for match in _TAGS.finditer(text)]


def coded(text: str) -> list[Spot]:
    """Rows of selectors, which show nothing, and may stand for the bytes of a text."""
    return [Spot(*match.span(), _decoded(match[0])) for match in _CODED.finditer(text)]


def _decoded(selectors: str) -> str:
    codes = [ord(selector) for selector in selectors]
    raw = bytes(code - 0xFE00 if code < 0xFE10 else code - 0xE0100 + 16 for code in codes)
    return "".join(letter for letter in raw.decode("utf-8", "ignore") if letter.isprintable())


def bits(text: str) -> list[Spot]:
    """Rows of characters of no width, which may stand for the bits of a text."""
    return [Spot(*match.span(), "") for match in _BITS.finditer(text)]


def private(text: str) -> list[Spot]:
    """Characters among Han that mean something in one font only."""
    return [Spot(*match.span(), "□") for match in _PRIVATE_AMONG_HAN.finditer(text)] if ANY_PRIVATE.search(text) else []
