"""Small OpenDocument texts written by hand, so that a test shows the very XML it is about."""

from __future__ import annotations

from .word_files import zipped

KIND = "application/vnd.oasis.opendocument.text"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = {"fo": "xsl-fo-compatible", "svg": "svg-compatible", "draw": "drawing"}
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{_ODF}:{_NAMES.get(prefix, prefix)}:1.0"'
    for prefix in ("office", "text", "table", "draw", "style", "fo", "svg", "meta")
)
_NAMESPACES += ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
_NAMESPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'


def content(body: str, automatic: str = "") -> str:
    """The main part."""
    return (
        f"<office:document-content {_NAMESPACES}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def styles(common: str = "", automatic: str = "", masters: str = "") -> str:
    """The part with the common styles, and with the headers and footers and their own automatic styles."""
    return (
        f"<office:document-styles {_NAMESPACES}><office:styles>{common}</office:styles>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
    )


def odt(body: str, automatic: str = "", more: dict[str, str] | None = None) -> bytes:
    """An OpenDocument text with this body and these automatic styles; `more` are further parts."""
    return zipped({"mimetype": KIND, "content.xml": content(body, automatic), **(more or {})})


def p(inner: str, style: str = "") -> str:
    """A paragraph."""
    return f"<text:p{f' text:style-name={style!r}' if style else ''}>{inner}</text:p>"


def items(*texts: str) -> str:
    """List items; a text that is a list belongs to the item before it."""
    return "<text:list-item>" + "</text:list-item><text:list-item>".join(texts) + "</text:list-item>"


def listed(inner: str, attributes: str = "text:style-name='L'") -> str:
    """A list."""
    return f"<text:list {attributes}>{inner}</text:list>"


def level(number: int, attributes: str, followed_by: str = "listtab") -> str:
    """One level of a list style."""
    return (
        f"<text:list-level-style-number text:level='{number}' {attributes}><style:list-level-properties>"
        f"<style:list-level-label-alignment text:label-followed-by='{followed_by}'/></style:list-level-properties>"
        "</text:list-level-style-number>"
    )


def list_style(*levels: str, name: str = "L") -> str:
    """A list style."""
    return f"<text:list-style style:name='{name}'>{''.join(levels)}</text:list-style>"


def style(name: str, text: str = "", paragraph: str = "", family: str = "paragraph", more: str = "") -> str:
    """A style with these attributes of its text and its paragraph."""
    return (
        f"<style:style style:name='{name}' style:family='{family}' {more}><style:paragraph-properties {paragraph}/>"
        f"<style:text-properties {text}/></style:style>"
    )


def table(*rows: str) -> str:
    """A table; a row is the inner XML of its cells."""
    return "<table:table>" + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows) + "</table:table>"


def cell(inner: str, attributes: str = "") -> str:
    """A cell."""
    return f"<table:table-cell {attributes}>{inner}</table:table-cell>"


def box(*blocks: str) -> str:
    """A text box."""
    return f"<draw:frame><draw:text-box>{''.join(blocks)}</draw:text-box></draw:frame>"
