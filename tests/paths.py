"""Where tests find things."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT / "corpora"
SAMPLES = CORPORA / "samples"
# Real official texts that may be measured on but not shipped lie beside the checkout where there are any.
SHARED = ROOT.parent / "shared" / "data"


def shared(name: str) -> Path:
    """A file of real texts; the test is skipped where there is none, unless GANHUO_NEEDS_SHARED says that there must be."""
    path = SHARED / name
    if not path.exists() and not os.environ.get("GANHUO_NEEDS_SHARED"):
        pytest.skip(f"no {name} beside this checkout")
    return path
