"""Quotations without names: the names of the round for sure, others by their shape; numbers stay."""

import pytest

from checker.reports.masking import Mask
from checker.reports.round import Entry, Round
from checker.roster import Unit

STONE = Unit("海湾县山石轴承股份有限公司", ("山石", "SSB厂"), county="海湾县")
MASK = Mask(Round(None, (Entry((0,), "a.docx", "", unit=STONE), Entry((1,), "b.docx", "", said="河澜华砚电缆有限公司"))))
CASES = {
    "名单上的全称和简称": ("山石推行大岗位制，海湾县山石轴承股份有限公司工会参与。", "某单位推行大岗位制，某单位工会参与。"),
    "拆开写的名称": ("山 石\u200b轴承在海湾设立３个点", "某单位在某县设立3个点"),
    "字母大小写": ("全年ssb厂定级23人", "全年某单位定级23人"),
    "材料自称的单位": ("华砚电缆的焊工加了工资", "某单位的焊工加了工资"),
    "名单外的单位不带走数字": (
        "2021年3月，共有200名东山机械有限公司职工参加，覆盖率100%。",
        "2021年3月，共有200名某单位职工参加，覆盖率100%。",
    ),
    "地名": ("代表们来到青龙县，在海港区座谈。", "代表们来到某县，在某区座谈。"),
    "不是地名": ("全市各县区的社区、园区都开展了，随后在全厂推开。", "全市各县区的社区、园区都开展了，随后在全厂推开。"),
    "人名": ("焊工张强、李明等3人考上技师，电话13812345678。", "焊工某某等3人考上技师，电话（号码略）。"),
    "没有名称": ("三年内评上技师11人，每月多发400元。", "三年内评上技师11人，每月多发400元。"),
    "控制字符": ("山\x00石的\x1b做法", "某单位的做法"),
    "空白": (" \n", ""),
}


@pytest.mark.parametrize(("text", "masked"), CASES.values(), ids=list(CASES))
def test_names_go_and_numbers_stay(text: str, masked: str) -> None:
    assert MASK(text) == masked


def test_a_name_that_will_not_go_away_leaves_no_example() -> None:
    assert Mask(Round(None, (Entry((0,), "a.docx", "", unit=Unit("某单位")),)))("某单位的做法") is None
