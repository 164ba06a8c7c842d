"""The labelled format: what it says, and what breaks it."""

from pathlib import Path

import pytest

from checker.training.corpus import CorpusError, cut_otherwise, load

HEADER = """brief: x
unit: 甲厂
year: 2021
design: good
genre: reform
disguised: no
hollow: 0
elements: measure result
verdict: pass
quality: 88
"""
BODY = """
T 手艺按级拿钱

n1r 厂里改了办法。
s3r 焊工分四级，每级差三百元。
- 现将做法汇报如下：

#s2r 一、分级
s2r 考评员由车间推选。
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "x" / "01.txt"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_a_material_is_read_with_its_labels(tmp_path: Path) -> None:
    material = load(written(tmp_path, HEADER + BODY))
    assert (material.name, material.genre, material.hollow, material.elements) == ("x/01", "reform", 0, {"measure", "result"})
    assert [(s.kind, s.specificity, s.topic, s.heading) for s in material.labelled] == [
        ("neutral", 1, "reform", False),
        ("specific", 3, "reform", False),
        ("specific", 2, "reform", True),
        ("specific", 2, "reform", False),
    ]
    assert material.text.splitlines() == [
        "手艺按级拿钱",
        "厂里改了办法。焊工分四级，每级差三百元。现将做法汇报如下：",
        "一、分级",
        "考评员由车间推选。",
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (HEADER.replace("genre: reform", "genre: reforms") + BODY, "genre is 'reforms'"),
        (HEADER.replace("quality: 88\n", "") + BODY, "header lacks quality"),
        (HEADER.replace("year: 2021", "2021") + BODY, "no «key: value»"),
        (HEADER + "\n没有标签的句子。\n", "no label before the sentence"),
        (HEADER + "\ns4r 标签不对。\n", "no label before the sentence"),
    ],
)
def test_what_breaks_the_format_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(CorpusError, match=complaint):
        load(written(tmp_path, text))


def test_a_line_that_the_sentence_rule_cuts_otherwise_is_named(tmp_path: Path) -> None:
    material = load(written(tmp_path, HEADER + "\ns2r 焊工分四级。每级三百元。\n"))
    assert list(cut_otherwise(material)) == ["x/01: the sentence rule cuts 焊工分四级。 | 每级三百元。"]
