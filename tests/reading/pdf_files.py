"""Small PDFs written by hand, so that a test shows the very operators it is about."""

from __future__ import annotations

import zlib

A4 = (595, 842)


def show(words: str, x: float = 90, y: float = 700, size: float = 16, before: str = "") -> str:
    """Words on the base line `y`, counted from below; `before` are operators that come first, and hold for these words alone."""
    return f"q {before} BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{words.encode('utf-16-be').hex()}> Tj ET Q\n"


def lines(*texts: str, top: float = 760) -> str:
    """Words under each other."""
    return "".join(show(text, y=top - 28 * index) for index, text in enumerate(texts))


def fill(colour: str, x: float, y: float, width: float, height: float) -> str:
    """A filled rectangle; the colour is three shares (``0 0 0.5``)."""
    return f"q {colour} rg {x} {y} {width} {height} re f Q\n"


def image(x: float, y: float, width: float, height: float, name: str = "I1") -> str:
    """The picture of the file, grey all over, or its cut-out (``I2``)."""
    return f"q {width} 0 0 {height} {x} {y} cm /{name} Do Q\n"


def pdf(*pages: str, info: str = "") -> bytes:
    """A PDF with these pages; `info` goes into its properties."""
    grey, mask = b"\x80" * 192, bytes(range(0, 256, 4))
    form = "/Type /XObject /Subtype /Image /Width 8 /Height 8 /BitsPerComponent 8"
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (10 + 2 * number) for number in range(len(pages)))),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 "
        b"/Descent -120 /CapHeight 880 /StemV 93 >>",
        _stream(grey, f"{form} /ColorSpace /DeviceRGB"),
        _stream(grey, f"{form} /ColorSpace /DeviceRGB /SMask 8 0 R"),
        _stream(mask, f"{form} /ColorSpace /DeviceGray"),
        _information(info),
    ]
    for number, content in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> "
            b"/XObject << /I1 6 0 R /I2 7 0 R >> /ExtGState << /Clear << /ca 0 >> /Half << /ca 0.5 >> >> >> >>"
            % (*A4, 11 + 2 * number)
        )
        objects.append(_stream(content.encode("ascii"), ""))
    out = bytearray(b"%PDF-1.6\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R /Info 9 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def _information(keywords: str) -> bytes:
    return b"<< /Keywords <%s> >>" % ("\ufeff" + keywords).encode("utf-16-be").hex().encode()


def _stream(data: bytes, form: str) -> bytes:
    packed = zlib.compress(data)
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (form.encode(), len(packed), packed)
