"""What the packages of Word, Excel and PowerPoint have in common, and wording of their own for the latter two."""

from __future__ import annotations

import re

from lxml.etree import _Element

from checker.reading.errors import Unreadable
from checker.reading.packages import Package, Relation
from checker.reading.word.names import MC


def is_about(data: bytes, main_part: re.Pattern[str], content_type: re.Pattern[bytes]) -> bool | None:
    """Whether a package has such a main part, by the names or types of its parts; None where it cannot be opened."""
    if not data.startswith(b"PK"):
        return False
    try:
        package = Package(data)
        if any(main_part.fullmatch(name) for name in package.names()):
            return True
        return content_type.search(package.read("[Content_Types].xml") or b"") is not None
    except Exception:
        return None


def main_part(package: Package, usual: str) -> str:
    """The name of the part that the package is about."""
    return next((relation.target for relation in package.relations("") if relation.kind == "officeDocument"), usual)


def targets(package: Package, part: str) -> dict[str, Relation]:
    """What a part points to inside the package, by the number that its own text uses for it (``rId2``)."""
    return {relation.id: relation for relation in package.relations(part)}


def branch(alternate: _Element) -> _Element:
    """One of several ways to write the same thing (`mc:AlternateContent`); reading two would read it twice."""
    found = alternate.find(MC + "Choice")
    found = alternate.find(MC + "Fallback") if found is None else found
    return alternate if found is None else found


def reworded(error: Unreadable, program: str, suffix: str) -> Unreadable:
    """The same refusal, naming the program and the format that belong to this kind of file."""
    return Unreadable(error.code, error.message.replace("Word", program).replace(".docx", suffix))
