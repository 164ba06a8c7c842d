"""All that CI runs, on any system: `python ci.py` inside an environment with the development extras."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
STEPS = (
    ["ruff", "format", "--check", "."],
    ["ruff", "check", "."],
    ["mypy"],
    ["lint-imports", "--no-logo"],
    ["docs/generate.py", "--check"],
    ["pytest"],
)


def run(words: list[str], cwd: Path = ROOT, python: str = sys.executable) -> None:
    """Run a console script or a Python file of this environment; stop at the first that fails."""
    print("$", *words, flush=True)
    tool = Path(python).parent / words[0]
    command = [python, *words] if words[0].endswith(".py") or words[0] == "-m" else [str(tool), *words[1:]]
    if status := subprocess.run(command, cwd=cwd, check=False).returncode:
        sys.exit(status)


def try_the_wheel() -> None:
    """Install the built wheel into an empty environment and run the demo in a folder with no repository near."""
    with tempfile.TemporaryDirectory() as folder:
        run(["-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, "."])
        wheel = next(Path(folder).glob("*.whl"))
        home = Path(folder) / "venv"
        venv.create(home, with_pip=True)
        scripts = home / ("Scripts" if os.name == "nt" else "bin")
        python = str(scripts / ("python.exe" if os.name == "nt" else "python"))
        run(["-m", "pip", "install", "--quiet", str(wheel)], Path(folder), python)
        run(["ganhuo", "demo", "--format", "jsonl"], Path(folder), python)


if __name__ == "__main__":
    for step in STEPS:
        run(step)
    try_the_wheel()
