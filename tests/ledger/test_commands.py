"""`ganhuo ledger …` as a user types it, and what a batch leaves there."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from checker.ledger import judged, open_ledger
from checker.roster import Unit
from tests.batch.round_files import materials, text_of, word
from tests.ledger.papers import FORMULA, MEASURES, row, unreadable, write
from tests.test_cli import ganhuo

MINE = Unit("山桥重工有限公司", ("山桥重工",), county="海湾县", contact="张三", phone="0335-1")
EVIL = "=cmd|'/c calc'!A1<script>alert(1)</script>"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a ledger of three rounds."""
    with open_ledger(str(tmp_path / "台账.db"), create=True) as ledger:
        units = [MINE, Unit("北港纺织厂")]
        write(ledger, "2020年", row("一.docx", *MEASURES, unit=MINE.name, by="落款", quality=30.0, verdict="reject"), units=units)
        write(
            ledger,
            "2021年",
            row("二.docx", *MEASURES, unit=MINE.name, by="落款", quality=75.0, verdict="pass", salt="2"),
            unreadable("坏.pdf"),
            units=units,
        )
        write(ledger, "2022年", row(f"{EVIL}.docx", FORMULA, unit="北港纺织厂", by="标题", title=EVIL), units=units)
    return tmp_path


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return ganhuo("ledger", *words, "--ledger", str(home / "台账.db"), cwd=home)


def said(home: Path, *words: str) -> list[str]:
    done = run(home, *words)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_rounds_are_listed_the_latest_first(home: Path) -> None:
    lines = said(home, "rounds")
    assert lines[::2] == ["2022年　1份：退回修改1", "2021年　2份：可转报1，读不出1", "2020年　1份：不予转报1"]
    assert lines[1].startswith("    名单2家，迟报0，未报1；")
    assert [one["verdicts"] for one in json.loads("\n".join(said(home, "rounds", "--format", "json")))][1] == {
        "pass": 1,
        "unreadable": 1,
    }


def test_a_unit_over_the_years_with_its_bars(home: Path) -> None:
    assert said(home, "unit", "山桥重工") == [
        "山桥重工有限公司（又称山桥重工）",
        "3个批次，报送2次，未报1次，质量在改进；1次与以前的材料大半相同。",
        "2020年　按时",
        f"    {'█' * 9}{'·' * 21} 30分 不予转报　一.docx",
        "2021年　按时",
        f"    {'█' * 22}{'·' * 8} 75分 可转报　二.docx",
        "    有100%的内容与2020年的“一.docx”逐句相同。",
        "2022年　未报",
    ]


def test_a_unit_as_one_page_with_a_plot_in_which_nothing_is_unescaped(home: Path) -> None:
    page = "\n".join(said(home, "unit", "北港纺织厂", "--format", "html"))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    tree = etree.HTML(page)
    svg = tree.find(".//svg")
    assert [circle.get("class") for circle in svg.iter("circle")] == ["revise"]
    assert svg.get("aria-label") == "历次得分：2020年：未报；2021年：未报；2022年：退回修改，60分"
    assert [line.get("points") for line in svg.iter("polyline")] == []


def test_the_plot_joins_rounds_that_follow_one_another(home: Path) -> None:
    svg = etree.HTML("\n".join(said(home, "unit", MINE.name, "--format", "html"))).find(".//svg")
    points = [(circle.get("cx"), circle.get("cy"), circle.get("class")) for circle in svg.iter("circle")]
    assert points == [("85", "156", "reject"), ("175", "66", "pass")]
    assert [line.get("points") for line in svg.iter("polyline")] == ["85,156 175,66"]


def test_late_and_repeats_and_units(home: Path) -> None:
    assert said(home, "late", "--round", "2022年") == ["2022年", "    未报　山桥重工有限公司（张三 0335-1）"]
    assert said(home, "repeats") == ["山桥重工有限公司　2021年　二.docx", "    有100%的内容与2020年的“一.docx”逐句相同。"]
    assert said(home, "repeats", "--round", "2022年") == ["没有与以前大半相同的材料。"]
    assert said(home, "units") == ["北港纺织厂　报送过1个批次", "山桥重工有限公司　报送过2个批次"]
    assert json.loads("\n".join(said(home, "late", "--round", "2022年", "--format", "json")))[0]["unit"]["phone"] == "0335-1"


