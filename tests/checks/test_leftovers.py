"""What only a whole paper shows: its years against its title and signature, its chapters, whose paper it is."""

from __future__ import annotations

import pytest

from checker.checks import CHECKS, emptiness, leftovers
from checker.checks.around import NOTHING, Around, Mention
from checker.checks.finding import Finding
from checker.language.material import Material, prepare
from checker.learned.labels import label
from checker.reading.document import Document, Paragraph
from checker.reading.plain import parse
from checker.roster import Roster, Unit

TITLE = "华砚电缆有限公司2021年产改工作总结"
LEAD = "华砚电缆有限公司现有一线工人四百一十二人，分在拉丝、绞线、包装三个车间，干的都是又热又重的活。"
FIRST = "绞线工王福全去年评上技师，每月津贴六百元，和班长拿得一样多。"
SECOND = "徒弟出师考试由车间组织，合格的发给师傅一千元奖金，不合格的再带三个月。"
THIRD = "包装车间的女工轮流进实训室，二十六人拿到了上岗证，夜班缺人的事少了。"
UNIT, DATE = "华砚电缆有限公司", "2021年12月20日"


def paper(
    *,
    title: str = TITLE,
    lead: str = LEAD,
    first: str = FIRST,
    end: str = THIRD,
    heads: tuple[str, str, str] = ("一、津贴发到人", "二、师傅带徒弟", "三、女工进实训室"),
    unit: str = UNIT,
    date: str = DATE,
) -> Material:
    lines = [title, lead, heads[0], first, heads[1], SECOND, heads[2], end, unit, date]
    return prepare(parse("\n".join(filter(None, lines))))


def check(material: Material, around: Around = NOTHING) -> list[Finding]:
    return list(leftovers.check(material, label(material), around, leftovers.OPTIONS).findings)


def told(material: Material, around: Around = NOTHING) -> list[tuple[str, str, str | None]]:
    """Severity, place, and the second place of what is found."""
    return [
        (found.severity, material.text[found.start : found.end], found.related and found.related.quote)
        for found in check(material, around)
    ]


def mention(material: Material, name: str, unit: str, county: str | None = None) -> tuple[Mention, ...]:
    at = material.text.index(name)
    return (Mention(at, at + len(name), unit, county),)


def test_a_clean_paper_has_none() -> None:
    material = paper()
    outcome = leftovers.check(material, label(material), NOTHING, leftovers.OPTIONS)
    assert (outcome.findings, outcome.measures) == ((), {"count": 0.0})


@pytest.mark.parametrize(
    ("change", "place", "proof"),
    [
        ({"lead": "2020年，在市总工会的正确领导下，公司认真推进产改。"}, "2020年", "2021年"),
        ({"lead": LEAD + "现将2020年工作情况总结如下："}, "2020年", "2021年"),
        ({"lead": LEAD + "现将上半年工作情况总结如下："}, "上半年", "2021年"),
        ({"lead": "上半年，公司评了两次级，发了六十人的津贴。"}, "上半年", "2021年"),
        ({"first": "2020年全年开展培训三十六期，圆满完成任务。"}, "2020年", "2021年"),
        ({"end": "截至2020年底，公司共有技师四十六人。"}, "2020年", "2021年"),
        ({"end": "下一步，力争到2020年底高级工占到三成。"}, "2020年", "2021年"),
        ({"end": "2021年，公司将继续扩大津贴范围。"}, "2021年", "2021年"),
        ({"title": "华砚电缆有限公司2021年上半年产改工作总结"}, "2021年", DATE),
        ({"title": "华砚电缆有限公司2022年产改工作总结"}, "2022年", DATE),
        ({"title": "华砚电缆有限公司2021年第一季度产改工作总结"}, "2021年", DATE),
        ({"title": "华砚电缆有限公司产改工作总结", "lead": LEAD + "现将2020年工作情况总结如下："}, "2020年", DATE),
        ({"title": "给拉丝工评级", "first": "2020年全年开展培训三十六期，圆满完成任务。"}, "2020年", DATE),
    ],
)
def test_another_period_is_pointed_at_with_its_proof(change: dict[str, str], place: str, proof: str) -> None:
    assert told(paper(**change)) == [("medium", place, proof)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"lead": "2019年，在市总工会指导下，公司列为试点。2021年，公司把津贴扩大到三个车间。"},
        {"lead": LEAD + "现将2021年工作情况总结如下："},
        {"lead": LEAD + "现将2019年以来的工作情况总结如下："},
        {"title": "给拉丝工评级", "lead": "今年上半年，公司走了二十六个拉丝工，都是去了给技术发钱的厂。"},
        {"title": "给拉丝工评级", "first": "2020年全年走了二十六个拉丝工，今年只走了四个。"},
        {"title": "华砚电缆有限公司2021年上半年产改工作总结", "date": "2021年7月6日"},
        {"title": "华砚电缆有限公司2021年第四季度产改工作总结", "date": "2022年1月6日"},
        {"title": "华砚电缆有限公司2021年产改工作总结及2022年工作打算", "end": "2022年，公司将继续扩大津贴范围。"},
        {"title": "华砚电缆有限公司2021年产改工作总结", "date": "2022年1月6日"},
        {"title": "华砚电缆有限公司2022年产改工作计划", "end": "2022年，公司将继续扩大津贴范围。"},
        {"end": "按照三年前的方案，到2020年底高级工要占到三成，去年底数到三成二。"},
        {"first": "学校从2022年6月起每月派两名老师来上课，协议已经签了。"},
        {
            "title": "2021年政府工作报告",
            "heads": ("一、2020年工作回顾", "二、2021年工作安排", "三、自身建设"),
            "date": "",
            "unit": "",
        },
    ],
)
def test_honest_years_are_left_alone(change: dict[str, str]) -> None:
    assert told(paper(**change)) == []  # type: ignore[arg-type]


