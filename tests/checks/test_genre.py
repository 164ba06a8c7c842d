"""What a paper reports, whatever it calls itself."""

import pytest

from checker import Checker

ROUTINE = """一、组织建设
今年新建企业工会三家，发展会员二百一十六人，全部录入实名制系统，两家到期工会按时换届。
二、帮扶慰问
春节前走访困难职工五十八户，送去慰问金六万九千元和米面油；七月给户外作业的职工送去矿泉水、毛巾和绿豆汤。
金秋助学资助十二名职工子女，每人三千元，八月底由工会主席送到家里。
三、文体活动
五一办了职工运动会，拔河、跳绳、篮球三个项目，四百多人参加，机关代表队拿了第一；三八节组织女职工插花和两癌筛查。
职工书屋添书八百册，周末对子女开放；重阳节请退休职工看了一场戏。"""
REFORM = """一、把手艺分成四级
工会和人力资源部用三个月把焊工的活排成四级，每级写明会焊什么、合格率多少，考评员由车间推选，考上一级每月加三百元，从次月起发。
职代会把这套办法写进了工资专项集体合同，没考上的可以半年后再考，连续两次不合格的降一级。
二、带徒有账
师傅带出一名三级工奖八百元，徒弟出师一年内离厂的收回一半，这一条是一线代表提出来的。
办法实行一年，参加考评的一百四十六人里有六十三人升了级，焊工走了两个，前一年走了十一个。"""


@pytest.mark.parametrize(
    "title", ["产业工人队伍建设改革工作总结", "深化产改试点 激发队伍活力——经验材料", "强化思想引领 推动建功立业"]
)
def test_a_reform_title_does_not_turn_routine_into_reform(title: str) -> None:
    judged = Checker().check_text(f"{title}\n{ROUTINE}")
    assert (judged.genre, judged.verdict) == ("union", "reject")


def test_the_claim_is_named_with_the_title_s_words() -> None:
    judged = Checker().check_text(f"产业工人队伍建设改革工作总结\n{ROUTINE}")
    assert judged.disguised
    first = next(finding for _, finding in judged.findings or () if finding.check == "genre")
    assert (judged.text or "")[first.start : first.end] == "产业工人队伍建设改革工作总结"


def test_an_honest_union_summary_is_not_disguised() -> None:
    judged = Checker().check_text(f"河湾镇总工会2021年工作总结\n{ROUTINE}")
    assert (judged.genre, judged.disguised) == ("union", False)


def test_industrial_workers_written_over_staff_changes_nothing() -> None:
    plain = Checker().check_text(f"年度工作总结\n{ROUTINE}")
    stuffed = Checker().check_text(f"年度工作总结\n{ROUTINE.replace('职工', '产业工人')}")
    assert (plain.genre, stuffed.genre) == ("union", "union")
    assert abs((plain.genre_scores or {})["union"] - (stuffed.genre_scores or {})["union"]) < 0.1


def test_a_reform_that_the_union_carries_stays_a_reform() -> None:
    judged = Checker().check_text(f"工会牵头定级 手艺写进合同\n{REFORM}")
    assert judged.genre == "reform"
    assert judged.verdict != "reject"
    assert not [finding for _, finding in judged.findings or () if finding.check == "genre"]