def test_a_verdict_and_a_sentence_are_corrected(home: Path) -> None:
    assert said(
        home, "correct", "二.docx", "--round", "2021年", "--verdict", "退回修改", "--why", "与上年相同", "--who", "李主任"
    ) == ["已更正“2021年”的“二.docx”。"]
    words = ["--sentence", "四个厂的维修人员", "--kind", "一般", "--why", "别处也这样写", "--who", "李主任"]
    assert said(home, "correct", "二.docx", "--round", "2021年", *words) == ["已更正“2021年”的“二.docx”。"]
    assert "程序判的是可转报，李主任于" in said(home, "unit", "山桥重工")[6]
    said(home, "export", "全部.xlsx")
    book = CalamineWorkbook.from_path(home / "全部.xlsx")
    assert book.sheet_names == ["材料", "未报迟报", "前后雷同", "更正"]
    told = [[line[index] for index in (0, 3, 4, 5, 6, 8, 9)] for line in book.get_sheet_by_name("更正").to_python()[1:]]
    assert told == [
        ["2021年", "结论", "可转报", "退回修改", "李主任", "与上年相同", "是"],
        ["2021年", MEASURES[1], "具体", "一般", "李主任", "别处也这样写", "是"],
    ]
    mine = next(line for line in book.get_sheet_by_name("材料").to_python() if line[2] == "二.docx")
    assert (mine[6], mine[7]) == ("退回修改", "可转报")


