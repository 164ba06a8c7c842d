"""Names of the roster's units in running text: the longest at a place, whole names alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from typing import NamedTuple

import ahocorasick_rs

from checker.language import segmenting
from checker.roster.forms import FULL, GIVEN, forms, place_stems, places, plain
from checker.roster.unit import Unit

# One character is no name.
SHORTEST = 2

HAN = "\u4e00-\u9fff"
# Characters that stand before a name as words of their own.
BEFORE = frozenset(
    "在由与和及跟同对向从把为被是以到据按让请给了的各我本该即如至于记致赴经受"
    "使令叫因随省市县区旗州盟镇乡村局厂矿司团会党委办站段、"
)
WORDS_BEFORE = 6
# What names of units end in is a word's end, whatever follows: 煤矿|工会 holds no 矿工.
LAST_OF_NAMES = frozenset("司团会厂矿局段部委办室校院站场园中学总")
WORD_AFTER = 2
NUMERAL = re.compile(r"[一二三四五六七八九十百\d]")
# What ends the name of a unit that is another's part or namesake.
OTHER = (
    "有限责任公司|股份有限公司|有限公司|分公司|子公司|总公司|公司|集团|分厂|厂|煤矿|矿|工务段|机务段|车务段|供电段|工段|项目部|中学|小学|学院|学校|医院|卫生院|街道|镇|乡"
    "|开发区|高新区|经开区|园区|工业园|产业园|分局|局|供电所|电站|电厂|农场|林场|码头|物流园|法院|检察院|政府|总工会|联合会|协会|商会|服务中心|银行|支行"
)
# A name goes on without a verb or a particle in it: 滦丰钢铁|贸易有限公司, not 滦丰钢铁|推进全公司.
STOPS = (
    "[的与和及同在把将是为对以从向了并被让由现有全各本我自到按]|推[进行动]|开展|深化|构建|聚焦|强化|坚持|打造|关于|职工|党[委员组]|工会|近年|今年"
    "|实施|创新|改革|带领|率先|牵头|组织|认真|召开|围绕|始终|成立|位于|根据|着力|立足|承担|作为|列入|建[立成]|产改|产业工人|一线|赴|前往|走访|考察|学习"
)
PARTICLE = re.compile(STOPS)
GOES_ON = re.compile(rf"(?:(?!{STOPS})[{HAN}（）]){{0,8}}?(?:{OTHER})|第[一二三四五六七八九十\d]+[{HAN}]{{0,6}}?(?:{OTHER})")
GOES_ON_AS_COMPANY = re.compile(rf"(?:(?!{STOPS})[{HAN}（）]){{0,8}}?(?:有限责任公司|股份有限公司|有限公司)")
# 青山县总 is the county's union, 青山县总产值 is not.
NOT_UNION = re.compile(r"工(?!作)|产值|产量|人口|人数|面积|[体量计数额]|收入|经理|书记|投资")
PLACE_BEFORE = re.compile(rf"[{HAN}]{{1,8}}(?P<kind>[省市县区旗镇]|街道)$")
PARENT_BEFORE = re.compile("(?:公司|集团)$")
PARENT_CHARACTERS = 24
# Of one level: a county is not in two of them.
LEVELS = {"省": "省", "市": "市", "县": "县", "区": "县", "旗": "县", "镇": "镇", "街道": "镇"}


class Mention(NamedTuple):
    """A unit named in a text, as offsets into it as matched."""

    start: int
    end: int
    unit: Unit


class Matcher:
    """Finds the units of a roster. `notes` tells, in Chinese, which given names mean two of them."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.notes: list[str] = []
        self._namesakes: frozenset[Unit] = frozenset()
        self._units: dict[str, Unit | None] = {}
        claims: dict[str, dict[int, list[Unit]]] = defaultdict(lambda: defaultdict(list))
        stems = place_stems(units)
        for unit in units:
            for form in forms(unit, stems):
                if len(form.text) >= SHORTEST and unit not in (owners := claims[form.text][form.rank]):
                    owners.append(unit)
        for text, ranks in claims.items():
            self._units[text] = self._decide(text, ranks)
        self._places = _county_seats(units)
        self._texts = list(self._units)
        self._automaton = ahocorasick_rs.AhoCorasick(self._texts)

    def _decide(self, text: str, ranks: dict[int, list[Unit]]) -> Unit | None:
        """Whose form it is: a full name before a given one, a given one before a derived one; None where two share it."""
        owners = ranks[min(ranks)]
        explicit = list(dict.fromkeys(unit for rank in (FULL, GIVEN) for unit in ranks.get(rank, ())))
        if len(explicit) > 1:
            names = "、".join(unit.name for unit in explicit)
            told = f"算作{owners[0].name}" if len(owners) == 1 else "不据此认单位"
            self.notes.append(f"名单里“{text}”同时指{names}，{told}；请改用能分清的简称。")
        return owners[0] if len(owners) == 1 else None

    def mentions(self, text: str) -> list[Mention]:
        """The units named in `text` (as `plain` gives it), in order. Of names that overlap the longest alone counts."""
        return [
            mention
            for mention in self._longest(text)
            if mention.unit not in self._namesakes and _is_whole(text, *mention[:2]) and not _is_elsewhere(text, mention)
        ]

    def without_namesakes(self, texts: Iterable[str]) -> Matcher:
        """A matcher without the units that `texts` show not to be meant: 第一中学 under 乙县第一中学 is not that of 甲县."""
        other = copy(self)
        other._namesakes = frozenset(
            mention.unit
            for text in texts
            for mention in self._longest(text)
            if _is_elsewhere(text, mention) or GOES_ON_AS_COMPANY.match(text, mention.end)
        )
        return other

    def _longest(self, text: str) -> list[Mention]:
        hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
        taken: list[tuple[int, int]] = []
        kept: list[Mention] = []
        for index, start, end in sorted(hits, key=lambda hit: (hit[1] - hit[2], hit[1])):
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            # A form that two units share says nothing, but the shorter ones inside it say less.
            taken.append((start, end))
            if unit := self._units[self._texts[index]]:
                kept.append(Mention(start, end, unit))
        return sorted(kept, key=lambda mention: mention.start)

    def county(self, place: str) -> Unit | None:
        """The county's union by the name of its place, where no other unit on the roster is of that place."""
        return self._places.get(place)

    @property
    def counties(self) -> tuple[str, ...]:
        """The places that `county` knows."""
        return tuple(self._places)


