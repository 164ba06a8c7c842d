"""What every maker of files beside this one shares: the reports, the words to plant, a case, and zips without a clock.

A format is a tuple of `Plan`s and a function that builds the bytes of one. A plan says what stands at the gap of a report: words
that nobody sees (`kind` says by what means) or, where `kind` is empty, words that everybody sees and a careless check would accuse.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
SONG = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
# Where a plan's template has it stands what is planted, or what is seen.
MARK = "WORDS"
# Number of paragraphs before the gap.
BEFORE = 2
ALIKE = "工人王大力用上了APP，工资与技能挂钩，工会代表工人谈工资，力争人人有高级工证。"
# The words of a plan where all of the page is what a careless check would accuse.
WHOLE = "（整页）"
SHOWN = ("经验材料选编", "内部资料 注意保存", "技能改变命运", "第二批试点单位交流材料", "一线工人自己的话", "附表 岗位工资对照")


@dataclass(frozen=True)
class Report:
    title: str
    paragraphs: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The sentence that is seen right before the gap."""
        return self.paragraphs[BEFORE - 1].rstrip("。").rpartition("。")[2][-30:] + "。"


@dataclass(frozen=True)
class Plan:
    """`kind` is empty for a clean file; `extra` is for the builder; `doubt` says why a miss or an alarm here may be forgiven.

    `words` and `spelling` are for plans that need words of their own, or words written in another way (`SPELLINGS`).
    """

    name: str
    kind: str
    template: Any
    how: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""
    doubt: str = ""
    spelling: str = ""


@dataclass(frozen=True)
class Case:
    file: str
    data: bytes
    row: dict[str, object]


def _reports() -> list[Report]:
    blocks = (HERE / "reports.txt").read_text("utf-8").strip().split("\n\n")
    return [Report(title.removeprefix("# "), tuple(rest)) for title, *rest in (block.split("\n") for block in blocks)]


REPORTS = _reports()
WORDS = [line.partition(" ")[::2] for line in (HERE / "words.txt").read_text("utf-8").splitlines()]


def pick(name: str, choices: Iterable[Any]) -> Any:
    """The same choice for the same name, whatever other plans come or go."""
    options = list(choices)
    return options[zlib.crc32(name.encode()) % len(options)]


def make(suffix: str, plans: Iterable[Plan], build: Callable[[Plan, Report, str], bytes]) -> list[Case]:
    """The files of one format with their rows of the manifest."""
    return [_case(f"{suffix}-{plan.name}.{suffix}", plan, build) for plan in plans]


def _case(file: str, plan: Plan, build: Callable[[Plan, Report, str], bytes]) -> Case:
    report = pick(file, REPORTS)
    purpose, words = pick(file[::-1], WORDS) if plan.kind else ("", pick(file, SHOWN))
    if plan.words:
        purpose, words = ("disguise" if plan.kind else ""), plan.words
    if plan.spelling == "radicals":
        report = Report(radicals(report.title), tuple(map(radicals, report.paragraphs)))
    meaning, words = words, SPELLINGS[plan.spelling](words)
    row: dict[str, object] = {"file": file, "planted": bool(plan.kind), "kind": plan.kind or "clean", "how": plan.how}
    row |= {"purpose": purpose, "hidden": words} if plan.kind else {"shown": words}
    if words == WHOLE:
        row["shown"] = report.anchor
    row |= {"meaning": meaning} if words != meaning else {}
    row |= {"anchor": report.anchor} | ({"doubt": plan.doubt} if plan.doubt else {})
    return Case(file, build(plan, report, words), row)


RADICALS = {unicodedata.normalize("NFKC", radical): radical for radical in map(chr, range(0x2F00, 0x2FD6))}
CYRILLIC = dict(zip("ACEHIKMOPTXaceopxy", "АСЕНІКМОРТХасеорху", strict=True))
NOTHINGS = "\u200b\u200c"


def radicals(text: str) -> str:
    """As fonts with a bad map give it: each letter that is also a radical is the radical."""
    return "".join(RADICALS.get(letter, letter) for letter in text)


def alike(text: str) -> str:
    """Every second letter that has a double is the double, so that the same word stands in two spellings."""
    doubles, written, turn = RADICALS | CYRILLIC, [], 0
    for letter in text:
        turn += letter in doubles
        written.append(doubles[letter] if letter in doubles and turn % 2 else letter)
    return "".join(written)


def bits(text: str) -> str:
    """ASCII as bits of two characters without width, in the middle of a plain sentence."""
    carried = "".join(f"{ord(letter):08b}" for letter in text).translate({48: NOTHINGS[0], 49: NOTHINGS[1]})
    return "车间主任每季度答复" + carried + "一次工人的意见。"


def tags(text: str) -> str:
    """ASCII as tag characters, which no program draws, after a plain sentence."""
    return "答复贴在食堂门口。" + "".join(chr(0xE0000 + ord(letter)) for letter in text)


def turned(text: str) -> str:
    """Stored backwards and shown forwards."""
    return "\u202e" + text[::-1] + "\u202c"


BETWEEN = {"spaced": "\u200b", "joined": "\u2060", "marked": "\u200c", "filled": "\u3164"}
SPELLINGS: dict[str, Callable[[str], str]] = {
    "": str,
    "radicals": radicals,
    "alike": alike,
    "bits": bits,
    "tags": tags,
    "turned": turned,
}
SPELLINGS |= {name: letter.join for name, letter in BETWEEN.items()}


def filled(template: str, words: str) -> str:
    return template.replace(MARK, escape(words))


def zipped(parts: Mapping[str, str | bytes], stored: tuple[str, ...] = ()) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2021, 11, 20, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return buffer.getvalue()


def rezipped(data: bytes) -> bytes:
    """The same package with the clock taken out."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return zipped({name: source.read(name) for name in source.namelist()})


def png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "png")
    return buffer.getvalue()


def photo(width: int = 320, height: int = 120, dark: tuple[int, int, int] = (24, 48, 96)) -> Image.Image:
    """A picture of a workshop, roughly: a dark ground with a few machines."""
    image = Image.new("RGB", (width, height), dark)
    draw = ImageDraw.Draw(image)
    for number in range(6):
        left = number * width // 6 + 8
        draw.rectangle((left, height - 20 - 9 * number, left + width // 12, height - 6), fill=(40 + 9 * number, 70, 110))
    return image


def seal() -> Image.Image:
    """A red stamp on a clear ground."""
    image = Image.new("RGBA", (160, 160), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((6, 6, 154, 154), outline=(200, 20, 20, 220), width=5)
    draw.regular_polygon((80, 80, 24), 5, fill=(200, 20, 20, 220))
    return image


def page_picture(lines: list[str], width: int = 1190, height: int = 1684, size: int = 28) -> Image.Image:
    """A page as a scanner sees it: black on nearly white, each line at twice its place in points."""
    image = Image.new("L", (width, height), 246)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(SONG, size, index=2)
    for number, line in enumerate(lines):
        draw.text((144, 120 + 48 * number), line, fill=35, font=font)
    return image
