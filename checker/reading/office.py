"""What Excel's and PowerPoint's packages share: parts that point to each other by number, and wording of their own."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from lxml.etree import _Element

from checker.reading.errors import Unreadable
from checker.reading.packages import Package


class Target(NamedTuple):
    """A part that another part points to; `kind` is the last word of the relationship type (``slide``)."""

    kind: str
    part: str


def targets(package: Package, part: str) -> dict[str, Target]:
    """What a part points to inside the package, by the number that its own text uses for it (``rId2``)."""
    folder, base = posixpath.split(part)
    root = package.xml(posixpath.join(folder, "_rels", base + ".rels"))
    return {
        str(item.get("Id")): Target(
            str(item.get("Type")).rpartition("/")[2], posixpath.join("/", folder, str(item.get("Target")))
        )
        for item in (() if root is None else root.iterchildren("{*}Relationship"))
        if item.get("TargetMode") != "External"
    }


def main_part(package: Package, usual: str) -> str:
    """The name of the part that the package is about."""
    return next((target.part for target in targets(package, "").values() if target.kind == "officeDocument"), usual)


def reference(element: _Element, name: str = "id") -> str:
    """The number in ``r:id``, whose prefix has two addresses."""
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("relationships}" + name)), "")


def reworded(error: Unreadable, program: str, suffix: str) -> Unreadable:
    """The same refusal, naming the program and the format that belong to this kind of file."""
    return Unreadable(error.code, error.message.replace("Word", program).replace(".docx", suffix))
