"""What the linear models see: the features of a sentence and of a material, by name in training, by number in `weighing`.

Every feature has a name that can be shown to a person: ``津贴`` a word, ``贴`` a character (characters carry over to words
that training never met), ``套:F7`` a family of stock phrases, ``类:money`` a particular, ``位:heading`` the place in the paper.
Words that only claim (产改, 改革, 试点, the five areas) are left out, so that writing them into a text changes nothing.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from checker.language import lazily
from checker.language.anatomy import Part
from checker.language.lexicon import common_words, families
from checker.language.material import Material, Sentence

# Raised whenever the features change; a model says which version it was trained for.
VERSION = 1

Row = dict[str, float]
Floats = NDArray[np.float64]
Integers = NDArray[np.intp]
K = TypeVar("K")
V = TypeVar("V")

KINDS = ("boilerplate", "neutral", "specific")
TOPICS = ("reform", "union", "other", "none")

# Words that claim the reform and prove nothing.
CLAIMS = lazily.pattern(
    r"产业工人队伍建设改革|产业工人队伍|产业工人|产改|改革试点|试点|深化改革|改革|思想引领|建功立业|素质提升|地位提高|队伍壮大|新时代|新时期|先行先试"
)
# 产业工人 written over 职工 changes no fact: any name for workers is one word.
WORKER = lazily.pattern(r"产业工人|职工|员工|工人")
NUMERAL = lazily.pattern(r"[\d０-９][\d,.，％%]*|[一二三四五六七八九十百千万两〇零]+")
PUNCTUATION = frozenset("，。；：、！？“”‘’（）()《》〈〉—…·,.;:!?\"' \n\t")
CLAUSE_ENDS = "，。；：、！？,;"
# A word that stands fewer times in a sample of official prose, of 0.8 million characters, is rare there.
RARE = 5
# Lengths in characters at which a sentence passes into the next class.
LENGTHS = (12, 25, 45, 70, 110)
# So many different words are remembered; hostile files could bring any number.
MOST_WORDS = 65_536
# A count above this says no more than this.
MOST = 3.0


class Remembered(dict[K, V], Generic[K, V]):
    """What a word is worth, remembered; hostile files could bring any number of words."""

    def __init__(self, worth: Callable[[K], V]) -> None:
        self.worth = worth

    def __missing__(self, word: K) -> V:
        worth = self.worth(word)
        if len(self) < MOST_WORDS:
            self[word] = worth
        return worth


def _plain(word: str) -> str:
    """A word as a feature: a claim or a mark is nothing, a numeral 〈数〉, any name for workers 职工."""
    if word in PUNCTUATION:
        return ""
    if WORKER.fullmatch(word):
        return "职工"
    return "〈数〉" if NUMERAL.fullmatch(word) else CLAIMS.sub("", word)


PLAIN = Remembered(_plain)


def official_count(word: str) -> int | None:
    """A word's count in official prose; None for numerals, single characters and what is no feature."""
    plain = PLAIN[word]
    return common_words().get(plain, 0) if len(plain) > 1 and plain[0] != "〈" else None


def present(word: str) -> tuple[str, ...]:
    """The features that a word brings to its sentence by standing in it: itself and its characters."""
    plain = PLAIN[word]
    return tuple(dict.fromkeys((plain, *plain))) if plain else ()


def marks(part: Part, quotation: bool, length: int) -> tuple[str, ...]:
    """The features of a sentence as a whole that are 1: its place, its class of length."""
    return (f"位:{part}", *(("位:引述",) if quotation else ()), f"长:{length}")


def length_class(sentence: Sentence) -> int:
    """How many of LENGTHS a sentence has passed."""
    return bisect_left(LENGTHS, len(sentence.normal))


def opening(word: str) -> tuple[str, ...]:
    """The feature of a sentence that opens with this word; none where the next word opens it."""
    return ("首:" + plain,) if (plain := PLAIN[word]) else ()


def closing(word: str) -> tuple[str, ...]:
    """The feature of a sentence that closes with this word."""
    return ("尾:" + plain,) if (plain := PLAIN[word]) else ()


@lru_cache(maxsize=1024)
def counted(lexicon: str) -> tuple[str, ...]:
    """The features that a hit of this lexicon counts for."""
    if lexicon in families():
        return ("套:" + lexicon,)
    topic, dot, _ = lexicon.partition(".")
    return ("类:" + lexicon, "题:" + topic) if dot else ("类:" + lexicon,)


# How far the words are those of any official paper (trades, posts and names are not in there), how the sentence is built
# (slogans come in short equal clauses), how much of it is stock phrases.
COMMONNESS = ("生词占比", "生词数", "少见词占比", "常词均值")
MEASURES = (*COMMONNESS, "四字句占比", "等长句占比", "分句数", "顿号数", "套话占比")


def measures(sentences: Sequence[Sentence], counts: Integers, rows: Integers) -> Floats:
    """Shape (sentences, MEASURES). `counts` are the official counts of all their words in turn, `rows` says of which sentence.

    All sentences together, because that is where numpy is fast.
    """
    measured = np.empty((len(sentences), len(MEASURES)))
    columns = chain(_commonness(len(sentences), counts, rows), _rhythm(sentences), [np.array([*map(stock_share, sentences)])])
    for number, column in enumerate(columns):
        measured[:, number] = column
    return measured


