"""A run that was broken off goes on: nothing lost, nothing judged twice, the same output as an unbroken run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from checker.batch import BatchError
from checker.batch.journal import Journal
from checker.batch.messages import Source
from tests.batch.round_files import materials, text_of, word
from tests.paths import ROOT
from tests.test_cli import ganhuo


def folder_of(tmp_path: Path, files: int) -> Path:
    home = tmp_path / "报送"
    home.mkdir()
    for number, material in enumerate(materials()[:files]):
        (home / f"{number:02}.docx").write_bytes(word(text_of(material)))
    return home


def left_in(out: Path) -> tuple[bytes, set[str]]:
    return (out / "results.jsonl").read_bytes(), {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9")
@pytest.mark.parametrize("rows", [1, 7])
def test_a_killed_run_goes_on(tmp_path: Path, rows: int) -> None:
    home = folder_of(tmp_path, 24)
    ganhuo("batch", str(home), "--out", str(tmp_path / "一次"))
    broken = tmp_path / "两次"
    command = [sys.executable, "-m", "checker", "batch", str(home), "--out", str(broken), "--workers", "1"]
    run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while run.poll() is None and time.monotonic() < end:
        if (broken / "results.jsonl").exists() and len((broken / "results.jsonl").read_bytes().splitlines()) >= rows:
            break
        time.sleep(0.005)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert not (broken / "汇总.xlsx").exists()
    done = ganhuo("batch", str(home), "--out", str(broken), "--resume")
    assert (done.returncode, done.stderr) == (1, "")
    assert left_in(broken) == left_in(tmp_path / "一次")


def test_results_are_not_written_over_unless_the_run_goes_on(tmp_path: Path) -> None:
    home, out = folder_of(tmp_path, 1), tmp_path / "结果"
    ganhuo("batch", str(home), "--out", str(out))
    again = ganhuo("batch", str(home), "--out", str(out))
    said = f"ganhuo: {out} 里已有上次的结果；接着做请加 --resume，重做请换一个文件夹。\n"
    assert (again.returncode, again.stderr) == (2, said)


def test_other_settings_are_another_run(tmp_path: Path) -> None:
    home, out, config = folder_of(tmp_path, 1), tmp_path / "结果", tmp_path / "ganhuo.toml"
    config.write_text("[thresholds]\nreview = 0.7\n", encoding="utf-8")
    ganhuo("batch", str(home), "--out", str(out))
    again = ganhuo("batch", str(home), "--out", str(out), "--resume", "--config", str(config))
    assert again.returncode == 2
    assert "设置与这次不同" in again.stderr


def test_a_file_that_changed_meanwhile_is_judged_again(tmp_path: Path) -> None:
    home, out = folder_of(tmp_path, 2), tmp_path / "结果"
    ganhuo("batch", str(home), "--out", str(out))
    (home / "01.docx").write_bytes(word(text_of(materials()[5])))
    ganhuo("batch", str(home), "--out", str(out), "--resume")
    rows = [json.loads(line) for line in (out / "results.jsonl").read_text("utf-8").splitlines()]
    assert [row["file"] for row in rows] == ["00.docx", "01.docx"]
    assert materials()[5].paragraphs[0][0].text[:6] in rows[1]["title"]


def row(name: str) -> str:
    return json.dumps({"file": name, "sha256": "0" * 64, "status": "ok"})


def test_half_a_line_is_cut_away(tmp_path: Path) -> None:
    with Journal(tmp_path, {}, resume=False) as journal:
        journal.append((0,), "甲", row("甲"))
    with (tmp_path / "results.jsonl").open("ab") as file:
        file.write(row("乙").encode()[:20])
    with Journal(tmp_path, {}, resume=True) as journal:
        journal.has((0,), Source("甲", "甲"))
        journal.append((1,), "乙", row("乙"))
        journal.finish()
    assert (tmp_path / "results.jsonl").read_text("utf-8").splitlines() == [row("甲"), row("乙")]


def test_rows_come_into_the_order_of_the_files(tmp_path: Path) -> None:
    with Journal(tmp_path, {}, resume=False) as journal:
        for key, name in (((2,), "丙"), ((1, 1), "乙!/二"), ((0,), "甲"), ((1, 0), "乙!/一")):
            journal.append(key, name, row(name))
        assert list(journal.finish()) == ["甲", "乙!/一", "乙!/二", "丙"]


def test_a_folder_that_cannot_be_written_to_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"")
    with pytest.raises(BatchError, match="输出文件夹写不进去"):
        Journal(tmp_path / "文件", {}, resume=False)


def test_a_folder_without_materials_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    done = ganhuo("batch", str(tmp_path / "空"), "--out", str(tmp_path / "结果"))
    assert (done.returncode, done.stderr) == (2, f"ganhuo: 文件夹里没有可检查的材料：{tmp_path / '空'}\n")


@pytest.mark.parametrize("taken", ["汇总.xlsx", "标注"])
def test_what_cannot_be_written_stops_the_run_with_one_line_and_it_goes_on_later(tmp_path: Path, taken: str) -> None:
    home, out = folder_of(tmp_path, 3), tmp_path / "结果"
    out.mkdir()
    if taken == "标注":
        (out / taken).write_bytes(b"")
    else:
        (out / taken).mkdir()
    stopped = ganhuo("batch", str(home), "--out", str(out))
    assert stopped.returncode == 2
    assert stopped.stderr.startswith("ganhuo: ")
    assert "--resume" in stopped.stderr
    (out / taken).unlink() if taken == "标注" else (out / taken).rmdir()
    again = ganhuo("batch", str(home), "--out", str(out), "--resume")
    assert (again.returncode, again.stderr) == (0, "")
    assert (out / "汇总.xlsx").is_file()


@pytest.mark.skipif(os.name == "nt", reason="interrupts are sent otherwise")
def test_an_interrupt_leaves_whole_files_and_says_so(tmp_path: Path) -> None:
    home, out = folder_of(tmp_path, 90), tmp_path / "结果"
    command = [sys.executable, "-m", "checker", "batch", str(home), "--out", str(out), "--workers", "1"]
    run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    end = time.monotonic() + 60
    while time.monotonic() < end and not ((out / "results.jsonl").exists() and (out / "results.jsonl").stat().st_size):
        time.sleep(0.005)
    run.send_signal(signal.SIGINT)
    said = run.communicate(timeout=60)[1].decode()
    assert (run.returncode, said) == (2, "ganhuo: 已中断；同一条命令加上 --resume 可以接着做。\n")
    assert not [path for path in out.rglob("*") if path.name.startswith(".ganhuo-unpacked") or path.name.endswith(".new")]
    assert all(json.loads(line) for line in (out / "results.jsonl").read_text("utf-8").splitlines())
