"""Which unit a material is from: by its signature block, its title, its head and lead, last by the file's name and folders.

A zone that names two units, with no way to tell whose paper it is, says nothing, and the next one is asked. A unit that is
spoken of, addressed or thanked is not the one that speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from checker.language.anatomy import DATE_LINE, NUMBERED, Part
from checker.language.material import Material
from checker.roster.forms import PROVINCES, places, plain
from checker.roster.matching import GOES_ON, HAN, Matcher, Mention
from checker.roster.unit import Unit

By = Literal["落款", "标题", "正文", "文件名"]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A unit, and by what it was recognised."""

    unit: Unit
    by: By


# Head and colophon of a paper are at most so many paragraphs.
HEAD, TAIL = 8, 6
# The lead says who speaks in its first paragraphs, and there at the beginning.
LEAD_PARAGRAPHS, LEAD_CHARACTERS = 3, 300
ARCHIVE = "!/"
# A line of a signature block, a head or a file's name is no longer.
LINE_CHARACTERS = 120

COPIES = re.compile(r"抄[送报]|主送|呈[送报]|分送|发[:：至]|联系")
# What may stand before and after the unit in a line of a signature block.
SIGNED_LEFT = re.compile(
    rf"(?:[{HAN}]{{0,6}}(?:单位|供稿|撰稿|报送|填报|作者|报告人|发言人|汇报人)(?:名称)?[：:])?(?:中国共产党|中共|共青团|中国)?"
    rf"(?:{PROVINCES})?(?:[{HAN}（）]{{0,24}}(?:省|市|县|区|旗|州|盟|镇|乡|街道|公司|集团|局|厂))?"
)
SIGNED_RIGHT = re.compile(
    r"(?:党政工作|党群工作|党群|综合管理|综合|行政|人力资源|人事|安全环保|生产|政工|组织|宣传|企业文化|工会工作|经济技术|生产保护|权益保障|基层)?"
    r"(?:工会委员会|工会|党委|党组|党工委|党总支|党支部|总支|支部|委员会|(?:党委|工会)?办公室|[部科处室]|车间|产改办|产改专班|产改工作专班|试点办"
    r"|(?:产业工人队伍建设改革|产改)(?:工作)?(?:领导|协调)小组(?:办公室)?){0,3}"
    r"(?:(?:(?:党委|党总支|党支部|工会|副){0,3}(?:书记|主席|主任|经理|董事长|局长|厂长|段长|院长|部长|矿长|站长|科长|干事)(?:、|兼)?){1,4}"
    rf"[{HAN}]{{0,4}})?(?:[（(][^（）()]{{1,8}}[）)])?"
)
DATE = re.compile(rf"[,，]?{DATE_LINE.pattern}")
# Who is addressed, visited or commended does not speak.
SPOKEN_OF = re.compile(
    r"(?:给|致|向|赴|到|对|学习|深入|走进|走访|考察|调研|检查|督查|推荐|推广|表彰|表扬|授予|命名|同意|批准|报送|报|呈|呈送|转报|转发|抄送|送|根据|按照|围绕|来自)$"
)
INSIDE = re.compile(r"在$")
# 在本公司职代会上的报告: held inside the unit, by itself.
OWN_MEETING = re.compile(rf"[{HAN}\d]{{0,12}}(?:职代会|职工代表大会|党代会|年会)")
# A circular, an answer or a survey speaks of others.
ABOUT_OTHERS = re.compile(r"通报|批复|调研|督查|考核|评审|函$")
JOINED = re.compile(r"[、，和与及暨]$")
TITLE_START = re.compile(r"[\W\d_A-Z]*(?:附件[一二三四五六七八九十\d]*)?[\W_]*(?:记|中共)?")
SUBJECT = re.compile(
    r"(?:^|[。；：！？，,“])\s*(?:(?:近年来?|今年来?|一年来|20\d\d年|[今去]年)(?:以来)?[，,]?)?(?:我们|我是|作为|中共|其中)?$"
)
# What an authority did to others: it does not speak there.
OF_ABOVE = re.compile(
    r"(?:的?(?:正确|坚强|有力|精心|具体|大力|关心)*(?:领导|指导|支持|关心|帮助|部署|安排|要求|统一)|印发|下发|出台|下达|《|〈|等?(?:文件|通知|要求|部署)|[^，。]{0,12}召开)"
)
AUTHORITY = re.compile(r"(?:总工会|局|委|委员会|办公室|政府|产改办|小组|管委会|联合会)$")
OURS_AS_COMPANY = re.compile(r"我(?:们)?(?:公司|厂|矿|集团|院|校|段)")
OURS_AS_PLACE = re.compile(r"我[县市区旗镇省局]|[全我]县总?|辖区内?")
EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}$")


def recognise(matcher: Matcher, material: Material, name: str) -> Recognised | None:
    """The unit that a material is from; `name` is the file's. None where nothing tells it for certain."""
    texts = [plain(paragraph.text).strip() for paragraph in material.document.paragraphs]
    matcher = matcher.without_namesakes(texts[i] for i, part in enumerate(material.parts) if part in ("signature", "title"))
    if unit := _by_signature(matcher, material, texts):
        return Recognised(unit, "落款")
    if unit := by_title(matcher, [texts[i] for i, part in enumerate(material.parts) if part == "title"]):
        return Recognised(unit, "标题")
    if unit := _by_head(matcher, material, texts) or _by_lead(matcher, texts, material.parts):
        return Recognised(unit, "正文")
    return by_name(matcher, name)


