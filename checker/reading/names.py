"""What a file's name alone tells: whether it is worth opening in a folder or an archive. What is in it, its bytes tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

# The reader that a suffix promises; whether it is the right one, the reader's `accepts` says.
READERS = {
    "docx": (".docx", ".docm", ".dotx", ".dotm"),
    "doc": (".doc", ".dot", ".wps", ".wpt"),
    "rtf": (".rtf",),
    "pdf": (".pdf",),
    "ofd": (".ofd",),
    "odt": (".odt", ".ott"),
    "html": (".html", ".htm"),
    "plain": (".txt", ".text", ".md", ".markdown"),
    "picture": (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp"),
    "sheets": (".xlsx", ".xlsm", ".xls", ".et"),
    "slides": (".pptx", ".pptm", ".ppsx"),
}
PROMISED = {suffix: reader for reader, suffixes in READERS.items() for suffix in suffixes}
CONTAINERS = (".zip", ".7z", ".rar", ".tar", ".tgz", ".gz", ".tbz2", ".bz2", ".txz", ".xz", ".eml")
# Not read, but a unit may mean its material by it: it gets a row that says what to do.
REFUSED = (".ppt", ".dps", ".mht", ".mhtml", ".msg", ".heic", ".webp", ".gif")
WANTED = frozenset((*PROMISED, *CONTAINERS, *REFUSED))

# What other programs leave beside the materials: locks of open files, thumbnails, settings of folders.
LITTER_BEGINNINGS = ("~$", ".~", "._", "~wrl")
LITTER_NAMES = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
LITTER_FOLDERS = frozenset({"__macosx", "$recycle.bin", ".git"})


def is_wanted(name: str) -> bool:
    """Whether a file found in a folder or archive is one to judge; shortcuts, locks, thumbnails and programs are not."""
    path = PurePosixPath(name.replace("\\", "/").lower())
    if path.name in LITTER_NAMES or path.name.startswith(LITTER_BEGINNINGS) or LITTER_FOLDERS & set(path.parts):
        return False
    return path.suffix in WANTED


def find_materials(path: Path) -> Iterator[tuple[Path, bool]]:
    """The files under a path, itself or what a folder holds in the order of names, each with whether it is one to judge."""
    if not path.is_dir():
        yield path, True
        return
    for found in sorted(path.rglob("*")):
        if found.is_symlink() or found.is_file():
            yield found, not found.is_symlink() and is_wanted(found.relative_to(path).as_posix())
