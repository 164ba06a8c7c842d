"""The JSON contract, held against docs/schema.json."""

import json

import jsonschema
import pytest

from checker import Checker
from checker.checks import CHECKS
from checker.reports.as_json import as_dict, line, listed
from tests.paths import ROOT, SAMPLES

SCHEMA = json.loads((ROOT / "docs" / "schema.json").read_text(encoding="utf-8"))
FILES = sorted(p for p in SAMPLES.iterdir() if p.suffix != ".toml")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_sample_s_json_follows_the_schema(path) -> None:
    assessment = Checker().check(path)
    jsonschema.validate(as_dict(assessment, with_text=True), SCHEMA)
    jsonschema.validate(json.loads(line(as_dict(assessment))), SCHEMA)


def test_an_unreadable_file_follows_the_schema_with_nulls(tmp_path) -> None:
    data = as_dict(Checker().check(tmp_path / "missing.docx"))
    jsonschema.validate(data, SCHEMA)
    assert data["error"] == {"code": "missing", "message": "文件不存在；请检查路径。"}
    judged = (
        "verdict",
        "certainty",
        "needs_review",
        "quality",
        "genre",
        "hollow",
        "elements",
        "deductions",
        "findings",
        "practices",
        "sentences",
    )
    assert [data[key] for key in judged] == [None] * len(judged)


def test_offsets_of_sentences_and_findings_count_in_the_text() -> None:
    data = as_dict(Checker().check(FILES[0]), with_text=True)
    assert [data["text"][s["start"] : s["end"]] for s in data["sentences"]] == [s["text"] for s in data["sentences"]]
    assert [data["text"][f["start"] : f["end"]] for f in data["findings"]] == [f["quote"] for f in data["findings"]]


def test_places_of_practices_count_in_the_text() -> None:
    data = as_dict(Checker().check(next(SAMPLES.glob("河澜*.docx"))), with_text=True)
    assert data["practices"]
    for practice in data["practices"]:
        places = [practice["name"], practice["what"], *practice["rule"], *practice["results"]]
        places += [practice["whom"]] if practice["whom"] else []
        assert [data["text"][p["start"] : p["end"]] for p in places] == [p["text"] for p in places]
        assert practice["transferable"] == bool(practice["whom"] and practice["rule"] and practice["results"])


def test_text_is_left_out_unless_asked_for() -> None:
    assert "text" not in as_dict(Checker().check_text("题目"))


def test_a_list_is_in_the_order_of_the_files() -> None:
    assessments = [Checker().check_text("一、二", name) for name in ("b", "a")]
    assert [item["file"] for item in json.loads(listed([as_dict(a) for a in assessments]))] == ["b", "a"]


def test_the_schema_knows_every_check() -> None:
    assert set(SCHEMA["$defs"]["check"]["enum"]) == set(CHECKS)
