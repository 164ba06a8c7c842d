"""What a sentence does: a result, a rule, an aside; what a practice is called and whom it is for."""

import pytest

from checker.language import deeds, naming
from checker.language.material import Sentence, prepare
from checker.reading.plain import parse


def sentence(text: str) -> Sentence:
    (own,) = prepare(parse(text)).sentences
    return own


def cut(own: Sentence, span: tuple[int, int] | None) -> str | None:
    return None if span is None else own.normal[slice(*span)]


RESULTS = [
    "到六月底，持有两门证书的由三十七人增加到四百一十二人。",
    "全年走的挡车工从31个降到9个。",
    "一年来，有六十三人升了级。",
    "头一批首席技师评了四名，嵌线工的年收入涨到九万四。",
    "如今开春不再等人，返修组撤掉了。",
]
NO_RESULTS = [
    "凡考过高级工的焊工，从次月起每月加三百元，年底有名额的可以转为技师。",
    "下一步，到年底高级工由37人增加到100人。",
    "过去挡车工一年走了三十一个。",
    "考过中级工的进入名册，空缺从名册里递补，不得从社会上另招，考过高级工的不再等空缺。",
    "全年组织培训十二期。",
    "不足是浆纱工序人少，今年有三个人走了。",
]


@pytest.mark.parametrize("text", RESULTS)
def test_a_result_says_what_became_different(text: str) -> None:
    assert deeds.is_result(sentence(text))


@pytest.mark.parametrize("text", NO_RESULTS)
def test_a_rule_a_plan_a_problem_and_a_count_of_activities_are_no_results(text: str) -> None:
    assert not deeds.is_result(sentence(text))


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("过去厂里只认队伍不认人。", True),
        ("师傅不愿教，徒弟也留不住。", True),
        ("下一步打算把办法推到清整工序。", True),
        ("通防区队起初不赞成，毛病也看得清楚。", True),
        ("公司把焊工分成四级，每级相差三百元。", False),
    ],
)
def test_what_was_wrong_or_planned_is_an_aside(text: str, aside: bool) -> None:
    assert deeds.is_aside(sentence(text)) == aside


def test_a_rule_told_in_full_is_stronger_than_half_a_rule_and_a_slogan_has_none() -> None:
    full, half, slogan = (
        deeds.rule_strength(sentence(text))
        for text in (
            "凡考上高级工的焊工，从次月起每月发津贴四百元，连续两年不合格的取消津贴。",
            "公司给焊工发技能津贴。",
            "公司高度重视产业工人队伍建设，不断激发队伍活力。",
        )
    )
    assert full > half > slogan == 0


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("测定不合格的先回练兵台，由一级手帮带两周再测，一季度下来有46人升级、8人降级。", "一季度下来有46人升级、8人降级"),
        ("修订选聘办法，取消用工身份限制，当年37个班长岗位中有9个由农电工聘上。", "当年37个班长岗位中有9个由农电工聘上"),
        ("徒弟一年内出师的，师傅得一千二百元。", None),
    ],
)
def test_what_came_of_a_measure_may_stand_in_its_own_sentence(text: str, outcome: str | None) -> None:
    own = sentence(text)
    assert cut(own, deeds.outcome(own)) == outcome


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("细纱车间挡车工考过一级，每月加三百元。", "细纱车间挡车工"),
        ("由两名老师傅当场打分，考过的徒弟每月加一百元。", "徒弟"),
        ("职工考上高级工的，每月发四百元。", "职工"),
        ("考过中级工的派遣工直接改签合同。", "派遣工"),
        ("派遣工和正式工考同一张卷。", "派遣工和正式工"),
        ("将绞车司机、皮带司机和水泵工归并为运转岗。", "绞车司机、皮带司机和水泵工"),
        ("公司与市技师学院合办夜校。", None),
        ("加工车间停工三天，动工以后补休。", None),
    ],
)
def test_those_whom_a_rule_is_for_are_named(text: str, whom: str | None) -> None:
    own = sentence(text)
    found = naming.whom([own])
    assert cut(own, found[1] if found else None) == whom


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("公司推行“三通道”制度，操作、技术、管理三条路可以互转。", "“三通道”制度"),
        ("职代会通过《技能津贴管理办法》，高级工每月四百元。", "《技能津贴管理办法》"),
        ("公司在车间门口挂了一块“难题榜”，谁都能揭。", "“难题榜”"),
        ("老师傅说“教会徒弟饿死师傅”，不肯带人。", None),
        ("公司给焊工发津贴。", None),
    ],
)
def test_a_practice_is_called_what_the_text_calls_it(text: str, name: str | None) -> None:
    own = sentence(text)
    assert cut(own, naming.called(own)) == name


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("2023年2月起，公司把调机拆成四级，考试在机台上做。", "把调机拆成四级"),
        ("为此，我们公司取消七个单一岗位，并成三个大岗位。", "取消七个单一岗位"),
        ("工资按“一人多岗、多岗多酬”的规矩算，全厂都一样。", "工资按“一人多岗、多岗多酬”的规矩算"),
    ],
)
def test_without_a_name_the_clause_that_says_what_was_done_stands_for_it(text: str, clause: str) -> None:
    own = sentence(text)
    assert cut(own, naming.key_clause(own)) == clause


@pytest.mark.parametrize(
    ("text", "name"),
    [("二、手艺分级", "手艺分级"), ("（一）主要做法", None), ("三、怎么改的", None), ("先说考", None), ("——某厂经验材料", None)],
)
def test_a_heading_names_a_practice_unless_it_only_announces(text: str, name: str | None) -> None:
    own = sentence("公司把焊工分成四级。")._replace(normal=text, text=text, part="heading", hits=(), facts=())
    assert cut(own, naming.heading(own)) == name


def test_places_count_in_the_text_as_written_with_its_blanks() -> None:
    text = "公司推行“ 三通道 ”制度，操作工、技术员可以互转，每 月 加 300 元。"
    own = sentence(text)
    assert len(own.text) > len(own.normal)
    span = naming.called(own)
    assert span is not None
    start, end = naming.in_text(own, span)
    assert text[start:end] == "“ 三通道 ”制度"
