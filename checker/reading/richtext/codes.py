r"""What the words of RTF mean: code pages, symbols, forms and destinations, as far as a reader of the text needs them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from checker.reading.document import Story
from checker.reading.hidden import FLAT, OUTSIDE
from checker.reading.word.styles import BESIDE, LOWEST, NARROWEST

# In these a letter is two bytes, of which the second may look like a brace or a backslash.
DOUBLE_BYTE = frozenset({"gb18030", "cp950", "cp932", "cp949"})
# Letters of such a font are pictures: arrows, ticks and bullets.
PICTOGRAMS = "symbol"
# A letter with an accent by itself is no letter in these.
_STRICT = DOUBLE_BYTE | {"utf-8"}
DEFAULT_CODEC = "cp1252"
# Windows' charset of a font -> Python's codec. 0 and 1 say no more than the file's own code page does.
CHARSETS = {
    **{0: "", 1: "", 2: PICTOGRAMS, 77: "mac_roman", 78: "cp932", 79: "cp949", 80: "gb18030", 81: "cp950", 128: "cp932"},
    **{129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255"},
    **{178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850"},
}
_PAGES = {936: "gb18030", 54936: "gb18030", 10000: "mac_roman", 10008: "gb18030", 65001: "utf-8"}
WHOLE_FILE = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}

_GB2312 = rb"[\xa1-\xa9\xb0-\xf7][\xa1-\xfe]"
_GB2312_RUN = re.compile(rb"(?:" + _GB2312 + rb"){2,}")
_HIGH = re.compile(rb"([\x80-\xff]+)")
# Of the raw bytes above ASCII this share must be pairs of GB 2312 before an undeclared file counts as GBK.
_MOSTLY = 0.9
# An undeclared encoding shows in the beginning; pictures further on would only cost time.
_SAMPLE = 2**20


def codec_of(page: int | None) -> str:
    """Python's codec for a Windows code page."""
    name = _PAGES.get(page or 0, f"cp{page}")
    try:
        return codecs.lookup(name).name if name not in DOUBLE_BYTE else name
    except LookupError:
        return DEFAULT_CODEC


def raw_codec(data: bytes) -> str | None:
    """The codec of letters that stand in the file as bare bytes, where they are UTF-8 or GBK beyond doubt."""
    sample = data[:_SAMPLE]
    high = b" ".join(_HIGH.findall(sample))
    if not high or b"\\bin" in sample:
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        pairs = sum(len(run) for run in _GB2312_RUN.findall(high))
        return "gb18030" if pairs >= _MOSTLY * (len(high) - high.count(b" ")) else None
    return "utf-8"


def decode(raw: bytes, codec: str) -> str:
    """Letters of a run; what cannot be meant as declared is read as what it must be."""
    if raw.isascii():
        return raw.decode("ascii")
    if codec == PICTOGRAMS:
        return "□" * len(raw)
    parts = _HIGH.split(raw)
    if codec == DEFAULT_CODEC:
        # Four and more letters in a row that all have accents are Han.
        return "".join(part.decode("gb18030" if _GB2312_RUN.fullmatch(part) else codec, "replace") for part in parts)
    if codec in _STRICT and [len(part) for part in parts[1::2]] == [1] and not _decodes(raw, codec):
        codec = DEFAULT_CODEC
    return raw.decode(codec, "replace")


def _decodes(raw: bytes, codec: str) -> bool:
    try:
        raw.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


class State(NamedTuple):
    """What holds until the group ends. `place` says what becomes of letters (see `PLACES`), `flow` which text they belong to.

    `table` is how deep in tables the paragraph stands, `level` its declared outline (None: as its style says). `colour`, `ground`
    (of the letters) and `plate` (of the paragraph) are places in the table of colours, 0 for what the program chooses; `effect`,
    `narrow` and `away` are those of a `Look`.
    """

    place: str = "text"
    flow: int = 0
    usual_font: int = 0
    font: int = 0
    east_font: int = 0
    east: bool = False
    fallback: int = 1
    bold: bool = False
    size: float = 12.0
    hidden: bool = False
    deleted: bool = False
    alignment: str = ""
    style: int = 0
    level: int | None = None
    table: int = 0
    colour: int = 0
    ground: int = 0
    plate: int = 0
    effect: bool = False
    narrow: bool = False
    away: str = ""


# Word's own limit, in half points.
_LARGEST = 3276


