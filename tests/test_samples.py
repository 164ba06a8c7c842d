"""The demo's ten samples get the verdicts that the annotation guide gives them."""

import pytest

from checker import Checker, toml
from tests.paths import SAMPLES

EXPECTED = toml.loads((SAMPLES / "expected.toml").read_text(encoding="utf-8"))


def test_there_are_ten_samples_of_three_formats() -> None:
    files = sorted(path.name for path in SAMPLES.iterdir() if path.suffix != ".toml")
    assert files == sorted(EXPECTED)
    assert len(files) == 10
    assert {name.rsplit(".", 1)[1] for name in files} == {"docx", "pdf", "txt"}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_is_judged_as_the_guide_has_it(name: str) -> None:
    a = Checker().check(SAMPLES / name)
    expected = EXPECTED[name]
    assert (a.genre, a.disguised, a.verdict) == (expected["genre"], expected["disguised"], expected["verdict"])
    assert abs((a.hollow or 0) - expected["hollow"]) <= 1
