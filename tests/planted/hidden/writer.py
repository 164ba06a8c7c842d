"""Rich text and OpenDocument texts by hand."""

from __future__ import annotations

from xml.sax.saxutils import escape

from .cases import BEFORE, Case, Plan, Report, filled, make, photo, png, zipped

HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}{\colortbl;\red0\green0\blue0;\red255\green255\blue255;"
    r"\red253\green253\blue253;\red192\green0\blue0;\red128\green128\blue128;\red31\green56\blue100;}"
    r"{\stylesheet{\s0\f0\fs28 Normal;}{\s1\sbasedon0\v\fs28 Gone;}{\*\cs2\additive\cf2 Quiet;}{\s3\sbasedon0\cbpat4\cf2\b\fs32 Band;}}"
)
BAND = r"\cf2\b\fs32 "


def rtf_text(text: str) -> str:
    return "".join(letter if letter.isascii() else f"\\u{ord(letter) - 65536 * (ord(letter) > 32767)}?" for letter in text)


def rtf(plan: Plan, report: Report, words: str) -> bytes:
    """A template that begins with a brace goes to the end of the paragraph before the gap."""
    template = rtf_text(plan.template.replace("WORDS", words))
    inside = template.startswith("{")
    texts = [
        rtf_text("　　" + text) + (template if inside and n == BEFORE - 1 else "") for n, text in enumerate(report.paragraphs)
    ]
    paragraphs = [rf"\pard\plain\f0\fs28 {text}\par" for text in texts]
    if not inside:
        paragraphs.insert(BEFORE, template)
    title = rf"\pard\plain\qc\f0\b\fs36 {rtf_text(report.title)}\par"
    return "\r\n".join((HEAD, title, *paragraphs, "}")).encode("ascii")


def para(looks: str, form: str = "") -> str:
    return rf"\pard\plain{form}\f0\fs28{looks} WORDS\par"


def row(cell: str, content: str) -> str:
    return rf"\trowd\trgaph100{cell}\cellx8000\pard\plain\intbl\f0\fs28 {content}\cell\row"


FIELD = r"{{\field{{\*\fldinst {} }}{{\fldrslt {}}}}}"
RTF_PLANTED = (
    Plan("white", "white", r"{\cf2 WORDS}", r"\cf of a white in the colour table"),
    Plan("white-style", "white", r"{\cs2\cf2 WORDS}", "character style, white"),
    Plan("white-cell", "white", row("", r"320元\cf2 WORDS"), "white in a table cell"),
    Plan("near-white", "near_white", para(r"\cf3"), "253, 253, 253"),
    Plan("same-as-ground", "same_as_background", para(r"\cf4", r"\cbpat4"), "red on a red paragraph"),
    Plan("hidden", "vanish", r"{\v WORDS}", r"\v"),
    Plan("hidden-style", "vanish", r"\pard\plain\s1\v\f0\fs28 WORDS\par", r"paragraph style with \v, written out as programs do"),
    Plan("tiny", "tiny", r"{\fs2 WORDS}", "one point"),
    Plan("field", "field", FIELD.format("SET remark WORDS", ""), "prose as the argument of a SET field"),
)  # fmt: skip
RTF_CLEAN = (
    Plan("paragraph-ground", "", para(BAND, r"\cbpat4"), "white on a red paragraph"),
    Plan("run-ground", "", r"{\chcbpat4\cf2 WORDS}", "white on a red run ground"),
    Plan("highlight", "", r"{\highlight6\cf2 WORDS}", "white on a highlight"),
    Plan("cell-ground", "", row(r"\clcbpat6", BAND + "WORDS"), "white in a blue cell"),
    Plan("style-ground", "", r"\pard\plain\s3\cbpat4\f0\cf2\b\fs32 WORDS\par", "paragraph style, white on red"),
    Plan("grey", "", para(r"\cf5"), "grey note"),
    Plan("hidden-marks", "", r"\pard\plain\f0\fs28 WORDS{\v\par}", "only the paragraph mark is hidden"),
    Plan("hidden-off", "", r"{\v\v0 WORDS}", r"\v switched off"),
    Plan("footnote", "", r"{\super 1}{\footnote\pard\plain\fs13{\super 1}WORDS}", "footnote of six and a half points"),
    Plan("fields", "", r"\pard\plain\f0\fs28 " + FIELD.format(r"HYPERLINK \"http://example.org\"".replace('\\"', '"'), "WORDS") + r"{\*\bkmkstart _Toc1}{\*\bkmkend _Toc1}\par", "link and hidden bookmark"),
    Plan("spacer", "", r"\pard\plain\fs2\par" + para(""), "empty paragraph of one point"),
)  # fmt: skip

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = (
    f"xmlns:office='{ODF}office:1.0' xmlns:style='{ODF}style:1.0' xmlns:text='{ODF}text:1.0' xmlns:table='{ODF}table:1.0' "
    f"xmlns:draw='{ODF}drawing:1.0' xmlns:fo='{ODF}xsl-fo-compatible:1.0' xmlns:svg='{ODF}svg-compatible:1.0' "
    "xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:dc='http://purl.org/dc/elements/1.1/' office:version='1.3'"
)
MIME = "application/vnd.oasis.opendocument.text"


