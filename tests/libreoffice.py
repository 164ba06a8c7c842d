"""LibreOffice as makers of fixtures and tests call it: each time in a profile of its own, so that runs do not meet."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path


def convert(kind: str, out: Path, *files: Path) -> None:
    """Write `files` as `kind` (``pdf``, ``odt``) into `out`. Raises CalledProcessError where LibreOffice fails."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", str(out), *map(str, files)], check=True, capture_output=True, timeout=240)
