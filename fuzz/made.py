"""Files to begin with that are made here: those that no fixture is, because they hold one of everything."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

from tests.paths import SAMPLES
from tests.reading.word_files import box, listed, numbering, p, r, table, word, zipped

_FORMATS = ("lowerRoman", "upperLetter", "decimalZero", "decimalFullWidth", "chineseLegalSimplified", "ideographDigital")
_TEXT = "开设焊工班3期，42人取证。"


def word_files() -> list[bytes]:
    """A Word file with whatever our reader tells apart, and one that is only a picture."""
    body = (
        p("产改工作总结", form="<w:pStyle w:val='a'/><w:jc w:val='center'/>"),
        p(box(p("红头"), p(_TEXT)), "正文", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>"),
        *(p(_TEXT, form=listed(1, level)) for level in (0, 1, 2, 3, 4, 5, 0)),
        p(_TEXT, form=listed(2, 0)),
        table(
            [p("单位"), p("数")], [p("甲厂") + table([p("内")]), "<w:tcPr><w:gridSpan w:val='2'/><w:vMerge/></w:tcPr>" + p("7")]
        ),
        p(
            "<w:ins>" + r("增") + "</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>",
            "<w:r><w:footnoteReference w:id='2'/></w:r>",
        ),
        p(
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>",
            "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
        ),
        p("<w:r><w:ruby><w:rt><w:r><w:t>han</w:t></w:r></w:rt><w:rubyBase>" + r("汉") + "</w:rubyBase></w:ruby></w:r>"),
        p(
            "<w:r><w:pict><v:shape><v:textpath string='艺术字'/></v:shape></w:pict></w:r>",
            "<w:r><w:br/><w:tab/><w:sym w:char='F0FE'/></w:r>",
        ),
        "<w:sdt><w:sdtContent>" + p(_TEXT) + "</w:sdtContent></w:sdt><w:altChunk r:id='rId9'/>",
    )
    start = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>"
    override = f"<w:num w:numId='2'><w:abstractNumId w:val='0'/>{start}</w:num>"
    levels = numbering(*((form, f"%{index + 1}、") for index, form in enumerate(_FORMATS)), more="<w:pStyle w:val='a'/>")
    style = "<w:style w:type='paragraph' w:styleId='a'><w:basedOn w:val='a'/><w:rPr><w:b/><w:sz w:val='44'/></w:rPr></w:style>"
    full = word(
        "".join(body),
        styles=style,
        numbering=levels + override,
        footnotes=f"<w:footnote w:id='2'>{p('注')}</w:footnote><w:footnote w:type='separator'>{p('')}</w:footnote>",
        endnotes=f"<w:endnote w:id='3'>{p('尾注')}</w:endnote>",
        header1=p("页眉"),
        footer1=p("— 1 —"),
    )
    return [full, word(p("图片如下", "<w:r><w:drawing><a:blip r:embed='rId0'/></w:drawing></w:r>"))]


def pictures() -> list[bytes]:
    """The formats of pictures, small and grey."""
    from PIL import Image

    files = []
    for form in ("PNG", "JPEG", "BMP", "TIFF"):
        file = io.BytesIO()
        Image.linear_gradient("L").resize((120, 160)).convert("RGB").save(file, form)
        files.append(file.getvalue())
    return files


def archives() -> list[bytes]:
    """A zip, a tar, a mail, and the first and the last of these in one more."""
    texts = {path.name: path.read_bytes() for path in sorted(SAMPLES.glob("*.txt"))}
    packed = zipped({f"一季度/{name}": data for name, data in texts.items()})
    tape = io.BytesIO()
    with tarfile.open(fileobj=tape, mode="w:gz") as archive:
        for name, data in texts.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    mail = EmailMessage()
    mail["Subject"] = "报送材料"
    mail.set_content("见附件。")
    for name, data in texts.items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    nested = zipped({"内层.zip": packed, "信.eml": mail.as_bytes()}, zipfile.ZIP_STORED)
    return [packed, tape.getvalue(), mail.as_bytes(), nested]


MADE: dict[str, Callable[[], list[bytes]]] = {"docx": word_files, "picture": pictures, "archives": archives}
