"""Models and samples are found from a checkout and from a zip of the package alike."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from checker.resources import shipped
from tests.paths import ROOT, SAMPLES


def test_a_checkout_finds_them_at_their_homes() -> None:
    assert {entry.name for entry in shipped("models").iterdir()} == {
        "README.md",
        "background.npy",
        "material.json",
        "sentence.json",
        "slots.json",
        "tenses.json",
    }
    assert {entry.name for entry in shipped("samples").iterdir()} == {path.name for path in SAMPLES.iterdir()}


def test_the_demo_runs_from_a_zip_of_the_package(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "ganhuo.zip", "w") as package:
        for home, inside in (
            ("checker", "checker"),
            ("models", "checker/shipped/models"),
            ("corpora/samples", "checker/shipped/samples"),
        ):
            for path in (ROOT / home).rglob("*"):
                if path.is_file() and "__pycache__" not in path.parts:
                    package.write(path, f"{inside}/{path.relative_to(ROOT / home).as_posix()}")
    code = "import checker, sys; assert '.zip' in checker.__file__; from checker.cli import main; sys.argv = ['ganhuo', 'demo']; main()"
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "ganhuo.zip"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", timeout=120
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "共10份：可转报3，退回修改1，不予转报6。" in done.stdout