def _commonness(sentences: int, counts: Integers, rows: Integers) -> Iterator[Floats]:
    known = np.maximum(1, np.bincount(rows, minlength=sentences))
    unknown = np.bincount(rows[counts == 0], minlength=sentences)
    yield unknown / known
    yield np.minimum(MOST, unknown)
    yield np.bincount(rows[counts < RARE], minlength=sentences) / known
    yield np.bincount(rows, _logs()[counts], minlength=sentences) / known / 5.0


@lru_cache(maxsize=1)
def _logs() -> Floats:
    """The logarithm of one plus each count. numpy's own differs in the last bit from machine to machine."""
    return np.array([*map(math.log1p, range(max(common_words().values()) + 1))])


# Every character up to here by its number: whether it ends a clause, whether it is 、.
_CLAUSE_END = np.zeros(0x10000, dtype=bool)
_CLAUSE_END[[*map(ord, CLAUSE_ENDS)]] = True
_LISTING = ord("、")


def _rhythm(sentences: Sequence[Sentence]) -> Iterator[Floats]:
    count = len(sentences)
    text = "，".join([sentence.normal for sentence in sentences]) + "，"
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    stops = np.flatnonzero(_CLAUSE_END[np.minimum(codes, 0xFFFF)])
    lengths = stops.copy()
    lengths[1:] -= stops[:-1] + 1
    last = np.cumsum([len(sentence.normal) + 1 for sentence in sentences]) - 1
    rows = np.searchsorted(last, stops)
    listed = np.bincount(rows, codes[stops] == _LISTING, minlength=count)
    rows, lengths = rows[lengths > 0], lengths[lengths > 0]
    clauses = np.bincount(rows, minlength=count)
    equal = (lengths[1:] == lengths[:-1]) & (rows[1:] == rows[:-1])
    least = np.maximum(1, clauses)
    yield np.bincount(rows[lengths == 4], minlength=count) / least
    yield np.bincount(rows[1:][equal], minlength=count) / least
    yield np.minimum(MOST, clauses / 4.0)
    yield np.minimum(MOST, listed)


def stock_share(sentence: Sentence) -> float:
    """Share of a sentence's characters that lie in stock phrases."""
    covered = reached = 0
    for start, end, lexicon in sentence.hits:
        if lexicon[0] == "F" and end > reached:
            covered += end - max(start, reached)
            reached = end
    return covered / max(1, len(sentence.normal))


def sentence_features(sentence: Sentence) -> Row:
    """The features of one sentence by name: most are 1, counts of particulars are capped at MOST, shares lie in 0–1."""
    return sentence_rows([sentence])[0]


def sentence_rows(sentences: Sequence[Sentence]) -> list[Row]:
    """The features of each sentence by name."""
    if not sentences:
        return []
    known = [[n for word in sentence.words if (n := official_count(word)) is not None] for sentence in sentences]
    owners = np.arange(len(sentences)).repeat([len(own) for own in known])
    measured = measures(sentences, np.array([*chain.from_iterable(known)], dtype=np.intp), owners).tolist()
    return [_named(*pair) for pair in zip(sentences, measured, strict=True)]


def _named(sentence: Sentence, measured: Sequence[float]) -> Row:
    """In this order training adds them up, to the same bits every time."""
    words = [plain for word in sentence.words if (plain := PLAIN[word])]
    row = dict.fromkeys((*words, *"".join(words)), 1.0)
    # A sentence without a word that is counted in official prose has no commonness.
    row |= [pair for pair in zip(MEASURES[:-1], measured, strict=False) if pair[0] not in COMMONNESS or any(measured[:4])]
    if words:
        row |= dict.fromkeys(("首:" + words[0], "尾:" + words[-1]), 1.0)
    for hit in (*sentence.hits, *sentence.facts):
        for name in counted(hit[2]):
            row[name] = min(MOST, row.get(name, 0.0) + 1.0)
    row[MEASURES[-1]] = measured[-1]
    return row | dict.fromkeys(marks(sentence.part, sentence.quotation, length_class(sentence)), 1.0)


# What a title says about the form of the paper. A form is no claim: a paper titled 通知 is one.
FORMS = {
    "通知": lazily.pattern(r"通知|通报|公告|函$|公示|倡议"),
    "计划": lazily.pattern(r"方案|规划|计划|要点|打算|安排|意见$|办法$|工作思路|若干措施"),
    "讲话": lazily.pattern(r"讲话|致辞|动员"),
    "新闻": lazily.pattern(r"召开|举行|举办|启动|赴.{1,12}调研|简报|侧记"),
    "工会总结": lazily.pattern(r"工会.{0,12}(?:总结|汇报|报告|情况)"),
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


# What a hit of a lexicon is counted as: by its topic, family, list or kind of fact.
_DENSITY = Remembered[str, str](lambda lexicon: "密:" + lexicon.partition(".")[0])


def _densities(material: Material, weight: tuple[float, ...]) -> Row:
    """Hits and facts in a hundred characters of the body, capped at MOST."""
    body = [sentence for sentence, own in zip(material.sentences, weight, strict=True) if own > 0]
    characters = max(1, sum([len(sentence.normal) for sentence in body]))
    counts = Counter([_DENSITY[hit[2]] for sentence in body for hit in (*sentence.hits, *sentence.facts)])
    return {name: min(MOST, 100.0 * count / characters) for name, count in counts.items()}