def _sized(state: State, number: int | None) -> State:
    return state._replace(size=number / 2) if number and 0 < number <= _LARGEST else state


def _level(state: State, number: int | None) -> State:
    # 9 is "body text".
    return state._replace(level=number + 1 if number is not None and 0 <= number < 9 else 0)


def _aligned(word: str) -> Callable[[State, int | None], State]:
    return lambda state, _: state._replace(alignment=word)


# Words that change the state, by what they make of it.
FORMS: dict[str, Callable[[State, int | None], State]] = {
    "deff": lambda state, number: state._replace(usual_font=number or 0, font=number or 0),
    "f": lambda state, number: state._replace(font=number or 0),
    "af": lambda state, number: state._replace(east_font=number or 0) if state.east else state,
    "afs": lambda state, number: _sized(state, number) if state.east else state,
    "ab": lambda state, number: state._replace(bold=number != 0) if state.east else state,
    "dbch": lambda state, _: state._replace(east=True),
    **dict.fromkeys(("loch", "hich", "rtlch", "ltrch"), lambda state, _: state._replace(east=False)),
    "uc": lambda state, number: state._replace(fallback=max(0, number or 0)),
    "b": lambda state, number: state._replace(bold=number != 0),
    "fs": lambda state, number: _sized(state, number),
    "v": lambda state, number: state._replace(hidden=number != 0),
    "cf": lambda state, number: state._replace(colour=number or 0),
    **dict.fromkeys(("cb", "chcbpat", "highlight"), lambda state, number: state._replace(ground=number or 0)),
    "cbpat": lambda state, number: state._replace(plate=number or 0),
    "charscalex": lambda state, number: state._replace(narrow=number is not None and number <= NARROWEST),
    **dict.fromkeys(("outl", "shad", "embo", "impr"), lambda state, number: state._replace(effect=number != 0)),
    # A negative height is exact.
    "sl": lambda state, number: state._replace(away=FLAT) if number and -LOWEST <= number < 0 else state,
    **dict.fromkeys(
        ("li", "lin", "posx", "posnegx"), lambda state, number: state if (number or 0) in BESIDE else state._replace(away=OUTSIDE)
    ),
    "deleted": lambda state, number: state._replace(deleted=number != 0),
    "plain": lambda state, _: state._replace(
        font=state.usual_font,
        east=False,
        bold=False,
        size=12.0,
        hidden=False,
        deleted=False,
        colour=0,
        ground=0,
        effect=False,
        narrow=False,
    ),
    "pard": lambda state, _: state._replace(alignment="", style=0, level=None, table=0, plate=0, away=""),
    "s": lambda state, number: state._replace(style=number or 0),
    "outlinelevel": _level,
    "intbl": lambda state, _: state._replace(table=max(1, state.table)),
    "itap": lambda state, number: state._replace(table=max(0, number or 0)),
    **{word: _aligned(word) for word in ("qc", "qr", "ql", "qj", "qd")},
}

SYMBOLS = {
    **{"tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”"},
    **{"bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "zwj": "", "zwnj": ""},
}
SIGNS = {b"~": "\u00a0", b"_": "-"}

# Groups whose letters go somewhere else than into the text around them.
PLACES = {
    "fonttbl": "fonts",
    "colortbl": "colours",
    "stylesheet": "styles",
    **dict.fromkeys(("info", "upr", "object", "shpinst", "do", "sp"), "nowhere"),
    **dict.fromkeys(("ud", "result"), "text"),
    "listtext": "label",
    "pntext": "label",
    "sn": "property",
    "sv": "value",
    "fldinst": "code",
}
# Groups with paragraphs of their own: the story that they tell.
FLOWS: dict[str, Story | Literal["comment"]] = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
    "footnote": "footnote",
    "annotation": "comment",
    "shptxt": "textbox",
    "dptxbxtext": "textbox",
}
# Groups marked as "skip if unknown" that lead to text.
KNOWN_STARRED = frozenset({"shpinst", "do", "nesttableprops", "shppict", "ud", "fldinst", *FLOWS})
SKIPPED = frozenset(
    re.findall(
        r"\w+",
        "filetbl listtable listoverridetable rsidtbl xmlnstbl pict nonshppict objdata objclass objname shprslt"
        " nonesttables pntxta pntxtb xe tc rxe txe private1 bkmkstart bkmkend ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn"
        " template generator atnid atnauthor atndate atnref atnicn falt panose datafield mmathPict",
    )
)
