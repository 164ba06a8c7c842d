"""Files that LibreOffice makes of the Word files: what an office program writes has another form than what a hand writes."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from .cases import Case

# By the format wanted: the Word files that keep in it what they are about.
WANTED = {
    "pdf": ("white-run", "white-cell", "near-white-run", "tiny-one-point", "under-picture", "same-as-cell",
            "paragraph-ground", "cell-ground", "filled-box", "box-on-picture", "dark-page", "grey-a6a6a6", "footnotes", "radicals"),
    "doc": ("white-run", "vanish-run", "tiny-one-point", "near-white-run", "paragraph-ground", "cell-ground", "hidden-marks", "contents"),
    "rtf": ("white-paragraph", "vanish-character-style", "tiny-style", "paragraph-ground", "cell-ground", "hidden-marks"),
    "odt": ("white-character-style", "vanish-run", "white-cell", "table-style", "filled-box", "revisions"),
}  # fmt: skip


KEPT = Path(__file__).parent / "kept"


def cases(made: list[Case]) -> list[Case]:
    """The kept files, and those not yet there, made and kept: no two runs of LibreOffice write the same bytes."""
    words = {case.file.removeprefix("docx-").removesuffix(".docx"): case for case in made if case.file.endswith(".docx")}
    wanted = [(kind, words[name]) for kind, names in WANTED.items() for name in names]
    KEPT.mkdir(exist_ok=True)
    for kind in WANTED:
        _convert(kind, [case for other, case in wanted if other == kind and not _kept(kind, case).exists()])
    return [_case(kind, case) for kind, case in wanted]


def _kept(kind: str, source: Case) -> Path:
    return KEPT / f"lo-{kind}-{Path(source.file).stem.removeprefix('docx-')}.{kind}"


def _convert(kind: str, sources: list[Case]) -> None:
    if not sources:
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for case in sources:
            (folder / case.file).write_bytes(case.data)
        command = [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            name,
        ]
        subprocess.run([*command, *(str(folder / case.file) for case in sources)], check=True, capture_output=True, timeout=240)
        for case in sources:
            _kept(kind, case).write_bytes((folder / case.file).with_suffix(f".{kind}").read_bytes())


def _case(kind: str, source: Case) -> Case:
    kept = _kept(kind, source)
    row = {key: value for key, value in source.row.items() if key != "doubt"}
    return Case(
        kept.name, kept.read_bytes(), row | {"file": kept.name, "how": f"{source.row['how']}, saved as {kind} by LibreOffice"}
    )
