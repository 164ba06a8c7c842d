"""Speed and memory as ratios within one run: `python benchmarks/run.py`. Machines are noisy, so nothing here is a test.

Each pair is timed in turn, several rounds, in processor seconds of this process; the table gives medians. Cold starts are timed
as whole processes. What is judged: the labelled materials' texts, and Word and PDF files of the samples.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest import mock

import docx
import jieba
import jieba.posseg
from plain import noted, pdf_text

from checker import Checker, assessment
from checker import checker as judging
from checker.checks import CHECKS
from checker.reading import plain
from checker.training.corpus import load_all

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 7
TEXTS = [material.text for material in load_all(ROOT / "corpora" / "materials")[::3]]
SAMPLES = ROOT / "corpora" / "samples"
WORD = sorted(SAMPLES.glob("*.docx"))
PDF = sorted(SAMPLES.glob("*.pdf"))


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def compare(name: str, ours: Callable[[], object], theirs: Callable[[], object]) -> None:
    """Print our time, theirs and the ratio: medians of interleaved rounds."""
    ours(), theirs()
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(ROUNDS)]
    a, b = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(x / y for x, y in pairs)
    print(f"{name:<58}{a * 1000:>9.1f} ms{b * 1000:>9.1f} ms{ratio:>8.2f}×")


def cold(*words: str) -> float:
    """Wall seconds of a fresh process, the median of five."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, check=False)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def peak(*words: str) -> float:
    """Peak memory of a fresh process in MiB."""
    run = f"subprocess.run([sys.executable, *{list(words)!r}], capture_output=True)"
    code = f"import resource, subprocess, sys; {run}; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


def each(work: Callable[[Any], object], things: Sequence[Any]) -> Callable[[], None]:
    """`work` done for every one of `things`, nothing kept."""

    def run() -> None:
        for thing in things:
            work(thing)

    return run


def open_word(path: Path) -> None:
    docx.Document(str(path))


def plain_pdf(path: Path) -> None:
    """pdfplumber's text, tagged by jieba, with regular expressions for the rest: no learning."""
    noted(pdf_text(path))


def clocked(name: str, work: Callable[..., Any], spent: dict[str, float]) -> Callable[..., Any]:
    """`work`, with the seconds that it takes added up under its name."""

    def run(*given: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return work(*given, **named)
        finally:
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - start

    return run


def phases(checker: Checker) -> None:
    """What each step of judging a text takes, as a share of one jieba.lcut pass.

    The steps are clocked where they run, one text after the other: alone and warm each of them is up to twice as fast. For
    each text and step the least of all rounds counts, so that what other programs take of the machine does not.
    """
    spent: dict[str, float] = {}
    least: dict[tuple[str, int], float] = {}
    steps: list[tuple[str, Any, str]] = [
        ("parse", plain, "parse"), ("prepare", judging, "prepare"), ("label", assessment, "label"),
        *((f"check {name}", module, "check") for name, module in CHECKS.items()),
    ]  # fmt: skip
    with ExitStack() as stack:
        for name, home, attribute in steps:
            stack.enter_context(mock.patch.object(home, attribute, clocked(name, getattr(home, attribute), spent)))
        for _ in range(ROUNDS):
            for number, text in enumerate(TEXTS):
                taken = {"jieba": elapsed(jieba.lcut, text)}
                spent.clear()
                taken["all"] = elapsed(checker.check_text, text)
                taken |= spent | {"the rest": taken["all"] - sum(spent.values())}
                for name, value in taken.items():
                    least[name, number] = min(value, least.get((name, number), value))
    totals: Counter[str] = Counter()
    for (name, _), value in least.items():
        totals[name] += value
    print(f"\n{'of a jieba.lcut pass take':<58}{'ms':>12}{'share':>9}")
    for name in ("parse", "prepare", "label", *(step for step, *_ in steps[3:]), "the rest", "all"):
        print(f"{name:<58}{totals[name] * 1000:>12.1f}{totals[name] / totals['jieba']:>9.3f}")


def elapsed(work: Callable[[str], object], text: str) -> float:
    start = time.perf_counter()
    work(text)
    return time.perf_counter() - start


def main() -> None:
    checker = Checker()
    jieba.initialize()
    characters = sum(map(len, TEXTS))
    print(
        f"{len(TEXTS)} texts, {characters} characters; {len(WORD)} Word files; {len(PDF)} PDF files; medians of {ROUNDS} rounds\n"
    )
    print(f"{'ours against':<58}{'ours':>12}{'theirs':>12}{'ratio':>9}")
    compare("text → assessment, against one jieba.lcut pass", each(checker.check_text, TEXTS), each(jieba.lcut, TEXTS))
    compare(".docx → assessment, against python-docx opening the file", each(checker.check, WORD), each(open_word, WORD))
    compare(".pdf → assessment, against pdfplumber, tags and rules", each(checker.check, PDF), each(plain_pdf, PDF))
    phases(checker)
    one = ["-m", "checker", "check", str(WORD[0])]
    imports = ["-c", "import docx, rjieba"]
    ours, theirs = cold(*one), cold(*imports)
    print(f"\ncold `ganhuo check one.docx`   {ours:.2f} s, against cold `import docx, rjieba` {theirs:.2f} s")
    print(f"allowed: 1.5 × that + 0.5 s    {1.5 * theirs + 0.5:.2f} s, {ours / (1.5 * theirs + 0.5):.2f} of it used")
    print(f"peak memory of it              {peak(*one):.0f} MiB, against {peak(*imports):.0f} MiB")
    print(f"peak memory of this run        {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