def _county_seats(units: Sequence[Unit]) -> dict[str, Unit]:
    of_place: dict[str, set[Unit]] = defaultdict(set)
    seats: dict[str, Unit] = {}
    for unit in units:
        name = plain(unit.name)
        own = places(name)
        for place in (*own, *filter(None, [plain(unit.county or "")])):
            of_place[place].add(unit)
        if own and "".join(own) + "总工会" == name:
            seats[own[-1]] = unit
    return {place: unit for place, unit in seats.items() if of_place[place] == {unit}}


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a name is neither the tail nor the head of another one."""
    if text[end - 1] == "总" and NOT_UNION.match(text, end):
        return False
    return _begins(text, start) and not GOES_ON.match(text, end) and not _cuts_a_word(text, end)


def _cuts_a_word(text: str, end: int) -> bool:
    """Whether `end` is inside a word: 桂岭铝|业 is no 桂岭铝."""
    goes_on = "\u4e00" <= text[end : end + 1] <= "\u9fff" and not PARTICLE.match(text, end)
    if text[end - 1] in LAST_OF_NAMES or not goes_on:
        return False
    return len(segmenting.cut(text[end - 1 : end + WORD_AFTER])[0]) > 1


def _begins(text: str, start: int) -> bool:
    """Whether a word ends before `start`: 长|沙县总工会 is no union of 沙县."""
    if start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff":
        return start == 0 or not (text[start - 1].isdigit() and NUMERAL.match(text, start))
    before = text[start - 1]
    if NUMERAL.match(before) and NUMERAL.match(text, start):
        return False
    if before in BEFORE:
        return True
    left = re.split(rf"[^{HAN}]", text[max(0, start - WORDS_BEFORE) : start])[-1]
    return len(segmenting.cut(left)[-1]) > 1


def _is_elsewhere(text: str, mention: Mention) -> bool:
    """Whether the place or parent named before a form is not the unit's: 乙县|第一中学 is none of 甲县's."""
    left = text[: mention.start]
    name = plain(mention.unit.name)
    parent = name[: -(mention.end - mention.start)] if name.endswith(text[mention.start : mention.end]) else ""
    if PARENT_BEFORE.search(parent) and PARENT_BEFORE.search(left):
        return name[:2] not in left[-PARENT_CHARACTERS:]
    match = PLACE_BEFORE.search(left)
    if match is None:
        return False
    level = LEVELS[match["kind"]]
    own = [place for place in (*places(name), plain(mention.unit.county or "")) if place]
    inside = places(text[mention.start : mention.end])
    same = [place for place in own if place not in inside and LEVELS.get(place[-2:], LEVELS.get(place[-1])) == level]
    return bool(same) and not any(match.group().endswith(place) for place in same)
