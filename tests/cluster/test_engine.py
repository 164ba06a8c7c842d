"""A cluster gives the rows of one machine, whatever happens to the cluster meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cluster.dask import cluster, wait_for
from tests.cluster.rounds import complaints, hand_in, of_one_machine, rows, text
from tests.paths import ROOT
from tests.test_cli import ganhuo

PASSAGE = (
    "各地要把班组长的选聘权交给班组，由工人投票产生，任期两年，连任不得超过两届，任期内享受岗位补贴，补贴标准由职代会定。" * 2
)


@contextmanager
def running(*words: str, before: tuple[str, ...] = ("-m", "checker")) -> Iterator[subprocess.Popen[str]]:
    """`ganhuo batch` in a process of its own, ended with the block."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]), "PYTHONUTF8": "1"}
    command = [sys.executable, *before, "batch", *words]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, encoding="utf-8", env=environment, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


def test_the_rows_are_those_of_one_machine_with_copies_policies_and_earlier_rounds(tmp_path: Path) -> None:
    folder = hand_in(tmp_path / "报送", 130)
    for number in (3, 4, 129):
        path = next(folder.rglob(f"{number:05}.txt"))
        path.write_text(path.read_text("utf-8").replace("\n", f"\n{PASSAGE}\n", 1), encoding="utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    (folder / "~$坏.docx").write_bytes(b"x")
    (tmp_path / "意见.txt").write_text(f"关于班组长的意见\n{PASSAGE}", encoding="utf-8")
    before = hand_in(tmp_path / "去年", 3)
    assert ganhuo("batch", str(before), "--out", str(tmp_path / "去年结果")).returncode == 1
    told = ["--policies", str(tmp_path / "意见.txt"), "--previous", str(tmp_path / "去年结果" / "results.jsonl")]
    with cluster(tmp_path, workers=1, threads=2) as dask:
        done = ganhuo("batch", str(folder), "--out", str(tmp_path / "集群"), "--engine", dask.engine, *told)
        assert (done.returncode, complaints(done.stderr)) == (1, "")
    assert ganhuo("batch", str(folder), "--out", str(tmp_path / "本机"), *told).returncode == 1
    found = rows(tmp_path / "集群")
    assert found == of_one_machine(tmp_path / "本机")
    assert sum(source["origin"] == "other" for row in found for source in row["reuse"] or ()) >= 20
    assert {source["origin"] for row in found for source in row["reuse"] or ()} == {"other", "own", "upper"}
    assert "共131份" in done.stdout and "另有1个文件不是材料" in done.stdout
    assert sorted(path.name for path in (tmp_path / "集群").iterdir()) == [".ganhuo-run.json", "results"]


def test_a_worker_that_is_killed_costs_nothing(tmp_path: Path) -> None:
    folder = hand_in(tmp_path / "报送", 150)
    with cluster(tmp_path) as dask:
        with running(str(folder), "--out", str(tmp_path / "集群"), "--engine", dask.engine) as run:
            wait_for(lambda: any((tmp_path / "集群" / "work").rglob("*.note")))
            dask.workers()[0].kill()
            _, said = run.communicate(timeout=300)
        assert (run.returncode, complaints(said)) == (1, "")
    assert [row["file"] for row in rows(tmp_path / "集群")] == sorted(str(p.relative_to(folder)) for p in folder.rglob("*.txt"))


def _set_aside(home: Path, count: int, fatal: dict[int, str]) -> dict[int, tuple[str, str]]:
    """Why each file that kills was set aside, after a round in which all others were read."""
    folder = hand_in(home / "报送", count, fatal)
    with (
        cluster(home, failures=0) as dask,
        running(str(folder), "--out", str(home / "集群"), "--engine", dask.engine) as run,
    ):
        _, said = run.communicate(timeout=300)
        assert (run.returncode, complaints(said)) == (1, "")
    found = {int(row["file"][-9:-4]): row for row in rows(home / "集群")}
    assert sorted(found) == list(range(count))
    return {n: (row["error"]["code"], row["error"]["message"]) for n, row in found.items() if row["status"] == "unreadable"}


def test_files_that_kill_who_reads_them_are_set_aside_with_the_reason_and_their_mates_live(tmp_path: Path) -> None:
    aside = _set_aside(tmp_path, 12, {3: "进程", 7: "内存"})
    assert {number: code for number, (code, _) in aside.items()} == {3: "crashed", 7: "memory"}


def test_a_file_that_kills_the_whole_worker_is_found_among_its_mates(tmp_path: Path) -> None:
    ((number, (code, message)),) = _set_aside(tmp_path, 6, {4: "机器"}).items()
    assert (number, code) == (4, "crashed")
    assert "意外中断" in message


def test_a_scheduler_that_comes_back_is_gone_on_with(tmp_path: Path) -> None:
    folder = hand_in(tmp_path / "报送", 150)
    with cluster(tmp_path) as dask:
        with running(str(folder), "--out", str(tmp_path / "集群"), "--engine", dask.engine) as run:
            wait_for(lambda: any((tmp_path / "集群" / "work").rglob("*.note")))
            dask.scheduler.kill()
            dask.scheduler.wait(10)
            dask.start_scheduler()
            dask.start_worker()
            _, said = run.communicate(timeout=300)
        assert (run.returncode, complaints(said)) == (1, "")
    assert len(rows(tmp_path / "集群")) == 150


def test_a_run_that_broke_off_goes_on_from_its_shards(tmp_path: Path) -> None:
    folder = hand_in(tmp_path / "报送", 150)
    out = tmp_path / "集群"
    with cluster(tmp_path) as dask:
        with running(str(folder), "--out", str(out), "--engine", dask.engine):
            wait_for(lambda: len(list((out / "work").rglob("*.note"))) >= 2)
        done = {path.name: path.stat().st_mtime_ns for path in (out / "work" / "read").glob("*.kept")}
        refused = ganhuo("batch", str(folder), "--out", str(out), "--engine", dask.engine)
        assert (refused.returncode, "--resume" in refused.stderr) == (2, True)
        with running(str(folder), "--out", str(out), "--engine", dask.engine, "--resume") as run:
            wait_for(lambda: any((out / "results").rglob("*.jsonl")) or run.poll() is not None)
            kept = {path.name: path.stat().st_mtime_ns for path in (out / "work" / "read").glob("*.kept")}
            assert not kept or done.items() <= kept.items()
            assert run.wait(300) == 1
    assert len(rows(out)) == 150
    assert text(7)[:5] in rows(out)[7]["title"]


def test_a_scheduler_that_stays_away_ends_the_run_with_one_line_and_another_goes_on_with_it(tmp_path: Path) -> None:
    folder, out = hand_in(tmp_path / "报送", 90), tmp_path / "集群"
    impatient = "from checker.batch.cluster import driving; driving.AWAY_SECONDS = 2; from checker.__main__ import main; main()"
    with (
        cluster(tmp_path, workers=1) as dask,
        running(str(folder), "--out", str(out), "--engine", dask.engine, before=("-c", impatient)) as run,
    ):
        wait_for(lambda: any((out / "work").rglob("*.note")))
        dask.scheduler.kill()
        _, said = run.communicate(timeout=300)
    assert run.returncode == 2
    assert "连不上集群的调度器" in said and "--resume" in said and len(complaints(said).splitlines()) == 1
    assert any((out / "work").rglob("*.note"))
    with cluster(tmp_path, workers=1) as dask:
        done = ganhuo("batch", str(folder), "--out", str(out), "--engine", dask.engine, "--resume")
    assert (done.returncode, len(rows(out))) == (1, 90)
