"""The plain implementation that ours is measured against: what the same libraries give to whoever strings them together.

python-docx or pdfplumber reads, `jieba.posseg` cuts and tags, scikit-learn's TF-IDF with logistic regression says what kind each
sentence is and of which genre the whole, regular expressions look for the rest. It is trained in the run, on materials other than
those that are timed. `python benchmarks/plain.py` prints how many times faster ours is, in one run, in processor seconds.
"""

from __future__ import annotations

import logging
import re
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import docx
import jieba
import jieba.posseg
import pdfplumber
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from checker import Checker
from checker.training.corpus import LabelledMaterial, load_all

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "corpora" / "samples"
ROUNDS = 5
SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
RULES: dict[str, re.Pattern[str]] = {
    "boilerplate": re.compile(
        r"高度重视|深入贯彻|扎实推进|切实加强|不断提升|全面落实|进一步|统一思想|提高认识|狠抓落实|营造.{0,6}氛围|取得.{0,4}成效"
    ),
    "placeholder": re.compile(r"[X×Ｘ]{2,}|[＿_]{3,}|（此处.{0,10}）"),
    "figure": re.compile(r"\d+(?:\.\d+)?\s*(?:%|％|万|亿|元|人|名|个|项|次|家|场|期|天|年|月|日|岁|小时)"),
    "measure": re.compile(r"制定|出台|建立|实行|印发|设立|推行|开展"),
    "result": re.compile(r"提高到|增加到|下降到|达到|增长|减少|由.{1,12}(?:升|降|增|减)"),
    "problem": re.compile(r"问题|不足|短板|困难|瓶颈|不高|不够"),
    "goal": re.compile(r"目标|力争|计划到|到20\d\d年"),
    "union": re.compile(r"工会|慰问|文体活动|送温暖|职代会|会员|困难职工|劳动竞赛"),
    "reform": re.compile(r"产改|产业工人队伍|技能等级|新八级|技师|师带徒|薪酬|技能人才"),
    "chat": re.compile(r"作为(?:一个|一名)?AI|以下是.{0,12}(?:修改|润色)|希望对您有帮助"),
}


class Verdict(NamedTuple):
    """What the plain implementation says."""

    genre: str
    kinds: list[str]
    nouns: int
    found: dict[str, list[tuple[int, int]]]


def tagged(text: str) -> list[tuple[str, str]]:
    return [(word.word, word.flag) for word in jieba.posseg.lcut(text)]


def noted(text: str) -> tuple[list[list[tuple[str, str]]], dict[str, list[tuple[int, int]]]]:
    """What needs no learning: the tagged words of each sentence, and where the rules find something."""
    sentences = [tagged(sentence) for sentence in SENTENCE.findall(text)]
    return sentences, {name: [match.span() for match in rule.finditer(text)] for name, rule in RULES.items()}


def docx_text(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def pdf_text(path: Path) -> str:
    with pdfplumber.open(path) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def _as_is(words: list[str]) -> list[str]:
    return words


def _pipeline() -> Pipeline:
    return make_pipeline(TfidfVectorizer(analyzer=_as_is, ngram_range=(1, 1)), LogisticRegression(max_iter=300))


class Plain:
    """Trained once, then asked as often as you like."""

    def __init__(self, materials: Sequence[LabelledMaterial]) -> None:
        self.kinds, self.genres = _pipeline(), _pipeline()
        sentences = [(sentence.text, sentence.kind) for material in materials for sentence in material.labelled]
        self.kinds.fit([[word for word, _ in tagged(text)] for text, _ in sentences], [kind for _, kind in sentences])
        self.genres.fit([[word for word, _ in tagged(m.text)] for m in materials], [m.genre for m in materials])

    def check_text(self, text: str) -> Verdict:
        sentences, found = noted(text)
        words = [[word for word, _ in sentence] for sentence in sentences] or [[]]
        nouns = sum(flag.startswith("n") for sentence in sentences for _, flag in sentence)
        whole = [word for sentence in words for word in sentence]
        return Verdict(self.genres.predict([whole])[0], list(self.kinds.predict(words)), nouns, found)

    def check_docx(self, path: Path) -> Verdict:
        return self.check_text(docx_text(path))

    def check_pdf(self, path: Path) -> Verdict:
        return self.check_text(pdf_text(path))


def trained() -> tuple[Plain, list[str]]:
    """The plain implementation, and texts that it has not seen."""
    jieba.setLogLevel(logging.ERROR)
    materials = load_all(ROOT / "corpora" / "materials")
    return Plain(materials[1::3]), [material.text for material in materials[::3]]


def _seconds(work: Callable[[Any], object], things: Sequence[Any]) -> float:
    start = time.process_time()
    for thing in things:
        work(thing)
    return time.process_time() - start


def main() -> None:
    plain, texts = trained()
    checker = Checker()
    word, pdf = sorted(SAMPLES.glob("*.docx")), sorted(SAMPLES.glob("*.pdf"))
    cases: tuple[tuple[str, Callable[[Any], object], Callable[[Any], object], Sequence[Any]], ...] = (
        ("text", checker.check_text, plain.check_text, texts),
        (".docx", checker.check, plain.check_docx, word),
        (".pdf", checker.check, plain.check_pdf, pdf),
    )
    print(f"{'':<10}{'ours, ms each':>16}{'plain, ms each':>16}{'times faster':>14}")
    every: list[tuple[float, float]] = []
    for name, ours, theirs, things in cases:
        _seconds(ours, things), _seconds(theirs, things)
        pairs = [(_seconds(ours, things), _seconds(theirs, things)) for _ in range(ROUNDS)]
        a, b = (1000 * statistics.median(column) / len(things) for column in zip(*pairs, strict=True))
        every.append((a, b))
        print(f"{name:<10}{a:>16.2f}{b:>16.2f}{statistics.median(y / x for x, y in pairs):>13.1f}×", flush=True)
    ours_, theirs_ = (sum(column) for column in zip(*every, strict=True))
    print(f"{'one of each':<10}{ours_:>15.2f}{theirs_:>16.2f}{theirs_ / ours_:>13.1f}×")


if __name__ == "__main__":
    main()
