"""Passages shared in rounds of growing size: `python benchmarks/reuse.py 1000 20000`. Time per file and memory, on two processes.

Beside the time by the clock stands that of the processors, which says more on a busy machine: the growth is told by it.

Texts are made by a chain of word pairs from the corpora, so that phrases recur as often as in real papers; every twentieth paper
takes a third of its sentences from an earlier one.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

import psutil

from checker.checks.reuse import OPTIONS, sources
from checker.language import segmenting
from checker.language.material import prepare
from checker.peers.papers import Paper, Papers, write
from checker.peers.searching import passages
from checker.reading.plain import parse
from checker.training.corpus import load_all

ROOT = Path(__file__).resolve().parent.parent
SENTENCES, LONGEST = 42, 60


@cache
def chain() -> dict[str, list[str]]:
    """Which words follow which."""
    following: dict[str, list[str]] = defaultdict(list)
    for material in load_all(ROOT / "corpora" / "materials"):
        for sentence in prepare(parse(material.text)).sentences:
            for first, second in pairwise(["", *segmenting.cut(sentence.normal), ""]):
                following[first].append(second)
    return following


def sentence(dice: random.Random) -> str:
    words = [""]
    while len(words) < LONGEST:
        word = dice.choice(chain()[words[-1]])
        if not word:
            break
        words.append(word)
    return "".join(words)


def paragraphs(count: int, dice: random.Random, sentences: int):
    """The paragraphs of so many papers of so many sentences each; every twentieth takes a third of an earlier one."""
    kept: list[str] = []
    for number in range(count):
        own = [sentence(dice) for _ in range(sentences)]
        if number % 20 == 19:
            own[: sentences // 3] = kept[: sentences // 3]
        if number % 20 == 0:
            kept = own
        yield ["".join(own[start : start + 4]) for start in range(0, sentences, 4)]


def texts(count: int, dice: random.Random):
    for number, lines in enumerate(paragraphs(count, dice, SENTENCES)):
        yield Paper(f"{number}.txt", str(number), (f"第{number}厂",), (), "round", parse("\n".join(lines)).text, (0,))


def search(folder: Path, first: int, last: int) -> tuple[int, int, float]:
    """Materials with a source among some of the papers, the memory of the process in bytes, the processor seconds it took."""
    began = time.process_time()
    papers = Papers(folder)
    found = 0
    for number in range(first, last):
        material = prepare(parse(papers[number].text))
        found += bool(sources(material, passages(papers, material, papers[number]), OPTIONS))
    return found, psutil.Process().memory_info().rss, time.process_time() - began


def measure(count: int) -> float:
    """Processor seconds a file."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        made = list(texts(count, random.Random(3)))
        began, used = time.perf_counter(), time.process_time()
        write(folder, made)
        indexed, used = time.perf_counter() - began, time.process_time() - used
        mine = psutil.Process().memory_info().rss
        size = sum(path.stat().st_size for path in folder.iterdir())
        del made
        step = max(1, count // 16)
        began = time.perf_counter()
        with ProcessPoolExecutor(2, get_context("spawn")) as pool:
            parts = [pool.submit(search, folder, first, min(count, first + step)) for first in range(0, count, step)]
            done = [part.result() for part in parts]
        searched = time.perf_counter() - began
    own = (used + sum(seconds for _, _, seconds in done)) / count
    print(
        f"{count} files: index {indexed:.1f} s, search {searched:.1f} s by the clock on two processes; {1e3 * own:.2f} ms of a"
        f" processor a file; {sum(found for found, _, _ in done)} share something; index {size / 2**20:.0f} MB on disk,"
        f" worker {max(memory for _, memory, _ in done) / 2**20:.0f} MB, main {mine / 2**20:.0f} MB",
        flush=True,
    )
    return own


def main() -> None:
    counts = [int(word) for word in sys.argv[1:]] or [1000, 20000]
    times = [measure(count) for count in counts]
    for count, own in zip(counts[1:], times[1:], strict=True):
        print(f"a file at {count} ÷ at {counts[0]}: {own / times[0]:.2f}")


if __name__ == "__main__":
    main()
