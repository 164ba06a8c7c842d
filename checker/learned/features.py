"""What the linear models see: one function for a sentence, one for a material, used in training and in use alike.

Every feature has a name that can be shown to a person: ``津贴`` a word, ``贴`` a character (characters carry over to words
that training never met), ``套:F7`` a family of stock phrases, ``类:money`` a particular, ``位:heading`` the place in the paper.
Words that only claim (产改, 改革, 试点, the five areas) are left out, so that writing them into a text changes nothing.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import eq

import numpy as np
from numpy.typing import NDArray

from checker.language.lexicon import common_words, families
from checker.language.material import Material, Sentence

# Raised whenever the features change; a model says which version it was trained for.
VERSION = 1

Row = dict[str, float]
Floats = NDArray[np.float64]

KINDS = ("boilerplate", "neutral", "specific")
TOPICS = ("reform", "union", "other", "none")

# Words that claim the reform and prove nothing.
CLAIMS = re.compile(
    r"产业工人队伍建设改革|产业工人队伍|产业工人|产改|改革试点|试点|深化改革|改革|思想引领|建功立业|素质提升|地位提高|队伍壮大|新时代|新时期|先行先试"
)
# 产业工人 written over 职工 changes no fact: any name for workers is one word.
WORKER = re.compile(r"产业工人|职工|员工|工人")
NUMERAL = re.compile(r"[\d０-９][\d,.，％%]*|[一二三四五六七八九十百千万两〇零]+")
PUNCTUATION = frozenset("，。；：、！？“”‘’（）()《》〈〉—…·,.;:!?\"' \n\t")
CLAUSE = re.compile("[，。；：、！？,;]")
# A word with a smaller logarithm of its count in official prose is rare there: fewer than five in 0.8 million characters.
RARE = math.log1p(5)
# Lengths in characters at which a sentence passes into the next class.
LENGTHS = (12, 25, 45, 70, 110)
# So many different words are remembered; hostile files could bring any number.
MOST_WORDS = 65_536
# A count above this says no more than this.
MOST = 3.0


def sentence_features(sentence: Sentence) -> Row:
    """The features of one sentence by name: most are 1, counts of particulars are capped at MOST, shares lie in 0–1."""
    words = list(plain_words(sentence.words))
    row = dict.fromkeys(words, 1.0)
    row.update(dict.fromkeys("".join(words), 1.0))
    row.update(_commonness(words))
    row.update(_rhythm(sentence.normal, words))
    for hit in (*sentence.hits, *sentence.facts):
        for name in _names(hit[2]):
            row[name] = min(MOST, row.get(name, 0.0) + 1.0)
    row["套话占比"] = stock_share(sentence)
    row["位:" + sentence.part] = 1.0
    if sentence.quotation:
        row["位:引述"] = 1.0
    row[f"长:{bisect_left(LENGTHS, len(sentence.normal))}"] = 1.0
    return row


def _commonness(words: Sequence[str]) -> Row:
    """How far the words are those of any official paper: trades, posts and names are not in there."""
    logs = [log for log in map(_LOG_COUNTS.__getitem__, words) if log >= 0.0]
    if not logs:
        return {}
    rare, unknown = sum(log < RARE for log in logs), logs.count(0.0)
    return {
        "生词占比": unknown / len(logs),
        "生词数": min(MOST, float(unknown)),
        "少见词占比": rare / len(logs),
        "常词均值": sum(logs) / len(logs) / 5.0,
    }


class _LogCounts(dict[str, float]):
    """Logarithm of one plus a word's count in official prose, remembered; -1 for what is not counted there."""

    def __missing__(self, word: str) -> float:
        log = math.log1p(common_words().get(word, 0)) if len(word) > 1 and word[0] != "〈" else -1.0
        if len(self) < MOST_WORDS:
            self[word] = log
        return log


_LOG_COUNTS = _LogCounts()


def _rhythm(text: str, words: Sequence[str]) -> Row:
    """How a sentence is built: slogans come in short equal clauses and open and close with the same few words."""
    clauses = [len(clause) for clause in CLAUSE.split(text) if clause]
    row = {
        "四字句占比": clauses.count(4) / max(1, len(clauses)),
        "等长句占比": sum(map(eq, clauses, clauses[1:])) / max(1, len(clauses)),
        "分句数": min(MOST, len(clauses) / 4.0),
        "顿号数": min(MOST, float(text.count("、"))),
    }
    if words:
        row[f"首:{words[0]}"] = row[f"尾:{words[-1]}"] = 1.0
    return row


@lru_cache(maxsize=1024)
def _names(lexicon: str) -> tuple[str, ...]:
    """The features that a hit of this lexicon counts for."""
    if lexicon in families():
        return ("套:" + lexicon,)
    topic, dot, _ = lexicon.partition(".")
    return ("类:" + lexicon, "题:" + topic) if dot else ("类:" + lexicon,)


@lru_cache(maxsize=1024)
def _density(lexicon: str) -> str:
    """The density that a hit of this lexicon counts for: of its topic, family, list or fact."""
    return "密:" + lexicon.partition(".")[0]


