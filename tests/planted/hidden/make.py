"""Writes reports with hidden words, and honest ones that look a little like them: ``python -m tests.planted.hidden.make FOLDER``.

``manifest.json`` beside the files has a row for each: `planted`, `kind` (by what means the words are hidden), `how`, `purpose` of
the words, the `hidden` words or those `shown`, the `anchor` (a sentence that is seen right before them), `meaning` where the words
are spelled in an odd way, and `doubt`, why a miss or an alarm here may be forgiven. Files whose names begin with ``lo-`` are kept in
``kept/``; where one is missing there, LibreOffice makes it anew.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from . import converted, layout, pdf, sheets, slides, web, word, writer
from .cases import Case

MAKERS = (word, pdf, web, writer, slides, sheets, layout)


def cases() -> list[Case]:
    made = [case for maker in MAKERS for case in maker.cases()]
    return made + converted.cases(made)


def write(folder: Path) -> None:
    """Write all files, and a manifest that says what is in each."""
    folder.mkdir(parents=True, exist_ok=True)
    made = cases()
    for case in made:
        (folder / case.file).write_bytes(case.data)
    rows = ",\n".join(json.dumps(case.row, ensure_ascii=False) for case in made)
    (folder / "manifest.json").write_text(f"[\n{rows}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    write(parser.parse_args().folder)
