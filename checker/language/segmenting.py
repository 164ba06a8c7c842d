"""Text -> words: jieba with the field's own terms. `rjieba`, the Rust port, gives the same words many times faster."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import Any

# A term's frequency in jieba's dictionary: high enough that no field term is cut apart in running text.
TERM_FREQUENCY = 20_000
# How the dictionary calls names of places, of persons, and others.
NAMES = frozenset(("ns", "nr", "nrt", "nz"))


@lru_cache(maxsize=1)
def terms() -> tuple[str, ...]:
    """The field's own terms, from lexicons/words.txt."""
    text = (files("checker.language") / "lexicons" / "words.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def _port() -> tuple[Any, frozenset[str]]:
    """The Rust port with the field's terms, and those of them that the general dictionary lacks. Raises ImportError.

    The terms go into the dictionary that the port loads in any case: another would take 70 ms and 30 MB of every process.
    """
    import rjieba as port

    added = frozenset(term for term in terms() if not port.has_word(term))
    for term in terms():
        port.add_word(term, TERM_FREQUENCY, None)
    return port, added


@lru_cache(maxsize=1)
def _cutter() -> Callable[[str], list[str]]:
    try:
        port, _ = _port()
    except ImportError:
        return reference_cutter()
    return lambda text: _as_reference(port.cut(text), port.has_word) if _has_odd_run(text) else port.cut(text)


# How jieba parts a run of Latin letters and digits (its finalseg module); the port keeps 2021.11.20 and 059-22 in one piece.
LATIN = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")
# It begins with a set of characters, over whose absence the search runs fastest.
RUN = re.compile(r"[a-zA-Z0-9+#&._%\-][a-zA-Z0-9+#&._%\-]+")


def _has_odd_run(text: str) -> bool:
    return any(not LATIN.fullmatch(run) for run in RUN.findall(text))


def _as_reference(words: list[str], is_word: Callable[[str], bool]) -> list[str]:
    return [
        piece
        for word in words
        for piece in (LATIN.split(word) if RUN.fullmatch(word) and not LATIN.fullmatch(word) and not is_word(word) else (word,))
        if piece
    ]


def reference_cutter() -> Callable[[str], list[str]]:
    """Plain jieba with the same terms: the fallback where no wheel of rjieba fits, and what tests hold it to."""
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    reference = jieba.Tokenizer()
    for term in terms():
        reference.add_word(term, TERM_FREQUENCY)
    return lambda text: list(reference.cut(text))


def cut(text: str) -> list[str]:
    """The words of `text` in order; joined they are `text` again."""
    return _cutter()(text)


@lru_cache(maxsize=1)
def _dictionary() -> Callable[[str], bool]:
    try:
        port, added = _port()
    except ImportError:
        import jieba

        jieba.initialize()
        return lambda word: bool(jieba.dt.FREQ.get(word))
    return lambda word: port.has_word(word) and word not in added


@lru_cache(maxsize=1)
def _parts_of_speech() -> Callable[[str], str]:
    try:
        port, _ = _port()
    except ImportError:
        from jieba import posseg

        return lambda word: str(posseg.dt.word_tag_tab.get(word, ""))
    return lambda word: "".join(tag for _, tag in port.tag(word))


def is_name(word: str) -> bool:
    """Whether the general dictionary calls a word that it holds the name of a place, a person or anything else."""
    return is_word(word) and _parts_of_speech()(word) in NAMES


def is_word(text: str) -> bool:
    """Whether the general dictionary holds `text` as one word: 坚持, but not 恒泽."""
    return _dictionary()(text)