def odf_style(name: str, family: str, content: str, parent: str = "") -> str:
    basis = f" style:parent-style-name='{parent}'" if parent else ""
    return f"<style:style style:name='{name}' style:family='{family}'{basis}>{content}</style:style>"


def looks(attributes: str) -> str:
    return f"<style:text-properties {attributes}/>"


def odt(plan: Plan, report: Report, words: str) -> bytes:
    template = filled(plan.template, words)
    inside = template.startswith("<text:span")
    texts = [
        f"<text:p text:style-name='Body'>　　{escape(t)}{template if inside and n == BEFORE - 1 else ''}</text:p>"
        for n, t in enumerate(report.paragraphs)
    ]
    if not inside:
        texts.insert(BEFORE, template)
    own = odf_style(
        "Head",
        "paragraph",
        "<style:paragraph-properties fo:text-align='center'/>" + looks("style:font-size-asian='18pt' fo:font-size='18pt'"),
        "Standard",
    )
    automatic = own + odf_style("Body", "paragraph", "", "Standard") + plan.extra.get("styles", "")
    body = f"<text:p text:style-name='Head'>{escape(report.title)}</text:p>" + "".join(texts)
    default = odf_style(
        "Standard", "paragraph", looks(f"fo:font-size='14pt' style:font-size-asian='14pt' {plan.extra.get('ink', '')}")
    )
    layout = f"<style:page-layout style:name='Page'><style:page-layout-properties fo:page-width='21cm' fo:page-height='29.7cm' fo:margin='2.5cm' {plan.extra.get('page', '')}/></style:page-layout>"
    parts: dict[str, str | bytes] = {
        "mimetype": MIME,
        "content.xml": f"<office:document-content {SPACES}><office:automatic-styles>{automatic}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {SPACES}><office:styles>{default}{plan.extra.get('common', '')}</office:styles><office:automatic-styles>{layout}</office:automatic-styles>"
        "<office:master-styles><style:master-page style:name='Standard' style:page-layout-name='Page'/></office:master-styles></office:document-styles>",
        "Pictures/1.png": png(photo()),
    }
    kinds = {"/": MIME, "content.xml": "text/xml", "styles.xml": "text/xml", "Pictures/1.png": "image/png"}
    entries = "".join(
        f"<manifest:file-entry manifest:full-path='{name}' manifest:media-type='{kind}'/>" for name, kind in kinds.items()
    )
    parts["META-INF/manifest.xml"] = (
        f"<manifest:manifest xmlns:manifest='{ODF}manifest:1.0' manifest:version='1.3'>{entries}</manifest:manifest>"
    )
    return zipped(parts, stored=("mimetype",))


def span(attributes: str) -> dict[str, str]:
    return {"styles": odf_style("T", "text", looks(attributes))}


def odf_box(content: str, place: str = "svg:x='0cm' svg:y='0cm'", about: str = "") -> str:
    return f"<text:p><draw:frame draw:style-name='G' text:anchor-type='paragraph' svg:width='12cm' svg:height='2cm' {place}>{content}{about}</draw:frame></text:p>"


def odf_picture(about: str) -> str:
    return odf_box("<draw:image xlink:href='Pictures/1.png' xlink:type='simple'/>", about=about).replace(
        "'paragraph' svg", "'as-char' svg"
    )


