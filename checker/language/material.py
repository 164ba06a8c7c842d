"""The prepared material: a document as the checks see it, every sentence with its words, hits and part of the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from checker.language import anatomy, facts, lexicon, segmenting
from checker.language.anatomy import Part
from checker.language.lexicon import Hit
from checker.language.normalising import normalise
from checker.language.splitting import split
from checker.reading.document import Document


@dataclass(frozen=True, slots=True)
class Sentence:
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
    """One submission, prepared. `sentences` leaves out title, formula and furniture, which count for nothing."""

    document: Document
    sentences: tuple[Sentence, ...]
    parts: tuple[Part, ...]
    title: str | None
    unit: str | None
    period: str | None
    cells: int = field(default=0)

    @property
    def text(self) -> str:
        """The text that all offsets count in."""
        return self.document.text

    @cached_property
    def body(self) -> tuple[Sentence, ...]:
        """The sentences that are no headings."""
        return tuple(sentence for sentence in self.sentences if sentence.part != "heading")

    @cached_property
    def characters(self) -> int:
        """Characters of all sentences, blanks not counted."""
        return sum(len(sentence.normal) for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A sentence before its words are known: where it stands in the paper and in the one scanned text."""

    text: str
    normal: str
    start: int
    end: int
    paragraph: int
    part: Part
    offset: int


def prepare(document: Document) -> Material:
    """Split, segment and scan a document once, for all checks."""
    normals = [normalise(paragraph.text) for paragraph in document.paragraphs]
    plain = [normal for normal, _ in normals]
    dissected = anatomy.dissect(document.paragraphs, plain)
    cuts: list[_Cut] = []
    offset = 0
    for index, (normal, origin) in enumerate(normals):
        part = dissected.parts[index]
        if part in ("title", "addressee", "signature", "formula", "furniture", "cell"):
            continue
        base = document.starts[index]
        for start, end in split(normal):
            if anatomy.is_formula(normal[start:end]):
                continue
            begin, finish = base + origin[start], base + origin[end - 1] + 1
            cuts.append(_Cut(document.text[begin:finish], normal[start:end], begin, finish, index, part, offset))
            offset += end - start + 1
    return Material(
        document=document,
        sentences=tuple(_sentences(cuts)),
        parts=dissected.parts,
        title=dissected.title,
        unit=_unit(plain, dissected),
        period=_period(plain, dissected),
        cells=sum(part == "cell" for part in dissected.parts),
    )


def _sentences(cuts: list[_Cut]) -> Iterator[Sentence]:
    text = "\n".join(cut.normal for cut in cuts)
    hits = _Pointer(lexicon.scan(text))
    found = _Pointer(facts.find(text))
    words = iter(segmenting.cut(text))
    posts = lexicon.signals()["post"]
    for cut in cuts:
        own = _take(words, len(cut.normal))
        named = facts.people(own, posts)
        particulars = found.within(cut.offset, cut.offset + len(cut.normal))
        if named:
            starts = _starts(own)
            particulars += [Hit(starts[i], starts[i] + len(own[i]), "person") for i in named]
        yield Sentence(
            text=cut.text,
            normal=cut.normal,
            start=cut.start,
            end=cut.end,
            paragraph=cut.paragraph,
            part=cut.part,
            quotation=anatomy.is_quotation(cut.normal),
            words=tuple(own),
            hits=tuple(hits.within(cut.offset, cut.offset + len(cut.normal))),
            facts=tuple(particulars),
        )


def _take(words: Iterator[str], length: int) -> list[str]:
    """The next words that make up `length` characters, and the line feed behind them dropped."""
    taken: list[str] = []
    position = 0
    while position < length:
        word = next(words)
        taken.append(word)
        position += len(word)
    next(words, None)
    return taken


def _starts(words: list[str]) -> list[int]:
    starts, position = [], 0
    for word in words:
        starts.append(position)
        position += len(word)
    return starts


class _Pointer:
    """Hits of one text handed out sentence by sentence, in order, with offsets counted from the sentence's start."""

    def __init__(self, hits: list[Hit]) -> None:
        self.hits = hits
        self.next = 0

    def within(self, start: int, end: int) -> list[Hit]:
        while self.next < len(self.hits) and self.hits[self.next].start < start:
            self.next += 1
        inside: list[Hit] = []
        position = self.next
        while position < len(self.hits) and self.hits[position].start < end:
            hit = self.hits[position]
            if hit.end <= end:
                inside.append(Hit(hit.start - start, hit.end - start, hit.lexicon))
            position += 1
        self.next = position
        return inside


UNIT = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9（）()·]{2,30}?(?:有限责任公司|股份有限公司|集团有限公司|有限公司|总公司|分公司|集团|总工会|联合工会|工会委员会|(?:公司|集团|厂|矿|局|院)委员会|开发区工会|街道工会|镇工会|"
    r"人力资源和社会保障局|工业和信息化局|国资委|协调小组办公室|车务段|机务段|工务段|供电公司|项目部|发电厂|机械厂|[\u4e00-\u9fff]{2,8}厂|[\u4e00-\u9fff]{2,8}矿)"
)
PERIOD = re.compile(
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
