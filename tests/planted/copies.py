"""A round with copies planted in it, made of the corpora's test part, which nothing was chosen on; and what must be found.

Whole papers with unit and figures swapped, one section taken over, every tenth word changed, sentences in another order, last
year's paper with new dates, pages of policy pasted in.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from checker.language import segmenting
from checker.language.material import Material, prepare
from checker.reading.plain import parse
from checker.training.corpus import LabelledMaterial, load_all
from tests.paths import CORPORA, shared

TEST_PART = ("b04", "b08", "b11", "b14")
# Shorter pieces are phrases.
SHORTEST = 40
SURNAMES = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True)
class Copy:
    """A passage of `file` (offsets in its text) that was taken from `source`."""

    file: str
    start: int
    end: int
    source: str
    kind: str


@dataclass
class Planted:
    """Texts by file, the unit of each, what was copied, papers of the year before, policies, and files that share nothing."""

    texts: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    copies: list[Copy] = field(default_factory=list)
    earlier: dict[str, str] = field(default_factory=dict)
    policies: dict[str, str] = field(default_factory=dict)
    # Files whose passages come from one source share them with one another too.
    families: dict[str, str] = field(default_factory=dict)

    def add(self, file: str, unit: str, text: str, family: str = "") -> None:
        """One file of the round."""
        self.texts[file], self.units[file] = text, unit
        if family:
            self.families[file] = family

    def related(self, file: str, other: str) -> bool:
        """Whether two files of the round, or a file and one of the year before, share a planted passage."""
        return self.families.get(file, file) == self.families.get(other, other)


def materials() -> list[LabelledMaterial]:
    """Materials of different units of the test part."""
    seen: set[str] = set()
    found = [m for m in load_all(CORPORA / "materials") if m.brief in TEST_PART]
    return [m for m in found if not (m.unit in seen or seen.add(m.unit))]  # type: ignore[func-returns-value]


def make(seed: int = 7) -> Planted:
    """The round."""
    dice, made = random.Random(seed), Planted()
    found = materials()
    dice.shuffle(found)
    base, hosts = found[:45], found[45:]
    for material in base:
        made.add(f"本轮/{material.name}.txt", material.unit, _signed(material.text, material.unit, material.year))
    long = [m for m in base if len(m.text) >= 600 and m.hollow < 3]
    sources = iter(dice.sample(long, min(len(long), 36)))
    for number in range(9):
        _whole(made, next(sources), f"整篇{number}", _swapped, dice)
    for number in range(8):
        _whole(made, next(sources), f"换词{number}", _every_tenth_word, dice)
    for number in range(8):
        _reordered(made, next(sources), f"换序{number}", dice)
    for number, host in enumerate(hosts[:9]):
        _section(made, next(sources, long[number]), host, f"一节{number}", dice)
    for number, host in enumerate(hosts[9:16]):
        _last_year(made, host, f"旧稿{number}", dice)
    _policies(made, hosts[16:24], dice)
    return made


def _signed(text: str, unit: str, year: int) -> str:
    return f"{text}\n{unit}\n{year}年10月10日\n"


def _new_unit(dice: random.Random) -> str:
    return "".join(dice.sample("岚屿澜桐榆槐砚渠汀溪", 2)) + dice.choice(["机电", "纺织", "铸造", "化工"]) + "有限公司"


def _swapped(text: str, dice: random.Random) -> str:
    """Every figure another one of as many digits."""
    return re.sub(r"\d", lambda digit: str(dice.randint(1, 9)) if digit.group() != "0" else "0", text)


def _every_tenth_word(text: str, dice: random.Random) -> str:
    words = segmenting.cut(text)
    others = [word for word in words if len(word) > 1 and "\u4e00" <= word[0] <= "\u9fff"]
    countdown = 10
    for index, word in enumerate(words):
        countdown -= 1
        if countdown <= 0 and "\u4e00" <= word[0] <= "\u9fff":
            same = [other for other in others if len(other) == len(word) and other != word]
            words[index] = dice.choice(same or others)
            countdown = 10
    return "".join(words)


def _whole(made: Planted, source: LabelledMaterial, name: str, change, dice: random.Random) -> None:  # type: ignore[no-untyped-def]
    unit, file = _new_unit(dice), f"抄件/{name}.txt"
    paragraphs = [change(paragraph.replace(source.unit, unit), dice) for paragraph in source.text.splitlines()]
    own = f"本轮/{source.name}.txt"
    made.families[own] = own
    made.add(file, unit, _signed("\n".join(paragraphs), unit, source.year), own)
    made.copies += _paragraphs(made.texts[file], file, own, name[:2], 2)


def _paragraphs(text: str, file: str, source: str, kind: str, signature: int) -> Iterator[Copy]:
    position = 0
    lines = text.splitlines(keepends=True)
    for line in lines[: len(lines) - signature]:
        if len(line.strip()) >= SHORTEST:
            yield Copy(file, position, position + len(line.rstrip()), source, kind)
        position += len(line)


def _reordered(made: Planted, source: LabelledMaterial, name: str, dice: random.Random) -> None:
    unit, file, own = _new_unit(dice), f"抄件/{name}.txt", f"本轮/{source.name}.txt"
    made.families[own] = own
    title, *rest = source.text.splitlines()
    sentences = [s.text.replace(source.unit, unit) for s in prepare(parse("\n".join(rest))).sentences if s.part != "heading"]
    dice.shuffle(sentences)
    pieces = [sentences[i : i + 4] for i in range(0, len(sentences), 4)]
    text = "\n".join([title.replace(source.unit, unit), *("".join(piece) for piece in pieces)])
    made.add(file, unit, _signed(text, unit, source.year), own)
    whole = made.texts[file]
    for sentence in sentences:
        if len(sentence) >= SHORTEST:
            start = whole.index(sentence)
            made.copies.append(Copy(file, start, start + len(sentence), own, "换序"))


def _section(made: Planted, source: LabelledMaterial, host: LabelledMaterial, name: str, dice: random.Random) -> None:
    """The longest paragraph of the source in the middle of another unit's paper, whose names and figures it bears."""
    file, own = f"抄件/{name}.txt", f"本轮/{source.name}.txt"
    made.families.setdefault(own, own)
    taken = max(source.text.splitlines(), key=len).replace(source.unit, host.unit)
    taken = _swapped(taken, dice)
    lines = host.text.splitlines()
    middle = len(lines) // 2
    text = "\n".join([*lines[:middle], taken, *lines[middle:]])
    made.add(file, host.unit, _signed(text, host.unit, host.year), made.families[own])
    start = made.texts[file].index(taken)
    made.copies.append(Copy(file, start, start + len(taken), own, "一节"))


