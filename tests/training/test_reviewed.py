"""From the ledger to a model and back: an office whose units put their rules in rhymes, which the program takes for slogans."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from checker import Checker
from checker.ledger import Ledger, correct_kind, correct_verdict, forget_unit, open_ledger, write_round
from checker.ledger import tables as t
from checker.reports.as_json import as_dict
from checker.training.reviewed import NO_TEXT, NO_UNIT, SEVERAL, Reviewed, from_ledger, held_back
from tests.paths import ROOT

ROUND = "2026年第三季度"
THINGS = "票证牌卡单签条折册簿本表图钥灯枪锤钳锯刀尺秤泵阀"
RHYMES = ("凭{0}上岗，一人一{0}，过夜作废。", "无{0}不干，错{0}不干，代{0}不干。", "谁开{0}，谁验{0}，谁担责。")
REST = (
    "公司把技师每月津贴从三百元提高到八百元，一百二十名技师当月兑现。",
    "公司提高政治站位，统一思想认识，增强责任感和紧迫感。",
    "车间组织开展了多种形式的劳动竞赛。",
)


def unit(number: int) -> str:
    return f"滦丰第{number}矿"


def row(number: int, with_text: bool = False, units: tuple[str, ...] = ()) -> dict[str, Any]:
    """What `ganhuo batch` leaves of a unit's paper."""
    thing = THINGS[number % len(THINGS)]
    text = "\n".join(
        [
            f"{unit(number)}产改工作总结",
            "",
            *("".join((rhyme.format(thing), rest)) for rhyme, rest in zip(RHYMES, REST, strict=True)),
        ]
    )
    assessment = Checker().check_text(text, f"{unit(number)}.txt")
    return as_dict(assessment, with_text) | {
        "units": [{"unit": own, "by": "material"} for own in units or (unit(number),)],
        "signed": None,
    }


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path / "台账.db"), create=True) as opened:
        yield opened


def write(ledger: Ledger, *rows: dict[str, Any]) -> list[int]:
    """Put a round down; gives the ids of its materials."""
    with ledger.writing() as session:
        write_round(session, ROUND, rows, "王科员")
        return list(session.scalars(select(t.Material.id).order_by(t.Material.id)))


def call_rhymes_specific(ledger: Ledger, ids: list[int]) -> int:
    """Correct every rhyme that the program does not call 具体; gives how many."""
    count = 0
    with ledger.writing() as session:
        for id in ids:
            for text, _, start, _, kind in session.get_one(t.Material, id).sentences:
                if len(text) < 18 and kind != "specific" and text not in REST:
                    correct_kind(session, id, start, "specific", who="王科员", why="写的是规定，能照着查")
                    count += 1
    return count


def read(ledger: Ledger) -> tuple[list[Reviewed], Counter[str]]:
    with ledger.reading() as session:
        return from_ledger(session)


@pytest.mark.parametrize("with_text", [False, True])
def test_what_was_changed_and_what_was_left_alone_are_told_apart(ledger: Ledger, with_text: bool) -> None:
    (id,) = write(ledger, row(1, with_text))
    with ledger.writing() as session:
        start = next(s[2] for s in session.get_one(t.Material, id).sentences if s[0] == REST[1])
        correct_kind(session, id, start, "neutral", who="王科员", why="先这样")
        correct_kind(session, id, start, "specific", who="王科员", why="写的是规定")
        correct_verdict(session, id, "reject", who="王科员", why="可以改")
    (found,), left_out = read(ledger)
    assert [(said.sentence.text, said.kind) for said in found.said if said.changed] == [(REST[1], "specific")]
    assert [said.sentence.text for said in found.said if not said.changed] == [
        "凭证上岗，一人一证，过夜作废。", REST[0], "无证不干，错证不干，代证不干。", "谁开证，谁验证，谁担责。", REST[2],
    ]  # fmt: skip
    assert (found.unit, found.verdict, found.machine, found.changed, found.corrections) == (
        unit(1),
        "reject",
        row(1)["verdict"],
        True,
        2,
    )
    assert left_out == {}


