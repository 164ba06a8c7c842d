"""Where tests find things, and which of them want something that a machine may lack."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT / "corpora"
SAMPLES = CORPORA / "samples"
# Real official texts that may be measured on but not shipped lie beside the checkout where there are any.
SHARED = ROOT.parent / "shared" / "data"


def wanted(name: str, present: bool) -> None:
    """Skip a test where what it wants is absent, unless GANHUO_NEEDS_… says that it must be there."""
    if not present and not os.environ.get(f"GANHUO_NEEDS_{name.upper()}"):
        pytest.skip(f"{name} is not here")


def shared(name: str) -> Path:
    """A file of real texts."""
    path = SHARED / name
    wanted("shared", path.exists())
    return path


def office() -> None:
    """The test wants LibreOffice."""
    wanted("office", shutil.which("soffice") is not None)


def ocr() -> None:
    """The test wants the extra `ocr`."""
    wanted("ocr", find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None)


def archives() -> None:
    """The test wants the extra `archives`."""
    wanted("archives", find_spec("py7zr") is not None and find_spec("unrar") is not None)


def cluster() -> None:
    """The test wants the extra `cluster`."""
    wanted("cluster", find_spec("distributed") is not None and find_spec("fsspec") is not None)


def browser() -> None:
    """The test wants Chromium, its driver and selenium."""
    there = shutil.which("chromium") is not None and shutil.which("chromedriver") is not None
    wanted("browser", there and find_spec("selenium") is not None)


def postgres_programs() -> Path:
    """The test wants PostgreSQL: where its programs are."""
    here = shutil.which("initdb")
    found = Path(here).parent if here else max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
    wanted("postgres", found is not None and find_spec("psycopg") is not None)
    assert found
    return found
