"""Small Word packages written by hand, so that a test shows the very XML it is about."""

from __future__ import annotations

import io
import zipfile

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}/relationships" xmlns:m="{_OFFICE}/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_ROOTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes", "header": "hdr"}
_ROOTS["footer"] = "ftr"


def zipped(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    """A relationship part; each target is (kind, address)."""
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/relationships/{kind}" Target="{address}"/>'
        for number, (kind, address) in enumerate(targets)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'


def document(body: str) -> str:
    """The main part."""
    return f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"


def word(body: str, main: str = "word/document.xml", **parts: str) -> bytes:
    """A Word file with this body; `parts` are the inner XML of styles, numbering, footnotes, header1, footer2 …"""
    folder, _, base = main.rpartition("/")
    targets = [(name.rstrip("0123456789"), f"{name}.xml") for name in parts]
    others = {
        f"{folder}/{name}.xml": f"<w:{_ROOTS[kind]} {_NAMESPACES}>{parts[name]}</w:{_ROOTS[kind]}>"
        for name, (kind, _) in zip(parts, targets, strict=True)
    }
    return zipped(
        {
            "_rels/.rels": relations(("officeDocument", main)),
            main: document(body),
            f"{folder}/_rels/{base}.rels": relations(*targets),
            **others,
        }
    )


def p(*content: str, form: str = "") -> str:
    """A paragraph; content that is not XML becomes a run."""
    inner = "".join(item if item.startswith("<") else r(item) for item in content)
    return f"<w:p>{f'<w:pPr>{form}</w:pPr>' if form else ''}{inner}</w:p>"


def r(text: str, form: str = "") -> str:
    """A run of text."""
    return f'<w:r>{f"<w:rPr>{form}</w:rPr>" if form else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: list[str]) -> str:
    """A table; a cell is its inner XML."""
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows) + "</w:tbl>"


def box(*content: str) -> str:
    """A run that anchors a text box, in the two ways that Word writes side by side."""
    inner = f"<w:txbxContent>{''.join(content)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def listed(num_id: int, level: int = 0) -> str:
    """Paragraph properties that put a paragraph into a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'


def numbering(
    *levels: tuple[str, str], nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>', more: str = ""
) -> str:
    """One abstract list, each level (format, pattern), and the lists that use it; `more` goes into every level."""
    inner = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/>{more}</w:lvl>'
        for index, (form, pattern) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="0">{inner}</w:abstractNum>{nums}'