def test_the_same_paper_has_the_same_result_on_any_day() -> None:
    """There is no today: a paper without title year and date has no year to be held to."""
    assert told(paper(title="给拉丝工评级", date="", first="2099年3月，公司修订了评级办法，六十人受益。")) == []


@pytest.mark.parametrize(
    ("heads", "place", "before", "message"),
    [
        (("一、津贴发到人", "二、师傅带徒弟", "四、女工进实训室"), "四、", "二、", "中间没有“三、”"),
        (("一、津贴发到人", "二、师傅带徒弟", "二、女工进实训室"), "二、", "二、", "应为“三、”"),
        (("（一）津贴发到人", "（三）师傅带徒弟", "（四）女工进实训室"), "（三）", "（一）", "中间没有“（二）”"),
        (("1.津贴发到人", "2.师傅带徒弟", "4.女工进实训室"), "4.", "2.", "中间没有“3.”"),
        (("①津贴发到人", "②师傅带徒弟", "④女工进实训室"), "④", "②", "中间没有“③”"),
        (("第一章 津贴发到人", "第二章 师傅带徒弟", "第四章 女工进实训室"), "第四章", "第二章", "中间没有“第三章”"),
    ],
)
def test_a_chapter_skipped_or_repeated_is_shown_with_the_one_before(
    heads: tuple[str, str, str], place: str, before: str, message: str
) -> None:
    material = paper(heads=heads)
    assert told(material) == [("low", place, before)]
    assert message in check(material)[0].message


@pytest.mark.parametrize(
    "heads",
    [
        ("一、津贴发到人", "（一）师傅带徒弟", "二、女工进实训室"),
        ("（一）津贴发到人", "一、师傅带徒弟", "（二）女工进实训室"),
        ("津贴发到人", "三、四车间合用实训室", "女工进实训室"),
        ("十九、津贴发到人", "二十、师傅带徒弟", "二十一、女工进实训室"),
        ("1.津贴发到人", "2.师傅带徒弟", "3.女工进实训室"),
    ],
)
def test_other_ways_of_numbering_are_left_alone(heads: tuple[str, str, str]) -> None:
    assert told(paper(heads=heads)) == []


def test_points_that_go_on_across_chapters_and_points_that_begin_again_are_left_alone() -> None:
    across = f"一、津贴\n（一）定级\n{SECOND}\n（二）发放\n{SECOND}\n二、带徒\n（三）拜师\n{SECOND}\n（四）出师\n{SECOND}"
    again = f"一、津贴\n（一）定级\n{SECOND}\n（二）发放\n{SECOND}\n二、带徒\n（一）拜师\n{SECOND}\n（二）出师\n{SECOND}"
    annex = f"一、津贴\n{SECOND}\n二、带徒\n{SECOND}\n附件1\n津贴办法\n一、总则\n{SECOND}\n二、等级\n{SECOND}"
    assert [told(prepare(parse(text))) for text in (across, again, annex)] == [[], [], []]


def test_chapters_are_not_counted_where_the_option_says_so() -> None:
    material = paper(heads=("一、津贴发到人", "二、师傅带徒弟", "四、女工进实训室"))
    assert leftovers.check(material, label(material), NOTHING, {"chapters": 0}).findings == ()


def test_a_unit_of_the_roster_in_the_unit_s_own_place_is_certain_and_shown_with_the_signature() -> None:
    material = paper(first="恒力玻纤党委始终坚持把产改作为头等大事。" + FIRST, unit="（供稿：华砚电缆有限公司）")
    around = Around(unit=UNIT, mentions=mention(material, "恒力玻纤", "恒力玻纤有限公司"))
    assert told(material, around) == [("high", "恒力玻纤", UNIT)]
    assert (
        check(material, around)[0].message == "“恒力玻纤”（恒力玻纤有限公司）站在了本单位的位置上，像是别的单位的材料没有改干净。"
    )