def test_where_only_the_verdict_was_changed_nothing_is_said_of_sentences(ledger: Ledger) -> None:
    (id,) = write(ledger, row(1))
    with ledger.writing() as session:
        correct_verdict(session, id, "pass", who="王科员", why="写得实")
    (found,), _ = read(ledger)
    assert (found.said, found.verdict, found.corrections) == ((), "pass", 1)


def test_what_cannot_be_put_on_one_side_is_left_out_with_its_reason(ledger: Ledger) -> None:
    learned = next(n for n in range(30) if not held_back(unit(n)))
    kept = next(n for n in range(30) if held_back(unit(n)))
    nameless = row(28) | {"units": [], "unit": None}
    ids = write(ledger, row(29, units=(unit(learned), unit(kept))), nameless, row(27))
    call_rhymes_specific(ledger, ids)
    forget_unit(ledger, unit(27), who="王科员", why="单位要求")
    found, left_out = read(ledger)
    assert found == []
    assert set(left_out) == {SEVERAL, NO_UNIT}


def test_a_material_without_its_text_teaches_nothing(ledger: Ledger) -> None:
    ids = write(ledger, row(1))
    count = call_rhymes_specific(ledger, ids)
    with ledger.writing() as session:
        session.scalars(select(t.Assessment)).one().row = {}
    assert read(ledger) == ([], {NO_TEXT: count})


def ganhuo(*words: str, models: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "checker", *words], capture_output=True, encoding="utf-8", timeout=300, cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "GANHUO_MODELS": str(models)},
    )  # fmt: skip


def test_the_command_learns_what_units_of_an_office_have_in_common_and_goes_back(ledger: Ledger, tmp_path: Path) -> None:
    ids = write(ledger, *map(row, range(24)))
    assert call_rhymes_specific(ledger, ids) > 40
    address, models = str(tmp_path / "台账.db"), tmp_path / "模型"
    paper = tmp_path / "新来的.txt"
    paper.write_text(
        "滦丰第99矿产改工作总结\n\n" + "凭章上岗，一人一章，过夜作废。无章不干，错章不干，代章不干。" * 3, encoding="utf-8"
    )

    first = ganhuo("learn", "--ledger", address, models=models)
    assert first.returncode == 0, first.stderr
    assert "新模型已换上" in first.stdout, first.stdout
    name = next(line for line in (models / "current").read_text(encoding="utf-8").splitlines())
    told = (models / name / "说明.txt").read_text(encoding="utf-8")
    assert told.rstrip("\n") in first.stdout
    kinds = {}
    for state in ("learned", "shipped"):
        done = json.loads(ganhuo("check", str(paper), "--format", "json", models=models).stdout)[0]
        kinds[state] = {s["kind"] for s in done["sentences"]}
        assert done["versions"]["models"].endswith(f"+{name}") == (state == "learned")
        if state == "learned":
            assert ganhuo("learn", "--ledger", address, models=models).stdout == "没有新的更正可学，模型没有变。\n"
            assert ganhuo("learn", "--roll-back", models=models).returncode == 0
    assert kinds["learned"] == {"specific"} != kinds["shipped"]


def test_a_command_that_is_killed_leaves_the_models_as_they_were(ledger: Ledger, tmp_path: Path) -> None:
    call_rhymes_specific(ledger, write(ledger, *map(row, range(24))))
    models = tmp_path / "模型"
    run = subprocess.Popen(
        [sys.executable, "-m", "checker", "learn", "--ledger", str(tmp_path / "台账.db")], cwd=ROOT, stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "GANHUO_MODELS": str(models)},
    )  # fmt: skip
    assert run.stderr
    run.stderr.readline()
    time.sleep(0.5)
    run.kill()
    run.communicate()
    assert ganhuo("learn", "--list", models=models).stdout.startswith("* 程序自带的模型\n")
