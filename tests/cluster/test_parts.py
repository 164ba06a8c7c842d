"""The parts that a run on a cluster is made of, without a cluster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from checker.assessment import Settings
from checker.batch import BatchError, cluster
from checker.batch.cluster import calls, crews, sections, shards, sharing
from checker.batch.cluster.listing import MOST, File, chunks, files
from checker.batch.cluster.sections import Run
from checker.batch.cluster.shards import Entry, Manifest
from checker.batch.cluster.store import Store
from checker.batch.gathering import Kept
from checker.language.material import prepare
from checker.peers.background import Background, load_shipped, terms
from checker.peers.index import Index
from checker.peers.papers import Paper
from checker.peers.prints import prints
from checker.reading import limits, load
from checker.reading.errors import Unreadable
from checker.reading.names import find_materials
from checker.reading.plain import parse
from checker.reports.as_json import versions
from tests.batch.round_files import materials
from tests.cluster.rounds import hand_in
from tests.test_cli import ganhuo


def test_sections_come_back_one_run_at_a_time(tmp_path: Path) -> None:
    store, whole = Store(str(tmp_path)), [b"a", b"", b"ccc", b"dd"]
    store.put("one", sections.joined(whole))
    assert sections.split((tmp_path / "one").read_bytes()) == whole
    assert sections.fetch(store, [Run("one", 1, 4), Run("one", 0, 1), Run("one", 1, 2)]) == [[b"", b"ccc", b"dd"], [b"a"], [b""]]


def test_a_file_of_a_store_is_there_wholly_and_nothing_else_is(tmp_path: Path) -> None:
    for url in (str(tmp_path), f"file://{tmp_path}", "memory://there"):
        store = Store(url)
        store.put("a/b", b"1")
        store.put("a/b", b"22")
        assert (store.get("a/b"), store.get("a/c"), store.names("a"), store.names("b")) == (b"22", None, ["a/b"], [])
        store.remove("a")
        assert store.get("a/b") is None


def test_a_folder_means_the_same_wherever_a_worker_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "来件").mkdir()
    (tmp_path / "来件" / "1.txt").write_bytes(b"x")
    assert (Store("out").url, Store("memory://a").url) == (str(tmp_path / "out"), "memory://a")
    assert [file.url for file in files("来件", "out") if file] == [str(tmp_path / "来件" / "1.txt")]


def test_files_are_listed_in_the_order_of_one_machine(tmp_path: Path) -> None:
    for name in ("乙/2.txt", "乙.txt", "甲/丙/1.docx", "甲/1.docx", "甲-1.pdf", "~$乙.docx", "z.exe", "out/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "链.txt").symlink_to(tmp_path / "乙.txt")
    found = list(files(str(tmp_path), str(tmp_path / "out")))
    known = [(path, wanted) for path, wanted in find_materials(tmp_path) if path.parent.name != "out"]
    assert [file.name for file in found if file] == [path.relative_to(tmp_path).as_posix() for path, wanted in known if wanted]
    assert found.count(None) == sum(not wanted for _, wanted in known)


def test_a_file_more_moves_few_chunks() -> None:
    def ends(names: list[str]) -> set[str]:
        return {chunk[-1].name for chunk in chunks(File(name, name, "", 1, None) for name in names)}

    names = [f"{number:06}.txt" for number in range(20_000)]
    assert all(len(chunk) <= MOST for chunk in chunks(File(name, name, "", 1, None) for name in names))
    assert len(ends(names) ^ ends(["000000-1.txt", *names])) < 20


def test_the_answers_tell_of_a_paper_all_that_the_index_of_everything_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of passages in two papers, in all of them, in one alone; in many parts, and with papers of one unit in two shards."""
    monkeypatch.setattr(sharing, "AT_ONCE", 5_000)
    everyone = "每个班组每天开工前都要把当天的危险点写在黑板上，由当班的人逐个念一遍再签字。"
    own = [m.text for m in materials()[:60]]
    texts = [f"{text}\n{everyone}\n{own[number - 1][200:320] if number % 7 == 0 else ''}" for number, text in enumerate(own)]
    papers = [Paper(f"{n}.txt", str(n), (f"第{n % 50}厂",), (), "round", text, (0,)) for n, text in enumerate(texts)]
    store, notes = Store(str(tmp_path)), []
    for place, start in enumerate(range(0, 60, 9)):
        some = papers[start : start + 9]
        entries = [
            Entry(p.file, p.sha256, Kept(parse(p.text), p, terms(prepare(parse(p.text)).sentences).tobytes())) for p in some
        ]
        notes.append(shards.write(store, (place,), str(place), "round", entries))
    manifest = Manifest(tuple(notes))
    parts = manifest.parts(5_000)
    assert parts > 3
    for number in range(parts):
        sharing.make_part(store, manifest, number)
    whole = Index.of(prints(paper.masked().text) for paper in papers)
    for place, note in enumerate(notes):
        for case in sharing.cases(store, manifest, place):
            assert case.entry.kept.paper
            marks = prints(case.entry.kept.paper.masked().text)
            few = Index(*(np.frombuffer(column, dtype=np.uint32) for column in case.index))
            assert [a.tolist() for a in few.look_up(marks)] == [a.tolist() for a in whole.look_up(marks)]
            assert np.minimum(few.counts(marks), 33).tolist() == np.minimum(whole.counts(marks), 33).tolist()
        assert note.papers == note.files
    names = [sharing.part_name(manifest, number, "background") for number in range(parts)]
    sharing.merge(store, names, "all", shipped=True)
    told, known = load_shipped(), {}
    for paper in papers:
        known.setdefault(paper.units, []).append(terms(prepare(parse(paper.text)).sentences))
    for said in known.values():
        told.add(np.concatenate(said))
    found = Background.load(tmp_path / "all")
    assert (found.papers, found.counts.tobytes()) == (told.papers, told.counts.tobytes())


