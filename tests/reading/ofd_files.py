"""Small OFDs written by hand, so that a test shows the very XML it is about."""

from __future__ import annotations

from .word_files import zipped

_ROOT = 'xmlns:ofd="http://www.ofdspec.org/2016"'
# Letters of 16 points.
SIZE = 5.6444


def text(words: str, x: float = 28, y: float = 50, attributes: str = "", deltas: str = "", size: float = SIZE) -> str:
    """A text object whose letters stand on the base line `y`; without `deltas` each Han is as wide as it is high."""
    moves = deltas or f"g {max(1, len(words) - 1)} {size}"
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y - size} 150 10" Font="3" Size="{size}" {attributes}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{moves}">{words}</ofd:TextCode></ofd:TextObject>'
    )


def lines(*words: str, top: float = 50) -> str:
    """A text object for each line."""
    return "".join(text(line, y=top + 10 * index) for index, line in enumerate(words))


def page(inner: str, before: str = "", box: str = "0 0 210 297") -> str:
    """A page; `before` stands before its content."""
    return (
        f"<ofd:Page {_ROOT}>{before}<ofd:Area><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:Area>"
        f'<ofd:Content><ofd:Layer ID="2">{inner}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def resources(**units: str) -> str:
    """Graphic units by their names."""
    listed = "".join(
        f'<ofd:CompositeGraphicUnit ID="{name}" Width="9" Height="9"><ofd:Content>{inner}</ofd:Content></ofd:CompositeGraphicUnit>'
        for name, inner in units.items()
    )
    return f"<ofd:Res {_ROOT}><ofd:CompositeGraphicUnits>{listed}</ofd:CompositeGraphicUnits></ofd:Res>"


def drawn(unit: str) -> str:
    """A graphic unit at the corner of the page."""
    return f'<ofd:CompositeObject ID="5" Boundary="0 0 210 297" ResourceID="{unit}"/>'


def document(pages: int, common: str = "", folder: str = "Pages") -> str:
    """The part that lists the pages."""
    listed = "".join(f'<ofd:Page ID="{index}" BaseLoc="{folder}/{index}.xml"/>' for index in range(pages))
    return (
        f"<ofd:Document {_ROOT}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        f"{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    )


def entry(*roots: str) -> str:
    """The part where reading begins."""
    bodies = "".join(f"<ofd:DocBody><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody>" for root in roots)
    return f'<ofd:OFD {_ROOT} Version="1.0" DocType="OFD">{bodies}</ofd:OFD>'


def parts(*pages: str, common: str = "") -> dict[str, str | bytes]:
    """The parts of an OFD with these pages; `common` names its templates and resources."""
    return {
        "OFD.xml": entry("Doc_0/Document.xml"),
        "Doc_0/Document.xml": document(len(pages), common),
        **{f"Doc_0/Pages/{index}.xml": content for index, content in enumerate(pages)},
    }


def ofd(*pages: str, common: str = "", **more: str) -> bytes:
    """An OFD with these pages; `more` are further parts of the document, by their names without the ending."""
    return zipped({**parts(*pages, common=common), **{f"Doc_0/{name}.xml": part for name, part in more.items()}})