def test_what_is_exported_holds_no_formula(home: Path) -> None:
    for name in ("全部.xlsx", "全部.csv", "全部.jsonl"):
        assert said(home, "export", name) == [f"已导出到 {name}。"]
    cells = CalamineWorkbook.from_path(home / "全部.xlsx").get_sheet_by_name("材料").to_python()
    assert cells[4][2:4] == [f"{EVIL}.docx", EVIL]
    data = (home / "全部.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [line[0] for line in lines] == ["批次", "2020年", "2021年", "2021年", "2022年"]
    assert lines[4][2:4] == [f"'{EVIL}.docx", f"'{EVIL}"]
    rows = [json.loads(line) for line in (home / "全部.jsonl").read_text("utf-8").splitlines()]
    assert [(one["round"], one["row"]["file"]) for one in rows] == [
        ("2020年", "一.docx"), ("2021年", "二.docx"), ("2021年", "坏.pdf"), ("2022年", f"{EVIL}.docx"),
    ]  # fmt: skip


def test_one_round_is_exported(home: Path) -> None:
    said(home, "export", "一轮.csv", "--round", "2021年")
    assert len((home / "一轮.csv").read_text("utf-8-sig").splitlines()) == 3


def test_a_backup_is_restored_into_a_new_ledger(home: Path) -> None:
    assert said(home, "backup", "备份.db") == ["已备份到 备份.db。里面有全部材料的文字，请妥善保管。"]
    done = ganhuo("ledger", "restore", "备份.db", "--ledger", "新.db", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert ganhuo("ledger", "units", "--ledger", "新.db", cwd=home).stdout.splitlines() == said(home, "units")


def test_a_unit_and_a_round_are_forgotten_when_that_is_meant(home: Path) -> None:
    refused = run(home, "forget", MINE.name)
    assert (refused.returncode, refused.stderr) == (2, "ganhuo: 抹去以后不能恢复；确实要做，请写上理由 --why 和 --yes。\n")
    assert len(said(home, "units")) == 2
    assert said(home, "forget", MINE.name, "--why", "撤销", "--yes") == ["已抹去2份材料。以前的备份里仍有，请一并处理。"]
    assert said(home, "units") == ["北港纺织厂　报送过1个批次"]
    assert said(home, "forget", "--round", "2022年", "--why", "记错", "--yes") == [
        "已抹去1份材料。以前的备份里仍有，请一并处理。"
    ]
    assert said(home, "rounds")[0] == "2021年　1份：读不出1"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["unit"], "没有给出单位；用 ganhuo --help 看用法。"),
        (["unit", "南港"], "台账里没有“南港”这个单位。"),
        (["late", "--round", "2012年"], "台账里没有“2012年”这一批次；最近的有：2022年、2021年、2020年。"),
        (["rounds", "--format", "html"], "--format 的值不对，应为 text、json 之一；用 ganhuo --help 看用法。"),
        (["export", "全部.doc"], "导出的文件名应以 .xlsx、.csv、.jsonl 结尾：全部.doc"),
        (["export", "全部.csv", "--round", "2012年"], "台账里没有“2012年”这一批次；最近的有：2022年、2021年、2020年。"),
        (
            ["correct", "二.docx", "--round", "2021年", "--verdict", "通过", "--why", "x"],
            "结论应是 可转报、退回修改、不予转报 之一，现在是 通过。",
        ),
        (
            ["correct", "二.docx", "--round", "2021年", "--why", "x"],
            "请写上 --verdict 改结论，或者同时写上 --sentence 和 --kind 改一句的类别。",
        ),
        (["correct", "二.docx", "--round", "2021年", "--verdict", "可转报"], "没有写 --why；用 ganhuo --help 看用法。"),
        (["forget"], "请写上要抹去的单位，或者用 --round 写上要抹去的批次，二者写一个。"),
        (["restore", "没有.db"], "没有这个备份：没有.db"),
        (["frobnicate"], "没有 frobnicate 这个命令；用 ganhuo --help 看用法。"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line_and_status_2(home: Path, words: list[str], line: str) -> None:
    done = run(home, *words)
    assert (done.returncode, done.stdout, done.stderr.rstrip()) == (2, "", f"ganhuo: {line}")


def test_there_is_no_ledger_yet(tmp_path: Path) -> None:
    done = ganhuo("ledger", "rounds", "--ledger", "没有.db", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        "ganhuo: 还没有台账：没有.db；用 ganhuo batch 办一轮并写上 --round，就会建立。\n",
    )


@pytest.fixture
def round_of_two(tmp_path: Path) -> Path:
    """Materials of two units and a roster of three."""
    (tmp_path / "来件").mkdir()
    own = materials()[:2]
    for number, material in enumerate(own):
        (tmp_path / "来件" / f"{number}.docx").write_bytes(word(text_of(material)))
    names = "\n".join([*(material.unit for material in own), "没有报的公司"])
    (tmp_path / "名单.csv").write_text(f"单位\n{names}\n", encoding="utf-8")
    return tmp_path


def batch(home: Path, out: str, *words: str) -> subprocess.CompletedProcess[str]:
    return ganhuo("batch", "来件", "--out", out, *words, cwd=home)


def test_a_round_that_is_judged_goes_into_the_ledger_once(round_of_two: Path, address: str) -> None:
    words = ["--round", "2021年第三季度", "--roster", "名单.csv", "--ledger", address]
    first = batch(round_of_two, "一", *words)
    assert (first.stderr, first.stdout.splitlines()[-1]) == ("", "已记入台账“2021年第三季度”：新增2份。")
    again = batch(round_of_two, "二", *words)
    assert again.stdout.splitlines()[-1] == "已记入台账“2021年第三季度”：新增0份，原有2份。"
    resumed = batch(round_of_two, "二", *words, "--resume")
    assert resumed.stdout.splitlines()[-1] == "已记入台账“2021年第三季度”：新增0份，原有2份。"
    lines = [json.loads(line) for line in (round_of_two / "一" / "results.jsonl").read_text("utf-8").splitlines()]
    with open_ledger(address) as ledger, ledger.reading() as session:
        told = [(own.file, own.sha256, own.verdict, own.quality, list(own.units)) for own in judged(session)]
        assert sorted(told) == sorted(
            (line["file"], line["sha256"], line["verdict"], line["quality"], [found["unit"] for found in line["units"]])
            for line in lines
        )
        assert all(own.handed_in for own in judged(session))
    assert "未报　没有报的公司" in ganhuo("ledger", "late", "--ledger", address).stdout


def test_a_round_without_a_name_goes_nowhere(round_of_two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GANHUO_LEDGER", str(round_of_two / "台账.db"))
    done = batch(round_of_two, "结果")
    assert (done.returncode in (0, 1), done.stderr, "台账" in done.stdout) == (True, "", False)
    assert not (round_of_two / "台账.db").exists()


def test_the_environment_names_the_ledger(round_of_two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GANHUO_LEDGER", str(round_of_two / "台账.db"))
    assert batch(round_of_two, "结果", "--round", "一季度").stdout.endswith("已记入台账“一季度”：新增2份。\n")
    assert (round_of_two / "台账.db").is_file()


def test_a_ledger_that_was_asked_for_and_cannot_be_used_is_said_before_anything_is_judged(round_of_two: Path) -> None:
    done = batch(round_of_two, "结果", "--round", "一季度", "--ledger", "没有/台账.db")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("ganhuo: 台账用不了，这一轮没有开始：打不开台账；请检查文件夹在不在、有没有权限：")
    assert not (round_of_two / "结果").exists()
    done = batch(round_of_two, "结果", "--ledger", "台账.db")
    assert (done.returncode, done.stderr) == (2, "ganhuo: 记入台账要有批次名称，请加上 --round。\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows is not told by the environment where a user's data lie")
def test_a_users_own_ledger_that_cannot_be_used_is_said_and_the_round_goes_on(
    round_of_two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GANHUO_LEDGER")
    (round_of_two / "家").write_text("不是文件夹", encoding="utf-8")
    for name in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(round_of_two / "家"))
    done = batch(round_of_two, "结果", "--round", "一季度")
    assert (done.returncode in (0, 1), done.stdout.splitlines()[-1]) == (True, "结果在 结果：先看 index.html 或 汇总.xlsx。")
    assert done.stderr.startswith("ganhuo: 这一轮不记入台账：台账所在的文件夹建不了")