def signer(matcher: Matcher, line: str) -> Unit | None:
    """The unit that a line names, where the line is nothing but a signature: unit, part of the unit, person, date."""
    if len(line) > LINE_CHARACTERS:
        return None
    text = DATE.sub("", line).strip("（）() 　")
    found = matcher.mentions(text)
    if len({mention.unit for mention in found}) != 1 or COPIES.search(text):
        return None
    first, last = found[0], found[-1]
    right = text[last.end :].strip()
    left = text[: first.start].strip()
    # 青山一中: the place without its kind.
    at_home = left in [place[:-1] for place in places(plain(first.unit.name))]
    return first.unit if (at_home or SIGNED_LEFT.fullmatch(left)) and SIGNED_RIGHT.fullmatch(right) else None


def _by_signature(matcher: Matcher, material: Material, texts: Sequence[str]) -> Unit | None:
    parts = material.parts
    lines = [i for i, part in enumerate(parts) if part == "signature"]
    # A short form above a date is no organisation to who does not know it.
    beside = {
        j for i in lines for j in (i - 1, i + 1) if 0 <= j < len(parts) and parts[j] in ("heading", "body", "lead", "closing")
    }
    ends = {
        i
        for i, part in enumerate(parts)
        if part == "furniture" and (i < HEAD or i >= len(parts) - TAIL) and not _is_margin(material, i)
    }
    found = [signer(matcher, texts[i]) for i in (*lines, *beside, *ends)]
    if not any(found):
        # A long name is set on two lines.
        found = [signer(matcher, texts[i] + texts[i + 1]) for i in sorted({*lines, *beside}) if i + 1 in lines]
    return _only(found)


def _is_margin(material: Material, i: int) -> bool:
    return material.document.paragraphs[i].story in ("header", "footer")


def by_title(matcher: Matcher, lines: Iterable[str]) -> Unit | None:
    """The unit whose paper a title (or file name) announces."""
    named: list[Unit] = []
    leading: list[Unit | None] = []
    for line in lines:
        if len(line) > LINE_CHARACTERS:
            continue
        found = [mention for mention in matcher.mentions(line) if _announces(line, mention)]
        named += [mention.unit for mention in found]
        if found and TITLE_START.fullmatch(line[: found[0].start]):
            leading.append(None if _is_joined(line, found) else found[0].unit)
    return _only(named) or _only(leading)


def _announces(line: str, mention: Mention) -> bool:
    left, right = line[: mention.start], line[mention.end :]
    if SPOKEN_OF.search(left) or COPIES.search(left):
        return False
    if INSIDE.search(left) and not OWN_MEETING.match(right):
        return False
    return bool(TITLE_START.fullmatch(left)) or not ABOUT_OTHERS.search(right)


def _is_joined(text: str, found: Sequence[Mention]) -> bool:
    """Whether the first two units stand side by side: 甲县总工会、乙县总工会."""
    between = text[found[0].end : found[1].start] if len(found) > 1 and found[1].unit != found[0].unit else "-"
    return not between or bool(JOINED.fullmatch(between))


def _by_head(matcher: Matcher, material: Material, texts: Sequence[str]) -> Unit | None:
    """The red head, a line in brackets under the title, and the headers of the pages."""
    lines = [
        texts[i].strip("（）() ")
        for i, paragraph in enumerate(material.document.paragraphs)
        if material.parts[i] == "furniture"
        and (i < HEAD or paragraph.story == "header")
        and paragraph.story != "footer"
        and not COPIES.search(texts[i])
    ]
    return by_title(matcher, lines)


def _by_lead(matcher: Matcher, texts: Sequence[str], parts: Sequence[Part]) -> Unit | None:
    lead = [i for i, part in enumerate(parts) if part == "lead"] or [i for i, part in enumerate(parts) if part == "body"]
    opening = [texts[i][:LEAD_CHARACTERS] for i in lead[:LEAD_PARAGRAPHS] if not NUMBERED.match(texts[i])]
    subjects = [subject for text in opening for subject in _subjects(matcher, text)]
    if subjects and subjects[0].at_start:
        return subjects[0].unit
    return _only(subject.unit for subject in subjects)


@dataclass(frozen=True, slots=True)
class _Subject:
    """Who a clause of the lead is about; `unit` is None where two stand side by side."""

    unit: Unit | None
    at_start: bool


def _subjects(matcher: Matcher, text: str) -> Iterator[_Subject]:
    found = matcher.mentions(text)
    for index, mention in enumerate(found):
        left, right = text[: mention.start], text[mention.end :]
        if not SUBJECT.search(left) or OF_ABOVE.match(right):
            continue
        if AUTHORITY.search(mention.unit.name):
            if OURS_AS_COMPANY.search(text):
                continue
        elif OURS_AS_PLACE.search(re.split("[。；]", right)[0]):
            continue
        yield _Subject(None if _is_joined(text, found[index:]) else mention.unit, at_start=not left)


def by_name(matcher: Matcher, name: str) -> Recognised | None:
    """The unit that a file's name tells, else the innermost folder that tells one; archives count as folders."""
    components = [part for part in name.replace(ARCHIVE, "/").replace("\\", "/").split("/") if part]
    for component in reversed(components):
        text = plain(EXTENSION.sub("", component)).strip()
        if unit := by_title(matcher, [text]) or _by_place(matcher, text):
            return Recognised(unit, "文件名")
    return None


def _by_place(matcher: Matcher, text: str) -> Unit | None:
    """The county's union, where a file's or folder's name begins with the county and no other unit is from there."""
    bare = re.sub(r"^[\W\d_A-Z]+", "", text)
    if matcher.mentions(text):
        return None
    return _only(
        matcher.county(place) for place in matcher.counties if bare.startswith(place) and not GOES_ON.match(bare, len(place))
    )


def _only(units: Iterable[Unit | None]) -> Unit | None:
    """The one unit that is named, if it is but one. None among the units names nobody."""
    named = set(units) - {None}
    return named.pop() if len(named) == 1 else None