SPAN, OWN = "<text:span text:style-name='T'>WORDS</text:span>", "<text:p text:style-name='P'>WORDS</text:p>"
TEXT_BOX = f"<draw:text-box>{OWN}</draw:text-box>"
CELL = f"<table:table table:name='T1'><table:table-column/><table:table-row><table:table-cell table:style-name='C'>{OWN}</table:table-cell></table:table-row></table:table>"
WHITE = looks("fo:color='#ffffff'")
PALE = odf_style("P", "paragraph", WHITE, "Standard")
ODT_PLANTED = (
    Plan("white", "white", SPAN, "white span", span("fo:color='#ffffff'")),
    Plan("white-chain", "white", OWN, "automatic style of a common style based on a white one",
         {"common": odf_style("Root", "paragraph", WHITE, "Standard") + odf_style("Stem", "paragraph", "", "Root"), "styles": odf_style("P", "paragraph", looks("fo:font-style='italic'"), "Stem")}),
    Plan("white-cell", "white", CELL, "white in a table cell", {"styles": PALE}),
    Plan("near-white", "near_white", SPAN, "#fefefe", span("fo:color='#fefefe'")),
    Plan("same-as-ground", "same_as_background", OWN, "blue on a blue paragraph", {"styles": odf_style("P", "paragraph", "<style:paragraph-properties fo:background-color='#1f3864'/>" + looks("fo:color='#1f3864'"), "Standard")}),
    Plan("hidden", "vanish", SPAN, "text:display none", span("text:display='none'")),
    Plan("hidden-section", "vanish", "<text:section text:name='S' text:display='none'><text:p>WORDS</text:p></text:section>", "hidden section"),
    Plan("hidden-text", "field", "<text:p>见附表。<text:hidden-text text:condition='ooow:1==1' text:string-value='WORDS' text:is-hidden='true'></text:hidden-text></text:p>", "field with a hidden text"),
    Plan("tiny", "tiny", SPAN, "one point", span("fo:font-size='1pt' style:font-size-asian='1pt'")),
    Plan("description", "alt_text", odf_picture("<svg:desc>WORDS</svg:desc>"), "prose as the description of a picture"),
)  # fmt: skip
GROUND = "<style:paragraph-properties fo:background-color='#c00000'/>"
ODT_CLEAN = (
    Plan("paragraph-ground", "", OWN, "white on a red paragraph", {"styles": odf_style("P", "paragraph", GROUND + WHITE, "Standard")}),
    Plan("common-ground", "", OWN, "white, on the red of a common style", {"common": odf_style("Red", "paragraph", GROUND, "Standard"), "styles": odf_style("P", "paragraph", WHITE, "Red")}),
    Plan("span-ground", "", SPAN, "white on the ground of the span", span("fo:color='#ffffff' fo:background-color='#c00000'")),
    Plan("cell-ground", "", CELL, "white in a blue cell", {"styles": PALE + odf_style("C", "table-cell", "<style:table-cell-properties fo:background-color='#2e74b5'/>")}),
    Plan("filled-box", "", odf_box(TEXT_BOX), "white in a red box", {"styles": PALE + odf_style("G", "graphic", "<style:graphic-properties draw:fill='solid' draw:fill-color='#c00000' fo:background-color='#c00000'/>")}),
    Plan("dark-page", "", OWN, "white on a dark page", {"ink": "fo:color='#ffffff'", "styles": PALE, "page": "fo:background-color='#1f3864'"}),
    Plan("grey", "", SPAN, "light grey note", span("fo:color='#a6a6a6'")),
    Plan("section", "", "<text:section text:name='S' text:display='true'><text:p>WORDS</text:p></text:section>", "section that is shown"),
    Plan("note", "", "<text:p>见注<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body><text:p text:style-name='P'>WORDS</text:p></text:note-body></text:note>。</text:p>",
         "footnote of six points", {"styles": odf_style("P", "paragraph", looks("fo:font-size='6pt' style:font-size-asian='6pt'"), "Standard")}),
    Plan("comment", "", "<text:p>WORDS<office:annotation><dc:creator>审核</dc:creator><dc:date>2021-11-20T00:00:00</dc:date><text:p>请核对人数</text:p></office:annotation></text:p>", "comment"),
    Plan("short-description", "", odf_picture("<svg:title>图1</svg:title><svg:desc>焊工班练习立焊</svg:desc>") + "<text:p>WORDS</text:p>", "honest description"),
)  # fmt: skip


def cases() -> list[Case]:
    return make("rtf", RTF_PLANTED + RTF_CLEAN, rtf) + make("odt", ODT_PLANTED + ODT_CLEAN, odt)
