"""The prepared material: a document as the checks see it, every sentence with its words, hits and part of the paper."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from checker.language import anatomy, facts, lazily, lexicon, segmenting
from checker.language.anatomy import Part
from checker.language.lexicon import Hit, Place, as_hit
from checker.language.normalising import normalise, normalise_all
from checker.language.splitting import split
from checker.reading.document import Document


class Sentence(NamedTuple):
    """One sentence. `start` and `end` are offsets in the document's text; `normal` is its text as matched.

    Offsets of `hits` and `facts` count in `normal`; `words` joined are `normal` again.
    """

    text: str
    normal: str
    start: int
    end: int
    paragraph: int
    part: Part
    quotation: bool
    words: tuple[str, ...]
    hits: tuple[Hit, ...]
    facts: tuple[Hit, ...]


@dataclass(frozen=True)
class Material:
    """One submission, prepared. `normals` has each paragraph as `normalise` gives it.

    `sentences` leaves out title, formula and furniture, which count for nothing.
    """

    document: Document
    normals: tuple[tuple[str, Sequence[int]], ...]
    sentences: tuple[Sentence, ...]
    parts: tuple[Part, ...]
    title: str | None
    unit: str | None
    period: str | None

    @property
    def text(self) -> str:
        """The text that all offsets count in."""
        return self.document.text

    @cached_property
    def normal_title(self) -> str:
        """The title as matched, empty where there is none."""
        return normalise(self.title or "")[0]

    @cached_property
    def characters(self) -> int:
        """Characters of all sentences, blanks not counted."""
        return sum(len(sentence.normal) for sentence in self.sentences)


# A sentence before its words are known: its text and as matched, `start`, `end`, paragraph and part, and where it stands in the
# one scanned text.
_Cut = tuple[str, str, int, int, int, Part, int]
# What is no sentence, and counts for nothing.
NO_SENTENCES = ("title", "addressee", "signature", "formula", "furniture", "cell")


def prepare(document: Document, demanded: frozenset[str] = frozenset()) -> Material:
    """Split, segment and scan a document once, for all checks. `demanded` are the clauses of the order that it answers."""
    normals = normalise_all([paragraph.text for paragraph in document.paragraphs])
    plain = [normal for normal, _ in normals]
    dissected = anatomy.dissect(document.paragraphs, plain)
    return Material(
        document=document,
        normals=tuple(normals),
        sentences=tuple(_sentences(_cuts(document, normals, dissected), demanded)),
        parts=dissected.parts,
        title=dissected.title,
        unit=_unit(plain, dissected),
        period=_period(plain, dissected),
    )


def _cuts(document: Document, normals: list[tuple[str, Sequence[int]]], dissected: anatomy.Anatomy) -> list[_Cut]:
    cuts: list[_Cut] = []
    text, offset = document.text, 0
    for index, (part, base, (normal, origin)) in enumerate(zip(dissected.parts, document.starts, normals, strict=True)):
        if part in NO_SENTENCES:
            continue
        for start, end in split(normal):
            own = normal[start:end]
            if not anatomy.is_formula(own):
                begin, finish = base + origin[start], base + origin[end - 1] + 1
                cuts.append((text[begin:finish], own, begin, finish, index, part, offset))
                offset += end - start + 1
    return cuts


def _sentences(cuts: list[_Cut], demanded: frozenset[str]) -> Iterator[Sentence]:
    text = "\n".join([cut[1] for cut in cuts])
    spans = [(cut[-1], cut[-1] + len(cut[1])) for cut in cuts]
    hits, found = _dealt(lexicon.places(text), spans), _dealt(facts.places(text), spans)
    words = _by_sentence(tuple(segmenting.cut(text)))
    for (written, normal, start, finish, paragraph, part, _), own, phrases, particulars in zip(
        cuts, words, hits, found, strict=False
    ):
        if "post" in [hit[2] for hit in phrases]:
            particulars += _people(own)
        quotation = anatomy.is_quotation(normal) or (bool(demanded) and _is_demanded(normal, demanded))
        yield Sentence(written, normal, start, finish, paragraph, part, quotation, own, tuple(phrases), tuple(particulars))


CLAUSE = lazily.pattern(r"[^，。；：、！？,;:!?\s“”《》（）()]{4,}")
# A sentence of which this much stands in the order repeats it.
REPEATED = 0.6


def clauses(text: str) -> list[str]:
    """The clauses of four characters and more, as matched."""
    return CLAUSE.findall(normalise(text)[0])


def _is_demanded(normal: str, demanded: frozenset[str]) -> bool:
    """Whether a sentence mostly repeats the order that the paper answers: such wording was asked for."""
    repeated = sum(len(clause) for clause in clauses(normal) if clause in demanded)
    return repeated >= REPEATED * len(normal)


def _by_sentence(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words of each sentence: line feeds, which part them, are words of their own."""
    start = 0
    with suppress(ValueError):
        while True:
            end = words.index("\n", start)
            yield words[start:end]
            start = end + 1
    yield words[start:]


def _people(words: tuple[str, ...]) -> list[Hit]:
    found = facts.people(words, lexicon.signals()["post"])
    starts = [0, *accumulate(map(len, words))] if found else []
    return [Hit(starts[index], starts[index + 1], "person") for index in found]


def _dealt(places: list[Place], spans: list[tuple[int, int]]) -> list[list[Hit]]:
    """Places in one text by sentence, as hits with offsets counted from the sentence's start."""
    firsts = [place[0] for place in places]
    bounds = pairwise([*[bisect_left(firsts, start) for start, _ in spans], len(places)])
    # A place that begins in this sentence and ends in the next is none.
    return [
        [as_hit((a - start, b - start, name)) for a, b, name in places[first:last] if b <= end]
        for (start, end), (first, last) in zip(spans, bounds, strict=True)
    ]


UNIT = lazily.pattern(
    r"[\u4e00-\u9fffA-Za-z0-9（）()·]{2,30}?(?:有限责任公司|股份有限公司|集团有限公司|有限公司|总公司|分公司|集团|总工会|联合工会|工会委员会|(?:公司|集团|厂|矿|局|院)委员会|开发区工会|街道工会|镇工会|"
    r"人力资源和社会保障局|工业和信息化局|国资委|协调小组办公室|车务段|机务段|工务段|供电公司|项目部|发电厂|机械厂|[\u4e00-\u9fff]{2,8}厂|[\u4e00-\u9fff]{2,8}矿)"
)
PERIOD = lazily.pattern(
    r"20\d\d\s?年?(?:[—\-–至到]{1,2}20\d\d\s?年)?(?:度|第?[一二三四1-4]季度|[上下]半年|\d{1,2}月)?|二[〇○零]二[〇○零一二三四五六]年"
)


def _unit(texts: list[str], dissected: anatomy.Anatomy) -> str | None:
    """The unit that speaks: from the signature block, then the title, then the lead."""
    order: tuple[Part, ...] = ("signature", "title", "lead")
    for part in order:
        for index in reversed(range(len(texts))) if part == "signature" else range(len(texts)):
            if dissected.parts[index] == part and (match := UNIT.search(texts[index].strip("（）() —"))):
                return match.group().strip("—- ")
    return None


def _period(texts: list[str], dissected: anatomy.Anatomy) -> str | None:
    """The year or quarter that the paper is about: from its title, else from its date."""
    if dissected.title and (match := PERIOD.search(dissected.title)):
        return match.group()
    for index in reversed(range(len(texts))):
        if dissected.parts[index] == "signature" and (match := PERIOD.search(texts[index])):
            return match.group()
    return None
