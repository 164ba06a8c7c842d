"""The labelled materials in corpora/: their file format, read and checked.

A file is a header of ``key: value`` lines, a blank line, and the body: one sentence a line with its label before it.
Consecutive lines are one paragraph, a blank line ends it; title lines, headings and formulae in a row stand alone::

    genre: reform
    ...

    T 把师傅的手艺写进工资条
    b0n 近年来，公司党委高度重视……。
    s3r 2020年3月起，公司……。
    - 现将有关情况汇报如下：

    #s2r 一、技能级别与工资挂钩

``T`` is a line of the title, ``-`` a formula without label; else kind (b n s), specificity (0–3) and topic (r u o n),
with ``#`` before the label of a heading. What the labels mean is in the annotation guide, docs/annotation-guide.md.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.language.splitting import split

KINDS = {"b": "boilerplate", "n": "neutral", "s": "specific"}
TOPICS = {"r": "reform", "u": "union", "o": "other", "n": "none"}
GENRES = ("reform", "union", "mixed", "other")
ELEMENTS = ("goal", "problem", "measure", "result", "highlight")
VERDICTS = ("pass", "revise", "reject")
LINE = re.compile(r"(?:(?P<heading>#) ?)?(?P<code>[bns][0-3][ruon]|T|-)[ \t]+(?P<text>\S.*)")
REQUIRED = ("brief", "unit", "year", "design", "genre", "disguised", "hollow", "elements", "verdict", "quality")


class CorpusError(ValueError):
    """A labelled file that breaks the format; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """One line of a labelled material; `kind` is None for a title line or a formula."""

    text: str
    kind: str | None
    specificity: int | None
    topic: str | None
    heading: bool
    title: bool


@dataclass(frozen=True, slots=True)
class LabelledMaterial:
    """One labelled material. `paragraphs` holds its sentences; `text` is what a clerk would hand in."""

    name: str
    brief: str
    unit: str
    year: int
    design: str
    genre: str
    disguised: bool
    hollow: int
    elements: frozenset[str]
    verdict: str
    quality: int
    twin: str | None
    paragraphs: tuple[tuple[LabelledSentence, ...], ...]

    @property
    def text(self) -> str:
        """The material as plain text, one paragraph a line."""
        return "\n".join("".join(sentence.text for sentence in paragraph) for paragraph in self.paragraphs)

    @property
    def labelled(self) -> list[LabelledSentence]:
        """The sentences that carry a label."""
        return [s for paragraph in self.paragraphs for s in paragraph if s.kind]


def load(path: Path) -> LabelledMaterial:
    """Read one labelled file. Raises CorpusError where it breaks the format."""
    head, _, body = path.read_text(encoding="utf-8").strip().partition("\n\n")
    keys = dict(_header(path, head))
    if missing := [key for key in REQUIRED if key not in keys]:
        raise CorpusError(f"{path}: header lacks {', '.join(missing)}")
    _expect(path, "genre", keys["genre"], GENRES)
    _expect(path, "verdict", keys["verdict"], VERDICTS)
    _expect(path, "disguised", keys["disguised"], ("yes", "no"))
    _expect(path, "hollow", keys["hollow"], ("0", "1", "2", "3"))
    elements = keys["elements"].split()
    for element in elements:
        _expect(path, "elements", element, ELEMENTS)
    return LabelledMaterial(
        name=f"{path.parent.name}/{path.stem}",
        brief=keys["brief"],
        unit=keys["unit"],
        year=int(keys["year"]),
        design=keys["design"].split()[0],
        genre=keys["genre"],
        disguised=keys["disguised"] == "yes",
        hollow=int(keys["hollow"]),
        elements=frozenset(elements),
        verdict=keys["verdict"],
        quality=int(keys["quality"]),
        twin=f"{path.parent.name}/{keys['twin']}" if "twin" in keys else None,
        paragraphs=tuple(_paragraphs(path, body, first_line=head.count("\n") + 3)),
    )


def load_all(folder: Path) -> list[LabelledMaterial]:
    """Every labelled material under `folder`, in the order of their names."""
    return [load(path) for path in sorted(folder.rglob("*.txt"))]


def _header(path: Path, head: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(head.splitlines(), 1):
        key, colon, value = line.partition(":")
        if not colon:
            raise CorpusError(f"{path}:{number}: no «key: value»")
        yield key.strip(), value.strip()


def _expect(path: Path, key: str, value: str, legal: tuple[str, ...]) -> None:
    if value not in legal:
        raise CorpusError(f"{path}: {key} is {value!r}, legal are {' '.join(legal)}")


def _paragraphs(path: Path, body: str, first_line: int) -> Iterator[tuple[LabelledSentence, ...]]:
    """Paragraphs: a heading, a title line and a formula that opens one stand alone; a formula closes the paragraph it follows."""
    paragraph: list[LabelledSentence] = []
    for number, line in enumerate(body.splitlines(), first_line):
        sentence = _sentence(path, number, line) if line.strip() else None
        if paragraph and (
            sentence is None or sentence.heading or sentence.title or not paragraph[-1].kind or paragraph[-1].heading
        ):
            yield tuple(paragraph)
            paragraph = []
        if sentence is not None:
            paragraph.append(sentence)
    if paragraph:
        yield tuple(paragraph)


def _sentence(path: Path, number: int, line: str) -> LabelledSentence:
    match = LINE.fullmatch(line.rstrip())
    if not match:
        raise CorpusError(f"{path}:{number}: no label before the sentence: {line[:40]}")
    code, text = match["code"], match["text"]
    if code in "T-":
        return LabelledSentence(text, None, None, None, heading=False, title=code == "T")
    return LabelledSentence(text, KINDS[code[0]], int(code[1]), TOPICS[code[2]], heading=bool(match["heading"]), title=False)


def cut_otherwise(material: LabelledMaterial) -> Iterator[str]:
    """The paragraphs that the program's own sentence rule cuts into other lines than the labeller did."""
    for paragraph in material.paragraphs:
        text = "".join(sentence.text for sentence in paragraph)
        ours = [text[start:end] for start, end in split(text)]
        theirs = [sentence.text for sentence in paragraph]
        if ours != theirs and not paragraph[0].title:
            yield f"{material.name}: the sentence rule cuts " + " | ".join(t for t in ours if t not in theirs)


def _main(folder: str) -> int:
    """Print what is wrong with the labelled materials under `folder`, and how many are right."""
    wrong, count, lines = 0, 0, 0
    for path in sorted(Path(folder).rglob("*.txt")):
        try:
            material = load(path)
        except ValueError as error:
            print(error)
            wrong += 1
            continue
        count, lines = count + 1, lines + len(material.labelled)
        for complaint in cut_otherwise(material):
            print(complaint)
            wrong += 1
    print(f"{count} materials, {lines} labelled sentences, {wrong} complaints")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1]))