def _last_year(made: Planted, host: LabelledMaterial, name: str, dice: random.Random) -> None:
    """The paper handed in a year ago, and again now with the next year in every date."""
    file, before = f"抄件/{name}.txt", f"去年/{name}.txt"
    old = _signed(host.text, host.unit, host.year)
    new = re.sub(r"20[12]\d", lambda year: str(int(year.group()) + 1), old)
    made.earlier[before] = old
    made.families[before] = before
    made.add(file, host.unit, new, before)
    made.copies += _paragraphs(new, file, before, "旧稿", 2)


def _policies(made: Planted, hosts: Sequence[LabelledMaterial], dice: random.Random) -> None:
    """A page of an official text in the middle of two papers each: nobody's copy of anybody."""
    texts = [json.loads(line)["text"] for line in shared("official_texts.jsonl").read_text("utf-8").splitlines()[-8:]]
    for number, host in enumerate(hosts):
        policy = texts[number // 2]
        paragraphs = [paragraph.strip() for paragraph in policy.splitlines() if len(paragraph.strip()) >= 150]
        page = "\n".join(paragraphs[3:5])
        made.policies[f"文件{number // 2}.txt"] = policy
        lines = host.text.splitlines()
        text = "\n".join([*lines[:2], page, *lines[2:]])
        made.add(f"引用/{host.name}.txt", host.unit, _signed(text, host.unit, host.year))


def material(text: str) -> Material:
    """A text as the checks see it."""
    return prepare(parse(text))
