"""An Excel package (.xlsx, .xlsm) packed anew: the parts with cells alone, under their usual names, counted."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import count
from xml.sax.saxutils import quoteattr

from lxml import etree
from lxml.etree import _Element

from checker.reading import limits
from checker.reading.errors import Unreadable
from checker.reading.office import main_part, targets
from checker.reading.packages import DAMAGED, Package, parse
from checker.reading.word.names import R
from checker.reading.workbook import TOO_LARGE, Extent, Hidden, Opened, looks

_BINARY = "这是二进制的 Excel 工作簿（.xlsb），不能直接读取；请用 Excel 或 WPS 另存为 .xlsx 后再报。"
_DOCTYPE = b"<!DOCTYPE"

_CELL_NAME = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_LAST_COLUMN = 2**14
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def opened(data: bytes) -> Opened:
    """A copy of a workbook in which nothing is that was not counted; raises `Unreadable`."""
    package = Package(data)
    main = main_part(package, "xl/workbook.xml")
    if main.endswith(".bin"):
        raise Unreadable("unsupported", _BINARY)
    workbook = package.read(main)
    if workbook is None:
        raise Unreadable("damaged", DAMAGED)
    known = targets(package, main)
    by_kind = {relation.kind: relation.target for relation in known.values()}
    parts = {"_rels/.rels": _relations([("rId1", "officeDocument", "xl/workbook.xml")]), "xl/workbook.xml": workbook}
    lengths: list[int] = []
    if (strings := package.read(by_kind.get("sharedStrings", ""))) is not None:
        parts["xl/sharedStrings.xml"] = strings
        lengths = _lengths(strings)
    if (styles := package.read(by_kind.get("styles", ""))) is not None:
        parts["xl/styles.xml"] = styles
    forms = looks.kinds(styles)
    hidden, sheets, extent = [], [], Extent()
    for number, sheet in enumerate(parse(workbook).iterfind("{*}sheets/{*}sheet")):
        id_ = sheet.get(R + "id", "")
        relation = known.get(id_)
        raw = package.read(relation.target) if relation is not None and relation.kind == "worksheet" else None
        found = Hidden()
        if raw is not None:
            extent.sheet()
            _scan(raw, lengths, extent, found, [] if looks.looks_otherwise(raw) else forms)
            parts[f"xl/worksheets/sheet{number}.xml"] = raw
        # Charts and macros have no cells; calamine knows fewer kinds of them than there are.
        sheets.append((id_, "chartsheet" if raw is None else "worksheet", f"worksheets/sheet{number}.xml"))
        hidden.append(found)
    parts["xl/_rels/workbook.xml.rels"] = _relations(sheets)
    return Opened(_packed(parts), tuple(hidden), any(name.startswith("xl/media/") for name in package.names()), package)


def _relations(items: list[tuple[str, str, str]]) -> bytes:
    inner = "".join(
        f"<Relationship Id={quoteattr(name)} Type={quoteattr(_TYPE + kind)} Target={quoteattr(target)}/>"
        for name, kind, target in items
    )
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'.encode()


def _packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, raw in parts.items():
            package.writestr(name, raw)
    return file.getvalue()


def _elements(raw: bytes, *names: str) -> Iterator[tuple[str, _Element]]:
    """Where elements of these names begin and end, without keeping what is behind."""
    if _DOCTYPE in raw:
        raise Unreadable("damaged", DAMAGED)
    if raw.count(b"<") > limits.SHEET_ITEMS:
        raise Unreadable("too_large", TOO_LARGE)
    events = etree.iterparse(
        io.BytesIO(raw),
        events=("start", "end"),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for event, element in events:
            yield event, element
            if event == "end":
                element.clear()
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
    except etree.XMLSyntaxError as error:
        raise Unreadable("damaged", DAMAGED) from error


def _lengths(raw: bytes) -> list[int]:
    """How long each shared string is: one long one, named by every cell, would be copied for each."""
    lengths = []
    for event, element in _elements(raw, "sst", "si"):
        if event == "start" and element.get("uniqueCount", "0").isdecimal():
            # calamine sets aside as much as is claimed.
            if int(element.get("uniqueCount", "0")) > limits.SHEET_CELLS:
                raise Unreadable("damaged", DAMAGED)
        elif event == "end" and element.tag.endswith("}si"):
            lengths.append(sum(len(text.text or "") for text in element.iter("{*}t")))
    return lengths


def _scan(raw: bytes, lengths: list[int], extent: Extent, hidden: Hidden, forms: list[str]) -> None:
    """Count the filled cells of a sheet into `extent`, and note what is hidden, by `forms` of cells too."""
    unseen = {str(index): kind for index, kind in enumerate(forms) if kind}
    row, columns = -1, count()
    # One byte a column: millions of declarations may each name all of them.
    out_of_sight = bytearray(_LAST_COLUMN)
    for event, element in _elements(raw, "row", "c", "col"):
        kind = element.tag.rpartition("}")[2]
        if event == "start" and kind == "row":
            row = int(element.get("r", row + 2)) - 1
            columns = count()
            if _is_on(element.get("hidden")):
                hidden.rows.add(row)
        elif event == "start" and kind == "col" and _is_on(element.get("hidden")):
            first, last = (min(max(int(element.get(end, "1")), 1), _LAST_COLUMN) for end in ("min", "max"))
            out_of_sight[first - 1 : last] = b"\1" * (last - first + 1)
        elif event == "end" and kind == "c":
            place = _place(element.get("r"), row, next(columns))
            columns = count(place[1] + 1)
            if len(element):
                extent.add(*place)
                if (form := element.get("s")) in unseen:
                    hidden.cells[place] = unseen[form]
                extent.write(_length(element, lengths))
    hidden.columns.update(column for column, is_out in enumerate(out_of_sight) if is_out)


def _place(name: str | None, row: int, column: int) -> tuple[int, int]:
    """Row and column from 0 by the name of a cell (``B7``); a cell without one follows the last."""
    if name is None:
        return row, column
    match = _CELL_NAME.fullmatch(name)
    if match is None:
        raise Unreadable("damaged", DAMAGED)
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _length(cell: _Element, lengths: list[int]) -> int:
    value = cell.findtext("{*}v") or ""
    if cell.get("t") == "s":
        return lengths[int(value)] if value.isdecimal() and int(value) < len(lengths) else 0
    return len(value) + sum(len(text.text or "") for text in cell.iter("{*}t"))


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")