def test_what_is_missing_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def said(engine: str) -> str:
        with pytest.raises(BatchError) as error:
            cluster.scheduler(engine)
        return str(error.value)

    assert cluster.scheduler("local") is None
    assert cluster.scheduler("dask://10.0.0.1:8786") == "tcp://10.0.0.1:8786"
    assert all("dask://主机:端口" in said(engine) for engine in ("spark", "dask://", "dask://here", "tcp://10.0.0.1:8786"))
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    assert 'pip install "ganhuo[cluster]"' in said("dask://10.0.0.1:8786")


def test_where_there_is_no_scheduler_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("产改工作总结", encoding="utf-8")
    done = ganhuo("batch", str(tmp_path), "--out", str(tmp_path / "out"), "--engine", "dask://127.0.0.1:9")
    assert (done.returncode, done.stdout) == (2, "")
    assert "连不上集群的调度器 127.0.0.1:9" in done.stderr and "Traceback" not in done.stderr


def test_a_plan_says_how_long_how_much_and_what_gives_out_first(tmp_path: Path) -> None:
    for number, material in enumerate(materials()[:8]):
        (tmp_path / f"{number}.txt").write_text(material.text, encoding="utf-8")
    done = ganhuo("cluster", "plan", "--files", "10000000", "--sample", str(tmp_path), "--workers", "64")
    assert (done.returncode, done.stderr) == (0, "")
    for word in ("试了8份", "时间：", "内存：", "磁盘：", "先不够用的：", "指纹"):
        assert word in done.stdout
    missing = ganhuo("cluster", "plan", "--files", "10", "--sample", str(tmp_path / "没有"))
    assert (missing.returncode, "没有这个文件或文件夹" in missing.stderr) == (2, True)


def test_files_elsewhere_are_fetched_and_those_too_large_are_not(tmp_path: Path) -> None:
    store = Store("memory://来件")
    store.put("a.txt", "产改工作总结".encode())
    there = [File("a.txt", "memory://来件/a.txt", "", 18, None), File("b.zip", "memory://来件/b.zip", "", 2**40, None)]
    sources: list[Any] = list(calls._sources(there, tmp_path / "in"))
    assert load(Path(sources[0].content)).decode() == "产改工作总结"
    with pytest.raises(Unreadable) as error:
        load(Path(sources[1].content))
    assert error.value.code == "too_large" and Path(sources[1].content).stat().st_size > limits.ARCHIVE_FILE_BYTES


def test_pieces_of_a_shard_are_not_taken_for_the_whole(tmp_path: Path) -> None:
    """As a run that broke off leaves them, after workers died of the shard."""
    folder = hand_in(tmp_path / "报送", 3)
    there = [file for file in files(str(folder), str(tmp_path / "out")) if file]
    job = calls.Job(str(tmp_path / "out"), Settings(), None, versions(), "any")
    try:
        manifest = Manifest((calls.read_chunk(job, (0,), there, False),))
        manifest.save(Store(job.url))
        calls.compare_alone(job, manifest)
        piece = calls.judge_shard(job, manifest.digest, 0, (0, 1), False)
        whole = calls.judge_shard(job, manifest.digest, 0, (0, 3), False)
    finally:
        crews.dismiss_all()
    assert (sum(piece.verdicts.values()), sum(whole.verdicts.values())) == (1, 3)
    assert calls.judge_shard(job, manifest.digest, 0, (0, 3), False) == whole