def test_the_same_words_without_a_roster_are_only_likely_a_leftover() -> None:
    assert told(paper(first="恒力玻纤党委始终坚持把产改作为头等大事。" + FIRST)) == [("medium", "恒力玻纤", UNIT)]


def test_a_unit_that_leads_is_a_leftover() -> None:
    material = paper(first="在恒力玻纤党委的坚强领导下，津贴按月发放。" + FIRST)
    around = Around(unit=UNIT, mentions=mention(material, "恒力玻纤", "恒力玻纤有限公司"))
    assert told(material, around) == [("high", "恒力玻纤", UNIT)]


def test_a_known_partner_may_be_told_of_later() -> None:
    material = paper(first="公司与恒力玻纤结成对子。恒力玻纤制定了五级津贴办法。" + FIRST)
    places = [i for i in range(len(material.text)) if material.text.startswith("恒力玻纤", i)]
    around = Around(unit=UNIT, mentions=tuple(Mention(i, i + 4, "恒力玻纤有限公司", None) for i in places))
    assert told(material, around) == []


def test_a_unit_that_signs_too_is_no_stranger() -> None:
    material = paper(first="恒力玻纤有限公司党委高度重视产改工作。" + FIRST, unit="华砚电缆有限公司\n恒力玻纤有限公司")
    places = [i for i in range(len(material.text)) if material.text.startswith("恒力玻纤有限公司", i)]
    around = Around(unit=UNIT, mentions=tuple(Mention(i, i + 8, "恒力玻纤有限公司", None) for i in places))
    assert told(material, around) == []


def test_a_title_of_one_company_over_the_signature_of_another_is_pointed_at() -> None:
    material = paper(title="恒力玻纤有限公司产改经验材料", lead=LEAD.replace("华砚电缆有限", ""))
    assert told(material) == [("medium", "恒力玻纤有限公司", UNIT)]


def test_a_signature_with_a_date_inside_it_is_read() -> None:
    """The name that is left when the date is taken out stands nowhere in the text."""
    material = paper(unit="恒力玻纤（2021年12月20日）有限公司", date="")
    around = Around(unit=UNIT, county="汝陂县")
    assert [found for _, found, _ in told(material, around)] == ["恒力玻纤（2021年12月20日）有限公司"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("县总工会总工会来看过。", "总工会总工会"),
        ("五月提交产业工人工大会讨论。", "产业工人工"),
        ("试点自2021年7月开始，至2020年6月结束。", "2020年6月"),
        ("我们永泽的明天会更好。", "永泽"),
        ("全年完成产值……万元。", "……万元"),
        ("打算结合2020年大修，单独定办法。", "2020年"),
    ],
)
def test_slips_of_many_kinds_are_pointed_at(text: str, place: str) -> None:
    assert [found for _, found, _ in told(paper(first=text + FIRST))] == [place]


@pytest.mark.parametrize(
    "heads",
    [("一、一季度做的事", "二、二季度做的事", "三、三季度打算"), ("一、津贴发到人", "二、一季度做的事", "三、下一步")],
)
def test_a_heading_that_begins_with_a_number_is_counted(heads: tuple[str, str, str]) -> None:
    assert told(paper(heads=heads)) == []


def test_another_town_in_the_place_of_the_own_one_is_pointed_at() -> None:
    lines = ["西营镇总工会产改工作总结", "河口镇辖22个行政村，有农机配件厂58家。", FIRST, SECOND, THIRD, "西营镇总工会", DATE]
    assert [found for _, found, _ in told(prepare(parse("\n".join(lines))))] == ["河口镇"]


def test_another_county_on_the_roster_is_certain() -> None:
    material = paper(first="在郓南县总工会的正确领导下，津贴按月发放。" + FIRST)
    around = Around(unit=UNIT, county="汝陂县", mentions=mention(material, "郓南县总工会", "郓南县总工会", "郓南县"))
    assert told(material, around) == [("high", "郓南县", UNIT)]


def test_where_the_own_county_is_unknown_no_county_is_another_one() -> None:
    assert told(paper(first="在郓南县总工会的正确领导下，津贴按月发放。" + FIRST)) == []


def test_a_template_is_said_once_by_the_check_on_blank_papers() -> None:
    few, many = (paper(first="今年评上XX名技师，发了津贴。" * times + FIRST) for times in (5, 6))
    assert [len(check(few)), len(check(many))] == [5, 0]
    said = [f.message for m in (few, many) for f in emptiness.check(m, None, NOTHING, emptiness.OPTIONS).findings]
    assert [message for message in said if "填写" in message] == ["有6处没有填写（如“XX”），像是没填完的模板。"]


