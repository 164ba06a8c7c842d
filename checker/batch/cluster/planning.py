"""How long so many files would take on a cluster, what they want, and what gives out first: measured on a sample, here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import psutil

from checker.assessment import Settings
from checker.batch import BatchError
from checker.batch.cluster import EXTRA
from checker.ledger import Facts, open_ledger, write_round

# So many files tell enough.
MOST = 500
# So many calls a second go through a scheduler and back: 66 on a busy machine of two cores, more on one of its own.
TASKS_A_SECOND = 100.0
# One request to a store: a range of a file. Some dozen are under way at a time for each worker.
REQUEST_SECONDS, REQUESTS_AT_ONCE = 0.02, 16
# Beyond so many fingerprints, which have 32 bits, chance makes one in ten alike.
MOST_PRINTS = 430_000_000
# So many files are in a shard on average, so many fingerprints in a part of the index; that is held several times while sorted.
SHARD, PART = 50, 4_000_000
PART_MEMORY = 12 * PART * 24
# Bytes of answers for each fingerprint, where papers share as much as those of a round do.
ANSWERS = 36

Made = TypeVar("Made")


@dataclass(frozen=True)
class Costs:
    """What one file costs here, on average: seconds of one thread, bytes; rows written into a ledger a second."""

    files: int
    read: float
    judged: float
    indexed: float
    row_bytes: float
    work_bytes: float
    prints: float
    memory: int
    rows_a_second: float


def measure(sample: Path) -> Costs:
    """Judge a sample as the workers of a cluster would, one at a time. Raises BatchError."""
    if find_spec("fsspec") is None:
        raise BatchError(EXTRA)
    from checker.batch.cluster import calls, crews
    from checker.batch.cluster.listing import File, chunks, files
    from checker.batch.cluster.shards import Manifest
    from checker.batch.cluster.store import Store, rows
    from checker.reports.as_json import versions

    with TemporaryDirectory() as home:
        store = Store(f"{home}/out")
        job = calls.Job(store.url, Settings(), None, versions(), "plan")
        found: Iterator[File] = (file for file in files(str(sample), store.url) if file)
        wanted = [*chunks(islice(found, MOST))]
        if not wanted:
            raise BatchError(f"文件夹里没有可检查的材料：{sample}")
        calls.read_chunk(job, (0,), wanted[0][:1], False)  # starting a process is not what is measured
        read, notes = _timed(lambda: [calls.read_chunk(job, (n,), chunk, False) for n, chunk in enumerate(wanted, 1)])
        memory = _memory()
        manifest = Manifest(tuple(notes))
        manifest.save(store)
        indexed, _ = _timed(lambda: calls.compare_alone(job, manifest))
        calls.judge_shard(job, manifest.digest, 0, (0, 1), False)
        spans = [(place, (0, note.files)) for place, note in enumerate(notes)]
        judged, told = _timed(lambda: [calls.judge_shard(job, manifest.digest, place, span, False) for place, span in spans])
        memory = max(memory, _memory())
        crews.dismiss_all()
        count = sum(note.files for note in notes)
        lines = list(rows(store, [one.name for one in told]))
        written = _written(Path(home) / "ledger.db", lines)
        row_bytes, work_bytes = (_size(Path(home) / "out" / folder) / count for folder in ("results", "work"))
        prints = sum(note.prints for note in notes) / count
    return Costs(
        count, read / count, judged / count, indexed / count, row_bytes, work_bytes, prints, memory, len(lines) / written
    )


def _timed(made: Callable[[], Made]) -> tuple[float, Made]:
    began = time.perf_counter()
    outcome = made()
    return time.perf_counter() - began, outcome


def _memory() -> int:
    """What a thread of a worker holds: this process and its child."""
    own = psutil.Process()
    return int(own.memory_info().rss) + sum(int(child.memory_info().rss) for child in own.children())


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _written(file: Path, lines: list[dict[str, Any]]) -> float:
    with open_ledger(str(file), create=True) as ledger, ledger.writing() as session:
        seconds, _ = _timed(lambda: write_round(session, "估算", lines, "", Facts()))
    return seconds


def told(costs: Costs, files: int, workers: int) -> str:
    """The estimate, in plain words."""
    hours = {name: seconds / 3600 for name, seconds in _seconds(costs, files, workers).items()}
    passes = {name: hours[name] for name in ("读取", "对照", "检查")}
    each = "，".join(f"{name}{_long(own)}" for name, own in passes.items())
    rows, work = files * costs.row_bytes / 2**30, files * (costs.work_bytes + ANSWERS * costs.prints) / 2**30
    return f"""\
试了{costs.files}份：每份读取{1000 * costs.read:.0f}毫秒，检查{1000 * costs.judged:.0f}毫秒，结果{costs.row_bytes / 1024:.0f} KB。
估算{files}份、同时检查{workers}份（按这台机器的速度，误差可能有一倍）：
　时间：约{_long(sum(passes.values()))}（{each}）；记入台账约{_long(hours["记入台账"])}（一秒{costs.rows_a_second:.0f}份，一次只让一个写）。
　内存：每个线程约{costs.memory / 2**30:.1f} GB，遇到坏文件最多再要1.5 GB，对照时再要{PART_MEMORY / 2**30:.1f} GB；调度器0.5 GB。
　磁盘：结果约{rows:.1f} GB，中间文件约{work:.1f} GB（做完就删）；最多时约{_objects(costs, files)}个文件。
先不够用的：{_breaks(costs, files, max(hours, key=lambda name: hours[name]))}"""


def _long(hours: float) -> str:
    return f"{hours:.1f}小时" if hours >= 1 else f"{max(1, round(60 * hours))}分钟"


def _objects(costs: Costs, files: int) -> int:
    """How many files lie in the place of the shards at the most."""
    return 7 * (1 + files // SHARD) + 3 * (1 + int(files * costs.prints) // PART)


def _seconds(costs: Costs, files: int, workers: int) -> dict[str, float]:
    """What each step takes."""
    shards, parts = files / SHARD, 1 + files * costs.prints // PART
    requests = 4 * shards * parts * REQUEST_SECONDS / REQUESTS_AT_ONCE if parts > 1 else 0.0
    return {
        "读取": files * costs.read / workers,
        "对照": (files * costs.indexed + requests) / workers,
        "检查": files * costs.judged / workers,
        "记入台账": files / costs.rows_a_second,
        "调度": (3 * shards + 2 * parts) / TASKS_A_SECOND,
    }


def _breaks(costs: Costs, files: int, first: str) -> str:
    what = {
        "记入台账": "台账（数据库一次只让一个写，加机器不会更快；可以先不记，以后分批次记）。",
        "调度": "调度器（每秒交代不了那么多活，再加工作进程也不会更快）。",
        "对照": "对照时读中间文件的次数（放在快的共享磁盘上，或分批做）。",
    }.get(first, "处理器（加工作进程，时间按比例缩短）。")
    if files * costs.prints > MOST_PRINTS:
        most = int(MOST_PRINTS / costs.prints)
        what += f"\n另外，超过约{most // 10_000}万份，相似段落的指纹会开始偶然相同，可能漏掉一些；请按年份或地区分批。"
    return what
