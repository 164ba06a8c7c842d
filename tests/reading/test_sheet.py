"""Styles that are parsed when asked for are those of the part parsed as a whole."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from checker.reading.packages import parse
from checker.reading.word.names import W
from checker.reading.word.sheet import Sheet
from tests.paths import ROOT, SAMPLES

FILES = sorted({*SAMPLES.glob("*.docx"), *ROOT.glob("tests/**/*.docx")})
ROOT_TAG = f'<w:styles xmlns:w="{W[1:-1]}" xmlns:r="urn:r">'
DEFAULTS = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
LATENT = '<w:latentStyles w:count="1"><w:lsdException w:name="Normal"/></w:latentStyles>'
ONE = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
TWO = '<w:style w:type="character" w:styleId="b &amp; c"><w:rPr><w:b/></w:rPr></w:style>'
THREE = '<w:style w:type="paragraph" w:styleId="标题1"><w:basedOn w:val="a"/></w:style>'


def part(*inner: str, root: str = ROOT_TAG, before: str = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n') -> bytes:
    return f"{before}{root}{''.join(inner)}</w:styles>".encode()


USUAL = {
    "styles alone": part(ONE, THREE),
    "all there is": part(DEFAULTS, LATENT, ONE, THREE),
    "set in lines": part("\n ", DEFAULTS, "\n ", LATENT, "\n ", ONE, "\n ", THREE, "\n"),
    "no declaration": part(ONE, THREE, before=""),
    "twice the same name": part(ONE, THREE, THREE.replace("basedOn", "next")),
    "no usual one": part(DEFAULTS, THREE),
    "latent ones in one tag": part('<w:latentStyles w:count="1"/>', ONE),
}
ODD = {
    "an entity in a name": part(ONE, TWO),
    "a comment": part(ONE, "<!-- " + THREE + " -->", THREE),
    "letters set apart": part(ONE, f"<w:x><![CDATA[{THREE}]]></w:x>"),
    "an instruction": part(ONE, f"<?x {THREE}?>", THREE),
    "a blank in an end": part(ONE.replace("</w:style>", "</w:style >"), THREE),
    "no end": part('<w:style w:styleId="x"/>', ONE, THREE),
    "one inside another": part(ONE.replace("</w:style>", THREE + "</w:style>")),
    "one inside something else": part(ONE, f"<w:x>{THREE}</w:x>"),
    "all inside something else": part("<w:x>", ONE, THREE, "</w:x>"),
    "another name for the same": part(ONE, THREE.replace("w:style ", "v:style ").replace("</w:style>", "</v:style>")).replace(
        b"xmlns:r", f'xmlns:v="{W[1:-1]}" xmlns:r'.encode()
    ),
    "another of its own": part(
        ONE, THREE.replace("<w:style ", f'<v:style xmlns:v="{W[1:-1]}" ').replace("</w:style>", "</v:style>")
    ),
    "quoted otherwise": part(ONE.replace('"', "'"), THREE),
    "a tag over lines": part(ONE, THREE.replace("<w:style ", "<w:style\n")),
    "blanks at the sign": part(ONE.replace("styleId=", "styleId = "), THREE),
    "a name in another's clothes": part(ONE.replace('w:type="', 'w:x=" w:styleId=" w:type="'), THREE),
    "a greater sign in a name": part(ONE.replace('w:styleId="a"', 'w:x="a>b" w:styleId="a"'), THREE),
    "a style without a name": part('<w:style w:type="paragraph"><w:name w:val="x"/></w:style>', ONE),
    "defaults behind": part(ONE, DEFAULTS, THREE),
    "defaults inside": part(f"<w:x>{DEFAULTS}</w:x>", ONE),
    "defaults twice": part(DEFAULTS, DEFAULTS.replace("21", "99"), ONE),
    "other vocabulary": part(ONE, THREE, root='<w:styles xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main">'),
    "other letters": part(ONE, THREE, before='<?xml version="1.0" encoding="UTF-16"?>').decode().encode("utf-16"),
    "nothing": part(),
}


def account(sheet: Sheet, names: list[str]) -> dict[str, object]:
    """All that a sheet says, for comparing two."""
    found = {name: sheet.get(name) for name in [*names, "no such style"]}
    return {
        "usual": sheet.usual,
        "defaults": None if sheet.defaults is None else canonical(sheet.defaults),
        "styles": {name: element is not None and canonical(element) for name, element in found.items()},
    }


def canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True).strip()


def same(raw: bytes) -> bool:
    """Whether a part is the same cut and whole; whether it was cut."""
    root = parse(raw)
    names = [style.get(W + "styleId", "") for style in root.iter("{*}style")]
    cut = Sheet(raw)
    assert account(cut, names) == account(Sheet(root), names)
    return bool(cut._root)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_programs_write_is_cut(path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        parts = [package.read(name) for name in package.namelist() if name.endswith(("styles.xml", "stylesWithEffects.xml"))]
    assert all(same(raw) for raw in parts)


@pytest.mark.parametrize("raw", USUAL.values(), ids=USUAL)
def test_the_usual_is_cut(raw: bytes) -> None:
    assert same(raw)


@pytest.mark.parametrize("raw", ODD.values(), ids=ODD)
def test_what_is_out_of_the_ordinary_is_parsed_as_a_whole(raw: bytes) -> None:
    assert not same(raw)


def test_a_part_that_is_not_there_has_no_styles() -> None:
    assert account(Sheet(None), []) == {"usual": None, "defaults": None, "styles": {"no such style": False}}