def test_an_assistant_s_markup_is_no_template_and_is_pointed_at() -> None:
    lines = [TITLE, LEAD, "### 津贴发到人", *(f"**第{n}条，津贴到人。**{FIRST}" for n in "一二三四五六七"), UNIT, DATE]
    material = prepare(Document(tuple(Paragraph(line) for line in lines), "docx"))
    assert [place for _, place, _ in told(material)] == [
        "### 津贴发到人",
        *(f"**第{n}条，津贴到人。**" for n in "一二三四五六七"),
    ]
    assert emptiness.check(material, None, NOTHING, emptiness.OPTIONS).measures["gaps"] == 0


def test_marks_that_the_reader_of_plain_text_took_away_are_pointed_at_once() -> None:
    starred = paper(heads=("**一、津贴发到人**", "**二、师傅带徒弟**", "三、女工进实训室"))
    assert told(starred) == [("medium", "一、津贴发到人", None)]
    assert told(paper(heads=("### 一、津贴发到人", "二、师傅带徒弟", "三、女工进实训室"))) == [("medium", "一、津贴发到人", None)]


def test_every_place_of_a_stranger_is_shown_up_to_three() -> None:
    material = paper(first="恒力玻纤党委高度重视产改。" * 4 + FIRST)
    places = [i for i in range(len(material.text)) if material.text.startswith("恒力玻纤", i)]
    around = Around(unit=UNIT, mentions=tuple(Mention(i, i + 4, "恒力玻纤有限公司", None) for i in places))
    assert [place for _, place, _ in told(material, around)] == ["恒力玻纤"] * 3


OTHERS = (
    Unit("汝陂县恒力玻纤有限公司"),
    Unit("晋岭煤业集团沙坡沟矿"),
    Unit("郓南县河口镇总工会"),
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("恒力玻纤党委把这件事列入书记项目。", "恒力玻纤"),
        ("交出了一份沉甸甸的恒力答卷。", "恒力"),
        ("沙坡沟矿坚持把津贴发到采掘一线。", "沙坡沟矿"),
        ("公司位于郓南经济开发区。", "郓南"),
        ("公司被列为郓南县产改试点。", "郓南县"),
        ("在郓南县委的坚强领导下，津贴按月发放。", "郓南县"),
    ],
)
def test_the_list_is_known_by_its_short_names_and_places(text: str, place: str) -> None:
    material = paper(first=text + FIRST)
    assert [found for _, found, _ in told(material, round_of(material))] == [place]


@pytest.mark.parametrize(
    "text",
    [
        "公司与恒力玻纤结成对子，互派师傅。",
        "县里把恒力玻纤和公司列为第一批试点。",
        "公司在郓南县建了二厂。",
        "公司招的人一半来自郓南县。",
        "郓南县总工会出面帮着协调了备案。",
    ],
)
def test_a_relation_excuses_a_unit_and_a_place_of_the_list(text: str) -> None:
    material = paper(first=text + FIRST)
    assert told(material, round_of(material)) == []


def round_of(material: Material) -> Around:
    """What a round with `OTHERS` on its list knows of a paper."""
    roster = Roster([Unit(UNIT, county="汝陂县"), *OTHERS])
    mentions = tuple(Mention(start, end, unit.name, unit.county) for start, end, unit in roster.mentions(material))
    return Around(unit=UNIT, county="汝陂县", mentions=mentions)


def test_places_are_right_where_the_text_as_matched_is_shorter() -> None:
    material = paper(first="２０２０ 年全年开展培训三十六期，投入 ＸＸ 万元。" + FIRST, title="给拉丝工评级")
    assert [place for _, place, _ in told(material)] == ["２０２０ 年", "ＸＸ 万元"]


def test_the_worst_is_said_first() -> None:
    material = paper(
        heads=("一、津贴发到人", "二、师傅带徒弟", "四、女工进实训室"),
        first="2020年全年开展培训三十六期。" + FIRST,
        end="三月召开产业工人代会。" + THIRD,
    )
    assert [severity for severity, _, _ in told(material)] == ["high", "medium", "low"]


def test_the_check_is_one_of_the_checks() -> None:
    assert CHECKS["leftovers"].NAME == "套改残留"


@pytest.mark.parametrize(
    "piece",
    [
        "2020年",
        "恒泽船业，",
        "我局",
        "XX万元",
        "**你好吗好**",
        "恒力公司党委高度重视",
        "二是，",
        "篇一：\n",
        "“十三五”",
        "（",
        "9",
    ],
)
def test_a_hostile_file_is_looked_at_in_no_time(piece: str) -> None:
    material = paper(end=piece * (40_000 // len(piece)))
    assert len(check(material)) <= leftovers.MOST
