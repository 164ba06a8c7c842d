"""What the linear models see of a sentence: one function, used in training and in use.

Every feature has a name that can be shown to a person: ``词:津贴`` a word, ``连:津贴_三百元`` two in a row, ``套:F7`` a family
of stock phrases, ``事:money`` a particular, ``位:heading`` the place in the paper. Words that only claim (产改, 改革, 试点, the
five areas) are left out, so that writing them into a text changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.language.material import Sentence

# Raised whenever the features change; a model says which version it was trained for.
VERSION = 1

# Words that claim the reform and prove nothing; 产业工人 stands for any worker.
CLAIMS = re.compile(
    r"产业工人队伍建设改革|产业工人队伍|新时代产业工人|产业工人|产改|改革试点|试点|深化改革|改革|思想引领|建功立业|素质提升|地位提高|队伍壮大|新时期|先行先试"
)
WORKER = re.compile(r"职工|员工|工人")
NUMERAL = re.compile(r"[\d０-９][\d,.，％%]*|[一二三四五六七八九十百千万两〇零]+")
PUNCTUATION = frozenset("，。；：、！？“”‘’（）()《》〈〉—…·,.;:!?\"' \n\t")
# Lengths in characters at which a sentence passes into the next class.
LENGTHS = (12, 25, 45, 70, 110)


def features(sentence: Sentence) -> dict[str, float]:
    """The features of one sentence, by name; most are 1, counts of particulars are capped at 3, shares lie in 0–1."""
    found: dict[str, float] = {"偏": 1.0}
    previous = "^"
    for word in plain_words(sentence.words):
        found["词:" + word] = 1.0
        found[f"连:{previous}_{word}"] = 1.0
        previous = word
    for start, end, name in sentence.hits:
        key = ("套:" if name[0] == "F" else "类:") + name
        found[key] = min(3.0, found.get(key, 0.0) + 1.0)
        if "." in name:
            key = "题:" + name.partition(".")[0]
            found[key] = min(3.0, found.get(key, 0.0) + 1.0)
    for start, end, name in sentence.facts:
        found["事:" + name] = min(3.0, found.get("事:" + name, 0.0) + 1.0)
    found["套话占比"] = stock_share(sentence)
    found["位:" + sentence.part] = 1.0
    if sentence.quotation:
        found["位:引述"] = 1.0
    found[f"长:{sum(len(sentence.normal) > bound for bound in LENGTHS)}"] = 1.0
    return found


def plain_words(words: tuple[str, ...]) -> Iterator[str]:
    """The words of a sentence as features: claims dropped, numerals as 〈数〉, any name for workers as 职工."""
    for word in words:
        if word in PUNCTUATION:
            continue
        if CLAIMS.search(word):
            word = CLAIMS.sub("", word)
            if not word:
                continue
        if NUMERAL.fullmatch(word):
            word = "〈数〉"
        yield WORKER.sub("职工", word)


def stock_share(sentence: Sentence) -> float:
    """Share of a sentence's characters that lie in stock phrases."""
    covered, reached = 0, 0
    for start, end, name in sentence.hits:
        if name[0] == "F" and end > reached:
            covered += end - max(start, reached)
            reached = end
    return covered / max(1, len(sentence.normal))