class _Plain(dict[str, str]):
    """Words as features, remembered: a claim is nothing, a numeral 〈数〉, any name for workers 职工."""

    def __missing__(self, word: str) -> str:
        if word in PUNCTUATION:
            plain = ""
        elif WORKER.fullmatch(word):
            plain = "职工"
        else:
            plain = "〈数〉" if NUMERAL.fullmatch(word) else CLAIMS.sub("", word)
        if len(self) < MOST_WORDS:
            self[word] = plain
        return plain


_PLAIN = _Plain()


def plain_words(words: Sequence[str]) -> Iterator[str]:
    """The words of a sentence as features: claims dropped, numerals as 〈数〉, any name for workers as 职工."""
    return filter(None, map(_PLAIN.__getitem__, words))


def stock_share(sentence: Sentence) -> float:
    """Share of a sentence's characters that lie in stock phrases."""
    covered, reached = 0, 0
    for start, end, lexicon in sentence.hits:
        if lexicon[0] == "F" and end > reached:
            covered += end - max(start, reached)
            reached = end
    return covered / max(1, len(sentence.normal))


# What a title says about the form of the paper. A form is no claim: a paper titled 通知 is one.
FORMS = {
    "通知": re.compile(r"通知|通报|公告|函$|公示|倡议"),
    "计划": re.compile(r"方案|规划|计划|要点|打算|安排|意见$|办法$|工作思路|若干措施"),
    "讲话": re.compile(r"讲话|致辞|动员"),
    "新闻": re.compile(r"召开|举行|举办|启动|赴.{1,12}调研|简报|侧记"),
    "工会总结": re.compile(r"工会.{0,12}(?:总结|汇报|报告|情况)"),
}
# Papers shorter than this many characters outside lead, headings and closing are weighed as a whole.
SHORT_BODY = 100
# From this specificity on a sentence counts as checkable in full.
FULL = 2.2


def weights(sentences: Sequence[Sentence]) -> tuple[float, ...]:
    """How much each sentence weighs in the judgement of the body: its share of the body's characters.

    Lead, headings and closing weigh nothing, unless there is hardly anything else. The weights sum to 1.
    """
    for left_out in (("heading", "lead", "closing"), ("heading",), ()):
        lengths = [0 if sentence.part in left_out else len(sentence.normal) for sentence in sentences]
        if sum(lengths) >= SHORT_BODY or not left_out:
            break
    total = max(1, sum(lengths))
    return tuple(length / total for length in lengths)


def material_features(material: Material, kinds: Floats, topics: Floats, specificity: Floats) -> Row:
    """The features of a material from its sentences' labels: what share of the body reports what, and how concretely.

    `kinds` has shape (sentences, 3), `topics` (sentences, 4), both probabilities in the order of KINDS and TOPICS;
    `specificity` (sentences,) runs from 0 to 3.
    """
    own = weights(material.sentences)
    # Shape (topics, kinds): the share of the body that reports a topic in sentences of a kind.
    joint = np.einsum("i,ij,ik->jk", np.asarray(own), topics, kinds).tolist()
    share = [sum(row) for row in joint]
    reform, union, other, _ = share
    reported = reform + union + other + 1e-9
    row: Row = {f"题份:{name}": value for name, value in zip(TOPICS, share, strict=True)}
    row |= {f"句份:{name}": sum(column) for name, column in zip(KINDS, zip(*joint, strict=True), strict=True)}
    row["所报之中:reform"] = reform / reported
    row["所报之中:union"] = union / reported
    row["所报之中:other"] = other / reported
    row["改革与工会各半"] = min(reform, union) / reported
    degrees = list(zip(own, specificity.tolist(), kinds[:, 2].tolist(), strict=True))
    row["均具体"] = sum(weight * degree for weight, degree, _ in degrees)
    row["可查句份"] = sum(weight for weight, degree, _ in degrees if degree > FULL)
    row["具体句数"] = min(MOST, math.log1p(sum(specific for weight, _, specific in degrees if weight > 0)))
    for name, (slogan, _, specific) in zip(TOPICS[:3], joint, strict=False):
        row[f"{name}且具体"] = specific
        row[f"{name}且套话"] = slogan
    row["字数"] = math.log(max(50, material.characters))
    row |= _densities(material, own)
    row |= {f"题名:{form}": 1.0 for form, pattern in FORMS.items() if pattern.search(material.normal_title)}
    return row


def _densities(material: Material, weight: tuple[float, ...]) -> Row:
    """Hits and facts in a hundred characters of the body, capped at MOST."""
    counted: Counter[str] = Counter()
    characters = 0
    for sentence, own in zip(material.sentences, weight, strict=True):
        if own > 0:
            characters += len(sentence.normal)
            counted.update([_density(hit[2]) for hit in (*sentence.hits, *sentence.facts)])
    return {name: min(MOST, 100.0 * count / max(1, characters)) for name, count in counted.items()}
