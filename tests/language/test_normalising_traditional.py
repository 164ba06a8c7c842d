"""Traditional characters are matched as simplified ones, and quoted as they were written."""

import subprocess
import sys
from pathlib import Path

import docx
import pytest

from checker.assessment import Assessment
from checker.checker import Checker
from checker.language.normalising import normalise
from checker.reading.plain import decode
from tests.paths import ROOT

FORMATS, BIG5 = ROOT / "tests" / "fixtures" / "formats", ROOT / "tests" / "fixtures" / "traditional"
NAMES = ["b02-02.txt", "b05-13.txt", "b12-11.txt", "b13-16.txt"]


@pytest.mark.parametrize(
    ("written", "matched"),
    [
        ("關於產業工人隊伍建設改革工作總結", "关于产业工人队伍建设改革工作总结"),
        ("乾淨的車間，乾坤的門", "干净的车间，乾坤的门"),
        ("沿著這條路，著作等身", "沿着这条路，著作等身"),
        ("今後打算", "今后打算"),
        ("職工說「沒錢」", "职工说“没钱”"),
        ("衞生檢查", "卫生检查"),
        ("⼯會 2021 年開展競賽", "工会2021年开展竞赛"),
    ],
)
def test_words_decide_the_simplified_character(written: str, matched: str) -> None:
    assert normalise(written)[0] == matched


@pytest.mark.parametrize(
    "text",
    ["成效显著，著力不多", "於志强、乾隆、覆盖、凭藉", "匾上写着團字，其余都是简体，成效显著，职工说「好」，大家都很满意。"],
)
def test_simplified_text_is_left_alone(text: str) -> None:
    assert normalise(text) == (text, range(len(text) + 1))


@pytest.mark.parametrize("name", NAMES)
def test_every_traditional_character_keeps_its_place(name: str) -> None:
    for line in decode((BIG5 / name).read_bytes()).splitlines():
        normal, origin = normalise(line)
        assert len(origin) == len(normal) + 1
        assert origin[len(normal)] == len(line)


def test_simplified_text_does_not_load_the_library() -> None:
    program = "import sys; from checker.language.normalising import normalise; normalise('产业工人\u3000队伍'); print('opencc' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True, cwd=ROOT)
    assert done.stdout.strip() == "False"


def judged(assessment: Assessment) -> tuple[object, ...]:
    return assessment.status, assessment.verdict, assessment.genre, assessment.hollow, assessment.unit, assessment.period


def agreement(one: Assessment, other: Assessment) -> float:
    pairs = list(zip(one.sentences, other.sentences, strict=True))
    return sum(a.label.kind == b.label.kind for a, b in pairs) / len(pairs)


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_in_big5_is_judged_as_in_simplified_characters(name: str, tmp_path: Path) -> None:
    simplified, traditional = Checker().check(FORMATS / name), Checker().check(BIG5 / name)
    assert judged(traditional) == judged(simplified)
    assert agreement(simplified, traditional) >= 0.98
    written = decode((BIG5 / name).read_bytes()).replace("\r\n", "\n")
    as_text = Checker().check_text(written)
    assert judged(as_text) == judged(simplified)
    # Quotes stay as they were written.
    assert all(sentence.text in written for sentence in as_text.sentences)
    document = docx.Document()
    for line in written.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "traditional.docx"))
    assert agreement(simplified, Checker().check(tmp_path / "traditional.docx")) >= 0.98
